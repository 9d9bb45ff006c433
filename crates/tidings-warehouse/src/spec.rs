//! What a table looks like: its columns, key, partition and order of versions.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};

use crate::error::Error;

/// Which part of the warehouse a table belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Current state of one stream of a source, named `<source>.<stream>`.
    Stream,
    /// A table made from streams by SQL.
    Model,
    /// Published values, such as `kpi_value`.
    Value,
}

/// How a table is split. A row's partition never changes while its key lives, save by deletion and insertion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Partition {
    /// One partition.
    None,
    /// UTC month of a date or instant, kept as `_month`, such as `2026-03`.
    Month(String),
    /// UTC day of a date or instant, kept as `_day`, such as `2026-03-01`.
    Day(String),
    /// UTC year of a date or instant, kept as `_year`, such as `2026`.
    Year(String),
    /// The value of a text, integer or date column.
    Column(String),
}

/// The declaration of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSpec {
    /// Where it lives.
    pub layer: Layer,
    /// `<source>.<stream>` for a stream, else one bare name.
    pub name: String,
    /// Its columns: text, 64-bit integers and floats, booleans, dates, UTC microseconds, decimals.
    pub columns: SchemaRef,
    /// The columns that identify a row. Empty for a stream that only grows.
    pub key: Vec<String>,
    /// How it is split.
    pub partition: Partition,
    /// What orders two versions of a row, most significant first; the greatest is the newest, NULL the oldest.
    pub order: Vec<String>,
}

impl TableSpec {
    /// The table's id: its folder in the warehouse and its name in the ledger.
    #[must_use]
    pub fn id(&self) -> String {
        match self.layer {
            Layer::Stream => format!("streams/{}", self.name),
            Layer::Model => format!("models/{}", self.name),
            Layer::Value => self.name.clone(),
        }
    }

    /// The column that the Delta table is partitioned by.
    pub(crate) fn partition_column(&self) -> Option<&str> {
        match &self.partition {
            Partition::None => None,
            Partition::Month(_) => Some("_month"),
            Partition::Day(_) => Some("_day"),
            Partition::Year(_) => Some("_year"),
            Partition::Column(name) => Some(name),
        }
    }

    /// The column that the partition is computed from.
    pub(crate) fn partition_source(&self) -> Option<&str> {
        match &self.partition {
            Partition::None => None,
            Partition::Month(name) | Partition::Day(name) | Partition::Year(name) | Partition::Column(name) => {
                Some(name)
            }
        }
    }

    /// Columns as stored: the declared ones, then the helper column of the partition. Only what must have a value is not
    /// nullable, so that a column can be added later.
    pub(crate) fn stored_schema(&self) -> SchemaRef {
        let mut fields: Vec<Field> = self
            .columns
            .fields()
            .iter()
            .map(|field| Field::new(field.name(), field.data_type().clone(), !self.required(field)))
            .collect();
        if let (Some(column), true) = (self.partition_column(), !self.by_own_column()) {
            fields.push(Field::new(column, DataType::Utf8, false));
        }
        Arc::new(Schema::new(fields))
    }

    /// Whether a row without a value in this column cannot be stored.
    pub(crate) fn required(&self, field: &Field) -> bool {
        !field.is_nullable()
            || self.key.contains(field.name())
            || self.partition_source() == Some(field.name().as_str())
    }

    fn by_own_column(&self) -> bool {
        matches!(self.partition, Partition::Column(_))
    }

    /// Checks names, types and references.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let id = self.id();
        let parts: Vec<&str> = self.name.split('.').collect();
        let wanted = if self.layer == Layer::Stream { 2 } else { 1 };
        if parts.len() != wanted || !parts.iter().all(|part| is_name(part)) {
            return Err(Error::schema(format!("`{}` is no table name", self.name)).with_hint(
                "a stream is named `<source>.<stream>`, another table by one word; use a-z, 0-9, `_` and `-`",
            ));
        }
        if self.layer == Layer::Value && matches!(parts.first(), Some(&("streams" | "models" | "tmp"))) {
            return Err(Error::schema(format!("`{}` is a reserved name", self.name)));
        }
        let mut seen = std::collections::BTreeSet::new();
        for field in self.columns.fields() {
            check_column(&id, field)?;
            if !seen.insert(field.name()) {
                return Err(Error::schema(format!("table `{id}` has column `{}` twice", field.name())));
            }
        }
        if self.columns.fields().is_empty() {
            return Err(Error::schema(format!("table `{id}` has no columns")));
        }
        if self.key.is_empty() && !self.order.is_empty() {
            return Err(Error::schema(format!("table `{id}` orders versions of rows but has no key")));
        }
        let named = self.key.iter().chain(&self.order).map(String::as_str);
        for column in named.chain(self.partition_source()) {
            if self.columns.field_with_name(column).is_err() {
                return Err(Error::schema(format!("table `{id}` has no column `{column}`"))
                    .with_hint("key, order and partition name columns of the table"));
            }
        }
        self.check_partition(&id)
    }

    fn check_partition(&self, id: &str) -> Result<(), Error> {
        let Some(source) = self.partition_source() else {
            return Ok(());
        };
        let Ok(field) = self.columns.field_with_name(source) else {
            return Ok(());
        };
        let fits = match &self.partition {
            Partition::Column(_) => matches!(field.data_type(), DataType::Utf8 | DataType::Int64 | DataType::Date32),
            _ => matches!(field.data_type(), DataType::Date32 | DataType::Timestamp(..)),
        };
        if fits {
            return Ok(());
        }
        Err(Error::schema(format!("table `{id}` cannot be partitioned by `{source}`, which is {}", field.data_type()))
            .with_hint("month, day and year need a date or an instant; a bare column must be text, integer or date"))
    }
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-')
}

fn check_column(id: &str, field: &Field) -> Result<(), Error> {
    let name = field.name();
    let bad = name.is_empty()
        || name.starts_with('_')
        || name.chars().any(|c| c.is_uppercase() || c.is_control() || " ,;{}()=\"'`".contains(c));
    if bad {
        return Err(Error::schema(format!("table `{id}` cannot have a column `{name}`"))
            .with_hint("use lower snake case; names that begin with `_` are the warehouse's own"));
    }
    match field.data_type() {
        DataType::Utf8
        | DataType::Int64
        | DataType::Boolean
        | DataType::Date32
        | DataType::Float64
        | DataType::Decimal128(..) => Ok(()),
        DataType::Timestamp(TimeUnit::Microsecond, Some(zone)) if zone.as_ref() == "UTC" => Ok(()),
        other => Err(Error::schema(format!("column `{name}` of table `{id}` is {other}, which a table does not keep"))
            .with_hint("use Utf8, Int64, Boolean, Date32, Timestamp(Microsecond, \"UTC\"), Decimal128 or Float64")),
    }
}

/// A name as an SQL identifier.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text as an SQL literal.
pub(crate) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
