//! SQL functions over local time.

use std::sync::Arc;

use datafusion::common::ScalarValue;
use datafusion::prelude::SessionContext;
use tidings_warehouse::{BusinessClock, ErrorKind, ScheduleRule, memory_session, query, rows_of_plan, tzdb_version};

/// Open for the first half of every second minute, to be simple.
#[derive(Debug)]
struct Clock;

impl BusinessClock for Clock {
    fn business_seconds(&self, calendar: &str, start_us: i64, end_us: i64) -> Result<i64, String> {
        match calendar {
            "always" => Ok((end_us - start_us) / 1_000_000),
            other => Err(format!("unknown calendar `{other}`; there is `always`")),
        }
    }

    /// Queue `night` opens an hour late by the schedule at the end, and site `nowhere` has no schedule.
    fn open_seconds(
        &self,
        site: &str,
        queue: &str,
        start_us: i64,
        end_us: i64,
        rule: ScheduleRule,
    ) -> Result<Option<i64>, String> {
        let seconds = (end_us - start_us) / 1_000_000;
        let late = queue == "night" && rule == ScheduleRule::InForceAtEnd;
        Ok((site != "nowhere").then_some(if late { seconds - 3600 } else { seconds }))
    }
}

async fn value(ctx: &SessionContext, sql: &str) -> Result<String, tidings_warehouse::Error> {
    let rows = rows_of_plan(query(ctx, sql).await?).await?;
    let batches: Vec<arrow::array::RecordBatch> = futures::TryStreamExt::try_collect(rows).await?;
    let value = ScalarValue::try_from_array(batches[0].column(0), 0).unwrap();
    let text = arrow::util::display::array_value_to_string(batches[0].column(0), 0).unwrap();
    Ok(if value.is_null() { "NULL".to_owned() } else { text })
}

const AMSTERDAM: &str = "Europe/Amsterdam";
const KOLKATA: &str = "Asia/Kolkata";
const LORD_HOWE: &str = "Australia/Lord_Howe";

#[tokio::test]
async fn wall_clocks() {
    // Instant, zone, local date, local time, start of the half hour, start of the hour.
    let cases = [
        ("2026-03-28T22:59:59Z", AMSTERDAM, "2026-03-28", "23:59:59", "2026-03-28T22:30:00Z", "2026-03-28T22:00:00Z"),
        ("2026-03-28T23:00:00Z", AMSTERDAM, "2026-03-29", "00:00:00", "2026-03-28T23:00:00Z", "2026-03-28T23:00:00Z"),
        // Clocks go from 02:00 to 03:00.
        ("2026-03-29T00:59:59Z", AMSTERDAM, "2026-03-29", "01:59:59", "2026-03-29T00:30:00Z", "2026-03-29T00:00:00Z"),
        ("2026-03-29T01:00:00Z", AMSTERDAM, "2026-03-29", "03:00:00", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"),
        // Clocks go from 03:00 back to 02:00: both times 02:15 are intervals of their own.
        ("2026-10-25T00:15:00Z", AMSTERDAM, "2026-10-25", "02:15:00", "2026-10-25T00:00:00Z", "2026-10-25T00:00:00Z"),
        ("2026-10-25T01:15:00Z", AMSTERDAM, "2026-10-25", "02:15:00", "2026-10-25T01:00:00Z", "2026-10-25T01:00:00Z"),
        ("2026-10-25T22:59:59Z", AMSTERDAM, "2026-10-25", "23:59:59", "2026-10-25T22:30:00Z", "2026-10-25T22:00:00Z"),
        ("2026-10-25T23:00:00Z", AMSTERDAM, "2026-10-26", "00:00:00", "2026-10-25T23:00:00Z", "2026-10-25T23:00:00Z"),
        // Five and a half hours from UTC.
        ("2026-05-01T18:29:59Z", KOLKATA, "2026-05-01", "23:59:59", "2026-05-01T18:00:00Z", "2026-05-01T17:30:00Z"),
        ("2026-05-01T18:45:00Z", KOLKATA, "2026-05-02", "00:15:00", "2026-05-01T18:30:00Z", "2026-05-01T18:30:00Z"),
        // Clocks go back half an hour, from 02:00 to 01:30: the hour that began at 01:00 is cut there.
        ("2026-04-04T14:45:00Z", LORD_HOWE, "2026-04-05", "01:45:00", "2026-04-04T14:30:00Z", "2026-04-04T14:00:00Z"),
        ("2026-04-04T15:15:00Z", LORD_HOWE, "2026-04-05", "01:45:00", "2026-04-04T15:00:00Z", "2026-04-04T15:00:00Z"),
        ("1969-12-31T23:30:00Z", "UTC", "1969-12-31", "23:30:00", "1969-12-31T23:30:00Z", "1969-12-31T23:00:00Z"),
    ];
    let ctx = memory_session(None).unwrap();
    for (instant, zone, date, time, half, hour) in cases {
        let ts = format!("arrow_cast('{instant}', 'Timestamp(Microsecond, Some(\"UTC\"))')");
        for (sql, expected) in [
            (format!("SELECT local_date({ts}, '{zone}')"), date),
            (format!("SELECT local_time({ts}, '{zone}')"), time),
            (format!("SELECT interval_start({ts}, '{zone}', '30 minutes')"), half),
            (format!("SELECT interval_start({ts}, '{zone}', '1 hour')"), hour),
            // A column instead of constants.
            (format!("SELECT local_date(t, z) FROM (VALUES ({ts}, '{zone}')) AS v (t, z)"), date),
        ] {
            assert_eq!(value(&ctx, &sql).await.unwrap(), expected, "{sql}");
        }
    }
}

#[tokio::test]
async fn a_day_has_as_many_half_hours_as_it_lasts() {
    let ctx = memory_session(None).unwrap();
    for (day, expected) in [("2026-03-29", "46"), ("2026-10-25", "50"), ("2026-06-01", "48")] {
        let minutes: Vec<String> = (-120..1700)
            .map(|minute| format!("(to_timestamp_micros('{day}T00:00:00Z') + INTERVAL '{minute} minutes')"))
            .collect();
        let sql = format!(
            "SELECT count(DISTINCT interval_start(u, '{AMSTERDAM}', '30 minutes')) FROM \
             (SELECT arrow_cast(t, 'Timestamp(Microsecond, Some(\"UTC\"))') AS u FROM (VALUES {}) AS v (t)) \
             WHERE local_date(u, '{AMSTERDAM}') = DATE '{day}'",
            minutes.join(", ")
        );
        assert_eq!(value(&ctx, &sql).await.unwrap(), expected, "{day}");
    }
}

#[tokio::test]
async fn calendars_come_from_outside() {
    let ctx = memory_session(Some(Arc::new(Clock))).unwrap();
    let ts = |text: &str| format!("arrow_cast('{text}', 'Timestamp(Microsecond, Some(\"UTC\"))')");
    let (start, end) = (ts("2026-01-01T00:00:00Z"), ts("2026-01-01T00:01:30Z"));
    let sql = format!("SELECT business_seconds({start}, {end}, 'always')");
    assert_eq!(value(&ctx, &sql).await.unwrap(), "90");
    let error = value(&ctx, &format!("SELECT business_seconds({start}, {end}, 'never')")).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Data);
    assert!(error.message.contains("there is `always`"), "{error}");
}

#[tokio::test]
async fn open_seconds_of_a_site_and_a_queue() {
    let ctx = memory_session(Some(Arc::new(Clock))).unwrap();
    let at = |text: &str| format!("arrow_cast('{text}', 'Timestamp(Microsecond, Some(\"UTC\"))')");
    let (start, end) = (at("2026-03-02T08:00:00Z"), at("2026-03-02T10:00:00Z"));
    let cases = [
        (format!("open_seconds({start}, {end}, 'man', 'day')"), "7200"),
        (format!("open_seconds({start}, {end}, 'man', 'night')"), "7200"),
        (format!("open_seconds_at_end({start}, {end}, 'man', 'day')"), "7200"),
        (format!("open_seconds_at_end({start}, {end}, 'man', 'night')"), "3600"),
        (format!("open_seconds({start}, {end}, 'nowhere', 'day')"), "NULL"),
        (format!("open_seconds({start}, NULL, 'man', 'day')"), "NULL"),
        (format!("open_seconds({start}, {end}, 'man', NULL)"), "NULL"),
    ];
    for (sql, expected) in cases {
        assert_eq!(value(&ctx, &format!("SELECT {sql}")).await.unwrap(), expected, "{sql}");
    }
    let ctx = memory_session(None).unwrap();
    let error = value(&ctx, &format!("SELECT open_seconds({start}, {end}, 'man', 'day')")).await.unwrap_err();
    assert_eq!(error.message, "site `man` has no opening hours");
    assert_eq!(error.hint.as_deref(), Some("the project has no calendars"));
}

#[tokio::test]
async fn erlang_c() {
    let ctx = memory_session(None).unwrap();
    let cases = [
        ("erlang_c_agents(100, 18000, 1800, 20, 800, 850)", "14"),
        ("erlang_c_agents(100, NULL, 1800, 20, 800, 850)", "NULL"),
        ("erlang_c_agents(100, 18000, 1800, 20, 1000, 850)", "NULL"),
        ("erlang_c_service_level_ppm(100, 18000, 1800, 14, 20)", "888350"),
        ("erlang_c_service_level_ppm(100, 18000, 1800, 10, 20)", "NULL"),
        // Over rows, and with narrower numbers.
        ("sum(erlang_c_agents(c, 180 * c, 1800, 20, 800, 850)) FROM (VALUES (100), (10), (NULL)) AS t(c)", "17"),
    ];
    for (sql, expected) in cases {
        assert_eq!(value(&ctx, &format!("SELECT {sql}")).await.unwrap(), expected, "{sql}");
    }
    let refused = [
        ("erlang_c_agents(100, 18000, 1800, 20, 800)", "`erlang_c_agents` has 5 arguments"),
        ("erlang_c_service_level_ppm(100, 18000, 1800, 14, 0.5)", "`erlang_c_service_level_ppm` cannot take"),
    ];
    for (sql, expected) in refused {
        let error = value(&ctx, &format!("SELECT {sql}")).await.unwrap_err();
        assert!(format!("{error:?}").contains(expected), "{sql}: {error:?}");
    }
}

#[tokio::test]
async fn null_and_nonsense() {
    let ctx = memory_session(None).unwrap();
    let ts = "arrow_cast('2026-01-01T00:00:00Z', 'Timestamp(Microsecond, Some(\"UTC\"))')";
    for sql in [
        "SELECT local_date(NULL, 'UTC')".to_owned(),
        format!("SELECT local_time({ts}, NULL)"),
        format!("SELECT interval_start({ts}, 'UTC', NULL)"),
        format!("SELECT business_seconds({ts}, NULL, 'x')"),
    ] {
        assert_eq!(value(&ctx, &sql).await.unwrap(), "NULL", "{sql}");
    }
    for (sql, expected) in [
        (format!("SELECT local_date({ts}, 'Europe/Atlantis')"), "unknown time zone `Europe/Atlantis`"),
        (format!("SELECT interval_start({ts}, 'UTC', '7 minutes')"), "`7 minutes` is no interval of a day"),
        ("SELECT local_date(TIMESTAMP '2026-01-01', 'UTC')".to_owned(), "has no time zone"),
        (format!("SELECT local_date({ts})"), "expected local_date(instant, zone)"),
        (format!("SELECT business_seconds({ts}, {ts}, 'x')"), "unknown calendar `x`"),
    ] {
        let error = value(&ctx, &sql).await.unwrap_err();
        assert!(error.message.contains(expected), "{sql}: {error}");
    }
    assert!(tzdb_version().starts_with("20"));
}
