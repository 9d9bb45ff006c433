//! Whether this machine has what the project needs.

use std::fs;
use std::path::Path;

use jiff::tz::TimeZone;
use tidings_connector::{ProjectSecrets, SecretRef, SecretResolver as _};
use tidings_locale::negotiate;
use tidings_warehouse::tzdb_version;

use crate::host::Plugins;
use crate::load::blocking;
use crate::project::Project;
use crate::streams;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// What it is about: `time zones`, `warehouse`, `secrets`, `locales`, `plugins`.
    pub area: &'static str,
    /// Whether it is as it should be.
    pub ok: bool,
    /// What was found. Secrets are named, never shown.
    pub message: String,
    /// The next step, where something is wrong.
    pub hint: Option<String>,
}

fn good(area: &'static str, message: impl Into<String>) -> Finding {
    Finding { area, ok: true, message: message.into(), hint: None }
}

fn bad(area: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Finding {
    Finding { area, ok: false, message: message.into(), hint: Some(hint.into()) }
}

/// Looks at time zones, folders, secrets and languages, and asks each source whether it can be read.
pub async fn doctor(project: &Project, plugins: &Plugins) -> Vec<Finding> {
    let mut findings = zones(project);
    findings.push(folder("warehouse", &project.warehouse, true));
    findings.push(folder("reports", &project.out, false));
    findings.extend(secrets(project));
    findings.extend(locales(project));
    findings.extend(sources(project, plugins).await);
    findings
}

fn zones(project: &Project) -> Vec<Finding> {
    let unknown = project.sites.iter().filter(|site| TimeZone::get(&site.time_zone).is_err());
    let mut findings: Vec<Finding> =
        unknown.map(|site| bad("time zones", format!("`{}` is unknown", site.time_zone), "use an IANA name")).collect();
    if findings.is_empty() {
        let message = format!("time zone data {} know all {} sites", tzdb_version(), project.sites.len());
        findings.push(good("time zones", message));
    }
    findings
}

/// Whether files can be made, linked and removed in a folder, or in the nearest one above that exists.
fn folder(area: &'static str, path: &Path, links: bool) -> Finding {
    let Some(there) = path.ancestors().find(|above| above.is_dir()) else {
        return bad(area, format!("`{}` has no folder above it", path.display()), "make the folder");
    };
    let probe = there.join(".tidings-probe");
    let link = there.join(".tidings-probe-link");
    let made = fs::write(&probe, b"probe");
    let linked = if links { fs::hard_link(&probe, &link) } else { Ok(()) };
    drop(fs::remove_file(&link));
    drop(fs::remove_file(&probe));
    match (made, linked) {
        (Err(error), _) => {
            bad(area, format!("`{}` cannot be written: {error}", there.display()), "change its owner or rights")
        }
        (Ok(()), Err(error)) => bad(
            area,
            format!("`{}` has no hard links: {error}", there.display()),
            "put the warehouse on a local or persistent file system",
        ),
        (Ok(()), Ok(())) => good(area, format!("`{}` can be written", path.display())),
    }
}

fn secrets(project: &Project) -> Vec<Finding> {
    let resolver = ProjectSecrets::new(&project.directory);
    let configs = project.file.sources.values().map(|source| &source.config);
    let configs = configs.chain(project.file.deliver.iter().map(|destination| &destination.config));
    let mut references = Vec::new();
    configs.for_each(|config| collect(config, &mut references));
    let mut findings = Vec::new();
    for reference in references {
        findings.push(match resolver.resolve(&reference) {
            Ok(_) => good("secrets", format!("{reference} is there")),
            Err(error) => {
                let hint = error.hint.unwrap_or_else(|| "set it where tidings runs".to_owned());
                bad("secrets", error.message, hint)
            }
        });
    }
    findings
}

/// Every `{ env: NAME }` and `{ file: PATH }` in a configuration, in order.
fn collect(value: &serde_json::Value, references: &mut Vec<SecretRef>) {
    match value {
        serde_json::Value::Object(map) => {
            if map.len() == 1
                && let Ok(reference) = serde_json::from_value::<SecretRef>(value.clone())
            {
                if !references.contains(&reference) {
                    references.push(reference);
                }
                return;
            }
            map.values().for_each(|inner| collect(inner, references));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|inner| collect(inner, references)),
        _ => {}
    }
}

fn locales(project: &Project) -> Vec<Finding> {
    let available = project.messages.locales();
    let mut wanted: Vec<&str> = project
        .sites
        .iter()
        .flat_map(|site| &site.locales)
        .filter_map(|locale| negotiate(&locale.message, &available))
        .collect();
    wanted.sort_unstable();
    wanted.dedup();
    wanted
        .into_iter()
        .map(|locale| {
            let missing = project.messages.missing(locale);
            match missing.first() {
                None => good("locales", format!("`{locale}` has every message")),
                Some(first) => bad(
                    "locales",
                    format!("`{locale}` lacks {} messages, such as `{}`", missing.len(), first.id),
                    format!("translate them in `{}/{locale}/`", project.file.locales.trim_end_matches('/')),
                ),
            }
        })
        .collect()
}

async fn sources(project: &Project, plugins: &Plugins) -> Vec<Finding> {
    let (opened, findings) = streams::open(project, plugins, &[]);
    let mut found: Vec<Finding> = findings
        .into_iter()
        .map(|finding| {
            bad("plugins", finding.message, finding.hint.unwrap_or_else(|| "run `tidings check`".to_owned()))
        })
        .collect();
    for source in opened {
        let asked = source.source.clone();
        found.push(match blocking(move || asked.check()).await {
            Ok(()) => good("plugins", format!("source `{}` can be read", source.name)),
            Err(error) => {
                let hint = error.hint.clone().unwrap_or_else(|| "correct `config:` of the source".to_owned());
                bad("plugins", format!("source `{}`: {error}", source.name), hint)
            }
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_found_wherever_a_configuration_names_them() {
        let config = serde_json::json!({
            "auth": { "token": { "env": "DESK_TOKEN" }, "more": [{ "file": "secrets/key" }, { "env": "DESK_TOKEN" }] },
            "columns": { "env": { "type": "text" }, "file": "calls.csv" },
        });
        let mut references = Vec::new();
        collect(&config, &mut references);
        let shown: Vec<String> = references.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["environment variable `DESK_TOKEN`", "file `secrets/key`"]);
    }

    #[test]
    fn a_folder_is_probed_and_left_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let finding = super::folder("warehouse", &folder.path().join("not/yet"), true);
        assert!(finding.ok, "{finding:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
