//! What SQL of a user may do: read the registered tables, and give the same answer every time.

use datafusion::common::DataFusionError;
use datafusion::common::tree_node::{TreeNode as _, TreeNodeRecursion};
use datafusion::dataframe::DataFrame;
use datafusion::logical_expr::expr::WindowFunctionDefinition;
use datafusion::logical_expr::{Expr, LogicalPlan, Volatility};
use datafusion::prelude::{SQLOptions, SessionContext};

use crate::error::{Error, ErrorKind};
use crate::words::refusal;

/// Plans one read-only query over the session's tables. Nothing runs yet.
pub async fn query(ctx: &SessionContext, sql: &str) -> Result<DataFrame, Error> {
    let refused = |error: &DataFusionError| {
        let refusal = refusal(ctx, error);
        let refused = Error::new(ErrorKind::Query, format!("the query is refused: {}", refusal.message));
        match refusal.hint {
            Some(hint) => refused.with_hint(hint),
            None => refused,
        }
    };
    let state = ctx.state();
    let plan = state.create_logical_plan(sql).await.map_err(|error| refused(&error))?;
    check_plan(&plan)?;
    // Types are held against each other here, where words can still be found for it.
    let typed = state.analyzer().execute_and_check(plan.clone(), state.config_options(), |_, _| {});
    typed.map_err(|error| refused(&error))?;
    let options = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    options.verify_plan(&plan).map_err(|error| refused(&error))?;
    ctx.execute_logical_plan(plan).await.map_err(|error| refused(&error))
}

/// Accepts a plan that only reads, with functions that depend on their arguments alone.
pub fn check_plan(plan: &LogicalPlan) -> Result<(), Error> {
    let mut problem = None;
    let visited = plan.apply_with_subqueries(|node| {
        problem = refused_node(node);
        if problem.is_none() {
            node.apply_expressions(|expr| {
                expr.apply(|part| {
                    problem = refused_function(part);
                    Ok(proceed(problem.is_none()))
                })
            })?;
        }
        Ok(proceed(problem.is_none()))
    });
    visited.map_err(|error| Error::engine("the query is refused", &error))?;
    problem.map_or(Ok(()), Err)
}

fn proceed(yes: bool) -> TreeNodeRecursion {
    if yes { TreeNodeRecursion::Continue } else { TreeNodeRecursion::Stop }
}

fn refused_node(node: &LogicalPlan) -> Option<Error> {
    let what = match node {
        LogicalPlan::Projection(_)
        | LogicalPlan::Filter(_)
        | LogicalPlan::Window(_)
        | LogicalPlan::Aggregate(_)
        | LogicalPlan::Sort(_)
        | LogicalPlan::Join(_)
        | LogicalPlan::Repartition(_)
        | LogicalPlan::Union(_)
        | LogicalPlan::TableScan(_)
        | LogicalPlan::EmptyRelation(_)
        | LogicalPlan::Subquery(_)
        | LogicalPlan::SubqueryAlias(_)
        | LogicalPlan::Limit(_)
        | LogicalPlan::Values(_)
        | LogicalPlan::Distinct(_)
        | LogicalPlan::Unnest(_) => return None,
        LogicalPlan::Statement(_) => "settings and transactions",
        LogicalPlan::Explain(_) | LogicalPlan::Analyze(_) | LogicalPlan::DescribeTable(_) => "explanations",
        LogicalPlan::Dml(_) | LogicalPlan::Copy(_) => "writing",
        LogicalPlan::Ddl(_) => "changing tables",
        LogicalPlan::RecursiveQuery(_) => "recursive queries",
        LogicalPlan::Extension(_) => "extensions",
    };
    Some(
        Error::new(ErrorKind::Query, format!("the query is refused: {what} cannot stand in it"))
            .with_hint("write one SELECT over the streams and models"),
    )
}

fn refused_function(expr: &Expr) -> Option<Error> {
    let (name, volatility) = match expr {
        Expr::ScalarFunction(call) => (call.func.name(), call.func.signature().volatility),
        Expr::AggregateFunction(call) => (call.func.name(), call.func.signature().volatility),
        Expr::WindowFunction(call) => match &call.fun {
            WindowFunctionDefinition::AggregateUDF(function) => (function.name(), function.signature().volatility),
            WindowFunctionDefinition::WindowUDF(function) => (function.name(), function.signature().volatility),
        },
        _ => return None,
    };
    if volatility == Volatility::Immutable {
        return None;
    }
    Some(
        Error::new(ErrorKind::Query, format!("the query is refused: `{name}` gives another answer each time it runs"))
            .with_hint("a value depends on its rows and parameters only; pass dates as parameters"),
    )
}
