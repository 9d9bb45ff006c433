//! Which sets of keys are grouped from rows, so that every slice can be added up from one of them.
//!
//! Rows are many and cells are few: one set of keys that holds several slices costs one pass over the rows instead of one
//! for each. That holds while the set has far fewer cells than there are rows, so keys are put together only as long as
//! an estimate stays small. The estimate bears on time and memory, never on a figure.

use std::collections::{BTreeMap, BTreeSet};

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::compute::cast as cast_array;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::Column;
use datafusion::logical_expr::{Expr, LogicalPlanBuilder};
use datafusion::prelude::{DataFrame, SessionContext};
use jiff::{SpanRelativeTo, Unit};

use super::demand::SiteZone;
use super::pool::Pool;
use crate::Error;

/// So many cells a set of keys may have in a pool, by the estimate.
const CELLS: f64 = 500_000.0;
/// So many rows are looked at to see how many values a key has.
const SAMPLE: usize = 32_768;
/// A key has at least so many values by the estimate: the rows looked at may be alike.
const VALUES: usize = 4;

/// The sets of keys to group by, each sorted, in order. Every slice of the pool is part of one of them.
pub(super) async fn sets(context: &SessionContext, pool: &Pool, sites: &[SiteZone]) -> Result<Vec<Vec<String>>, Error> {
    let slices: Vec<BTreeSet<String>> = pool.slices.iter().map(|slice| slice.iter().cloned().collect()).collect();
    let largest =
        |slice: &&BTreeSet<String>| !slices.iter().any(|other| other.len() > slice.len() && other.is_superset(slice));
    let maximal: Vec<&BTreeSet<String>> = slices.iter().filter(largest).collect();
    if maximal.len() <= 1 {
        return Ok(maximal.into_iter().map(|set| set.iter().cloned().collect()).collect());
    }
    let values = values(context, pool, sites).await?;
    let days = pool.range.0.until((Unit::Day, pool.range.1));
    let days = days.and_then(|span| span.total((Unit::Day, SpanRelativeTo::days_are_24_hours()))).unwrap_or(366.0);
    let cells = |set: &BTreeSet<String>| {
        set.iter().filter_map(|key| values.get(key)).fold(days.max(1.0), |cells, values| cells * *values as f64)
    };
    Ok(packed(maximal, &cells))
}

/// Puts slices together, the smallest first, while their union stays small.
fn packed(mut slices: Vec<&BTreeSet<String>>, cells: &dyn Fn(&BTreeSet<String>) -> f64) -> Vec<Vec<String>> {
    slices.sort_by(|a, b| cells(a).total_cmp(&cells(b)).then_with(|| a.cmp(b)));
    let mut sets: Vec<BTreeSet<String>> = Vec::new();
    for slice in slices {
        let union = |set: &BTreeSet<String>| set.union(slice).cloned().collect::<BTreeSet<String>>();
        match sets.iter_mut().find(|set| cells(&union(set)) <= CELLS) {
            Some(set) => *set = union(set),
            None => sets.push(slice.clone()),
        }
    }
    let mut sets: Vec<Vec<String>> = sets.into_iter().map(|set| set.into_iter().collect()).collect();
    sets.sort();
    sets
}

/// How many values each key has among the first rows.
async fn values(context: &SessionContext, pool: &Pool, sites: &[SiteZone]) -> Result<BTreeMap<String, usize>, Error> {
    let keys = pool.keys();
    let scan = pool.scan();
    let mut columns = Vec::new();
    for key in &keys {
        let (qualifier, field) = scan.schema().qualified_field_with_unqualified_name(key)?;
        columns.push(Expr::Column(Column::new(qualifier.cloned(), field.name())));
    }
    let plan = LogicalPlanBuilder::from(scan).project(columns)?.limit(0, Some(SAMPLE))?.build()?;
    let batches = DataFrame::new(context.state(), plan).collect().await?;
    let mut values = BTreeMap::new();
    for (index, key) in keys.into_iter().enumerate() {
        let seen = distinct(&batches, index)?;
        let least = if key == "site" { sites.len().max(1) } else { VALUES };
        values.insert(key, seen.max(least));
    }
    Ok(values)
}

fn distinct(batches: &[RecordBatch], index: usize) -> Result<usize, Error> {
    let mut seen: BTreeSet<Option<String>> = BTreeSet::new();
    for batch in batches {
        let texts = cast_array(batch.column(index), &DataType::Utf8)?;
        let texts = texts.as_string::<i32>();
        let own: BTreeSet<Option<&str>> = texts.iter().collect();
        seen.extend(own.into_iter().map(|text| text.map(str::to_owned)));
    }
    Ok(seen.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_are_put_together_while_that_stays_small() {
        let set = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<String>>();
        let values = |key: &str| if key == "agent" { 5000.0 } else { 6.0 };
        let cells = |set: &BTreeSet<String>| set.iter().fold(365.0, |cells, key| cells * values(key));
        let (queue, channel, team, agent) =
            (set(&["queue", "site"]), set(&["channel", "site"]), set(&["site", "team"]), set(&["agent", "site"]));
        let found = packed(vec![&agent, &queue, &channel, &team], &cells);
        assert_eq!(found, [vec!["agent", "site"], vec!["channel", "queue", "site", "team"]]);
    }
}
