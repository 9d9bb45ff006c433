//! The contract of a model: its query is planned against what it reads, and what comes out is compared with its header.

use std::collections::{BTreeMap, BTreeSet};

use arrow::datatypes::{DataType, Schema, SchemaRef};
use tidings_core::diagnostic::{Diagnostic, Position, did_you_mean};
use tidings_core::model::{ColumnType, Model};
use tidings_kpi::model_schema;
use tidings_warehouse::{memory_session, query, register_batches};

use crate::error::Error;
use crate::project::Project;
use crate::references;
use crate::relations;

/// How the models of a project hang together.
#[derive(Debug, Clone, Default)]
pub(crate) struct ModelPlan {
    /// The models in the order in which they are built.
    pub(crate) order: Vec<String>,
    /// What each model reads.
    pub(crate) reads: BTreeMap<String, Vec<String>>,
}

impl ModelPlan {
    /// Orders the models by what they read.
    ///
    /// # Errors
    /// A finding for a cycle.
    pub(crate) fn of(project: &Project) -> Result<(Self, Vec<Diagnostic>), Error> {
        let found = references::tables(project.models.iter().map(|model| model.source.body.as_str()))?;
        let reads: BTreeMap<String, Vec<String>> = project
            .models
            .iter()
            .zip(found)
            .map(|(model, tables)| (model.header.model.clone(), tables.unwrap_or_default()))
            .collect();
        match references::order(&reads) {
            Ok(order) => Ok((Self { order, reads }, Vec::new())),
            Err(cycle) => {
                let first = cycle.first().and_then(|name| project.model(name));
                let file = first.map_or("models", |model| model.source.file.as_str());
                let path = cycle.iter().chain(cycle.first()).map(|name| format!("`{name}`")).collect::<Vec<_>>();
                let finding =
                    Diagnostic::configuration(file, format!("models read each other: {}", path.join(" reads ")))
                        .hint("take one of them out of the circle");
                Ok((Self { order: Vec::new(), reads }, vec![finding]))
            }
        }
    }
}

/// Plans every model against the schemas of streams (`source.stream`). Models that read a source in `unknown` are not
/// planned.
pub(crate) async fn check_models(
    project: &Project,
    plan: &ModelPlan,
    streams: &BTreeMap<String, SchemaRef>,
    unknown: &BTreeSet<String>,
) -> Result<Vec<Diagnostic>, Error> {
    let session = memory_session(Some(relations::clock(project)))?;
    register_batches(&session, relations::SITE, relations::site_schema(), Vec::new())?;
    for (name, schema) in streams {
        register_batches(&session, name, schema.clone(), Vec::new())?;
    }
    for model in &project.models {
        register_batches(&session, &model.header.model, model_schema(&model.header), Vec::new())?;
    }
    let mut known: Vec<&str> = streams.keys().map(String::as_str).collect();
    known.extend(project.models.iter().map(|model| model.header.model.as_str()));
    known.push(relations::SITE);
    let mut findings = Vec::new();
    for model in &project.models {
        if model.header.model == relations::SITE {
            let finding = model.source.header.error("/model", "`site` is the name of the table of sites");
            findings.push(finding.hint("give the model another name"));
            continue;
        }
        let reads = plan.reads.get(&model.header.model).map(Vec::as_slice).unwrap_or_default();
        if reads.iter().any(|table| table.split_once('.').is_some_and(|(source, _)| unknown.contains(source))) {
            continue;
        }
        let missing: Vec<&String> = reads.iter().filter(|table| !known.contains(&table.as_str())).collect();
        if !missing.is_empty() {
            findings.extend(missing.into_iter().map(|table| unknown_table(model, table, &known)));
            continue;
        }
        // The first planning has the place of a mistake, the second one the rules of what a query may do.
        if let Err(error) = session.state().create_logical_plan(&model.source.body).await {
            let root = error.find_root().strip_backtrace();
            let (message, hint, place) = match error.diagnostic() {
                Some(found) => {
                    let hint = found.helps.first().map(|help| help.message.clone());
                    let place = found.span.map(|span| {
                        let width = if span.end.line == span.start.line {
                            span.end.column.saturating_sub(span.start.column)
                        } else {
                            1
                        };
                        (span.start.line, span.start.column, usize::try_from(width).unwrap_or(1))
                    });
                    (found.message.clone(), hint, place)
                }
                None => (root, None, None),
            };
            let (line, column, width) = place.unwrap_or((1, 1, 1));
            let mut finding = model.source.error_in_body(line, column, width, plain(&message));
            finding.hint =
                match &finding.message.strip_prefix("column `").and_then(|rest| rest.split_once("` not found")) {
                    Some((column, _)) => Some(nearest_column(project, column, reads, streams)),
                    None => hint.map(|hint| plain(&hint)),
                };
            findings.push(finding);
            continue;
        }
        match query(&session, &model.source.body).await {
            Ok(frame) => findings.extend(compare(model, frame.schema().as_arrow())),
            Err(error) => {
                let mut finding = model.source.error_in_body(1, 1, 1, error.message);
                finding.hint = error.hint;
                findings.push(finding);
            }
        }
    }
    Ok(findings)
}

/// The column that was meant, among all columns of the tables that a query reads.
fn nearest_column(project: &Project, column: &str, reads: &[String], streams: &BTreeMap<String, SchemaRef>) -> String {
    let mut known: Vec<String> = Vec::new();
    for table in reads {
        let schema = match project.model(table) {
            Some(model) => model_schema(&model.header),
            None if table == relations::SITE => relations::site_schema(),
            None => match streams.get(table) {
                Some(schema) => schema.clone(),
                None => continue,
            },
        };
        known.extend(schema.fields().iter().map(|field| field.name().clone()));
    }
    did_you_mean(column, known.iter().map(String::as_str))
}

/// The engine's words in our style: backticks, a small first letter, no final dot.
fn plain(message: &str) -> String {
    let message = message.replace('\'', "`");
    let message = message.trim().trim_end_matches('.');
    let mut letters = message.chars();
    let begins_with_word = message.chars().nth(1).is_none_or(|second| !second.is_uppercase());
    match letters.next() {
        Some(first) if begins_with_word => first.to_lowercase().chain(letters).collect(),
        _ => message.to_owned(),
    }
}

fn unknown_table(model: &Model, table: &str, known: &[&str]) -> Diagnostic {
    let body = &model.source.body;
    let place = body.find(table).map_or(Position::START, |offset| Position::at_offset(body, offset));
    model
        .source
        .error_in_body(
            u64::from(place.line),
            u64::from(place.column),
            table.chars().count(),
            format!("unknown table `{table}`"),
        )
        .hint(did_you_mean(table, known.iter().copied()))
}

/// The columns of a query against the columns that its header promises.
fn compare(model: &Model, found: &Schema) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let header = &model.source.header;
    let contract = |mut finding: Diagnostic| {
        finding.area = tidings_core::diagnostic::Area::DataContract;
        finding
    };
    let names: Vec<&str> = found.fields().iter().map(|field| field.name().as_str()).collect();
    let promised: Vec<&str> = model.header.columns.0.iter().map(|(name, _)| name.as_str()).collect();
    for (name, column) in &model.header.columns.0 {
        let pointer = format!("/columns/{name}");
        let Ok(field) = found.field_with_name(name) else {
            let message = format!("the query of model `{}` has no column `{name}`", model.header.model);
            findings.push(contract(header.error(&pointer, message).hint(did_you_mean(name, names.iter().copied()))));
            continue;
        };
        if !fits(column.kind, field.data_type()) {
            let message =
                format!("column `{name}` is promised as {}, the query gives {}", column.kind, field.data_type());
            let hint = match (column.kind, field.data_type()) {
                (ColumnType::Timestamp, DataType::Timestamp(_, None)) => {
                    "an instant needs a time zone: give the source a `time_zone`".to_owned()
                }
                _ => format!("cast it in the query, or promise another type than {}", column.kind),
            };
            findings.push(contract(header.error(&pointer, message).hint(hint)));
        }
    }
    for name in &names {
        if !promised.contains(name) {
            let message =
                format!("the query of model `{}` gives `{name}`, which its header does not name", model.header.model);
            findings
                .push(contract(header.error("/columns", message).hint(did_you_mean(name, promised.iter().copied()))));
        }
    }
    if findings.is_empty() && names != promised {
        let place = names.iter().zip(&promised).find(|(found, promised)| found != promised);
        if let Some((found, promised)) = place {
            let message = format!("the query gives `{found}` where the header names `{promised}`");
            findings.push(contract(
                header.error(&format!("/columns/{promised}"), message).hint("bring both into the same order"),
            ));
        }
    }
    findings
}

/// Whether values of a type become the promised one without any of them changing.
fn fits(promised: ColumnType, found: &DataType) -> bool {
    let found = match found {
        DataType::Dictionary(_, values) => values.as_ref(),
        other => other,
    };
    match (promised, found) {
        (_, DataType::Null) => true,
        (ColumnType::Text, _) => matches!(found, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View),
        (ColumnType::Integer, _) => found.is_integer(),
        (ColumnType::Boolean, _) => found == &DataType::Boolean,
        (ColumnType::Date, _) => matches!(found, DataType::Date32 | DataType::Date64),
        (ColumnType::Timestamp, _) => matches!(found, DataType::Timestamp(_, Some(_))),
        (ColumnType::Decimal(..), _) => found.is_integer() || found.is_decimal(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow::datatypes::Field;

    fn findings(fields: Vec<Field>) -> Vec<String> {
        let text = "/* @model\nmodel: m\ndescription: x\nkey: [id]\ncolumns:\n  id: { type: text, null: false }\n  seconds: { type: integer }\n@model */\nSELECT 1\n";
        let model = Model::parse("models/m.sql", text, "m").unwrap();
        compare(&model, &Schema::new(fields)).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_query_keeps_what_its_header_promises() {
        let text = |name: &str| Field::new(name, DataType::Utf8View, true);
        let number = |name: &str| Field::new(name, DataType::Int32, true);
        assert!(findings(vec![text("id"), number("seconds")]).is_empty());
        assert!(findings(vec![number("seconds"), text("id")])[0].contains("gives `seconds` where"));
        assert!(findings(vec![text("id"), text("seconds")])[0].contains("promised as integer"));
        assert!(findings(vec![text("id"), number("second")])[0].contains("no column `seconds`"));
        assert!(findings(vec![text("id"), number("seconds"), number("more")])[0].contains("does not name"));
    }

    #[test]
    fn the_words_of_the_engine_are_brought_into_style() {
        assert_eq!(plain("Column 'x' not found."), "column `x` not found");
        assert_eq!(plain("SQL is wrong"), "SQL is wrong");
    }
}
