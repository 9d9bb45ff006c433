//! The law itself: restrict every relation, ask the query.

use std::collections::{BTreeMap, BTreeSet};

use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::datatypes::{DataType, Int64Type};
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{Column, ScalarValue};
use datafusion::functions_aggregate::expr_fn::{count, count_distinct};
use datafusion::logical_expr::expr_rewriter::NamePreserver;
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder, cast, lit, when};
use datafusion::prelude::{DataFrame, col};
use rust_decimal::prelude::ToPrimitive;
use tidings_core::figure::{Figure, quotient};
use tidings_core::kpi::{Kpi, PERIOD_END, RelationTime};
use tidings_core::period::Period;

use super::cells::date;
use super::finish::decimal;
use super::pool::AGENT;
use super::snapshot::end_of;
use super::{Evaluator, Request, order};
use crate::Error;
use crate::body::{Prepared, bind};

/// Evaluates slice by slice, period by period.
pub(super) async fn evaluate(
    evaluator: &Evaluator,
    kpi: &Kpi,
    prepared: &Prepared,
    request: &Request,
) -> Result<Vec<(Figure, Option<i64>)>, Error> {
    let plan = bind(kpi, prepared.plan.clone(), &evaluator.settings)?;
    let mut figures = Vec::new();
    for slice in request.slices() {
        let members = members(evaluator, prepared, &slice).await?;
        for grain in &request.grains {
            for period in request.periods(*grain) {
                for member in &members {
                    let keys: BTreeMap<String, Option<String>> =
                        slice.iter().cloned().zip(member.iter().cloned()).collect();
                    if let Some(found) = ask(evaluator, kpi, prepared, &plan, period, keys).await? {
                        figures.push(found);
                    }
                }
            }
        }
    }
    figures.sort_by_cached_key(|(figure, _)| order(figure));
    Ok(figures)
}

/// Every combination of the slice's keys that stands in a relation.
async fn members(
    evaluator: &Evaluator,
    prepared: &Prepared,
    slice: &[String],
) -> Result<BTreeSet<Vec<Option<String>>>, Error> {
    if slice.is_empty() {
        return Ok(BTreeSet::from([Vec::new()]));
    }
    let mut members = BTreeSet::new();
    for relation in &prepared.relations {
        let columns: Vec<Expr> =
            slice.iter().map(|key| cast(col(Column::from_name(key)), DataType::Utf8).alias(key)).collect();
        for batch in evaluator.context.table(relation.as_str()).await?.select(columns)?.distinct()?.collect().await? {
            for row in 0..batch.num_rows() {
                let mut member = Vec::new();
                for (index, key) in slice.iter().enumerate() {
                    let texts = batch.column(index).as_string_opt::<i32>();
                    let texts = texts.ok_or_else(|| Error::engine(format!("key `{key}` is no text")))?;
                    member.push(texts.is_valid(row).then(|| texts.value(row).to_owned()));
                }
                members.insert(member);
            }
        }
    }
    Ok(members)
}

async fn ask(
    evaluator: &Evaluator,
    kpi: &Kpi,
    prepared: &Prepared,
    plan: &LogicalPlan,
    period: Period,
    keys: BTreeMap<String, Option<String>>,
) -> Result<Option<(Figure, Option<i64>)>, Error> {
    let mut rows = 0;
    for relation in &prepared.relations {
        let condition = condition(evaluator, kpi, relation, period, &keys, |name| col(Column::from_name(name)))?;
        rows += evaluator.context.table(relation.as_str()).await?.filter(condition)?.count().await?;
    }
    if rows == 0 {
        return Ok(None);
    }
    let plan = at_end(evaluator, plan, period)?;
    let restricted = plan.transform_up_with_subqueries(|node| {
        let LogicalPlan::TableScan(scan) = &node else { return Ok(Transformed::no(node)) };
        let table = scan.table_name.clone();
        let found = condition(evaluator, kpi, table.table(), period, &keys, |name| {
            Expr::Column(Column::new(Some(table.clone()), name))
        })
        .map_err(|error| datafusion::common::DataFusionError::External(Box::new(error)))?;
        Ok(Transformed::yes(LogicalPlanBuilder::from(node).filter(found)?.build()?))
    })?;
    let rows_behind = restricted.data.clone();
    let batches = DataFrame::new(evaluator.context.state(), restricted.data).collect().await?;
    let total: usize = batches.iter().map(datafusion::arrow::array::RecordBatch::num_rows).sum();
    let Some(batch) = batches.iter().find(|batch| batch.num_rows() == 1).filter(|_| total == 1) else {
        return Err(Error::engine(format!("`{}` gave {total} rows, expected one", kpi.header.kpi)));
    };
    let mut columns = [None; 4];
    for (index, field) in batch.schema().fields().iter().enumerate() {
        let place = ["numerator", "denominator", "value", "n"].iter().position(|name| name == field.name());
        if let Some(place) = place {
            columns[place] = decimal(&ScalarValue::try_from_array(batch.column(index), 0)?)?;
        }
    }
    let has_n = batch.schema().field_with_name("n").is_ok();
    let counted = counted(evaluator, &rows_behind).await?;
    let (rows, people) = counted.unwrap_or((i64::try_from(rows).unwrap_or(i64::MAX), None));
    if rows == 0 {
        return Ok(None);
    }
    let [numerator, denominator, value, n] = columns;
    let figure = Figure {
        kpi: kpi.header.kpi.clone(),
        unit: kpi.header.unit,
        period,
        keys,
        numerator,
        denominator,
        value: numerator.zip(denominator).map_or(value, |(numerator, denominator)| quotient(numerator, denominator)),
        n: if has_n { n.and_then(|n| n.trunc().to_i64()) } else { Some(rows) },
        flags: Vec::new(),
    };
    Ok(Some((figure, people)))
}

/// The rows below the query's own aggregate, and the agents among them where the rows have agents. Nothing where the
/// query has no such aggregate.
async fn counted(evaluator: &Evaluator, plan: &LogicalPlan) -> Result<Option<(i64, Option<i64>)>, Error> {
    let LogicalPlan::Projection(projection) = plan else { return Ok(None) };
    let LogicalPlan::Aggregate(aggregate) = projection.input.as_ref() else { return Ok(None) };
    let rows = aggregate.input.as_ref().clone();
    let agent = rows.schema().columns().into_iter().find(|column| column.name == AGENT);
    let mut counts = vec![count(lit(1_i64)).alias("rows")];
    counts.extend(agent.clone().map(|column| count_distinct(Expr::Column(column)).alias("agents")));
    let plan = LogicalPlanBuilder::from(rows).aggregate(Vec::<Expr>::new(), counts)?.build()?;
    let batches = DataFrame::new(evaluator.context.state(), plan).collect().await?;
    let Some(batch) = batches.iter().find(|batch| batch.num_rows() == 1) else { return Ok(None) };
    let number = |index: usize| batch.column(index).as_primitive_opt::<Int64Type>().map(|column| column.value(0));
    Ok(number(0).map(|rows| (rows, agent.and_then(|_| number(1)))))
}

/// The plan with `$period_end` replaced by the instant at which the period ends at the row's site.
fn at_end(evaluator: &Evaluator, plan: &LogicalPlan, period: Period) -> Result<LogicalPlan, Error> {
    let mut ends = Vec::new();
    for site in &evaluator.sites {
        let end = end_of(&period, &site.zone)?.as_microsecond();
        ends.push((site.site.clone(), ScalarValue::TimestampMicrosecond(Some(end), Some("UTC".into()))));
    }
    let bound = plan.clone().transform_down_with_subqueries(|node| {
        let names = NamePreserver::new(&node);
        node.map_expressions(|expr| {
            let name = names.save(&expr);
            let replaced = expr.transform_down(|inner| match &inner {
                Expr::Placeholder(placeholder) if placeholder.id.trim_start_matches('$') == PERIOD_END => {
                    let mut ends = ends.iter().cloned();
                    let Some((site, end)) = ends.next() else { return Ok(Transformed::no(inner)) };
                    let literal = |end| Expr::Literal(end, None);
                    let mut case = when(col("site").eq(lit(site)), literal(end));
                    for (site, end) in ends {
                        case = case.when(col("site").eq(lit(site)), literal(end));
                    }
                    Ok(Transformed::yes(case.end()?))
                }
                _ => Ok(Transformed::no(inner)),
            })?;
            Ok(replaced.update_data(|expr| name.restore(expr)))
        })
    })?;
    Ok(bound.data)
}

/// Which rows of a relation belong to the keys and the period.
fn condition(
    evaluator: &Evaluator,
    kpi: &Kpi,
    relation: &str,
    period: Period,
    keys: &BTreeMap<String, Option<String>>,
    column: impl Fn(&str) -> Expr,
) -> Result<Expr, Error> {
    let mut condition = match kpi.header.time_of(relation) {
        Some(RelationTime::Date(day)) => column(&day).gt_eq(date(period.start)).and(column(&day).lt(date(period.end))),
        Some(RelationTime::Validity([from, to])) => {
            let mut any = lit(false);
            for site in &evaluator.sites {
                let end = end_of(&period, &site.zone)?.as_microsecond();
                let end = Expr::Literal(ScalarValue::TimestampMicrosecond(Some(end), Some("UTC".into())), None);
                let valid = column(&from).lt(end.clone()).and(column(&to).is_null().or(column(&to).gt_eq(end)));
                any = any.or(column("site").eq(lit(site.site.clone())).and(valid));
            }
            any
        }
        None => return Err(Error::engine(format!("`{}` has no time for `{relation}`", kpi.header.kpi))),
    };
    for (key, value) in keys {
        condition = condition.and(match value {
            Some(value) => cast(column(key), DataType::Utf8).eq(lit(value.clone())),
            None => column(key).is_null(),
        });
    }
    Ok(condition)
}
