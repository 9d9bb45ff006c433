//! Files that people exported, read in place.

use std::path::PathBuf;

use serde_json::{Value, json};
use tidings_connector::arrow_array::cast::AsArray;
use tidings_connector::arrow_array::types::{Decimal128Type, Int64Type, TimestampMicrosecondType};
use tidings_connector::arrow_array::{Array, RecordBatch};

use crate::host::{Outcome, open, read};

/// The folder of the real data, or none with a printed reason. `TIDINGS_REQUIRE=data` makes its
/// absence a failure.
fn data() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    let required =
        std::env::var("TIDINGS_REQUIRE").is_ok_and(|names| names.split([',', ' ']).any(|name| name == "data"));
    assert!(!required, "`{}` is not there, and TIDINGS_REQUIRE names `data`", folder.display());
    println!("skipped: `{}` is not there", folder.display());
    None
}

fn read_file(config: Value, key: &[&str]) -> Option<Outcome> {
    let folder = data()?;
    Some(read(open(&folder, config).as_ref(), key, None, 1_000).unwrap())
}

fn names(batch: &RecordBatch) -> Vec<String> {
    batch.schema().fields().iter().map(|field| field.name().clone()).collect()
}

#[test]
fn restaurant_calls() {
    let clock = |answered: &str| {
        json!({ "from": ["Call Date", answered], "type": "timestamp", "format": "%Y-%m-%d %H:%M:%S",
                "time_zone": "Europe/London" })
    };
    let config = json!({
        "path": "restaurant-calls/calls.csv",
        "columns": {
            "call_id": { "from": "Call ID", "type": "integer", "required": true },
            "started_at": clock("Call Time"),
            "answered_at": clock("Time Answered"),
            "covers_booked": { "type": "integer" },
        },
    });
    let Some(outcome) = read_file(config, &["call_id"]) else { return };
    assert_eq!((outcome.rows(), outcome.rejected.len()), (25_100, 0));
    let first = &outcome.batches[0];
    assert_eq!(
        names(first),
        [
            "call_id",
            "started_at",
            "answered_at",
            "covers_booked",
            "agent_id",
            "restaurant_id",
            "booking_contact_name",
            "call_outcome",
            "column_10",
        ]
    );
    // 2023-11-01 13:56:45 in London, where it is winter.
    assert_eq!(first.column(1).as_primitive::<TimestampMicrosecondType>().value(0), 1_698_847_005_000_000);
    let trailing_is_empty = outcome.batches.iter().all(|batch| batch.column(8).null_count() == batch.num_rows());
    assert!(trailing_is_empty);
}

#[test]
fn call_centre_days_in_both_writings() {
    let counts = json!({
        "incoming_calls": { "type": "integer" },
        "answered_calls": { "type": "integer" },
        "abandoned_calls": { "type": "integer" },
    });
    let with = |path: &str, rate: &str, length: Value| {
        let mut columns = counts.clone();
        columns["answer_rate"] = json!({ "type": rate });
        columns["service_level"] = json!({ "from": "Service Level (20 Seconds)", "type": rate });
        for (name, from) in
            [("speed", "Answer Speed (AVG)"), ("talk", "Talk Duration (AVG)"), ("wait", "Waiting Time (AVG)")]
        {
            columns[name] = length.clone();
            columns[name]["from"] = json!(from);
        }
        json!({ "path": path, "columns": columns })
    };
    let numbers = with(
        "callcenter-daily/call_center_daily_dated.csv",
        "decimal(18,6)",
        json!({ "type": "duration", "unit": "seconds" }),
    );
    let texts = with("callcenter-daily/call_center_daily_salesrep.csv", "percent", json!({ "type": "duration" }));
    let (Some(numbers), Some(texts)) = (read_file(numbers, &[]), read_file(texts, &[])) else { return };
    for outcome in [&numbers, &texts] {
        assert_eq!((outcome.rows(), outcome.rejected.len()), (1_251, 0));
        let sum = |column: usize| -> i64 {
            let values =
                outcome.batches.iter().flat_map(|batch| batch.column(column).as_primitive::<Int64Type>().values());
            values.sum()
        };
        assert_eq!([sum(0), sum(1), sum(2)], [248_373, 221_234, 27_139]);
    }
    for (a, b) in numbers.batches.iter().zip(&texts.batches) {
        for column in [0, 1, 2, 5, 6, 7] {
            assert_eq!(a.column(column).to_data(), b.column(column).to_data(), "column {column}");
        }
        // One file rounds rates to whole percents, the other to hundredths of one.
        for column in [3, 4] {
            let (a, b) =
                (a.column(column).as_primitive::<Decimal128Type>(), b.column(column).as_primitive::<Decimal128Type>());
            assert!(a.values().iter().zip(b.values()).all(|(a, b)| (a - b).abs() <= 5_000));
        }
    }
}

#[test]
fn italian_helpdesk() {
    let config = json!({
        "path": "italian-helpdesk/finale.csv",
        "columns": {
            "completed_at": {
                "from": "Complete Timestamp", "type": "timestamp", "format": "%Y/%m/%d %H:%M:%S%.f",
                "time_zone": "Europe/Rome", "ambiguous": "earlier", "nonexistent": "forward",
            },
            "variant_index": { "type": "integer" },
        },
    });
    let Some(folder) = data() else { return };
    let source = open(&folder, config);
    let notices = source.discover().unwrap().streams.remove(0).notices;
    assert_eq!(notices.len(), 1);
    assert!(notices[0].message.starts_with("column 7 of") && notices[0].message.ends_with("`variant_2`"));
    let outcome = read(source.as_ref(), &[], None, 8_192).unwrap();
    assert_eq!((outcome.rows(), outcome.rejected.len()), (21_348, 0));
    let names = names(&outcome.batches[0]);
    assert_eq!(names[..6], ["completed_at", "variant_index", "case_id", "activity", "resource", "variant"]);
    assert!(names.contains(&"variant_2".to_owned()) && names.contains(&"seriousness_2".to_owned()));
    let cases: std::collections::BTreeSet<String> = outcome
        .batches
        .iter()
        .flat_map(|batch| batch.column(2).as_string::<i32>().iter().flatten().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert_eq!(cases.len(), 4_580);
}
