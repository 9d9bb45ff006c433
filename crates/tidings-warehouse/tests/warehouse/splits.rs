//! The content of a table does not depend on how its rows were split into loads, nor on their order.

use proptest::prelude::*;
use tempfile::tempdir;
use tidings_warehouse::rows_of;

use crate::tickets::{content, open, spec, tickets};

/// Versions of tickets: of one id, equal revisions are equal rows. The day moves with the revision, so that rows change
/// their partition.
fn version(id: u8, revision: i64) -> (String, i64, i64, String) {
    let day = i64::from(id) * 9 + (revision % 3) * 31;
    (format!("t{id}"), day, revision, format!("note {id} {revision}"))
}

fn versions() -> impl Strategy<Value = Vec<(String, i64, i64, String)>> {
    prop::collection::vec((0_u8..6, 0_i64..5).prop_map(|(id, revision)| version(id, revision)), 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_split_gives_the_same_content(
        rows in versions(),
        order in any::<prop::sample::Index>(),
        loads in 1_usize..8,
        batch in 1_usize..5,
    ) {
        let mut shuffled = rows.clone();
        let turn = order.index(shuffled.len());
        shuffled.rotate_left(turn);
        if turn % 2 == 1 {
            shuffled.reverse();
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (once, split) = runtime.block_on(async {
            let (first, second) = (tempdir().unwrap(), tempdir().unwrap());
            let warehouse = open(first.path()).await;
            let outcome = warehouse.upsert(&spec(), "r", rows_of(vec![tickets(&rows)]), vec![], false).await.unwrap();
            assert!(outcome.account.balances());
            let once = content(&warehouse, &outcome.table, outcome.version).await;

            let warehouse = open(second.path()).await;
            let size = shuffled.len().div_ceil(loads);
            for load in shuffled.chunks(size) {
                let batches = load.chunks(batch).map(tickets).collect();
                let outcome = warehouse.upsert(&spec(), "r", rows_of(batches), vec![], false).await.unwrap();
                assert!(outcome.account.balances());
            }
            let version = warehouse.latest("streams/desk.tickets").await.unwrap().unwrap();
            (once, content(&warehouse, "streams/desk.tickets", version).await)
        });
        prop_assert_eq!(once, split);
    }
}
