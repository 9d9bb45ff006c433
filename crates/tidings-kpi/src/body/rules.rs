//! What a KPI may not contain, and why. The plan is held against a list of what is allowed; the words of the
//! query say where in the file the finding stands.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::logical_expr::{Expr, ExprSchemable, LogicalPlan, Volatility};
use datafusion::prelude::SessionContext;
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan, Tokenizer};
use tidings_core::diagnostic::Diagnostic;
use tidings_core::kpi::Kpi;
use tidings_warehouse::type_words;

/// Aggregates that a KPI may use.
pub(super) const AGGREGATES: [&str; 7] = ["sum", "count", "min", "max", "bool_and", "bool_or", "percentile_cont"];

/// Functions that cut time by the session's zone, not the site's.
const ZONED: [&str; 6] = ["date_trunc", "date_bin", "to_timestamp", "to_local_time", "from_unixtime", "to_date"];

fn tokens(kpi: &Kpi) -> Vec<TokenWithSpan> {
    Tokenizer::new(&GenericDialect {}, &kpi.source.body)
        .tokenize_with_location()
        .unwrap_or_default()
        .into_iter()
        .filter(|token| !matches!(token.token, Token::Whitespace(_)))
        .collect()
}

fn at_token(kpi: &Kpi, token: &TokenWithSpan, message: String) -> Diagnostic {
    let width = usize::try_from(token.span.end.column.saturating_sub(token.span.start.column)).unwrap_or(1);
    kpi.source.error_in_body(token.span.start.line, token.span.start.column, width, message)
}

/// A finding at the first use of a word or sign, or at the query's start.
pub(super) fn at_word(kpi: &Kpi, word: &str, message: String) -> Diagnostic {
    let all = tokens(kpi);
    let found = all.iter().find(|token| match &token.token {
        Token::Word(found) => found.value.eq_ignore_ascii_case(word),
        Token::SingleQuotedString(_) => false,
        sign => sign.to_string() == word,
    });
    match found {
        Some(token) => at_token(kpi, token, message),
        None => kpi.source.error_in_body(1, 1, 1, message),
    }
}

/// A finding at what follows the first statement.
pub(super) fn at_second_statement(kpi: &Kpi, message: String) -> Diagnostic {
    let all = tokens(kpi);
    let end = all.iter().position(|token| token.token == Token::SemiColon).unwrap_or(all.len());
    match all.get(end + 1) {
        Some(token) => at_token(kpi, token, message),
        None => kpi.source.error_in_body(1, 1, 1, message),
    }
}

/// Findings that the words alone give, before planning.
pub(super) fn check_words(kpi: &Kpi) -> Vec<Diagnostic> {
    const MODEL: &str = "a KPI is one plain aggregate; put this in a model";
    let mut findings = Vec::new();
    let all = tokens(kpi);
    for (index, token) in all.iter().enumerate() {
        let keyword = |offset: usize| match all.get(index + offset).map(|token| &token.token) {
            Some(Token::Word(word)) if word.quote_style.is_none() => word.keyword,
            _ => Keyword::NoKeyword,
        };
        let previous_is_paren = index > 0 && all[index - 1].token == Token::LParen;
        let refused = match keyword(0) {
            Keyword::GROUP if keyword(1) == Keyword::BY => Some((
                "the query groups its rows and so gives more than one row",
                "leave GROUP BY out: the engine slices by key and period",
            )),
            Keyword::LIMIT | Keyword::OFFSET | Keyword::FETCH => Some(("the query limits its rows", MODEL)),
            Keyword::OVER => Some(("the query uses a window", MODEL)),
            Keyword::QUALIFY => Some(("the query filters on a window", MODEL)),
            Keyword::DISTINCT if !previous_is_paren => {
                Some(("the query removes double rows", "count them with `count(DISTINCT ...)`, or put this in a model"))
            }
            Keyword::UNION | Keyword::INTERSECT | Keyword::EXCEPT => Some(("the query combines two queries", MODEL)),
            Keyword::RECURSIVE => Some(("the query is recursive", MODEL)),
            Keyword::AT if keyword(1) == Keyword::TIME && keyword(2) == Keyword::ZONE => {
                Some(("`AT TIME ZONE` ignores the site's zone", "use the site-local date or hour that the model keeps"))
            }
            Keyword::HAVING => Some(("HAVING can take the only row away", "filter rows with WHERE")),
            _ => None,
        };
        if let Some((message, hint)) = refused {
            findings.push(at_token(kpi, token, message.to_owned()).hint(hint));
        }
    }
    findings
}

/// Findings of the plan.
pub(super) fn check(kpi: &Kpi, plan: &LogicalPlan) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    walk(kpi, plan, &mut findings);
    if findings.is_empty() {
        findings.extend(check_outputs(kpi, plan));
    }
    findings
}

fn walk(kpi: &Kpi, plan: &LogicalPlan, findings: &mut Vec<Diagnostic>) {
    const MODEL: &str = "put this in a model";
    let refused = match plan {
        LogicalPlan::Projection(_)
        | LogicalPlan::Filter(_)
        | LogicalPlan::SubqueryAlias(_)
        | LogicalPlan::EmptyRelation(_)
        | LogicalPlan::Join(_) => None,
        LogicalPlan::Aggregate(aggregate) => {
            if !aggregate.group_expr.is_empty() {
                findings.push(
                    at_word(kpi, "GROUP", "the query gives more than one row".into())
                        .hint("leave GROUP BY out: the engine slices"),
                );
            }
            let inner = has_aggregate(&aggregate.input);
            inner.then_some("an aggregate over an aggregate")
        }
        LogicalPlan::TableScan(scan) => {
            if scan.table_name.schema().is_some_and(|schema| schema != "public") {
                let name = scan.table_name.table().to_owned();
                findings.push(
                    at_word(kpi, &name, format!("`{}` is no model", scan.table_name))
                        .hint("a KPI reads models only; streams are read by models"),
                );
            }
            None
        }
        LogicalPlan::Distinct(_) => Some("DISTINCT rows"),
        LogicalPlan::Window(_) => Some("a window"),
        LogicalPlan::Limit(_) => Some("a limit"),
        LogicalPlan::Union(_) => Some("a union"),
        LogicalPlan::Sort(_) => Some("an order"),
        LogicalPlan::Subquery(_) => None,
        other => {
            findings.push(
                kpi.source
                    .error_in_body(1, 1, 1, format!("the query contains `{}`, which a KPI may not", node_name(other)))
                    .hint(MODEL),
            );
            None
        }
    };
    if let Some(what) = refused {
        let word = match plan {
            LogicalPlan::Sort(_) => "ORDER",
            LogicalPlan::Distinct(_) => "DISTINCT",
            LogicalPlan::Limit(_) => "LIMIT",
            _ => "SELECT",
        };
        findings.push(at_word(kpi, word, format!("the query contains {what}")).hint(MODEL));
    }
    for expr in plan.expressions() {
        check_expression(kpi, plan, &expr, findings);
    }
    for input in plan.inputs() {
        walk(kpi, input, findings);
    }
}

fn node_name(plan: &LogicalPlan) -> String {
    plan.display().to_string().split([':', ' ']).next().unwrap_or("?").to_owned()
}

fn has_aggregate(plan: &LogicalPlan) -> bool {
    matches!(plan, LogicalPlan::Aggregate(_)) || plan.inputs().into_iter().any(has_aggregate)
}

fn check_expression(kpi: &Kpi, plan: &LogicalPlan, expr: &Expr, findings: &mut Vec<Diagnostic>) {
    let visited = expr.apply(|node| {
        match node {
            Expr::AggregateFunction(aggregate) => {
                let name = aggregate.func.name().to_owned();
                let argument = aggregate.params.args.first();
                if !AGGREGATES.contains(&name.as_str()) {
                    let hint = match name.as_str() {
                        "avg" | "mean" => "an average of slices is no average: give `sum(...) AS numerator, count(...) AS denominator`".to_owned(),
                        "median" => "use `percentile_cont(0.5) WITHIN GROUP (ORDER BY ...)`, which is exact".to_owned(),
                        name if name.starts_with("approx") => "approximations differ between machines: use the exact function".to_owned(),
                        _ => format!("a KPI may use: {}", AGGREGATES.join(", ")),
                    };
                    findings.push(at_word(kpi, &name, format!("`{name}` cannot be sliced")).hint(hint));
                } else if name == "sum" {
                    let float = argument
                        .and_then(|argument| plan.inputs().first().and_then(|input| argument.get_type(input.schema()).ok()))
                        .is_some_and(|kind| matches!(kind, DataType::Float16 | DataType::Float32 | DataType::Float64));
                    if float {
                        findings.push(
                            at_word(kpi, "sum", "the query sums floating-point numbers, whose sum depends on their order".into())
                                .hint("keep whole numbers (seconds, cents) or a decimal in the model"),
                        );
                    }
                }
                if name == "percentile_cont" && !aggregate.params.args.get(1).is_some_and(is_share) {
                    findings.push(
                        at_word(kpi, &name, format!("`{name}` has a share that is no literal between 0 and 1"))
                            .hint(format!("write it as in `{name}(0.9) WITHIN GROUP (ORDER BY wait_seconds)`")),
                    );
                }
                if aggregate.params.distinct && name != "count" {
                    findings.push(at_word(kpi, &name, format!("`{name}(DISTINCT ...)` cannot be sliced")).hint("only `count(DISTINCT ...)` can"));
                }
            }
            Expr::ScalarFunction(function) => {
                let name = function.func.name().to_owned();
                if function.func.signature().volatility != Volatility::Immutable {
                    findings.push(
                        at_word(kpi, &name, format!("`{name}` does not give the same answer every time"))
                            .hint("a KPI depends on rows, parameters and the period only"),
                    );
                } else if ZONED.contains(&name.as_str()) {
                    findings.push(
                        at_word(kpi, &name, format!("`{name}` ignores the site's zone"))
                            .hint("use the site-local date or hour that the model keeps"),
                    );
                }
            }
            Expr::WindowFunction(_) => findings.push(at_word(kpi, "OVER", "the query uses a window".into()).hint("put this in a model")),
            Expr::ScalarSubquery(subquery) => {
                if !subquery.outer_ref_columns.is_empty() {
                    findings.push(at_word(kpi, "SELECT", "the query contains a correlated subquery".into()).hint("join in a model"));
                }
                walk(kpi, &subquery.subquery, findings);
            }
            Expr::InSubquery(inner) => walk(kpi, &inner.subquery.subquery, findings),
            Expr::Exists(inner) => {
                if !inner.subquery.outer_ref_columns.is_empty() {
                    findings.push(at_word(kpi, "EXISTS", "the query contains a correlated subquery".into()).hint("join in a model"));
                }
                walk(kpi, &inner.subquery.subquery, findings);
            }
            _ => {}
        }
        Ok(TreeNodeRecursion::Continue)
    });
    if let Err(error) = visited {
        findings.push(kpi.source.error_in_body(1, 1, 1, error.strip_backtrace()));
    }
}

fn check_outputs(kpi: &Kpi, plan: &LogicalPlan) -> Vec<Diagnostic> {
    const HINT: &str = "name the columns `numerator` and `denominator`, or `value`, and if you like `n`";
    let mut findings = Vec::new();
    let one_row = match plan {
        LogicalPlan::Projection(projection) => match projection.input.as_ref() {
            LogicalPlan::Aggregate(aggregate) => aggregate.group_expr.is_empty(),
            LogicalPlan::EmptyRelation(empty) => empty.produce_one_row,
            _ => false,
        },
        _ => false,
    };
    if !one_row {
        findings.push(
            kpi.source
                .error_in_body(1, 1, 6, "the query gives one row for each row it reads, a KPI gives exactly one")
                .hint("aggregate every column: count(*), sum(...), ..."),
        );
        return findings;
    }
    let names: Vec<String> = plan.schema().fields().iter().map(|field| field.name().clone()).collect();
    for name in &names {
        if !["numerator", "denominator", "value", "n"].contains(&name.as_str()) {
            findings.push(at_word(kpi, name, format!("`{name}` is no column of a KPI")).hint(HINT));
        }
    }
    let has = |name: &str| names.iter().any(|found| found == name);
    if findings.is_empty() && (has("value") == has("numerator") || has("numerator") != has("denominator")) {
        findings.push(kpi.source.error_in_body(1, 1, 6, format!("found {}", named(&names))).hint(HINT));
    }
    for field in plan.schema().fields() {
        let fits = match field.data_type() {
            kind if kind.is_integer() => true,
            DataType::Decimal128(_, _) => true,
            DataType::Null => true,
            DataType::Float64 => field.name() == "value",
            _ => false,
        };
        if !fits && findings.is_empty() {
            findings.push(
                at_word(
                    kpi,
                    field.name(),
                    format!(
                        "`{}` is {}, expected an integer or a decimal",
                        field.name(),
                        type_words(&field.data_type().to_string())
                    ),
                )
                .hint("count or sum whole numbers; the engine divides once, at the end"),
            );
        }
    }
    findings
}

/// Whether an expression is a literal between 0 and 1.
fn is_share(expr: &Expr) -> bool {
    match expr {
        Expr::Cast(cast) => is_share(&cast.expr),
        Expr::Literal(number, _) => matches!(
            number.cast_to(&DataType::Float64),
            Ok(ScalarValue::Float64(Some(share))) if (0.0..=1.0).contains(&share)
        ),
        _ => false,
    }
}

/// Columns by name.
fn named(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [one] => format!("the column {one} alone"),
        many => format!("the columns {}", many.join(", ")),
    }
}

/// The columns of a registered table.
pub(super) fn table_columns(context: &SessionContext, table: &str) -> Option<Vec<String>> {
    use std::task::{Context, Poll, Waker};
    // Registered tables are in memory: looking one up never waits.
    let mut lookup = Box::pin(context.table_provider(table.to_owned()));
    match std::future::Future::poll(lookup.as_mut(), &mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(provider)) => {
            Some(provider.schema().fields().iter().map(|field| field.name().clone()).collect())
        }
        _ => None,
    }
}
