//! How far the data of each site reach, and so whether a period is complete.
//!
//! A period is complete at a site when nothing that its calendar expects can still be missing: the data reach past the
//! period, or they reach its last open day and most of that day's opening hours. Closed days expect nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use tidings_core::calendar::Calendar;
use tidings_core::kpi::{Kpi, KpiId, RelationTime};
use tidings_core::period::{Grain, Period};
use tidings_core::site::Site;
use tidings_warehouse::{Versions, Warehouse, query, register_batches};

use crate::error::Error;
use crate::models::table_id;
use crate::project::Project;
use crate::references;
use crate::relations;
use crate::rows;

/// Of the opening hours of a last day, this part may lie behind the last row: one in so many.
const OPEN_PART: i64 = 4;

/// How far one time column of one model reaches at one site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reach {
    pub(crate) first: Date,
    pub(crate) last: Date,
    /// The instant of the last row, where the column is the date of an instant.
    pub(crate) instant: Option<Timestamp>,
}

/// A model and one of its columns.
type Column = (String, String);

/// The reach of every time column that a KPI counts by, by site.
#[derive(Debug, Clone, Default)]
pub(crate) struct Coverage {
    columns: BTreeMap<KpiId, Vec<Column>>,
    reaches: BTreeMap<Column, BTreeMap<String, Reach>>,
    clocks: BTreeMap<String, (TimeZone, Option<Calendar>)>,
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
        let mut coverage = Self { columns: by_kpi, reaches: BTreeMap::new(), clocks: clocks(project) };
        for (name, columns) in wanted {
            let id = table_id(&name);
            let (Some(model), Some(version)) = (project.model(&name), versions.get(&id)) else { continue };
            let own = Versions::from([(id, *version)]);
            let session = warehouse.session(&own, None).await?;
            let sites = relations::site_rows(&project.sites)?;
            register_batches(&session, relations::SITE, relations::site_schema(), vec![sites])?;
            for column in columns {
                let instant =
                    model.header.columns.0.iter().find(|(_, declared)| declared.local_date.as_deref() == Some(&column));
                let is_instant = model.header.columns.0.iter().any(|(name, declared)| {
                    *name == column && declared.kind == tidings_core::model::ColumnType::Timestamp
                });
                let date = if is_instant {
                    format!("local_date(m.\"{column}\", s.time_zone)")
                } else {
                    format!("m.\"{column}\"")
                };
                let instant = match instant {
                    Some((instant, _)) => format!("max(m.\"{instant}\")"),
                    None if is_instant => format!("max(m.\"{column}\")"),
                    None => "CAST(NULL AS TIMESTAMP)".to_owned(),
                };
                let sql = format!(
                    "SELECT m.site, min({date}), max({date}), {instant} FROM \"{name}\" AS m \
                     JOIN site AS s ON s.site = m.site WHERE {date} IS NOT NULL GROUP BY m.site ORDER BY m.site"
                );
                let mut by_site = BTreeMap::new();
                for batch in rows::collect!(query(&session, &sql).await?)? {
                    let sites = rows::texts(&batch, 0)?;
                    for row in 0..batch.num_rows() {
                        let (Some(first), Some(last)) = (rows::day(&batch, 1, row), rows::day(&batch, 2, row)) else {
                            continue;
                        };
                        let instant = rows::instant(&batch, 3, row);
                        by_site.insert(sites.value(row).to_owned(), Reach { first, last, instant });
                    }
                }
                coverage.reaches.insert((name.clone(), column), by_site);
            }
        }
        Ok(coverage)
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
        let reaches =
            || self.columns(kpi).iter().filter_map(|column| self.reaches.get(column)).flat_map(BTreeMap::values);
        let first = reaches().map(|reach| reach.first).min();
        let last = reaches().map(|reach| reach.last).max();
        first.zip(last)
    }

    /// The sites that have data of a KPI, with whether these reach the period's end. A relation without any row of a
    /// site is not waited for.
    pub(crate) fn completeness(&self, kpi: &Kpi, period: &Period) -> BTreeMap<String, bool> {
        let mut sites = BTreeMap::new();
        for column in self.columns(kpi) {
            for (site, reach) in self.reaches.get(column).into_iter().flatten() {
                let complete = sites.entry(site.clone()).or_insert(true);
                *complete &= self.reached(reach, site, period);
            }
        }
        sites
    }

    fn reached(&self, reach: &Reach, site: &str, period: &Period) -> bool {
        match self.clocks.get(site) {
            Some((zone, calendar)) => reached(reach, zone, calendar.as_ref(), period),
            None => reach.last >= period.last_day(),
        }
    }

    /// The last period of a grain that some of these KPIs' data of a site complete; none without data.
    pub(crate) fn last_complete(&self, kpis: &[&Kpi], site: &str, grain: Grain) -> Option<Period> {
        let columns = kpis.iter().flat_map(|kpi| self.columns(kpi));
        let reaches = columns.filter_map(|column| self.reaches.get(column)?.get(site));
        reaches.map(|reach| self.last_period(reach, site, grain)).max()
    }

    /// The last instant of these KPIs' data at one site, or at all sites.
    pub(crate) fn as_of(&self, kpis: &[&Kpi], site: Option<&str>) -> Option<Timestamp> {
        let columns = kpis.iter().flat_map(|kpi| self.columns(kpi));
        let reaches = columns.filter_map(|column| self.reaches.get(column)).flatten();
        reaches.filter(|(name, _)| site.is_none_or(|site| site == *name)).filter_map(|(_, reach)| reach.instant).max()
    }

    /// The sites with data of some of these KPIs, sorted.
    pub(crate) fn sites(&self, kpis: &[&Kpi]) -> BTreeSet<&str> {
        let columns = kpis.iter().flat_map(|kpi| self.columns(kpi));
        columns.filter_map(|column| self.reaches.get(column)).flat_map(BTreeMap::keys).map(String::as_str).collect()
    }

    /// The last period that a reach completes: the one of its last day, or the one before it.
    fn last_period(&self, reach: &Reach, site: &str, grain: Grain) -> Period {
        let own = grain.period(reach.last);
        if self.reached(reach, site, &own) { own } else { own.previous() }
    }
}

fn clocks(project: &Project) -> BTreeMap<String, (TimeZone, Option<Calendar>)> {
    let clock = |site: &Site| (site.id.clone(), (site.zone(), project.calendar_of(site).cloned()));
    project.sites.iter().map(clock).collect()
}

fn reached(reach: &Reach, zone: &TimeZone, calendar: Option<&Calendar>, period: &Period) -> bool {
    let last_day = period.last_day();
    if reach.last > last_day {
        return true;
    }
    let midnight = |day: Date| day.to_zoned(zone.clone()).map(|zoned| zoned.timestamp()).unwrap_or(Timestamp::MAX);
    let open = |from: Timestamp, to: Timestamp| match calendar {
        Some(calendar) => calendar.business_seconds(from, to),
        None => to.duration_since(from).as_secs().max(0),
    };
    let day_after = midnight(reach.last.saturating_add(1.day()));
    if open(day_after, midnight(period.end)) > 0 {
        return false;
    }
    let Some(instant) = reach.instant else { return true };
    let of_day = open(midnight(reach.last), day_after);
    open(instant, day_after) * OPEN_PART <= of_day
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn calendar() -> Calendar {
        Calendar::parse(
            "c.yaml",
            "calendar: c\ntime_zone: Europe/Amsterdam\nhours:\n  - from: 2020-01-01\n    thursday: [\"08:00-18:00\"]\n    friday: [\"08:00-18:00\"]\n",
        )
        .unwrap()
    }

    fn is_reached(last: Date, instant: Option<&str>, open: bool, period: Period) -> bool {
        let reach = Reach { first: date(2026, 1, 1), last, instant: instant.map(|text| text.parse().unwrap()) };
        let calendar = calendar();
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        reached(&reach, &zone, open.then_some(&calendar), &period)
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
        assert!(is_reached(day.start, None, true, day), "a column of days says nothing of hours");
    }
}
