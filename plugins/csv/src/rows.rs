//! Rows become Arrow batches.

use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Decimal128Builder, Float64Builder, Int64Builder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, SchemaRef};
use tidings_connector::Error;

use crate::column::Value;

/// A batch is sent when it holds this many bytes of text, however few rows those are.
const BATCH_BYTES: usize = 8 << 20;

#[derive(Debug)]
enum Builder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Float(Float64Builder),
    Decimal(Decimal128Builder),
    Boolean(BooleanBuilder),
    Date(Date32Builder),
    Instant(TimestampMicrosecondBuilder),
}

impl Builder {
    fn new(data_type: &DataType) -> Result<Builder, Error> {
        Ok(match data_type {
            DataType::Utf8 => Builder::Text(StringBuilder::new()),
            DataType::Int64 => Builder::Integer(Int64Builder::new()),
            DataType::Float64 => Builder::Float(Float64Builder::new()),
            DataType::Decimal128(..) => Builder::Decimal(Decimal128Builder::new().with_data_type(data_type.clone())),
            DataType::Boolean => Builder::Boolean(BooleanBuilder::new()),
            DataType::Date32 => Builder::Date(Date32Builder::new()),
            DataType::Timestamp(_, _) => {
                Builder::Instant(TimestampMicrosecondBuilder::new().with_data_type(data_type.clone()))
            }
            other => return Err(Error::bug(format!("no column of type {other} can be built"))),
        })
    }

    /// Whether the value went in; it does unless it is of another type.
    fn append(&mut self, value: Value<'_>) -> bool {
        match (self, value) {
            (Builder::Text(builder), Value::Text(text)) => builder.append_value(text),
            (Builder::Text(builder), Value::Null) => builder.append_null(),
            (Builder::Integer(builder), Value::Integer(value)) => builder.append_value(value),
            (Builder::Integer(builder), Value::Null) => builder.append_null(),
            (Builder::Float(builder), Value::Float(value)) => builder.append_value(value),
            (Builder::Float(builder), Value::Null) => builder.append_null(),
            (Builder::Decimal(builder), Value::Decimal(value)) => builder.append_value(value),
            (Builder::Decimal(builder), Value::Null) => builder.append_null(),
            (Builder::Boolean(builder), Value::Boolean(value)) => builder.append_value(value),
            (Builder::Boolean(builder), Value::Null) => builder.append_null(),
            (Builder::Date(builder), Value::Date(value)) => builder.append_value(value),
            (Builder::Date(builder), Value::Null) => builder.append_null(),
            (Builder::Instant(builder), Value::Instant(value)) => builder.append_value(value),
            (Builder::Instant(builder), Value::Null) => builder.append_null(),
            _ => return false,
        }
        true
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Builder::Text(builder) => Arc::new(builder.finish()),
            Builder::Integer(builder) => Arc::new(builder.finish()),
            Builder::Float(builder) => Arc::new(builder.finish()),
            Builder::Decimal(builder) => Arc::new(builder.finish()),
            Builder::Boolean(builder) => Arc::new(builder.finish()),
            Builder::Date(builder) => Arc::new(builder.finish()),
            Builder::Instant(builder) => Arc::new(builder.finish()),
        }
    }
}

/// Collects rows of one schema.
#[derive(Debug)]
pub(crate) struct Rows {
    schema: SchemaRef,
    builders: Vec<Builder>,
    count: usize,
    bytes: usize,
    batch_rows: usize,
}

impl Rows {
    pub(crate) fn new(schema: SchemaRef, batch_rows: usize) -> Result<Rows, Error> {
        let builders = schema.fields().iter().map(|field| Builder::new(field.data_type())).collect::<Result<_, _>>()?;
        Ok(Rows { schema, builders, count: 0, bytes: 0, batch_rows: batch_rows.max(1) })
    }

    /// Adds a row: a value a column, in the schema's order.
    pub(crate) fn push(&mut self, values: &mut Vec<Value<'_>>) -> Result<(), Error> {
        for ((builder, field), value) in self.builders.iter_mut().zip(self.schema.fields()).zip(values.drain(..)) {
            if let Value::Text(text) = &value {
                self.bytes += text.len();
            }
            if !builder.append(value) {
                return Err(Error::bug(format!("a value of another type in column `{}`", field.name())));
            }
        }
        self.count += 1;
        Ok(())
    }

    pub(crate) fn is_full(&self) -> bool {
        self.count >= self.batch_rows || self.bytes >= BATCH_BYTES
    }

    /// The rows so far, if there are any.
    pub(crate) fn take(&mut self) -> Result<Option<RecordBatch>, Error> {
        if self.count == 0 {
            return Ok(None);
        }
        let columns = self.builders.iter_mut().map(Builder::finish).collect();
        (self.count, self.bytes) = (0, 0);
        RecordBatch::try_new(self.schema.clone(), columns)
            .map(Some)
            .map_err(|error| Error::bug("the columns of a batch do not fit together").caused_by(error))
    }
}
