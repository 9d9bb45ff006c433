//! Releasing, restating, deprecating and revising versions of KPIs: the only writers of `kpis.lock`.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use tidings_core::diagnostic::{Diagnostic, Severity};
use tidings_core::kpi::{Kpi, KpiId, Status};
use tidings_kpi::testing::TestRunner;
use tidings_kpi::version::{differences, drafted, with_status};
use tidings_locale::negotiate;

use crate::check::{check_without_lock, model_schemas};
use crate::error::{Error, ErrorKind, settled};
use crate::host::Plugins;
use crate::lock::{self, Finding, KpiEntry, LOCK_FILE, Lock, Present, Restatement, Topic};
use crate::project::Project;

/// What a release covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReleaseRequest {
    /// One version: `aht@3`, or `aht` for its only draft.
    One(String),
    /// Every version that is released by its header and has no entry; without a lock this writes it whole.
    All,
    /// Changed models and calendars under released versions, with the reason.
    Restate(String),
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Released {
    /// Versions that have an entry now and had none.
    pub kpis: Vec<KpiId>,
    /// Models whose change was accepted.
    pub models: Vec<String>,
    /// Calendars whose change was accepted, or that were added.
    pub calendars: Vec<String>,
    /// The files that were written, relative to the project.
    pub files: Vec<String>,
}

/// Releases. `findings` are what loading found.
///
/// # Errors
/// Every reason against it; nothing is written then.
pub async fn release(
    project: &Project,
    findings: Vec<Diagnostic>,
    plugins: &Plugins,
    request: &ReleaseRequest,
) -> Result<Released, Error> {
    let one = match request {
        ReleaseRequest::One(text) => Some(chosen(project, text)?),
        _ => None,
    };
    let passed: &[Topic] = match request {
        ReleaseRequest::One(_) | ReleaseRequest::All => &[Topic::Missing],
        ReleaseRequest::Restate(_) => &[Topic::Restated],
    };
    let found = lock::findings(project);
    let mut refused = check_without_lock(project, findings, plugins).await?;
    refused.extend(found.iter().filter(|(topic, _)| !passed.contains(topic)).map(|(_, finding)| finding.clone()));
    if let Some(kpi) = one {
        refused.extend(against(project, kpi).await?);
        // What is a warning in a draft refuses its release.
        let steps = found.iter().map(|(_, finding)| finding).filter(|finding| finding.file == kpi.source.file);
        refused.extend(steps.filter(|finding| finding.severity == Severity::Warning).cloned().map(as_error));
    }
    refused.retain(|finding| finding.severity == Severity::Error);
    if let Some(error) = Error::of_findings(settled(refused)) {
        return Err(error);
    }
    let lock = Lock::read(project).map_err(Error::of_finding)?.map(|(lock, _)| lock);
    let others = project.catalogue.all().any(|kpi| kpi.header.status != Status::Draft);
    if lock.is_none() && others && *request != ReleaseRequest::All {
        return Err(Error::new(ErrorKind::Usage, format!("there is no `{LOCK_FILE}`, and versions are released"))
            .hint("`tidings kpi release --all` writes it"));
    }
    let lock = lock.unwrap_or_default();
    match request {
        ReleaseRequest::One(_) => one.map_or_else(|| Ok(Released::default()), |kpi| release_one(project, kpi, lock)),
        ReleaseRequest::All => release_all(project, lock),
        ReleaseRequest::Restate(reason) => restate(project, lock, reason.trim(), &found),
    }
}

/// The version that `aht@3` or `aht` means.
fn chosen<'a>(project: &'a Project, text: &str) -> Result<&'a Kpi, Error> {
    let selection =
        project.catalogue.find(text).map_err(|(message, hint)| Error::new(ErrorKind::Usage, message).hint(hint))?;
    let versions = project.catalogue.versions(&selection.name);
    let fits = |kpi: &&Kpi| match selection.version {
        Some(version) => kpi.header.kpi.version == version,
        None => kpi.header.status == Status::Draft,
    };
    let found: Vec<&Kpi> = versions.into_iter().filter(fits).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(Error::new(ErrorKind::Usage, format!("`{text}` has no draft"))
            .hint(format!("`tidings kpi revise {text} --from YYYY-MM-DD` makes one"))),
        many => {
            let names: Vec<String> = many.iter().map(|kpi| format!("`{}`", kpi.header.kpi)).collect();
            Err(Error::new(ErrorKind::Usage, format!("`{text}` has several drafts: {}", names.join(", ")))
                .hint("name one of them"))
        }
    }
}

/// What stands against the release of one version besides failing checks.
async fn against(project: &Project, kpi: &Kpi) -> Result<Vec<Diagnostic>, Error> {
    let id = &kpi.header.kpi;
    let header = &kpi.source.header;
    let mut refused = Vec::new();
    if let Some(finding) = taken(project, kpi)? {
        return Ok(vec![finding]);
    }
    if kpi.header.supersedes.is_some() && kpi.header.effective_from.is_none() {
        let finding = header.error("/supersedes", format!("`{id}` has no first day"));
        refused.push(finding.hint("add `effective_from: YYYY-MM-DD`"));
    }
    if let Some(before) = project.catalogue.before(kpi).filter(|before| before.header.status == Status::Draft) {
        let message = format!("`{id}` takes over from `{}`, which is a draft", before.header.kpi);
        let finding = header.error("/supersedes", message);
        refused.push(finding.hint(format!("`tidings kpi release {}` first", before.header.kpi)));
    }
    refused.extend(failing_tests(project, kpi).await?);
    refused.extend(missing_messages(project, kpi));
    Ok(refused)
}

fn taken(project: &Project, kpi: &Kpi) -> Result<Option<Diagnostic>, Error> {
    let id = &kpi.header.kpi;
    let is_locked = Lock::read(project).map_err(Error::of_finding)?.is_some_and(|(lock, _)| lock.kpis.contains_key(id));
    Ok(is_locked.then(|| {
        let finding = kpi.source.header.error("/status", format!("`{id}` is released already"));
        finding.hint(format!("`tidings kpi revise {id} --from YYYY-MM-DD` makes a draft of the next version"))
    }))
}

async fn failing_tests(project: &Project, kpi: &Kpi) -> Result<Vec<Diagnostic>, Error> {
    let id = &kpi.header.kpi;
    let folder = project.directory.join(&project.file.kpis).join(&id.name);
    let file = project.tests.get(&id.name).map(|file| {
        let mut mine = file.clone();
        mine.tests.retain(|case| case.kpi == *id);
        mine
    });
    let Some(file) = file.filter(|file| !file.tests.is_empty()) else {
        let finding = kpi.source.header.error("/kpi", format!("`{id}` has no tests"));
        let path = format!("{}/{}/tests.yaml", project.file.kpis.trim_end_matches('/'), id.name);
        return Ok(vec![finding.hint(format!("write cases with hand-computed figures in `{path}`"))]);
    };
    let read = move |path: &str| {
        std::fs::read_to_string(folder.join(path)).map_err(|error| format!("cannot read `{path}`: {error}"))
    };
    let runner = Arc::new(TestRunner::new(&model_schemas(project)));
    let outcomes = match runner.load(&project.catalogue, &file, &read) {
        Ok(cases) => runner.run(cases).await,
        Err(error) => Err(error),
    };
    let outcomes = match outcomes {
        Ok(outcomes) => outcomes,
        // A query that fails its checks has findings of its own.
        Err(error) if !error.diagnostics.is_empty() => return Ok(Vec::new()),
        Err(error) => return Err(crate::values::own(error)),
    };
    let failed = outcomes.into_iter().filter(|outcome| !outcome.failures.is_empty());
    let finding = |name: &str| {
        Diagnostic::contract(&file.path, format!("test `{name}` of `{id}` fails"))
            .hint(format!("`tidings kpi test {}` shows what was expected and what came out", id.name))
    };
    Ok(failed.map(|outcome| finding(&outcome.test)).collect())
}

/// Name, definition and reason, in every language that a site asks for.
fn missing_messages(project: &Project, kpi: &Kpi) -> Vec<Diagnostic> {
    let available = project.messages.locales();
    let mut locales: BTreeSet<&str> = BTreeSet::new();
    for locale in project.sites.iter().flat_map(|site| &site.locales) {
        locales.extend(negotiate(&locale.message, &available));
    }
    let name = kpi.header.message();
    let mut wanted = vec![(name.clone(), None), (name, Some("definition"))];
    wanted.extend(kpi.header.reason.clone().map(|reason| (reason, None)));
    let mut missing = Vec::new();
    for (message, attribute) in wanted {
        let lacks: Vec<String> = locales
            .iter()
            .filter(|locale| !project.messages.has(locale, &message, attribute))
            .map(|locale| format!("`{locale}`"))
            .collect();
        if lacks.is_empty() {
            continue;
        }
        let shown = attribute.map_or_else(|| message.clone(), |attribute| format!("{message}.{attribute}"));
        let place = if kpi.header.reason.as_deref() == Some(message.as_str()) { "/reason" } else { "/kpi" };
        let finding = kpi.source.header.error(place, format!("message `{shown}` is missing in {}", lacks.join(", ")));
        let folder = project.file.locales.trim_end_matches('/');
        missing.push(finding.hint(format!("write it in `{folder}/<language>/kpi.ftl`")));
    }
    missing
}

fn release_one(project: &Project, kpi: &Kpi, mut lock: Lock) -> Result<Released, Error> {
    let id = kpi.header.kpi.clone();
    let present = Present::of(project);
    let Some(entry) = present.kpi(project, kpi) else {
        return Err(Error::bug(format!("`{id}` passed its checks and cannot be read")));
    };
    let mut released = Released { kpis: vec![id.clone()], ..Released::default() };
    let entry = adopted(&mut lock, &present, entry);
    lock.kpis.insert(id, entry);
    if kpi.header.status == Status::Draft {
        write_status(project, kpi, Status::Released, &mut released)?;
    }
    write_lock(project, &lock, &mut released)?;
    Ok(released)
}

fn release_all(project: &Project, mut lock: Lock) -> Result<Released, Error> {
    let present = Present::of(project);
    let known: BTreeSet<String> = lock.calendars.keys().cloned().collect();
    let mut released = Released::default();
    for (id, entry) in &present.kpis {
        let entry = adopted(&mut lock, &present, entry.clone());
        match lock.kpis.get_mut(id) {
            None => {
                lock.kpis.insert(id.clone(), entry);
                released.kpis.push(id.clone());
            }
            // What was released is what it was: only calendars of sites that came later are added to it.
            Some(locked) => {
                for (name, fingerprint) in entry.calendars {
                    locked.calendars.entry(name).or_insert(fingerprint);
                }
            }
        }
    }
    released.calendars.extend(lock.calendars.keys().filter(|name| !known.contains(*name)).cloned());
    write_lock(project, &lock, &mut released)?;
    Ok(released)
}

/// An entry that reads the models and calendars of the lock. Those that the lock has not are added to it; those that it
/// has are the same by content, though another engine may have printed them.
fn adopted(lock: &mut Lock, present: &Present, mut entry: KpiEntry) -> KpiEntry {
    for (locked, found, read) in [
        (&mut lock.models, &present.models, &mut entry.models),
        (&mut lock.calendars, &present.calendars, &mut entry.calendars),
    ] {
        for (name, fingerprint) in read {
            if let Some(found) = found.get(name) {
                fingerprint.clone_from(&locked.entry(name.clone()).or_insert_with(|| found.clone()).fingerprint);
            }
        }
    }
    entry
}

fn restate(project: &Project, mut lock: Lock, reason: &str, found: &[Finding]) -> Result<Released, Error> {
    if reason.is_empty() || reason.chars().any(char::is_control) {
        return Err(Error::new(ErrorKind::Usage, "a restatement needs a reason of one line")
            .hint("`tidings kpi release --restate \"the export counted transfers twice\"`"));
    }
    if !found.iter().any(|(topic, _)| *topic == Topic::Restated) {
        return Err(Error::new(ErrorKind::Usage, format!("no model or calendar differs from `{LOCK_FILE}`"))
            .hint("`tidings check` lists what does"));
    }
    let present = Present::of(project);
    let mut restatement =
        Restatement { reason: reason.to_owned(), models: Vec::new(), calendars: Vec::new(), kpis: Vec::new() };
    for (locked, found, named) in [
        (&mut lock.models, &present.models, &mut restatement.models),
        (&mut lock.calendars, &present.calendars, &mut restatement.calendars),
    ] {
        for (name, entry) in locked {
            if let Some(found) = found.get(name)
                && !differences(&entry.definition, &found.definition).is_empty()
            {
                entry.clone_from(found);
                named.push(name.clone());
            }
        }
    }
    for (id, entry) in &present.kpis {
        let entry = adopted(&mut lock, &present, entry.clone());
        if let Some(locked) = lock.kpis.get_mut(id)
            && (locked.models != entry.models || locked.calendars != entry.calendars)
        {
            locked.models = entry.models;
            locked.calendars = entry.calendars;
            restatement.kpis.push(id.clone());
        }
    }
    let mut released = Released {
        models: restatement.models.clone(),
        calendars: restatement.calendars.clone(),
        ..Released::default()
    };
    lock.restated.push(restatement);
    write_lock(project, &lock, &mut released)?;
    Ok(released)
}

/// Takes a released version out of use. Its file and its entry stay.
///
/// # Errors
/// An unknown version, a draft, one that is deprecated already.
pub fn deprecate(project: &Project, text: &str) -> Result<Released, Error> {
    let usage = |message: String, hint: String| Error::new(ErrorKind::Usage, message).hint(hint);
    let selection = project.catalogue.find(text).map_err(|(message, hint)| usage(message, hint))?;
    let Some(version) = selection.version else {
        return Err(usage(format!("`{text}` names no version"), format!("name one, such as `{text}@1`")));
    };
    let id = KpiId { name: selection.name, version };
    let Some(kpi) = project.catalogue.get(&id) else { return Err(Error::bug("a version that was found is gone")) };
    match kpi.header.status {
        Status::Released => {}
        Status::Draft => return Err(usage(format!("`{id}` is a draft"), format!("delete `{}`", kpi.source.file))),
        Status::Deprecated => {
            return Err(usage(format!("`{id}` is deprecated already"), "`tidings kpi list` shows all".to_owned()));
        }
    }
    let mut released = Released { kpis: vec![id], ..Released::default() };
    write_status(project, kpi, Status::Deprecated, &mut released)?;
    Ok(released)
}

/// Writes the next version of a KPI as a draft: the text of `text`'s file with another name, day and reason. It takes
/// over from the newest released version. The file it was made from stays as it is. Gives the draft's path.
///
/// # Errors
/// An unknown KPI; a day that is not after the former's; a file that is there.
pub fn revise(project: &Project, text: &str, from: Date) -> Result<String, Error> {
    let usage = |message: String, hint: String| Error::new(ErrorKind::Usage, message).hint(hint);
    let selection = project.catalogue.find(text).map_err(|(message, hint)| usage(message, hint))?;
    let versions = project.catalogue.versions(&selection.name);
    let is_chosen = |kpi: &&&Kpi| selection.version.is_none_or(|version| kpi.header.kpi.version == version);
    let (Some(kpi), Some(last)) = (versions.iter().rfind(is_chosen), versions.last()) else {
        return Err(Error::bug("a KPI without versions"));
    };
    let id = &kpi.header.kpi;
    if kpi.header.status == Status::Draft {
        return Err(usage(format!("`{id}` is a draft"), format!("edit `{}`", kpi.source.file)));
    }
    let released = versions.iter().rfind(|version| version.header.status != Status::Draft);
    let former = released.unwrap_or(kpi);
    if former.header.effective_date() >= from {
        let message = format!("{from} is not after the first day of `{}`", former.header.kpi);
        return Err(usage(message, "a version begins after the one it takes over from".to_owned()));
    }
    let version = last.header.kpi.version + 1;
    let path = format!("{}/{}/v{version}.sql", project.file.kpis.trim_end_matches('/'), id.name);
    let target = project.directory.join(&path);
    if target.exists() {
        return Err(usage(format!("`{path}` is there already"), "edit it, or move it away".to_owned()));
    }
    let Some(draft) = drafted(kpi, &former.header.kpi, version, from) else { return Err(unwritable(kpi)) };
    write_whole(&target, &draft)?;
    Ok(path)
}

fn write_status(project: &Project, kpi: &Kpi, status: Status, released: &mut Released) -> Result<(), Error> {
    let Some(text) = with_status(kpi, status) else { return Err(unwritable(kpi)) };
    write_whole(&project.directory.join(&kpi.source.file), &text)?;
    released.files.push(kpi.source.file.clone());
    Ok(())
}

fn unwritable(kpi: &Kpi) -> Error {
    Error::new(ErrorKind::Configuration, format!("the header of `{}` cannot be changed word by word", kpi.source.file))
        .hint("write each field of the header on a line of its own")
}

fn write_lock(project: &Project, lock: &Lock, released: &mut Released) -> Result<(), Error> {
    let mut lock = lock.clone();
    lock.tidy();
    write_whole(&project.directory.join(LOCK_FILE), &lock.text())?;
    released.files.push(LOCK_FILE.to_owned());
    Ok(())
}

/// Writes a file so that a reader sees the old text or the new one, never a part.
fn write_whole(path: &Path, text: &str) -> Result<(), Error> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".writing");
    let beside = path.with_file_name(name);
    let written = std::fs::File::create(&beside)
        .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        drop(std::fs::remove_file(&beside));
        Error::storage(format!("`{}` cannot be written", path.display()), &error)
    })
}

fn as_error(mut finding: Diagnostic) -> Diagnostic {
    finding.severity = Severity::Error;
    finding
}
