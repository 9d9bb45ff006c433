//! Which values a report needs.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use tidings_core::period::{Grain, Period};
use tidings_core::report::{ReportFile, Section};

/// Values of one KPI, by the version in force at the end of the report's period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRequest {
    /// The KPI's name.
    pub kpi: String,
    /// The keys besides the report's site.
    pub by: Vec<String>,
    /// The periods by grain and time, each once.
    pub periods: Vec<Period>,
    /// Whether the earlier version's value of the report's period is shown too, where a change is near.
    pub earlier: bool,
}

/// The values that `report` shows for `period`, by KPI and keys.
#[must_use]
pub fn figure_requests(report: &ReportFile, period: Period) -> Vec<FigureRequest> {
    let mut wanted: BTreeMap<(String, Vec<String>), Vec<Period>> = BTreeMap::new();
    let mut want = |kpi: &str, by: Vec<String>, periods: Vec<Period>| {
        wanted.entry((kpi.to_owned(), by)).or_default().extend(periods);
    };
    for section in &report.sections {
        for kpi in section.kpis() {
            match section {
                Section::Cards(_) => {
                    let mut periods = vec![period];
                    periods.extend(comparisons(period).into_iter().map(|(_, before)| before));
                    want(kpi, Vec::new(), periods);
                }
                Section::Trend(trend) => want(kpi, Vec::new(), trend_periods(period, trend.grain, trend.periods)),
                Section::Table(table) => {
                    want(kpi, vec![table.by.clone()], vec![period]);
                    want(kpi, Vec::new(), vec![period]);
                }
                Section::Balance(_) => {
                    let mut periods = vec![period, period.previous()];
                    periods.extend(balance_days(period));
                    want(kpi, Vec::new(), periods);
                }
                Section::Definitions(_) | Section::DataQuality(_) => {}
            }
        }
    }
    wanted
        .into_iter()
        .map(|((kpi, by), mut periods)| {
            periods.sort_unstable();
            periods.dedup();
            FigureRequest { kpi, earlier: by.is_empty(), by, periods }
        })
        .collect()
}

/// What a headline figure is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Previous,
    WeekBefore,
    YearBefore,
}

/// The periods that a headline figure is compared with. A day is also set against the same weekday of the week before,
/// because weekdays differ more than weeks.
pub(crate) fn comparisons(period: Period) -> Vec<(Comparison, Period)> {
    let mut out = vec![(Comparison::Previous, period.previous())];
    if period.grain == Grain::Day {
        out.push((Comparison::WeekBefore, period.shifted(-7)));
    }
    if period.grain != Grain::Year {
        out.push((Comparison::YearBefore, period.year_before()));
    }
    out
}

/// The periods on a time axis, up to the one that holds the report's last day.
pub(crate) fn trend_periods(period: Period, grain: Grain, count: u16) -> Vec<Period> {
    grain.period(period.last_day()).trailing(count)
}

/// The fewest days over which two KPIs are set against each other.
const BALANCE_DAYS: i64 = 28;

/// The days over which a balance is told: those of the period, and of a short one the days before it.
pub(crate) fn balance_days(period: Period) -> Vec<Period> {
    let mut day = period.start.min(period.end.saturating_sub(BALANCE_DAYS.days()));
    let mut days = Vec::new();
    while day < period.end {
        let one = Grain::Day.period(day);
        days.push(one);
        day = one.end.max(day.saturating_add(1.day()));
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn requests_are_merged_by_kpi_and_keys() {
        let text = "version: 1\nreport: r\ntitle: t\nfor_each: site\nperiod: week\nsections:\n\
            - cards: { kpis: [aht] }\n- trend: { kpis: [aht], grain: day, periods: 3 }\n- table: { by: queue, kpis: [aht] }\n";
        let (report, _) = ReportFile::parse("r.yaml", text, "r").unwrap();
        let requests = figure_requests(&report, Grain::Week.period(date(2026, 4, 1)));
        let brief: Vec<(String, Vec<String>)> = requests
            .iter()
            .map(|request| (request.by.join(","), request.periods.iter().map(Period::label).collect()))
            .collect();
        let expected: [(&str, &[&str]); 2] = [
            ("", &["2026-04-03", "2026-04-04", "2026-04-05", "2025-W14", "2026-W13", "2026-W14"]),
            ("queue", &["2026-W14"]),
        ];
        assert_eq!(brief.len(), expected.len());
        for ((by, labels), (expected_by, expected_labels)) in brief.iter().zip(expected) {
            assert_eq!(
                (by.as_str(), labels.as_slice()),
                (expected_by, expected_labels.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>().as_slice())
            );
        }
    }

    #[test]
    fn a_balance_is_told_over_four_weeks_or_the_whole_period() {
        let span = |period: Period| {
            let days = balance_days(period);
            (days.len(), days.first().map(|day| day.label()), days.last().map(|day| day.label()))
        };
        let named = |count, first: &str, last: &str| (count, Some(first.to_owned()), Some(last.to_owned()));
        assert_eq!(span(Grain::Week.period(date(2026, 4, 1))), named(28, "2026-03-09", "2026-04-05"));
        assert_eq!(span(Grain::Month.period(date(2026, 3, 1))), named(31, "2026-03-01", "2026-03-31"));
        assert_eq!(span(Grain::Day.period(date(2026, 3, 1))), named(28, "2026-02-02", "2026-03-01"));
    }

    #[test]
    fn a_day_is_compared_with_its_own_weekday_too() {
        let day = Grain::Day.period(date(2026, 3, 9));
        let labels: Vec<String> = comparisons(day).iter().map(|(_, before)| before.label()).collect();
        assert_eq!(labels, ["2026-03-08", "2026-03-02", "2025-03-10"]);
    }
}
