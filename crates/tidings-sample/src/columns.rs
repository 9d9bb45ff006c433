use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::builder::{Int64Builder, StringBuilder, TimestampMicrosecondBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::Error;
use crate::file::create;

const BATCH_ROWS: usize = 8192;

/// A cell of a Parquet file; instants are seconds since 1970.
#[derive(Debug)]
pub(crate) enum Cell<'a> {
    Text(&'a str),
    Whole(i64),
    Instant(Option<i64>),
}

#[derive(Debug)]
enum Column {
    Text(StringBuilder),
    Whole(Int64Builder),
    Instant(TimestampMicrosecondBuilder),
}

/// Type of a column.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Text,
    Whole,
    Instant,
}

/// A Parquet file under way.
pub(crate) struct Columns {
    writer: ArrowWriter<BufWriter<File>>,
    schema: SchemaRef,
    columns: Vec<Column>,
    pending: usize,
    path: PathBuf,
    pub(crate) rows: u64,
}

impl std::fmt::Debug for Columns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Columns").field("path", &self.path).field("rows", &self.rows).finish_non_exhaustive()
    }
}

fn empty(kind: Kind) -> Column {
    match kind {
        Kind::Text => Column::Text(StringBuilder::new()),
        Kind::Whole => Column::Whole(Int64Builder::new()),
        Kind::Instant => Column::Instant(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
    }
}

impl Columns {
    pub(crate) fn create(path: &Path, columns: &[(&str, Kind)]) -> Result<Self, Error> {
        let fields = columns.iter().map(|(name, kind)| match kind {
            Kind::Text => Field::new(*name, DataType::Utf8, false),
            Kind::Whole => Field::new(*name, DataType::Int64, false),
            Kind::Instant => Field::new(*name, DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())), true),
        });
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            // A release of the writer must not change the sample.
            .set_created_by("tidings-sample".to_owned())
            .set_max_row_group_row_count(Some(100_000))
            .build();
        let writer = ArrowWriter::try_new(create(path)?, Arc::clone(&schema), Some(properties))
            .map_err(|why| Error::write(path, why))?;
        let columns = columns.iter().map(|(_, kind)| empty(*kind)).collect();
        Ok(Self { writer, schema, columns, pending: 0, path: path.to_owned(), rows: 0 })
    }

    /// Cells in the order of the columns.
    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), Error> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            match (column, cell) {
                (Column::Text(column), Cell::Text(text)) => column.append_value(text),
                (Column::Whole(column), Cell::Whole(whole)) => column.append_value(*whole),
                (Column::Instant(column), Cell::Instant(moment)) => {
                    column.append_option(moment.map(|moment| moment * 1_000_000));
                }
                (column, cell) => return Err(Error::bug(format!("{cell:?} in {column:?}"))),
            }
        }
        self.rows += 1;
        self.pending += 1;
        if self.pending == BATCH_ROWS { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Error> {
        if self.pending == 0 {
            return Ok(());
        }
        self.pending = 0;
        let arrays = self.columns.iter_mut().map(|column| match column {
            Column::Text(column) => Arc::new(column.finish()) as ArrayRef,
            Column::Whole(column) => Arc::new(column.finish()),
            Column::Instant(column) => Arc::new(column.finish()),
        });
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays.collect()).map_err(Error::bug)?;
        self.writer.write(&batch).map_err(|why| Error::write(&self.path, why))
    }

    pub(crate) fn finish(mut self) -> Result<u64, Error> {
        self.flush()?;
        self.writer.close().map_err(|why| Error::write(&self.path, why))?;
        Ok(self.rows)
    }
}
