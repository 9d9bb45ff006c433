//! What went wrong with a KPI, and whose move it is.

use datafusion::error::DataFusionError;
use tidings_core::diagnostic::Diagnostic;

/// Whose move it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The KPI's file is wrong; `diagnostics` say where.
    Kpi,
    /// What was asked for does not exist: an unknown KPI, version or dimension.
    Request,
    /// The engine failed on a query that passed its checks.
    Engine,
}

/// An error of this crate.
#[derive(Debug)]
pub struct Error {
    /// Whose move it is.
    pub kind: ErrorKind,
    /// What happened.
    pub message: String,
    /// The next step.
    pub hint: Option<String>,
    /// Findings in the analyst's files.
    pub diagnostics: Vec<Diagnostic>,
}

impl Error {
    /// Something that does not exist was asked for.
    pub fn request(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Request, message: message.into(), hint: Some(hint.into()), diagnostics: Vec::new() }
    }

    pub(crate) fn engine(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Engine, message: message.into(), hint: None, diagnostics: Vec::new() }
    }
}

impl From<Vec<Diagnostic>> for Error {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        let message = diagnostics.first().map_or_else(|| "a KPI is wrong".to_owned(), |first| first.message.clone());
        Self { kind: ErrorKind::Kpi, message, hint: None, diagnostics }
    }
}

impl From<DataFusionError> for Error {
    fn from(error: DataFusionError) -> Self {
        Self::engine(error.strip_backtrace())
    }
}

impl From<datafusion::arrow::error::ArrowError> for Error {
    fn from(error: datafusion::arrow::error::ArrowError) -> Self {
        Self::engine(error.to_string())
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
