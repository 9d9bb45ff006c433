//! `tidings export`: the catalogue in formats of others.

use std::path::PathBuf;

use clap::Subcommand;

use crate::Failure;
use crate::cli::Place;
use crate::commands::load_right;
use crate::output::{self, say};

#[derive(Debug, Subcommand)]
pub(crate) enum ExportCommand {
    /// Apache Ossie 0.1.1, once Open Semantic Interchange, as JSON
    Osi {
        /// The file; standard output where none is given
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

pub(crate) fn run(place: &Place, command: ExportCommand) -> Result<u8, Failure> {
    let ExportCommand::Osi { out } = command;
    let exported = tidings_pipeline::osi(&load_right(place, None)?)?;
    match out {
        Some(path) => std::fs::write(&path, &exported.text)?,
        None => output::data(exported.text.trim_end())?,
    }
    for (kpi, lost) in &exported.lost {
        say(&format!("{kpi}: {}", lost.join("; ")));
    }
    say("none of this is part of the format; it stands in an extension that other tools ignore");
    say(&format!("{} metrics written, {} KPIs left out", exported.metrics, exported.left_out));
    Ok(0)
}
