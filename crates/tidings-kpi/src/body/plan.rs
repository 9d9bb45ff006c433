//! Parsing and planning, with the engine's findings brought to the analyst's file.

use std::ops::ControlFlow;

use datafusion::error::DataFusionError;
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::SessionContext;
use datafusion::sql::parser::{DFParserBuilder, Statement};
use datafusion::sql::sqlparser::ast;
use tidings_core::diagnostic::{Diagnostic, nearest};
use tidings_core::kpi::{Kind, Kpi, PERIOD_END};

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
        let finding = kpi.source.error_in_body(1, 1, 1, "found more than one statement, expected one SELECT");
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

/// Brings an error of the engine to line and column of the file.
fn place(kpi: &Kpi, context: &SessionContext, error: &DataFusionError) -> Diagnostic {
    let text = error.strip_backtrace();
    let first = text.lines().next().unwrap_or("the query cannot be planned").to_owned();
    if let Some(found) = error.diagnostic() {
        let mut message = found.message.clone();
        if let Some(first) = message.chars().next() {
            message.replace_range(..first.len_utf8(), &first.to_lowercase().to_string());
        }
        let (line, column, width) = found.span.map_or((1, 1, 1), |span| {
            let width =
                if span.start.line == span.end.line { span.end.column.saturating_sub(span.start.column) } else { 1 };
            (span.start.line, span.start.column, usize::try_from(width).unwrap_or(1))
        });
        let finding = kpi.source.error_in_body(line, column, width, message.replace('\'', "`"));
        return match hint(kpi, context, &found.message) {
            Some(hint) => finding.hint(hint),
            None => match found.notes.first() {
                Some(note) => finding.hint(note.message.clone()),
                None => finding,
            },
        };
    }
    if let Some(name) = misused_function(&first) {
        return rules::at_word(kpi, name, format!("`{name}` cannot work on a value of this type"))
            .hint("look at the column's type in the model's header; sums and percentiles need numbers");
    }
    let (line, column) = parser_position(&first).unwrap_or((1, 1));
    let message = first
        .trim_start_matches("SQL error: ")
        .trim_start_matches("ParserError(\"")
        .trim_start_matches("Error during planning: ")
        .trim_start_matches("Schema error: ")
        .trim_end_matches("\")")
        .to_owned();
    let message = message.split(" at Line:").next().unwrap_or(&message).to_owned();
    kpi.source.error_in_body(line, column, 1, message)
}

/// The nearest column or model for an unknown name that stands in quotes in a finding.
fn hint(kpi: &Kpi, context: &SessionContext, message: &str) -> Option<String> {
    let name = message.split('\'').nth(1)?.rsplit('.').next()?.to_owned();
    let state = context.state();
    let names = &state.config_options().catalog;
    let schema = context.catalog(&names.default_catalog)?.schema(&names.default_schema)?;
    let tables = schema.table_names();
    if message.contains("table") {
        let near = nearest(&name, tables.iter().map(String::as_str));
        return Some(near.map_or_else(
            || {
                let mut known = tables.clone();
                known.sort();
                format!("models: {}", known.join(", "))
            },
            |near| format!("did you mean `{near}`?"),
        ));
    }
    let mut columns: Vec<String> = Vec::new();
    for table in tables.iter().filter(|table| kpi.source.body.contains(table.as_str())) {
        if let Some(fields) = rules::table_columns(context, table) {
            columns.extend(fields);
        }
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

/// The function in words such as `Function 'sum' failed to match any signature` or `Function 'sum' requires ...`.
fn misused_function(message: &str) -> Option<&str> {
    let (name, rest) = message.split_once("Function '")?.1.split_once('\'')?;
    let rest = rest.trim_start();
    (rest.starts_with("failed to match") || rest.starts_with("requires")).then_some(name)
}
