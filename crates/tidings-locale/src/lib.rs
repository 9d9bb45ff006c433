//! Fluent messages and ICU4X formatting of typed values, for one recipient.
//!
//! Values are formatted first and translated after: [`Formatter`] turns exact values into the
//! strings of the *format* locale (`nl-BE`), [`Messages`] holds the sentences of the *message*
//! locale (`nl`), and a [`Localizer`] holds both for one recipient. Fluent gets finished strings,
//! and integers only to select a plural.
//!
//! Nothing here reads a file, a clock or the network, and nothing prints.

pub mod check;
mod cldr;
mod currency;
mod dates;
mod error;
mod formatter;
pub mod intl;
mod localizer;
mod messages;
mod negotiate;
mod number;
mod suggest;
mod units;

pub use dates::DateStyle;
pub use error::Error;
pub use formatter::{Formatter, RelativeUnit, Width};
pub use localizer::{Arg, Localizer};
pub use messages::{Messages, MissingMessage};
pub use negotiate::negotiate;

/// The locale whose message files define which messages exist.
pub const REFERENCE_LOCALE: &str = "en";
