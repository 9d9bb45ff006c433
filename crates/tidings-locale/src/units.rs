//! Units of measure, durations and relative times.

use std::collections::BTreeSet;

use fixed_decimal::{Decimal, Sign};
use icu::decimal::DecimalFormatter;
use icu::list::ListFormatter;
use icu::list::options::{ListFormatterOptions, ListLength};
use icu::locale::Locale;
use icu::plurals::{PluralCategory, PluralRules};
use icu_experimental::dimension::units::categorized_formatter::CategorizedFormatter;
use icu_experimental::dimension::units::options::{UnitsFormatterOptions, Width as IcuWidth};
use icu_experimental::measure::category::{CategorizedMeasureUnit, Duration};
use icu_experimental::relativetime::options::Numeric;
use icu_experimental::relativetime::{RelativeTimeFormatter, RelativeTimeFormatterOptions};

use crate::cldr::Rows;
use crate::error::Error;
use crate::formatter::{RelativeUnit, Width};
use crate::number::{self, reframed};

type MakeUnit = fn() -> CategorizedMeasureUnit<Duration>;

/// Units of time, largest first, under their ECMAScript names.
const TIME_UNITS: [(&str, MakeUnit); 10] = [
    ("year", Duration::year),
    ("month", Duration::month),
    ("week", Duration::week),
    ("day", Duration::day),
    ("hour", Duration::hour),
    ("minute", Duration::minute),
    ("second", Duration::second),
    ("millisecond", Duration::millisecond),
    ("microsecond", Duration::microsecond),
    ("nanosecond", Duration::nanosecond),
];

/// Position of a unit of time, largest first.
pub(crate) fn time_unit_rank(unit: &str) -> Option<usize> {
    TIME_UNITS.iter().position(|(name, _)| *name == unit)
}

pub(crate) fn time_unit_names() -> impl Iterator<Item = &'static str> {
    TIME_UNITS.iter().map(|(name, _)| *name)
}

/// Every unit name there are patterns for.
pub(crate) fn names(rows: &Rows) -> BTreeSet<&str> {
    let mut out: BTreeSet<&str> = time_unit_names().collect();
    out.extend(rows.units.keys().filter_map(|key| key.split('/').next()));
    out
}

/// A shaped number, written as `digits`, with its unit.
pub(crate) fn unit(
    locale: &Locale,
    rows: &Rows,
    name: &str,
    width: Width,
    shaped: &Decimal,
    digits: &str,
) -> Result<String, Error> {
    if let Some((_, make)) = TIME_UNITS.iter().find(|(known, _)| *known == name) {
        let mut options = UnitsFormatterOptions::default();
        options.width = match width {
            Width::Long => IcuWidth::Long,
            Width::Short => IcuWidth::Short,
            Width::Narrow => IcuWidth::Narrow,
        };
        let formatter = CategorizedFormatter::<Duration>::try_new_outlier(locale.into(), make(), options)
            .map_err(|e| Error::data(locale, format!("unit `{name}`"), e))?;
        let plain = number::absolute(shaped);
        return Ok(reframed(&formatter.format_fixed_decimal(&plain).to_string(), digits));
    }
    let rules = PluralRules::try_new_cardinal(locale.into()).map_err(|e| Error::data(locale, "plurals", e))?;
    let width = match width {
        Width::Long => "long",
        Width::Short => "short",
        Width::Narrow => "narrow",
    };
    let row = |category: &str| rows.units.get(&format!("{name}/{width}/{category}"));
    row(category_name(rules.category_for(&shaped.absolute)))
        .or_else(|| row("other"))
        .map(|pattern| pattern.replace("{0}", digits))
        .ok_or_else(|| Error::data(locale, format!("unit `{name}`"), "no pattern"))
}

pub(crate) fn category_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// Parts of a duration joined as the locale joins units.
pub(crate) fn joined(locale: &Locale, width: Width, parts: &[String]) -> Result<String, Error> {
    let length = match width {
        Width::Long => ListLength::Wide,
        Width::Short => ListLength::Short,
        Width::Narrow => ListLength::Narrow,
    };
    let list = ListFormatter::try_new_unit(locale.into(), ListFormatterOptions::default().with_length(length))
        .map_err(|e| Error::data(locale, "lists", e))?;
    Ok(list.format(parts.iter()).to_string())
}

/// Whole seconds as days, hours, minutes and seconds. Fields that are zero are left out; a zero
/// duration shows its seconds. Only the first field carries the sign.
pub(crate) fn duration_words(
    locale: &Locale,
    rows: &Rows,
    decimal: &DecimalFormatter,
    seconds: i64,
    width: Width,
) -> Result<String, Error> {
    let total = seconds.unsigned_abs();
    let fields =
        [("day", total / 86_400), ("hour", total / 3_600 % 24), ("minute", total / 60 % 60), ("second", total % 60)];
    let mut parts = Vec::new();
    for (name, value) in fields {
        if value == 0 && !(total == 0 && name == "second") {
            continue;
        }
        let mut value = number::from_unsigned(value);
        if seconds < 0 && parts.is_empty() {
            value.sign = Sign::Negative;
        }
        parts.push(unit(locale, rows, name, width, &value, &decimal.format_to_string(&value))?);
    }
    joined(locale, width, &parts)
}

/// `3 days ago`, `yesterday`.
pub(crate) fn relative(
    locale: &Locale,
    value: Decimal,
    unit: RelativeUnit,
    width: Width,
    words: bool,
) -> Result<String, Error> {
    type R = RelativeTimeFormatter;
    let options =
        RelativeTimeFormatterOptions::default().with_numeric(if words { Numeric::Auto } else { Numeric::Always });
    let prefs = locale.into();
    let made = match (unit, width) {
        (RelativeUnit::Second, Width::Long) => R::try_new_long_second(prefs, options),
        (RelativeUnit::Second, Width::Short) => R::try_new_short_second(prefs, options),
        (RelativeUnit::Second, Width::Narrow) => R::try_new_narrow_second(prefs, options),
        (RelativeUnit::Minute, Width::Long) => R::try_new_long_minute(prefs, options),
        (RelativeUnit::Minute, Width::Short) => R::try_new_short_minute(prefs, options),
        (RelativeUnit::Minute, Width::Narrow) => R::try_new_narrow_minute(prefs, options),
        (RelativeUnit::Hour, Width::Long) => R::try_new_long_hour(prefs, options),
        (RelativeUnit::Hour, Width::Short) => R::try_new_short_hour(prefs, options),
        (RelativeUnit::Hour, Width::Narrow) => R::try_new_narrow_hour(prefs, options),
        (RelativeUnit::Day, Width::Long) => R::try_new_long_day(prefs, options),
        (RelativeUnit::Day, Width::Short) => R::try_new_short_day(prefs, options),
        (RelativeUnit::Day, Width::Narrow) => R::try_new_narrow_day(prefs, options),
        (RelativeUnit::Week, Width::Long) => R::try_new_long_week(prefs, options),
        (RelativeUnit::Week, Width::Short) => R::try_new_short_week(prefs, options),
        (RelativeUnit::Week, Width::Narrow) => R::try_new_narrow_week(prefs, options),
        (RelativeUnit::Month, Width::Long) => R::try_new_long_month(prefs, options),
        (RelativeUnit::Month, Width::Short) => R::try_new_short_month(prefs, options),
        (RelativeUnit::Month, Width::Narrow) => R::try_new_narrow_month(prefs, options),
        (RelativeUnit::Quarter, Width::Long) => R::try_new_long_quarter(prefs, options),
        (RelativeUnit::Quarter, Width::Short) => R::try_new_short_quarter(prefs, options),
        (RelativeUnit::Quarter, Width::Narrow) => R::try_new_narrow_quarter(prefs, options),
        (RelativeUnit::Year, Width::Long) => R::try_new_long_year(prefs, options),
        (RelativeUnit::Year, Width::Short) => R::try_new_short_year(prefs, options),
        (RelativeUnit::Year, Width::Narrow) => R::try_new_narrow_year(prefs, options),
    };
    let formatter = made.map_err(|e| Error::data(locale, "relative times", e))?;
    Ok(formatter.format(value).to_string())
}
