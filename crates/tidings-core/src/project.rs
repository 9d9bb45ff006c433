//! `pipeline.yaml`: what a project reads, counts, reports and delivers.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::kpi::is_snake_case;
use crate::model::Partition;
use crate::yaml::Document;

/// The project file, as written. Paths are relative to it.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "tidings pipeline")]
pub struct ProjectFile {
    /// The version of this format: 1.
    pub version: u32,
    /// The name of the project.
    pub name: String,
    /// The table of sites.
    #[serde(default = "default_sites")]
    pub sites: String,
    /// The sources, by name.
    #[serde(default)]
    pub sources: BTreeMap<String, SourceFile>,
    /// The folder of models.
    #[serde(default = "default_models")]
    pub models: String,
    /// The folder of KPIs.
    #[serde(default = "default_kpis")]
    pub kpis: String,
    /// The folder of reports.
    #[serde(default = "default_reports")]
    pub reports: String,
    /// The folder of calendars.
    #[serde(default = "default_calendars")]
    pub calendars: String,
    /// The table of calendars by site and queue, each from a day on.
    pub schedules: Option<String>,
    /// The folder of the project's own messages.
    #[serde(default = "default_locales")]
    pub locales: String,
    /// The table of targets.
    pub targets: Option<String>,
    /// The table of benchmarks.
    pub benchmarks: Option<String>,
    /// The table of parameters by site.
    pub parameters: Option<String>,
    /// The slices that are stored in `kpi_value`, besides all sites and each site.
    #[serde(default)]
    pub slices: Vec<Vec<String>>,
    /// The destinations.
    #[serde(default)]
    pub deliver: Vec<DeliverFile>,
    /// Whom figures must not expose.
    #[serde(default)]
    pub privacy: Privacy,
}

/// One source.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// The name of a plugin, which is the name of its folder.
    pub plugin: String,
    /// The plugin's own settings.
    #[serde(default)]
    pub config: serde_json::Value,
    /// What the project says of the source's streams.
    #[serde(default)]
    pub streams: BTreeMap<String, StreamFile>,
}

/// What the project says of a stream.
#[derive(Debug, Clone, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StreamFile {
    /// The columns that tell rows apart.
    #[serde(default)]
    pub key: Vec<String>,
    /// How the stored table is cut.
    #[serde(default)]
    pub partition: Partition,
    /// The columns that tell which of two versions of a row is newer.
    #[serde(default)]
    pub order: Vec<String>,
}

/// One destination.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliverFile {
    /// The name of a plugin.
    pub plugin: String,
    /// The plugin's own settings.
    #[serde(default)]
    pub config: serde_json::Value,
}

/// Whether figures of single agents may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Agents {
    /// Never, which is the default.
    #[default]
    Off,
    /// Yes; `legal_basis` says by what agreement.
    On,
}

/// Whom figures must not expose.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// A slice finer than a site is withheld where fewer agents are behind it.
    #[serde(default = "one")]
    pub minimum_group: u32,
    /// Whether figures of single agents may be made.
    #[serde(default)]
    pub agents: Agents,
    /// The agreement or law that allows figures of single agents.
    pub legal_basis: Option<String>,
}

impl Default for Privacy {
    fn default() -> Self {
        Self { minimum_group: 1, agents: Agents::Off, legal_basis: None }
    }
}

const fn one() -> u32 {
    1
}

fn default_sites() -> String {
    "sites.csv".into()
}

fn default_models() -> String {
    "models/".into()
}

fn default_kpis() -> String {
    "kpis/".into()
}

fn default_reports() -> String {
    "reports/".into()
}

fn default_calendars() -> String {
    "calendars/".into()
}

fn default_locales() -> String {
    "locales/".into()
}

impl ProjectFile {
    /// Reads `pipeline.yaml` and checks what needs no other file.
    ///
    /// # Errors
    /// Every mistake, at its place.
    pub fn parse(file: &str, text: &str) -> Result<(Self, Document), Vec<Diagnostic>> {
        let document = Document::parse(file, text).map_err(|finding| vec![finding])?;
        let project: Self = document.read().map_err(|finding| vec![finding])?;
        let mut findings = Vec::new();
        if project.version != 1 {
            findings.push(
                document
                    .error("/version", format!("found version {}, this program reads version 1", project.version))
                    .hint("write `version: 1`"),
            );
        }
        for (name, source) in &project.sources {
            if !is_snake_case(name) {
                findings.push(
                    document
                        .error(&format!("/sources/{name}"), format!("`{name}` is no source name"))
                        .hint("use lower snake case"),
                );
            }
            for stream in source.streams.keys() {
                if !is_snake_case(stream) {
                    findings.push(
                        document
                            .error(
                                &format!("/sources/{name}/streams/{stream}"),
                                format!("`{stream}` is no stream name"),
                            )
                            .hint("use lower snake case"),
                    );
                }
            }
        }
        if project.privacy.agents == Agents::On
            && project.privacy.legal_basis.as_deref().unwrap_or_default().trim().is_empty()
        {
            findings.push(
                document
                    .error("/privacy/agents", "figures of single agents are on without a legal basis")
                    .hint("add `legal_basis:` with the agreement or law that allows them, or turn them off"),
            );
        }
        if findings.is_empty() { Ok((project, document)) } else { Err(findings) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_key_is_placed_and_the_nearest_is_named() {
        let findings = ProjectFile::parse("pipeline.yaml", "version: 1\nname: x\nsuorces: {}\n").unwrap_err();
        assert_eq!(findings[0].position.unwrap().line, 3);
        assert_eq!(findings[0].hint.as_deref(), Some("did you mean `sources`?"));
    }

    #[test]
    fn figures_of_agents_need_a_legal_basis() {
        let text = "version: 1\nname: x\nprivacy: { agents: on }\n";
        assert!(ProjectFile::parse("p", text).unwrap_err()[0].message.contains("legal basis"));
        assert!(
            ProjectFile::parse("p", "version: 1\nname: x\nprivacy: { agents: on, legal_basis: works agreement }\n")
                .is_ok()
        );
    }
}
