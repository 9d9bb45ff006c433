//! Sessions: what SQL sees, and what it may not do.

use arrow::util::pretty::pretty_format_batches;
use datafusion::prelude::SessionContext;
use tempfile::tempdir;
use tidings_warehouse::{
    ErrorKind, Layer, Options, TableSpec, Versions, Warehouse, memory_session, query, register_batches, rows_of,
    rows_of_plan,
};

use crate::tickets::{open, spec, tickets};

async fn answer(ctx: &SessionContext, sql: &str) -> String {
    let batches = query(ctx, sql).await.unwrap().collect().await.unwrap();
    pretty_format_batches(&batches).unwrap().to_string()
}

#[tokio::test]
async fn a_session_stays_at_its_versions() {
    let folder = tempdir().unwrap();
    let warehouse = open(folder.path()).await;
    let spec = spec();
    let first = warehouse
        .upsert(&spec, "r1", rows_of(vec![tickets(&[("a", 1, 1, "x"), ("b", 40, 1, "x")])]), vec![], false)
        .await
        .unwrap();
    let old = Versions::from([(first.table.clone(), first.version)]);
    let ctx = warehouse.session(&old, None).await.unwrap();
    let sql = "SELECT count(*) AS n, max(note) AS note FROM desk.tickets WHERE created_at < '1970-03-01T00:00:00Z'";
    let before = answer(&ctx, sql).await;
    let change = tickets(&[("a", 1, 2, "y"), ("c", 2, 1, "y")]);
    let second = warehouse.upsert(&spec, "r2", rows_of(vec![change]), vec![], false).await.unwrap();
    assert_eq!(answer(&ctx, sql).await, before);
    assert!(before.contains("| 2 | x"), "{before}");

    // A model built from it, registered beside it; then the stream at its new version.
    let frame = query(&ctx, "SELECT id, created_at, revision, note FROM desk.tickets").await.unwrap();
    let model = TableSpec { layer: Layer::Model, name: "ticket".to_owned(), order: vec![], ..spec.clone() };
    let rows = rows_of_plan(frame).await.unwrap();
    let built = warehouse.replace_table(&model, "r2", rows).await.unwrap();
    warehouse.register(&ctx, &built.table, built.version).await.unwrap();
    warehouse.register(&ctx, &second.table, second.version).await.unwrap();
    let both =
        answer(&ctx, "SELECT (SELECT count(*) FROM ticket) AS m, (SELECT count(*) FROM desk.tickets) AS s").await;
    assert!(both.contains("| 2 | 3 |"), "{both}");
    let star = answer(&ctx, "SELECT * FROM ticket").await;
    assert!(!star.contains("_month"), "{star}");
    let hidden = query(&ctx, "SELECT _month FROM ticket").await.unwrap_err();
    assert_eq!(hidden.kind, ErrorKind::Query);
}

#[tokio::test]
async fn users_may_only_read_what_is_registered() {
    let folder = tempdir().unwrap();
    std::fs::write(folder.path().join("secret.csv"), "a\n1\n").unwrap();
    let warehouse = open(folder.path()).await;
    let rows = rows_of(vec![tickets(&[("a", 1, 1, "x")])]);
    let first = warehouse.upsert(&spec(), "r1", rows, vec![], false).await.unwrap();
    let ctx = warehouse.session(&Versions::from([(first.table, first.version)]), None).await.unwrap();
    let secret = folder.path().join("secret.csv");
    let refused = [
        format!("SELECT * FROM '{}'", secret.display()),
        format!("CREATE EXTERNAL TABLE x STORED AS CSV LOCATION '{}'", secret.display()),
        format!("COPY desk.tickets TO '{}.out'", secret.display()),
        "CREATE TABLE x AS SELECT * FROM desk.tickets".to_owned(),
        "CREATE VIEW x AS SELECT 1".to_owned(),
        "DROP TABLE desk.tickets".to_owned(),
        "INSERT INTO desk.tickets SELECT * FROM desk.tickets".to_owned(),
        "SET datafusion.execution.batch_size = 1".to_owned(),
        "EXPLAIN SELECT 1".to_owned(),
        "SELECT * FROM generate_series(1, 10)".to_owned(),
        "SELECT * FROM information_schema.tables".to_owned(),
        "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT * FROM n".to_owned(),
        "SELECT random()".to_owned(),
        "SELECT id FROM desk.tickets WHERE created_at < now()".to_owned(),
        "SELECT (SELECT max(uuid()) FROM desk.tickets)".to_owned(),
        "SELECT current_date()".to_owned(),
        "SELECT 1; SELECT 2".to_owned(),
        "SELECT nothing FROM desk.tickets".to_owned(),
    ];
    for sql in &refused {
        match query(&ctx, sql).await {
            Ok(_) => panic!("accepted: {sql}"),
            Err(error) => assert_eq!(error.kind, ErrorKind::Query, "{sql}: {error}"),
        }
    }
    assert!(!folder.path().join("secret.csv.out").exists());
    let fine = answer(
        &ctx,
        "WITH t AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM desk.tickets) \
         SELECT n, count(DISTINCT id) FILTER (WHERE n > 0) FROM t GROUP BY n HAVING count(*) > 0 ORDER BY n LIMIT 5",
    )
    .await;
    assert!(fine.contains("| 1 | 1"), "{fine}");
}

#[tokio::test]
async fn results_do_not_depend_on_partitions() {
    let folder = tempdir().unwrap();
    let rows: Vec<(String, i64, i64, String)> =
        (0..5000).map(|n| (format!("t{n:05}"), n % 120, n % 7, format!("note {}", n % 31))).collect();
    let first =
        open(folder.path()).await.upsert(&spec(), "r1", rows_of(vec![tickets(&rows)]), vec![], false).await.unwrap();
    let versions = Versions::from([(first.table, first.version)]);
    let sql = "SELECT note, count(*) AS n, sum(revision) AS r, min(id) AS least FROM desk.tickets \
               GROUP BY note ORDER BY note";
    let mut answers = Vec::new();
    for target_partitions in [1, 2, 7] {
        let options = Options { target_partitions, ..Options::default() };
        let warehouse = Warehouse::open_with(folder.path(), options).await.unwrap();
        let ctx = warehouse.session(&versions, None).await.unwrap();
        answers.push(answer(&ctx, sql).await);
    }
    assert!(answers[0].contains("t00000"));
    assert!(answers.iter().all(|text| text == &answers[0]));
}

#[tokio::test]
async fn a_small_memory_is_told_and_values_are_not() {
    let folder = tempdir().unwrap();
    let options = Options { memory_bytes: 1000, spill_bytes: 1000, ..Options::default() };
    let rows: Vec<(String, i64, i64, String)> =
        (0..5000).map(|n| (format!("t{n:05}"), 1, 0, "secret".to_owned())).collect();
    let first =
        open(folder.path()).await.upsert(&spec(), "r1", rows_of(vec![tickets(&rows)]), vec![], false).await.unwrap();
    let warehouse = Warehouse::open_with(folder.path(), options).await.unwrap();
    let ctx = warehouse.session(&Versions::from([(first.table, first.version)]), None).await.unwrap();
    let run = async |sql: &str| {
        let rows = rows_of_plan(query(&ctx, sql).await?).await?;
        futures::TryStreamExt::try_collect::<Vec<_>>(rows).await
    };
    let error = run("SELECT id, count(*) FROM desk.tickets GROUP BY id ORDER BY id").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Resources, "{error}");
    let error = run("SELECT CAST(note AS BIGINT) FROM desk.tickets").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Query);
    assert!(!format!("{error:?}").contains("secret"), "{error}");
}

#[tokio::test]
async fn rows_in_memory_serve_tests() {
    let ctx = memory_session(None).unwrap();
    let rows = tickets(&[("a", 1, 1, "x")]);
    register_batches(&ctx, "contact", rows.schema(), vec![rows.clone()]).unwrap();
    register_batches(&ctx, "desk.tickets", rows.schema(), vec![rows]).unwrap();
    let text = answer(&ctx, "SELECT count(*) AS n FROM contact JOIN desk.tickets USING (id)").await;
    assert!(text.contains("| 1 |"), "{text}");
}
