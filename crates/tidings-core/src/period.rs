//! Periods: stretches of site-local days.
//!
//! Weeks are ISO weeks. A period has no time zone of its own: each site counts its own days in it.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

/// How long the periods of a series are.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// One site-local calendar day, of 23, 24 or 25 hours.
    Day,
    /// An ISO week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months from January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
}

impl Grain {
    /// All grains, finest first.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// The word used in files, commands and stored values.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The first day of the period that holds `date`.
    #[must_use]
    pub fn start(self, date: Date) -> Date {
        match self {
            Self::Day => date,
            Self::Week => {
                let back = i64::from(date.weekday().since(Weekday::Monday));
                date.saturating_sub(back.days())
            }
            Self::Month => date.first_of_month(),
            Self::Quarter => {
                let month = (date.month() - 1) / 3 * 3 + 1;
                Date::new(date.year(), month, 1).unwrap_or(date)
            }
            Self::Year => date.first_of_year(),
        }
    }

    /// The length of one period.
    #[must_use]
    pub fn span(self) -> Span {
        match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        }
    }

    /// The period that holds `date`.
    #[must_use]
    pub fn period(self, date: Date) -> Period {
        let start = self.start(date);
        Period { grain: self, start, end: start.saturating_add(self.span()) }
    }
}

impl fmt::Display for Grain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Grain {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|grain| grain.name() == text)
            .ok_or_else(|| format!("unknown grain `{text}`, expected one of: day, week, month, quarter, year"))
    }
}

/// The days from `start` up to but not including `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Period {
    /// What kind of period it is.
    pub grain: Grain,
    /// The first day.
    pub start: Date,
    /// The day after the last.
    pub end: Date,
}

impl Period {
    /// The last day.
    #[must_use]
    pub fn last_day(&self) -> Date {
        self.end.yesterday().unwrap_or(self.end)
    }

    /// The period `count` periods later; earlier when negative.
    #[must_use]
    pub fn shifted(&self, count: i32) -> Self {
        let span = self.grain.span().checked_mul(i64::from(count)).unwrap_or_default();
        self.grain.period(self.start.saturating_add(span))
    }

    /// The period before this one.
    #[must_use]
    pub fn previous(&self) -> Self {
        self.shifted(-1)
    }

    /// The same period a year before. Days and weeks go back 52 weeks, so that weekdays match.
    #[must_use]
    pub fn year_before(&self) -> Self {
        match self.grain {
            Grain::Day | Grain::Week => self.grain.period(self.start.saturating_sub(52.weeks())),
            Grain::Month | Grain::Quarter | Grain::Year => self.grain.period(self.start.saturating_sub(1.year())),
        }
    }

    /// The last `count` periods up to and including this one, oldest first.
    #[must_use]
    pub fn trailing(&self, count: u16) -> Vec<Self> {
        (0..i32::from(count)).rev().map(|back| self.shifted(-back)).collect()
    }

    /// Whether `date` lies in the period.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.start <= date && date < self.end
    }

    /// The name used in paths and on the command line: `2026-03-02`, `2026-W10`, `2026-03`, `2026-Q1`, `2026`.
    #[must_use]
    pub fn label(&self) -> String {
        let start = self.start;
        match self.grain {
            Grain::Day => start.to_string(),
            Grain::Week => {
                let week = start.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Grain::Month => format!("{:04}-{:02}", start.year(), start.month()),
            Grain::Quarter => format!("{:04}-Q{}", start.year(), (start.month() - 1) / 3 + 1),
            Grain::Year => format!("{:04}", start.year()),
        }
    }
}

impl FromStr for Period {
    type Err = String;

    /// Reads what [`Period::label`] writes.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("`{text}` is no period, expected one such as 2026-03-02, 2026-W10, 2026-03, 2026-Q1 or 2026");
        let (year, rest) = text.split_once('-').unwrap_or((text, ""));
        let year: i16 = year.parse().ok().filter(|_| year.len() == 4).ok_or_else(wrong)?;
        let number = |digits: &str| digits.parse::<i8>().ok();
        let start = match (rest.get(..1), rest.len()) {
            (None, _) => Date::new(year, 1, 1).ok().map(|day| Grain::Year.period(day)),
            (Some("W"), 3) => number(&rest[1..])
                .and_then(|week| ISOWeekDate::new(year, week, Weekday::Monday).ok())
                .map(|week| Grain::Week.period(week.date())),
            (Some("Q"), 2) => number(&rest[1..])
                .filter(|quarter| (1..=4).contains(quarter))
                .and_then(|quarter| Date::new(year, quarter * 3 - 2, 1).ok())
                .map(|day| Grain::Quarter.period(day)),
            (_, 2) => number(rest).and_then(|month| Date::new(year, month, 1).ok()).map(|day| Grain::Month.period(day)),
            (_, 5) => text.parse::<Date>().ok().map(|day| Grain::Day.period(day)),
            _ => None,
        };
        start.filter(|period| period.label() == text).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_are_iso_weeks() {
        let week = Grain::Week.period(date(2027, 1, 3));
        assert_eq!((week.start, week.end), (date(2026, 12, 28), date(2027, 1, 4)));
        assert_eq!(week.label(), "2026-W53");
        assert_eq!(week.previous().label(), "2026-W52");
        assert_eq!(week.year_before().start.weekday(), Weekday::Monday);
    }

    #[test]
    fn months_quarters_and_years_begin_on_their_first_day() {
        assert_eq!(Grain::Month.period(date(2026, 2, 28)).end, date(2026, 3, 1));
        assert_eq!(Grain::Quarter.period(date(2026, 8, 31)).start, date(2026, 7, 1));
        assert_eq!(Grain::Year.period(date(2026, 8, 31)).label(), "2026");
        assert_eq!(Grain::Month.period(date(2026, 3, 31)).previous().label(), "2026-02");
    }

    #[test]
    fn a_text_that_is_no_label_is_no_period() {
        for text in
            ["", "2026-W54", "2026-W1", "2026-13", "2026-Q5", "2026-02-30", "26", "2026-", "2026-03-02x", "2026-é"]
        {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn trailing_periods_are_oldest_first() {
        let labels: Vec<String> = Grain::Day.period(date(2026, 3, 1)).trailing(3).iter().map(Period::label).collect();
        assert_eq!(labels, ["2026-02-27", "2026-02-28", "2026-03-01"]);
    }

    proptest::proptest! {
        #[test]
        fn a_period_holds_its_date_and_neighbours_meet(days in 0_i32..40_000) {
            let day = date(1990, 1, 1).saturating_add(i64::from(days).days());
            for grain in Grain::ALL {
                let period = grain.period(day);
                proptest::prop_assert!(period.contains(day));
                proptest::prop_assert_eq!(period.previous().end, period.start);
                proptest::prop_assert_eq!(period.label().parse::<Period>(), Ok(period));
                proptest::prop_assert_eq!(period.shifted(1).start, period.end);
            }
        }
    }
}
