//! Which calendar is in force for a site and a queue, and since when; the open seconds between two instants.
//!
//! A site has the calendar of `sites.csv` until a row of the schedule replaces it, for the whole site or for one
//! queue. A queue's own rows go before those of its site.

use std::collections::BTreeMap;

use crate::calendar::Calendar;
use crate::diagnostic::Diagnostic;
use crate::site::Site;
use crate::table::{self, Row};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// One row of the table: from an instant on a calendar is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleChange {
    /// The site.
    pub site: String,
    /// The queue; the whole site where there is none.
    pub queue: Option<String>,
    /// The first instant at which the calendar is in force.
    pub from: Timestamp,
    /// The name of the calendar.
    pub calendar: String,
}

/// Reads `schedules.csv`: `site,queue,from,calendar`. `from` is a date, which begins at midnight at the site, or an
/// instant with its offset.
///
/// # Errors
/// Every wrong cell and every second row for the same site, queue and instant, at its place. Names of sites and
/// calendars are not looked up here.
pub fn read_schedules(file: &str, text: &str, sites: &[Site]) -> Result<Vec<ScheduleChange>, Vec<Diagnostic>> {
    let mut findings = Vec::new();
    let mut changes: Vec<ScheduleChange> = Vec::new();
    for row in table::read(file, text, &["site", "queue", "from", "calendar"], &[])? {
        let zone = sites.iter().find(|site| site.id == row.get("site")).map_or(TimeZone::UTC, Site::zone);
        let Some(from) = instant(row.get("from"), &zone) else {
            let found = format!("`{}` is no date and no instant", row.get("from"));
            let hint = "write `2026-03-16`, or `2026-03-16T19:01:25Z` where the time of day matters";
            findings.push(row.error(file, "from", found).hint(hint));
            continue;
        };
        let change = ScheduleChange {
            site: row.get("site").to_owned(),
            queue: Some(row.get("queue")).filter(|queue| !queue.is_empty()).map(str::to_owned),
            from,
            calendar: row.get("calendar").to_owned(),
        };
        if let Some(place) = changes.iter().position(|known| same_place(known, &change)) {
            findings.push(twice(file, &row, &changes[place]));
            continue;
        }
        changes.push(change);
    }
    if findings.is_empty() { Ok(changes) } else { Err(findings) }
}

fn instant(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    let day: Date = text.parse().ok().filter(|_| text.len() == "2026-03-16".len())?;
    day.to_zoned(zone.clone()).ok().map(|start| start.timestamp())
}

fn same_place(one: &ScheduleChange, other: &ScheduleChange) -> bool {
    one.site == other.site && one.queue == other.queue && one.from == other.from
}

fn twice(file: &str, row: &Row, known: &ScheduleChange) -> Diagnostic {
    let whom = match &known.queue {
        Some(queue) => format!("queue `{queue}` of site `{}`", known.site),
        None => format!("site `{}`", known.site),
    };
    let message = format!("{whom} has calendar `{}` from `{}` on already", known.calendar, row.get("from"));
    row.error(file, "from", message).hint("keep one of the two rows")
}

/// The calendars of a project and where they are in force.
#[derive(Debug, Clone, Default)]
pub struct OpeningHours {
    calendars: BTreeMap<String, Calendar>,
    /// The calendar of each site in `sites.csv`.
    sites: BTreeMap<String, Option<String>>,
    /// By site and queue: the calendars by their first instant.
    changes: BTreeMap<(String, Option<String>), BTreeMap<Timestamp, String>>,
}

impl OpeningHours {
    /// Puts calendars, sites and changes together.
    #[must_use]
    pub fn new(calendars: BTreeMap<String, Calendar>, sites: &[Site], changes: &[ScheduleChange]) -> Self {
        let sites = sites.iter().map(|site| (site.id.clone(), site.calendar.clone())).collect();
        let mut by_place: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for change in changes {
            let place = (change.site.clone(), change.queue.clone());
            by_place.entry(place).or_default().insert(change.from, change.calendar.clone());
        }
        Self { calendars, sites, changes: by_place }
    }

    /// The calendar of that name.
    #[must_use]
    pub fn calendar(&self, name: &str) -> Option<&Calendar> {
        self.calendars.get(name)
    }

    /// The names of all calendars, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.calendars.keys().map(String::as_str)
    }

    /// The calendar in force at an instant. A queue without a row of its own has its site's.
    #[must_use]
    pub fn in_force(&self, site: &str, queue: &str, at: Timestamp) -> Option<&Calendar> {
        let newest = |queue: Option<&str>| {
            let changes = self.changes.get(&(site.to_owned(), queue.map(str::to_owned)))?;
            changes.range(..=at).next_back().map(|(_, calendar)| calendar)
        };
        let name = newest(Some(queue)).or_else(|| newest(None)).or_else(|| self.sites.get(site)?.as_ref())?;
        self.calendars.get(name)
    }

    /// Open seconds in `[start, end)`, each stretch of time by the calendar that was in force then. Nothing where some
    /// of it has no calendar; zero where `end` is not after `start`.
    #[must_use]
    pub fn seconds(&self, site: &str, queue: &str, start: Timestamp, end: Timestamp) -> Option<i64> {
        let mut cuts = vec![start];
        for place in [None, Some(queue.to_owned())] {
            if let Some(changes) = self.changes.get(&(site.to_owned(), place)) {
                cuts.extend(changes.keys().filter(|at| start < **at && **at < end));
            }
        }
        cuts.push(end.max(start));
        cuts.sort_unstable();
        let mut microseconds = 0;
        for stretch in cuts.windows(2) {
            let calendar = self.in_force(site, queue, stretch[0])?;
            microseconds += calendar.business_microseconds(stretch[0], stretch[1]);
        }
        Some(microseconds / 1_000_000)
    }

    /// Open seconds in `[start, end)`, all of it by the one calendar in force at `end`. Nothing where there is none.
    #[must_use]
    pub fn seconds_at_end(&self, site: &str, queue: &str, start: Timestamp, end: Timestamp) -> Option<i64> {
        Some(self.in_force(site, queue, end)?.business_seconds(start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::read_sites;

    const SITES: &str = "site,name,time_zone,locales,calendar\nchicago,Chicago,UTC,en,level-1\nnone,None,UTC,en,\n";

    fn calendar(name: &str, hours: &[(&str, &str)]) -> (String, Calendar) {
        let days: String = hours.iter().map(|(day, hours)| format!("    {day}: [{hours}]\n")).collect();
        let text = format!("calendar: {name}\ntime_zone: UTC\nhours:\n  - from: 2020-01-01\n{days}");
        (name.to_owned(), Calendar::parse("c.yaml", &text).unwrap())
    }

    /// The schedules of ticket 941606 in the decision log of dbt_zendesk, there in minutes since Sunday: level 1 in
    /// Chicago is open from 12:00 UTC for fourteen hours on each day, level 2 in San Francisco from 15:00 UTC for nine
    /// and a half on weekdays, which is 2340-2910, 3780-4350, 5220-5790, 6660-7230 and 8100-8670.
    fn zendesk(changes: &str) -> OpeningHours {
        const DAYS: [&str; 7] = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
        let level_1 = DAYS.map(|day| (day, "\"00:00-02:00\", \"12:00-24:00\""));
        let mut level_2 = DAYS[1..].iter().map(|day| (*day, "\"00:00-00:30\", \"15:00-24:00\"")).collect::<Vec<_>>();
        level_2[0].1 = "\"15:00-24:00\"";
        level_2[5].1 = "\"00:00-00:30\"";
        let sites = read_sites("sites.csv", SITES).unwrap();
        let changes = read_schedules("schedules.csv", &format!("site,queue,from,calendar\n{changes}"), &sites).unwrap();
        OpeningHours::new([calendar("level-1", &level_1), calendar("level-2", &level_2)].into(), &sites, &changes)
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_change_of_schedule_counts_in_the_two_ways_of_products() {
        let hours = zendesk("chicago,,2020-09-30T19:01:25Z,level-2\n");
        let (created, replied) = (at("2020-09-29T17:01:38Z"), at("2020-09-30T19:01:46Z"));
        // 17:01:38 to 02:00 is 32,302 s and 12:00 to 19:01:25 is 25,285 s at level 1, 19:01:25 to 19:01:46 is 21 s at
        // level 2: 57,608 s, which is 960.1333 minutes.
        assert_eq!(hours.seconds("chicago", "any", created, replied), Some(57_608));
        // All at level 2: 17:01:38 to 00:30 is 26,902 s, 15:00 to 19:01:46 is 14,506 s: 41,408 s, or 690.1333 minutes.
        assert_eq!(hours.seconds_at_end("chicago", "any", created, replied), Some(41_408));
        // By the clock on the wall: 1560.1333 minutes.
        assert_eq!(replied.as_second() - created.as_second(), 93_608);
    }

    #[test]
    fn a_queue_goes_before_its_site_and_a_row_before_the_table_of_sites() {
        let hours = zendesk(
            "chicago,billing,2020-09-28,level-2\nchicago,,2020-10-05,level-2\nchicago,billing,2020-10-05,level-1\n",
        );
        let name =
            |queue: &str, text: &str| hours.in_force("chicago", queue, at(text)).map(|found| found.name.as_str());
        assert_eq!(name("billing", "2020-09-27T23:59:59Z"), Some("level-1"));
        assert_eq!(name("billing", "2020-09-28T00:00:00Z"), Some("level-2"));
        assert_eq!(name("support", "2020-09-28T00:00:00Z"), Some("level-1"));
        assert_eq!(name("support", "2020-10-05T00:00:00Z"), Some("level-2"));
        assert_eq!(name("billing", "2020-10-05T00:00:00Z"), Some("level-1"));
        assert!(hours.in_force("elsewhere", "", at("2020-10-05T00:00:00Z")).is_none());
        assert!(hours.seconds("none", "", at("2020-10-05T00:00:00Z"), at("2020-10-06T00:00:00Z")).is_none());
        // Monday 28 September: by level 2, open from 15:00 on; by level 1, from 12:00 on.
        let noon = (at("2020-09-28T12:00:00Z"), at("2020-09-28T16:00:00Z"));
        assert_eq!(hours.seconds("chicago", "billing", noon.0, noon.1), Some(3600));
        assert_eq!(hours.seconds("chicago", "support", noon.0, noon.1), Some(4 * 3600));
        assert_eq!(hours.seconds("chicago", "support", noon.1, noon.0), Some(0));
    }

    #[test]
    fn a_date_begins_at_the_sites_midnight() {
        let sites = "site,name,time_zone,locales\nbengaluru,B,Asia/Kolkata,en\n";
        let sites = read_sites("sites.csv", sites).unwrap();
        let text = "site,queue,from,calendar\nbengaluru,,2026-03-16,in-late\n";
        let changes = read_schedules("schedules.csv", text, &sites).unwrap();
        assert_eq!(changes[0].from, at("2026-03-15T18:30:00Z"));
        assert_eq!(changes[0].queue, None);
    }

    #[test]
    fn wrong_rows_name_their_line() {
        let text = "site,queue,from,calendar\na,,soon,c\na,q,2026-03-16,c\na,q,2026-03-16T00:00:00Z,d\n";
        let findings = read_schedules("schedules.csv", text, &[]).unwrap_err();
        let places: Vec<(u32, &str)> =
            findings.iter().map(|finding| (finding.position.unwrap().line, finding.message.as_str())).collect();
        assert_eq!(
            places,
            [
                (2, "`soon` is no date and no instant"),
                (4, "queue `q` of site `a` has calendar `c` from `2026-03-16T00:00:00Z` on already"),
            ]
        );
    }
}
