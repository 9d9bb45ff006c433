//! Tables that set numbers per KPI and site: targets, benchmarks, parameters.

use crate::diagnostic::Diagnostic;
use crate::kpi::KpiId;
use crate::table::{self, Row};
use jiff::civil::Date;
use rust_decimal::Decimal;

/// A target of a KPI at a site from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The definition that the target was agreed for.
    pub kpi: KpiId,
    /// The site; nothing means every site.
    pub site: Option<String>,
    /// The first site-local day.
    pub from: Date,
    /// The value to reach, in the KPI's unit.
    pub target: Decimal,
    /// The value beyond which a warning shows.
    pub warn: Option<Decimal>,
}

/// What is usual elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benchmark {
    /// The definition.
    pub kpi: KpiId,
    /// Where the figures come from.
    pub source: String,
    /// The lower end of the usual band.
    pub low: Option<Decimal>,
    /// The average.
    pub average: Option<Decimal>,
    /// The upper end of the usual band.
    pub high: Option<Decimal>,
}

/// A parameter of a KPI, set at a site from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterSetting {
    /// The definition.
    pub kpi: KpiId,
    /// The site; nothing means every site.
    pub site: Option<String>,
    /// The parameter's name.
    pub name: String,
    /// The first site-local day.
    pub from: Date,
    /// The value.
    pub value: i64,
    /// The line of the table.
    pub line: u32,
}

fn cell<T: std::str::FromStr>(file: &str, row: &Row, column: &str, kind: &str) -> Result<T, Diagnostic> {
    let text = row.get(column);
    text.parse().map_err(|_| row.error(file, column, format!("`{text}` is no {kind}")))
}

fn optional_decimal(file: &str, row: &Row, column: &str) -> Result<Option<Decimal>, Diagnostic> {
    if row.get(column).is_empty() { Ok(None) } else { cell(file, row, column, "number").map(Some) }
}

fn site(row: &Row) -> Option<String> {
    Some(row.get("site")).filter(|site| !site.is_empty() && *site != "*").map(str::to_owned)
}

fn each<T>(rows: Vec<Row>, read: impl Fn(&Row) -> Result<T, Diagnostic>) -> Result<Vec<T>, Vec<Diagnostic>> {
    let (good, bad): (Vec<_>, Vec<_>) = rows.iter().map(read).partition(Result::is_ok);
    let findings: Vec<Diagnostic> = bad.into_iter().filter_map(Result::err).collect();
    if findings.is_empty() { Ok(good.into_iter().filter_map(Result::ok).collect()) } else { Err(findings) }
}

/// Reads `targets.csv`: `kpi,site,from,target,warn`.
///
/// # Errors
/// Every wrong cell, at its place.
pub fn read_targets(file: &str, text: &str) -> Result<Vec<Target>, Vec<Diagnostic>> {
    each(table::read(file, text, &["kpi", "site", "from", "target"], &["warn"])?, |row| {
        Ok(Target {
            kpi: cell(file, row, "kpi", "KPI version such as `aht@2`")?,
            site: site(row),
            from: cell(file, row, "from", "date")?,
            target: cell(file, row, "target", "number")?,
            warn: optional_decimal(file, row, "warn")?,
        })
    })
}

/// Reads `benchmarks.csv`: `kpi,source,low,average,high`.
///
/// # Errors
/// Every wrong cell, at its place.
pub fn read_benchmarks(file: &str, text: &str) -> Result<Vec<Benchmark>, Vec<Diagnostic>> {
    each(table::read(file, text, &["kpi", "source"], &["low", "average", "high"])?, |row| {
        Ok(Benchmark {
            kpi: cell(file, row, "kpi", "KPI version such as `aht@2`")?,
            source: row.get("source").to_owned(),
            low: optional_decimal(file, row, "low")?,
            average: optional_decimal(file, row, "average")?,
            high: optional_decimal(file, row, "high")?,
        })
    })
}

/// Reads `parameters.csv`: `kpi,site,name,from,value`.
///
/// # Errors
/// Every wrong cell, at its place.
pub fn read_parameters(file: &str, text: &str) -> Result<Vec<ParameterSetting>, Vec<Diagnostic>> {
    each(table::read(file, text, &["kpi", "site", "name", "from", "value"], &[])?, |row| {
        Ok(ParameterSetting {
            kpi: cell(file, row, "kpi", "KPI version such as `aht@2`")?,
            site: site(row),
            name: row.get("name").to_owned(),
            from: cell(file, row, "from", "date")?,
            value: cell(file, row, "value", "whole number")?,
            line: row.line,
        })
    })
}

impl Target {
    /// The target in force at `site` on `day`: the site's own before everyone's, the latest first day before earlier ones.
    pub fn in_force<'a>(targets: &'a [Self], kpi: &KpiId, site: Option<&str>, day: Date) -> Option<&'a Self> {
        targets
            .iter()
            .filter(|target| target.kpi == *kpi && target.from <= day)
            .filter(|target| target.site.is_none() || target.site.as_deref() == site)
            .max_by_key(|target| (target.site.is_some(), target.from))
    }
}

impl ParameterSetting {
    /// The setting in force at `site` on `day`, chosen as targets are; the KPI's default holds where there is none.
    pub fn in_force<'a>(
        settings: &'a [Self],
        kpi: &KpiId,
        name: &str,
        site: Option<&str>,
        day: Date,
    ) -> Option<&'a Self> {
        settings
            .iter()
            .filter(|setting| setting.kpi == *kpi && setting.name == name && setting.from <= day)
            .filter(|setting| setting.site.is_none() || setting.site.as_deref() == site)
            .max_by_key(|setting| (setting.site.is_some(), setting.from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_target_of_a_day_is_the_sites_own_and_the_latest_begun() {
        let text = "kpi,site,from,target,warn\nsl@1,,2026-01-01,0.8,\nsl@1,a,2026-01-01,0.7,\nsl@1,a,2026-04-01,0.82,0.75\nsl@2,a,2026-01-01,0.9,\n";
        let targets = read_targets("targets.csv", text).unwrap();
        let target = |kpi: &str, site, day| {
            let found = Target::in_force(&targets, &kpi.parse().unwrap(), site, day);
            found.map(|target| target.target.to_string())
        };
        assert_eq!(target("sl@1", Some("a"), date(2026, 3, 31)).as_deref(), Some("0.7"));
        assert_eq!(target("sl@1", Some("a"), date(2026, 4, 1)).as_deref(), Some("0.82"));
        assert_eq!(target("sl@1", Some("b"), date(2026, 4, 1)).as_deref(), Some("0.8"));
        assert_eq!(target("sl@1", None, date(2026, 4, 1)).as_deref(), Some("0.8"));
        assert_eq!(target("sl@1", Some("b"), date(2025, 12, 31)), None);
        assert_eq!(target("sl@3", Some("a"), date(2026, 4, 1)), None, "a target is agreed for one version");
    }
}
