//! How far the data of each site reach, and so whether a period is complete.
//!
//! A period is complete at a site when nothing that its calendar expects can still be missing: each model that a KPI
//! reads has rows past the period, or on its last open day, and the site as a whole has data up to the last hours of that
//! day. Closed days expect nothing. The hour is asked of the site, not of each model: the last survey of a day may have
//! been answered at noon although the export ran to midnight.

mod maturity;

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::RecordBatch;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use tidings_core::kpi::{Kpi, KpiId, RelationTime};
use tidings_core::model::{ColumnType, Model};
use tidings_core::period::{Grain, Period};
use tidings_core::schedule::OpeningHours;
use tidings_warehouse::{Versions, Warehouse, query, register_batches};

use crate::error::Error;
use crate::models::table_id;
use crate::project::Project;
use crate::references;
use crate::relations;
use crate::rows;

/// Of the opening hours of a last day, this part may lie behind the last row: one in so many.
const OPEN_PART: i64 = 4;

/// A model and one of its columns.
type Column = (String, String);

/// How far one model reaches at one site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Reach {
    /// The latest site-local date of a row.
    last: Option<Date>,
    /// The latest instant of a row, where the model has instants with a local date.
    instant: Option<Timestamp>,
}

/// How far the models behind some KPIs reach, by site.
#[derive(Debug, Clone, Default)]
pub(crate) struct Coverage {
    columns: BTreeMap<KpiId, Vec<Column>>,
    /// The first and last day in a time column, over all sites.
    days: BTreeMap<Column, (Date, Date)>,
    reaches: BTreeMap<String, BTreeMap<String, Reach>>,
    /// The latest instant of a site in any of these models.
    ends: BTreeMap<String, Timestamp>,
    zones: BTreeMap<String, TimeZone>,
    hours: OpeningHours,
}

/// The time columns by which a KPI that reads these relations counts.
fn columns_of(kpi: &Kpi, relations: &[String]) -> Vec<Column> {
    let column = |relation: &String| match kpi.header.time_of(relation)? {
        RelationTime::Date(column) => Some((relation.clone(), column)),
        RelationTime::Validity([from, _]) => Some((relation.clone(), from)),
    };
    relations.iter().filter_map(column).collect()
}

impl Coverage {
    /// Reads the reach of every time column of these KPIs. Models without a version are left out.
    pub(crate) async fn read(
        project: &Project,
        warehouse: &Warehouse,
        versions: &Versions,
        kpis: &[&Kpi],
    ) -> Result<Self, Error> {
        let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut by_kpi = BTreeMap::new();
        let relations = references::tables(kpis.iter().map(|kpi| kpi.source.body.as_str()))?;
        for (kpi, relations) in kpis.iter().zip(relations) {
            let columns = columns_of(kpi, &relations.unwrap_or_default());
            for (model, column) in &columns {
                wanted.entry(model.clone()).or_default().insert(column.clone());
            }
            by_kpi.insert(kpi.header.kpi.clone(), columns);
        }
        let mut coverage =
            Self { columns: by_kpi, zones: zones(project), hours: project.opening_hours(), ..Self::default() };
        for (name, columns) in wanted {
            let id = table_id(&name);
            let (Some(model), Some(version)) = (project.model(&name), versions.get(&id)) else { continue };
            let own = Versions::from([(id, *version)]);
            let session = warehouse.session(&own, None).await?;
            let sites = relations::site_rows(&project.sites)?;
            register_batches(&session, relations::SITE, relations::site_schema(), vec![sites])?;
            let columns: Vec<String> = columns.into_iter().collect();
            let question = Question::of(model, &columns);
            for batch in rows::collect!(query(&session, &question.sql).await?)? {
                coverage.add(&name, &columns, &question, &batch)?;
            }
        }
        Ok(coverage)
    }

    /// Takes over what one model answered, a row a site.
    fn add(&mut self, model: &str, columns: &[String], question: &Question, batch: &RecordBatch) -> Result<(), Error> {
        let sites = rows::texts(batch, 0)?;
        for row in 0..batch.num_rows() {
            let site = sites.value(row).to_owned();
            let mut reach = Reach::default();
            for (index, column) in columns.iter().enumerate() {
                let place = 1 + 2 * index;
                let (Some(first), Some(last)) = (rows::day(batch, place, row), rows::day(batch, place + 1, row)) else {
                    continue;
                };
                let days = self.days.entry((model.to_owned(), column.clone())).or_insert((first, last));
                *days = (days.0.min(first), days.1.max(last));
                reach.last = reach.last.max(Some(last));
            }
            let behind = 1 + 2 * columns.len();
            for index in behind..behind + question.dates {
                reach.last = reach.last.max(rows::day(batch, index, row));
            }
            let behind = behind + question.dates;
            for index in behind..behind + question.instants {
                reach.instant = reach.instant.max(rows::instant(batch, index, row));
            }
            if let Some(instant) = reach.instant {
                let end = self.ends.entry(site.clone()).or_insert(instant);
                *end = (*end).max(instant);
            }
            self.reaches.entry(model.to_owned()).or_default().insert(site, reach);
        }
        Ok(())
    }

    /// The models that a KPI counts by.
    pub(crate) fn models<'a>(&'a self, kpi: &Kpi) -> impl Iterator<Item = &'a str> {
        self.columns(kpi).iter().map(|(model, _)| model.as_str())
    }

    fn columns(&self, kpi: &Kpi) -> &[Column] {
        self.columns.get(&kpi.header.kpi).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first and last day that a KPI has rows for, over all sites.
    pub(crate) fn days(&self, kpi: &Kpi) -> Option<(Date, Date)> {
        let days = || self.columns(kpi).iter().filter_map(|column| self.days.get(column));
        let first = days().map(|(first, _)| *first).min();
        let last = days().map(|(_, last)| *last).max();
        first.zip(last)
    }

    /// The sites that have data of a KPI, with whether these reach the period's end. A model without any row of a site
    /// is not waited for.
    pub(crate) fn completeness(&self, kpi: &Kpi, period: &Period) -> BTreeMap<String, bool> {
        let mut sites = BTreeMap::new();
        for model in self.models(kpi) {
            for (site, reach) in self.reaches.get(model).into_iter().flatten() {
                let complete = sites.entry(site.clone()).or_insert(true);
                *complete &= self.reached(reach, site, period);
            }
        }
        sites
    }

    fn reached(&self, reach: &Reach, site: &str, period: &Period) -> bool {
        match (reach.last, self.zones.get(site)) {
            (Some(last), Some(zone)) => {
                // Without a calendar a site is open all day.
                let open = |from, to| self.hours.seconds(site, "", from, to).unwrap_or_else(|| seconds(from, to));
                reached(last, self.ends.get(site).copied(), zone, open, period)
            }
            (last, _) => last.is_some_and(|last| last >= period.last_day()),
        }
    }

    /// The last period of a grain that some of these KPIs' data of a site complete; none without data.
    pub(crate) fn last_complete(&self, kpis: &[&Kpi], site: &str, grain: Grain) -> Option<Period> {
        let models = kpis.iter().flat_map(|kpi| self.models(kpi));
        let reaches = models.filter_map(|model| self.reaches.get(model)?.get(site));
        reaches.filter_map(|reach| self.last_period(reach, site, grain)).max()
    }

    /// The period of a reach's last day if that is complete, else the one before it.
    fn last_period(&self, reach: &Reach, site: &str, grain: Grain) -> Option<Period> {
        let own = grain.period(reach.last?);
        Some(if self.reached(reach, site, &own) { own } else { own.previous() })
    }

    /// The last instant of these KPIs' data at one site, or at all sites.
    pub(crate) fn as_of(&self, kpis: &[&Kpi], site: Option<&str>) -> Option<Timestamp> {
        let models = kpis.iter().flat_map(|kpi| self.models(kpi));
        let reaches = models.filter_map(|model| self.reaches.get(model)).flatten();
        reaches.filter(|(name, _)| site.is_none_or(|site| site == *name)).filter_map(|(_, reach)| reach.instant).max()
    }

    /// The sites with data of some of these KPIs, sorted.
    pub(crate) fn sites(&self, kpis: &[&Kpi]) -> BTreeSet<&str> {
        let models = kpis.iter().flat_map(|kpi| self.models(kpi));
        models.filter_map(|model| self.reaches.get(model)).flat_map(BTreeMap::keys).map(String::as_str).collect()
    }
}

/// One query for all that is asked of a model: a row a site; after its id come the first and last day of each time
/// column, the last of each local date, and the last of each instant.
struct Question {
    sql: String,
    dates: usize,
    instants: usize,
}

impl Question {
    fn of(model: &Model, columns: &[String]) -> Self {
        let declared = &model.header.columns.0;
        let is_instant =
            |name: &str| declared.iter().any(|(own, column)| own == name && column.kind == ColumnType::Timestamp);
        let mut shown = vec!["m.site".to_owned()];
        for column in columns {
            let date = if is_instant(column) {
                format!("local_date(m.\"{column}\", s.time_zone)")
            } else {
                format!("m.\"{column}\"")
            };
            shown.push(format!("min({date})"));
            shown.push(format!("max({date})"));
        }
        let dates: Vec<&String> = declared.iter().filter_map(|(_, column)| column.local_date.as_ref()).collect();
        shown.extend(dates.iter().map(|date| format!("max(m.\"{date}\")")));
        let mut instants: BTreeSet<&String> = columns.iter().filter(|column| is_instant(column)).collect();
        instants.extend(declared.iter().filter(|(_, column)| column.local_date.is_some()).map(|(name, _)| name));
        shown.extend(instants.iter().map(|instant| format!("max(m.\"{instant}\")")));
        // The same aggregate may be asked for twice, so every column gets a name of its own.
        let shown: Vec<String> = shown.iter().enumerate().map(|(place, sql)| format!("{sql} AS c{place}")).collect();
        let sql = format!(
            "SELECT {} FROM \"{}\" AS m JOIN site AS s ON s.site = m.site GROUP BY m.site ORDER BY c0",
            shown.join(", "),
            model.header.model
        );
        Self { sql, dates: dates.len(), instants: instants.len() }
    }
}

fn zones(project: &Project) -> BTreeMap<String, TimeZone> {
    project.sites.iter().map(|site| (site.id.clone(), site.zone())).collect()
}

fn seconds(from: Timestamp, to: Timestamp) -> i64 {
    to.duration_since(from).as_secs().max(0)
}

/// `last` is the model's last day, `end` the site's last instant; `open` gives the open seconds between two instants.
fn reached(
    last: Date,
    end: Option<Timestamp>,
    zone: &TimeZone,
    open: impl Fn(Timestamp, Timestamp) -> i64,
    period: &Period,
) -> bool {
    if last > period.last_day() {
        return true;
    }
    let midnight = |day: Date| day.to_zoned(zone.clone()).map(|zoned| zoned.timestamp()).unwrap_or(Timestamp::MAX);
    let begins = midnight(last);
    let ends = midnight(last.saturating_add(1.day()));
    if open(ends, midnight(period.end)) > 0 {
        return false;
    }
    end.is_none_or(|end| open(end.max(begins), ends) * OPEN_PART <= open(begins, ends))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use tidings_core::calendar::Calendar;

    fn calendar() -> Calendar {
        Calendar::parse(
            "c.yaml",
            "calendar: c\ntime_zone: Europe/Amsterdam\nhours:\n  - from: 2020-01-01\n    thursday: [\"08:00-18:00\"]\n    friday: [\"08:00-18:00\"]\n",
        )
        .unwrap()
    }

    fn is_reached(last: Date, instant: Option<&str>, open: bool, period: Period) -> bool {
        let calendar = calendar();
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        let hours = |from, to| if open { calendar.business_seconds(from, to) } else { seconds(from, to) };
        reached(last, instant.map(|text| text.parse().unwrap()), &zone, hours, &period)
    }

    /// By `sites.csv` the site is closed at weekends; from Monday 9 March on it is open on Saturdays too.
    #[test]
    fn a_week_ends_by_the_calendar_that_is_in_force_then() {
        let six_days = Calendar::parse(
            "s.yaml",
            "calendar: s\ntime_zone: Europe/Amsterdam\nhours:\n  - from: 2020-01-01\n    friday: [\"08:00-18:00\"]\n    saturday: [\"08:00-18:00\"]\n",
        )
        .unwrap();
        let sites = tidings_core::site::read_sites(
            "sites.csv",
            "site,name,time_zone,locales,calendar,region,size\nams,Amsterdam,Europe/Amsterdam,nl,c,,\n",
        )
        .unwrap();
        let schedules = "site,queue,from,calendar\nams,,2026-03-09,s\nams,billing,2026-01-01,s\n";
        let changes = tidings_core::schedule::read_schedules("schedules.csv", schedules, &sites).unwrap();
        let calendars = BTreeMap::from([("c".to_owned(), calendar()), ("s".to_owned(), six_days)]);
        let coverage = Coverage {
            zones: sites.iter().map(|site| (site.id.clone(), site.zone())).collect(),
            hours: OpeningHours::new(calendars, &sites, &changes),
            ..Coverage::default()
        };
        let is_reached = |last: Date| {
            let reach = Reach { last: Some(last), instant: None };
            coverage.reached(&reach, "ams", &Grain::Week.period(last))
        };
        assert!(is_reached(date(2026, 3, 6)), "a Friday, before the change; a queue's own calendar is not the site's");
        assert!(!is_reached(date(2026, 3, 13)), "the Saturday after it is open");
        assert!(is_reached(date(2026, 3, 14)));
    }

    #[test]
    fn a_week_ends_with_its_last_open_day() {
        let week = Grain::Week.period(date(2026, 3, 2));
        let friday = date(2026, 3, 6);
        assert!(is_reached(friday, Some("2026-03-06T16:50:00Z"), true, week));
        assert!(!is_reached(friday, Some("2026-03-06T16:50:00Z"), false, week), "without a calendar Sunday is open");
        assert!(!is_reached(date(2026, 3, 5), Some("2026-03-05T16:50:00Z"), true, week));
        assert!(is_reached(date(2026, 3, 9), None, false, week));
    }

    #[test]
    fn a_day_cut_off_at_noon_is_not_over() {
        let day = Grain::Day.period(date(2026, 3, 6));
        assert!(!is_reached(day.start, Some("2026-03-06T11:00:00Z"), true, day));
        assert!(is_reached(day.start, Some("2026-03-06T15:00:00Z"), true, day), "two of ten hours are left");
        assert!(is_reached(day.start, Some("2026-03-07T09:00:00Z"), true, day), "the site has data of the day after");
        assert!(is_reached(day.start, None, true, day), "without instants nothing is known of hours");
    }
}
