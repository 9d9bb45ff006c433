//! Headline figures with their targets and changes.

use rust_decimal::Decimal;
use tidings_core::figure::{Figure, Flag};
use tidings_core::kpi::{Better, Unit};
use tidings_core::report::{Cards as CardsFile, Section};
use tidings_core::setting::Target;
use tidings_locale::Width;

use super::writer::Writer;
use crate::document::{Card, Cards, Note, TargetMark, TargetState, Value};
use crate::error::Error;
use crate::input::KpiEntry;
use crate::names::{previous_message, year_before_message};
use crate::request::{Comparison, comparisons, trend_periods};

impl Writer<'_> {
    pub(crate) fn cards(&self, section: &CardsFile) -> Result<Cards, Error> {
        let cards = section.kpis.iter().map(|name| self.card(self.entry(name)?)).collect::<Result<_, Error>>()?;
        Ok(Cards { cards })
    }

    fn card(&self, entry: &KpiEntry) -> Result<Card, Error> {
        let header = &entry.header;
        let figure = self.figure(entry, &self.input.period);
        let mut changes = Vec::new();
        for (comparison, before) in comparisons(self.input.period) {
            let grain = self.input.period.grain;
            let id = match comparison {
                Comparison::Previous => previous_message(grain),
                Comparison::WeekBefore => "report-change-week-before",
                Comparison::YearBefore => year_before_message(grain).unwrap_or(previous_message(grain)),
            };
            changes.push(self.change(header, self.word(id)?, figure, self.figure(entry, &before))?);
        }
        let value = self.value(entry, figure)?;
        Ok(Card {
            kpi: header.kpi.clone(),
            label: self.kpi_name(header)?,
            notes: self.notes(entry, &value)?,
            value,
            target: self.target(entry, figure)?,
            benchmark: self.benchmark(entry)?,
            changes,
            recent: self.recent(entry),
        })
    }

    /// A KPI without a good direction has no target, whatever a table says.
    fn target(&self, entry: &KpiEntry, figure: Option<&Figure>) -> Result<Option<TargetMark>, Error> {
        let header = &entry.header;
        let Some(target) = self.target_of(entry) else { return Ok(None) };
        let value = self.limit(header.unit, target.target)?;
        let text = match self.threshold(entry)? {
            Some(threshold) if header.unit == Unit::Percent => {
                self.text("report-target-within", &[("value", value.into()), ("threshold", threshold.into())])?
            }
            _ => self.text("report-target", &[("value", value.into())])?,
        };
        let state = figure
            .filter(|figure| !figure.is_hidden())
            .and_then(|figure| figure.value)
            .and_then(|value| state(header.better, value, target));
        let state_text = match state {
            Some(TargetState::Met) => Some(self.word("report-target-met")?),
            Some(TargetState::Near) => Some(self.word("report-target-near")?),
            Some(TargetState::Missed) => Some(self.word("report-target-missed")?),
            None => None,
        };
        Ok(Some(TargetMark { text, raw: target.target.normalize(), state, state_text }))
    }

    pub(crate) fn target_of(&self, entry: &KpiEntry) -> Option<&Target> {
        if entry.header.better == Better::None {
            return None;
        }
        self.input.target(&entry.header.kpi)
    }

    /// The one threshold behind a share, where it is the same everywhere.
    fn threshold(&self, entry: &KpiEntry) -> Result<Option<String>, Error> {
        let mut values = entry.parameters.iter().filter(|parameter| parameter.name == "threshold_seconds");
        match (values.next(), values.next()) {
            (Some(one), None) => Ok(Some(self.locale.formatter().duration_words(one.value, Width::Long)?)),
            _ => Ok(None),
        }
    }

    fn benchmark(&self, entry: &KpiEntry) -> Result<Option<String>, Error> {
        let unit = entry.header.unit;
        let Some(benchmark) = self.input.benchmark(&entry.header.kpi) else { return Ok(None) };
        let source = crate::plain::plain(&benchmark.source);
        if let (Some(low), Some(high)) = (benchmark.low, benchmark.high) {
            let args = [
                ("low", self.limit(unit, low)?.into()),
                ("high", self.limit(unit, high)?.into()),
                ("source", source.into()),
            ];
            return self.text("report-benchmark-band", &args).map(Some);
        }
        let Some(average) = benchmark.average else { return Ok(None) };
        let args = [("average", self.limit(unit, average)?.into()), ("source", source.into())];
        self.text("report-benchmark-average", &args).map(Some)
    }

    fn notes(&self, entry: &KpiEntry, value: &Value) -> Result<Vec<Note>, Error> {
        let mut notes = Vec::new();
        for flag in &value.flags {
            let text = match (flag, &value.restated) {
                (Flag::Incomplete, _) => self.word("report-flag-incomplete")?,
                (Flag::Restated, Some(restated)) => restated.text.clone(),
                // Nothing is said of a value that is not shown; the others stand in its place.
                (Flag::Restated, None) | (Flag::Thin | Flag::Withheld | Flag::Immature, _) => continue,
            };
            notes.push(Note { kind: flag.name().to_owned(), text });
        }
        if entry.earlier.is_some() {
            let date = self.date(entry.header.effective_date())?;
            let text = match self.earlier_value(entry)?.filter(|(_, value)| value.is_shown()) {
                Some((_, value)) => {
                    self.text("report-card-new-definition", &[("date", date.into()), ("value", value.text.into())])?
                }
                None => self.text("report-card-new-definition-only", &[("date", date.into())])?,
            };
            notes.push(Note { kind: "new_definition".to_owned(), text });
        }
        Ok(notes)
    }

    /// The course that the report's own trend of the KPI shows.
    fn recent(&self, entry: &KpiEntry) -> Vec<Option<Decimal>> {
        let trend = self.input.report.sections.iter().find_map(|section| match section {
            Section::Trend(trend) if trend.kpis.contains(&entry.header.kpi.name) => Some(trend),
            _ => None,
        });
        trend.map_or_else(Vec::new, |trend| {
            trend_periods(self.input.period, trend.grain, trend.periods)
                .iter()
                .map(|period| {
                    let figure = self.figure(entry, period).filter(|figure| !figure.is_hidden());
                    figure.and_then(|figure| figure.value).map(|value| value.normalize())
                })
                .collect()
        })
    }
}

/// How a value stands to its target: exactly, not as rounded for print.
fn state(better: Better, value: Decimal, target: &Target) -> Option<TargetState> {
    let reached = |limit: Decimal| match better {
        Better::Higher => value >= limit,
        Better::Lower => value <= limit,
        Better::None => false,
    };
    match better {
        Better::None => None,
        _ if reached(target.target) => Some(TargetState::Met),
        _ if target.warn.is_some_and(reached) => Some(TargetState::Near),
        _ => Some(TargetState::Missed),
    }
}
