//! `kpi_state`: the days from which longer periods of additive KPIs are added up.

use tidings_kpi::{DayState, stored};
use tidings_warehouse::{Layer, Partition, TableSpec, Versions, Warehouse, rows_of};

use super::own;
use crate::error::Error;

/// The table of partial aggregates by day and keys.
pub(crate) const KPI_STATE: &str = "kpi_state";

/// Stores the days of this evaluation.
pub(super) async fn store(
    warehouse: &Warehouse,
    versions: &mut Versions,
    run: &str,
    states: &[DayState],
    keys: &[String],
) -> Result<(), Error> {
    let mut batches = Vec::new();
    for state in states {
        batches.extend(stored::state_batches(state, keys).map_err(own)?);
    }
    let spec = TableSpec {
        layer: Layer::Value,
        name: KPI_STATE.to_owned(),
        columns: stored::state_schema(keys),
        key: Vec::new(),
        partition: Partition::Column("kpi".to_owned()),
        order: Vec::new(),
    };
    let outcome = warehouse.replace_table(&spec, run, rows_of(batches)).await?;
    versions.insert(outcome.table, outcome.version);
    Ok(())
}
