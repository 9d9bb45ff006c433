//! What a run did, as plain data.

use std::path::PathBuf;

use tidings_warehouse::Account;

use crate::error::ErrorKind;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Everything was done.
    Succeeded,
    /// Published, but something was left out: `warnings` say what.
    Partial,
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RunSummary {
    /// The id of the run in the ledger.
    pub run: String,
    /// How it ended.
    pub status: Status,
    /// 0, or 4 for a partial run.
    pub exit_code: u8,
    /// Whether any table or file is different from before.
    pub changed: bool,
    /// The streams, by source and name.
    pub streams: Vec<StreamSummary>,
    /// The models, in the order in which they are built.
    pub models: Vec<ModelSummary>,
    /// The KPIs.
    pub kpis: KpiSummary,
    /// The reports, by name, period, site and locale.
    pub reports: Vec<ReportSummary>,
    /// The deliveries.
    pub deliveries: Vec<DeliverySummary>,
    /// The first rejected rows of this run.
    pub rejects: Vec<RejectedRow>,
    /// All rejected rows of this run.
    pub rejected: u64,
    /// What a person should look at.
    pub warnings: Vec<Warning>,
}

/// Something that did not stop the run.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Warning {
    /// The step, source or file that it is about.
    pub about: String,
    /// What happened.
    pub message: String,
    /// The next step.
    pub hint: Option<String>,
}

/// One stream.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StreamSummary {
    /// The source.
    pub source: String,
    /// The stream.
    pub stream: String,
    /// Where its rows went. All zero for a stale stream.
    pub account: RowAccount,
    /// Rows in the table now.
    pub rows: u64,
    /// Whether the table has a new version.
    pub changed: bool,
    /// Whether the source could not be read, so that the rows of an earlier run stand.
    pub stale: bool,
}

/// Where every row that was read went: read = inserted + updated + unchanged + superseded + deleted + rejected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RowAccount {
    /// Rows that came in, rejected ones included.
    pub read: u64,
    /// Rows with a new key.
    pub inserted: u64,
    /// Rows that replaced another one of their key.
    pub updated: u64,
    /// Rows that were there already.
    pub unchanged: u64,
    /// Rows that lost against a newer one of their key.
    pub superseded: u64,
    /// Rows that the source took back.
    pub deleted: u64,
    /// Rows that could not be taken.
    pub rejected: u64,
    /// Rows that a complete snapshot no longer held; outside the balance.
    pub vanished: u64,
}

impl From<Account> for RowAccount {
    fn from(account: Account) -> Self {
        Self {
            read: account.read,
            inserted: account.inserted,
            updated: account.updated,
            unchanged: account.unchanged,
            superseded: account.superseded,
            deleted: account.deleted,
            rejected: account.rejected,
            vanished: account.vanished,
        }
    }
}

/// One model.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ModelSummary {
    /// Its name.
    pub model: String,
    /// Rows in the table now.
    pub rows: u64,
    /// Whether the table has a new version.
    pub changed: bool,
    /// Whether it was built; if not, nothing that it reads had changed, or something that it reads was never loaded.
    pub built: bool,
}

/// The stored figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct KpiSummary {
    /// KPI versions that were evaluated.
    pub evaluated: u64,
    /// Figures in `kpi_value` now.
    pub figures: u64,
    /// Figures that are new or different.
    pub changed: u64,
}

/// One report of one site in one locale.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ReportSummary {
    /// The report.
    pub report: String,
    /// The period's label, such as `2026-W10`.
    pub period: String,
    /// The site; none for all sites.
    pub site: Option<String>,
    /// The locale, such as `nl` or `nl+nl-BE`.
    pub locale: String,
    /// Files that were written.
    pub written: Vec<PathBuf>,
    /// Files that were there as they are.
    pub unchanged: Vec<PathBuf>,
}

/// One delivery.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DeliverySummary {
    /// The report.
    pub report: String,
    /// The site; none for all sites.
    pub site: Option<String>,
    /// The locale.
    pub locale: String,
    /// The plugin.
    pub destination: String,
    /// Where it went; none where this content was handed over before, or the destination refused.
    pub receipt: Option<String>,
    /// Whether the destination refused it.
    pub failed: bool,
}

/// A row that could not be taken. It never holds data of the row.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RejectedRow {
    /// The source.
    pub source: String,
    /// The stream.
    pub stream: String,
    /// The file, when there is one.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<u64>,
    /// Why.
    pub reason: String,
}

impl RunSummary {
    pub(crate) fn new(run: &str) -> Self {
        Self {
            run: run.to_owned(),
            status: Status::Succeeded,
            exit_code: 0,
            changed: false,
            streams: Vec::new(),
            models: Vec::new(),
            kpis: KpiSummary::default(),
            reports: Vec::new(),
            deliveries: Vec::new(),
            rejects: Vec::new(),
            rejected: 0,
            warnings: Vec::new(),
        }
    }

    pub(crate) fn warn(&mut self, about: impl Into<String>, message: impl Into<String>, hint: Option<String>) {
        self.warnings.push(Warning { about: about.into(), message: message.into(), hint });
    }

    /// Something was left out.
    pub(crate) fn make_partial(&mut self) {
        self.status = Status::Partial;
        self.exit_code = ErrorKind::Partial.exit_code();
    }

    /// The files that were written, in order.
    #[must_use]
    pub fn written(&self) -> Vec<&PathBuf> {
        self.reports.iter().flat_map(|report| &report.written).collect()
    }
}
