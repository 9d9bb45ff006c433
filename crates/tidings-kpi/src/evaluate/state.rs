//! Days: the parts from which longer periods are added up, by component and keys.

use datafusion::arrow::array::{ArrayRef, AsArray, Date32Array, Decimal128Array, StringArray, UInt32Array};
use datafusion::arrow::compute::take;
use datafusion::arrow::datatypes::Int64Type;
use tidings_core::kpi::KpiId;
use tidings_core::period::Grain;

use super::cells::Cells;
use super::demand::Demand;
use super::pool::Pool;
use super::table::{decimals, starts, texts};
use crate::Error;

/// The days of one component of one KPI: partial aggregates by day and keys, sorted by slice, day and keys.
///
/// All columns have the same rows. Days without a row of the component are absent.
#[derive(Debug, Clone)]
pub struct DayState {
    /// The KPI version.
    pub kpi: KpiId,
    /// Which of its relations, in the order of the query.
    pub component: usize,
    /// The slices, each with its keys sorted.
    pub slices: Vec<Vec<String>>,
    /// The slice of each row.
    pub slice: UInt32Array,
    /// The site-local day of each row.
    pub day: Date32Array,
    /// A column a key, sorted by name.
    pub keys: Vec<(String, StringArray)>,
    /// How parts become one, and a column an aggregate with twelve decimals, in the order of the query. The last one
    /// counts the rows.
    pub parts: Vec<(&'static str, Decimal128Array)>,
}

/// The days of a pool's members. Components that keep other things than numbers are left out: the earliest instant,
/// say, has no place among them.
pub(super) fn of(pool: &Pool, cells: &[Cells], demands: &[Demand<'_>]) -> Result<Vec<DayState>, Error> {
    let mut states = Vec::new();
    if pool.base() != Some(Grain::Day) {
        return Ok(states);
    }
    // Where only longer periods are wanted the days are grouped all the same.
    let Some(days) = cells.iter().find(|cells| cells.grain == Grain::Day) else { return Ok(states) };
    let keys = pool.keys();
    for member in &pool.members {
        let Some(demand) = demands.get(member.demand) else { continue };
        let slices = demand.request.slices();
        let own: Vec<Option<u32>> = pool
            .slices
            .iter()
            .map(|slice| slices.iter().position(|own| own == slice).and_then(|place| u32::try_from(place).ok()))
            .collect();
        let counted = member.places.last().and_then(|place| days.values[*place].as_primitive_opt::<Int64Type>());
        let Some(counted) = counted else { continue };
        let slice_of = |row: usize| own.get(days.slice.value(row) as usize).copied().flatten();
        let rows: UInt32Array = (0..days.slice.len())
            .filter(|row| counted.value(*row) > 0 && slice_of(*row).is_some())
            .filter_map(|row| u32::try_from(row).ok())
            .collect::<Vec<u32>>()
            .into();
        let picked = |column: &ArrayRef| take(column, &rows, None).map_err(Error::from);
        let parts = member.places.iter().map(|place| {
            let words = pool.combines.get(*place).map_or("", |combine| combine.name());
            Ok((words, decimals(&picked(&days.values[*place])?)?))
        });
        let Ok(parts) = parts.collect::<Result<Vec<_>, Error>>() else { continue };
        states.push(DayState {
            kpi: demand.kpi.header.kpi.clone(),
            component: member.component,
            slice: rows.values().iter().filter_map(|row| slice_of(*row as usize)).collect::<Vec<u32>>().into(),
            day: starts(&picked(&days.start)?)?,
            keys: keys
                .iter()
                .zip(&days.keys)
                .map(|(key, column)| Ok((key.clone(), texts(&picked(column)?)?)))
                .collect::<Result<_, Error>>()?,
            parts,
            slices,
        });
    }
    Ok(states)
}
