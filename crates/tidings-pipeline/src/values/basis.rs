//! What the figures of a KPI were made by, and so why one of them has another number than before.
//!
//! A reason is read off what changed since the figures were last evaluated: the definition, as digests of everything
//! that it consists of, or the rows of the streams below it, as the accounts of the runs since then.

use std::collections::{BTreeMap, BTreeSet};

use tidings_core::figure::Reason;
use tidings_core::kpi::{Kpi, KpiHeader};
use tidings_core::model::Model;
use tidings_warehouse::{Warehouse, tzdb_version};

use crate::contract::ModelPlan;
use crate::error::Error;
use crate::fingerprint::Fingerprint;
use crate::lock::{Lock, asks_calendars};
use crate::project::Project;
use crate::references;
use crate::summary::RunSummary;

/// The digests of one definition. Formatting and comments are no part of them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Basis {
    /// The KPI's own: query, header, parameters, smallest group, sites' zones.
    definition: String,
    /// The models that it reads, with the calendars that it and they ask.
    models: String,
    /// How many restatements `kpis.lock` has of it.
    #[serde(default)]
    restatements: usize,
}

/// A definition and the streams below it, as `source.stream`.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    pub(crate) basis: Basis,
    pub(crate) streams: BTreeSet<String>,
    /// Why values of it were restated, in the order of `kpis.lock`.
    restatements: Vec<String>,
}

impl Ground {
    /// The words of the restatements since then, where they are why values changed: what is below the definition
    /// changed, and nothing else of it.
    pub(crate) fn restated(&self, before: &Basis) -> Option<String> {
        let words = self.restatements.get(before.restatements..).filter(|words| !words.is_empty())?;
        let is_below = before.definition == self.basis.definition && before.models != self.basis.models;
        is_below.then(|| words.join("; "))
    }
}

/// The ground of each KPI version, by its name such as `aht@2`.
pub(crate) fn grounds(project: &Project, kpis: &[&Kpi]) -> Result<BTreeMap<String, Ground>, Error> {
    let (plan, _) = ModelPlan::of(project)?;
    let bodies = || kpis.iter().map(|kpi| kpi.source.body.as_str());
    let reads = references::tables(bodies())?;
    let queries = references::normal(bodies())?;
    let written = references::normal(project.models.iter().map(|model| model.source.body.as_str()))?;
    let models: BTreeMap<&str, String> = project
        .models
        .iter()
        .zip(written)
        .map(|(model, sql)| (model.header.model.as_str(), model_digest(project, model, sql)))
        .collect();
    let lock = Lock::read(project).map_err(Error::of_finding)?.map(|(lock, _)| lock).unwrap_or_default();
    let mut grounds = BTreeMap::new();
    for ((kpi, reads), query) in kpis.iter().zip(reads).zip(queries) {
        let below = below(&plan, reads.unwrap_or_default());
        let mut digest = below
            .iter()
            .filter_map(|table| models.get(table.as_str()).map(|digest| (table, digest)))
            .fold(Fingerprint::new("models 1"), |digest, (name, own)| digest.with(name).with(own));
        if asks_calendars(query.as_deref().unwrap_or(&kpi.source.body)) {
            digest = with_calendars(digest, project);
        }
        let id = &kpi.header.kpi;
        let restatements: Vec<String> = lock.restatements(id).map(str::to_owned).collect();
        let (definition, models) = (definition(project, kpi, query), digest.text());
        let basis = Basis { definition, models, restatements: restatements.len() };
        let streams = below.into_iter().filter(|table| table.contains('.')).collect();
        grounds.insert(id.to_string(), Ground { basis, streams, restatements });
    }
    Ok(grounds)
}

/// Every table that these read, and those that they read in turn.
fn below(plan: &ModelPlan, tables: Vec<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = tables;
    while let Some(table) = waiting.pop() {
        waiting.extend(plan.reads.get(&table).into_iter().flatten().cloned());
        if !found.insert(table) {
            // Met before: what it reads was met with it.
            waiting.retain(|other| !found.contains(other));
        }
    }
    found
}

fn definition(project: &Project, kpi: &Kpi, query: Option<String>) -> String {
    let KpiHeader { unit, kind, time, dimensions, minimum, parameters, maturity, finest, .. } = &kpi.header;
    let header = format!("{unit:?} {kind:?} {time:?} {dimensions:?} {minimum} {parameters:?} {maturity:?} {finest:?}");
    let mut digest = Fingerprint::new("definition 1")
        .with(query.as_deref().unwrap_or(&kpi.source.body))
        .with(header)
        .with(project.file.privacy.minimum_group.to_be_bytes())
        .with(tzdb_version());
    for setting in project.parameters.iter().filter(|setting| setting.kpi == kpi.header.kpi) {
        let text = format!("{:?} {} {} {}", setting.site, setting.name, setting.from, setting.value);
        digest = digest.with(text);
    }
    for site in &project.sites {
        digest = digest.with(&site.id).with(&site.time_zone);
    }
    digest.text()
}

fn model_digest(project: &Project, model: &Model, sql: Option<String>) -> String {
    let sql = sql.unwrap_or_else(|| model.source.body.clone());
    let mut digest = Fingerprint::new("model 1").with(format!("{:?}", model.header.columns.0));
    if asks_calendars(&sql) {
        digest = with_calendars(digest, project);
    }
    digest.with(sql).text()
}

fn with_calendars(mut digest: Fingerprint, project: &Project) -> Fingerprint {
    for site in &project.sites {
        digest = digest.with(site.calendar.as_deref().unwrap_or_default());
    }
    for calendar in project.calendars.values() {
        digest = digest.with(&calendar.text);
    }
    digest.with(project.schedules_table.as_ref().map_or("", |table| table.text.as_str()))
}

/// What became of the streams' rows since the figures were last evaluated.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moves {
    /// Streams that gained rows.
    pub(crate) grown: BTreeSet<String>,
    /// Streams whose source changed rows or took them back.
    pub(crate) corrected: BTreeSet<String>,
}

impl Moves {
    /// Of this run, which has published nothing yet, and of the runs after `seen`.
    pub(crate) fn since(warehouse: &Warehouse, seen: Option<&str>, summary: &RunSummary) -> Result<Self, Error> {
        let mut moves = Self::default();
        for stream in &summary.streams {
            let account = &stream.account;
            let corrected = account.updated + account.deleted + account.vanished > 0;
            moves.add(&stream.source, &stream.stream, account.inserted > 0, corrected);
        }
        let runs = warehouse.ledger().runs(u32::MAX)?;
        for row in runs.into_iter().take_while(|row| seen.is_some_and(|seen| seen != row.run.id)) {
            for published in warehouse.ledger().accounts(&row.run.id)? {
                let account = &published.account;
                let corrected = account.updated + account.deleted + account.vanished > 0;
                moves.add(&published.source, &published.stream, account.inserted > 0, corrected);
            }
        }
        Ok(moves)
    }

    fn add(&mut self, source: &str, stream: &str, grown: bool, corrected: bool) {
        let name = format!("{source}.{stream}");
        if grown {
            self.grown.insert(name.clone());
        }
        if corrected {
            self.corrected.insert(name);
        }
    }

    /// Whether some of these streams gained rows.
    pub(crate) fn grew(&self, streams: &BTreeSet<String>) -> bool {
        !self.grown.is_disjoint(streams)
    }
}

/// Why a figure differs from the one that was stored. A changed definition explains more than changed rows, and rows
/// that were set right more than rows that came late. A model that was restated on purpose is not a changed definition.
/// A KPI that is gone has no ground any more.
pub(crate) fn reason(before: Option<&Basis>, now: Option<&Ground>, moves: &Moves) -> Reason {
    let Some(now) = now else { return Reason::Definition };
    let differs = |before: &Basis| before.definition != now.basis.definition || before.models != now.basis.models;
    match before {
        Some(before) if now.restated(before).is_some() => Reason::RestatedModel,
        Some(before) if differs(before) => Reason::Definition,
        _ if !moves.corrected.is_disjoint(&now.streams) => Reason::SourceCorrection,
        _ => Reason::LateData,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ground(definition: &str, models: &str, restatements: &[&str]) -> Ground {
        let restatements: Vec<String> = restatements.iter().map(|words| (*words).to_owned()).collect();
        let (definition, models) = (definition.to_owned(), models.to_owned());
        let basis = Basis { definition, models, restatements: restatements.len() };
        Ground { basis, streams: ["acd.contacts".to_owned()].into(), restatements }
    }

    #[test]
    fn a_reason_is_read_off_what_changed() {
        let set = |name: &str| BTreeSet::from([name.to_owned()]);
        let late = Moves { grown: set("acd.contacts"), corrected: set("surveys.surveys") };
        let corrected = Moves { grown: set("acd.contacts"), corrected: set("acd.contacts") };
        let before = ground("a", "m", &["old"]).basis;
        let ground = |definition, models| ground(definition, models, &["old"]);
        let cases = [
            (Some(&before), Some(ground("a", "m")), &late, Reason::LateData),
            (Some(&before), Some(ground("a", "m")), &corrected, Reason::SourceCorrection),
            (Some(&before), Some(ground("b", "m")), &corrected, Reason::Definition),
            (Some(&before), Some(ground("a", "n")), &late, Reason::Definition),
            (Some(&before), None, &late, Reason::Definition),
            (None, Some(ground("a", "m")), &late, Reason::LateData),
        ];
        for (before, now, moves, expected) in cases {
            assert_eq!(reason(before, now.as_ref(), moves), expected, "{before:?} {now:?}");
        }
    }

    #[test]
    fn a_restatement_explains_what_changed_below_a_definition_since_then() {
        let before = ground("a", "m", &["old"]).basis;
        let moves = Moves::default();
        let words = ["old", "counted twice", "holidays"];
        let cases = [
            (ground("a", "n", &words), Some("counted twice; holidays"), Reason::RestatedModel),
            (ground("a", "n", &words[..1]), None, Reason::Definition),
            (ground("b", "n", &words), None, Reason::Definition),
            (ground("a", "m", &words), None, Reason::LateData),
            (ground("a", "n", &[]), None, Reason::Definition),
        ];
        for (now, words, expected) in cases {
            assert_eq!(now.restated(&before).as_deref(), words, "{now:?}");
            assert_eq!(reason(Some(&before), Some(&now), &moves), expected, "{now:?}");
        }
    }

    #[test]
    fn all_that_a_kpi_stands_on_is_found_once() {
        let reads = |pairs: &[(&str, &[&str])]| {
            pairs
                .iter()
                .map(|(model, tables)| ((*model).to_owned(), tables.iter().map(|table| (*table).to_owned()).collect()))
                .collect()
        };
        let plan = ModelPlan {
            order: Vec::new(),
            reads: reads(&[("contact", &["acd.contacts", "site"]), ("repeat", &["contact"]), ("survey", &["s.s"])]),
        };
        let found: Vec<String> = below(&plan, vec!["repeat".to_owned(), "contact".to_owned()]).into_iter().collect();
        assert_eq!(found, ["acd.contacts", "contact", "repeat", "site"]);
    }
}
