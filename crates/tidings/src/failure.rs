//! How a failed command ends: words on stderr and an exit code.

use tidings_core::diagnostic::{Diagnostic, Severity};
use tidings_pipeline::{Error, ErrorKind};

use crate::output::say;

/// Why a command ended.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The exit code.
    pub(crate) code: u8,
    message: String,
    hint: Option<String>,
    diagnostics: Vec<Diagnostic>,
}

impl Failure {
    /// The command was asked for something that does not exist.
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Error::new(ErrorKind::Usage, message).hint(hint).into()
    }

    /// Something broke that no user can mend.
    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Internal, message).into()
    }

    pub(crate) fn show(&self) {
        if self.code == 0 {
            return;
        }
        for diagnostic in &self.diagnostics {
            say(&format!("{diagnostic}\n"));
        }
        let errors = self.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).count();
        if errors == 0 {
            say(&format!("error: {}", self.message));
            if let Some(hint) = &self.hint {
                say(&format!("hint: {hint}"));
            }
        } else {
            let warnings = self.diagnostics.len() - errors;
            say(&format!("{errors} {}, {warnings} {}", plural(errors, "error"), plural(warnings, "warning")));
        }
    }
}

/// `1 error`, `2 errors`: the program's own words are English.
pub(crate) fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { code: error.exit_code(), message: error.message, hint: error.hint, diagnostics: error.diagnostics }
    }
}

impl From<tidings_kpi::Error> for Failure {
    fn from(error: tidings_kpi::Error) -> Self {
        let code = match error.kind {
            tidings_kpi::ErrorKind::Kpi => ErrorKind::DataContract,
            tidings_kpi::ErrorKind::Request => ErrorKind::Usage,
            tidings_kpi::ErrorKind::Engine => ErrorKind::Failed,
        }
        .exit_code();
        Self { code, message: error.message, hint: error.hint, diagnostics: error.diagnostics }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        // Whoever reads our output has gone: that ends the program without a word.
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self {
                code: 0,
                message: "the reader closed the output".into(),
                hint: None,
                diagnostics: Vec::new(),
            };
        }
        Error::new(ErrorKind::Failed, format!("cannot write: {error}")).into()
    }
}
