//! Files against `kpis.lock`.

use std::collections::{BTreeMap, BTreeSet};

use tidings_core::diagnostic::{Area, Diagnostic};
use tidings_core::kpi::{Kpi, KpiId, Status};
use tidings_core::yaml::Document;
use tidings_kpi::version::{Change, Place, Tier, changes, differences, tier};

use super::{Entry, KpiEntry, LOCK_FILE, Lock, Present};
use crate::project::Project;

/// What a finding is about: commands that mend one kind look past it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    /// A released version without an entry, or a calendar that no entry has yet.
    Missing,
    /// A model or calendar changed under released versions.
    Restated,
    /// Anything else.
    Other,
}

/// A finding and what it is about.
pub(crate) type Finding = (Topic, Diagnostic);

/// Everything that differs from the lock, and steps between versions that are none.
pub(crate) fn findings(project: &Project) -> Vec<Finding> {
    let mut findings = steps(project);
    let (lock, document) = match Lock::read(project) {
        Ok(Some(read)) => read,
        Ok(None) => {
            findings.extend(without_lock(project));
            return findings;
        }
        Err(finding) => {
            findings.push((Topic::Other, finding));
            return findings;
        }
    };
    findings.extend(seals(&lock, &document));
    let present = Present::of(project);
    for (id, locked) in &lock.kpis {
        findings.extend(version(project, &document, id, locked, present.kpis.get(id)));
    }
    for id in present.kpis.keys().filter(|id| !lock.kpis.contains_key(id)) {
        if let Some(kpi) = project.catalogue.get(id) {
            let message = format!("`{id}` is {}, but `{LOCK_FILE}` has no entry of it", kpi.header.status.name());
            let finding = kpi.source.header.error("/status", message);
            findings.push((Topic::Missing, finding.hint(format!("`tidings kpi release {id}` checks it and adds it"))));
        }
    }
    findings.extend(under(project, &lock, &present));
    findings
}

/// Released versions that nothing keeps from being edited.
fn without_lock(project: &Project) -> Option<Finding> {
    let released = project.catalogue.all().filter(|kpi| kpi.header.status != Status::Draft).count();
    let message = match released {
        0 => return None,
        1 => format!("there is no `{LOCK_FILE}`, so nothing holds the one released KPI version to what it was"),
        many => format!("there is no `{LOCK_FILE}`, so nothing holds {many} released KPI versions to what they were"),
    };
    let finding = Diagnostic::configuration(LOCK_FILE, message).as_warning();
    Some((Topic::Missing, finding.hint("`tidings kpi release --all` writes it")))
}

/// Versions that change nothing against the one they take over from.
fn steps(project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    for kpi in project.catalogue.all() {
        let Some(before) = project.catalogue.before(kpi) else { continue };
        if tier(&changes(before, kpi)) != Tier::None {
            continue;
        }
        let (id, former) = (&kpi.header.kpi, &before.header.kpi);
        let finding = kpi
            .source
            .header
            .error("/supersedes", format!("`{id}` counts what `{former}` counts: the step between them is `none`"))
            .hint(format!("change the query or a field that bears on values, or delete `{}`", kpi.source.file));
        // A draft is a beginning.
        findings.push((Topic::Other, if kpi.header.status == Status::Draft { finding.as_warning() } else { finding }));
    }
    findings
}

/// Entries that do not fit their own fingerprint.
fn seals(lock: &Lock, document: &Document) -> Vec<Finding> {
    let kpis = lock.kpis.iter().map(|(id, kpi)| ("kpi", format!("/kpis/{id}"), id.to_string(), &kpi.entry));
    let models = lock.models.iter().map(|(name, entry)| ("model", format!("/models/{name}"), name.clone(), entry));
    let calendars =
        lock.calendars.iter().map(|(name, entry)| ("calendar", format!("/calendars/{name}"), name.clone(), entry));
    kpis.chain(models)
        .chain(calendars)
        .filter(|(kind, _, _, entry)| !entry.is_sealed(kind))
        .map(|(_, pointer, name, _)| {
            let message = format!("the entry of `{name}` does not fit its fingerprint: it was edited by hand");
            let finding = document.error(&format!("{pointer}/fingerprint"), message);
            (Topic::Other, finding.hint("take the entry back from version control"))
        })
        .collect()
}

/// One locked version against its file.
fn version(
    project: &Project,
    document: &Document,
    id: &KpiId,
    locked: &KpiEntry,
    present: Option<&KpiEntry>,
) -> Vec<Finding> {
    let file = format!("{}/{}/v{}.sql", project.file.kpis.trim_end_matches('/'), id.name, id.version);
    let Some(kpi) = project.catalogue.get(id) else {
        // A file that is there but wrong has its own finding.
        if project.directory.join(&file).exists() {
            return Vec::new();
        }
        let finding = document.error(&format!("/kpis/{id}"), format!("`{id}` was released, but `{file}` is gone"));
        let hint = format!("put the file back; a version that is out of use stays, with `tidings kpi deprecate {id}`");
        return vec![(Topic::Other, finding.hint(hint))];
    };
    if kpi.header.status == Status::Draft {
        let finding = kpi.source.header.error("/status", format!("`{id}` was released and is a draft in its file"));
        let hint = "write `status: released`; a change goes into a version of its own";
        return vec![(Topic::Other, finding.hint(hint))];
    }
    let Some(present) = present else { return Vec::new() };
    let found = differences(&locked.entry.definition, &present.entry.definition);
    found.into_iter().map(|change| (Topic::Other, edited(project, kpi, &change))).collect()
}

fn edited(project: &Project, kpi: &Kpi, change: &Change) -> Diagnostic {
    let id = &kpi.header.kpi;
    let message = format!("released `{id}` was edited: {}", change.words);
    let mut finding = match &change.place {
        Place::Query => kpi.source.error_in_body(1, 1, 1, message),
        Place::Header(name) => {
            let pointer = format!("/{}", name.replace('.', "/"));
            let whole = format!("/{}", name.split('.').next().unwrap_or_default());
            let known = |pointer: &String| kpi.source.header.position(pointer).is_some();
            let pointer = [pointer, whole].into_iter().find(known).unwrap_or_else(|| "/kpi".to_owned());
            kpi.source.header.error(&pointer, message)
        }
    };
    finding.area = Area::DataContract;
    let next = project.catalogue.versions(&id.name).last().map_or(id.version, |last| last.header.kpi.version) + 1;
    finding.hint(format!(
        "`tidings kpi revise {id} --from YYYY-MM-DD` makes the edited file the draft `{}@{next}`; then put `{}` back",
        id.name, kpi.source.file
    ))
}

/// Models and calendars under released versions.
fn under(project: &Project, lock: &Lock, present: &Present) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, (kpis, is_known)) in touched(lock, present, |kpi| &kpi.models, &present.models, &lock.models) {
        let Some(model) = project.model(&name) else {
            continue;
        };
        let words = if is_known { what(lock.models.get(&name), present.models.get(&name)) } else { NEW.to_owned() };
        let mut finding = model.source.header.error("/model", changed("model", &name, &kpis, &words));
        finding.area = Area::DataContract;
        findings.push((Topic::Restated, finding.hint(RESTATE)));
    }
    for (name, (kpis, is_known)) in touched(lock, present, |kpi| &kpi.calendars, &present.calendars, &lock.calendars) {
        let Some(path) = project.calendars.get(&name).map(|calendar| &calendar.path) else { continue };
        if is_known {
            let words = what(lock.calendars.get(&name), present.calendars.get(&name));
            let finding = Diagnostic::contract(path, changed("calendar", &name, &kpis, &words));
            findings.push((Topic::Restated, finding.hint(RESTATE)));
        } else {
            let message = format!("calendar `{name}` is read by {}, but `{LOCK_FILE}` does not have it", some(&kpis));
            let finding = Diagnostic::contract(path, message);
            findings.push((Topic::Missing, finding.hint("`tidings kpi release --all` adds it")));
        }
    }
    findings
}

const RESTATE: &str = "put it back, or say why past values may change: `tidings kpi release --restate \"REASON\"`";
const NEW: &str = "it is read now and was not";

/// By name: the released versions for which an input is not what it was, and whether they had it.
fn touched(
    lock: &Lock,
    present: &Present,
    inputs: impl Fn(&KpiEntry) -> &BTreeMap<String, String>,
    now: &BTreeMap<String, Entry>,
    then: &BTreeMap<String, Entry>,
) -> BTreeMap<String, (Vec<KpiId>, bool)> {
    let mut touched: BTreeMap<String, (Vec<KpiId>, bool)> = BTreeMap::new();
    for (id, locked) in &lock.kpis {
        let Some(found) = present.kpis.get(id) else { continue };
        let (old, new) = (inputs(locked), inputs(found));
        let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for name in names {
            let Some(now) = new.get(name).and_then(|_| now.get(name)) else { continue };
            let is_same = old.get(name).is_some_and(|fingerprint| {
                // Compared by content: an upgrade of the engine may print the same tree in other words.
                then.get(name).is_some_and(|then| {
                    then.fingerprint == *fingerprint && differences(&then.definition, &now.definition).is_empty()
                })
            });
            if !is_same {
                let entry = touched.entry(name.clone()).or_default();
                entry.0.push(id.clone());
                entry.1 |= old.contains_key(name);
            }
        }
    }
    touched
}

fn changed(kind: &str, name: &str, kpis: &[KpiId], words: &str) -> String {
    format!("{kind} `{name}` changed under {}: {words}", some(kpis))
}

/// What differs, in words.
fn what(then: Option<&Entry>, now: Option<&Entry>) -> String {
    let (Some(then), Some(now)) = (then, now) else { return NEW.to_owned() };
    let found = differences(&then.definition, &now.definition);
    let words: Vec<String> = found.into_iter().map(|change| change.words).collect();
    if words.is_empty() { "the entries of the lock do not agree on it".to_owned() } else { words.join("; ") }
}

/// `aht@1`, `aht@2` and how many more.
fn some(kpis: &[KpiId]) -> String {
    const SHOWN: usize = 4;
    let names: Vec<String> = kpis.iter().take(SHOWN).map(|id| format!("`{id}`")).collect();
    let rest = kpis.len().saturating_sub(SHOWN);
    if rest == 0 { names.join(", ") } else { format!("{} and {rest} more", names.join(", ")) }
}
