//! The rewrite: the top aggregate gets grouping sets, nothing below it is touched.

use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::datatypes::{DataType, Date32Type};
use datafusion::common::{Column, Result as EngineResult, ScalarValue};
use datafusion::logical_expr::{
    Aggregate, Expr, ExprSchemable, GroupingSet, LogicalPlan, LogicalPlanBuilder, cast, lit,
};
use datafusion::prelude::{DataFrame, SessionContext};
use jiff::civil::Date;
use tidings_core::kpi::{Kpi, RelationTime};
use tidings_core::period::Grain;

use super::{Cell, Cells};
use crate::Error;
use crate::body::{Combine, Component};
use crate::functions::{from_days, period_start, to_days};

/// A column of a plan's output, by its bare name.
pub(crate) fn column(plan: &LogicalPlan, name: &str) -> EngineResult<Expr> {
    let (qualifier, field) = plan.schema().qualified_field_with_unqualified_name(name)?;
    Ok(Expr::Column(Column::new(qualifier.cloned(), field.name())))
}

/// A key of a plan's rows as text. Whole numbers and truth values are keys too: an hour, a weekday.
pub(super) fn key(plan: &LogicalPlan, name: &str) -> EngineResult<Expr> {
    let expr = column(plan, name)?;
    Ok(if expr.get_type(plan.schema())? == DataType::Utf8 { expr } else { cast(expr, DataType::Utf8) })
}

pub(crate) fn date(day: Date) -> Expr {
    Expr::Literal(ScalarValue::Date32(Some(to_days(day))), None)
}

/// Evaluates one component for rows that belong to a period by a date. `range` is half open.
pub(super) async fn flow(
    context: &SessionContext,
    kpi: &Kpi,
    component: &Component,
    slices: &[Vec<String>],
    grain: Grain,
    range: (Date, Date),
) -> Result<Cells, Error> {
    let Some(RelationTime::Date(day)) = kpi.header.time_of(&component.relation) else {
        return Err(Error::engine(format!("`{}` has no date for `{}`", kpi.header.kpi, component.relation)));
    };
    let day = column(&component.input, &day)?;
    let rows = LogicalPlanBuilder::from(component.input.clone())
        .filter(day.clone().gt_eq(date(range.0)).and(day.clone().lt(date(range.1))))?
        .build()?;
    grouped(context, rows, &component.aggregates, slices, period_start(day, grain)).await
}

/// Groups rows by every slice and a period at once.
pub(super) async fn grouped(
    context: &SessionContext,
    rows: LogicalPlan,
    aggregates: &[Expr],
    slices: &[Vec<String>],
    period: Expr,
) -> Result<Cells, Error> {
    // The order of the grouping expressions fixes the bits of the grouping id: period first, then keys by name.
    let mut keys: Vec<&String> = slices.iter().flatten().collect();
    keys.sort();
    keys.dedup();
    let mut expressions = vec![period.clone()];
    for name in &keys {
        expressions.push(key(&rows, name)?);
    }
    let mut sets: Vec<Vec<Expr>> = Vec::new();
    for slice in slices {
        let mut set = vec![period.clone()];
        for name in slice {
            set.push(key(&rows, name)?);
        }
        sets.push(set);
    }
    let single = sets.len() == 1;
    let grouping = if single { sets.remove(0) } else { vec![Expr::GroupingSet(GroupingSet::GroupingSets(sets))] };
    let aggregate = Aggregate::try_new(rows.into(), grouping, aggregates.to_vec())?;
    let schema = aggregate.schema.clone();
    let output = |expr: &Expr| -> Result<Expr, Error> {
        let (qualifier, name) = expr.qualified_name();
        let position = schema.index_of_column(&Column::new(qualifier, name))?;
        let (qualifier, field) = schema.qualified_field(position);
        Ok(Expr::Column(Column::new(qualifier.cloned(), field.name())))
    };
    let order: Vec<usize> = match aggregate.group_expr.first() {
        Some(Expr::GroupingSet(set)) => {
            let distinct = set.distinct_expr();
            expressions.iter().map(|wanted| distinct.iter().position(|found| *found == wanted).unwrap_or(0)).collect()
        }
        _ => Vec::new(),
    };
    let group_id = if single {
        lit(0_u64)
    } else {
        cast(Expr::Column(Column::from_name(Aggregate::INTERNAL_GROUPING_ID)), DataType::UInt64)
    };
    let mut columns = vec![group_id.alias("__slice")];
    for (index, expr) in expressions.iter().enumerate() {
        columns.push(output(expr)?.alias(format!("__key{index}")));
    }
    for expr in aggregates {
        columns.push(Expr::Column(Column::from_name(expr.schema_name().to_string())));
    }
    let plan = LogicalPlanBuilder::from(LogicalPlan::Aggregate(aggregate)).project(columns)?.build()?;

    // The grouping id that each slice carries: a set bit for each expression that is not in it.
    let total = expressions.len();
    let identifiers: Vec<u64> = slices
        .iter()
        .map(|slice| {
            if single {
                return 0;
            }
            keys.iter().enumerate().fold(0, |mask, (index, key)| {
                let place = order[index + 1];
                if slice.contains(key) { mask } else { mask | 1 << (total - 1 - place) }
            })
        })
        .collect();

    let mut cells = Cells::new();
    for batch in DataFrame::new(context.state(), plan).collect().await? {
        let ids = batch.column(0).as_primitive::<datafusion::arrow::datatypes::UInt64Type>();
        let starts = batch.column(1).as_primitive_opt::<Date32Type>();
        let starts = starts.ok_or_else(|| Error::engine("a period is no date"))?;
        let texts: Vec<_> = (0..keys.len()).map(|index| batch.column(2 + index).as_string_opt::<i32>()).collect();
        for row in 0..batch.num_rows() {
            if starts.is_null(row) {
                continue;
            }
            let Some(slice) = identifiers.iter().position(|id| *id == ids.value(row)) else {
                return Err(Error::engine("a grouping set without its slice"));
            };
            let mut values = Vec::new();
            for (index, key) in keys.iter().enumerate() {
                if slices[slice].contains(key) {
                    let column = texts[index].ok_or_else(|| Error::engine(format!("key `{key}` is no text")))?;
                    values.push(column.is_valid(row).then(|| column.value(row).to_owned()));
                }
            }
            let mut found = Vec::with_capacity(aggregates.len());
            for index in 0..aggregates.len() {
                found.push(ScalarValue::try_from_array(batch.column(2 + keys.len() + index), row)?);
            }
            cells.insert(Cell { slice, start: from_days(starts.value(row)), keys: values }, found);
        }
    }
    Ok(cells)
}

/// What the aggregates give over no rows at all.
pub(super) async fn over_nothing(context: &SessionContext, component: &Component) -> Result<Vec<ScalarValue>, Error> {
    let rows = LogicalPlanBuilder::from(component.input.clone()).filter(lit(false))?.build()?;
    let aggregate = Aggregate::try_new(rows.into(), Vec::new(), component.aggregates.clone())?;
    let batches = DataFrame::new(context.state(), LogicalPlan::Aggregate(aggregate)).collect().await?;
    let batch = batches
        .iter()
        .find(|batch| batch.num_rows() == 1)
        .ok_or_else(|| Error::engine("an aggregate over nothing gave no row"))?;
    Ok((0..batch.num_columns())
        .map(|index| ScalarValue::try_from_array(batch.column(index), 0))
        .collect::<EngineResult<_>>()?)
}

/// Adds days up to longer periods.
pub(super) fn roll_up(days: &Cells, component: &Component, grain: Grain, range: (Date, Date)) -> Result<Cells, Error> {
    let mut cells = Cells::new();
    for (cell, values) in days {
        if cell.start < range.0 || cell.start >= range.1 {
            continue;
        }
        let place = Cell { start: grain.start(cell.start), ..cell.clone() };
        match cells.get_mut(&place) {
            None => {
                cells.insert(place, values.clone());
            }
            Some(sums) => {
                for ((sum, value), how) in sums.iter_mut().zip(values).zip(&component.combines) {
                    *sum = combine(sum, value, *how)?;
                }
            }
        }
    }
    Ok(cells)
}

fn combine(left: &ScalarValue, right: &ScalarValue, how: Combine) -> Result<ScalarValue, Error> {
    if left.is_null() {
        return Ok(right.clone());
    }
    if right.is_null() {
        return Ok(left.clone());
    }
    let first_is_less = left.partial_cmp(right).is_none_or(std::cmp::Ordering::is_le);
    Ok(match (how, left, right) {
        (Combine::Add, ScalarValue::Decimal128(Some(a), precision, scale), ScalarValue::Decimal128(Some(b), _, _)) => {
            let sum = a.checked_add(*b).ok_or_else(|| Error::engine("a sum is larger than 38 digits"))?;
            ScalarValue::Decimal128(Some(sum), *precision, *scale)
        }
        (Combine::Add, left, right) => left.add_checked(right)?,
        (Combine::Least, _, _) => {
            if first_is_less {
                left.clone()
            } else {
                right.clone()
            }
        }
        (Combine::Greatest, _, _) => {
            if first_is_less {
                right.clone()
            } else {
                left.clone()
            }
        }
        (Combine::And, ScalarValue::Boolean(Some(a)), ScalarValue::Boolean(Some(b))) => {
            ScalarValue::Boolean(Some(*a && *b))
        }
        (Combine::Or, ScalarValue::Boolean(Some(a)), ScalarValue::Boolean(Some(b))) => {
            ScalarValue::Boolean(Some(*a || *b))
        }
        _ => return Err(Error::engine("parts of an aggregate that cannot be put together")),
    })
}
