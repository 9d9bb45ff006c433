//! Runs cases side by side, in sessions that go from one case to the next.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::common::runtime::SpawnedTask;
use datafusion::prelude::SessionContext;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tidings_core::kpi::Kpi;
use tidings_core::period::Period;
use tidings_core::setting::ParameterSetting;

use super::{Expectation, TestCase, TestFile, TestOutcome, compare, given};
use crate::{Catalogue, Error, Evaluator, Request, Schemas, SiteZone};

/// Days that one request may span; cases that look further apart ask more than once.
const WIDEST_REQUEST: i64 = 400;

/// A case whose rows are tables already: it runs as often as one likes.
#[derive(Debug, Clone)]
pub struct LoadedCase {
    /// The version under test.
    pub kpi: Arc<Kpi>,
    name: String,
    file: String,
    index: usize,
    sites: Vec<SiteZone>,
    settings: Vec<ParameterSetting>,
    tables: BTreeMap<String, RecordBatch>,
    expected: Vec<(Period, Expectation)>,
}

impl LoadedCase {
    /// The same case for another text of the KPI.
    #[must_use]
    pub fn with_kpi(&self, kpi: Arc<Kpi>) -> Self {
        Self { kpi, ..self.clone() }
    }

    fn place(&self, mut error: Error) -> Error {
        if error.diagnostics.is_empty() {
            error.message = format!("{}: test `{}`: {}", self.file, self.name, error.message);
        }
        error
    }
}

/// A session and the models that hold rows of its last case.
struct Session {
    context: SessionContext,
    filled: BTreeSet<String>,
}

/// Runs cases over the models of one project.
pub struct TestRunner {
    schemas: Schemas,
    idle: Mutex<Vec<Session>>,
}

impl std::fmt::Debug for TestRunner {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("TestRunner").field("models", &self.schemas.len()).finish_non_exhaustive()
    }
}

impl TestRunner {
    /// `schemas` are the models that a case may fill.
    #[must_use]
    pub fn new(schemas: &Schemas) -> Self {
        // A case names only the columns that matter; the others are empty, whatever the contract says.
        let nullable = schemas.iter().map(|(name, schema)| {
            let fields = schema.fields().iter().map(|field| field.as_ref().clone().with_nullable(true));
            (name.clone(), Arc::new(Schema::new(fields.collect::<Vec<Field>>())))
        });
        Self { schemas: nullable.collect(), idle: Mutex::default() }
    }

    /// Reads the rows of a file's cases. `read_csv` gives the text of a file beside it.
    ///
    /// # Errors
    /// A case that cannot run: an unknown version, model or column, a value of the wrong type.
    pub fn load(
        &self,
        catalogue: &Catalogue,
        file: &TestFile,
        read_csv: &dyn Fn(&str) -> Result<String, String>,
    ) -> Result<Vec<LoadedCase>, Error> {
        let mut known: BTreeMap<&tidings_core::kpi::KpiId, Arc<Kpi>> = BTreeMap::new();
        let mut cases = Vec::new();
        for (index, case) in file.tests.iter().enumerate() {
            let kpi = match (known.get(&case.kpi), catalogue.get(&case.kpi)) {
                (Some(kpi), _) => Arc::clone(kpi),
                (None, Some(kpi)) => Arc::clone(known.entry(&case.kpi).or_insert_with(|| Arc::new(kpi.clone()))),
                (None, None) => {
                    let (message, hint) = catalogue.find(&case.kpi.to_string()).err().unwrap_or_default();
                    let message = format!("{}: test `{}`: {message}", file.path, case.name);
                    return Err(Error::request(message, hint));
                }
            };
            let mut loaded = LoadedCase {
                name: case.name.clone(),
                file: file.path.clone(),
                index,
                sites: Vec::new(),
                settings: Vec::new(),
                tables: BTreeMap::new(),
                expected: Vec::new(),
                kpi,
            };
            self.fill(&mut loaded, case, read_csv).map_err(|error| loaded.place(error))?;
            cases.push(loaded);
        }
        Ok(cases)
    }

    fn fill(
        &self,
        loaded: &mut LoadedCase,
        case: &TestCase,
        read_csv: &dyn Fn(&str) -> Result<String, String>,
    ) -> Result<(), Error> {
        for (site, zone) in &case.sites {
            let zone = TimeZone::get(zone).map_err(|_| {
                Error::request(format!("unknown time zone `{zone}`"), "use an IANA name such as `Europe/Amsterdam`")
            })?;
            loaded.sites.push(SiteZone { site: site.clone(), zone });
        }
        if loaded.sites.is_empty() {
            loaded.sites.push(SiteZone { site: "test".into(), zone: TimeZone::UTC });
        }
        loaded.settings = settings(&loaded.kpi, case)?;
        loaded.tables = given::tables(&self.schemas, &case.given, &loaded.sites[0].site, read_csv)?;
        for expectation in &case.expect {
            let day: Date = expectation.period.parse().map_err(|_| {
                Error::request(format!("`{}` is no date", expectation.period), "write it as `2026-03-02`")
            })?;
            loaded.expected.push((expectation.grain.period(day), expectation.clone()));
        }
        Ok(())
    }

    /// Runs cases on all cores. The outcomes come in the order of the cases.
    ///
    /// # Errors
    /// The first case that cannot run.
    pub async fn run(self: &Arc<Self>, cases: Vec<LoadedCase>) -> Result<Vec<TestOutcome>, Error> {
        let cases = Arc::new(cases);
        let next = Arc::new(AtomicUsize::new(0));
        let workers = std::thread::available_parallelism().map_or(1, NonZeroUsize::get).min(cases.len());
        let tasks: Vec<_> = (0..workers)
            .map(|_| {
                let (runner, cases, next) = (Arc::clone(self), Arc::clone(&cases), Arc::clone(&next));
                SpawnedTask::spawn(async move {
                    let mut done = Vec::new();
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some(case) = cases.get(index) else { break };
                        done.push((index, runner.run_case(case).await));
                    }
                    done
                })
            })
            .collect();
        let mut outcomes = BTreeMap::new();
        for task in tasks {
            let done = task.join().await.map_err(|error| Error::engine(format!("a test stopped: {error}")))?;
            outcomes.extend(done);
        }
        outcomes.into_values().collect()
    }

    /// Runs one case.
    ///
    /// # Errors
    /// A KPI that fails its checks, an engine failure.
    pub async fn run_case(&self, case: &LoadedCase) -> Result<TestOutcome, Error> {
        let session = self.session(case)?;
        let outcome = compared(&session.context, case).await.map_err(|error| case.place(error));
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(session);
        outcome
    }

    /// A session with the rows of a case, and every other model empty.
    fn session(&self, case: &LoadedCase) -> Result<Session, Error> {
        let engine = |error: tidings_warehouse::Error| Error::engine(error.to_string());
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut session = match idle {
            Some(session) => session,
            None => {
                let context = tidings_warehouse::memory_session(None).map_err(engine)?;
                // A handful of rows is not worth a second thread; the cases themselves run side by side.
                context.state_ref().write().config_mut().options_mut().execution.target_partitions = 1;
                Session { context, filled: self.schemas.keys().cloned().collect() }
            }
        };
        let filled = std::mem::replace(&mut session.filled, case.tables.keys().cloned().collect());
        for name in filled.iter().chain(case.tables.keys()).collect::<BTreeSet<_>>() {
            let Some(schema) = self.schemas.get(name) else { continue };
            let rows = case.tables.get(name).cloned().into_iter().collect();
            tidings_warehouse::register_batches(&session.context, name, schema.clone(), rows).map_err(engine)?;
        }
        Ok(session)
    }
}

fn settings(kpi: &Kpi, case: &TestCase) -> Result<Vec<ParameterSetting>, Error> {
    let mut settings = Vec::new();
    for (name, value) in &case.parameters {
        match kpi.header.parameters.get(name) {
            Some(parameter) if parameter.allows(*value) => {}
            Some(_) => {
                let message = format!("{value} is outside the bounds of `{name}`");
                return Err(Error::request(message, "choose a value within them"));
            }
            None => {
                return Err(Error::request(format!("unknown parameter `{name}`"), "declare it in the KPI's header"));
            }
        }
        settings.push(ParameterSetting {
            kpi: case.kpi.clone(),
            site: None,
            name: name.clone(),
            from: Date::MIN,
            value: *value,
            line: 0,
        });
    }
    Ok(settings)
}

/// Asks for the figures of a case, as few times as can be, and compares.
async fn compared(context: &SessionContext, case: &LoadedCase) -> Result<TestOutcome, Error> {
    let evaluator = Evaluator::new(context.clone(), case.sites.clone(), case.settings.clone());
    let mut failures = Vec::new();
    for group in groups(&case.kpi, &case.expected) {
        let request = Request {
            slices: group.iter().map(|(_, (_, expected))| expected.by.keys().cloned().collect()).collect(),
            grains: group.iter().map(|(_, (period, _))| period.grain).collect(),
            from: group.iter().map(|(_, (period, _))| period.start).min().unwrap_or(Date::MIN),
            to: group.iter().map(|(_, (period, _))| period.end).max().unwrap_or(Date::MIN),
        };
        let figures = evaluator.evaluate(&case.kpi, &request).await?;
        for (index, (period, expected)) in group {
            let found = figures.iter().find(|figure| figure.period == *period && figure.keys == expected.by);
            let keys: Vec<String> = expected
                .by
                .iter()
                .map(|(key, value)| format!("{key}={}", value.as_deref().unwrap_or("(none)")))
                .collect();
            let place = format!("{} {} {}", period.grain, period.label(), keys.join(" "));
            compare::compare(index, expected, found, place.trim(), &mut failures)?;
        }
    }
    failures.sort_by_key(|failure| failure.expectation);
    Ok(TestOutcome {
        kpi: case.kpi.header.kpi.clone(),
        test: case.name.clone(),
        index: case.index,
        expectations: case.expected.len(),
        failures,
    })
}

type Numbered<'a> = (usize, &'a (Period, Expectation));

/// Expectations that one request answers. A query that the engine asks slice by slice would answer many periods
/// that nobody expects: there each expectation is a request of its own.
fn groups<'a>(kpi: &Kpi, expected: &'a [(Period, Expectation)]) -> Vec<Vec<Numbered<'a>>> {
    let body = kpi.source.body.to_ascii_uppercase();
    let words: Vec<&str> = body.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').collect();
    let one_by_one = ["JOIN", "EXISTS", "WITH"].iter().any(|word| words.contains(word)) || body.contains("IN (SELECT");
    let mut ordered: Vec<Numbered<'a>> = expected.iter().enumerate().collect();
    ordered.sort_by_key(|(_, (period, _))| (period.start, period.end));
    let mut groups: Vec<Vec<Numbered<'a>>> = Vec::new();
    for one in ordered {
        let fits = groups.last().and_then(|group| group.first()).is_some_and(|(_, (first, _))| {
            let days = first.start.until(one.1.0.end).map_or(i64::MAX, |span| i64::from(span.get_days()));
            !one_by_one && days <= WIDEST_REQUEST
        });
        match groups.last_mut() {
            Some(group) if fits => group.push(one),
            _ => groups.push(vec![one]),
        }
    }
    groups
}
