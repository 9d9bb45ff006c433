//! Two definitions side by side: what they say, what they give, and which rows one counts and the other does not.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use rust_decimal::Decimal;
use tidings_core::figure::Figure;
use tidings_core::header::SqlFile;
use tidings_core::kpi::{Kpi, KpiHeader, KpiId, Status};
use tidings_core::period::{Grain, Period};
use tidings_kpi::Request;
use tidings_kpi::version::{Change, MovedRequest, Movement, Tier, changes, moved, tier};
use tidings_locale::Localizer;

use crate::error::{Error, ErrorKind};
use crate::figures::published;
use crate::lock::Lock;
use crate::project::Project;
use crate::relations;
use crate::values::{self, Figures};

/// What is compared.
#[derive(Debug, Clone)]
pub struct DiffRequest {
    /// A version such as `aht@1`, or the path of a KPI file.
    pub before: String,
    /// As `before`.
    pub after: String,
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
}

/// Two definitions and their figures.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Diff {
    /// The first, as it was asked for.
    pub before: String,
    /// The second.
    pub after: String,
    /// The size of the step.
    pub tier: Tier,
    /// What the files say differently.
    pub changes: Vec<Change>,
    /// Both values of each period and keys, sorted.
    pub values: Vec<SideBySide>,
    /// Rows that moved, over all the days, by column and reason.
    pub moved: Vec<Movement>,
    /// What cannot be told, in words.
    pub untold: Vec<String>,
}

/// Two values of one place.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SideBySide {
    /// The first day of the period.
    pub period_start: Date,
    /// The keys that are set.
    pub keys: BTreeMap<String, Option<String>>,
    /// The value by the first definition.
    pub before: Option<Decimal>,
    /// The value by the second definition.
    pub after: Option<Decimal>,
    /// The second less the first, where both are there.
    pub difference: Option<Decimal>,
    /// Marks of the first.
    pub flags_before: Vec<&'static str>,
    /// Marks of the second.
    pub flags_after: Vec<&'static str>,
}

impl SideBySide {
    /// Whether the two are one value.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.before == self.after && self.flags_before == self.flags_after
    }
}

/// Compares two definitions over what is published.
///
/// # Errors
/// An unknown version, file, dimension or site; a file that is wrong; nothing published.
pub async fn kpi_diff(project: &Project, request: &DiffRequest) -> Result<Diff, Error> {
    let (before, after) = (side(project, &request.before)?, side(project, &request.after)?);
    let mut slice = request.by.clone();
    if !request.sites.is_empty() {
        slice.push("site".to_owned());
    }
    slice.sort_unstable();
    slice.dedup();
    crate::figures::check_slice(project, &slice, &request.sites)?;
    let changes = changes(&before, &after);
    let (warehouse, versions) = published(project).await?;
    let both = vec![&before, &after];
    let (readable, lacking) = values::readable(both.clone(), &versions)?;
    if let Some((kpi, model)) = lacking.first() {
        return Err(Error::new(
            ErrorKind::Usage,
            format!("`{}` reads model `{model}`, which was never built", kpi.header.kpi),
        )
        .hint("see `tidings status` for sources that could not be read"));
    }
    let figures = Figures::open(project, &warehouse, &versions, &readable).await?;
    let days: Vec<(Date, Date)> = both.iter().filter_map(|kpi| figures.coverage.days(kpi)).collect();
    let first = request.from.or_else(|| days.iter().map(|(first, _)| *first).min());
    let last = request.to.or_else(|| days.iter().map(|(_, last)| *last).max());
    let mut diff = Diff {
        before: request.before.clone(),
        after: request.after.clone(),
        tier: tier(&changes),
        changes,
        values: Vec::new(),
        moved: Vec::new(),
        untold: Vec::new(),
    };
    let (Some(first), Some(last)) = (first, last) else { return Ok(diff) };
    if last < first {
        return Err(Error::new(ErrorKind::Usage, format!("{last} lies before {first}"))
            .hint("`--to` is the last day, `--from` the first"));
    }
    // Figures are of whole periods, and so are the rows that explain them.
    let (from, to) = (request.grain.start(first), request.grain.period(last).end);
    let asked = Request { slices: vec![slice], grains: vec![request.grain], from, to };
    let mut places: BTreeMap<Place, [Option<Figure>; 2]> = BTreeMap::new();
    for (index, kpi) in both.iter().enumerate() {
        for figure in figures.evaluate(kpi, &asked).await? {
            let is_wanted = request.sites.is_empty()
                || figure.key("site").is_some_and(|site| request.sites.iter().any(|wanted| wanted == site));
            if is_wanted
                && let Some(place) = places.entry((figure.period, figure.keys.clone())).or_default().get_mut(index)
            {
                *place = Some(figure);
            }
        }
    }
    diff.values =
        places.into_iter().map(|((period, keys), [before, after])| beside(period, keys, before, after)).collect();
    let models = versions
        .iter()
        .filter(|(id, _)| id.strip_prefix("models/").is_some_and(|name| project.model(name).is_some()))
        .map(|(id, version)| (id.clone(), *version))
        .collect();
    let session = warehouse.session(&models, Some(relations::clock(project))).await?;
    let rows = MovedRequest { from, to, sites: request.sites.clone() };
    let found = moved(&session, (&before, &after), &project.parameters, &rows).await.map_err(values::own)?;
    (diff.moved, diff.untold) = found;
    Ok(diff)
}

type Place = (Period, BTreeMap<String, Option<String>>);

fn beside(
    period: Period,
    keys: BTreeMap<String, Option<String>>,
    before: Option<Figure>,
    after: Option<Figure>,
) -> SideBySide {
    let value = |figure: &Option<Figure>| figure.as_ref().and_then(|figure| figure.value);
    let flags = |figure: &Option<Figure>| -> Vec<&'static str> {
        figure.iter().flat_map(|figure| figure.flags.iter().map(|flag| flag.name())).collect()
    };
    SideBySide {
        period_start: period.start,
        keys,
        before: value(&before),
        after: value(&after),
        difference: value(&after).zip(value(&before)).map(|(after, before)| (after - before).normalize()),
        flags_before: flags(&before),
        flags_after: flags(&after),
    }
}

/// A version of the catalogue, or a file.
fn side(project: &Project, text: &str) -> Result<Kpi, Error> {
    if Path::new(text).extension().is_some_and(|extension| extension == "sql") {
        return file(text);
    }
    let selection =
        project.catalogue.find(text).map_err(|(message, hint)| Error::new(ErrorKind::Usage, message).hint(hint))?;
    let versions = project.catalogue.versions(&selection.name);
    let Some(version) = selection.version else {
        let names: Vec<String> = versions.iter().map(|kpi| kpi.header.kpi.to_string()).collect();
        return Err(Error::new(ErrorKind::Usage, format!("`{text}` names no version"))
            .hint(format!("name one of {}, or the path of a file", names.join(", "))));
    };
    let id = KpiId { name: selection.name, version };
    project.catalogue.get(&id).cloned().ok_or_else(|| Error::bug("a version that was found is gone"))
}

/// A KPI file that need not lie in the project.
fn file(path: &str) -> Result<Kpi, Error> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Error::new(ErrorKind::Usage, format!("`{path}` cannot be read: {error}"))
            .hint("name a version such as `aht@1`, or the path of a KPI file")
    })?;
    let wrong =
        |findings| Error::of_findings(findings).unwrap_or_else(|| Error::bug("a file is refused without a finding"));
    let source = SqlFile::parse(path, &text, "kpi").map_err(|finding| wrong(vec![finding]))?;
    let header: KpiHeader = source.header.read().map_err(|finding| wrong(vec![finding]))?;
    Kpi::parse(path, &text, &header.kpi.name, header.kpi.version).map_err(wrong)
}

/// One version in the history of a KPI.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct VersionLine {
    /// The version.
    pub kpi: KpiId,
    /// Where it stands in its life.
    pub status: Status,
    /// Its first day; nothing for the beginning.
    pub since: Option<String>,
    /// The size of the step from the version that it took over from.
    pub tier: Option<Tier>,
    /// What that step changed, in words.
    pub changes: Vec<String>,
    /// Why, in English.
    pub reason: Option<String>,
    /// Its fingerprint in `kpis.lock`.
    pub fingerprint: Option<String>,
    /// Parameters: `threshold_seconds: integer, default 20, at least 0`.
    pub parameters: Vec<String>,
    /// Why values of it were restated, in the order in which it happened.
    pub restated: Vec<String>,
}

/// The history of a KPI, oldest version first.
///
/// # Errors
/// `kpis.lock` cannot be read.
pub fn kpi_versions(project: &Project, name: &str) -> Result<Vec<VersionLine>, Error> {
    let lock = Lock::read(project).map_err(Error::of_finding)?.map(|(lock, _)| lock).unwrap_or_default();
    let english = Localizer::new(project.messages.clone(), "en", "en", jiff::tz::TimeZone::UTC).ok();
    let line = |kpi: &Kpi| {
        let header = &kpi.header;
        let step = project.catalogue.before(kpi).map(|before| changes(before, kpi));
        let facts = tidings_kpi::version::Definition::of(kpi).map(|definition| definition.facts).unwrap_or_default();
        let parameters =
            facts.iter().filter_map(|(name, value)| Some(format!("{}: {value}", name.strip_prefix("parameters.")?)));
        VersionLine {
            kpi: header.kpi.clone(),
            status: header.status,
            since: header.effective_from.clone(),
            tier: step.as_deref().map(tier),
            changes: step.iter().flatten().map(|change| change.words.clone()).collect(),
            reason: header.reason.as_ref().and_then(|id| english.as_ref()?.text(id, None, &[]).ok()),
            fingerprint: lock.kpis.get(&header.kpi).map(|entry| entry.entry.fingerprint.clone()),
            parameters: parameters.collect(),
            restated: lock.restatements(&header.kpi).map(str::to_owned).collect(),
        }
    };
    Ok(project.catalogue.versions(name).into_iter().map(line).collect())
}
