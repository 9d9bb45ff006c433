//! `tidings kpi`: what is defined, what it says, what it is worth, whether it is right.

mod diff;
mod release;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use jiff::civil::Date;
use serde_json::{Value, json};
use tidings_core::figure::Figure;
use tidings_core::kpi::Kpi;
use tidings_core::period::Grain;
use tidings_kpi::testing::{TestOutcome, run_tests};
use tidings_pipeline::{Project, ValueRequest};

use super::load_right;
use crate::Failure;
use crate::cli::Place;
use crate::output::{self, Format, Records, number, say};

#[derive(Debug, Subcommand)]
pub(crate) enum KpiCommand {
    /// Every KPI and its versions
    List {
        /// How data are printed
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// One KPI: its header, its history, its query
    Show {
        /// A name such as `aht`, or a version such as `aht@2`
        kpi: String,
        /// Only the query, with default parameters in place, as any SQL shell runs it
        #[arg(long)]
        sql: bool,
    },
    /// Figures of one KPI or several, from what is published
    Value {
        /// Names such as `aht`, or versions such as `aht@2`; all KPIs where none is named
        kpis: Vec<String>,
        /// Keys to slice by, such as `site,queue`
        #[arg(long, value_delimiter = ',')]
        by: Vec<String>,
        /// The length of the periods: day, week, month, quarter, year
        #[arg(long, default_value = "day")]
        grain: Grain,
        /// From the period that holds this day
        #[arg(long)]
        from: Option<Date>,
        /// To the period that holds this day
        #[arg(long)]
        to: Option<Date>,
        /// Only these sites
        #[arg(long = "site", value_name = "SITE")]
        sites: Vec<String>,
        /// How data are printed
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// Two versions side by side: what they say, what they give, which rows moved
    Diff(diff::DiffArguments),
    /// Release a draft, and keep in kpis.lock what it was
    Release(release::ReleaseArguments),
    /// Take a released version out of use; it is kept for comparison
    Deprecate {
        /// A version such as `aht@1`
        kpi: String,
    },
    /// Write the next version of a KPI as a draft
    Revise(release::ReviseArguments),
    /// Run the test cases of KPIs
    Test {
        /// Names; all KPIs where none is given
        kpis: Vec<String>,
        /// How results are printed
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
}

pub(crate) async fn run(place: &Place, command: KpiCommand) -> Result<u8, Failure> {
    match command {
        KpiCommand::List { format } => list(&load_right(place, None)?, format),
        KpiCommand::Show { kpi, sql } => show(&load_right(place, None)?, &kpi, sql),
        KpiCommand::Value { kpis, by, grain, from, to, sites, format } => {
            let project = load_right(place, None)?;
            let request = ValueRequest { selections: kpis, by, grain, from, to, sites };
            let figures = tidings_pipeline::kpi_values(&project, &request).await?;
            print(&figures, format)?;
            Ok(0)
        }
        KpiCommand::Diff(arguments) => diff::diff(place, arguments).await,
        KpiCommand::Release(arguments) => release::release(place, arguments).await,
        KpiCommand::Deprecate { kpi } => release::deprecate(place, &kpi),
        KpiCommand::Revise(arguments) => release::revise(place, &arguments),
        KpiCommand::Test { mut kpis, format } => {
            // A folder among the names is the project, as it is for the other commands.
            let folder = kpis.iter().position(|name| Path::new(name).join("pipeline.yaml").is_file());
            let folder = folder.map(|index| PathBuf::from(kpis.remove(index)));
            test(&load_right(place, folder)?, &kpis, format).await
        }
    }
}

fn list(project: &Project, format: Format) -> Result<u8, Failure> {
    let mut records = Records::new(&["kpi", "status", "unit", "better", "effective_from", "dimensions"]);
    for kpi in project.catalogue.all() {
        let header = &kpi.header;
        records.push(vec![
            header.kpi.to_string().into(),
            header.status.name().into(),
            header.unit.name().into(),
            header.better.name().into(),
            header.effective_from.clone().into(),
            header.dimensions.clone().into(),
        ]);
    }
    records.print(format)?;
    Ok(0)
}

fn show(project: &Project, text: &str, sql: bool) -> Result<u8, Failure> {
    let selection = project.catalogue.find(text).map_err(|(message, hint)| Failure::usage(message, hint))?;
    let versions = project.catalogue.versions(&selection.name);
    let chosen = |kpi: &&&Kpi| selection.version.is_none_or(|version| kpi.header.kpi.version == version);
    let Some(kpi) = versions.iter().rfind(chosen) else {
        return Err(Failure::usage(format!("unknown KPI `{text}`"), "`tidings kpi list` shows all"));
    };
    if sql {
        output::data(&bound(kpi))?;
        return Ok(0);
    }
    output::data(kpi.source.text.trim_end())?;
    release::history(project, &selection.name)?;
    Ok(0)
}

/// The query with the default of each parameter in its place.
fn bound(kpi: &Kpi) -> String {
    let mut names: Vec<(&String, i64)> =
        kpi.header.parameters.iter().map(|(name, parameter)| (name, parameter.default)).collect();
    // Longer names first: `$days` must not eat the beginning of `$days_open`.
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    names
        .into_iter()
        .fold(kpi.source.body.clone(), |sql, (name, value)| sql.replace(&format!("${name}"), &value.to_string()))
}

fn print(figures: &[Figure], format: Format) -> Result<(), Failure> {
    let mut records =
        Records::new(&["kpi", "version", "period_start", "keys", "numerator", "denominator", "value", "n", "flags"]);
    for figure in figures {
        let keys: Value = figure
            .keys
            .iter()
            .map(|(key, value)| (key.clone(), json!(value)))
            .collect::<serde_json::Map<_, _>>()
            .into();
        records.push(vec![
            figure.kpi.name.clone().into(),
            figure.kpi.version.into(),
            figure.period.start.to_string().into(),
            keys,
            number(figure.numerator),
            number(figure.denominator),
            number(figure.value),
            figure.n.into(),
            figure.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>().into(),
        ]);
    }
    records.print(format)?;
    Ok(())
}

async fn test(project: &Project, names: &[String], format: Format) -> Result<u8, Failure> {
    for name in names {
        project.catalogue.find(name).map_err(|(message, hint)| Failure::usage(message, hint))?;
    }
    let schemas = tidings_pipeline::model_schemas(project);
    let mut outcomes: Vec<TestOutcome> = Vec::new();
    for (name, file) in &project.tests {
        if !names.is_empty() && !names.iter().any(|wanted| wanted.split('@').next() == Some(name)) {
            continue;
        }
        let folder = project.directory.join(&project.file.kpis).join(name);
        let read = move |path: &str| {
            std::fs::read_to_string(folder.join(path)).map_err(|error| format!("cannot read `{path}`: {error}"))
        };
        outcomes.extend(run_tests(&project.catalogue, &schemas, file, &read).await?);
    }
    let failed = outcomes.iter().filter(|outcome| !outcome.failures.is_empty()).count();
    match format {
        Format::Table => show_failures(&outcomes)?,
        Format::Json | Format::Csv => {
            let mut records = Records::new(&["kpi", "test", "expectations", "failures"]);
            for outcome in &outcomes {
                records.push(vec![
                    outcome.kpi.to_string().into(),
                    outcome.test.clone().into(),
                    outcome.expectations.into(),
                    serde_json::to_value(&outcome.failures).unwrap_or_default(),
                ]);
            }
            records.print(format)?;
        }
    }
    let figures: usize = outcomes.iter().map(|outcome| outcome.expectations).sum();
    say(&format!("{} passed, {failed} failed, {figures} figures compared", outcomes.len() - failed));
    Ok(if failed == 0 { 0 } else { 65 })
}

fn show_failures(outcomes: &[TestOutcome]) -> Result<(), Failure> {
    for outcome in outcomes.iter().filter(|outcome| !outcome.failures.is_empty()) {
        say(&format!("{}: {}", outcome.kpi, outcome.test));
        let mut records = Records::new(&["where", "column", "expected", "got"]);
        for failure in &outcome.failures {
            records.push(vec![
                failure.place.clone().into(),
                failure.column.clone().into(),
                failure.expected.clone().into(),
                failure.got.clone().into(),
            ]);
        }
        records.print(Format::Table)?;
    }
    Ok(())
}
