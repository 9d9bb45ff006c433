//! Figures, rows and reports on demand, from what is published. Nothing is written.

mod past;

use std::path::Path;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use jiff::civil::Date;
use tidings_core::diagnostic::did_you_mean;
use tidings_core::figure::Figure;
use tidings_core::kpi::Kpi;
use tidings_core::period::Grain;
use tidings_core::report::Format;
use tidings_kpi::Request;
use tidings_report::Document;
use tidings_warehouse::{Versions, Warehouse, register_batches};

use crate::error::{Error, ErrorKind};
use crate::period::PeriodChoice;
use crate::project::Project;
use crate::relations;
use crate::reports::{ALL_SITES, Desk, archive_name, locale_label, rendered};
use crate::rows;
use crate::values::{self, Figures};

pub use past::{HistoryLine, HistoryRequest, kpi_history};

/// Which figures are wanted.
#[derive(Debug, Clone)]
pub struct ValueRequest {
    /// KPIs such as `aht` or `aht@2`; every KPI where none is named.
    pub selections: Vec<String>,
    /// The keys to cut by.
    pub by: Vec<String>,
    /// The length of the periods.
    pub grain: Grain,
    /// The first day; the first of the data where none is given.
    pub from: Option<Date>,
    /// The last day; the last of the data where none is given.
    pub to: Option<Date>,
    /// Only these sites; they make `site` one of the keys.
    pub sites: Vec<String>,
    /// As this run published them.
    pub as_of: Option<String>,
}

/// Opens what was published.
///
/// # Errors
/// Nothing was published yet.
pub(crate) async fn published(project: &Project) -> Result<(Warehouse, Versions), Error> {
    let nothing = || {
        Error::new(ErrorKind::Usage, format!("project `{}` has no published data", project.file.name))
            .hint("run `tidings run` first")
    };
    if !has_ledger(&project.warehouse) {
        return Err(nothing());
    }
    let warehouse = Warehouse::open(&project.warehouse).await?;
    let versions = warehouse.ledger().published_versions()?;
    if versions.is_empty() { Err(nothing()) } else { Ok((warehouse, versions)) }
}

/// Evaluates KPIs over the published models. A KPI without a version is counted by the version in force at each
/// period's end. Sorted by KPI, period and keys.
///
/// # Errors
/// An unknown KPI, version, dimension or site; figures of single agents where these are off; nothing published.
pub async fn kpi_values(project: &Project, request: &ValueRequest) -> Result<Vec<Figure>, Error> {
    let mut slice = request.by.clone();
    if !request.sites.is_empty() {
        slice.push("site".to_owned());
    }
    slice.sort_unstable();
    slice.dedup();
    check_slice(project, &slice, &request.sites)?;
    let chosen = chosen(project, request, &slice)?;
    if let Some(run) = &request.as_of {
        return past::values(project, request, run, &slice, &chosen).await;
    }
    let (warehouse, versions) = published(project).await?;
    let kpis: Vec<&Kpi> = chosen.iter().map(|(kpi, _)| *kpi).collect();
    let (readable, lacking) = values::readable(kpis, &versions)?;
    if let (Some((kpi, model)), false) = (lacking.first(), request.selections.is_empty()) {
        return Err(Error::new(
            ErrorKind::Usage,
            format!("`{}` reads model `{model}`, which was never built", kpi.header.kpi),
        )
        .hint("see `tidings status` for sources that could not be read"));
    }
    let figures = Figures::open(project, &warehouse, &versions, &readable).await?;
    let mut found = Vec::new();
    for (kpi, pinned) in chosen {
        if !readable.iter().any(|known| known.header.kpi == kpi.header.kpi) {
            continue;
        }
        let Some((first, last)) = figures.coverage.days(kpi) else { continue };
        let from = request.from.unwrap_or(first);
        let last = request.to.unwrap_or(last);
        if last < from {
            continue;
        }
        let asked = Request {
            slices: vec![slice.clone()],
            grains: vec![request.grain],
            from,
            to: last.tomorrow().unwrap_or(last),
        };
        let values = figures.evaluate(kpi, &asked).await?;
        found.extend(values.into_iter().filter(|figure| {
            let in_force = pinned
                || project
                    .catalogue
                    .in_force(&kpi.header.kpi.name, figure.period.last_day())
                    .is_some_and(|in_force| in_force.header.kpi == kpi.header.kpi);
            let at_site = request.sites.is_empty()
                || figure.key("site").is_some_and(|site| request.sites.iter().any(|wanted| wanted == site));
            in_force && at_site
        }));
    }
    sort(&mut found);
    Ok(found)
}

/// By KPI, period and keys.
fn sort(figures: &mut [Figure]) {
    figures.sort_by(|a, b| {
        (&a.kpi.name, a.period, &a.keys, a.kpi.version).cmp(&(&b.kpi.name, b.period, &b.keys, b.kpi.version))
    });
}

fn agents_off(key: &str) -> Error {
    Error::new(ErrorKind::Usage, format!("figures are not cut by `{key}`: figures of single agents are off"))
        .hint("set `privacy: { agents: on, legal_basis: ... }` in `pipeline.yaml`")
}

/// Whether figures may be cut by these keys, and whether the sites are there.
pub(crate) fn check_slice(project: &Project, slice: &[String], sites: &[String]) -> Result<(), Error> {
    if let Some(site) = sites.iter().find(|site| project.site(site).is_none()) {
        return Err(unknown_site(project, site));
    }
    match slice.iter().find(|key| !values::allowed(project, key)) {
        None => Ok(()),
        Some(key) => Err(agents_off(key)),
    }
}

/// The versions to evaluate, and whether each was named by its version.
fn chosen<'a>(project: &'a Project, request: &ValueRequest, slice: &[String]) -> Result<Vec<(&'a Kpi, bool)>, Error> {
    let mut chosen: Vec<(&Kpi, bool)> = Vec::new();
    for text in &request.selections {
        let selection =
            project.catalogue.find(text).map_err(|(message, hint)| Error::new(ErrorKind::Usage, message).hint(hint))?;
        let versions = project.catalogue.versions(&selection.name);
        let wanted = versions
            .into_iter()
            .filter(|kpi| selection.version.is_none_or(|version| version == kpi.header.kpi.version));
        let (long, too_short): (Vec<&Kpi>, Vec<&Kpi>) = wanted.partition(|kpi| kpi.header.finest <= request.grain);
        if let ([], Some(kpi)) = (long.as_slice(), too_short.last()) {
            return Err(too_fine(kpi, request.grain));
        }
        chosen.extend(long.into_iter().map(|kpi| (kpi, selection.version.is_some())));
    }
    if request.selections.is_empty() {
        // Of all KPIs, those that have the keys and the grain.
        let has = |kpi: &&Kpi| {
            kpi.header.finest <= request.grain
                && slice.iter().all(|key| key == "site" || kpi.header.dimensions.contains(key))
        };
        chosen.extend(values::stored_kpis(project).into_iter().filter(has).map(|kpi| (kpi, false)));
    }
    Ok(chosen)
}

/// A KPI of months has no value of a day.
fn too_fine(kpi: &Kpi, grain: Grain) -> Error {
    let (id, finest) = (&kpi.header.kpi, kpi.header.finest);
    let longer: Vec<String> = values::grains(kpi).iter().map(|grain| format!("`--grain {grain}`")).collect();
    Error::new(ErrorKind::Usage, format!("`{id}` has no value for a {grain}: its shortest period is a {finest}"))
        .hint(format!("ask for {}", longer.join(", ")))
}

fn unknown_site(project: &Project, site: &str) -> Error {
    let known = project.sites.iter().map(|site| site.id.as_str()).collect::<Vec<_>>();
    Error::new(ErrorKind::Usage, format!("unknown site `{site}`")).hint(did_you_mean(site, known))
}

/// The answer to a query.
#[derive(Debug, Clone)]
pub struct QueryRows {
    /// The columns.
    pub schema: SchemaRef,
    /// The rows.
    pub batches: Vec<RecordBatch>,
}

/// Asks the published streams, models, `site` and `kpi_value`. Read-only.
///
/// # Errors
/// SQL that is wrong or does more than read; nothing published.
pub async fn query(project: &Project, sql: &str) -> Result<QueryRows, Error> {
    let (warehouse, mut versions) = published(project).await?;
    // The days that figures are added up from know no withholding: what is hidden of a figure would stand there.
    versions.remove(values::KPI_STATE);
    let session = warehouse.session(&versions, Some(relations::clock(project))).await?;
    register_batches(&session, relations::SITE, relations::site_schema(), vec![relations::site_rows(&project.sites)?])?;
    let frame = tidings_warehouse::query(&session, sql).await.map_err(|error| {
        let mut error = Error::from(error);
        if error.kind == ErrorKind::DataContract {
            error.kind = ErrorKind::Usage;
        }
        error
    })?;
    let schema = SchemaRef::new(frame.schema().as_arrow().clone());
    let batches = rows::collect!(frame)?;
    Ok(QueryRows { schema, batches })
}

/// Which reports are wanted.
#[derive(Debug, Clone, Default)]
pub struct ReportRequest {
    /// One report; all where none is named.
    pub report: Option<String>,
    /// One site; all where none is named.
    pub site: Option<String>,
    /// One locale, such as `nl` or `nl-BE`; all where none is named.
    pub locale: Option<String>,
    /// The formats; those of the report where none is named.
    pub formats: Vec<Format>,
    /// The periods.
    pub period: PeriodChoice,
    /// Prints what this run, or the last one before it, archived.
    pub as_of: Option<String>,
}

/// A report in one format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedReport {
    /// The report.
    pub report: String,
    /// The period's label.
    pub period: String,
    /// The site; none for all sites.
    pub site: Option<String>,
    /// The locale.
    pub locale: String,
    /// The format.
    pub format: Format,
    /// The file's content.
    pub text: Vec<u8>,
}

/// Makes reports from published figures, or prints archived ones again, byte for byte.
///
/// # Errors
/// An unknown report, site, locale or run; nothing published.
pub async fn report(project: &Project, request: &ReportRequest) -> Result<Vec<RenderedReport>, Error> {
    let names: Vec<&str> = project.reports.iter().map(|report| report.file.report.as_str()).collect();
    if let Some(name) = request.report.as_deref().filter(|name| !names.contains(name)) {
        return Err(Error::new(ErrorKind::Usage, format!("unknown report `{name}`")).hint(did_you_mean(name, names)));
    }
    if let Some(site) = request.site.as_deref().filter(|site| project.site(site).is_none()) {
        return Err(unknown_site(project, site));
    }
    let (warehouse, versions) = published(project).await?;
    let earlier = match &request.as_of {
        None => None,
        Some(run) => {
            let (runs, place) = past::place_of(&warehouse, run)?;
            Some(runs.into_iter().skip(place).collect::<Vec<_>>())
        }
    };
    let versions = match &request.as_of {
        Some(run) => warehouse.ledger().published_versions_at(run)?,
        None => versions,
    };
    let latest = warehouse.ledger().runs(1)?.pop().map(|row| row.run.id).unwrap_or_default();
    let mut desk = Desk::open(project, &warehouse, &versions, &latest).await?;
    let mut orders = desk.orders(request.period, request.report.as_deref(), request.site.as_deref());
    if let Some(locale) = &request.locale {
        let known: Vec<String> = orders.iter().map(|order| locale_label(&order.locale)).collect();
        orders.retain(|order| locale_label(&order.locale) == *locale || order.locale.message == *locale);
        if orders.is_empty() && !known.is_empty() {
            return Err(Error::new(ErrorKind::Usage, format!("no report is written in `{locale}`"))
                .hint(did_you_mean(locale, known.iter().map(String::as_str))));
        }
    }
    let mut reports = Vec::new();
    for order in orders {
        let (name, period) = (order.report.file.report.clone(), order.period.label());
        let label = locale_label(&order.locale);
        let (document, json) = match &earlier {
            None => (desk.document(&order)?, None),
            Some(runs) => {
                let site = order.site.map_or(ALL_SITES, |site| site.id.as_str());
                let wanted = archive_name(&name, &period);
                match archived(&warehouse, runs, &wanted, site, &label)? {
                    Some((document, json)) => (document, Some(json)),
                    None => continue,
                }
            }
        };
        let formats = if request.formats.is_empty() { &order.report.file.formats } else { &request.formats };
        for format in formats {
            reports.push(RenderedReport {
                report: name.clone(),
                period: period.clone(),
                site: order.site.map(|site| site.id.clone()),
                locale: label.clone(),
                format: *format,
                text: match &json {
                    // The archive itself, for a later program might write it in another way.
                    Some(json) if *format == Format::Json => json.clone().into_bytes(),
                    _ => rendered(&order.report.path, &document, *format)?,
                },
            });
        }
    }
    if let (Some(run), true) = (&request.as_of, reports.is_empty()) {
        return Err(Error::new(ErrorKind::Usage, format!("neither run `{run}` nor one before it wrote such a report"))
            .hint("name the period by one of its days with `--date`; `tidings status` shows what each run wrote"));
    }
    Ok(reports)
}

/// The document that the newest of these runs archived, and the archive's text. Runs that changed nothing archived
/// nothing.
fn archived(
    warehouse: &Warehouse,
    runs: &[String],
    report: &str,
    site: &str,
    locale: &str,
) -> Result<Option<(Document, String)>, Error> {
    for run in runs {
        let found = warehouse.ledger().archived_reports(run)?;
        let found = found.into_iter().find(|kept| kept.report == report && kept.site == site && kept.locale == locale);
        if let Some(kept) = found {
            let document = Document::from_json(kept.document.as_bytes())
                .map_err(|error| Error::new(ErrorKind::Failed, error.to_string()))?;
            return Ok(Some((document, kept.document)));
        }
    }
    Ok(None)
}

/// Whether a warehouse is there.
pub(crate) fn has_ledger(path: &Path) -> bool {
    path.join("ledger.db").exists()
}
