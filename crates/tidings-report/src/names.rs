//! The message ids of a report, and the codes in data that have a word.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use tidings_core::kpi::{KpiHeader, Unit, message_id};
use tidings_core::period::Grain;
use tidings_core::report::{ForEach, ReportFile, Section};
use tidings_core::site::Site;

/// Every message that a report may print: ids, and `id.attribute` where an attribute is printed.
///
/// `kpis` are the headers of all versions that the report may show. Words for codes in data (`value-…`) are not among
/// them: a code without a word is printed as it is.
#[must_use]
pub fn message_ids(report: &ReportFile, kpis: &[&KpiHeader]) -> Vec<String> {
    let mut ids: BTreeSet<String> = ALWAYS.iter().map(|id| (*id).to_owned()).collect();
    let mut add = |id: &str| {
        ids.insert(id.to_owned());
    };
    add(&report.title);
    add(period_message(report.period));
    match report.for_each {
        ForEach::Site => add("report-time-zone"),
        ForEach::All => {
            for id in ["report-all-sites", "report-sites-included", "report-time-zone", "report-time-zones"] {
                add(id);
            }
        }
    }
    for section in &report.sections {
        for id in section_messages(section, report.period) {
            add(&id);
        }
    }
    let shown = report.kpis();
    for header in kpis.iter().filter(|header| shown.contains(&header.kpi.name.as_str())) {
        for id in kpi_messages(header, report) {
            add(&id);
        }
    }
    ids.into_iter().collect()
}

const ALWAYS: &[&str] = &[
    "report-change-none",
    "report-change-unknown",
    "report-column-from",
    "report-column-kpi",
    "report-column-note",
    "report-column-row",
    "report-column-section",
    "report-column-target",
    "report-column-to",
    "report-column-unit",
    "report-column-value",
    "report-contents",
    "report-flag-restated",
    "report-flag-restated.marked",
    "report-data-as-of",
    "report-data-none",
    "report-hidden-none",
    "report-page-title",
    "report-restated-definition",
    "report-restated-definition.marked",
    "report-restated-late-data",
    "report-restated-late-data.marked",
    "report-restated-model",
    "report-restated-model.marked",
    "report-restated-source-correction",
    "report-restated-source-correction.marked",
    "report-run",
    "report-unit-seconds",
];

fn section_messages(section: &Section, period: Grain) -> Vec<String> {
    let some = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    match section {
        Section::Cards(_) => {
            let mut ids = some(&[
                "report-section-cards",
                "report-flag-incomplete",
                "report-card-new-definition",
                "report-card-new-definition-only",
            ]);
            ids.push(previous_message(period).to_owned());
            if period == Grain::Day {
                ids.push("report-change-week-before".to_owned());
            }
            ids.extend(year_before_message(period).map(str::to_owned));
            ids
        }
        Section::Trend(trend) => {
            let mut ids = some(&[
                "report-section-trend",
                "report-trend-summary",
                "report-trend-empty",
                "report-trend-gaps",
                "report-trend-table",
                "report-column-period",
            ]);
            ids.push(trend_message(trend.grain).to_owned());
            ids.push(period_message(trend.grain).to_owned());
            match trend.grain {
                Grain::Week => ids.push("report-axis-week".to_owned()),
                Grain::Quarter => ids.push("report-axis-quarter".to_owned()),
                Grain::Day | Grain::Month | Grain::Year => {}
            }
            ids
        }
        Section::Table(table) => {
            let mut ids =
                some(&["report-table-total", "report-table-missing", "report-table-note", "report-table-empty"]);
            let dimension = dimension_message(&table.by);
            ids.push(format!("{dimension}.by"));
            ids.push(dimension);
            ids
        }
        Section::Balance(_) => some(&[
            "report-section-balance",
            "report-column-before",
            "report-column-now",
            "report-column-change",
            "report-balance-warning",
            "report-balance-calm",
            "report-balance-unknown",
            "report-balance-correlation",
            "report-balance-correlation-note",
        ]),
        Section::Definitions(_) => some(&[
            "report-section-definitions",
            "report-version",
            "report-version-since",
            "report-definition-unit",
            "report-definition-changed-within",
            "report-definition-changed-before",
            "report-definition-earlier",
        ]),
        Section::DataQuality(_) => some(&[
            "report-section-data-quality",
            "report-accounts",
            "report-accounts-empty",
            "report-column-source",
            "report-column-read",
            "report-column-inserted",
            "report-column-updated",
            "report-column-unchanged",
            "report-column-superseded",
            "report-column-deleted",
            "report-column-rejected",
            "report-column-latest",
            "report-rejects",
            "report-rejects-none",
            "report-rejects-first",
            "report-column-file",
            "report-column-line",
            "report-column-reason",
            "report-incomplete-sites",
            "report-complete",
            "report-long-short-day",
        ]),
    }
}

fn kpi_messages(header: &KpiHeader, report: &ReportFile) -> Vec<String> {
    let name = header.message();
    let has = |wanted: fn(&Section) -> bool| report.sections.iter().any(wanted);
    let mut ids = vec![name.clone()];
    if has(|section| matches!(section, Section::Table(_))) {
        ids.push(format!("{name}.short"));
    }
    if header.minimum > 0 {
        ids.push("report-hidden-thin".to_owned());
    }
    ids.extend(["report-hidden-withheld", "report-hidden-immature", "report-hidden-immature-open"].map(str::to_owned));
    if header.unit == Unit::Percent {
        ids.push("report-change-points".to_owned());
    }
    if header.unit == Unit::Count {
        ids.push("report-change-count".to_owned());
    }
    if header.better != tidings_core::kpi::Better::None {
        ids.extend(
            [
                "report-target",
                "report-target-met",
                "report-target-near",
                "report-target-missed",
                "report-tone-good",
                "report-tone-bad",
                "report-trend-target",
            ]
            .map(str::to_owned),
        );
        if header.parameters.contains_key("threshold_seconds") {
            ids.push("report-target-within".to_owned());
        }
    }
    ids.extend(["report-benchmark-band", "report-benchmark-average", "report-trend-band"].map(str::to_owned));
    if has(|section| matches!(section, Section::Definitions(_))) {
        ids.push(format!("{name}.definition"));
        ids.push(format!("{name}.caution"));
        ids.extend(header.reason.clone());
        ids.push(unit_message(header.unit).to_owned());
        for parameter in header.parameters.keys() {
            ids.push(parameter_message(parameter));
            ids.extend(
                ["report-parameter", "report-parameter-at", "report-parameter-since", "report-parameter-at-since"]
                    .map(str::to_owned),
            );
            if parameter.ends_with("_days") {
                ids.push("report-days".to_owned());
            }
        }
    }
    ids
}

/// The message of a dimension's name.
pub(crate) fn dimension_message(dimension: &str) -> String {
    format!("dimension-{}", dimension.replace('_', "-"))
}

/// The message of a parameter's name.
pub(crate) fn parameter_message(parameter: &str) -> String {
    format!("parameter-{}", parameter.replace('_', "-"))
}

/// The message that replaces a KPI's definition or caution for one version.
pub(crate) fn version_message(header: &KpiHeader) -> String {
    format!("{}-v{}", message_id(&header.kpi.name), header.kpi.version)
}

/// The message of a code; nothing where the code cannot be part of a message id.
pub(crate) fn value_message(dimension: &str, code: &str) -> Option<String> {
    let fits = !code.is_empty()
        && code.len() <= 64
        && code.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-');
    fits.then(|| format!("value-{}-{}", dimension.replace('_', "-"), code.replace('_', "-").to_ascii_lowercase()))
}

/// A day that has the weekday of an ISO number.
pub(crate) fn weekday_of(dimension: &str, code: &str) -> Option<Date> {
    let number: i8 = code.parse().ok().filter(|_| dimension == "weekday")?;
    (1..=7).contains(&number).then(|| date(2024, 1, number))
}

/// An instant that has the hour of a day, in UTC.
pub(crate) fn hour_of(dimension: &str, code: &str) -> Option<Timestamp> {
    let hour: i64 = code.parse().ok().filter(|_| dimension == "hour")?;
    (0..24).contains(&hour).then(|| Timestamp::from_second(hour * 3600).ok()).flatten()
}

/// The message of a period in words.
pub(crate) const fn period_message(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "report-period-day",
        Grain::Week => "report-period-week",
        Grain::Month => "report-period-month",
        Grain::Quarter => "report-period-quarter",
        Grain::Year => "report-period-year",
    }
}

/// The label of a change from the period before.
pub(crate) const fn previous_message(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "report-change-previous-day",
        Grain::Week => "report-change-previous-week",
        Grain::Month => "report-change-previous-month",
        Grain::Quarter => "report-change-previous-quarter",
        Grain::Year => "report-change-previous-year",
    }
}

/// The label of a change from the year before; of years that is the period before.
pub(crate) const fn year_before_message(grain: Grain) -> Option<&'static str> {
    match grain {
        Grain::Day => Some("report-change-year-before-day"),
        Grain::Week => Some("report-change-year-before-week"),
        Grain::Month => Some("report-change-year-before-month"),
        Grain::Quarter => Some("report-change-year-before-quarter"),
        Grain::Year => None,
    }
}

/// The caption of a chart.
pub(crate) const fn trend_message(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "report-trend-by-day",
        Grain::Week => "report-trend-by-week",
        Grain::Month => "report-trend-by-month",
        Grain::Quarter => "report-trend-by-quarter",
        Grain::Year => "report-trend-by-year",
    }
}

/// The word for a unit.
pub(crate) const fn unit_message(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "report-unit-count",
        Unit::Percent => "report-unit-percent",
        Unit::Duration => "report-unit-duration",
        Unit::Score => "report-unit-score",
        Unit::Points => "report-unit-points",
        Unit::Money => "report-unit-money",
        Unit::Ratio => "report-unit-ratio",
    }
}

/// Whether several clocks are behind a report.
pub(crate) fn zones_differ(sites: &[Site]) -> bool {
    sites.windows(2).any(|pair| matches!(pair, [one, other] if one.time_zone != other.time_zone))
}
