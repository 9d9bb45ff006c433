//! The csv source: delimited text files of any encoding, compressed or not.
//!
//! A file runs through these, each bounded in memory: [`bytes`](mod@bytes) unpacks and hashes it,
//! [`lines`] cuts and decodes it, [`records`] joins lines that a quote spans and cuts fields,
//! [`layout`] holds its header against the declared columns, [`column`](mod@column) makes values of
//! texts, [`rows`] makes Arrow batches of values.
//!
//! A record that cannot be read is one rejected record and nothing else: it costs neither its file
//! nor its neighbours.

#![forbid(unsafe_code)]

mod bytes;
pub mod clock;
mod column;
mod config;
pub mod files;
mod header;
mod layout;
mod lines;
pub mod names;
mod numbers;
mod open;
mod read;
mod records;
mod rows;
mod sniff;
mod source;

use tidings_connector::{About, Context, Error, Positions, Source, SourcePlugin, Stability, TypedSource};

/// The plugin, for the host's list.
pub static PLUGIN: &dyn SourcePlugin = &CsvPlugin;

/// Reads delimited text files.
#[derive(Debug)]
struct CsvPlugin;

impl TypedSource for CsvPlugin {
    type Config = config::CsvConfig;

    const ABOUT: &'static About = &About {
        name: "csv",
        title: "Delimited text files: CSV, TSV, semicolons, any encoding, gzip or zstd",
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
        Ok(Box::new(source::Csv::new(config, positions, context)?))
    }
}
