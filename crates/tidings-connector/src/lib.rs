//! The contract between tidings and its plugins.
//!
//! A *source* says what streams it has ([`Source::discover`]) and then reads them
//! ([`Source::read`]) as a sequence of [`Message`]s: Arrow batches, deletions, rejected rows, and
//! [`State`]s from which a later read goes on. A *destination* hands over finished files.
//!
//! All calls block. The host reads streams side by side on threads of its own, so a plugin needs
//! no runtime.
//!
//! A plugin author writes a [`TypedSource`] with a configuration struct; every `TypedSource` is a
//! [`SourcePlugin`].
//!
//! What must hold of every source, and what `tidings_testkit::conformance` checks:
//!
//! - `discover` gives the same catalog twice, in the same order.
//! - Batches have the columns and types of the stream's schema, in its order. A later
//!   [`Message::Schema`] may add columns; it never retypes or drops one.
//! - A [`State`] comes after all rows it speaks of. Reading from it gives the rest and no more.
//! - Nothing is lost in silence: a row that cannot be read becomes one [`Rejected`].
//! - No secret and no data of a row is ever part of an [`Error`] or of a [`Reason`].

#![forbid(unsafe_code)]

mod catalog;
mod config;
mod context;
mod decode;
mod destination;
mod error;
mod message;
mod nearest;
mod request;
mod secret;
mod source;
mod state;
mod typed;

pub use arrow_array;
pub use arrow_schema;
pub use schemars;

pub use catalog::{Catalog, Mode, Notice, StreamDescription};
pub use config::{Config, Position, Positions};
pub use context::{Cancel, Context};
pub use destination::{Delivery, DeliveryFile, Destination, DestinationPlugin, Receipt};
pub use error::{Error, ErrorKind};
pub use message::{Location, Message, RAW_LIMIT, Reason, Rejected, StreamName};
pub use nearest::nearest;
pub use request::{DEFAULT_BATCH_ROWS, ReadRequest, StreamRequest};
pub use secret::{ProjectSecrets, Secret, SecretRef, SecretResolver};
pub use source::{About, Messages, Source, SourcePlugin, Stability};
pub use state::State;
pub use typed::{TypedDestination, TypedSource};
