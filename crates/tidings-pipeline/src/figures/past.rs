//! Figures as they were: those that a run published, and every value that one figure ever had.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tidings_core::figure::{Figure, Reason};
use tidings_core::kpi::{Kpi, KpiId, Status};
use tidings_core::period::Period;
use tidings_warehouse::Warehouse;

use super::{ValueRequest, agents_off, published, unknown_site};
use crate::error::{Error, ErrorKind};
use crate::project::Project;
use crate::values::{self, history};

/// The place of a run in the ledger, newest first.
pub(super) fn place_of(warehouse: &Warehouse, run: &str) -> Result<(Vec<String>, usize), Error> {
    let runs: Vec<String> = warehouse.ledger().runs(u32::MAX)?.into_iter().map(|row| row.run.id).collect();
    match runs.iter().position(|id| id == run) {
        Some(place) => Ok((runs, place)),
        None => Err(Error::new(ErrorKind::Usage, format!("unknown run `{run}`")).hint("`tidings status` lists runs")),
    }
}

/// The stored figures of a run, as its reports showed them. `slice` is sorted; `chosen` are versions, each with whether it
/// was named by its version.
pub(super) async fn values(
    project: &Project,
    request: &ValueRequest,
    run: &str,
    slice: &[String],
    chosen: &[(&Kpi, bool)],
) -> Result<Vec<Figure>, Error> {
    let (warehouse, _) = published(project).await?;
    place_of(&warehouse, run)?;
    let versions = warehouse.ledger().published_versions_at(run)?;
    let names: BTreeSet<&str> = chosen.iter().map(|(kpi, _)| kpi.header.kpi.name.as_str()).collect();
    let stored = values::known_of(&warehouse, &versions, &names).await?;
    let mut slices: BTreeMap<&KpiId, BTreeSet<String>> = BTreeMap::new();
    for (kpi, _, keys) in stored.keys() {
        slices.entry(kpi).or_default().insert(keys.keys().cloned().collect::<Vec<_>>().join(","));
    }
    if !request.selections.is_empty() {
        for name in names {
            let own: Vec<&KpiId> =
                chosen.iter().map(|(kpi, _)| &kpi.header.kpi).filter(|kpi| kpi.name == name).collect();
            are_stored(run, name, slice, &own, &slices)?;
        }
    }
    let in_force = |name: &str, day: Date| then_in_force(project, name, day, |kpi| slices.contains_key(kpi));
    let within = |period: &Period| {
        request.from.is_none_or(|from| from < period.end) && request.to.is_none_or(|to| period.start <= to)
    };
    let pinned = |kpi: &KpiId| chosen.iter().any(|(known, pinned)| *pinned && known.header.kpi == *kpi);
    let mut found: Vec<Figure> = stored
        .iter()
        .filter(|((_, period, keys), _)| {
            period.grain == request.grain && within(period) && keys.keys().eq(slice.iter())
        })
        .filter(|((kpi, period, _), _)| pinned(kpi) || in_force(&kpi.name, period.last_day()) == Some(kpi))
        .map(|(_, stored)| stored.figure.clone())
        .filter(|figure| {
            request.sites.is_empty()
                || figure.key("site").is_some_and(|site| request.sites.iter().any(|wanted| wanted == site))
        })
        .collect();
    super::sort(&mut found);
    Ok(found)
}

/// The version that was in force on a day, among those that were stored.
fn then_in_force<'a>(
    project: &'a Project,
    name: &str,
    day: Date,
    is_stored: impl Fn(&KpiId) -> bool,
) -> Option<&'a KpiId> {
    let stored = || project.catalogue.versions(name).into_iter().filter(|kpi| is_stored(&kpi.header.kpi));
    let released = || stored().filter(|kpi| kpi.header.status != Status::Draft);
    released()
        .filter(|kpi| kpi.header.effective_date() <= day)
        .max_by_key(|kpi| (kpi.header.effective_date(), kpi.header.kpi.version))
        .or_else(|| released().next())
        .or_else(|| stored().last())
        .map(|kpi| &kpi.header.kpi)
}

/// Whether some version of a KPI was stored by these keys.
fn are_stored(
    run: &str,
    name: &str,
    slice: &[String],
    versions: &[&KpiId],
    slices: &BTreeMap<&KpiId, BTreeSet<String>>,
) -> Result<(), Error> {
    let stored: BTreeSet<&String> = versions.iter().filter_map(|kpi| slices.get(*kpi)).flatten().collect();
    let named = match versions {
        [one] => one.to_string(),
        _ => name.to_owned(),
    };
    if stored.is_empty() {
        return Err(Error::new(ErrorKind::Usage, format!("run `{run}` had no figures of `{named}`"))
            .hint("name a later run, or leave out `--as-of` to count from the rows as they are now"));
    }
    if stored.contains(&slice.join(",")) {
        return Ok(());
    }
    let cut = if slice.is_empty() { "over everything".to_owned() } else { format!("by `{}`", slice.join(",")) };
    let known: Vec<String> =
        stored.iter().filter(|slice| !slice.is_empty()).map(|slice| format!("`{slice}`")).collect();
    Err(Error::new(ErrorKind::Usage, format!("run `{run}` did not store figures of `{named}` {cut}")).hint(format!(
        "stored are {}; leave out `--as-of` to count from the rows as they are now, or name the keys under `slices` in `pipeline.yaml` for later runs",
        known.join(", ")
    )))
}

/// Which figures' history is wanted.
#[derive(Debug, Clone)]
pub struct HistoryRequest {
    /// A KPI such as `aht`, or one version such as `aht@2`.
    pub selection: String,
    /// The period.
    pub period: Period,
    /// One site; the figures over all sites where none is named.
    pub site: Option<String>,
    /// Further keys to cut by; with a value only that one.
    pub by: Vec<(String, Option<String>)>,
}

/// One value that a figure had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// The figure as the run published it. A withdrawn one has no numbers.
    pub figure: Figure,
    /// The run.
    pub run: String,
    /// Why it became this value.
    pub reason: Reason,
    /// What `kpis.lock` says about it, where a model was restated.
    pub restatement: Option<String>,
    /// Whether the figure ceased to be there.
    pub withdrawn: bool,
}

/// Every value that the figures of a KPI had for a period, by version, keys and time.
///
/// # Errors
/// An unknown KPI, version or site; figures of single agents where these are off; figures that were never stored.
pub async fn kpi_history(project: &Project, request: &HistoryRequest) -> Result<Vec<HistoryLine>, Error> {
    let mut keys: BTreeMap<String, Option<String>> = request.by.iter().cloned().collect();
    if let Some(site) = &request.site {
        if project.site(site).is_none() {
            return Err(unknown_site(project, site));
        }
        keys.insert("site".to_owned(), Some(site.clone()));
    }
    if let Some(key) = keys.keys().find(|key| !values::allowed(project, key)) {
        return Err(agents_off(key));
    }
    let (name, version) = match request.selection.parse::<KpiId>() {
        Ok(id) => (id.name, Some(id.version)),
        Err(_) => (request.selection.clone(), None),
    };
    let (warehouse, versions) = published(project).await?;
    let entries = history::of(&warehouse, &versions, &name, &request.period).await?;
    if entries.is_empty()
        && let Err((message, hint)) = project.catalogue.find(&request.selection)
    {
        return Err(Error::new(ErrorKind::Usage, message).hint(hint));
    }
    let slices: BTreeSet<String> =
        entries.iter().map(|entry| entry.stored.figure.keys.keys().cloned().collect::<Vec<_>>().join(",")).collect();
    let runs: BTreeMap<String, usize> = warehouse
        .ledger()
        .runs(u32::MAX)?
        .into_iter()
        .rev()
        .enumerate()
        .map(|(place, row)| (row.run.id, place))
        .collect();
    let mut lines: Vec<HistoryLine> = entries
        .into_iter()
        .filter(|entry| {
            let figure = &entry.stored.figure;
            let fits =
                |(key, value): (&String, &Option<String>)| value.is_none() || figure.keys.get(key) == Some(value);
            version.is_none_or(|version| figure.kpi.version == version)
                && figure.keys.keys().eq(keys.keys())
                && keys.iter().all(fits)
        })
        .map(|entry| HistoryLine {
            figure: entry.stored.figure,
            run: entry.stored.run,
            reason: entry.stored.reason,
            restatement: entry.restatement,
            withdrawn: entry.withdrawn,
        })
        .collect();
    if lines.is_empty() {
        let cut: Vec<String> = keys.keys().map(|key| format!("`{key}`")).collect();
        let cut = if cut.is_empty() { "over everything".to_owned() } else { format!("by {}", cut.join(", ")) };
        let known: Vec<String> =
            slices.iter().filter(|slice| !slice.is_empty()).map(|slice| format!("`{slice}`")).collect();
        let hint = if known.is_empty() {
            "`tidings kpi value` shows for which periods there are figures".to_owned()
        } else {
            format!("stored are figures by {}", known.join(", "))
        };
        let message = format!("no run stored a figure of `{}` for {} {cut}", request.selection, request.period.label());
        return Err(Error::new(ErrorKind::Usage, message).hint(hint));
    }
    lines.sort_by(|a, b| {
        let order =
            |line: &HistoryLine| (line.figure.kpi.version, line.figure.keys.clone(), runs.get(&line.run).copied());
        order(a).cmp(&order(b))
    });
    Ok(lines)
}
