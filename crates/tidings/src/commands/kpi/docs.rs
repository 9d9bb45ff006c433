//! `tidings kpi docs`: the catalogue as pages.

use std::path::PathBuf;

use clap::Args;

use crate::Failure;
use crate::cli::Place;
use crate::commands::load_right;
use crate::output;

#[derive(Debug, Args)]
pub(crate) struct DocsArguments {
    /// The folder that the pages are written to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Only these languages, such as `nl`, or `en+en-GB` for words and values; all where none is given
    #[arg(long = "locale", value_name = "TAG", value_delimiter = ',')]
    locales: Vec<String>,
}

pub(super) fn run(place: &Place, arguments: &DocsArguments) -> Result<u8, Failure> {
    let project = load_right(place, None)?;
    let files = tidings_pipeline::kpi_docs(&project, &arguments.locales)?;
    std::fs::create_dir_all(&arguments.out)?;
    for file in files {
        let path = arguments.out.join(&file.name);
        std::fs::write(&path, &file.text)?;
        output::data(&path.display().to_string())?;
    }
    Ok(0)
}
