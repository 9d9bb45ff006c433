//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::commands::export::ExportCommand;
use crate::commands::kpi::KpiCommand;
use crate::commands::locale::LocaleCommand;
use crate::commands::plugin::PluginCommand;
use crate::commands::report::ReportArguments;
use crate::commands::sample::SampleArguments;
use crate::logging::LogFormat;
use crate::output::Format;

/// Nightly customer-service figures: versioned KPI queries, reports in five languages.
#[derive(Debug, Parser)]
#[command(name = "tidings", version, about, propagate_version = true, disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) place: Place,
    /// How the log on standard error looks
    #[arg(long, value_enum, default_value = "text", global = true)]
    pub(crate) log: LogFormat,
}

/// Where the project, its warehouse and its reports are.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// The project's folder; else the nearest folder upwards with a pipeline.yaml
    #[arg(long = "project", short = 'p', global = true, env = "TIDINGS_PROJECT", value_name = "DIR")]
    pub(crate) project: Option<PathBuf>,
    /// Where tables are kept; else `warehouse` in the project
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) warehouse: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check everything that needs no network: files, SQL, versions, messages
    Check {
        /// The project
        project: Option<PathBuf>,
        /// How findings are printed
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// Read the sources, build models and KPIs, write and deliver reports
    Run(RunArguments),
    /// What happened in the last runs, and what is published
    Status {
        /// The project
        project: Option<PathBuf>,
        /// How many runs
        #[arg(long, default_value_t = 10)]
        runs: u32,
        /// How data are printed
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// One run in detail
    Show {
        /// The run, as `tidings status` names it
        run: String,
    },
    /// KPIs: look at them, ask for figures, compare, write, test and release them
    #[command(subcommand)]
    Kpi(KpiCommand),
    /// Write the catalogue in another tool's format, and say what that format cannot hold
    #[command(subcommand)]
    Export(ExportCommand),
    /// Ask a question of the published streams, models and figures; nothing is changed
    Query {
        /// One SELECT
        sql: String,
        /// How rows are printed
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// Write a report to standard output or a folder, from what is published
    Report(ReportArguments),
    /// Messages and how values are written
    #[command(subcommand)]
    Locale(LocaleCommand),
    /// Plugins: list, show, check, discover
    #[command(subcommand)]
    Plugin(PluginCommand),
    /// Look at this machine and this project: zones, warehouse, secrets by name, languages
    Doctor {
        /// The project
        project: Option<PathBuf>,
        /// How findings are printed
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// Make sample data of any size for the standard project
    Sample(SampleArguments),
    /// Write the JSON Schemas of every user-written file, for editors
    Schemas {
        /// The folder
        folder: PathBuf,
    },
}

/// What a run does.
#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// The project
    pub(crate) project: Option<PathBuf>,
    /// Reports of the period that holds this day, on each site's own clock
    #[arg(long, value_name = "DATE", conflicts_with_all = ["from", "to"])]
    pub(crate) date: Option<jiff::civil::Date>,
    /// Reports of every period from the one that holds this day
    #[arg(long, value_name = "DATE", requires = "to")]
    pub(crate) from: Option<jiff::civil::Date>,
    /// ... to the one that holds this day
    #[arg(long, value_name = "DATE", requires = "from")]
    pub(crate) to: Option<jiff::civil::Date>,
    /// One step only: sources, models, kpis, reports or deliver
    #[arg(long, value_name = "STEP")]
    pub(crate) only: Option<String>,
    /// Only these sources
    #[arg(long = "source", value_name = "NAME")]
    pub(crate) sources: Vec<String>,
    /// Where reports are written; else `out` in the project
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// How the summary is printed
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
}
