//! `tidings kpi test`: the cases of the catalogue, and what differs as tables.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use serde_json::Value;
use tidings_kpi::testing::{LoadedCase, TestFile, TestOutcome, TestRunner, update};
use tidings_pipeline::Project;

use crate::Failure;
use crate::cli::Place;
use crate::commands::load_right;
use crate::failure::plural;
use crate::output::{self, Format, Records, say};

/// Rows of one model that a failure shows.
const SHOWN_ROWS: usize = 12;

#[derive(Debug, Args)]
pub(crate) struct TestArguments {
    /// Names; all KPIs where none is given
    kpis: Vec<String>,
    /// Write the values that came out into tests.yaml, after showing them
    #[arg(long)]
    update: bool,
    /// How results are printed
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

/// The test file of one KPI, and its folder.
struct Tested<'a> {
    file: &'a TestFile,
    folder: PathBuf,
}

impl Tested<'_> {
    fn read(&self, path: &str) -> Result<String, String> {
        std::fs::read_to_string(self.folder.join(path)).map_err(|error| format!("cannot read `{path}`: {error}"))
    }
}

pub(super) async fn run(place: &Place, mut arguments: TestArguments) -> Result<u8, Failure> {
    // A folder among the names is the project, as it is for the other commands.
    let folder = arguments.kpis.iter().position(|name| Path::new(name).join("pipeline.yaml").is_file());
    let folder = folder.map(|index| PathBuf::from(arguments.kpis.remove(index)));
    let project = load_right(place, folder)?;
    let tested = chosen(&project, &arguments.kpis)?;
    let runner = Arc::new(TestRunner::new(&tidings_pipeline::model_schemas(&project)));
    let mut cases: Vec<LoadedCase> = Vec::new();
    let mut counts = Vec::new();
    for one in &tested {
        let loaded = runner.load(&project.catalogue, one.file, &|path| one.read(path))?;
        counts.push(loaded.len());
        cases.extend(loaded);
    }
    let outcomes = runner.run(cases).await?;
    let mut rest = outcomes.as_slice();
    let mut by_file: Vec<(&Tested<'_>, &[TestOutcome])> = Vec::new();
    for (one, count) in tested.iter().zip(counts) {
        let (own, others) = rest.split_at(count);
        by_file.push((one, own));
        rest = others;
    }
    match arguments.format {
        Format::Table => by_file.iter().try_for_each(|(tested, outcomes)| show_failures(tested, outcomes))?,
        Format::Json | Format::Csv => print(&outcomes, arguments.format)?,
    }
    let failed = outcomes.iter().filter(|outcome| !outcome.failures.is_empty()).count();
    let figures: usize = outcomes.iter().map(|outcome| outcome.expectations).sum();
    say(&format!("{} passed, {failed} failed, {figures} figures compared", outcomes.len() - failed));
    if failed > 0 && arguments.update {
        let left = write_values(&by_file)?;
        return Ok(if left == 0 { 0 } else { 65 });
    }
    Ok(if failed == 0 { 0 } else { 65 })
}

fn chosen<'a>(project: &'a Project, names: &[String]) -> Result<Vec<Tested<'a>>, Failure> {
    for name in names {
        project.catalogue.find(name).map_err(|(message, hint)| Failure::usage(message, hint))?;
    }
    let is_wanted = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted.split('@').next() == Some(name));
    let tests = project.tests.iter().filter(|(name, _)| is_wanted(name));
    let tested = tests.map(|(name, file)| {
        let folder = project.directory.join(&project.file.kpis).join(name);
        Tested { file, folder }
    });
    Ok(tested.collect())
}

fn print(outcomes: &[TestOutcome], format: Format) -> Result<(), Failure> {
    let mut records = Records::new(&["kpi", "test", "expectations", "failures"]);
    for outcome in outcomes {
        records.push(vec![
            outcome.kpi.to_string().into(),
            outcome.test.clone().into(),
            outcome.expectations.into(),
            serde_json::to_value(&outcome.failures).unwrap_or_default(),
        ]);
    }
    records.print(format)?;
    Ok(())
}

/// Each failed case: what it was given, then what was expected and what came out.
fn show_failures(tested: &Tested<'_>, outcomes: &[TestOutcome]) -> Result<(), Failure> {
    for outcome in outcomes.iter().filter(|outcome| !outcome.failures.is_empty()) {
        output::data(&format!("{}: {}", outcome.kpi, outcome.test))?;
        if let Some(case) = tested.file.tests.get(outcome.index) {
            for given in case.given_rows(&|path| tested.read(path))? {
                output::data(&format!("\ngiven `{}`", given.model))?;
                let columns: Vec<&str> = given.columns.iter().map(String::as_str).collect();
                let mut records = Records::new(&columns);
                for row in given.rows.iter().take(SHOWN_ROWS) {
                    records.push(row.clone());
                }
                records.print(Format::Table)?;
                if let Some(more) = given.rows.len().checked_sub(SHOWN_ROWS).filter(|more| *more > 0) {
                    output::data(&format!("and {more} more {}", plural(more, "row")))?;
                }
            }
            let set: Vec<String> = case.parameters.iter().map(|(name, value)| format!("{name} = {value}")).collect();
            if !set.is_empty() {
                output::data(&format!("\nwith {}", set.join(", ")))?;
            }
        }
        output::data("")?;
        let mut records = Records::new(&["where", "column", "expected", "got"]);
        for failure in &outcome.failures {
            records.push(vec![
                failure.place.clone().into(),
                failure.column.clone().into(),
                Value::from(failure.expected.clone()),
                Value::from(failure.got.clone()),
            ]);
        }
        records.print(Format::Table)?;
        output::data("")?;
    }
    Ok(())
}

/// Writes the values into the files and gives the number of failed cases that stay as they are.
fn write_values(by_file: &[(&Tested<'_>, &[TestOutcome])]) -> Result<usize, Failure> {
    let mut left = 0;
    for (tested, outcomes) in by_file {
        if outcomes.iter().all(|outcome| outcome.failures.is_empty()) {
            continue;
        }
        let path = tested.folder.join("tests.yaml");
        let text = std::fs::read_to_string(&path)?;
        let updated = update(&tested.file.path, &text, outcomes)
            .map_err(|finding| Failure::usage(finding.message, finding.hint.unwrap_or_default()))?;
        if updated.values > 0 {
            std::fs::write(&path, &updated.text)?;
            let values = plural(updated.values, "value");
            say(&format!(
                "{}: {} {values} written; read the difference before you keep it",
                tested.file.path, updated.values
            ));
        }
        for name in &updated.left {
            say(&format!("{}: left alone, a figure is there or absent against the case: {name}", tested.file.path));
        }
        left += updated.left.len();
    }
    Ok(left)
}
