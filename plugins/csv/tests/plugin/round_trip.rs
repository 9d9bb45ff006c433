//! A table that is written comes back, however it is written.

use encoding_rs::{GB18030, UTF_8};
use proptest::prelude::*;
use serde_json::json;
use tidings_connector::arrow_array::Array;
use tidings_connector::arrow_array::cast::AsArray;

use crate::host::{open, read};

#[derive(Clone, Debug)]
struct Writing {
    delimiter: char,
    line_end: &'static str,
    ends_with_line_end: bool,
    encoding: &'static str,
    compressed: &'static str,
    /// Which cells are quoted without need.
    quoted: Vec<bool>,
}

fn writing() -> impl Strategy<Value = Writing> {
    (
        prop::sample::select(vec![',', ';', '\t', '|', '^']),
        prop::sample::select(vec!["\n", "\r\n"]),
        any::<bool>(),
        prop::sample::select(vec!["utf-8", "utf-8 with mark", "utf-16le", "utf-16be", "gb18030"]),
        prop::sample::select(vec!["", "gz", "zst"]),
        prop::collection::vec(any::<bool>(), 1..7),
    )
        .prop_map(|(delimiter, line_end, ends_with_line_end, encoding, compressed, quoted)| Writing {
            delimiter,
            line_end,
            ends_with_line_end,
            encoding,
            compressed,
            quoted,
        })
}

fn cell() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        3 => prop::char::range('a', 'e'),
        2 => prop::sample::select(vec![',', ';', '\t', '|', '^', '"', '\n', '\r', ' ', '\u{feff}', '\0']),
        1 => prop::char::range('一', '十'),
        1 => prop::char::range('가', '각'),
        1 => prop::char::range('à', 'ÿ'),
    ];
    prop::collection::vec(character, 0..8).prop_map(String::from_iter)
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1usize..5).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(cell(), width), 1..12))
}

fn write(table: &[Vec<String>], writing: &Writing) -> Vec<u8> {
    let header: Vec<String> = (0..table[0].len()).map(|index| format!("c{index}")).collect();
    let mut quoted = writing.quoted.iter().cycle();
    let mut text = String::new();
    for (number, row) in std::iter::once(&header).chain(table).enumerate() {
        if number > 0 {
            text.push_str(writing.line_end);
        }
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                text.push(writing.delimiter);
            }
            let special = cell.contains([writing.delimiter, '"', '\n', '\r']);
            // A row of one empty cell would be a blank line.
            let vanishes = row.len() == 1 && cell.is_empty();
            if special || vanishes || *quoted.next().unwrap() {
                text.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
            } else {
                text.push_str(cell);
            }
        }
    }
    if writing.ends_with_line_end {
        text.push_str(writing.line_end);
    }
    let bytes = match writing.encoding {
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        "gb18030" => GB18030.encode(&text).0.into_owned(),
        _ => UTF_8.encode(&text).0.into_owned(),
    };
    let mark: &[u8] = match writing.encoding {
        "utf-8 with mark" => b"\xef\xbb\xbf",
        "utf-16le" => b"\xff\xfe",
        "utf-16be" => b"\xfe\xff",
        _ => b"",
    };
    let bytes = [mark, &bytes].concat();
    match writing.compressed {
        "gz" => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            std::io::Write::write_all(&mut encoder, &bytes).unwrap();
            encoder.finish().unwrap()
        }
        "zst" => zstd::encode_all(bytes.as_slice(), 1).unwrap(),
        _ => bytes,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_table_comes_back(table in table(), writing in writing(), batch_rows in 1usize..9) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("t.csv"), write(&table, &writing)).unwrap();
        let mut config = json!({ "path": "t.csv", "delimiter": writing.delimiter.to_string() });
        if writing.encoding == "gb18030" {
            config["encoding"] = json!("gb18030");
        }
        let outcome = read(open(folder.path(), config).as_ref(), &[], None, batch_rows).unwrap();
        prop_assert_eq!(outcome.rejected.len(), 0);
        let mut found: Vec<Vec<String>> = Vec::new();
        for batch in &outcome.batches {
            for row in 0..batch.num_rows() {
                let cell = |column: &std::sync::Arc<dyn Array>| {
                    if column.is_null(row) { String::new() } else { column.as_string::<i32>().value(row).to_owned() }
                };
                found.push(batch.columns().iter().map(cell).collect());
            }
        }
        prop_assert_eq!(found, table);
    }
}
