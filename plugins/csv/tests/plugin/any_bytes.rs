//! No bytes make the reader panic, and none are lost in silence.

use proptest::prelude::*;
use serde_json::json;

use crate::host::{open, read};

/// Bytes that mean something to the reader, more often than chance has them.
fn telling_bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            &b","[..], b";", b"\t", b"\"", b"\"\"", b"\n", b"\r\n", b"\r", b"1", b"-2.5", b"\xff\xfe", b"\xef\xbb\xbf",
            b"\xc3\xa9", b"\xc3", b"\0", b"a", b"id", b"2024-10-27 01:30:00", b"\x1f\x8b", b"\x28\xb5\x2f\xfd",
        ]).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_file_gives_the_same_records_or_the_same_error(bytes in telling_bytes(), small in 1usize..4) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("f.csv"), &bytes).unwrap();
        let config = json!({
            "path": "f.csv",
            "columns": {
                "id": { "type": "integer", "optional": true },
                "a": { "type": "timestamp", "time_zone": "Europe/London", "optional": true },
            },
            "limits": { "record_lines": 4, "record_bytes": 64, "field_bytes": 40, "columns": 20 },
        });
        let source = open(folder.path(), config);
        let outcomes = [small, 1_000].map(|batch_rows| {
            read(source.as_ref(), &[], None, batch_rows).map(|outcome| {
                let total = outcome.rows() + outcome.rejected.len();
                let places: Vec<_> = outcome.rejected.iter().map(|rejected| rejected.where_.clone()).collect();
                (total, places)
            })
        });
        match outcomes {
            [Ok(a), Ok(b)] => {
                prop_assert_eq!(&a, &b);
                // No record spans less than a line of its own.
                let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() + 1;
                prop_assert!(a.0 <= lines);
                // Records begin one after the other.
                prop_assert!(a.1.windows(2).all(|pair| pair[0].byte_offset < pair[1].byte_offset));
            }
            [Err(a), Err(b)] => prop_assert_eq!(a.to_string(), b.to_string()),
            [a, b] => prop_assert!(false, "{a:?} and {b:?}"),
        }
    }

    #[test]
    fn without_quotes_each_line_is_a_row_or_a_rejected_record(
        lines in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..12), 0..40),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut file = b"id,x".to_vec();
        let mut expected = Vec::new();
        for line in &lines {
            file.push(b'\n');
            let line: Vec<u8> = line.iter().copied().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
            if !line.is_empty() {
                expected.push((file.len() as u64, line.clone()));
            }
            file.extend(line);
        }
        std::fs::write(folder.path().join("f.csv"), &file).unwrap();
        let source = open(folder.path(), json!({ "path": "f.csv", "quote": "", "delimiter": "," }));
        let outcome = read(source.as_ref(), &[], None, 7).unwrap();
        prop_assert_eq!(outcome.rows() + outcome.rejected.len(), expected.len());
        for rejected in &outcome.rejected {
            let at = rejected.where_.byte_offset.unwrap();
            let line = expected.iter().find(|(offset, _)| *offset == at).map(|(_, line)| line.as_slice());
            prop_assert_eq!(rejected.raw(), line);
        }
        // Rows are those lines that are text of two fields, or three with an empty last one.
        let good = expected.iter().filter(|(_, line)| {
            let commas = line.iter().filter(|byte| **byte == b',').count();
            std::str::from_utf8(line).is_ok() && (commas == 1 || (commas == 2 && line.ends_with(b",")))
        });
        prop_assert_eq!(outcome.rows(), good.count());
    }
}
