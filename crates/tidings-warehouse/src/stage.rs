//! Rows set down in a temporary Parquet file, so that a load of any size needs little memory.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use crate::error::Error;
use crate::files::FileTable;

/// Names differ within a process; the run lock keeps other processes out.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// Every staged file's name begins so; what a crash leaves behind is removed under the run lock.
pub(crate) const PREFIX: &str = "stage-";

/// Below this many rows a row group stays open; it bounds the memory of one writer.
const ROW_GROUP: usize = 65_536;

/// A file that goes away with its owner.
#[derive(Debug)]
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A staged file being written.
pub(crate) struct StageWriter {
    writer: ArrowWriter<File>,
    schema: SchemaRef,
    file: Temporary,
    rows: u64,
}

impl StageWriter {
    pub(crate) fn new(root: &Path, schema: SchemaRef) -> Result<Self, Error> {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{PREFIX}{}-{number}.parquet", std::process::id());
        let path = root.join("tmp").join(name);
        let file =
            File::create(&path).map_err(|error| Error::storage(format!("cannot write `{}`", path.display()), error))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .build();
        let file_guard = Temporary(path);
        let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties))
            .map_err(|error| Error::storage("cannot stage rows", error))?;
        Ok(Self { writer, schema, file: file_guard, rows: 0 })
    }

    pub(crate) fn write(&mut self, rows: &RecordBatch) -> Result<(), Error> {
        self.rows += rows.num_rows() as u64;
        self.writer.write(rows).map_err(|error| Error::storage("cannot stage rows", error))
    }

    pub(crate) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    pub(crate) fn finish(self) -> Result<Staged, Error> {
        self.writer.close().map_err(|error| Error::storage("cannot stage rows", error))?;
        let size = std::fs::metadata(&self.file.0).map_err(|error| Error::storage("cannot stage rows", error))?.len();
        Ok(Staged { schema: self.schema, rows: self.rows, size, file: self.file })
    }
}

/// A staged file, complete.
pub(crate) struct Staged {
    pub rows: u64,
    schema: SchemaRef,
    size: u64,
    file: Temporary,
}

impl Staged {
    /// The rows as a table. Columns that `schema` has and the file lacks read as NULL.
    pub(crate) fn table(&self, schema: Option<SchemaRef>) -> FileTable {
        let name = self.file.0.file_name().unwrap_or_default().to_string_lossy();
        FileTable::staged(schema.unwrap_or_else(|| self.schema.clone()), format!("tmp/{name}"), self.size, self.rows)
    }
}

/// Removes what an earlier process staged and never finished. Only the holder of the run lock may call it.
pub(crate) fn sweep(root: &Path) -> Result<(), Error> {
    let folder = root.join("tmp");
    let entries = std::fs::read_dir(&folder)
        .map_err(|error| Error::storage(format!("cannot read `{}`", folder.display()), error))?;
    let own = format!("{PREFIX}{}-", std::process::id());
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(PREFIX) && !name.starts_with(&own) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(())
}
