use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::Error;

/// A delimited file under way.
pub(crate) struct Delimited {
    writer: csv::Writer<BufWriter<File>>,
    encoding: &'static encoding_rs::Encoding,
    path: PathBuf,
    /// Records written, the header left out.
    pub(crate) rows: u64,
}

impl std::fmt::Debug for Delimited {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Delimited").field("path", &self.path).field("rows", &self.rows).finish_non_exhaustive()
    }
}

/// How a delimited file is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    pub(crate) delimiter: u8,
    pub(crate) encoding: &'static encoding_rs::Encoding,
    pub(crate) byte_order_mark: bool,
    pub(crate) windows_lines: bool,
}

/// Commas, UTF-8, a line feed.
pub(crate) const PLAIN: Form =
    Form { delimiter: b',', encoding: encoding_rs::UTF_8, byte_order_mark: false, windows_lines: false };

impl Delimited {
    pub(crate) fn create(path: &Path, form: Form, header: &[&str]) -> Result<Self, Error> {
        let mut file = create(path)?;
        if form.byte_order_mark {
            file.write_all("\u{feff}".as_bytes()).map_err(|why| Error::write(path, why))?;
        }
        let writer = csv::WriterBuilder::new()
            .delimiter(form.delimiter)
            .terminator(if form.windows_lines { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
            // A record with fields missing is one of the faults that a sample has on purpose.
            .flexible(true)
            .from_writer(file);
        let mut delimited = Self { writer, encoding: form.encoding, path: path.to_owned(), rows: 0 };
        delimited.row(header)?;
        delimited.rows = 0;
        Ok(delimited)
    }

    pub(crate) fn row<T: AsRef<str>>(&mut self, fields: &[T]) -> Result<(), Error> {
        self.rows += 1;
        let fields = fields.iter().map(|field| self.encoding.encode(field.as_ref()).0);
        let fields: Vec<Cow<'_, [u8]>> = fields.collect();
        self.writer.write_record(&fields).map_err(|why| Error::write(&self.path, why))
    }

    pub(crate) fn finish(mut self) -> Result<u64, Error> {
        self.writer.flush().map_err(|why| Error::write(&self.path, why))?;
        Ok(self.rows)
    }
}

/// Makes a file and the folders above it.
pub(crate) fn create(path: &Path) -> Result<BufWriter<File>, Error> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|why| Error::write(folder, why))?;
    }
    File::create(path).map(BufWriter::new).map_err(|why| Error::write(path, why))
}
