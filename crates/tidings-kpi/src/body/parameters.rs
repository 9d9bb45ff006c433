//! Parameters: `$threshold_seconds` becomes the number that is in force at the row's site on the row's day.

use datafusion::common::tree_node::{Transformed, TreeNode, TreeNodeRecursion};
use datafusion::common::{Column, DFSchemaRef, DataFusionError, Result, ScalarValue, TableReference, plan_err};
use datafusion::logical_expr::expr_rewriter::NamePreserver;
use datafusion::logical_expr::{Expr, LogicalPlan, lit, when};
use tidings_core::diagnostic::{Diagnostic, did_you_mean};
use tidings_core::kpi::{Kind, Kpi, Maturity, PERIOD_END, RelationTime};
use tidings_core::setting::ParameterSetting;

use super::shape::relations;
use crate::Error;
use crate::functions::to_days;

/// Parameters that the query uses but the header does not know, and the other way round.
pub(super) fn check(kpi: &Kpi, plan: &LogicalPlan) -> std::result::Result<Vec<Diagnostic>, Error> {
    let mut used: Vec<String> = Vec::new();
    plan.apply_with_subqueries(|node| {
        node.apply_expressions(|expr| {
            expr.apply(|inner| {
                if let Expr::Placeholder(placeholder) = inner {
                    used.push(placeholder.id.trim_start_matches('$').to_owned());
                }
                Ok(TreeNodeRecursion::Continue)
            })
        })
    })?;
    if let Some(Maturity::Parameter(name)) = &kpi.header.maturity {
        used.push(name.trim_start_matches('$').to_owned());
    }
    let known = &kpi.header.parameters;
    let mut findings = Vec::new();
    for name in &used {
        if name == PERIOD_END && kpi.header.kind == Kind::Snapshot {
            continue;
        }
        if !known.contains_key(name) {
            let place = kpi.source.body.find(&format!("${name}")).unwrap_or(0);
            let at = tidings_core::diagnostic::Position::at_offset(&kpi.source.body, place);
            findings.push(
                kpi.source
                    .error_in_body(
                        u64::from(at.line),
                        u64::from(at.column),
                        name.len() + 1,
                        format!("unknown parameter `${name}`"),
                    )
                    .hint(if name == PERIOD_END {
                        "only a snapshot, a query of `kind: snapshot`, knows the end of its period".to_owned()
                    } else {
                        format!(
                            "declare it under `parameters:`; {}",
                            did_you_mean(name, known.keys().map(String::as_str))
                        )
                    }),
            );
        }
    }
    for name in known.keys().filter(|name| !used.contains(name)) {
        let message = format!("parameter `{name}` is not used");
        findings.push(
            kpi.source.header.error(&format!("/parameters/{name}"), message).hint("use it in the query or remove it"),
        );
    }
    Ok(findings)
}

/// Binds every parameter of a plan.
pub(crate) fn bind(
    kpi: &Kpi,
    plan: LogicalPlan,
    settings: &[ParameterSetting],
) -> std::result::Result<LogicalPlan, Error> {
    let days = days(kpi, &plan)?;
    let bound = plan.transform_down_with_subqueries(|node| {
        let schemas: Vec<DFSchemaRef> = node.inputs().into_iter().map(|input| input.schema().clone()).collect();
        // A column keeps its name, whatever number takes the parameter's place: what stands above asks for it.
        let names = NamePreserver::new(&node);
        node.map_expressions(|expr| {
            let name = names.save(&expr);
            let replaced = expr.transform_down(|inner| match &inner {
                // Known once rows meet periods.
                Expr::Placeholder(placeholder) if placeholder.id.trim_start_matches('$') == PERIOD_END => {
                    Ok(Transformed::no(inner))
                }
                Expr::Placeholder(placeholder) => {
                    value(kpi, placeholder.id.trim_start_matches('$'), settings, &days, &schemas).map(Transformed::yes)
                }
                _ => Ok(Transformed::no(inner)),
            })?;
            Ok(replaced.update_data(|expr| name.restore(expr)))
        })
    });
    let plan: Result<LogicalPlan> = bound.map(|transformed| transformed.data);
    Ok(plan?)
}

/// The date that puts the rows of each relation in a period, by the name that the query has for the relation.
fn days(kpi: &Kpi, plan: &LogicalPlan) -> std::result::Result<Vec<(String, String)>, Error> {
    let day = |relation: &str| match kpi.header.time_of(relation) {
        Some(RelationTime::Date(day)) => Some(day),
        _ => None,
    };
    let mut days = Vec::new();
    for relation in relations(plan)? {
        days.extend(day(&relation).map(|day| (relation, day)));
    }
    plan.apply_with_subqueries(|node| {
        if let LogicalPlan::SubqueryAlias(alias) = node
            && let LogicalPlan::TableScan(scan) = alias.input.as_ref()
            && let Some(day) = day(scan.table_name.table())
        {
            days.push((alias.alias.table().to_owned(), day));
        }
        Ok(TreeNodeRecursion::Continue)
    })?;
    Ok(days)
}

/// What a parameter is worth for one row: a number, or a choice by the row's site and day.
fn value(
    kpi: &Kpi,
    name: &str,
    settings: &[ParameterSetting],
    days: &[(String, String)],
    schemas: &[DFSchemaRef],
) -> Result<Expr> {
    let Some(parameter) = kpi.header.parameters.get(name) else {
        return plan_err!("unknown parameter {name}");
    };
    let column = |wanted: &str| {
        schemas
            .iter()
            .find_map(|schema| schema.qualified_field_with_unqualified_name(wanted).ok())
            .map(|(qualifier, field)| Expr::Column(Column::new(qualifier.cloned(), field.name())))
    };
    let missing = |wanted: &str| DataFusionError::Plan(format!("parameter {name} stands where no column {wanted} is"));
    let mut mine: Vec<&ParameterSetting> =
        settings.iter().filter(|setting| setting.kpi == kpi.header.kpi && setting.name == name).collect();
    // The first branch that fits wins: a site's own setting before everyone's, the latest day first.
    mine.sort_by_key(|setting| std::cmp::Reverse((setting.site.is_some(), setting.from)));
    let default = lit(parameter.default);
    let mut branches = Vec::new();
    for setting in mine {
        let day = days.iter().find_map(|(relation, day)| {
            let own = |schema: &DFSchemaRef| {
                let relation = TableReference::bare(relation.as_str());
                schema.has_column_with_qualified_name(&relation, day).then_some(relation)
            };
            let relation = schemas.iter().find_map(own)?;
            Some(Expr::Column(Column::new(Some(relation), day.as_str())))
        });
        let mut condition = match day {
            Some(day) => day.gt_eq(Expr::Literal(ScalarValue::Date32(Some(to_days(setting.from))), None)),
            // A snapshot has no date: what is set holds for all time.
            None if days.is_empty() => lit(true),
            None => return Err(missing("with the row's date")),
        };
        if let Some(site) = &setting.site {
            condition = column("site").ok_or_else(|| missing("site"))?.eq(lit(site.clone())).and(condition);
        }
        branches.push((condition, lit(setting.value)));
    }
    let mut branches = branches.into_iter();
    let Some((condition, value)) = branches.next() else { return Ok(default) };
    let mut case = when(condition, value);
    for (condition, value) in branches {
        case = case.when(condition, value);
    }
    case.otherwise(default)
}
