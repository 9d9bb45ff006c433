//! Evaluating what is stored, and storing it where it changed.

use std::collections::BTreeMap;

use tidings_core::figure::Reason;
use tidings_core::kpi::{Kpi, KpiId};
use tidings_kpi::{Request, stored};
use tidings_warehouse::{Cursor, Layer, Partition, TableSpec, Versions, Warehouse, rows_of, tzdb_version};

use super::basis::{self, Basis, Ground, Moves};
use super::table::{self, KPI_VALUE, known};
use super::{Figures, KPI_STATE, grains, history, readable, slices, state, stored_kpis};
use crate::error::Error;
use crate::fingerprint::Fingerprint;
use crate::host::Host;
use crate::project::Project;
use crate::summary::{KpiSummary, RunSummary};

const STEP: &str = "kpis";
/// Under this source the ledger keeps what the figures were made from.
const CURSOR: &str = "_kpis";

/// What the ledger keeps of the stored figures.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct Evaluated {
    fingerprint: String,
    figures: u64,
    /// The run that last changed a figure.
    pub(crate) run: String,
    /// The last run whose rows are in the figures.
    #[serde(default)]
    seen: Option<String>,
    /// What each KPI version was counted by, by its name such as `aht@2`.
    #[serde(default)]
    bases: BTreeMap<String, Basis>,
}

impl Evaluated {
    fn cursor(&self) -> Result<Cursor, Error> {
        let state = serde_json::to_value(self)
            .map_err(|_| Error::bug("the fingerprint of the figures cannot be kept as JSON"))?;
        Ok(Cursor { source: CURSOR.to_owned(), stream: String::new(), state })
    }
}

/// What the ledger knows of the stored figures.
pub(crate) fn evaluated(warehouse: &Warehouse) -> Result<Option<Evaluated>, Error> {
    Ok(warehouse.ledger().cursor(CURSOR, "")?.and_then(|value| serde_json::from_value(value).ok()))
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
    let (kpis, lacking) = readable(stored_kpis(project), versions)?;
    for (kpi, model) in lacking {
        let message = format!("`{}` is not counted, because model `{model}` was never built", kpi.header.kpi);
        host.warned(STEP, &message);
        summary.warn(STEP, message, Some("see why the model could not be built".to_owned()));
    }
    let fingerprint = fingerprint(project, &kpis, versions);
    let mut before = evaluated(warehouse)?;
    let is_stored = [KPI_VALUE, KPI_STATE, history::HISTORY].iter().all(|table| versions.contains_key(*table));
    if let Some(before) = before.as_mut().filter(|before| before.fingerprint == fingerprint && is_stored) {
        summary.kpis = KpiSummary { evaluated: 0, figures: before.figures, changed: 0 };
        // What moved in the streams and below the definitions until now moved no figure, so it explains none later.
        before.seen = Some(run.to_owned());
        before.bases = bases(basis::grounds(project, &kpis)?);
        return Ok(vec![before.cursor()?]);
    }
    host.began(STEP);
    let figures = Figures::open(project, warehouse, versions, &kpis).await?;
    let wanted = kpis.iter().filter_map(|kpi| {
        let (first, last) = figures.coverage.days(kpi)?;
        let to = last.tomorrow().unwrap_or(last);
        Some((*kpi, Request { slices: slices(project, kpi), grains: grains(kpi), from: first, to }))
    });
    let (all, states) = figures.evaluate_all(wanted.collect()).await?;
    let known = known(warehouse, versions).await?;
    let grounds = basis::grounds(project, &kpis)?;
    let seen = before.as_ref().and_then(|before| before.seen.as_deref());
    let moves = Moves::since(warehouse, seen, summary)?;
    let reasons = reasons(before.as_ref(), &grounds, &moves);
    let asks = all.iter().any(|figure| history::asks(figure, &known));
    let unseen = if asks { history::unseen(warehouse, versions).await? } else { BTreeMap::new() };
    let reason = |kpi: &KpiId| reasons.get(&kpi.to_string()).copied().unwrap_or(Reason::Definition);
    let mut settled = history::settle(all, &known, &unseen, run, &reason);
    for entry in settled.news.iter_mut().filter(|entry| entry.stored.reason == Reason::RestatedModel) {
        let kpi = entry.stored.figure.kpi.to_string();
        let then = before.as_ref().and_then(|before| before.bases.get(&kpi));
        entry.restatement = then.zip(grounds.get(&kpi)).and_then(|(then, ground)| ground.restated(then));
    }
    for kpi in &settled.late {
        let ground = grounds.get(&kpi.to_string());
        if ground.is_some_and(|ground| !moves.grew(&ground.streams)) {
            let message = format!("figures of `{kpi}` changed, although neither its definition nor its rows did");
            host.warned(STEP, &message);
            let hint = "`tidings kpi history` shows them; a new version of the program may count in another way";
            summary.warn(STEP, message, Some(hint.to_owned()));
        }
    }
    let changed = settled.news.iter().filter(|entry| !entry.withdrawn).count() as u64;
    let keys = stored::keys(&project.catalogue);
    history::append(warehouse, versions, run, &known, settled.news, &keys).await?;
    let spec = TableSpec {
        layer: Layer::Value,
        name: KPI_VALUE.to_owned(),
        columns: table::schema(&keys),
        key: Vec::new(),
        partition: Partition::Column("kpi".to_owned()),
        order: Vec::new(),
    };
    let kept: Vec<_> = settled.stored.into_iter().map(history::as_kept).collect();
    let batch = table::to_batch(&kept, &keys)?;
    let outcome = warehouse.replace_table(&spec, run, rows_of(vec![batch])).await?;
    state::store(warehouse, versions, run, &states, &keys).await?;
    let is_new = versions.insert(outcome.table, outcome.version) != Some(outcome.version);
    summary.changed |= is_new;
    summary.kpis = KpiSummary { evaluated: kpis.len() as u64, figures: outcome.rows, changed };
    host.ended(STEP, &format!("{} figures, {changed} of them new or different", outcome.rows));
    let evaluated = Evaluated {
        fingerprint,
        figures: outcome.rows,
        run: before.filter(|_| !is_new).map_or_else(|| run.to_owned(), |before| before.run),
        seen: Some(run.to_owned()),
        bases: bases(grounds),
    };
    Ok(vec![evaluated.cursor()?])
}

fn bases(grounds: BTreeMap<String, Ground>) -> BTreeMap<String, Basis> {
    grounds.into_iter().map(|(kpi, ground)| (kpi, ground.basis)).collect()
}

/// Why figures of each KPI version would differ from the stored ones.
fn reasons(before: Option<&Evaluated>, grounds: &BTreeMap<String, Ground>, moves: &Moves) -> BTreeMap<String, Reason> {
    let basis = |kpi: &String| before.and_then(|before| before.bases.get(kpi));
    grounds.iter().map(|(kpi, ground)| (kpi.clone(), basis::reason(basis(kpi), Some(ground), moves))).collect()
}

/// Everything that the stored figures depend on.
fn fingerprint(project: &Project, kpis: &[&Kpi], versions: &Versions) -> String {
    let mut digest = Fingerprint::new("figures 2").with(&project.sites_table.text).with(tzdb_version());
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
