//! One Delta table at one version, and the commits that make the next.
//!
//! Files are written and removed by explicit actions: a commit removes the listed files of the rewritten partitions and
//! adds the new ones, which is what `replaceWhere` over those partitions does.

use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU64;
use std::sync::Arc;

use arrow::array::{Array, RecordBatch};
use arrow::compute::partition;
use arrow::datatypes::{FieldRef, SchemaRef};
use deltalake::DeltaTableBuilder;
use deltalake::datafile::writer::{DeltaWriter, WriterConfig};
use deltalake::kernel::engine::arrow_conversion::TryIntoKernel as _;
use deltalake::kernel::transaction::{CommitBuilder, CommitProperties, TableReference};
use deltalake::kernel::{Action, Add, EagerSnapshot, LogicalFileView, Metadata, StructType};
use deltalake::logstore::LogStoreRef;
use deltalake::operations::create::CreateBuilder;
use deltalake::operations::write::WriterStatsConfig;
use deltalake::protocol::{DeltaOperation, SaveMode};
use futures::StreamExt as _;
use object_store::path::Path;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use serde_json::{Value, json};
use url::Url;

use crate::error::{Error, ErrorKind};
use crate::files::{DataFile, FileTable};
use crate::rows::{RowStream, partition_texts};
use crate::spec::{TableSpec, literal};
use crate::store::DurableStore;

/// A file is closed beyond this size, in bytes.
const FILE_SIZE: u64 = 256 << 20;
/// Small row groups let readers skip more and writers hold less.
const ROW_GROUP: usize = 131_072;
/// Kept in each commit: the run, and the digest of each partition.
const RUN_KEY: &str = "tidings.run";
const DIGEST_KEY: &str = "tidings.digests";

/// A table at a version.
pub(crate) struct Table {
    pub id: String,
    pub version: i64,
    /// Stored columns, the partition column among them.
    pub schema: SchemaRef,
    pub partition: Option<FieldRef>,
    pub files: Vec<DataFile>,
    views: Vec<LogicalFileView>,
    snapshot: EagerSnapshot,
    log: LogStoreRef,
}

fn log_store(store: &DurableStore, id: &str) -> Result<LogStoreRef, Error> {
    // The store's root is the warehouse, so the address names the table below it. The scheme only chooses how commits are
    // made (create if absent); `file` would have delta look for the folder below `/`, past our store.
    let url = Url::parse(&format!("memory:///{id}/"))
        .map_err(|error| Error::schema(format!("`{id}` is no table: {error}")))?;
    DeltaTableBuilder::from_url(url.clone())
        .map(|builder| builder.with_storage_backend(Arc::new(store.clone()), url))
        .and_then(|builder| builder.build_storage())
        .map_err(|error| Error::delta(format!("cannot open table `{id}`"), &error))
}

impl Table {
    /// Opens a table at a version, or at its newest. `None` if there is no such table.
    pub(crate) async fn open(store: &DurableStore, id: &str, version: Option<i64>) -> Result<Option<Self>, Error> {
        let log = log_store(store, id)?;
        let fail = |error: &deltalake::DeltaTableError| Error::delta(format!("cannot open table `{id}`"), error);
        if !log.is_delta_table_location().await.map_err(|error| fail(&error))? {
            return Ok(None);
        }
        let wanted = version
            .map(u64::try_from)
            .transpose()
            .map_err(|_| Error::bug(format!("table `{id}` has no version below 0")))?;
        let snapshot = EagerSnapshot::try_new(log.as_ref(), wanted).await.map_err(|error| fail(&error))?;
        Self::at(id, log, snapshot).map(Some)
    }

    fn at(id: &str, log: LogStoreRef, snapshot: EagerSnapshot) -> Result<Self, Error> {
        let protocol = snapshot.protocol();
        if protocol.min_reader_version() > 1 || protocol.min_writer_version() > 2 {
            return Err(Error::new(
                ErrorKind::Corrupt,
                format!(
                    "table `{id}` is Delta reader {}, writer {}; expected 1 and 2",
                    protocol.min_reader_version(),
                    protocol.min_writer_version()
                ),
            )
            .with_hint("another program changed the table; restore it, or let tidings build it again"));
        }
        let schema = snapshot.arrow_schema();
        let partition = snapshot
            .metadata()
            .partition_columns()
            .first()
            .and_then(|name| schema.fields().find(name).map(|(_, field)| Arc::clone(field)));
        let listed = snapshot
            .try_log_data()
            .map_err(|error| Error::delta(format!("cannot read the files of table `{id}`"), &error))?;
        let mut listed: Vec<(DataFile, LogicalFileView)> = listed
            .iter()
            .map(|view| {
                let values = view.partition_values_map();
                let file = DataFile {
                    path: Path::from_iter(Path::from(id).parts().chain(view.object_store_path().parts())),
                    size: u64::try_from(view.size()).unwrap_or_default(),
                    rows: view.num_records().map(|rows| rows as u64),
                    partition: partition.as_ref().and_then(|field| values.get(field.name()).cloned().flatten()),
                };
                (file, view)
            })
            .collect();
        listed.sort_by(|a, b| (&a.0.partition, &a.0.path).cmp(&(&b.0.partition, &b.0.path)));
        let (files, views) = listed.into_iter().unzip();
        let version = i64::try_from(snapshot.version()).unwrap_or(i64::MAX);
        Ok(Self { id: id.to_owned(), version, schema, partition, files, views, snapshot, log })
    }

    /// Makes an empty table.
    pub(crate) async fn create(store: &DurableStore, spec: &TableSpec, run: &str) -> Result<Self, Error> {
        let id = spec.id();
        let log = log_store(store, &id)?;
        let schema = delta_schema(&spec.stored_schema(), &id)?;
        let settings = [
            ("delta.checkpointInterval", Some("50")),
            ("delta.logRetentionDuration", Some("interval 60 days")),
            ("delta.deletedFileRetentionDuration", Some("interval 30 days")),
        ];
        let table = CreateBuilder::new()
            .with_log_store(log.clone())
            .with_columns(schema.fields().cloned())
            .with_partition_columns(spec.partition_column())
            .with_configuration(settings.map(|(key, value)| (key, value)))
            .with_commit_properties(properties(run, None))
            .await
            .map_err(|error| Error::delta(format!("cannot create table `{id}`"), &error))?;
        let snapshot = table
            .snapshot()
            .map_err(|error| Error::delta(format!("cannot create table `{id}`"), &error))?
            .snapshot()
            .clone();
        Self::at(&id, log, snapshot)
    }

    /// Opens the newest version, or makes the table.
    pub(crate) async fn open_or_create(store: &DurableStore, spec: &TableSpec, run: &str) -> Result<Self, Error> {
        let table = match Self::open(store, &spec.id(), None).await? {
            Some(table) => table,
            None => Self::create(store, spec, run).await?,
        };
        Ok(table)
    }

    pub(crate) fn rows(&self) -> u64 {
        self.files.iter().filter_map(|file| file.rows).sum()
    }

    /// The rows of some partitions (all, if `None`) with the columns of `schema`.
    pub(crate) fn scan(
        &self,
        schema: SchemaRef,
        partitions: Option<&std::collections::BTreeSet<String>>,
    ) -> Result<FileTable, Error> {
        let files: Vec<DataFile> =
            self.files.iter().filter(|file| touched(partitions, file.partition.as_deref())).cloned().collect();
        FileTable::new(schema, self.partition.clone(), &files)
    }

    /// The columns that SQL sees: all but the helper of the partition.
    pub(crate) fn visible_schema(&self) -> SchemaRef {
        let shown: Vec<usize> = (0..self.schema.fields().len())
            .filter(|index| !self.schema.field(*index).name().starts_with('_'))
            .collect();
        Arc::new(self.schema.project(&shown).unwrap_or_else(|_| self.schema.as_ref().clone()))
    }

    /// The digests that the commit of this version recorded.
    pub(crate) async fn digests(&self) -> Result<BTreeMap<String, String>, Error> {
        let Ok(version) = u64::try_from(self.version) else {
            return Ok(BTreeMap::new());
        };
        let bytes = self
            .log
            .read_commit_entry(version)
            .await
            .map_err(|error| Error::delta(format!("cannot read the log of table `{}`", self.id), &error))?;
        let found = bytes.as_deref().unwrap_or_default().split(|byte| *byte == b'\n').find_map(|line| {
            let action: Value = serde_json::from_slice(line).ok()?;
            serde_json::from_value(action.get("commitInfo")?.get(DIGEST_KEY)?.clone()).ok()
        });
        Ok(found.unwrap_or_default())
    }

    /// Writes rows, sorted by partition, into new files of this table. They belong to it once they are committed.
    pub(crate) async fn write(&self, schema: &SchemaRef, mut rows: RowStream) -> Result<Vec<Add>, Error> {
        let fail =
            |error: &deltalake::DeltaTableError| Error::delta(format!("cannot write table `{}`", self.id), error);
        let mut open: Option<(Option<String>, DeltaWriter)> = None;
        let mut adds = Vec::new();
        while let Some(batch) = rows.next().await {
            let batch = batch?;
            let columns = schema
                .fields()
                .iter()
                .map(|field| batch.column_by_name(field.name()).map(Arc::clone))
                .collect::<Option<Vec<_>>>()
                .ok_or_else(|| Error::bug(format!("rows lack a column of table `{}`", self.id)))?;
            let batch = RecordBatch::try_new(schema.clone(), columns)
                .map_err(|error| Error::arrow(format!("rows do not fit table `{}`", self.id), &error))?;
            for (value, slice) in self.split(&batch)? {
                if open.as_ref().is_none_or(|(current, _)| current != &value) {
                    // Rows are sorted by partition: one that is left is complete.
                    if let Some((_, writer)) = open.take() {
                        adds.extend(writer.close().await.map_err(|error| fail(&error))?);
                    }
                    open = Some((value, self.writer(schema)));
                }
                if let Some((_, writer)) = &mut open {
                    writer.write(&slice).await.map_err(|error| fail(&error))?;
                }
            }
        }
        if let Some((_, writer)) = open.take() {
            adds.extend(writer.close().await.map_err(|error| fail(&error))?);
        }
        Ok(adds)
    }

    fn split(&self, batch: &RecordBatch) -> Result<Vec<(Option<String>, RecordBatch)>, Error> {
        let Some(column) = &self.partition else {
            return Ok(vec![(None, batch.clone())]);
        };
        if batch.num_rows() == 0 {
            return Ok(Vec::new());
        }
        let texts = partition_texts(column.name(), batch)?;
        let ranges = partition(&[Arc::new(texts.clone()) as _])
            .map_err(|error| Error::arrow("rows cannot be split by partition", &error))?
            .ranges();
        Ok(ranges
            .into_iter()
            .map(|range| {
                let value = texts.is_valid(range.start).then(|| texts.value(range.start).to_owned());
                (value, batch.slice(range.start, range.len()))
            })
            .collect())
    }

    fn writer(&self, schema: &SchemaRef) -> DeltaWriter {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(3).unwrap_or_default()))
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_created_by("tidings".to_owned())
            .build();
        let statistics = WriterStatsConfig::from_config(self.snapshot.table_configuration());
        let config = WriterConfig::new(
            schema.clone(),
            self.partition.iter().map(|field| field.name().clone()).collect(),
            Some(properties),
            NonZeroU64::new(FILE_SIZE),
            None,
            statistics.num_indexed_cols,
            statistics.stats_columns,
        );
        DeltaWriter::new(self.log.object_store(None), config)
    }

    /// Commits: the files of the `touched` partitions (all, if `None`) go, `adds` come. Returns the new version.
    pub(crate) async fn commit(&self, change: Change<'_>) -> Result<i64, Error> {
        let mut actions: Vec<Action> = Vec::new();
        if let Some(schema) = change.schema {
            actions.push(Action::Metadata(self.metadata(schema)?));
        }
        let mut removed = false;
        if change.removes {
            for (file, view) in self.files.iter().zip(&self.views) {
                if touched(change.touched, file.partition.as_deref()) {
                    actions.push(Action::Remove(view.remove_action(true)));
                    removed = true;
                }
            }
        }
        actions.extend(change.adds.into_iter().map(Action::Add));
        let predicate = self.partition.as_ref().zip(change.touched).map(|(column, values)| {
            let values: Vec<String> = values.iter().map(|value| literal(value)).collect();
            format!("{} IN ({})", column.name(), values.join(", "))
        });
        let operation = DeltaOperation::Write {
            mode: if removed { SaveMode::Overwrite } else { SaveMode::Append },
            partition_by: self.partition.as_ref().map(|field| vec![field.name().clone()]),
            predicate: predicate.filter(|_| removed),
        };
        let commit = CommitBuilder::from(properties(change.run, change.digests))
            .with_actions(actions)
            .build(Some(&self.snapshot as &dyn TableReference), self.log.clone(), operation)
            .await
            .map_err(|error| Error::delta(format!("cannot commit table `{}`", self.id), &error))?;
        i64::try_from(commit.version()).map_err(|_| Error::bug("a table version is out of range"))
    }

    /// Sets the table back to the content of `old`. Returns the new version, or this one if nothing differs.
    pub(crate) async fn set_back(&self, old: Option<&Table>, run: &str) -> Result<i64, Error> {
        let empty: (Vec<DataFile>, Vec<LogicalFileView>) = (Vec::new(), Vec::new());
        let (old_files, old_views) = old.map_or((&empty.0, &empty.1), |table| (&table.files, &table.views));
        let here: std::collections::BTreeSet<&str> = self.files.iter().map(|file| file.path.as_ref()).collect();
        let there: std::collections::BTreeSet<&str> = old_files.iter().map(|file| file.path.as_ref()).collect();
        let schema = old.filter(|table| table.schema != self.schema).map(|table| &table.schema);
        if here == there && schema.is_none() {
            return Ok(self.version);
        }
        let mut actions: Vec<Action> = Vec::new();
        if let Some(schema) = schema {
            actions.push(Action::Metadata(self.metadata(schema)?));
        }
        for (file, view) in self.files.iter().zip(&self.views) {
            if !there.contains(file.path.as_ref()) {
                actions.push(Action::Remove(view.remove_action(true)));
            }
        }
        for (file, view) in old_files.iter().zip(old_views) {
            if !here.contains(file.path.as_ref()) {
                actions.push(Action::Add(added_again(view)));
            }
        }
        let digests = match old {
            Some(table) => table.digests().await?,
            None => BTreeMap::new(),
        };
        let operation = DeltaOperation::Restore {
            version: old.and_then(|table| u64::try_from(table.version).ok()),
            datetime: None,
        };
        let commit = CommitBuilder::from(properties(run, Some(&digests)))
            .with_actions(actions)
            .build(Some(&self.snapshot as &dyn TableReference), self.log.clone(), operation)
            .await
            .map_err(|error| Error::delta(format!("cannot set back table `{}`", self.id), &error))?;
        i64::try_from(commit.version()).map_err(|_| Error::bug("a table version is out of range"))
    }

    fn metadata(&self, schema: &SchemaRef) -> Result<Metadata, Error> {
        let fail = |error: serde_json::Error| Error::bug(format!("table metadata cannot be written: {error}"));
        let schema = delta_schema(schema, &self.id)?;
        let mut value = serde_json::to_value(self.snapshot.metadata()).map_err(fail)?;
        value["schemaString"] = Value::String(serde_json::to_string(&schema).map_err(fail)?);
        serde_json::from_value(value).map_err(fail)
    }
}

/// A commit to make.
pub(crate) struct Change<'a> {
    pub run: &'a str,
    /// The new stored columns, if they differ.
    pub schema: Option<&'a SchemaRef>,
    /// Whether the files of the touched partitions are removed; an append removes none.
    pub removes: bool,
    /// The partitions that are replaced; `None` is the whole table.
    pub touched: Option<&'a std::collections::BTreeSet<String>>,
    pub adds: Vec<Add>,
    pub digests: Option<&'a BTreeMap<String, String>>,
}

fn touched(partitions: Option<&std::collections::BTreeSet<String>>, value: Option<&str>) -> bool {
    match (partitions, value) {
        (None, _) => true,
        (Some(partitions), Some(value)) => partitions.contains(value),
        (Some(_), None) => true,
    }
}

#[expect(deprecated, reason = "the log's own form of a file is what is added again")]
fn added_again(view: &LogicalFileView) -> Add {
    view.add_action()
}

fn delta_schema(schema: &SchemaRef, id: &str) -> Result<StructType, Error> {
    schema
        .as_ref()
        .try_into_kernel()
        .map_err(|error| Error::schema(format!("table `{id}` has columns that delta does not know: {error}")))
}

fn properties(run: &str, digests: Option<&BTreeMap<String, String>>) -> CommitProperties {
    let mut metadata = HashMap::from([(RUN_KEY.to_owned(), Value::String(run.to_owned()))]);
    if let Some(digests) = digests {
        metadata.insert(DIGEST_KEY.to_owned(), json!(digests));
    }
    // One writer holds the lock, so a conflict is a foreign writer: it is never resolved by retrying. Old log entries go
    // by maintenance only, for published versions must stay readable.
    CommitProperties::default().with_metadata(metadata).with_max_retries(0).with_cleanup_expired_logs(Some(false))
}

/// The table's stored columns when `spec` is written to it: columns may be added, never retyped.
pub(crate) fn grown_schema(table: &Table, spec: &TableSpec) -> Result<Option<SchemaRef>, Error> {
    let wanted = spec.stored_schema();
    let id = &table.id;
    if table.partition.as_ref().map(|field| field.name().as_str()) != spec.partition_column() {
        return Err(Error::schema(format!("table `{id}` is partitioned in another way"))
            .with_hint("a partition is chosen once; give the table a new name to choose again"));
    }
    let mut fields: Vec<FieldRef> = table.schema.fields().iter().cloned().collect();
    let mut added = false;
    for field in wanted.fields() {
        match table.schema.fields().find(field.name()) {
            Some((place, known)) if known.data_type() == field.data_type() => {
                // A column may lose its duty to have a value, never gain it: old rows have none.
                if field.is_nullable() && !known.is_nullable() {
                    fields[place] = Arc::clone(field);
                    added = true;
                }
            }
            Some((_, known)) => {
                return Err(Error::schema(format!(
                    "column `{}` of table `{id}` is {}, but is now declared as {}",
                    field.name(),
                    known.data_type(),
                    field.data_type()
                ))
                .with_hint("columns are added, never retyped: use a new column"));
            }
            None => {
                fields.push(Arc::new(field.as_ref().clone().with_nullable(true)));
                added = true;
            }
        }
    }
    Ok(added.then(|| Arc::new(arrow::datatypes::Schema::new(fields))))
}
