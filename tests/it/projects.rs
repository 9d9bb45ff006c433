//! Whole projects, run as a person runs them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Failed, Trial};

use crate::program::{copy_folder, real_data, repository, requires, tidings};

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("projects::standard_project_end_to_end", standard_project),
        Trial::test("projects::standard_project_kpi_tests", kpi_tests),
        Trial::test("projects::restaurant_calls", restaurant_calls),
        Trial::test("projects::callcenter_daily", callcenter_daily),
        Trial::test("projects::every_kind_of_bad_row", bad_rows),
        Trial::test("projects::days_of_23_and_25_hours", clock_changes),
    ]
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, folder, &mut found);
    found
}

/// Python 3, or nothing with a printed reason.
fn python() -> Option<&'static str> {
    let found = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    if found {
        return Some("python3");
    }
    assert!(!requires("python"), "TIDINGS_REQUIRE names `python`, but python3 is absent");
    eprintln!("skipped: python3 is absent");
    None
}

/// Lines `kpi period_start key value` printed by a recount in plain Python.
fn recount(script: &Path, argument: &Path) -> Option<BTreeMap<String, String>> {
    let output = Command::new(python()?).arg(script).arg(argument).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    Some(
        text.lines()
            .map(|line| {
                let (place, value) = line.rsplit_once(' ').unwrap();
                (place.to_owned(), value.to_owned())
            })
            .collect(),
    )
}

/// Figures of `kpi value` in the shape of a recount.
fn values(project: &Path, warehouse: &Path, kpi: &str, by: &str, grain: &str) -> BTreeMap<String, String> {
    let warehouse = warehouse.to_string_lossy();
    let mut arguments = vec!["kpi", "value", kpi, "--grain", grain, "--format", "json", "--warehouse", &warehouse];
    if !by.is_empty() {
        arguments.extend(["--by", by]);
    }
    let figures = tidings(project, &arguments).expect_code(0).json();
    let mut values = BTreeMap::new();
    for figure in figures.as_array().unwrap() {
        let keys: Vec<String> = by
            .split(',')
            .filter(|key| !key.is_empty())
            .map(|key| figure["keys"][key].as_str().unwrap_or("(none)").to_owned())
            .collect();
        let place =
            [vec![kpi.to_owned(), figure["period_start"].as_str().unwrap().to_owned()], keys].concat().join(" ");
        let quotient = format!("{}/{}", figure["numerator"], figure["denominator"]);
        // A count has a value only.
        values.insert(
            place,
            if figure["numerator"].is_null() && !figure["value"].is_null() {
                figure["value"].to_string()
            } else {
                quotient
            },
        );
    }
    values
}

fn agree(expected: &BTreeMap<String, String>, got: &BTreeMap<String, String>, kpi: &str) {
    let mine: BTreeMap<_, _> = expected.iter().filter(|(place, _)| place.starts_with(&format!("{kpi} "))).collect();
    assert!(!mine.is_empty(), "the recount says nothing about {kpi}");
    for (place, value) in &mine {
        assert_eq!(got.get(*place), Some(*value), "{place}");
    }
    assert_eq!(got.len(), mine.len(), "{kpi} has figures that the recount does not have");
}

fn standard_project() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let project = folder.path().join("contact-centre");
    copy_folder(&repository().join("pipelines/contact-centre"), &project);

    let first = tidings(&project, &["run"]).expect_code(0);
    let out = project.join("out");
    let written = files(&out);
    let sites = std::fs::read_to_string(project.join("sites.csv"))?;
    for line in sites.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        for locale in cells[3].split(';') {
            let message = locale.split('+').next().unwrap();
            for extension in ["html", "md", "csv", "json"] {
                let end = format!(".{extension}");
                let there = written.keys().any(|name| {
                    name.contains(cells[0]) && name.contains(&format!(".{message}")) && name.ends_with(&end)
                });
                assert!(there, "no {extension} report in {message} for {}\n{:#?}", cells[0], written.keys());
            }
        }
    }
    assert!(first.stderr.contains("read") || first.stdout.contains("read"), "no row accounts:\n{}", first.stderr);

    let second = tidings(&project, &["run"]).expect_code(0);
    assert!(
        second.stderr.contains("nothing changed") || second.stdout.contains("nothing changed"),
        "{}\n{}",
        second.stdout,
        second.stderr
    );
    assert_eq!(written, files(&out), "the second run changed a report");

    let script = repository().join("tests/cases/contact-centre/recount.py");
    if let Some(expected) = recount(&script, &project) {
        for kpi in ["contacts_offered", "answer_rate", "service_level", "asa", "csat"] {
            let got = values(&project, &project.join("warehouse"), kpi, "site", "week");
            agree(&expected, &got, kpi);
        }
    }
    Ok(())
}

fn kpi_tests() -> Result<(), Failed> {
    let ended = tidings(&repository(), &["kpi", "test", "--project", "pipelines/contact-centre"]).expect_code(0);
    assert!(ended.stderr.contains("0 failed"), "{}", ended.stderr);
    Ok(())
}

fn case(name: &str) -> PathBuf {
    repository().join("tests/cases").join(name)
}

/// Runs a case's project in place, with warehouse and reports in a temporary folder.
fn run_case(name: &str, folder: &Path) -> (PathBuf, crate::program::Ended) {
    let warehouse = folder.join("warehouse");
    let ended = tidings(
        &case(name),
        &[
            "run",
            "--warehouse",
            &warehouse.to_string_lossy(),
            "--out",
            &folder.join("out").to_string_lossy(),
            "--format",
            "json",
        ],
    );
    (warehouse, ended)
}

fn account<'a>(summary: &'a serde_json::Value, stream: &str) -> &'a serde_json::Value {
    let streams = summary["streams"].as_array().unwrap();
    let found = streams
        .iter()
        .find(|found| format!("{}.{}", found["source"].as_str().unwrap(), found["stream"].as_str().unwrap()) == stream);
    &found.unwrap_or_else(|| panic!("no stream {stream} in {summary:#}"))["account"]
}

fn restaurant_calls() -> Result<(), Failed> {
    let Some(data) = real_data("restaurant-calls/calls.csv") else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    let (warehouse, ended) = run_case("restaurant-calls", folder.path());
    let ended = ended.expect_code(0);
    let summary = ended.json();
    let calls = account(&summary, "telephony.calls");
    assert_eq!(
        (calls["read"].as_i64(), calls["inserted"].as_i64(), calls["rejected"].as_i64()),
        (Some(25_100), Some(25_100), Some(0))
    );
    if let Some(expected) = recount(&case("restaurant-calls/recount.py"), &data) {
        for kpi in ["answer_rate", "asa"] {
            let got = values(&case("restaurant-calls"), &warehouse, kpi, "agent_id", "week");
            agree(&expected, &got, kpi);
        }
    }
    Ok(())
}

fn callcenter_daily() -> Result<(), Failed> {
    if real_data("callcenter-daily/call_center_daily_dated.csv").is_none() {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let (warehouse, ended) = run_case("callcenter-daily", folder.path());
    let summary = ended.expect_code(0).json();
    for stream in ["dated.days", "strings.days"] {
        assert_eq!(account(&summary, stream)["inserted"].as_i64(), Some(1_251), "{stream}");
    }
    let sql = "SELECT count(*) AS rows, sum(answered) AS answered, sum(incoming) AS incoming FROM daily";
    let warehouse = warehouse.to_string_lossy();
    let totals = tidings(&case("callcenter-daily"), &["query", sql, "--format", "json", "--warehouse", &warehouse])
        .expect_code(0)
        .json();
    assert_eq!(totals[0]["answered"].as_i64(), Some(221_234));
    assert_eq!(totals[0]["incoming"].as_i64(), Some(248_373));
    // Both encodings give the same table: no count, no length of time differs in any row.
    let sql = "SELECT count(*) AS rows FROM encoding_difference";
    let differing = tidings(&case("callcenter-daily"), &["query", sql, "--format", "json", "--warehouse", &warehouse])
        .expect_code(0)
        .json();
    assert_eq!(differing[0]["rows"].as_i64(), Some(0));
    let pooled = tidings(
        &case("callcenter-daily"),
        &["query", "SELECT sum(numerator) AS a, sum(denominator) AS b FROM kpi_value WHERE kpi = 'answer_rate' AND grain = 'year' AND grouping = ''", "--format", "json", "--warehouse", &warehouse],
    )
    .expect_code(0)
    .json();
    let number = |name: &str| pooled[0][name].to_string().trim_matches('"').parse::<f64>().unwrap();
    let rate = number("a") / number("b");
    assert!((rate - 0.89073).abs() < 0.000_005, "{rate}");
    Ok(())
}

fn bad_rows() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let (warehouse, ended) = run_case("bad-rows", folder.path());
    let summary = ended.json();
    assert!([0, 4].contains(&ended.code), "{}", ended.stderr);
    let calls = account(&summary, "telephony.calls");
    let expected: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(case("bad-rows/expected.json"))?)?;
    for name in ["read", "inserted", "rejected"] {
        assert_eq!(calls[name], expected[name], "{name} in {calls:#}");
    }
    let rejects = summary["rejects"].as_array().unwrap();
    for wanted in expected["rejects"].as_array().unwrap() {
        let found = rejects.iter().any(|reject| {
            reject["line"] == wanted["line"]
                && reject["reason"].as_str().unwrap().contains(wanted["reason"].as_str().unwrap())
        });
        assert!(found, "{wanted} is not among {rejects:#?}");
    }
    assert_eq!(rejects.len(), expected["rejects"].as_array().unwrap().len());
    let count = tidings(
        &case("bad-rows"),
        &[
            "query",
            "SELECT count(*) AS rows FROM contact",
            "--format",
            "json",
            "--warehouse",
            &warehouse.to_string_lossy(),
        ],
    );
    assert_eq!(count.expect_code(0).json()[0]["rows"], expected["inserted"]);
    Ok(())
}

fn clock_changes() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let (warehouse, ended) = run_case("clock-changes", folder.path());
    ended.expect_code(0);
    // One call at every half hour of the day: 46 on the short day, 50 on the long one, 48 in Kolkata on both.
    let got = values(&case("clock-changes"), &warehouse, "contacts_offered", "site", "day");
    let expected = [
        ("contacts_offered 2026-03-29 amsterdam", "46"),
        ("contacts_offered 2026-10-25 amsterdam", "50"),
        ("contacts_offered 2026-03-29 kolkata", "48"),
        ("contacts_offered 2026-10-25 kolkata", "48"),
    ];
    let figures = tidings(
        &case("clock-changes"),
        &[
            "kpi",
            "value",
            "contacts_offered",
            "--by",
            "site",
            "--grain",
            "day",
            "--format",
            "json",
            "--warehouse",
            &warehouse.to_string_lossy(),
        ],
    )
    .expect_code(0)
    .json();
    for (place, value) in expected {
        assert!(got.contains_key(place), "{place} is missing in {got:#?}");
        let (period, site) = place.strip_prefix("contacts_offered ").unwrap().split_once(' ').unwrap();
        let figure = figures
            .as_array()
            .unwrap()
            .iter()
            .find(|figure| figure["period_start"] == period && figure["keys"]["site"] == site);
        assert_eq!(figure.unwrap()["value"].to_string(), value, "{place}");
    }
    Ok(())
}
