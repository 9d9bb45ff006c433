//! Looking: `check`, `status`, `show`, `query`, `doctor`.

use std::path::PathBuf;

use arrow_array::{Array, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::DataType;
use serde_json::Value;
use tidings_core::diagnostic::Severity;

use super::{all_plugins, load, load_right};
use crate::Failure;
use crate::cli::Place;
use crate::failure::plural;
use crate::output::{self, Format, Records, say};

pub(super) async fn check(place: &Place, project: Option<PathBuf>, format: Format) -> Result<u8, Failure> {
    let (project, findings) = load(place, project, None)?;
    let findings = tidings_pipeline::check(&project, findings, &all_plugins()).await?;
    let warnings = findings.iter().filter(|finding| finding.severity == Severity::Warning).count();
    if format != Format::Table {
        let mut records = Records::new(&["severity", "area", "file", "line", "column", "message", "hint"]);
        for finding in &findings {
            records.push(vec![
                serde_json::to_value(finding.severity).unwrap_or_default(),
                serde_json::to_value(finding.area).unwrap_or_default(),
                finding.file.clone().into(),
                finding.position.map(|position| position.line).into(),
                finding.position.map(|position| position.column).into(),
                finding.message.clone().into(),
                finding.hint.clone().into(),
            ]);
        }
        records.print(format)?;
    }
    let shown = findings.clone();
    if let Some(error) = tidings_pipeline::Error::of_findings(findings) {
        return if format == Format::Table { Err(error.into()) } else { Ok(error.exit_code()) };
    }
    if format == Format::Table {
        shown.iter().for_each(|finding| say(&format!("{finding}\n")));
    }
    say(&format!(
        "{}: {} {}, {} {}, {} {}, {warnings} {}",
        project.file.name,
        project.models.len(),
        plural(project.models.len(), "model"),
        project.catalogue.all().count(),
        plural(project.catalogue.all().count(), "KPI version"),
        project.reports.len(),
        plural(project.reports.len(), "report"),
        plural(warnings, "warning"),
    ));
    Ok(0)
}

pub(super) async fn status(place: &Place, project: Option<PathBuf>, runs: u32, format: Format) -> Result<u8, Failure> {
    let (project, _) = load(place, project, None)?;
    let status = tidings_pipeline::status(&project, runs).await?;
    print_value(&serde_json::to_value(&status).map_err(|error| Failure::internal(error.to_string()))?, format)?;
    Ok(0)
}

pub(super) async fn show(place: &Place, run: &str) -> Result<u8, Failure> {
    let (project, _) = load(place, None, None)?;
    let detail = tidings_pipeline::show_run(&project, run).await?;
    print_value(&serde_json::to_value(&detail).map_err(|error| Failure::internal(error.to_string()))?, Format::Table)?;
    Ok(0)
}

pub(super) async fn doctor(place: &Place, project: Option<PathBuf>, format: Format) -> Result<u8, Failure> {
    let (project, _) = load(place, project, None)?;
    let findings = tidings_pipeline::doctor(&project, &all_plugins()).await;
    let mut records = Records::new(&["ok", "area", "message", "hint"]);
    for finding in &findings {
        let ok = if finding.ok { "ok" } else { "look" };
        records.push(vec![ok.into(), finding.area.into(), finding.message.clone().into(), finding.hint.clone().into()]);
    }
    records.print(format)?;
    Ok(if findings.iter().all(|finding| finding.ok) { 0 } else { 78 })
}

/// Prints a report of several tables: JSON as it is, else each list under its name.
fn print_value(value: &Value, format: Format) -> Result<(), Failure> {
    let Value::Object(parts) = value else { return Err(Failure::internal("a report that is no object")) };
    if format == Format::Json {
        let text = serde_json::to_string_pretty(value).map_err(|error| Failure::internal(error.to_string()))?;
        return Ok(output::data(&text)?);
    }
    for (name, part) in parts {
        match part {
            Value::Array(items) => {
                let columns: Vec<String> = items
                    .first()
                    .and_then(Value::as_object)
                    .map(|item| item.keys().cloned().collect())
                    .unwrap_or_default();
                if columns.is_empty() {
                    continue;
                }
                say(name);
                let rows =
                    items.iter().map(|item| columns.iter().map(|column| item[column].clone()).collect()).collect();
                Records { columns, rows }.print(format)?;
            }
            Value::Object(map) if !map.is_empty() => {
                say(name);
                let rows = map.iter().map(|(key, value)| vec![key.clone().into(), value.clone()]).collect();
                Records { columns: vec!["name".into(), "value".into()], rows }.print(format)?;
            }
            Value::Null | Value::Object(_) => {}
            other => {
                let plain = other.as_str().map_or_else(|| other.to_string(), str::to_owned);
                output::data(&format!("{name}: {plain}"))?;
            }
        }
    }
    Ok(())
}

pub(super) async fn query(place: &Place, sql: &str, format: Format) -> Result<u8, Failure> {
    let project = load_right(place, None)?;
    let result = tidings_pipeline::query(&project, sql).await?;
    let columns = result.schema.fields().iter().map(|field| field.name().clone()).collect();
    let mut records = Records { columns, rows: Vec::new() };
    for batch in &result.batches {
        append(&mut records, batch)?;
    }
    records.print(format)?;
    Ok(0)
}

fn append(records: &mut Records, batch: &RecordBatch) -> Result<(), Failure> {
    let options = FormatOptions::default().with_null("");
    let formatters: Vec<ArrayFormatter<'_>> = batch
        .columns()
        .iter()
        .map(|column| ArrayFormatter::try_new(column.as_ref(), &options))
        .collect::<Result<_, _>>()
        .map_err(|error| Failure::internal(error.to_string()))?;
    for row in 0..batch.num_rows() {
        let cells = batch
            .columns()
            .iter()
            .zip(&formatters)
            .map(|(column, formatter)| cell(column.as_ref(), formatter, row))
            .collect();
        records.push(cells);
    }
    Ok(())
}

/// Whole numbers, decimals and truth values stay what they are; everything else is text.
fn cell(column: &dyn Array, formatter: &ArrayFormatter<'_>, row: usize) -> Value {
    if column.is_null(row) {
        return Value::Null;
    }
    let text = formatter.value(row).to_string();
    match column.data_type() {
        DataType::Boolean => Value::Bool(text == "true"),
        kind if kind.is_integer() => text.parse::<i64>().map_or_else(|_| text.clone().into(), Into::into),
        DataType::Decimal128(_, _) => {
            text.parse().map_or_else(|_| text.clone().into(), |number| output::number(Some(number)))
        }
        DataType::Float32 | DataType::Float64 => text
            .parse::<f64>()
            .ok()
            .and_then(serde_json::Number::from_f64)
            .map_or_else(|| text.clone().into(), Value::Number),
        _ => text.into(),
    }
}
