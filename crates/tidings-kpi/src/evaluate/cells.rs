//! A pool's aggregates by slice, period and keys: grouped from rows, or added up from shorter periods.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch, UInt32Array};
use datafusion::arrow::compute::{
    SortColumn, SortOptions, cast as cast_array, concat_batches, lexsort_to_indices, take,
};
use datafusion::arrow::datatypes::{DataType, Date32Type, Field, Schema, UInt32Type, UInt64Type};
use datafusion::common::{Column, ScalarValue};
use datafusion::logical_expr::{Aggregate, Expr, GroupingSet, LogicalPlan, LogicalPlanBuilder, cast, lit};
use datafusion::prelude::{DataFrame, SessionContext};
use jiff::civil::Date;
use tidings_core::kpi::RelationTime;
use tidings_core::period::Grain;

use super::demand::{SiteZone, periods};
use super::pool::{PERIOD, Pool};
use super::{cover, snapshot};
use crate::Error;
use crate::functions::{period_start, to_days};

/// The aggregates of one pool in one grain, sorted by slice, period and keys.
#[derive(Debug, Clone)]
pub(super) struct Cells {
    /// How long the periods are.
    pub(super) grain: Grain,
    /// For each row the slice, as its place in [`Pool::slices`].
    pub(super) slice: UInt32Array,
    /// The first day of each row's period.
    pub(super) start: ArrayRef,
    /// A column a key of the pool, as text.
    pub(super) keys: Vec<ArrayRef>,
    /// A column an aggregate of the pool.
    pub(super) values: Vec<ArrayRef>,
}

const SLICE: &str = "__slice";

/// A day as the engine writes it.
pub(crate) fn date(day: Date) -> Expr {
    Expr::Literal(ScalarValue::Date32(Some(to_days(day))), None)
}

/// Every grain of a pool.
pub(super) async fn evaluate(context: &SessionContext, pool: &Pool, sites: &[SiteZone]) -> Result<Vec<Cells>, Error> {
    let mut all = Vec::new();
    if let Some(base) = pool.base() {
        let sets = cover::sets(context, pool, sites).await?;
        let found = grouped(context, pool, &sets, base, sites).await?;
        let days = if sets == pool.slices { found } else { regrouped(context, pool, &found, &sets).await? };
        for grain in &pool.grains {
            if *grain != base {
                all.push(roll_up(context, pool, &days, *grain).await?);
            }
        }
        all.push(days);
        all.sort_by_key(|cells| cells.grain);
    } else {
        for grain in &pool.grains {
            all.push(grouped(context, pool, &pool.slices, *grain, sites).await?);
        }
    }
    Ok(all)
}

/// Groups the rows of a pool by all of these slices at once.
async fn grouped(
    context: &SessionContext,
    pool: &Pool,
    slices: &[Vec<String>],
    grain: Grain,
    sites: &[SiteZone],
) -> Result<Cells, Error> {
    let keys = pool.keys();
    let rows = match &pool.basis.time {
        RelationTime::Date(day) => {
            let scan = pool.scan();
            let (qualifier, field) = scan.schema().qualified_field_with_unqualified_name(day)?;
            let day = Expr::Column(Column::new(qualifier.cloned(), field.name()));
            let within = day.clone().gt_eq(date(pool.range.0)).and(day.clone().lt(date(pool.range.1)));
            let input = LogicalPlanBuilder::from(scan).filter(within)?.build()?;
            pool.rows(input, period_start(day, grain), &keys)?
        }
        RelationTime::Validity(pair) => {
            let periods = periods(grain, (grain.start(pool.range.0), pool.range.1));
            let input = snapshot::valid_at_ends(pool.scan(), pair, sites, &periods)?;
            pool.rows(input, Expr::Column(Column::from_name(snapshot::PERIOD)), &keys)?
        }
    };
    let aggregates: Vec<Expr> =
        pool.aggregates.iter().enumerate().map(|(index, expr)| expr.clone().alias(Pool::aggregate(index))).collect();
    by_slices(context, rows, &keys, slices, aggregates, grain).await
}

/// Groups rows that hold [`PERIOD`] and the keys by period and every slice.
async fn by_slices(
    context: &SessionContext,
    rows: LogicalPlan,
    keys: &[String],
    slices: &[Vec<String>],
    aggregates: Vec<Expr>,
    grain: Grain,
) -> Result<Cells, Error> {
    let named = |name: &str| Expr::Column(Column::from_name(name));
    let period = named(PERIOD);
    let columns: Vec<Expr> = (0..keys.len()).map(|index| named(&Pool::key(index))).collect();
    let sets: Vec<Vec<Expr>> = slices
        .iter()
        .map(|slice| {
            let own =
                keys.iter().zip(&columns).filter(|(key, _)| slice.contains(key)).map(|(_, column)| column.clone());
            std::iter::once(period.clone()).chain(own).collect()
        })
        .collect();
    let count = aggregates.len();
    let single = sets.len() == 1;
    let grouping = if single {
        sets.into_iter().next().unwrap_or_default()
    } else {
        vec![Expr::GroupingSet(GroupingSet::GroupingSets(sets))]
    };
    let aggregate = Aggregate::try_new(rows.into(), grouping, aggregates)?;
    // A bit for each grouping expression, set where the expression is not part of the row's set.
    let order: Vec<Expr> = match aggregate.group_expr.first() {
        Some(Expr::GroupingSet(set)) => set.distinct_expr().into_iter().cloned().collect(),
        _ => Vec::new(),
    };
    let identifiers: Vec<u64> = slices
        .iter()
        .map(|slice| {
            let missing = |column: &Expr| {
                let key = columns.iter().position(|known| known == column).and_then(|index| keys.get(index));
                key.is_some_and(|key| !slice.contains(key))
            };
            order.iter().fold(0, |mask, column| (mask << 1) | u64::from(missing(column)))
        })
        .collect();
    let identifier = if single {
        lit(0_u64)
    } else {
        cast(Expr::Column(Column::from_name(Aggregate::INTERNAL_GROUPING_ID)), DataType::UInt64)
    };
    let mut output = vec![identifier.alias(SLICE), period];
    let grouped: Vec<String> = aggregate.schema.fields().iter().map(|field| field.name().clone()).collect();
    for (index, column) in columns.iter().enumerate() {
        let name = Pool::key(index);
        let text =
            if grouped.contains(&name) { cast(column.clone(), DataType::Utf8) } else { lit(ScalarValue::Utf8(None)) };
        output.push(text.alias(name));
    }
    for index in 0..count {
        let column = Column::from_name(Pool::aggregate(index));
        let field = aggregate.schema.field_with_unqualified_name(&column.name)?;
        let wide = match field.data_type() {
            // Sums of sums need no wider type.
            DataType::Decimal128(_, scale) => cast(Expr::Column(column), DataType::Decimal128(38, *scale)),
            _ => Expr::Column(column),
        };
        output.push(wide.alias(Pool::aggregate(index)));
    }
    let plan = LogicalPlanBuilder::from(LogicalPlan::Aggregate(aggregate)).project(output)?.build()?;
    let batch = collected(context, plan).await?;
    let found = batch.column(0).as_primitive::<UInt64Type>();
    let places = found.values().iter().map(|id| {
        if single {
            return Ok(0);
        }
        let place = identifiers.iter().position(|known| known == id);
        place
            .and_then(|place| u32::try_from(place).ok())
            .ok_or_else(|| Error::engine("a grouping set without its slice"))
    });
    let slice = UInt32Array::from(places.collect::<Result<Vec<u32>, Error>>()?);
    sorted(keys.len(), grain, slice, &batch)
}

/// The slices of a pool from cells of larger sets of keys: each slice is added up from a set that has all of its keys.
async fn regrouped(context: &SessionContext, pool: &Pool, cells: &Cells, sets: &[Vec<String>]) -> Result<Cells, Error> {
    let keys = pool.keys();
    let mut parts: Vec<Cells> = Vec::new();
    for (place, set) in sets.iter().enumerate() {
        // The first set that has a slice's keys answers for it.
        let first = |slice: &[String]| sets.iter().position(|set| slice.iter().all(|key| set.contains(key)));
        let own: Vec<Vec<String>> = pool.slices.iter().filter(|slice| first(slice) == Some(place)).cloned().collect();
        if own.is_empty() {
            continue;
        }
        let rows = cells.of(place)?;
        let mut part = if own.len() == 1 && own.first() == Some(set) {
            rows
        } else {
            let plan = context.read_batch(rows.batch()?)?.into_unoptimized_plan();
            let aggregates = pool.combined()?;
            by_slices(context, plan, &keys, &own, aggregates, cells.grain).await?
        };
        let places: Vec<u32> = own
            .iter()
            .filter_map(|slice| pool.slices.iter().position(|known| known == slice))
            .filter_map(|place| u32::try_from(place).ok())
            .collect();
        let renamed = part.slice.values().iter().map(|own| places.get(*own as usize).copied().unwrap_or_default());
        part.slice = renamed.collect::<Vec<u32>>().into();
        parts.push(part);
    }
    let batches = parts.iter().map(Cells::batch).collect::<Result<Vec<RecordBatch>, Error>>()?;
    let schema = batches.first().map(RecordBatch::schema).ok_or_else(|| Error::engine("no slice was grouped"))?;
    let batch = concat_batches(&schema, &batches)?;
    let slice = batch.column(0).as_primitive::<UInt32Type>().clone();
    sorted(keys.len(), cells.grain, slice, &batch)
}

/// Adds days up to longer periods.
async fn roll_up(context: &SessionContext, pool: &Pool, days: &Cells, grain: Grain) -> Result<Cells, Error> {
    let batch = days.batch()?;
    let named = |name: &str| Expr::Column(Column::from_name(name));
    let mut grouping = vec![named(SLICE), period_start(named(PERIOD), grain).alias(PERIOD)];
    grouping.extend((0..days.keys.len()).map(|index| named(&Pool::key(index))));
    let mut output: Vec<Expr> = vec![named(SLICE), named(PERIOD)];
    output.extend((0..days.keys.len()).map(|index| named(&Pool::key(index))));
    for (index, values) in days.values.iter().enumerate() {
        let name = Pool::aggregate(index);
        output.push(cast(named(&name), values.data_type().clone()).alias(&name));
    }
    let aggregates = pool.combined()?;
    let frame = context.read_batch(batch)?;
    let plan = LogicalPlanBuilder::from(frame.into_unoptimized_plan())
        .aggregate(grouping, aggregates)?
        .project(output)?
        .build()?;
    let batch = collected(context, plan).await?;
    let slice = batch.column(0).as_primitive::<UInt32Type>().clone();
    sorted(pool.keys().len(), grain, slice, &batch)
}

impl Cells {
    /// The rows of one slice, which is the only one then.
    fn of(&self, place: usize) -> Result<Self, Error> {
        let own = (0_u32..).zip(self.slice.values()).filter(|(_, slice)| **slice as usize == place);
        let rows: UInt32Array = own.map(|(row, _)| row).collect::<Vec<u32>>().into();
        let picked = |array: &ArrayRef| take(array, &rows, None);
        Ok(Self {
            grain: self.grain,
            slice: vec![0; rows.len()].into(),
            start: picked(&self.start)?,
            keys: self.keys.iter().map(picked).collect::<Result<_, _>>()?,
            values: self.values.iter().map(picked).collect::<Result<_, _>>()?,
        })
    }

    /// Slice, period, keys, aggregates.
    fn batch(&self) -> Result<RecordBatch, Error> {
        let mut fields = vec![Field::new(SLICE, DataType::UInt32, false), Field::new(PERIOD, DataType::Date32, false)];
        fields.extend((0..self.keys.len()).map(|index| Field::new(Pool::key(index), DataType::Utf8, true)));
        let aggregates = self.values.iter().enumerate();
        fields.extend(
            aggregates.map(|(index, values)| Field::new(Pool::aggregate(index), values.data_type().clone(), true)),
        );
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.slice.clone()), Arc::clone(&self.start)];
        columns.extend(self.keys.iter().cloned());
        columns.extend(self.values.iter().cloned());
        Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)?)
    }
}

/// One batch with the rows of a plan.
async fn collected(context: &SessionContext, plan: LogicalPlan) -> Result<RecordBatch, Error> {
    let frame = DataFrame::new(context.state(), plan);
    let schema = Arc::new(frame.schema().as_arrow().clone());
    let batches = frame.collect().await?;
    let schema = batches.first().map_or(schema, RecordBatch::schema);
    Ok(concat_batches(&schema, &batches)?)
}

/// The rows in their order, those without a period left out.
fn sorted(keys: usize, grain: Grain, slice: UInt32Array, batch: &RecordBatch) -> Result<Cells, Error> {
    let start = batch.column(1);
    if start.as_primitive_opt::<Date32Type>().is_none() {
        return Err(Error::engine("a period is no date"));
    }
    let mut order: Vec<SortColumn> = vec![column(Arc::new(slice.clone())), column(Arc::clone(start))];
    order.extend(batch.columns().iter().skip(2).take(keys).map(|key| column(Arc::clone(key))));
    let rows = lexsort_to_indices(&order, None)?;
    // A row without a date belongs to no period.
    let rows: UInt32Array =
        rows.values().iter().copied().filter(|row| start.is_valid(*row as usize)).collect::<Vec<u32>>().into();
    let picked = |array: &ArrayRef| take(array, &rows, None);
    let slice = take(&slice, &rows, None)?;
    let slice = slice.as_primitive_opt().ok_or_else(|| Error::engine("a slice is no number"))?.clone();
    Ok(Cells {
        grain,
        slice,
        start: picked(start)?,
        keys: batch
            .columns()
            .iter()
            .skip(2)
            .take(keys)
            .map(|key| Ok(cast_array(&picked(key)?, &DataType::Utf8)?))
            .collect::<Result<_, Error>>()?,
        values: batch.columns().iter().skip(2 + keys).map(picked).collect::<Result<_, _>>()?,
    })
}

fn column(values: ArrayRef) -> SortColumn {
    SortColumn { values, options: Some(SortOptions { descending: false, nulls_first: true }) }
}
