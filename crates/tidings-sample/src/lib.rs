//! A contact centre's data of any size, made from a seed.
//!
//! Seven sites on three clocks with summer time and three without: contacts that arrive by hour and weekday, wait
//! for agents who are busy, hang up when they have waited too long, are handed over, come back unresolved, answer
//! surveys and leave tickets; agents with skill and tenure in day, evening and night shifts. The same options give
//! the same bytes on every machine, and memory does not grow with the number of days.

mod clock;
mod columns;
mod contact;
mod cost;
mod draw;
mod error;
mod export;
mod file;
mod floor;
mod output;
mod roster;
mod site;
mod survey;
mod ticket;
mod volume;

use std::path::Path;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use crate::contact::Traffic;
use crate::draw::Draw;
use crate::export::{Export, REJECTS};
use crate::floor::Floor;
use crate::output::Output;
use crate::roster::Roster;
use crate::site::{Dialect, SITES};
use crate::volume::Volume;

pub use error::{Error, ErrorKind};

/// What to make. The default is the sample of the standard project.
#[derive(Debug, Clone)]
pub struct Options {
    /// Good contact rows, over all sites.
    pub contacts: u64,
    /// Days, counted on each site's own calendar; 1 to 3660.
    pub days: u32,
    /// The first day.
    pub start: Date,
    /// Another seed gives other customers on the same curve.
    pub seed: u64,
    /// Whether Köln's file has its three rows that cannot be read, on top of `contacts`.
    pub rejects: bool,
}

impl Default for Options {
    /// 7,500 contacts in the five weeks from 2 March to 5 April 2026: European clocks change on 29 March.
    fn default() -> Self {
        Self { contacts: 7500, days: 35, start: date(2026, 3, 2), seed: 20_260_309, rejects: true }
    }
}

/// How many rows were written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Contacts of each site, in the order in which the sites were written.
    pub contacts: Vec<(&'static str, u64)>,
    /// Rows that no reader can take, beside the contacts.
    pub rejects: u64,
    /// Parts of contacts before a transfer.
    pub transfers: u64,
    /// Surveys offered.
    pub surveys: u64,
    /// Agents, with those who left.
    pub agents: u64,
    /// Shifts begun.
    pub shifts: u64,
    /// Tickets created.
    pub tickets: u64,
    /// Changes of a ticket's status.
    pub ticket_events: u64,
    /// Months of a site with what it cost.
    pub costs: u64,
}

/// Writes the data into `folder`, over files that are there.
///
/// `contacts/acd/<site>.csv`, `contacts/koeln.csv`, `contacts/suzhou.csv`, `contacts/busan.csv`, `transfers.csv`,
/// `surveys.csv`, `agents.csv`, `shifts.parquet`, `tickets.parquet`, `ticket_events.csv` and `costs.csv`.
///
/// # Errors
///
/// [`ErrorKind::Options`] where there is nothing to make, [`ErrorKind::Write`] where the folder cannot be written.
pub fn generate(options: &Options, folder: &Path) -> Result<Summary, Error> {
    if options.contacts == 0 {
        return Err(Error::options("a sample needs at least one contact"));
    }
    if !(1..=3660).contains(&options.days) {
        return Err(Error::options(format!("a sample spans 1 to 3660 days, not {}", options.days)));
    }
    let volume = Volume::new(options)?;
    let mut output = Output::create(folder)?;
    let mut contacts = Vec::with_capacity(SITES.len());
    for (place, site) in SITES.iter().enumerate() {
        contacts.push((site.id, one_site(options, &volume, place, folder, &mut output)?));
    }
    let rejects = if options.rejects { REJECTS } else { 0 };
    output.finish(Summary { contacts, rejects, ..Summary::default() })
}

fn one_site(
    options: &Options,
    volume: &Volume,
    place: usize,
    folder: &Path,
    output: &mut Output,
) -> Result<u64, Error> {
    let site = &SITES[place];
    let zone = TimeZone::get(site.zone)?;
    let days = volume.days(place, site, &zone)?;
    let horizon = days.last().map_or(0, |day| day.end);
    let roster = Roster::new(options.seed, place, site, options.start, &days)?;
    output.begin_site(site, &roster, &zone)?;
    let mut export = Export::create(&folder.join("contacts"), site, &roster, &zone)?;
    let expected: u64 = days.iter().map(|day| day.contacts).sum();
    let mut traffic = Traffic::new(site, &roster, expected * 7 / 10);
    let mut floor = Floor::default();
    let mut night = roster.shifts(site, &volume.eve(place, site, &zone)?, &zone)?;
    night.retain(|shift| days.first().is_some_and(|first| shift.end > first.start));
    floor.add(night);
    let mut rejects = options.rejects && site.dialect == Dialect::German;
    for day in &days {
        let mut draw = Draw::new(options.seed, place, day.index, b"day     ");
        let mut after = Draw::new(options.seed, place, day.index, b"after   ");
        let mut effort = Draw::new(options.seed, place, day.index, b"effort  ");
        for shift in floor.finish(day.start) {
            output.shift(&shift, &roster, &mut after)?;
        }
        floor.add(roster.shifts(site, day, &zone)?);
        for offered in day.arrivals(&mut draw) {
            let contact = traffic.contact(day, offered, &mut floor, &mut draw);
            export.write(&contact)?;
            output.follow(&contact, &roster, horizon, &mut after, &mut effort)?;
        }
        if rejects && day.date >= date(2026, 3, 29) {
            rejects = false;
            export.write_rejects()?;
        }
    }
    if rejects {
        export.write_rejects()?;
    }
    let mut after = Draw::new(options.seed, place, i64::from(options.days), b"after   ");
    for shift in floor.close() {
        output.shift(&shift, &roster, &mut after)?;
    }
    output.end_site(site)?;
    export.finish()
}
