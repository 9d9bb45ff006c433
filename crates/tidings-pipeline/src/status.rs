//! What happened and what is published, read from the ledger.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tidings_warehouse::{RunRow, Warehouse};

use crate::error::{Error, ErrorKind};
use crate::figures::{has_ledger, published};
use crate::project::Project;
use crate::reports::accounts;
use crate::run::Step;
use crate::summary::{RejectedRow, RowAccount};

/// Among how many runs the last one is sought that read sources.
const LOOKED_BACK: u32 = 50;

/// What is published, and the last runs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StatusReport {
    /// The last runs, the newest first.
    pub runs: Vec<RunLine>,
    /// The published version of each table.
    pub versions: BTreeMap<String, i64>,
    /// The streams of the project's sources.
    pub streams: Vec<StreamLine>,
}

/// One run.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RunLine {
    /// Its id.
    pub run: String,
    /// The command, as it was typed.
    pub command: String,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended; none for one that still runs, or was cut off.
    pub finished_at: Option<Timestamp>,
    /// `running`, `succeeded`, `partial` or `failed`.
    pub status: String,
}

/// One stream.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StreamLine {
    /// The source.
    pub source: String,
    /// The stream; none for a source that was never read.
    pub stream: Option<String>,
    /// The run that last changed it.
    pub changed_by: Option<String>,
    /// The account of that run.
    pub account: Option<RowAccount>,
    /// Whether the last run that read sources could not read it.
    pub stale: bool,
}

/// One run in full.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RunDetail {
    /// The run.
    pub run: RunLine,
    /// The program, and the versions of its data.
    pub program: String,
    /// The version of the time zone data.
    pub tzdb: String,
    /// Its steps, in order.
    pub steps: Vec<StepLine>,
    /// Where the rows went, by source and stream.
    pub accounts: Vec<AccountLine>,
    /// The first rejected rows.
    pub rejects: Vec<RejectedRow>,
    /// What it published.
    pub versions: BTreeMap<String, i64>,
    /// What it handed over.
    pub deliveries: Vec<DeliveryLine>,
}

/// One step of a run.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StepLine {
    /// Its name.
    pub name: String,
    /// `running`, `done`, `failed` or `skipped`.
    pub status: String,
    /// What went wrong.
    pub message: Option<String>,
}

/// The account of one stream.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AccountLine {
    /// The source.
    pub source: String,
    /// The stream.
    pub stream: String,
    /// Where its rows went.
    pub account: RowAccount,
}

/// One delivery.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DeliveryLine {
    /// The report and its period.
    pub report: String,
    /// The site.
    pub site: String,
    /// The locale.
    pub locale: String,
    /// The destination.
    pub destination: String,
    /// `planned`, `sending`, `sent`, `failed` or `unknown`.
    pub status: String,
    /// Where it went.
    pub receipt: Option<String>,
}

/// The last `limit` runs and what is published. A project that never ran has neither.
///
/// # Errors
/// A ledger that cannot be read.
pub async fn status(project: &Project, limit: u32) -> Result<StatusReport, Error> {
    if !has_ledger(&project.warehouse) {
        return Ok(StatusReport { runs: Vec::new(), versions: BTreeMap::new(), streams: never_read(project) });
    }
    let warehouse = Warehouse::open(&project.warehouse).await?;
    let ledger = warehouse.ledger();
    let runs = ledger.runs(limit.max(LOOKED_BACK))?;
    let mut read_by_last = Vec::new();
    for row in &runs {
        if ledger.steps(&row.run.id)?.iter().any(|step| step.name == Step::Sources.name()) {
            read_by_last.extend(ledger.accounts(&row.run.id)?.into_iter().map(|line| (line.source, line.stream)));
            break;
        }
    }
    let kept = accounts(project, &warehouse)?;
    let mut streams = Vec::new();
    for source in project.file.sources.keys() {
        let own: Vec<_> = kept.iter().filter(|line| line.source == *source).collect();
        for line in &own {
            streams.push(StreamLine {
                source: source.clone(),
                stream: Some(line.stream.clone()),
                changed_by: Some(line.run.clone()),
                account: Some(line.account),
                stale: !read_by_last.iter().any(|(source, stream)| *source == line.source && *stream == line.stream),
            });
        }
        if own.is_empty() {
            streams.push(unread(source));
        }
    }
    let versions = ledger.published_versions()?;
    Ok(StatusReport { runs: runs.iter().take(limit as usize).map(line).collect(), versions, streams })
}

fn never_read(project: &Project) -> Vec<StreamLine> {
    project.file.sources.keys().map(|source| unread(source)).collect()
}

fn unread(source: &str) -> StreamLine {
    StreamLine { source: source.to_owned(), stream: None, changed_by: None, account: None, stale: true }
}

/// Everything that the ledger knows of a run.
///
/// # Errors
/// An unknown run; nothing published.
pub async fn show_run(project: &Project, run: &str) -> Result<RunDetail, Error> {
    let (warehouse, _) = published(project).await?;
    let ledger = warehouse.ledger();
    let runs = ledger.runs(u32::MAX)?;
    let found = runs.iter().find(|row| row.run.id == run).ok_or_else(|| {
        Error::new(ErrorKind::Usage, format!("unknown run `{run}`")).hint("`tidings status` lists them")
    })?;
    let steps = ledger.steps(run)?.into_iter().map(|step| StepLine {
        name: step.name,
        status: step.status.word().to_owned(),
        message: step.message,
    });
    let accounts = ledger.accounts(run)?.into_iter().map(|line| AccountLine {
        source: line.source,
        stream: line.stream,
        account: RowAccount::from(line.account),
    });
    let rejects = ledger.rejects(run, 100)?.into_iter().map(|reject| RejectedRow {
        source: reject.source,
        stream: reject.stream,
        file: reject.file,
        line: reject.line,
        reason: reject.reason,
    });
    let deliveries = ledger.deliveries(run)?.into_iter().map(|row| DeliveryLine {
        report: row.delivery.report,
        site: row.delivery.site,
        locale: row.delivery.locale,
        destination: row.delivery.destination,
        status: row.status.word().to_owned(),
        receipt: row.receipt,
    });
    Ok(RunDetail {
        run: line(found),
        program: found.run.program.clone(),
        tzdb: found.run.tzdb.clone(),
        steps: steps.collect(),
        accounts: accounts.collect(),
        rejects: rejects.collect(),
        versions: ledger.published_versions_at(run)?,
        deliveries: deliveries.collect(),
    })
}

fn line(row: &RunRow) -> RunLine {
    let instant = |micros: i64| Timestamp::from_microsecond(micros).ok();
    RunLine {
        run: row.run.id.clone(),
        command: row.run.command.clone(),
        started_at: instant(row.run.started_at),
        finished_at: row.finished_at.and_then(instant),
        status: row.status.word().to_owned(),
    }
}
