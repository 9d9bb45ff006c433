//! What a document says of its values.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::tz::TimeZone;
use tidings_core::figure::Flag;
use tidings_core::kpi::Unit;
use tidings_core::report::{Format, ReportFile};
use tidings_locale::{Localizer, Messages};
use tidings_report::document::{Block, Card, Definition, Move, TargetState, Tone, Verdict};
use tidings_report::{Document, KpiEntry, ReportInput, figure_requests, message_ids, render, resolve};

use crate::input::{
    LOCALES, REPORT, Values, all_sites, everything, folder, header, localizer, message_files, messages, parse_header,
    week,
};

fn english() -> Document {
    resolve(&everything(), &localizer("en", "en-GB", "Europe/Amsterdam")).unwrap()
}

fn card<'a>(document: &'a Document, kpi: &str) -> &'a Card {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Cards(cards) => cards.cards.iter().find(|card| card.kpi.name == kpi),
            _ => None,
        })
        .next()
        .unwrap()
}

fn definition<'a>(document: &'a Document, kpi: &str) -> &'a Definition {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Definitions(definitions) => definitions.entries.iter().find(|entry| entry.kpi.name == kpi),
            _ => None,
        })
        .next()
        .unwrap()
}

#[test]
fn values_targets_and_changes_in_english() {
    let document = english();
    let cases: &[(&str, &str, Option<TargetState>, Tone, &str)] = &[
        ("contacts_offered", "4,182", None, Tone::Neutral, "+138 (+3.4%)"),
        ("service_level", "81.1%", Some(TargetState::Met), Tone::Good, "+2.1 pp"),
        ("answer_rate", "93.5%", Some(TargetState::Near), Tone::Bad, "-1.8 pp"),
        ("abandonment_rate", "8.1%", Some(TargetState::Missed), Tone::Bad, "+3.5 pp"),
        ("fcr", "Too few to show (n<20)", None, Tone::Neutral, "No earlier figure"),
        ("aht", "5:31", None, Tone::Neutral, "-0:22"),
        ("frt_median", "Not yet known until 6 April 2026", None, Tone::Neutral, "No earlier figure"),
        ("occupancy", "Withheld: fewer than 5 agents", None, Tone::Neutral, "No earlier figure"),
    ];
    for (kpi, text, state, tone, change) in cases {
        let card = card(&document, kpi);
        assert_eq!(card.value.text, *text, "{kpi}");
        assert_eq!(card.target.as_ref().and_then(|target| target.state), *state, "{kpi}");
        assert_eq!((card.changes[0].tone, card.changes[0].text.as_str()), (*tone, *change), "{kpi}");
    }
    assert_eq!(card(&document, "aht").value.spoken.as_deref(), Some("5 minutes, 31 seconds"));
    assert_eq!(card(&document, "service_level").target.as_ref().unwrap().text, "Target 80% within 20 seconds");
    assert!(card(&document, "aht").target.is_none(), "handle time has no target, whatever the table says");
}

#[test]
fn a_year_ago_at_the_same_shown_value_is_no_change() {
    let document = english();
    let change = &card(&document, "service_level").changes[1];
    assert_eq!((change.direction, change.tone, change.text.as_str()), (Move::Level, Tone::Neutral, "No change"));
    assert!(!change.raw.unwrap().is_zero(), "the raw difference is kept");
}

#[test]
fn hidden_values_leave_no_number_behind() {
    for locale in LOCALES {
        let document = resolve(&everything(), &localizer(locale.0, locale.1, "Europe/Amsterdam")).unwrap();
        for kpi in ["fcr", "frt_median", "occupancy"] {
            let value = &card(&document, kpi).value;
            assert!(value.raw.is_none() && value.n.is_none(), "{kpi}");
        }
    }
}

#[test]
fn a_new_definition_is_explained_with_both_values() {
    let document = english();
    let aht = definition(&document, "aht");
    assert_eq!(aht.version, "Version 2, since 25 March 2026");
    assert!(aht.changed.as_ref().unwrap().contains("within this period"));
    assert!(aht.reason.as_ref().unwrap().starts_with("Hold time is part"));
    assert_eq!(aht.earlier.as_ref().unwrap().text, "By the earlier definition (version 1) this would read 4:58.");
    assert!(aht.definition.contains("hold time"), "the version's own definition: {}", aht.definition);
    let note = &card(&document, "aht").notes[0];
    assert_eq!(
        (note.kind.as_str(), note.text.as_str()),
        ("new_definition", "New definition since 25 March 2026. By the earlier one: 4:58.")
    );
    let mut first_after = everything();
    first_after.period = week().shifted(1);
    let after = resolve(&first_after, &localizer("en", "en", "UTC")).unwrap();
    assert!(!definition(&after, "aht").changed.as_ref().unwrap().contains("within"), "a change before the period");
}

#[test]
fn a_total_is_the_kpi_over_everything() {
    let document = resolve(&all_sites(), &localizer("en", "en-GB", "UTC")).unwrap();
    let Some(Block::Table(table)) = document.sections[1].blocks.first() else { panic!("no table") };
    let texts =
        |cells: &[tidings_report::document::Value]| cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    let rows: Vec<(&str, Vec<String>)> =
        table.rows.iter().map(|row| (row.label.text.as_str(), texts(&row.cells))).collect();
    assert_eq!(
        rows[0],
        ("부산", vec!["95.0%".to_owned(), "0".to_owned()]),
        "a count over a listed member without rows is nought"
    );
    assert_eq!(texts(&table.total.cells), ["80.0%", "No data"], "not 85 %, the mean of the rows");
    let texts: Vec<&str> =
        definition(&document, "service_level").parameters.iter().map(|parameter| parameter.text.as_str()).collect();
    assert_eq!(texts, ["Threshold: 20 seconds", "Threshold: 30 seconds (Köln), since 16 March 2026"]);
    assert!(definition(&document, "service_level").definition.contains("20 seconds / 30 seconds"));
    assert!(document.time_zone.starts_with("Each centre"), "{}", document.time_zone);
}

#[test]
fn the_balance_warns_only_where_a_shorter_time_meets_worse_quality() {
    let verdict = |change: &dyn Fn(&mut Vec<tidings_core::figure::Figure>)| {
        let mut input = everything();
        let mut figures: Vec<_> = input.figures.iter().cloned().collect();
        change(&mut figures);
        input.figures = figures.into_iter().collect();
        let document = resolve(&input, &localizer("en", "en", "UTC")).unwrap();
        let Some(Block::Balance(balance)) = document.sections[3].blocks.first() else { panic!("no balance") };
        assert_eq!(balance.rows[0].change.tone, Tone::Neutral, "handle time is never good or bad");
        (balance.verdict, balance.text.clone())
    };
    let set = |kpi: &'static str, value: &'static str| {
        move |figures: &mut Vec<tidings_core::figure::Figure>| {
            for figure in figures.iter_mut().filter(|figure| figure.kpi.to_string() == kpi && figure.period == week()) {
                if figure.keys.len() == 1 {
                    figure.value = Some(value.parse().unwrap());
                    figure.flags.clear();
                }
            }
        }
    };
    let (found, text) = verdict(&|_| {});
    assert_eq!(found, Verdict::Warning);
    assert!(text.contains("Customer satisfaction (CSAT) and Transfer rate"), "{text}");
    assert_eq!(verdict(&set("aht@2", "352.4")).0, Verdict::Unknown, "no shorter time, and one figure is hidden");
    let better = |figures: &mut Vec<tidings_core::figure::Figure>| {
        for (kpi, value) in [("fcr@1", "0.7"), ("csat@1", "0.9"), ("transfer_rate@1", "0.05")] {
            set(kpi, value)(figures);
        }
        let mut before = figures.iter().find(|figure| figure.kpi.name == "fcr").unwrap().clone();
        before.period = week().previous();
        figures.push(before);
    };
    assert_eq!(verdict(&better).0, Verdict::Calm);
    assert_eq!(verdict(&|figures| figures.retain(|figure| figure.kpi.name != "aht")).0, Verdict::Unknown);
}

/// Every unit, printed, with its change.
#[test]
fn units_print_in_their_own_way() {
    let text = "version: 1\nreport: r\ntitle: report-centre-daily-title\nfor_each: site\nperiod: week\nsections:\n- cards: { kpis: [a_score, a_points, a_ratio, a_money] }\n";
    let (report, _) = ReportFile::parse("r.yaml", text, "r").unwrap();
    let mut messages = messages();
    messages.add("en", "own.ftl", "kpi-a-score = S\nkpi-a-points = P\nkpi-a-ratio = R\nkpi-a-money = M\n").unwrap();
    let locale = Localizer::new(Arc::new(messages), "nl", "nl", TimeZone::UTC).unwrap();
    let mut values = Values { site: Some("eindhoven"), figures: Vec::new() };
    let mut kpis = Vec::new();
    for (name, unit, now, before) in [
        ("a_score", "score", "4.215", "4.1"),
        ("a_points", "points", "-12.4", "30"),
        ("a_ratio", "ratio", "1234.5", "1234.5"),
        ("a_money", "money", "123456", "123000"),
    ] {
        let header = parse_header(name, 1, &format!("unit: {unit}\nbetter: higher"));
        values.add(&header, week(), &[], now, 9, &[]);
        values.add(&header, week().previous(), &[], before, 9, &[]);
        kpis.push(KpiEntry { header, earlier: None, parameters: Vec::new() });
    }
    let input = ReportInput { report, kpis, figures: values.figures.into_iter().collect(), ..everything() };
    let document = resolve(&input, &locale).unwrap();
    let printed = |kpi: &str| {
        let card = card(&document, kpi);
        (card.value.text.clone(), card.changes[0].text.clone(), card.value.unit)
    };
    assert_eq!(printed("a_score"), ("4,22".into(), "+0,12".into(), Unit::Score));
    assert_eq!(printed("a_points"), ("-12".into(), "-42".into(), Unit::Points));
    assert_eq!(printed("a_ratio").0, "1.234,50");
    assert_eq!(printed("a_money").0, "123.456", "without a currency an amount stays in minor units");
}

/// The list of messages must hold every message that is printed: a document of a language that has only those succeeds.
#[test]
fn the_listed_messages_are_enough() {
    for input in [everything(), all_sites()] {
        let headers: Vec<_> =
            input.kpis.iter().flat_map(|entry| [Some(&entry.header), entry.earlier.as_ref()]).flatten().collect();
        let listed: BTreeSet<String> = message_ids(&input.report, &headers).into_iter().collect();
        let sources: Vec<String> = message_files("en").into_iter().map(|(_, text)| text).collect();
        let sources = sources.join("\n");
        let mut messages = Messages::new();
        messages.add("en", "listed.ftl", &only(&sources, &listed)).unwrap();
        let all = self::messages();
        for id in &listed {
            let (id, attribute) = id.split_once('.').map_or((id.as_str(), None), |(id, name)| (id, Some(name)));
            assert!(all.has("en", id, attribute), "`{id}` {attribute:?} is listed but not written");
        }
        let locale = Localizer::new(Arc::new(messages), "en", "en", TimeZone::UTC).unwrap();
        let document = resolve(&input, &locale).unwrap();
        assert!(!render(&document, Format::Html).unwrap().is_empty());
    }
}

/// A message that no report can print is a burden on five translators.
#[test]
fn every_message_of_reports_is_printed_by_some_report() {
    let mut listed: BTreeSet<String> = BTreeSet::new();
    let units = ["count", "percent", "duration", "score", "points", "money", "ratio"];
    let headers: Vec<_> = units
        .iter()
        .map(|unit| {
            let parameters = "parameters: { threshold_seconds: { type: integer, default: 20 }, window_days: { type: integer, default: 7 } }";
            parse_header(&format!("of_{unit}"), 1, &format!("unit: {unit}\nbetter: higher\nminimum: 1\n{parameters}"))
        })
        .collect();
    let names: Vec<String> = units.iter().map(|unit| format!("of_{unit}")).collect();
    let kpis = names.join(", ");
    for grain in ["day", "week", "month", "quarter", "year"] {
        let text = format!(
            "version: 1\nreport: r\ntitle: t\nfor_each: all\nperiod: {grain}\nsections:\n- cards: {{ kpis: [{kpis}] }}\n\
             - trend: {{ kpis: [{kpis}], grain: {grain}, periods: 3 }}\n- table: {{ by: queue, kpis: [{kpis}] }}\n\
             - balance: {{ kpis: [{kpis}] }}\n- definitions: {{}}\n- data_quality: {{}}\n"
        );
        let (report, _) = ReportFile::parse("r.yaml", &text, "r").unwrap();
        listed.extend(message_ids(&report, &headers.iter().collect::<Vec<_>>()));
    }
    let source = std::fs::read_to_string(folder("locales/en/report.ftl")).unwrap();
    let written = source.lines().filter_map(|line| line.split_once(" =")).map(|(id, _)| id);
    let own_title = |id: &str| id.ends_with("-title") && id != "report-page-title";
    let unused: Vec<&str> =
        written.filter(|id| id.starts_with("report-") && !own_title(id) && !listed.contains(*id)).collect();
    assert!(unused.is_empty(), "printed by no report: {unused:?}");
}

/// The messages of a file whose ids are listed, whole or by an attribute.
fn only(source: &str, listed: &BTreeSet<String>) -> String {
    let wanted = |id: &str| listed.iter().any(|listed| listed.split('.').next() == Some(id));
    let (mut out, mut keep) = (String::new(), false);
    for line in source.lines() {
        match line.split_once(" =") {
            Some((id, _)) if line.starts_with(|first: char| first.is_ascii_alphabetic()) => keep = wanted(id),
            _ if line.starts_with('#') || line.is_empty() => keep = false,
            _ => {}
        }
        if keep {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[test]
fn a_report_asks_for_what_it_shows() {
    let (report, _) = ReportFile::parse("everything.yaml", REPORT, "everything").unwrap();
    let requests = figure_requests(&report, week());
    let find = |kpi: &str, by: &[&str]| requests.iter().find(|request| request.kpi == kpi && request.by == by);
    let trend: Vec<String> =
        find("service_level", &[]).unwrap().periods.iter().map(tidings_core::period::Period::label).collect();
    assert_eq!(trend, ["2025-W13", "2026-W08", "2026-W09", "2026-W10", "2026-W11", "2026-W12", "2026-W13"]);
    assert_eq!(find("aht", &["queue"]).unwrap().periods, [week()]);
    assert!(find("aht", &[]).unwrap().earlier && !find("aht", &["queue"]).unwrap().earlier);
    // Whatever is in the input but hidden stays hidden in what is asked for by other keys.
    assert!(everything().figures.iter().any(|figure| figure.flags.contains(&Flag::Withheld)));
    assert_eq!(header("aht", 2).kpi.to_string(), "aht@2");
}

/// The standard project's own reports: parsed, their KPIs known, their messages written in English.
#[test]
fn the_standard_reports_are_whole() {
    let messages = messages();
    for name in ["centre-daily", "centre-weekly", "group-weekly"] {
        let path = folder("pipelines/contact-centre/reports").join(format!("{name}.yaml"));
        let (report, _) = ReportFile::parse(name, &std::fs::read_to_string(path).unwrap(), name).unwrap();
        let mut headers = Vec::new();
        for kpi in report.kpis() {
            let folder = folder("pipelines/contact-centre/kpis").join(kpi);
            for version in 1..10 {
                if let Ok(text) = std::fs::read_to_string(folder.join(format!("v{version}.sql"))) {
                    headers.push(tidings_core::kpi::Kpi::parse("v.sql", &text, kpi, version).unwrap().header);
                }
            }
            assert!(headers.iter().any(|header| header.kpi.name == kpi), "{name}: no definition of `{kpi}`");
        }
        for id in message_ids(&report, &headers.iter().collect::<Vec<_>>()) {
            let (id, attribute) = id.split_once('.').map_or((id.as_str(), None), |(id, name)| (id, Some(name)));
            assert!(messages.has("en", id, attribute), "{name}: `{id}` {attribute:?} is not written");
        }
        for section in &report.sections {
            if let tidings_core::report::Section::Table(table) = section {
                for kpi in table.kpis.iter().filter(|_| table.by != "site") {
                    let header = headers.iter().rfind(|header| header.kpi.name == *kpi).unwrap();
                    assert!(header.dimensions.contains(&table.by), "{name}: `{kpi}` cannot be cut by `{}`", table.by);
                }
            }
        }
    }
}
