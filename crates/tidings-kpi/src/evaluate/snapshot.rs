//! Snapshots: rows that are valid at a period's end, on each site's own clock.

use std::sync::Arc;

use datafusion::arrow::array::{Date32Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use datafusion::common::{Column, JoinType};
use datafusion::datasource::{MemTable, provider_as_source};
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tidings_core::period::Period;

use super::demand::SiteZone;
use crate::Error;
use crate::functions::to_days;

/// The column that holds the first day of the period at whose end a row is valid.
pub(super) const PERIOD: &str = "__of_period";
/// The column that holds the instant at which that period ends at the row's site.
pub(super) const ENDS_AT: &str = "__ends_at";
const ENDS: &str = "__ends";

/// The instant at which a period ends on a site's clock.
pub(super) fn end_of(period: &Period, zone: &TimeZone) -> Result<Timestamp, Error> {
    period
        .end
        .to_zoned(zone.clone())
        .map(|zoned| zoned.timestamp())
        .map_err(|error| Error::engine(format!("no end of {}: {error}", period.label())))
}

/// For each period the rows with `valid_from < end` and `valid_to` empty or not before the end, with the columns
/// [`PERIOD`] and [`ENDS_AT`].
pub(super) fn valid_at_ends(
    scan: LogicalPlan,
    [valid_from, valid_to]: &[String; 2],
    sites: &[SiteZone],
    periods: &[Period],
) -> Result<LogicalPlan, Error> {
    let LogicalPlan::TableScan(table) = &scan else {
        return Err(Error::engine("a snapshot is no longer rows of one relation"));
    };
    let table = table.table_name.clone();
    let mut columns: Vec<Expr> = scan.schema().columns().into_iter().map(Expr::Column).collect();
    let own = |name: &str| Expr::Column(Column::new(Some(table.clone()), name));
    let end = |name: &str| Expr::Column(Column::new(Some(ENDS), name));
    // Both lose the name of the table that they come from.
    columns.extend([PERIOD, ENDS_AT].map(|name| end(name).alias(name)));
    let ends = LogicalPlanBuilder::scan(ENDS, provider_as_source(ends(sites, periods)?), None)?.build()?;
    Ok(LogicalPlanBuilder::from(scan)
        .join_on(
            ends,
            JoinType::Inner,
            [
                own("site").eq(end("site")),
                own(valid_from).lt(end(ENDS_AT)),
                own(valid_to).is_null().or(own(valid_to).gt_eq(end(ENDS_AT))),
            ],
        )?
        .project(columns)?
        .build()?)
}

fn ends(sites: &[SiteZone], periods: &[Period]) -> Result<Arc<MemTable>, Error> {
    let mut names = Vec::new();
    let mut starts = Vec::new();
    let mut instants = Vec::new();
    for site in sites {
        for period in periods {
            names.push(site.site.clone());
            starts.push(to_days(period.start));
            instants.push(end_of(period, &site.zone)?.as_microsecond());
        }
    }
    let schema = Arc::new(Schema::new(vec![
        Field::new("site", DataType::Utf8, false),
        Field::new(PERIOD, DataType::Date32, false),
        Field::new(ENDS_AT, DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())), false),
    ]));
    let batch = RecordBatch::try_new(
        schema.clone(),
        vec![
            Arc::new(StringArray::from(names)),
            Arc::new(Date32Array::from(starts)),
            Arc::new(TimestampMicrosecondArray::from(instants).with_timezone("UTC")),
        ],
    )?;
    Ok(Arc::new(MemTable::try_new(schema, vec![vec![batch]])?))
}
