//! CSV for a spreadsheet in the reader's language: a byte order mark, local heads, local decimal marks.
//!
//! A spreadsheet takes a cell that begins like a formula for one. Text cells that could be taken so get an apostrophe;
//! number cells are written by us and stay numbers. `sep=` is not written: with it Excel ignores the mark.

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;
use tidings_core::kpi::Unit;

use super::csv::row;
use crate::document::{Block, DataQuality, Definition, Document, Trend, Value};

/// Columns: section, measure, row, from, to, value, unit, target, note.
#[derive(Default)]
struct Line {
    measure: String,
    row: String,
    from: String,
    to: String,
    value: String,
    unit: String,
    target: String,
    note: String,
}

pub(super) fn render(document: &Document) -> String {
    let sheet = Sheet { document, mark: document.words.decimal_mark };
    let separator = sheet.separator();
    let mut out = String::from('\u{feff}');
    row(&mut out, separator, document.words.sheet.iter().map(|head| text(head)));
    for section in &document.sections {
        for block in &section.blocks {
            for line in sheet.block(block) {
                // Only value and target are numbers, and dates are ours; all else may hold data.
                let cells = [
                    text(&section.title),
                    text(&line.measure),
                    text(&line.row),
                    line.from,
                    line.to,
                    line.value,
                    text(&line.unit),
                    line.target,
                    text(&line.note),
                ];
                row(&mut out, separator, cells.into_iter());
            }
        }
    }
    out
}

struct Sheet<'a> {
    document: &'a Document,
    mark: char,
}

impl Sheet<'_> {
    /// Where the comma marks decimals, Excel parts cells by semicolons; in Switzerland and Liechtenstein it does so too.
    fn separator(&self) -> char {
        let region = self.document.format_locale.rsplit('-').next().unwrap_or_default();
        if self.mark == ',' || matches!(region, "CH" | "LI") { ';' } else { ',' }
    }

    fn block(&self, block: &Block) -> Vec<Line> {
        match block {
            Block::Cards(cards) => cards
                .cards
                .iter()
                .map(|card| {
                    let mut notes: Vec<&str> = card.notes.iter().map(|note| note.text.as_str()).collect();
                    notes.extend(card.benchmark.as_deref());
                    let target = card.target.as_ref().map(|target| self.number(card.value.unit, target.raw));
                    let mut line = self.valued(&card.label, "", &card.value, &notes.join(" "));
                    line.target = target.unwrap_or_default();
                    line
                })
                .collect(),
            Block::Trend(trend) => self.trend(trend),
            Block::Table(table) => table
                .rows
                .iter()
                .chain([&table.total])
                .flat_map(|row| {
                    row.cells
                        .iter()
                        .zip(&table.heads)
                        .map(|(cell, head)| self.valued(&head.full, &row.label.text, cell, ""))
                })
                .collect(),
            Block::Balance(balance) => {
                let mut lines: Vec<Line> =
                    balance.rows.iter().map(|row| self.valued(&row.label, "", &row.now, "")).collect();
                lines.push(Line { note: balance.text.clone(), ..Line::default() });
                let told = balance.correlations.iter().map(|correlation| &correlation.text);
                let told = told.chain(&balance.correlation_note);
                lines.extend(told.map(|text| Line { note: text.clone(), ..Line::default() }));
                lines
            }
            Block::Definitions(definitions) => {
                definitions.entries.iter().flat_map(|entry| self.definition(entry)).collect()
            }
            Block::DataQuality(quality) => self.quality(quality),
        }
    }

    fn valued(&self, measure: &str, row: &str, value: &Value, note: &str) -> Line {
        let period = &self.document.period;
        let why = if value.is_shown() { "" } else { &value.text };
        let restated = value.restated.as_ref().map_or("", |restated| restated.text.as_str());
        // A card says it among its notes.
        let restated = if note.contains(restated) { "" } else { restated };
        let note = [why, note, restated].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        Line {
            measure: measure.to_owned(),
            row: row.to_owned(),
            from: period.from.to_string(),
            to: period.to.to_string(),
            value: value.raw.map(|raw| self.number(value.unit, raw)).unwrap_or_default(),
            unit: self.unit(value.unit),
            note,
            ..Line::default()
        }
    }

    fn trend(&self, trend: &Trend) -> Vec<Line> {
        let mut lines: Vec<Line> = trend
            .points
            .iter()
            .map(|point| {
                let mut line = self.valued(&trend.title, &point.text, &point.value, "");
                line.from = point.start.to_string();
                line.to = String::new();
                line
            })
            .collect();
        // The last day of a point is the day before the next one begins.
        let ends: Vec<String> = trend
            .points
            .iter()
            .skip(1)
            .map(|next| next.start.yesterday().unwrap_or(next.start).to_string())
            .chain([self.document.period.to.to_string()])
            .collect();
        for (line, end) in lines.iter_mut().zip(ends) {
            line.to = end;
        }
        lines
    }

    fn definition(&self, entry: &Definition) -> Vec<Line> {
        let note = |row: &str, text: &str| Line {
            measure: entry.name.clone(),
            row: row.to_owned(),
            note: text.to_owned(),
            ..Line::default()
        };
        let mut lines = vec![note(&entry.version, &entry.definition)];
        lines.extend(entry.parameters.iter().map(|parameter| note("", &parameter.text)));
        lines.extend(entry.changed.iter().chain(&entry.reason).map(|text| note("", text)));
        if let Some(earlier) = &entry.earlier {
            let mut line = self.valued(&entry.name, "", &earlier.value, "");
            line.note.clone_from(&earlier.text);
            lines.push(line);
        }
        lines.extend(entry.caution.iter().map(|text| note("", text)));
        lines
    }

    fn quality(&self, quality: &DataQuality) -> Vec<Line> {
        let mut lines: Vec<Line> =
            quality.facts.iter().map(|fact| Line { note: fact.text.clone(), ..Line::default() }).collect();
        for account in &quality.accounts.rows {
            for (head, count) in quality.accounts.heads.iter().skip(1).zip(&account.counts) {
                lines.push(Line {
                    measure: head.clone(),
                    row: account.stream.clone(),
                    value: count.raw.to_string(),
                    ..Line::default()
                });
            }
        }
        for reject in &quality.rejects.rows {
            let place = match reject.line {
                Some(line) => format!("{}:{line}", reject.file),
                None => reject.file.clone(),
            };
            lines.push(Line {
                measure: quality.rejects.title.clone(),
                row: place,
                note: reject.reason.clone(),
                ..Line::default()
            });
        }
        lines
    }

    /// A number as the reader's spreadsheet reads it: percentages in per cent, durations in seconds.
    fn number(&self, unit: Unit, raw: Decimal) -> String {
        let scaled = if unit == Unit::Percent { raw * Decimal::ONE_HUNDRED } else { raw };
        let rounded = scaled.round_dp_with_strategy(6, RoundingStrategy::MidpointAwayFromZero).normalize();
        rounded.to_string().replace('.', &self.mark.to_string())
    }

    fn unit(&self, unit: Unit) -> String {
        match unit {
            Unit::Percent => "%".to_owned(),
            Unit::Duration => self.document.words.seconds.clone(),
            Unit::Count | Unit::Score | Unit::Points | Unit::Money | Unit::Ratio => String::new(),
        }
    }
}

/// A text cell that no spreadsheet takes for a formula, the full-width forms included.
fn text(cell: &str) -> String {
    let risky = cell
        .trim_start_matches([' ', '\u{a0}', '\u{3000}'])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if risky { format!("'{cell}") } else { cell.to_owned() }
}
