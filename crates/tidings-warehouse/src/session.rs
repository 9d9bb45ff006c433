//! Read-only DataFusion sessions that know the warehouse's tables and nothing else.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use datafusion::catalog::{MemorySchemaProvider, TableProvider};
use datafusion::common::DataFusionError;
use datafusion::datasource::MemTable;
use datafusion::execution::SessionStateBuilder;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{FairSpillPool, MemoryLimit, TrackConsumersPool};
use datafusion::execution::object_store::ObjectStoreRegistry;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};
use object_store::ObjectStore;
use url::Url;

use crate::error::Error;
use crate::files::{FileTable, STORE_URL};
use crate::functions::{self, BusinessClock};
use crate::rows::{RowStream, rows_from_engine};
use crate::store::DurableStore;
use crate::warehouse::Options;

/// How many of the greatest memory users an error names.
const NAMED_CONSUMERS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(4);
/// Rows in a batch where both sides of a join are sorted.
const SORTING_BATCH: usize = 1024;
const CATALOG: &str = "tidings";
const SCHEMA: &str = "models";

/// Gives out the warehouse's store and no other: no `file://`, no network.
#[derive(Debug)]
struct OneStore(Option<Arc<dyn ObjectStore>>);

impl ObjectStoreRegistry for OneStore {
    fn register_store(&self, _url: &Url, _store: Arc<dyn ObjectStore>) -> Option<Arc<dyn ObjectStore>> {
        None
    }

    fn get_store(&self, url: &Url) -> Result<Arc<dyn ObjectStore>, DataFusionError> {
        match &self.0 {
            Some(store) if url.as_str().starts_with(STORE_URL) => Ok(Arc::clone(store)),
            _ => Err(DataFusionError::Plan("a query reads the warehouse's tables only".to_owned())),
        }
    }
}

/// The memory and spill space that all sessions of a warehouse share.
pub(crate) fn runtime(
    store: Option<DurableStore>,
    spill: Option<&Path>,
    options: &Options,
) -> Result<Arc<RuntimeEnv>, Error> {
    let mode = match spill {
        Some(folder) => DiskManagerMode::Directories(vec![folder.to_path_buf()]),
        None => DiskManagerMode::Disabled,
    };
    let disk = DiskManagerBuilder::default().with_mode(mode).with_max_temp_directory_size(options.spill_bytes);
    let pool = TrackConsumersPool::new(FairSpillPool::new(options.memory_bytes), NAMED_CONSUMERS);
    RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(pool))
        .with_disk_manager_builder(disk)
        .with_object_store_registry(Arc::new(OneStore(store.map(|store| Arc::new(store) as _))))
        .build_arc()
        .map_err(|error| Error::engine("cannot start the query engine", &error))
}

/// A session without tables.
pub(crate) fn context(
    runtime: Arc<RuntimeEnv>,
    target_partitions: usize,
    hash_joins: bool,
    clock: Option<Arc<dyn BusinessClock>>,
) -> SessionContext {
    let mut config = SessionConfig::new()
        .with_target_partitions(target_partitions.max(1))
        .with_default_catalog_and_schema(CATALOG, SCHEMA)
        .with_information_schema(false);
    if !hash_joins {
        // Several sorts run at once and each merge holds a batch of every run that it spilled: small batches leave room.
        config = config.with_batch_size(SORTING_BATCH);
    }
    let settings = config.options_mut();
    settings.sql_parser.collect_spans = true;
    settings.sql_parser.map_string_types_to_utf8view = false;
    settings.execution.parquet.schema_force_view_types = false;
    settings.execution.enable_recursive_ctes = false;
    settings.execution.time_zone = Some("UTC".to_owned());
    settings.optimizer.prefer_hash_join = hash_joins;
    // Each sort sets memory aside for its merge; in a small pool the usual 10 MB would leave nothing to sort in.
    if let MemoryLimit::Finite(limit) = runtime.memory_pool.memory_limit() {
        let share = limit / (16 * target_partitions.max(1));
        settings.execution.sort_spill_reservation_bytes = settings.execution.sort_spill_reservation_bytes.min(share);
    }
    // Table functions, file formats and table factories could name things outside the session's tables.
    let state = SessionStateBuilder::new_with_default_features()
        .with_config(config)
        .with_runtime_env(runtime)
        .with_table_functions(Default::default())
        .with_file_formats(Vec::new())
        .with_table_factories(Default::default())
        .build();
    let ctx = SessionContext::new_with_state(state);
    functions::register(&ctx, clock);
    ctx
}

/// Registers a table as `name`, or as `schema.name` for a stream; an earlier one of that name goes.
pub(crate) fn register_named(ctx: &SessionContext, name: &str, table: Arc<dyn TableProvider>) -> Result<(), Error> {
    let fail = |error: &DataFusionError| Error::engine(format!("cannot register `{name}`"), error);
    let (schema, table_name) = name.split_once('.').unwrap_or((SCHEMA, name));
    let catalog = ctx.catalog(CATALOG).ok_or_else(|| Error::bug("the session has no catalog"))?;
    let provider = match catalog.schema(schema) {
        Some(provider) => provider,
        None => {
            let provider = Arc::new(MemorySchemaProvider::new());
            catalog.register_schema(schema, Arc::clone(&provider) as _).map_err(|error| fail(&error))?;
            provider
        }
    };
    provider.deregister_table(table_name).map_err(|error| fail(&error))?;
    provider.register_table(table_name.to_owned(), table).map(|_| ()).map_err(|error| fail(&error))
}

/// A session that knows no warehouse, for KPI tests over rows in memory.
pub fn memory_session(clock: Option<Arc<dyn BusinessClock>>) -> Result<SessionContext, Error> {
    let options = Options::default();
    let runtime = runtime(None, None, &options)?;
    Ok(context(runtime, options.target_partitions, true, clock))
}

/// Registers rows in memory as `contact` or, with a dot, as a stream such as `csv.calls`.
pub fn register_batches(
    ctx: &SessionContext,
    name: &str,
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
) -> Result<(), Error> {
    let table = MemTable::try_new(schema, vec![batches])
        .map_err(|error| Error::engine(format!("cannot register `{name}`"), &error))?;
    register_named(ctx, name, Arc::new(table))
}

/// Runs one of our own queries and streams its rows.
pub(crate) async fn run_sql(ctx: &SessionContext, sql: &str, context: &str) -> Result<RowStream, Error> {
    let frame = ctx.sql(sql).await.map_err(|error| Error::engine(context, &error))?;
    let rows = frame.execute_stream().await.map_err(|error| Error::engine(context, &error))?;
    Ok(rows_from_engine(rows, context.to_owned()))
}

pub(crate) fn register(ctx: &SessionContext, name: &str, table: FileTable) -> Result<(), Error> {
    ctx.register_table(name, Arc::new(table))
        .map(|_| ())
        .map_err(|error| Error::engine(format!("cannot read `{name}`"), &error))
}
