//! The rows of a test case as tables.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::prelude::SessionContext;
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value;
use tidings_core::diagnostic::did_you_mean;

use super::Rows;
use crate::functions::to_days;
use crate::{Error, Schemas};

/// A session with every model: the given rows, and empty tables for the rest.
pub(super) fn session(
    schemas: &Schemas,
    given: &BTreeMap<String, Rows>,
    site: &str,
    read_csv: &(dyn Fn(&str) -> Result<String, String> + Sync),
) -> Result<SessionContext, Error> {
    let context = tidings_warehouse::memory_session(None).map_err(|error| Error::engine(error.to_string()))?;
    for name in given.keys() {
        if !schemas.contains_key(name) {
            return Err(Error::request(
                format!("unknown model `{name}`"),
                did_you_mean(name, schemas.keys().map(String::as_str)),
            ));
        }
    }
    for (name, schema) in schemas {
        // A case names only the columns that matter; the others are empty, whatever the contract says.
        let fields: Vec<Field> =
            schema.fields().iter().map(|field| field.as_ref().clone().with_nullable(true)).collect();
        let schema: SchemaRef = Arc::new(Schema::new(fields));
        let rows = match given.get(name) {
            None => Vec::new(),
            Some(Rows::Inline(rows)) => rows.clone(),
            Some(Rows::File(path)) => {
                from_csv(&read_csv(path).map_err(|error| Error::request(error, "name a CSV file beside tests.yaml"))?)?
            }
        };
        let batches = if rows.is_empty() { Vec::new() } else { vec![batch(name, &schema, &rows, site)?] };
        tidings_warehouse::register_batches(&context, name, schema, batches)
            .map_err(|error| Error::engine(error.to_string()))?;
    }
    Ok(context)
}

fn from_csv(text: &str) -> Result<Vec<BTreeMap<String, Value>>, Error> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let header: Vec<String> = lines.next().unwrap_or_default().split(',').map(|name| name.trim().to_owned()).collect();
    let columns: Vec<&str> = header.iter().map(String::as_str).collect();
    let rows = tidings_core::table::read("rows", text, &columns, &[]).map_err(Error::from)?;
    Ok(rows
        .iter()
        .map(|row| {
            let filled = header.iter().filter(|name| !row.get(name).is_empty());
            filled.map(|name| (name.clone(), Value::String(row.get(name).to_owned()))).collect()
        })
        .collect())
}

fn batch(model: &str, schema: &SchemaRef, rows: &[BTreeMap<String, Value>], site: &str) -> Result<RecordBatch, Error> {
    let mut repeats = Vec::new();
    for row in rows {
        for name in row.keys().filter(|name| *name != "repeat") {
            if schema.field_with_name(name).is_err() {
                let known: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
                return Err(Error::request(
                    format!("`{model}` has no column `{name}`"),
                    did_you_mean(name, known.iter().copied()),
                ));
            }
        }
        let times = match row.get("repeat") {
            None => 1,
            Some(value) => value
                .as_u64()
                .and_then(|times| usize::try_from(times).ok())
                .ok_or_else(|| Error::request("`repeat` is no whole number", "write `repeat: 860`"))?,
        };
        repeats.push(times);
    }
    let mut arrays = Vec::new();
    for field in schema.fields() {
        let default = (field.name() == "site").then(|| Value::String(site.to_owned()));
        let cells = rows.iter().zip(&repeats).flat_map(|(row, times)| {
            std::iter::repeat_n(row.get(field.name()).or(default.as_ref()).filter(|value| !value.is_null()), *times)
        });
        arrays.push(array(model, field, cells)?);
    }
    Ok(RecordBatch::try_new(schema.clone(), arrays)?)
}

fn array<'a>(model: &str, field: &Field, cells: impl Iterator<Item = Option<&'a Value>>) -> Result<ArrayRef, Error> {
    let wrong = |kind: &str| {
        Error::request(
            format!("a value of `{model}.{}` is no {kind}", field.name()),
            "look at the column's type in the model's header",
        )
    };
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    fn each<'a, T>(
        cells: impl Iterator<Item = Option<&'a Value>>,
        read: impl Fn(&Value) -> Result<T, Error>,
    ) -> Result<Vec<Option<T>>, Error> {
        cells.map(|cell| cell.map(&read).transpose()).collect()
    }
    Ok(match field.data_type() {
        DataType::Utf8 => Arc::new(StringArray::from(each(cells, |value| Ok(text(value)))?)),
        DataType::Int64 => Arc::new(Int64Array::from(each(cells, |value| {
            text(value).parse::<i64>().map_err(|_| wrong("whole number"))
        })?)),
        DataType::Boolean => Arc::new(BooleanArray::from(each(cells, |value| {
            text(value).parse::<bool>().map_err(|_| wrong("truth value"))
        })?)),
        DataType::Date32 => Arc::new(Date32Array::from(each(cells, |value| {
            text(value).parse::<Date>().map(to_days).map_err(|_| wrong("date such as `2026-03-02`"))
        })?)),
        DataType::Timestamp(_, _) => {
            let values = each(cells, |value| {
                text(value)
                    .parse::<Timestamp>()
                    .map(Timestamp::as_microsecond)
                    .map_err(|_| wrong("instant such as `2026-03-02T09:00:00Z`"))
            })?;
            Arc::new(TimestampMicrosecondArray::from(values).with_timezone("UTC"))
        }
        DataType::Decimal128(precision, scale) => {
            let values = each(cells, |value| {
                let mut number = Decimal::from_str(&text(value)).map_err(|_| wrong("decimal"))?;
                number.rescale(u32::try_from(*scale).unwrap_or(0));
                Ok(number.mantissa())
            })?;
            Arc::new(Decimal128Array::from(values).with_precision_and_scale(*precision, *scale)?)
        }
        other => return Err(Error::engine(format!("no test values for a {other}"))),
    })
}
