//! The KPI catalogue: one small one as it reads in Dutch, and every language without a hole.

use tidings_core::kpi::{Kpi, KpiHeader};
use tidings_core::report::Format;
use tidings_report::{CatalogueEntry, CatalogueInput, catalogue_page, render_catalogue};

use crate::golden::golden;
use crate::input::{LOCALES, localizer};

fn parse_header(name: &str, version: u32, header: &str) -> KpiHeader {
    let file = format!("/* @kpi\n{header}@kpi */\nSELECT count(*) AS value FROM contact\n");
    Kpi::parse("v.sql", &file, name, version).unwrap().header
}

/// Two KPIs: one with a history, one with a parameter and without words of its own.
fn small() -> CatalogueInput {
    let aht = "unit: duration\nbetter: none\ntime: ended_date\ndimensions: [team, queue]\nminimum: 20\nread_with: [slow_answers, fcr]\n";
    let first = parse_header("aht", 1, &format!("kpi: aht@1\nstatus: released\n{aht}effective_from: 2020-01-01\n"));
    let second = parse_header(
        "aht",
        2,
        &format!(
            "kpi: aht@2\nstatus: released\n{aht}supersedes: aht@1\neffective_from: 2026-04-01\nreason: kpi-aht-v2-reason\nowner: Operations <ops>\n"
        ),
    );
    let draft = parse_header(
        "slow_answers",
        1,
        "kpi: slow_answers@1\nunit: percent\nbetter: lower\ntime: { contact: offered_date, shift: date }\nmaturity: $window_days\nfinest: month\nparameters: { threshold_seconds: { type: integer, default: 20, min: 0, max: 3600 }, window_days: { type: integer, default: 7, min: 1 } }\n",
    );
    let reads =
        |columns: &[&str]| vec![("contact".to_owned(), columns.iter().map(|name| (*name).to_owned()).collect())];
    CatalogueInput {
        project: "contact-centre <test>".into(),
        kpis: vec![
            CatalogueEntry {
                versions: vec![first, second],
                current: 1,
                query: "SELECT sum(talk_seconds + hold_seconds + wrap_seconds) AS numerator,\n       count(*) AS denominator\nFROM contact\nWHERE handled AND wait_seconds >= 0".into(),
                reads: reads(&["ended_date", "handled", "hold_seconds", "talk_seconds", "wait_seconds", "wrap_seconds"]),
            },
            CatalogueEntry {
                versions: vec![draft],
                current: 0,
                query: "SELECT count(*) AS value FROM contact WHERE wait_seconds > $threshold_seconds".into(),
                reads: reads(&["offered_date", "wait_seconds"]),
            },
        ],
    }
}

#[test]
fn a_small_catalogue_reads_as_it_did() {
    let page = catalogue_page(&small(), &localizer("nl", "nl", "UTC")).unwrap();
    let mut faults = Vec::new();
    for (format, extension) in [(Format::Markdown, "md"), (Format::Html, "html")] {
        let text = render_catalogue(&page, format).unwrap();
        faults.extend(golden(&format!("catalogue.nl.{extension}"), text.as_bytes()).err());
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_language_has_every_word() {
    for (message, format) in LOCALES {
        let page = catalogue_page(&small(), &localizer(message, format, "UTC")).unwrap();
        let html = render_catalogue(&page, Format::Html).unwrap();
        assert!(html.contains(&format!("<html lang=\"{message}\"")), "{message}");
        assert!(!html.contains("<script") && !html.contains("src="), "{message}: the page fetches or runs something");
        assert!(!html.contains("<test>") && !html.contains("<ops>"), "{message}: data became markup");
        assert!(html.contains("wait_seconds &#62;= 0") || html.contains("wait_seconds &gt;= 0"), "{message}");
        let again = catalogue_page(&small(), &localizer(message, format, "UTC")).unwrap();
        assert_eq!(html, render_catalogue(&again, Format::Html).unwrap());
        let markdown = render_catalogue(&page, Format::Markdown).unwrap();
        if message != "en" {
            for english in ["Formula\n", "Numerator", "Versions\n", "Known after", "Direction:"] {
                assert!(!markdown.contains(english), "{message}: {english}");
            }
        }
    }
    assert!(
        render_catalogue(&catalogue_page(&small(), &localizer("en", "en-GB", "UTC")).unwrap(), Format::Csv).is_err()
    );
}

#[test]
fn parts_per_thousand_are_percentages_and_an_earlier_version_keeps_its_words() {
    let fields = "unit: percent\nbetter: higher\ntime: offered_date\n";
    let permille = "parameters: { target_permille: { type: integer, default: 800, min: 0, max: 1000 }, max_occupancy_permille: { type: integer, default: 855 } }\n";
    let staffing = parse_header("staffing", 1, &format!("kpi: staffing@1\n{fields}{permille}"));
    let first = parse_header("fcr", 1, &format!("kpi: fcr@1\nstatus: released\n{fields}effective_from: 2020-01-01\n"));
    let window = "parameters: { window_days: { type: integer, default: 7 } }\n";
    let second = parse_header(
        "fcr",
        2,
        &format!(
            "kpi: fcr@2\nstatus: released\n{fields}{window}supersedes: fcr@1\neffective_from: 2026-04-01\nreason: kpi-fcr-v2-reason\n"
        ),
    );
    let entry = |versions: Vec<KpiHeader>| CatalogueEntry {
        current: versions.len() - 1,
        versions,
        query: "SELECT count(*) AS value FROM contact".into(),
        reads: Vec::new(),
    };
    let input =
        CatalogueInput { project: "test".into(), kpis: vec![entry(vec![staffing]), entry(vec![first, second])] };
    let page = catalogue_page(&input, &localizer("en", "en-GB", "UTC")).unwrap();
    let markdown = render_catalogue(&page, Format::Markdown).unwrap();
    assert!(markdown.contains("80% (from 0% to 100%)") && markdown.contains(": 85.5%"), "{markdown}");
    let row = |version: &str| {
        let start = format!("| {version} | ");
        markdown.lines().find(|line| line.starts_with(&start) && line.contains("20")).unwrap().to_owned()
    };
    assert!(row("1").contains("divided by"), "the definition of version 1: {}", row("1"));
    assert!(!row("2").contains("divided by"), "the page gives it already: {}", row("2"));
    let places = ["(#fcr)", "(#staffing)"].map(|link| markdown.find(link));
    assert!(places[0] < places[1], "First contact resolution stands before staffing");
}
