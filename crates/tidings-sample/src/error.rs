use std::path::Path;

/// What to do about a failed generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Ask for something else: no contacts, no days, or dates outside of the calendar.
    Options,
    /// Give a folder that can be written, with room in it.
    Write,
    /// Report it: the generator contradicts itself.
    Bug,
}

/// Why no sample was made.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// What to do about it.
    pub kind: ErrorKind,
    /// What was found, on one line.
    pub message: String,
}

impl Error {
    pub(crate) fn options(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Options, message: message.into() }
    }

    pub(crate) fn write(path: &Path, why: impl std::fmt::Display) -> Self {
        Self { kind: ErrorKind::Write, message: format!("cannot write `{}`: {why}", path.display()) }
    }

    pub(crate) fn bug(why: impl std::fmt::Display) -> Self {
        Self { kind: ErrorKind::Bug, message: format!("the sample could not be made: {why}") }
    }
}

impl From<jiff::Error> for Error {
    fn from(why: jiff::Error) -> Self {
        Self::options(format!("a date of the sample is out of range: {why}"))
    }
}
