//! A definition apart from its spelling: named facts of a header, and the normal form of a query.

use std::collections::BTreeMap;

use tidings_core::calendar::CalendarFile;
use tidings_core::kpi::{Kind, Kpi, KpiHeader, Maturity, Parameter, ParameterType, RelationTime};
use tidings_core::model::Model;
use tidings_core::period::Grain;

use super::normal::normal;

/// What values depend on. Two definitions that are equal give the same values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Definition {
    /// What the header says, by field. A list is joined by `, `.
    pub facts: BTreeMap<String, String>,
    /// The query in its normal form; empty for a calendar.
    pub query: String,
    /// The tables that the query reads, sorted: models, and for a model streams and `site` too.
    pub reads: Vec<String>,
}

impl Definition {
    /// The definition of a KPI; nothing where its text is not one query.
    ///
    /// In are the fields that bear on a value or on whether it is shown. Out are `status`, `better`, `read_with`,
    /// `owner` and `reason`: no value changes with them.
    #[must_use]
    pub fn of(kpi: &Kpi) -> Option<Self> {
        let (query, reads) = normal(&kpi.source.body)?;
        Some(Self { facts: header(&kpi.header, &reads), query, reads })
    }

    /// The definition of a model: its columns, its key and its query. Descriptions and the partition change no value.
    #[must_use]
    pub fn of_model(model: &Model) -> Option<Self> {
        let (query, reads) = normal(&model.source.body)?;
        let mut facts = BTreeMap::from([("key".to_owned(), model.header.key.join(", "))]);
        let names: Vec<&str> = model.header.columns.0.iter().map(|(name, _)| name.as_str()).collect();
        facts.insert("columns".to_owned(), names.join(", "));
        for (name, column) in &model.header.columns.0 {
            let null = if column.null { "" } else { ", never empty" };
            let date = column.local_date.as_ref().map(|date| format!(", local date {date}")).unwrap_or_default();
            facts.insert(format!("columns.{name}"), format!("{}{null}{date}", column.kind));
        }
        Some(Self { facts, query, reads })
    }

    /// Whether the queries are one syntax tree. A text that an earlier engine printed is brought to the form of this
    /// one first.
    #[must_use]
    pub fn has_query_of(&self, other: &Self) -> bool {
        self.query == other.query || normal(&self.query).map(|(text, _)| text).as_ref() == Some(&other.query)
    }
}

fn header(header: &KpiHeader, reads: &[String]) -> BTreeMap<String, String> {
    let mut facts = BTreeMap::new();
    let mut fact = |name: &str, text: String| drop(facts.insert(name.to_owned(), text));
    fact("unit", header.unit.name().to_owned());
    // What says what it says anyway is left out, so that a further field with a default changes no definition.
    if header.kind != Kind::Flow {
        fact("kind", header.kind.name().to_owned());
    }
    for relation in reads {
        match header.time_of(relation) {
            Some(RelationTime::Date(column)) => fact(&format!("time.{relation}"), column),
            Some(RelationTime::Validity([from, to])) => fact(&format!("time.{relation}"), format!("{from} to {to}")),
            None => {}
        }
    }
    if !header.dimensions.is_empty() {
        let mut dimensions = header.dimensions.clone();
        dimensions.sort();
        fact("dimensions", dimensions.join(", "));
    }
    if header.minimum > 0 {
        fact("minimum", header.minimum.to_string());
    }
    if header.finest != Grain::Day {
        fact("finest", header.finest.name().to_owned());
    }
    match &header.maturity {
        Some(Maturity::Days(days)) => fact("maturity", format!("{days} days")),
        Some(Maturity::Parameter(name)) => fact("maturity", name.clone()),
        None => {}
    }
    if let Some(from) = &header.effective_from {
        fact("effective_from", from.clone());
    }
    if let Some(before) = &header.supersedes {
        fact("supersedes", before.to_string());
    }
    for (name, parameter) in &header.parameters {
        fact(&format!("parameters.{name}"), self::parameter(parameter));
    }
    facts
}

/// `integer, default 20, from 0 to 3600`.
fn parameter(parameter: &Parameter) -> String {
    let kind = match parameter.kind {
        ParameterType::Integer => "integer",
    };
    let min = parameter.min.map(|min| format!(", at least {min}")).unwrap_or_default();
    let max = parameter.max.map(|max| format!(", at most {max}")).unwrap_or_default();
    format!("{kind}, default {}{min}{max}", parameter.default)
}

/// The definition of a calendar: its zone, its hours by first day, its closed days. Names of closed days are words.
#[must_use]
pub fn calendar(file: &CalendarFile) -> Definition {
    let mut facts = BTreeMap::from([("time_zone".to_owned(), file.time_zone.clone())]);
    for hours in &file.hours {
        let days = [
            ("monday", &hours.monday),
            ("tuesday", &hours.tuesday),
            ("wednesday", &hours.wednesday),
            ("thursday", &hours.thursday),
            ("friday", &hours.friday),
            ("saturday", &hours.saturday),
            ("sunday", &hours.sunday),
        ];
        let open = days.iter().filter(|(_, intervals)| !intervals.is_empty());
        let week: Vec<String> = open.map(|(day, intervals)| format!("{day} {}", intervals.join(" "))).collect();
        facts.insert(format!("hours.{}", hours.from), week.join(", "));
    }
    let mut closed: Vec<&str> = file.holidays.iter().map(|day| day.date.as_str()).collect();
    closed.sort_unstable();
    closed.dedup();
    facts.insert("holidays".to_owned(), closed.join(", "));
    Definition { facts, ..Definition::default() }
}
