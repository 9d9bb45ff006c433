//! One file, opened under caps.
//!
//! The readers of these formats trust what a file says of itself. So its own claims are held to
//! the caps first, and a panic within a reader is this file's error.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::RecordBatch;
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::{ArrowError, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tidings_connector::Error;
use tidings_plugin_csv::files::{FoundFile, io_error};

use crate::claims;
use crate::config::Limits;

/// The batches of a file, in its order.
pub(crate) type Batches = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>;

/// A file whose schema is known.
pub(crate) struct OpenFile {
    name: String,
    schema: SchemaRef,
    kind: Kind,
}

enum Kind {
    Parquet(Box<ParquetRecordBatchReaderBuilder<File>>),
    IpcFile(Box<FileReader<BufReader<File>>>),
    IpcStream(Box<StreamReader<BufReader<File>>>),
}

/// Opens a file; the format is told by its content.
pub(crate) fn open(file: &FoundFile, limits: Limits) -> Result<OpenFile, Error> {
    if file.size > limits.file_bytes {
        return Err(Error::schema(format!("`{}` has more than {} bytes", file.name, limits.file_bytes))
            .hint("split the file, or raise `limits.file_bytes`"));
    }
    let mut opened = file.open()?;
    let mut magic = Vec::with_capacity(8);
    let failed = |error: std::io::Error| io_error(&file.name, &error);
    (&mut opened).take(8).read_to_end(&mut magic).map_err(failed)?;
    opened.rewind().map_err(failed)?;
    let opened = guarded(&file.name, || -> Result<(SchemaRef, Kind), ArrowError> {
        Ok(match magic.as_slice() {
            [b'P', b'A', b'R', b'1', ..] => {
                let builder = ParquetRecordBatchReaderBuilder::try_new(opened)?;
                (builder.schema().clone(), Kind::Parquet(Box::new(builder)))
            }
            b"ARROW1\0\0" => {
                claims::check_file(&mut opened, file.size)?;
                let reader = FileReader::try_new(BufReader::new(opened), None)?;
                (reader.schema(), Kind::IpcFile(Box::new(reader)))
            }
            [0xff, 0xff, 0xff, 0xff, ..] => {
                claims::check_stream(&mut opened, file.size)?;
                let reader = StreamReader::try_new(BufReader::new(opened), None)?;
                (reader.schema(), Kind::IpcStream(Box::new(reader)))
            }
            _ => return Err(ArrowError::ParseError("neither Parquet nor Arrow IPC".to_owned())),
        })
    })?;
    let (schema, kind) = opened;
    let file = OpenFile { name: file.name.clone(), schema, kind };
    file.check_caps(limits)?;
    Ok(file)
}

impl OpenFile {
    pub(crate) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn check_caps(&self, limits: Limits) -> Result<(), Error> {
        let over = |what: &str, cap: u64, key: &str| {
            Err(Error::schema(format!("`{}` has more than {cap} {what}", self.name))
                .hint(format!("if the file is what it should be, raise `limits.{key}`")))
        };
        if self.schema.flattened_fields().len() > limits.columns {
            return over("columns", limits.columns as u64, "columns");
        }
        let Kind::Parquet(builder) = &self.kind else { return Ok(()) };
        let groups = builder.metadata().row_groups();
        if groups.len() > limits.row_groups {
            return over("row groups", limits.row_groups as u64, "row_groups");
        }
        let sizes = groups.iter().map(|group| u64::try_from(group.total_byte_size()).unwrap_or(u64::MAX));
        let (mut largest, mut sum) = (0, 0u64);
        for size in sizes {
            largest = size.max(largest);
            sum = sum.saturating_add(size);
        }
        if largest > limits.row_group_bytes {
            return over("unpacked bytes in a row group", limits.row_group_bytes, "row_group_bytes");
        }
        if sum > limits.unpacked_bytes {
            return over("unpacked bytes", limits.unpacked_bytes, "unpacked_bytes");
        }
        Ok(())
    }

    /// Reads some of the file's columns, by their places, in the file's order.
    pub(crate) fn read(self, columns: &[usize], batch_rows: usize) -> Result<Reader, Error> {
        let name = self.name;
        let batches: Batches = guarded(&name, || -> Result<Batches, ArrowError> {
            let columns = columns.to_vec();
            Ok(match self.kind {
                Kind::Parquet(builder) => {
                    let mask = ProjectionMask::roots(builder.parquet_schema(), columns);
                    Box::new(builder.with_projection(mask).with_batch_size(batch_rows).build()?)
                }
                Kind::IpcFile(reader) => Box::new(reader.map(move |batch| batch?.project(&columns))),
                Kind::IpcStream(reader) => Box::new(reader.map(move |batch| batch?.project(&columns))),
            })
        })?;
        Ok(Reader { name, batches, rest: None, batch_rows })
    }
}

/// The batches of a file, none larger than asked for.
pub(crate) struct Reader {
    name: String,
    batches: Batches,
    rest: Option<RecordBatch>,
    batch_rows: usize,
}

impl Reader {
    pub(crate) fn next(&mut self) -> Result<Option<RecordBatch>, Error> {
        loop {
            let batch = match self.rest.take() {
                Some(rest) => rest,
                None => match guarded(&self.name, || self.batches.next().transpose())? {
                    Some(batch) => batch,
                    None => return Ok(None),
                },
            };
            if batch.num_rows() > self.batch_rows {
                self.rest = Some(batch.slice(self.batch_rows, batch.num_rows() - self.batch_rows));
                return Ok(Some(batch.slice(0, self.batch_rows)));
            }
            if batch.num_rows() > 0 {
                return Ok(Some(batch));
            }
        }
    }
}

/// Runs a reader. Its errors and its panics are the file's.
fn guarded<T>(name: &str, run: impl FnOnce() -> Result<T, ArrowError>) -> Result<T, Error> {
    let damaged = |what: &str| {
        Error::schema(format!("`{name}` cannot be read: {what}"))
            .hint("the file is damaged, half written, or not Parquet or Arrow IPC; have it exported again")
    };
    // Whatever was in use when it panicked is dropped with the read.
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(damaged(&error.to_string().to_lowercase())),
        Err(_) => Err(damaged("its content contradicts itself")),
    }
}
