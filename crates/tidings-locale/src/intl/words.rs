//! Plural categories, lists, relative times and durations.

use fixed_decimal::{Decimal, Sign};
use icu::list::ListFormatter;
use icu::list::options::{ListFormatterOptions, ListLength};
use icu::plurals::PluralRules;
use serde_json::Value;

use super::numbers::{Rounding, decimal_of, signed_text};
use super::options::Options;
use crate::error::Error;
use crate::formatter::{Formatter, RelativeUnit, Width};
use crate::number::{self, Digits};
use crate::suggest::did_you_mean;
use crate::units;

/// The plural category of a number as it is shown: `1` and `1.0` may differ.
pub(super) fn plural(formatter: &Formatter, ordinal: bool, input: &Value, options: &Options) -> Result<String, Error> {
    let locale = formatter.icu_locale();
    let ordinal = match options.choice("type", &["cardinal", "ordinal"])? {
        Some(kind) => kind == "ordinal",
        None => ordinal,
    };
    let made = if ordinal {
        PluralRules::try_new_ordinal(locale.into())
    } else {
        PluralRules::try_new_cardinal(locale.into())
    };
    let rules = made.map_err(|e| Error::data(locale, "plurals", e))?;
    let mut value = decimal_of("input", input)?;
    let asked =
        ["minimumFractionDigits", "maximumFractionDigits", "minimumSignificantDigits", "maximumSignificantDigits"];
    // Without digit options the text shows its own digits.
    if asked.iter().any(|name| options.has(name)) {
        value = Rounding::read(options, 0, 3, false)?.apply(&value);
    }
    Ok(units::category_name(rules.category_for(&value.absolute)).to_owned())
}

pub(super) fn list(formatter: &Formatter, input: &Value, options: &Options) -> Result<String, Error> {
    let items: Vec<&str> = input
        .as_array()
        .and_then(|items| items.iter().map(Value::as_str).collect())
        .ok_or_else(|| Error::input("input", format!("`{input}` is not a list of texts"), r#"write ["A", "B"]"#))?;
    let length = match options.choice("style", &["long", "short", "narrow"])? {
        Some("short") => ListLength::Short,
        Some("narrow") => ListLength::Narrow,
        _ => ListLength::Wide,
    };
    let locale = formatter.icu_locale();
    let shape = ListFormatterOptions::default().with_length(length);
    let made = match options.choice("type", &["conjunction", "disjunction", "unit"])? {
        Some("disjunction") => ListFormatter::try_new_or(locale.into(), shape),
        Some("unit") => ListFormatter::try_new_unit(locale.into(), shape),
        _ => ListFormatter::try_new_and(locale.into(), shape),
    };
    let list = made.map_err(|e| Error::data(locale, "lists", e))?;
    Ok(list.format(items.iter()).to_string())
}

/// Two values in an array: what ECMAScript passes as two arguments.
fn pair(input: &Value, shape: &str) -> Result<(Value, String), Error> {
    match input.as_array().map(Vec::as_slice) {
        Some([value, Value::String(unit)]) => Ok((value.clone(), unit.clone())),
        _ => Err(Error::input("input", format!("`{input}` is not a value with a unit"), format!("write {shape}"))),
    }
}

pub(super) fn relative(formatter: &Formatter, input: &Value, options: &Options) -> Result<String, Error> {
    const UNITS: [(&str, RelativeUnit); 8] = [
        ("second", RelativeUnit::Second),
        ("minute", RelativeUnit::Minute),
        ("hour", RelativeUnit::Hour),
        ("day", RelativeUnit::Day),
        ("week", RelativeUnit::Week),
        ("month", RelativeUnit::Month),
        ("quarter", RelativeUnit::Quarter),
        ("year", RelativeUnit::Year),
    ];
    let (value, name) = pair(input, r#"[-1, "day"]"#)?;
    let singular = name.strip_suffix('s').unwrap_or(&name);
    let Some((_, unit)) = UNITS.iter().find(|(known, _)| *known == singular) else {
        let known = UNITS.iter().map(|(known, _)| *known);
        return Err(Error::input("input", format!("`{name}` is not a unit"), did_you_mean(&name, known)));
    };
    let value = number::shaped(&decimal_of("input", &value)?, &Digits::fraction(0, 3));
    let width = width(options, Width::Long)?;
    let words = options.choice("numeric", &["always", "auto"])? == Some("auto");
    units::relative(formatter.icu_locale(), value, *unit, width, words)
}

fn width(options: &Options, usual: Width) -> Result<Width, Error> {
    Ok(match options.choice("style", &["long", "short", "narrow", "digital"])? {
        Some("long") => Width::Long,
        Some("short" | "digital") => Width::Short,
        Some("narrow") => Width::Narrow,
        _ => usual,
    })
}

/// A duration as the fields it is given in. A field that is zero is shown as it was given, unless
/// its `…Display` option is `auto`.
pub(super) fn duration(formatter: &Formatter, input: &Value, options: &Options) -> Result<String, Error> {
    let width = width(options, Width::Short)?;
    let digital = options.text("style")? == Some("digital");
    let mut fields = duration_fields(input)?;
    let negative = fields.iter().any(|(_, v)| v.sign() == Sign::Negative && !v.absolute.is_zero());
    let positive = fields.iter().any(|(_, v)| v.sign() != Sign::Negative && !v.absolute.is_zero());
    if negative && positive {
        return Err(Error::input("input", "the fields have different signs", "give all fields one sign"));
    }
    for (_, value) in &mut fields {
        *value = number::absolute(value);
    }
    let clock_from = units::time_unit_rank("hour").unwrap_or_default();
    let clock_to = clock_from + 2;
    let mut parts: Vec<String> = Vec::new();
    let sign_of = |parts: &Vec<String>| if negative && parts.is_empty() { Sign::Negative } else { Sign::None };
    let locale = formatter.icu_locale();
    let rows = formatter.dates().patterns.rows();
    for (rank, value) in &fields {
        let Some(name) = units::time_unit_names().nth(*rank) else { continue };
        let in_clock = digital && *rank >= clock_from;
        if in_clock || (value.absolute.is_zero() && hides_zero(options, name, digital)?) {
            continue;
        }
        let sign = sign_of(&parts);
        let plain = formatter.decimal_formatter().format_to_string(value);
        let digits = signed_text(formatter, sign, &plain);
        parts.push(units::unit(locale, rows, name, width, value, &digits)?);
    }
    if digital {
        if fields.iter().any(|(rank, v)| *rank > clock_to && !v.absolute.is_zero()) {
            return Err(Error::input("style", "`digital` shows no fractions of a second", "use `short`"));
        }
        let at = |rank: usize| {
            fields.iter().find(|(r, _)| *r == rank).map_or_else(|| "0".to_owned(), |(_, v)| v.to_string())
        };
        let clock = format!("{}:{:0>2}:{:0>2}", at(clock_from), at(clock_from + 1), at(clock_to));
        parts.push(signed_text(formatter, sign_of(&parts), &clock));
    }
    units::joined(locale, width, &parts)
}

fn hides_zero(options: &Options, unit: &str, digital: bool) -> Result<bool, Error> {
    let shown = options.choice(&format!("{unit}sDisplay"), &["auto", "always"])?;
    Ok(shown == Some("auto") || (digital && shown.is_none()))
}

/// `[["minute", 5], ["second", 30]]` or `{"minutes": 5, "seconds": 30}`, largest unit first.
fn duration_fields(input: &Value) -> Result<Vec<(usize, Decimal)>, Error> {
    let shape =
        || Error::input("input", format!("`{input}` is not a duration"), r#"write [["minute", 5], ["second", 30]]"#);
    let named: Vec<(String, Value)> = match input {
        Value::Object(fields) => fields.iter().map(|(k, v)| (k.clone(), v.clone())).collect(),
        Value::Array(fields) => fields
            .iter()
            .map(|field| match field.as_array().map(Vec::as_slice) {
                Some([Value::String(name), value]) => Ok((name.clone(), value.clone())),
                _ => Err(shape()),
            })
            .collect::<Result<_, _>>()?,
        _ => return Err(shape()),
    };
    if named.is_empty() {
        return Err(shape());
    }
    let mut out: Vec<(usize, Decimal)> = Vec::new();
    for (name, value) in named {
        let singular = name.strip_suffix('s').unwrap_or(&name);
        let rank = units::time_unit_rank(singular).ok_or_else(|| {
            let known: Vec<&str> = units::time_unit_names().collect();
            Error::input("input", format!("`{name}` is not a unit of time"), did_you_mean(&name, known))
        })?;
        if out.iter().any(|(known, _)| *known == rank) {
            return Err(Error::input("input", format!("`{name}` is given twice"), "add the two"));
        }
        let mut value = decimal_of("input", &value)?;
        value.absolute.trim_start();
        out.push((rank, value));
    }
    out.sort_by_key(|(rank, _)| *rank);
    Ok(out)
}
