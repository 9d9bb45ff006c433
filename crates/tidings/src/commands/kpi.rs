//! `tidings kpi`: what is defined, what it says, what it is worth, whether it is right.

mod diff;
mod docs;
mod explain;
mod history;
mod new;
mod release;
mod test;

use clap::Subcommand;
use jiff::civil::Date;
use serde_json::{Value, json};
use tidings_core::figure::Figure;
use tidings_core::kpi::Kpi;
use tidings_core::period::Grain;
use tidings_pipeline::{Project, ValueRequest};

use super::load_right;
use crate::Failure;
use crate::cli::Place;
use crate::output::{self, Format, Records, number};

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
        /// As an earlier run published them
        #[arg(long, value_name = "RUN")]
        as_of: Option<String>,
        /// How data are printed
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// Two versions side by side: what they say, what they give, which rows moved
    Diff(diff::DiffArguments),
    /// Release a draft, and keep in kpis.lock what it was
    Release(release::ReleaseArguments),
    /// Mark a released version as no longer used; figures of its days stay as they are
    Deprecate {
        /// A version such as `aht@1`
        kpi: String,
    },
    /// Write the next version of a KPI as a draft
    Revise(release::ReviseArguments),
    /// Every value that a figure ever had, with run and reason
    History(history::HistoryArguments),
    /// What a night reads to evaluate KPIs: which share a scan, what is added up, what is counted anew
    Explain {
        /// Names such as `aht`, or versions such as `aht@2`; all KPIs where none is named
        kpis: Vec<String>,
        /// How data are printed
        #[arg(long, value_enum, default_value = "table")]
        format: Format,
    },
    /// Write a draft: a new KPI, or the next version of one that is there
    New(new::NewArguments),
    /// Write the catalogue as pages, one language each: every KPI with definition, query and history
    Docs(docs::DocsArguments),
    /// Run the test cases of KPIs
    Test(test::TestArguments),
}

pub(crate) async fn run(place: &Place, command: KpiCommand) -> Result<u8, Failure> {
    match command {
        KpiCommand::List { format } => list(&load_right(place, None)?, format),
        KpiCommand::Show { kpi, sql } => show(&load_right(place, None)?, &kpi, sql),
        KpiCommand::Value { kpis, by, grain, from, to, sites, as_of, format } => {
            let project = load_right(place, None)?;
            let request = ValueRequest { selections: kpis, by, grain, from, to, sites, as_of };
            let figures = tidings_pipeline::kpi_values(&project, &request).await?;
            print(&figures, format)?;
            Ok(0)
        }
        KpiCommand::Diff(arguments) => diff::diff(place, arguments).await,
        KpiCommand::Release(arguments) => release::release(place, arguments).await,
        KpiCommand::Deprecate { kpi } => release::deprecate(place, &kpi),
        KpiCommand::Revise(arguments) => release::revise(place, &arguments),
        KpiCommand::History(arguments) => history::run(place, arguments).await,
        KpiCommand::Explain { kpis, format } => explain::run(&load_right(place, None)?, &kpis, format).await,
        KpiCommand::Docs(arguments) => docs::run(place, &arguments),
        KpiCommand::New(arguments) => new::run(place, &arguments),
        KpiCommand::Test(arguments) => test::run(place, arguments).await,
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
