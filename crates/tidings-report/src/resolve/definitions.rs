//! What was counted, by which version, since when, and what the earlier version would say.

use tidings_core::kpi::KpiHeader;
use tidings_locale::Arg;

use super::writer::Writer;
use crate::amount::amount;
use crate::document::{Definition, Definitions, Earlier, ParameterText, Value};
use crate::error::Error;
use crate::input::{KpiEntry, ParameterValue};
use crate::names::{parameter_message, unit_message, version_message};
use crate::plain::plain;

impl Writer<'_> {
    pub(crate) fn definitions(&self) -> Result<Definitions, Error> {
        let entries = self
            .input
            .report
            .kpis()
            .into_iter()
            .map(|name| self.definition(self.entry(name)?))
            .collect::<Result<_, Error>>()?;
        Ok(Definitions { entries })
    }

    fn definition(&self, entry: &KpiEntry) -> Result<Definition, Error> {
        let header = &entry.header;
        let unit = self.word(unit_message(header.unit))?;
        Ok(Definition {
            kpi: header.kpi.clone(),
            name: self.kpi_name(header)?,
            definition: match self.facet(entry, "definition")? {
                Some(text) => text,
                // The message is required: this names it.
                None => self.locale.text(&header.message(), Some("definition"), &[])?,
            },
            unit: self.text("report-definition-unit", &[("unit", unit.into())])?,
            version: self.version(header)?,
            parameters: self.parameters(entry)?,
            changed: self.changed(entry)?,
            reason: header.reason.as_deref().map(|id| self.word(id)).transpose()?,
            earlier: self.earlier(entry)?,
            caution: self.facet(entry, "caution")?,
        })
    }

    /// A text about the KPI: that of its version before that of the KPI.
    fn facet(&self, entry: &KpiEntry, facet: &str) -> Result<Option<String>, Error> {
        let (own, general) = (version_message(&entry.header), entry.header.message());
        let Some(id) = [own, general].into_iter().find(|id| self.locale.has_attribute(id, Some(facet))) else {
            return Ok(None);
        };
        let mut args = Vec::new();
        for name in entry.header.parameters.keys() {
            let mut texts = Vec::new();
            for value in self.values_of(entry, name) {
                let text = amount(self.locale, name, value.value)?;
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            args.push((format!("{name}_text"), texts.join(" / ")));
        }
        let args: Vec<(&str, Arg<'_>)> = args.iter().map(|(name, text)| (name.as_str(), text.into())).collect();
        Ok(Some(self.locale.text(&id, Some(facet), &args)?))
    }

    /// The values of a parameter; its default where none is given.
    fn values_of(&self, entry: &KpiEntry, name: &str) -> Vec<ParameterValue> {
        let given: Vec<ParameterValue> =
            entry.parameters.iter().filter(|parameter| parameter.name == name).cloned().collect();
        if !given.is_empty() {
            return given;
        }
        let default = entry.header.parameters.get(name).map(|parameter| parameter.default);
        default
            .map(|value| ParameterValue { name: name.to_owned(), value, site: None, since: None })
            .into_iter()
            .collect()
    }

    fn parameters(&self, entry: &KpiEntry) -> Result<Vec<ParameterText>, Error> {
        let mut out = Vec::new();
        for name in entry.header.parameters.keys() {
            for parameter in self.values_of(entry, name) {
                let label = self.word(&parameter_message(name))?;
                let mut args =
                    vec![("name", label.into()), ("value", amount(self.locale, name, parameter.value)?.into())];
                if let Some(site) = &parameter.site {
                    args.push(("site", plain(self.input.site_name(site)).into()));
                }
                if let Some(since) = parameter.since {
                    args.push(("date", self.date(since)?.into()));
                }
                let id = match (&parameter.site, parameter.since) {
                    (None, None) => "report-parameter",
                    (Some(_), None) => "report-parameter-at",
                    (None, Some(_)) => "report-parameter-since",
                    (Some(_), Some(_)) => "report-parameter-at-since",
                };
                out.push(ParameterText { name: name.clone(), raw: parameter.value, text: self.text(id, &args)? });
            }
        }
        Ok(out)
    }

    fn version(&self, header: &KpiHeader) -> Result<String, Error> {
        let version = header.kpi.version.to_string();
        if header.effective_from.is_none() {
            return self.text("report-version", &[("version", version.into())]);
        }
        let date = self.date(header.effective_date())?;
        self.text("report-version-since", &[("version", version.into()), ("date", date.into())])
    }

    fn changed(&self, entry: &KpiEntry) -> Result<Option<String>, Error> {
        if entry.earlier.is_none() {
            return Ok(None);
        }
        let id = if entry.changes_within(&self.input.period) {
            "report-definition-changed-within"
        } else {
            "report-definition-changed-before"
        };
        let date = self.date(entry.header.effective_date())?;
        self.text(id, &[("date", date.into())]).map(Some)
    }

    fn earlier(&self, entry: &KpiEntry) -> Result<Option<Earlier>, Error> {
        let Some((header, value)) = self.earlier_value(entry)? else { return Ok(None) };
        let args = [("version", header.kpi.version.to_string().into()), ("value", value.text.as_str().into())];
        // A value that is kept back stays a reason, which does not fit the sentence.
        let text = if value.is_shown() { self.text("report-definition-earlier", &args)? } else { value.text.clone() };
        Ok(Some(Earlier { kpi: header.kpi.clone(), value, text }))
    }

    /// The period's figure by the earlier version, where it was evaluated.
    pub(crate) fn earlier_value<'b>(&self, entry: &'b KpiEntry) -> Result<Option<(&'b KpiHeader, Value)>, Error> {
        let Some(header) = &entry.earlier else { return Ok(None) };
        let figure = self.input.figures.get(&header.kpi, &self.input.period, &self.input.scope());
        let Some(figure) = figure else { return Ok(None) };
        let before = KpiEntry { header: header.clone(), earlier: None, parameters: Vec::new() };
        Ok(Some((header, self.value(&before, Some(figure))?)))
    }
}
