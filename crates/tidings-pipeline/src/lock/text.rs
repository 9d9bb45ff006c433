//! The text of `kpis.lock`. It is YAML whose strings are JSON strings.

use std::collections::BTreeMap;

use tidings_core::diagnostic::Diagnostic;
use tidings_core::kpi::KpiId;
use tidings_core::yaml::Document;
use tidings_kpi::version::Definition;

use super::{Entry, FORMAT, KpiEntry, LOCK_FILE, Lock, Restatement};

const HINT: &str = "take the file back from version control; after a merge keep the entries of both sides";

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct LockFile {
    version: u32,
    #[serde(default)]
    kpis: BTreeMap<String, Written>,
    #[serde(default)]
    models: BTreeMap<String, Written>,
    #[serde(default)]
    calendars: BTreeMap<String, Written>,
    #[serde(default)]
    restated: Vec<Restatement>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    fingerprint: String,
    #[serde(default)]
    header: BTreeMap<String, String>,
    #[serde(default)]
    query: String,
    #[serde(default)]
    models: BTreeMap<String, String>,
    #[serde(default)]
    calendars: BTreeMap<String, String>,
}

impl Written {
    fn entry(self) -> Entry {
        let definition = Definition { facts: self.header, query: self.query, reads: Vec::new() };
        Entry { fingerprint: self.fingerprint, definition }
    }
}

/// Reads the text.
pub(super) fn parse(text: &str) -> Result<(Lock, Document), Diagnostic> {
    let document = Document::parse(LOCK_FILE, text).map_err(|finding| finding.hint(HINT))?;
    let read: LockFile = document.read().map_err(|finding| finding.hint(HINT))?;
    if read.version != FORMAT {
        let message = format!("found version {} of the format, expected {FORMAT}", read.version);
        return Err(document.error("/version", message).hint("use the program that wrote the file, or a later one"));
    }
    let mut kpis = BTreeMap::new();
    for (name, mut written) in read.kpis {
        let id: KpiId =
            name.parse().map_err(|message: String| document.error(&format!("/kpis/{name}"), message).hint(HINT))?;
        let (models, calendars) = (std::mem::take(&mut written.models), std::mem::take(&mut written.calendars));
        kpis.insert(id, KpiEntry { entry: written.entry(), models, calendars });
    }
    let entries = |written: BTreeMap<String, Written>| -> BTreeMap<String, Entry> {
        written.into_iter().map(|(name, written)| (name, written.entry())).collect()
    };
    let (models, calendars) = (entries(read.models), entries(read.calendars));
    Ok((Lock { kpis, models, calendars, restated: read.restated }, document))
}

/// Writes the text.
pub(super) fn write(lock: &Lock) -> String {
    let mut text = String::from(
        "# What each released KPI version was when it was released. `tidings check` compares; `tidings kpi release` writes.\n",
    );
    line(&mut text, 0, format_args!("version: {FORMAT}"));
    line(&mut text, 0, format_args!("kpis:"));
    for (id, kpi) in &lock.kpis {
        line(&mut text, 2, format_args!("{id}:"));
        entry(&mut text, &kpi.entry);
        fingerprints(&mut text, "models", &kpi.models);
        fingerprints(&mut text, "calendars", &kpi.calendars);
    }
    for (name, entries) in [("models", &lock.models), ("calendars", &lock.calendars)] {
        if !entries.is_empty() {
            line(&mut text, 0, format_args!("{name}:"));
        }
        for (name, written) in entries {
            line(&mut text, 2, format_args!("{}:", key(name)));
            entry(&mut text, written);
        }
    }
    if !lock.restated.is_empty() {
        line(&mut text, 0, format_args!("restated:"));
    }
    for restatement in &lock.restated {
        line(&mut text, 2, format_args!("- reason: {}", quoted(&restatement.reason)));
        let list = |names: Vec<String>| names.join(", ");
        for (name, items) in [("models", &restatement.models), ("calendars", &restatement.calendars)] {
            if !items.is_empty() {
                line(&mut text, 4, format_args!("{name}: [{}]", list(items.iter().map(|item| key(item)).collect())));
            }
        }
        let kpis = list(restatement.kpis.iter().map(|id| quoted(&id.to_string())).collect());
        line(&mut text, 4, format_args!("kpis: [{kpis}]"));
    }
    text
}

fn entry(text: &mut String, entry: &Entry) {
    line(text, 4, format_args!("fingerprint: {}", quoted(&entry.fingerprint)));
    line(text, 4, format_args!("header:"));
    for (name, value) in &entry.definition.facts {
        line(text, 6, format_args!("{}: {}", key(name), quoted(value)));
    }
    if !entry.definition.query.is_empty() {
        line(text, 4, format_args!("query: {}", quoted(&entry.definition.query)));
    }
}

fn fingerprints(text: &mut String, name: &str, entries: &BTreeMap<String, String>) {
    if !entries.is_empty() {
        line(text, 4, format_args!("{name}:"));
    }
    for (name, fingerprint) in entries {
        line(text, 6, format_args!("{}: {}", key(name), quoted(fingerprint)));
    }
}

fn line(text: &mut String, indent: usize, content: std::fmt::Arguments<'_>) {
    text.push_str(&" ".repeat(indent));
    text.push_str(&content.to_string());
    text.push('\n');
}

/// A name that YAML reads as it stands, else in quotes.
fn key(name: &str) -> String {
    let plain = name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || ['_', '-', '.', '@'].contains(&letter));
    if plain { name.to_owned() } else { quoted(name) }
}

fn quoted(value: &str) -> String {
    serde_json::Value::from(value).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let definition = |query: &str| Definition {
            facts: BTreeMap::from([("unit".into(), "a \"b\"\n한글: #".into()), ("time.contact".into(), String::new())]),
            query: query.into(),
            reads: Vec::new(),
        };
        let mut lock = Lock::default();
        for version in [2, 10] {
            let kpi = KpiEntry {
                entry: Entry::new("kpi", definition("SELECT 'x: y' AS value")),
                models: BTreeMap::from([("contact".into(), "1234567890123456".into())]),
                calendars: BTreeMap::from([("null".into(), "0e10".into())]),
            };
            lock.kpis.insert(KpiId { name: "aht".into(), version }, kpi);
        }
        lock.models.insert("contact".into(), Entry::new("model", definition("SELECT 1")));
        lock.calendars.insert("de-late".into(), Entry::new("calendar", definition("")));
        let kpis = vec![KpiId { name: "aht".into(), version: 2 }];
        lock.restated.push(Restatement {
            reason: "holidays - 2027".into(),
            models: vec!["contact".into()],
            calendars: Vec::new(),
            kpis,
        });
        let text = lock.text();
        let (read, _) = parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(read, lock);
        assert!(read.models["contact"].is_sealed("model") && !read.models["contact"].is_sealed("calendar"));
        assert!(text.find("aht@2").unwrap() < text.find("aht@10").unwrap());
    }

    #[test]
    fn a_broken_file_is_placed() {
        let finding = parse("version: 1\n<<<<<<< ours\nkpis:\n").unwrap_err();
        assert!(finding.hint.unwrap().contains("both sides"));
        assert!(parse("version: 9\nkpis: {}\n").unwrap_err().message.contains("version 9"));
        assert!(
            parse("version: 1\nkpis: { aht: { fingerprint: x } }\n").unwrap_err().message.contains("no KPI version")
        );
    }
}
