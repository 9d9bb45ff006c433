//! Loading a stream.

use std::sync::Arc;

use arrow::array::{ArrayRef, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use arrow::record_batch::RecordBatch;
use serde_json::Value;
use tempfile::tempdir;
use tidings_warehouse::{Account, ErrorKind, Options, Partition, Warehouse, rows_of};

use crate::tickets::{DAY, Ticket, content, instant, keys, notes, open, spec, tickets};

/// One load upon the tickets a=1 (January), b=1 (January), c=1 (February), each at revision 5.
struct Case {
    name: &'static str,
    rows: &'static [Ticket],
    deletes: &'static [&'static str],
    complete: bool,
    /// read, inserted, updated, unchanged, superseded, deleted, rejected, vanished
    account: [u64; 8],
    after: &'static str,
    partitions: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        name: "a new key is inserted",
        rows: &[("d", 40, 1, "1")],
        deletes: &[],
        complete: false,
        account: [1, 1, 0, 0, 0, 0, 0, 0],
        after: "a=1 b=1 c=1 d=1",
        partitions: &["1970-02"],
    },
    Case {
        name: "a newer version replaces",
        rows: &[("a", 1, 6, "2")],
        deletes: &[],
        complete: false,
        account: [1, 0, 1, 0, 0, 0, 0, 0],
        after: "a=2 b=1 c=1",
        partitions: &["1970-01"],
    },
    Case {
        name: "the same row changes nothing",
        rows: &[("a", 1, 5, "1"), ("c", 33, 5, "1")],
        deletes: &[],
        complete: false,
        account: [2, 0, 0, 2, 0, 0, 0, 0],
        after: "a=1 b=1 c=1",
        partitions: &[],
    },
    Case {
        name: "an older version that comes late is superseded",
        rows: &[("a", 1, 4, "0")],
        deletes: &[],
        complete: false,
        account: [1, 0, 0, 0, 1, 0, 0, 0],
        after: "a=1 b=1 c=1",
        partitions: &[],
    },
    Case {
        name: "of equal versions the later arrival wins",
        rows: &[("a", 1, 6, "2"), ("a", 1, 6, "3"), ("a", 1, 5, "9")],
        deletes: &[],
        complete: false,
        account: [3, 0, 1, 0, 2, 0, 0, 0],
        after: "a=3 b=1 c=1",
        partitions: &["1970-01"],
    },
    Case {
        name: "a row that moves leaves its old partition",
        rows: &[("a", 33, 6, "2")],
        deletes: &[],
        complete: false,
        account: [1, 0, 1, 0, 0, 0, 0, 0],
        after: "a=2 b=1 c=1",
        partitions: &["1970-01", "1970-02"],
    },
    Case {
        name: "a tombstone deletes, twice is superseded, unknown is unchanged",
        rows: &[],
        deletes: &["a", "a", "z"],
        complete: false,
        account: [3, 0, 0, 1, 1, 1, 0, 0],
        after: "b=1 c=1",
        partitions: &["1970-01"],
    },
    Case {
        name: "a tombstone beats rows before it",
        rows: &[("a", 1, 9, "2"), ("d", 1, 1, "1")],
        deletes: &["a", "d"],
        complete: false,
        account: [4, 0, 0, 1, 2, 1, 0, 0],
        after: "b=1 c=1",
        partitions: &["1970-01"],
    },
    Case {
        name: "a complete snapshot removes absent keys",
        rows: &[("a", 1, 5, "1"), ("c", 33, 6, "2")],
        deletes: &[],
        complete: true,
        account: [2, 0, 1, 1, 0, 0, 0, 1],
        after: "a=1 c=2",
        partitions: &["1970-01", "1970-02"],
    },
];

#[tokio::test]
async fn every_load_balances() {
    for case in CASES {
        for (partitioned, hash_join_rows) in [(true, 100), (false, 100), (true, 0)] {
            let folder = tempdir().unwrap();
            let options = Options { hash_join_rows, ..Options::default() };
            let warehouse = Warehouse::open_with(folder.path(), options).await.unwrap();
            let mut spec = spec();
            if !partitioned {
                spec.partition = Partition::None;
            }
            let first = tickets(&[("a", 1, 5, "1"), ("b", 2, 5, "1"), ("c", 33, 5, "1")]);
            let first = warehouse.upsert(&spec, "r1", rows_of(vec![first]), vec![], false).await.unwrap();
            let deletes = if case.deletes.is_empty() { vec![] } else { vec![keys(case.deletes)] };
            let second = warehouse
                .upsert(&spec, "r2", rows_of(vec![tickets(case.rows)]), deletes, case.complete)
                .await
                .unwrap_or_else(|error| panic!("{}: {error}", case.name));
            let [read, inserted, updated, unchanged, superseded, deleted, rejected, vanished] = case.account;
            let expected = Account { read, inserted, updated, unchanged, superseded, deleted, rejected, vanished };
            assert_eq!(second.account, expected, "{}", case.name);
            assert!(second.account.balances(), "{}", case.name);
            assert_eq!(notes(&warehouse).await, case.after, "{}", case.name);
            assert_eq!(second.rows as usize, case.after.split(' ').count(), "{}", case.name);
            let changes = !case.partitions.is_empty();
            assert_eq!(second.committed, changes, "{}", case.name);
            assert_eq!(second.version > first.version, changes, "{}", case.name);
            if partitioned {
                assert_eq!(second.partitions, case.partitions, "{}", case.name);
            }
        }
    }
}

#[tokio::test]
async fn a_row_after_its_tombstone_lives() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    let first = tickets(&[("a", 1, 5, "1")]);
    warehouse.upsert(&spec(), "r1", rows_of(vec![first]), vec![], false).await.unwrap();
    let mut load = warehouse.begin_upsert(&spec()).unwrap();
    load.delete(&keys(&["a"])).unwrap();
    load.rows(&tickets(&[("a", 1, 1, "again")])).unwrap();
    let outcome = load.finish("r2").await.unwrap();
    assert_eq!((outcome.account.updated, outcome.account.superseded, outcome.account.read), (1, 1, 2));
    assert_eq!(notes(&warehouse).await, "a=again");
}

#[tokio::test]
async fn rejected_rows_keep_absent_keys() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    let first = tickets(&[("a", 1, 5, "1"), ("b", 1, 5, "1")]);
    warehouse.upsert(&spec(), "r1", rows_of(vec![first]), vec![], false).await.unwrap();
    let mut load = warehouse.begin_upsert(&spec()).unwrap();
    load.rows(&tickets(&[("a", 1, 5, "1")])).unwrap();
    load.rejected(1);
    load.complete();
    let outcome = load.finish("r2").await.unwrap();
    assert!(outcome.kept_absent);
    assert_eq!((outcome.account.read, outcome.account.rejected, outcome.account.vanished), (2, 1, 0));
    assert_eq!(notes(&warehouse).await, "a=1 b=1");
}

#[tokio::test]
async fn a_row_without_its_key_or_partition_is_refused() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    let ids: ArrayRef = Arc::new(StringArray::from(vec![Some("a"), None]));
    let mut load = warehouse.begin_upsert(&spec()).unwrap();
    load.rows(&tickets(&[("b", 1, 1, "1")])).unwrap();
    // No `created_at`: neither row has a partition.
    load.rows(&RecordBatch::try_from_iter([("id", ids)]).unwrap()).unwrap();
    let refused: Vec<(u64, String)> = load.refused().iter().map(|row| (row.sequence, row.column.clone())).collect();
    assert_eq!(refused, [(1, "created_at".to_owned()), (2, "id".to_owned())]);
    let outcome = load.finish("r1").await.unwrap();
    assert_eq!((outcome.account.read, outcome.account.inserted, outcome.account.rejected), (3, 1, 2));
    assert!(outcome.account.balances());
}

#[tokio::test]
async fn columns_are_added_and_never_retyped() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    let mut spec = spec();
    let first = tickets(&[("a", 1, 1, "1")]);
    warehouse.upsert(&spec, "r1", rows_of(vec![first]), vec![], false).await.unwrap();

    let mut fields: Vec<Field> = spec.columns.fields().iter().map(|field| field.as_ref().clone()).collect();
    fields.push(Field::new("team", DataType::Utf8, true));
    spec.columns = Arc::new(Schema::new(fields.clone()));
    let team: ArrayRef = Arc::new(StringArray::from(vec!["blue"]));
    let mut row = tickets(&[("b", 1, 1, "1")]);
    let mut columns = row.columns().to_vec();
    columns.push(team);
    row = RecordBatch::try_new(spec.columns.clone(), columns).unwrap();
    let grown = warehouse.upsert(&spec, "r2", rows_of(vec![row]), vec![], false).await.unwrap();
    let text = content(&warehouse, &grown.table, grown.version).await;
    assert!(text.contains("team") && text.contains("blue"), "{text}");
    assert!(!text.contains("_month"), "the helper column is hidden: {text}");

    // A source that lost the column still loads, and a retyped one is refused.
    let late = tickets(&[("c", 1, 1, "1")]);
    warehouse.upsert(&self::spec(), "r3", rows_of(vec![late]), vec![], false).await.unwrap();
    fields[3] = Field::new("note", DataType::Int64, true);
    spec.columns = Arc::new(Schema::new(fields));
    let error = warehouse.upsert(&spec, "r4", rows_of(vec![]), vec![], false).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Schema);
    assert!(error.message.contains("`note`"), "{error}");
}

#[tokio::test]
async fn a_stream_without_key_only_grows() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    let mut spec = spec();
    spec.key.clear();
    spec.order.clear();
    for run in ["r1", "r2"] {
        let rows = tickets(&[("a", 1, 1, "x"), ("a", 40, 1, "x")]);
        let outcome = warehouse.upsert(&spec, run, rows_of(vec![rows]), vec![], false).await.unwrap();
        assert_eq!(outcome.account.inserted, 2);
    }
    assert_eq!(notes(&warehouse).await, "a=x a=x a=x a=x");
}

#[tokio::test]
async fn tables_stay_at_reader_1_writer_2() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    // Enough commits for a checkpoint.
    for revision in 0..51 {
        let rows = tickets(&[("a", 1, revision, "x")]);
        warehouse.upsert(&spec(), "run-7", rows_of(vec![rows]), vec![], false).await.unwrap();
    }
    let log = folder.path().join("streams/desk.tickets/_delta_log");
    let mut protocols = Vec::new();
    let mut checkpoints = 0;
    for entry in std::fs::read_dir(&log).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        checkpoints += usize::from(name.ends_with(".checkpoint.parquet"));
        if !name.ends_with(".json") {
            continue;
        }
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let action: Value = serde_json::from_str(line).unwrap();
            if let Some(protocol) = action.get("protocol") {
                protocols.push(protocol.clone());
            }
            if let Some(commit) = action.get("commitInfo") {
                assert_eq!(commit["tidings.run"], "run-7", "{name}");
            }
            if let Some(add) = action.get("add") {
                assert!(add.get("deletionVector").is_none_or(Value::is_null), "{name}");
                assert_eq!(add["partitionValues"]["_month"], "1970-01", "{name}");
            }
            if let Some(metadata) = action.get("metaData") {
                let schema = metadata["schemaString"].as_str().unwrap();
                assert!(schema.contains("\"timestamp\"") && !schema.contains("timestamp_ntz"), "{schema}");
                assert_eq!(metadata["configuration"]["delta.checkpointInterval"], "50");
            }
        }
    }
    assert_eq!(protocols, [serde_json::json!({"minReaderVersion": 1, "minWriterVersion": 2})]);
    assert_eq!(checkpoints, 1);
    assert_eq!(notes(&warehouse).await, "a=x");
}

#[tokio::test]
async fn wrong_declarations_are_refused() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    let change = |edit: &dyn Fn(&mut tidings_warehouse::TableSpec)| {
        let mut spec = spec();
        edit(&mut spec);
        spec
    };
    let cases: Vec<(&str, tidings_warehouse::TableSpec)> = vec![
        ("no table name", change(&|spec| spec.name = "../tickets".to_owned())),
        ("no table name", change(&|spec| spec.name = "tickets".to_owned())),
        ("no column `ticket`", change(&|spec| spec.key = vec!["ticket".to_owned()])),
        ("cannot be partitioned by `note`", change(&|spec| spec.partition = Partition::Month("note".to_owned()))),
        (
            "column `Id`",
            change(&|spec| spec.columns = Arc::new(Schema::new(vec![Field::new("Id", DataType::Utf8, true)]))),
        ),
        ("has no key", change(&|spec| spec.key.clear())),
    ];
    for (expected, spec) in cases {
        let error = warehouse.begin_upsert(&spec).err().unwrap();
        assert_eq!(error.kind, ErrorKind::Schema, "{error}");
        assert!(error.message.contains(expected) || expected == "has no key", "{error}");
    }
    // An instant without a zone cannot become one.
    let naive: ArrayRef = Arc::new(arrow::array::TimestampMicrosecondArray::from(vec![DAY]));
    let mut load = warehouse.begin_upsert(&spec()).unwrap();
    let error = load.rows(&RecordBatch::try_from_iter([("created_at", naive)]).unwrap()).unwrap_err();
    assert!(error.message.contains(&instant().to_string()), "{error}");
}

#[tokio::test]
async fn partitions_may_be_any_text() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    let mut spec = spec();
    spec.partition = Partition::Column("note".to_owned());
    let odd = ["a b", "x/y", "100%", "ü=1", "it's", "%20"];
    for revision in [1, 2] {
        let rows: Vec<(&str, i64, i64, &str)> = odd.iter().map(|note| (*note, 1, revision, *note)).collect();
        let outcome = warehouse.upsert(&spec, "r", rows_of(vec![tickets(&rows)]), vec![], false).await.unwrap();
        assert_eq!((outcome.rows, outcome.partitions.len()), (6, 6));
        assert_eq!(outcome.account.updated, if revision == 1 { 0 } else { 6 });
    }
    let mut expected: Vec<String> = odd.iter().map(|note| format!("{note}={note}")).collect();
    expected.sort();
    assert_eq!(notes(&warehouse).await, expected.join(" "));
    let empty = warehouse.upsert(&spec, "r", rows_of(vec![tickets(&[("e", 1, 1, "")])]), vec![], false).await.unwrap();
    assert_eq!((empty.account.rejected, empty.rows), (1, 6));
}

#[tokio::test]
async fn a_load_larger_than_memory_spills() {
    let folder = tempdir().unwrap();
    let options = Options { memory_bytes: 12 << 20, hash_join_rows: 0, target_partitions: 2, ..Options::default() };
    let warehouse = Warehouse::open_with(folder.path(), options).await.unwrap();
    let rows = |from: i64, to: i64, revision: i64| -> Vec<(String, i64, i64, String)> {
        (from..to)
            .map(|n| (format!("ticket {n:08}"), n % 90, revision, format!("a note that takes room {n:040}")))
            .collect()
    };
    let load = |rows: Vec<(String, i64, i64, String)>| rows_of(rows.chunks(4096).map(tickets).collect());
    let first = warehouse.upsert(&spec(), "r1", load(rows(0, 60_000, 1)), vec![], false).await.unwrap();
    assert_eq!((first.rows, first.account.inserted), (60_000, 60_000));
    let mut mixed = rows(0, 20_000, 2);
    mixed.extend(rows(20_000, 40_000, 1));
    mixed.extend(rows(59_000, 61_000, 0));
    let second = warehouse.upsert(&spec(), "r2", load(mixed), vec![], false).await.unwrap();
    let expected = Account {
        read: 42_000,
        inserted: 1000,
        updated: 20_000,
        unchanged: 20_000,
        superseded: 1000,
        ..Account::default()
    };
    assert_eq!((second.account, second.rows), (expected, 61_000));
}
