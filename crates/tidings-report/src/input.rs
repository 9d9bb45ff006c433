//! What a report is made from: plain data, complete, without a question left to ask.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use tidings_core::kpi::{KpiHeader, KpiId};
use tidings_core::period::Period;
use tidings_core::report::ReportFile;
use tidings_core::setting::{Benchmark, Target};
use tidings_core::site::Site;

use crate::figures::{Figures, Keys};

/// Everything that one report of one site, or of all sites, says.
#[derive(Debug, Clone)]
pub struct ReportInput {
    /// The definition.
    pub report: ReportFile,
    /// The centre that the report is about; nothing for all sites.
    pub site: Option<Site>,
    /// The sites whose rows are in the figures.
    pub sites: Vec<Site>,
    /// The report's period.
    pub period: Period,
    /// An entry for each KPI that the report shows.
    pub kpis: Vec<KpiEntry>,
    /// The values, hidden ones included.
    pub figures: Figures,
    /// The rows of tables, by dimension, in order; a dimension that is not here lists the keys of its figures.
    pub members: BTreeMap<String, Vec<Option<String>>>,
    /// The project's targets.
    pub targets: Vec<Target>,
    /// The project's benchmarks.
    pub benchmarks: Vec<Benchmark>,
    /// The least number of agents behind a shown value.
    pub minimum_group: u32,
    /// What the last run did, and how far the data reach.
    pub quality: DataQuality,
    /// The id of the run.
    pub run: String,
    /// The instant up to which the data reach.
    pub data_as_of: Option<Timestamp>,
    /// The version of each table that the figures were read from.
    pub versions: BTreeMap<String, i64>,
}

/// A KPI as the report's period counts it.
#[derive(Debug, Clone)]
pub struct KpiEntry {
    /// The version in force at the period's end.
    pub header: KpiHeader,
    /// The version before it, where the change lies inside the period or the period is the first after it.
    pub earlier: Option<KpiHeader>,
    /// The values of its parameters.
    pub parameters: Vec<ParameterValue>,
}

/// A parameter as it was bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterValue {
    /// The parameter's name.
    pub name: String,
    /// The value.
    pub value: i64,
    /// The site it is set for; nothing for every site of the report that has no setting of its own.
    pub site: Option<String>,
    /// The first day, where it was not always so.
    pub since: Option<Date>,
}

/// What the last run did, and how far the data reach.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DataQuality {
    /// The row account of each stream.
    pub accounts: Vec<RowAccount>,
    /// The first rejected rows.
    pub rejects: Vec<Reject>,
    /// The ids of the sites whose data do not reach the period's end.
    pub incomplete_sites: Vec<String>,
    /// The days of the period that have 23 or 25 hours.
    pub clock_changes: Vec<ClockChange>,
}

/// What became of the rows of one stream.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowAccount {
    /// The source's name in the project file.
    pub source: String,
    /// The stream's name.
    pub stream: String,
    /// Rows that the source gave.
    pub read: i64,
    /// Rows with a new key.
    pub inserted: i64,
    /// Rows that took the place of an older one.
    pub updated: i64,
    /// Rows that were there already.
    pub unchanged: i64,
    /// Rows older than the one that is kept.
    pub superseded: i64,
    /// Rows that the source took back.
    pub deleted: i64,
    /// Rows that could not be read.
    pub rejected: i64,
    /// The latest instant in the stream.
    pub latest: Option<Timestamp>,
}

/// A row that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The file, relative to the project.
    pub file: String,
    /// The line in it, from 1.
    pub line: Option<u64>,
    /// Why, without data of the row.
    pub reason: String,
}

/// A day on which the clocks change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockChange {
    /// The site's id.
    pub site: String,
    /// The site-local day.
    pub day: Date,
    /// How long it is.
    pub hours: u8,
}

impl ReportInput {
    /// The keys of a value over all that the report is about.
    #[must_use]
    pub fn scope(&self) -> Keys {
        self.site.iter().map(|site| ("site".to_owned(), Some(site.id.clone()))).collect()
    }

    /// The entry of a KPI.
    #[must_use]
    pub fn kpi(&self, name: &str) -> Option<&KpiEntry> {
        self.kpis.iter().find(|entry| entry.header.kpi.name == name)
    }

    /// The target in force at the period's end.
    #[must_use]
    pub fn target(&self, kpi: &KpiId) -> Option<&Target> {
        let site = self.site.as_ref().map(|site| site.id.as_str());
        Target::in_force(&self.targets, kpi, site, self.period.last_day())
    }

    /// What is usual elsewhere.
    #[must_use]
    pub fn benchmark(&self, kpi: &KpiId) -> Option<&Benchmark> {
        self.benchmarks.iter().find(|benchmark| benchmark.kpi == *kpi)
    }

    /// The name of a site; its id where the report does not know it.
    #[must_use]
    pub fn site_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.site.iter().chain(&self.sites).find(|site| site.id == id).map_or(id, |site| &site.name)
    }
}

impl KpiEntry {
    /// Whether the version's first day lies inside `period`, after its first day.
    #[must_use]
    pub fn changes_within(&self, period: &Period) -> bool {
        let first = self.header.effective_date();
        period.start < first && first < period.end
    }
}
