//! One case: a source as a project would have it, and the files it reads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use tidings_connector::{
    Catalog, Config, Context, Error, Position, Positions, Secret, SecretRef, SecretResolver, Source, SourcePlugin,
    StreamRequest,
};

use crate::Failures;

/// What every secret of a case is. It must never be seen.
pub(crate) const CANARY: &str = "canary-7f3a-secret";

/// A folder with a `config.yaml`.
#[derive(Clone, Debug)]
pub struct Case {
    /// The folder's name.
    pub name: String,
    /// The folder.
    pub folder: PathBuf,
    pub(crate) config: Value,
    /// The streams that the project names, with their keys.
    streams: Vec<(String, Vec<String>)>,
    /// Pointers of the configuration, in its order; a pointer's line is its place here.
    pointers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    config: Value,
    #[serde(default)]
    streams: serde_json::Map<String, Value>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct StreamFile {
    #[serde(default)]
    key: Vec<String>,
}

#[derive(Debug)]
struct Canaries;

impl SecretResolver for Canaries {
    fn resolve(&self, _: &SecretRef) -> Result<Secret, Error> {
        Ok(Secret::new(CANARY))
    }
}

impl Case {
    /// All cases of a folder, by name. An empty folder is a failure.
    pub fn all(folder: &Path) -> Result<Vec<Case>, Failures> {
        let mut failures = Failures::default();
        let mut cases = Vec::new();
        let mut names: Vec<PathBuf> = match std::fs::read_dir(folder) {
            Ok(entries) => {
                entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
            }
            Err(error) => {
                failures.add(&folder.display().to_string(), error);
                return Err(failures);
            }
        };
        names.sort();
        for path in names {
            match Case::load(&path) {
                Ok(case) => cases.push(case),
                Err(error) => failures.add(&path.display().to_string(), error),
            }
        }
        failures.check(!cases.is_empty(), &folder.display().to_string(), "has no case");
        failures.into_result().map(|()| cases)
    }

    fn load(folder: &Path) -> Result<Case, Box<dyn std::error::Error>> {
        let text = std::fs::read_to_string(folder.join("config.yaml"))?;
        let file: CaseFile = serde_saphyr::from_str(&text)?;
        let mut streams = Vec::new();
        for (name, settings) in file.streams {
            let settings: StreamFile =
                if settings.is_null() { StreamFile::default() } else { serde_json::from_value(settings)? };
            streams.push((name, settings.key));
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut pointers = Vec::new();
        walk("", &file.config, &mut pointers);
        Ok(Case { name, folder: folder.to_owned(), config: file.config, streams, pointers })
    }

    /// The context of a host.
    pub fn context(&self) -> Context {
        let mut context = Context::new(&self.folder, "source").with_streams(self.streams.iter().map(|(name, _)| name));
        context.secrets = Arc::new(Canaries);
        context
    }

    /// Opens the source.
    pub fn open(&self, plugin: &dyn SourcePlugin, context: &Context) -> Result<Box<dyn Source>, Error> {
        plugin.open(with_places(self.config.clone()), context)
    }

    /// The part of the configuration that an error stands at.
    pub(crate) fn pointer(&self, position: &Position) -> Option<&str> {
        let index = usize::try_from(position.line).ok()?.checked_sub(1)?;
        self.pointers.get(index).map(String::as_str)
    }

    /// What a host asks of the streams of a catalog, in its order.
    pub fn requests(&self, catalog: &Catalog) -> Vec<StreamRequest> {
        let keyed = |name: &str| self.streams.iter().find(|(stream, key)| stream == name && !key.is_empty());
        catalog
            .streams
            .iter()
            .map(|stream| match keyed(&stream.name) {
                Some((_, key)) => StreamRequest::new(stream).keyed(key),
                None => StreamRequest::new(stream),
            })
            .collect()
    }
}

/// A configuration in which each part stands on a line of its own.
pub(crate) fn with_places(value: Value) -> Config {
    let mut pointers = Vec::new();
    walk("", &value, &mut pointers);
    let mut places = BTreeMap::new();
    for (line, pointer) in (1..).zip(pointers) {
        places.insert(pointer, Position::new("config.yaml", line, 1));
    }
    Config::new(value, places)
}

fn walk(pointer: &str, value: &Value, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, value)| walk(&Positions::join(pointer, key), value, found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| walk(&format!("{pointer}/{index}"), item, found));
        }
        _ => {}
    }
}
