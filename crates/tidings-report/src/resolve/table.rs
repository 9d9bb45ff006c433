//! Rows by a dimension.

use std::collections::BTreeSet;

use tidings_core::kpi::Unit;
use tidings_core::report::Table as TableFile;

use super::writer::Writer;
use crate::document::{Head, Label, Row, Table};
use crate::error::Error;
use crate::input::KpiEntry;
use crate::names::dimension_message;

impl Writer<'_> {
    pub(crate) fn table(&self, section: &TableFile) -> Result<Table, Error> {
        let entries = section.kpis.iter().map(|name| self.entry(name)).collect::<Result<Vec<_>, Error>>()?;
        let dimension = dimension_message(&section.by);
        let heads = entries
            .iter()
            .map(|entry| {
                let header = &entry.header;
                Ok(Head { kpi: header.kpi.clone(), text: self.kpi_short(header)?, full: self.kpi_name(header)? })
            })
            .collect::<Result<Vec<_>, Error>>()?;
        let rows = self
            .members(&section.by, &entries)
            .iter()
            .map(|member| self.row(&section.by, member.as_deref(), &entries))
            .collect::<Result<Vec<_>, Error>>()?;
        let cells = entries
            .iter()
            .map(|entry| self.value(entry, self.figure(entry, &self.input.period)))
            .collect::<Result<Vec<_>, Error>>()?;
        let note = if rows.is_empty() { "report-table-empty" } else { "report-table-note" };
        Ok(Table {
            dimension: section.by.clone(),
            title: self.locale.text(&dimension, Some("by"), &[])?,
            stub: self.word(&dimension)?,
            heads,
            rows,
            total: Row { label: Label { text: self.word("report-table-total")?, code: None, data: false }, cells },
            note: self.word(note)?,
        })
    }

    /// The rows as the input lists them, else the keys of the figures; rows without the key come last.
    fn members(&self, by: &str, entries: &[&KpiEntry]) -> Vec<Option<String>> {
        if let Some(listed) = self.input.members.get(by) {
            return listed.clone();
        }
        let mut keys = self.input.scope();
        keys.insert(by.to_owned(), None);
        let found: BTreeSet<Option<String>> = self
            .input
            .figures
            .iter()
            .filter(|figure| figure.period == self.input.period)
            .filter(|figure| entries.iter().any(|entry| entry.header.kpi == figure.kpi))
            .filter(|figure| figure.keys.keys().eq(keys.keys()))
            .filter(|figure| self.input.scope().iter().all(|(name, value)| figure.keys.get(name) == Some(value)))
            .filter_map(|figure| figure.keys.get(by).cloned())
            .collect();
        let (named, missing): (Vec<_>, Vec<_>) = found.into_iter().partition(Option::is_some);
        named.into_iter().chain(missing).collect()
    }

    fn row(&self, by: &str, member: Option<&str>, entries: &[&KpiEntry]) -> Result<Row, Error> {
        let mut keys = self.input.scope();
        keys.insert(by.to_owned(), member.map(str::to_owned));
        let cells = entries
            .iter()
            .map(|entry| match self.input.figures.get(&entry.header.kpi, &self.input.period, &keys) {
                None if entry.header.unit == Unit::Count => self.nought(),
                figure => self.value(entry, figure),
            })
            .collect::<Result<_, Error>>()?;
        Ok(Row { label: self.member(by, member)?, cells })
    }
}
