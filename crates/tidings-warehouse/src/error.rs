//! The one error type of the crate. Its kind says what to do next.

use std::fmt;

use datafusion::error::DataFusionError;

/// What a caller does about an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Another run holds the warehouse: try later (exit code 75).
    Locked,
    /// The ledger was written by a newer program: upgrade.
    Newer,
    /// A table's declaration is wrong or changes a column's type: fix the declaration.
    Schema,
    /// Rows break their table's contract (key twice, NULL where none may be): fix the SQL or the source.
    Data,
    /// A query is refused or failed: fix the SQL.
    Query,
    /// Memory or spill space ran out: give more, or ask for less.
    Resources,
    /// The disk refused: permissions, space, a missing file.
    Storage,
    /// A ledger or table cannot be understood: restore it.
    Corrupt,
    /// A promise of this crate does not hold: report it.
    Bug,
}

/// An error of the warehouse. `Display` is the message alone; it never holds data of a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Error {
    /// What to do next.
    pub kind: ErrorKind,
    /// What happened, lower case, without a final dot.
    pub message: String,
    /// The next step, if one is known.
    pub hint: Option<String>,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error {
    /// An error without a hint.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None }
    }

    /// The same error with a next step.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(crate) fn schema(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Schema, message)
    }

    pub(crate) fn data(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Data, message)
    }

    pub(crate) fn storage(context: impl fmt::Display, source: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Storage, format!("{context}: {source}"))
    }

    pub(crate) fn bug(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Bug, message).with_hint("this is a defect of tidings, please report it")
    }

    /// An error of the query engine. Texts that may quote a row's values are left out.
    pub(crate) fn engine(context: impl fmt::Display, source: &DataFusionError) -> Self {
        if let Some(own) = own_error(source) {
            return own;
        }
        let root = source.find_root();
        let (kind, text) = match root {
            DataFusionError::ResourcesExhausted(text) => (ErrorKind::Resources, text.clone()),
            DataFusionError::IoError(_) | DataFusionError::ObjectStore(_) => {
                (ErrorKind::Storage, root.strip_backtrace())
            }
            DataFusionError::SQL(..)
            | DataFusionError::Plan(_)
            | DataFusionError::SchemaError(..)
            | DataFusionError::NotImplemented(_)
            | DataFusionError::Configuration(_)
            | DataFusionError::Collection(_)
            | DataFusionError::Diagnostic(..) => (ErrorKind::Query, root.strip_backtrace()),
            DataFusionError::ArrowError(inner, _) => (ErrorKind::Query, arrow_text(inner)),
            DataFusionError::ParquetError(_) => {
                (ErrorKind::Corrupt, "a data file could not be read as parquet".to_owned())
            }
            _ => (ErrorKind::Query, "the query failed while it ran (its values are not shown)".to_owned()),
        };
        Self::new(kind, format!("{context}: {text}"))
    }

    pub(crate) fn delta(context: impl fmt::Display, source: &deltalake::DeltaTableError) -> Self {
        use deltalake::DeltaTableError as Delta;
        let kind = match source {
            Delta::ObjectStore { .. } | Delta::Io { .. } => ErrorKind::Storage,
            // Its text quotes the log, which holds least and greatest values.
            Delta::InvalidJsonLog { version, .. } => {
                return Self::new(ErrorKind::Corrupt, format!("{context}: log entry {version} is no JSON"));
            }
            Delta::InvalidVersion(_) => ErrorKind::Corrupt,
            Delta::Arrow { .. } => {
                return Self::new(
                    ErrorKind::Data,
                    format!("{context}: rows do not fit their table (values are not shown)"),
                );
            }
            _ => ErrorKind::Storage,
        };
        Self::new(kind, format!("{context}: {source}"))
    }

    pub(crate) fn arrow(context: impl fmt::Display, source: &arrow::error::ArrowError) -> Self {
        Self::new(ErrorKind::Data, format!("{context}: {}", arrow_text(source)))
    }
}

/// Our own error, when it travelled through the engine (functions and row streams raise them).
fn own_error(source: &DataFusionError) -> Option<Error> {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(source);
    while let Some(error) = next {
        if let Some(own) = error.downcast_ref::<Error>() {
            return Some(own.clone());
        }
        if let Some(DataFusionError::External(inner)) = error.downcast_ref::<DataFusionError>()
            && let Some(own) = inner.downcast_ref::<Error>()
        {
            return Some(own.clone());
        }
        next = error.source();
    }
    None
}

fn arrow_text(error: &arrow::error::ArrowError) -> String {
    use arrow::error::ArrowError;
    match error {
        ArrowError::DivideByZero => "a number is divided by zero".to_owned(),
        ArrowError::ArithmeticOverflow(_) => "a sum or product is too large for its type".to_owned(),
        ArrowError::SchemaError(text) => text.clone(),
        ArrowError::IoError(text, _) => text.clone(),
        _ => "a value could not be converted (it is not shown)".to_owned(),
    }
}

impl From<Error> for DataFusionError {
    fn from(error: Error) -> Self {
        DataFusionError::External(Box::new(error))
    }
}
