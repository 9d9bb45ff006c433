//! KPIs are versioned queries.
//!
//! **The law.** A KPI's query is the KPI over everything and gives exactly one row. Its value for keys and a
//! period is what the same query gives when every relation it reads holds only the rows with those keys and
//! in that period. Everything here equals that: [`Evaluator`] slices by rewriting the plan, and
//! [`Evaluator::evaluate_by_the_law`] restricts the relations and asks the query itself, slice by slice.

mod body;
mod catalogue;
mod error;
mod evaluate;
mod functions;
pub mod stored;
pub mod testing;
pub mod version;

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use tidings_core::model::{ColumnType, ModelHeader};

pub use body::check;
pub use catalogue::{Catalogue, KpiFile, Selection};
pub use error::{Error, ErrorKind};
pub use evaluate::{DayState, Demand, Evaluation, Evaluator, FigureTable, Request, Scan, ScanKind, SiteZone};

/// The schemas of the models, by name: all that a KPI may read.
pub type Schemas = BTreeMap<String, SchemaRef>;

/// The Arrow schema of a model's table, local dates included.
#[must_use]
pub fn model_schema(model: &ModelHeader) -> SchemaRef {
    let fields = model.full_columns().into_iter().map(|(name, kind, null)| {
        let data_type = match kind {
            ColumnType::Text => DataType::Utf8,
            ColumnType::Integer => DataType::Int64,
            ColumnType::Boolean => DataType::Boolean,
            ColumnType::Date => DataType::Date32,
            ColumnType::Timestamp => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            ColumnType::Decimal(precision, scale) => DataType::Decimal128(precision, scale),
        };
        Field::new(name, data_type, null)
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}
