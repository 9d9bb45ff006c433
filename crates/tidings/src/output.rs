//! What goes to the terminal: data to stdout, words to stderr.

use std::io::{IsTerminal, Write};

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// How data are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// Columns for a person.
    Table,
    /// A JSON array of objects.
    Json,
    /// Comma-separated, with a header line.
    Csv,
}

/// Rows with named columns.
#[derive(Debug, Default)]
pub(crate) struct Records {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<Value>>,
}

impl Records {
    pub(crate) fn new(columns: &[&str]) -> Self {
        Self { columns: columns.iter().map(|name| (*name).to_owned()).collect(), rows: Vec::new() }
    }

    pub(crate) fn push(&mut self, row: Vec<Value>) {
        self.rows.push(row);
    }

    pub(crate) fn print(&self, format: Format) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        match format {
            Format::Json => self.print_json(&mut out)?,
            Format::Csv => self.print_csv(&mut out)?,
            Format::Table => self.print_table(&mut out)?,
        }
        out.flush()
    }

    fn print_json(&self, out: &mut impl Write) -> std::io::Result<()> {
        writeln!(out, "[")?;
        for (index, row) in self.rows.iter().enumerate() {
            let object: serde_json::Map<String, Value> =
                self.columns.iter().cloned().zip(row.iter().cloned()).collect();
            let comma = if index + 1 < self.rows.len() { "," } else { "" };
            writeln!(out, "  {}{comma}", Value::Object(object))?;
        }
        writeln!(out, "]")
    }

    fn print_csv(&self, out: &mut impl Write) -> std::io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(&self.columns)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(text))?;
        }
        writer.flush()
    }

    fn print_table(&self, out: &mut impl Write) -> std::io::Result<()> {
        let cells: Vec<Vec<String>> = self.rows.iter().map(|row| row.iter().map(text).collect()).collect();
        let numeric: Vec<bool> = (0..self.columns.len())
            .map(|column| {
                let mut values = self.rows.iter().map(|row| &row[column]).filter(|value| !value.is_null()).peekable();
                values.peek().is_some() && values.all(Value::is_number)
            })
            .collect();
        let widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(column, name)| cells.iter().map(|row| row[column].width()).chain([name.width()]).max().unwrap_or(0))
            .collect();
        let line = |row: &[String]| -> String {
            let parts: Vec<String> = row
                .iter()
                .enumerate()
                .map(|(column, cell)| {
                    let space = " ".repeat(widths[column].saturating_sub(cell.width()));
                    if numeric[column] { format!("{space}{cell}") } else { format!("{cell}{space}") }
                })
                .collect();
            parts.join("  ").trim_end().to_owned()
        };
        writeln!(out, "{}", line(&self.columns))?;
        writeln!(out, "{}", widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join("  "))?;
        for row in &cells {
            writeln!(out, "{}", line(row))?;
        }
        Ok(())
    }
}

/// A value as plain text: nothing for null, lists joined, objects as `key=value`.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(" "),
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| if value.is_null() { format!("{key}=") } else { format!("{key}={}", text(value)) })
            .collect::<Vec<_>>()
            .join(" "),
        other => other.to_string(),
    }
}

/// A decimal as JSON: a whole number where it is one, else the shortest decimal.
pub(crate) fn number(value: Option<rust_decimal::Decimal>) -> Value {
    use rust_decimal::prelude::ToPrimitive;
    let Some(value) = value.map(|value| value.normalize()) else { return Value::Null };
    if value.scale() == 0
        && let Some(whole) = value.to_i64()
    {
        return whole.into();
    }
    value.to_string().parse::<f64>().ok().and_then(serde_json::Number::from_f64).map_or(Value::Null, Value::Number)
}

/// Prints a line of data.
pub(crate) fn data(line: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(line.as_bytes())?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Prints words for a person. A closed stderr is no reason to fail.
pub(crate) fn say(words: &str) {
    let mut out = std::io::stderr().lock();
    drop(writeln!(out, "{words}"));
}

/// Whether a person watches stderr.
pub(crate) fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}
