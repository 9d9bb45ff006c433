//! One error type; its kind says what to do next.

use std::fmt;
use std::time::Duration;

use crate::Position;

/// What the host does about an error, in three groups: it tries again, it asks the user, or it
/// reports a defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The other side asks for a pause. Tried again after [`Error::retry_after`].
    RateLimited,
    /// The other side, or a file, cannot be had now: time-out, reset, 5xx, a file still being
    /// written. Tried again.
    Unavailable,
    /// The configuration is wrong.
    Config,
    /// A credential is missing, wrong, or lacks a right.
    Auth,
    /// A file, stream, or resource does not exist.
    NotFound,
    /// The data are not what was declared: a column is missing, a limit is passed, a file is not
    /// of its format.
    Schema,
    /// The other side broke its protocol: truncated JSON, a page loop, a state from the future.
    Protocol,
    /// The plugin broke its own promise.
    Bug,
}

impl ErrorKind {
    /// The kind's name as users see it: lower case, words joined by `-`.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::RateLimited => "rate-limited",
            ErrorKind::Unavailable => "unavailable",
            ErrorKind::Config => "config",
            ErrorKind::Auth => "auth",
            ErrorKind::NotFound => "not-found",
            ErrorKind::Schema => "schema",
            ErrorKind::Protocol => "protocol",
            ErrorKind::Bug => "bug",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a plugin could not go on.
///
/// The message is lower case, has no final dot, names things in backticks and holds neither a
/// secret nor data of a row. `Display` prints place and message; the hint is the host's to print,
/// on a line of its own.
///
/// ```
/// use tidings_connector::{Error, ErrorKind, Position};
///
/// let error = Error::new(ErrorKind::Config, "unknown key `pth`")
///     .hint("did you mean `path`?")
///     .at(Position::new("pipeline.yaml", 7, 5));
/// assert_eq!(error.to_string(), "pipeline.yaml:7:5: unknown key `pth`");
/// assert!(error.is_user() && !error.is_retryable());
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{}{message}", Prefix(.at.as_ref()))]
pub struct Error {
    /// What to do about it.
    pub kind: ErrorKind,
    /// What was found and what was expected.
    pub message: String,
    /// The next step for the reader of the message.
    pub hint: Option<String>,
    /// How long the other side asks us to wait.
    pub retry_after: Option<Duration>,
    /// The place in a file that the user can edit: the configuration, or the data file.
    pub at: Option<Position>,
    /// The error below this one.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

struct Prefix<'a>(Option<&'a Position>);

impl fmt::Display for Prefix<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(position) => write!(f, "{position}: "),
            None => Ok(()),
        }
    }
}

impl Error {
    /// An error of this kind with nothing but a message.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error { kind, message: message.into(), hint: None, retry_after: None, at: None, source: None }
    }

    /// A [`ErrorKind::Config`] error.
    pub fn config(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Config, message)
    }

    /// A [`ErrorKind::Schema`] error.
    pub fn schema(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Schema, message)
    }

    /// A [`ErrorKind::NotFound`] error.
    pub fn not_found(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::NotFound, message)
    }

    /// A [`ErrorKind::Bug`] error.
    pub fn bug(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Bug, message)
    }

    /// Adds the next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Error {
        self.hint = Some(hint.into());
        self
    }

    /// Adds the pause that the other side asks for.
    #[must_use]
    pub fn retry_after(mut self, pause: Duration) -> Error {
        self.retry_after = Some(pause);
        self
    }

    /// Adds the place, if none is known yet: the innermost place is the most precise.
    #[must_use]
    pub fn at(mut self, position: Position) -> Error {
        self.at.get_or_insert(position);
        self
    }

    /// Adds the error below.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
        self.source = Some(source.into());
        self
    }

    /// Whether trying again later may help.
    pub fn is_retryable(&self) -> bool {
        matches!(self.kind, ErrorKind::RateLimited | ErrorKind::Unavailable)
    }

    /// Whether the user must change something: configuration, credentials, or data.
    pub fn is_user(&self) -> bool {
        matches!(self.kind, ErrorKind::Config | ErrorKind::Auth | ErrorKind::NotFound | ErrorKind::Schema)
    }

    /// Whether a program is at fault, ours or the other side's.
    pub fn is_defect(&self) -> bool {
        matches!(self.kind, ErrorKind::Protocol | ErrorKind::Bug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_in_exactly_one_group() {
        use ErrorKind::*;
        for kind in [RateLimited, Unavailable, Config, Auth, NotFound, Schema, Protocol, Bug] {
            let error = Error::new(kind, "x");
            let groups = [error.is_retryable(), error.is_user(), error.is_defect()];
            assert_eq!(groups.iter().filter(|group| **group).count(), 1, "{kind}");
        }
    }

    #[test]
    fn the_first_place_stays() {
        let error = Error::config("x").at(Position::new("a", 1, 2)).at(Position::new("b", 3, 4));
        assert_eq!(error.to_string(), "a:1:2: x");
    }
}
