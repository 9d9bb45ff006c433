use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::draw::Draw;
use crate::site::{SITES, Site};
use crate::{Error, Options};

/// Contacts by hour of the day, before closed hours are struck out.
const HOURS: [u64; 24] =
    [24, 17, 12, 10, 12, 18, 26, 44, 74, 92, 100, 94, 72, 74, 88, 86, 78, 64, 50, 42, 36, 30, 28, 26];
/// Contacts by ISO day of the week.
const WEEKDAYS: [u64; 7] = [118, 106, 100, 98, 94, 58, 42];
const QUARTER_HOUR: i64 = 900;

/// One site on one of its own dates.
#[derive(Debug)]
pub(crate) struct SiteDay {
    pub(crate) date: Date,
    /// Days since the first of the sample.
    pub(crate) index: i64,
    pub(crate) weekday: i8,
    /// First and last second of the date at the site, as seconds since 1970: 23 or 25 hours apart where clocks change.
    pub(crate) start: i64,
    pub(crate) end: i64,
    /// Contacts that come.
    pub(crate) contacts: u64,
    /// Contacts that the planners expect: they do not know of the quiet day.
    pub(crate) expected: u64,
    /// Quarter hours with their weights.
    slices: Vec<(i64, u64)>,
}

impl SiteDay {
    /// The moments at which contacts come, in order.
    pub(crate) fn arrivals(&self, draw: &mut Draw) -> Vec<i64> {
        if self.slices.is_empty() {
            return Vec::new();
        }
        let mut moments: Vec<i64> =
            (0..self.contacts).map(|_| draw.choose(&self.slices) + draw.below(QUARTER_HOUR as u64) as i64).collect();
        moments.sort_unstable();
        moments
    }

    /// Hundredths of a percent of the day's expected contacts that come between two moments.
    pub(crate) fn share(&self, from: i64, to: i64) -> u64 {
        let all: u64 = self.slices.iter().map(|(_, weight)| weight).sum();
        let inside: u64 = self.slices.iter().filter(|(at, _)| (from..to).contains(at)).map(|(_, weight)| weight).sum();
        (inside * 10_000).checked_div(all).unwrap_or(0)
    }
}

/// How many contacts come to each site on each day. The whole is the number asked for, to the contact.
#[derive(Debug)]
pub(crate) struct Volume {
    contacts: u64,
    whole: u128,
    /// Weight of all the sites before each site.
    before: Vec<u128>,
    seed: u64,
    start: Date,
    days: u32,
}

impl Volume {
    pub(crate) fn new(options: &Options) -> Result<Self, Error> {
        let mut volume = Self {
            contacts: options.contacts,
            whole: 0,
            before: Vec::with_capacity(SITES.len()),
            seed: options.seed,
            start: options.start,
            days: options.days,
        };
        for (place, site) in SITES.iter().enumerate() {
            volume.before.push(volume.whole);
            for day in 0..options.days {
                volume.whole += u128::from(volume.weight(place, site, i64::from(day))?.0);
            }
        }
        if volume.whole == 0 {
            return Err(Error::options("no site is open in the days asked for"));
        }
        Ok(volume)
    }

    /// Weight of a day as it came, and as it was expected.
    fn weight(&self, place: usize, site: &Site, day: i64) -> Result<(u64, u64), Error> {
        let date = self.date(day)?;
        let weekday = date.weekday().to_monday_one_offset();
        if !(0..24).any(|hour| site.cover.open(weekday, hour)) {
            return Ok((0, 0));
        }
        let name = date.to_string();
        let holiday = if site.holidays.contains(&name.as_str()) { 25 } else { 100 };
        let quiet = if site.quiet == Some(name.as_str()) { 6 } else { 100 };
        let noise = Draw::new(self.seed, place, day, b"volume  ").between(88, 112) as u64;
        let planned = site.weight * WEEKDAYS[(weekday - 1) as usize] * holiday;
        Ok((planned * noise * quiet, planned * 100 * 100))
    }

    fn date(&self, day: i64) -> Result<Date, Error> {
        Ok(self.start.checked_add(jiff::Span::new().try_days(day)?)?)
    }

    /// The days of a site, one after the other.
    pub(crate) fn days(&self, place: usize, site: &Site, zone: &TimeZone) -> Result<Vec<SiteDay>, Error> {
        let mut passed = self.before[place];
        let mut days = Vec::with_capacity(self.days as usize);
        for day in 0..self.days {
            let weight = u128::from(self.weight(place, site, i64::from(day))?.0);
            let contacts = self.upto(passed + weight) - self.upto(passed);
            passed += weight;
            days.push(self.day(place, site, zone, i64::from(day), contacts)?);
        }
        Ok(days)
    }

    /// The day before the first: nobody writes of it, but its night shift is still there in the morning.
    pub(crate) fn eve(&self, place: usize, site: &Site, zone: &TimeZone) -> Result<SiteDay, Error> {
        self.day(place, site, zone, -1, 0)
    }

    fn upto(&self, weight: u128) -> u64 {
        (u128::from(self.contacts) * weight / self.whole) as u64
    }

    fn day(&self, place: usize, site: &Site, zone: &TimeZone, index: i64, contacts: u64) -> Result<SiteDay, Error> {
        let (_, planned) = self.weight(place, site, index)?;
        let date = self.date(index)?;
        let start = date.to_zoned(zone.clone())?.timestamp().as_second();
        let end = date.tomorrow()?.to_zoned(zone.clone())?.timestamp().as_second();
        let weekday = date.weekday().to_monday_one_offset();
        let mut slices = Vec::new();
        let mut at = start;
        while at < end {
            // An hour that the clock skips has no quarter hours, one that comes twice has eight.
            let hour = zone.to_datetime(Timestamp::from_second(at)?).hour();
            if site.cover.open(weekday, hour) {
                slices.push((at, HOURS[hour as usize]));
            }
            at += QUARTER_HOUR;
        }
        let expected = self.upto(u128::from(planned)).max(u64::from(planned > 0));
        Ok(SiteDay { date, index, weekday, start, end, contacts, expected, slices })
    }
}
