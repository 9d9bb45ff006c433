//! `tidings kpi new`: a draft that passes `check` at once. It writes new files and never touches one that is there.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use clap::Args;
use tidings_core::kpi::{Kpi, KpiId, is_snake_case};
use tidings_core::model::{ColumnType, Model};
use tidings_pipeline::Project;

use crate::Failure;
use crate::cli::Place;
use crate::commands::load;
use crate::output::{self, say};

/// Where the project keeps the JSON Schemas, where no folder above has them.
const SCHEMAS: &str = "schemas";
/// Keys of a model by which most KPIs are sliced.
const USUAL_DIMENSIONS: [&str; 3] = ["team", "queue", "channel"];

#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// A new name
    name: String,
    /// Begin with the definition of this KPI, such as `aht` or `aht@2`
    #[arg(long, value_name = "KPI")]
    from: Option<String>,
}

/// The new files, with paths in the project, and what is left to do.
struct Draft {
    files: Vec<(String, String)>,
    todo: Vec<String>,
}

pub(super) fn run(place: &Place, arguments: &NewArguments) -> Result<u8, Failure> {
    let (project, _) = load(place, None, None)?;
    let name = &arguments.name;
    if !is_snake_case(name) {
        let hint = "use lower case letters, digits and `_`, such as `chat_share`";
        return Err(Failure::usage(format!("`{name}` is no KPI name"), hint));
    }
    if !project.catalogue.versions(name).is_empty() {
        let hint = format!("`tidings kpi revise {name} --from YYYY-MM-DD` makes a draft of its next version");
        return Err(Failure::usage(format!("`{name}` is there already"), hint));
    }
    let draft = match &arguments.from {
        Some(from) => copy(&project, name, from)?,
        None => from_nothing(&project, name)?,
    };
    let taken = draft.files.iter().find(|(path, _)| project.directory.join(path).exists());
    if let Some((path, _)) = taken {
        let hint = "edit that file, or take another name; nothing was written";
        return Err(Failure::usage(format!("`{path}` is there already"), hint));
    }
    for (path, text) in &draft.files {
        write_new(&project.directory.join(path), text)?;
        output::data(path)?;
    }
    say("left to do:");
    draft.todo.iter().for_each(|line| say(&format!("  {line}")));
    Ok(0)
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())?;
    Ok(())
}

fn folder(project: &Project, name: &str) -> String {
    format!("{}/{name}", project.file.kpis.trim_end_matches('/'))
}

/// The line that tells an editor the schema of a file in a KPI's folder.
fn hint(project: &Project, schema: &str) -> String {
    let file = format!("{SCHEMAS}/{schema}.schema.json");
    let directory = project.directory.canonicalize().unwrap_or_else(|_| project.directory.clone());
    let levels = directory.ancestors().position(|folder| folder.join(&file).is_file()).unwrap_or(0);
    // The folder of the KPI and the folder of all KPIs lie between.
    let below = 1 + project.file.kpis.trim_matches('/').split('/').count();
    format!("# yaml-language-server: $schema={}{file}", "../".repeat(below + levels))
}

fn words(name: &str) -> String {
    let id = tidings_core::kpi::message_id(name);
    format!(
        "write `{id}` with `.short`, `.definition` and `.caution` in each language of a report that shows it: `locales/<tag>/kpi.ftl`"
    )
}

/// The first model with a site and a site-local date: `contact` before all others.
fn countable(project: &Project) -> Option<(&Model, String)> {
    let mut models: Vec<&Model> = project.models.iter().collect();
    models.sort_by_key(|model| (model.header.model != "contact", model.header.model.clone()));
    models.into_iter().find_map(|model| {
        let columns = model.header.full_columns();
        let day = columns.iter().find(|(_, kind, _)| *kind == ColumnType::Date).map(|(name, _, _)| name.clone());
        day.filter(|_| columns.iter().any(|(name, _, _)| name == "site")).map(|day| (model, day))
    })
}

fn from_nothing(project: &Project, name: &str) -> Result<Draft, Failure> {
    let Some((model, day)) = countable(project) else {
        let hint = "write a model with a column `site` and an instant with `local_date:` first";
        return Err(Failure::usage("no model has a site and a site-local date", hint));
    };
    let columns = model.header.full_columns();
    let dimensions: Vec<&str> =
        USUAL_DIMENSIONS.into_iter().filter(|key| columns.iter().any(|(name, _, _)| name == key)).collect();
    let (model, dimensions) = (&model.header.model, dimensions.join(", "));
    let sql = format!(
        "/* @kpi
{}
kpi: {name}@1
status: draft
unit: count              # count, percent, duration, score, points, money or ratio
better: none             # higher, lower or none; none is never coloured or ranked
time: {day}       # the site-local date by which a row is counted
dimensions: [{dimensions}]
# minimum: 20            # with fewer rows a value is thin and not shown
# maturity: 7            # days until a value is known
# read_with: []          # KPIs that are shown beside this one
# parameters:
#   threshold_seconds: {{ type: integer, default: 20, min: 0, max: 3600 }}
# owner: who answers for the definition
@kpi */
-- One row: `numerator` and `denominator`, or `value`. The engine divides, and slices by key and period.
SELECT count(*) AS value
FROM {model}
",
        hint(project, "kpi")
    );
    let tests = format!(
        "{}
# Rows in, figures out. Work the figures out by hand; `tidings kpi test {name}` runs the cases.
tests:
  - name: what this case shows, and where its figures come from
    kpi: {name}@1
    sites: {{ ams: Europe/Amsterdam }}
    given:
      {model}:
        - {{ repeat: 3, site: ams, {day}: 2026-03-02 }}
        - {{ site: ams, {day}: 2026-03-03 }}
    expect:
      - {{ grain: day, period: 2026-03-02, by: {{ site: ams }}, value: \"3\" }}
      - {{ grain: week, period: 2026-03-02, by: {{}}, value: \"4\" }}
      - {{ grain: day, period: 2026-03-04, by: {{}}, absent: true }}
",
        hint(project, "kpi-tests")
    );
    let folder = folder(project, name);
    let todo = vec![
        format!("write the query in `{folder}/v1.sql` and cases in `{folder}/tests.yaml`"),
        words(name),
        "run `tidings check` and `tidings kpi test`".to_owned(),
    ];
    Ok(Draft { files: vec![(format!("{folder}/v1.sql"), sql), (format!("{folder}/tests.yaml"), tests)], todo })
}

fn copy(project: &Project, name: &str, from: &str) -> Result<Draft, Failure> {
    let selection = project.catalogue.find(from).map_err(|(message, hint)| Failure::usage(message, hint))?;
    let versions = project.catalogue.versions(&selection.name);
    let wanted = |kpi: &&&Kpi| selection.version.is_none_or(|version| kpi.header.kpi.version == version);
    let Some(kpi) = versions.iter().rfind(wanted) else {
        return Err(Failure::usage(format!("unknown KPI `{from}`"), "`tidings kpi list` shows all"));
    };
    let id = KpiId { name: name.to_owned(), version: 1 };
    let sql = with_header(kpi, &id);
    let folder = folder(project, name);
    let earlier = format!("{}/{}/tests.yaml", project.directory.join(&project.file.kpis).display(), selection.name);
    let mut tests = format!("{}\ntests:\n", hint(project, "kpi-tests"));
    let cases = std::fs::read_to_string(earlier).map(|text| cases_of(&text, &kpi.header.kpi, &id)).unwrap_or_default();
    if cases.is_empty() {
        tests = tests.replace("tests:\n", "tests: []\n");
    }
    tests.push_str(&cases);
    let todo = vec![
        format!("change the query in `{folder}/v1.sql` and the cases in `{folder}/tests.yaml`"),
        words(name),
        "run `tidings check` and `tidings kpi test`".to_owned(),
    ];
    Ok(Draft { files: vec![(format!("{folder}/v1.sql"), sql), (format!("{folder}/tests.yaml"), tests)], todo })
}

/// The file of a KPI with another id, as a draft, without what it said about its predecessor.
fn with_header(kpi: &Kpi, id: &KpiId) -> String {
    let body = kpi.source.body.as_str();
    let (header, end) = kpi.source.text.rsplit_once(body).unwrap_or((kpi.source.text.as_str(), "\n"));
    let mut text = String::new();
    let has_status = header.lines().any(|line| line.starts_with("status:"));
    for line in header.lines() {
        let key = line.split(':').next().unwrap_or_default();
        match key {
            "kpi" => {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "kpi: {id}");
                if !has_status {
                    text.push_str("status: draft\n");
                }
            }
            "status" => text.push_str("status: draft\n"),
            "supersedes" | "effective_from" | "reason" => {}
            _ => text.extend([line, "\n"]),
        }
    }
    text.extend([body, end]);
    text
}

/// The cases of one version, as text, for another id.
fn cases_of(text: &str, from: &KpiId, to: &KpiId) -> String {
    let mut cases: Vec<String> = Vec::new();
    for line in text.lines().skip_while(|line| !line.starts_with("tests:")).skip(1) {
        if line.trim_start().starts_with("- name:") && line.len() - line.trim_start().len() <= 2 {
            cases.push(String::new());
        }
        if let Some(case) = cases.last_mut() {
            case.extend([line, "\n"]);
        }
    }
    let own = format!("kpi: {from}");
    let is_own = |line: &str| line.trim() == own || line.trim().starts_with(&format!("{own} "));
    let kept = cases.into_iter().filter(|case| case.lines().any(is_own));
    kept.map(|case| case.replace(&own, &format!("kpi: {to}"))).collect()
}
