//! The normal form of a query: one spelling for each syntax tree.
//!
//! Comments, white space, the case of keywords and of unquoted names, and brackets that change nothing are spelling.
//! Nothing here asks the planner or the optimiser, so that their upgrades change no normal form. Where a rule does not
//! know a construct it leaves it as it stands: two spellings may then differ, never two meanings agree.

use std::ops::ControlFlow;

use datafusion::sql::parser::Statement as EngineStatement;
use datafusion::sql::resolve::resolve_table_references;
use datafusion::sql::sqlparser::ast::{
    BinaryOperator, CastKind, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, JoinConstraint,
    JoinOperator, Select, SelectItem, Statement, TableFactor, UnaryOperator, VisitMut, VisitorMut, WindowType,
};
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::parser::Parser;
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};

/// A query in its normal form, and the tables that it reads, sorted. Nothing where the text is not one query.
pub(super) fn normal(sql: &str) -> Option<(String, Vec<String>)> {
    let dialect = GenericDialect {};
    let mut tokens = Tokenizer::new(&dialect, sql).tokenize().ok()?;
    for token in &mut tokens {
        if let Token::Word(word) = token
            && word.quote_style.is_none()
        {
            word.value.make_ascii_lowercase();
        }
    }
    let mut statements = Parser::new(&dialect).with_tokens(tokens).parse_statements().ok()?;
    let (Some(mut statement), None) = (statements.pop(), statements.pop()) else { return None };
    if !matches!(statement, Statement::Query(_)) {
        return None;
    }
    let ControlFlow::Continue(()) = statement.visit(&mut Plain);
    let text = statement.to_string();
    let (tables, _) = resolve_table_references(&EngineStatement::Statement(Box::new(statement)), true).ok()?;
    let mut tables: Vec<String> = tables.iter().map(ToString::to_string).collect();
    tables.sort();
    tables.dedup();
    Some((text, tables))
}

/// Takes away what is spelling, from the leaves up.
struct Plain;

impl VisitorMut for Plain {
    type Break = std::convert::Infallible;

    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<Self::Break> {
        operands(expr);
        ControlFlow::Continue(())
    }

    fn post_visit_select(&mut self, select: &mut Select) -> ControlFlow<Self::Break> {
        for item in &mut select.projection {
            match item {
                SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => bare(expr),
                _ => {}
            }
        }
        select.selection.iter_mut().for_each(bare);
        select.having.iter_mut().for_each(bare);
        for join in select.from.iter_mut().flat_map(|table| &mut table.joins) {
            let same = match &join.join_operator {
                JoinOperator::Inner(on) => Some(JoinOperator::Join(on.clone())),
                JoinOperator::LeftOuter(on) => Some(JoinOperator::Left(on.clone())),
                JoinOperator::RightOuter(on) => Some(JoinOperator::Right(on.clone())),
                _ => None,
            };
            if let Some(same) = same {
                join.join_operator = same;
            }
            if let JoinOperator::Join(JoinConstraint::On(on))
            | JoinOperator::Left(JoinConstraint::On(on))
            | JoinOperator::Right(JoinConstraint::On(on))
            | JoinOperator::FullOuter(JoinConstraint::On(on)) = &mut join.join_operator
            {
                bare(on);
            }
        }
        ControlFlow::Continue(())
    }

    fn post_visit_table_factor(&mut self, table: &mut TableFactor) -> ControlFlow<Self::Break> {
        if let TableFactor::Table { alias: Some(alias), .. } | TableFactor::Derived { alias: Some(alias), .. } = table {
            alias.explicit = true;
        }
        ControlFlow::Continue(())
    }
}

/// Takes the brackets off an expression that stands between words or commas.
fn bare(expr: &mut Expr) {
    while let Expr::Nested(inner) = expr {
        *expr = std::mem::replace(inner.as_mut(), Expr::Tuple(Vec::new()));
    }
}

/// Takes the brackets off an operand and puts them back where it binds no tighter than `least`.
fn operand(expr: &mut Expr, least: u8) {
    bare(expr);
    if binding(expr) < least {
        let inner = std::mem::replace(expr, Expr::Tuple(Vec::new()));
        *expr = Expr::Nested(Box::new(inner));
    }
}

const OR: u8 = 1;
const AND: u8 = 2;
const NOT: u8 = 3;
const COMPARISON: u8 = 4;
const SUM: u8 = 5;
const PRODUCT: u8 = 6;
const WHOLE: u8 = 9;

/// How tightly an expression holds together. What is not known binds least of all and keeps its brackets.
fn binding(expr: &Expr) -> u8 {
    match expr {
        Expr::BinaryOp { op, .. } => match op {
            BinaryOperator::Or => OR,
            BinaryOperator::And => AND,
            op if is_comparison(op) => COMPARISON,
            BinaryOperator::Plus | BinaryOperator::Minus => SUM,
            BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Modulo => PRODUCT,
            _ => 0,
        },
        Expr::UnaryOp { op: UnaryOperator::Not, .. } => NOT,
        Expr::IsNull(_)
        | Expr::IsNotNull(_)
        | Expr::IsTrue(_)
        | Expr::IsNotTrue(_)
        | Expr::IsFalse(_)
        | Expr::IsNotFalse(_)
        | Expr::InList { .. }
        | Expr::Between { .. }
        | Expr::Like { .. } => COMPARISON,
        Expr::Identifier(_)
        | Expr::CompoundIdentifier(_)
        | Expr::Value(_)
        | Expr::Function(_)
        | Expr::Case { .. }
        | Expr::Subquery(_)
        | Expr::Nested(_)
        | Expr::Tuple(_) => WHOLE,
        Expr::Cast { kind, .. } if *kind != CastKind::DoubleColon => WHOLE,
        _ => 0,
    }
}

const fn is_comparison(op: &BinaryOperator) -> bool {
    matches!(
        op,
        BinaryOperator::Eq
            | BinaryOperator::NotEq
            | BinaryOperator::Lt
            | BinaryOperator::LtEq
            | BinaryOperator::Gt
            | BinaryOperator::GtEq
    )
}

/// The brackets around the parts of one expression.
fn operands(expr: &mut Expr) {
    let own = binding(expr);
    match expr {
        Expr::BinaryOp { left, right, .. } if own > 0 => {
            // A chain leans left: `a - b - c` needs no brackets, `a - (b - c)` does. Comparisons make no chain.
            operand(left, if own == COMPARISON { own + 1 } else { own });
            operand(right, own + 1);
        }
        Expr::UnaryOp { op: UnaryOperator::Not, expr } => operand(expr, NOT),
        Expr::IsNull(inner)
        | Expr::IsNotNull(inner)
        | Expr::IsTrue(inner)
        | Expr::IsNotTrue(inner)
        | Expr::IsFalse(inner)
        | Expr::IsNotFalse(inner) => operand(inner, SUM),
        Expr::InList { expr, list, .. } => {
            operand(expr, SUM);
            list.iter_mut().for_each(bare);
        }
        Expr::Between { expr, low, high, .. } => {
            operand(expr, SUM);
            operand(low, SUM);
            operand(high, SUM);
        }
        Expr::Like { expr, pattern, .. } => {
            operand(expr, SUM);
            operand(pattern, SUM);
        }
        Expr::Cast { kind, expr, .. } if *kind != CastKind::DoubleColon => bare(expr),
        Expr::Case { operand, conditions, else_result, .. } => {
            operand.iter_mut().for_each(|inner| bare(inner));
            else_result.iter_mut().for_each(|inner| bare(inner));
            for when in conditions {
                bare(&mut when.condition);
                bare(&mut when.result);
            }
        }
        Expr::Function(function) => arguments(function),
        _ => {}
    }
}

fn arguments(function: &mut Function) {
    if let FunctionArguments::List(list) = &mut function.args {
        for argument in &mut list.args {
            if let FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) = argument {
                bare(expr);
            }
        }
    }
    function.filter.iter_mut().for_each(|filter| bare(filter));
    function.within_group.iter_mut().for_each(|order| bare(&mut order.expr));
    if let Some(WindowType::WindowSpec(window)) = &mut function.over {
        window.partition_by.iter_mut().for_each(bare);
        window.order_by.iter_mut().for_each(|order| bare(&mut order.expr));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(sql: &str) -> String {
        normal(sql).unwrap().0
    }

    #[test]
    fn spelling_is_no_difference() {
        let one = text(
            "SELECT sum(talk_seconds + wrap_seconds) AS numerator, count(*) FILTER (WHERE NOT a OR b AND c) AS denominator\nFROM contact c JOIN site s ON s.site = c.site\nWHERE handled AND wait_seconds <= $threshold AND x - y - z > 0",
        );
        let other = text(
            "-- a comment\nselect SUM((Talk_Seconds) + wrap_seconds) numerator,\n  Count(*) filter (where ((not a) or (b and c))) as DENOMINATOR /* words */ from Contact AS c inner join site s on (s.site = c.site) where ((handled) and (wait_seconds <= $threshold)) and ((x - y) - z) > 0 ;",
        );
        assert_eq!(one, other);
        // The normal form is its own normal form, or an entry could not be compared after an upgrade.
        assert_eq!(text(&one), one);
    }

    #[test]
    fn meaning_is_a_difference() {
        for (one, other) in [
            ("a AND (b OR c)", "a AND b OR c"),
            ("x - (y - z) > 0", "x - y - z > 0"),
            ("x * (y + z) > 0", "x * y + z > 0"),
            ("NOT (a AND b)", "NOT a AND b"),
            ("(a = b) IS NULL", "a = (b IS NULL)"),
            ("status = 'New'", "status = 'new'"),
            ("\"Status\" = 'new'", "status = 'new'"),
            ("(x + y) BETWEEN 1 AND 2 AND c", "x + (y BETWEEN 1 AND 2) AND c"),
            ("-(x + y) > 0", "-x + y > 0"),
            ("(x || y)::text = 'a'", "x || y::text = 'a'"),
        ] {
            let query = |condition: &str| text(&format!("SELECT count(*) AS value FROM contact WHERE {condition}"));
            assert_ne!(query(one), query(other));
            assert_eq!(query(&format!("({one})")), query(one));
        }
    }

    #[test]
    fn tables_are_named_and_names_of_the_query_itself_are_not() {
        let (_, tables) = normal("WITH c AS (SELECT * FROM acd.contacts) SELECT * FROM c, Contact").unwrap();
        assert_eq!(tables, ["acd.contacts", "contact"]);
        assert!(normal("SELECT 1; SELECT 2").is_none());
        assert!(normal("DROP TABLE contact").is_none());
    }
}
