//! Sources as a project declares them: opened, and their streams as tables.

use std::collections::BTreeMap;
use std::sync::Arc;

use tidings_connector::{Catalog, Config, Context, Mode, Source, StreamDescription};
use tidings_core::diagnostic::{Area, Diagnostic, Position, did_you_mean};
use tidings_core::model::Partition as DeclaredPartition;
use tidings_warehouse::{Layer, Partition, TableSpec};

use crate::host::Plugins;
use crate::project::{PROJECT_FILE, Project};

/// A source that understood its configuration.
#[derive(Debug, Clone)]
pub(crate) struct OpenSource {
    pub(crate) name: String,
    pub(crate) source: Arc<dyn Source>,
}

/// A stream as it will be stored.
#[derive(Debug, Clone)]
pub(crate) struct StreamPlan {
    pub(crate) description: StreamDescription,
    pub(crate) spec: TableSpec,
    pub(crate) mode: Mode,
}

/// Opens every source, or the named ones; touches no network.
pub(crate) fn open(project: &Project, plugins: &Plugins, only: &[String]) -> (Vec<OpenSource>, Vec<Diagnostic>) {
    let mut opened = Vec::new();
    let mut findings = Vec::new();
    for (name, declared) in &project.file.sources {
        if !only.is_empty() && !only.contains(name) {
            continue;
        }
        let pointer = format!("/sources/{name}");
        let plugin = match plugins.source(&declared.plugin) {
            Ok(plugin) => plugin,
            Err((message, hint)) => {
                findings.push(project.document.error(&format!("{pointer}/plugin"), message).hint(hint));
                continue;
            }
        };
        match plugin.open(config(project, &pointer, &declared.config), &context(project, name)) {
            Ok(source) => opened.push(OpenSource { name: name.clone(), source: source.into() }),
            Err(error) => findings.push(finding(project, &pointer, &error)),
        }
    }
    (opened, findings)
}

/// What stands under `config:` below a pointer, with its places.
pub(crate) fn config(project: &Project, pointer: &str, value: &serde_json::Value) -> Config {
    let places: BTreeMap<String, tidings_connector::Position> = project
        .document
        .positions_below(&format!("{pointer}/config"))
        .into_iter()
        .map(|(path, place)| (path, tidings_connector::Position::new(PROJECT_FILE, place.line, place.column)))
        .collect();
    let value = if value.is_null() { serde_json::Value::Object(serde_json::Map::new()) } else { value.clone() };
    Config::new(value, places)
}

/// What a plugin may know of the project.
pub(crate) fn context(project: &Project, name: &str) -> Context {
    let places = project.document.positions_below(&format!("/sources/{name}/streams"));
    let mut streams: Vec<(Option<&Position>, &String)> = project
        .file
        .sources
        .get(name)
        .into_iter()
        .flat_map(|source| source.streams.keys())
        .map(|stream| (places.get(&format!("/{stream}")), stream))
        .collect();
    streams.sort_unstable();
    Context::new(&project.directory, name).with_streams(streams.into_iter().map(|(_, stream)| stream.as_str()))
}

/// An error of a plugin as a finding; at `pointer` of the project file where it names no place.
pub(crate) fn finding(project: &Project, pointer: &str, error: &tidings_connector::Error) -> Diagnostic {
    let mut finding = match &error.at {
        Some(at) if &*at.file == PROJECT_FILE => Diagnostic::configuration(PROJECT_FILE, &error.message).at(
            &project.text,
            Position { line: at.line, column: at.column },
            1,
        ),
        Some(at) => {
            let mut finding = Diagnostic::configuration(at.file.as_ref(), &error.message);
            finding.position = Some(Position { line: at.line, column: at.column });
            finding
        }
        None => project.document.error(pointer, &error.message),
    };
    if error.kind == tidings_connector::ErrorKind::Schema {
        finding.area = Area::DataContract;
    }
    finding.hint.clone_from(&error.hint);
    finding
}

/// The streams to read of a catalog, with their tables: those that the project names, or all.
pub(crate) fn plan(project: &Project, source: &str, catalog: &Catalog) -> (Vec<StreamPlan>, Vec<Diagnostic>) {
    let mut plans = Vec::new();
    let mut findings = Vec::new();
    let empty = BTreeMap::new();
    let declared = project.file.sources.get(source).map_or(&empty, |file| &file.streams);
    let names: Vec<&str> = catalog.streams.iter().map(|stream| &*stream.name).collect();
    for name in declared.keys() {
        if !names.contains(&name.as_str()) {
            let pointer = format!("/sources/{source}/streams/{name}");
            let finding = project.document.error(&pointer, format!("source `{source}` has no stream `{name}`"));
            findings.push(finding.hint(did_you_mean(name, names.iter().copied())));
        }
    }
    for description in &catalog.streams {
        let name = &*description.name;
        let file = declared.get(name);
        if file.is_none() && !declared.is_empty() {
            continue;
        }
        let pointer = format!("/sources/{source}/streams/{name}");
        let columns: Vec<&str> = description.schema.fields().iter().map(|field| field.name().as_str()).collect();
        let mut named: Vec<(String, &str)> = Vec::new();
        if let Some(file) = file {
            named.extend(
                file.key.iter().enumerate().map(|(index, column)| (format!("{pointer}/key/{index}"), column.as_str())),
            );
            named.extend(
                file.order
                    .iter()
                    .enumerate()
                    .map(|(index, column)| (format!("{pointer}/order/{index}"), column.as_str())),
            );
            named.extend(file.partition.column().map(|column| (format!("{pointer}/partition"), column)));
        }
        let before = findings.len();
        for (place, column) in named {
            if !columns.contains(&column) {
                let finding =
                    project.document.error(&place, format!("stream `{source}.{name}` has no column `{column}`"));
                findings.push(finding.hint(did_you_mean(column, columns.iter().copied())));
            }
        }
        let key =
            file.map(|file| file.key.clone()).filter(|key| !key.is_empty()).unwrap_or_else(|| description.key.clone());
        let mode = match description.mode {
            Mode::Replace if file.is_some_and(|file| !file.key.is_empty()) => Mode::Upsert,
            mode => mode,
        };
        if key.is_empty() && mode == Mode::Upsert {
            let finding = project.document.error(&pointer, format!("stream `{source}.{name}` has no key"));
            findings.push(finding.hint("name the columns that tell its rows apart: `key: [id]`"));
        }
        if findings.len() > before {
            continue;
        }
        let order = if key.is_empty() {
            Vec::new()
        } else {
            file.map(|file| file.order.clone())
                .filter(|order| !order.is_empty())
                .unwrap_or_else(|| description.version_order.clone())
        };
        let spec = TableSpec {
            layer: Layer::Stream,
            name: format!("{source}.{name}"),
            columns: description.schema.clone(),
            key,
            partition: file.map_or(Partition::None, |file| partition(&file.partition)),
            order,
        };
        plans.push(StreamPlan { description: description.clone(), spec, mode });
    }
    (plans, findings)
}

/// A declared partition as the warehouse keeps it.
pub(crate) fn partition(declared: &DeclaredPartition) -> Partition {
    match declared {
        DeclaredPartition::None => Partition::None,
        DeclaredPartition::Month(column) => Partition::Month(column.clone()),
        DeclaredPartition::Day(column) => Partition::Day(column.clone()),
        DeclaredPartition::Column(column) => Partition::Column(column.clone()),
    }
}
