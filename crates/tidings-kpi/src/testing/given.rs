//! The rows of a test case as tables.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use datafusion::arrow::array::{UInt64Array, new_null_array};
use datafusion::arrow::compute::take;
use datafusion::arrow::datatypes::{DataType, Field, SchemaRef};
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::Value;
use tidings_core::diagnostic::did_you_mean;

use super::{Rows, TestCase};
use crate::functions::to_days;
use crate::{Error, Schemas};

/// The key of a row that says how many equal rows it stands for.
const REPEAT: &str = "repeat";

/// The rows of one model as a person reads them: the columns that the case names.
#[derive(Debug, Clone)]
pub struct GivenRows {
    /// The model.
    pub model: String,
    /// The columns that a row names, sorted; `repeat` first where it is used.
    pub columns: Vec<String>,
    /// The rows; `Null` where a row does not name the column.
    pub rows: Vec<Vec<Value>>,
}

impl TestCase {
    /// The given rows, model by model. `read_csv` gives the text of a file beside the cases.
    ///
    /// # Errors
    /// A CSV file that cannot be read.
    pub fn given_rows(&self, read_csv: &dyn Fn(&str) -> Result<String, String>) -> Result<Vec<GivenRows>, Error> {
        let mut all = Vec::new();
        for (model, given) in &self.given {
            let rows = read(given, read_csv)?;
            let mut columns: Vec<String> = rows.iter().flat_map(BTreeMap::keys).cloned().collect();
            columns.sort_by_key(|name| (name != REPEAT, name.clone()));
            columns.dedup();
            let cell = |row: &BTreeMap<String, Value>, name: &String| row.get(name).cloned().unwrap_or(Value::Null);
            let rows = rows.iter().map(|row| columns.iter().map(|name| cell(row, name)).collect()).collect();
            all.push(GivenRows { model: model.clone(), columns, rows });
        }
        Ok(all)
    }
}

/// The tables of the given rows.
pub(super) fn tables(
    schemas: &Schemas,
    given: &BTreeMap<String, Rows>,
    site: &str,
    read_csv: &dyn Fn(&str) -> Result<String, String>,
) -> Result<BTreeMap<String, RecordBatch>, Error> {
    let mut tables = BTreeMap::new();
    for (name, rows) in given {
        let Some(schema) = schemas.get(name) else {
            return Err(Error::request(
                format!("unknown model `{name}`"),
                did_you_mean(name, schemas.keys().map(String::as_str)),
            ));
        };
        let rows = read(rows, read_csv)?;
        if !rows.is_empty() {
            tables.insert(name.clone(), batch(name, schema, &rows, site)?);
        }
    }
    Ok(tables)
}

fn read(
    given: &Rows,
    read_csv: &dyn Fn(&str) -> Result<String, String>,
) -> Result<Vec<BTreeMap<String, Value>>, Error> {
    match given {
        Rows::Inline(rows) => Ok(rows.clone()),
        Rows::File(path) => {
            from_csv(&read_csv(path).map_err(|error| Error::request(error, "name a CSV file beside tests.yaml"))?)
        }
    }
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
        for name in row.keys().filter(|name| *name != REPEAT) {
            if schema.field_with_name(name).is_err() {
                let known: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
                return Err(Error::request(
                    format!("`{model}` has no column `{name}`"),
                    did_you_mean(name, known.iter().copied()),
                ));
            }
        }
        let times = match row.get(REPEAT) {
            None => 1,
            Some(value) => value
                .as_u64()
                .and_then(|times| usize::try_from(times).ok())
                .ok_or_else(|| Error::request("`repeat` is no whole number", "write `repeat: 860`"))?,
        };
        repeats.push(times);
    }
    let places: UInt64Array =
        repeats.iter().zip(0_u64..).flat_map(|(times, row)| std::iter::repeat_n(row, *times)).collect();
    let named: BTreeSet<&String> = rows.iter().flat_map(BTreeMap::keys).collect();
    let mut arrays = Vec::new();
    for field in schema.fields() {
        let default = (field.name() == "site").then(|| Value::String(site.to_owned()));
        if default.is_none() && !named.contains(field.name()) {
            arrays.push(new_null_array(field.data_type(), places.len()));
            continue;
        }
        let cells = rows.iter().map(|row| row.get(field.name()).or(default.as_ref()).filter(|value| !value.is_null()));
        arrays.push(take(&array(model, field, cells)?, &places, None)?);
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
