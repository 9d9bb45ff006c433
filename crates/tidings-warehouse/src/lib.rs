//! Streams, models and published values as Delta tables, the run ledger, and read-only DataFusion sessions over
//! pinned versions.
//!
//! One folder is a warehouse: `ledger.db`, `lock`, `streams/<source>.<stream>/`, `models/<model>/`,
//! `kpi_value/` and its like, and `tmp/`. A run writes new table versions and then publishes them, with the cursors they
//! belong to, in one SQLite transaction. Readers use published versions only, so nobody sees half a run.
//!
//! What must hold:
//! - a table is opened anew for every operation, and read by the file list of its log, never by its folder;
//! - tables stay at Delta reader 1, writer 2: no deletion vectors, no column mapping, UTC microseconds;
//! - columns of a stream are added, never retyped;
//! - the content of a table is a function of the rows it was given, not of how they were split.

#![forbid(unsafe_code)]

mod account;
mod erlang;
mod error;
mod files;
mod functions;
mod guard;
mod ledger;
mod load;
mod percentile;
mod replace;
mod rows;
mod session;
mod spec;
mod stage;
mod store;
mod table;
mod upsert;
mod warehouse;
mod words;

pub use account::{Account, Outcome, Refused, Versions};
pub use error::{Error, ErrorKind};
pub use functions::{BusinessClock, ScheduleRule, tzdb_version};
pub use guard::{check_plan, query};
pub use ledger::{
    ArchivedReport, Cursor, Delivery, DeliveryRow, DeliveryStatus, Ledger, Reject, Run, RunRow, RunStatus, StepRow,
    StepStatus, StreamAccount,
};
pub use rows::{RowStream, rows_of, rows_of_plan};
pub use session::{memory_session, register_batches};
pub use spec::{Layer, Partition, TableSpec};
pub use store::{DurableStore, StoreHook, StoreOperation};
pub use upsert::Upsert;
pub use warehouse::{Options, RunLock, Warehouse};
pub use words::{Refusal, ambiguous, refusal, type_words, unknown_function, unknown_table, unlike_types};
