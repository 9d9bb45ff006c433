//! Whether reports show KPIs that exist, by dimensions that they have, in words that every reader's language has.

use std::collections::{BTreeMap, BTreeSet};

use tidings_core::diagnostic::{Diagnostic, did_you_mean};
use tidings_core::kpi::{Kpi, KpiHeader, Status, unknown_kpi};
use tidings_core::project::Agents;
use tidings_core::report::Section;
use tidings_locale::negotiate;

use crate::project::{Project, Report};

/// KPIs and dimensions.
pub(super) fn figures(project: &Project) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for report in &project.reports {
        for (index, section) in report.file.sections.iter().enumerate() {
            let pointer = format!("/sections/{index}/{}", section.name());
            for (place, name) in section.kpis().iter().enumerate() {
                let versions = project.catalogue.versions(name);
                let pointer = format!("{pointer}/kpis/{place}");
                if versions.is_empty() {
                    let (message, hint) = unknown_kpi(name, project.catalogue.names());
                    findings.push(report.document.error(&pointer, message).hint(hint));
                    continue;
                }
                let grain = match section {
                    Section::Trend(trend) => trend.grain,
                    _ => report.file.period,
                };
                let is_shown = |kpi: &&&Kpi| kpi.header.status != Status::Draft || released(project, name).is_empty();
                if let Some(kpi) = versions.iter().filter(is_shown).find(|kpi| kpi.header.finest > grain) {
                    let message = format!(
                        "`{}` has no value for a {grain}: its shortest period is a {}",
                        kpi.header.kpi, kpi.header.finest
                    );
                    let hint = format!("show it in a report or trend by {}, or leave it out", kpi.header.finest);
                    findings.push(report.document.error(&pointer, message).hint(hint));
                }
                let Section::Table(table) = section else { continue };
                let known = versions.iter().flat_map(|kpi| kpi.header.dimensions.iter().map(String::as_str));
                if table.by != "site" && !known.clone().any(|dimension| dimension == table.by) {
                    let finding = report.document.error(&pointer, format!("`{name}` has no dimension `{}`", table.by));
                    let known: Vec<&str> = known.collect();
                    findings.push(finding.hint(did_you_mean(&table.by, known)));
                }
            }
            if let Section::Table(table) = section
                && table.by == "agent_id"
                && project.file.privacy.agents == Agents::Off
            {
                let finding = report.document.error(&format!("{pointer}/by"), "figures of single agents are off");
                findings
                    .push(finding.hint("set `privacy: { agents: on, legal_basis: ... }`, or choose another dimension"));
            }
        }
    }
    findings
}

/// Every message that a report may print, in every language that a site asks for.
pub(super) fn messages(project: &Project) -> Vec<Diagnostic> {
    let available = project.messages.locales();
    let mut locales: BTreeSet<&str> = BTreeSet::new();
    for locale in project.sites.iter().flat_map(|site| &site.locales) {
        locales.extend(negotiate(&locale.message, &available));
    }
    let headers: Vec<&KpiHeader> = project
        .catalogue
        .all()
        .map(|kpi| &kpi.header)
        .filter(|header| header.status != Status::Draft || released(project, &header.kpi.name).is_empty())
        .collect();
    let mut findings = Vec::new();
    for report in &project.reports {
        let mut missing: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for id in tidings_report::message_ids(&report.file, &headers) {
            let (message, attribute) = match id.split_once('.') {
                Some((message, attribute)) => (message, Some(attribute)),
                None => (id.as_str(), None),
            };
            let lacks = locales.iter().filter(|locale| !project.messages.has(locale, message, attribute));
            let lacks: Vec<&str> = lacks.copied().collect();
            if !lacks.is_empty() {
                missing.insert(id, lacks);
            }
        }
        for (id, lacks) in missing {
            let pointer = pointer(report, &id);
            let named: Vec<String> = lacks.iter().map(|locale| format!("`{locale}`")).collect();
            let finding = report.document.error(&pointer, format!("message `{id}` is missing in {}", named.join(", ")));
            let files: Vec<String> = lacks.iter().map(|locale| file_of(project, locale, &id)).collect();
            findings.push(finding.hint(format!("add it to {}", files.join(", "))));
        }
    }
    findings
}

fn released<'a>(project: &'a Project, name: &str) -> Vec<&'a KpiHeader> {
    let versions = project.catalogue.versions(name);
    versions.into_iter().map(|kpi| &kpi.header).filter(|header| header.status != Status::Draft).collect()
}

/// Where a report asks for a message: its title, the first place of a KPI or dimension, else the report's name.
fn pointer(report: &Report, id: &str) -> String {
    let message = id.split('.').next().unwrap_or(id);
    if report.file.title == message {
        return "/title".to_owned();
    }
    for (index, section) in report.file.sections.iter().enumerate() {
        for (place, name) in section.kpis().iter().enumerate() {
            let own = tidings_core::kpi::message_id(name);
            if message == own || message.strip_prefix(&own).is_some_and(|rest| rest.starts_with("-v")) {
                return format!("/sections/{index}/{}/kpis/{place}", section.name());
            }
        }
        if let Section::Table(table) = section
            && message == format!("dimension-{}", table.by.replace('_', "-"))
        {
            return format!("/sections/{index}/table/by");
        }
    }
    "/report".to_owned()
}

/// The file that a message should be added to: the project's own.
fn file_of(project: &Project, locale: &str, id: &str) -> String {
    let name = match id.split('-').next() {
        Some("kpi") => "kpi.ftl",
        Some("dimension" | "value") => "value.ftl",
        _ => "report.ftl",
    };
    format!("`{}/{locale}/{name}`", project.file.locales.trim_end_matches('/'))
}
