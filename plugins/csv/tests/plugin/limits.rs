//! Caps on what one file may cost.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use tidings_connector::ErrorKind;

use crate::host::{open, read};

/// Two MiB of one line, packed.
fn packed() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(b"id,x\n").unwrap();
    encoder.write_all(&b"1,a\n".repeat(512 * 1024)).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_file_that_unpacks_too_far_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("f.csv.gz"), packed()).unwrap();
    std::fs::write(folder.path().join("f.csv.zst"), zstd::encode_all(&vec![b'a'; 4 << 20][..], 3).unwrap()).unwrap();
    for path in ["f.csv.gz", "f.csv.zst"] {
        let source = open(folder.path(), json!({ "path": path }));
        let error = read(source.as_ref(), &[], None, 100_000).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Schema);
        assert_eq!(error.message, format!("`{path}` unpacks to more than 100 times its size"));
        assert!(error.hint.unwrap().contains("limits.compression_ratio"));
    }
    let willing = json!({ "path": "f.csv.gz", "limits": { "compression_ratio": 10_000 } });
    assert_eq!(read(open(folder.path(), willing).as_ref(), &[], None, 100_000).unwrap().rows(), 512 * 1024);
}

#[test]
fn sizes_and_columns_are_capped() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("long.csv"), b"id,x\n1,a\n".repeat(100)).unwrap();
    std::fs::write(folder.path().join("wide.csv"), ["c"; 2_001].join(",")).unwrap();
    std::fs::write(folder.path().join("book.csv"), b"PK\x03\x04rest").unwrap();
    for (config, message) in [
        (json!({ "path": "long.csv", "limits": { "file_bytes": 500 } }), "`long.csv` holds more than 500 bytes"),
        (json!({ "path": "wide.csv" }), "`wide.csv` has more than 2000 columns"),
        (json!({ "path": "book.csv" }), "`book.csv` is a zip archive or a workbook"),
    ] {
        let error = read(open(folder.path(), config).as_ref(), &[], None, 10).unwrap_err();
        assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Schema, message));
    }
}
