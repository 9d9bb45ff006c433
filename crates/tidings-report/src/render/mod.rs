//! A document in each format.

use tidings_core::report::Format;

use crate::document::Document;
use crate::error::Error;

mod csv;
mod html;
mod markdown;
mod sheet;

pub(crate) use html::fonts;
pub(crate) use markdown::{escape, grid};

/// Prints a document. The same document gives the same bytes.
///
/// # Errors
/// [`Error::Write`] where the document cannot be written in the format.
pub fn render(document: &Document, format: Format) -> Result<Vec<u8>, Error> {
    match format {
        Format::Html => html::render(document),
        Format::Markdown => Ok(markdown::render(document).into_bytes()),
        Format::Csv => Ok(csv::render(document).into_bytes()),
        Format::CsvExcel => Ok(sheet::render(document).into_bytes()),
        Format::Json => json(document),
    }
}

fn json(document: &Document) -> Result<Vec<u8>, Error> {
    let mut bytes = serde_json::to_vec_pretty(document)
        .map_err(|cause| Error::Write { format: Format::Json.name(), reason: cause.to_string() })?;
    bytes.push(b'\n');
    Ok(bytes)
}
