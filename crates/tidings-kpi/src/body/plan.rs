//! Parsing and planning, with the engine's findings brought to the analyst's file.

use std::ops::ControlFlow;

use datafusion::error::DataFusionError;
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::SessionContext;
use datafusion::sql::parser::{DFParserBuilder, Statement};
use datafusion::sql::sqlparser::ast;
use tidings_core::diagnostic::{Diagnostic, nearest};
use tidings_core::kpi::{Kind, Kpi, PERIOD_END};
use tidings_warehouse::{Refusal, ambiguous, refusal, unknown_function, unknown_table, unlike_types};

use super::rules;
use crate::Error;

/// The query as a plan, not yet optimised.
pub(super) async fn plan(kpi: &Kpi, context: &SessionContext) -> Result<LogicalPlan, Error> {
    let body = &kpi.source.body;
    let statements = DFParserBuilder::new(body.as_str())
        .build()
        .and_then(|mut parser| parser.parse_statements())
        .map_err(|error| Error::from(vec![place(kpi, context, &error)]))?;
    let mut statements = statements.into_iter();
    let (Some(statement), None) = (statements.next(), statements.next()) else {
        let finding = rules::at_second_statement(kpi, "found more than one statement, expected one SELECT".to_owned());
        return Err(vec![finding.hint("keep the query that gives the KPI, move the rest to a model")].into());
    };
    let is_query = matches!(&statement, Statement::Statement(inner) if matches!(**inner, ast::Statement::Query(_)));
    if !is_query {
        let finding = kpi.source.error_in_body(1, 1, 1, "found a statement that is no query, expected one SELECT");
        return Err(vec![finding.hint("a KPI only reads")].into());
    }
    let findings = rules::check_words(kpi);
    if !findings.is_empty() {
        return Err(findings.into());
    }
    let statement = typed(statement, kpi);
    context.state().statement_to_plan(statement).await.map_err(|error| Error::from(vec![place(kpi, context, &error)]))
}

/// Says of each parameter what it is: the engine guesses the type of a bare `$name` in some places only.
fn typed(mut statement: Statement, kpi: &Kpi) -> Statement {
    let Statement::Statement(query) = &mut statement else { return statement };
    let flow: ControlFlow<()> = ast::visit_expressions_mut(query.as_mut(), |expr| {
        let ast::Expr::Value(value) = expr else { return ControlFlow::Continue(()) };
        let ast::Value::Placeholder(name) = &value.value else { return ControlFlow::Continue(()) };
        let data_type = match name.trim_start_matches('$') {
            PERIOD_END if kpi.header.kind == Kind::Snapshot => {
                ast::DataType::Timestamp(None, ast::TimezoneInfo::WithTimeZone)
            }
            name if kpi.header.parameters.contains_key(name) => ast::DataType::BigInt(None),
            _ => return ControlFlow::Continue(()),
        };
        let bare = Box::new(expr.clone());
        *expr = ast::Expr::Cast { kind: ast::CastKind::Cast, expr: bare, data_type, array: false, format: None };
        ControlFlow::Continue(())
    });
    debug_assert!(flow.is_continue());
    statement
}

/// Holds the types of a query against each other, its parameters at their defaults.
pub(super) fn check_types(kpi: &Kpi, plan: &LogicalPlan, context: &SessionContext) -> Option<Diagnostic> {
    let plan = super::bind(kpi, plan.clone(), &[]).ok()?;
    let state = context.state();
    let typed = state.analyzer().execute_and_check(plan, state.config_options(), |_, _| {});
    typed.err().map(|error| place(kpi, context, &error))
}

/// Brings an error of the engine to line and column of the file.
fn place(kpi: &Kpi, context: &SessionContext, error: &DataFusionError) -> Diagnostic {
    let text = error.strip_backtrace();
    let first = text.lines().next().unwrap_or_default();
    if let Some(found) = error.diagnostic()
        && let Some(span) = found.span
    {
        let width =
            if span.start.line == span.end.line { span.end.column.saturating_sub(span.start.column) } else { 1 };
        let (line, column, width) = (span.start.line, span.start.column, usize::try_from(width).unwrap_or(1));
        let refusal = told(kpi, context, found);
        let finding = kpi.source.error_in_body(line, column, width, refusal.message);
        return match refusal.hint {
            Some(hint) => finding.hint(hint),
            None => finding,
        };
    }
    let refusal = refusal(context, error);
    let finding = match (&refusal.word, parser_position(first)) {
        (Some(word), _) => rules::at_word(kpi, word, refusal.message),
        (None, Some((line, column))) => kpi.source.error_in_body(line, column, 1, refusal.message),
        (None, None) => kpi.source.error_in_body(1, 1, 1, refusal.message),
    };
    match refusal.hint {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}

/// A finding of the engine that knows its place, in our words.
fn told(kpi: &Kpi, context: &SessionContext, found: &datafusion::common::Diagnostic) -> Refusal {
    let quoted = found.message.split('\'').nth(1).unwrap_or_default();
    if found.message.contains("incompatible types") {
        let types: Vec<&str> = found.notes.iter().filter_map(|note| note.message.strip_prefix("has type ")).collect();
        if let [left, right] = types.as_slice() {
            return unlike_types(left, right);
        }
    }
    if found.message.contains("ambiguous") {
        return ambiguous(quoted.rsplit('.').next().unwrap_or(quoted));
    }
    if found.message.to_lowercase().contains("invalid function") {
        let refusal = unknown_function(context, quoted);
        let hint = refusal.hint.unwrap_or_else(|| format!("a KPI may use: {}", rules::AGGREGATES.join(", ")));
        return Refusal { hint: Some(hint), ..refusal };
    }
    if found.message.contains("table") && quoted.contains('.') {
        let message = format!("`{quoted}` is no model");
        let hint = "a KPI reads models only; streams are read by models".to_owned();
        return Refusal { message, hint: Some(hint), word: None };
    }
    let mut message = found.message.replace('\'', "`");
    if let Some(first) = message.chars().next() {
        message.replace_range(..first.len_utf8(), &first.to_lowercase().to_string());
    }
    let hint = hint(kpi, context, &found.message).or_else(|| found.notes.first().map(|note| note.message.clone()));
    Refusal { message, hint, word: None }
}

/// The nearest column or model for an unknown name that stands in quotes in a finding.
fn hint(kpi: &Kpi, context: &SessionContext, message: &str) -> Option<String> {
    let name = message.split('\'').nth(1)?.rsplit('.').next()?.to_owned();
    if message.contains("table") {
        return unknown_table(context, &name).hint;
    }
    let state = context.state();
    let names = &state.config_options().catalog;
    let tables = context.catalog(&names.default_catalog)?.schema(&names.default_schema)?.table_names();
    let mut columns: Vec<String> = Vec::new();
    for table in tables.iter().filter(|table| kpi.source.body.contains(table.as_str())) {
        columns.extend(rules::table_columns(context, table).unwrap_or_default());
    }
    columns.sort();
    columns.dedup();
    match nearest(&name, columns.iter().map(String::as_str)) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None if columns.is_empty() => None,
        None => Some(format!("columns: {}", columns.join(", "))),
    }
}

/// Reads `at Line: 2, Column: 7` from a parser's words.
fn parser_position(message: &str) -> Option<(u64, u64)> {
    let after = message.split("Line: ").nth(1)?;
    let line = after.split(',').next()?.trim().parse().ok()?;
    let column: String = after.split("Column: ").nth(1)?.chars().take_while(char::is_ascii_digit).collect();
    Some((line, column.parse().ok()?))
}
