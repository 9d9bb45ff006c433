//! The traits of a destination: where finished files are handed over.

use std::collections::BTreeMap;
use std::fmt::Debug;

use schemars::Schema;

use crate::{About, Config, Context, Error};

/// A kind of destination. Write a [`crate::TypedDestination`] and have this one made from it.
pub trait DestinationPlugin: Debug + Send + Sync + 'static {
    /// What the plugin says about itself.
    fn about(&self) -> &'static About;

    /// The JSON Schema of its configuration.
    fn config_schema(&self) -> Schema;

    /// Understands a configuration; touches nothing outside.
    fn open(&self, config: Config, context: &Context) -> Result<Box<dyn Destination>, Error>;
}

/// A configured destination.
pub trait Destination: Debug + Send + Sync {
    /// Whether a delivery could be made. Delivers nothing.
    fn check(&self) -> Result<(), Error>;

    /// Hands over one delivery, all of its files or none that a reader would take for whole.
    ///
    /// Called again with the same [`Delivery::key`] after a crash: where the destination can tell
    /// that it has the delivery already, it does nothing and says so in the receipt.
    fn deliver(&self, delivery: &Delivery<'_>) -> Result<Receipt, Error>;
}

/// Files for one recipient.
#[derive(Clone, Debug)]
pub struct Delivery<'a> {
    /// The same for the same run, report, recipient and content; different otherwise.
    pub key: &'a str,
    /// The values that a configuration may use in braces, such as `{date}` and `{site}`.
    pub fields: &'a BTreeMap<String, String>,
    /// A line for a person, in the recipient's language.
    pub title: &'a str,
    /// The files, the one to open first in front.
    pub files: &'a [DeliveryFile<'a>],
}

/// One file of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveryFile<'a> {
    /// A file name without a directory.
    pub name: &'a str,
    /// Its media type, such as `text/html; charset=utf-8`.
    pub media_type: &'a str,
    /// Its bytes.
    pub content: &'a [u8],
}

/// What is known about a delivery that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Where it went, for the ledger: a path, a message id, a URL without its query.
    pub reference: String,
    /// The destination had it already and did nothing.
    pub repeated: bool,
}
