//! Loads a project, plans, runs, retries, resumes, delivers, records.
//!
//! Data flow one way: sources into streams ([`mod@run`]), streams into models, models into figures, figures into reports,
//! reports to destinations. Everything that a run writes is published in one transaction of the ledger.
//!
//! Nothing here prints, and no plugin is named here: the program lends both by [`Host`].

mod check;
mod contract;
mod coverage;
mod diff;
mod doctor;
mod error;
mod explain;
mod figures;
mod fingerprint;
mod host;
mod kpi_docs;
mod load;
mod lock;
mod models;
mod osi;
mod period;
mod project;
mod references;
mod relations;
mod release;
mod reports;
mod rows;
mod run;
mod status;
mod streams;
mod summary;
mod values;

pub use check::{check, model_schemas};
pub use diff::{Diff, DiffRequest, SideBySide, VersionLine, kpi_diff, kpi_versions};
pub use doctor::{Finding, doctor};
pub use error::{Error, ErrorKind};
pub use explain::explain;
pub use figures::{
    HistoryLine, HistoryRequest, QueryRows, RenderedReport, ReportRequest, ValueRequest, kpi_history, kpi_values,
    query, report,
};
pub use host::{Event, Host, Plugins, Progress, Silent};
pub use kpi_docs::{CatalogueFile, kpi_docs};
pub use osi::{Exported, osi};
pub use period::PeriodChoice;
pub use project::{CalendarText, LoadOptions, MessageFile, PROJECT_FILE, Project, Report};
pub use release::{ReleaseRequest, Released, deprecate, release, revise};
pub use run::{RunOptions, Step, run};
pub use status::{AccountLine, DeliveryLine, RunDetail, RunLine, StatusReport, StepLine, StreamLine, show_run, status};
pub use summary::{
    DeliverySummary, KpiSummary, ModelSummary, RejectedRow, ReportSummary, RowAccount, RunSummary, Status,
    StreamSummary, Warning,
};
