//! Evaluation: one query, any slices, any grains.

mod finish;
mod law;
mod slice;
mod snapshot;

use std::collections::BTreeMap;

use datafusion::common::ScalarValue;
use datafusion::functions_aggregate::expr_fn::count_distinct;
use datafusion::logical_expr::{Expr, LogicalPlan};
use datafusion::prelude::SessionContext;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tidings_core::diagnostic::did_you_mean;
use tidings_core::figure::Figure;
use tidings_core::kpi::{Kind, Kpi};
use tidings_core::period::{Grain, Period};
use tidings_core::setting::ParameterSetting;

use crate::Error;
use crate::body::{Combine, Component, Output, Shape, bind, prepare};

/// A site and its clock.
#[derive(Debug, Clone)]
pub struct SiteZone {
    /// The site's id.
    pub site: String,
    /// Its time zone.
    pub zone: TimeZone,
}

/// What to evaluate.
#[derive(Debug, Clone)]
pub struct Request {
    /// Sets of keys; the empty set is everything.
    pub slices: Vec<Vec<String>>,
    /// The lengths of the periods.
    pub grains: Vec<Grain>,
    /// The first day. It is widened to the start of its period.
    pub from: Date,
    /// The day after the last. It is widened to the end of its period.
    pub to: Date,
}

impl Request {
    /// The slices, each with its keys sorted, none twice.
    fn slices(&self) -> Vec<Vec<String>> {
        let mut slices: Vec<Vec<String>> = self
            .slices
            .iter()
            .map(|slice| {
                let mut keys = slice.clone();
                keys.sort();
                keys.dedup();
                keys
            })
            .collect();
        slices.sort();
        slices.dedup();
        slices
    }

    /// The days that whole periods of a grain cover.
    fn widened(&self, grain: Grain) -> (Date, Date) {
        let last = self.to.yesterday().unwrap_or(self.to).max(self.from);
        (grain.start(self.from), grain.period(last).end)
    }

    fn periods(&self, grain: Grain) -> Vec<Period> {
        let (from, to) = self.widened(grain);
        let mut periods = vec![grain.period(from)];
        while let Some(last) = periods.last()
            && last.end < to
        {
            let next = last.shifted(1);
            periods.push(next);
        }
        periods
    }
}

/// Where a figure stands: which slice, which period, which keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    pub(crate) slice: usize,
    pub(crate) start: Date,
    pub(crate) keys: Vec<Option<String>>,
}

/// The aggregates of one component, by cell.
pub(crate) type Cells = BTreeMap<Cell, Vec<ScalarValue>>;

/// Evaluates KPIs over the tables of one session.
pub struct Evaluator {
    context: SessionContext,
    sites: Vec<SiteZone>,
    settings: Vec<ParameterSetting>,
}

impl std::fmt::Debug for Evaluator {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Evaluator")
            .field("sites", &self.sites)
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl Evaluator {
    /// `context` has the models registered under their bare names.
    #[must_use]
    pub fn new(context: SessionContext, sites: Vec<SiteZone>, settings: Vec<ParameterSetting>) -> Self {
        Self { context, sites, settings }
    }

    /// The KPI's figures, sorted by grain, slice, period and keys. A slice without rows is absent.
    ///
    /// # Errors
    /// A KPI that fails its checks, a dimension that it does not have, an engine failure.
    pub async fn evaluate(&self, kpi: &Kpi, request: &Request) -> Result<Vec<Figure>, Error> {
        check_request(kpi, request)?;
        let prepared = prepare(kpi, &self.context).await?;
        match &prepared.shape {
            Some(shape) => self.evaluate_shape(kpi, shape, request).await,
            None => law::evaluate(self, kpi, &prepared, request).await,
        }
    }

    /// The same figures by the law: every relation restricted, the query asked as it stands, slice by slice.
    /// Slow; it is what [`Self::evaluate`] must equal, and how queries are sliced that cannot be grouped.
    ///
    /// # Errors
    /// As [`Self::evaluate`].
    pub async fn evaluate_by_the_law(&self, kpi: &Kpi, request: &Request) -> Result<Vec<Figure>, Error> {
        check_request(kpi, request)?;
        let prepared = prepare(kpi, &self.context).await?;
        law::evaluate(self, kpi, &prepared, request).await
    }

    /// How many agents stand behind each figure of the same request; nothing where the KPI reads no relation
    /// with an `agent_id`.
    ///
    /// # Errors
    /// As [`Self::evaluate`].
    pub async fn group_sizes(&self, kpi: &Kpi, request: &Request) -> Result<Option<Vec<Figure>>, Error> {
        check_request(kpi, request)?;
        let prepared = prepare(kpi, &self.context).await?;
        let Some(shape) = prepared.shape else { return Ok(None) };
        let with_agent =
            |component: &&Component| component.input.schema().qualified_field_with_unqualified_name("agent_id").is_ok();
        let Some(component) = shape.components.iter().find(with_agent) else { return Ok(None) };
        let agent = slice::column(&component.input, "agent_id")?;
        let mut component = component.clone();
        component.aggregates = vec![
            count_distinct(agent).alias(Component::column(0, 0)),
            datafusion::functions_aggregate::expr_fn::count(datafusion::logical_expr::lit(1_i64))
                .alias(Component::column(0, 1)),
        ];
        component.combines = vec![Combine::Never, Combine::Add];
        let value = Expr::Column(datafusion::common::Column::from_name(Component::column(0, 0)));
        let shape = Shape { components: vec![component], outputs: vec![(Output::Value, value)], counted: 0 };
        self.evaluate_shape(kpi, &shape, request).await.map(Some)
    }

    async fn evaluate_shape(&self, kpi: &Kpi, shape: &Shape, request: &Request) -> Result<Vec<Figure>, Error> {
        let slices = request.slices();
        let mut grains = request.grains.clone();
        grains.sort_unstable();
        grains.dedup();
        let mut by_grain: Vec<Vec<Cells>> = vec![Vec::new(); grains.len()];
        let mut nothing = Vec::new();
        for (index, component) in shape.components.iter().enumerate() {
            let mut component = component.clone();
            component.input = bind(kpi, component.input, &self.settings)?;
            component.aggregates = bind_expressions(kpi, &component, self)?;
            nothing.push(slice::over_nothing(&self.context, &component).await?);
            if component.is_additive() && kpi.header.kind == Kind::Flow && grains.len() > 1 {
                // Days are computed once; every longer period is added up from them.
                let (from, to) = grains.iter().fold((request.from, request.to), |(from, to), grain| {
                    let (start, end) = request.widened(*grain);
                    (from.min(start), to.max(end))
                });
                let days = slice::flow(&self.context, kpi, &component, &slices, Grain::Day, (from, to)).await?;
                for (grain, cells) in grains.iter().zip(&mut by_grain) {
                    let (from, to) = request.widened(*grain);
                    cells.push(slice::roll_up(&days, &component, *grain, (from, to))?);
                }
            } else {
                for (grain, cells) in grains.iter().zip(&mut by_grain) {
                    let found = match kpi.header.kind {
                        Kind::Flow => {
                            slice::flow(&self.context, kpi, &component, &slices, *grain, request.widened(*grain))
                                .await?
                        }
                        Kind::Snapshot => {
                            let periods = request.periods(*grain);
                            snapshot::evaluate(&self.context, kpi, &component, &slices, &self.sites, &periods).await?
                        }
                    };
                    cells.push(found);
                }
            }
            debug_assert!(by_grain.iter().all(|cells| cells.len() == index + 1));
        }
        let mut figures = Vec::new();
        for (grain, components) in grains.into_iter().zip(by_grain) {
            figures.extend(finish::figures(&self.context, kpi, shape, &slices, grain, &components, &nothing).await?);
        }
        Ok(figures)
    }
}

/// Binds the parameters that stand inside aggregates: the plan `Aggregate(input)` is bound as a whole.
fn bind_expressions(kpi: &Kpi, component: &Component, evaluator: &Evaluator) -> Result<Vec<Expr>, Error> {
    let plan = LogicalPlan::Aggregate(datafusion::logical_expr::Aggregate::try_new(
        component.input.clone().into(),
        Vec::new(),
        component.aggregates.clone(),
    )?);
    match bind(kpi, plan, &evaluator.settings)? {
        LogicalPlan::Aggregate(aggregate) => Ok(aggregate.aggr_expr),
        _ => Err(Error::engine("an aggregate became something else while its parameters were bound")),
    }
}

fn check_request(kpi: &Kpi, request: &Request) -> Result<(), Error> {
    for key in request.slices.iter().flatten() {
        if key != "site" && !kpi.header.dimensions.contains(key) {
            let mut known: Vec<&str> = kpi.header.dimensions.iter().map(String::as_str).collect();
            known.push("site");
            return Err(Error::request(
                format!("`{}` has no dimension `{key}`", kpi.header.kpi),
                did_you_mean(key, known.iter().copied()),
            ));
        }
    }
    Ok(())
}

/// Used by the law for the same order of results.
pub(crate) fn sort(figures: &mut [Figure]) {
    figures.sort_by(|a, b| {
        let place = |figure: &Figure| {
            let names: Vec<String> = figure.keys.keys().cloned().collect();
            let values: Vec<Option<String>> = figure.keys.values().cloned().collect();
            (figure.period.grain, names, figure.period.start, values)
        };
        place(a).cmp(&place(b))
    });
}
