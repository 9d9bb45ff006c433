//! CSV for machines: RFC 4180, UTF-8 without a mark, ids as heads, decimal points, ISO 8601, one row a figure.
//!
//! Nothing here depends on the reader's language. The columns are those of the stored values, so that `grouping` tells
//! a key that is missing in the data from a key that the row was not cut by.

use std::collections::BTreeSet;

use crate::document::Document;

pub(super) fn render(document: &Document) -> String {
    let keys: BTreeSet<&str> = document
        .figures
        .iter()
        .flat_map(|figure| figure.keys.keys())
        .map(String::as_str)
        .filter(|key| *key != "site")
        .collect();
    let mut out = String::new();
    let head = ["kpi", "version", "unit", "grain", "period_start", "grouping", "site"];
    let tail = ["numerator", "denominator", "value", "n", "flags"];
    row(&mut out, ',', head.iter().chain(keys.iter()).chain(&tail).map(|name| (*name).to_owned()));
    for figure in &document.figures {
        let grouping: Vec<&str> = figure.keys.keys().map(String::as_str).collect();
        let flags: Vec<&str> = figure.flags.iter().map(|flag| flag.name()).collect();
        let number =
            |value: Option<rust_decimal::Decimal>| value.map(|value| value.normalize().to_string()).unwrap_or_default();
        let mut cells = vec![
            figure.kpi.name.clone(),
            figure.kpi.version.to_string(),
            figure.unit.name().to_owned(),
            figure.period.grain.name().to_owned(),
            figure.period.start.to_string(),
            grouping.join(","),
            figure.key("site").unwrap_or_default().to_owned(),
        ];
        cells.extend(keys.iter().map(|key| figure.key(key).unwrap_or_default().to_owned()));
        cells.extend([
            number(figure.numerator),
            number(figure.denominator),
            number(figure.value),
            figure.n.map(|n| n.to_string()).unwrap_or_default(),
            flags.join(","),
        ]);
        row(&mut out, ',', cells.into_iter());
    }
    out
}

/// One row, with the line end of RFC 4180.
pub(super) fn row(out: &mut String, separator: char, cells: impl Iterator<Item = String>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(separator);
        }
        let quoted = cell.contains([separator, '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ');
        if quoted {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}
