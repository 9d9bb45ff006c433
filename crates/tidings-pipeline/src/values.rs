//! Evaluating KPIs and marking figures; what is stored of them stands below.

mod basis;
pub(crate) mod history;
mod state;
mod store;
mod table;
mod withhold;

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::Array as _;
use jiff::civil::Date;
use tidings_core::figure::{Figure, Flag};
use tidings_core::kpi::{Kpi, Status};
use tidings_core::period::{Grain, Period};
use tidings_core::project::Agents;
use tidings_core::report::{ForEach, Section};
use tidings_kpi::{DayState, Demand, Evaluator, FigureTable, Request, SiteZone};
use tidings_warehouse::{Versions, Warehouse};

use crate::coverage::Coverage;
use crate::error::{Error, ErrorKind};
use crate::models::table_id;
use crate::project::Project;
use crate::references;
use crate::relations;

pub(crate) use state::KPI_STATE;
pub(crate) use store::{evaluated, store};
pub(crate) use table::{KPI_VALUE, Known, Stored, known, known_of};

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

/// The slices of a KPI that are stored: everything, each site, what reports show, and what the project asks for. Others
/// are evaluated when somebody asks.
pub(crate) fn slices(project: &Project, kpi: &Kpi) -> Vec<Vec<String>> {
    let dimensions: Vec<&String> = kpi.header.dimensions.iter().filter(|key| allowed(project, key)).collect();
    let site = || "site".to_owned();
    let mut slices: BTreeSet<Vec<String>> = BTreeSet::from([Vec::new(), vec![site()]]);
    let sorted = |mut keys: Vec<String>| {
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    let shown = project
        .reports
        .iter()
        .flat_map(|report| report.file.sections.iter().map(|section| (report.file.for_each, section)));
    for (for_each, section) in shown {
        if let Section::Table(table) = section {
            slices.insert(match for_each {
                ForEach::All => vec![table.by.clone()],
                ForEach::Site => sorted(vec![site(), table.by.clone()]),
            });
        }
    }
    slices.extend(project.file.slices.iter().cloned().map(sorted));
    slices.retain(|slice| slice.iter().all(|key| key == "site" || dimensions.contains(&key)));
    slices.into_iter().collect()
}

/// The lengths of period that a KPI has values for.
pub(crate) fn grains(kpi: &Kpi) -> Vec<Grain> {
    Grain::ALL.into_iter().filter(|grain| *grain >= kpi.header.finest).collect()
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

    /// The figures of a request, marked thin, withheld, immature or incomplete where they are.
    pub(crate) async fn evaluate(&self, kpi: &Kpi, request: &Request) -> Result<Vec<Figure>, Error> {
        Ok(self.evaluate_all(vec![(kpi, request.clone())]).await?.0)
    }

    /// The same for many KPIs at once, and the days of those whose days add up. KPIs over one model share a scan.
    pub(crate) async fn evaluate_all(
        &self,
        wanted: Vec<(&Kpi, Request)>,
    ) -> Result<(Vec<Figure>, Vec<DayState>), Error> {
        let people = self.project.file.privacy.minimum_group > 1;
        let demands: Vec<Demand<'_>> =
            wanted.into_iter().map(|(kpi, request)| Demand { kpi, request, people }).collect();
        let evaluation = self.evaluator.evaluate_all(&demands).await.map_err(|error| at(&demands, error))?;
        let mut all = Vec::new();
        for (demand, table) in demands.iter().zip(&evaluation.tables) {
            all.extend(self.marked(demand.kpi, table));
        }
        Ok((all, evaluation.states))
    }

    fn marked(&self, kpi: &Kpi, table: &FigureTable) -> Vec<Figure> {
        let mut figures = table.figures();
        let smallest = i64::from(self.project.file.privacy.minimum_group);
        let mut completeness: BTreeMap<Period, BTreeMap<String, bool>> = BTreeMap::new();
        let mut maturity: BTreeMap<Period, Option<Maturity>> = BTreeMap::new();
        for (row, figure) in figures.iter_mut().enumerate() {
            let sites =
                completeness.entry(figure.period).or_insert_with(|| self.coverage.completeness(kpi, &figure.period));
            let complete = match figure.keys.get("site") {
                Some(site) => site.as_ref().and_then(|site| sites.get(site)).copied().unwrap_or(true),
                None => sites.values().all(|complete| *complete),
            };
            if !complete {
                figure.mark(Flag::Incomplete);
            }
            let known = maturity
                .entry(figure.period)
                .or_insert_with(|| self.coverage.maturity(kpi, &self.project.parameters, &figure.period));
            if let Some(known) = known
                && !is_mature(known, figure.keys.get("site"))
            {
                figure.mark(Flag::Immature);
            }
            if figure.n.is_some_and(|n| n < i64::from(kpi.header.minimum)) {
                figure.mark(Flag::Thin);
            }
            // Rows that no agent handled expose nobody; agents that cannot be counted may be few.
            if let Some(people) = &table.people
                && is_fine(&figure.keys)
                && (!people.is_valid(row) || (1..smallest).contains(&people.value(row)))
            {
                figure.mark(Flag::Withheld);
            }
        }
        if let Some(people) = &table.people {
            withhold::partners(kpi, &mut figures, people);
        }
        figures
    }
}

/// For each site the first day on which a value is known, and whether the site's data reach up to it.
type Maturity = BTreeMap<String, (Date, bool)>;

/// Whether a value is known: that of a site when the site's data reach far enough, that of all sites when every site's do.
fn is_mature(sites: &Maturity, site: Option<&Option<String>>) -> bool {
    match site {
        Some(site) => site.as_ref().and_then(|site| sites.get(site)).is_none_or(|(_, mature)| *mature),
        None => sites.values().all(|(_, mature)| *mature),
    }
}

/// Whether a slice is finer than a site.
fn is_fine(keys: &BTreeMap<String, Option<String>>) -> bool {
    keys.keys().any(|key| key != "site")
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

/// An error while KPIs were evaluated.
fn at(demands: &[Demand<'_>], error: tidings_kpi::Error) -> Error {
    let mut error = own(error);
    if let [only] = demands
        && error.diagnostics.is_empty()
        && error.kind == ErrorKind::Failed
    {
        error.message = format!("{}: {}", only.kpi.source.file, error.message);
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_site_decides_when_a_value_over_all_is_known() {
        let day = jiff::civil::date(2026, 4, 6);
        let sites = BTreeMap::from([("early".to_owned(), (day, true)), ("late".to_owned(), (day, false))]);
        let site = |name: &str| Some(name.to_owned());
        assert!(is_mature(&sites, Some(&site("early"))));
        assert!(!is_mature(&sites, Some(&site("late"))));
        assert!(!is_mature(&sites, None));
        assert!(is_mature(&BTreeMap::from([("early".to_owned(), (day, true))]), None));
    }

    #[test]
    fn only_slices_finer_than_a_site_expose_people() {
        let keys = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), None)).collect();
        assert!(!is_fine(&keys(&[])));
        assert!(!is_fine(&keys(&["site"])));
        assert!(is_fine(&keys(&["queue"])));
        assert!(is_fine(&keys(&["queue", "site"])));
    }
}
