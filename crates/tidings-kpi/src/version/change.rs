//! How large a step is.

use std::collections::{BTreeMap, BTreeSet};

use tidings_core::kpi::{Kpi, Parameter};

use super::definition::Definition;
use super::normal::normal;
use super::words;

/// How large the step from one version to the next is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// The same definition in other words.
    None,
    /// No value that was shown can change; more may be asked for or shown.
    Minor,
    /// Anything else.
    Major,
}

impl Tier {
    /// The word that is shown.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// Where a definition differs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A fact of the header, such as `unit` or `parameters.threshold_seconds`.
    Header(String),
    /// The query.
    Query,
}

/// One difference between two definitions.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// Where.
    pub place: Place,
    /// How large the step is.
    pub tier: Tier,
    /// What differs, as words that follow a name: `the query adds ...`.
    pub words: String,
}

/// What differs between two definitions, header first, then the query. Every difference is major: which ones are less
/// only [`changes`] can tell, from two headers.
#[must_use]
pub fn differences(before: &Definition, after: &Definition) -> Vec<Change> {
    let names: BTreeSet<&String> = before.facts.keys().chain(after.facts.keys()).collect();
    let mut found = Vec::new();
    for name in names {
        let (old, new) = (before.facts.get(name), after.facts.get(name));
        if old != new {
            let words = fact(name, old.map(String::as_str), new.map(String::as_str));
            found.push(Change { place: Place::Header(name.clone()), tier: Tier::Major, words });
        }
    }
    if !before.has_query_of(after) {
        let old = normal(&before.query).map_or_else(|| before.query.clone(), |(text, _)| text);
        let mut phrases = words::differences(&old, &after.query);
        let rest = phrases.len().saturating_sub(PHRASES);
        phrases.truncate(PHRASES);
        let more = if rest == 0 { String::new() } else { format!(", and {rest} more") };
        let words = format!("the query {}{more}", phrases.join(", "));
        found.push(Change { place: Place::Query, tier: Tier::Major, words });
    }
    found
}

/// More places than these are counted, not told.
const PHRASES: usize = 4;

/// Facts that are lists: what came and what went is told.
const LISTS: [&str; 3] = ["dimensions", "columns", "holidays"];

fn fact(name: &str, before: Option<&str>, after: Option<&str>) -> String {
    if LISTS.contains(&name) {
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        let items = |text: &str| -> Vec<String> {
            text.split(", ").filter(|item| !item.is_empty()).map(|item| format!("`{item}`")).collect()
        };
        let (old, new) = (items(before), items(after));
        let gone: Vec<&str> = old.iter().filter(|item| !new.contains(item)).map(String::as_str).collect();
        let come: Vec<&str> = new.iter().filter(|item| !old.contains(item)).map(String::as_str).collect();
        return match (gone.is_empty(), come.is_empty()) {
            (true, true) => format!("`{name}` has another order"),
            (true, false) => format!("`{name}` gains {}", come.join(", ")),
            (false, true) => format!("`{name}` loses {}", gone.join(", ")),
            (false, false) => format!("`{name}` gains {} and loses {}", come.join(", "), gone.join(", ")),
        };
    }
    match (before, after) {
        (Some(before), Some(after)) => format!("`{name}` is `{after}`, was `{before}`"),
        (None, Some(after)) => format!("`{name}` is `{after}`, was not there"),
        (Some(before), None) => format!("`{name}` is gone, was `{before}`"),
        (None, None) => format!("`{name}` is the same"),
    }
}

/// What a version changes against the one it takes over from. When it begins and what it supersedes is no change.
#[must_use]
pub fn changes(before: &Kpi, after: &Kpi) -> Vec<Change> {
    let (Some(old), Some(new)) = (Definition::of(before), Definition::of(after)) else { return Vec::new() };
    let mut found = differences(&old, &new);
    found.retain(|change| !matches!(&change.place, Place::Header(name) if IDENTITY.contains(&name.as_str())));
    let same_query = old.has_query_of(&new);
    for change in &mut found {
        if let Place::Header(name) = &change.place
            && is_minor(name, before, after, same_query)
        {
            change.tier = Tier::Minor;
        }
    }
    found
}

/// Facts that tell versions apart.
const IDENTITY: [&str; 2] = ["effective_from", "supersedes"];

/// The size of a step: that of its largest change.
#[must_use]
pub fn tier(changes: &[Change]) -> Tier {
    changes.iter().map(|change| change.tier).max().unwrap_or(Tier::None)
}

fn is_minor(name: &str, before: &Kpi, after: &Kpi, same_query: bool) -> bool {
    let (old, new) = (&before.header, &after.header);
    match name {
        // A further key cuts the same rows once more.
        "dimensions" => old.dimensions.iter().all(|key| new.dimensions.contains(key)),
        // A lower bar shows what was not shown; a higher one takes away what was.
        "minimum" => new.minimum <= old.minimum,
        "finest" => new.finest <= old.finest,
        _ => name
            .strip_prefix("parameters.")
            .is_some_and(|name| is_wider(&old.parameters, &new.parameters, name) && same_query),
    }
}

/// Whether every value that was allowed still is, and the default stays.
fn is_wider(old: &BTreeMap<String, Parameter>, new: &BTreeMap<String, Parameter>, name: &str) -> bool {
    let (Some(old), Some(new)) = (old.get(name), new.get(name)) else { return false };
    let low = new.min.is_none_or(|new| old.min.is_some_and(|old| new <= old));
    let high = new.max.is_none_or(|new| old.max.is_some_and(|old| new >= old));
    old.kind == new.kind && old.default == new.default && low && high
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kpi(version: u32, header: &str, body: &str) -> Kpi {
        let text = format!("/* @kpi\nkpi: aht@{version}\n{header}@kpi */\n{body}");
        Kpi::parse("v.sql", &text, "aht", version).unwrap()
    }

    const HEADER: &str = "unit: duration\nbetter: none\ntime: ended_date\ndimensions: [team]\nminimum: 20\nparameters: { days: { type: integer, default: 7, min: 1, max: 30 } }\n";
    const BODY: &str = "SELECT sum(a) AS value FROM contact WHERE b < $days";

    fn step(from: &str, to: &str) -> Tier {
        let after = kpi(2, &HEADER.replace(from, to), &BODY.replace(from, to));
        tier(&changes(&kpi(1, HEADER, BODY), &after))
    }

    #[test]
    fn the_size_of_a_step_follows_from_what_can_change() {
        for (from, to, expected) in [
            ("better: none", "better: lower\nowner: someone\nread_with: [fcr]", Tier::None),
            ("SELECT sum(a)", "select -- words\n (SUM(a))", Tier::None),
            ("time: ended_date", "time: { contact: ended_date }", Tier::None),
            ("[team]", "[queue, team]", Tier::Minor),
            ("minimum: 20", "minimum: 10", Tier::Minor),
            ("max: 30", "max: 60", Tier::Minor),
            ("min: 1, max: 30", "min: 1", Tier::Minor),
            ("[team]", "[queue]", Tier::Major),
            ("minimum: 20", "minimum: 30", Tier::Major),
            ("max: 30", "max: 20", Tier::Major),
            ("default: 7", "default: 8", Tier::Major),
            ("minimum: 20", "minimum: 20\nmaturity: 7", Tier::Major),
            ("minimum: 20", "minimum: 20\nfinest: month", Tier::Major),
            ("unit: duration", "unit: count", Tier::Major),
            ("time: ended_date", "time: offered_date", Tier::Major),
            ("sum(a)", "sum(a + 1)", Tier::Major),
        ] {
            assert_eq!(step(from, to), expected, "{from} -> {to}");
        }
    }

    #[test]
    fn what_differs_is_told() {
        let after = kpi(2, &HEADER.replace("[team]", "[queue]"), &BODY.replace("< $days", "<= $days"));
        let words: Vec<String> =
            changes(&kpi(1, HEADER, BODY), &after).into_iter().map(|change| change.words).collect();
        assert_eq!(
            words,
            [
                "`dimensions` gains `queue` and loses `team`",
                "the query has `<=` in place of `<` after `contact WHERE b`"
            ]
        );
    }
}
