//! Decimals, percentages, money, units, compact and scientific notation.

use fixed_decimal::{Decimal, Sign, SignDisplay, SignedRoundingMode, UnsignedRoundingMode};
use icu::decimal::options::{CompactDecimalFormatterOptions, DecimalFormatterOptions, GroupingStrategy};
use icu::decimal::{CompactDecimalFormatter, DecimalFormatter};
use icu_experimental::dimension::percent::formatter::PercentFormatter;
use icu_experimental::dimension::percent::options::{Display, PercentFormatterOptions};
use serde_json::Value;

use super::options::Options;
use crate::currency::{self, CurrencyDisplay, MoneyStyle};
use crate::error::Error;
use crate::formatter::{Formatter, Width};
use crate::number::{self, Digits, reframed};
use crate::suggest::did_you_mean;
use crate::units;

/// What the kind of request means before options are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Default {
    Decimal,
    Percent,
    Currency,
    Unit,
    CompactShort,
    CompactLong,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Notation {
    Standard,
    Compact {
        long: bool,
    },
    /// Exponents are multiples of this.
    Power(i16),
}

/// The value with digits and sign as they will be shown, and the text of its digits.
struct Written {
    shaped: Decimal,
    digits: String,
}

pub(super) fn number(formatter: &Formatter, kind: Default, input: &Value, options: &Options) -> Result<String, Error> {
    let style = match options.choice("style", &["decimal", "percent", "currency", "unit"])? {
        Some(style) => style,
        None => match kind {
            Default::Percent => "percent",
            Default::Currency => "currency",
            Default::Unit => "unit",
            _ => "decimal",
        },
    };
    let locale = formatter.icu_locale();
    let notation = notation(kind, options)?;
    let code = match (style, options.text("currency")?) {
        ("currency", Some(code)) => Some(currency::code(code)?),
        ("currency", None) => {
            return Err(Error::input("currency", "the option is missing", "add `\"currency\": \"EUR\"`"));
        }
        _ => None,
    };
    let mut value = decimal_of("input", input)?;
    if style == "percent" {
        value = number::times_pow10(&value, 2);
    }
    let notation = match (notation, code) {
        // CLDR has no long compact forms of money.
        (Notation::Compact { .. }, Some(_)) => Notation::Compact { long: false },
        (other, _) => other,
    };
    let (min, max) = match code {
        Some(code) => {
            let digits = currency::minor_digits(locale, code)?;
            (digits, digits)
        }
        None if style == "percent" => (0, 0),
        None => (0, 3),
    };
    let rounding = Rounding::read(options, min, max, matches!(notation, Notation::Compact { .. }))?;
    let grouping = grouping(options, notation)?;
    let written = written(formatter, &value, notation, &rounding, grouping)?;
    let display = match options
        .choice("signDisplay", &["auto", "always", "exceptZero", "negative", "never"])?
        .unwrap_or("auto")
    {
        "always" => SignDisplay::Always,
        "exceptZero" => SignDisplay::ExceptZero,
        "negative" => SignDisplay::Negative,
        "never" => SignDisplay::Never,
        _ => SignDisplay::Auto,
    };
    let shaped = number::signed(written.shaped, display);
    let rows = formatter.dates().patterns.rows();
    match (style, code) {
        ("percent", _) => percent(formatter, shaped.sign(), &written.digits),
        (_, Some(code)) => {
            let money = MoneyStyle {
                display: match options.choice("currencyDisplay", &["symbol", "narrowSymbol", "code", "name"])? {
                    Some("narrowSymbol") => CurrencyDisplay::NarrowSymbol,
                    Some("code") => CurrencyDisplay::Code,
                    Some("name") => CurrencyDisplay::Name,
                    _ => CurrencyDisplay::Symbol,
                },
                accounting: options.choice("currencySign", &["standard", "accounting"])? == Some("accounting"),
                compact: matches!(notation, Notation::Compact { .. }),
            };
            currency::money(locale, rows, code, &money, &shaped, &written.digits)
        }
        ("unit", _) => unit(formatter, options, &shaped, &written.digits),
        _ => Ok(signed_text(formatter, shaped.sign(), &written.digits)),
    }
}

/// A decimal text such as `"1234.5"`, or a JSON number.
pub(super) fn decimal_of(what: &str, input: &Value) -> Result<Decimal, Error> {
    let text = match input {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        other => other.to_string(),
    };
    let plain =
        !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
    plain.then(|| Decimal::try_from_str(text.strip_prefix('+').unwrap_or(&text)).ok()).flatten().ok_or_else(|| {
        Error::input(what, format!("`{text}` is not a decimal number"), "write digits with a point, such as \"1234.5\"")
    })
}

fn notation(kind: Default, options: &Options) -> Result<Notation, Error> {
    let given = options.choice("notation", &["standard", "compact", "scientific", "engineering"])?;
    let display = options.choice("compactDisplay", &["short", "long"])?;
    Ok(match (given, kind) {
        (Some("scientific"), _) => Notation::Power(1),
        (Some("engineering"), _) => Notation::Power(3),
        (None | Some("compact"), Default::CompactLong) => Notation::Compact { long: display != Some("short") },
        (None, Default::CompactShort) | (Some("compact"), _) => Notation::Compact { long: display == Some("long") },
        _ => Notation::Standard,
    })
}

fn grouping(options: &Options, notation: Notation) -> Result<GroupingStrategy, Error> {
    let usual = match notation {
        Notation::Compact { .. } => GroupingStrategy::Min2,
        _ => GroupingStrategy::Auto,
    };
    Ok(match options.grouping()? {
        Some("always") => GroupingStrategy::Always,
        Some("min2") => GroupingStrategy::Min2,
        Some("false") => GroupingStrategy::Never,
        Some(_) => GroupingStrategy::Auto,
        None => usual,
    })
}

/// How a value becomes its shown digits.
pub(super) struct Rounding {
    digits: Digits,
    /// No digit count was given and the notation is compact: two significant digits at most,
    /// and no fraction beside two integer digits.
    compact: bool,
    strip_whole: bool,
    mode: SignedRoundingMode,
}

impl Rounding {
    pub(super) fn read(options: &Options, usual_min: i16, usual_max: i16, compact: bool) -> Result<Self, Error> {
        let min_integer = options.count("minimumIntegerDigits", 1, 21)?.unwrap_or(1);
        let min_fraction = options.count("minimumFractionDigits", 0, 100)?;
        let max_fraction = options.count("maximumFractionDigits", 0, 100)?;
        let min_significant = options.count("minimumSignificantDigits", 1, 21)?;
        let max_significant = options.count("maximumSignificantDigits", 1, 21)?;
        let ordered = |low: Option<i16>, high: Option<i16>, name: &str| match (low, high) {
            (Some(low), Some(high)) if low > high => {
                Err(Error::input(name, format!("{high} is below the minimum of {low}"), format!("write {low} or more")))
            }
            _ => Ok(()),
        };
        ordered(min_fraction, max_fraction, "maximumFractionDigits")?;
        ordered(min_significant, max_significant, "maximumSignificantDigits")?;
        let (min, max) = match (min_fraction, max_fraction) {
            (Some(min), Some(max)) => (min, max),
            (Some(min), None) => (min, usual_max.max(min)),
            (None, Some(max)) => (usual_min.min(max), max),
            (None, None) => (usual_min, usual_max),
        };
        let significant = (min_significant.is_some() || max_significant.is_some())
            .then(|| (min_significant.unwrap_or(1), max_significant.unwrap_or(21)));
        let free = significant.is_none() && min_fraction.is_none() && max_fraction.is_none();
        Ok(Self {
            digits: Digits { min_integer, min_fraction: min, max_fraction: max, significant },
            compact: compact && free,
            strip_whole: options.choice("trailingZeroDisplay", &["auto", "stripIfInteger"])? == Some("stripIfInteger"),
            mode: rounding_mode(options)?,
        })
    }

    pub(super) fn apply(&self, value: &Decimal) -> Decimal {
        let mut digits = self.digits;
        if self.compact {
            let whole = value.absolute.nonzero_magnitude_start() + 1;
            digits.min_fraction = 0;
            if whole >= 2 {
                digits.max_fraction = 0;
            } else {
                digits.significant = Some((1, 2));
            }
        }
        let mut out = number::shaped_by(value, &digits, self.mode);
        if self.strip_whole {
            out.absolute.trim_end_if_integer();
        }
        out
    }
}

fn rounding_mode(options: &Options) -> Result<SignedRoundingMode, Error> {
    type U = UnsignedRoundingMode;
    let known = &["ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven"];
    Ok(match options.choice("roundingMode", known)?.unwrap_or("halfExpand") {
        "ceil" => SignedRoundingMode::Ceil,
        "floor" => SignedRoundingMode::Floor,
        "expand" => SignedRoundingMode::Unsigned(U::Expand),
        "trunc" => SignedRoundingMode::Unsigned(U::Trunc),
        "halfCeil" => SignedRoundingMode::HalfCeil,
        "halfFloor" => SignedRoundingMode::HalfFloor,
        "halfTrunc" => SignedRoundingMode::Unsigned(U::HalfTrunc),
        "halfEven" => SignedRoundingMode::Unsigned(U::HalfEven),
        _ => SignedRoundingMode::Unsigned(U::HalfExpand),
    })
}

fn written(
    formatter: &Formatter,
    value: &Decimal,
    notation: Notation,
    rounding: &Rounding,
    grouping: GroupingStrategy,
) -> Result<Written, Error> {
    let locale = formatter.icu_locale();
    let decimal = DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::from(grouping))
        .map_err(|e| Error::data(locale, "decimals", e))?;
    match notation {
        Notation::Standard => {
            let shaped = rounding.apply(value);
            let digits = decimal.format_to_string(&number::absolute(&shaped));
            Ok(Written { shaped, digits })
        }
        Notation::Compact { long } => {
            let options = CompactDecimalFormatterOptions::from(grouping);
            let made = if long {
                CompactDecimalFormatter::try_new_long(locale.into(), options)
            } else {
                CompactDecimalFormatter::try_new_short(locale.into(), options)
            };
            let compact = made.map_err(|e| Error::data(locale, "compact numbers", e))?;
            let scaled = |power: u8| {
                let power = i16::from(power);
                rounding.apply(&number::times_pow10(value, -power))
            };
            let mut power = compact.compact_exponent_for_magnitude(value.absolute.nonzero_magnitude_start());
            let mut shaped = scaled(power);
            // 999,950 rounds up into the next power.
            let magnitude = shaped.absolute.nonzero_magnitude_start() + i16::from(power);
            let carried = compact.compact_exponent_for_magnitude(magnitude);
            if carried != power {
                power = carried;
                shaped = scaled(power);
            }
            let plain = number::absolute(&shaped);
            let digits = compact
                .format_with_exponent(&plain, power)
                .map_err(|e| Error::data(locale, "compact numbers", e))?
                .to_string();
            Ok(Written { shaped, digits })
        }
        Notation::Power(step) => {
            let power_of = |value: &Decimal| {
                if value.absolute.is_zero() {
                    0
                } else {
                    value.absolute.nonzero_magnitude_start().div_euclid(step) * step
                }
            };
            let mut power = power_of(value);
            let mut shaped = rounding.apply(&number::times_pow10(value, -power));
            let carried = power_of(&number::times_pow10(&shaped, power));
            if carried != power {
                power = carried;
                shaped = rounding.apply(&number::times_pow10(value, -power));
            }
            let mantissa = decimal.format_to_string(&number::absolute(&shaped));
            let exponent = decimal.format_to_string(&Decimal::from(power));
            Ok(Written { shaped, digits: format!("{mantissa}E{exponent}") })
        }
    }
}

/// The digits with the sign where the locale puts it.
pub(super) fn signed_text(formatter: &Formatter, sign: Sign, digits: &str) -> String {
    let mut one = Decimal::from(1);
    one.sign = sign;
    reframed(&formatter.decimal_formatter().format_to_string(&one), digits)
}

fn percent(formatter: &Formatter, sign: Sign, digits: &str) -> Result<String, Error> {
    let locale = formatter.icu_locale();
    let display = if sign == Sign::Positive { Display::ExplicitSign } else { Display::Standard };
    let percent = PercentFormatter::try_new(locale.into(), PercentFormatterOptions::from(display))
        .map_err(|e| Error::data(locale, "percentages", e))?;
    let mut one = Decimal::from(1);
    // The explicit display writes the plus itself.
    one.sign = if sign == Sign::Positive { Sign::None } else { sign };
    Ok(reframed(&percent.format(&one).to_string(), digits))
}

fn unit(formatter: &Formatter, options: &Options, shaped: &Decimal, written: &str) -> Result<String, Error> {
    let Some(name) = options.text("unit")? else {
        return Err(Error::input("unit", "the option is missing", "add `\"unit\": \"minute\"`"));
    };
    let width = match options.choice("unitDisplay", &["short", "narrow", "long"])? {
        Some("narrow") => Width::Narrow,
        Some("long") => Width::Long,
        _ => Width::Short,
    };
    let rows = formatter.dates().patterns.rows();
    let known = units::names(rows);
    if !known.contains(name) {
        return Err(Error::input("unit", format!("`{name}` is not known"), did_you_mean(name, known.iter().copied())));
    }
    if name == "percent" && width != Width::Long {
        // Short percentages are those of plain percentages.
        return percent(formatter, shaped.sign(), written);
    }
    units::unit(formatter.icu_locale(), rows, name, width, shaped, &signed_text(formatter, shaped.sign(), written))
}
