//! What figures were: changed definitions, restated values, values that are not known yet, reports of earlier runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use libtest_mimic::{Failed, Trial};
use serde_json::Value;

use crate::program::{Ended, copy_folder, repository, tidings};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("history::a_changed_definition_in_five_languages", changed_definition),
        Trial::test("history::every_value_is_kept_with_its_run_and_reason", restated),
        Trial::test("history::a_changed_setting_restates_and_says_so", changed_setting),
        Trial::test("history::a_restated_model_says_so_with_the_words_of_the_lock", restated_model),
        Trial::test("history::a_correction_is_known_though_its_run_counted_nothing", step_by_step),
        Trial::test("history::a_value_waits_until_its_window_is_over", immature),
        Trial::test("history::what_ceases_to_be_is_withdrawn_and_remembered", withdrawn),
        Trial::test("history::a_kpi_of_months_is_refused_in_a_weekly_report", finest),
    ]
}

const CASE: &str = "tests/cases/definition-change";

/// A copy of the case's project.
struct Project {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Project {
    fn new() -> Result<Self, Failed> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("project");
        copy_folder(&repository().join(CASE), &path);
        Ok(Self { _folder: folder, path })
    }

    fn tidings(&self, arguments: &[&str]) -> Ended {
        tidings(&self.path, arguments)
    }

    /// Runs, and gives the run's id.
    fn run(&self, more: &[&str]) -> String {
        let summary = self.tidings(&[&["run", "--format", "json"], more].concat()).expect_code(0).json();
        summary["run"].as_str().unwrap().to_owned()
    }

    fn edit(&self, file: &str, find: &str, replace: &str) {
        let path = self.path.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(find), "{file} has no `{find}`");
        std::fs::write(path, text.replacen(find, replace, 1)).unwrap();
    }

    /// Value, flags and reason of each line of a history.
    fn history(&self, kpi: &str, period: &str) -> Vec<(Value, String, String, String)> {
        let arguments = ["kpi", "history", kpi, "--period", period, "--site", "utrecht", "--format", "json"];
        let lines = self.tidings(&arguments).expect_code(0).json();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let flags = |line: &Value| line["flags"].as_array().unwrap().iter().map(text).collect::<Vec<_>>().join(",");
        lines
            .as_array()
            .unwrap()
            .iter()
            .map(|line| (line["value"].clone(), flags(line), text(&line["reason"]), text(&line["run"])))
            .collect()
    }

    /// What the history of the handle time says of restatements, line by line.
    fn restatements(&self) -> Vec<Value> {
        let arguments = ["kpi", "history", "aht@1", "--period", "2026-W13", "--site", "utrecht", "--format", "json"];
        let lines = self.tidings(&arguments).expect_code(0).json();
        lines.as_array().unwrap().iter().map(|line| line["restatement"].clone()).collect()
    }

    fn count(&self, sql: &str) -> i64 {
        self.tidings(&["query", sql, "--format", "json"]).expect_code(0).json()[0]["n"].as_i64().unwrap()
    }

    fn report(&self, week: &str, name: &str) -> String {
        std::fs::read_to_string(self.path.join("out/centre-weekly").join(week).join("utrecht").join(name)).unwrap()
    }

    /// The files of a week by format.
    fn files(&self, week: &str) -> BTreeMap<String, Vec<u8>> {
        let folder = self.path.join("out/centre-weekly").join(week).join("utrecht");
        let read =
            |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap());
        std::fs::read_dir(folder).unwrap().map(|entry| read(entry.unwrap().path())).collect()
    }
}

fn golden(name: &str, text: &str) -> Result<(), String> {
    let path: &Path = &repository().join(CASE).join("golden").join(name);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, text).map_err(|error| format!("{name}: {error}"))?;
    }
    let expected = std::fs::read_to_string(path).map_err(|error| format!("{name}: {error}; run with UPDATE=1"))?;
    if expected == text {
        return Ok(());
    }
    let differing = expected.lines().zip(text.lines()).find(|(old, new)| old != new);
    Err(format!("{name} differs; run with UPDATE=1 if it is meant: {differing:?}"))
}

/// The week of the change is counted whole by either version, and never by both: by hand, version 2 gives
/// (4 x 260 + 10 x 380) / 14 = 345.71 seconds and version 1 (4 x 220 + 10 x 320) / 14 = 291.43. Days counted by the version
/// of their own time would give 334.29. The week after shows both figures too, the second one after it does not.
fn changed_definition() -> Result<(), Failed> {
    let project = Project::new()?;
    let run = project.run(&["--from", "2026-03-30", "--to", "2026-04-19"]);
    let mut faults = Vec::new();
    for locale in ["en", "nl", "de", "zh-Hans", "ko"] {
        for (week, own, earlier) in
            [("2026-W14", "5:46", Some("4:51")), ("2026-W15", "3:10", Some("2:40")), ("2026-W16", "2:40", None)]
        {
            let text = project.report(week, &format!("centre-weekly.{locale}.md"));
            assert!(text.contains(own), "{week} {locale}: no {own}\n{text}");
            assert!(!text.contains("5:34"), "{week} {locale} adds days of two versions\n{text}");
            // Once on the card, once among the definitions.
            let told = earlier.map_or(0, |earlier| {
                text.lines().filter(|line| line.starts_with("- ") && line.contains(earlier)).count()
            });
            assert_eq!(told, if earlier.is_some() { 2 } else { 0 }, "{week} {locale}\n{text}");
            let text = text.replace(&run, "RUN");
            faults.extend(golden(&format!("{week}.{locale}.md"), &text).err());
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // A trend compares like with like: the week before the change by version 2 is 130 seconds, by version 1 it was 120.
    let values = project.tidings(&["kpi", "value", "aht", "--grain", "week", "--format", "json"]).expect_code(0).json();
    assert_eq!((&values[0]["version"], &values[0]["value"]), (&Value::from(1), &Value::from(120)));
    let text = project.report("2026-W14", "centre-weekly.en.md");
    assert!(text.lines().any(|line| line.starts_with("| Week 13,") && line.ends_with("| 2:10 |")), "{text}");
    Ok(())
}

/// Late rows, a row that the source corrects, and a return to the first value.
fn restated() -> Result<(), Failed> {
    let project = Project::new()?;
    let date = ["--date", "2026-03-24"];
    let first = project.run(&date);
    let archived = project.files("2026-W13");
    assert_eq!(archived.len(), 25, "five formats in five languages");
    let rows = project.count("SELECT count(*) AS n FROM kpi_value_history");
    assert_eq!(rows, project.count("SELECT count(*) AS n FROM kpi_value"), "each value once");

    let quiet = project.run(&date);
    assert_eq!(project.count("SELECT count(*) AS n FROM kpi_value_history"), rows, "a night without news adds nothing");
    assert_eq!(project.files("2026-W13"), archived);

    // A call of 270 seconds more: (14 x 120 + 270) / 15 = 130 by version 1.
    let calls = project.path.join("data/calls.csv");
    let text = std::fs::read_to_string(&calls)?;
    std::fs::write(&calls, format!("{text}late,utrecht,billing,2026-03-25T09:00:00Z,10,250,0,20,true\n"))?;
    let late = project.run(&date);
    let expected = [(Value::from(120), "", "first", &first), (Value::from(130), "restated", "late_data", &late)];
    let same = |lines: &[(Value, String, String, String)], expected: &[(Value, &str, &str, &String)]| {
        let lines: Vec<_> = lines
            .iter()
            .map(|(value, flags, reason, run)| (value.clone(), flags.as_str(), reason.as_str(), run))
            .collect();
        assert_eq!(lines, expected);
    };
    same(&project.history("aht@1", "2026-W13"), &expected);
    let english = project.report("2026-W13", "centre-weekly.en.md");
    assert!(english.contains("| Average handle time (AHT) | 2:10† |"), "{english}");
    let sentence = "Restated: the first report showed 2:00. Rows that arrived later are now counted.";
    assert!(english.contains(&format!("- Average handle time (AHT): {sentence}")), "{english}");
    assert!(english.contains("† Restated: the first report showed another value."), "{english}");
    let html = project.report("2026-W13", "centre-weekly.en.html");
    assert!(html.contains(&format!("<sup class=\"mark\" title=\"{sentence}\">†</sup>")), "{html}");
    let sheet = project.report("2026-W13", "centre-weekly.de.excel.csv");
    assert!(sheet.contains("Korrigiert: Der erste Bericht zeigte 2:00."), "{sheet}");
    // Other weeks are not touched, by whatever version.
    assert_eq!(project.history("aht@2", "2026-W15").len(), 1);

    // The source takes the late call back to a length that gives the first value again, then to another one.
    project.edit(
        "data/calls.csv",
        "late,utrecht,billing,2026-03-25T09:00:00Z,10,250,0,20,true",
        "late,utrecht,billing,2026-03-25T09:00:00Z,10,100,0,20,true",
    );
    let back = project.run(&date);
    project.edit(
        "data/calls.csv",
        "late,utrecht,billing,2026-03-25T09:00:00Z,10,100,0,20,true",
        "late,utrecht,billing,2026-03-25T09:00:00Z,10,400,0,20,true",
    );
    let again = project.run(&date);
    let expected = [
        expected[0].clone(),
        expected[1].clone(),
        (Value::from(120), "", "source_correction", &back),
        (Value::from(140), "restated", "source_correction", &again),
    ];
    same(&project.history("aht@1", "2026-W13"), &expected);
    let korean = project.report("2026-W13", "centre-weekly.ko.md");
    assert!(korean.contains("수정됨. 첫 보고서의 값: 2:00. 이후 데이터 원본에서 행이 정정되었습니다."), "{korean}");

    // What the first run printed is printed again, byte for byte, in every format; the quiet run printed the same.
    for run in [&first, &quiet] {
        let out = project.path.join("again");
        let arguments = ["report", "--as-of", run, "--date", "2026-03-24", "--out", &out.to_string_lossy()];
        project.tidings(&arguments).expect_code(0);
        for (name, bytes) in &archived {
            let (report, rest) = name.split_once('.').unwrap();
            let again = std::fs::read(out.join(format!("{report}.2026-W13.utrecht.{rest}")))?;
            assert!(again == *bytes, "{name} as of {run} differs");
        }
        std::fs::remove_dir_all(out)?;
    }
    let value = |run: &str| {
        let arguments = [
            "kpi",
            "value",
            "aht@1",
            "--site",
            "utrecht",
            "--grain",
            "week",
            "--to",
            "2026-03-29",
            "--as-of",
            run,
            "--format",
            "json",
        ];
        project.tidings(&arguments).expect_code(0).json()[0]["value"].clone()
    };
    let values = [&first, &quiet, &late, &back, &again].map(|run| value(run));
    assert_eq!(values, [120, 120, 130, 120, 140].map(Value::from));
    let refused = project
        .tidings(&["kpi", "value", "aht", "--by", "queue", "--grain", "week", "--as-of", &first])
        .expect_code(64);
    assert!(
        refused.stderr.contains(&format!("run `{first}` did not store figures of `aht` by `queue`")),
        "{}",
        refused.stderr
    );
    assert!(refused.stderr.contains("hint: stored are `queue,site`, `site`"), "{}", refused.stderr);
    project.tidings(&["report", "--as-of", &first, "--date", "2026-04-07", "--site", "utrecht"]).expect_code(64);
    Ok(())
}

/// A threshold that is changed for days that were reported already restates their values.
fn changed_setting() -> Result<(), Failed> {
    let project = Project::new()?;
    let date = ["--date", "2026-03-24"];
    project.run(&date);
    // Rows of other weeks that arrive in the same night explain less than the setting does.
    let calls = project.path.join("data/calls.csv");
    let text = std::fs::read_to_string(&calls)?;
    std::fs::write(&calls, format!("{text}late,utrecht,billing,2026-04-15T09:00:00Z,10,250,0,20,true\n"))?;
    project.edit("parameters.csv", "threshold_seconds,2026-01-01,20", "threshold_seconds,2026-01-01,30");
    project.run(&date);
    let lines = project.history("service_level", "2026-W13");
    let brief: Vec<(Value, &str, &str)> =
        lines.iter().map(|(value, flags, reason, _)| (value.clone(), flags.as_str(), reason.as_str())).collect();
    assert_eq!(brief[1], (Value::from(1), "restated", "definition"));
    assert_eq!(brief.len(), 2);
    let german = project.report("2026-W13", "centre-weekly.de.md");
    assert!(
        german.contains("Der erste Bericht zeigte 50,0\u{a0}%. Die Definition oder eine ihrer Einstellungen"),
        "{german}"
    );
    // The handle time of the week has no such setting, and no row of that week is new.
    assert_eq!(project.history("aht@1", "2026-W13").len(), 1);
    // The SQL of a model is part of the definition of what reads it.
    project.edit(
        "models/contact.sql",
        "SELECT contact_id, site, queue, ended_at, wait_seconds, talk_seconds,",
        "SELECT contact_id, site, queue, ended_at, wait_seconds, talk_seconds + 1 AS talk_seconds,",
    );
    project.run(&date);
    let lines = project.history("aht@1", "2026-W13");
    let (value, flags, reason, _) = &lines[1];
    assert_eq!((value, flags.as_str(), reason.as_str()), (&Value::from(121), "restated", "definition"));
    // A comment is no part of a definition, and changes no value.
    let rows = project.count("SELECT count(*) AS n FROM kpi_value_history");
    project.edit("kpis/aht/v1.sql", "SELECT sum", "-- Without hold time.\nSELECT sum");
    project.run(&date);
    assert_eq!(project.count("SELECT count(*) AS n FROM kpi_value_history"), rows);
    Ok(())
}

/// A model below released versions is set right on purpose: by hand 121 seconds in place of 120.
fn restated_model() -> Result<(), Failed> {
    let project = Project::new()?;
    let date = ["--date", "2026-03-24"];
    project.run(&date);
    project.tidings(&["kpi", "release", "--all"]).expect_code(0);
    project.edit("models/contact.sql", "talk_seconds, hold", "talk_seconds + 1 AS talk_seconds, hold");
    let refused = project.tidings(&[&["run"], date.as_slice()].concat()).expect_code(65);
    assert!(refused.stderr.contains("model `contact` changed under `aht@1`"), "{}", refused.stderr);
    let words = "the export dropped the last second";
    project.tidings(&["kpi", "release", "--restate", words]).expect_code(0);
    project.run(&date);
    let lines = project.history("aht@1", "2026-W13");
    let brief: Vec<(String, &str, &str)> =
        lines.iter().map(|(value, flags, reason, _)| (value.to_string(), flags.as_str(), reason.as_str())).collect();
    assert_eq!(brief, [("120".into(), "", "first"), ("121".into(), "restated", "restated_model")]);
    assert_eq!(project.restatements(), [Value::Null, Value::from(words)]);
    for (locale, sentence) in [
        ("en", "the first report showed 2:00. A mistake in how the data are prepared has been corrected since."),
        ("nl", "in het eerste rapport stond 2:00. Een fout in de voorbewerking van de gegevens is sindsdien hersteld."),
        ("de", "Der erste Bericht zeigte 2:00. Ein Fehler in der Aufbereitung der Daten wurde seitdem behoben."),
        ("zh-Hans", "首份报告显示为2:00。其后纠正了数据整理中的一处错误。"),
        ("ko", "첫 보고서의 값: 2:00. 이후 데이터 가공 과정의 오류가 바로잡혔습니다."),
    ] {
        let text = project.report("2026-W13", &format!("centre-weekly.{locale}.md"));
        assert!(text.contains("| 2:01† |") && text.contains(sentence), "{locale}\n{text}");
    }
    assert_eq!(project.history("service_level", "2026-W13").len(), 1, "what kept its value was not restated");
    // The same numbers in other words, then a late call: (14 x 121 + 271) / 15 = 131. The words explain nothing of it.
    project.edit("models/contact.sql", "talk_seconds + 1", "1 + talk_seconds");
    project.tidings(&["kpi", "release", "--restate", "terms in the other order"]).expect_code(0);
    project.run(&date);
    let calls = project.path.join("data/calls.csv");
    let text = std::fs::read_to_string(&calls)?;
    std::fs::write(&calls, format!("{text}late,utrecht,billing,2026-03-25T09:00:00Z,10,250,0,20,true\n"))?;
    project.run(&date);
    let lines = project.history("aht@1", "2026-W13");
    assert_eq!((lines.len(), lines[2].0.clone(), lines[2].2.as_str()), (3, Value::from(131), "late_data"));
    assert_eq!(project.restatements(), [Value::Null, Value::from(words), Value::Null]);
    Ok(())
}

/// Rows that one run corrected are counted by a later one, which knows of it from the ledger; the run after that does not
/// take late rows for corrected ones.
fn step_by_step() -> Result<(), Failed> {
    let project = Project::new()?;
    let date = ["--date", "2026-03-24"];
    project.run(&date);
    project.edit(
        "data/calls.csv",
        "0325-0,utrecht,billing,2026-03-25T08:00:00Z,10,100,",
        "0325-0,utrecht,billing,2026-03-25T08:00:00Z,10,240,",
    );
    for step in ["sources", "models"] {
        project.tidings(&["run", "--only", step]).expect_code(0);
        assert_eq!(project.history("aht@1", "2026-W13").len(), 1, "{step}");
    }
    project.tidings(&["run", "--only", "kpis"]).expect_code(0);
    let calls = project.path.join("data/calls.csv");
    let text = std::fs::read_to_string(&calls)?;
    std::fs::write(&calls, format!("{text}late,utrecht,billing,2026-03-26T09:00:00Z,10,250,0,20,true\n"))?;
    project.run(&date);
    let lines = project.history("aht@1", "2026-W13");
    let brief: Vec<(String, &str)> =
        lines.iter().map(|(value, _, reason, _)| (value.to_string(), reason.as_str())).collect();
    // (14 x 120 + 140) / 14 = 130, then (1820 + 270) / 15 = 139.33.
    let expected = [("120", "first"), ("130", "source_correction"), ("139.333333333333", "late_data")];
    assert_eq!(brief, expected.map(|(value, reason)| (value.to_owned(), reason)));
    Ok(())
}

/// Resolution in the first contact looks seven days ahead, from 6 April on three days. The data end on 19 April.
fn immature() -> Result<(), Failed> {
    let project = Project::new()?;
    project.run(&["--from", "2026-04-06", "--to", "2026-04-19"]);
    let values = project
        .tidings(&["kpi", "value", "fcr", "--by", "site", "--grain", "day", "--from", "2026-04-14", "--format", "json"])
        .expect_code(0)
        .json();
    let shown: Vec<(&str, bool)> = values
        .as_array()
        .unwrap()
        .iter()
        .map(|figure| (figure["period_start"].as_str().unwrap(), figure["value"].is_number()))
        .collect();
    assert_eq!(
        shown,
        [
            ("2026-04-14", true),
            ("2026-04-15", true),
            ("2026-04-16", true),
            ("2026-04-17", false),
            ("2026-04-18", false),
            ("2026-04-19", false)
        ]
    );
    assert_eq!(values[3]["flags"], serde_json::json!(["immature"]));
    assert!(values[3]["n"].is_null() && values[3]["numerator"].is_null());
    let text = project.report("2026-W16", "centre-weekly.en.md");
    assert!(text.contains("| First contact resolution (FCR) | Not yet known until April 23, 2026 |"), "{text}");
    assert!(project.report("2026-W15", "centre-weekly.en.md").contains("| First contact resolution (FCR) | 50.0% |"));
    // Four days later the week is known: that is its first value, and no restatement.
    let calls = project.path.join("data/calls.csv");
    let mut text = std::fs::read_to_string(&calls)?;
    for day in 20..=22 {
        text.push_str(&format!("04{day},utrecht,billing,2026-04-{day}T20:00:00Z,10,150,0,10,true\n"));
    }
    std::fs::write(&calls, text)?;
    project.run(&["--date", "2026-04-15"]);
    let lines = project.history("fcr", "2026-W16");
    let brief: Vec<(String, &str, &str)> =
        lines.iter().map(|(value, flags, reason, _)| (value.to_string(), flags.as_str(), reason.as_str())).collect();
    assert_eq!(brief, [("null".to_owned(), "immature", "first"), ("0.5".to_owned(), "", "first")]);
    Ok(())
}

/// A queue that the source renames is withdrawn; when it comes back its first value is still known.
fn withdrawn() -> Result<(), Failed> {
    let project = Project::new()?;
    let calls = project.path.join("data/calls.csv");
    let text = std::fs::read_to_string(&calls)?;
    let date = ["--date", "2026-03-24"];
    project.run(&date);
    std::fs::write(&calls, text.replace(",billing,", ",invoices,"))?;
    project.run(&date);
    std::fs::write(&calls, text.replacen(",10,100,10,20,true", ",10,170,10,20,true", 1))?;
    project.run(&date);
    let arguments = [
        "kpi",
        "history",
        "aht@1",
        "--period",
        "2026-W13",
        "--site",
        "utrecht",
        "--by",
        "queue=billing",
        "--format",
        "json",
    ];
    let lines = project.tidings(&arguments).expect_code(0).json();
    let brief: Vec<(String, String, String)> = lines
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["value"].to_string(), line["flags"].to_string(), line["reason"].as_str().unwrap().to_owned()))
        .collect();
    let line = |value: &str, flags: &str, reason: &str| (value.to_owned(), flags.to_owned(), reason.to_owned());
    assert_eq!(
        brief,
        [
            line("120", "[]", "first"),
            line("null", "[\"withdrawn\"]", "source_correction"),
            line("130", "[\"restated\"]", "source_correction"),
        ]
    );
    Ok(())
}

fn finest() -> Result<(), Failed> {
    let project = Project::new()?;
    project.run(&["--date", "2026-03-24"]);
    let grains =
        "SELECT count(DISTINCT grain) AS n FROM kpi_value WHERE kpi = 'utilisation' AND grain IN ('day', 'week')";
    assert_eq!(project.count(grains), 0);
    let kept = "SELECT count(DISTINCT grain) AS n FROM kpi_value WHERE kpi = 'utilisation'";
    assert_eq!(project.count(kept), 3);
    let refused = project.tidings(&["kpi", "value", "utilisation", "--grain", "day"]).expect_code(64);
    assert!(
        refused.stderr.contains("`utilisation@1` has no value for a day: its shortest period is a month"),
        "{}",
        refused.stderr
    );
    // March: 18 calls of 2,200 seconds of talk, of 13,000 with 600 more for each.
    let month =
        project.tidings(&["kpi", "value", "utilisation", "--grain", "month", "--format", "json"]).expect_code(0).json();
    assert_eq!((&month[0]["numerator"], &month[0]["denominator"]), (&Value::from(2200), &Value::from(13000)));
    project.edit(
        "reports/centre-weekly.yaml",
        "kpis: [aht, service_level, fcr]",
        "kpis: [aht, service_level, utilisation]",
    );
    let refused = project.tidings(&["check"]).expect_code(78);
    assert!(
        refused.stderr.contains("`utilisation@1` has no value for a week: its shortest period is a month"),
        "{}",
        refused.stderr
    );
    assert!(refused.stderr.contains("reports/centre-weekly.yaml:7:"), "{}", refused.stderr);
    Ok(())
}
