//! The rules: what one locale must keep by itself, and what it owes the reference.

use std::collections::BTreeSet;

use icu::locale::Locale;
use icu::plurals::PluralRules;

use super::facts::{Definition, Facet, LocaleFacts};
use super::{Diagnostic, Usage};
use crate::REFERENCE_LOCALE;
use crate::suggest::did_you_mean;
use crate::units::category_name;

const PLURAL_NAMES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn full(id: &str, facet: &str) -> String {
    if facet.is_empty() { id.to_owned() } else { format!("{id}.{facet}") }
}

/// Rules that need no other locale.
pub(super) fn own(locale: &str, facts: &LocaleFacts<'_>, functions: &BTreeSet<String>, out: &mut Vec<Diagnostic>) {
    let categories = plural_categories(locale);
    for (id, definition) in &facts.definitions {
        for (name, facet) in &definition.facets {
            let id = full(id, name);
            for (function, spot) in &facet.functions {
                if !functions.contains(*function) {
                    out.push(spot.finding(
                        "function-not-allowed",
                        format!("`{id}` calls `{function}`"),
                        "pass the value as formatted text and show the variable",
                    ));
                }
            }
            for (key, spot) in &facet.variants {
                if PLURAL_NAMES.contains(key) && !categories.is_empty() && !categories.contains(key) {
                    let known: Vec<String> = categories.iter().map(|c| format!("`{c}`")).collect();
                    out.push(spot.finding(
                        "plural-category",
                        format!("`{id}` has a variant `{key}`, a form `{locale}` does not have"),
                        format!("keep {}", known.join(", ")),
                    ));
                }
            }
            for (text, spot) in &facet.texts {
                if has_markup(text) {
                    out.push(spot.finding(
                        "markup",
                        format!("`{id}` contains HTML"),
                        "leave tags and entities to the report; write the characters themselves",
                    ));
                }
            }
            for spot in &facet.blanks {
                out.push(spot.finding(
                    "blank-at-edge",
                    format!("`{id}` begins or ends with a blank"),
                    "remove it; the report sets the space around a text",
                ));
            }
            for (reference, spot) in &facet.references {
                if !defined(facts, reference) {
                    out.push(spot.finding(
                        "unknown-reference",
                        format!("`{id}` refers to `{reference}`, which `{locale}` does not define"),
                        did_you_mean(reference, facts.definitions.keys().map(String::as_str)),
                    ));
                }
            }
        }
    }
}

fn defined(facts: &LocaleFacts<'_>, reference: &str) -> bool {
    let (id, facet) = reference.split_once('.').unwrap_or((reference, ""));
    facts.definitions.get(id).is_some_and(|d| d.facets.contains_key(facet))
}

/// Rules that hold a locale against the reference.
pub(super) fn parity(locale: &str, facts: &LocaleFacts<'_>, reference: &LocaleFacts<'_>, out: &mut Vec<Diagnostic>) {
    for (id, wanted) in &reference.definitions {
        // A term is a translator's own tool: only messages are owed.
        if id.starts_with('-') {
            continue;
        }
        match facts.definitions.get(id) {
            Some(own) => attributes(locale, id, own, wanted, out),
            None => {
                if let Some(spot) = &facts.first_file {
                    out.push(spot.finding(
                        "missing-message",
                        format!("`{locale}` lacks `{id}`"),
                        format!("translate it; `{REFERENCE_LOCALE}` is shown until then"),
                    ));
                }
            }
        }
    }
    for (id, own) in &facts.definitions {
        if !id.starts_with('-') && !reference.definitions.contains_key(id) {
            out.push(own.spot.finding(
                "unknown-message",
                format!("`{id}` is not in the reference locale `{REFERENCE_LOCALE}`"),
                did_you_mean_or_remove(id, reference),
            ));
        }
    }
}

fn did_you_mean_or_remove(id: &str, reference: &LocaleFacts<'_>) -> String {
    match crate::suggest::nearest(id, reference.definitions.keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "remove it, or add it to the reference locale first".to_owned(),
    }
}

fn attributes(locale: &str, id: &str, own: &Definition<'_>, wanted: &Definition<'_>, out: &mut Vec<Diagnostic>) {
    for (name, theirs) in &wanted.facets {
        match own.facets.get(name) {
            Some(ours) => variables(&full(id, name), ours, theirs, out),
            None => out.push(own.spot.finding(
                "missing-attribute",
                format!("`{locale}` lacks `{}`", full(id, name)),
                if name.is_empty() { "give the message a value" } else { "add the attribute" },
            )),
        }
    }
    for (name, ours) in &own.facets {
        if let (false, Some(spot)) = (wanted.facets.contains_key(name), &ours.spot) {
            out.push(spot.finding(
                "unknown-attribute",
                format!("`{}` is not in the reference locale `{REFERENCE_LOCALE}`", full(id, name)),
                "remove it, or add it to the reference locale first",
            ));
        }
    }
}

fn variables(id: &str, ours: &Facet<'_>, theirs: &Facet<'_>, out: &mut Vec<Diagnostic>) {
    let known: BTreeSet<&str> = theirs.shown.keys().chain(theirs.selecting.keys()).copied().collect();
    for (name, spot) in ours.shown.iter().chain(&ours.selecting) {
        if !known.contains(name) {
            out.push(spot.finding(
                "unknown-variable",
                format!("`{id}` uses `${name}`, which the reference does not pass"),
                if known.is_empty() { "remove it".to_owned() } else { did_you_mean(name, known.iter().copied()) },
            ));
        }
    }
    // A language without plural forms need not select; what the reference shows must be shown.
    for name in theirs.shown.keys() {
        if let (false, Some(spot)) = (ours.shown.contains_key(name), &ours.spot) {
            out.push(spot.finding(
                "dropped-variable",
                format!("`{id}` does not show `${name}`, which the reference shows"),
                format!("add `{{ ${name} }}`"),
            ));
        }
    }
}

/// What the program asks for against what the reference defines.
pub(super) fn usage(usage: &Usage, reference: &LocaleFacts<'_>, out: &mut Vec<Diagnostic>) {
    let referred: BTreeSet<&str> = reference
        .definitions
        .values()
        .flat_map(|d| d.facets.values())
        .flat_map(|f| &f.references)
        .map(|(id, _)| id.split('.').next().unwrap_or(id))
        .collect();
    for (id, definition) in &reference.definitions {
        if !usage.covers(id) && !referred.contains(id.as_str()) {
            out.push(definition.spot.finding(
                "unused-message",
                format!("nothing asks for `{id}`"),
                "remove it from every locale",
            ));
        }
    }
    for id in &usage.ids {
        let bare = id.split('.').next().unwrap_or(id);
        if let (false, Some(spot)) = (defined(reference, id), &reference.first_file) {
            let what = if reference.definitions.contains_key(bare) { "missing-attribute" } else { "missing-message" };
            out.push(spot.finding(
                what,
                format!("`{id}` is asked for and not in the reference locale"),
                did_you_mean_or_remove(id, reference),
            ));
        }
    }
}

fn plural_categories(locale: &str) -> BTreeSet<&'static str> {
    locale
        .parse::<Locale>()
        .ok()
        .and_then(|l| PluralRules::try_new_cardinal(l.into()).ok())
        .map(|rules| rules.categories().map(category_name).collect())
        .unwrap_or_default()
}

/// A tag such as `<b>` or `</p>`, or an entity such as `&nbsp;`.
fn has_markup(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        text.get(at + 1..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(|c| c.is_ascii_alphabetic() || c == '/' || c == '!')
    });
    let entity = text.match_indices('&').any(|(at, _)| {
        text.get(at + 1..).and_then(|rest| rest.split_once(';')).is_some_and(|(name, _)| {
            !name.is_empty() && name.len() <= 10 && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
        })
    });
    tag || entity
}
