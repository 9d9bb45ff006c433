//! `kpis/<name>/tests.yaml`: rows in, figures out. The same runner serves the project and its users.

mod given;

use std::collections::BTreeMap;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde::Deserialize;
use tidings_core::diagnostic::Diagnostic;
use tidings_core::figure::{Figure, rounded};
use tidings_core::kpi::KpiId;
use tidings_core::period::Grain;
use tidings_core::setting::ParameterSetting;
use tidings_core::yaml::Document;

use crate::{Catalogue, Error, Evaluator, Request, Schemas, SiteZone};

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
    pub by: BTreeMap<String, Option<String>>,
    /// The numerator.
    pub numerator: Option<String>,
    /// The denominator.
    pub denominator: Option<String>,
    /// The value, to twelve digits after the point; `null` where there is none.
    #[serde(default, deserialize_with = "present")]
    #[schemars(with = "Option<String>")]
    pub value: Option<Option<String>>,
    /// The rows behind it.
    pub n: Option<i64>,
    /// True where no figure may come out.
    #[serde(default)]
    pub absent: bool,
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
    /// How many figures were compared.
    pub expectations: usize,
    /// What differed: empty where all is well.
    pub failures: Vec<TestFailure>,
}

/// One difference.
#[derive(Debug, Clone, serde::Serialize)]
pub struct TestFailure {
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

/// Runs the cases of a file. `read_csv` gives the text of a file beside it.
///
/// # Errors
/// A case that cannot run: an unknown version, model or column, a value of the wrong type.
pub async fn run_tests(
    catalogue: &Catalogue,
    schemas: &Schemas,
    file: &TestFile,
    read_csv: &(dyn Fn(&str) -> Result<String, String> + Sync),
) -> Result<Vec<TestOutcome>, Error> {
    let mut outcomes = Vec::new();
    for case in &file.tests {
        let outcome = run(catalogue, schemas, case, read_csv).await.map_err(|mut error| {
            if error.diagnostics.is_empty() {
                error.message = format!("{}: test `{}`: {}", file.path, case.name, error.message);
            }
            error
        })?;
        outcomes.push(outcome);
    }
    Ok(outcomes)
}

async fn run(
    catalogue: &Catalogue,
    schemas: &Schemas,
    case: &TestCase,
    read_csv: &(dyn Fn(&str) -> Result<String, String> + Sync),
) -> Result<TestOutcome, Error> {
    let Some(kpi) = catalogue.get(&case.kpi) else {
        let (message, hint) = catalogue.find(&case.kpi.to_string()).err().unwrap_or_default();
        return Err(Error::request(message, hint));
    };
    let mut sites = Vec::new();
    for (site, zone) in &case.sites {
        let zone = TimeZone::get(zone).map_err(|_| {
            Error::request(format!("unknown time zone `{zone}`"), "use an IANA name such as `Europe/Amsterdam`")
        })?;
        sites.push(SiteZone { site: site.clone(), zone });
    }
    if sites.is_empty() {
        sites.push(SiteZone { site: "test".into(), zone: TimeZone::UTC });
    }
    let context = given::session(schemas, &case.given, &sites[0].site, read_csv)?;
    let mut settings = Vec::new();
    for (name, value) in &case.parameters {
        match kpi.header.parameters.get(name) {
            Some(parameter) if parameter.allows(*value) => {}
            Some(_) => {
                return Err(Error::request(
                    format!("{value} is outside the bounds of `{name}`"),
                    "choose a value within them",
                ));
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
    let evaluator = Evaluator::new(context, sites, settings);
    let mut failures = Vec::new();
    for expectation in &case.expect {
        let day: Date = expectation
            .period
            .parse()
            .map_err(|_| Error::request(format!("`{}` is no date", expectation.period), "write it as `2026-03-02`"))?;
        let period = expectation.grain.period(day);
        let request = Request {
            slices: vec![expectation.by.keys().cloned().collect()],
            grains: vec![expectation.grain],
            from: period.start,
            to: period.end,
        };
        let figures = evaluator.evaluate(kpi, &request).await?;
        let found = figures.iter().find(|figure| figure.keys == expectation.by);
        let keys: Vec<String> = expectation
            .by
            .iter()
            .map(|(key, value)| format!("{key}={}", value.as_deref().unwrap_or("(none)")))
            .collect();
        let place = format!("{} {} {}", expectation.grain, period.label(), keys.join(" "));
        compare(expectation, found, place.trim(), &mut failures)?;
    }
    Ok(TestOutcome { kpi: case.kpi.clone(), test: case.name.clone(), expectations: case.expect.len(), failures })
}

fn compare(
    expectation: &Expectation,
    found: Option<&Figure>,
    place: &str,
    failures: &mut Vec<TestFailure>,
) -> Result<(), Error> {
    let mut differs = |column: &str, expected: String, got: String| {
        failures.push(TestFailure { place: place.to_owned(), column: column.to_owned(), expected, got });
    };
    let shown = |value: Option<Decimal>| value.map_or_else(|| "null".to_owned(), |value| rounded(value).to_string());
    let figure = match (found, expectation.absent) {
        (None, true) => return Ok(()),
        (Some(figure), true) => {
            differs("figure", "absent".into(), shown(figure.value));
            return Ok(());
        }
        (None, false) => {
            differs("figure", "present".into(), "absent".into());
            return Ok(());
        }
        (Some(figure), false) => figure,
    };
    let number = |text: &str| {
        Decimal::from_str(text)
            .map(rounded)
            .map_err(|_| Error::request(format!("`{text}` is no number"), "write a decimal such as `\"0.48\"`"))
    };
    let columns = [
        ("numerator", expectation.numerator.clone().map(Some), figure.numerator),
        ("denominator", expectation.denominator.clone().map(Some), figure.denominator),
        ("value", expectation.value.clone(), figure.value),
    ];
    for (column, expected, got) in columns {
        let Some(expected) = expected else { continue };
        let expected = expected.as_deref().map(number).transpose()?;
        if expected != got.map(rounded) {
            differs(column, shown(expected), shown(got));
        }
    }
    if let Some(n) = expectation.n
        && figure.n != Some(n)
    {
        differs("n", n.to_string(), figure.n.map_or_else(|| "null".into(), |n| n.to_string()));
    }
    Ok(())
}
