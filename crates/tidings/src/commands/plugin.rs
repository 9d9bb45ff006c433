//! `tidings plugin`: what can be read from, and whether it can be read now.

use std::path::PathBuf;

use clap::Subcommand;
use tidings_connector::{Config, Context, Source, SourcePlugin};

use super::all_plugins;
use crate::Failure;
use crate::output::{self, Format, Records, say};

#[derive(Debug, Subcommand)]
pub(crate) enum PluginCommand {
    /// Every plugin of this program
    List {
        /// How data are printed
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// One plugin: its page, a sample of its settings, or their JSON Schema
    Show {
        /// The plugin's name
        plugin: String,
        /// Print the JSON Schema of its settings
        #[arg(long)]
        schema: bool,
        /// Print a sample of its settings
        #[arg(long)]
        sample: bool,
    },
    /// Whether the source that a settings file describes can be reached
    Check(Settings),
    /// The streams and columns of the source that a settings file describes
    Discover {
        #[command(flatten)]
        settings: Settings,
        /// How data are printed
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
}

/// A plugin and its settings.
#[derive(Debug, clap::Args)]
pub(crate) struct Settings {
    /// The plugin's name
    plugin: String,
    /// A YAML file with what stands under `config:` in a pipeline; paths in it are relative to its folder
    #[arg(long, value_name = "FILE")]
    config: PathBuf,
}

pub(crate) fn run(command: PluginCommand) -> Result<u8, Failure> {
    match command {
        PluginCommand::List { format } => {
            let mut records = Records::new(&["plugin", "kind", "title", "stability"]);
            for plugin in all_plugins().sources {
                let about = plugin.about();
                let stability = format!("{:?}", about.stability).to_lowercase();
                records.push(vec![about.name.into(), "source".into(), about.title.into(), stability.into()]);
            }
            records.print(format)?;
        }
        PluginCommand::Show { plugin, schema, sample } => {
            let plugin = find(&plugin)?;
            let text = if schema {
                serde_json::to_string_pretty(&plugin.config_schema())
                    .map_err(|error| Failure::internal(error.to_string()))?
            } else if sample {
                plugin.about().sample.trim_end().to_owned()
            } else {
                plugin.about().readme.trim_end().to_owned()
            };
            output::data(&text)?;
        }
        PluginCommand::Check(settings) => {
            open(&settings)?.check().map_err(|error| failure(&error))?;
            say(&format!("{}: the source can be read", settings.plugin));
        }
        PluginCommand::Discover { settings, format } => discover(&settings, format)?,
    }
    Ok(0)
}

fn discover(settings: &Settings, format: Format) -> Result<(), Failure> {
    let catalog = open(settings)?.discover().map_err(|error| failure(&error))?;
    let mut records = Records::new(&["stream", "column", "type", "null", "key", "mode"]);
    for stream in &catalog.streams {
        for field in stream.schema.fields() {
            records.push(vec![
                stream.name.to_string().into(),
                field.name().clone().into(),
                field.data_type().to_string().into(),
                field.is_nullable().into(),
                stream.key.contains(field.name()).into(),
                stream.mode.name().into(),
            ]);
        }
        for notice in &stream.notices {
            say(&format!("notice: {}: {}", stream.name, notice.message));
        }
    }
    records.print(format)?;
    Ok(())
}

fn find(name: &str) -> Result<&'static dyn SourcePlugin, Failure> {
    all_plugins().source(name).map_err(|(message, hint)| Failure::usage(message, hint))
}

fn open(settings: &Settings) -> Result<Box<dyn Source>, Failure> {
    let plugin = find(&settings.plugin)?;
    let file = settings.config.display().to_string();
    let text = std::fs::read_to_string(&settings.config).map_err(|error| {
        Failure::usage(format!("cannot read `{file}`: {error}"), "name a YAML file with the plugin's settings")
    })?;
    let document = tidings_core::yaml::Document::parse(&file, &text).map_err(wrong)?;
    let value: serde_json::Value = document.read().map_err(wrong)?;
    let positions = document
        .positions()
        .into_iter()
        .map(|(pointer, place)| (pointer, tidings_connector::Position::new(file.as_str(), place.line, place.column)))
        .collect();
    let folder = settings.config.parent().map(PathBuf::from).unwrap_or_default();
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let context = Context::new(folder, settings.plugin.clone());
    plugin.open(Config::new(value, positions), &context).map_err(|error| failure(&error))
}

fn wrong(finding: tidings_core::diagnostic::Diagnostic) -> Failure {
    tidings_pipeline::Error::of_findings(vec![finding])
        .map_or_else(|| Failure::internal("a finding that is no error"), Failure::from)
}

fn failure(error: &tidings_connector::Error) -> Failure {
    use tidings_connector::ErrorKind as Kind;
    let kind = match error.kind {
        Kind::Config | Kind::Auth => tidings_pipeline::ErrorKind::Configuration,
        Kind::NotFound | Kind::Unavailable | Kind::RateLimited => tidings_pipeline::ErrorKind::Unavailable,
        Kind::Schema => tidings_pipeline::ErrorKind::DataContract,
        _ => tidings_pipeline::ErrorKind::Internal,
    };
    let found = tidings_pipeline::Error::new(kind, error.to_string());
    match &error.hint {
        Some(hint) => found.hint(hint.clone()).into(),
        None => found.into(),
    }
}
