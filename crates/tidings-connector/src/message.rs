//! What a read gives.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use crate::{Notice, State};

/// A stream's name: cheap to clone, since every message has one.
pub type StreamName = Arc<str>;

/// The most bytes of a rejected row that are kept.
pub const RAW_LIMIT: usize = 8 * 1024;

/// One step of a read. Order matters, within a stream: a state speaks of all that came before it.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// The schema of the batches to come. Sent before the first batch if it differs from the
    /// catalog's, and in mid stream when columns are added. A column is never retyped or dropped.
    Schema {
        /// The stream.
        stream: StreamName,
        /// All columns, the known ones first and in their order.
        schema: SchemaRef,
        /// What the user should know about the change.
        notices: Vec<Notice>,
    },
    /// Rows, inserted or replaced as the stream's mode says. Within one read the row sent last
    /// wins, unless the stream's version order says otherwise.
    Batch {
        /// The stream.
        stream: StreamName,
        /// At most `batch_rows` rows; never none.
        rows: RecordBatch,
    },
    /// Rows that are gone. Only the columns of the key need be there.
    Delete {
        /// The stream.
        stream: StreamName,
        /// The keys, one a row.
        keys: RecordBatch,
    },
    /// The rows of this stream sent since the read began are all there are: rows not among them
    /// are deleted.
    Complete {
        /// The stream.
        stream: StreamName,
    },
    /// One record that could not be read. Rows of batches and rejected records together are the
    /// records read, so the host can balance its books.
    Rejected(Rejected),
    /// All rows so far need not be read again once they are published.
    State(State),
}

/// Where a rejected record begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file, relative to the project where possible, or the resource's URL without its query.
    pub file: Option<String>,
    /// The physical line, from 1: what an editor shows.
    pub line: Option<u64>,
    /// Bytes before the record in the file, after decompression and before transcoding.
    pub byte_offset: Option<u64>,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file.as_deref().unwrap_or("-"))?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        Ok(())
    }
}

/// Why a record was rejected. Never holds data of the record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// A word that can be counted and filtered by: lower snake case, such as `bad_integer`.
    pub code: Cow<'static, str>,
    /// The column at fault, if it is one.
    pub column: Option<String>,
    /// What is wrong and what was expected, in the style of an error message.
    pub text: String,
}

impl Reason {
    /// A reason that concerns the whole record.
    pub fn new(code: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Reason {
        Reason { code: code.into(), column: None, text: text.into() }
    }

    /// A reason that concerns one column.
    pub fn in_column(code: impl Into<Cow<'static, str>>, column: impl Into<String>, text: impl Into<String>) -> Reason {
        Reason { code: code.into(), column: Some(column.into()), text: text.into() }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "`{column}`: {}", self.text),
            None => f.write_str(&self.text),
        }
    }
}

/// A record that could not be read. The host keeps it apart, with what is left of its bytes, so
/// that somebody can mend it.
///
/// `Debug` does not show the bytes: they are data of a row.
#[derive(Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The stream the record belongs to.
    pub stream: StreamName,
    /// Where it begins.
    pub where_: Location,
    /// Why it was rejected.
    pub why: Reason,
    raw: Option<Vec<u8>>,
}

impl Rejected {
    /// A rejected record of which nothing is kept.
    pub fn new(stream: StreamName, where_: Location, why: Reason) -> Rejected {
        Rejected { stream, where_, why, raw: None }
    }

    /// Keeps the first [`RAW_LIMIT`] bytes of the record as it stood in the source.
    #[must_use]
    pub fn with_raw(mut self, raw: &[u8]) -> Rejected {
        self.raw = Some(raw.iter().copied().take(RAW_LIMIT).collect());
        self
    }

    /// The record's bytes, as far as they were kept.
    pub fn raw(&self) -> Option<&[u8]> {
        self.raw.as_deref()
    }
}

impl fmt::Debug for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rejected")
            .field("stream", &self.stream)
            .field("where_", &self.where_)
            .field("why", &self.why)
            .field("raw_bytes", &self.raw.as_ref().map(Vec::len))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_is_capped_and_hidden() {
        let rejected =
            Rejected::new("calls".into(), Location::default(), Reason::new("x", "y")).with_raw(&[b'Q'; 10_000]);
        assert_eq!(rejected.raw().map(<[u8]>::len), Some(RAW_LIMIT));
        assert!(!format!("{rejected:?}").contains('Q'));
    }
}
