//! What the ledger holds, row by row. Times are microseconds since 1970, UTC, given by the caller.

use rusqlite::Row;

use crate::account::Account;

/// Words of a status as the ledger keeps them.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$variant_about:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$variant_about])* $variant,)+
        }

        impl $name {
            /// The word in the ledger.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
                let word: String = row.get("status")?;
                match word.as_str() {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(rusqlite::Error::InvalidColumnName(format!("status `{word}`"))),
                }
            }
        }
    };
}

words! {
    /// How a run stands.
    RunStatus {
        /// It has not ended, or ended without a word.
        Running = "running",
        /// Everything was done.
        Succeeded = "succeeded",
        /// Published, but something was left out.
        Partial = "partial",
        /// Nothing was published.
        Failed = "failed",
    }
}

words! {
    /// How a step stands.
    StepStatus {
        /// Begun.
        Running = "running",
        /// Ended well.
        Done = "done",
        /// Ended with an error.
        Failed = "failed",
        /// Not needed.
        Skipped = "skipped",
    }
}

words! {
    /// How a delivery stands.
    DeliveryStatus {
        /// Meant to be sent.
        Planned = "planned",
        /// Being sent; after a crash nobody knows whether it arrived.
        Sending = "sending",
        /// Taken by the destination.
        Sent = "sent",
        /// Refused by the destination.
        Failed = "failed",
        /// Was being sent when the program ended.
        Unknown = "unknown",
    }
}

/// A run as it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its id.
    pub id: String,
    /// When it began.
    pub started_at: i64,
    /// The command line, without secrets.
    pub command: String,
    /// Version of the program.
    pub program: String,
    /// Version of the time zone database.
    pub tzdb: String,
    /// Version of the locale data.
    pub cldr: String,
}

/// A run as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    /// How it began.
    pub run: Run,
    /// When it ended.
    pub finished_at: Option<i64>,
    /// How it stands.
    pub status: RunStatus,
}

/// A step of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// Its name, such as `load calls.calls`.
    pub name: String,
    /// How it stands.
    pub status: StepStatus,
    /// When it began.
    pub started_at: i64,
    /// When its status was set last.
    pub at: i64,
    /// What there is to say, such as the error.
    pub message: Option<String>,
}

/// Where the next read of a stream begins; its state is the plugin's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The source's name in the project.
    pub source: String,
    /// The stream's name.
    pub stream: String,
    /// What the plugin sent.
    pub state: serde_json::Value,
}

/// The account of one stream in one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamAccount {
    /// The source's name in the project.
    pub source: String,
    /// The stream's name.
    pub stream: String,
    /// Where its rows went.
    pub account: Account,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The source's name in the project.
    pub source: String,
    /// The stream's name.
    pub stream: String,
    /// The file it stood in.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<u64>,
    /// The byte it began at, from 0.
    pub byte_offset: Option<u64>,
    /// Why.
    pub reason: String,
    /// The row as it came, cut off at 8 KiB.
    pub raw: Option<Vec<u8>>,
}

/// A rendered report's document, from which it can be printed again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchivedReport {
    /// The run.
    pub run: String,
    /// The report's id.
    pub report: String,
    /// The site, or a word for all of them.
    pub site: String,
    /// The locale.
    pub locale: String,
    /// The document as JSON.
    pub document: String,
    /// SHA-256 of the document, in hexadecimal.
    pub sha256: String,
}

/// Some content for some destination. Equal content is handed over once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The run that wants it sent.
    pub run: String,
    /// The report's id.
    pub report: String,
    /// The site, or a word for all of them.
    pub site: String,
    /// The locale.
    pub locale: String,
    /// Where to.
    pub destination: String,
    /// SHA-256 of the files, in hexadecimal.
    pub content_sha256: String,
}

/// A delivery as recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRow {
    /// What goes where.
    pub delivery: Delivery,
    /// How it stands.
    pub status: DeliveryStatus,
    /// When the status was set.
    pub at: Option<i64>,
    /// What the destination answered.
    pub receipt: Option<String>,
}

pub(super) fn run_row(row: &Row<'_>) -> rusqlite::Result<RunRow> {
    Ok(RunRow {
        run: Run {
            id: row.get("id")?,
            started_at: row.get("started_at")?,
            command: row.get("command")?,
            program: row.get("program")?,
            tzdb: row.get("tzdb")?,
            cldr: row.get("cldr")?,
        },
        finished_at: row.get("finished_at")?,
        status: RunStatus::read(row)?,
    })
}

pub(super) fn step_row(row: &Row<'_>) -> rusqlite::Result<StepRow> {
    Ok(StepRow {
        name: row.get("name")?,
        status: StepStatus::read(row)?,
        started_at: row.get("started_at")?,
        at: row.get("at")?,
        message: row.get("message")?,
    })
}

pub(super) fn reject_row(row: &Row<'_>) -> rusqlite::Result<Reject> {
    let place = |column: &str| -> rusqlite::Result<Option<u64>> {
        Ok(row.get::<_, Option<i64>>(column)?.and_then(|value| u64::try_from(value).ok()))
    };
    Ok(Reject {
        source: row.get("source")?,
        stream: row.get("stream")?,
        file: row.get("file")?,
        line: place("line")?,
        byte_offset: place("byte_offset")?,
        reason: row.get("reason")?,
        raw: row.get("raw")?,
    })
}

pub(super) fn archived_row(row: &Row<'_>) -> rusqlite::Result<ArchivedReport> {
    Ok(ArchivedReport {
        run: row.get("run")?,
        report: row.get("report")?,
        site: row.get("site")?,
        locale: row.get("locale")?,
        document: row.get("document")?,
        sha256: row.get("sha256")?,
    })
}

pub(super) fn delivery_row(row: &Row<'_>) -> rusqlite::Result<DeliveryRow> {
    Ok(DeliveryRow {
        delivery: Delivery {
            run: row.get("run")?,
            report: row.get("report")?,
            site: row.get("site")?,
            locale: row.get("locale")?,
            destination: row.get("destination")?,
            content_sha256: row.get("content_sha256")?,
        },
        status: DeliveryStatus::read(row)?,
        at: row.get("at")?,
        receipt: row.get("receipt")?,
    })
}
