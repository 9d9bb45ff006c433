//! Values and names in the reader's language.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use tidings_core::figure::{Figure, Flag, Reason};
use tidings_core::kpi::{Better, KpiHeader, Unit, message_id};
use tidings_core::period::{Grain, Period};
use tidings_locale::{Arg, DateStyle, Localizer, Width};

use crate::document::{Change, Instant, Label, Move, Restated, Tone, Value};
use crate::error::Error;
use crate::input::{KpiEntry, ReportInput};
use crate::names::{hour_of, value_message, weekday_of};
use crate::plain::plain;

/// What every part of a report is written with.
pub(crate) struct Writer<'a> {
    pub(crate) input: &'a ReportInput,
    pub(crate) locale: &'a Localizer,
}

/// The digits after the point that a value is printed with; of a percentage those after the point of the fraction.
pub(crate) const fn shown_digits(unit: Unit) -> u32 {
    match unit {
        Unit::Count | Unit::Duration | Unit::Points | Unit::Money => 0,
        Unit::Percent => 3,
        Unit::Score | Unit::Ratio => 2,
    }
}

/// A value as far as it is printed.
pub(crate) fn shown(unit: Unit, raw: Decimal) -> Decimal {
    raw.round_dp_with_strategy(shown_digits(unit), RoundingStrategy::MidpointAwayFromZero).normalize()
}

impl<'a> Writer<'a> {
    pub(crate) fn text(&self, id: &str, args: &[(&str, Arg<'_>)]) -> Result<String, Error> {
        Ok(self.locale.text(id, None, args)?)
    }

    pub(crate) fn word(&self, id: &str) -> Result<String, Error> {
        self.text(id, &[])
    }

    /// The full name of a KPI.
    pub(crate) fn kpi_name(&self, header: &KpiHeader) -> Result<String, Error> {
        self.word(&header.message())
    }

    /// The name of a KPI above a column.
    pub(crate) fn kpi_short(&self, header: &KpiHeader) -> Result<String, Error> {
        let id = message_id(&header.kpi.name);
        if self.locale.has_attribute(&id, Some("short")) {
            return Ok(self.locale.text(&id, Some("short"), &[])?);
        }
        self.word(&id)
    }

    /// A number of a unit, and its words where the printed form is not read aloud well.
    pub(crate) fn number(
        &self,
        unit: Unit,
        raw: Decimal,
        currency: Option<&str>,
    ) -> Result<(String, Option<String>), Error> {
        let formatter = self.locale.formatter();
        let whole = || shown(unit, raw).to_i64().unwrap_or(i64::MAX);
        Ok(match (unit, currency) {
            (Unit::Percent, _) => (formatter.percent(raw, 1), None),
            (Unit::Duration, _) => {
                (formatter.duration_clock(whole()), Some(formatter.duration_words(whole(), Width::Long)?))
            }
            (Unit::Money, Some(currency)) => (formatter.money(whole(), currency)?, None),
            (Unit::Score | Unit::Ratio, _) => (formatter.decimal(raw, 2, 2), None),
            (Unit::Count | Unit::Points | Unit::Money, _) => (formatter.decimal(raw, 0, 0), None),
        })
    }

    /// A limit that somebody set: a target, an end of a range, a mark on an axis. Whole per cents have no decimals.
    pub(crate) fn limit(&self, unit: Unit, raw: Decimal) -> Result<String, Error> {
        if unit == Unit::Percent && raw.normalize().scale() <= 2 {
            return Ok(self.locale.formatter().percent(raw, 0));
        }
        Ok(self.number(unit, raw, None)?.0)
    }

    /// A figure, or why there is none. A count over a listed member without rows is nought.
    pub(crate) fn value(&self, entry: &KpiEntry, figure: Option<&Figure>) -> Result<Value, Error> {
        let unit = entry.header.unit;
        let Some(figure) = figure else {
            let text = self.word("report-hidden-none")?;
            return Ok(Value { text, spoken: None, raw: None, unit, n: None, flags: Vec::new(), restated: None });
        };
        let flags = figure.flags.clone();
        let hidden = flags.iter().find(|flag| flag.hides());
        let (text, spoken, raw) = match (hidden, figure.value) {
            (Some(flag), _) => (self.hidden(entry, figure, *flag)?, None, None),
            (None, None) => (self.word("report-hidden-none")?, None, None),
            (None, Some(raw)) => {
                let (text, spoken) = self.number(unit, raw, figure.key("currency"))?;
                (text, spoken, Some(raw.normalize()))
            }
        };
        let is_restated = raw.is_some() && flags.contains(&Flag::Restated);
        let restated = if is_restated { Some(self.restated(figure)?) } else { None };
        Ok(Value { text, spoken, raw, unit, n: figure.n.filter(|_| raw.is_some()), flags, restated })
    }

    /// What an earlier report showed in place of a figure, and why it is another one.
    fn restated(&self, figure: &Figure) -> Result<Restated, Error> {
        let remark = self.input.figures.remark_on(figure);
        let (reason, first) = (remark.and_then(|remark| remark.reason), remark.and_then(|remark| remark.first));
        let text = match (restated_message(reason), first) {
            (Some(id), Some(first)) => {
                let (first, _) = self.number(figure.unit, first, figure.key("currency"))?;
                self.text(id, &[("value", first.into())])?
            }
            _ => self.word("report-flag-restated")?,
        };
        Ok(Restated { reason, first: first.map(|first| first.normalize()), text })
    }

    /// What the mark behind restated values means.
    pub(crate) fn marked(&self, restated: &Restated) -> Result<String, Error> {
        let id = restated_message(restated.reason.filter(|_| restated.first.is_some()));
        Ok(self.locale.text(id.unwrap_or("report-flag-restated"), Some("marked"), &[])?)
    }

    /// A count of nothing.
    pub(crate) fn nought(&self) -> Result<Value, Error> {
        let (text, spoken) = self.number(Unit::Count, Decimal::ZERO, None)?;
        Ok(Value {
            text,
            spoken,
            raw: Some(Decimal::ZERO),
            unit: Unit::Count,
            n: Some(0),
            flags: Vec::new(),
            restated: None,
        })
    }

    fn hidden(&self, entry: &KpiEntry, figure: &Figure, flag: Flag) -> Result<String, Error> {
        let formatter = self.locale.formatter();
        match flag {
            Flag::Thin => {
                let minimum = formatter.count(i64::from(entry.header.minimum));
                self.text("report-hidden-thin", &[("minimum", minimum.into())])
            }
            Flag::Withheld => {
                let least = i64::from(self.input.minimum_group);
                let args = [("n", Arg::Count(least)), ("n_text", formatter.count(least).into())];
                self.text("report-hidden-withheld", &args)
            }
            Flag::Immature => match self.input.figures.remark_on(figure).and_then(|remark| remark.known_on) {
                Some(day) => self.text("report-hidden-immature", &[("date", self.date(day)?.into())]),
                None => self.word("report-hidden-immature-open"),
            },
            Flag::Incomplete | Flag::Restated => self.word("report-hidden-none"),
        }
    }

    /// The difference between two figures of the same version.
    pub(crate) fn change(
        &self,
        header: &KpiHeader,
        against: String,
        now: Option<&Figure>,
        before: Option<&Figure>,
    ) -> Result<Change, Error> {
        let value =
            |figure: Option<&Figure>| figure.filter(|figure| !figure.is_hidden()).and_then(|figure| figure.value);
        let (Some(now_raw), Some(before_raw)) = (value(now), value(before)) else {
            let text = self.word("report-change-unknown")?;
            let (direction, tone) = (Move::Unknown, Tone::Neutral);
            return Ok(Change { against, text, raw: None, direction, tone, tone_text: None });
        };
        let raw = (now_raw - before_raw).normalize();
        let direction = match shown(header.unit, raw) {
            difference if difference.is_zero() => Move::Level,
            difference if difference.is_sign_positive() => Move::Up,
            _ => Move::Down,
        };
        let tone = tone(header.better, direction);
        let text = match direction {
            Move::Level => self.word("report-change-none")?,
            _ => self.difference(header.unit, raw, before_raw, now.and_then(|figure| figure.key("currency")))?,
        };
        let tone_text = match tone {
            Tone::Good => Some(self.word("report-tone-good")?),
            Tone::Bad => Some(self.word("report-tone-bad")?),
            Tone::Neutral => None,
        };
        Ok(Change { against, text, raw: Some(raw), direction, tone, tone_text })
    }

    fn difference(&self, unit: Unit, raw: Decimal, before: Decimal, currency: Option<&str>) -> Result<String, Error> {
        let formatter = self.locale.formatter();
        match unit {
            Unit::Percent => {
                let points = formatter.percent_points(raw, 1, true);
                self.text("report-change-points", &[("points", points.into())])
            }
            Unit::Count if !before.is_zero() => {
                let relative = raw / before.abs();
                let relative = self.signed(relative, &formatter.percent(relative.abs(), 1));
                let difference = formatter.signed(raw, 0, 0);
                self.text("report-change-count", &[("difference", difference.into()), ("relative", relative.into())])
            }
            Unit::Score | Unit::Ratio => Ok(formatter.signed(raw, 2, 2)),
            Unit::Count | Unit::Points => Ok(formatter.signed(raw, 0, 0)),
            Unit::Duration | Unit::Money => Ok(self.signed(raw, &self.number(unit, raw.abs(), currency)?.0)),
        }
    }

    /// `absolute` with the sign of `raw`, put where the locale puts it before a digit.
    fn signed(&self, raw: Decimal, absolute: &str) -> String {
        let one = if raw.is_sign_negative() { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
        let formatter = self.locale.formatter();
        formatter.signed(one, 0, 0).replace(&formatter.count(1), absolute)
    }

    pub(crate) fn date(&self, day: jiff::civil::Date) -> Result<String, Error> {
        Ok(self.locale.formatter().date(day, DateStyle::Long)?)
    }

    pub(crate) fn instant(&self, at: Option<jiff::Timestamp>) -> Result<Instant, Error> {
        let text = match at {
            Some(at) => self.locale.formatter().datetime(at, self.locale.time_zone())?,
            None => self.word("report-data-none")?,
        };
        Ok(Instant { at, text })
    }

    /// A period in words.
    pub(crate) fn period(&self, period: &Period) -> Result<String, Error> {
        let formatter = self.locale.formatter();
        let start = period.start;
        let year = start.year().to_string();
        match period.grain {
            Grain::Day => {
                let date = formatter.date(start, DateStyle::Full)?;
                self.text("report-period-day", &[("date", date.into())])
            }
            Grain::Week => {
                let week = start.iso_week_date().week().to_string();
                let range = formatter.date_range(start, period.last_day(), DateStyle::Long)?;
                self.text("report-period-week", &[("week", week.into()), ("range", range.into())])
            }
            Grain::Month => self.text("report-period-month", &[("month", formatter.month_year(start)?.into())]),
            Grain::Quarter => {
                let quarter = ((start.month() - 1) / 3 + 1).to_string();
                self.text("report-period-quarter", &[("quarter", quarter.into()), ("year", year.into())])
            }
            Grain::Year => self.text("report-period-year", &[("year", year.into())]),
        }
    }

    /// A period below a time axis, in few columns.
    pub(crate) fn axis_period(&self, period: &Period) -> Result<String, Error> {
        let start = period.start;
        match period.grain {
            Grain::Day => Ok(self.locale.formatter().date(start, DateStyle::Medium)?),
            Grain::Week => {
                let week = start.iso_week_date().week().to_string();
                self.text("report-axis-week", &[("week", week.into())])
            }
            Grain::Month => Ok(self.locale.formatter().month_year(start)?),
            Grain::Quarter => {
                let quarter = ((start.month() - 1) / 3 + 1).to_string();
                self.text(
                    "report-axis-quarter",
                    &[("quarter", quarter.into()), ("year", start.year().to_string().into())],
                )
            }
            Grain::Year => Ok(start.year().to_string()),
        }
    }

    /// The name of a row: a site's own name, a word where there is one for the code, else the code itself.
    pub(crate) fn member(&self, dimension: &str, code: Option<&str>) -> Result<Label, Error> {
        let Some(code) = code else {
            return Ok(Label { text: self.word("report-table-missing")?, code: None, data: false });
        };
        let ours = |text: String| Label { text, code: Some(code.to_owned()), data: false };
        let formatter = self.locale.formatter();
        if let Some(day) = weekday_of(dimension, code) {
            return Ok(ours(formatter.weekday(day, Width::Long)?));
        }
        if let Some(at) = hour_of(dimension, code) {
            return Ok(ours(formatter.time(at, &jiff::tz::TimeZone::UTC)?));
        }
        if let Some(id) = value_message(dimension, code).filter(|id| self.locale.has(id)) {
            return Ok(ours(self.word(&id)?));
        }
        let name = if dimension == "site" { self.input.site_name(code) } else { code };
        Ok(Label { text: plain(name), code: Some(code.to_owned()), data: true })
    }
}

/// The sentence for a reason; nothing where a figure has none.
const fn restated_message(reason: Option<Reason>) -> Option<&'static str> {
    match reason {
        Some(Reason::LateData) => Some("report-restated-late-data"),
        Some(Reason::Definition) => Some("report-restated-definition"),
        Some(Reason::SourceCorrection) => Some("report-restated-source-correction"),
        Some(Reason::RestatedModel) => Some("report-restated-model"),
        Some(Reason::First) | None => None,
    }
}

/// Whether a move is good.
pub(crate) const fn tone(better: Better, direction: Move) -> Tone {
    match (better, direction) {
        (Better::Higher, Move::Up) | (Better::Lower, Move::Down) => Tone::Good,
        (Better::Higher, Move::Down) | (Better::Lower, Move::Up) => Tone::Bad,
        _ => Tone::Neutral,
    }
}
