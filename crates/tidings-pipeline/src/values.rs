//! Evaluating KPIs, marking figures, and keeping them in `kpi_value`.

use std::collections::{BTreeMap, BTreeSet};

use tidings_core::figure::{Figure, Flag};
use tidings_core::kpi::{Kpi, KpiId, Status};
use tidings_core::period::{Grain, Period};
use tidings_core::project::Agents;
use tidings_core::report::{ForEach, Section};
use tidings_kpi::{Evaluator, Request, SiteZone, stored};
use tidings_warehouse::{Cursor, Layer, Partition, TableSpec, Versions, Warehouse, rows_of, tzdb_version};

use crate::coverage::Coverage;
use crate::error::{Error, ErrorKind};
use crate::fingerprint::Fingerprint;
use crate::host::{Event, Host};
use crate::models::table_id;
use crate::project::Project;
use crate::references;
use crate::relations;
use crate::rows;
use crate::summary::{KpiSummary, RunSummary};

/// The table of stored figures.
pub(crate) const KPI_VALUE: &str = "kpi_value";
/// Under this source the ledger keeps what the figures were made from.
const CURSOR: &str = "_kpis";

/// What the ledger keeps of the stored figures.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Evaluated {
    fingerprint: String,
    figures: u64,
    /// The run that last changed a figure.
    pub(crate) run: String,
}

/// What the ledger knows of the stored figures.
pub(crate) fn evaluated(warehouse: &Warehouse) -> Result<Option<Evaluated>, Error> {
    Ok(warehouse.ledger().cursor(CURSOR, "")?.and_then(|value| serde_json::from_value(value).ok()))
}

/// The versions that are stored: all that were released, and the newest draft of a KPI that has no other.
pub(crate) fn stored_kpis(project: &Project) -> Vec<&Kpi> {
    let mut kpis = Vec::new();
    for name in project.catalogue.names() {
        let versions = project.catalogue.versions(name);
        let mut released: Vec<&Kpi> =
            versions.iter().copied().filter(|kpi| kpi.header.status != Status::Draft).collect();
        if released.is_empty() {
            released.extend(versions.last());
        }
        kpis.append(&mut released);
    }
    kpis
}

/// A KPI and a model that it reads and that was never built.
type Lacking<'a> = (&'a Kpi, String);

/// The KPIs whose models all have a version, and the others with the model that they lack.
pub(crate) fn readable<'a>(kpis: Vec<&'a Kpi>, versions: &Versions) -> Result<(Vec<&'a Kpi>, Vec<Lacking<'a>>), Error> {
    let tables = references::tables(kpis.iter().map(|kpi| kpi.source.body.as_str()))?;
    let (mut good, mut lacking) = (Vec::new(), Vec::new());
    for (kpi, tables) in kpis.into_iter().zip(tables) {
        let missing = tables.unwrap_or_default().into_iter().find(|table| !versions.contains_key(&table_id(table)));
        match missing {
            None => good.push(kpi),
            Some(table) => lacking.push((kpi, table)),
        }
    }
    Ok((good, lacking))
}

/// The slices of a KPI that are stored: everything, each site, each site by each dimension, what reports show, and what
/// the project asks for.
pub(crate) fn slices(project: &Project, kpi: &Kpi) -> Vec<Vec<String>> {
    let dimensions: Vec<&String> = kpi.header.dimensions.iter().filter(|key| allowed(project, key)).collect();
    let site = || "site".to_owned();
    let mut slices: BTreeSet<Vec<String>> = BTreeSet::from([Vec::new(), vec![site()]]);
    let sorted = |mut keys: Vec<String>| {
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    slices.extend(dimensions.iter().map(|key| sorted(vec![site(), (*key).clone()])));
    let shown = project
        .reports
        .iter()
        .flat_map(|report| report.file.sections.iter().map(|section| (report.file.for_each, section)));
    for (for_each, section) in shown {
        if let (ForEach::All, Section::Table(table)) = (for_each, section) {
            slices.insert(vec![table.by.clone()]);
        }
    }
    slices.extend(project.file.slices.iter().cloned().map(sorted));
    slices.retain(|slice| slice.iter().all(|key| key == "site" || dimensions.contains(&key)));
    slices.into_iter().collect()
}

/// Whether figures may be cut by a key.
pub(crate) fn allowed(project: &Project, key: &str) -> bool {
    key != "agent_id" || project.file.privacy.agents == Agents::On
}

/// Evaluates KPIs over the models of one set of versions, and marks what must be marked.
pub(crate) struct Figures<'a> {
    project: &'a Project,
    evaluator: Evaluator,
    pub(crate) coverage: Coverage,
}

impl<'a> Figures<'a> {
    /// Opens the models that these KPIs read.
    pub(crate) async fn open(
        project: &'a Project,
        warehouse: &Warehouse,
        versions: &Versions,
        kpis: &[&Kpi],
    ) -> Result<Self, Error> {
        let models: Versions = versions
            .iter()
            .filter(|(id, _)| id.strip_prefix("models/").is_some_and(|name| project.model(name).is_some()))
            .map(|(id, version)| (id.clone(), *version))
            .collect();
        let session = warehouse.session(&models, Some(relations::clock(project))).await?;
        let sites = project.sites.iter().map(|site| SiteZone { site: site.id.clone(), zone: site.zone() }).collect();
        let evaluator = Evaluator::new(session, sites, project.parameters.clone());
        let coverage = Coverage::read(project, warehouse, versions, kpis).await?;
        Ok(Self { project, evaluator, coverage })
    }

    /// The figures of a request, marked thin, withheld or incomplete where they are.
    pub(crate) async fn evaluate(&self, kpi: &Kpi, request: &Request) -> Result<Vec<Figure>, Error> {
        let mut figures = self.evaluator.evaluate(kpi, request).await.map_err(|error| at(kpi, error))?;
        let groups = self.groups(kpi, request).await?;
        let mut completeness: BTreeMap<Period, BTreeMap<String, bool>> = BTreeMap::new();
        for figure in &mut figures {
            let sites =
                completeness.entry(figure.period).or_insert_with(|| self.coverage.completeness(kpi, &figure.period));
            let complete = match figure.keys.get("site") {
                Some(site) => site.as_ref().and_then(|site| sites.get(site)).copied().unwrap_or(true),
                None => sites.values().all(|complete| *complete),
            };
            if !complete {
                figure.mark(Flag::Incomplete);
            }
            if figure.n.is_some_and(|n| n < i64::from(kpi.header.minimum)) {
                figure.mark(Flag::Thin);
            }
            if let Some(groups) = &groups
                && is_fine(&figure.keys)
            {
                let people = groups.get(&(figure.period, figure.keys.clone())).copied().unwrap_or(0);
                if people < i64::from(self.project.file.privacy.minimum_group) {
                    figure.mark(Flag::Withheld);
                }
            }
        }
        Ok(figures)
    }

    /// How many agents stand behind each fine cell; nothing where nobody is exposed.
    async fn groups(&self, kpi: &Kpi, request: &Request) -> Result<Option<Groups>, Error> {
        let fine: Vec<Vec<String>> =
            request.slices.iter().filter(|slice| slice.iter().any(|key| key != "site")).cloned().collect();
        if self.project.file.privacy.minimum_group <= 1 || fine.is_empty() {
            return Ok(None);
        }
        let request = Request { slices: fine, ..request.clone() };
        let sizes = self.evaluator.group_sizes(kpi, &request).await.map_err(|error| at(kpi, error))?;
        Ok(sizes.map(|sizes| {
            let size = |figure: Figure| {
                let people = figure.value.and_then(|value| i64::try_from(value).ok()).unwrap_or(0);
                ((figure.period, figure.keys), people)
            };
            sizes.into_iter().map(size).collect()
        }))
    }
}

/// Agents by period and keys.
type Groups = BTreeMap<(Period, BTreeMap<String, Option<String>>), i64>;

/// Whether a slice is finer than a site.
fn is_fine(keys: &BTreeMap<String, Option<String>>) -> bool {
    keys.keys().any(|key| key != "site")
}

/// Evaluates what is stored, and stores it where it changed.
pub(crate) async fn store(
    project: &Project,
    host: &Host,
    warehouse: &Warehouse,
    run: &str,
    versions: &mut Versions,
    summary: &mut RunSummary,
) -> Result<Vec<Cursor>, Error> {
    const STEP: &str = "kpis";
    let (kpis, lacking) = readable(stored_kpis(project), versions)?;
    for (kpi, model) in lacking {
        let message = format!("`{}` is not counted, because model `{model}` was never built", kpi.header.kpi);
        host.warned(STEP, &message);
        summary.warn(STEP, message, Some("see why the model could not be built".to_owned()));
    }
    let fingerprint = fingerprint(project, &kpis, versions);
    let before = evaluated(warehouse)?;
    if let Some(before) =
        before.as_ref().filter(|before| before.fingerprint == fingerprint && versions.contains_key(KPI_VALUE))
    {
        summary.kpis = KpiSummary { evaluated: 0, figures: before.figures, changed: 0 };
        return Ok(Vec::new());
    }
    host.began(STEP);
    let figures = Figures::open(project, warehouse, versions, &kpis).await?;
    let mut all = Vec::new();
    for (done, kpi) in kpis.iter().enumerate() {
        if let Some((first, last)) = figures.coverage.days(kpi) {
            let to = last.tomorrow().unwrap_or(last);
            let request = Request { slices: slices(project, kpi), grains: Grain::ALL.to_vec(), from: first, to };
            all.extend(figures.evaluate(kpi, &request).await?);
        }
        let (done, total) = (done as u64 + 1, Some(kpis.len() as u64));
        host.progress.step(&Event::Advanced { step: STEP, done, total });
    }
    let known = known(warehouse, versions).await?;
    let mut changed = 0;
    let runs: Vec<String> = all
        .iter()
        .map(|figure| match known.get(&place(figure)) {
            Some((before, run)) if before == figure => run.clone(),
            _ => {
                changed += 1;
                run.to_owned()
            }
        })
        .collect();
    let keys = stored::keys(&project.catalogue);
    let batch = stored::to_batch(&all, &runs, &keys).map_err(own)?;
    let spec = TableSpec {
        layer: Layer::Value,
        name: KPI_VALUE.to_owned(),
        columns: stored::value_schema(&keys),
        key: Vec::new(),
        partition: Partition::Column("kpi".to_owned()),
        order: Vec::new(),
    };
    let outcome = warehouse.replace_table(&spec, run, rows_of(vec![batch])).await?;
    let is_new = versions.insert(outcome.table, outcome.version) != Some(outcome.version);
    summary.changed |= is_new;
    summary.kpis = KpiSummary { evaluated: kpis.len() as u64, figures: outcome.rows, changed };
    host.ended(STEP, &format!("{} figures, {changed} of them new or different", outcome.rows));
    let run = match before {
        Some(before) if !is_new => before.run,
        _ => run.to_owned(),
    };
    let state = serde_json::to_value(Evaluated { fingerprint, figures: outcome.rows, run })
        .map_err(|_| Error::bug("the fingerprint of the figures cannot be kept as JSON"))?;
    Ok(vec![Cursor { source: CURSOR.to_owned(), stream: String::new(), state }])
}

/// Where a figure stands.
pub(crate) type Place = (KpiId, Period, BTreeMap<String, Option<String>>);

fn place(figure: &Figure) -> Place {
    (figure.kpi.clone(), figure.period, figure.keys.clone())
}

/// The stored figures of a set of versions, each with the run that first stored it.
pub(crate) async fn known(
    warehouse: &Warehouse,
    versions: &Versions,
) -> Result<BTreeMap<Place, (Figure, String)>, Error> {
    let mut known = BTreeMap::new();
    let Some(version) = versions.get(KPI_VALUE) else { return Ok(known) };
    for batch in rows::gathered(warehouse.read(KPI_VALUE, *version).await?).await? {
        for (figure, run) in stored::from_batch(&batch).map_err(own)? {
            known.insert(place(&figure), (figure, run));
        }
    }
    Ok(known)
}

/// Everything that the stored figures depend on.
fn fingerprint(project: &Project, kpis: &[&Kpi], versions: &Versions) -> String {
    let mut digest = Fingerprint::new("figures 1").with(&project.sites_table.text).with(tzdb_version());
    for kpi in kpis {
        digest = digest.with(kpi.header.kpi.to_string()).with(&kpi.source.text);
        for slice in slices(project, kpi) {
            digest = digest.with(slice.join(","));
        }
    }
    digest = digest.with("parameters").with(project.parameters_table.as_ref().map_or("", |table| table.text.as_str()));
    digest = digest.with(project.file.privacy.minimum_group.to_be_bytes());
    for calendar in project.calendars.values() {
        digest = digest.with(&calendar.text);
    }
    digest = digest.with("schedules").with(project.schedules_table.as_ref().map_or("", |table| table.text.as_str()));
    for (id, version) in versions.iter().filter(|(id, _)| id.starts_with("models/")) {
        digest = digest.with(id).with(version.to_be_bytes());
    }
    digest.text()
}

/// An error of the KPI crate.
pub(crate) fn own(error: tidings_kpi::Error) -> Error {
    let kind = match error.kind {
        tidings_kpi::ErrorKind::Kpi => ErrorKind::DataContract,
        tidings_kpi::ErrorKind::Request => ErrorKind::Usage,
        tidings_kpi::ErrorKind::Engine => ErrorKind::Failed,
    };
    Error { kind, message: error.message, hint: error.hint, diagnostics: error.diagnostics }
}

/// An error while one KPI was evaluated.
fn at(kpi: &Kpi, error: tidings_kpi::Error) -> Error {
    let mut error = own(error);
    if error.diagnostics.is_empty() && error.kind == ErrorKind::Failed {
        error.message = format!("{}: {}", kpi.source.file, error.message);
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_slices_finer_than_a_site_expose_people() {
        let keys = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), None)).collect();
        assert!(!is_fine(&keys(&[])));
        assert!(!is_fine(&keys(&["site"])));
        assert!(is_fine(&keys(&["queue"])));
        assert!(is_fine(&keys(&["queue", "site"])));
    }
}
