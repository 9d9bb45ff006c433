//! Everything one recipient needs: sentences, values, zone.

use std::borrow::Cow;
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use jiff::tz::TimeZone;

use crate::error::Error;
use crate::formatter::Formatter;
use crate::messages::{Messages, NUMBER_MARK};

/// What a message variable may hold.
///
/// There is no fractional variant: a plural is selected by the number as it is shown, so decimals
/// are formatted first and passed as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Text that is already in its final form.
    Text(Cow<'a, str>),
    /// A whole number: selects a plural, and is written by the format locale where it is shown.
    Count(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i64> for Arg<'_> {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

/// The languages and the zone of one recipient. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Localizer {
    messages: Arc<Messages>,
    message_locale: String,
    formatter: Formatter,
    time_zone: TimeZone,
}

impl Localizer {
    /// A recipient who reads `message_locale` (negotiated among the messages, `en` when nothing
    /// fits) and expects values as in `format_locale`.
    ///
    /// # Errors
    /// [`Error::Locale`] or [`Error::Data`] for the format locale, [`Error::Locale`] for a
    /// malformed message locale.
    pub fn new(
        messages: Arc<Messages>,
        message_locale: &str,
        format_locale: &str,
        time_zone: TimeZone,
    ) -> Result<Self, Error> {
        if message_locale.parse::<icu::locale::Locale>().is_err() {
            return Err(Error::Locale { tag: message_locale.to_owned() });
        }
        let message_locale = messages.negotiate(message_locale).to_owned();
        Ok(Self { messages, message_locale, formatter: Formatter::new(format_locale)?, time_zone })
    }

    /// The locale whose sentences are used: the negotiated one.
    pub fn message_locale(&self) -> &str {
        &self.message_locale
    }

    /// The locale of values.
    pub fn format_locale(&self) -> &str {
        self.formatter.locale()
    }

    /// Writes values.
    pub fn formatter(&self) -> &Formatter {
        &self.formatter
    }

    /// The zone of every time shown to this recipient.
    pub fn time_zone(&self) -> &TimeZone {
        &self.time_zone
    }

    /// All messages, for reports of what is missing.
    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// Whether any locale of the recipient's chain has the message.
    pub fn has(&self, id: &str) -> bool {
        self.has_attribute(id, None)
    }

    /// Whether any locale of the recipient's chain has the message, or an attribute of it.
    pub fn has_attribute(&self, id: &str, attribute: Option<&str>) -> bool {
        let chain = self.messages.chain(&self.message_locale);
        chain.iter().any(|locale| self.messages.has(locale, id, attribute))
    }

    /// The message or its attribute, whole. Falls from the message locale to the reference.
    ///
    /// # Errors
    /// [`Error::UnknownMessage`] where no locale has it, [`Error::BrokenMessage`] where a variable
    /// or a reference is missing: a sentence with a hole is never returned.
    pub fn text(&self, id: &str, attribute: Option<&str>, args: &[(&str, Arg<'_>)]) -> Result<String, Error> {
        let mut fluent = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value = match arg {
                Arg::Text(text) => FluentValue::String(Cow::Borrowed(text.as_ref())),
                Arg::Count(count) => FluentValue::from(*count),
            };
            fluent.set(*name, value);
        }
        let raw = self.messages.raw(&self.message_locale, id, attribute, &fluent)?;
        Ok(self.with_numbers(&raw))
    }

    /// Writes each marked number as the format locale does.
    fn with_numbers(&self, raw: &str) -> String {
        if !raw.contains(NUMBER_MARK) {
            return raw.to_owned();
        }
        raw.split(NUMBER_MARK)
            .enumerate()
            .map(|(at, part)| match (at % 2, part.parse::<rust_decimal::Decimal>()) {
                (1, Ok(number)) => {
                    let digits = u8::try_from(number.scale()).unwrap_or_default();
                    self.formatter.decimal(number, digits, digits)
                }
                _ => part.to_owned(),
            })
            .collect()
    }
}
