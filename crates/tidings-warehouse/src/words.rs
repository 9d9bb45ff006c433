//! What the engine says of a query that it cannot plan, in our words and with a next step. Texts of planning name
//! columns, tables and types; they hold no data of a row.

use datafusion::common::SchemaError;
use datafusion::error::DataFusionError;
use datafusion::prelude::SessionContext;
use tidings_core::diagnostic::{did_you_mean, nearest};

/// Why a query cannot be planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What was found. Lower case, no final dot.
    pub message: String,
    /// The next step, where one is known.
    pub hint: Option<String>,
    /// The word or sign of the query that it is about.
    pub word: Option<String>,
}

impl Refusal {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: Some(hint.into()), word: None }
    }

    fn at(mut self, word: &str) -> Self {
        self.word = Some(word.to_owned());
        self
    }
}

const TYPES: &str = "look at the columns' types in the model's header, or cast one of the two";

/// Reads an error of parsing or planning.
#[must_use]
pub fn refusal(context: &SessionContext, error: &DataFusionError) -> Refusal {
    let root = error.find_root();
    if let DataFusionError::SchemaError(schema, _) = root
        && let Some(refusal) = of_schema(schema)
    {
        return refusal;
    }
    let text = root.strip_backtrace();
    let first = text.lines().next().unwrap_or_default();
    let plain = first.trim_start_matches("Error during planning: ").trim_start_matches("Schema error: ");
    if let Some((name, _)) = quoted_after(plain, "table function ") {
        return Refusal::new(format!("`{name}` is a table function"), "read streams and models only").at(name);
    }
    if let Some((name, _)) = quoted_after(plain, "table ").filter(|(_, rest)| rest.contains("not found")) {
        return unknown_table(context, name);
    }
    if let Some((name, _)) = quoted_after(plain, "Invalid function ") {
        return unknown_function(context, name);
    }
    if let Some((name, rest)) = quoted_after(plain, "Function ")
        && (rest.trim_start().starts_with("failed to match") || rest.trim_start().starts_with("requires"))
    {
        let hint = "look at the column's type in the model's header; sums and percentiles need numbers";
        return Refusal::new(format!("`{name}` cannot work on a value of this type"), hint).at(name);
    }
    if let Some(refusal) = of_types(plain) {
        return refusal;
    }
    if let Some((_, rest)) = plain.split_once("Expected: ")
        && let Some((expected, found)) = rest.split_once(", found: ")
    {
        let found = found.split(" at Line:").next().unwrap_or(found);
        let (hint, found) = match found {
            "EOF" => ("the query ends too early", "the end".to_owned()),
            _ if expected.contains("SQL statement") => ("write one SELECT", format!("`{found}`")),
            _ => ("look at the brackets, commas and words before it", format!("`{found}`")),
        };
        let sign = expected.chars().all(|letter| !letter.is_alphanumeric());
        let expected = if sign { format!("`{expected}`") } else { expected.to_owned() };
        return Refusal::new(format!("found {found}, expected {expected}"), hint);
    }
    if let Some((_, rest)) = plain.split_once("Column in SELECT must be in GROUP BY")
        && let Some(column) = rest.split('"').nth(1)
    {
        let message = format!("column `{column}` stands beside an aggregate and not in GROUP BY");
        return Refusal::new(message, "add it to GROUP BY, or put it into an aggregate such as `max(...)`");
    }
    if plain.contains("only supports a single SQL statement") {
        return Refusal::new("found more than one statement, expected one SELECT", "ask one question at a time");
    }
    let message = plain.split(" at Line:").next().unwrap_or(plain).trim_end_matches("\")").trim_end_matches('.');
    let message = message.trim_start_matches("SQL error: ").trim_start_matches("ParserError(\"").replace('\'', "`");
    Refusal { message: small(&message), hint: None, word: None }
}

fn of_schema(error: &SchemaError) -> Option<Refusal> {
    match error {
        SchemaError::FieldNotFound { field, valid_fields } => {
            let known: Vec<&str> = valid_fields.iter().map(|column| column.name.as_str()).collect();
            let near = nearest(&field.name, known.iter().copied());
            let hint = near.map_or_else(
                || {
                    let mut known = known.clone();
                    known.sort_unstable();
                    known.dedup();
                    format!("columns: {}", known.join(", "))
                },
                |near| format!("did you mean `{near}`?"),
            );
            let place = field.relation.as_ref().map(|table| format!(" in `{table}`")).unwrap_or_default();
            Some(Refusal::new(format!("column `{}` not found{place}", field.name), hint).at(&field.name))
        }
        SchemaError::AmbiguousReference { field } => Some(ambiguous(&field.name)),
        _ => None,
    }
}

/// A column of more than one table.
#[must_use]
pub fn ambiguous(column: &str) -> Refusal {
    let hint = format!("write the table before it: `table.{column}`");
    Refusal::new(format!("column `{column}` is ambiguous"), hint).at(column)
}

/// A table that no session has.
#[must_use]
pub fn unknown_table(context: &SessionContext, name: &str) -> Refusal {
    let mut parts: Vec<&str> = name.split('.').collect();
    if parts.len() == 3 {
        parts.remove(0);
    }
    let names = context.copied_config().options().catalog.clone();
    if parts.first() == Some(&names.default_schema.as_str()) {
        parts.remove(0);
    }
    let short = parts.join(".");
    let mut known: Vec<String> = Vec::new();
    if let Some(catalog) = context.catalog(&names.default_catalog) {
        for schema_name in catalog.schema_names() {
            let tables = catalog.schema(&schema_name).map(|schema| schema.table_names()).unwrap_or_default();
            let bare = schema_name == names.default_schema;
            known.extend(tables.into_iter().map(|table| if bare { table } else { format!("{schema_name}.{table}") }));
        }
    }
    let hint = did_you_mean(&short, known.iter().map(String::as_str));
    Refusal::new(format!("table `{short}` not found"), hint).at(&short)
}

/// A function that the engine does not have.
#[must_use]
pub fn unknown_function(context: &SessionContext, name: &str) -> Refusal {
    let state = context.state();
    let known = state.scalar_functions().keys().chain(state.aggregate_functions().keys());
    let mut known: Vec<&str> = known.map(String::as_str).collect();
    known.sort_unstable();
    let near = nearest(name, known).map(|near| format!("did you mean `{near}`?"));
    Refusal { message: format!("unknown function `{name}`"), hint: near, word: Some(name.to_owned()) }
}

/// `Utf8 + Int64` at the end of the engine's words.
fn of_types(text: &str) -> Option<Refusal> {
    let tail = text
        .split_once("arithmetic expression ")
        .and_then(|(_, rest)| rest.split_once(" to valid types").map(|(types, _)| types))
        .or_else(|| {
            let (_, rest) = text.split_once("Cannot infer common argument type for ")?;
            rest.split_once("operation ").map(|(_, types)| types)
        })?;
    let (left, rest) = tail.split_once(' ')?;
    let (sign, right) = rest.rsplit_once(' ')?;
    let message = format!("`{sign}` stands between {} and {}", type_words(left), type_words(right));
    Some(Refusal::new(message, TYPES).at(sign))
}

/// Two values of types that do not go together.
#[must_use]
pub fn unlike_types(left: &str, right: &str) -> Refusal {
    Refusal::new(format!("{} and {} do not go together", type_words(left), type_words(right)), TYPES)
}

/// A type of the engine in the words of a model's header.
#[must_use]
pub fn type_words(name: &str) -> &str {
    match name {
        "Utf8" | "LargeUtf8" | "Utf8View" => "text",
        "Int8" | "Int16" | "Int32" | "Int64" | "UInt8" | "UInt16" | "UInt32" | "UInt64" => "an integer",
        "Boolean" => "a boolean",
        "Date32" | "Date64" => "a date",
        "Float16" | "Float32" | "Float64" => "a floating-point number",
        "Null" => "nothing",
        name if name.starts_with("Timestamp") => "a timestamp",
        name if name.starts_with("Decimal") => "a decimal",
        name if name.starts_with("Interval") || name.starts_with("Duration") => "an interval",
        name => name,
    }
}

/// The text in single quotes behind some words, and what follows it.
fn quoted_after<'a>(text: &'a str, words: &str) -> Option<(&'a str, &'a str)> {
    text.split_once(words)?.1.strip_prefix('\'')?.split_once('\'')
}

/// A small first letter, unless the word is written in capitals.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), text.chars().nth(1)) {
        (Some(first), second) if second.is_none_or(|second| !second.is_uppercase()) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}
