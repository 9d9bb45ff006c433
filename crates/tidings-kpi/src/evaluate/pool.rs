//! Fusion: aggregates of many KPIs over one relation become one scan.
//!
//! The WHERE of each KPI becomes a FILTER on its aggregates; what all of them ask of a row stays a WHERE. Equal
//! aggregates are computed once. An argument that can fail on a row is wrapped, because the engine computes arguments
//! before it looks at filters. Each KPI keeps a count of its own rows, so that a slice without them stays absent.

use std::collections::BTreeSet;

use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{Column, Result as EngineResult};
use datafusion::functions_aggregate::expr_fn::{bool_and, bool_or, count, count_distinct, max, min, sum};
use datafusion::logical_expr::utils::{conjunction, split_conjunction_owned};
use datafusion::logical_expr::{Expr, LogicalPlan, LogicalPlanBuilder, Operator, lit, when};
use jiff::civil::Date;
use tidings_core::kpi::{Kpi, PERIOD_END, RelationTime};
use tidings_core::period::Grain;

use super::demand::{Demand, Request};
use super::snapshot::ENDS_AT;
use crate::Error;
use crate::body::{Combine, Component};

/// What rows of one pool have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Basis {
    /// The relation.
    pub(super) relation: String,
    /// How a row belongs to a period.
    pub(super) time: RelationTime,
    /// Whether days add up to longer periods.
    pub(super) additive: bool,
    /// Whether agents are counted, in fine slices only.
    pub(super) people: bool,
}

/// A component of one KPI in a pool.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// Which demand.
    pub(super) demand: usize,
    /// Which component of its shape.
    pub(super) component: usize,
    /// The KPI, for words.
    pub(super) name: String,
    /// For each aggregate of the component its place among the pool's; the last one counts the rows.
    pub(super) places: Vec<usize>,
    wheres: Vec<Expr>,
    aggregates: Vec<(Expr, Combine)>,
}

/// One scan for many KPIs.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    pub(super) basis: Basis,
    pub(super) members: Vec<Member>,
    pub(super) slices: Vec<Vec<String>>,
    pub(super) grains: Vec<Grain>,
    /// The days that the members' periods cover, half open.
    pub(super) range: (Date, Date),
    /// How parts of each aggregate become one.
    pub(super) combines: Vec<Combine>,
    /// What all members ask of a row.
    pub(super) common: Vec<Expr>,
    /// The conditions that stand in filters, as columns `__f0`, `__f1`, ...
    pub(super) conditions: Vec<Expr>,
    /// The aggregates, each once; filters name the columns of `conditions`.
    pub(super) aggregates: Vec<Expr>,
    scan: LogicalPlan,
}

impl Pool {
    /// The name of a condition's column.
    fn condition(index: usize) -> String {
        format!("__f{index}")
    }

    /// The name of a key's column.
    pub(super) fn key(index: usize) -> String {
        format!("__k{index}")
    }

    /// The name of an aggregate's column.
    pub(super) fn aggregate(index: usize) -> String {
        format!("__a{index}")
    }

    /// The aggregates over parts of themselves.
    pub(super) fn combined(&self) -> Result<Vec<Expr>, Error> {
        let combined = self.combines.iter().enumerate().map(|(index, combine)| {
            let part = Expr::Column(Column::from_name(Self::aggregate(index)));
            let whole = match combine {
                Combine::Add => sum(part),
                Combine::Least => min(part),
                Combine::Greatest => max(part),
                Combine::And => bool_and(part),
                Combine::Or => bool_or(part),
                Combine::Never => return Err(Error::engine("parts of an aggregate that cannot be put together")),
            };
            Ok(whole.alias(Self::aggregate(index)))
        });
        combined.collect()
    }

    /// The keys of all slices, sorted.
    pub(super) fn keys(&self) -> Vec<String> {
        let keys: BTreeSet<&String> = self.slices.iter().flatten().collect();
        keys.into_iter().cloned().collect()
    }

    /// The grain in which rows are grouped: days where longer periods are added up from them.
    pub(super) fn base(&self) -> Option<Grain> {
        match (self.basis.additive, self.grains.as_slice()) {
            (true, [only]) => Some(*only),
            (true, _) => Some(Grain::Day),
            (false, _) => None,
        }
    }

    /// The relation's rows.
    pub(super) fn scan(&self) -> LogicalPlan {
        self.scan.clone()
    }

    /// The rows that some member may count, with `keys` and `period` and what the aggregates need.
    pub(super) fn rows(&self, input: LogicalPlan, period: Expr, keys: &[String]) -> Result<LogicalPlan, Error> {
        let mut builder = LogicalPlanBuilder::from(input);
        if let Some(condition) = conjunction(self.common.clone()) {
            builder = builder.filter(condition)?;
        }
        let mut columns = vec![period.alias(PERIOD)];
        for (index, key) in keys.iter().enumerate() {
            let (qualifier, field) = builder.schema().qualified_field_with_unqualified_name(key)?;
            columns.push(Expr::Column(Column::new(qualifier.cloned(), field.name())).alias(Self::key(index)));
        }
        let mut needed = BTreeSet::new();
        for aggregate in &self.aggregates {
            needed.extend(aggregate.column_refs().into_iter().cloned());
        }
        for (index, condition) in self.conditions.iter().enumerate() {
            needed.remove(&Column::from_name(Self::condition(index)));
            columns.push(condition.clone().alias(Self::condition(index)));
        }
        columns.extend(needed.into_iter().map(Expr::Column));
        Ok(builder.project(columns)?.build()?)
    }
}

/// The column of a pool's rows that holds the period.
pub(super) const PERIOD: &str = "__period";

/// Puts components into pools.
#[derive(Debug, Default)]
pub(super) struct Pools {
    pools: Vec<Pool>,
}

impl Pools {
    /// Adds a component whose parameters are bound.
    pub(super) fn add(
        &mut self,
        kpi: &Kpi,
        place: (usize, usize),
        component: &Component,
        request: &Request,
    ) -> Result<(), Error> {
        let (scan, wheres) = rows_of(&component.input)?;
        let aggregates = component.aggregates.iter().map(|expr| own(expr.clone().unalias_nested().data, &scan));
        let aggregates = aggregates.collect::<EngineResult<Vec<Expr>>>()?;
        let aggregates = aggregates.into_iter().zip(component.combines.iter().copied()).collect();
        let time = time_of(kpi, component)?;
        let additive = component.is_additive() && matches!(time, RelationTime::Date(_));
        let basis = Basis { relation: component.relation.clone(), time, additive, people: false };
        let (demand, component) = place;
        let name = kpi.header.kpi.to_string();
        let member = Member { demand, component, name, places: Vec::new(), wheres, aggregates };
        self.join(basis, scan, member, request, request.slices());
        Ok(())
    }

    /// Adds a count of the agents behind a component's rows, by slices finer than a site.
    pub(super) fn add_people(
        &mut self,
        kpi: &Kpi,
        place: (usize, usize),
        component: &Component,
        request: &Request,
    ) -> Result<bool, Error> {
        let (scan, wheres) = rows_of(&component.input)?;
        let fine: Vec<Vec<String>> =
            request.slices().into_iter().filter(|slice| slice.iter().any(|key| key != "site")).collect();
        let Ok((qualifier, field)) = scan.schema().qualified_field_with_unqualified_name(AGENT) else {
            return Ok(false);
        };
        if fine.is_empty() {
            return Ok(false);
        }
        let agent = Expr::Column(Column::new(qualifier.cloned(), field.name()));
        let aggregates = vec![(count_distinct(agent), Combine::Never), (count(lit(1_i64)), Combine::Add)];
        let basis = Basis {
            relation: component.relation.clone(),
            time: time_of(kpi, component)?,
            additive: false,
            people: true,
        };
        let (demand, component) = place;
        let name = kpi.header.kpi.to_string();
        let member = Member { demand, component, name, places: Vec::new(), wheres, aggregates };
        self.join(basis, scan, member, request, fine);
        Ok(true)
    }

    fn join(&mut self, basis: Basis, scan: LogicalPlan, member: Member, request: &Request, slices: Vec<Vec<String>>) {
        let range = request.widest();
        let known = self.pools.iter().position(|pool| pool.basis == basis);
        let index = known.unwrap_or_else(|| {
            self.pools.push(Pool {
                basis,
                members: Vec::new(),
                slices: Vec::new(),
                grains: Vec::new(),
                range,
                combines: Vec::new(),
                common: Vec::new(),
                conditions: Vec::new(),
                aggregates: Vec::new(),
                scan,
            });
            self.pools.len() - 1
        });
        let Some(pool) = self.pools.get_mut(index) else { return };
        pool.range = (pool.range.0.min(range.0), pool.range.1.max(range.1));
        pool.slices.extend(slices);
        pool.grains.extend(request.grains());
        pool.members.push(member);
    }

    /// The pools, ready to be asked.
    pub(super) fn fused(self) -> Result<Vec<Pool>, Error> {
        self.pools.into_iter().map(fuse).collect()
    }
}

/// The column by which people are counted.
pub(super) const AGENT: &str = "agent_id";

fn time_of(kpi: &Kpi, component: &Component) -> Result<RelationTime, Error> {
    kpi.header
        .time_of(&component.relation)
        .ok_or_else(|| Error::engine(format!("`{}` has no time for `{}`", kpi.header.kpi, component.relation)))
}

/// The scan under filters and an alias, and the conditions of the filters, named by the scan.
fn rows_of(input: &LogicalPlan) -> Result<(LogicalPlan, Vec<Expr>), Error> {
    let mut conditions = Vec::new();
    let mut node = input;
    loop {
        match node {
            LogicalPlan::Filter(filter) => {
                conditions.extend(split_conjunction_owned(filter.predicate.clone()));
                node = &filter.input;
            }
            LogicalPlan::SubqueryAlias(alias) => node = &alias.input,
            LogicalPlan::TableScan(_) => break,
            _ => return Err(Error::engine("a component is no longer rows of one relation")),
        }
    }
    let scan = node.clone();
    let conditions = conditions.into_iter().map(|expr| own(expr, &scan)).collect::<EngineResult<Vec<_>>>()?;
    Ok((scan, conditions))
}

/// An expression with its columns named by the scan, whatever alias the query gave it.
fn own(expr: Expr, scan: &LogicalPlan) -> EngineResult<Expr> {
    let LogicalPlan::TableScan(table) = scan else { return Ok(expr) };
    let named = expr.transform(|node| {
        Ok(match node {
            Expr::Column(column) => {
                Transformed::yes(Expr::Column(Column::new(Some(table.table_name.clone()), column.name)))
            }
            Expr::Placeholder(placeholder) if placeholder.id.trim_start_matches('$') == PERIOD_END => {
                Transformed::yes(Expr::Column(Column::from_name(ENDS_AT)))
            }
            other => Transformed::no(other),
        })
    })?;
    Ok(named.data)
}

/// Finds what members share and writes each aggregate once.
fn fuse(mut pool: Pool) -> Result<Pool, Error> {
    pool.slices.sort();
    pool.slices.dedup();
    pool.grains.sort_unstable();
    pool.grains.dedup();
    let first = pool.members.first().map(|member| member.wheres.clone()).unwrap_or_default();
    for condition in first {
        if !pool.common.contains(&condition) && pool.members.iter().all(|member| member.wheres.contains(&condition)) {
            pool.common.push(condition);
        }
    }
    for member in &mut pool.members {
        member.wheres.retain(|condition| !pool.common.contains(condition));
        let own = conjunction(member.wheres.drain(..));
        for (aggregate, combine) in member.aggregates.drain(..) {
            let filtered = filtered(aggregate, own.as_ref(), &mut pool.conditions)?;
            let known = pool.aggregates.iter().position(|known| *known == filtered);
            member.places.push(known.unwrap_or_else(|| {
                pool.aggregates.push(filtered);
                pool.combines.push(combine);
                pool.aggregates.len() - 1
            }));
        }
    }
    Ok(pool)
}

/// An aggregate that looks only at the rows of `own`.
fn filtered(expr: Expr, own: Option<&Expr>, conditions: &mut Vec<Expr>) -> Result<Expr, Error> {
    let Expr::AggregateFunction(mut aggregate) = expr else {
        return Err(Error::engine("an aggregate is no longer one"));
    };
    let mut named = |condition: Expr| {
        let index = conditions.iter().position(|known| *known == condition).unwrap_or_else(|| {
            conditions.push(condition);
            conditions.len() - 1
        });
        Expr::Column(Column::from_name(Pool::condition(index)))
    };
    if let Some(own) = own {
        for argument in &mut aggregate.params.args {
            if can_fail(argument) {
                *argument = when(named(own.clone()), argument.clone()).end()?;
            }
        }
        for order in &mut aggregate.params.order_by {
            if can_fail(&order.expr) {
                order.expr = when(named(own.clone()), order.expr.clone()).end()?;
            }
        }
    }
    let filter = aggregate.params.filter.take().map(|filter| *filter);
    aggregate.params.filter = match (own, filter) {
        // Both sides of an AND are computed: a filter that can fail is asked of the query's own rows only.
        (Some(own), Some(filter)) if can_fail(&filter) => {
            Some(Box::new(named(when(own.clone(), filter).otherwise(lit(false))?)))
        }
        (own, filter) => conjunction(own.cloned().into_iter().chain(filter)).map(|all| Box::new(named(all))),
    };
    Ok(Expr::AggregateFunction(aggregate))
}

/// Whether an expression may fail on a row that a condition keeps out: a division, a cast, a function.
fn can_fail(expr: &Expr) -> bool {
    expr.exists(|node| {
        Ok(match node {
            Expr::Column(_) | Expr::Literal(..) | Expr::Alias(_) | Expr::Case(_) => false,
            Expr::IsNull(_) | Expr::IsNotNull(_) | Expr::IsTrue(_) | Expr::Not(_) | Expr::Between(_) => false,
            Expr::BinaryExpr(binary) => matches!(binary.op, Operator::Divide | Operator::Modulo),
            // A whole number always fits the decimal that sums are kept in.
            Expr::Cast(cast) => !cast.field.data_type().is_decimal(),
            _ => true,
        })
    })
    .unwrap_or(true)
}

/// One scan of a relation, as `kpi explain` shows it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Scan {
    /// The relation, or the relations of a query that cannot be fused.
    pub relation: String,
    /// The column or columns by which rows belong to periods.
    pub time: String,
    /// The KPI versions that the scan serves, sorted.
    pub kpis: Vec<String>,
    /// How it is asked.
    pub how: ScanKind,
    /// The grains that are grouped from rows.
    pub grouped: Vec<Grain>,
    /// The grains that are added up from those.
    pub rolled_up: Vec<Grain>,
    /// How many slices are grouped at once.
    pub slices: usize,
    /// The aggregates that the KPIs ask for together.
    pub asked: usize,
    /// The aggregates that are computed, each once.
    pub computed: usize,
    /// The conditions that all of them share, and that keep rows out of the scan.
    pub shared: Vec<String>,
}

/// How a scan is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanKind {
    /// Grouped once, in the finest grain; longer periods are added up.
    Additive,
    /// Grouped anew in each grain: distinct counts, percentiles, snapshots.
    PerGrain,
    /// The agents behind figures, grouped anew in each grain.
    People,
    /// Slice by slice, the query as it stands.
    ByTheLaw,
}

impl Pool {
    /// What `kpi explain` says of the pool.
    pub(super) fn scan_of(&self) -> Scan {
        let mut kpis: Vec<String> = self.members.iter().map(|member| member.name.clone()).collect();
        kpis.sort();
        kpis.dedup();
        let (grouped, rolled_up) = match self.base() {
            Some(base) => (vec![base], self.grains.iter().copied().filter(|grain| *grain != base).collect()),
            None => (self.grains.clone(), Vec::new()),
        };
        Scan {
            relation: self.basis.relation.clone(),
            time: match &self.basis.time {
                RelationTime::Date(day) => day.clone(),
                RelationTime::Validity([from, to]) => format!("{from} to {to}"),
            },
            kpis,
            how: match (self.basis.people, self.basis.additive) {
                (true, _) => ScanKind::People,
                (false, true) => ScanKind::Additive,
                (false, false) => ScanKind::PerGrain,
            },
            grouped,
            rolled_up,
            slices: self.slices.len(),
            asked: self.members.iter().map(|member| member.places.len()).sum(),
            computed: self.aggregates.len(),
            shared: self.common.iter().map(|condition| condition.human_display().to_string()).collect(),
        }
    }
}

impl Scan {
    /// A query that can only be asked slice by slice.
    pub(super) fn by_the_law(demand: &Demand<'_>, relations: &[String]) -> Self {
        Self {
            relation: relations.join(", "),
            time: String::new(),
            kpis: vec![demand.kpi.header.kpi.to_string()],
            how: ScanKind::ByTheLaw,
            grouped: demand.request.grains(),
            rolled_up: Vec::new(),
            slices: demand.request.slices().len(),
            asked: 0,
            computed: 0,
            shared: Vec::new(),
        }
    }
}
