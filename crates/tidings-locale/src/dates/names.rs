//! Names from ICU4X, and the writing of one pattern.

use std::collections::BTreeMap;

use icu::calendar::Gregorian;
use icu::locale::Locale;
use icu::time::zone::models::AtTime;
use icu::time::{TimeZoneInfo, ZonedDateTime};
use icu_datetime::fieldsets::enums::CompositeFieldSet;
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use jiff::Zoned;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use writeable::TryWriteable;

use super::pattern::Item;
use crate::cldr::Rows;
use crate::error::Error;

const MONTH_FIELDS: [&str; 6] = ["MMM", "MMMM", "MMMMM", "LLL", "LLLL", "LLLLL"];
const WEEKDAY_FIELDS: [&str; 6] = ["EEE", "EEEE", "EEEEE", "ccc", "cccc", "ccccc"];

/// Names of months, weekdays and the halves of the day, by pattern field; zone names on demand.
#[derive(Debug)]
pub(crate) struct Names {
    locale: Locale,
    months: BTreeMap<&'static str, Vec<String>>,
    weekdays: BTreeMap<&'static str, Vec<String>>,
    halves: [String; 2],
}

impl Names {
    pub(crate) fn new(locale: &Locale) -> Result<Self, Error> {
        let months: Vec<Date> = (1..=12).map(|month| date(2026, month, 1)).collect();
        // 1 June 2026 is a Monday.
        let week: Vec<Date> = (1..=7).map(|day| date(2026, 6, day)).collect();
        let table = |fields: [&'static str; 6], days: &[Date]| {
            fields
                .into_iter()
                .map(|field| {
                    let moments: Result<Vec<Zoned>, Error> = days.iter().map(|day| at(locale, *day, 0)).collect();
                    Ok((field, icu_texts(locale, field, &moments?)?))
                })
                .collect::<Result<BTreeMap<_, _>, Error>>()
        };
        let noon = [at(locale, date(2026, 6, 1), 9)?, at(locale, date(2026, 6, 1), 15)?];
        let mut halves = icu_texts(locale, "a", &noon)?.into_iter();
        Ok(Self {
            locale: locale.clone(),
            months: table(MONTH_FIELDS, &months)?,
            weekdays: table(WEEKDAY_FIELDS, &week)?,
            halves: [halves.next().unwrap_or_default(), halves.next().unwrap_or_default()],
        })
    }

    pub(crate) fn write(&self, pattern: &[Item], at: &Zoned, rows: &Rows) -> Result<String, Error> {
        let mut out = String::new();
        for item in pattern {
            match item {
                Item::Text(text) => out.push_str(text),
                Item::Field(field, count) => self.field(&mut out, *field, *count, at, rows)?,
            }
        }
        Ok(out)
    }

    fn field(&self, out: &mut String, field: char, count: usize, at: &Zoned, rows: &Rows) -> Result<(), Error> {
        let number = |out: &mut String, value: i64| {
            out.push_str(&format!("{value:0count$}"));
        };
        let name = |table: &BTreeMap<&'static str, Vec<String>>, index: usize| {
            let key: String = std::iter::repeat_n(field, count.clamp(3, 5)).collect();
            table.get(key.as_str()).and_then(|names| names.get(index)).cloned().unwrap_or_default()
        };
        let hour = i64::from(at.hour());
        match field {
            'y' if count == 2 => out.push_str(&format!("{:02}", at.year().rem_euclid(100))),
            'y' | 'u' => number(out, i64::from(at.year())),
            'M' | 'L' if count <= 2 => number(out, i64::from(at.month())),
            'M' | 'L' => out.push_str(&name(&self.months, index(at.month() - 1))),
            'd' => number(out, i64::from(at.day())),
            'E' | 'c' => out.push_str(&name(&self.weekdays, index(at.weekday().to_monday_zero_offset()))),
            'a' => out.push_str(&self.halves[usize::from(hour >= 12)]),
            'B' => out.push_str(&self.day_period(at.hour(), rows)),
            'H' => number(out, hour),
            'k' => number(out, if hour == 0 { 24 } else { hour }),
            'K' => number(out, hour % 12),
            'h' => number(out, if hour % 12 == 0 { 12 } else { hour % 12 }),
            'm' => number(out, i64::from(at.minute())),
            's' => number(out, i64::from(at.second())),
            'S' => {
                let digits = format!("{:09}", at.subsec_nanosecond());
                out.extend(digits.chars().take(count));
            }
            'z' | 'v' | 'O' => out.push_str(&self.zone(field, count, at)?),
            _ => {
                return Err(Error::data(&self.locale, format!("pattern field `{field}`"), "no rule writes it"));
            }
        }
        Ok(())
    }

    /// `morning`, `afternoon` and so on where the locale divides the day that way.
    pub(super) fn day_period(&self, hour: i8, rows: &Rows) -> String {
        let hour = u8::try_from(hour).unwrap_or_default();
        rows.period_rules
            .iter()
            .find(
                |(_, [from, before])| {
                    if from < before { (*from..*before).contains(&hour) } else { hour >= *from || hour < *before }
                },
            )
            .and_then(|(name, _)| rows.day_periods.get(name).cloned())
            .unwrap_or_else(|| self.halves[usize::from(hour >= 12)].clone())
    }

    fn zone(&self, field: char, count: usize, at: &Zoned) -> Result<String, Error> {
        let field = match field {
            // UTC has no generic name.
            'v' if *at.time_zone() == TimeZone::UTC => 'O',
            // Without summer time the standard name is the only one.
            'v' if count == 4 && !has_summer_time(at) => 'z',
            other => other,
        };
        let pattern: String = std::iter::repeat_n(field, count).collect();
        let text = icu_texts(&self.locale, &pattern, std::slice::from_ref(at))?.pop().unwrap_or_default();
        // The zone whose name is GMT, not an offset of zero.
        Ok(if field == 'z' && text == "GMT+0" { "GMT".to_owned() } else { text })
    }
}

/// Whether the zone changes its clocks within half a year around the moment.
fn has_summer_time(at: &Zoned) -> bool {
    let zone = at.time_zone();
    let near = |days: i64| {
        at.timestamp()
            .checked_add(jiff::SignedDuration::from_hours(24 * days))
            .is_ok_and(|other| zone.to_offset(other) != at.offset())
    };
    [-184, -92, 92, 184].into_iter().any(near)
}

fn index(value: i8) -> usize {
    usize::try_from(value).unwrap_or_default()
}

fn at(locale: &Locale, day: Date, hour: i8) -> Result<Zoned, Error> {
    day.at(hour, 0, 0, 0).to_zoned(TimeZone::UTC).map_err(|e| Error::data(locale, "names of dates", e))
}

/// What ICU4X writes for a pattern of one field.
fn icu_texts(locale: &Locale, pattern: &str, moments: &[Zoned]) -> Result<Vec<String>, Error> {
    let fail = |e: &dyn std::fmt::Debug| Error::data(locale, format!("pattern `{pattern}`"), format!("{e:?}"));
    let parsed = DateTimePattern::try_from_pattern_str(pattern).map_err(|e| fail(&e))?;
    let mut names: FixedCalendarDateTimeNames<Gregorian, CompositeFieldSet> =
        FixedCalendarDateTimeNames::try_new(locale.into()).map_err(|e| fail(&e))?;
    let formatter = names.include_for_pattern(&parsed).map_err(|e| fail(&e))?;
    moments
        .iter()
        .map(|moment| {
            formatter
                .format(&ZonedDateTime::<Gregorian, TimeZoneInfo<AtTime>>::from(moment))
                .try_write_to_string()
                .map(|text| text.into_owned())
                .map_err(|e| fail(&e))
        })
        .collect()
}
