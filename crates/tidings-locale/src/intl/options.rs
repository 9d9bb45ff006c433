//! The options bag: names are checked first, values when they are read.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::suggest::did_you_mean;

/// Every option of ECMAScript's `Intl` that is understood, in alphabetical order.
const NAMES: [&str; 46] = [
    "calendar",
    "compactDisplay",
    "currency",
    "currencyDisplay",
    "currencySign",
    "dateStyle",
    "day",
    "daysDisplay",
    "formatMatcher",
    "hour",
    "hour12",
    "hourCycle",
    "hoursDisplay",
    "localeMatcher",
    "maximumFractionDigits",
    "maximumSignificantDigits",
    "microsecondsDisplay",
    "millisecondsDisplay",
    "minimumFractionDigits",
    "minimumIntegerDigits",
    "minimumSignificantDigits",
    "minute",
    "minutesDisplay",
    "month",
    "monthsDisplay",
    "nanosecondsDisplay",
    "notation",
    "numberingSystem",
    "numeric",
    "roundingMode",
    "second",
    "secondsDisplay",
    "signDisplay",
    "style",
    "timeStyle",
    "timeZone",
    "timeZoneName",
    "trailingZeroDisplay",
    "type",
    "unit",
    "unitDisplay",
    "useGrouping",
    "weekday",
    "weeksDisplay",
    "year",
    "yearsDisplay",
];

#[derive(Debug)]
pub(super) struct Options {
    given: Map<String, Value>,
}

impl Options {
    pub(super) fn new(given: Map<String, Value>) -> Result<Self, Error> {
        for name in given.keys() {
            if !NAMES.contains(&name.as_str()) {
                return Err(Error::input("options", format!("`{name}` is not an option"), did_you_mean(name, NAMES)));
            }
        }
        let out = Self { given };
        out.choice("localeMatcher", &["lookup", "best fit"])?;
        out.choice("formatMatcher", &["basic", "best fit"])?;
        out.choice("calendar", &["gregory", "iso8601"])?;
        out.choice("numberingSystem", &["latn"])?;
        Ok(out)
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.given.get(name).filter(|v| !v.is_null())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, Error> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(Error::input(name, format!("`{other}` is not a text"), "write it in quotes")),
        }
    }

    /// One of a fixed set of words.
    pub(super) fn choice(&self, name: &str, known: &'static [&'static str]) -> Result<Option<&'static str>, Error> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        known.iter().find(|k| **k == text).map(|k| Some(*k)).ok_or_else(|| {
            Error::input(name, format!("`{text}` is not known"), did_you_mean(text, known.iter().copied()))
        })
    }

    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, Error> {
        match self.value(name) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(other) => {
                Err(Error::input(name, format!("`{other}` is neither true nor false"), "write `true` or `false`"))
            }
        }
    }

    pub(super) fn count(&self, name: &str, from: i16, to: i16) -> Result<Option<i16>, Error> {
        let Some(value) = self.value(name) else { return Ok(None) };
        value.as_i64().and_then(|n| i16::try_from(n).ok()).filter(|n| (from..=to).contains(n)).map(Some).ok_or_else(
            || {
                Error::input(
                    name,
                    format!("`{value}` is not a digit count"),
                    format!("write a whole number from {from} to {to}"),
                )
            },
        )
    }

    /// A flag or a word: `useGrouping` is both.
    pub(super) fn grouping(&self) -> Result<Option<&'static str>, Error> {
        match self.value("useGrouping") {
            Some(Value::Bool(true)) => Ok(Some("always")),
            Some(Value::Bool(false)) => Ok(Some("false")),
            Some(Value::String(text)) if text == "true" => Ok(Some("auto")),
            _ => self.choice("useGrouping", &["auto", "always", "min2", "false"]),
        }
    }
}
