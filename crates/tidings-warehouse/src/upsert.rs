//! Loading a stream: rows and tombstones are staged, the newest version of each key wins, and the touched partitions are
//! rebuilt in one commit.
//!
//! What wins does not depend on how rows were split over loads: of two versions of a key the one with the greater order
//! columns stays, also against what is stored; only between equals does the later arrival win. A tombstone beats what
//! came before it.

use std::sync::Arc;

use arrow::array::{Int64Array, RecordBatch};
use arrow::datatypes::{DataType, Schema, SchemaRef};

use crate::account::{Account, Outcome, Refused};
use crate::error::Error;
use crate::load::Load;
use crate::rows::{fit, nullable, with_column};
use crate::spec::{Partition, TableSpec};
use crate::stage::StageWriter;
use crate::table::{Table, grown_schema};
use crate::warehouse::Warehouse;

/// Arrival order within a load.
pub(crate) const SEQUENCE: &str = "_sequence";
/// How many refused rows are named; all are counted.
const NAMED_REFUSALS: usize = 1000;
/// One load of a stream. Feed it in the order in which the source speaks, then finish it.
pub struct Upsert {
    warehouse: Warehouse,
    spec: TableSpec,
    stored: SchemaRef,
    rows: StageWriter,
    tombstones: Option<StageWriter>,
    sequence: u64,
    rejected: u64,
    complete: bool,
    refused: Vec<Refused>,
}

impl Upsert {
    pub(crate) fn new(warehouse: Warehouse, spec: &TableSpec) -> Result<Self, Error> {
        spec.check()?;
        let stored = spec.stored_schema();
        let staged = with_column(&nullable(&stored), SEQUENCE, DataType::Int64);
        Ok(Self {
            rows: StageWriter::new(warehouse.root(), staged)?,
            warehouse,
            spec: spec.clone(),
            stored,
            tombstones: None,
            sequence: 0,
            rejected: 0,
            complete: false,
            refused: Vec::new(),
        })
    }

    /// Takes rows. Columns go by name; a missing one is NULL. Rows without a key or partition are refused and counted.
    pub fn rows(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        let fitted = fit(&self.spec, &self.stored, batch)?;
        for (row, column) in fitted.refused {
            self.refuse(row, column);
        }
        let staged = numbered(self.rows.schema(), &fitted.rows, self.sequence, &fitted.kept)?;
        self.sequence += batch.num_rows() as u64;
        self.rows.write(&staged)
    }

    /// Takes tombstones: the key columns of rows that are gone.
    pub fn delete(&mut self, keys: &RecordBatch) -> Result<(), Error> {
        if self.spec.key.is_empty() {
            return Err(Error::schema(format!(
                "table `{}` has no key, so nothing can be deleted from it",
                self.spec.id()
            )));
        }
        let key_spec = self.key_spec();
        let stored = key_spec.stored_schema();
        let known: Vec<usize> = (0..keys.num_columns())
            .filter(|index| self.spec.key.contains(keys.schema().field(*index).name()))
            .collect();
        let keys = keys.project(&known).map_err(|error| Error::arrow("tombstones cannot be read", &error))?;
        let fitted = fit(&key_spec, &stored, &keys)?;
        for (row, column) in fitted.refused {
            self.refuse(row, column);
        }
        let root = self.warehouse.root().to_path_buf();
        let tombstones = match &mut self.tombstones {
            Some(writer) => writer,
            empty => empty.insert(StageWriter::new(&root, with_column(&nullable(&stored), SEQUENCE, DataType::Int64))?),
        };
        let staged = numbered(tombstones.schema(), &fitted.rows, self.sequence, &fitted.kept)?;
        self.sequence += keys.num_rows() as u64;
        tombstones.write(&staged)
    }

    /// Counts rows that the plugin rejected.
    pub fn rejected(&mut self, rows: u64) {
        self.rejected += rows;
    }

    /// Says that a full snapshot has ended: keys that it did not hold are gone.
    pub fn complete(&mut self) {
        self.complete = true;
    }

    /// The first rows that were refused here, for the ledger.
    #[must_use]
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// Brings the load into the table in one commit, or in none if nothing changes.
    pub async fn finish(self, run: &str) -> Result<Outcome, Error> {
        let read = self.sequence + self.rejected;
        let refused_here = self.sequence - self.rows.rows() - self.tombstones.as_ref().map_or(0, StageWriter::rows);
        let account = Account { read, rejected: self.rejected + refused_here, ..Account::default() };
        let table = Table::open_or_create(self.warehouse.store(), &self.spec, run).await?;
        let schema = grown_schema(&table, &self.spec)?;
        let load = Load {
            rows: self.rows.finish()?,
            tombstones: self.tombstones.map(StageWriter::finish).transpose()?,
            target: schema.clone().unwrap_or_else(|| Arc::clone(&table.schema)),
            grown: schema.is_some(),
            complete: self.complete,
            table,
            warehouse: self.warehouse,
            spec: self.spec,
        };
        load.run(run, account).await
    }

    fn refuse(&mut self, row: u64, column: String) {
        if self.refused.len() < NAMED_REFUSALS {
            self.refused.push(Refused { sequence: self.sequence + row, column });
        }
    }

    fn key_spec(&self) -> TableSpec {
        let fields: Vec<_> =
            self.spec.columns.fields().iter().filter(|field| self.spec.key.contains(field.name())).cloned().collect();
        TableSpec {
            columns: Arc::new(Schema::new(fields)),
            partition: Partition::None,
            order: Vec::new(),
            ..self.spec.clone()
        }
    }
}

/// Rows with their place in the load.
fn numbered(schema: &SchemaRef, rows: &RecordBatch, first: u64, kept: &[u64]) -> Result<RecordBatch, Error> {
    let numbers: Int64Array = kept.iter().map(|row| i64::try_from(first + row).ok()).collect();
    let mut columns = rows.columns().to_vec();
    columns.push(Arc::new(numbers));
    RecordBatch::try_new(schema.clone(), columns).map_err(|error| Error::arrow("rows cannot be staged", &error))
}
