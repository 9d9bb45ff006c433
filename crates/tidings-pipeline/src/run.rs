//! One run: read, build, count, publish, report, deliver, record.
//!
//! Tables are written first and published in one transaction, with the cursors that belong to them. A run that fails
//! before that publishes nothing; the next one sets back what it left behind.

mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use arrow::datatypes::SchemaRef;
use jiff::Timestamp;
use tidings_core::diagnostic::{Diagnostic, Severity};
use tidings_warehouse::{Cursor, Run, RunStatus, StepStatus, Versions, Warehouse, query, tzdb_version};

use crate::check::{check_files, check_queries};
use crate::error::{Error, ErrorKind, settled};
use crate::host::{Event, Host};
use crate::lock;
use crate::models;
use crate::period::PeriodChoice;
use crate::project::Project;
use crate::reports::{self, Desk};
use crate::streams::{self, OpenSource};
use crate::summary::{RunSummary, Status};
use crate::values;

/// A part of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Read sources into streams.
    Sources,
    /// Build models.
    Models,
    /// Evaluate KPIs.
    Kpis,
    /// Write reports.
    Reports,
    /// Hand reports over.
    Deliver,
}

impl Step {
    /// All steps, in order.
    pub const ALL: [Self; 5] = [Self::Sources, Self::Models, Self::Kpis, Self::Reports, Self::Deliver];

    /// The word on the command line and in the ledger.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sources => "sources",
            Self::Models => "models",
            Self::Kpis => "kpis",
            Self::Reports => "reports",
            Self::Deliver => "deliver",
        }
    }
}

impl FromStr for Step {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|step| step.name() == text)
            .ok_or_else(|| format!("unknown step `{text}`, expected one of: {}", known()))
    }
}

/// What a run is asked to do.
#[derive(Debug, Clone, Default)]
pub struct RunOptions {
    /// For which periods reports are written.
    pub period: PeriodChoice,
    /// One step alone, over what is published.
    pub only: Option<Step>,
    /// Only these sources; all where none is named.
    pub sources: Vec<String>,
}

impl RunOptions {
    fn does(&self, step: Step) -> bool {
        match self.only {
            None => true,
            Some(Step::Deliver) => matches!(step, Step::Reports | Step::Deliver),
            Some(only) => only == step,
        }
    }
}

/// Runs a project. `findings` are what loading found.
///
/// # Errors
/// Findings about files (65, 78), a warehouse in use (75), no source that can be read (69), a failed step (1). A run that
/// left something out ends well, with [`Status::Partial`].
pub async fn run(
    project: &Project,
    findings: Vec<Diagnostic>,
    host: &Host,
    options: &RunOptions,
) -> Result<RunSummary, Error> {
    for name in &options.sources {
        if !project.file.sources.contains_key(name) {
            let known = project.file.sources.keys().map(String::as_str);
            return Err(Error::new(ErrorKind::Usage, format!("unknown source `{name}`"))
                .hint(tidings_core::diagnostic::did_you_mean(name, known)));
        }
    }
    let mut findings = findings;
    findings.extend(check_files(project, &host.plugins));
    findings.extend(lock::findings(project).into_iter().map(|(_, finding)| finding));
    let (sources, found) = streams::open(project, &host.plugins, &options.sources);
    findings.extend(found);
    let findings = settled(findings);
    if let Some(error) = Error::of_findings(findings.clone()) {
        return Err(error);
    }
    let warehouse = Warehouse::open(&project.warehouse).await?;
    let _lock = warehouse.lock(&host.holder)?;
    let started = (host.clock)();
    let taken: BTreeSet<String> = warehouse.ledger().runs(1000)?.into_iter().map(|row| row.run.id).collect();
    let id = run_id(started, &taken);
    warehouse.ledger().begin_run(&Run {
        id: id.clone(),
        started_at: started.as_microsecond(),
        command: host.command.clone(),
        program: host.program.clone(),
        tzdb: tzdb_version().to_owned(),
        cldr: host.cldr.clone(),
    })?;
    let mut work =
        Work { project, host, options, warehouse: &warehouse, summary: RunSummary::new(&id), run: id.clone() };
    for finding in findings.iter().filter(|finding| finding.severity == Severity::Warning) {
        work.summary.warn(&finding.file, &finding.message, finding.hint.clone());
    }
    match work.all(&sources).await {
        Ok(()) => {
            let status = match work.summary.status {
                Status::Succeeded => RunStatus::Succeeded,
                Status::Partial => RunStatus::Partial,
            };
            warehouse.ledger().finish_run(&id, host.now(), status)?;
            Ok(work.summary)
        }
        Err(error) => {
            // The first error counts: a ledger that fails as well has nothing to add.
            drop(warehouse.ledger().finish_run(&id, host.now(), RunStatus::Failed));
            Err(error)
        }
    }
}

/// The start in UTC, to the second; a number follows where two runs began in one second.
fn run_id(started: Timestamp, taken: &BTreeSet<String>) -> String {
    let base = started.strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut id = base.clone();
    let mut number = 2;
    while taken.contains(&id) {
        id = format!("{base}-{number}");
        number += 1;
    }
    id
}

struct Work<'a> {
    project: &'a Project,
    host: &'a Host,
    options: &'a RunOptions,
    warehouse: &'a Warehouse,
    summary: RunSummary,
    run: String,
}

impl Work<'_> {
    async fn all(&mut self, sources: &[OpenSource]) -> Result<(), Error> {
        let mut versions = self.warehouse.ledger().published_versions()?;
        for (id, version) in self.warehouse.rewind(&self.run).await? {
            // A table that was never published stays unknown until a step of this run writes it.
            versions.entry(id).and_modify(|known| *known = version);
        }
        let mut cursors = Vec::new();
        let mut accounts = Vec::new();
        if self.options.does(Step::Sources) {
            self.step(Step::Sources, StepStatus::Running)?;
            let read = self.sources(sources, &mut versions, &mut cursors, &mut accounts).await;
            self.ended(Step::Sources, read)?;
        }
        if self.options.does(Step::Models) {
            self.step(Step::Models, StepStatus::Running)?;
            let built = self.models(&mut versions).await;
            cursors.extend(self.ended(Step::Models, built)?);
        }
        if self.options.does(Step::Kpis) {
            self.step(Step::Kpis, StepStatus::Running)?;
            let stored =
                values::store(self.project, self.host, self.warehouse, &self.run, &mut versions, &mut self.summary)
                    .await;
            cursors.extend(self.ended(Step::Kpis, stored)?);
        }
        self.warehouse.ledger().publish(&self.run, self.host.now(), &cursors, &versions, &accounts)?;
        if self.options.does(Step::Reports) {
            self.step(Step::Reports, StepStatus::Running)?;
            let reported = self.reports(&versions).await;
            self.ended(Step::Reports, reported)?;
        }
        Ok(())
    }

    fn step(&self, step: Step, status: StepStatus) -> Result<(), Error> {
        Ok(self.warehouse.ledger().step(&self.run, step.name(), status, self.host.now(), None)?)
    }

    /// Records how a step ended.
    fn ended<T>(&self, step: Step, outcome: Result<T, Error>) -> Result<T, Error> {
        match outcome {
            Ok(value) => {
                self.step(step, StepStatus::Done)?;
                Ok(value)
            }
            Err(error) => {
                let now = self.host.now();
                drop(self.warehouse.ledger().step(
                    &self.run,
                    step.name(),
                    StepStatus::Failed,
                    now,
                    Some(&error.message),
                ));
                Err(error)
            }
        }
    }

    async fn models(&mut self, versions: &mut Versions) -> Result<Vec<Cursor>, Error> {
        let schemas = stream_schemas(self.warehouse, versions).await?;
        let known: BTreeSet<&str> = schemas.keys().filter_map(|name| name.split('.').next()).collect();
        let unknown = self.project.file.sources.keys().filter(|name| !known.contains(name.as_str())).cloned().collect();
        let findings = settled(check_queries(self.project, &schemas, &unknown).await?);
        if let Some(error) = Error::of_findings(findings) {
            return Err(error);
        }
        models::build(self.project, self.host, self.warehouse, &self.run, versions, &mut self.summary).await
    }

    async fn reports(&mut self, versions: &Versions) -> Result<(), Error> {
        const STEP: &str = "reports";
        self.host.began(STEP);
        let mut desk = Desk::open(self.project, self.warehouse, versions, &self.run).await?;
        let orders = desk.orders(self.options.period, None, None);
        let total = Some(orders.len() as u64);
        for (done, order) in orders.iter().enumerate() {
            let document = desk.document(order)?;
            let made = reports::write(self.project, self.warehouse, &self.run, order, &document)?;
            if self.options.does(Step::Deliver) {
                let deliveries = reports::deliver(self.project, self.host, self.warehouse, &self.run, &made)?;
                if deliveries.iter().any(|delivery| delivery.failed) {
                    self.summary.make_partial();
                }
                self.summary.deliveries.extend(deliveries);
            }
            self.summary.changed |= !made.summary.written.is_empty();
            self.summary.reports.push(made.summary);
            self.host.progress.step(&Event::Advanced { step: STEP, done: done as u64 + 1, total });
        }
        if orders.is_empty() && !self.project.reports.is_empty() {
            let hint = "name a day with `--date`, or load data that reach the end of a period";
            self.summary.warn(STEP, "no report was written, because no period is complete", Some(hint.to_owned()));
        }
        self.host.ended(STEP, &format!("{} documents", orders.len()));
        Ok(())
    }
}

/// The columns of every stream in the warehouse, by `source.stream`.
pub(crate) async fn stream_schemas(
    warehouse: &Warehouse,
    versions: &Versions,
) -> Result<BTreeMap<String, SchemaRef>, Error> {
    let streams: Versions = versions
        .iter()
        .filter(|(id, _)| id.starts_with("streams/"))
        .map(|(id, version)| (id.clone(), *version))
        .collect();
    let session = warehouse.session(&streams, None).await?;
    let mut schemas = BTreeMap::new();
    for id in streams.keys() {
        let name = id.trim_start_matches("streams/");
        let quoted: Vec<String> = name.split('.').map(|part| format!("\"{part}\"")).collect();
        let frame = query(&session, &format!("SELECT * FROM {}", quoted.join("."))).await?;
        schemas.insert(name.to_owned(), SchemaRef::new(frame.schema().as_arrow().clone()));
    }
    Ok(schemas)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn run_ids_follow_the_clock_and_never_meet() {
        let started: Timestamp = "2026-03-02T05:06:07.9Z".parse().unwrap();
        let mut taken = BTreeSet::new();
        for expected in ["20260302T050607Z", "20260302T050607Z-2", "20260302T050607Z-3"] {
            let id = run_id(started, &taken);
            assert_eq!(id, expected);
            taken.insert(id);
        }
    }

    #[test]
    fn one_step_alone_does_no_other_save_that_delivery_needs_its_files() {
        let done = |only| {
            let options = RunOptions { only, ..RunOptions::default() };
            Step::ALL.into_iter().filter(|step| options.does(*step)).map(Step::name).collect::<Vec<_>>()
        };
        assert_eq!(done(None).len(), 5);
        assert_eq!(done(Some(Step::Kpis)), ["kpis"]);
        assert_eq!(done(Some(Step::Deliver)), ["reports", "deliver"]);
        assert!("modles".parse::<Step>().is_err());
    }
}
