//! Files come, change, move and go between two reads.

use serde_json::json;
use tidings_connector::ErrorKind;

use crate::host::{open, read};

#[test]
fn with_a_key_only_new_content_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("a.csv", "id,x\n1,a\n2,b\n");
    write("b.csv", "id,x\n3,c\n");
    let source = open(folder.path(), json!({ "path": "*.csv" }));
    let first = read(source.as_ref(), &["id"], None, 10).unwrap();
    assert_eq!((first.rows(), first.complete), (3, false));

    // The same bytes under another name are nothing new; other bytes of the same length are.
    std::fs::rename(folder.path().join("a.csv"), folder.path().join("z.csv")).unwrap();
    write("b.csv", "id,x\n3,C\n");
    let second = read(source.as_ref(), &["id"], first.state, 10).unwrap();
    assert_eq!(second.rows(), 1);

    let third = read(source.as_ref(), &["id"], second.state.clone(), 10).unwrap();
    assert_eq!((third.rows(), third.state.is_none()), (0, true));

    // Another meaning of the same bytes is a reason to read them again.
    let typed = open(folder.path(), json!({ "path": "*.csv", "columns": { "id": { "type": "integer" } } }));
    assert_eq!(read(typed.as_ref(), &["id"], second.state, 10).unwrap().rows(), 3);
}

#[test]
fn without_a_key_any_change_reads_all() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("a.csv", "id,x\n1,a\n");
    write("b.csv", "id,x\n2,b\n");
    let source = open(folder.path(), json!({ "path": "*.csv" }));
    let first = read(source.as_ref(), &[], None, 10).unwrap();
    assert_eq!((first.rows(), first.complete), (2, true));
    let same = read(source.as_ref(), &[], first.state.clone(), 10).unwrap();
    assert_eq!((same.rows(), same.complete), (0, false));
    // A second copy of a file doubles its rows, and a file that went takes its rows with it.
    write("c.csv", "id,x\n2,b\n");
    let more = read(source.as_ref(), &[], first.state, 10).unwrap();
    assert_eq!((more.rows(), more.complete), (3, true));
    std::fs::remove_file(folder.path().join("b.csv")).unwrap();
    let fewer = read(source.as_ref(), &[], more.state.clone(), 10).unwrap();
    assert_eq!((fewer.rows(), fewer.complete), (2, true));
    // No file at all is no empty stream.
    for name in ["a.csv", "c.csv"] {
        std::fs::remove_file(folder.path().join(name)).unwrap();
    }
    assert_eq!(read(source.as_ref(), &[], more.state, 10).unwrap_err().kind, ErrorKind::NotFound);
}

#[test]
fn a_file_that_is_written_to_is_not_finished() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "id,x\n1,a\n2,b\n3,c\n").unwrap();
    let source = open(folder.path(), json!({ "path": "a.csv" }));
    let catalog = source.discover().unwrap();
    let stream = tidings_connector::StreamRequest::new(&catalog.streams[0]).keyed(["id"]);
    let request = tidings_connector::ReadRequest { streams: vec![stream], state: None, batch_rows: 1 };
    let mut messages = source.read(&request).unwrap();
    messages.next().unwrap().unwrap();
    std::fs::write(&path, "id,x\n1,a\n2,b\n3,c\n4,d\n").unwrap();
    let error = messages.find_map(Result::err).unwrap();
    assert!(error.is_retryable(), "{error}");
}

#[test]
fn a_stream_that_changes_its_types_is_refused() {
    use std::sync::Arc;
    use tidings_connector::arrow_schema::{DataType, Field, Schema};
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.csv"), "id,x\n1,a\n").unwrap();
    let source = open(folder.path(), json!({ "path": "a.csv" }));
    let catalog = source.discover().unwrap();
    let mut stream = tidings_connector::StreamRequest::new(&catalog.streams[0]);
    stream.schema = Some(Arc::new(Schema::new(vec![Field::new("id", DataType::Int64, true)])));
    let error = source.read(&tidings_connector::ReadRequest::one(stream)).unwrap().find_map(Result::err).unwrap();
    assert_eq!(error.to_string(), "column `id` was Int64 and is now Utf8");
}
