//! Names from outside are text in every format, whatever they look like.

use tidings_core::report::Format;
use tidings_report::{Document, KpiEntry, Reject, ReportInput, render, resolve};

use crate::input::{Values, everything, header, localizer, week};
use crate::markup::well_formed;
use tidings_report::chart::{Width, line};

const NAMES: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"http://evil.example\")",
    "+1+1",
    "-2+3|cmd",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    "a | b\n# heading",
    "[x](javascript:alert(1))",
    "]]><!--",
    "&lt;b&gt; &copy;",
    "\u{202e}gnp.exe\u{0}\u{7}",
    "{ $n } %s {{ 7 * 7 }}",
];

fn hostile(name: &str) -> ReportInput {
    let mut input = everything();
    let mut values = Values { site: Some("eindhoven"), figures: input.figures.iter().cloned().collect() };
    values.add(&header("contacts_offered", 1), week(), &[("queue", Some(name))], "-7", 7, &[]);
    input.figures = values.figures.into_iter().collect();
    input.members.insert("queue".to_owned(), vec![Some(name.to_owned())]);
    if let Some(site) = &mut input.site {
        name.clone_into(&mut site.name);
    }
    name.clone_into(&mut input.benchmarks[0].source);
    name.clone_into(&mut input.quality.accounts[0].source);
    input.quality.rejects = vec![Reject { file: name.to_owned(), line: Some(1), reason: name.to_owned() }];
    name.clone_into(&mut input.run);
    input
}

#[test]
fn html_stays_whole_and_without_scripts() {
    let clean = resolve(&everything(), &localizer("en", "en", "UTC")).unwrap();
    let elements = |document: &Document| {
        well_formed(&String::from_utf8(render(document, Format::Html).unwrap()).unwrap()).unwrap()
    };
    let allowed: std::collections::BTreeSet<String> = elements(&clean).into_iter().collect();
    for name in NAMES {
        let document = resolve(&hostile(name), &localizer("en", "en", "UTC")).unwrap();
        let html = String::from_utf8(render(&document, Format::Html).unwrap()).unwrap();
        for element in elements(&document) {
            assert!(allowed.contains(&element), "{name:?} made a `<{element}>`");
        }
        assert!(!html.contains("<script"), "{name:?}");
        assert!(!html.contains(['\u{202e}', '\u{0}', '\u{7}']), "{name:?}");
    }
}

#[test]
fn spreadsheets_get_no_formula() {
    for name in NAMES {
        let document = resolve(&hostile(name), &localizer("nl", "nl", "UTC")).unwrap();
        let sheet = String::from_utf8(render(&document, Format::CsvExcel).unwrap()).unwrap();
        let mut cells = 0;
        for (index, row) in rows(sheet.trim_start_matches('\u{feff}'), ';').iter().enumerate().skip(1) {
            assert_eq!(row.len(), 9, "{name:?} row {index}: {row:?}");
            for cell in row {
                let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
                let number = cell.replace(',', ".").parse::<f64>().is_ok();
                assert!(!formula || number, "{name:?}: {cell:?}");
                cells += usize::from(cell == "-7");
            }
        }
        assert_eq!(cells, 1, "{name:?}: a negative number stays a number");
    }
}

#[test]
fn machine_csv_keeps_codes_as_they_are() {
    for name in NAMES {
        let document = resolve(&hostile(name), &localizer("nl", "nl", "UTC")).unwrap();
        let text = String::from_utf8(render(&document, Format::Csv).unwrap()).unwrap();
        let rows = rows(&text, ',');
        let queue = rows[0].iter().position(|head| head == "queue").unwrap();
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{name:?}");
        assert!(rows.iter().any(|row| row[queue] == *name), "{name:?}");
    }
}

#[test]
fn markdown_and_json_hold_names_as_text() {
    for name in NAMES {
        let document = resolve(&hostile(name), &localizer("en", "en", "UTC")).unwrap();
        let markdown = String::from_utf8(render(&document, Format::Markdown).unwrap()).unwrap();
        let clean = render(&resolve(&everything(), &localizer("en", "en", "UTC")).unwrap(), Format::Markdown).unwrap();
        let headings = |text: &str| text.lines().filter(|line| line.starts_with('#')).count();
        assert_eq!(headings(&markdown), headings(&String::from_utf8(clean).unwrap()), "{name:?}");
        assert!(!markdown.contains(['<', '\u{202e}']), "{name:?}");
        assert!(!markdown.contains("](") || markdown.contains("\\]("), "{name:?}");
        let json: serde_json::Value = serde_json::from_slice(&render(&document, Format::Json).unwrap()).unwrap();
        assert_eq!(json["report"], "everything", "{name:?}");
    }
}

#[test]
fn a_chart_stays_whole_under_hostile_labels() {
    for name in NAMES {
        let mut input = hostile(name);
        let mut kpis: Vec<KpiEntry> = std::mem::take(&mut input.kpis);
        kpis.reverse();
        input.kpis = kpis;
        let document = resolve(&input, &localizer("en", "en", "UTC")).unwrap();
        for section in &document.sections {
            for block in &section.blocks {
                if let tidings_report::document::Block::Trend(trend) = block {
                    let mut trend = trend.clone();
                    (*name).clone_into(&mut trend.title);
                    (*name).clone_into(&mut trend.points[0].axis);
                    (*name).clone_into(&mut trend.ticks[0].text);
                    for width in [Width::Wide, Width::Narrow] {
                        let svg = line(&trend, "c", width);
                        let elements = well_formed(&svg).unwrap();
                        assert!(!elements.iter().any(|element| element == "script" || element == "img"), "{name:?}");
                        assert!(!svg.contains(['\u{202e}', '\u{0}']), "{name:?}");
                    }
                }
            }
        }
    }
}

/// The cells of a CSV text, quotes undone.
pub(crate) fn rows(text: &str, separator: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                cell.push('"');
                characters.next();
            }
            '"' => quoted = !quoted,
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            found if found == separator && !quoted => row.push(std::mem::take(&mut cell)),
            other => cell.push(other),
        }
    }
    rows
}
