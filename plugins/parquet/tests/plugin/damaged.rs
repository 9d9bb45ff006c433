//! Damaged files are errors, never panics; changed ones are read again.

use std::sync::Arc;

use arrow_array::{Int64Array, RecordBatch, StringArray};
use proptest::prelude::*;
use serde_json::json;
use tidings_connector::ErrorKind;

use crate::files;
use crate::host::{open, read};

fn table(rows: i64) -> RecordBatch {
    let ids = Int64Array::from_iter_values(0..rows);
    let texts = StringArray::from_iter_values((0..rows).map(|id| format!("row {}", id * id)));
    RecordBatch::try_from_iter([("id", Arc::new(ids) as _), ("text", Arc::new(texts) as _)]).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes_are_an_error_or_other_rows(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in prop::option::of(any::<prop::sample::Index>()),
        format in prop::sample::select(vec!["parquet", "ipc file", "ipc stream"]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f");
        match format {
            "parquet" => files::parquet(&path, &table(4)),
            "ipc file" => files::ipc_file(&path, &table(40)),
            _ => files::ipc_stream(&path, &table(40)),
        }
        let mut bytes = std::fs::read(&path).unwrap();
        for (index, byte) in changes {
            let index = index.index(bytes.len());
            bytes[index] = byte;
        }
        if let Some(cut) = cut {
            let length = cut.index(bytes.len());
            bytes.truncate(length);
        }
        std::fs::write(&path, &bytes).unwrap();
        let source = open(folder.path(), json!({ "path": "f" }));
        // Whatever comes, it comes in order.
        if let Err(error) = read(source.as_ref(), &[], None) {
            prop_assert!(matches!(error.kind, ErrorKind::Schema | ErrorKind::Config), "{:?}", error);
        }
    }
}

#[test]
fn only_new_content_is_read() {
    let folder = tempfile::tempdir().unwrap();
    files::parquet(&folder.path().join("a.parquet"), &table(3));
    files::parquet(&folder.path().join("b.parquet"), &table(5));
    let source = open(folder.path(), json!({ "path": "*.parquet" }));
    let rows = |batches: &[RecordBatch]| batches.iter().map(RecordBatch::num_rows).sum::<usize>();
    let (first, state) = read(source.as_ref(), &["id"], None).unwrap();
    assert_eq!(rows(&first), 8);
    files::parquet(&folder.path().join("b.parquet"), &table(6));
    let (second, state) = read(source.as_ref(), &["id"], state).unwrap();
    assert_eq!(rows(&second), 6);
    let (third, state) = read(source.as_ref(), &["id"], state).unwrap();
    assert!(third.is_empty() && state.is_none());
}
