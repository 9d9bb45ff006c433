//! The files of the cases. They are committed; `UPDATE=1` makes them again.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::types::Int8Type;
use arrow_array::{
    ArrayRef, BinaryArray, BooleanArray, Date64Array, Decimal128Array, DictionaryArray, DurationMillisecondArray,
    Float32Array, Int16Array, Int32Array, LargeStringArray, NullArray, RecordBatch, StringArray, StringViewArray,
    StructArray, Time32SecondArray, Time64MicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray,
    UInt64Array,
};
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::{DataType, Field};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true))).unwrap()
}

/// Writes a Parquet file, two rows a group.
pub(crate) fn parquet(path: &Path, rows: &RecordBatch) {
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(2)).build();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), rows.schema(), Some(properties)).unwrap();
    writer.write(rows).unwrap();
    writer.close().unwrap();
}

/// Writes an Arrow IPC file.
pub(crate) fn ipc_file(path: &Path, rows: &RecordBatch) {
    let mut writer = FileWriter::try_new(File::create(path).unwrap(), &rows.schema()).unwrap();
    writer.write(rows).unwrap();
    writer.finish().unwrap();
}

/// Writes an Arrow IPC stream.
pub(crate) fn ipc_stream(path: &Path, rows: &RecordBatch) {
    let mut writer = StreamWriter::try_new(File::create(path).unwrap(), &rows.schema()).unwrap();
    writer.write(rows).unwrap();
    writer.finish().unwrap();
}

/// A column of every kind; the last row has nothing but its key.
fn types() -> RecordBatch {
    batch(vec![
        ("Ticket ID", Arc::new(Int32Array::from(vec![Some(1), Some(2), Some(3)]))),
        ("small", Arc::new(Int16Array::from(vec![Some(-7), Some(7), None]))),
        ("huge", Arc::new(UInt64Array::from(vec![Some(u64::MAX), Some(0), None]))),
        ("ratio", Arc::new(Float32Array::from(vec![Some(0.5), Some(-1.25), None]))),
        (
            "cost",
            Arc::new(Decimal128Array::from(vec![Some(1234), Some(-5), None]).with_precision_and_scale(9, 2).unwrap()),
        ),
        ("open", Arc::new(BooleanArray::from(vec![Some(true), Some(false), None]))),
        ("day", Arc::new(Date64Array::from(vec![Some(1_709_164_800_000), Some(0), None]))),
        ("topic", Arc::new(StringArray::from(vec![Some("Rückgabe"), Some("退款"), None]))),
        ("large", Arc::new(LargeStringArray::from(vec![Some("a"), Some("b"), None]))),
        ("view", Arc::new(StringViewArray::from(vec![Some("a view that is longer than its prefix"), Some("b"), None]))),
        ("status", Arc::new(vec![Some("open"), Some("open"), None].into_iter().collect::<DictionaryArray<Int8Type>>())),
        (
            "at",
            Arc::new(
                TimestampNanosecondArray::from(vec![Some(1_714_550_400_123_456_789), Some(0), None])
                    .with_timezone("+02:00"),
            ),
        ),
        ("opens", Arc::new(Time32SecondArray::from(vec![Some(34_200), Some(0), None]))),
        ("closes", Arc::new(Time64MicrosecondArray::from(vec![Some(64_800_500_000), Some(0), None]))),
        ("attachment", Arc::new(BinaryArray::from(vec![Some(&b"\x00\xff"[..]), Some(b""), None]))),
    ])
}

fn local_times() -> RecordBatch {
    // Amsterdam: an hour that comes twice, one that never comes, and one of each neighbour.
    let at = ["2024-10-27T02:30:00", "2024-03-31T02:30:00", "2024-07-01T12:00:00", "2024-01-01T12:00:00"];
    let millis = at.map(|at| {
        let local: jiff::civil::DateTime = at.parse().unwrap();
        Some(local.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_millisecond())
    });
    batch(vec![
        ("id", Arc::new(Int32Array::from(vec![Some(1), Some(2), Some(3), None]))),
        ("created", Arc::new(TimestampMillisecondArray::from(millis.to_vec()))),
    ])
}

/// Writes the files of all cases.
pub(crate) fn write_cases(cases: &Path) {
    parquet(&cases.join("types/tickets.parquet"), &types());
    parquet(&cases.join("local_times_rejected/t.parquet"), &local_times());
    parquet(&cases.join("local_times_resolved/t.parquet"), &local_times());
    parquet(&cases.join("local_times_without_zone/t.parquet"), &local_times());

    let part: ArrayRef = Arc::new(Int32Array::from(vec![1, 2]));
    let nested = StructArray::from(vec![(Arc::new(Field::new("part", DataType::Int32, true)), part.clone())]);
    let nested = batch(vec![("id", part.clone()), ("custom fields", Arc::new(nested))]);
    parquet(&cases.join("nested_refused/t.parquet"), &nested);
    parquet(&cases.join("missing_column/t.parquet"), &batch(vec![("Ticket ID", part.clone())]));
    parquet(&cases.join("row_groups_capped/t.parquet"), &types());

    // Two formats of Arrow IPC, told by content; the second file lacks a column and has another.
    let ipc = batch(vec![
        ("id", part.clone()),
        ("talk", Arc::new(DurationMillisecondArray::from(vec![1_500, 1_499]))),
        ("nothing", Arc::new(NullArray::new(2))),
    ]);
    ipc_file(&cases.join("arrow_ipc/a.arrow"), &ipc);
    let ids: ArrayRef = Arc::new(Int32Array::from(vec![3]));
    let ipc = batch(vec![("id", ids), ("extra", Arc::new(StringArray::from(vec!["부산"])))]);
    ipc_stream(&cases.join("arrow_ipc/b.arrow"), &ipc);

    let whole = std::fs::read(cases.join("types/tickets.parquet")).unwrap();
    std::fs::write(cases.join("cut_off/t.parquet"), &whole[..whole.len() / 2]).unwrap();
}
