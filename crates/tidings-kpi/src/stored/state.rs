//! `kpi_state`: partial aggregates by day and keys. Longer periods are sums, minima and maxima of them.

use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, Decimal128Array, Int64Array, ListArray, RecordBatch, StringArray};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::compute::interleave;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use tidings_core::figure::VALUE_SCALE;

use crate::{DayState, Error};

fn part() -> Arc<Field> {
    Arc::new(Field::new("item", DataType::Decimal128(38, VALUE_SCALE as i8), true))
}

/// The schema of `kpi_state` with a column for each of `keys`. `parts` holds the aggregates of one component of the
/// query in their order, with twelve decimals; the last one counts the rows.
#[must_use]
pub fn state_schema(keys: &[String]) -> SchemaRef {
    let mut fields = vec![
        Field::new("kpi", DataType::Utf8, false),
        Field::new("version", DataType::Int64, false),
        Field::new("component", DataType::Int64, false),
        Field::new("day", DataType::Date32, false),
        Field::new("grouping", DataType::Utf8, false),
    ];
    fields.extend(keys.iter().map(|key| Field::new(key, DataType::Utf8, true)));
    fields.push(Field::new("parts", DataType::List(part()), false));
    Arc::new(Schema::new(fields))
}

/// Days as rows of `kpi_state`, in their order.
///
/// # Errors
/// A number of rows that does not fit.
pub fn state_batch(state: &DayState, keys: &[String]) -> Result<RecordBatch, Error> {
    let rows = state.day.len();
    let groupings: Vec<String> = state.slices.iter().map(|slice| slice.join(",")).collect();
    let grouping = |place: &u32| groupings.get(*place as usize).map(String::as_str);
    let mut columns: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from(vec![state.kpi.name.as_str(); rows])),
        Arc::new(Int64Array::from(vec![i64::from(state.kpi.version); rows])),
        Arc::new(Int64Array::from(vec![i64::try_from(state.component).unwrap_or(i64::MAX); rows])),
        Arc::new(state.day.clone()),
        Arc::new(state.slice.values().iter().map(grouping).collect::<StringArray>()),
    ];
    for key in keys {
        let known = state.keys.iter().find(|(name, _)| name == key);
        columns.push(Arc::new(known.map_or_else(|| StringArray::new_null(rows), |(_, column)| column.clone())));
    }
    columns.push(Arc::new(parts(&state.parts, rows)?));
    Ok(RecordBatch::try_new(state_schema(keys), columns)?)
}

/// A list a row, from a column an aggregate.
fn parts(columns: &[Decimal128Array], rows: usize) -> Result<ListArray, Error> {
    let arrays: Vec<&dyn Array> = columns.iter().map(|column| column as &dyn Array).collect();
    let places: Vec<(usize, usize)> =
        (0..rows).flat_map(|row| (0..columns.len()).map(move |column| (column, row))).collect();
    let values = if places.is_empty() {
        Arc::new(Decimal128Array::new_null(0).with_precision_and_scale(38, VALUE_SCALE as i8)?)
    } else {
        interleave(&arrays, &places)?
    };
    let lengths = std::iter::repeat_n(columns.len(), rows);
    Ok(ListArray::try_new(part(), OffsetBuffer::from_lengths(lengths), values, None)?)
}
