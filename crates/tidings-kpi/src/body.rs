//! From the analyst's query to a checked plan and its shape.

mod parameters;
mod plan;
mod rules;
mod shape;

use datafusion::arrow::datatypes::DataType;
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::SessionContext;
use tidings_core::diagnostic::{Diagnostic, did_you_mean};
use tidings_core::kpi::{Kind, Kpi, RelationTime, Time};

use crate::{Catalogue, Error, Schemas};
pub(crate) use parameters::bind;
pub(crate) use shape::{Combine, Component, Output, Shape, relations};

/// A query that passed every check.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    /// The query itself, parameters unbound.
    pub(crate) plan: LogicalPlan,
    /// The query taken apart for slicing; nothing where only the law can slice it.
    pub(crate) shape: Option<Shape>,
    /// The relations that it reads, sorted.
    pub(crate) relations: Vec<String>,
}

/// Plans and checks one KPI against the tables of a session.
pub(crate) async fn prepare(kpi: &Kpi, context: &SessionContext) -> Result<Prepared, Error> {
    let plan = plan::plan(kpi, context).await?;
    let findings = rules::check(kpi, &plan);
    if !findings.is_empty() {
        return Err(findings.into());
    }
    let relations = relations(&plan)?;
    let mut findings = check_time(kpi, &plan, &relations)?;
    findings.extend(check_dimensions(kpi, &plan, &relations)?);
    findings.extend(parameters::check(kpi, &plan)?);
    if !findings.is_empty() {
        return Err(findings.into());
    }
    let shape = shape::decompose(kpi, &plan)?;
    Ok(Prepared { plan, shape, relations })
}

/// Plans every KPI of a catalogue against empty tables and reports what is wrong, file by file.
pub async fn check(catalogue: &Catalogue, schemas: &Schemas) -> Vec<Diagnostic> {
    let context = match empty_session(schemas) {
        Ok(context) => context,
        Err(error) => return vec![Diagnostic::contract("models", error.message)],
    };
    let mut findings = Vec::new();
    for kpi in catalogue.all() {
        match prepare(kpi, &context).await {
            Ok(prepared) => findings.extend(plan::check_types(kpi, &prepared.plan, &context)),
            Err(error) => {
                if error.diagnostics.is_empty() {
                    findings.push(Diagnostic::contract(&kpi.source.file, error.message));
                }
                findings.extend(error.diagnostics);
            }
        }
    }
    findings
}

fn empty_session(schemas: &Schemas) -> Result<SessionContext, Error> {
    let context = tidings_warehouse::memory_session(None).map_err(|error| Error::engine(error.to_string()))?;
    for (name, schema) in schemas {
        tidings_warehouse::register_batches(&context, name, schema.clone(), Vec::new())
            .map_err(|error| Error::engine(error.to_string()))?;
    }
    Ok(context)
}

fn check_time(kpi: &Kpi, plan: &LogicalPlan, relations: &[String]) -> Result<Vec<Diagnostic>, Error> {
    let mut findings = Vec::new();
    let header = &kpi.source.header;
    if relations.is_empty() {
        let finding = kpi.source.error_in_body(1, 1, 6, "the query reads no model");
        findings.push(finding.hint("a KPI counts rows of a model: add `FROM contact`"));
    }
    if let Time::PerRelation(times) = &kpi.header.time {
        for name in times.keys().filter(|name| !relations.contains(name)) {
            let message = format!("`time` names `{name}`, which the query does not read");
            findings.push(
                header
                    .error(&format!("/time/{name}"), message)
                    .hint(did_you_mean(name, relations.iter().map(String::as_str))),
            );
        }
    }
    for relation in relations {
        let columns = shape::columns_of(plan, relation)?;
        let known: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        let wanted = match kpi.header.time_of(relation) {
            None => {
                let message = format!("`time` says nothing about `{relation}`");
                findings.push(header.error("/time", message).hint(format!("add `{relation}: <date column>`")));
                continue;
            }
            Some(RelationTime::Date(column)) => vec![(column, "a date")],
            Some(RelationTime::Validity([from, to])) => vec![(from, "an instant"), (to, "an instant")],
        };
        for (column, kind) in wanted {
            let found = columns.iter().find(|(name, _)| *name == column);
            let fits = found.map(|(_, data_type)| match kind {
                "a date" => *data_type == DataType::Date32,
                _ => matches!(data_type, DataType::Timestamp(_, Some(_))),
            });
            match fits {
                Some(true) => {}
                Some(false) => {
                    findings.push(header.error("/time", format!("`{relation}.{column}` is not {kind}")).hint(
                        if kpi.header.kind == Kind::Snapshot {
                            "a snapshot needs the two instants between which a row is valid"
                        } else {
                            "use the site-local date that the model keeps beside the instant"
                        },
                    ))
                }
                None => findings.push(
                    header
                        .error("/time", format!("`{relation}` has no column `{column}`"))
                        .hint(did_you_mean(&column, known.iter().copied())),
                ),
            }
        }
        if !known.contains(&"site") {
            let message = format!("`{relation}` has no column `site`");
            findings.push(header.error("/kpi", message).hint("every relation that a KPI reads has a site"));
        }
    }
    Ok(findings)
}

fn check_dimensions(kpi: &Kpi, plan: &LogicalPlan, relations: &[String]) -> Result<Vec<Diagnostic>, Error> {
    let mut findings = Vec::new();
    for (index, key) in kpi.header.dimensions.iter().enumerate() {
        for relation in relations {
            let columns = shape::columns_of(plan, relation)?;
            let is_key =
                |data_type: &DataType| matches!(data_type, DataType::Utf8 | DataType::Int64 | DataType::Boolean);
            let keys: Vec<&str> =
                columns.iter().filter(|(_, data_type)| is_key(data_type)).map(|(name, _)| name.as_str()).collect();
            if keys.contains(&key.as_str()) && !crate::stored::is_reserved(key) {
                continue;
            }
            findings.push(
                kpi.source
                    .header
                    .error(&format!("/dimensions/{index}"), format!("`{relation}` has no column `{key}` to slice by"))
                    .hint(format!(
                        "a dimension stands in every relation that is read; {}",
                        did_you_mean(key, keys.iter().copied())
                    )),
            );
        }
    }
    Ok(findings)
}
