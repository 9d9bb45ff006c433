//! What the cases of the standard KPIs cover: four of each version, one of them rolled up, and the days and contacts
//! that figures get wrong.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use tidings_core::kpi::{Kpi, RelationTime};
use tidings_core::period::Grain;
use tidings_kpi::testing::{Expectation, Rows, TestCase, TestFile};

use crate::law::standard;
use crate::program::repository;

const LEAST_CASES: usize = 4;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        Trial::test("catalogue::every_version_has_cases", every_version),
        Trial::test("catalogue::the_cases_that_figures_get_wrong", hard_cases),
    ]
}

/// A case and the version that it is about.
struct Shown {
    kpi: Kpi,
    case: TestCase,
}

/// A row of a case.
type Row = std::collections::BTreeMap<String, Value>;

fn every_version() -> Result<(), Failed> {
    let standard = standard();
    let mut short = Vec::new();
    for kpi in standard.catalogue.all() {
        let cases = cases_of(kpi);
        let rolled_up = cases.iter().filter(|shown| shown.case.expect.iter().any(|one| shown.rolls_up(one))).count();
        if cases.len() < LEAST_CASES || rolled_up == 0 {
            short.push(format!(
                "`{}` has {} cases, {rolled_up} of them with a roll-up; expected {LEAST_CASES} and 1",
                kpi.header.kpi,
                cases.len()
            ));
        }
    }
    if short.is_empty() { Ok(()) } else { Err(short.join("\n").into()) }
}

/// What a case shows.
type Is = fn(&Shown) -> bool;

fn hard_cases() -> Result<(), Failed> {
    let wanted: [(&str, Is); 10] = [
        ("a denominator of nothing", |shown| shown.case.expect.iter().any(|one| one.value == Some(None))),
        ("a contact across midnight", Shown::crosses_midnight),
        ("a day of 23 hours", |shown| shown.has_day_of(23)),
        ("a day of 25 hours", |shown| shown.has_day_of(25)),
        ("short abandons on both sides of the border", Shown::borders_on_short_abandons),
        ("a transferred contact", |shown| {
            shown.rows("contact").any(|row| row.get("transferred") == Some(&true.into()))
        }),
        ("a reopened ticket", Shown::reopens),
        ("a survey without an answer", |shown| {
            shown.rows("survey").any(|row| is_there(row, "offered_date") && !is_there(row, "answered_at"))
        }),
        ("an agent without a shift", Shown::lacks_a_shift),
        ("a site half an hour off", Shown::is_half_an_hour_off),
    ];
    let standard = standard();
    let mut missing: BTreeSet<&str> = wanted.iter().map(|(name, _)| *name).collect();
    for kpi in standard.catalogue.all() {
        for shown in cases_of(kpi) {
            for (name, _) in wanted.iter().filter(|(_, is_shown)| is_shown(&shown)) {
                missing.remove(name);
            }
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(format!("no case shows {missing:?}").into()) }
}

fn cases_of(kpi: &Kpi) -> Vec<Shown> {
    let path = repository().join("pipelines/contact-centre/kpis").join(&kpi.header.kpi.name).join("tests.yaml");
    let file = TestFile::parse(&path.to_string_lossy(), &std::fs::read_to_string(&path).unwrap()).unwrap();
    let cases = file.tests.into_iter().filter(|case| case.kpi == kpi.header.kpi);
    cases.map(|case| Shown { kpi: kpi.clone(), case }).collect()
}

fn is_there(row: &Row, column: &str) -> bool {
    row.get(column).is_some_and(|value| !value.is_null())
}

fn day(row: &Row, column: &str) -> Option<Date> {
    row.get(column)?.as_str()?.get(..10)?.parse().ok()
}

impl Shown {
    fn rows(&self, model: &str) -> impl Iterator<Item = &Row> {
        let rows = match self.case.given.get(model) {
            Some(Rows::Inline(rows)) => rows.as_slice(),
            Some(Rows::File(file)) => panic!("rows of `{file}` are not read here"),
            None => &[],
        };
        rows.iter()
    }

    /// The days on which rows count, with the zones of their sites.
    fn days(&self) -> Vec<(Date, Option<TimeZone>)> {
        let mut days = Vec::new();
        for model in self.case.given.keys() {
            let column = match self.kpi.header.time_of(model) {
                Some(RelationTime::Date(column)) => column,
                Some(RelationTime::Validity([from, _])) => from,
                None => continue,
            };
            for row in self.rows(model) {
                let site = row.get("site").and_then(Value::as_str);
                let zone = site.and_then(|site| self.case.sites.get(site)).and_then(|zone| TimeZone::get(zone).ok());
                days.extend(day(row, &column).map(|day| (day, zone)));
            }
        }
        days
    }

    /// Whether a figure is made of rows of several of the shortest periods. That of a snapshot is its last day's.
    fn rolls_up(&self, expected: &Expectation) -> bool {
        let finest = self.kpi.header.finest.max(Grain::Day);
        let Ok(first) = expected.period.parse::<Date>() else { return false };
        let whole = expected.grain.period(first);
        let reads_spans = self
            .case
            .given
            .keys()
            .any(|model| matches!(self.kpi.header.time_of(model), Some(RelationTime::Validity(_))));
        let parts: BTreeSet<Date> = self
            .days()
            .into_iter()
            .filter(|(day, _)| (whole.start..whole.end).contains(day))
            .map(|(day, _)| finest.period(day).start)
            .collect();
        !expected.absent && expected.grain > finest && (reads_spans || parts.len() > 1)
    }

    fn crosses_midnight(&self) -> bool {
        self.rows("contact").any(|row| {
            let days: BTreeSet<Date> =
                ["offered_date", "answered_date", "ended_date"].iter().filter_map(|column| day(row, column)).collect();
            days.iter().any(|day| day.tomorrow().is_ok_and(|next| days.contains(&next)))
        })
    }

    fn has_day_of(&self, hours: i64) -> bool {
        self.days().into_iter().any(|(day, zone)| {
            let start = |day: Date| day.to_zoned(zone.clone().unwrap_or(TimeZone::UTC)).unwrap();
            start(day).duration_until(&start(day.tomorrow().unwrap())).as_hours() == hours
        })
    }

    fn borders_on_short_abandons(&self) -> bool {
        let Some(parameter) = self.kpi.header.parameters.get("short_abandon_seconds") else { return false };
        let limit = self.case.parameters.get("short_abandon_seconds").copied().unwrap_or(parameter.default);
        let waits: BTreeSet<i64> = self
            .rows("contact")
            .filter(|row| row.get("abandoned") == Some(&true.into()))
            .filter_map(|row| row.get("wait_seconds")?.as_i64())
            .collect();
        waits.contains(&limit) && waits.contains(&(limit - 1))
    }

    fn reopens(&self) -> bool {
        self.rows("ticket").any(|row| row.get("reopens").and_then(Value::as_i64) > Some(0))
            || self.rows("ticket_span").any(|row| row.get("status") == Some(&"reopened".into()))
    }

    fn lacks_a_shift(&self) -> bool {
        let has = |model: &str, agent: &str| {
            self.rows(model).any(|row| row.get("agent_id").and_then(Value::as_str) == Some(agent))
        };
        self.case.given.contains_key("shift")
            && self.case.expect.iter().any(|expected| {
                let agent = expected.by.get("agent_id").and_then(Option::as_deref);
                expected.value == Some(None) && agent.is_some_and(|agent| has("contact", agent) && !has("shift", agent))
            })
    }

    fn is_half_an_hour_off(&self) -> bool {
        self.days()
            .into_iter()
            .any(|(day, zone)| zone.is_some_and(|zone| day.to_zoned(zone).unwrap().offset().seconds() % 3600 == 1800))
    }
}
