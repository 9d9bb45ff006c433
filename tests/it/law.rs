//! The law, for every KPI of the standard project: slicing by rewriting the plan equals asking the query over
//! the restricted rows, whatever the rows, their order, their partitions and their missing keys.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::datasource::MemTable;
use datafusion::prelude::SessionContext;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use libtest_mimic::Trial;
use proptest::collection::vec;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use rust_decimal::Decimal;
use tidings_core::figure::Figure;
use tidings_core::kpi::Kpi;
use tidings_core::model::Model;
use tidings_core::period::Grain;
use tidings_core::setting::ParameterSetting;
use tidings_kpi::{Catalogue, Evaluator, KpiFile, Request, Schemas, SiteZone, model_schema};

use crate::program::repository;

pub(crate) const COLUMNS: usize = 48;

/// A row as small numbers, from which the cells of any model are made.
pub(crate) type Seeds = Vec<u8>;

/// The standard project's catalogue and the models that it reads.
pub(crate) struct Standard {
    pub(crate) catalogue: Catalogue,
    pub(crate) schemas: Schemas,
}

pub(crate) fn standard() -> Standard {
    let project = repository().join("pipelines/contact-centre");
    let mut schemas = Schemas::new();
    for file in sorted(&project.join("models")) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let model = Model::parse(&file.to_string_lossy(), &std::fs::read_to_string(&file).unwrap(), &name).unwrap();
        schemas.insert(name, model_schema(&model.header));
    }
    let mut files = Vec::new();
    for folder in sorted(&project.join("kpis")) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        for file in sorted(&folder).into_iter().filter(|file| file.extension().is_some_and(|end| end == "sql")) {
            let version = file.file_stem().unwrap().to_string_lossy()[1..].parse().unwrap();
            let text = std::fs::read_to_string(&file).unwrap();
            files.push(KpiFile { path: file.to_string_lossy().into_owned(), name: name.clone(), version, text });
        }
    }
    let (catalogue, findings) = Catalogue::load(files);
    assert!(
        findings.iter().all(|finding| finding.severity != tidings_core::diagnostic::Severity::Error),
        "{findings:#?}"
    );
    Standard { catalogue, schemas }
}

fn sorted(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

pub(crate) fn trials() -> Vec<Trial> {
    let standard = Arc::new(standard());
    let ids: Vec<_> = standard.catalogue.all().map(|kpi| kpi.header.kpi.clone()).collect();
    let mut trials = vec![Trial::test("law::every_kpi_of_the_standard_project_is_here", {
        let count = ids.len();
        move || {
            let folders = sorted(&repository().join("pipelines/contact-centre/kpis"));
            let files = folders.iter().flat_map(|folder| sorted(folder));
            let queries = files.filter(|file| file.extension().is_some_and(|end| end == "sql")).count();
            assert_eq!(count, queries, "each query is a KPI version");
            Ok(())
        }
    })];
    for id in ids {
        let shared = standard.clone();
        let name = id.to_string();
        trials.push(Trial::test(format!("law::{name}"), move || {
            let kpi = shared.catalogue.get(&id).unwrap();
            check_kpi(kpi, &shared.schemas);
            Ok(())
        }));
    }
    trials
}

fn check_kpi(kpi: &Kpi, schemas: &Schemas) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    // Each case asks hundreds of queries of an unoptimised engine. `TIDINGS_LAW_CASES=50` is a night's work.
    let cases = std::env::var("TIDINGS_LAW_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(3);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let rows = vec(vec(0_u8..=255, COLUMNS), 0..60);
    runner
        .run(&(rows, 0_usize..4, 0_i64..8), |(rows, dimension, first)| {
            runtime.block_on(check_rows(kpi, schemas, &rows, dimension, first))
        })
        .unwrap();
}

async fn check_rows(
    kpi: &Kpi,
    schemas: &Schemas,
    rows: &[Seeds],
    dimension: usize,
    first: i64,
) -> Result<(), TestCaseError> {
    let from = date(2026, 3, 26).saturating_add(jiff::Span::new().days(first));
    let key = kpi.header.dimensions.iter().filter(|key| *key != "agent_id").nth(dimension);
    let mut slices = vec![vec![], vec!["site".to_owned()]];
    if let Some(key) = key {
        slices.push(vec![key.clone()]);
        slices.push(vec!["site".to_owned(), key.clone()]);
    }
    let known = |grains: &[Grain]| grains.iter().copied().filter(|grain| *grain >= kpi.header.finest).collect();
    let short = Request { slices: slices.clone(), grains: known(&[Grain::Day]), from, to: from.tomorrow().unwrap() };
    let long = Request { slices, grains: known(&[Grain::Week, Grain::Month]), ..short.clone() };
    let one = evaluator(&[kpi], schemas, rows, 1);
    let reversed: Vec<Seeds> = rows.iter().rev().cloned().collect();
    let seven = evaluator(&[kpi], schemas, &reversed, 7);
    for request in [&short, &long] {
        let by_plan = one.evaluate(kpi, request).await.map_err(fail)?;
        let by_law = one.evaluate_by_the_law(kpi, request).await.map_err(fail)?;
        same(&by_plan, &by_law)?;
        let elsewhere = seven.evaluate(kpi, request).await.map_err(fail)?;
        if by_plan != elsewhere {
            return Err(TestCaseError::fail(format!("order or partitions matter:\n{by_plan:#?}\n{elsewhere:#?}")));
        }
    }
    // Asked alone, each grain is grouped directly; asked together, long periods are added up from days.
    let together = one.evaluate(kpi, &long).await.map_err(fail)?;
    let mut alone = Vec::new();
    for grain in &long.grains {
        let request = Request { grains: vec![*grain], ..long.clone() };
        alone.extend(one.evaluate(kpi, &request).await.map_err(fail)?);
    }
    if together != alone {
        return Err(TestCaseError::fail(format!("the roll-up differs:\n{together:#?}\n{alone:#?}")));
    }
    Ok(())
}

pub(crate) fn fail(error: tidings_kpi::Error) -> TestCaseError {
    TestCaseError::fail(format!("{error}\n{:#?}", error.diagnostics))
}

/// Figures are equal; one that the plan leaves out has no rows behind it, so the law gives nothing or zero.
fn same(by_plan: &[Figure], by_law: &[Figure]) -> Result<(), TestCaseError> {
    type Place = (Grain, Date, BTreeMap<String, Option<String>>);
    let place = |figure: &Figure| -> Place { (figure.period.grain, figure.period.start, figure.keys.clone()) };
    let law: BTreeMap<Place, &Figure> = by_law.iter().map(|figure| (place(figure), figure)).collect();
    let plan: BTreeMap<Place, &Figure> = by_plan.iter().map(|figure| (place(figure), figure)).collect();
    for (place, figure) in &plan {
        let numbers = |figure: &Figure| (figure.numerator, figure.denominator, figure.value, figure.n);
        match law.get(place) {
            Some(expected) if numbers(expected) == numbers(figure) => {}
            expected => return Err(TestCaseError::fail(format!("plan: {figure:#?}\nlaw: {expected:#?}"))),
        }
    }
    for (place, figure) in &law {
        let nothing = |value: Option<Decimal>| value.is_none_or(|value| value.is_zero());
        let empty = nothing(figure.numerator) && nothing(figure.denominator) && nothing(figure.value);
        if !plan.contains_key(place) && !empty {
            return Err(TestCaseError::fail(format!("left out: {figure:#?}")));
        }
    }
    Ok(())
}

/// An evaluator over made-up rows of every model; each parameter is set for one site from a day on.
pub(crate) fn evaluator(kpis: &[&Kpi], schemas: &Schemas, rows: &[Seeds], partitions: usize) -> Evaluator {
    let context = tidings_warehouse::memory_session(None).unwrap();
    context.state_ref().write().config_mut().options_mut().execution.target_partitions = partitions;
    for (name, schema) in schemas {
        register(&context, name, schema, rows, partitions);
    }
    let sites = vec![
        SiteZone { site: "ams".into(), zone: TimeZone::get("Europe/Amsterdam").unwrap() },
        SiteZone { site: "blr".into(), zone: TimeZone::get("Asia/Kolkata").unwrap() },
    ];
    let settings = kpis.iter().flat_map(|kpi| {
        kpi.header.parameters.iter().map(|(name, parameter)| ParameterSetting {
            kpi: kpi.header.kpi.clone(),
            site: Some("blr".into()),
            name: name.clone(),
            from: date(2026, 3, 30),
            value: parameter.max.unwrap_or(i64::MAX).min(parameter.default + 10),
            line: 0,
        })
    });
    let settings = settings.collect();
    Evaluator::new(context, sites, settings)
}

fn register(context: &SessionContext, name: &str, schema: &SchemaRef, rows: &[Seeds], partitions: usize) {
    let fields: Vec<Field> = schema.fields().iter().map(|field| field.as_ref().clone().with_nullable(true)).collect();
    let schema: SchemaRef = Arc::new(Schema::new(fields));
    let size = rows.len().div_ceil(partitions).max(1);
    let mut parts: Vec<Vec<RecordBatch>> = rows.chunks(size).map(|chunk| vec![batch(&schema, chunk)]).collect();
    if parts.is_empty() {
        parts.push(Vec::new());
    }
    context.register_table(name, Arc::new(MemTable::try_new(schema, parts).unwrap())).unwrap();
}

fn batch(schema: &SchemaRef, rows: &[Seeds]) -> RecordBatch {
    let arrays = schema.fields().iter().enumerate().map(|(index, field)| column(field, index, rows)).collect();
    RecordBatch::try_new(schema.clone(), arrays).unwrap()
}

/// A column of any model from the numbers of each row. One value in eight is missing, but never the site.
fn column(field: &Field, index: usize, rows: &[Seeds]) -> ArrayRef {
    let seed = |row: &Seeds| row[index % COLUMNS];
    let value = |row: &Seeds| Some(seed(row)).filter(|seed| seed % 8 != 7).map(i64::from);
    match field.data_type() {
        DataType::Utf8 => {
            let words: &[&str] = match field.name().as_str() {
                "site" => &["ams", "blr"],
                "direction" => &["inbound", "outbound"],
                "status" => &["new", "open", "pending", "solved", "closed"],
                "channel" => &["voice", "chat"],
                _ => &["a", "b", "c"],
            };
            let word = |seed: i64| words[usize::try_from(seed).unwrap() % words.len()];
            let never_missing = field.name() == "site";
            let cells = rows
                .iter()
                .map(|row| if never_missing { Some(word(i64::from(seed(row)))) } else { value(row).map(word) });
            Arc::new(cells.collect::<StringArray>())
        }
        DataType::Int64 => Arc::new(rows.iter().map(value).collect::<Int64Array>()),
        DataType::Boolean => {
            Arc::new(rows.iter().map(|row| value(row).map(|seed| seed % 3 != 0)).collect::<BooleanArray>())
        }
        // 20538 is 26 March 2026: a few days on either side of the European change of clocks.
        DataType::Date32 => Arc::new(
            rows.iter()
                .map(|row| value(row).map(|seed| 20538 + i32::try_from(seed % 12).unwrap()))
                .collect::<Date32Array>(),
        ),
        DataType::Timestamp(_, _) => {
            let instant = |seed: i64| (20538 + seed % 12) * 86_400_000_000 + seed * 335_000_000;
            let cells: TimestampMicrosecondArray = rows.iter().map(|row| value(row).map(instant)).collect();
            Arc::new(cells.with_timezone("UTC"))
        }
        other => panic!("no values for {other}"),
    }
}
