//! Evaluation: one query, any slices, any grains; many queries, one scan.

mod cells;
mod cover;
mod demand;
mod finish;
mod law;
mod pool;
mod snapshot;
mod state;
mod table;

use datafusion::logical_expr::{Aggregate, LogicalPlan};
use datafusion::prelude::SessionContext;
use jiff::civil::Date;
use tidings_core::figure::Figure;
use tidings_core::kpi::Kpi;
use tidings_core::period::Grain;
use tidings_core::setting::ParameterSetting;

use crate::Error;
use crate::body::{Component, Prepared, bind, prepare};
use cells::Cells;
use finish::Part;
use pool::{Pool, Pools};

pub use demand::{Demand, Request, SiteZone};
pub use pool::{Scan, ScanKind};
pub use state::DayState;
pub use table::FigureTable;
pub(crate) use table::mantissa;

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

/// What came of several demands.
#[derive(Debug)]
pub struct Evaluation {
    /// The figures of each demand, in the order of the demands.
    pub tables: Vec<FigureTable>,
    /// The days of each component whose days add up, where days were grouped.
    pub states: Vec<DayState>,
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
    /// A KPI that fails its checks, a dimension or a grain that it does not have, an engine failure.
    pub async fn evaluate(&self, kpi: &Kpi, request: &Request) -> Result<Vec<Figure>, Error> {
        let demand = Demand { kpi, request: request.clone(), people: false };
        let evaluation = self.evaluate_all(&[demand]).await?;
        Ok(evaluation.tables.first().map(FigureTable::figures).unwrap_or_default())
    }

    /// The figures of several KPIs; those over one relation share one scan.
    ///
    /// # Errors
    /// As [`Self::evaluate`].
    pub async fn evaluate_all(&self, demands: &[Demand<'_>]) -> Result<Evaluation, Error> {
        let prepared = self.prepared(demands).await?;
        let pools = self.pools(demands, &prepared)?;
        let mut cells: Vec<Vec<Cells>> = Vec::new();
        for pool in &pools {
            cells.push(cells::evaluate(&self.context, pool, &self.sites).await?);
        }
        let mut tables = Vec::new();
        for (index, (demand, prepared)) in demands.iter().zip(&prepared).enumerate() {
            let Some(shape) = &prepared.shape else {
                let found = law::evaluate(self, demand.kpi, prepared, &demand.request).await?;
                let (figures, people): (Vec<Figure>, Vec<Option<i64>>) = found.into_iter().unzip();
                let mut table = FigureTable::of(demand.kpi, demand.request.slices(), &figures)?;
                if demand.people && self.has_agents(&prepared.relations).await? {
                    table.people = Some(people.into());
                }
                tables.push(table);
                continue;
            };
            let parts = (0..shape.components.len()).map(|component| part(&pools, &cells, (index, component), false));
            let parts = parts.collect::<Option<Vec<Part<'_>>>>();
            let parts = parts.ok_or_else(|| Error::engine("a component was lost on its way"))?;
            let people =
                (0..shape.components.len()).find_map(|component| part(&pools, &cells, (index, component), true));
            tables.push(finish::table(&self.context, demand.kpi, shape, &demand.request, &parts, people.as_ref())?);
        }
        let mut states = Vec::new();
        for (pool, cells) in pools.iter().zip(&cells) {
            states.extend(state::of(pool, cells, demands)?);
        }
        Ok(Evaluation { tables, states })
    }

    /// The same figures by the law: every relation restricted, the query asked as it stands, slice by slice.
    /// Slow; it is what [`Self::evaluate`] must equal, and how queries are sliced that cannot be grouped.
    ///
    /// # Errors
    /// As [`Self::evaluate`].
    pub async fn evaluate_by_the_law(&self, kpi: &Kpi, request: &Request) -> Result<Vec<Figure>, Error> {
        demand::check(kpi, request)?;
        let prepared = prepare(kpi, &self.context).await?;
        let found = law::evaluate(self, kpi, &prepared, request).await?;
        Ok(found.into_iter().map(|(figure, _)| figure).collect())
    }

    /// How many agents stand behind each figure of the same request, in slices finer than a site; nothing where the
    /// KPI reads no relation with an `agent_id`.
    ///
    /// # Errors
    /// As [`Self::evaluate`].
    pub async fn group_sizes(&self, kpi: &Kpi, request: &Request) -> Result<Option<Vec<Figure>>, Error> {
        let demand = Demand { kpi, request: request.clone(), people: true };
        let evaluation = self.evaluate_all(&[demand]).await?;
        let Some((table, people)) = evaluation.tables.first().and_then(|table| Some((table, table.people.as_ref()?)))
        else {
            return Ok(None);
        };
        let sizes = table.figures().into_iter().zip(people.iter()).filter_map(|(mut figure, people)| {
            figure.value = Some(people?.into());
            Some(figure)
        });
        Ok(Some(sizes.collect()))
    }

    /// What would be read to answer these demands: a scan a line, and the KPIs that only the law can slice.
    ///
    /// # Errors
    /// As [`Self::evaluate`].
    pub async fn explain(&self, demands: &[Demand<'_>]) -> Result<Vec<Scan>, Error> {
        let prepared = self.prepared(demands).await?;
        let mut scans: Vec<Scan> = self.pools(demands, &prepared)?.iter().map(Pool::scan_of).collect();
        for (demand, prepared) in demands.iter().zip(&prepared) {
            if prepared.shape.is_none() {
                scans.push(Scan::by_the_law(demand, &prepared.relations));
            }
        }
        Ok(scans)
    }

    /// Whether one of these relations tells of agents.
    async fn has_agents(&self, relations: &[String]) -> Result<bool, Error> {
        for relation in relations {
            if self.context.table(relation.as_str()).await?.schema().has_column_with_unqualified_name(pool::AGENT) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn prepared(&self, demands: &[Demand<'_>]) -> Result<Vec<Prepared>, Error> {
        let mut prepared = Vec::new();
        for demand in demands {
            demand::check(demand.kpi, &demand.request)?;
            prepared.push(prepare(demand.kpi, &self.context).await?);
        }
        Ok(prepared)
    }

    /// Parameters bound, components pooled.
    fn pools(&self, demands: &[Demand<'_>], prepared: &[Prepared]) -> Result<Vec<Pool>, Error> {
        let mut pools = Pools::default();
        for (index, (demand, prepared)) in demands.iter().zip(prepared).enumerate() {
            let Some(shape) = &prepared.shape else { continue };
            let mut counted = false;
            for (place, component) in shape.components.iter().enumerate() {
                let bound = self.bound(demand.kpi, component)?;
                pools.add(demand.kpi, (index, place), &bound, &demand.request)?;
                if demand.people && !counted {
                    counted = pools.add_people(demand.kpi, (index, place), &bound, &demand.request)?;
                }
            }
        }
        pools.fused()
    }

    /// A component with the parameters of its rows and of its aggregates bound.
    fn bound(&self, kpi: &Kpi, component: &Component) -> Result<Component, Error> {
        let whole = Aggregate::try_new(component.input.clone().into(), Vec::new(), component.aggregates.clone())?;
        match bind(kpi, LogicalPlan::Aggregate(whole), &self.settings)? {
            LogicalPlan::Aggregate(aggregate) => Ok(Component {
                input: aggregate.input.as_ref().clone(),
                aggregates: aggregate.aggr_expr,
                ..component.clone()
            }),
            _ => Err(Error::engine("an aggregate became something else while its parameters were bound")),
        }
    }
}

/// Where one component of one demand ended up.
fn part<'a>(pools: &'a [Pool], cells: &'a [Vec<Cells>], place: (usize, usize), people: bool) -> Option<Part<'a>> {
    pools.iter().zip(cells).filter(|(pool, _)| pool.basis.people == people).find_map(|(pool, cells)| {
        let member = pool.members.iter().find(|member| (member.demand, member.component) == place)?;
        Some(Part { pool, cells, places: &member.places })
    })
}

/// The order of figures: grain, slice, period, keys.
fn order(figure: &Figure) -> (Grain, Vec<String>, Date, Vec<Option<String>>) {
    let names = figure.keys.keys().cloned().collect();
    (figure.period.grain, names, figure.period.start, figure.keys.values().cloned().collect())
}
