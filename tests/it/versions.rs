//! The normal form of queries: it means what the query means, and tells trees apart.

use datafusion::prelude::SessionContext;
use libtest_mimic::{Failed, Trial};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use tidings_core::kpi::Kpi;
use tidings_core::model::Model;
use tidings_kpi::model_schema;
use tidings_kpi::version::Definition;

use crate::program::repository;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("versions::a_normal_form_plans_as_its_query", standard_queries),
        Trial::test("versions::brackets_that_change_nothing_are_no_difference", brackets),
        Trial::test("versions::trees_that_differ_have_different_normal_forms", trees),
    ]
}

fn files(folder: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![repository().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "sql") {
                let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
                let parent = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
                found.push((parent, stem, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Every KPI of the standard project, planned as it is written and in its normal form.
fn standard_queries() -> Result<(), Failed> {
    let context = tidings_warehouse::memory_session(None).unwrap();
    for (_, name, text) in files("pipelines/contact-centre/models") {
        let model = Model::parse(&name, &text, &name).unwrap();
        tidings_warehouse::register_batches(&context, &name, model_schema(&model.header), Vec::new()).unwrap();
        let definition = Definition::of_model(&model).ok_or_else(|| format!("`{name}` has no normal form"))?;
        let again = text.replace(&model.source.body, &definition.query);
        let again = Definition::of_model(&Model::parse(&name, &again, &name).unwrap()).unwrap();
        assert_eq!(again.query, definition.query, "the normal form of model `{name}` is not its own");
    }
    let kpis = files("pipelines/contact-centre/kpis");
    assert!(!kpis.is_empty());
    for (name, stem, text) in kpis {
        let version = stem.trim_start_matches('v').parse().unwrap();
        let kpi = Kpi::parse(&name, &text, &name, version).unwrap();
        let definition = Definition::of(&kpi).ok_or_else(|| format!("`{name}` has no normal form"))?;
        assert_eq!(plan(&context, &definition.query), plan(&context, &kpi.source.body), "{name}@{version}");
    }
    Ok(())
}

fn plan(context: &SessionContext, sql: &str) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let plan = runtime.block_on(context.state().create_logical_plan(sql));
    plan.unwrap_or_else(|error| panic!("{error}\n{sql}")).display_indent().to_string()
}

/// A condition with a bracket around every part.
fn condition() -> impl Strategy<Value = String> {
    let number = prop_oneof![Just("x".to_owned()), Just("y".to_owned()), (0..9_u8).prop_map(|digit| digit.to_string())];
    let number = number.prop_recursive(3, 8, 2, |inner| {
        (inner.clone(), prop::sample::select(vec!["+", "-", "*"]), inner)
            .prop_map(|(left, sign, right)| format!("({left}) {sign} ({right})"))
    });
    let compared = (number.clone(), prop::sample::select(vec!["=", "<>", "<", "<=", ">", ">="]), number.clone())
        .prop_map(|(left, sign, right)| format!("({left}) {sign} ({right})"));
    let between = (number.clone(), number.clone(), number.clone())
        .prop_map(|(value, low, high)| format!("({value}) BETWEEN ({low}) AND ({high})"));
    let listed = (number.clone(), number.clone()).prop_map(|(value, item)| format!("({value}) IN (({item}), 7)"));
    let missing = number.prop_map(|value| format!("({value}) IS NULL"));
    let leaf = prop_oneof![Just("a".to_owned()), Just("b".to_owned()), compared, between, listed, missing];
    leaf.prop_recursive(4, 16, 2, |inner| {
        prop_oneof![
            (inner.clone(), prop::sample::select(vec!["AND", "OR"]), inner.clone())
                .prop_map(|(left, sign, right)| format!("({left}) {sign} ({right})")),
            inner.prop_map(|inner| format!("NOT ({inner})")),
        ]
    })
}

fn query(condition: &str) -> String {
    format!("SELECT count(*) AS value FROM t WHERE {condition}")
}

fn normal(sql: &str) -> String {
    let text = format!("/* @kpi\nkpi: k@1\nunit: count\nbetter: none\ntime: day\n@kpi */\n{sql}");
    Definition::of(&Kpi::parse("k", &text, "k", 1).unwrap()).unwrap().query
}

fn runner() -> TestRunner {
    let config = Config { cases: 200, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn brackets() -> Result<(), Failed> {
    let context = tidings_warehouse::memory_session(None).unwrap();
    context.register_batch("t", table()).unwrap();
    let checked = runner().run(&condition(), |condition| {
        let whole = query(&condition);
        let short = normal(&whole);
        prop_assert_eq!(normal(&short), short.clone());
        prop_assert_eq!(plan(&context, &short), plan(&context, &whole));
        Ok(())
    });
    checked.map_err(|error| error.to_string().into())
}

fn trees() -> Result<(), Failed> {
    let checked = runner().run(&(condition(), condition()), |(one, other)| {
        prop_assert_eq!(normal(&query(&one)) == normal(&query(&other)), one == other);
        Ok(())
    });
    checked.map_err(|error| error.to_string().into())
}

fn table() -> arrow::array::RecordBatch {
    use arrow::datatypes::{DataType, Field, Schema};
    let field = |name: &str, kind: DataType| Field::new(name, kind, true);
    let fields = vec![
        field("x", DataType::Int64),
        field("y", DataType::Int64),
        field("a", DataType::Boolean),
        field("b", DataType::Boolean),
    ];
    arrow::array::RecordBatch::new_empty(Schema::new(fields).into())
}
