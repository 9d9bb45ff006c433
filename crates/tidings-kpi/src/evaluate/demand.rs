//! What is asked for: a KPI, its slices, its periods.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use tidings_core::diagnostic::did_you_mean;
use tidings_core::kpi::Kpi;
use tidings_core::period::{Grain, Period};

use crate::Error;

/// A site and its clock.
#[derive(Debug, Clone)]
pub struct SiteZone {
    /// The site's id.
    pub site: String,
    /// Its time zone.
    pub zone: TimeZone,
}

/// What to evaluate.
#[derive(Debug, Clone)]
pub struct Request {
    /// Sets of keys; the empty set is everything.
    pub slices: Vec<Vec<String>>,
    /// The lengths of the periods.
    pub grains: Vec<Grain>,
    /// The first day. It is widened to the start of its period.
    pub from: Date,
    /// The day after the last. It is widened to the end of its period.
    pub to: Date,
}

impl Request {
    /// The slices, each with its keys sorted, none twice.
    pub(super) fn slices(&self) -> Vec<Vec<String>> {
        let mut slices: Vec<Vec<String>> = self
            .slices
            .iter()
            .map(|slice| {
                let mut keys = slice.clone();
                keys.sort();
                keys.dedup();
                keys
            })
            .collect();
        slices.sort();
        slices.dedup();
        slices
    }

    /// The grains, finest first, none twice.
    pub(super) fn grains(&self) -> Vec<Grain> {
        let mut grains = self.grains.clone();
        grains.sort_unstable();
        grains.dedup();
        grains
    }

    /// The days that whole periods of a grain cover.
    pub(super) fn widened(&self, grain: Grain) -> (Date, Date) {
        let last = self.to.yesterday().unwrap_or(self.to).max(self.from);
        (grain.start(self.from), grain.period(last).end)
    }

    /// The days that whole periods of every grain cover.
    pub(super) fn widest(&self) -> (Date, Date) {
        self.grains.iter().fold((self.from, self.to), |(from, to), grain| {
            let (start, end) = self.widened(*grain);
            (from.min(start), to.max(end))
        })
    }

    pub(super) fn periods(&self, grain: Grain) -> Vec<Period> {
        periods(grain, self.widened(grain))
    }
}

/// The periods of a grain that begin in a stretch of days, half open.
pub(super) fn periods(grain: Grain, (from, to): (Date, Date)) -> Vec<Period> {
    let mut periods = vec![grain.period(from)];
    while let Some(last) = periods.last()
        && last.end < to
    {
        let next = last.shifted(1);
        periods.push(next);
    }
    periods
}

/// A KPI and what of it is wanted.
#[derive(Debug, Clone)]
pub struct Demand<'a> {
    /// The KPI.
    pub kpi: &'a Kpi,
    /// Its slices and periods.
    pub request: Request,
    /// Whether the agents behind each figure are counted too, in slices finer than a site.
    pub people: bool,
}

/// Refuses dimensions and grains that a KPI does not have.
pub(super) fn check(kpi: &Kpi, request: &Request) -> Result<(), Error> {
    for key in request.slices.iter().flatten() {
        if key != "site" && !kpi.header.dimensions.contains(key) {
            let mut known: Vec<&str> = kpi.header.dimensions.iter().map(String::as_str).collect();
            known.push("site");
            return Err(Error::request(
                format!("`{}` has no dimension `{key}`", kpi.header.kpi),
                did_you_mean(key, known.iter().copied()),
            ));
        }
    }
    if let Some(grain) = request.grains.iter().find(|grain| **grain < kpi.header.finest) {
        return Err(Error::request(
            format!("`{}` has no value for a {grain}", kpi.header.kpi),
            format!("its data are known by the {}: ask for that, or for longer periods", kpi.header.finest),
        ));
    }
    Ok(())
}
