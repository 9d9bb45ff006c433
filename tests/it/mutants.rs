//! A test of the KPI cases: every small change of a query must fail one.
//!
//! It takes minutes and so runs only when asked for. `TIDINGS_MUTANTS` names the KPIs, all where it is absent.

mod change;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use libtest_mimic::{Failed, Trial};
use serde::Deserialize;
use tidings_core::kpi::{Kpi, KpiId};
use tidings_kpi::ErrorKind;
use tidings_kpi::testing::{LoadedCase, TestFile, TestRunner};
use tokio::task::JoinSet;

use crate::law::{Standard, standard};
use crate::program::repository;
use change::{Mutant, mutants, places};

/// The share of mutants that must fail a case, in per cent.
const LEAST_KILLED: usize = 95;

/// Mutants that give the same figures over all rows that a model can hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Equivalents {
    equivalent: Vec<Equivalent>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Equivalent {
    kpi: KpiId,
    /// The change as the table of survivors prints it.
    change: String,
    reason: String,
}

/// What became of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// A case fails.
    Killed,
    /// All cases pass.
    Survived,
    /// It is no KPI: `check` refuses it.
    Refused,
}

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("mutants::of_a_known_query", known_query),
        Trial::test("mutants::change_every_word_of_every_query", every_word),
        Trial::test("mutants::every_change_of_a_query_fails_a_case", check).with_ignored_flag(true),
    ]
}

/// The machine itself: which changes it makes, and that it tells a case that sees them from one that does not.
fn known_query() -> Result<(), Failed> {
    let standard = standard();
    let kpi = standard.catalogue.get(&"asa@1".parse()?).unwrap();
    let made = mutants(kpi, &standard.schemas);
    let changes: Vec<&str> = made.iter().map(|mutant| mutant.change.as_str()).collect();
    let expected = [
        "1:8 sum -> min",
        "1:8 sum -> max",
        "1:8 sum -> count",
        "2:8 count(*) -> max(1)",
        "4:1 WHERE direction = 'inbound' AND answered -> (nothing)",
        "4:7 direction = 'inbound' -> true",
        "4:17 = -> <>",
        "4:19 'inbound' -> 'inbound?'",
        "4:29 AND -> OR",
        "4:33 answered -> true",
        "4:33 answered -> (NOT answered)",
    ];
    for wanted in expected {
        // The whole WHERE goes only where it is one condition.
        let is_made = changes.contains(&wanted);
        assert_eq!(is_made, !wanted.starts_with("4:1 "), "{wanted}: {changes:#?}");
    }
    assert!(changes.iter().any(|change| change.starts_with("1:12 wait_seconds -> ")), "{changes:#?}");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let runner = Arc::new(TestRunner::new(&standard.schemas));
    let none = Arc::new(Vec::new());
    let unseen = runtime.block_on(fates(&runner, kpi, &none, made.clone()));
    assert!(unseen.iter().all(|(_, fate)| *fate == Fate::Survived), "without cases nothing is killed");
    let cases = Arc::new(cases(&standard, &runner, &kpi.header.kpi));
    let seen = runtime.block_on(fates(&runner, kpi, &cases, made));
    assert!(seen.iter().filter(|(_, fate)| *fate == Fate::Killed).count() > 10, "{seen:#?}");
    Ok(())
}

/// No operator, column, literal, parameter or function is left as it is.
fn every_word() -> Result<(), Failed> {
    let standard = standard();
    let mut missing = Vec::new();
    for kpi in standard.catalogue.all() {
        let changed: BTreeSet<usize> = mutants(kpi, &standard.schemas).iter().map(|mutant| mutant.start).collect();
        for (start, word) in places(kpi, &standard.schemas) {
            if !changed.contains(&start) {
                missing.push(format!("`{}`: no mutant changes `{word}` at byte {start}", kpi.header.kpi));
            }
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(missing.join("\n").into()) }
}

fn check() -> Result<(), Failed> {
    let standard = standard();
    let wanted = std::env::var("TIDINGS_MUTANTS").unwrap_or_default();
    let wanted: BTreeSet<&str> = wanted.split([',', ' ']).filter(|name| !name.is_empty()).collect();
    let equivalents = equivalents();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut all: BTreeMap<KpiId, (usize, usize, usize)> = BTreeMap::new();
    let (mut survivors, mut untested) = (Vec::new(), Vec::new());
    let mut used = BTreeSet::new();
    let runner = Arc::new(TestRunner::new(&standard.schemas));
    for kpi in standard.catalogue.all() {
        let id = kpi.header.kpi.clone();
        if !wanted.is_empty() && !wanted.contains(id.name.as_str()) {
            continue;
        }
        let cases = Arc::new(cases(&standard, &runner, &id));
        let (mut killed, mut total, mut refused) = (0, 0, 0);
        let mut unchanged = places(kpi, &standard.schemas);
        for (mutant, fate) in runtime.block_on(fates(&runner, kpi, &cases, mutants(kpi, &standard.schemas))) {
            let place = (id.to_string(), mutant.change.clone());
            if fate != Fate::Refused {
                unchanged.retain(|(start, _)| *start != mutant.start);
            }
            match fate {
                Fate::Refused => refused += 1,
                _ if equivalents.contains_key(&place) => {
                    if fate == Fate::Killed {
                        eprintln!("listed as equivalent, but fails a case: {id} {}", mutant.change);
                    }
                    used.insert(place);
                }
                Fate::Killed => {
                    killed += 1;
                    total += 1;
                }
                Fate::Survived => {
                    total += 1;
                    survivors.push(place);
                }
            }
        }
        if !unchanged.is_empty() {
            untested.push(format!("`{id}`: every mutant of {unchanged:?} is no KPI"));
        }
        eprintln!("{id:<34} {killed:>4} of {total:>4} fail a case, {refused} are no KPI");
        all.insert(id, (killed, total, refused));
    }
    let killed: usize = all.values().map(|(killed, _, _)| killed).sum();
    let total: usize = all.values().map(|(_, total, _)| total).sum();
    for (kpi, change) in &survivors {
        eprintln!("survives: {kpi:<30} {change}");
    }
    eprintln!("{killed} of {total} mutants fail a case, {} are equivalent", used.len());
    if !untested.is_empty() {
        return Err(untested.join("\n").into());
    }
    if wanted.is_empty()
        && let Some((place, reason)) = equivalents.iter().find(|(place, _)| !used.contains(*place))
    {
        return Err(format!("no mutant `{}` {} ({reason})", place.0, place.1).into());
    }
    if killed * 100 < total * LEAST_KILLED {
        return Err(format!("{killed} of {total} mutants fail a case, expected {LEAST_KILLED} %").into());
    }
    Ok(())
}

fn equivalents() -> BTreeMap<(String, String), String> {
    let path = repository().join("tests/cases/mutants/equivalent.yaml");
    let read: Equivalents = serde_saphyr::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    read.equivalent.into_iter().map(|one| ((one.kpi.to_string(), one.change), one.reason)).collect()
}

/// The cases of one version. They must pass before a mutant is judged by them.
fn cases(standard: &Standard, runner: &TestRunner, id: &KpiId) -> Vec<LoadedCase> {
    let folder = repository().join("pipelines/contact-centre/kpis").join(&id.name);
    let path = folder.join("tests.yaml");
    let file = TestFile::parse(&path.to_string_lossy(), &std::fs::read_to_string(&path).unwrap()).unwrap();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|error| error.to_string());
    let cases = runner.load(&standard.catalogue, &file, &read).unwrap();
    cases.into_iter().filter(|case| case.kpi.header.kpi == *id).collect()
}

/// Judges mutants side by side, in their order.
async fn fates(
    runner: &Arc<TestRunner>,
    kpi: &Kpi,
    cases: &Arc<Vec<LoadedCase>>,
    mutants: Vec<Mutant>,
) -> Vec<(Mutant, Fate)> {
    assert_eq!(fate(runner, Arc::new(kpi.clone()), cases).await, Fate::Survived, "{} fails its cases", kpi.header.kpi);
    let places = Arc::new(tokio::sync::Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));
    let mut tasks = JoinSet::new();
    for (index, mutant) in mutants.into_iter().enumerate() {
        let (runner, cases, places) = (Arc::clone(runner), Arc::clone(cases), Arc::clone(&places));
        let id = kpi.header.kpi.clone();
        let file = kpi.source.file.clone();
        tasks.spawn(async move {
            let _place = places.acquire().await.unwrap();
            let fate = match Kpi::parse(&file, &mutant.text, &id.name, id.version) {
                Ok(changed) => fate(&runner, Arc::new(changed), &cases).await,
                Err(_) => Fate::Refused,
            };
            (index, mutant, fate)
        });
    }
    let mut judged: Vec<_> = tasks.join_all().await;
    judged.sort_by_key(|(index, _, _)| *index);
    judged.into_iter().map(|(_, mutant, fate)| (mutant, fate)).collect()
}

async fn fate(runner: &TestRunner, kpi: Arc<Kpi>, cases: &[LoadedCase]) -> Fate {
    for case in cases {
        match runner.run_case(&case.with_kpi(Arc::clone(&kpi))).await {
            Ok(outcome) if outcome.failures.is_empty() => {}
            Ok(_) => return Fate::Killed,
            Err(error) if error.kind == ErrorKind::Kpi => return Fate::Refused,
            Err(_) => return Fate::Killed,
        }
    }
    Fate::Survived
}
