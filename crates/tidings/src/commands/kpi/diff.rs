//! `tidings kpi diff`.

use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};
use tidings_core::period::Grain;
use tidings_kpi::version::{Change, Moved, Movement};
use tidings_pipeline::{Diff, DiffRequest, SideBySide};

use super::super::load_right;
use crate::Failure;
use crate::cli::Place;
use crate::output::{self, Format, Records, number, say};

/// What is compared.
#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// A version such as `aht@1`, or the path of a KPI file
    before: String,
    /// A version such as `aht@2`, or the path of a KPI file
    after: String,
    /// Keys to slice by, such as `site,queue`
    #[arg(long, value_delimiter = ',')]
    by: Vec<String>,
    /// The length of the periods: day, week, month, quarter, year
    #[arg(long, default_value = "month")]
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
    /// How the comparison is printed; csv has the values only
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// End with 1 where a value differs
    #[arg(long)]
    fail_if_diff: bool,
}

pub(super) async fn diff(place: &Place, arguments: DiffArguments) -> Result<u8, Failure> {
    let project = load_right(place, None)?;
    let DiffArguments { before, after, by, grain, from, to, sites, format, fail_if_diff } = arguments;
    let request = DiffRequest { before, after, by, grain, from, to, sites };
    let diff = tidings_pipeline::kpi_diff(&project, &request).await?;
    match format {
        Format::Table => table(&diff)?,
        Format::Json => output::data(&as_json(&diff)?)?,
        Format::Csv => values(&diff.values).print(Format::Csv)?,
    }
    let different = diff.values.iter().filter(|place| !place.is_equal()).count();
    say(&format!("{different} of {} values differ", diff.values.len()));
    Ok(u8::from(fail_if_diff && different > 0))
}

fn table(diff: &Diff) -> Result<(), Failure> {
    output::data(&format!("{} -> {}: {} change", diff.before, diff.after, diff.tier.name()))?;
    for Change { tier, words, .. } in &diff.changes {
        output::data(&format!("  {}: {words}", tier.name()))?;
    }
    output::data("")?;
    values(&diff.values).print(Format::Table)?;
    output::data("")?;
    if diff.moved.is_empty() && diff.untold.is_empty() {
        output::data("no row moved")?;
    }
    if !diff.moved.is_empty() {
        moved(diff).print(Format::Table)?;
    }
    for words in &diff.untold {
        output::data(&format!("which rows moved cannot be told: {words}"))?;
    }
    Ok(())
}

fn values(values: &[SideBySide]) -> Records {
    let mut records =
        Records::new(&["period_start", "keys", "before", "after", "difference", "flags_before", "flags_after"]);
    for SideBySide { period_start, keys, before, after, difference, flags_before, flags_after } in values {
        records.push(vec![
            period_start.to_string().into(),
            keys.iter().map(|(key, value)| (key.clone(), json!(value))).collect::<serde_json::Map<_, _>>().into(),
            number(*before),
            number(*after),
            number(*difference),
            flags_before.clone().into(),
            flags_after.clone().into(),
        ]);
    }
    records
}

fn moved(diff: &Diff) -> Records {
    let mut records = Records::new(&["column", "model", "counted_by", "reason", "rows", "amount"]);
    for Movement { column, model, moved, reason, rows, amount } in &diff.moved {
        let counted_by = match moved {
            Moved::Left => format!("{} only", diff.before),
            Moved::Joined => format!("{} only", diff.after),
            Moved::Amount => "both".to_owned(),
        };
        records.push(vec![
            column.clone().into(),
            model.clone().into(),
            counted_by.into(),
            reason.clone().into(),
            (*rows).into(),
            number(*amount),
        ]);
    }
    records
}

fn as_json(diff: &Diff) -> Result<String, Failure> {
    let rows = |records: Records| -> Value {
        let object = |row: Vec<Value>| -> Value {
            records.columns.iter().cloned().zip(row).collect::<serde_json::Map<_, _>>().into()
        };
        records.rows.iter().cloned().map(object).collect::<Vec<_>>().into()
    };
    let changes: Vec<Value> =
        diff.changes.iter().map(|change| json!({ "tier": change.tier, "words": change.words })).collect();
    let whole = json!({
        "before": diff.before,
        "after": diff.after,
        "tier": diff.tier,
        "changes": changes,
        "values": rows(values(&diff.values)),
        "moved": rows(moved(diff)),
        "untold": diff.untold,
    });
    serde_json::to_string_pretty(&whole).map_err(|error| Failure::internal(error.to_string()))
}
