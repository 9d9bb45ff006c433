//! A query taken apart for slicing: aggregates over one relation each, and what is computed from them.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion::common::{Column, Result};
use datafusion::functions_aggregate::expr_fn::count;
use datafusion::logical_expr::{Aggregate, Expr, ExprSchemable, LogicalPlan, Projection, cast, lit};
use tidings_core::kpi::Kpi;

use crate::Error;

/// How two parts of an aggregate become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Combine {
    /// Sums and counts.
    Add,
    /// The smaller.
    Least,
    /// The larger.
    Greatest,
    /// True where both are.
    And,
    /// True where one is.
    Or,
    /// Distinct counts and percentiles: parts say nothing of the whole.
    Never,
}

impl Combine {
    /// The word in `kpi_state`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Least => "least",
            Self::Greatest => "greatest",
            Self::And => "and",
            Self::Or => "or",
            Self::Never => "never",
        }
    }
}

/// Aggregates over the rows of one relation.
#[derive(Debug, Clone)]
pub(crate) struct Component {
    /// The rows: filters over a scan of one relation.
    pub(crate) input: LogicalPlan,
    /// The relation's name.
    pub(crate) relation: String,
    /// The aggregates, named `c0_a0`, `c0_a1`, ...; the last one counts the rows.
    pub(crate) aggregates: Vec<Expr>,
    /// How parts of each aggregate become one.
    pub(crate) combines: Vec<Combine>,
}

impl Component {
    /// Whether days add up to weeks.
    pub(crate) fn is_additive(&self) -> bool {
        !self.combines.contains(&Combine::Never)
    }

    /// The name of an aggregate's column.
    pub(crate) fn column(component: usize, aggregate: usize) -> String {
        format!("c{component}_a{aggregate}")
    }
}

/// A column of a KPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    Numerator,
    Denominator,
    Value,
    N,
}

/// The whole query.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    pub(crate) components: Vec<Component>,
    /// Expressions over the columns of all components.
    pub(crate) outputs: Vec<(Output, Expr)>,
    /// The component whose row count is `n` where the query gives none: the denominator's, or the only one.
    pub(crate) counted: usize,
}

/// The models that a plan reads, sorted.
pub(crate) fn relations(plan: &LogicalPlan) -> std::result::Result<Vec<String>, Error> {
    let mut names = Vec::new();
    plan.apply_with_subqueries(|node| {
        if let LogicalPlan::TableScan(scan) = node {
            names.push(scan.table_name.table().to_owned());
        }
        Ok(TreeNodeRecursion::Continue)
    })?;
    names.sort();
    names.dedup();
    Ok(names)
}

/// The columns of a relation that a plan reads.
pub(super) fn columns_of(plan: &LogicalPlan, relation: &str) -> std::result::Result<Vec<(String, DataType)>, Error> {
    let mut columns = Vec::new();
    plan.apply_with_subqueries(|node| {
        if let LogicalPlan::TableScan(scan) = node
            && scan.table_name.table() == relation
        {
            columns = scan
                .source
                .schema()
                .fields()
                .iter()
                .map(|field| (field.name().clone(), field.data_type().clone()))
                .collect();
            return Ok(TreeNodeRecursion::Stop);
        }
        Ok(TreeNodeRecursion::Continue)
    })?;
    Ok(columns)
}

/// Takes a checked query apart. Nothing where a part of it cannot be grouped from above: joins, derived
/// tables, subqueries among the conditions. Those are sliced by the law itself.
pub(super) fn decompose(_kpi: &Kpi, plan: &LogicalPlan) -> std::result::Result<Option<Shape>, Error> {
    let LogicalPlan::Projection(projection) = plan else { return Ok(None) };
    let mut components = Vec::new();
    let Some(exprs) = decompose_projection(projection, &mut components)? else { return Ok(None) };
    let mut outputs = Vec::new();
    for (expr, field) in exprs.into_iter().zip(plan.schema().fields()) {
        let output = match field.name().as_str() {
            "numerator" => Output::Numerator,
            "denominator" => Output::Denominator,
            "value" => Output::Value,
            _ => Output::N,
        };
        outputs.push((output, expr.unalias_nested().data));
    }
    if components.is_empty() {
        return Ok(None);
    }
    let base = outputs.iter().find(|(output, _)| matches!(output, Output::Denominator | Output::Value));
    let counted = base.and_then(|(_, expr)| component_of(expr)).unwrap_or(0);
    Ok(Some(Shape { components, outputs, counted }))
}

fn component_of(expr: &Expr) -> Option<usize> {
    let column = expr.column_refs().into_iter().map(|column| column.name.clone()).min()?;
    column.strip_prefix('c')?.split('_').next()?.parse().ok()
}

fn decompose_projection(projection: &Projection, components: &mut Vec<Component>) -> Result<Option<Vec<Expr>>> {
    let own = match projection.input.as_ref() {
        LogicalPlan::Aggregate(aggregate) if aggregate.group_expr.is_empty() => {
            let Some(relation) = groupable(&aggregate.input) else { return Ok(None) };
            let index = components.len();
            components.push(component(aggregate, relation, index)?);
            Some((index, aggregate))
        }
        LogicalPlan::EmptyRelation(_) => None,
        _ => return Ok(None),
    };
    let mut exprs = Vec::new();
    for expr in &projection.expr {
        let mut whole = true;
        let rewritten = expr.clone().transform_down(|node| match &node {
            Expr::Column(column) => {
                let Some((index, aggregate)) = own else {
                    whole = false;
                    return Ok(Transformed::no(node));
                };
                let position = aggregate.schema.index_of_column(column)?;
                Ok(Transformed::yes(Expr::Column(Column::from_name(Component::column(index, position)))))
            }
            Expr::ScalarSubquery(subquery) => {
                let LogicalPlan::Projection(inner) = subquery.subquery.as_ref() else {
                    whole = false;
                    return Ok(Transformed::no(node));
                };
                match decompose_projection(inner, components)?.as_deref() {
                    Some([only]) => {
                        let only = only.clone().unalias_nested().data;
                        Ok(Transformed::new(only, true, TreeNodeRecursion::Jump))
                    }
                    _ => {
                        whole = false;
                        Ok(Transformed::no(node))
                    }
                }
            }
            Expr::InSubquery(_) | Expr::Exists(_) => {
                whole = false;
                Ok(Transformed::no(node))
            }
            _ => Ok(Transformed::no(node)),
        })?;
        if !whole {
            return Ok(None);
        }
        exprs.push(rewritten.data);
    }
    Ok(Some(exprs))
}

/// The relation under filters and an alias; nothing where keys could not be seen from above.
fn groupable(plan: &LogicalPlan) -> Option<String> {
    let has_subquery = plan.expressions().iter().any(|expr| {
        expr.exists(|node| Ok(matches!(node, Expr::InSubquery(_) | Expr::Exists(_) | Expr::ScalarSubquery(_))))
            .unwrap_or(true)
    });
    if has_subquery {
        return None;
    }
    match plan {
        LogicalPlan::TableScan(scan) => Some(scan.table_name.table().to_owned()),
        LogicalPlan::Filter(filter) => groupable(&filter.input),
        LogicalPlan::SubqueryAlias(alias) => match alias.input.as_ref() {
            LogicalPlan::TableScan(scan) => Some(scan.table_name.table().to_owned()),
            _ => None,
        },
        _ => None,
    }
}

fn component(aggregate: &Aggregate, relation: String, index: usize) -> Result<Component> {
    let mut aggregates = Vec::new();
    let mut combines = Vec::new();
    for expr in &aggregate.aggr_expr {
        let (expr, combine) = widen(expr.clone().unalias_nested().data, &aggregate.input)?;
        aggregates.push(expr.alias(Component::column(index, aggregates.len())));
        combines.push(combine);
    }
    aggregates.push(count(lit(1_i64)).alias(Component::column(index, aggregates.len())));
    combines.push(Combine::Add);
    Ok(Component { input: aggregate.input.as_ref().clone(), relation, aggregates, combines })
}

/// Sums of whole numbers become sums of decimals: nothing wraps, however many rows there are.
fn widen(expr: Expr, input: &LogicalPlan) -> Result<(Expr, Combine)> {
    let Expr::AggregateFunction(mut aggregate) = expr else { return Ok((expr, Combine::Never)) };
    let combine = match aggregate.func.name() {
        _ if aggregate.params.distinct => Combine::Never,
        "sum" | "count" => Combine::Add,
        "min" => Combine::Least,
        "max" => Combine::Greatest,
        "bool_and" => Combine::And,
        "bool_or" => Combine::Or,
        _ => Combine::Never,
    };
    if aggregate.func.name() == "sum" {
        for argument in &mut aggregate.params.args {
            if argument.get_type(input.schema())?.is_integer() {
                *argument = cast(argument.clone(), DataType::Decimal128(19, 0));
            }
        }
    }
    Ok((Expr::AggregateFunction(aggregate), combine))
}
