//! CommonMark with tables. Every text is escaped, our own too: a message is not markup.

use std::fmt::Write;

use crate::document::{
    Balance, Block, Cards, Change, DataQuality, Definitions, Document, Move, Table, TargetMark, Tone, Trend, Value,
    Verdict,
};
use crate::plain::is_unwanted;

// Writing to a string cannot fail.
pub(super) fn render(document: &Document) -> String {
    let mut out = String::new();
    let period = &document.period;
    let _ = writeln!(out, "# {}\n", escape(&document.title));
    let _ = writeln!(out, "**{}** · {}\n", escape(&document.place.name), escape(&period.text));
    for line in document.place.includes.iter().chain([&document.data_as_of.text, &document.time_zone]) {
        let _ = writeln!(out, "{}\n", escape(line));
    }
    for section in &document.sections {
        let _ = writeln!(out, "## {}\n", escape(&section.title));
        for block in &section.blocks {
            match block {
                Block::Cards(cards) => write_cards(&mut out, document, cards),
                Block::Trend(trend) => write_trend(&mut out, trend),
                Block::Table(found) => write_table(&mut out, found),
                Block::Balance(balance) => write_balance(&mut out, balance),
                Block::Definitions(definitions) => write_definitions(&mut out, definitions),
                Block::DataQuality(quality) => write_quality(&mut out, quality),
            }
        }
        for remark in &section.remarks {
            let _ = writeln!(out, "{}\n", escape(remark));
        }
    }
    let _ = writeln!(out, "---\n\n{}", escape(&document.run_text));
    out
}

fn write_cards(out: &mut String, document: &Document, cards: &Cards) {
    let changes = cards.cards.iter().map(|card| card.changes.len()).max().unwrap_or_default();
    let [measure, value, target, _] = &document.words.cards;
    let mut heads = vec![measure.clone(), value.clone(), target.clone()];
    if let Some(card) = cards.cards.iter().find(|card| card.changes.len() == changes) {
        heads.extend(card.changes.iter().map(|change| change.against.clone()));
    }
    let rows = cards.cards.iter().map(|card| {
        let mut cells =
            vec![card.label.clone(), printed(&card.value), card.target.as_ref().map_or_else(String::new, marked)];
        cells.extend(card.changes.iter().map(moved));
        cells
    });
    grid(out, &heads, 1, rows);
    let mut remarks = 0;
    for card in &cards.cards {
        for text in card.notes.iter().map(|note| &note.text).chain(&card.benchmark) {
            let _ = writeln!(out, "- {}: {}", escape(&card.label), escape(text));
            remarks += 1;
        }
    }
    if remarks > 0 {
        out.push('\n');
    }
}

fn write_trend(out: &mut String, trend: &Trend) {
    let _ = writeln!(out, "### {}\n", escape(&trend.title));
    let _ = writeln!(out, "{}\n", escape(&trend.summary));
    for line in trend
        .gaps
        .iter()
        .chain(trend.target.as_ref().map(|target| &target.text))
        .chain(trend.band.as_ref().map(|band| &band.text))
    {
        let _ = writeln!(out, "{}\n", escape(line));
    }
    grid(out, &trend.heads, 1, trend.points.iter().map(|point| vec![point.text.clone(), printed(&point.value)]));
}

fn write_table(out: &mut String, table: &Table) {
    if !table.rows.is_empty() {
        let heads: Vec<String> =
            [&table.stub].into_iter().chain(table.heads.iter().map(|head| &head.text)).cloned().collect();
        let rows =
            table.rows.iter().chain([&table.total]).map(|row| {
                [row.label.text.clone()].into_iter().chain(row.cells.iter().map(printed)).collect::<Vec<_>>()
            });
        grid(out, &heads, 1, rows);
    }
    let _ = writeln!(out, "{}\n", escape(&table.note));
}

fn write_balance(out: &mut String, balance: &Balance) {
    let rows = balance
        .rows
        .iter()
        .map(|row| vec![row.label.clone(), printed(&row.before), printed(&row.now), moved(&row.change)]);
    grid(out, &balance.heads, 1, rows);
    match balance.verdict {
        Verdict::Warning => {
            let _ = writeln!(out, "> **{}**\n", escape(&balance.text));
        }
        Verdict::Calm | Verdict::Unknown => {
            let _ = writeln!(out, "{}\n", escape(&balance.text));
        }
    }
    for correlation in &balance.correlations {
        let _ = writeln!(out, "- {}", escape(&correlation.text));
    }
    if let Some(note) = &balance.correlation_note {
        let _ = writeln!(out, "\n{}\n", escape(note));
    }
}

fn write_definitions(out: &mut String, definitions: &Definitions) {
    for entry in &definitions.entries {
        let _ = writeln!(out, "### {}\n", escape(&entry.name));
        let _ = writeln!(out, "{}\n", escape(&entry.definition));
        let lines = [&entry.version, &entry.unit]
            .into_iter()
            .chain(entry.parameters.iter().map(|parameter| &parameter.text))
            .chain(&entry.changed)
            .chain(&entry.reason)
            .chain(entry.earlier.as_ref().map(|earlier| &earlier.text));
        for line in lines {
            let _ = writeln!(out, "- {}", escape(line));
        }
        out.push('\n');
        if let Some(caution) = &entry.caution {
            let _ = writeln!(out, "> {}\n", escape(caution));
        }
    }
}

fn write_quality(out: &mut String, quality: &DataQuality) {
    for fact in &quality.facts {
        let text = escape(&fact.text);
        let _ = if fact.warning { writeln!(out, "- **{text}**") } else { writeln!(out, "- {text}") };
    }
    out.push('\n');
    let accounts = &quality.accounts;
    let _ = writeln!(out, "### {}\n", escape(&accounts.title));
    if accounts.rows.is_empty() {
        let _ = writeln!(out, "{}\n", escape(&accounts.empty));
    } else {
        let rows = accounts.rows.iter().map(|row| {
            let counts = row.counts.iter().map(|count| count.text.clone());
            [row.stream.clone()].into_iter().chain(counts).chain([row.latest.text.clone()]).collect::<Vec<_>>()
        });
        grid(out, &accounts.heads, 1, rows);
    }
    let rejects = &quality.rejects;
    if !rejects.rows.is_empty() {
        let _ = writeln!(out, "### {}\n", escape(&rejects.title));
        let rows = rejects.rows.iter().map(|row| {
            vec![row.file.clone(), row.line.map(|line| line.to_string()).unwrap_or_default(), row.reason.clone()]
        });
        grid(out, &rejects.heads, 3, rows);
    }
}

/// A table; the first `left` columns hold text, the others numbers.
pub(crate) fn grid(out: &mut String, heads: &[String], left: usize, rows: impl Iterator<Item = Vec<String>>) {
    let cells = |cells: &[String]| cells.iter().map(|cell| escape(cell)).collect::<Vec<_>>().join(" | ");
    let rule: Vec<&str> = (0..heads.len()).map(|index| if index < left { "---" } else { "---:" }).collect();
    let _ = writeln!(out, "| {} |\n| {} |", cells(heads), rule.join(" | "));
    for row in rows {
        let _ = writeln!(out, "| {} |", cells(&row));
    }
    out.push('\n');
}

fn printed(value: &Value) -> String {
    format!("{}{}", value.text, value.mark())
}

fn marked(target: &TargetMark) -> String {
    match &target.state_text {
        Some(state) => format!("{} · {state}", target.text),
        None => target.text.clone(),
    }
}

fn moved(change: &Change) -> String {
    let arrow = match change.direction {
        Move::Up => "▲ ",
        Move::Down => "▼ ",
        Move::Level | Move::Unknown => "",
    };
    match (&change.tone_text, change.tone) {
        (Some(tone), Tone::Good | Tone::Bad) => format!("{arrow}{} · {tone}", change.text),
        _ => format!("{arrow}{}", change.text),
    }
}

/// Text in which nothing is markup, on one line.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(character);
            }
            // At the beginning of a line these make lists, rules and headings; links are found by their colon and dot.
            '-' | '+' | '=' if out.is_empty() => {
                out.push('\\');
                out.push(character);
            }
            ':' if text.contains("://") => out.push_str("&#58;"),
            '@' => out.push_str("&#64;"),
            '\n' | '\r' | '\t' => out.push(' '),
            unwanted if is_unwanted(unwanted) => {}
            plain => out.push(plain),
        }
    }
    numbered(out)
}

/// `2026. ` at the beginning would open a numbered list.
fn numbered(text: String) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    match text.get(digits..) {
        Some(rest) if digits > 0 && digits < 10 && (rest.starts_with(". ") || rest.starts_with(") ")) => {
            format!("{}\\{rest}", &text[..digits])
        }
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        let cases = [
            ("a | b", "a \\| b"),
            ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
            ("<img src=x>", "&lt;img src=x&gt;"),
            ("- item", "\\- item"),
            ("1. item", "1\\. item"),
            ("https://evil.example", "https&#58;//evil.example"),
            ("one\ntwo", "one two"),
        ];
        for (given, expected) in cases {
            assert_eq!(escape(given), expected, "{given:?}");
        }
    }
}
