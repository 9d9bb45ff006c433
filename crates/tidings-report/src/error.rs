//! The one error type of the crate. Its kind says what to do next.

/// What went wrong, and so what to do: mend a message, mend the report file, or report a fault of the program.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A message is missing or broken, or a locale has no data.
    #[error(transparent)]
    Locale(#[from] tidings_locale::Error),
    /// The report names a KPI that the input does not have.
    #[error("report `{report}` shows `{kpi}`, for which no definition was given; hint: run `tidings check`")]
    UnknownKpi {
        /// The name of the report.
        report: String,
        /// The name of the KPI.
        kpi: String,
    },
    /// A document could not be written out.
    #[error("the document could not be written as {format}: {reason}")]
    Write {
        /// The format.
        format: &'static str,
        /// The cause.
        reason: String,
    },
    /// Archived bytes are not a document that this program can render.
    #[error("the archived document cannot be read: {reason}; hint: render it with the program that made it, or newer")]
    Read {
        /// The cause.
        reason: String,
    },
}
