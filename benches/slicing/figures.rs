//! The work in tidings: the KPI files as they stand, all slices and grains in one call.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use datafusion::arrow::array::{Array, ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::dataframe::DataFrameWriteOptions;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use jiff::civil::date;
use jiff::tz::TimeZone;
use tidings_core::period::Grain;
use tidings_kpi::{Catalogue, Demand, Evaluator, FigureTable, KpiFile, Request, SiteZone};

use crate::peer::Timing;
use crate::{Outcome, Set, peak_kilobytes, table};

/// The versions that are asked for, from the standard project.
const KPIS: [&str; 12] = [
    "answer_rate@1",
    "abandonment_rate@1",
    "service_level@1",
    "asa@1",
    "aht@2",
    "att@1",
    "hold_time@1",
    "acw@1",
    "transfer_rate@1",
    "fcr@1",
    "csat@1",
    "nps@1",
];

const MIXED: [(&str, &str); 2] = [
    (
        "wait_p90",
        "/* @kpi\nkpi: wait_p90@1\nunit: duration\nbetter: lower\ntime: ended_date\ndimensions: [team, queue, channel]\n@kpi */\n\
         SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY wait_seconds) AS value, count(*) AS n\nFROM contact\nWHERE answered",
    ),
    (
        "agents",
        "/* @kpi\nkpi: agents@1\nunit: count\nbetter: none\ntime: ended_date\ndimensions: [team, queue, channel]\n@kpi */\n\
         SELECT count(DISTINCT agent_id) AS value\nFROM contact\nWHERE handled",
    ),
];

/// The slices, beside everything.
pub(crate) const SLICES: [&[&str]; 5] = [&[], &["site"], &["queue", "site"], &["channel", "site"], &["site", "team"]];

fn catalogue(set: Set) -> Outcome<Catalogue> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../pipelines/contact-centre/kpis");
    let mut files = Vec::new();
    for id in KPIS {
        let (name, version) = id.split_once('@').ok_or("a KPI without a version")?;
        let path = folder.join(name).join(format!("v{version}.sql"));
        let text = std::fs::read_to_string(&path)?;
        files.push(KpiFile {
            path: path.display().to_string(),
            name: name.to_owned(),
            version: version.parse()?,
            text,
        });
    }
    if set == Set::Mixed {
        for (name, text) in MIXED {
            let path = format!("{name}/v1.sql");
            files.push(KpiFile { path, name: name.to_owned(), version: 1, text: text.to_owned() });
        }
    }
    // A version that takes over from another stands here without it; nothing else may be wrong.
    Ok(Catalogue::load(files).0)
}

/// Evaluates, prints the time, and leaves the figures as a file for the comparison.
pub(crate) fn child(folder: &Path, set: Set) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let catalogue = catalogue(set)?;
        let began = Instant::now();
        let mut config = SessionConfig::new().with_target_partitions(2);
        config.options_mut().execution.parquet.schema_force_view_types = false;
        config.options_mut().sql_parser.map_string_types_to_utf8view = false;
        config.options_mut().execution.parquet.pushdown_filters = false;
        let context = SessionContext::new_with_config(config);
        for name in ["contact", "survey"] {
            let path = table(folder, name);
            let path = path.to_str().ok_or("a folder whose name is no text")?;
            context.register_parquet(name, path, ParquetReadOptions::default()).await?;
        }
        let sites = (0..7).map(|site| SiteZone { site: format!("site {site}"), zone: TimeZone::UTC }).collect();
        let evaluator = Evaluator::new(context.clone(), sites, Vec::new());
        let request = Request {
            slices: SLICES.iter().map(|slice| slice.iter().map(|key| (*key).to_owned()).collect()).collect(),
            grains: vec![Grain::Day, Grain::Week, Grain::Month],
            from: date(2025, 1, 1),
            to: date(2026, 1, 1),
        };
        let demands: Vec<Demand<'_>> =
            catalogue.all().map(|kpi| Demand { kpi, request: request.clone(), people: false }).collect();
        let evaluation = evaluator.evaluate_all(&demands).await?;
        let timing = Timing { seconds: began.elapsed().as_secs_f64(), peak_kilobytes: peak_kilobytes() };
        let path = folder.join(format!("tidings-{}.parquet", set.name()));
        let batches = evaluation.tables.iter().map(batch).collect::<Outcome<Vec<RecordBatch>>>()?;
        let path = path.to_str().ok_or("a folder whose name is no text")?;
        let options = DataFrameWriteOptions::new().with_single_file_output(true);
        context.read_batches(batches)?.write_parquet(path, options, None).await?;
        #[expect(clippy::print_stdout, reason = "the parent reads it")]
        {
            println!("{}", serde_json::to_string(&timing)?);
        }
        Ok(())
    })
}

/// kpi, grain, start, the four keys, numerator, denominator, value.
fn batch(table: &FigureTable) -> Outcome<RecordBatch> {
    let rows = table.len();
    let names: BTreeSet<&str> = SLICES.iter().flat_map(|slice| slice.iter().copied()).collect();
    let mut fields = vec![
        Field::new("kpi", DataType::Utf8, false),
        Field::new("grain", DataType::Utf8, false),
        Field::new("slice", DataType::Utf8, false),
        Field::new("start", DataType::Date32, false),
    ];
    let slices: Vec<String> = table.slices.iter().map(|slice| slice.join(",")).collect();
    let slice = table.slice.values().iter().map(|place| slices.get(*place as usize).cloned());
    let mut columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from(vec![table.kpi.name.as_str(); rows])),
        Arc::new(table.grain.iter().map(|grain| Some(grain.name())).collect::<StringArray>()),
        Arc::new(slice.collect::<StringArray>()),
        Arc::new(table.start.clone()),
    ];
    for name in names {
        fields.push(Field::new(name, DataType::Utf8, true));
        let known = table.keys.iter().find(|(key, _)| key == name);
        columns.push(Arc::new(known.map_or_else(|| StringArray::new_null(rows), |(_, column)| column.clone())));
    }
    for (name, column) in
        [("numerator", &table.numerator), ("denominator", &table.denominator), ("value", &table.value)]
    {
        fields.push(Field::new(name, column.data_type().clone(), true));
        columns.push(Arc::new(column.clone()));
    }
    Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
}
