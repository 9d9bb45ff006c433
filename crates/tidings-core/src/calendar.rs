//! Opening hours and holidays, and the seconds of them that lie between two instants.
//!
//! A calendar has its own time zone. Hours are wall-clock hours: on a 23-hour day an interval that
//! spans the missing hour is an hour shorter.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::yaml::Document;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// A calendar file, as written.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "tidings calendar")]
pub struct CalendarFile {
    /// The name that sites refer to.
    pub calendar: String,
    /// An IANA zone; opening hours are wall-clock times in it.
    pub time_zone: String,
    /// Opening hours. A later `from` replaces the hours before it.
    pub hours: Vec<HoursFile>,
    /// Days on which the centre is closed.
    #[serde(default)]
    pub holidays: Vec<HolidayFile>,
}

/// Opening hours from a day on. A weekday that is not named is closed.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HoursFile {
    /// The first day on which these hours hold, such as `2026-01-01`.
    pub from: String,
    /// Intervals such as `08:00-18:00`; `24:00` ends a day.
    #[serde(default)]
    pub monday: Vec<String>,
    /// As `monday`.
    #[serde(default)]
    pub tuesday: Vec<String>,
    /// As `monday`.
    #[serde(default)]
    pub wednesday: Vec<String>,
    /// As `monday`.
    #[serde(default)]
    pub thursday: Vec<String>,
    /// As `monday`.
    #[serde(default)]
    pub friday: Vec<String>,
    /// As `monday`.
    #[serde(default)]
    pub saturday: Vec<String>,
    /// As `monday`.
    #[serde(default)]
    pub sunday: Vec<String>,
}

/// A closed day.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HolidayFile {
    /// The day, such as `2026-04-27`.
    pub date: String,
    /// What the day is, for readers of the file.
    #[serde(default)]
    pub name: String,
}

/// From when to when a centre is open on a day; without an end it is open until midnight.
type Interval = (Time, Option<Time>);

/// Opening hours, ready to count with.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// The name that sites refer to.
    pub name: String,
    zone: TimeZone,
    /// By first day of validity: seven lists of (open, close) wall-clock times; `None` closes at midnight.
    hours: BTreeMap<Date, [Vec<Interval>; 7]>,
    holidays: Vec<Date>,
}

impl Calendar {
    /// Reads and checks a calendar file.
    ///
    /// # Errors
    /// Every wrong zone, day or interval, at its place.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let document = Document::parse(file, text).map_err(|finding| vec![finding])?;
        let read: CalendarFile = document.read().map_err(|finding| vec![finding])?;
        let mut findings = Vec::new();
        let zone = TimeZone::get(&read.time_zone).unwrap_or_else(|_| {
            findings.push(
                document
                    .error("/time_zone", format!("unknown time zone `{}`", read.time_zone))
                    .hint("use an IANA name such as `Europe/Amsterdam`"),
            );
            TimeZone::UTC
        });
        let mut hours = BTreeMap::new();
        for (index, entry) in read.hours.iter().enumerate() {
            let from = entry.from.parse::<Date>().unwrap_or_else(|_| {
                findings.push(document.error(&format!("/hours/{index}/from"), format!("`{}` is no date", entry.from)));
                Date::default()
            });
            let days = [
                ("monday", &entry.monday),
                ("tuesday", &entry.tuesday),
                ("wednesday", &entry.wednesday),
                ("thursday", &entry.thursday),
                ("friday", &entry.friday),
                ("saturday", &entry.saturday),
                ("sunday", &entry.sunday),
            ];
            let week = days.map(|(day, intervals)| match read_intervals(intervals) {
                Ok(parsed) => parsed,
                Err(message) => {
                    findings.push(
                        document
                            .error(&format!("/hours/{index}/{day}"), message)
                            .hint("write intervals as `08:00-12:30`, in order and apart"),
                    );
                    Vec::new()
                }
            });
            hours.insert(from, week);
        }
        let mut holidays = Vec::new();
        for (index, holiday) in read.holidays.iter().enumerate() {
            match holiday.date.parse::<Date>() {
                Ok(day) => holidays.push(day),
                Err(_) => {
                    let place = format!("/holidays/{index}/date");
                    findings.push(document.error(&place, format!("`{}` is no date", holiday.date)));
                }
            }
        }
        holidays.sort_unstable();
        if findings.is_empty() { Ok(Self { name: read.calendar, zone, hours, holidays }) } else { Err(findings) }
    }

    fn open_on(&self, day: Date) -> &[Interval] {
        if self.holidays.binary_search(&day).is_ok() {
            return &[];
        }
        let weekday = day.weekday().to_monday_zero_offset().unsigned_abs() as usize;
        self.hours.range(..=day).next_back().map_or(&[], |(_, week)| week[weekday].as_slice())
    }

    /// The seconds of opening hours in `[start, end)`. Zero where `end` is not after `start`.
    #[must_use]
    pub fn business_seconds(&self, start: Timestamp, end: Timestamp) -> i64 {
        self.business_microseconds(start, end) / 1_000_000
    }

    /// The same before it is rounded down to seconds, for stretches that are added up.
    pub(crate) fn business_microseconds(&self, start: Timestamp, end: Timestamp) -> i64 {
        if end <= start {
            return 0;
        }
        let instant = |day: Date, time: Time| {
            day.to_datetime(time).to_zoned(self.zone.clone()).map(|zoned| zoned.timestamp()).unwrap_or(end)
        };
        let mut total: i64 = 0;
        let mut day = start.to_zoned(self.zone.clone()).date();
        let last = end.to_zoned(self.zone.clone()).date();
        while day <= last {
            let next = day.saturating_add(1.day());
            for (opens, closes) in self.open_on(day) {
                let from = instant(day, *opens).max(start);
                let until = closes.map_or_else(|| instant(next, Time::midnight()), |time| instant(day, time)).min(end);
                total += until.duration_since(from).as_micros().max(0).try_into().unwrap_or(i64::MAX / 4);
            }
            if next == day {
                break;
            }
            day = next;
        }
        total
    }
}

fn read_intervals(texts: &[String]) -> Result<Vec<Interval>, String> {
    let mut intervals: Vec<Interval> = Vec::new();
    for text in texts {
        let (opens, closes) = text.split_once('-').ok_or_else(|| format!("`{text}` is no interval"))?;
        let clock =
            |part: &str| part.trim().parse::<Time>().map_err(|_| format!("`{}` is no time of day", part.trim()));
        let opens = clock(opens)?;
        let closes = if closes.trim() == "24:00" { None } else { Some(clock(closes)?) };
        if closes.is_some_and(|closes| closes <= opens) {
            return Err(format!("`{text}` ends before it begins"));
        }
        if intervals.last().is_some_and(|(_, before)| before.is_none_or(|before| before > opens)) {
            return Err(format!("`{text}` begins before the interval ahead of it ends"));
        }
        intervals.push((opens, closes));
    }
    Ok(intervals)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        Calendar::parse(
            "c.yaml",
            "calendar: nl\ntime_zone: Europe/Amsterdam\nhours:\n  - from: 2020-01-01\n    monday: [\"08:00-12:00\", \"13:00-18:00\"]\n    tuesday: [\"08:00-18:00\"]\n    sunday: [\"00:00-24:00\"]\nholidays: [{ date: 2026-04-27, name: Koningsdag }]\n",
        )
        .unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn hours_breaks_and_holidays_count() {
        let calendar = calendar();
        // Monday 2 March, 07:00 to 14:00 local: four hours, a break, one hour.
        assert_eq!(calendar.business_seconds(at("2026-03-02T06:00:00Z"), at("2026-03-02T13:00:00Z")), 5 * 3600);
        // Monday 27 April is a holiday.
        assert_eq!(calendar.business_seconds(at("2026-04-27T00:00:00Z"), at("2026-04-27T22:00:00Z")), 0);
        assert_eq!(calendar.business_seconds(at("2026-03-02T13:00:00Z"), at("2026-03-02T06:00:00Z")), 0);
    }

    #[test]
    fn days_of_23_and_25_hours_count_what_they_have() {
        let calendar = calendar();
        assert_eq!(calendar.business_seconds(at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z")), 23 * 3600);
        assert_eq!(calendar.business_seconds(at("2026-10-24T22:00:00Z"), at("2026-10-25T23:00:00Z")), 25 * 3600);
    }

    #[test]
    fn wrong_intervals_are_placed() {
        let findings = Calendar::parse(
            "c.yaml",
            "calendar: x\ntime_zone: Europe/Amsterdam\nhours:\n  - from: 2020-01-01\n    monday: [\"18:00-08:00\"]\n",
        )
        .unwrap_err();
        assert_eq!(findings[0].position.unwrap().line, 5);
    }
}
