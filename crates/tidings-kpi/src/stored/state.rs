//! `kpi_state`: partial aggregates by day and keys. Longer periods are sums, minima and maxima of them.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use tidings_core::figure::VALUE_SCALE;

use crate::{DayState, Error};

/// The schema of `kpi_state` with a column for each of `keys`.
///
/// `component` and `part` name an aggregate by its place: which relation of the query, which aggregate over it. The last
/// part of a component counts the rows. `combine` says how days become longer periods: `add`, `least`, `greatest`, `and`,
/// `or`. `value` has twelve decimals.
#[must_use]
pub fn state_schema(keys: &[String]) -> SchemaRef {
    let mut fields = vec![
        Field::new("kpi", DataType::Utf8, false),
        Field::new("version", DataType::Int64, false),
        Field::new("component", DataType::Int64, false),
        Field::new("part", DataType::Int64, false),
        Field::new("combine", DataType::Utf8, false),
        Field::new("day", DataType::Date32, false),
        Field::new("grouping", DataType::Utf8, false),
    ];
    fields.extend(keys.iter().map(|key| Field::new(key, DataType::Utf8, true)));
    fields.push(Field::new("value", DataType::Decimal128(38, VALUE_SCALE as i8), true));
    Arc::new(Schema::new(fields))
}

/// Days as rows of `kpi_state`: a batch a part, each in the order of the days.
///
/// # Errors
/// Columns of different lengths, which no evaluation gives.
pub fn state_batches(state: &DayState, keys: &[String]) -> Result<Vec<RecordBatch>, Error> {
    let rows = state.day.len();
    let groupings: Vec<String> = state.slices.iter().map(|slice| slice.join(",")).collect();
    let grouping = |place: &u32| groupings.get(*place as usize).map(String::as_str);
    let grouping: ArrayRef = Arc::new(state.slice.values().iter().map(grouping).collect::<StringArray>());
    let place = |number: usize| -> ArrayRef {
        Arc::new(Int64Array::from(vec![i64::try_from(number).unwrap_or(i64::MAX); rows]))
    };
    let word = |word: &str| -> ArrayRef { Arc::new(StringArray::from(vec![word; rows])) };
    let schema = state_schema(keys);
    let batch = |(part, (combine, value)): (usize, &(&'static str, _))| {
        let mut columns: Vec<ArrayRef> = vec![
            word(&state.kpi.name),
            Arc::new(Int64Array::from(vec![i64::from(state.kpi.version); rows])),
            place(state.component),
            place(part),
            word(combine),
            Arc::new(state.day.clone()),
            Arc::clone(&grouping),
        ];
        for key in keys {
            let known = state.keys.iter().find(|(name, _)| name == key);
            columns.push(Arc::new(known.map_or_else(|| StringArray::new_null(rows), |(_, column)| column.clone())));
        }
        let value: &datafusion::arrow::array::Decimal128Array = value;
        columns.push(Arc::new(value.clone()));
        Ok(RecordBatch::try_new(Arc::clone(&schema), columns)?)
    };
    state.parts.iter().enumerate().map(batch).collect()
}
