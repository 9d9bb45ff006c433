//! Dates, times of day, and ranges of both.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde_json::Value;

use super::options::Options;
use crate::dates::{DateStyle, HourCycle, Skeleton, with_cycle};
use crate::error::Error;
use crate::formatter::Formatter;

/// The fields shown when no option names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Default {
    Date,
    Time,
    DateTime,
    /// Ranges of times: hours and minutes, as CLDR's interval patterns have them.
    ShortTime,
}

impl Default {
    fn skeleton(self) -> &'static str {
        match self {
            Self::Date => "yMd",
            Self::Time => "jms",
            Self::DateTime => "yMdjms",
            Self::ShortTime => "jm",
        }
    }
}

/// The pattern of one moment and its fields.
struct Shape {
    pattern: String,
    skeleton: Skeleton,
}

pub(super) fn moment(formatter: &Formatter, usual: Default, input: &Value, options: &Options) -> Result<String, Error> {
    let zone = zone(options)?;
    let at = instant(input, &zone)?;
    let shape = shape(formatter, usual, options)?;
    formatter.dates().write(&shape.pattern, &at)
}

pub(super) fn range(formatter: &Formatter, usual: Default, input: &Value, options: &Options) -> Result<String, Error> {
    let zone = zone(options)?;
    let (from, to) = match input.as_array().map(Vec::as_slice) {
        Some([from, to]) => (instant(from, &zone)?, instant(to, &zone)?),
        _ => {
            return Err(Error::input(
                "input",
                format!("`{input}` is not a pair of instants"),
                r#"write ["2026-03-02T09:00:00Z", "2026-03-02T11:30:00Z"]"#,
            ));
        }
    };
    if from > to {
        return Err(Error::input("input", "the range ends before it begins", "swap the two instants"));
    }
    let shape = shape(formatter, usual, options)?;
    formatter.dates().range(&shape.pattern, &shape.skeleton, &from, &to)
}

fn zone(options: &Options) -> Result<TimeZone, Error> {
    let Some(name) = options.text("timeZone")? else { return Ok(TimeZone::UTC) };
    if let Some(offset) = offset(name) {
        return Ok(TimeZone::fixed(offset));
    }
    TimeZone::get(name).map_err(|_| {
        Error::input(
            "timeZone",
            format!("`{name}` is not an IANA time zone"),
            "write a name such as `Europe/Amsterdam`",
        )
    })
}

/// `+05:30`, as ECMAScript accepts it beside names.
fn offset(name: &str) -> Option<Offset> {
    let (sign, rest) = match name.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, name.strip_prefix('-')?),
    };
    let digits: String = rest.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits.len() {
        2 => (digits.parse::<i32>().ok()?, 0),
        4 => (digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?),
        _ => return None,
    };
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
}

/// An ISO 8601 instant. A date alone is midnight in UTC, as in ECMAScript; a time without an
/// offset is the time in the requested zone.
fn instant(input: &Value, zone: &TimeZone) -> Result<Zoned, Error> {
    let fail = || {
        Error::input(
            "input",
            format!("`{}` is not an instant", input.as_str().map_or_else(|| input.to_string(), str::to_owned)),
            "write ISO 8601 such as \"2026-03-09T09:05:00Z\"",
        )
    };
    let text = input.as_str().ok_or_else(fail)?;
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at.to_zoned(zone.clone()));
    }
    let civil: DateTime = text.parse().map_err(|_| fail())?;
    let alone = !text.contains(['T', 't', ' ']);
    let read_in = if alone { TimeZone::UTC } else { zone.clone() };
    civil.to_zoned(read_in).map(|at| at.with_time_zone(zone.clone())).map_err(|_| fail())
}

fn style(options: &Options, name: &str) -> Result<Option<DateStyle>, Error> {
    Ok(options.choice(name, &["full", "long", "medium", "short"])?.map(|s| match s {
        "full" => DateStyle::Full,
        "long" => DateStyle::Long,
        "medium" => DateStyle::Medium,
        _ => DateStyle::Short,
    }))
}

fn shape(formatter: &Formatter, usual: Default, options: &Options) -> Result<Shape, Error> {
    let dates = formatter.dates();
    let cycle = cycle(options)?;
    let date_style = style(options, "dateStyle")?;
    let time_style = style(options, "timeStyle")?;
    let fields = fields(options)?;
    if date_style.is_none() && time_style.is_none() {
        let usual_cycle = dates.patterns.usual_cycle();
        let cycle = cycle.unwrap_or(usual_cycle);
        let only_zone = fields.iter().all(|(letter, _)| matches!(letter, 'z' | 'O' | 'v'));
        let mut skeleton = Skeleton::default();
        if only_zone {
            for letter in usual.skeleton().chars() {
                skeleton.set(if letter == 'j' { cycle.letter() } else { letter }, 1);
            }
        }
        for (letter, count) in fields {
            skeleton.set(if letter == 'j' { cycle.letter() } else { letter }, count);
        }
        skeleton.set_cycle(if cycle.letter() == 'K' || cycle.letter() == 'h' {
            HourCycle::H12
        } else {
            HourCycle::H23
        });
        let pattern = with_cycle(&dates.patterns.best(&skeleton), cycle);
        // A range is matched by what the pattern shows, not by what was asked for.
        let skeleton = Skeleton::of(&pattern);
        return Ok(Shape { pattern, skeleton });
    }
    if let Some((letter, _)) = fields.first() {
        let style = if date_style.is_some() { "dateStyle" } else { "timeStyle" };
        return Err(Error::input(
            style,
            format!("a style excludes single fields, and field `{letter}` is given"),
            "drop the style or the field options",
        ));
    }
    let mut pattern = dates.styled(date_style, time_style);
    let mut skeleton = Skeleton::of(&pattern);
    if let Some(cycle) = cycle
        && time_style.is_some()
        && cycle != dates.patterns.usual_cycle()
    {
        let mut time = Skeleton::of(&dates.styled(None, time_style));
        time.set_cycle(cycle);
        let clock = with_cycle(&dates.patterns.best(&time), cycle);
        pattern = match date_style {
            Some(style) => dates.at(style, &clock),
            None => clock,
        };
        skeleton = Skeleton::of(&pattern);
    }
    Ok(Shape { pattern, skeleton })
}

fn cycle(options: &Options) -> Result<Option<HourCycle>, Error> {
    let named = options.choice("hourCycle", &["h11", "h12", "h23", "h24"])?;
    Ok(match (options.flag("hour12")?, named) {
        (Some(true), _) => Some(HourCycle::H12),
        (Some(false), _) => Some(HourCycle::H23),
        (None, Some("h11")) => Some(HourCycle::H11),
        (None, Some("h12")) => Some(HourCycle::H12),
        (None, Some("h24")) => Some(HourCycle::H24),
        (None, Some(_)) => Some(HourCycle::H23),
        (None, None) => None,
    })
}

/// Requested fields as pattern letters; `j` is the hour in the locale's own cycle.
fn fields(options: &Options) -> Result<Vec<(char, usize)>, Error> {
    const TEXT: &[&str] = &["long", "short", "narrow"];
    const DIGITS: &[&str] = &["numeric", "2-digit"];
    const MONTH: &[&str] = &["numeric", "2-digit", "long", "short", "narrow"];
    const ZONE: &[&str] = &["short", "long", "shortOffset", "longOffset", "shortGeneric", "longGeneric"];
    let length = |word: &str| match word {
        "2-digit" => 2,
        "short" => 3,
        "long" => 4,
        "narrow" => 5,
        _ => 1,
    };
    let mut out = Vec::new();
    for (name, letter, known) in [
        ("weekday", 'E', TEXT),
        ("year", 'y', DIGITS),
        ("month", 'M', MONTH),
        ("day", 'd', DIGITS),
        ("hour", 'j', DIGITS),
        ("minute", 'm', DIGITS),
        ("second", 's', DIGITS),
    ] {
        if let Some(word) = options.choice(name, known)? {
            out.push((letter, length(word)));
        }
    }
    if let Some(word) = options.choice("timeZoneName", ZONE)? {
        out.push(match word {
            "long" => ('z', 4),
            "shortOffset" => ('O', 1),
            "longOffset" => ('O', 4),
            "shortGeneric" => ('v', 1),
            "longGeneric" => ('v', 4),
            _ => ('z', 1),
        });
    }
    Ok(out)
}
