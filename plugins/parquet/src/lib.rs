//! The parquet source: Parquet and Arrow IPC files.
//!
//! Every type is brought to the narrow set that the warehouse keeps ([`columns`]); a file is held
//! to caps before it is read ([`open`](mod@open)). A file's reader is an iterator of batches, so
//! that it can come to run in a child process without the rest knowing.

#![forbid(unsafe_code)]

mod claims;
mod columns;
mod config;
mod open;
mod read;
mod source;

use tidings_connector::{About, Context, Error, Positions, Source, SourcePlugin, Stability, TypedSource};

/// The plugin, for the host's list.
pub static PLUGIN: &dyn SourcePlugin = &ParquetPlugin;

/// Reads Parquet and Arrow IPC files.
#[derive(Debug)]
struct ParquetPlugin;

impl TypedSource for ParquetPlugin {
    type Config = config::ParquetConfig;

    const ABOUT: &'static About = &About {
        name: "parquet",
        title: "Parquet and Arrow IPC files",
        readme: include_str!("../README.md"),
        sample: include_str!("../sample.yaml"),
        stability: Stability::Stable,
    };

    fn connect(
        &self,
        config: Self::Config,
        positions: &Positions,
        context: &Context,
    ) -> Result<Box<dyn Source>, Error> {
        Ok(Box::new(source::Parquet::new(config, positions, context)?))
    }
}
