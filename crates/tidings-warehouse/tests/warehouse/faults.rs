//! A disk that fails: whatever it refuses, the last published version stays whole.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use tempfile::tempdir;
use tidings_warehouse::{ErrorKind, Options, StoreHook, StoreOperation, Versions, Warehouse, rows_of};

use crate::tickets::{content, open, spec, tickets};

/// Fails the operation that finds `left` at 0; counts all.
#[derive(Debug)]
struct Failing {
    left: AtomicI64,
    seen: Mutex<BTreeMap<StoreOperation, u64>>,
}

impl Failing {
    fn at(left: i64) -> Arc<Self> {
        Arc::new(Self { left: AtomicI64::new(left), seen: Mutex::new(BTreeMap::new()) })
    }

    fn count(&self, operation: StoreOperation) -> u64 {
        self.seen.lock().unwrap().get(&operation).copied().unwrap_or_default()
    }
}

impl StoreHook for Failing {
    fn before(&self, operation: StoreOperation, path: &str) -> io::Result<()> {
        *self.seen.lock().unwrap().entry(operation).or_default() += 1;
        if self.left.fetch_sub(1, Ordering::SeqCst) == 0 {
            return Err(io::Error::new(io::ErrorKind::StorageFull, format!("no space for {operation:?} `{path}`")));
        }
        Ok(())
    }
}

#[tokio::test]
async fn a_failure_at_any_write_leaves_the_published_version() {
    let mut index = 0;
    loop {
        let folder = tempdir().unwrap();
        let warehouse = open(folder.path()).await;
        let first = tickets(&[("a", 1, 1, "x"), ("b", 40, 1, "x")]);
        let first = warehouse.upsert(&spec(), "r1", rows_of(vec![first]), vec![], false).await.unwrap();
        let run = tidings_warehouse::Run {
            id: "r1".to_owned(),
            started_at: 0,
            command: "run".to_owned(),
            program: "0".to_owned(),
            tzdb: "0".to_owned(),
            cldr: "0".to_owned(),
        };
        warehouse.ledger().begin_run(&run).unwrap();
        let versions = Versions::from([(first.table.clone(), first.version)]);
        warehouse.ledger().publish("r1", 1, &[], &versions, &[]).unwrap();
        let before = content(&warehouse, &first.table, first.version).await;
        drop(warehouse);

        let change = || rows_of(vec![tickets(&[("a", 1, 2, "y"), ("c", 70, 1, "y")])]);
        let hook = Failing::at(index);
        let options = Options { hook: Some(hook.clone()), ..Options::default() };
        let failing = Warehouse::open_with(folder.path(), options).await.unwrap();
        let result = failing.upsert(&spec(), "r2", change(), vec![], false).await;
        let total: u64 = hook.seen.lock().unwrap().values().sum();
        let survived = result.is_ok();
        if let Err(error) = result {
            assert_eq!(error.kind, ErrorKind::Storage, "operation {index}: {error}");
        }
        drop(failing);

        // After a restart: published rows as before, and the repeated load gives what one clean load gives.
        let again = open(folder.path()).await;
        let published = again.ledger().published_versions().unwrap();
        assert_eq!(published, versions);
        assert_eq!(content(&again, &first.table, published[&first.table]).await, before);
        again.rewind("r3").await.unwrap();
        let latest = again.latest(&first.table).await.unwrap().unwrap();
        assert_eq!(content(&again, &first.table, latest).await, before, "operation {index}");
        let done = again.upsert(&spec(), "r3", change(), vec![], false).await.unwrap();
        assert_eq!((done.account.updated, done.account.inserted, done.rows), (1, 1, 3));
        if survived {
            assert!(total > 8, "{total} operations were seen");
            assert!(index >= i64::try_from(total).unwrap());
            break;
        }
        index += 1;
    }
}

#[tokio::test]
async fn every_write_is_synced_up_to_the_root() {
    let folder = tempdir().unwrap();
    let hook = Failing::at(i64::MAX);
    let options = Options { hook: Some(hook.clone()), ..Options::default() };
    let warehouse = Warehouse::open_with(folder.path(), options).await.unwrap();
    let rows = tickets(&[("a", 1, 1, "x"), ("b", 40, 1, "x")]);
    warehouse.upsert(&spec(), "r1", rows_of(vec![rows]), vec![], false).await.unwrap();
    let writes = hook.count(StoreOperation::Put)
        + hook.count(StoreOperation::Complete)
        + hook.count(StoreOperation::Copy)
        + hook.count(StoreOperation::Rename);
    // Two data files, the table's first log entry and the load's.
    assert_eq!(writes, 4);
    assert_eq!(hook.count(StoreOperation::SyncFile), writes);
    // Each lies three folders below the root, which is synced too.
    assert_eq!(hook.count(StoreOperation::SyncDirectory), writes * 4);
}

#[tokio::test]
async fn an_unpublished_table_is_emptied() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    let rows = tickets(&[("a", 1, 1, "x")]);
    let left = warehouse.upsert(&spec(), "r1", rows_of(vec![rows]), vec![], false).await.unwrap();
    let versions = warehouse.rewind("r2").await.unwrap();
    assert!(versions[&left.table] > left.version);
    assert!(!content(&warehouse, &left.table, versions[&left.table]).await.contains("| a "));
    // Nothing is left to set back.
    assert_eq!(warehouse.rewind("r3").await.unwrap(), versions);
}

#[tokio::test]
async fn one_run_at_a_time() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    std::fs::write(folder.path().join("tmp/stage-0-0.parquet"), b"left behind").unwrap();
    let lock = warehouse.lock("process 12, `tidings run`").unwrap();
    assert!(!folder.path().join("tmp/stage-0-0.parquet").exists());
    let error = warehouse.lock("process 13").unwrap_err();
    assert_eq!(error.kind, ErrorKind::Locked);
    assert!(error.message.contains("process 12, `tidings run`"), "{error}");
    drop(lock);
    warehouse.lock("process 13").unwrap();
}
