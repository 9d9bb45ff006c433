//! Rows on their way into a table: fitted to its columns, given their partition, and digested.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray, RecordBatch, StringArray, new_null_array};
use arrow::compute::{CastOptions, cast, cast_with_options, filter_record_batch, kernels};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::row::{RowConverter, SortField};
use datafusion::dataframe::DataFrame;
use datafusion::physical_plan::SendableRecordBatchStream;
use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use sha2::{Digest as _, Sha256};

use crate::error::Error;
use crate::spec::{Partition, TableSpec};

/// Batches of rows, produced as they are read.
pub type RowStream = BoxStream<'static, Result<RecordBatch, Error>>;

/// Rows that are in memory already.
#[must_use]
pub fn rows_of(batches: Vec<RecordBatch>) -> RowStream {
    futures::stream::iter(batches.into_iter().map(Ok)).boxed()
}

/// The rows of a query, computed as they are read.
pub async fn rows_of_plan(frame: DataFrame) -> Result<RowStream, Error> {
    let stream = frame.execute_stream().await.map_err(|error| Error::engine("cannot run the query", &error))?;
    Ok(stream.map_err(|error| Error::engine("the query failed", &error)).boxed())
}

/// The rows of a stream with an error of the engine turned into ours.
pub(crate) fn rows_from_engine(stream: SendableRecordBatchStream, context: String) -> RowStream {
    stream.map_err(move |error| Error::engine(&context, &error)).boxed()
}

/// The same columns, all nullable: the shape of staged rows.
pub(crate) fn nullable(schema: &Schema) -> SchemaRef {
    let fields: Vec<Field> =
        schema.fields().iter().map(|field| Field::new(field.name(), field.data_type().clone(), true)).collect();
    Arc::new(Schema::new(fields))
}

/// The same columns and one more.
pub(crate) fn with_column(schema: &Schema, name: &str, data_type: DataType) -> SchemaRef {
    let mut fields: Vec<Field> = schema.fields().iter().map(|field| field.as_ref().clone()).collect();
    fields.push(Field::new(name, data_type, true));
    Arc::new(Schema::new(fields))
}

/// The columns of `schema`, by name.
pub(crate) fn reshaped(rows: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch, Error> {
    let columns =
        schema.fields().iter().map(|field| column(rows, field.name()).cloned()).collect::<Result<Vec<_>, _>>()?;
    RecordBatch::try_new(schema.clone(), columns).map_err(|error| Error::arrow("rows do not fit", &error))
}

/// A column that must be there.
pub(crate) fn column<'a>(rows: &'a RecordBatch, name: &str) -> Result<&'a ArrayRef, Error> {
    rows.column_by_name(name).ok_or_else(|| Error::bug(format!("rows lack column `{name}`")))
}

/// Rows fitted to a table.
pub(crate) struct Fitted {
    /// The rows that can be stored, with nullable stored columns.
    pub rows: RecordBatch,
    /// Which input rows they are.
    pub kept: Vec<u64>,
    /// The input rows that lack a value, with the first column that lacks it.
    pub refused: Vec<(u64, String)>,
}

/// Brings rows into a table's stored columns: by name, cast where no value can change, with the partition computed.
pub(crate) fn fit(spec: &TableSpec, stored: &SchemaRef, batch: &RecordBatch) -> Result<Fitted, Error> {
    let id = spec.id();
    for field in batch.schema().fields() {
        if spec.columns.field_with_name(field.name()).is_err() {
            return Err(Error::schema(format!("table `{id}` has no column `{}`", field.name()))
                .with_hint("declare the column, or leave it out of the rows"));
        }
    }
    let mut columns = Vec::with_capacity(stored.fields().len());
    for field in spec.columns.fields() {
        let column = match batch.column_by_name(field.name()) {
            Some(column) => narrowed(&id, field, column)?,
            None => new_null_array(field.data_type(), batch.num_rows()),
        };
        columns.push(column);
    }
    if stored.fields().len() > columns.len() {
        columns.push(partition_helper(spec, &columns)?);
    }
    let rows = RecordBatch::try_new(nullable(stored), columns)
        .map_err(|error| Error::arrow(format!("rows do not fit table `{id}`"), &error))?;
    Ok(without_gaps(spec, stored, rows))
}

/// Splits off the rows that lack a required value.
fn without_gaps(spec: &TableSpec, stored: &SchemaRef, rows: RecordBatch) -> Fitted {
    let count = rows.num_rows();
    let mut gaps: BTreeMap<usize, &str> = BTreeMap::new();
    for (field, column) in stored.fields().iter().zip(rows.columns()) {
        let partition_text =
            spec.partition == Partition::Column(field.name().clone()) && field.data_type() == &DataType::Utf8;
        if field.is_nullable() || (column.null_count() == 0 && !partition_text) {
            continue;
        }
        // Delta keeps an empty partition text as NULL.
        let texts = column.as_any().downcast_ref::<StringArray>().filter(|_| partition_text);
        for row in 0..count {
            if column.is_null(row) || texts.is_some_and(|texts| texts.value(row).is_empty()) {
                gaps.entry(row).or_insert(field.name().as_str());
            }
        }
    }
    let refused = gaps.iter().map(|(row, column)| (*row as u64, (*column).to_owned())).collect();
    let kept = (0..count).filter(|row| !gaps.contains_key(row)).map(|row| row as u64).collect();
    let rows = if gaps.is_empty() {
        rows.clone()
    } else {
        let mask: BooleanArray = (0..count).map(|row| Some(!gaps.contains_key(&row))).collect();
        filter_record_batch(&rows, &mask).unwrap_or_else(|_| rows.slice(0, 0))
    };
    Fitted { rows, kept, refused }
}

/// A column as its declared type. Only casts that keep every value, or fail, are made.
fn narrowed(id: &str, field: &Field, column: &ArrayRef) -> Result<ArrayRef, Error> {
    let (from, to) = (column.data_type(), field.data_type());
    if from == to {
        return Ok(Arc::clone(column));
    }
    let plain = match from {
        DataType::Dictionary(_, values) => values.as_ref(),
        other => other,
    };
    let keeps = match to {
        _ if plain == &DataType::Null || plain == to => true,
        DataType::Utf8 => matches!(plain, DataType::LargeUtf8 | DataType::Utf8View),
        DataType::Int64 => plain.is_integer(),
        DataType::Float64 => matches!(plain, DataType::Float32 | DataType::Float16),
        DataType::Date32 => plain == &DataType::Date64,
        DataType::Timestamp(..) => matches!(plain, DataType::Timestamp(_, Some(_))),
        DataType::Decimal128(..) => plain.is_integer() || plain.is_decimal(),
        _ => false,
    };
    let wrong =
        || Error::schema(format!("column `{}` of table `{id}` is {to}, but the rows have {from}", field.name()));
    if !keeps {
        let naive = matches!((plain, to), (DataType::Timestamp(_, None), DataType::Timestamp(..)));
        return Err(wrong().with_hint(if naive {
            "an instant needs a time zone; convert local times before they are stored"
        } else {
            "columns are added, never retyped: cast in the query, or use a new column"
        }));
    }
    let options = CastOptions { safe: false, ..CastOptions::default() };
    cast_with_options(column, to, &options).map_err(|_| {
        Error::data(format!("a value of column `{}` of table `{id}` does not fit {to} (it is not shown)", field.name()))
    })
}

/// The text of `_month`, `_day` or `_year`.
fn partition_helper(spec: &TableSpec, columns: &[ArrayRef]) -> Result<ArrayRef, Error> {
    let length = match spec.partition {
        Partition::Month(_) => 7,
        Partition::Year(_) => 4,
        _ => 10,
    };
    let source = spec.partition_source().unwrap_or_default();
    let text = spec.columns.index_of(source).ok().and_then(|index| columns.get(index)).map(|column| {
        let dates = cast(column, &DataType::Date32)?;
        let texts = cast(&dates, &DataType::Utf8)?;
        kernels::substring::substring(&texts, 0, Some(length))
    });
    match text {
        Some(Ok(text)) => Ok(text),
        _ => Err(Error::data(format!("column `{source}` of table `{}` holds a date that has no partition", spec.id()))),
    }
}

/// The partition of each row as Delta writes it in its log.
pub(crate) fn partition_texts(column: &str, rows: &RecordBatch) -> Result<StringArray, Error> {
    let texts = rows
        .column_by_name(column)
        .and_then(|values| cast(values, &DataType::Utf8).ok())
        .and_then(|texts| texts.as_any().downcast_ref::<StringArray>().cloned());
    texts.ok_or_else(|| Error::bug(format!("rows lack their partition column `{column}`")))
}

/// Rows as bytes that compare as the rows do.
pub(crate) struct RowBytes {
    converter: RowConverter,
    columns: Vec<String>,
}

impl RowBytes {
    pub(crate) fn new(schema: &Schema, columns: Vec<String>) -> Result<Self, Error> {
        let fields = columns
            .iter()
            .map(|name| schema.field_with_name(name).map(|field| SortField::new(field.data_type().clone())))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| Error::bug("a column to compare by is missing"))?;
        let converter = RowConverter::new(fields).map_err(|error| Error::arrow("rows cannot be compared", &error))?;
        Ok(Self { converter, columns })
    }

    pub(crate) fn of(&mut self, rows: &RecordBatch) -> Result<arrow::row::Rows, Error> {
        let columns: Option<Vec<ArrayRef>> =
            self.columns.iter().map(|name| rows.column_by_name(name).map(Arc::clone)).collect();
        let columns = columns.ok_or_else(|| Error::bug("a column to compare by is missing"))?;
        self.converter.convert_columns(&columns).map_err(|error| Error::arrow("rows cannot be compared", &error))
    }
}

/// A digest of a set of rows that does not depend on their order: the sum of the rows' hashes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Digest {
    pub rows: u64,
    sum: u128,
}

impl Digest {
    pub(crate) fn add(&mut self, row: &[u8]) {
        let hash = Sha256::digest(row);
        let mut first = [0_u8; 16];
        first.copy_from_slice(&hash[..16]);
        self.sum = self.sum.wrapping_add(u128::from_be_bytes(first));
        self.rows += 1;
    }

    pub(crate) fn text(self) -> String {
        format!("{}:{:032x}", self.rows, self.sum)
    }
}
