//! CLDR rows that ICU4X does not offer: styled and skeleton patterns, interval patterns, flexible
//! day periods, units outside its categories, and some of the writing of money.
//!
//! The rows are in `data/cldr.json`, written by `data/extract.mjs` from CLDR's own JSON. A child
//! locale holds only what differs from its parent. A language without rows gets the patterns that
//! ICU4X resolves, and plain `from – to` ranges.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use icu::locale::{Locale, LocaleExpander};
use serde::Deserialize;

use crate::error::Error;

#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Rows {
    pub(crate) parent: Option<String>,
    /// Date patterns full, long, medium, short.
    #[serde(default)]
    pub(crate) dates: Vec<String>,
    #[serde(default)]
    pub(crate) times: Vec<String>,
    /// How a date `{1}` and a time `{0}` join, by date style.
    #[serde(default)]
    pub(crate) glue: Vec<String>,
    /// The same where the time is a point in time (`at`, `om`, `um`).
    #[serde(default)]
    pub(crate) at: Vec<String>,
    #[serde(default)]
    pub(crate) zone_append: String,
    #[serde(default)]
    pub(crate) range: String,
    #[serde(default)]
    pub(crate) day_periods: BTreeMap<String, String>,
    /// Hours `[from, before)` of each flexible day period.
    #[serde(default)]
    pub(crate) period_rules: BTreeMap<String, [u8; 2]>,
    #[serde(default)]
    pub(crate) skeletons: BTreeMap<String, String>,
    /// `skeleton/field` to pattern; the field is the largest that differs.
    #[serde(default)]
    pub(crate) intervals: BTreeMap<String, String>,
    /// Separators of money where they are not those of plain numbers.
    #[serde(default)]
    pub(crate) money_group: String,
    #[serde(default)]
    pub(crate) money_point: String,
    /// An amount `{0}` with the currency's name `{1}`.
    #[serde(default)]
    pub(crate) money_name: String,
    /// Currencies that are written with their code.
    #[serde(default)]
    pub(crate) money_codes: Vec<String>,
    /// `unit/width/category` to pattern.
    #[serde(default)]
    pub(crate) units: BTreeMap<String, String>,
}

static ALL: LazyLock<Result<BTreeMap<String, Rows>, String>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../data/cldr.json")).map_err(|e| e.to_string()));

impl Rows {
    /// The rows of the nearest locale that has any, or `None` for an unlisted language.
    pub(crate) fn of(locale: &Locale) -> Result<Option<Self>, Error> {
        let all = ALL.as_ref().map_err(|e| Error::data(locale, "patterns", e))?;
        Ok(candidates(locale).iter().find(|name| all.contains_key(*name)).map(|name| resolved(all, name)))
    }
}

fn resolved(all: &BTreeMap<String, Rows>, name: &str) -> Rows {
    let Some(own) = all.get(name) else {
        return Rows::default();
    };
    let Some(parent) = &own.parent else {
        return own.clone();
    };
    let mut rows = resolved(all, parent);
    for (to, from) in [
        (&mut rows.dates, &own.dates),
        (&mut rows.times, &own.times),
        (&mut rows.glue, &own.glue),
        (&mut rows.at, &own.at),
        (&mut rows.money_codes, &own.money_codes),
    ] {
        if !from.is_empty() {
            to.clone_from(from);
        }
    }
    for (to, from) in [
        (&mut rows.zone_append, &own.zone_append),
        (&mut rows.range, &own.range),
        (&mut rows.money_group, &own.money_group),
        (&mut rows.money_point, &own.money_point),
        (&mut rows.money_name, &own.money_name),
    ] {
        if !from.is_empty() {
            to.clone_from(from);
        }
    }
    for (to, from) in [
        (&mut rows.day_periods, &own.day_periods),
        (&mut rows.skeletons, &own.skeletons),
        (&mut rows.intervals, &own.intervals),
        (&mut rows.units, &own.units),
    ] {
        for (key, value) in from {
            // An empty value says that the child drops the parent's row.
            if value.is_empty() {
                to.remove(key);
            } else {
                to.insert(key.clone(), value.clone());
            }
        }
    }
    for (key, value) in &own.period_rules {
        if value[0] == value[1] {
            rows.period_rules.remove(key);
        } else {
            rows.period_rules.insert(key.clone(), *value);
        }
    }
    rows
}

/// Row names to try, nearest first.
fn candidates(locale: &Locale) -> Vec<String> {
    let mut id = locale.id.clone();
    LocaleExpander::new_common().maximize(&mut id);
    let language = id.language.as_str();
    let script = id.script.map(|s| s.to_string()).unwrap_or_default();
    let region = id.region.map(|r| r.to_string()).unwrap_or_default();
    let mut out =
        vec![format!("{language}-{script}-{region}"), format!("{language}-{region}"), format!("{language}-{script}")];
    if language == "zh" && script == "Hant" {
        // Macau follows Hong Kong; without a script of its own the parent is never `zh`.
        if region == "MO" {
            out.insert(0, "zh-Hant-HK".to_owned());
        }
        return out;
    }
    // CLDR's parent locales: English outside the United States descends from `en-001`.
    if language == "en" && !["US", "AS", "GU", "MP", "PH", "PR", "VI", "UM"].contains(&region.as_str()) {
        out.push("en-001".to_owned());
    }
    out.push(language.to_owned());
    out
}
