//! `tidings kpi history`: every value that a figure ever had.

use clap::Args;
use serde_json::{Value, json};
use tidings_core::period::Period;
use tidings_pipeline::{HistoryLine, HistoryRequest};

use crate::Failure;
use crate::cli::Place;
use crate::commands::load_right;
use crate::output::{Format, Records, number};

/// Which figure.
#[derive(Debug, Args)]
pub(crate) struct HistoryArguments {
    /// A name such as `aht`, or a version such as `aht@2`
    kpi: String,
    /// The period: 2026-03-02, 2026-W10, 2026-03, 2026-Q1 or 2026
    #[arg(long)]
    period: Period,
    /// The site; the figures over all sites where none is named
    #[arg(long)]
    site: Option<String>,
    /// Further keys, such as `queue`, or `queue=billing` for one of them
    #[arg(long, value_delimiter = ',', value_name = "KEY[=VALUE]", value_parser = parse_key)]
    by: Vec<(String, Option<String>)>,
    /// How data are printed
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

type Key = (String, Option<String>);

fn parse_key(text: &str) -> Result<Key, String> {
    match text.split_once('=') {
        _ if text.is_empty() || text.starts_with('=') => Err("expected a key such as `queue`".to_owned()),
        Some((key, value)) => Ok((key.to_owned(), Some(value.to_owned()))),
        None => Ok((text.to_owned(), None)),
    }
}

pub(super) async fn run(place: &Place, arguments: HistoryArguments) -> Result<u8, Failure> {
    let project = load_right(place, None)?;
    let HistoryArguments { kpi, period, site, by, format } = arguments;
    let request = HistoryRequest { selection: kpi, period, site, by };
    let lines = tidings_pipeline::kpi_history(&project, &request).await?;
    print(&lines, format)?;
    Ok(0)
}

fn print(lines: &[HistoryLine], format: Format) -> Result<(), Failure> {
    let columns = [
        "kpi",
        "version",
        "period",
        "keys",
        "value",
        "numerator",
        "denominator",
        "n",
        "flags",
        "reason",
        "restatement",
        "run",
    ];
    let mut records = Records::new(&columns);
    for line in lines {
        let figure = &line.figure;
        let keys: Value = figure
            .keys
            .iter()
            .map(|(key, value)| (key.clone(), json!(value)))
            .collect::<serde_json::Map<_, _>>()
            .into();
        let mut flags: Vec<&str> = figure.flags.iter().map(|flag| flag.name()).collect();
        flags.extend(line.withdrawn.then_some("withdrawn"));
        records.push(vec![
            figure.kpi.name.clone().into(),
            figure.kpi.version.into(),
            figure.period.label().into(),
            keys,
            number(figure.value),
            number(figure.numerator),
            number(figure.denominator),
            figure.n.into(),
            flags.into(),
            line.reason.name().into(),
            line.restatement.clone().into(),
            line.run.clone().into(),
        ]);
    }
    records.print(format)?;
    Ok(())
}
