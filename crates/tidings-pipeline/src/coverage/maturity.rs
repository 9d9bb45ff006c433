//! From when on a value can be known: some KPIs look ahead of their period, such as for repeats within seven days.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use tidings_core::kpi::{Kpi, Maturity};
use tidings_core::period::Period;
use tidings_core::setting::ParameterSetting;

use super::Coverage;

/// The days that a site's data must reach past a period's end; nothing where the KPI looks at its period only. Of a
/// parameter that changes in the period the largest value counts: some of its rows are judged by that one.
pub(crate) fn days(kpi: &Kpi, settings: &[ParameterSetting], site: &str, period: &Period) -> Option<i64> {
    match kpi.header.maturity.as_ref()? {
        Maturity::Days(days) => Some(i64::from(*days)),
        Maturity::Parameter(text) => {
            let name = text.trim_start_matches('$');
            let default = kpi.header.parameters.get(name).map(|parameter| parameter.default)?;
            let bound = |day| ParameterSetting::in_force(settings, &kpi.header.kpi, name, Some(site), day);
            let days =
                std::iter::successors(Some(period.start), |day| day.tomorrow().ok().filter(|next| *next < period.end));
            days.map(|day| bound(day).map_or(default, |setting| setting.value).max(0)).max()
        }
    }
}

/// The first day on which the period's value is known: the data of the days before it are complete.
fn known_on(period: &Period, days: i64) -> Date {
    period.end.saturating_add(days.days())
}

impl Coverage {
    /// For each site with data of the KPI: the first day on which the period's value is known, and whether the data
    /// reach up to it. Nothing for a KPI that looks at its period only.
    pub(crate) fn maturity(
        &self,
        kpi: &Kpi,
        settings: &[ParameterSetting],
        period: &Period,
    ) -> Option<BTreeMap<String, (Date, bool)>> {
        kpi.header.maturity.as_ref()?;
        let mut sites: BTreeMap<String, (Date, bool)> = BTreeMap::new();
        for model in self.models(kpi) {
            for (site, reach) in self.reaches.get(model).into_iter().flatten() {
                let Some(days) = days(kpi, settings, site, period) else { continue };
                let day = known_on(period, days);
                let (_, mature) = sites.entry(site.clone()).or_insert((day, true));
                *mature &= self.reached(reach, site, &Period { end: day, ..*period });
            }
        }
        Some(sites)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;
    use jiff::tz::TimeZone;
    use tidings_core::period::Grain;
    use tidings_core::setting::read_parameters;

    use super::super::Reach;
    use super::*;

    fn kpi(maturity: &str) -> Kpi {
        let text = format!(
            "/* @kpi\nkpi: repeat_rate@1\nunit: percent\nbetter: lower\ntime: ended_date\nmaturity: {maturity}\nparameters: {{ window_days: {{ type: integer, default: 7, min: 1, max: 30 }} }}\n@kpi */\nSELECT count(*) AS value FROM contact"
        );
        Kpi::parse("k.sql", &text, "repeat_rate", 1).unwrap()
    }

    fn coverage(kpi: &Kpi, last: &[(&str, Date)]) -> Coverage {
        let reach = |day: &Date| Reach { last: Some(*day), instant: None };
        Coverage {
            columns: [(kpi.header.kpi.clone(), vec![("contact".to_owned(), "ended_date".to_owned())])].into(),
            reaches: [(
                "contact".to_owned(),
                last.iter().map(|(site, day)| ((*site).to_owned(), reach(day))).collect(),
            )]
            .into(),
            zones: last.iter().map(|(site, _)| ((*site).to_owned(), TimeZone::UTC)).collect(),
            ..Coverage::default()
        }
    }

    #[test]
    fn the_window_is_the_parameter_of_the_site_on_the_periods_last_day() {
        let text = "kpi,site,name,from,value\nrepeat_rate@1,,window_days,2026-03-01,5\nrepeat_rate@1,koeln,window_days,2026-03-29,14\n";
        let settings = read_parameters("parameters.csv", text).unwrap();
        let week = Grain::Week.period(date(2026, 3, 23));
        let window = |kpi: &Kpi, site: &str, period: &Period| days(kpi, &settings, site, period);
        let by_parameter = kpi("$window_days");
        assert_eq!(window(&by_parameter, "koeln", &week), Some(14), "bound on its last day, 29 March");
        assert_eq!(window(&by_parameter, "koeln", &week.previous()), Some(5));
        assert_eq!(window(&by_parameter, "busan", &week), Some(5));
        assert_eq!(window(&by_parameter, "busan", &Grain::Day.period(date(2026, 2, 28))), Some(7), "the default");
        assert_eq!(window(&kpi("10"), "koeln", &week), Some(10));
    }

    #[test]
    fn a_value_is_known_when_the_days_after_its_period_are_over_at_each_site() {
        let week = Grain::Week.period(date(2026, 3, 23));
        let kpi = kpi("$window_days");
        let coverage = coverage(&kpi, &[("early", date(2026, 4, 5)), ("late", date(2026, 4, 4))]);
        let found = coverage.maturity(&kpi, &[], &week).unwrap();
        let day = date(2026, 4, 6);
        assert_eq!(found, [("early".to_owned(), (day, true)), ("late".to_owned(), (day, false))].into());
        let before = coverage.maturity(&kpi, &[], &week.previous()).unwrap();
        assert!(before.values().all(|(day, mature)| *mature && *day == date(2026, 3, 30)), "{before:?}");
        let sites: BTreeSet<&str> = coverage.sites(&[&kpi]);
        assert_eq!(sites.len(), 2);
    }
}
