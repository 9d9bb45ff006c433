//! The two traits of a source.

use std::fmt::Debug;

use schemars::Schema;

use crate::{Catalog, Config, Context, Error, Message, ReadRequest};

/// How much a user may build on a plugin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stability {
    /// Its configuration may change in any release.
    Experimental,
    /// Its configuration changes in a major release only.
    Stable,
}

/// What a plugin says about itself; the reference pages are made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The word after `plugin:`, and the name of the plugin's folder.
    pub name: &'static str,
    /// One line: what it reads or where it delivers.
    pub title: &'static str,
    /// The plugin's README.md.
    pub readme: &'static str,
    /// A configuration that shows every part of it, in YAML: what stands under `config:`.
    pub sample: &'static str,
    /// How much a user may build on it.
    pub stability: Stability,
}

/// A kind of source. The host keeps a static list of them.
///
/// Write a [`crate::TypedSource`] and have this one made from it; only a plugin whose configuration
/// has no type of its own (a program that brings its own schema) needs this trait directly.
pub trait SourcePlugin: Debug + Send + Sync + 'static {
    /// What the plugin says about itself.
    fn about(&self) -> &'static About;

    /// The JSON Schema of its configuration. It checks projects, feeds editors and makes the docs.
    fn config_schema(&self) -> Schema;

    /// Understands a configuration. Touches no network and reads no data: what it refuses is wrong
    /// in the project file, with an [`crate::ErrorKind::Config`] error placed there.
    fn open(&self, config: Config, context: &Context) -> Result<Box<dyn Source>, Error>;
}

/// A configured source.
pub trait Source: Debug + Send + Sync {
    /// Whether the source can be reached and the credentials are good. Cheap.
    fn check(&self) -> Result<(), Error>;

    /// The streams: the same answer twice, in the same order, as long as the data do not change.
    fn discover(&self) -> Result<Catalog, Error>;

    /// Reads the streams asked for, each from its state. The host asks for one stream a call and
    /// runs calls side by side, unless the catalog says that the source sends its streams
    /// interleaved.
    ///
    /// Nothing is read before the first `next`. After an error the messages end; what came before
    /// it holds, and a later read goes on from the last state.
    fn read<'a>(&'a self, request: &ReadRequest) -> Result<Messages<'a>, Error>;
}

/// The messages of a read, in order.
pub type Messages<'a> = Box<dyn Iterator<Item = Result<Message, Error>> + Send + 'a>;
