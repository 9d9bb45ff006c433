//! Handle time beside the quality that it trades against.

use tidings_core::report::Balance as BalanceFile;

use super::writer::Writer;
use crate::document::{Balance, BalanceRow, Move, Tone, Verdict};
use crate::error::Error;
use crate::names::previous_message;

impl Writer<'_> {
    pub(crate) fn balance(&self, section: &BalanceFile) -> Result<Balance, Error> {
        let period = self.input.period;
        let rows = section
            .kpis
            .iter()
            .map(|name| {
                let entry = self.entry(name)?;
                let (now, before) = (self.figure(entry, &period), self.figure(entry, &period.previous()));
                let against = self.word(previous_message(period.grain))?;
                Ok(BalanceRow {
                    kpi: entry.header.kpi.clone(),
                    label: self.kpi_name(&entry.header)?,
                    before: self.value(entry, before)?,
                    now: self.value(entry, now)?,
                    change: self.change(&entry.header, against, now, before)?,
                })
            })
            .collect::<Result<Vec<_>, Error>>()?;
        let verdict = verdict(&rows);
        let correlations = self.correlations(section)?;
        let correlation_note = match correlations.first() {
            Some(_) => Some(self.word("report-balance-correlation-note")?),
            None => None,
        };
        Ok(Balance {
            heads: [
                self.word("report-column-kpi")?,
                self.word("report-column-before")?,
                self.word("report-column-now")?,
                self.word("report-column-change")?,
            ],
            text: self.verdict_text(verdict, &rows)?,
            verdict,
            rows,
            correlations,
            correlation_note,
        })
    }

    fn verdict_text(&self, verdict: Verdict, rows: &[BalanceRow]) -> Result<String, Error> {
        let Some(first) = rows.first() else { return Ok(String::new()) };
        let kpi = first.label.as_str();
        match verdict {
            Verdict::Calm => self.text("report-balance-calm", &[("kpi", kpi.into())]),
            Verdict::Unknown => self.text("report-balance-unknown", &[("kpi", kpi.into())]),
            Verdict::Warning => {
                let worse: Vec<&str> = worse(rows).map(|row| row.label.as_str()).collect();
                let args = [
                    ("kpi", kpi.into()),
                    ("before", first.before.text.as_str().into()),
                    ("now", first.now.text.as_str().into()),
                    ("worse", self.locale.formatter().list_and(&worse).into()),
                ];
                self.text("report-balance-warning", &args)
            }
        }
    }
}

fn worse(rows: &[BalanceRow]) -> impl Iterator<Item = &BalanceRow> {
    rows.iter().skip(1).filter(|row| row.change.tone == Tone::Bad)
}

/// A warning needs only one figure that got worse; a quiet verdict needs all of them.
fn verdict(rows: &[BalanceRow]) -> Verdict {
    let unknown = |row: &BalanceRow| row.change.direction == Move::Unknown;
    match rows.first() {
        None => Verdict::Unknown,
        Some(_) if rows.len() < 2 => Verdict::Unknown,
        Some(first) if unknown(first) => Verdict::Unknown,
        Some(first) if first.change.direction == Move::Down && worse(rows).next().is_some() => Verdict::Warning,
        Some(_) if rows.iter().any(unknown) => Verdict::Unknown,
        Some(_) => Verdict::Calm,
    }
}
