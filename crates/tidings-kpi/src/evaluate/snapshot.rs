//! Snapshots: rows that are valid at a period's end, on each site's own clock.

use std::sync::Arc;

use datafusion::arrow::array::{Date32Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema, TimeUnit};
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{Column, JoinType};
use datafusion::datasource::{MemTable, provider_as_source};
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder};
use datafusion::prelude::SessionContext;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tidings_core::kpi::{Kpi, RelationTime};
use tidings_core::period::Period;

use super::slice::{column, grouped};
use super::{Cells, SiteZone};
use crate::Error;
use crate::body::Component;
use crate::functions::to_days;

const PERIOD: &str = "__period";
const ENDS: &str = "__ends";

/// The instant at which a period ends on a site's clock.
pub(super) fn end_of(period: &Period, zone: &TimeZone) -> Result<Timestamp, Error> {
    period
        .end
        .to_zoned(zone.clone())
        .map(|zoned| zoned.timestamp())
        .map_err(|error| Error::engine(format!("no end of {}: {error}", period.label())))
}

/// Counts, for each period, the rows with `valid_from < end` and `valid_to` empty or not before the end.
pub(super) async fn evaluate(
    context: &SessionContext,
    kpi: &Kpi,
    component: &Component,
    slices: &[Vec<String>],
    sites: &[SiteZone],
    periods: &[Period],
) -> Result<Cells, Error> {
    let Some(RelationTime::Validity([valid_from, valid_to])) = kpi.header.time_of(&component.relation) else {
        return Err(Error::engine(format!("`{}` has no validity for `{}`", kpi.header.kpi, component.relation)));
    };
    let ends = ends(sites, periods)?;
    let rows = component.input.clone().transform_up(|node| {
        let LogicalPlan::TableScan(scan) = &node else { return Ok(Transformed::no(node)) };
        let mut columns: Vec<Expr> = node.schema().columns().into_iter().map(Expr::Column).collect();
        let table = scan.table_name.clone();
        let own = |name: &str| Expr::Column(Column::new(Some(table.clone()), name));
        let end = |name: &str| Expr::Column(Column::new(Some(ENDS), name));
        columns.push(end(PERIOD));
        let other = LogicalPlanBuilder::scan(ENDS, provider_as_source(ends.clone()), None)?.build()?;
        let joined = LogicalPlanBuilder::from(node)
            .join_on(
                other,
                JoinType::Inner,
                [
                    own("site").eq(end("site")),
                    own(&valid_from).lt(end("ends_at")),
                    own(&valid_to).is_null().or(own(&valid_to).gt_eq(end("ends_at"))),
                ],
            )?
            .project(columns)?
            .build()?;
        Ok(Transformed::yes(joined))
    })?;
    let period = column(&rows.data, PERIOD)?;
    grouped(context, rows.data, &component.aggregates, slices, period).await
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
        Field::new("ends_at", DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())), false),
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
