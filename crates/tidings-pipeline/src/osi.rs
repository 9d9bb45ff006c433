//! The catalogue as an Apache Ossie 0.1.1 semantic model: datasets with fields, metrics with one expression each.
//!
//! The format knows no versions, no parameters and no clocks of sites. What it cannot hold is told, KPI by KPI, and
//! kept for whoever reads it back in an extension under the format's vendor name for everyone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tidings_core::kpi::{Better, Kind, KpiHeader, Maturity, RelationTime};
use tidings_core::model::{ColumnType, Model};
use tidings_locale::Localizer;
use tidings_report::{CatalogueEntry, CatalogueInput, KpiWords, catalogue_page, query_outputs};

use crate::error::Error;
use crate::kpi_docs::{entries, unwritable};
use crate::project::Project;

const VERSION: &str = "0.1.1";
/// Aggregates of KPI queries; a condition of the whole query becomes a filter of each.
const AGGREGATES: [&str; 7] = ["sum", "count", "min", "max", "bool_and", "bool_or", "percentile_cont"];

/// A written model and what is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The document, as JSON.
    pub text: String,
    /// How many KPIs are metrics of it.
    pub metrics: usize,
    /// How many KPIs have no metric.
    pub left_out: usize,
    /// What the format cannot hold, by KPI version.
    pub lost: Vec<(String, Vec<String>)>,
}

/// Writes the KPIs that are in force as metrics.
///
/// # Errors
/// A message that is missing or broken.
pub fn osi(project: &Project) -> Result<Exported, Error> {
    let input = CatalogueInput { project: project.file.name.clone(), kpis: entries(project)? };
    let localizer =
        Localizer::new(project.messages.clone(), "en", "en", TimeZone::UTC).map_err(|error| unwritable(&error))?;
    let page = catalogue_page(&input, &localizer).map_err(|error| unwritable(&error))?;
    let words: BTreeMap<&str, KpiWords<'_>> = page.words().map(|words| (words.id, words)).collect();
    let (mut metrics, mut lost, mut used, mut left_out) = (Vec::new(), Vec::new(), BTreeSet::new(), 0);
    for entry in &input.kpis {
        let Some(header) = entry.versions.get(entry.current) else { continue };
        let id = header.kpi.to_string();
        let mut losses = losses(entry, header);
        match expression(project, entry, header) {
            Ok((model, expression)) => {
                used.insert(model);
                metrics.push(metric(entry, header, words.get(id.as_str()), &expression));
            }
            Err(reason) => {
                losses = vec![format!("left out: {reason}")];
                left_out += 1;
            }
        }
        lost.push((id, losses));
    }
    let datasets: Vec<Value> = project
        .models
        .iter()
        .filter(|model| used.contains(&model.header.model))
        .map(|model| dataset(&input, model))
        .collect();
    let count = metrics.len();
    let document = json!({
        "version": VERSION,
        "semantic_model": [{ "name": project.file.name, "datasets": datasets, "metrics": metrics }],
    });
    let text = serde_json::to_string_pretty(&document).map_err(|error| unwritable(&error))?;
    Ok(Exported { text: format!("{text}\n"), metrics: count, left_out, lost })
}

fn in_ansi(expression: &str) -> Value {
    json!({ "dialects": [{ "dialect": "ANSI_SQL", "expression": expression }] })
}

fn metric(entry: &CatalogueEntry, header: &KpiHeader, words: Option<&KpiWords<'_>>, expression: &str) -> Value {
    let mut metric = json!({ "name": header.kpi.name, "expression": in_ansi(expression) });
    if let Some(words) = words {
        if let Some(definition) = words.definition {
            metric["description"] = definition.into();
        }
        let mut context = json!({ "synonyms": [words.name] });
        if let Some(caution) = words.caution {
            context["instructions"] = caution.into();
        }
        metric["ai_context"] = context;
    }
    let own = json!({
        "kpi": header.kpi, "effective_from": header.effective_from, "supersedes": header.supersedes,
        "unit": header.unit, "better": header.better, "time": header.time, "dimensions": header.dimensions,
        "minimum": header.minimum, "parameters": header.parameters, "read_with": header.read_with,
        "query": entry.query,
    });
    metric["custom_extensions"] = json!([{ "vendor_name": "COMMON", "data": json!({ "tidings": own }).to_string() }]);
    metric
}

fn dataset(input: &CatalogueInput, model: &Model) -> Value {
    let headers = input.kpis.iter().filter_map(|entry| entry.versions.get(entry.current));
    let keys: BTreeSet<&str> =
        headers.flat_map(|header| header.dimensions.iter().map(String::as_str)).chain(["site"]).collect();
    let described: BTreeMap<&str, &str> =
        model.header.columns.0.iter().map(|(name, column)| (name.as_str(), column.description.as_str())).collect();
    let fields = model.header.full_columns().into_iter().map(|(name, kind, _)| {
        let mut field = json!({ "name": name, "expression": in_ansi(&name) });
        if matches!(kind, ColumnType::Date | ColumnType::Timestamp) {
            field["dimension"] = json!({ "is_time": true });
        } else if keys.contains(name.as_str()) {
            field["dimension"] = json!({ "is_time": false });
        }
        if let Some(text) = described.get(name.as_str()).filter(|text| !text.is_empty()) {
            field["description"] = (*text).into();
        }
        field
    });
    let fields: Vec<Value> = fields.collect();
    json!({
        "name": model.header.model, "source": format!("tidings.models.{}", model.header.model),
        "primary_key": model.header.key, "description": model.header.description, "fields": fields,
    })
}

/// What a metric of the format cannot say.
fn losses(entry: &CatalogueEntry, header: &KpiHeader) -> Vec<String> {
    let since = header.effective_from.as_deref().map_or_else(String::new, |day| format!(", in force since {day}"));
    let mut lost = vec![format!("version {}{since}", header.kpi.version)];
    if entry.versions.len() > 1 {
        let others = entry.versions.iter().filter(|other| other.kpi != header.kpi).map(|other| other.kpi.to_string());
        lost.push(format!("its other versions {}", others.collect::<Vec<_>>().join(", ")));
    }
    for (model, _) in &entry.reads {
        if let Some(RelationTime::Date(day)) = header.time_of(model) {
            lost.push(format!("rows count on the site's own date `{day}`"));
        }
    }
    for (name, parameter) in &header.parameters {
        lost.push(format!("parameter `{name}`, fixed at {}", parameter.default));
    }
    if header.minimum > 1 {
        lost.push(format!("thin under {} rows", header.minimum));
    }
    match &header.maturity {
        Some(Maturity::Days(days)) => lost.push(format!("known after {days} days")),
        Some(Maturity::Parameter(name)) => lost.push(format!("known after `{name}` days")),
        None => {}
    }
    if header.better != Better::None {
        lost.push(format!("{} is better", header.better.name()));
    }
    lost.push(format!("unit `{}`", header.unit.name()));
    lost.push("which of its dimensions may cut it".to_owned());
    if entry.query.to_ascii_lowercase().contains("distinct") || entry.query.contains("percentile_cont") {
        lost.push("its parts do not add up".to_owned());
    }
    if !header.read_with.is_empty() {
        lost.push(format!("read with {}", header.read_with.join(", ")));
    }
    lost
}

/// The model and the one expression of a KPI, or why there is none.
fn expression(project: &Project, entry: &CatalogueEntry, header: &KpiHeader) -> Result<(String, String), String> {
    if header.kind == Kind::Snapshot {
        return Err("a state at a period's end on each site's clock; a metric has no instant".to_owned());
    }
    let [(name, _)] = entry.reads.as_slice() else {
        let models: Vec<&str> = entry.reads.iter().map(|(model, _)| model.as_str()).collect();
        return Err(format!("it counts {} apart; a metric would join them and count rows twice", models.join(" and ")));
    };
    let words: Vec<String> = entry
        .query
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .map(str::to_ascii_uppercase)
        .filter(|word| ["SELECT", "JOIN", "WITH", "UNION"].contains(&word.as_str()))
        .collect();
    let outputs: BTreeMap<String, String> = query_outputs(&entry.query).into_iter().collect();
    let model = project.model(name).filter(|_| words == ["SELECT"] && !outputs.is_empty());
    let Some(model) = model else { return Err("its query is more than aggregates over one model".to_owned()) };
    let flat = entry.query.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join(" ");
    let flat = flat.split_whitespace().collect::<Vec<_>>().join(" ");
    let condition = flat.split_once(&format!(" FROM {name} WHERE ")).map(|(_, condition)| condition);
    let whole = |text: &str| qualified(&filtered(text, condition), model, header);
    let one = match (outputs.get("numerator"), outputs.get("denominator"), outputs.get("value")) {
        (Some(numerator), Some(denominator), _) => {
            format!("CAST({} AS DECIMAL(38, 12)) / NULLIF({}, 0)", whole(numerator), whole(denominator))
        }
        (_, _, Some(value)) => whole(value),
        _ => return Err("its query has no value".to_owned()),
    };
    Ok((name.clone(), one))
}

/// The end of the bracket that opens at `open`.
fn closing(text: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in text[open..].char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 1 => return open + at,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len().saturating_sub(1)
}

/// Puts the query's condition into each of its aggregates.
fn filtered(text: &str, condition: Option<&str>) -> String {
    let Some(condition) = condition else { return text.to_owned() };
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('(') {
        let word: String =
            rest[..at].chars().rev().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        let word: String = word.chars().rev().collect();
        if !AGGREGATES.contains(&word.to_ascii_lowercase().as_str()) {
            out.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
            continue;
        }
        let mut end = closing(rest, at) + 1;
        if let Some(order) = rest[end..].strip_prefix(" WITHIN GROUP (") {
            end = closing(rest, rest.len() - order.len() - 1) + 1;
        }
        out.push_str(&rest[..end]);
        rest = &rest[end..];
        if let Some(inner) = rest.strip_prefix(" FILTER (WHERE ") {
            let open = rest.len() - inner.len() - " (WHERE ".len() + 1;
            let close = closing(rest, open);
            out.push_str(&format!(" FILTER (WHERE ({condition}) AND ({}))", &rest[rest.len() - inner.len()..close]));
            rest = &rest[close + 1..];
        } else {
            out.push_str(&format!(" FILTER (WHERE {condition})"));
        }
    }
    out.push_str(rest);
    out
}

/// Names the dataset before each of its fields, counts its key for a row, and puts parameters' defaults in place.
fn qualified(text: &str, model: &Model, header: &KpiHeader) -> String {
    let columns: BTreeSet<String> = model.header.full_columns().into_iter().map(|(name, _, _)| name).collect();
    let name = &model.header.model;
    let mut out = String::new();
    let mut word = String::new();
    let mut quoted = false;
    for letter in text.chars().chain(['\n']) {
        if !quoted && (letter.is_ascii_alphanumeric() || letter == '_' || (letter == '$' && word.is_empty())) {
            word.push(letter);
            continue;
        }
        let known = columns.contains(&word) && !out.ends_with('.') && letter != '(';
        match word.strip_prefix('$').and_then(|parameter| header.parameters.get(parameter)) {
            Some(parameter) => out.push_str(&parameter.default.to_string()),
            None if known => out.push_str(&format!("{name}.{word}")),
            None => out.push_str(&word),
        }
        word.clear();
        quoted ^= letter == '\'';
        out.push(letter);
    }
    let counted = model.header.key.first().map_or_else(|| "*".to_owned(), |key| format!("{name}.{key}"));
    out.trim_end().replace("count(*)", &format!("count({counted})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_of_the_query_becomes_one_of_each_aggregate() {
        let condition = Some("direction = 'inbound'");
        let cases = [
            ("count(*)", "count(*) FILTER (WHERE direction = 'inbound')"),
            (
                "count(*) FILTER (WHERE a AND (b OR c))",
                "count(*) FILTER (WHERE (direction = 'inbound') AND (a AND (b OR c)))",
            ),
            (
                "sum(a) + coalesce(sum(b), 0)",
                "sum(a) FILTER (WHERE direction = 'inbound') + coalesce(sum(b) FILTER (WHERE direction = 'inbound'), 0)",
            ),
            (
                "percentile_cont(0.5) WITHIN GROUP (ORDER BY a)",
                "percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FILTER (WHERE direction = 'inbound')",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(filtered(text, condition), expected);
        }
        assert_eq!(filtered("sum(a)", None), "sum(a)");
    }
}
