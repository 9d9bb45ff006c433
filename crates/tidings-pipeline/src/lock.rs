//! `kpis.lock`: what each released version was when it was released.
//!
//! An entry holds the definition itself beside its fingerprint: a difference can be told in words, and after an upgrade
//! of the engine an old text is brought to the new normal form before the two are compared.

mod check;
mod present;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use tidings_core::diagnostic::Diagnostic;
use tidings_core::kpi::KpiId;
use tidings_core::yaml::Document;
use tidings_kpi::version::Definition;

use crate::fingerprint::Fingerprint;
use crate::project::Project;

pub(crate) use check::{Finding, Topic, findings};
pub(crate) use present::{Present, asks_calendars};

/// The file's name in a project.
pub(crate) const LOCK_FILE: &str = "kpis.lock";

/// The version of the file format.
const FORMAT: u32 = 1;

/// Digits of a fingerprint.
const DIGITS: usize = 16;

/// A definition as it was released, and its fingerprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) fingerprint: String,
    pub(crate) definition: Definition,
}

impl Entry {
    /// Seals a definition. `kind` tells KPIs, models and calendars apart.
    pub(crate) fn new(kind: &str, definition: Definition) -> Self {
        Self { fingerprint: fingerprint(kind, &definition), definition }
    }

    /// Whether the entry is what was written.
    pub(crate) fn is_sealed(&self, kind: &str) -> bool {
        self.fingerprint == fingerprint(kind, &self.definition)
    }
}

fn fingerprint(kind: &str, definition: &Definition) -> String {
    let mut digest = Fingerprint::new(&format!("{kind} {FORMAT}")).with(&definition.query);
    for (name, value) in &definition.facts {
        digest = digest.with(name).with(value);
    }
    let mut text = digest.text();
    text.truncate(DIGITS);
    text
}

/// A released version and the fingerprints of what it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KpiEntry {
    pub(crate) entry: Entry,
    pub(crate) models: BTreeMap<String, String>,
    pub(crate) calendars: BTreeMap<String, String>,
}

/// Models or calendars that were changed under released versions, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Restatement {
    pub(crate) reason: String,
    #[serde(default)]
    pub(crate) models: Vec<String>,
    #[serde(default)]
    pub(crate) calendars: Vec<String>,
    pub(crate) kpis: Vec<KpiId>,
}

/// The whole file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Lock {
    pub(crate) kpis: BTreeMap<KpiId, KpiEntry>,
    pub(crate) models: BTreeMap<String, Entry>,
    pub(crate) calendars: BTreeMap<String, Entry>,
    /// In the order in which they were made.
    pub(crate) restated: Vec<Restatement>,
}

impl Lock {
    /// Reads the file of a project; nothing where there is none.
    ///
    /// # Errors
    /// A file that cannot be read, at the place of the mistake.
    pub(crate) fn read(project: &Project) -> Result<Option<(Self, Document)>, Diagnostic> {
        let text = match std::fs::read_to_string(project.directory.join(LOCK_FILE)) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(Diagnostic::configuration(LOCK_FILE, format!("`{LOCK_FILE}` cannot be read: {error}")));
            }
        };
        text::parse(&text).map(Some)
    }

    /// Why values of a version were restated, in the order in which it happened.
    pub(crate) fn restatements(&self, kpi: &KpiId) -> impl Iterator<Item = &str> {
        self.restated.iter().filter(|made| made.kpis.contains(kpi)).map(|made| made.reason.as_str())
    }

    /// The text of the file: sorted, and the same for the same content.
    pub(crate) fn text(&self) -> String {
        text::write(self)
    }

    /// Drops models and calendars that no entry reads.
    pub(crate) fn tidy(&mut self) {
        let models: BTreeSet<&String> = self.kpis.values().flat_map(|kpi| kpi.models.keys()).collect();
        self.models.retain(|name, _| models.contains(name));
        let calendars: BTreeSet<&String> = self.kpis.values().flat_map(|kpi| kpi.calendars.keys()).collect();
        self.calendars.retain(|name, _| calendars.contains(name));
    }
}
