//! Dates, times and ranges by CLDR patterns.
//!
//! ICU4X gives names of months, weekdays, day periods and zones. Patterns come from the CLDR rows
//! because field sets cannot express every date style, and its range formatter is not usable.

mod foreign;
mod interval;
mod names;
mod pattern;
mod skeleton;

use jiff::Zoned;

use crate::cldr::Rows;
use crate::error::Error;

pub(crate) use foreign::icu_rows;
pub(crate) use names::Names;
use pattern::parse;
pub(crate) use pattern::with_cycle;
pub(crate) use skeleton::{HourCycle, Patterns, Skeleton};

/// The four date and time lengths of CLDR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateStyle {
    /// `Monday, 9 March 2026`
    Full,
    /// `9 March 2026`
    Long,
    /// `9 Mar 2026`
    Medium,
    /// `09/03/2026`
    Short,
}

impl DateStyle {
    fn index(self) -> usize {
        match self {
            Self::Full => 0,
            Self::Long => 1,
            Self::Medium => 2,
            Self::Short => 3,
        }
    }
}

/// Patterns and names of one format locale.
#[derive(Debug)]
pub(crate) struct Dates {
    pub(crate) patterns: Patterns,
    pub(crate) names: Names,
}

impl Dates {
    pub(crate) fn new(rows: Rows, names: Names) -> Self {
        Self { patterns: Patterns::new(rows), names }
    }

    /// The pattern of a date style, a time style or both.
    pub(crate) fn styled(&self, date: Option<DateStyle>, time: Option<DateStyle>) -> String {
        let rows = self.patterns.rows();
        let of = |list: &[String], style: DateStyle| list.get(style.index()).cloned().unwrap_or_default();
        match (date, time) {
            (Some(date), Some(time)) => {
                pattern::glued(&of(&rows.at, date), &of(&rows.dates, date), &of(&rows.times, time))
            }
            (Some(date), None) => of(&rows.dates, date),
            (None, Some(time)) => of(&rows.times, time),
            (None, None) => String::new(),
        }
    }

    /// A styled date with a time pattern of its own.
    pub(crate) fn at(&self, date: DateStyle, time: &str) -> String {
        let glue = self.patterns.rows().at.get(date.index());
        let date = self.styled(Some(date), None);
        pattern::glued(glue.map_or("{1} {0}", String::as_str), &date, time)
    }

    /// A date and a time pattern as the locale joins them.
    pub(crate) fn joined(&self, date: &str, time: &str) -> String {
        let glue = self.patterns.rows().glue.get(2);
        pattern::glued(glue.map_or("{1} {0}", String::as_str), date, time)
    }

    pub(crate) fn write(&self, pattern: &str, at: &Zoned) -> Result<String, Error> {
        self.names.write(&parse(pattern), at, self.patterns.rows())
    }

    /// Two moments, with the fields they share written once.
    pub(crate) fn range(&self, single: &str, skeleton: &Skeleton, from: &Zoned, to: &Zoned) -> Result<String, Error> {
        interval::range(self, single, skeleton, from, to)
    }
}
