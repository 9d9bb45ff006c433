//! Which rows one version counts and another does not, and why.
//!
//! Both queries are taken apart into the same question, asked of each row of the model: is it counted in this column,
//! and for how much? Where a column is more than one aggregate over one model, that question has no answer, and the
//! answer says so.

use datafusion::arrow::array::AsArray;
use datafusion::arrow::datatypes::{Decimal128Type, Int64Type};
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{Column, ScalarValue, TableReference};
use datafusion::functions_aggregate::expr_fn::{count, sum};
use datafusion::logical_expr::utils::{conjunction, split_conjunction};
use datafusion::logical_expr::{Case, Cast, Expr, LogicalPlan, LogicalPlanBuilder, cast, lit, when};
use datafusion::prelude::SessionContext;
use datafusion::sql::unparser::expr_to_sql;
use jiff::civil::Date;
use rust_decimal::Decimal;
use tidings_core::kpi::{Kind, Kpi, RelationTime};
use tidings_core::setting::ParameterSetting;

use super::normal::normal;
use crate::Error;
use crate::body::{Output, Prepared, bind, prepare};
use crate::functions::to_days;

/// Which rows are looked at.
#[derive(Debug, Clone)]
pub struct MovedRequest {
    /// The first day, by each version's own clock.
    pub from: Date,
    /// The day after the last.
    pub to: Date,
    /// Only these sites; all where none is named.
    pub sites: Vec<String>,
}

/// Who counts a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    /// The first version alone.
    Left,
    /// The second version alone.
    Joined,
    /// Both, for another amount.
    Amount,
}

/// Rows that moved for one reason.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Movement {
    /// `numerator`, `denominator`, `value` or `n`.
    pub column: String,
    /// The model.
    pub model: String,
    /// Who counts them.
    pub moved: Moved,
    /// The first condition of the other version that they do not meet, or the two amounts.
    pub reason: String,
    /// How many rows.
    pub rows: i64,
    /// What they add to the column of the second version, less what they added to the first; nothing for counts.
    pub amount: Option<Decimal>,
}

/// The rows that moved from one version to another, by column and reason, and of which columns this cannot be told.
///
/// # Errors
/// A KPI that fails its checks, an engine failure.
pub async fn moved(
    context: &SessionContext,
    (before, after): (&Kpi, &Kpi),
    settings: &[ParameterSetting],
    request: &MovedRequest,
) -> Result<(Vec<Movement>, Vec<String>), Error> {
    let (old, new) = (prepare(before, context).await?, prepare(after, context).await?);
    let (mut movements, mut untold) = (Vec::new(), Vec::new());
    for (output, name) in [
        (Output::Numerator, "numerator"),
        (Output::Denominator, "denominator"),
        (Output::Value, "value"),
        (Output::N, "n"),
    ] {
        let (left, right) = match (counted(before, &old, output), counted(after, &new, output)) {
            (None, None) => continue,
            (Some(Ok(left)), Some(Ok(right))) => (left, right),
            (Some(Err(why)), _) => {
                untold.push(format!("`{name}` of `{}` {why}", before.header.kpi));
                continue;
            }
            (_, Some(Err(why))) => {
                untold.push(format!("`{name}` of `{}` {why}", after.header.kpi));
                continue;
            }
            (Some(_), None) | (None, Some(_)) => {
                if output != Output::N {
                    untold.push(format!("only one of the two has the column `{name}`"));
                }
                continue;
            }
        };
        if left.relation != right.relation {
            untold.push(format!("`{name}` counts `{}` in one and `{}` in the other", left.relation, right.relation));
            continue;
        }
        if left.amount.is_some() != right.amount.is_some() {
            untold.push(format!("`{name}` is a sum in one and a count in the other"));
            continue;
        }
        movements.extend(compare(context, name, (before, left), (after, right), settings, request).await?);
    }
    Ok((movements, untold))
}

/// One column of a version as a question to a row.
struct Counted {
    relation: String,
    /// All must hold.
    conditions: Vec<Expr>,
    /// What is summed; nothing for a count of rows.
    amount: Option<Expr>,
    /// The column with the row's date.
    day: String,
}

/// Nothing where the version has no such column; words where it is no question to a single row.
fn counted(kpi: &Kpi, prepared: &Prepared, output: Output) -> Option<Result<Counted, &'static str>> {
    let named = prepared.plan.schema().fields().iter().any(|field| {
        let name = match output {
            Output::Numerator => "numerator",
            Output::Denominator => "denominator",
            Output::Value => "value",
            Output::N => "n",
        };
        field.name() == name
    });
    if !named {
        return None;
    }
    Some(question(kpi, prepared, output))
}

fn question(kpi: &Kpi, prepared: &Prepared, output: Output) -> Result<Counted, &'static str> {
    const WHOLE: &str = "comes from a join or a subquery, not from the rows of one model";
    if kpi.header.kind == Kind::Snapshot {
        return Err("is a state at an instant, not a count of rows in a period");
    }
    let shape = prepared.shape.as_ref().ok_or(WHOLE)?;
    let (_, expr) = shape.outputs.iter().find(|(found, _)| *found == output).ok_or(WHOLE)?;
    let Expr::Column(column) = without_casts(expr) else { return Err("is computed from several aggregates") };
    let place = column.name.strip_prefix('c').and_then(|rest| rest.split_once("_a"));
    let (component, aggregate) =
        place.and_then(|(c, a)| Some((c.parse::<usize>().ok()?, a.parse::<usize>().ok()?))).ok_or(WHOLE)?;
    let component = shape.components.get(component).ok_or(WHOLE)?;
    let aggregate = component.aggregates.get(aggregate).map(|expr| expr.clone().unalias()).ok_or(WHOLE)?;
    let Expr::AggregateFunction(aggregate) = aggregate else { return Err(WHOLE) };
    let mut conditions = Vec::new();
    collect(&component.input, &mut conditions);
    if let Some(filter) = &aggregate.params.filter {
        conditions.extend(split_conjunction(filter).into_iter().cloned());
    }
    let argument = aggregate.params.args.first().cloned();
    let mut amount = None;
    if aggregate.func.name() == "sum" {
        amount = argument;
    } else if let Some(argument) = argument.filter(|argument| !matches!(argument, Expr::Literal(..))) {
        // A count, a distinct count and a percentile pass by rows that have no value.
        conditions.push(argument.is_not_null());
    }
    let Some(RelationTime::Date(day)) = kpi.header.time_of(&component.relation) else { return Err(WHOLE) };
    Ok(Counted { relation: component.relation.clone(), conditions, amount, day })
}

fn without_casts(expr: &Expr) -> &Expr {
    match expr {
        Expr::Cast(Cast { expr, .. }) => without_casts(expr),
        Expr::Alias(alias) => without_casts(&alias.expr),
        other => other,
    }
}

/// The conditions of all filters under a component, those next to the table first.
fn collect(plan: &LogicalPlan, conditions: &mut Vec<Expr>) {
    for input in plan.inputs() {
        collect(input, conditions);
    }
    if let LogicalPlan::Filter(filter) = plan {
        conditions.extend(split_conjunction(&filter.predicate).into_iter().cloned());
    }
}

/// A version's question over the columns of the bare table, its parameters bound.
struct Asked {
    conditions: Vec<Expr>,
    amount: Option<Expr>,
    is_counted: Expr,
}

fn ask(
    kpi: &Kpi,
    counted: &Counted,
    table: &LogicalPlan,
    settings: &[ParameterSetting],
    request: &MovedRequest,
) -> Result<Asked, Error> {
    let mut exprs: Vec<Expr> = counted.conditions.clone();
    exprs.extend(counted.amount.clone());
    let named = exprs
        .into_iter()
        .enumerate()
        .map(|(index, expr)| Ok(qualified(expr, Some(&counted.relation))?.alias(format!("e{index}"))))
        .collect::<Result<Vec<Expr>, Error>>()?;
    // Parameters are bound in a plan, which knows the site and the day of a row.
    let bound = if named.is_empty() {
        Vec::new()
    } else {
        match bind(kpi, LogicalPlanBuilder::from(table.clone()).project(named)?.build()?, settings)? {
            LogicalPlan::Projection(projection) => projection.expr,
            _ => return Err(Error::engine("a projection became something else while its parameters were bound")),
        }
    };
    let mut bound: Vec<Expr> = bound.into_iter().map(|expr| expr.unalias_nested().data).collect();
    let amount = if counted.amount.is_some() { bound.pop() } else { None };
    let day = Expr::Column(Column::new(Some(TableReference::bare(counted.relation.as_str())), &counted.day));
    let date = |day: Date| lit(ScalarValue::Date32(Some(to_days(day))));
    let mut all = bound.clone();
    all.push(day.clone().gt_eq(date(request.from)));
    all.push(day.lt(date(request.to)));
    let is_counted = conjunction(all).map_or_else(|| lit(true), Expr::is_true);
    Ok(Asked { conditions: bound, amount, is_counted })
}

async fn compare(
    context: &SessionContext,
    name: &str,
    (before, left): (&Kpi, Counted),
    (after, right): (&Kpi, Counted),
    settings: &[ParameterSetting],
    request: &MovedRequest,
) -> Result<Vec<Movement>, Error> {
    let table = context.table(left.relation.as_str()).await?.into_unoptimized_plan();
    let (old, new) = (ask(before, &left, &table, settings, request)?, ask(after, &right, &table, settings, request)?);
    let lacking = |asked: &Asked| {
        // The first condition that does not hold; the last number is for the date, which is all that is left.
        let mut case: Vec<(Box<Expr>, Box<Expr>)> = Vec::new();
        for (index, condition) in asked.conditions.iter().enumerate() {
            let number = i64::try_from(index).unwrap_or(i64::MAX);
            case.push((Box::new(condition.clone().is_not_true()), Box::new(lit(number))));
        }
        let rest = i64::try_from(asked.conditions.len()).unwrap_or(i64::MAX);
        if case.is_empty() { lit(rest) } else { Expr::Case(Case::new(None, case, Some(Box::new(lit(rest))))) }
    };
    let number = |amount: &Option<Expr>| match amount {
        Some(amount) => {
            when(amount.clone().is_null(), lit(0_i64)).otherwise(amount.clone()).map(|amount| cast(amount, WIDE))
        }
        None => Ok(cast(lit(0_i64), WIDE)),
    };
    let (first, second) = (number(&old.amount)?, number(&new.amount)?);
    let only_old = old.is_counted.clone().and(new.is_counted.clone().is_not_true());
    let only_new = new.is_counted.clone().and(old.is_counted.clone().is_not_true());
    let both = old.is_counted.clone().and(new.is_counted.clone()).and(first.clone().not_eq(second.clone()));
    let kind = when(only_old.clone(), lit(0_i64)).when(only_new.clone(), lit(1_i64)).when(both, lit(2_i64)).end()?;
    let reason = when(only_old.clone(), lacking(&new)).when(only_new.clone(), lacking(&old)).otherwise(lit(0_i64))?;
    let zero = cast(lit(0_i64), WIDE);
    let difference = when(only_old, zero - first.clone()).when(only_new, second.clone()).otherwise(second - first)?;
    let mut rows = LogicalPlanBuilder::from(table);
    if !request.sites.is_empty() {
        let site = Expr::Column(Column::new(Some(TableReference::bare(left.relation.as_str())), "site"));
        rows = rows.filter(site.in_list(request.sites.iter().map(|site| lit(site.as_str())).collect(), false))?;
    }
    let plan = rows
        .project([kind.alias("kind"), reason.alias("reason"), cast(difference, WIDE).alias("amount")])?
        .filter(unqualified("kind").is_not_null())?
        .aggregate(
            [unqualified("kind"), unqualified("reason")],
            [count(lit(1_i64)).alias("rows"), sum(unqualified("amount")).alias("sum")],
        )?
        .project([
            unqualified("kind"),
            unqualified("reason"),
            unqualified("rows"),
            cast(unqualified("sum"), WIDE).alias("sum"),
        ])?
        .sort([unqualified("kind").sort(true, false), unqualified("reason").sort(true, false)])?
        .build()?;
    let mut movements = Vec::new();
    for batch in context.execute_logical_plan(plan).await?.collect().await? {
        let whole = |column: usize| batch.column(column).as_primitive::<Int64Type>();
        let sums = batch.column(3).as_primitive::<Decimal128Type>();
        for row in 0..batch.num_rows() {
            let number = usize::try_from(whole(1).value(row)).unwrap_or(usize::MAX);
            let (moved, reason) = match whole(0).value(row) {
                0 => (Moved::Left, lacks(&right, number)),
                1 => (Moved::Joined, lacks(&left, number)),
                _ => {
                    (Moved::Amount, format!("{} becomes {}", words(left.amount.as_ref()), words(right.amount.as_ref())))
                }
            };
            let amount = left.amount.is_some().then(|| Decimal::from_i128_with_scale(sums.value(row), SCALE));
            movements.push(Movement {
                column: name.to_owned(),
                model: left.relation.clone(),
                moved,
                reason,
                rows: whole(2).value(row),
                amount: amount.map(|amount| amount.normalize()),
            });
        }
    }
    Ok(movements)
}

const SCALE: u32 = 6;
/// Room for every sum of seconds or cents.
const WIDE: datafusion::arrow::datatypes::DataType = datafusion::arrow::datatypes::DataType::Decimal128(38, 6);

/// The condition that a row does not meet.
fn lacks(counted: &Counted, number: usize) -> String {
    match counted.conditions.get(number) {
        Some(condition) => format!("{} does not hold", words(Some(condition))),
        None => format!("`{}` lies outside the days", counted.day),
    }
}

/// An expression as an analyst writes it.
fn words(expr: Option<&Expr>) -> String {
    let plain = expr.and_then(|expr| qualified(without_casts(expr).clone(), None).ok());
    let text = plain.and_then(|expr| expr_to_sql(&expr).ok()).map_or_else(|| "?".to_owned(), |sql| sql.to_string());
    // The engine writes more brackets than an analyst.
    let text = normal(&format!("SELECT {text}")).map_or(text, |(query, _)| query.replacen("SELECT ", "", 1));
    format!("`{text}`")
}

/// The same expression over columns of one table, whatever its alias in the query was.
fn qualified(expr: Expr, relation: Option<&str>) -> Result<Expr, Error> {
    let rewritten = expr.transform(|node| match node {
        Expr::Column(column) => {
            Ok(Transformed::yes(Expr::Column(Column::new(relation.map(TableReference::bare), column.name))))
        }
        // The type that planning gave a parameter is not the analyst's.
        Expr::Cast(Cast { expr, .. }) if matches!(*expr, Expr::Placeholder(_)) => Ok(Transformed::yes(*expr)),
        other => Ok(Transformed::no(other)),
    })?;
    Ok(rewritten.data)
}

fn unqualified(name: &str) -> Expr {
    Expr::Column(Column::from_name(name))
}
