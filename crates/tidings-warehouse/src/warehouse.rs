//! The warehouse: a folder of Delta tables with its ledger and its lock.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::prelude::SessionContext;

use crate::account::{Outcome, Versions};
use crate::error::{Error, ErrorKind};
use crate::functions::BusinessClock;
use crate::ledger::Ledger;
use crate::rows::{RowStream, rows_from_engine};
use crate::session;
use crate::spec::TableSpec;
use crate::store::{DurableStore, StoreHook};
use crate::table::Table;
use crate::upsert::Upsert;
use crate::{replace, stage};

/// What a warehouse may use.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many threads' worth of partitions a query is split into. Results do not depend on it.
    pub target_partitions: usize,
    /// Memory that queries share before they spill, in bytes.
    pub memory_bytes: usize,
    /// Disk that spilling may take, in bytes.
    pub spill_bytes: u64,
    /// Up to so many rows, a load keeps one side of a comparison in memory (a hash join cannot spill); beyond, both sides
    /// are sorted. Results do not depend on it.
    pub hash_join_rows: u64,
    /// Sees every write to the tables first.
    pub hook: Option<Arc<dyn StoreHook>>,
}

impl Default for Options {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            target_partitions: cores.min(8),
            memory_bytes: 4 << 30,
            spill_bytes: 64 << 30,
            hash_join_rows: 2_000_000,
            hook: None,
        }
    }
}

/// An open warehouse. Clones share it.
#[derive(Debug, Clone)]
pub struct Warehouse {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    root: PathBuf,
    store: DurableStore,
    ledger: Ledger,
    runtime: Arc<RuntimeEnv>,
    target_partitions: usize,
    hash_join_rows: u64,
}

/// Held by the one run that may write. Dropping it, or the end of the process, releases it.
#[derive(Debug)]
pub struct RunLock {
    _file: File,
}

impl Warehouse {
    /// Opens the warehouse in `root`, and makes it if there is none.
    pub async fn open(root: &Path) -> Result<Self, Error> {
        Self::open_with(root, Options::default()).await
    }

    /// Opens the warehouse with other limits than the default.
    pub async fn open_with(root: &Path, options: Options) -> Result<Self, Error> {
        for folder in ["streams", "models", "tmp"] {
            let folder = root.join(folder);
            std::fs::create_dir_all(&folder)
                .map_err(|error| Error::storage(format!("cannot make `{}`", folder.display()), error))?;
        }
        let root =
            root.canonicalize().map_err(|error| Error::storage(format!("cannot open `{}`", root.display()), error))?;
        let store = DurableStore::new(&root, options.hook.clone())
            .map_err(|error| Error::storage(format!("cannot open `{}`", root.display()), error))?;
        let runtime = session::runtime(Some(store.clone()), Some(&root.join("tmp")), &options)?;
        let ledger = Ledger::open(&root.join("ledger.db"))?;
        Ok(Self {
            shared: Arc::new(Shared {
                root,
                store,
                ledger,
                runtime,
                target_partitions: options.target_partitions,
                hash_join_rows: options.hash_join_rows,
            }),
        })
    }

    /// Takes the right to write. `holder` is shown to whoever comes while it is held.
    pub fn lock(&self, holder: &str) -> Result<RunLock, Error> {
        let path = self.shared.root.join("lock");
        let fail = |error: std::io::Error| Error::storage(format!("cannot lock `{}`", path.display()), error);
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(fail)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let _ = file.read_to_string(&mut text);
                return Err(Error::new(ErrorKind::Locked, format!("the warehouse is in use by {}", text.trim()))
                    .with_hint("wait until that run has ended"));
            }
            Err(TryLockError::Error(error)) => return Err(fail(error)),
        }
        file.set_len(0).map_err(fail)?;
        writeln!(file, "{holder}").map_err(fail)?;
        stage::sweep(&self.shared.root)?;
        Ok(RunLock { _file: file })
    }

    /// The record of runs.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.shared.ledger
    }

    /// Sets back, by a new version, every table whose newest version was never published: what a run that ended early
    /// left behind. Call it under the lock before a run writes. Returns the versions to build on.
    pub async fn rewind(&self, run: &str) -> Result<Versions, Error> {
        let published = self.ledger().published_versions()?;
        let mut rewound = Versions::new();
        for id in self.table_ids()? {
            let Some(table) = Table::open(self.store(), &id, None).await? else {
                continue;
            };
            let version = published.get(&id).copied();
            if version == Some(table.version) {
                continue;
            }
            let old = match version {
                Some(version) => Table::open(self.store(), &id, Some(version)).await?,
                None => None,
            };
            rewound.insert(id, table.set_back(old.as_ref(), run).await?);
        }
        Ok(rewound)
    }

    /// The newest version of a table, published or not. `None` if there is no such table.
    pub async fn latest(&self, id: &str) -> Result<Option<i64>, Error> {
        Ok(Table::open(self.store(), id, None).await?.map(|table| table.version))
    }

    /// Begins to load a stream.
    pub fn begin_upsert(&self, spec: &TableSpec) -> Result<Upsert, Error> {
        Upsert::new(self.clone(), spec)
    }

    /// Loads a stream from rows and tombstones at once; tombstones come after the rows.
    pub async fn upsert(
        &self,
        spec: &TableSpec,
        run: &str,
        mut rows: RowStream,
        deletes: Vec<arrow::array::RecordBatch>,
        complete_snapshot: bool,
    ) -> Result<Outcome, Error> {
        let mut load = self.begin_upsert(spec)?;
        while let Some(batch) = futures::StreamExt::next(&mut rows).await {
            load.rows(&batch?)?;
        }
        for keys in &deletes {
            load.delete(keys)?;
        }
        if complete_snapshot {
            load.complete();
        }
        load.finish(run).await
    }

    /// Makes these rows the whole content of a table. Partitions whose rows are the same are left alone; if all are,
    /// there is no commit. Columns may change their type, for nothing but the rows given now is kept.
    pub async fn replace_table(&self, spec: &TableSpec, run: &str, rows: RowStream) -> Result<Outcome, Error> {
        replace::whole(self, spec, run, rows).await
    }

    /// Replaces the rows for which an SQL condition over the table's columns holds. Every new row must satisfy it.
    pub async fn replace_where(
        &self,
        spec: &TableSpec,
        run: &str,
        condition: &str,
        rows: RowStream,
    ) -> Result<Outcome, Error> {
        replace::part(self, spec, run, condition, rows).await
    }

    /// All rows of a table at a version, as they are stored: by partition, then by key.
    pub async fn read(&self, id: &str, version: i64) -> Result<RowStream, Error> {
        let ctx = session::context(Arc::clone(&self.shared.runtime), 1, true, None);
        self.register(&ctx, id, version).await?;
        let context = format!("cannot read table `{id}`");
        let name = sql_name(id).split('.').map(crate::spec::quoted).collect::<Vec<_>>().join(".");
        let frame = ctx.sql(&format!("SELECT * FROM {name}")).await.map_err(|error| Error::engine(&context, &error))?;
        let rows = frame.execute_stream().await.map_err(|error| Error::engine(&context, &error))?;
        Ok(rows_from_engine(rows, context))
    }

    /// A read-only session over these versions: streams are `<source>.<stream>`, other tables have bare names.
    pub async fn session(
        &self,
        versions: &Versions,
        clock: Option<Arc<dyn BusinessClock>>,
    ) -> Result<SessionContext, Error> {
        let ctx = session::context(Arc::clone(&self.shared.runtime), self.shared.target_partitions, true, clock);
        for (id, version) in versions {
            self.register(&ctx, id, *version).await?;
        }
        Ok(ctx)
    }

    /// Registers one table at a version in a session, in place of an earlier one.
    pub async fn register(&self, ctx: &SessionContext, id: &str, version: i64) -> Result<(), Error> {
        let table = Table::open(self.store(), id, Some(version)).await?.ok_or_else(|| {
            Error::new(ErrorKind::Corrupt, format!("the warehouse has no table `{id}`"))
                .with_hint("the ledger names it, so its folder was removed; restore the folder or run again")
        })?;
        let files = table.scan(table.visible_schema(), None)?;
        session::register_named(ctx, &sql_name(id), Arc::new(files))
    }

    pub(crate) fn root(&self) -> &Path {
        &self.shared.root
    }

    pub(crate) fn store(&self) -> &DurableStore {
        &self.shared.store
    }

    /// A session for the crate's own work, whose joins have `rows` rows on their smaller side.
    pub(crate) fn work_context(&self, rows: u64) -> SessionContext {
        let hash_joins = rows <= self.shared.hash_join_rows;
        session::context(Arc::clone(&self.shared.runtime), self.shared.target_partitions, hash_joins, None)
    }

    fn table_ids(&self) -> Result<Vec<String>, Error> {
        let mut ids = Vec::new();
        for (folder, prefix) in [("streams", "streams/"), ("models", "models/"), ("", "")] {
            let path = self.shared.root.join(folder);
            let entries = std::fs::read_dir(&path)
                .map_err(|error| Error::storage(format!("cannot read `{}`", path.display()), error))?;
            for entry in entries.flatten() {
                if entry.path().join("_delta_log").is_dir() {
                    ids.push(format!("{prefix}{}", entry.file_name().to_string_lossy()));
                }
            }
        }
        ids.sort();
        Ok(ids)
    }
}

/// The name of a table in SQL.
fn sql_name(id: &str) -> String {
    id.trim_start_matches("streams/").trim_start_matches("models/").to_owned()
}
