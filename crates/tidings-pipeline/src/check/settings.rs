//! Whether sites, targets, benchmarks, parameters and slices name things that exist.

use tidings_core::diagnostic::{Diagnostic, did_you_mean};
use tidings_core::kpi::{Kpi, KpiId};
use tidings_core::project::Agents;
use tidings_core::site::RecipientLocale;
use tidings_core::table::{self, Row};
use tidings_locale::{Formatter, negotiate};

use crate::project::{Project, TableText};

/// The dimension that figures of single agents are sliced by.
const AGENT: &str = "agent_id";

/// Calendars and locales of sites.
pub(super) fn sites(project: &Project) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let file = &project.sites_table.path;
    let available = project.messages.locales();
    for row in rows(&project.sites_table, &["site", "name", "time_zone", "locales"], &["calendar", "region", "size"]) {
        if !row.get("calendar").is_empty() {
            findings.extend(known_calendar(project, file, &row).err());
        }
        for text in row.get("locales").split([';', ' ']).filter(|part| !part.is_empty()) {
            let locale = RecipientLocale::parse(text);
            if negotiate(&locale.message, &available).is_none() {
                let finding = row.error(file, "locales", format!("there are no messages in `{}`", locale.message));
                let known = did_you_mean(&locale.message, available.iter().copied());
                findings.push(finding.hint(format!("{known}; or add `{}{}/`", project.file.locales, locale.message)));
            }
            if Formatter::new(&locale.format).is_err() {
                let message = format!("`{}` is no locale that numbers and dates can be written in", locale.format);
                findings.push(row.error(file, "locales", message).hint("use a BCP 47 tag such as `nl-BE`"));
            }
        }
    }
    findings
}

/// Schedules, targets, benchmarks and parameters.
pub(super) fn tables(project: &Project) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    if let Some(table) = &project.schedules_table {
        for row in rows(table, &["site", "queue", "from", "calendar"], &[]) {
            findings.extend(listed_site(project, table, &row).err());
            findings.extend(known_calendar(project, &table.path, &row).err());
        }
    }
    if let Some(table) = &project.targets_table {
        for row in rows(table, &["kpi", "site", "from", "target"], &["warn"]) {
            findings.extend(known_kpi(project, table, &row).err());
            findings.extend(known_site(project, table, &row).err());
        }
    }
    if let Some(table) = &project.benchmarks_table {
        for row in rows(table, &["kpi", "source"], &["low", "average", "high"]) {
            findings.extend(known_kpi(project, table, &row).err());
        }
    }
    if let Some(table) = &project.parameters_table {
        for row in rows(table, &["kpi", "site", "name", "from", "value"], &[]) {
            findings.extend(known_site(project, table, &row).err());
            match known_kpi(project, table, &row) {
                Err(finding) => findings.push(finding),
                Ok(Some(kpi)) => findings.extend(parameter(kpi, table, &row)),
                Ok(None) => {}
            }
        }
    }
    findings
}

/// The rows of a table; none where it cannot be read, which loading has told already.
fn rows(table: &TableText, required: &[&str], optional: &[&str]) -> Vec<Row> {
    table::read(&table.path, &table.text, required, optional).unwrap_or_default()
}

/// The KPI of a row; none where the cell is no version, which loading has told already.
fn known_kpi<'a>(project: &'a Project, table: &TableText, row: &Row) -> Result<Option<&'a Kpi>, Diagnostic> {
    let text = row.get("kpi");
    let Ok(id) = text.parse::<KpiId>() else { return Ok(None) };
    match project.catalogue.find(text) {
        Ok(_) => Ok(project.catalogue.get(&id)),
        Err((message, hint)) => Err(row.error(&table.path, "kpi", message).hint(hint)),
    }
}

fn known_calendar(project: &Project, file: &str, row: &Row) -> Result<(), Diagnostic> {
    let calendar = row.get("calendar");
    if project.calendars.contains_key(calendar) {
        return Ok(());
    }
    let known = did_you_mean(calendar, project.calendars.keys().map(String::as_str));
    Err(row.error(file, "calendar", format!("unknown calendar `{calendar}`")).hint(known))
}

/// The site of a row, where an empty cell or `*` stands for all of them.
fn known_site(project: &Project, table: &TableText, row: &Row) -> Result<(), Diagnostic> {
    let site = row.get("site");
    if site.is_empty() || site == "*" { Ok(()) } else { listed_site(project, table, row) }
}

fn listed_site(project: &Project, table: &TableText, row: &Row) -> Result<(), Diagnostic> {
    let site = row.get("site");
    if project.site(site).is_some() {
        return Ok(());
    }
    let known = did_you_mean(site, project.sites.iter().map(|site| site.id.as_str()));
    Err(row.error(&table.path, "site", format!("unknown site `{site}`")).hint(known))
}

fn parameter(kpi: &Kpi, table: &TableText, row: &Row) -> Option<Diagnostic> {
    let name = row.get("name");
    let parameters = &kpi.header.parameters;
    let Some(declared) = parameters.get(name) else {
        let finding = row.error(&table.path, "name", format!("`{}` has no parameter `{name}`", kpi.header.kpi));
        return Some(finding.hint(did_you_mean(name, parameters.keys().map(String::as_str))));
    };
    let value: i64 = row.get("value").parse().ok()?;
    if declared.allows(value) {
        return None;
    }
    let bound = |bound: Option<i64>, none: &str| bound.map_or_else(|| none.to_owned(), |number| number.to_string());
    let message = format!(
        "{value} is outside the bounds of `{name}`: {} to {}",
        bound(declared.min, "any"),
        bound(declared.max, "any")
    );
    Some(row.error(&table.path, "value", message).hint("choose a value within the bounds"))
}

/// The slices that are stored besides each site.
pub(super) fn slices(project: &Project) -> Vec<Diagnostic> {
    let mut known: Vec<&str> = vec!["site"];
    known.extend(project.catalogue.all().flat_map(|kpi| kpi.header.dimensions.iter().map(String::as_str)));
    let mut findings = Vec::new();
    for (outer, slice) in project.file.slices.iter().enumerate() {
        for (inner, key) in slice.iter().enumerate() {
            let pointer = format!("/slices/{outer}/{inner}");
            if !known.contains(&key.as_str()) {
                let finding = project.document.error(&pointer, format!("no KPI has a dimension `{key}`"));
                findings.push(finding.hint(did_you_mean(key, known.iter().copied())));
            } else if key == AGENT && project.file.privacy.agents == Agents::Off {
                let finding = project.document.error(&pointer, "figures of single agents are off");
                findings.push(finding.hint("set `privacy: { agents: on, legal_basis: ... }`, or remove the slice"));
            }
        }
    }
    findings
}
