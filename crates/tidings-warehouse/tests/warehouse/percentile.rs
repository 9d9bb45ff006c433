//! `percentile_cont`, against figures worked out by hand and against a plain sort.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray as _, Decimal128Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Decimal128Type, Field, Schema};
use datafusion::datasource::MemTable;
use datafusion::prelude::SessionContext;
use proptest::prelude::*;
use tidings_warehouse::{memory_session, query, rows_of_plan};

async fn text(ctx: &SessionContext, sql: &str) -> Result<String, tidings_warehouse::Error> {
    let batches: Vec<RecordBatch> =
        futures::TryStreamExt::try_collect(rows_of_plan(query(ctx, sql).await?).await?).await?;
    let column = batches[0].column(0);
    assert_eq!(*column.data_type(), DataType::Decimal128(38, 12));
    let number = arrow::util::display::array_value_to_string(column, 0).unwrap();
    Ok(if column.is_null(0) { "NULL".to_owned() } else { short(&number) })
}

fn short(number: &str) -> String {
    number.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[tokio::test]
async fn worked_out_by_hand() {
    let ctx = memory_session(None).unwrap();
    // Share, values, percentile. Place 0.9 x 2 = 1.8: 214 + 0.8 x 1.
    let cases = [
        ("0.9", "(100), (214), (215)", "214.8"),
        // Place 2.7 of four: 210 + 0.7 x 10.
        ("0.9", "(220), (100), (210), (90)", "217"),
        // Place 8.1 of ten: 214 + 0.1 x 1.
        ("0.9", "(215), (1), (2), (3), (4), (5), (6), (7), (8), (214)", "214.1"),
        ("0.9", "(215), (0), (0), (0), (0), (0), (0), (0), (0), (214)", "214.1"),
        // Every digit of the share counts.
        ("0.333333333333", "(0), (3)", "0.999999999999"),
        ("0.5", "(7)", "7"),
        ("0.9", "(7), (NULL)", "7"),
        ("0.5", "(1), (2)", "1.5"),
        ("0.5", "(-2), (-1), (NULL)", "-1.5"),
        ("0.25", "(5), (5), (5), (6)", "5"),
        ("0.75", "(5), (5), (5), (6)", "5.25"),
        ("0.0", "(3), (1), (2)", "1"),
        ("1.0", "(3), (1), (2)", "3"),
        ("0", "(3), (1), (2)", "1"),
        ("1", "(3), (1), (2)", "3"),
        ("0.5", "(CAST(NULL AS BIGINT))", "NULL"),
        // Twelve decimals, half away from zero: 0.0000000000005 and its negative.
        ("0.000000000001", "(0), (1)", "0.000000000001"),
        ("0.5", "(CAST(0 AS DECIMAL(20, 12))), (0.000000000001)", "0.000000000001"),
        ("0.5", "(CAST(0 AS DECIMAL(20, 12))), (-0.000000000001)", "-0.000000000001"),
        ("0.5", "(CAST(1.25 AS DECIMAL(9, 2))), (1.30), (1.26)", "1.26"),
        ("0.9", "(CAST(1.25 AS DECIMAL(9, 2))), (1.30)", "1.295"),
        ("0.5", "(9223372036854775807), (-9223372036854775808)", "-0.5"),
        ("0.9", "(9223372036854775807), (9223372036854775797)", "9223372036854775806"),
    ];
    for (share, values, expected) in cases {
        let sql = format!("SELECT percentile_cont({share}) WITHIN GROUP (ORDER BY x) FROM (VALUES {values}) AS v (x)");
        assert_eq!(text(&ctx, &sql).await.unwrap_or_else(|error| panic!("{sql}: {error}")), expected, "{sql}");
    }
    let of = |call: &str| format!("SELECT {call} FROM (VALUES (1), (2), (3), (10)) AS v (x)");
    // From the top: place 0.3 of 10, 3, 2, 1.
    let down = of("percentile_cont(0.1) WITHIN GROUP (ORDER BY x DESC)");
    assert_eq!(text(&ctx, &down).await.unwrap(), "7.9");
    let some = of("percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FILTER (WHERE x < 10)");
    assert_eq!(text(&ctx, &some).await.unwrap(), "2");
    let none = of("percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FILTER (WHERE x > 10)");
    assert_eq!(text(&ctx, &none).await.unwrap(), "NULL");
    assert_eq!(text(&ctx, &of("quantile_cont(0.5) WITHIN GROUP (ORDER BY x)")).await.unwrap(), "2.5");
}

#[tokio::test]
async fn a_share_is_a_literal_between_0_and_1() {
    let ctx = memory_session(None).unwrap();
    let cases = [
        ("percentile_cont(1.1) WITHIN GROUP (ORDER BY x)", "takes a literal between 0 and 1, and found 1.1"),
        ("percentile_cont(-0.1) WITHIN GROUP (ORDER BY x)", "takes a literal between 0 and 1, and found -0.1"),
        ("percentile_cont(x) WITHIN GROUP (ORDER BY x)", "takes a literal between 0 and 1"),
        ("percentile_cont(NULL) WITHIN GROUP (ORDER BY x)", "takes a literal between 0 and 1"),
        ("percentile_cont('a') WITHIN GROUP (ORDER BY x)", "takes a literal between 0 and 1, not"),
        ("percentile_cont(0.1234567890123) WITHIN GROUP (ORDER BY x)", "more than 12 digits"),
        ("percentile_cont(0.5) WITHIN GROUP (ORDER BY x * 0.5e0)", "orders whole numbers or decimals, not Float64"),
    ];
    for (call, expected) in cases {
        let error = text(&ctx, &format!("SELECT {call} FROM (VALUES (1), (2)) AS v (x)")).await.unwrap_err();
        assert!(error.to_string().contains(expected), "{call}: {error}");
    }
}

/// The definition itself: sort, then go `thousandths` of the way from the first place to the last.
fn naive(mut values: Vec<i64>, thousandths: i128) -> Option<i128> {
    values.sort_unstable();
    let place = thousandths * (values.len() as i128 - 1).max(0);
    let at = |place: i128| values.get(place as usize).map(|value| i128::from(*value));
    let (low, part) = (at(place / 1000)?, place % 1000);
    let high = at(place / 1000 + 1).unwrap_or(low);
    // Three decimals at most, so twelve are exact.
    Some((low * 1000 + (high - low) * part) * 1_000_000_000)
}

type Row = (u8, bool, Option<i64>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let number = prop_oneof![-3_i64..3, any::<i32>().prop_map(i64::from), any::<i64>()];
    proptest::collection::vec((0..40_u8, any::<bool>(), proptest::option::weighted(0.9, number)), 1..300)
}

/// The rows in many small batches and several partitions, so that partial results are merged and emitted in parts.
fn table(rows: &[Row], is_decimal: bool) -> MemTable {
    let kind = if is_decimal { DataType::Decimal128(25, 0) } else { DataType::Int64 };
    let schema = Arc::new(Schema::new(vec![
        Field::new("site", DataType::Utf8, false),
        Field::new("late", DataType::Boolean, false),
        Field::new("x", kind.clone(), true),
    ]));
    let batch = |rows: &[Row]| {
        let sites: StringArray = rows.iter().map(|(site, _, _)| Some(format!("s{site}"))).collect();
        let late: arrow::array::BooleanArray = rows.iter().map(|(_, late, _)| Some(*late)).collect();
        let numbers: ArrayRef = if is_decimal {
            let wide: Decimal128Array = rows.iter().map(|(_, _, x)| x.map(i128::from)).collect();
            Arc::new(wide.with_data_type(kind.clone()))
        } else {
            Arc::new(rows.iter().map(|(_, _, x)| *x).collect::<Int64Array>())
        };
        RecordBatch::try_new(Arc::clone(&schema), vec![Arc::new(sites), Arc::new(late), numbers]).unwrap()
    };
    let parts = rows.chunks(rows.len().div_ceil(3)).map(|part| part.chunks(16).map(batch).collect()).collect();
    MemTable::try_new(Arc::clone(&schema), parts).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn as_a_plain_sort_gives_it(rows in rows(), thousandths in 0..=1000_i128, is_decimal in any::<bool>()) {
        let ctx = memory_session(None).unwrap();
        ctx.register_table("t", Arc::new(table(&rows, is_decimal))).unwrap();
        let share = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
        let sql = format!(
            "SELECT site, late, grouping(site) AS all_sites, grouping(late) AS all_late,
                    percentile_cont({share}) WITHIN GROUP (ORDER BY x) AS p,
                    percentile_cont({share}) WITHIN GROUP (ORDER BY x) FILTER (WHERE late) AS q
             FROM t GROUP BY GROUPING SETS ((), (site), (late), (site, late))"
        );
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
        let batches: Vec<RecordBatch> = runtime
            .block_on(async {
                let found = rows_of_plan(query(&ctx, &sql).await.unwrap()).await.unwrap();
                futures::TryStreamExt::try_collect(found).await
            })
            .unwrap();
        let mut met = 0;
        for batch in batches {
            let text = |column: usize, row: usize| {
                arrow::util::display::array_value_to_string(batch.column(column), row).unwrap()
            };
            for row in 0..batch.num_rows() {
                met += 1;
                let fits = |(site, late, _): &&Row| {
                    (text(2, row) == "1" || text(0, row) == format!("s{site}"))
                        && (text(3, row) == "1" || text(1, row) == late.to_string())
                };
                let of = |only_late: bool| -> Vec<i64> {
                    rows.iter().filter(fits).filter(|(_, late, _)| *late || !only_late).filter_map(|row| row.2).collect()
                };
                let found = |column: usize| {
                    let column = batch.column(column).as_primitive::<Decimal128Type>();
                    arrow::array::Array::is_valid(column, row).then(|| column.value(row))
                };
                prop_assert_eq!(found(4), naive(of(false), thousandths));
                prop_assert_eq!(found(5), naive(of(true), thousandths));
            }
        }
        prop_assert!(met >= 3);
    }
}
