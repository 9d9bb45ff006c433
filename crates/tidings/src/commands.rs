//! One module a command.

pub(crate) mod export;
pub(crate) mod kpi;
pub(crate) mod locale;
pub(crate) mod plugin;
pub(crate) mod report;
mod run;
pub(crate) mod sample;
mod state;

use std::path::{Path, PathBuf};

use tidings_core::diagnostic::Diagnostic;
use tidings_pipeline::{Host, LoadOptions, MessageFile, Plugins, Project};

use crate::cli::{Cli, Command, Place};
use crate::{Failure, messages, plugins, progress, schemas};

/// Runs a command and gives the exit code.
pub(crate) async fn run(cli: Cli, typed: String) -> Result<u8, Failure> {
    let place = cli.place;
    match cli.command {
        Command::Check { project, format } => state::check(&place, project, format).await,
        Command::Run(arguments) => run::run(&place, arguments, typed).await,
        Command::Status { project, runs, format } => state::status(&place, project, runs, format).await,
        Command::Show { run } => state::show(&place, &run).await,
        Command::Kpi(command) => kpi::run(&place, command).await,
        Command::Export(command) => export::run(&place, command),
        Command::Query { sql, format } => state::query(&place, &sql, format).await,
        Command::Report(arguments) => report::run(&place, arguments).await,
        Command::Locale(command) => locale::run(command),
        Command::Plugin(command) => plugin::run(command),
        Command::Doctor { project, format } => state::doctor(&place, project, format).await,
        Command::Sample(arguments) => sample::run(arguments),
        Command::Schemas { folder } => {
            schemas::write(&folder)?;
            Ok(0)
        }
    }
}

/// The plugins of this program.
pub(crate) fn all_plugins() -> Plugins {
    Plugins { sources: &plugins::SOURCES, destinations: &[] }
}

/// The folder of the project: as named, else the nearest one upwards with a `pipeline.yaml`.
pub(crate) fn find_project(place: &Place, named: Option<PathBuf>) -> Result<PathBuf, Failure> {
    if let Some(folder) = named.or_else(|| place.project.clone()) {
        return Ok(folder);
    }
    let start = std::env::current_dir().map_err(|error| {
        Failure::usage(format!("no current folder: {error}"), "name the project with `--project DIR`")
    })?;
    start.ancestors().find(|folder| folder.join("pipeline.yaml").is_file()).map(Path::to_owned).ok_or_else(|| {
        Failure::usage(
            "no `pipeline.yaml` here or in a folder above",
            "go to a project, or name it with `--project DIR`",
        )
    })
}

/// Reads a project, with what was found wrong in its files.
pub(crate) fn load(
    place: &Place,
    named: Option<PathBuf>,
    out: Option<PathBuf>,
) -> Result<(Project, Vec<Diagnostic>), Failure> {
    let folder = find_project(place, named)?;
    let product =
        messages::files().into_iter().map(|(locale, file, text)| MessageFile { locale, file, text }).collect();
    let options = LoadOptions { messages: product, warehouse: place.warehouse.clone(), out };
    Ok(Project::load(&folder, &options)?)
}

/// Reads a project whose files must be right.
pub(crate) fn load_right(place: &Place, named: Option<PathBuf>) -> Result<Project, Failure> {
    let (project, findings) = load(place, named, None)?;
    match tidings_pipeline::Error::of_findings(findings) {
        Some(error) => Err(error.into()),
        None => Ok(project),
    }
}

/// What a run borrows from the program.
pub(crate) fn host(typed: String) -> Host {
    Host {
        plugins: all_plugins(),
        progress: progress::for_stderr(),
        clock: jiff::Timestamp::now,
        command: format!("tidings {typed}").trim_end().to_owned(),
        program: format!("tidings {}", env!("CARGO_PKG_VERSION")),
        cldr: "49".to_owned(),
        holder: format!("process {}", std::process::id()),
    }
}
