//! Rows as JSON, to print and to compare.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{DataType, Schema, TimeUnit};
use serde_json::{Map, Value, json};

/// The rows of a batch. Integers, floats, booleans and no value are JSON's own; all else is text,
/// decimals too, since JSON readers round them.
pub(crate) fn rows(batch: &RecordBatch) -> Result<Vec<Value>, String> {
    let schema = batch.schema();
    let mut rows = vec![Map::new(); batch.num_rows()];
    let options = FormatOptions::default();
    for (field, column) in schema.fields().iter().zip(batch.columns()) {
        // Instants are printed without help of a zone database.
        let (column, zone): (ArrayRef, &str) = match column.data_type() {
            DataType::Timestamp(TimeUnit::Microsecond, Some(zone)) if &**zone == "UTC" => {
                let instants = column.as_primitive::<TimestampMicrosecondType>().clone();
                (Arc::new(instants.with_timezone_opt(None::<&str>)), "Z")
            }
            _ => (column.clone(), ""),
        };
        let formatter = ArrayFormatter::try_new(&column, &options).map_err(|error| error.to_string())?;
        for (index, row) in rows.iter_mut().enumerate() {
            let value = if column.is_null(index) {
                Value::Null
            } else {
                match column.data_type() {
                    DataType::Int64 => json!(column.as_primitive::<Int64Type>().value(index)),
                    DataType::Float64 => json!(column.as_primitive::<Float64Type>().value(index)),
                    DataType::Boolean => json!(column.as_boolean().value(index)),
                    _ => json!(format!("{}{zone}", formatter.value(index))),
                }
            };
            row.insert(field.name().clone(), value);
        }
    }
    Ok(rows.into_iter().map(Value::Object).collect())
}

/// A schema as a mapping of names to types; a `!` marks columns that always have a value.
pub(crate) fn schema(schema: &Schema) -> Value {
    let field = |field: &arrow_schema::Field| {
        let required = if field.is_nullable() { "" } else { "!" };
        json!(format!("{}{required}", field.data_type()))
    };
    schema.fields().iter().map(|f| (f.name().clone(), field(f))).collect::<Map<_, _>>().into()
}
