//! A declared column: how its texts become values.

use std::borrow::Cow;
use std::collections::BTreeMap;

use arrow_schema::{DataType, Field, TimeUnit};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use tidings_connector::{Error, Reason};

use crate::clock::{self, Ambiguous, Nonexistent};
use crate::config::{ColumnConfig, ColumnType, OneOrMany, PERCENT, Unit};
use crate::names;
use crate::numbers::{self, NumberMarks};

/// A value of a row, before it goes into its column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Text(Cow<'a, str>),
    Integer(i64),
    Float(f64),
    Decimal(i128),
    Boolean(bool),
    /// Days since 1970-01-01.
    Date(i32),
    /// Microseconds since 1970-01-01 UTC.
    Instant(i64),
}

/// Gives an error the place of a key of the column's configuration.
pub(crate) type Place<'a> = dyn Fn(&str, Error) -> Error + 'a;

/// A column as the project declares it.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    /// The header's names; none: by the column's own name.
    pub(crate) from: Vec<String>,
    pub(crate) kind: ColumnType,
    pub(crate) required: bool,
    pub(crate) optional: bool,
    /// The header's name of the column with each row's zone.
    pub(crate) zone_from: Option<String>,
    zone: Option<TimeZone>,
    formats: Vec<String>,
    ambiguous: Ambiguous,
    nonexistent: Nonexistent,
    nulls: Vec<String>,
    marks: NumberMarks,
    unit: Option<Unit>,
    truths: Vec<(String, bool)>,
}

impl Column {
    /// Understands a column's configuration. `place` gives an error the place of a key.
    pub(crate) fn new(name: &str, config: &ColumnConfig, place: &Place<'_>) -> Result<Column, Error> {
        names::check(name).map_err(|error| place("", error))?;
        let list = |texts: &Option<OneOrMany>| texts.as_ref().map_or_else(Vec::new, |texts| texts.as_slice().to_vec());
        let zone = match &config.time_zone {
            None => None,
            Some(zone) => Some(clock::zone(zone).ok_or_else(|| {
                let error = Error::config(format!("unknown time zone `{zone}` of column `{name}`"));
                let hint = clock::nearest_zone(zone).map_or_else(
                    || "zones have IANA names, such as `Europe/Berlin`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                place("time_zone", error.hint(hint))
            })?),
        };
        let column = Column {
            name: name.to_owned(),
            from: list(&config.from),
            kind: config.kind,
            required: config.required,
            optional: config.optional,
            zone_from: config.time_zone_from.clone(),
            zone,
            formats: list(&config.format),
            ambiguous: config.ambiguous,
            nonexistent: config.nonexistent,
            nulls: config.null_values.clone().unwrap_or_else(|| vec![String::new()]),
            marks: NumberMarks { decimal: config.decimal_mark.unwrap_or('.'), thousands: config.thousands },
            unit: config.unit,
            truths: truths(config),
        };
        column.check(config, place)?;
        Ok(column)
    }

    /// Refuses settings that mean nothing for the column's type: they are misunderstandings.
    fn check(&self, config: &ColumnConfig, place: &Place<'_>) -> Result<(), Error> {
        use ColumnType as T;
        let kind = self.kind;
        let number = matches!(kind, T::Integer | T::Float | T::Decimal(..) | T::Percent | T::Duration);
        let idle = [
            ("format", config.format.is_some() && !matches!(kind, T::Date | T::Time | T::Timestamp)),
            ("time_zone", config.time_zone.is_some() && kind != T::Timestamp),
            ("time_zone_from", config.time_zone_from.is_some() && kind != T::Timestamp),
            ("ambiguous", config.ambiguous != Ambiguous::Reject && kind != T::Timestamp),
            ("nonexistent", config.nonexistent != Nonexistent::Reject && kind != T::Timestamp),
            ("decimal_mark", config.decimal_mark.is_some() && !number),
            ("thousands", config.thousands.is_some() && !number),
            ("unit", config.unit.is_some() && kind != T::Duration),
            ("true_values", config.true_values.is_some() && kind != T::Boolean),
            ("false_values", config.false_values.is_some() && kind != T::Boolean),
        ];
        if let Some((key, _)) = idle.into_iter().find(|(_, idle)| *idle) {
            let error = Error::config(format!("`{key}` means nothing for column `{}`", self.name));
            return Err(place(key, error.hint("look at the column's `type`")));
        }
        if config.thousands == Some(self.marks.decimal) {
            let error = Error::config(format!("column `{}` has one character for decimals and thousands", self.name));
            return Err(place("thousands", error.hint("declare `decimal_mark` too")));
        }
        if self.zone.is_some() && self.zone_from.is_some() {
            let error = Error::config(format!("column `{}` has both `time_zone` and `time_zone_from`", self.name));
            return Err(place("time_zone_from", error.hint("leave one out")));
        }
        let has_zone = self.zone.is_some() || self.zone_from.is_some();
        let zoneless = |format: &String| !["%z", "%:z", "%s"].iter().any(|directive| format.contains(directive));
        if kind == T::Timestamp && !has_zone && self.formats.iter().any(zoneless) {
            let error = Error::config(format!("column `{}` holds local times and has no zone", self.name));
            return Err(place(
                "format",
                error.hint("declare `time_zone: Europe/Berlin`, or `time_zone_from` a column"),
            ));
        }
        for format in &self.formats {
            // A directive that does not exist shows itself in formatting.
            let probe = Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC);
            if let Err(error) = jiff::fmt::strtime::format(format, &probe) {
                let error = Error::config(format!("`{format}` of column `{}` is no format: {error}", self.name));
                return Err(place("format", error.hint("such as `%Y-%m-%d %H:%M:%S`")));
            }
        }
        Ok(())
    }

    /// The column in the stream.
    pub(crate) fn field(&self) -> Field {
        let data_type = match self.kind {
            ColumnType::Text | ColumnType::Time => DataType::Utf8,
            ColumnType::Integer | ColumnType::Duration => DataType::Int64,
            ColumnType::Float => DataType::Float64,
            ColumnType::Decimal(precision, scale) => DataType::Decimal128(precision, scale),
            ColumnType::Percent => DataType::Decimal128(PERCENT.0, PERCENT.1),
            ColumnType::Boolean => DataType::Boolean,
            ColumnType::Date => DataType::Date32,
            ColumnType::Timestamp => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        };
        Field::new(&self.name, data_type, !self.required)
    }

    /// The value of a text. `zone` is the text of the zone column, if there is one.
    pub(crate) fn parse<'a>(&self, text: Cow<'a, str>, zone: &str, zones: &mut Zones) -> Result<Value<'a>, Reason> {
        let trimmed = text.trim();
        if self.nulls.iter().any(|null| null == trimmed) {
            return Ok(Value::Null);
        }
        let value = match self.kind {
            ColumnType::Text => return Ok(Value::Text(text)),
            ColumnType::Integer => numbers::integer(trimmed, self.marks).map(Value::Integer),
            ColumnType::Float => numbers::float(trimmed, self.marks).map(Value::Float),
            ColumnType::Decimal(precision, scale) => {
                numbers::decimal(trimmed, self.marks, precision, scale).map(Value::Decimal)
            }
            ColumnType::Percent => numbers::percent(trimmed, self.marks, PERCENT.0, PERCENT.1).map(Value::Decimal),
            ColumnType::Duration => numbers::duration(trimmed, self.marks, self.unit).map(Value::Integer),
            ColumnType::Boolean => {
                let folded = trimmed.to_lowercase();
                self.truths.iter().find(|(text, _)| *text == folded).map(|(_, truth)| Value::Boolean(*truth))
            }
            ColumnType::Date => self.date(trimmed).map(|date| Value::Date(days(date))),
            ColumnType::Time => self.time(trimmed).map(|time| Value::Text(time.to_string().into())),
            ColumnType::Timestamp => return self.instant(trimmed, zone, zones),
        };
        value.ok_or_else(|| self.bad())
    }

    /// The reason for a text that is no value. It names what is expected, not what was found.
    fn bad(&self) -> Reason {
        let (code, expected) = match self.kind {
            ColumnType::Text => ("bad_text", "a text".to_owned()),
            ColumnType::Integer => ("bad_integer", "a whole number".to_owned()),
            ColumnType::Float => ("bad_float", "a number".to_owned()),
            ColumnType::Decimal(precision, scale) => {
                ("bad_decimal", format!("a number of at most {precision} digits, {scale} of them in the fraction"))
            }
            ColumnType::Percent => ("bad_percent", "a number with a percent sign".to_owned()),
            ColumnType::Boolean => ("bad_boolean", "one of the declared truth values".to_owned()),
            ColumnType::Date => ("bad_date", self.expected_format("an ISO 8601 date")),
            ColumnType::Time => ("bad_time", self.expected_format("a time of day")),
            ColumnType::Timestamp => ("bad_timestamp", self.expected_format("an ISO 8601 timestamp")),
            ColumnType::Duration if self.unit.is_some() => ("bad_duration", "a number or `H:MM:SS`".to_owned()),
            ColumnType::Duration => ("bad_duration", "`H:MM:SS` or `MM:SS`, since no `unit` is declared".to_owned()),
        };
        Reason::in_column(code, &self.name, format!("expected {expected}"))
    }

    fn expected_format(&self, otherwise: &str) -> String {
        match self.formats.as_slice() {
            [] => otherwise.to_owned(),
            formats => formats.iter().map(|format| format!("`{format}`")).collect::<Vec<_>>().join(" or "),
        }
    }

    fn date(&self, text: &str) -> Option<Date> {
        match self.formats.as_slice() {
            [] => Date::strptime("%Y-%m-%d", text).ok(),
            formats => formats.iter().find_map(|format| Date::strptime(format, text).ok()),
        }
    }

    fn time(&self, text: &str) -> Option<Time> {
        match self.formats.as_slice() {
            [] => text.parse().ok(),
            formats => formats.iter().find_map(|format| Time::strptime(format, text).ok()),
        }
    }

    fn instant(&self, text: &str, zone: &str, zones: &mut Zones) -> Result<Value<'static>, Reason> {
        let local = match self.moment(text).ok_or_else(|| self.bad())? {
            Moment::Instant(instant) => return Ok(Value::Instant(instant.as_microsecond())),
            Moment::Local(local) => local,
        };
        let zone = match (&self.zone, &self.zone_from) {
            (Some(zone), _) => zone,
            (None, Some(_)) => zones
                .get(zone.trim())
                .ok_or_else(|| Reason::in_column("unknown_time_zone", &self.name, "the row's zone is no IANA name"))?,
            (None, None) => {
                let text = "a local time without an offset; declare the column's `time_zone`";
                return Err(Reason::in_column("zoneless_timestamp", &self.name, text));
            }
        };
        match clock::instant(local, zone, self.ambiguous, self.nonexistent) {
            Ok(instant) => Ok(Value::Instant(instant.as_microsecond())),
            Err(fault) => {
                let (code, text) = fault.reason();
                Err(Reason::in_column(code, &self.name, text))
            }
        }
    }

    fn moment(&self, text: &str) -> Option<Moment> {
        if self.formats.is_empty() {
            return match text.parse::<Timestamp>() {
                Ok(instant) => Some(Moment::Instant(instant)),
                Err(_) => text.parse().ok().map(Moment::Local),
            };
        }
        self.formats.iter().find_map(|format| {
            let parsed = BrokenDownTime::parse(format, text).ok()?;
            match parsed.to_timestamp() {
                Ok(instant) => Some(Moment::Instant(instant)),
                Err(_) => parsed.to_datetime().ok().map(Moment::Local),
            }
        })
    }
}

enum Moment {
    Instant(Timestamp),
    Local(DateTime),
}

fn truths(config: &ColumnConfig) -> Vec<(String, bool)> {
    let list = |texts: &Option<Vec<String>>, otherwise: &[&str], truth: bool| -> Vec<(String, bool)> {
        match texts {
            Some(texts) => texts.iter().map(|text| (text.to_lowercase(), truth)).collect(),
            None => otherwise.iter().map(|text| ((*text).to_owned(), truth)).collect(),
        }
    };
    let mut truths = list(&config.true_values, &["true", "yes", "y", "1"], true);
    truths.extend(list(&config.false_values, &["false", "no", "n", "0"], false));
    truths
}

fn days(date: Date) -> i32 {
    // A date is within the years -9999 to 9999, some 3.7 million days.
    let seconds = date.to_zoned(TimeZone::UTC).map_or(0, |midnight| midnight.timestamp().as_second());
    i32::try_from(seconds.div_euclid(86_400)).unwrap_or_default()
}

/// Zones that rows named so far. Names that are none are not kept, so this stays small.
#[derive(Debug, Default)]
pub(crate) struct Zones(BTreeMap<String, TimeZone>);

impl Zones {
    fn get(&mut self, name: &str) -> Option<&TimeZone> {
        if !self.0.contains_key(name) {
            self.0.insert(name.to_owned(), clock::zone(name)?);
        }
        self.0.get(name)
    }
}
