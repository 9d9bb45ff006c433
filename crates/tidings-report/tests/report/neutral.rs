//! What has no good direction is never judged: no colour, no class, no target, no rank, in no format.

use std::sync::Arc;

use jiff::tz::TimeZone;
use tidings_core::kpi::Better;
use tidings_core::report::{Format, ReportFile};
use tidings_locale::Localizer;
use tidings_report::document::{Block, TargetState, Tone, Verdict};
use tidings_report::{KpiEntry, ReportInput, render, resolve};

use crate::input::{LOCALES, Values, everything, localizer, messages, parse_header, week};

/// Everything that a report can show, of KPIs none of which has a good direction; the tables still hold targets.
fn all_neutral() -> ReportInput {
    let mut input = everything();
    for entry in &mut input.kpis {
        entry.header.better = Better::None;
    }
    input
}

/// The words of all classes of a page, without its styles.
fn classes(html: &str) -> Vec<String> {
    let body = html.split("<body>").nth(1).unwrap();
    let attributes = body.split("class=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    attributes.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

#[test]
fn no_format_judges_what_has_no_good_direction() {
    const JUDGING: [&str; 7] = ["good", "bad", "met", "near", "missed", "state", "target"];
    for (message, format) in LOCALES {
        let locale = localizer(message, format, "Europe/Amsterdam");
        let document = resolve(&all_neutral(), &locale).unwrap();
        for block in document.sections.iter().flat_map(|section| &section.blocks) {
            match block {
                Block::Cards(cards) => {
                    for card in &cards.cards {
                        assert!(card.target.is_none(), "{message}: {} has a target", card.kpi);
                        assert!(card.changes.iter().all(|change| change.tone == Tone::Neutral), "{}", card.kpi);
                        assert!(card.changes.iter().all(|change| change.tone_text.is_none()), "{}", card.kpi);
                    }
                }
                Block::Trend(trend) => assert!(trend.target.is_none(), "{message}: {} has a target", trend.kpi),
                Block::Balance(balance) => {
                    assert!(balance.rows.iter().all(|row| row.change.tone == Tone::Neutral));
                    assert_ne!(balance.verdict, Verdict::Warning, "nothing got worse, for nothing can");
                }
                Block::Table(_) | Block::Definitions(_) | Block::DataQuality(_) => {}
            }
        }
        let html = String::from_utf8(render(&document, Format::Html).unwrap()).unwrap();
        let found: Vec<String> = classes(&html).into_iter().filter(|class| JUDGING.contains(&class.as_str())).collect();
        assert!(found.is_empty(), "{message}: {found:?}");
        let words =
            ["report-tone-good", "report-tone-bad", "report-target-met", "report-target-near", "report-target-missed"]
                .map(|id| locale.text(id, None, &[]).unwrap());
        for format in [Format::Markdown, Format::CsvExcel] {
            let text = String::from_utf8(render(&document, format).unwrap()).unwrap();
            for line in text.lines().filter(|line| line.starts_with("| ") || format == Format::CsvExcel) {
                for word in &words {
                    let judged = [format!("· {word}"), format!("{word} |"), format!(",{word},"), format!(";{word};")];
                    assert!(!judged.iter().any(|judged| line.contains(judged.as_str())), "{message}: {line}");
                }
            }
        }
    }
    // The same report judges where there is a direction, so the search above can fail.
    let judged = resolve(&everything(), &localizer("en", "en-GB", "Europe/Amsterdam")).unwrap();
    let html = String::from_utf8(render(&judged, Format::Html).unwrap()).unwrap();
    for class in ["good", "bad", "met", "near", "missed"] {
        assert!(classes(&html).iter().any(|found| found == class), "{class}");
    }
}

#[test]
fn handle_time_is_not_judged_among_others_that_are() {
    let document = resolve(&everything(), &localizer("en", "en-GB", "Europe/Amsterdam")).unwrap();
    let html = String::from_utf8(render(&document, Format::Html).unwrap()).unwrap();
    let name = "<h3>Average handle time (AHT)</h3>";
    let card = html.split(name).nth(1).unwrap().split("</article>").next().unwrap();
    for class in ["good", "bad", "met", "near", "missed", "target"] {
        assert!(!card.contains(&format!(" {class}\"")) && !card.contains(&format!("\"{class}\"")), "{class}: {card}");
    }
    assert!(html.contains("class=\"change good\"") && html.contains("class=\"state met\""), "others are judged");
    let Some(Block::Cards(cards)) = document.sections[0].blocks.first() else { panic!("no cards") };
    let target = |name: &str| {
        let card = cards.cards.iter().find(|card| card.kpi.name == name).unwrap();
        card.target.as_ref().and_then(|target| target.state)
    };
    assert_eq!((target("service_level"), target("aht")), (Some(TargetState::Met), None));
}

#[test]
fn rows_are_never_ranked_by_value() {
    let order = |values: [&str; 3]| {
        let mut input = crate::input::all_sites();
        let header = input.kpis.iter().find(|entry| entry.header.kpi.name == "service_level").unwrap().header.clone();
        let mut figures = Values { site: None, figures: Vec::new() };
        for (site, value) in ["eindhoven", "koeln", "busan"].iter().zip(values) {
            figures.add(&header, week(), &[("site", Some(site))], value, 3000, &[]);
        }
        input.figures = figures.figures.into_iter().collect();
        let document = resolve(&input, &localizer("en", "en", "UTC")).unwrap();
        let Some(Block::Table(table)) = document.sections[1].blocks.first() else { panic!("no table") };
        table.rows.iter().map(|row| row.label.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(order(["0.1", "0.2", "0.3"]), order(["0.3", "0.2", "0.1"]));
}

#[test]
fn days_are_set_against_each_other_where_there_are_enough() {
    let document = resolve(&everything(), &localizer("en", "en-GB", "UTC")).unwrap();
    let Some(Block::Balance(balance)) = document.sections[3].blocks.first() else { panic!("no balance") };
    let told: Vec<(&str, String, u32)> =
        balance.correlations.iter().map(|found| (found.kpi.name.as_str(), found.raw.to_string(), found.days)).collect();
    // Four of 28 days are too thin to count; satisfaction is known on 13 days, resolution on none.
    assert_eq!(told, [("transfer_rate", "-1.00".to_owned(), 24)]);
    assert_eq!(
        balance.correlations[0].text,
        "Average handle time (AHT) and Transfer rate, 2\u{2009}–\u{2009}29 March 2026, 24 days with both figures: correlation -1.00."
    );
    assert!(balance.correlation_note.is_some());
    let without = resolve(&all_without_days(), &localizer("en", "en", "UTC")).unwrap();
    let Some(Block::Balance(balance)) = without.sections[3].blocks.first() else { panic!("no balance") };
    assert!(balance.correlations.is_empty() && balance.correlation_note.is_none());
}

fn all_without_days() -> ReportInput {
    let mut input = everything();
    let kept = input.figures.iter().filter(|figure| figure.period.grain != tidings_core::period::Grain::Day);
    input.figures = kept.cloned().collect();
    input
}

/// Where handle time falls while customers come back more often, the report warns.
#[test]
fn shorter_calls_with_more_repeats_are_a_warning() {
    let mut messages = messages();
    if !messages.has("en", "kpi-repeat-rate", None) {
        messages.add("en", "own.ftl", "kpi-repeat-rate = Repeat contacts\n").unwrap();
    }
    let locale = Localizer::new(Arc::new(messages), "en", "en-GB", TimeZone::UTC).unwrap();
    let name = locale.text("kpi-repeat-rate", None, &[]).unwrap();
    let text = "version: 1\nreport: r\ntitle: report-centre-weekly-title\nfor_each: site\nperiod: week\nsections:\n- balance: { kpis: [aht, repeat_rate] }\n";
    let (report, _) = ReportFile::parse("r.yaml", text, "r").unwrap();
    let verdict = |aht: [&str; 2], repeats: [&str; 2]| {
        let handle = parse_header("aht", 1, "unit: duration\nbetter: none");
        let repeat = parse_header("repeat_rate", 1, "unit: percent\nbetter: lower");
        let mut values = Values { site: Some("eindhoven"), figures: Vec::new() };
        for (header, [before, now]) in [(&handle, aht), (&repeat, repeats)] {
            values.add(header, week().previous(), &[], before, 900, &[]);
            values.add(header, week(), &[], now, 900, &[]);
        }
        let kpis = [handle, repeat].map(|header| KpiEntry { header, earlier: None, parameters: Vec::new() });
        let figures = values.figures.into_iter().collect();
        let input = ReportInput { report: report.clone(), kpis: kpis.to_vec(), figures, ..everything() };
        let document = resolve(&input, &locale).unwrap();
        let Some(Block::Balance(balance)) = document.sections[0].blocks.first() else { panic!("no balance") };
        (balance.verdict, balance.text.clone())
    };
    let (found, text) = verdict(["400", "340"], ["0.12", "0.16"]);
    assert_eq!(found, Verdict::Warning);
    assert!(text.contains("from 6:40 to 5:40") && text.contains(&name), "{text}");
    assert_eq!(verdict(["400", "340"], ["0.16", "0.12"]).0, Verdict::Calm, "fewer come back");
    assert_eq!(verdict(["340", "400"], ["0.12", "0.16"]).0, Verdict::Calm, "the time did not fall");
}
