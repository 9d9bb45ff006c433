//! From a definition, values and a language to a document.

mod balance;
mod cards;
mod correlation;
mod definitions;
mod quality;
mod table;
mod trend;
mod writer;

use rust_decimal::Decimal;
use tidings_core::figure::Figure;
use tidings_core::period::Period;
use tidings_core::report::Section as SectionFile;
use tidings_locale::Localizer;

use crate::document::{Block, Direction, Document, Instant, PeriodText, Place, SCHEMA, Section, Value, Words};
use crate::error::Error;
use crate::input::{KpiEntry, ReportInput};
use crate::names::{dimension_message, zones_differ};
use crate::plain::plain;
use writer::Writer;

/// Writes a report for one reader.
///
/// The same input and the same messages give the same document, whatever the day and the machine.
///
/// # Errors
/// [`Error::UnknownKpi`] where the input lacks a KPI that the report shows, [`Error::Locale`] where a message is
/// missing or a variable of it is.
pub fn resolve(input: &ReportInput, locale: &Localizer) -> Result<Document, Error> {
    Writer { input, locale }.document()
}

/// The values of a block that shows several in rows.
fn values(block: &Block) -> Vec<&Value> {
    match block {
        Block::Trend(trend) => trend.points.iter().map(|point| &point.value).collect(),
        Block::Table(table) => table.rows.iter().chain([&table.total]).flat_map(|row| &row.cells).collect(),
        Block::Balance(balance) => balance.rows.iter().flat_map(|row| [&row.before, &row.now]).collect(),
        Block::Cards(_) | Block::Definitions(_) | Block::DataQuality(_) => Vec::new(),
    }
}

impl Writer<'_> {
    fn document(&self) -> Result<Document, Error> {
        let input = self.input;
        let period = self.period(&input.period)?;
        let title = self.word(&input.report.title)?;
        let place = self.place()?;
        let head = [
            ("title", title.as_str().into()),
            ("site", place.name.as_str().into()),
            ("period", period.as_str().into()),
        ];
        Ok(Document {
            schema: SCHEMA,
            report: input.report.report.clone(),
            language: self.locale.message_locale().to_owned(),
            format_locale: self.locale.format_locale().to_owned(),
            direction: Direction::Ltr,
            page_title: self.text("report-page-title", &head)?,
            title,
            place,
            period: PeriodText {
                grain: input.period.grain,
                label: input.period.label(),
                from: input.period.start,
                to: input.period.last_day(),
                text: period,
            },
            time_zone: self.time_zone()?,
            data_as_of: self.data_as_of()?,
            run_text: self.text("report-run", &[("run", plain(&input.run).into())])?,
            run: plain(&input.run),
            words: self.words()?,
            sections: self.sections()?,
            figures: input.figures.iter().cloned().collect(),
            versions: input.versions.clone(),
        })
    }

    fn place(&self) -> Result<Place, Error> {
        if let Some(site) = &self.input.site {
            return Ok(Place { site: Some(site.id.clone()), name: plain(&site.name), includes: None });
        }
        let includes = match self.input.sites.as_slice() {
            [] => None,
            sites => {
                let list = self.site_list(sites.iter().map(|site| site.id.as_str()));
                Some(self.text("report-sites-included", &[("sites", list.into())])?)
            }
        };
        Ok(Place { site: None, name: self.word("report-all-sites")?, includes })
    }

    fn time_zone(&self) -> Result<String, Error> {
        let zone = self.locale.time_zone().iana_name().unwrap_or("UTC");
        let id = if self.input.site.is_none() && zones_differ(&self.input.sites) {
            "report-time-zones"
        } else {
            "report-time-zone"
        };
        self.text(id, &[("zone", zone.into())])
    }

    fn data_as_of(&self) -> Result<Instant, Error> {
        let instant = self.instant(self.input.data_as_of)?;
        if instant.at.is_none() {
            return Ok(instant);
        }
        let text = self.text("report-data-as-of", &[("time", instant.text.into())])?;
        Ok(Instant { at: instant.at, text })
    }

    fn words(&self) -> Result<Words, Error> {
        let tenth = self.locale.formatter().decimal(Decimal::new(11, 1), 1, 1);
        let word = |name: &str| self.word(&format!("report-column-{name}"));
        Ok(Words {
            contents: self.word("report-contents")?,
            decimal_mark: tenth.chars().find(|character| !character.is_numeric()).unwrap_or('.'),
            sheet: [
                word("section")?,
                word("kpi")?,
                word("row")?,
                word("from")?,
                word("to")?,
                word("value")?,
                word("unit")?,
                word("target")?,
                word("note")?,
            ],
            seconds: self.word("report-unit-seconds")?,
            cards: [word("kpi")?, word("value")?, word("target")?, word("note")?],
        })
    }

    fn sections(&self) -> Result<Vec<Section>, Error> {
        let mut out = Vec::new();
        for (index, section) in self.input.report.sections.iter().enumerate() {
            let id = format!("{}-{}", section.name().replace('_', "-"), index + 1);
            let (title, blocks) = match section {
                SectionFile::Cards(cards) => {
                    (self.word("report-section-cards")?, vec![Block::Cards(self.cards(cards)?)])
                }
                SectionFile::Trend(trend) => {
                    let blocks = trend
                        .kpis
                        .iter()
                        .map(|name| Ok(Block::Trend(self.trend(trend, self.entry(name)?)?)))
                        .collect::<Result<_, Error>>()?;
                    (self.word("report-section-trend")?, blocks)
                }
                SectionFile::Table(table) => {
                    let title = self.locale.text(&dimension_message(&table.by), Some("by"), &[])?;
                    (title, vec![Block::Table(self.table(table)?)])
                }
                SectionFile::Balance(balance) => {
                    (self.word("report-section-balance")?, vec![Block::Balance(self.balance(balance)?)])
                }
                SectionFile::Definitions(_) => {
                    (self.word("report-section-definitions")?, vec![Block::Definitions(self.definitions()?)])
                }
                SectionFile::DataQuality(_) => {
                    (self.word("report-section-data-quality")?, vec![Block::DataQuality(self.data_quality()?)])
                }
            };
            let remarks = self.remarks(&blocks)?;
            out.push(Section { id, title, blocks, remarks });
        }
        Ok(out)
    }

    /// What the marks behind the values of these blocks mean, each said once. Cards say it themselves.
    fn remarks(&self, blocks: &[Block]) -> Result<Vec<String>, Error> {
        let mut remarks: Vec<String> = Vec::new();
        for restated in blocks.iter().flat_map(values).filter_map(|value| value.restated.as_ref()) {
            let text = self.marked(restated)?;
            if !remarks.contains(&text) {
                remarks.push(text);
            }
        }
        Ok(remarks)
    }

    fn entry(&self, name: &str) -> Result<&KpiEntry, Error> {
        self.input
            .kpi(name)
            .ok_or_else(|| Error::UnknownKpi { report: self.input.report.report.clone(), kpi: name.to_owned() })
    }

    /// The figure of the version in force over all that the report is about.
    fn figure(&self, entry: &KpiEntry, period: &Period) -> Option<&Figure> {
        self.input.figures.get(&entry.header.kpi, period, &self.input.scope())
    }

    /// The names of sites, as a list.
    fn site_list<'a>(&self, ids: impl Iterator<Item = &'a str>) -> String {
        let names: Vec<String> = ids.map(|id| plain(self.input.site_name(id))).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.locale.formatter().list_and(&names)
    }
}
