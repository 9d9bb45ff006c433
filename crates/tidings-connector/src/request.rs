//! What the host asks a source to read.

use arrow_schema::SchemaRef;

use crate::{Mode, State, StreamDescription, StreamName};

/// Rows of a batch if the host says nothing else.
pub const DEFAULT_BATCH_ROWS: usize = 8_192;

/// The streams to read now.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadRequest {
    /// One stream, or all wanted streams of an interleaved source.
    pub streams: Vec<StreamRequest>,
    /// The state of an interleaved source; a stream's own state is in its [`StreamRequest`].
    pub state: Option<State>,
    /// No batch holds more rows than this. Rows of a batch are bounded by bytes as well, as the
    /// source sees fit.
    pub batch_rows: usize,
}

impl ReadRequest {
    /// Reads one stream in batches of [`DEFAULT_BATCH_ROWS`].
    pub fn one(stream: StreamRequest) -> ReadRequest {
        ReadRequest { streams: vec![stream], state: None, batch_rows: DEFAULT_BATCH_ROWS }
    }
}

/// One stream as the project wants it: the catalog offers, the project chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamRequest {
    /// A name of the catalog.
    pub name: StreamName,
    /// The key the project names, or the catalog's. A row without a value in it is rejected.
    pub key: Vec<String>,
    /// How the host will apply the rows. A source that cannot serve it says so.
    pub mode: Mode,
    /// The schema the warehouse has. Columns may be added to it by a [`crate::Message::Schema`].
    /// `None`: the stream is new, and the catalog's schema holds.
    pub schema: Option<SchemaRef>,
    /// The columns to send, in the schema's order; `None` is all. Key columns are always sent.
    pub columns: Option<Vec<String>>,
    /// Where to go on; `None` is the start.
    pub state: Option<State>,
}

impl StreamRequest {
    /// The stream as the catalog describes it, from its start, all columns.
    pub fn new(stream: &StreamDescription) -> StreamRequest {
        StreamRequest {
            name: stream.name.clone(),
            key: stream.key.clone(),
            mode: stream.mode,
            schema: None,
            columns: None,
            state: None,
        }
    }

    /// The same with a key: rows are upserted by it, unless the stream only ever appends.
    #[must_use]
    pub fn keyed(mut self, key: impl IntoIterator<Item = impl Into<String>>) -> StreamRequest {
        self.key = key.into_iter().map(Into::into).collect();
        if self.mode == Mode::Replace && !self.key.is_empty() {
            self.mode = Mode::Upsert;
        }
        self
    }

    /// The same from a state.
    #[must_use]
    pub fn from_state(mut self, state: Option<State>) -> StreamRequest {
        self.state = state;
        self
    }
}
