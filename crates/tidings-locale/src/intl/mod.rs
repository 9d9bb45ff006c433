//! One JSON request, one formatted string: `tidings locale format`.
//!
//! A request is `{"locale": "nl-BE", "kind": "percent", "input": "0.48", "options": {}}`. Options
//! bear the names and meanings of ECMAScript's `Intl`; what comes out is what CLDR says.

mod numbers;
mod options;
mod times;
mod words;

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use serde::Deserialize;
use serde_json::Value;

use crate::error::Error;
use crate::formatter::Formatter;
use crate::suggest::did_you_mean;

use options::Options;

/// Every kind of request, in alphabetical order.
pub const KINDS: [&str; 16] = [
    "compact-long",
    "compact-short",
    "currency",
    "date",
    "date-range",
    "datetime",
    "decimal",
    "duration",
    "list",
    "percent",
    "plural-cardinal",
    "plural-ordinal",
    "relative",
    "time",
    "time-range",
    "unit",
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    locale: String,
    kind: String,
    input: Value,
    #[serde(default)]
    options: serde_json::Map<String, Value>,
}

/// Formats one request.
///
/// # Errors
/// [`Error::Input`] for text that is not such an object, an unknown kind or option, and a value
/// that cannot be read; [`Error::Locale`] for a malformed locale.
pub fn format_line(json_line: &str) -> Result<String, Error> {
    let request: Request = serde_json::from_str(json_line).map_err(|e| {
        Error::input(
            "request",
            e.to_string(),
            r#"write {"locale": "nl-BE", "kind": "decimal", "input": "1234.5", "options": {}}"#,
        )
    })?;
    if !KINDS.contains(&request.kind.as_str()) {
        return Err(Error::input(
            "kind",
            format!("`{}` is not known", request.kind),
            did_you_mean(&request.kind, KINDS),
        ));
    }
    let options = Options::new(request.options)?;
    let formatter = formatter_for(&request.locale)?;
    let input = &request.input;
    match request.kind.as_str() {
        "decimal" => numbers::number(&formatter, numbers::Default::Decimal, input, &options),
        "percent" => numbers::number(&formatter, numbers::Default::Percent, input, &options),
        "currency" => numbers::number(&formatter, numbers::Default::Currency, input, &options),
        "unit" => numbers::number(&formatter, numbers::Default::Unit, input, &options),
        "compact-short" => numbers::number(&formatter, numbers::Default::CompactShort, input, &options),
        "compact-long" => numbers::number(&formatter, numbers::Default::CompactLong, input, &options),
        "plural-cardinal" => words::plural(&formatter, false, input, &options),
        "plural-ordinal" => words::plural(&formatter, true, input, &options),
        "list" => words::list(&formatter, input, &options),
        "relative" => words::relative(&formatter, input, &options),
        "duration" => words::duration(&formatter, input, &options),
        "date" => times::moment(&formatter, times::Default::Date, input, &options),
        "time" => times::moment(&formatter, times::Default::Time, input, &options),
        "datetime" => times::moment(&formatter, times::Default::DateTime, input, &options),
        "date-range" => times::range(&formatter, times::Default::Date, input, &options),
        _ => times::range(&formatter, times::Default::ShortTime, input, &options),
    }
}

/// A stream of requests names few locales; loading one costs more than formatting does.
fn formatter_for(locale: &str) -> Result<Formatter, Error> {
    const KEPT: usize = 64;
    static LOADED: LazyLock<Mutex<BTreeMap<String, Formatter>>> = LazyLock::new(Mutex::default);
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(formatter) = loaded.get(locale) {
        return Ok(formatter.clone());
    }
    let formatter = Formatter::new(locale)?;
    if loaded.len() >= KEPT {
        loaded.clear();
    }
    loaded.insert(locale.to_owned(), formatter.clone());
    Ok(formatter)
}
