//! One file, opened: its encoding, delimiter and header are known.

use tidings_connector::Error;

use crate::bytes::Bytes;
use crate::config::Dialect;
use crate::files::FoundFile;
use crate::lines::Lines;
use crate::records::{Next, Records, Width};
use crate::sniff;
use crate::source::{Format, Stream};

/// A file that stands at its first row.
pub(crate) struct OpenFile {
    pub(crate) records: Records,
    /// The texts of the header; none if the file is empty.
    pub(crate) header: Option<Vec<String>>,
}

/// Opens a file and reads its header.
pub(crate) fn open(file: &FoundFile, stream: &Stream, format: &Format) -> Result<OpenFile, Error> {
    let mut records = start(file, format)?;
    if format.header {
        let header = first_record(&mut records, file)?;
        if let Some(header) = &header {
            let last_unnamed = header.last().is_some_and(|text| text.trim().is_empty());
            check_width(header.len(), file, format)?;
            records.expect(Width { fields: header.len(), last_unnamed });
        }
        return Ok(OpenFile { records, header });
    }
    let header = match &stream.names {
        Some(names) => Some(names.clone()),
        // The first record is a row too, so the file is read from its start again.
        None => {
            let first = first_record(&mut records, file)?;
            records = start(file, format)?;
            first.map(|first| (1..=first.len()).map(|index| format!("column_{index}")).collect())
        }
    };
    if let Some(header) = &header {
        check_width(header.len(), file, format)?;
        records.expect(Width { fields: header.len(), last_unnamed: false });
    }
    Ok(OpenFile { records, header })
}

fn check_width(columns: usize, file: &FoundFile, format: &Format) -> Result<(), Error> {
    if columns <= format.limits.columns {
        return Ok(());
    }
    Err(Error::schema(format!("`{}` has more than {} columns", file.name, format.limits.columns))
        .hint("is the delimiter right? If so, raise `limits.columns`"))
}

fn start(file: &FoundFile, format: &Format) -> Result<Records, Error> {
    let lines = Lines::new(Bytes::open(file, format.limits)?, format.encoding, format.limits.record_bytes)?;
    let delimiter =
        format.delimiter.unwrap_or_else(|| sniff::delimiter(&lines.peek(), format.quote, format.escape, lines.end()));
    let dialect = Dialect { delimiter, quote: format.quote, escape: format.escape };
    Ok(Records::new(lines, dialect, format.limits))
}

fn first_record(records: &mut Records, file: &FoundFile) -> Result<Option<Vec<String>>, Error> {
    match records.next()? {
        Next::Record(record) => Ok(Some((0..record.len()).map(|index| record.field(index).to_owned()).collect())),
        Next::End => Ok(None),
        Next::Bad(bad) => {
            let hint = match &*bad.why.code {
                "invalid_encoding" => "declare the file's `encoding`, such as `windows-1252`",
                "wrong_field_count" => "is the delimiter right? If so, raise `limits.columns`",
                _ => "look at the quotes in the file's first line",
            };
            Err(Error::schema(format!("`{}`, line {}: the header cannot be read: {}", file.name, bad.line, bad.why))
                .hint(hint))
        }
    }
}
