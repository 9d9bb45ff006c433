//! The KPI catalogue as a page: every KPI with its definition, query and history, in one reader's language.
//!
//! [`catalogue_page`] finds all words and writes all values; [`render_catalogue`] prints them. The same input gives
//! the same bytes.

mod formula;
mod html;
mod markdown;
mod words;

use tidings_core::kpi::KpiHeader;
use tidings_core::report::Format;
use tidings_locale::Localizer;

use crate::error::Error;

pub use formula::outputs as query_outputs;

/// What a catalogue is made from.
#[derive(Debug, Clone)]
pub struct CatalogueInput {
    /// The project's name.
    pub project: String,
    /// The KPIs in any order: a page lists them by their names in its language.
    pub kpis: Vec<CatalogueEntry>,
}

/// One KPI with all its versions.
#[derive(Debug, Clone)]
pub struct CatalogueEntry {
    /// The headers of all versions, ascending. At least one.
    pub versions: Vec<KpiHeader>,
    /// The place of the version that the page describes: the newest released one, else the newest draft.
    pub current: usize,
    /// The query of that version.
    pub query: String,
    /// The models that it reads, and of each the columns, sorted.
    pub reads: Vec<(String, Vec<String>)>,
}

/// A catalogue in one language, with every word in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CataloguePage {
    /// The language of the words, as HTML names it.
    pub language: String,
    pub(crate) title: String,
    pub(crate) project: String,
    pub(crate) intro: String,
    pub(crate) heads: Heads,
    pub(crate) kpis: Vec<KpiPage>,
}

/// What a catalogue says about one KPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KpiWords<'a> {
    /// The version: `aht@2`.
    pub id: &'a str,
    /// The full name.
    pub name: &'a str,
    /// What is counted.
    pub definition: Option<&'a str>,
    /// How the figure misleads.
    pub caution: Option<&'a str>,
}

impl CataloguePage {
    /// The words about each KPI, in the order of the page.
    pub fn words(&self) -> impl Iterator<Item = KpiWords<'_>> {
        self.kpis.iter().map(|kpi| KpiWords {
            id: &kpi.id,
            name: &kpi.name,
            definition: kpi.definition.as_deref(),
            caution: kpi.caution.as_deref(),
        })
    }
}

/// The headings that every KPI shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heads {
    pub(crate) contents: String,
    pub(crate) caution: String,
    pub(crate) formula: String,
    pub(crate) quotient: String,
    pub(crate) query: String,
    /// Stands between a label and its text.
    pub(crate) colon: String,
    pub(crate) parameters: String,
    pub(crate) reads: String,
    pub(crate) read_with: String,
    pub(crate) versions: String,
    /// Version, since, status, change.
    pub(crate) columns: [String; 4],
}

/// One KPI in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KpiPage {
    pub(crate) anchor: String,
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) definition: Option<String>,
    pub(crate) caution: Option<String>,
    /// Label and text.
    pub(crate) facts: Vec<(String, String)>,
    /// Label and text.
    pub(crate) parameters: Vec<(String, String)>,
    /// Label and expression.
    pub(crate) formula: Vec<(String, String)>,
    pub(crate) is_quotient: bool,
    pub(crate) query: String,
    pub(crate) reads: Vec<(String, Vec<String>)>,
    /// Anchor, where the page has that KPI, and name.
    pub(crate) read_with: Vec<(Option<String>, String)>,
    pub(crate) versions: Vec<VersionRow>,
}

/// One version in the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct VersionRow {
    pub(crate) version: String,
    pub(crate) since: String,
    /// The day, where there is one.
    pub(crate) day: Option<String>,
    pub(crate) status: String,
    pub(crate) change: String,
    /// The definition of this version, where it is not the one that the page gives.
    pub(crate) definition: Option<String>,
}

/// Finds the words of a catalogue.
///
/// # Errors
/// A message that is missing or broken, a value that the locale cannot write.
pub fn catalogue_page(input: &CatalogueInput, locale: &Localizer) -> Result<CataloguePage, Error> {
    words::page(input, locale)
}

/// Prints a catalogue as Markdown or HTML.
///
/// # Errors
/// [`Error::Write`] for another format.
pub fn render_catalogue(page: &CataloguePage, format: Format) -> Result<String, Error> {
    match format {
        Format::Html => html::render(page),
        Format::Markdown => Ok(markdown::render(page)),
        other => {
            let reason = "a catalogue is written as Markdown or HTML".to_owned();
            Err(Error::Write { format: other.name(), reason })
        }
    }
}
