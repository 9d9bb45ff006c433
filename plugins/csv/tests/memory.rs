//! Memory stays bounded whatever the file. One test in a process of its own, since it measures it.
#![cfg(target_os = "linux")]

use std::io::Write;

use serde_json::json;
use tidings_connector::{Config, Context, Message, ReadRequest, StreamRequest};
use tidings_plugin_csv::PLUGIN;

const MEBIBYTE: usize = 1016 * 1024;

#[test]
fn a_line_without_end_and_a_quote_without_end_take_no_memory() {
    let peak_kibibytes = || -> usize {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    let folder = tempfile::tempdir().unwrap();
    let mut file = std::io::BufWriter::new(std::fs::File::create(folder.path().join("f.csv")).unwrap());
    writeln!(file, "id,note\n1,\"never closed").unwrap();
    let long = vec![b'x'; MEBIBYTE];
    file.write_all(b"2,").unwrap();
    for _ in 0..32 {
        file.write_all(&long).unwrap();
    }
    for id in 3..100_003 {
        write!(file, "\n{id},a row like any other that follows").unwrap();
    }
    file.flush().unwrap();
    let source = PLUGIN.open(Config::from(json!({ "path": "f.csv" })), &Context::new(folder.path(), "rows")).unwrap();
    let catalog = source.discover().unwrap();
    let before = peak_kibibytes();
    let (mut rows, mut codes) = (0, Vec::new());
    for message in source.read(&ReadRequest::one(StreamRequest::new(&catalog.streams[0]))).unwrap() {
        match message.unwrap() {
            Message::Batch { rows: batch, .. } => rows += batch.num_rows(),
            Message::Rejected(rejected) => codes.push((rejected.where_.line.unwrap(), rejected.why.code.into_owned())),
            _ => {}
        }
    }
    assert_eq!((rows, codes), (100_000, vec![(2, "unclosed_quote".to_owned()), (3, "row_too_long".to_owned())]));
    let grown = peak_kibibytes() - before;
    assert!(grown < 16 * 1024, "{grown} KiB more for a file of over 35 MiB");
}
