//! Lines over time.

use rust_decimal::Decimal;
use tidings_core::report::Trend as TrendFile;
use tidings_locale::Arg;

use super::writer::Writer;
use crate::chart;
use crate::document::{Band, Point, Tick, Trend};
use crate::error::Error;
use crate::input::KpiEntry;
use crate::names::trend_message;
use crate::request::trend_periods;

impl Writer<'_> {
    pub(crate) fn trend(&self, section: &TrendFile, entry: &KpiEntry) -> Result<Trend, Error> {
        let unit = entry.header.unit;
        let points = trend_periods(self.input.period, section.grain, section.periods)
            .iter()
            .map(|period| {
                Ok(Point {
                    period: period.label(),
                    start: period.start,
                    axis: self.axis_period(period)?,
                    text: self.period(period)?,
                    value: self.value(entry, self.figure(entry, period))?,
                })
            })
            .collect::<Result<Vec<_>, Error>>()?;
        let target = match self.target_of(entry) {
            Some(target) => {
                let value = self.limit(unit, target.target)?;
                let text = self.text("report-trend-target", &[("value", value.into())])?;
                Some(Tick { raw: target.target.normalize(), text })
            }
            None => None,
        };
        let band = self.band(entry)?;
        let known: Vec<Decimal> = points.iter().filter_map(|point| point.value.raw).collect();
        let mut reach = known.clone();
        if !known.is_empty() {
            reach.extend(target.iter().map(|target| target.raw));
            reach.extend(band.iter().flat_map(|band| [band.low, band.high]));
        }
        let marks = chart::ticks(unit, &reach);
        // The labels of one axis have as many decimals as the finest of them needs.
        let whole = marks.iter().all(|raw| raw.normalize().scale() <= 2);
        let ticks = marks
            .into_iter()
            .map(|raw| {
                let text = if whole { self.limit(unit, raw)? } else { self.number(unit, raw, None)?.0 };
                Ok(Tick { raw, text })
            })
            .collect::<Result<Vec<_>, Error>>()?;
        let kpi = self.kpi_name(&entry.header)?;
        Ok(Trend {
            kpi: entry.header.kpi.clone(),
            title: self.text(trend_message(section.grain), &[("kpi", kpi.into())])?,
            summary: self.summary(&points)?,
            gaps: self.gaps(&points)?,
            points,
            ticks,
            target,
            band,
            table_label: self.word("report-trend-table")?,
            heads: [self.word("report-column-period")?, self.word("report-column-value")?],
        })
    }

    fn band(&self, entry: &KpiEntry) -> Result<Option<Band>, Error> {
        let found = self.input.benchmark(&entry.header.kpi);
        let Some((low, high)) = found.and_then(|benchmark| benchmark.low.zip(benchmark.high)) else { return Ok(None) };
        let unit = entry.header.unit;
        let args = [("low", self.limit(unit, low)?.into()), ("high", self.limit(unit, high)?.into())];
        let text = self.text("report-trend-band", &args)?;
        Ok(Some(Band { low: low.normalize(), high: high.normalize(), text }))
    }

    /// What the line shows. Of equal values the latest counts.
    fn summary(&self, points: &[Point]) -> Result<String, Error> {
        let known: Vec<(&Point, Decimal)> =
            points.iter().filter_map(|point| point.value.raw.map(|raw| (point, raw))).collect();
        let highest = known.iter().max_by_key(|(_, raw)| *raw);
        let lowest = known.iter().rev().min_by_key(|(_, raw)| *raw);
        let (Some((latest, _)), Some((lowest, _)), Some((highest, _))) = (known.last(), lowest, highest) else {
            return self.word("report-trend-empty");
        };
        let text = |point: &Point| Arg::from(point.value.text.clone());
        let args = [
            ("latest", text(latest)),
            ("latest_period", Arg::from(latest.axis.clone())),
            ("lowest", text(lowest)),
            ("lowest_period", Arg::from(lowest.axis.clone())),
            ("highest", text(highest)),
            ("highest_period", Arg::from(highest.axis.clone())),
        ];
        self.text("report-trend-summary", &args)
    }

    fn gaps(&self, points: &[Point]) -> Result<Option<String>, Error> {
        // A chart begins at the first value: what is missing before it is no gap.
        let drawn = points.iter().skip_while(|point| !point.value.is_shown());
        let missing = drawn.filter(|point| !point.value.is_shown()).count();
        if missing == 0 {
            return Ok(None);
        }
        let n = i64::try_from(missing).unwrap_or(i64::MAX);
        let n_text = self.locale.formatter().count(n);
        self.text("report-trend-gaps", &[("n", Arg::Count(n)), ("n_text", n_text.into())]).map(Some)
    }
}
