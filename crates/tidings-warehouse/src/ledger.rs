//! The record of runs: what they did, what they published, what they delivered.
//!
//! SQLite with `synchronous=FULL`. [`Ledger::publish`] is the moment at which a run becomes visible: cursors, table
//! versions and accounts in one transaction.

mod records;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use crate::account::{Account, Versions};
use crate::error::{Error, ErrorKind};

pub use records::{
    ArchivedReport, Cursor, Delivery, DeliveryRow, DeliveryStatus, Reject, Run, RunRow, RunStatus, StepRow, StepStatus,
    StreamAccount,
};

/// Raised with every change of the tables below; a newer ledger is refused.
const SCHEMA_VERSION: i64 = 1;
/// How much of a rejected row is kept.
const RAW_LIMIT: usize = 8 * 1024;

const SCHEMA: &str = "
CREATE TABLE run (id TEXT PRIMARY KEY, started_at INTEGER NOT NULL, finished_at INTEGER, status TEXT NOT NULL,
  command TEXT NOT NULL, program TEXT NOT NULL, tzdb TEXT NOT NULL, cldr TEXT NOT NULL) STRICT;
CREATE TABLE step (run TEXT NOT NULL REFERENCES run, name TEXT NOT NULL, status TEXT NOT NULL, started_at INTEGER NOT NULL,
  at INTEGER NOT NULL, message TEXT, PRIMARY KEY (run, name)) STRICT;
CREATE TABLE cursor (source TEXT NOT NULL, stream TEXT NOT NULL, state TEXT NOT NULL, run TEXT NOT NULL REFERENCES run,
  PRIMARY KEY (source, stream)) STRICT;
CREATE TABLE published (number INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL REFERENCES run, at INTEGER NOT NULL,
  \"table\" TEXT NOT NULL, version INTEGER NOT NULL) STRICT;
CREATE INDEX published_table ON published (\"table\", number);
CREATE TABLE account (run TEXT NOT NULL REFERENCES run, source TEXT NOT NULL, stream TEXT NOT NULL, read INTEGER NOT NULL,
  inserted INTEGER NOT NULL, updated INTEGER NOT NULL, unchanged INTEGER NOT NULL, superseded INTEGER NOT NULL,
  deleted INTEGER NOT NULL, rejected INTEGER NOT NULL, vanished INTEGER NOT NULL, PRIMARY KEY (run, source, stream)) STRICT;
CREATE TABLE reject (number INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL REFERENCES run, source TEXT NOT NULL,
  stream TEXT NOT NULL, file TEXT, line INTEGER, byte_offset INTEGER, reason TEXT NOT NULL, raw BLOB) STRICT;
CREATE TABLE report_archive (run TEXT NOT NULL REFERENCES run, report TEXT NOT NULL, site TEXT NOT NULL,
  locale TEXT NOT NULL, document TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (run, report, site, locale)) STRICT;
CREATE TABLE delivery (report TEXT NOT NULL, site TEXT NOT NULL, locale TEXT NOT NULL, destination TEXT NOT NULL,
  content_sha256 TEXT NOT NULL, run TEXT NOT NULL REFERENCES run, status TEXT NOT NULL, at INTEGER, receipt TEXT,
  PRIMARY KEY (report, site, locale, destination, content_sha256)) STRICT;
";

/// The ledger of one warehouse.
#[derive(Debug)]
pub struct Ledger {
    connection: Mutex<Connection>,
}

fn fail(error: rusqlite::Error) -> Error {
    match &error {
        rusqlite::Error::SqliteFailure(code, _) if code.code == rusqlite::ErrorCode::DatabaseBusy => {
            Error::new(ErrorKind::Locked, "the ledger is in use by another process")
        }
        rusqlite::Error::SqliteFailure(code, _)
            if matches!(code.code, rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) =>
        {
            Error::new(ErrorKind::Corrupt, format!("the ledger is damaged: {error}"))
                .with_hint("restore `ledger.db` from a backup")
        }
        _ => Error::storage("the ledger refuses", error),
    }
}

/// Counts are kept as SQLite's signed integers.
fn signed(count: u64) -> Result<i64, Error> {
    i64::try_from(count).map_err(|_| Error::bug("a count is out of range"))
}

fn unsigned(row: &Row<'_>, column: &str) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or_default())
}

impl Ledger {
    /// Opens the ledger, and makes it if there is none.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let mut connection = Connection::open(path).map_err(fail)?;
        connection
            .execute_batch("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000;")
            .map_err(fail)?;
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(fail)?;
        let found: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(fail)?;
        if found > SCHEMA_VERSION {
            return Err(Error::new(
                ErrorKind::Newer,
                format!("the ledger has schema {found}, but this program knows {SCHEMA_VERSION} at most"),
            )
            .with_hint("use the version of tidings that wrote it, or a newer one"));
        }
        if found == 0 {
            transaction.execute_batch(SCHEMA).map_err(fail)?;
            transaction.pragma_update(None, "user_version", SCHEMA_VERSION).map_err(fail)?;
        }
        transaction.commit().map_err(fail)?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    /// A thread that failed while it held the connection left no open transaction: dropping one rolls it back.
    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, work: impl FnOnce(&Transaction<'_>) -> Result<(), Error>) -> Result<(), Error> {
        let mut connection = self.connection();
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(fail)?;
        work(&transaction)?;
        transaction.commit().map_err(fail)
    }

    fn list<T>(
        &self,
        sql: &str,
        arguments: impl rusqlite::Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(sql).map_err(fail)?;
        let rows = statement.query_map(arguments, read).map_err(fail)?;
        rows.collect::<rusqlite::Result<Vec<T>>>().map_err(fail)
    }

    /// Records that a run begins.
    pub fn begin_run(&self, run: &Run) -> Result<(), Error> {
        self.write(|ledger| {
            ledger
                .execute(
                    "INSERT INTO run (id, started_at, status, command, program, tzdb, cldr) VALUES (?1,?2,?3,?4,?5,?6,?7)",
                    params![
                        run.id,
                        run.started_at,
                        RunStatus::Running.word(),
                        run.command,
                        run.program,
                        run.tzdb,
                        run.cldr
                    ],
                )
                .map_err(fail)?;
            Ok(())
        })
    }

    /// Records how a run ended.
    pub fn finish_run(&self, run: &str, at: i64, status: RunStatus) -> Result<(), Error> {
        self.write(|ledger| {
            let changed = ledger
                .execute("UPDATE run SET finished_at = ?2, status = ?3 WHERE id = ?1", params![run, at, status.word()])
                .map_err(fail)?;
            known_run(changed, run)
        })
    }

    /// Runs, the newest first.
    pub fn runs(&self, limit: u32) -> Result<Vec<RunRow>, Error> {
        self.list("SELECT * FROM run ORDER BY started_at DESC, rowid DESC LIMIT ?1", [limit], records::run_row)
    }

    /// Records where a step of a run stands. The first call for a name sets its start.
    pub fn step(&self, run: &str, name: &str, status: StepStatus, at: i64, message: Option<&str>) -> Result<(), Error> {
        self.write(|ledger| {
            ledger
                .execute(
                    "INSERT INTO step (run, name, status, started_at, at, message) VALUES (?1,?2,?3,?4,?4,?5)
                     ON CONFLICT DO UPDATE SET status = excluded.status, at = excluded.at, message = excluded.message",
                    params![run, name, status.word(), at, message],
                )
                .map_err(fail)?;
            Ok(())
        })
    }

    /// The steps of a run, in the order in which they began.
    pub fn steps(&self, run: &str) -> Result<Vec<StepRow>, Error> {
        self.list("SELECT * FROM step WHERE run = ?1 ORDER BY rowid", [run], records::step_row)
    }

    /// Makes a run visible: all of this, or nothing of it.
    pub fn publish(
        &self,
        run: &str,
        at: i64,
        cursors: &[Cursor],
        versions: &Versions,
        accounts: &[StreamAccount],
    ) -> Result<(), Error> {
        self.write(|ledger| {
            for entry in accounts {
                if !entry.account.balances() {
                    return Err(Error::bug(format!(
                        "the account of stream `{}.{}` does not balance: {:?}",
                        entry.source, entry.stream, entry.account
                    )));
                }
                insert_account(ledger, run, entry)?;
            }
            for (table, version) in versions {
                ledger
                    .execute(
                        "INSERT INTO published (run, at, \"table\", version) VALUES (?1,?2,?3,?4)",
                        params![run, at, table, version],
                    )
                    .map_err(fail)?;
            }
            for cursor in cursors {
                ledger
                    .execute(
                        "INSERT INTO cursor (source, stream, state, run) VALUES (?1,?2,?3,?4)
                         ON CONFLICT DO UPDATE SET state = excluded.state, run = excluded.run",
                        params![cursor.source, cursor.stream, cursor.state.to_string(), run],
                    )
                    .map_err(fail)?;
            }
            Ok(())
        })
    }

    /// Where the next read of a stream begins.
    pub fn cursor(&self, source: &str, stream: &str) -> Result<Option<serde_json::Value>, Error> {
        let text: Option<String> = self
            .connection()
            .query_row("SELECT state FROM cursor WHERE source = ?1 AND stream = ?2", [source, stream], |row| row.get(0))
            .optional()
            .map_err(fail)?;
        text.map(|text| {
            serde_json::from_str(&text).map_err(|_| {
                Error::new(ErrorKind::Corrupt, format!("the cursor of stream `{source}.{stream}` is no JSON"))
            })
        })
        .transpose()
    }

    /// The versions that readers see.
    pub fn published_versions(&self) -> Result<Versions, Error> {
        self.versions_up_to(i64::MAX)
    }

    /// The versions that readers saw once this run was published.
    pub fn published_versions_at(&self, run: &str) -> Result<Versions, Error> {
        let last: Option<i64> = self
            .connection()
            .query_row("SELECT max(number) FROM published WHERE run = ?1", [run], |row| row.get(0))
            .map_err(fail)?;
        let last = last.ok_or_else(|| {
            Error::data(format!("run `{run}` has published nothing")).with_hint("choose a run that succeeded")
        })?;
        self.versions_up_to(last)
    }

    fn versions_up_to(&self, last: i64) -> Result<Versions, Error> {
        // SQLite takes the bare column `version` from the row with the greatest number.
        let rows = self.list(
            "SELECT \"table\", version, max(number) FROM published WHERE number <= ?1 GROUP BY \"table\"",
            [last],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(rows.into_iter().collect())
    }

    /// The accounts of a run, by source and stream.
    pub fn accounts(&self, run: &str) -> Result<Vec<StreamAccount>, Error> {
        self.list("SELECT * FROM account WHERE run = ?1 ORDER BY source, stream", [run], |row| {
            Ok(StreamAccount {
                source: row.get("source")?,
                stream: row.get("stream")?,
                account: Account {
                    read: unsigned(row, "read")?,
                    inserted: unsigned(row, "inserted")?,
                    updated: unsigned(row, "updated")?,
                    unchanged: unsigned(row, "unchanged")?,
                    superseded: unsigned(row, "superseded")?,
                    deleted: unsigned(row, "deleted")?,
                    rejected: unsigned(row, "rejected")?,
                    vanished: unsigned(row, "vanished")?,
                },
            })
        })
    }

    /// Keeps rejected rows; of each at most 8 KiB.
    pub fn reject(&self, run: &str, rejects: &[Reject]) -> Result<(), Error> {
        self.write(|ledger| {
            let mut statement = ledger
                .prepare_cached(
                    "INSERT INTO reject (run, source, stream, file, line, byte_offset, reason, raw)
                     VALUES (?1,?2,?3,?4,?5,?6,?7,?8)",
                )
                .map_err(fail)?;
            for reject in rejects {
                let raw = reject.raw.as_deref().map(|raw| &raw[..raw.len().min(RAW_LIMIT)]);
                let line = reject.line.map(signed).transpose()?;
                let offset = reject.byte_offset.map(signed).transpose()?;
                statement
                    .execute(params![run, reject.source, reject.stream, reject.file, line, offset, reject.reason, raw])
                    .map_err(fail)?;
            }
            Ok(())
        })
    }

    /// Rejected rows of a run, in the order in which they came.
    pub fn rejects(&self, run: &str, limit: u32) -> Result<Vec<Reject>, Error> {
        self.list(
            "SELECT * FROM reject WHERE run = ?1 ORDER BY number LIMIT ?2",
            params![run, limit],
            records::reject_row,
        )
    }

    /// Keeps a rendered report's document; a second call for the same report of the run replaces it.
    pub fn archive_report(&self, report: &ArchivedReport) -> Result<(), Error> {
        self.write(|ledger| {
            ledger
                .execute(
                    "INSERT OR REPLACE INTO report_archive (run, report, site, locale, document, sha256)
                     VALUES (?1,?2,?3,?4,?5,?6)",
                    params![report.run, report.report, report.site, report.locale, report.document, report.sha256],
                )
                .map_err(fail)?;
            Ok(())
        })
    }

    /// The archived reports of a run, by report, site and locale.
    pub fn archived_reports(&self, run: &str) -> Result<Vec<ArchivedReport>, Error> {
        self.list(
            "SELECT * FROM report_archive WHERE run = ?1 ORDER BY report, site, locale",
            [run],
            records::archived_row,
        )
    }

    /// Plans to hand over some content. False if it was handed over, or may have been: then it is not sent again.
    pub fn plan_delivery(&self, delivery: &Delivery) -> Result<bool, Error> {
        let mut free = false;
        self.write(|ledger| {
            let changed = ledger
                .execute(
                    "INSERT INTO delivery (report, site, locale, destination, content_sha256, run, status)
                     VALUES (?1,?2,?3,?4,?5,?6,?7)
                     ON CONFLICT DO UPDATE SET run = excluded.run, status = excluded.status
                     WHERE status IN (?7, ?8)",
                    params![
                        delivery.report,
                        delivery.site,
                        delivery.locale,
                        delivery.destination,
                        delivery.content_sha256,
                        delivery.run,
                        DeliveryStatus::Planned.word(),
                        DeliveryStatus::Failed.word()
                    ],
                )
                .map_err(fail)?;
            free = changed > 0;
            Ok(())
        })?;
        Ok(free)
    }

    /// Records where a planned delivery stands.
    pub fn set_delivery(
        &self,
        delivery: &Delivery,
        status: DeliveryStatus,
        at: i64,
        receipt: Option<&str>,
    ) -> Result<(), Error> {
        self.write(|ledger| {
            let changed = ledger
                .execute(
                    "UPDATE delivery SET status = ?6, at = ?7, receipt = ?8 WHERE report = ?1 AND site = ?2
                     AND locale = ?3 AND destination = ?4 AND content_sha256 = ?5",
                    params![
                        delivery.report,
                        delivery.site,
                        delivery.locale,
                        delivery.destination,
                        delivery.content_sha256,
                        status.word(),
                        at,
                        receipt
                    ],
                )
                .map_err(fail)?;
            if changed == 1 {
                return Ok(());
            }
            Err(Error::bug(format!("report `{}` is delivered without a plan", delivery.report)))
        })
    }

    /// The deliveries that a run planned, by report, site, locale and destination.
    pub fn deliveries(&self, run: &str) -> Result<Vec<DeliveryRow>, Error> {
        self.list(
            "SELECT * FROM delivery WHERE run = ?1 ORDER BY report, site, locale, destination, content_sha256",
            [run],
            records::delivery_row,
        )
    }
}

fn known_run(changed: usize, run: &str) -> Result<(), Error> {
    if changed == 1 {
        return Ok(());
    }
    Err(Error::data(format!("the ledger has no run `{run}`")))
}

fn insert_account(ledger: &Transaction<'_>, run: &str, entry: &StreamAccount) -> Result<(), Error> {
    let account = &entry.account;
    ledger
        .execute(
            "INSERT OR REPLACE INTO account (run, source, stream, read, inserted, updated, unchanged, superseded, deleted,
             rejected, vanished) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)",
            params![
                run,
                entry.source,
                entry.stream,
                signed(account.read)?,
                signed(account.inserted)?,
                signed(account.updated)?,
                signed(account.unchanged)?,
                signed(account.superseded)?,
                signed(account.deleted)?,
                signed(account.rejected)?,
                signed(account.vanished)?
            ],
        )
        .map_err(fail)?;
    Ok(())
}
