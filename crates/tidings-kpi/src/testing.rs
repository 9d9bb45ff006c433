//! `kpis/<name>/tests.yaml`: rows in, figures out. The same runner serves the project and its users.

mod compare;
mod given;
mod runner;
mod update;

use std::collections::BTreeMap;

use serde::Deserialize;
use tidings_core::diagnostic::Diagnostic;
use tidings_core::kpi::KpiId;
use tidings_core::period::Grain;
use tidings_core::yaml::Document;

pub use given::GivenRows;
pub use runner::{LoadedCase, TestRunner};
pub use update::{Updated, update};

/// A file of test cases.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "tidings KPI tests")]
pub struct TestFile {
    /// The cases.
    pub tests: Vec<TestCase>,
    /// The path that errors show.
    #[serde(skip)]
    pub path: String,
}

/// One case.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestCase {
    /// What the case shows, and where its figures come from.
    pub name: String,
    /// The version under test.
    pub kpi: KpiId,
    /// Parameters that differ from their defaults.
    #[serde(default)]
    pub parameters: BTreeMap<String, i64>,
    /// Sites and their zones; one site `test` in UTC where none is named.
    #[serde(default)]
    pub sites: BTreeMap<String, String>,
    /// Rows by model: a list of rows, or the path of a CSV file beside this one.
    pub given: BTreeMap<String, Rows>,
    /// What must come out.
    pub expect: Vec<Expectation>,
}

/// Rows of a model.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Rows {
    /// Rows by column; `repeat: N` makes N equal rows; a column that is left out is empty.
    Inline(Vec<BTreeMap<String, serde_json::Value>>),
    /// A CSV file with a header of column names.
    File(String),
}

/// One expected figure.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The length of the period.
    pub grain: Grain,
    /// A day in it, usually the first.
    pub period: String,
    /// The keys of the slice; `{}` is everything.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Option<Number>>")]
    pub by: BTreeMap<String, Option<String>>,
    /// The numerator.
    #[schemars(with = "Option<Number>")]
    pub numerator: Option<String>,
    /// The denominator.
    #[schemars(with = "Option<Number>")]
    pub denominator: Option<String>,
    /// The value, to twelve digits after the point; `null` where there is none.
    #[serde(default, deserialize_with = "present")]
    #[schemars(with = "Option<Number>")]
    pub value: Option<Option<String>>,
    /// The rows behind it.
    pub n: Option<i64>,
    /// True where no figure may come out.
    #[serde(default)]
    pub absent: bool,
}

/// How a number stands in a file: whole numbers bare, others as text, so that no digit is lost.
#[derive(schemars::JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "it only describes what editors may accept")]
enum Number {
    /// A whole number.
    Whole(i64),
    /// A decimal; the text of a key.
    Text(String),
}

/// A value that is there as `null` is something else than a value that is not there.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(deserializer).map(Some)
}

/// What came of one case.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TestOutcome {
    /// The version under test.
    pub kpi: KpiId,
    /// The case.
    pub test: String,
    /// Its place in the file, from 0.
    #[serde(skip)]
    pub index: usize,
    /// How many figures were compared.
    pub expectations: usize,
    /// What differed: empty where all is well.
    pub failures: Vec<TestFailure>,
}

/// One difference.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TestFailure {
    /// The place of the expectation in its case, from 0.
    #[serde(skip)]
    pub expectation: usize,
    /// Grain, period and keys.
    pub place: String,
    /// Which column differs.
    pub column: String,
    /// What the case says.
    pub expected: String,
    /// What came out.
    pub got: String,
}

impl TestFile {
    /// Reads a file of cases.
    ///
    /// # Errors
    /// The first mistake, at its place.
    pub fn parse(path: &str, text: &str) -> Result<Self, Diagnostic> {
        let mut file: Self = Document::parse(path, text)?.read()?;
        path.clone_into(&mut file.path);
        Ok(file)
    }
}
