//! Everything that can be known about a project without the network.

mod reports;
mod settings;

use std::collections::{BTreeMap, BTreeSet};

use arrow::datatypes::SchemaRef;
use tidings_connector::{Catalog, ErrorKind as ConnectorKind};
use tidings_core::diagnostic::{Diagnostic, Severity};
use tidings_kpi::{Schemas, model_schema};

use crate::contract::{self, ModelPlan};
use crate::error::{Error, settled};
use crate::host::Plugins;
use crate::load::blocking;
use crate::lock;
use crate::project::Project;
use crate::streams::{self, OpenSource};

/// Checks a loaded project; `findings` are what loading found. The answer is sorted and says nothing twice.
///
/// # Errors
/// Only what is no finding about a file: the engine cannot start.
pub async fn check(project: &Project, findings: Vec<Diagnostic>, plugins: &Plugins) -> Result<Vec<Diagnostic>, Error> {
    let mut findings = check_without_lock(project, findings, plugins).await?;
    findings.extend(lock::findings(project).into_iter().map(|(_, finding)| finding));
    Ok(settled(findings))
}

/// As [`check`], but for `kpis.lock`.
pub(crate) async fn check_without_lock(
    project: &Project,
    findings: Vec<Diagnostic>,
    plugins: &Plugins,
) -> Result<Vec<Diagnostic>, Error> {
    let mut findings = findings;
    findings.extend(check_files(project, plugins));
    let (opened, found) = streams::open(project, plugins, &[]);
    findings.extend(found);
    let mut schemas = BTreeMap::new();
    let mut unknown: BTreeSet<String> = project.file.sources.keys().cloned().collect();
    for source in &opened {
        match discover(source).await {
            Ok(catalog) => {
                let (plans, found) = streams::plan(project, &source.name, &catalog);
                if found.iter().all(|finding| finding.severity != Severity::Error) {
                    unknown.remove(&source.name);
                }
                findings.extend(found);
                schemas.extend(plans.into_iter().map(|plan| (plan.spec.name, plan.description.schema)));
                for stream in &catalog.streams {
                    for notice in &stream.notices {
                        let pointer = format!("/sources/{}", source.name);
                        let message = format!("stream `{}.{}`: {}", source.name, stream.name, notice.message);
                        let mut finding = project.document.error(&pointer, message).as_warning();
                        finding.hint.clone_from(&notice.hint);
                        findings.push(finding);
                    }
                }
            }
            Err(error) => {
                let pointer = format!("/sources/{}", source.name);
                let finding = streams::finding(project, &pointer, &error);
                // What is not there now may be there tonight; what is wrong stays wrong.
                let waits = !matches!(error.kind, ConnectorKind::Config | ConnectorKind::Schema | ConnectorKind::Bug);
                findings.push(if waits { finding.as_warning() } else { finding });
            }
        }
    }
    findings.extend(check_queries(project, &schemas, &unknown).await?);
    Ok(findings)
}

/// Asks a source for its streams, away from the asynchronous threads.
pub(crate) async fn discover(source: &OpenSource) -> Result<Catalog, tidings_connector::Error> {
    let source = source.source.clone();
    blocking(move || source.discover()).await
}

/// What files say of each other.
pub(crate) fn check_files(project: &Project, plugins: &Plugins) -> Vec<Diagnostic> {
    let mut findings = settings::sites(project);
    findings.extend(settings::tables(project));
    findings.extend(settings::slices(project));
    findings.extend(destinations(project, plugins));
    findings.extend(reports::figures(project));
    findings.extend(reports::messages(project));
    findings
}

/// Plans models and KPIs. Models that read a source in `unknown` are taken at their header's word.
pub(crate) async fn check_queries(
    project: &Project,
    streams: &BTreeMap<String, SchemaRef>,
    unknown: &BTreeSet<String>,
) -> Result<Vec<Diagnostic>, Error> {
    let (plan, mut findings) = ModelPlan::of(project)?;
    findings.extend(contract::check_models(project, &plan, streams, unknown).await?);
    findings.extend(tidings_kpi::check(&project.catalogue, &model_schemas(project)).await);
    Ok(findings)
}

/// The tables that a KPI may read, as their headers promise them.
#[must_use]
pub fn model_schemas(project: &Project) -> Schemas {
    project.models.iter().map(|model| (model.header.model.clone(), model_schema(&model.header))).collect()
}

fn destinations(project: &Project, plugins: &Plugins) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (index, declared) in project.file.deliver.iter().enumerate() {
        let pointer = format!("/deliver/{index}");
        match plugins.destination(&declared.plugin) {
            Err((message, hint)) => {
                findings.push(project.document.error(&format!("{pointer}/plugin"), message).hint(hint));
            }
            Ok(plugin) => {
                let config = streams::config(project, &pointer, &declared.config);
                if let Err(error) = plugin.open(config, &streams::context(project, &declared.plugin)) {
                    findings.push(streams::finding(project, &pointer, &error));
                }
            }
        }
    }
    findings
}
