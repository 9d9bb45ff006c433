//! What a source has to offer.

use arrow_schema::SchemaRef;

use crate::StreamName;

/// How the rows of one read change the stream in the warehouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// A row replaces the row with the same key, a new key is inserted, other rows stay.
    Upsert,
    /// Rows are added; a row that was sent is never sent again.
    Append,
    /// The rows before [`crate::Message::Complete`] are the whole stream. A read that finds
    /// nothing changed sends nothing, no `Complete` either, and the stream stays as it is.
    Replace,
}

impl Mode {
    /// The word in files and messages.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Upsert => "upsert",
            Mode::Append => "append",
            Mode::Replace => "replace",
        }
    }
}

/// Something about a stream that its user should know and that stops nothing: a header without a
/// name, a column that was ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What was found: lower case, no final dot, no data of a row.
    pub message: String,
    /// The next step, if there is one.
    pub hint: Option<String>,
}

impl Notice {
    /// A notice without a hint.
    pub fn new(message: impl Into<String>) -> Notice {
        Notice { message: message.into(), hint: None }
    }
}

/// One stream: a table that the source can read.
///
/// All names of columns refer to `schema`.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamDescription {
    /// Lower snake case, unique in the catalog.
    pub name: StreamName,
    /// Flat columns with lower snake case names. Instants are `Timestamp(Microsecond, "UTC")`.
    pub schema: SchemaRef,
    /// The columns that identify a row. Empty: the source knows no key; a project may name one.
    pub key: Vec<String>,
    /// What orders two versions of one row, most significant first, the later version greater.
    /// Where these are equal or absent, the row sent last is the later version.
    pub version_order: Vec<String>,
    /// The column that an incremental read goes forward by, if the source has one.
    pub cursor: Option<String>,
    /// How rows change the stream, if the project says nothing else.
    pub mode: Mode,
    /// What the user should know about the stream.
    pub notices: Vec<Notice>,
}

impl StreamDescription {
    /// A stream without key, cursor or order, that is replaced as a whole.
    pub fn new(name: impl Into<StreamName>, schema: SchemaRef) -> StreamDescription {
        StreamDescription {
            name: name.into(),
            schema,
            key: Vec::new(),
            version_order: Vec::new(),
            cursor: None,
            mode: Mode::Replace,
            notices: Vec::new(),
        }
    }
}

/// All streams of a source, in an order that is the same every time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    /// The streams.
    pub streams: Vec<StreamDescription>,
    /// The source sends the rows of its streams mixed in one sequence (Singer). The host then asks
    /// for all streams in one call, and states are the source's, not a stream's.
    pub interleaved: bool,
}

impl Catalog {
    /// The stream of that name.
    pub fn stream(&self, name: &str) -> Option<&StreamDescription> {
        self.streams.iter().find(|stream| &*stream.name == name)
    }
}
