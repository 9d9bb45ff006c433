//! Exact values as the strings of one format locale.

use std::sync::Arc;

use fixed_decimal::{Sign, SignDisplay};
use icu::decimal::DecimalFormatter;
use icu::decimal::options::DecimalFormatterOptions;
use icu::list::ListFormatter;
use icu::list::options::ListFormatterOptions;
use icu::locale::Locale;
use icu_experimental::dimension::percent::formatter::PercentFormatter;
use icu_experimental::dimension::percent::options::PercentFormatterOptions;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned, civil};
use rust_decimal::Decimal;

use crate::cldr::Rows;
use crate::currency::{self, MoneyStyle};
use crate::dates::{DateStyle, Dates, Names, Skeleton, icu_rows};
use crate::error::Error;
use crate::number::{self, Digits};
use crate::units;

/// How wide words of units and durations are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Width {
    /// `5 minutes, 30 seconds`
    Long,
    /// `5 mins, 30 secs`
    Short,
    /// `5m 30s`
    Narrow,
}

/// The unit of a relative time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the units")]
pub enum RelativeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// Writes exact values for one format locale such as `nl-BE`.
///
/// Cheap to clone and safe to share between threads. Every method rounds half away from zero.
#[derive(Debug, Clone)]
pub struct Formatter {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    tag: String,
    locale: Locale,
    decimal: DecimalFormatter,
    percent: PercentFormatter<DecimalFormatter>,
    list: ListFormatter,
    dates: Dates,
}

impl Formatter {
    /// Loads the language data of a BCP 47 tag.
    ///
    /// # Errors
    /// [`Error::Locale`] for a malformed tag, [`Error::Data`] for a language without data.
    pub fn new(locale: &str) -> Result<Self, Error> {
        let tag = locale;
        let locale: Locale = tag.parse().map_err(|_| Error::Locale { tag: tag.to_owned() })?;
        let decimals = || {
            DecimalFormatter::try_new((&locale).into(), DecimalFormatterOptions::default())
                .map_err(|e| Error::data(tag, "decimals", e))
        };
        let percent = PercentFormatter::try_new_with_decimal_formatter(
            (&locale).into(),
            decimals()?,
            PercentFormatterOptions::default(),
        )
        .map_err(|e| Error::data(tag, "percentages", e))?;
        let list = ListFormatter::try_new_and((&locale).into(), ListFormatterOptions::default())
            .map_err(|e| Error::data(tag, "lists", e))?;
        let rows = match Rows::of(&locale)? {
            Some(rows) => rows,
            None => icu_rows(&locale)?,
        };
        let names = Names::new(&locale)?;
        let decimal = decimals()?;
        Ok(Self {
            inner: Arc::new(Inner {
                tag: tag.to_owned(),
                locale,
                decimal,
                percent,
                list,
                dates: Dates::new(rows, names),
            }),
        })
    }

    /// The format locale as given to [`Formatter::new`].
    pub fn locale(&self) -> &str {
        &self.inner.tag
    }

    pub(crate) fn icu_locale(&self) -> &Locale {
        &self.inner.locale
    }

    pub(crate) fn dates(&self) -> &Dates {
        &self.inner.dates
    }

    pub(crate) fn decimal_formatter(&self) -> &DecimalFormatter {
        &self.inner.decimal
    }

    /// A whole number: `1.234` in `nl`.
    pub fn count(&self, value: i64) -> String {
        let value = fixed_decimal::Decimal::from(value);
        self.inner.decimal.format_to_string(&value)
    }

    /// A number with at least `min` and at most `max` fraction digits.
    pub fn decimal(&self, value: Decimal, min: u8, max: u8) -> String {
        let shaped = self.shaped(value, 0, min, max);
        self.inner.decimal.format_to_string(&shaped)
    }

    /// As [`Formatter::decimal`], with `+` or `-` before everything but zero.
    pub fn signed(&self, value: Decimal, min: u8, max: u8) -> String {
        let shaped = number::signed(self.shaped(value, 0, min, max), SignDisplay::ExceptZero);
        self.inner.decimal.format_to_string(&shaped)
    }

    /// A fraction as a percentage with exactly `digits` fraction digits: 0.48 is `48%`.
    pub fn percent(&self, fraction: Decimal, digits: u8) -> String {
        let shaped = self.shaped(fraction, 2, digits, digits);
        self.inner.percent.format(&shaped).to_string()
    }

    /// A difference of two fractions as the number of percentage points: 0.021 is `2.1`.
    ///
    /// The word (`pp`, `procentpunt`, `%p`) is a message; a percent sign would be wrong.
    pub fn percent_points(&self, difference: Decimal, digits: u8, signed: bool) -> String {
        let mut shaped = self.shaped(difference, 2, digits, digits);
        if signed {
            shaped = number::signed(shaped, SignDisplay::ExceptZero);
        }
        self.inner.decimal.format_to_string(&shaped)
    }

    /// An amount in minor units (cents for EUR, won for KRW) of an ISO 4217 currency.
    ///
    /// # Errors
    /// [`Error::Input`] for a code that is not three letters.
    pub fn money(&self, minor_units: i64, currency: &str) -> Result<String, Error> {
        let code = currency::code(currency)?;
        let locale = &self.inner.locale;
        let digits = currency::minor_digits(locale, code)?;
        let value = number::from_minor(minor_units, digits);
        let shaped = number::shaped(&value, &Digits::fraction(digits, digits));
        let plain = self.inner.decimal.format_to_string(&number::absolute(&shaped));
        currency::money(locale, self.inner.dates.patterns.rows(), code, &MoneyStyle::default(), &shaped, &plain)
    }

    /// Whole seconds in words. Zero fields are left out; zero itself is `0 seconds`.
    ///
    /// # Errors
    /// [`Error::Data`] where the language has no unit names.
    pub fn duration_words(&self, seconds: i64, width: Width) -> Result<String, Error> {
        let inner = &self.inner;
        let rows = inner.dates.patterns.rows();
        units::duration_words(&inner.locale, rows, &inner.decimal, seconds, width)
    }

    /// Whole seconds as on a clock: `5:30`, `1:05:30`, with the minus sign of the locale.
    pub fn duration_clock(&self, seconds: i64) -> String {
        let total = seconds.unsigned_abs();
        let (hours, minutes, rest) = (total / 3_600, total / 60 % 60, total % 60);
        let clock = if hours > 0 { format!("{hours}:{minutes:02}:{rest:02}") } else { format!("{minutes}:{rest:02}") };
        if seconds >= 0 {
            return clock;
        }
        // The sign stands where the locale puts it before a digit.
        let mut one = fixed_decimal::Decimal::from(1);
        one.sign = Sign::Negative;
        number::reframed(&self.inner.decimal.format_to_string(&one), &clock)
    }

    /// A calendar date.
    ///
    /// # Errors
    /// [`Error::Data`] where the language has no names for it.
    pub fn date(&self, date: civil::Date, style: DateStyle) -> Result<String, Error> {
        let dates = &self.inner.dates;
        dates.write(&dates.styled(Some(style), None), &self.midnight(date)?)
    }

    /// The name of the weekday, alone.
    ///
    /// # Errors
    /// [`Error::Data`] where the language has no names for it.
    pub fn weekday(&self, date: civil::Date, width: Width) -> Result<String, Error> {
        let pattern = match width {
            Width::Long => "cccc",
            Width::Short => "ccc",
            Width::Narrow => "ccccc",
        };
        self.inner.dates.write(pattern, &self.midnight(date)?)
    }

    /// Month and year: `maart 2026`.
    ///
    /// # Errors
    /// [`Error::Data`] where the language has no names for it.
    pub fn month_year(&self, date: civil::Date) -> Result<String, Error> {
        let dates = &self.inner.dates;
        let pattern = dates.patterns.best(&Skeleton::of("yMMMM"));
        dates.write(&pattern, &self.midnight(date)?)
    }

    /// The time of day in a zone: `17:30`.
    ///
    /// # Errors
    /// [`Error::Data`] where the language has no names for it.
    pub fn time(&self, at: Timestamp, zone: &TimeZone) -> Result<String, Error> {
        let dates = &self.inner.dates;
        let pattern = dates.styled(None, Some(DateStyle::Short));
        dates.write(&pattern, &at.to_zoned(zone.clone()))
    }

    /// Date and time of day in a zone, with the name of the zone: `9 mrt 2026, 09:05 CET`.
    ///
    /// # Errors
    /// [`Error::Data`] where the language has no names for it.
    pub fn datetime(&self, at: Timestamp, zone: &TimeZone) -> Result<String, Error> {
        let dates = &self.inner.dates;
        let mut time = Skeleton::of(&dates.styled(None, Some(DateStyle::Short)));
        time.set('z', 1);
        let day = dates.styled(Some(DateStyle::Medium), None);
        let pattern = dates.joined(&day, &dates.patterns.best(&time));
        dates.write(&pattern, &at.to_zoned(zone.clone()))
    }

    /// Two dates, both within the range. Shared fields are written once, equal dates are one date.
    ///
    /// # Errors
    /// [`Error::Data`] where the language has no names for it.
    pub fn date_range(&self, from: civil::Date, to: civil::Date, style: DateStyle) -> Result<String, Error> {
        let dates = &self.inner.dates;
        let single = dates.styled(Some(style), None);
        let (from, to) = (self.midnight(from)?, self.midnight(to)?);
        dates.range(&single, &Skeleton::of(&single), &from, &to)
    }

    /// Two times in a zone: `09:00–17:30`. On different days both ends carry their date.
    ///
    /// # Errors
    /// [`Error::Data`] where the language has no names for it.
    pub fn time_range(&self, from: Timestamp, to: Timestamp, zone: &TimeZone) -> Result<String, Error> {
        let dates = &self.inner.dates;
        let single = dates.styled(None, Some(DateStyle::Short));
        let (from, to) = (from.to_zoned(zone.clone()), to.to_zoned(zone.clone()));
        dates.range(&single, &Skeleton::of(&single), &from, &to)
    }

    /// `A, B and C`.
    pub fn list_and(&self, items: &[&str]) -> String {
        self.inner.list.format(items.iter()).to_string()
    }

    /// A distance in time from now: -1 day is `yesterday`, 3 weeks is `in 3 weeks`.
    ///
    /// # Errors
    /// [`Error::Data`] where the language has no words for it.
    pub fn relative(&self, value: i64, unit: RelativeUnit) -> Result<String, Error> {
        let value = fixed_decimal::Decimal::from(value);
        units::relative(&self.inner.locale, value, unit, Width::Long, true)
    }

    fn shaped(&self, value: Decimal, power: i16, min: u8, max: u8) -> fixed_decimal::Decimal {
        let value = number::times_pow10(&number::from_exact(value), power);
        let digits = Digits::fraction(i16::from(min), i16::from(max));
        number::without_negative_zero(number::shaped(&value, &digits))
    }

    fn midnight(&self, date: civil::Date) -> Result<Zoned, Error> {
        date.to_zoned(TimeZone::UTC).map_err(|e| Error::data(&self.inner.tag, "dates", e))
    }
}
