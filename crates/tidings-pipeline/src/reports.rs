//! Reports: stored figures and a language become a document, a document becomes files.

mod files;
mod quality;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use tidings_core::figure::{Figure, Flag};
use tidings_core::kpi::{Kpi, KpiId};
use tidings_core::period::Period;
use tidings_core::report::ForEach;
use tidings_core::setting::ParameterSetting;
use tidings_core::site::{RecipientLocale, Site};
use tidings_kpi::Catalogue;
use tidings_locale::Localizer;
use tidings_report::{
    Document, Figures, Format, KpiEntry, ParameterValue, Remark, ReportInput, figure_requests, render, resolve,
};
use tidings_warehouse::{Versions, Warehouse};

use crate::coverage::Coverage;
use crate::error::{Error, ErrorKind};
use crate::models::table_id;
use crate::period::PeriodChoice;
use crate::project::{Project, Report};
use crate::values;

pub(crate) use files::{ALL_SITES, archive_name, deliver, locale_label, write};
pub(crate) use quality::{KeptAccount, accounts, keep};

/// Everything that reports are made from, read once.
pub(crate) struct Desk<'a> {
    project: &'a Project,
    figures: values::Known,
    coverage: Coverage,
    accounts: Vec<KeptAccount>,
    run: String,
    versions: Versions,
    /// By words, numbers and time zone: to make one costs more than to write a page with it.
    localizers: BTreeMap<(RecipientLocale, String), Localizer>,
}

/// One document that is to be made.
#[derive(Debug, Clone)]
pub(crate) struct Order<'a> {
    pub(crate) report: &'a Report,
    pub(crate) site: Option<&'a Site>,
    pub(crate) period: Period,
    pub(crate) locale: RecipientLocale,
}

impl<'a> Desk<'a> {
    /// Reads the stored figures of a set of versions. `run` is the run at work, for a project without figures.
    pub(crate) async fn open(
        project: &'a Project,
        warehouse: &Warehouse,
        versions: &Versions,
        run: &str,
    ) -> Result<Self, Error> {
        let (kpis, _) = values::readable(values::stored_kpis(project), versions)?;
        let last = values::evaluated(warehouse)?;
        Ok(Self {
            project,
            figures: values::known(warehouse, versions).await?,
            coverage: Coverage::read(project, warehouse, versions, &kpis).await?,
            accounts: accounts(project, warehouse)?,
            run: last.map_or_else(|| run.to_owned(), |last| last.run),
            versions: versions.clone(),
            localizers: BTreeMap::new(),
        })
    }

    /// The documents to make: reports by name, sites and locales in the order of their table, periods by time.
    pub(crate) fn orders(&self, choice: PeriodChoice, report: Option<&str>, site: Option<&str>) -> Vec<Order<'a>> {
        let project = self.project;
        let mut orders = Vec::new();
        for report in project.reports.iter().filter(|known| report.is_none_or(|name| name == known.file.report)) {
            let kpis = self.kpis(report);
            let recipients: Vec<(Option<&Site>, Vec<RecipientLocale>)> = match report.file.for_each {
                ForEach::Site => {
                    let wanted = project.sites.iter().filter(|known| site.is_none_or(|id| id == known.id));
                    wanted.map(|site| (Some(site), site.locales.clone())).collect()
                }
                ForEach::All if site.is_some() => Vec::new(),
                ForEach::All => {
                    let locales: BTreeSet<RecipientLocale> =
                        project.sites.iter().flat_map(|site| site.locales.iter().cloned()).collect();
                    vec![(None, locales.into_iter().collect())]
                }
            };
            for (site, locales) in recipients {
                let last = match site {
                    Some(site) => self.coverage.last_complete(&kpis, &site.id, report.file.period),
                    None => {
                        let sites = project.sites.iter();
                        sites.filter_map(|site| self.coverage.last_complete(&kpis, &site.id, report.file.period)).max()
                    }
                };
                for period in choice.periods(report.file.period, last) {
                    for locale in &locales {
                        orders.push(Order { report, site, period, locale: locale.clone() });
                    }
                }
            }
        }
        orders
    }

    /// Every version of the KPIs that a report shows.
    fn kpis(&self, report: &Report) -> Vec<&'a Kpi> {
        report.file.kpis().into_iter().flat_map(|name| self.project.catalogue.versions(name)).collect()
    }

    /// Makes a document.
    pub(crate) fn document(&mut self, order: &Order<'_>) -> Result<Document, Error> {
        let input = self.input(order);
        let zone = match order.site {
            Some(site) => site.zone(),
            None => common_zone(&input.sites),
        };
        let key = (order.locale.clone(), zone.iana_name().unwrap_or_default().to_owned());
        let localizer = match self.localizers.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let locale = &order.locale;
                let messages = Arc::clone(&self.project.messages);
                let new = Localizer::new(messages, &locale.message, &locale.format, zone)
                    .map_err(|error| Error::new(ErrorKind::Configuration, error.to_string()))?;
                place.insert(new)
            }
        };
        resolve(&input, localizer).map_err(|error| report_error(&order.report.path, &error))
    }

    fn input(&self, order: &Order<'_>) -> ReportInput {
        let (report, period) = (order.report, order.period);
        let day = period.last_day();
        let catalogue = &self.project.catalogue;
        let in_force: Vec<&Kpi> =
            report.file.kpis().into_iter().filter_map(|name| catalogue.in_force(name, day)).collect();
        let with_data = self.coverage.sites(&in_force);
        let sites: Vec<Site> = match order.site {
            Some(site) => vec![site.clone()],
            None => self.project.sites.iter().filter(|site| with_data.contains(site.id.as_str())).cloned().collect(),
        };
        let kpis: Vec<KpiEntry> = in_force
            .iter()
            .map(|kpi| KpiEntry {
                header: kpi.header.clone(),
                earlier: earlier(catalogue, kpi, &period).map(|before| before.header.clone()),
                parameters: parameters(kpi, &self.project.parameters, order.site, &sites, &period),
            })
            .collect();
        let mut shown = Vec::new();
        for request in figure_requests(&report.file, period) {
            let Some(entry) = kpis.iter().find(|entry| entry.header.kpi.name == request.kpi) else { continue };
            let mut slice: Vec<&str> = request.by.iter().map(String::as_str).collect();
            slice.extend(order.site.map(|_| "site"));
            slice.sort_unstable();
            slice.dedup();
            for asked in &request.periods {
                shown.extend(self.slice(&entry.header.kpi, asked, &slice, order.site));
            }
            if let Some(before) = entry.earlier.as_ref().filter(|_| request.earlier) {
                shown.extend(self.slice(&before.kpi, &period, &slice, order.site));
            }
        }
        let incomplete: BTreeSet<String> = in_force
            .iter()
            .flat_map(|kpi| self.coverage.completeness(kpi, &period))
            .filter(|(site, complete)| !complete && sites.iter().any(|known| known.id == *site))
            .map(|(site, _)| site)
            .collect();
        let models: BTreeSet<String> =
            in_force.iter().flat_map(|kpi| self.coverage.models(kpi)).map(table_id).collect();
        ReportInput {
            report: report.file.clone(),
            site: order.site.cloned(),
            period,
            figures: self.remarked(&shown),
            members: BTreeMap::new(),
            targets: self.project.targets.clone(),
            benchmarks: self.project.benchmarks.clone(),
            minimum_group: self.project.file.privacy.minimum_group,
            quality: quality::of(&self.accounts, incomplete.into_iter().collect(), &sites, &period),
            run: self.run.clone(),
            data_as_of: self.coverage.as_of(&in_force, order.site.map(|site| site.id.as_str())),
            versions: self
                .versions
                .iter()
                .filter(|(id, _)| models.contains(*id) || *id == values::KPI_VALUE)
                .map(|(id, version)| (id.clone(), *version))
                .collect(),
            kpis,
            sites,
        }
    }

    /// The stored figures of one version, period and slice; of a site's slice only its own.
    fn slice(&self, kpi: &KpiId, period: &Period, slice: &[&str], site: Option<&Site>) -> Vec<&values::Stored> {
        let from = (kpi.clone(), *period, BTreeMap::new());
        self.figures
            .range(from..)
            .take_while(|((id, own, _), _)| id == kpi && own == period)
            .filter(|((_, _, keys), _)| keys.keys().map(String::as_str).eq(slice.iter().copied()))
            .filter(|((_, _, keys), _)| {
                site.is_none_or(|site| keys.get("site").and_then(Option::as_deref) == Some(site.id.as_str()))
            })
            .map(|(_, stored)| stored)
            .collect()
    }

    /// Figures with what is known besides: why one was restated, from when on another is known.
    fn remarked(&self, shown: &[&values::Stored]) -> Figures {
        let mut figures: Figures = shown.iter().map(|stored| stored.figure.clone()).collect();
        for stored in shown {
            let figure = &stored.figure;
            if figure.flags.contains(&Flag::Restated) {
                let remark = Remark { reason: Some(stored.reason), first: stored.first, known_on: None };
                figures.remark(figure, remark);
            } else if figure.flags.contains(&Flag::Immature) {
                figures.remark(figure, Remark { known_on: self.known_on(figure), ..Remark::default() });
            }
        }
        figures
    }

    /// The first day on which an immature figure is known; over all sites the latest of theirs.
    fn known_on(&self, figure: &Figure) -> Option<Date> {
        let kpi = self.project.catalogue.get(&figure.kpi)?;
        let sites = self.coverage.maturity(kpi, &self.project.parameters, &figure.period)?;
        match figure.key("site") {
            Some(site) => sites.get(site).map(|(day, _)| *day),
            None => sites.values().map(|(day, _)| *day).max(),
        }
    }
}

/// The version that readers of the reports before know, where a change cuts the period or this is the first period after
/// it: the one in force on the day before the period that the change falls into.
fn earlier<'a>(catalogue: &'a Catalogue, kpi: &Kpi, period: &Period) -> Option<&'a Kpi> {
    let day = kpi.header.effective_date();
    let before = period.previous();
    let cut = if period.contains(day) {
        period
    } else if before.contains(day) && before.start < day {
        &before
    } else {
        return None;
    };
    let known = catalogue.in_force(&kpi.header.kpi.name, cut.start.yesterday().ok()?)?;
    (known.header.kpi != kpi.header.kpi).then_some(known)
}

/// The parameters of a KPI as they are bound on the period's last day.
fn parameters(
    kpi: &Kpi,
    settings: &[ParameterSetting],
    site: Option<&Site>,
    sites: &[Site],
    period: &Period,
) -> Vec<ParameterValue> {
    let day = period.last_day();
    let in_force = |name: &str, site: Option<&str>| {
        settings
            .iter()
            .filter(|setting| setting.kpi == kpi.header.kpi && setting.name == name && setting.from <= day)
            .filter(|setting| setting.site.as_deref() == site)
            .max_by_key(|setting| setting.from)
    };
    let mut values = Vec::new();
    for (name, parameter) in &kpi.header.parameters {
        let value = |setting: Option<&ParameterSetting>| ParameterValue {
            name: name.clone(),
            value: setting.map_or(parameter.default, |setting| setting.value),
            site: setting.and_then(|setting| setting.site.clone()),
            since: setting.map(|setting| setting.from),
        };
        let of_all = in_force(name, None);
        match site {
            Some(site) => values.push(value(in_force(name, Some(&site.id)).or(of_all))),
            None => {
                values.push(value(of_all));
                values
                    .extend(sites.iter().filter_map(|site| in_force(name, Some(&site.id))).map(|own| value(Some(own))));
            }
        }
    }
    values
}

/// The zone that all sites share, else UTC.
fn common_zone(sites: &[Site]) -> TimeZone {
    match sites.split_first() {
        Some((first, rest)) if rest.iter().all(|site| site.time_zone == first.time_zone) => first.zone(),
        _ => TimeZone::UTC,
    }
}

/// A document in one format.
pub(crate) fn rendered(path: &str, document: &Document, format: Format) -> Result<Vec<u8>, Error> {
    render(document, format).map_err(|error| report_error(path, &error))
}

fn report_error(path: &str, error: &tidings_report::Error) -> Error {
    let kind = match error {
        tidings_report::Error::Locale(_) | tidings_report::Error::UnknownKpi { .. } => ErrorKind::Configuration,
        _ => ErrorKind::Failed,
    };
    Error::new(kind, format!("{path}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use tidings_core::period::Grain;
    use tidings_kpi::KpiFile;

    fn site(id: &str, zone: &str) -> Site {
        Site {
            id: id.to_owned(),
            name: id.to_owned(),
            time_zone: zone.to_owned(),
            locales: Vec::new(),
            calendar: None,
            region: None,
            size: None,
        }
    }

    #[test]
    fn a_parameter_is_the_sites_own_before_everyones_before_the_default() {
        let text = "/* @kpi\nkpi: sl@1\nunit: percent\nbetter: higher\ntime: d\nparameters: { t: { type: integer, default: 20 } }\n@kpi */\nSELECT 1";
        let kpi = Kpi::parse("k.sql", text, "sl", 1).unwrap();
        let setting = |site: Option<&str>, from, value| ParameterSetting {
            kpi: "sl@1".parse().unwrap(),
            site: site.map(str::to_owned),
            name: "t".to_owned(),
            from,
            value,
            line: 2,
        };
        let settings = [
            setting(Some("a"), date(2026, 3, 16), 30),
            setting(Some("a"), date(2026, 1, 1), 25),
            setting(None, date(2026, 2, 1), 15),
        ];
        let (a, b) = (site("a", "Asia/Seoul"), site("b", "Asia/Seoul"));
        let bound = |site: Option<&Site>, day| -> Vec<(i64, Option<String>)> {
            let sites = [a.clone(), b.clone()];
            let values = parameters(&kpi, &settings, site, &sites, &Grain::Day.period(day));
            values.into_iter().map(|value| (value.value, value.site)).collect()
        };
        assert_eq!(bound(Some(&a), date(2026, 3, 16)), [(30, Some("a".to_owned()))]);
        assert_eq!(bound(Some(&a), date(2026, 3, 15)), [(25, Some("a".to_owned()))]);
        assert_eq!(bound(Some(&b), date(2026, 3, 15)), [(15, None)]);
        assert_eq!(bound(Some(&b), date(2026, 1, 15)), [(20, None)]);
        assert_eq!(bound(None, date(2026, 3, 16)), [(15, None), (30, Some("a".to_owned()))]);
    }

    #[test]
    fn the_earlier_definition_is_told_in_the_period_of_a_change_and_in_the_first_after_it() {
        let file = |version: u32, more: &str| KpiFile {
            path: format!("v{version}.sql"),
            name: "aht".to_owned(),
            version,
            text: format!(
                "/* @kpi\nkpi: aht@{version}\nstatus: released\nunit: duration\nbetter: none\ntime: d\n{more}@kpi */\nSELECT 1"
            ),
        };
        let changed = |version: u32, before: u32, day: &str| {
            file(version, &format!("supersedes: aht@{before}\neffective_from: {day}\nreason: r\n"))
        };
        let told = |files: Vec<KpiFile>, grain: Grain, day| {
            let (catalogue, findings) = Catalogue::load(files);
            assert!(findings.is_empty(), "{findings:#?}");
            let period = grain.period(day);
            let kpi = catalogue.in_force("aht", period.last_day()).unwrap();
            let earlier = earlier(&catalogue, kpi, &period).map(|kpi| kpi.header.kpi.version);
            (kpi.header.kpi.version, earlier)
        };
        let one = || vec![file(1, ""), changed(2, 1, "2026-04-01")];
        for (day, expected) in [
            (date(2026, 3, 23), (1, None)),
            (date(2026, 3, 30), (2, Some(1))),
            (date(2026, 4, 6), (2, Some(1))),
            (date(2026, 4, 13), (2, None)),
        ] {
            assert_eq!(told(one(), Grain::Week, day), expected, "the week of {day}");
        }
        // A month that begins with the change is the first after it; the next one is not.
        assert_eq!(told(one(), Grain::Month, date(2026, 3, 1)), (1, None));
        assert_eq!(told(one(), Grain::Month, date(2026, 4, 1)), (2, Some(1)));
        assert_eq!(told(one(), Grain::Month, date(2026, 5, 1)), (2, None));
        // The day of the change is counted by the new version from its beginning.
        assert_eq!(told(one(), Grain::Day, date(2026, 4, 1)), (2, Some(1)));
        assert_eq!(told(one(), Grain::Day, date(2026, 4, 2)), (2, None));
        // Of two changes in one week readers know the version before both.
        let two = vec![file(1, ""), changed(2, 1, "2026-04-01"), changed(3, 2, "2026-04-03")];
        assert_eq!(told(two, Grain::Week, date(2026, 3, 30)), (3, Some(1)));
        // A first version has nothing before it.
        assert_eq!(told(vec![file(1, "effective_from: 2026-04-01\n")], Grain::Week, date(2026, 3, 30)), (1, None));
    }

    #[test]
    fn times_of_all_sites_are_in_their_common_zone_or_utc() {
        let zone = |zones: &[&str]| {
            let sites: Vec<Site> = zones.iter().map(|zone| site("x", zone)).collect();
            common_zone(&sites).iana_name().map(str::to_owned)
        };
        assert_eq!(zone(&["Asia/Seoul", "Asia/Seoul"]).as_deref(), Some("Asia/Seoul"));
        assert_eq!(zone(&["Asia/Seoul", "Europe/Berlin"]).as_deref(), Some("UTC"));
    }
}
