//! The one error type of the crate. Its kind says what to do next.

/// What went wrong, and so what to do: fix the settings, fix a message file, fix the call, or
/// report a gap in the compiled language data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A locale tag from the settings is not a BCP 47 tag.
    #[error("`{tag}` is not a language tag; expected a BCP 47 tag such as `nl-BE` or `zh-Hans`")]
    Locale {
        /// The tag as given.
        tag: String,
    },
    /// The compiled language data lacks what was asked for.
    #[error("no language data for {what} in `{locale}`: {reason}")]
    Data {
        /// The format or message locale.
        locale: String,
        /// What was to be formatted.
        what: String,
        /// The cause as ICU4X states it.
        reason: String,
    },
    /// A message file cannot be loaded as it stands.
    #[error("{file}:{line}: {reason}; hint: {hint}")]
    MessageFile {
        /// The name the resource was added under.
        file: String,
        /// One-based line.
        line: usize,
        /// What was found.
        reason: String,
        /// What to do.
        hint: String,
    },
    /// No locale of the chain has the message or its attribute.
    #[error("message `{id}` is in none of the locales {chain}; hint: add it to `en` first")]
    UnknownMessage {
        /// The id, with `.attribute` where one was asked for.
        id: String,
        /// The locales searched, in order.
        chain: String,
    },
    /// The message exists and could not be written out whole.
    #[error("message `{id}` in `{locale}` is not complete: {reason}; hint: pass every variable the message names")]
    BrokenMessage {
        /// The id, with `.attribute` where one was asked for.
        id: String,
        /// The locale whose text was used.
        locale: String,
        /// What Fluent reports.
        reason: String,
    },
    /// A value or an option that the caller gave is not accepted.
    #[error("{what}: {reason}; hint: {hint}")]
    Input {
        /// The value or option, by name.
        what: String,
        /// What was found.
        reason: String,
        /// The nearest accepted form.
        hint: String,
    },
}

impl Error {
    pub(crate) fn data(locale: impl ToString, what: impl Into<String>, reason: impl ToString) -> Self {
        Self::Data { locale: locale.to_string(), what: what.into(), reason: reason.to_string() }
    }

    pub(crate) fn input(what: impl Into<String>, reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Input { what: what.into(), reason: reason.into(), hint: hint.into() }
    }
}
