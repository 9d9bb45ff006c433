//! Writing models and published values.

use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field, Schema};
use tempfile::tempdir;
use tidings_warehouse::{ErrorKind, Layer, Partition, TableSpec, rows_of};

use crate::tickets::{content, open, spec, tickets};

fn model() -> TableSpec {
    TableSpec { layer: Layer::Model, name: "ticket".to_owned(), order: vec![], ..spec() }
}

#[tokio::test]
async fn a_second_build_changes_nothing() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    let rows = [("a", 1, 1, "x"), ("b", 40, 1, "x"), ("c", 41, 1, "x")];
    let first = warehouse.replace_table(&model(), "r1", rows_of(vec![tickets(&rows)])).await.unwrap();
    assert_eq!(first.partitions, ["1970-01", "1970-02"]);
    assert_eq!(first.account.inserted, 3);

    // Another order, other batches.
    let again = vec![tickets(&[rows[2], rows[0]]), tickets(&[rows[1]])];
    let second = warehouse.replace_table(&model(), "r2", rows_of(again)).await.unwrap();
    assert!(!second.committed);
    assert_eq!((second.version, second.account.unchanged), (first.version, 3));

    // Only the month with a change is written anew; a month without rows goes.
    let third = [("a", 1, 1, "x"), ("b", 40, 1, "y")];
    let third = warehouse.replace_table(&model(), "r3", rows_of(vec![tickets(&third)])).await.unwrap();
    assert_eq!(third.partitions, ["1970-02"]);
    assert_eq!((third.account.inserted, third.account.unchanged, third.rows), (1, 1, 2));
    let fourth = warehouse.replace_table(&model(), "r4", rows_of(vec![tickets(&[rows[0]])])).await.unwrap();
    assert_eq!((fourth.partitions.len(), fourth.rows), (1, 1));
    let empty = warehouse.replace_table(&model(), "r5", rows_of(vec![])).await.unwrap();
    assert_eq!((empty.committed, empty.rows), (true, 0));
    assert!(content(&warehouse, &first.table, first.version).await.contains("| c "));
}

#[tokio::test]
async fn a_model_may_change_its_columns() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    let mut spec = model();
    spec.partition = Partition::None;
    let first = warehouse.replace_table(&spec, "r1", rows_of(vec![tickets(&[("a", 1, 1, "x")])])).await.unwrap();
    spec.columns =
        Arc::new(Schema::new(vec![Field::new("id", DataType::Utf8, false), Field::new("note", DataType::Int64, true)]));
    let ids: arrow::array::ArrayRef = Arc::new(arrow::array::StringArray::from(vec!["a"]));
    let numbers: arrow::array::ArrayRef = Arc::new(arrow::array::Int64Array::from(vec![7]));
    let row = RecordBatch::try_from_iter([("id", ids), ("note", numbers)]).unwrap();
    let second = warehouse.replace_table(&spec, "r2", rows_of(vec![row])).await.unwrap();
    let (before, after) = (
        content(&warehouse, &first.table, first.version).await,
        content(&warehouse, &second.table, second.version).await,
    );
    assert!(before.contains("revision") && before.contains("| x"), "{before}");
    assert!(!after.contains("revision") && after.contains("| 7"), "{after}");
}

#[tokio::test]
async fn a_key_twice_is_an_error() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    let rows = tickets(&[("a", 1, 1, "secret"), ("b", 1, 1, "x"), ("a", 1, 2, "secret")]);
    let error = warehouse.replace_table(&model(), "r1", rows_of(vec![rows])).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Data);
    assert!(error.message.contains("two rows of one key (`id`)"), "{error}");
    assert!(!format!("{error:?}").contains("secret"));
}

#[tokio::test]
async fn a_slice_is_replaced_alone() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    let spec = TableSpec { layer: Layer::Value, name: "kpi_value".to_owned(), order: vec![], ..spec() };
    let all = [("a", 1, 1, "x"), ("b", 2, 2, "x"), ("c", 40, 2, "x")];
    warehouse.replace_where(&spec, "r1", "true", rows_of(vec![tickets(&all)])).await.unwrap();
    let slice = tickets(&[("b", 2, 2, "y"), ("d", 70, 2, "y")]);
    let second = warehouse.replace_where(&spec, "r2", "revision = 2", rows_of(vec![slice.clone()])).await.unwrap();
    assert_eq!(second.partitions, ["1970-01", "1970-02", "1970-03"]);
    assert_eq!(second.rows, 3);
    let text = content(&warehouse, "kpi_value", second.version).await;
    assert!(text.contains("| a ") && text.contains("| d ") && !text.contains("| c "), "{text}");
    let third = warehouse.replace_where(&spec, "r3", "revision = 2", rows_of(vec![slice])).await.unwrap();
    assert!(!third.committed);
    let outside =
        warehouse.replace_where(&spec, "r4", "revision = 3", rows_of(vec![tickets(&[all[0]])])).await.unwrap_err();
    assert_eq!(outside.kind, ErrorKind::Bug);
}

/// The bytes of a table's data files, in order.
fn data_files(folder: &std::path::Path) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut months: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    months.sort();
    for month in months.iter().filter(|path| !path.ends_with("_delta_log")) {
        let files = std::fs::read_dir(month).unwrap().map(|entry| entry.unwrap().path());
        found.extend(files.map(|path| std::fs::read(path).unwrap()));
    }
    found
}

#[tokio::test]
async fn equal_rows_are_equal_bytes() {
    let rows: Vec<(String, i64, i64, String)> =
        (0..3000).map(|n| (format!("t{n:05}"), n % 60, n, format!("note {}", n % 7))).collect();
    let mut built = Vec::new();
    for size in [3000, 700] {
        let folder = tempdir().unwrap();
        let warehouse = open(folder.path()).await;
        let mut batches: Vec<RecordBatch> = rows.chunks(size).map(tickets).collect();
        batches.reverse();
        warehouse.replace_table(&model(), "r1", rows_of(batches)).await.unwrap();
        built.push(data_files(&folder.path().join("models/ticket")));
    }
    assert_eq!(built[0].len(), 3);
    assert!(built[0] == built[1], "the same rows were written as different bytes");
}
