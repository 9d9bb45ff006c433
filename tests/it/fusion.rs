//! Many KPIs in one scan give what each gives alone, whatever the catalogue and the rows.

use std::sync::Arc;

use arrow::array::Array as _;
use jiff::civil::date;
use libtest_mimic::Trial;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any};
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use tidings_core::kpi::Kpi;
use tidings_core::period::Grain;
use tidings_kpi::{Catalogue, Demand, Evaluation, KpiFile, Request, ScanKind};

use crate::law::{COLUMNS, Seeds, Standard, evaluator, fail, standard};

/// Conditions as an analyst might write them; each is NULL on some rows.
const CONDITIONS: [&str; 10] = [
    "direction = 'inbound'",
    "handled",
    "NOT abandoned",
    "wait_seconds <= 20",
    "talk_seconds > wait_seconds AND wait_seconds > 0",
    "topic IS NOT NULL",
    "talk_seconds / wait_seconds >= 1",
    "channel IN ('voice', 'chat') OR transferred",
    "hold_seconds BETWEEN 10 AND 90",
    "coalesce(resolved_first, false)",
];

const AGGREGATES: [&str; 10] = [
    "count(*)",
    "count(topic)",
    "sum(talk_seconds)",
    "sum(talk_seconds + wrap_seconds)",
    "sum(CASE WHEN transferred THEN hold_seconds ELSE wait_seconds END)",
    "sum(1000 / wait_seconds)",
    "min(wait_seconds)",
    "max(talk_seconds)",
    "count(DISTINCT customer_id)",
    "percentile_cont(0.5) WITHIN GROUP (ORDER BY wait_seconds)",
];

const PERCENTILE: usize = AGGREGATES.len() - 1;

/// A KPI over contacts: which aggregates, which conditions, which date.
#[derive(Debug, Clone)]
struct Made {
    aggregates: (usize, usize),
    filter: Option<usize>,
    wheres: Vec<usize>,
    time: &'static str,
    alias: bool,
}

fn made() -> impl Strategy<Value = Made> {
    let aggregates = (0..AGGREGATES.len(), 0..AGGREGATES.len());
    let filter = proptest::option::of(0..CONDITIONS.len());
    let wheres = vec(0..CONDITIONS.len(), 0..3);
    let time = select(vec!["offered_date", "ended_date"]);
    (aggregates, filter, wheres, time, any::<bool>()).prop_map(|(aggregates, filter, wheres, time, alias)| Made {
        aggregates,
        filter,
        wheres,
        time,
        alias,
    })
}

impl Made {
    fn file(&self, number: usize) -> KpiFile {
        let name = format!("made_{number}");
        let mut wheres: Vec<&str> = self.wheres.iter().map(|place| CONDITIONS[*place]).collect();
        let (first, second) = self.aggregates;
        let fails = |text: &str| text.contains("/ wait_seconds");
        let filter_fails = self.filter.is_some_and(|place| fails(CONDITIONS[place]));
        if [first, second].contains(&5) || filter_fails || wheres.iter().any(|text| fails(text)) {
            // Rows that would fail must be kept out by the query itself.
            wheres.retain(|text| !fails(text));
            wheres.push("wait_seconds > 0");
        }
        let filter = self.filter.map(|place| format!(" FILTER (WHERE {})", CONDITIONS[place])).unwrap_or_default();
        let wheres = match wheres.is_empty() {
            true => String::new(),
            false => {
                let all: Vec<String> = wheres.iter().map(|condition| format!("({condition})")).collect();
                format!("\nWHERE {}", all.join(" AND "))
            }
        };
        let columns = match (first, second) {
            // A percentile is no part of a quotient.
            (PERCENTILE, _) | (_, PERCENTILE) => format!("{}{filter} AS value", AGGREGATES[PERCENTILE]),
            _ => format!("{}{filter} AS numerator, {} AS denominator", AGGREGATES[first], AGGREGATES[second]),
        };
        let text = format!(
            "/* @kpi\nkpi: {name}@1\nunit: ratio\nbetter: none\ntime: {}\ndimensions: [queue, channel, hour]\n@kpi */\n\
             SELECT {columns}\nFROM contact{}{wheres}",
            self.time,
            if self.alias { " AS c" } else { "" },
        );
        KpiFile { path: format!("kpis/{name}/v1.sql"), name, version: 1, text }
    }
}

pub(crate) fn trials() -> Vec<Trial> {
    vec![Trial::test("law::fused_and_unfused_plans_agree", || {
        check(&Arc::new(standard()));
        Ok(())
    })]
}

fn check(standard: &Arc<Standard>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let rows = vec(vec(0_u8..=255, COLUMNS), 0..60);
    let picks = vec(any::<Index>(), 2..6);
    let strategy = (rows, picks, vec(made(), 1..5), any::<bool>(), any::<bool>());
    runner
        .run(&strategy, |(rows, picks, made, long, people)| {
            runtime.block_on(agree(standard, &rows, &picks, &made, long, people))
        })
        .unwrap();
}

async fn agree(
    standard: &Standard,
    rows: &[Seeds],
    picks: &[Index],
    made: &[Made],
    long: bool,
    people: bool,
) -> Result<(), TestCaseError> {
    let known: Vec<&Kpi> = standard.catalogue.all().collect();
    let files = made.iter().enumerate().map(|(number, made)| made.file(number)).collect();
    let (own, findings) = Catalogue::load(files);
    assert!(findings.is_empty(), "{findings:#?}");
    let mut kpis: Vec<&Kpi> = picks.iter().map(|pick| *pick.get(&known)).collect();
    kpis.sort_by_key(|kpi| &kpi.header.kpi);
    kpis.dedup_by_key(|kpi| &kpi.header.kpi);
    kpis.extend(own.all());
    let evaluator = evaluator(&kpis, &standard.schemas, rows, 2);
    let grains: &[Grain] = if long { &[Grain::Day, Grain::Week, Grain::Month] } else { &[Grain::Week] };
    let demands: Vec<Demand<'_>> = kpis
        .iter()
        .enumerate()
        .map(|(place, kpi)| {
            let mut slices = vec![vec![], vec!["site".to_owned()]];
            let keys = kpi.header.dimensions.iter().filter(|key| *key != "agent_id").take(1 + place % 3);
            slices.extend(keys.map(|key| vec![key.clone(), "site".to_owned()]));
            // Not all ask for the same days.
            let from = date(2026, 3, 27).saturating_add(jiff::Span::new().days(i64::try_from(place % 4).unwrap()));
            let grains = grains.iter().copied().filter(|grain| *grain >= kpi.header.finest).collect();
            let to = from.saturating_add(jiff::Span::new().days(3));
            Demand { kpi, request: Request { slices, grains, from, to }, people }
        })
        .filter(|demand| !demand.request.grains.is_empty())
        .collect();
    let together = evaluator.evaluate_all(&demands).await.map_err(fail)?;
    for (demand, fused) in demands.iter().zip(&together.tables) {
        let alone = evaluator.evaluate_all(std::slice::from_ref(demand)).await.map_err(fail)?;
        let alone = alone.tables.first().unwrap();
        if fused.figures() != alone.figures() || fused.people != alone.people {
            let id = &demand.kpi.header.kpi;
            let (fused, alone) = (fused.figures(), alone.figures());
            return Err(TestCaseError::fail(format!("{id}\nfused: {fused:#?}\nalone: {alone:#?}")));
        }
    }
    if long {
        days_add_up(&demands, &together)?;
    }
    let scans = evaluator.explain(&demands).await.map_err(fail)?;
    let served: usize = scans.iter().filter(|scan| scan.how != ScanKind::People).map(|scan| scan.kpis.len()).sum();
    if served < demands.len() {
        return Err(TestCaseError::fail(format!("a KPI has no scan: {scans:#?}")));
    }
    Ok(())
}

/// The rows that the kept days count make the rows behind each month's figure.
fn days_add_up(demands: &[Demand<'_>], evaluation: &Evaluation) -> Result<(), TestCaseError> {
    for (demand, table) in demands.iter().zip(&evaluation.tables) {
        let id = &demand.kpi.header.kpi;
        let states: Vec<_> = evaluation.states.iter().filter(|state| state.kpi == *id).collect();
        // A query over two relations, or one that gives `n`, counts its rows in its own way.
        let [state] = states.as_slice() else { continue };
        if !id.name.starts_with("made_") {
            continue;
        }
        let (combine, rows) = state.parts.last().unwrap();
        assert_eq!(*combine, "add");
        let months = table.figures().into_iter().filter(|figure| figure.period.grain == Grain::Month);
        for figure in months {
            let mut sum = 0;
            for row in 0..state.day.len() {
                let slice = &state.slices[state.slice.value(row) as usize];
                let day = date(1970, 1, 1).saturating_add(jiff::Span::new().days(i64::from(state.day.value(row))));
                let same = slice.iter().eq(figure.keys.keys())
                    && figure.period.contains(day)
                    && state
                        .keys
                        .iter()
                        .filter(|(name, _)| slice.contains(name))
                        .all(|(name, values)| values.is_valid(row).then(|| values.value(row)) == figure.key(name));
                sum += if same { rows.value(row) / 10_i128.pow(12) } else { 0 };
            }
            if figure.n.map(i128::from) != Some(sum) {
                return Err(TestCaseError::fail(format!("{id}: the days have {sum} rows\n{figure:#?}")));
            }
        }
    }
    Ok(())
}
