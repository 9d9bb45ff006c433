//! `tidings sample`: data of any size for the standard project.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::Failure;
use crate::output::say;

/// How much data, and where.
#[derive(Debug, Args)]
pub(crate) struct SampleArguments {
    /// Contacts over all sites
    #[arg(long, default_value_t = tidings_sample::Options::default().contacts)]
    contacts: u64,
    /// Days
    #[arg(long, default_value_t = tidings_sample::Options::default().days)]
    days: u32,
    /// The first day
    #[arg(long, default_value_t = tidings_sample::Options::default().start)]
    start: Date,
    /// Another seed, other customers
    #[arg(long, default_value_t = tidings_sample::Options::default().seed)]
    seed: u64,
    /// The folder that the files are written to
    #[arg(long, default_value = "data")]
    out: PathBuf,
}

pub(crate) fn run(arguments: SampleArguments) -> Result<u8, Failure> {
    let options = tidings_sample::Options {
        contacts: arguments.contacts,
        days: arguments.days,
        start: arguments.start,
        seed: arguments.seed,
        ..tidings_sample::Options::default()
    };
    let summary = tidings_sample::generate(&options, &arguments.out)
        .map_err(|error| Failure::usage(error.to_string(), "`tidings sample --help` shows the bounds"))?;
    for (site, contacts) in &summary.contacts {
        say(&format!("{site}: {contacts} contacts"));
    }
    say(&format!("wrote {}", arguments.out.display()));
    Ok(0)
}
