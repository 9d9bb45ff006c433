//! Every row of the table that Node printed, against ours.
//!
//! A row may differ only if `node-intl/differences.tsv` lists it with its cause.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};
use tidings_locale::intl::format_line;

#[test]
fn every_row_equals_node_or_is_listed() {
    let table = include_str!("node-intl/table.jsonl");
    let listed: BTreeMap<(String, String), String> = include_str!("node-intl/differences.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut cells = line.split('\t');
            let mut next = || cells.next().unwrap();
            let (request, ours, cause) = (next(), next(), next());
            assert!(!cause.is_empty(), "a difference without a cause: {line}");
            ((request.to_owned(), ours.to_owned()), cause.to_owned())
        })
        .collect();
    let mut met = BTreeMap::new();
    let mut new = String::new();
    let mut rows = 0;
    for line in table.lines().skip(1) {
        rows += 1;
        let mut row: Value = serde_json::from_str(line).unwrap();
        let expected = row.as_object_mut().unwrap().shift_remove("expected").unwrap();
        let request = row.to_string();
        let ours = match format_line(&request) {
            Ok(text) => text,
            Err(e) => format!("error: {e}"),
        };
        if json!(ours) == expected {
            continue;
        }
        match listed.get_key_value(&(request.clone(), ours.clone())) {
            Some((key, _)) => {
                met.insert(key, ());
            }
            None => writeln!(new, "{request}\t{ours}\t{}", expected.as_str().unwrap()).unwrap(),
        }
    }
    assert!(rows >= 1_500, "the table has {rows} rows only");
    if let Some(path) = option_env!("NODE_INTL_REPORT") {
        std::fs::write(path, &new).unwrap();
    }
    assert!(new.is_empty(), "{} rows differ and are not listed:\n{new}", new.lines().count());
    let stale: Vec<_> = listed.keys().filter(|key| !met.contains_key(key)).collect();
    assert!(stale.is_empty(), "listed differences that no longer exist: {stale:?}");
}
