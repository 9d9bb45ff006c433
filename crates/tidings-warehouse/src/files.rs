//! A table that is a fixed list of Parquet files: the only way this crate lets DataFusion read.

use std::sync::Arc;

use arrow::datatypes::{FieldRef, Schema, SchemaRef};
use async_trait::async_trait;
use datafusion::catalog::{Session, TableProvider};
use datafusion::common::stats::Precision;
use datafusion::common::{Result, ScalarValue, Statistics, project_schema};
use datafusion::datasource::TableType;
use datafusion::datasource::file_format::FileFormat;
use datafusion::datasource::file_format::parquet::ParquetFormat;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder};
use datafusion::datasource::table_schema::TableSchema;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::empty::EmptyExec;
use object_store::path::Path;

use crate::error::Error;

/// The one address that the sessions' store registry knows.
pub(crate) const STORE_URL: &str = "warehouse://local";

/// One data file of a table.
#[derive(Debug, Clone)]
pub(crate) struct DataFile {
    /// Path below the warehouse's root, as the store knows it.
    pub path: Path,
    pub size: u64,
    pub rows: Option<u64>,
    /// The partition as the log has it.
    pub partition: Option<String>,
}

/// A table over a fixed list of files.
#[derive(Debug)]
pub(crate) struct FileTable {
    /// Columns in the files, then the partition column.
    table: TableSchema,
    /// Columns that SQL sees, and where each is in `table`.
    visible: SchemaRef,
    places: Vec<usize>,
    files: Vec<PartitionedFile>,
    rows: Option<usize>,
}

impl FileTable {
    /// `schema` is what SQL shall see, in its order; `partition` is the column that the files do not hold.
    pub(crate) fn new(schema: SchemaRef, partition: Option<FieldRef>, files: &[DataFile]) -> Result<Self, Error> {
        let in_files: Vec<FieldRef> = schema
            .fields()
            .iter()
            .filter(|field| partition.as_ref().is_none_or(|column| column.name() != field.name()))
            .cloned()
            .collect();
        let mut listed = Vec::with_capacity(files.len());
        for file in files {
            let mut entry = PartitionedFile::new(String::new(), file.size);
            // Set as it is: a path with `%` must not be encoded twice.
            entry.object_meta.location = file.path.clone();
            if let Some(column) = &partition {
                let value = ScalarValue::from(file.partition.clone())
                    .cast_to(column.data_type())
                    .map_err(|error| Error::engine("a table's log has an unreadable partition", &error))?;
                entry = entry.with_partition_values(vec![value]);
            }
            listed.push(entry);
        }
        let rows =
            files.iter().map(|file| file.rows.and_then(|rows| usize::try_from(rows).ok())).sum::<Option<usize>>();
        let table = TableSchema::builder(Arc::new(Schema::new(in_files)))
            .with_table_partition_cols(partition.into_iter().collect::<Vec<_>>())
            .build();
        let places =
            schema.fields().iter().filter_map(|field| table.table_schema().index_of(field.name()).ok()).collect();
        Ok(Self { table, visible: schema, places, files: listed, rows })
    }

    pub(crate) fn staged(schema: SchemaRef, path: String, size: u64, rows: u64) -> Self {
        let places = (0..schema.fields().len()).collect();
        Self {
            table: TableSchema::from(schema.clone()),
            visible: schema,
            places,
            files: vec![PartitionedFile::new(path, size)],
            rows: usize::try_from(rows).ok(),
        }
    }
}

#[async_trait]
impl TableProvider for FileTable {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.visible)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        // Files and row groups are skipped by their statistics; the filter itself stays above the scan.
        Ok(vec![TableProviderFilterPushDown::Inexact; filters.len()])
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        if self.files.is_empty() {
            return Ok(Arc::new(EmptyExec::new(project_schema(&self.visible, projection)?)));
        }
        let places = match projection {
            Some(wanted) => wanted.iter().filter_map(|index| self.places.get(*index).copied()).collect(),
            None => self.places.clone(),
        };
        let groups = FileGroup::new(self.files.clone()).split_files(state.config().target_partitions());
        let mut statistics = Statistics::new_unknown(self.table.table_schema());
        if let Some(rows) = self.rows {
            statistics.num_rows = Precision::Exact(rows);
        }
        let format = ParquetFormat::default().with_options(state.default_table_options().parquet);
        let limit = if filters.is_empty() { limit } else { None };
        let url = ObjectStoreUrl::parse(STORE_URL)?;
        let scan = FileScanConfigBuilder::new(url, format.file_source(self.table.clone()))
            .with_file_groups(groups)
            .with_statistics(statistics)
            .with_projection_indices(Some(places))?
            .with_limit(limit)
            .build();
        format.create_physical_plan(state, scan).await
    }
}
