//! Every word of the catalogue in the reader's language.

use tidings_core::kpi::{Better, Kind, KpiHeader, Maturity, Parameter, RelationTime, Status, Time};
use tidings_core::period::Grain;
use tidings_locale::{Arg, DateStyle, Localizer};

use super::{CatalogueEntry, CatalogueInput, CataloguePage, Heads, KpiPage, VersionRow, formula};
use crate::amount::amount;
use crate::error::Error;
use crate::names::{dimension_message, parameter_message, unit_message, version_message};
use crate::plain::plain;

struct Words<'a> {
    locale: &'a Localizer,
}

pub(super) fn page(input: &CatalogueInput, locale: &Localizer) -> Result<CataloguePage, Error> {
    let words = Words { locale };
    let mut kpis = input.kpis.iter().map(|entry| words.kpi(input, entry)).collect::<Result<Vec<_>, Error>>()?;
    // By code point of the lower-case name: no collation is at hand, and the order must be the same everywhere.
    kpis.sort_by_cached_key(|kpi| (kpi.name.to_lowercase(), kpi.anchor.clone()));
    Ok(CataloguePage {
        language: locale.message_locale().to_owned(),
        title: words.word("catalogue-title")?,
        project: plain(&input.project),
        intro: words.word("catalogue-intro")?,
        heads: words.heads()?,
        kpis,
    })
}

fn anchor(header: &KpiHeader) -> String {
    header.kpi.name.replace('_', "-")
}

impl Words<'_> {
    fn word(&self, id: &str) -> Result<String, Error> {
        Ok(self.locale.text(id, None, &[])?)
    }

    fn heads(&self) -> Result<Heads, Error> {
        let column = |name: &str| self.word(&format!("catalogue-column-{name}"));
        Ok(Heads {
            contents: self.word("catalogue-contents")?,
            caution: self.word("catalogue-caution")?,
            formula: self.word("catalogue-formula")?,
            quotient: self.word("catalogue-quotient")?,
            query: self.word("catalogue-query")?,
            colon: self.word("catalogue-colon")?,
            parameters: self.word("catalogue-parameters")?,
            reads: self.word("catalogue-reads")?,
            read_with: self.word("catalogue-read-with")?,
            versions: self.word("catalogue-versions")?,
            columns: [column("version")?, column("since")?, column("status")?, column("change")?],
        })
    }

    /// The name of a KPI; its id where nobody has named it yet.
    fn name(&self, header: &KpiHeader) -> Result<String, Error> {
        let id = header.message();
        if self.locale.has(&id) { self.word(&id) } else { Ok(header.kpi.name.clone()) }
    }

    fn kpi(&self, input: &CatalogueInput, entry: &CatalogueEntry) -> Result<KpiPage, Error> {
        let Some(header) = entry.versions.get(entry.current) else {
            let reason = "a KPI without a version".to_owned();
            return Err(Error::Write { format: "catalogue", reason });
        };
        let outputs = formula::outputs(&entry.query);
        let is_quotient = outputs.iter().any(|(name, _)| name == "denominator");
        let mut formula = Vec::new();
        for (name, expression) in outputs {
            let id = match name.as_str() {
                "numerator" => "catalogue-numerator",
                "denominator" => "catalogue-denominator",
                "value" => "catalogue-value",
                _ => "catalogue-rows",
            };
            formula.push((self.word(id)?, expression));
        }
        let mut parameters = Vec::new();
        for (name, parameter) in &header.parameters {
            parameters.push((self.parameter_name(name)?, self.parameter(name, parameter)?));
        }
        let mut read_with = Vec::new();
        for name in &header.read_with {
            let other = input.kpis.iter().filter_map(|entry| entry.versions.last()).find(|kpi| kpi.kpi.name == *name);
            read_with.push(match other {
                Some(other) => (Some(anchor(other)), self.name(other)?),
                None => (None, name.clone()),
            });
        }
        let definition = self.facet(header, "definition")?;
        let mut versions = Vec::new();
        for version in entry.versions.iter().rev() {
            // What the page says already is not said again beside the version.
            let own = self.facet(version, "definition")?.filter(|text| definition.as_ref() != Some(text));
            versions.push(self.version(version, own)?);
        }
        Ok(KpiPage {
            anchor: anchor(header),
            name: self.name(header)?,
            id: header.kpi.to_string(),
            definition,
            caution: self.facet(header, "caution")?,
            facts: self.facts(header)?,
            parameters,
            formula,
            is_quotient,
            query: entry.query.trim().to_owned(),
            reads: entry.reads.clone(),
            read_with,
            versions,
        })
    }

    fn facts(&self, header: &KpiHeader) -> Result<Vec<(String, String)>, Error> {
        let formatter = self.locale.formatter();
        let mut facts = Vec::new();
        let mut fact = |label: &str, text: String| -> Result<(), Error> {
            facts.push((self.word(label)?, text));
            Ok(())
        };
        fact("catalogue-unit", self.word(unit_message(header.unit))?)?;
        let better = match header.better {
            Better::Higher => "catalogue-better-higher",
            Better::Lower => "catalogue-better-lower",
            Better::None => "catalogue-better-none",
        };
        fact("catalogue-better", self.word(better)?)?;
        if header.kind == Kind::Snapshot {
            fact("catalogue-counted-by", self.word("catalogue-snapshot")?)?;
        } else {
            fact("catalogue-counted-by", dates(&header.time).join(", "))?;
        }
        let mut dimensions = vec![self.dimension("site")?];
        for key in &header.dimensions {
            dimensions.push(self.dimension(key)?);
        }
        fact("catalogue-dimensions", dimensions.join(" · "))?;
        if header.minimum > 0 {
            fact("catalogue-minimum", formatter.count(i64::from(header.minimum)))?;
        }
        if let Some(maturity) = &header.maturity {
            let days = match maturity {
                Maturity::Days(days) => Some(i64::from(*days)),
                Maturity::Parameter(name) => {
                    header.parameters.get(name.trim_start_matches('$')).map(|parameter| parameter.default)
                }
            };
            fact("catalogue-maturity", amount(self.locale, "maturity_days", days.unwrap_or_default())?)?;
        }
        let finest = match header.finest {
            Grain::Day => None,
            Grain::Week => Some("catalogue-grain-week"),
            Grain::Month => Some("catalogue-grain-month"),
            Grain::Quarter => Some("catalogue-grain-quarter"),
            Grain::Year => Some("catalogue-grain-year"),
        };
        if let Some(finest) = finest {
            fact("catalogue-finest", self.word(finest)?)?;
        }
        if let Some(owner) = &header.owner {
            fact("catalogue-owner", plain(owner))?;
        }
        Ok(facts)
    }

    fn dimension(&self, key: &str) -> Result<String, Error> {
        let id = dimension_message(key);
        if self.locale.has(&id) { self.word(&id) } else { Ok(key.to_owned()) }
    }

    fn parameter_name(&self, name: &str) -> Result<String, Error> {
        let id = parameter_message(name);
        if self.locale.has(&id) { self.word(&id) } else { Ok(name.to_owned()) }
    }

    fn parameter(&self, name: &str, parameter: &Parameter) -> Result<String, Error> {
        let value = amount(self.locale, name, parameter.default)?;
        let min = parameter.min.map(|min| amount(self.locale, name, min)).transpose()?;
        let max = parameter.max.map(|max| amount(self.locale, name, max)).transpose()?;
        let mut args: Vec<(&str, Arg<'_>)> = vec![("value", value.as_str().into())];
        args.extend(min.as_deref().map(|min| ("min", min.into())));
        args.extend(max.as_deref().map(|max| ("max", max.into())));
        let id = match (&min, &max) {
            (Some(_), Some(_)) => "catalogue-parameter-range",
            (Some(_), None) => "catalogue-parameter-least",
            (None, Some(_)) => "catalogue-parameter-most",
            (None, None) => return Ok(value),
        };
        Ok(self.locale.text(id, None, &args)?)
    }

    /// A text about a version: its own before that of the KPI.
    fn facet(&self, header: &KpiHeader, facet: &str) -> Result<Option<String>, Error> {
        let ids = [version_message(header), header.message()];
        let Some(id) = ids.into_iter().find(|id| self.locale.has_attribute(id, Some(facet))) else { return Ok(None) };
        self.about(header, &id, facet).map(Some)
    }

    fn about(&self, header: &KpiHeader, id: &str, facet: &str) -> Result<String, Error> {
        let mut texts = Vec::new();
        for (name, parameter) in &header.parameters {
            texts.push((format!("{name}_text"), amount(self.locale, name, parameter.default)?));
        }
        let args: Vec<(&str, Arg<'_>)> = texts.iter().map(|(name, text)| (name.as_str(), text.into())).collect();
        Ok(self.locale.text(id, Some(facet), &args)?)
    }

    fn version(&self, header: &KpiHeader, definition: Option<String>) -> Result<VersionRow, Error> {
        let day = header.effective_from.as_ref().map(|_| header.effective_date());
        let since = match day {
            Some(day) => self.locale.formatter().date(day, DateStyle::Long)?,
            None => self.word("catalogue-since-beginning")?,
        };
        let status = match header.status {
            Status::Draft => "catalogue-status-draft",
            Status::Released => "catalogue-status-released",
            Status::Deprecated => "catalogue-status-deprecated",
        };
        let change = match (&header.reason, &header.supersedes) {
            (Some(id), _) if self.locale.has(id) => self.word(id)?,
            (None, None) => self.word("catalogue-first")?,
            _ => String::new(),
        };
        Ok(VersionRow {
            version: header.kpi.version.to_string(),
            since,
            day: day.map(|day| day.to_string()),
            status: self.word(status)?,
            change,
            definition,
        })
    }
}

fn dates(time: &Time) -> Vec<String> {
    match time {
        Time::One(column) => vec![column.clone()],
        Time::PerRelation(times) => times
            .iter()
            .map(|(relation, time)| match time {
                RelationTime::Date(column) => format!("{relation}.{column}"),
                RelationTime::Validity([from, to]) => format!("{relation}.{from}, {relation}.{to}"),
            })
            .collect(),
    }
}
