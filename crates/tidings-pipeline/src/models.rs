//! Building models, in the order in which they read each other.

use tidings_core::diagnostic::Diagnostic;
use tidings_core::model::Model;
use tidings_kpi::model_schema;
use tidings_warehouse::{
    Cursor, Layer, Outcome, TableSpec, Versions, Warehouse, query, register_batches, rows_of_plan, tzdb_version,
};

use crate::contract::ModelPlan;
use crate::error::{Error, ErrorKind};
use crate::fingerprint::Fingerprint;
use crate::host::Host;
use crate::project::Project;
use crate::relations;
use crate::rows;
use crate::streams;
use crate::summary::{ModelSummary, RunSummary};

/// Under this source the ledger keeps what each model was built from.
const CURSOR: &str = "_models";

/// What the ledger keeps of a built model.
#[derive(serde::Serialize, serde::Deserialize)]
struct Built {
    fingerprint: String,
    rows: u64,
}

/// Builds every model whose inputs changed. `versions` holds the streams and gains the models.
pub(crate) async fn build(
    project: &Project,
    host: &Host,
    warehouse: &Warehouse,
    run: &str,
    versions: &mut Versions,
    summary: &mut RunSummary,
) -> Result<Vec<Cursor>, Error> {
    let (plan, findings) = ModelPlan::of(project)?;
    if let Some(error) = Error::of_findings(findings) {
        return Err(error);
    }
    let mut cursors = Vec::new();
    for name in &plan.order {
        let Some(model) = project.model(name) else { continue };
        let step = format!("model {name}");
        let id = table_id(name);
        let reads = plan.reads.get(name).map(Vec::as_slice).unwrap_or_default();
        let inputs: Vec<String> =
            reads.iter().filter(|table| *table != relations::SITE).map(|table| table_id(table)).collect();
        let missing: Vec<&str> = inputs.iter().filter(|id| !versions.contains_key(*id)).map(String::as_str).collect();
        if !missing.is_empty() {
            let message = format!("not built, because it reads what was never loaded: {}", missing.join(", "));
            host.warned(&step, &message);
            summary.warn(&step, message, Some("see why its source could not be read".to_owned()));
            summary.models.push(ModelSummary { model: name.clone(), rows: 0, changed: false, built: false });
            continue;
        }
        let inputs: Versions =
            inputs.into_iter().filter_map(|id| versions.get(&id).map(|version| (id, *version))).collect();
        let fingerprint = fingerprint(project, model, &inputs);
        let before: Option<Built> =
            warehouse.ledger().cursor(CURSOR, name)?.and_then(|value| serde_json::from_value(value).ok());
        if let Some(before) = before.filter(|before| before.fingerprint == fingerprint && versions.contains_key(&id)) {
            summary.models.push(ModelSummary { model: name.clone(), rows: before.rows, changed: false, built: false });
            continue;
        }
        host.began(&step);
        let outcome = build_one(project, warehouse, run, model, &inputs).await.map_err(|error| at(model, error))?;
        let changed = versions.insert(id, outcome.version) != Some(outcome.version);
        let state = serde_json::to_value(Built { fingerprint, rows: outcome.rows })
            .map_err(|_| Error::bug("a model's fingerprint cannot be kept as JSON"))?;
        cursors.push(Cursor { source: CURSOR.to_owned(), stream: name.clone(), state });
        summary.models.push(ModelSummary { model: name.clone(), rows: outcome.rows, changed, built: true });
        summary.changed |= changed;
        host.ended(&step, &format!("{} rows", outcome.rows));
    }
    Ok(cursors)
}

/// The warehouse's name of a table that SQL reads.
pub(crate) fn table_id(name: &str) -> String {
    if name.contains('.') { format!("streams/{name}") } else { format!("models/{name}") }
}

/// Everything that a model's rows depend on.
fn fingerprint(project: &Project, model: &Model, inputs: &Versions) -> String {
    let mut digest =
        Fingerprint::new("model 1").with(&model.source.text).with(&project.sites_table.text).with(tzdb_version());
    for calendar in project.calendars.values() {
        digest = digest.with(&calendar.text);
    }
    digest = digest.with("schedules").with(project.schedules_table.as_ref().map_or("", |table| table.text.as_str()));
    for (id, version) in inputs {
        digest = digest.with(id).with(version.to_be_bytes());
    }
    digest.text()
}

async fn build_one(
    project: &Project,
    warehouse: &Warehouse,
    run: &str,
    model: &Model,
    inputs: &Versions,
) -> Result<Outcome, Error> {
    let session = warehouse.session(inputs, Some(relations::clock(project))).await?;
    let sites = relations::site_rows(&project.sites)?;
    register_batches(&session, relations::SITE, relations::site_schema(), vec![sites])?;
    let frame = query(&session, &statement(model)).await?;
    let spec = TableSpec {
        layer: Layer::Model,
        name: model.header.model.clone(),
        columns: model_schema(&model.header),
        key: model.header.key.clone(),
        partition: streams::partition(&model.header.partition),
        order: Vec::new(),
    };
    let outcome = warehouse.replace_table(&spec, run, rows_of_plan(frame).await?).await?;
    if model.header.columns.0.iter().any(|(name, _)| name == "site") {
        warehouse.register(&session, &outcome.table, outcome.version).await?;
        let strangers = format!(
            "SELECT count(*) AS n FROM {} AS m LEFT JOIN site AS s ON s.site = m.site WHERE s.site IS NULL",
            quoted(&model.header.model)
        );
        let found = rows::collect!(query(&session, &strangers).await?)?;
        let strangers = found.first().and_then(|batch| rows::integer(batch, 0, 0)).unwrap_or_default();
        if strangers > 0 {
            return Err(Error::new(
                ErrorKind::DataContract,
                format!(
                    "column `site` of model `{}` names a site that `{}` does not list, in {strangers} of {} rows",
                    model.header.model, project.file.sites, outcome.rows
                ),
            )
            .hint(format!("add the site to `{}`, or leave its rows out in the query", project.file.sites)));
        }
    }
    Ok(outcome)
}

/// The query of a model with its local dates behind it.
fn statement(model: &Model) -> String {
    let columns = &model.header.columns.0;
    let mut shown: Vec<String> = columns.iter().map(|(name, _)| format!("m.{}", quoted(name))).collect();
    let dates: Vec<String> = columns
        .iter()
        .filter_map(|(name, column)| {
            let date = column.local_date.as_ref()?;
            Some(format!("local_date(m.{}, s.time_zone) AS {}", quoted(name), quoted(date)))
        })
        .collect();
    let join = if dates.is_empty() { "" } else { " LEFT JOIN site AS s ON s.site = m.site" };
    shown.extend(dates);
    // The query may end in a comment, so the bracket stands on a line of its own.
    format!("SELECT {} FROM (\n{}\n) AS m{join}", shown.join(", "), model.source.body)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// An error of a model at the column that it names, else at the model's name.
fn at(model: &Model, error: Error) -> Error {
    if error.kind != ErrorKind::DataContract || !error.diagnostics.is_empty() {
        return error;
    }
    let column = error.message.split_once("column `").and_then(|(_, rest)| rest.split('`').next());
    let pointer = column.map_or_else(|| "/model".to_owned(), |column| format!("/columns/{column}"));
    let pointer = if model.source.header.position(&pointer).is_some() { pointer } else { "/model".to_owned() };
    let mut finding = model.source.header.error(&pointer, format!("model `{}`: {}", model.header.model, error.message));
    finding.area = tidings_core::diagnostic::Area::DataContract;
    finding.hint.clone_from(&error.hint);
    let finding: Diagnostic = finding;
    Error {
        kind: ErrorKind::DataContract,
        message: finding.message.clone(),
        hint: error.hint,
        diagnostics: vec![finding],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(columns: &str) -> Model {
        let text = format!(
            "/* @model\nmodel: m\ndescription: x\nkey: [id]\ncolumns:\n  id: {{ type: text, null: false }}\n{columns}@model */\nSELECT 1 -- end\n"
        );
        Model::parse("models/m.sql", &text, "m").unwrap()
    }

    #[test]
    fn local_dates_are_computed_in_the_zone_of_the_row() {
        assert_eq!(statement(&model("")), "SELECT m.\"id\" FROM (\nSELECT 1 -- end\n) AS m");
        let dated = model("  site: { type: text }\n  at: { type: timestamp, local_date: day }\n");
        assert_eq!(
            statement(&dated),
            "SELECT m.\"id\", m.\"site\", m.\"at\", local_date(m.\"at\", s.time_zone) AS \"day\" FROM (\nSELECT 1 -- end\n) AS m LEFT JOIN site AS s ON s.site = m.site"
        );
    }

    #[test]
    fn an_error_stands_at_the_column_that_it_names() {
        let error = Error::new(ErrorKind::DataContract, "column `id` of table `models/m` must have a value");
        let error = at(&model(""), error);
        assert_eq!(error.diagnostics[0].position.unwrap().line, 6);
        assert_eq!(error.exit_code(), 65);
    }
}
