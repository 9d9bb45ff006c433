//! The one error type. Its kind is what the scheduler is told.

use std::fmt;

use tidings_core::diagnostic::{Area, Diagnostic, Severity};

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The run failed: read the message, then run again.
    Failed,
    /// A defect of the program: report it.
    Internal,
    /// A quality gate kept the result back.
    Withheld,
    /// Part of the work is done, part is not.
    Partial,
    /// The command was asked for something that does not exist.
    Usage,
    /// Data or SQL break what they promise: fix the model, the KPI or the export.
    DataContract,
    /// No source could be reached.
    Unavailable,
    /// Another run is at work: try later.
    Locked,
    /// A project file is wrong.
    Configuration,
}

impl ErrorKind {
    /// The exit code of the process.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Failed => 1,
            Self::Internal => 2,
            Self::Withheld => 3,
            Self::Partial => 4,
            Self::Usage => 64,
            Self::DataContract => 65,
            Self::Unavailable => 69,
            Self::Locked => 75,
            Self::Configuration => 78,
        }
    }
}

/// Why the program cannot go on. It never holds data of a row, nor a secret.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct Error {
    /// What to do next.
    pub kind: ErrorKind,
    /// What was found and what was expected: lower case, no final dot.
    pub message: String,
    /// The next step.
    pub hint: Option<String>,
    /// Findings about files, sorted; the message sums them up.
    pub diagnostics: Vec<Diagnostic>,
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl Error {
    /// An error with nothing but a message.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None, diagnostics: Vec::new() }
    }

    /// The same error with a next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The exit code of the process.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        self.kind.exit_code()
    }

    /// The error of one finding.
    pub(crate) fn of_finding(finding: Diagnostic) -> Self {
        let message = finding.message.clone();
        Self::of_findings(vec![finding]).unwrap_or_else(|| Self::bug(message))
    }

    /// The error that these findings amount to; none where all are warnings. A mistake in a project file comes before
    /// a broken contract, for the contract may be judged by the wrong file.
    #[must_use]
    pub fn of_findings(findings: Vec<Diagnostic>) -> Option<Self> {
        let errors: Vec<&Diagnostic> = findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        let kind = if errors.iter().any(|finding| finding.area == Area::Configuration) {
            ErrorKind::Configuration
        } else if errors.is_empty() {
            return None;
        } else {
            ErrorKind::DataContract
        };
        let message = match errors.as_slice() {
            [one] => one.message.clone(),
            many => format!("the project has {} errors", many.len()),
        };
        Some(Self { kind, message, hint: None, diagnostics: findings })
    }

    pub(crate) fn storage(what: impl fmt::Display, error: &std::io::Error) -> Self {
        Self::new(ErrorKind::Failed, format!("{what}: {error}"))
    }

    pub(crate) fn bug(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Internal, message).hint("this is a defect of tidings, please report it")
    }
}

impl From<tidings_warehouse::Error> for Error {
    fn from(error: tidings_warehouse::Error) -> Self {
        use tidings_warehouse::ErrorKind as Kind;
        let kind = match error.kind {
            Kind::Locked => ErrorKind::Locked,
            Kind::Schema | Kind::Data | Kind::Query => ErrorKind::DataContract,
            Kind::Bug => ErrorKind::Internal,
            _ => ErrorKind::Failed,
        };
        Self { kind, message: error.message, hint: error.hint, diagnostics: Vec::new() }
    }
}

impl From<tidings_connector::Error> for Error {
    fn from(error: tidings_connector::Error) -> Self {
        use tidings_connector::ErrorKind as Kind;
        let kind = match error.kind {
            Kind::Config | Kind::Auth => ErrorKind::Configuration,
            Kind::Schema => ErrorKind::DataContract,
            Kind::RateLimited | Kind::Unavailable | Kind::NotFound => ErrorKind::Unavailable,
            Kind::Bug => ErrorKind::Internal,
            _ => ErrorKind::Failed,
        };
        Self { kind, message: error.to_string(), hint: error.hint, diagnostics: Vec::new() }
    }
}

/// Sorts findings by place and drops those that say the same twice.
pub(crate) fn settled(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.sort_by(|a, b| {
        (&a.file, a.position, a.severity, &a.message, &a.hint)
            .cmp(&(&b.file, b.position, b.severity, &b.message, &b.hint))
    });
    findings.dedup();
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings_core::diagnostic::Position;

    #[test]
    fn findings_become_the_exit_code_of_their_area() {
        let contract = Diagnostic::contract("kpis/a/v1.sql", "no such column");
        let wrong = Diagnostic::configuration("pipeline.yaml", "unknown key");
        let code = |findings: &[Diagnostic]| Error::of_findings(findings.to_vec()).map(|error| error.exit_code());
        assert_eq!(code(std::slice::from_ref(&contract)), Some(65));
        assert_eq!(code(&[contract.clone(), wrong]), Some(78));
        assert_eq!(code(&[contract.as_warning()]), None);
    }

    #[test]
    fn findings_are_sorted_and_told_once() {
        let at = |line| Diagnostic::configuration("a", "x").at("", Position { line, column: 1 }, 1);
        let settled = settled(vec![at(3), at(1), at(3)]);
        assert_eq!(
            settled.iter().filter_map(|finding| finding.position).map(|place| place.line).collect::<Vec<_>>(),
            [1, 3]
        );
    }
}
