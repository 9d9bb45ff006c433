//! The pages of the KPI catalogue: what the project's files say, in each language.

use jiff::tz::TimeZone;
use tidings_core::diagnostic::did_you_mean;
use tidings_core::kpi::{Kpi, RelationTime, Status};
use tidings_core::report::Format;
use tidings_core::site::RecipientLocale;
use tidings_locale::Localizer;
use tidings_report::{CatalogueEntry, CatalogueInput, catalogue_page, render_catalogue};

use crate::error::{Error, ErrorKind};
use crate::project::Project;
use crate::references;

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueFile {
    /// The file's name: `kpis.nl.html`.
    pub name: String,
    /// The content.
    pub text: String,
}

/// The catalogue as Markdown and HTML in each of `locales`, such as `nl` or `en+en-GB`; in all languages that have messages where none is given.
///
/// # Errors
/// A language without messages, a message that is missing or broken.
pub fn kpi_docs(project: &Project, locales: &[String]) -> Result<Vec<CatalogueFile>, Error> {
    let known = project.messages.locales();
    let wanted: Vec<&str> =
        if locales.is_empty() { known.clone() } else { locales.iter().map(String::as_str).collect() };
    let input = CatalogueInput { project: project.file.name.clone(), kpis: entries(project)? };
    let mut files = Vec::new();
    for text in wanted {
        let RecipientLocale { message: locale, format } = RecipientLocale::parse(text);
        if !known.contains(&locale.as_str()) {
            let error = Error::new(ErrorKind::Usage, format!("no messages in `{locale}`"));
            return Err(error.hint(did_you_mean(&locale, known.iter().copied())));
        }
        let localizer = Localizer::new(project.messages.clone(), &locale, &format, TimeZone::UTC)
            .map_err(|error| unwritable(&error))?;
        let page = catalogue_page(&input, &localizer).map_err(|error| unwritable(&error))?;
        for (format, extension) in [(Format::Markdown, "md"), (Format::Html, "html")] {
            let text = render_catalogue(&page, format).map_err(|error| unwritable(&error))?;
            files.push(CatalogueFile { name: format!("kpis.{locale}.{extension}"), text });
        }
    }
    Ok(files)
}

pub(crate) fn unwritable(error: &dyn std::error::Error) -> Error {
    Error::new(ErrorKind::Configuration, error.to_string()).hint("run `tidings locale check`")
}

/// Every KPI, by the version that pages describe.
pub(crate) fn entries(project: &Project) -> Result<Vec<CatalogueEntry>, Error> {
    let mut entries = Vec::new();
    for name in project.catalogue.names() {
        let versions = project.catalogue.versions(name);
        let newest = versions.iter().rposition(|kpi| kpi.header.status == Status::Released);
        let current = newest.unwrap_or(versions.len().saturating_sub(1));
        let Some(kpi) = versions.get(current) else { continue };
        entries.push(CatalogueEntry {
            versions: versions.iter().map(|kpi| kpi.header.clone()).collect(),
            current,
            query: kpi.source.body.clone(),
            reads: columns_read(project, kpi)?,
        });
    }
    Ok(entries)
}

/// The models that a query reads, and of each the columns that it names or is dated by.
fn columns_read(project: &Project, kpi: &Kpi) -> Result<Vec<(String, Vec<String>)>, Error> {
    let tables = references::tables([kpi.source.body.as_str()])?.into_iter().flatten().next().unwrap_or_default();
    let words: Vec<&str> = kpi
        .source
        .body
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"))
        .flat_map(|line| line.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_'))
        .collect();
    let mut reads = Vec::new();
    for table in tables {
        let Some(model) = project.model(&table) else { continue };
        let mut dated = match kpi.header.time_of(&table) {
            Some(RelationTime::Date(column)) => vec![column],
            Some(RelationTime::Validity(columns)) => columns.to_vec(),
            None => Vec::new(),
        };
        let named = model.header.full_columns().into_iter().map(|(name, _, _)| name);
        dated.extend(named.filter(|name| words.contains(&name.as_str())));
        dated.sort();
        dated.dedup();
        reads.push((table, dated));
    }
    Ok(reads)
}
