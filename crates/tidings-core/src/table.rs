//! Small CSV tables that a person keeps beside a project: sites, targets, parameters, benchmarks.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Position, did_you_mean};

/// One row, by column name.
#[derive(Debug, Clone)]
pub struct Row {
    /// The line of the file that the row stands on.
    pub line: u32,
    text: String,
    cells: BTreeMap<String, (u32, String)>,
}

impl Row {
    /// The trimmed text of a column; empty where the cell or the column is absent.
    #[must_use]
    pub fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |(_, text)| text.as_str())
    }

    /// An error at one cell of this row.
    #[must_use]
    pub fn error(&self, file: &str, column: &str, message: impl Into<String>) -> Diagnostic {
        let (place, width) = self.cells.get(column).map_or((1, 1), |(place, text)| (*place, text.chars().count()));
        let mut diagnostic = Diagnostic::configuration(file, message);
        diagnostic.position = Some(Position { line: self.line, column: place });
        diagnostic.width = u32::try_from(width.max(1)).unwrap_or(1);
        diagnostic.line_text = Some(self.text.clone());
        diagnostic
    }
}

/// Reads a comma-separated table with a header line.
///
/// # Errors
/// A required column that is missing, a column that is unknown, a row with the wrong number of cells.
pub fn read(file: &str, text: &str, required: &[&str], optional: &[&str]) -> Result<Vec<Row>, Vec<Diagnostic>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return Err(vec![Diagnostic::configuration(file, format!("unreadable header: {error}"))]),
    };
    let mut findings = Vec::new();
    let known: Vec<&str> = required.iter().chain(optional).copied().collect();
    for name in required {
        if !header.iter().any(|found| found == *name) {
            findings.push(
                Diagnostic::configuration(file, format!("column `{name}` is missing"))
                    .at(text, Position::START, 1)
                    .hint(format!("the columns are: {}", known.join(","))),
            );
        }
    }
    for name in &header {
        if !known.contains(&name) {
            let column = text.find(name).unwrap_or(0);
            findings.push(
                Diagnostic::configuration(file, format!("unknown column `{name}`"))
                    .at(text, Position::at_offset(text, column), name.chars().count())
                    .hint(did_you_mean(name, known.iter().copied())),
            );
        }
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(1, |place| u32::try_from(place.line()).unwrap_or(u32::MAX));
                let line_text = text.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default().to_owned();
                if record.len() != header.len() {
                    let message = format!("found {} cells, expected {}", record.len(), header.len());
                    findings.push(Diagnostic::configuration(file, message).at(text, Position { line, column: 1 }, 1));
                    continue;
                }
                let mut searched = 0;
                let mut cells = BTreeMap::new();
                for (name, cell) in header.iter().zip(&record) {
                    let place =
                        line_text.get(searched..).and_then(|rest| rest.find(cell)).map_or(searched, |at| at + searched);
                    searched = place + cell.len();
                    let column = Position::at_offset(&line_text, place).column;
                    cells.insert(name.to_owned(), (column, cell.to_owned()));
                }
                rows.push(Row { line, text: line_text, cells });
            }
            Err(error) => findings.push(Diagnostic::configuration(file, format!("unreadable row: {error}"))),
        }
    }
    if findings.is_empty() { Ok(rows) } else { Err(findings) }
}
