//! A stream of tickets for the tests: what it declares, and rows written as short tuples.

use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use arrow::util::pretty::pretty_format_batches;
use futures::TryStreamExt as _;
use tidings_warehouse::{Layer, Partition, TableSpec, Warehouse};

pub(crate) const DAY: i64 = 86_400_000_000;

/// Id, day since 1970 on which it was made, revision, note.
pub(crate) type Ticket = (&'static str, i64, i64, &'static str);

pub(crate) fn instant() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

pub(crate) fn spec() -> TableSpec {
    TableSpec {
        layer: Layer::Stream,
        name: "desk.tickets".to_owned(),
        columns: Arc::new(Schema::new(vec![
            Field::new("id", DataType::Utf8, false),
            Field::new("created_at", instant(), true),
            Field::new("revision", DataType::Int64, true),
            Field::new("note", DataType::Utf8, true),
        ])),
        key: vec!["id".to_owned()],
        partition: Partition::Month("created_at".to_owned()),
        order: vec!["revision".to_owned()],
    }
}

pub(crate) fn tickets(rows: &[(impl AsRef<str>, i64, i64, impl AsRef<str>)]) -> RecordBatch {
    let days: TimestampMicrosecondArray = rows.iter().map(|row| Some(row.1 * DAY)).collect();
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("id", Arc::new(StringArray::from_iter_values(rows.iter().map(|row| row.0.as_ref())))),
        ("created_at", Arc::new(days.with_timezone("UTC"))),
        ("revision", Arc::new(Int64Array::from_iter_values(rows.iter().map(|row| row.2)))),
        ("note", Arc::new(StringArray::from_iter_values(rows.iter().map(|row| row.3.as_ref())))),
    ];
    RecordBatch::try_from_iter(columns).unwrap()
}

pub(crate) fn keys(ids: &[&str]) -> RecordBatch {
    let ids: ArrayRef = Arc::new(StringArray::from(ids.to_vec()));
    RecordBatch::try_from_iter([("id", ids)]).unwrap()
}

pub(crate) async fn open(root: &Path) -> Warehouse {
    Warehouse::open(root).await.unwrap()
}

/// All rows of a table, as one text.
pub(crate) async fn content(warehouse: &Warehouse, id: &str, version: i64) -> String {
    let rows: Vec<RecordBatch> = warehouse.read(id, version).await.unwrap().try_collect().await.unwrap();
    pretty_format_batches(&rows).unwrap().to_string()
}

/// Ids and notes of the newest tickets, as `id=note`, sorted by id.
pub(crate) async fn notes(warehouse: &Warehouse) -> String {
    let version = warehouse.latest("streams/desk.tickets").await.unwrap().unwrap();
    let rows: Vec<RecordBatch> =
        warehouse.read("streams/desk.tickets", version).await.unwrap().try_collect().await.unwrap();
    let mut found = Vec::new();
    for batch in &rows {
        let text =
            |name: &str| batch.column_by_name(name).unwrap().as_any().downcast_ref::<StringArray>().unwrap().clone();
        let (ids, notes) = (text("id"), text("note"));
        for row in 0..batch.num_rows() {
            found.push(format!("{}={}", ids.value(row), notes.value(row)));
        }
    }
    found.sort();
    found.join(" ")
}
