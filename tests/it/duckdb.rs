//! Another engine over the same tables: every KPI's query runs unchanged in DuckDB and gives the same figures.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use tidings_core::kpi::{Kpi, RelationTime};
use tidings_core::period::Grain;
use tidings_kpi::{Evaluator, Request, SiteZone};
use tidings_warehouse::{Versions, Warehouse};

use crate::law::{Standard, standard};
use crate::program::{copy_folder, repository, requires, tidings};

/// The sample spans both sides of the night on which European clocks skip an hour.
const FIRST: Date = date(2026, 3, 23);
const DAYS: i32 = 14;

pub(crate) fn trials() -> Vec<Trial> {
    vec![Trial::test("duckdb::every_query_gives_the_same_figures", check).with_ignored_flag(true)]
}

fn check() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let project = folder.path().join("project");
    copy_folder(&repository().join("pipelines/contact-centre"), &project);
    std::fs::remove_dir_all(project.join("data"))?;
    let seed = std::env::var("TIDINGS_SEED").unwrap_or_else(|_| "7".to_owned());
    let (days, first) = (DAYS.to_string(), FIRST.to_string());
    let sample = ["sample", "--contacts", "3000", "--days", &days, "--start", &first, "--seed", &seed];
    tidings(&project, &sample).expect_code(0);
    for step in ["sources", "models"] {
        let ended = tidings(&project, &["run", "--only", step]);
        assert!(ended.code == 0 || ended.code == 3, "{}\n{}", ended.code, ended.stderr);
    }
    let job = folder.path().join("job.json");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut described = runtime.block_on(job_of(&standard(), &project))?;
    std::fs::write(&job, described.to_string())?;
    let Some(told) = compare(&job, 0)? else { return Ok(()) };
    let list = std::fs::read_to_string(repository().join("tests/cases/duckdb/cannot-run.txt"))?;
    let mut listed: Vec<&str> =
        list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split(':').next()).collect();
    let mut found: Vec<&str> =
        told.lines().filter_map(|line| line.strip_prefix("cannot run: ")?.split(':').next()).collect();
    listed.sort_unstable();
    found.sort_unstable();
    if listed != found {
        return Err(format!("DuckDB cannot run {found:?}, listed are {listed:?}").into());
    }
    // A comparison that finds nothing must be able to find something: one of our figures is made wrong.
    let mut wrong = described["kpis"][0].take();
    wrong["figures"][0]["numerator"] = json!("1000001");
    described["kpis"] = json!([wrong]);
    std::fs::write(&job, described.to_string())?;
    compare(&job, 1).map(|_| ())
}

/// Runs the script, which must end with `code`, and gives what it says; nothing where there is no DuckDB.
fn compare(job: &Path, code: i32) -> Result<Option<String>, Failed> {
    let script = repository().join("tests/cases/duckdb/compare.py");
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("duckdb-venv");
    let Ok(output) = Command::new("python3").arg(script).arg(job).arg(venv).output() else {
        assert!(!requires("duckdb"), "TIDINGS_REQUIRE names `duckdb`, but python3 is absent");
        eprintln!("skipped: python3 is absent");
        return Ok(None);
    };
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    eprintln!("{told}{}", String::from_utf8_lossy(&output.stderr));
    match output.status.code() {
        Some(3) if !requires("duckdb") => Ok(None),
        Some(ended) if ended == code => Ok(Some(told)),
        ended => Err(format!("the comparison ended with {ended:?}, expected {code}:\n{told}").into()),
    }
}

/// The tables, the queries, and our figures.
async fn job_of(standard: &Standard, project: &Path) -> Result<Value, Failed> {
    let root = project.join("warehouse");
    let warehouse = Warehouse::open(&root).await?;
    let published = warehouse.ledger().published_versions()?;
    let models: Versions = published.into_iter().filter(|(id, _)| id.starts_with("models/")).collect();
    let zones = zones(project);
    let sites = zones.iter().map(|(site, zone)| SiteZone { site: site.clone(), zone: TimeZone::get(zone).unwrap() });
    // Parameters have their defaults, as `kpi show --sql` prints them.
    let evaluator = Evaluator::new(warehouse.session(&models, None).await?, sites.collect(), Vec::new());
    let mut kpis = Vec::new();
    for kpi in standard.catalogue.all() {
        kpis.push(kpi_of(standard, project, kpi, &evaluator).await?);
    }
    let tables: serde_json::Map<String, Value> = models
        .iter()
        .map(|(id, version)| {
            let name = id.trim_start_matches("models/").to_owned();
            (name, json!({ "folder": root.join(id), "version": version }))
        })
        .collect();
    Ok(json!({ "models": tables, "zones": zones, "kpis": kpis }))
}

async fn kpi_of(standard: &Standard, project: &Path, kpi: &Kpi, evaluator: &Evaluator) -> Result<Value, Failed> {
    let id = kpi.header.kpi.to_string();
    let sql = if kpi.header.parameters.is_empty() {
        kpi.source.body.clone()
    } else {
        tidings(project, &["kpi", "show", &id, "--sql"]).expect_code(0).stdout
    };
    let words = kpi.source.body.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let read = standard.schemas.keys().filter(|name| {
        words
            .windows(2)
            .any(|pair| pair[1] == *name && ["FROM", "JOIN"].contains(&pair[0].to_ascii_uppercase().as_str()))
    });
    let relations: serde_json::Map<String, Value> = read
        .map(|name| {
            let when = match kpi.header.time_of(name).unwrap_or_else(|| panic!("`{id}` reads `{name}` without a date"))
            {
                RelationTime::Date(column) => json!({ "date": column }),
                RelationTime::Validity(pair) => json!({ "validity": pair }),
            };
            (name.clone(), when)
        })
        .collect();
    // Two dimensions a KPI, so that all of the catalogue together cover all of them.
    let count = kpi.header.dimensions.len();
    let mut by = vec![(Grain::Month, vec![]), (Grain::Day, vec!["site".to_owned()])];
    for place in [id.len() % count.max(1), (id.len() + 3) % count.max(1)] {
        if let Some(key) = kpi.header.dimensions.get(place) {
            by.push((Grain::Week, vec!["site".to_owned(), key.clone()]));
        }
    }
    by.dedup();
    let (mut requests, mut figures) = (Vec::new(), Vec::new());
    for (grain, by) in by {
        let grain = grain.max(kpi.header.finest);
        let to = FIRST.saturating_add(jiff::Span::new().days(DAYS));
        let mut periods = vec![grain.period(FIRST)];
        while periods.last().unwrap().end < to {
            let next = periods.last().unwrap().shifted(1);
            periods.push(next);
        }
        let request = Request { slices: vec![by.clone()], grains: vec![grain], from: FIRST, to };
        for figure in evaluator.evaluate(kpi, &request).await? {
            figures.push(json!({
                "start": figure.period.start, "end": figure.period.end, "keys": figure.keys, "n": figure.n,
                "numerator": figure.numerator, "denominator": figure.denominator, "value": figure.value,
            }));
        }
        let periods: Vec<_> = periods.iter().map(|period| (period.start, period.end)).collect();
        requests.push(json!({ "by": by, "periods": periods }));
    }
    Ok(json!({ "id": id, "sql": sql, "relations": relations, "requests": requests, "figures": figures }))
}

fn zones(project: &Path) -> BTreeMap<String, String> {
    let table = std::fs::read_to_string(project.join("sites.csv")).unwrap();
    let sites = tidings_core::site::read_sites("sites.csv", &table).unwrap();
    sites.into_iter().map(|site| (site.id.clone(), site.time_zone.clone())).collect()
}
