//! `kpi_value`: the figures as they stand, each with the run and the reason of its last change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray as _, Decimal128Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Decimal128Type, Field, FieldRef, Schema, SchemaRef};
use rust_decimal::{Decimal, RoundingStrategy};
use tidings_core::figure::{Figure, Reason, VALUE_SCALE};
use tidings_core::kpi::KpiId;
use tidings_core::period::Period;
use tidings_kpi::stored;
use tidings_warehouse::{Versions, Warehouse, query};

use super::own;
use crate::error::Error;
use crate::rows;

/// The table of stored figures.
pub(crate) const KPI_VALUE: &str = "kpi_value";

/// Where a figure stands.
pub(crate) type Place = (KpiId, Period, BTreeMap<String, Option<String>>);

pub(crate) fn place(figure: &Figure) -> Place {
    (figure.kpi.clone(), figure.period, figure.keys.clone())
}

/// A figure as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    /// The figure; restated where its number is not the first one.
    pub(crate) figure: Figure,
    /// The run that last changed it.
    pub(crate) run: String,
    /// The first number that was published for the whole period; none before that.
    pub(crate) first: Option<Decimal>,
    /// Why it has the number that it has.
    pub(crate) reason: Reason,
}

/// Stored figures by where they stand.
pub(crate) type Known = BTreeMap<Place, Stored>;

/// The columns behind those of a figure.
fn columns_behind() -> [FieldRef; 2] {
    [
        Arc::new(Field::new("first_value", DataType::Decimal128(38, VALUE_SCALE as i8), true)),
        // Older tables do not have it.
        Arc::new(Field::new("reason", DataType::Utf8, true)),
    ]
}

/// The columns of a table of stored figures with these keys.
pub(super) fn schema(keys: &[String]) -> SchemaRef {
    let mut fields: Vec<FieldRef> = stored::value_schema(keys).fields().iter().cloned().collect();
    fields.extend(columns_behind());
    Arc::new(Schema::new(fields))
}

/// Stored figures as one batch.
pub(super) fn to_batch(all: &[Stored], keys: &[String]) -> Result<RecordBatch, Error> {
    let (mut figures, mut runs) = (Vec::with_capacity(all.len()), Vec::with_capacity(all.len()));
    for stored in all {
        figures.push(stored.figure.clone());
        runs.push(stored.run.clone());
    }
    let batch = stored::to_batch(&figures, &runs, keys).map_err(own)?;
    let mut columns = batch.columns().to_vec();
    columns.push(numbers(all)?);
    columns.push(Arc::new(all.iter().map(|stored| Some(stored.reason.name())).collect::<StringArray>()));
    RecordBatch::try_new(schema(keys), columns).map_err(|_| Error::bug("figures have no fitting columns"))
}

fn numbers(all: &[Stored]) -> Result<ArrayRef, Error> {
    let wide = |number: Decimal| {
        let rounded = number.round_dp_with_strategy(VALUE_SCALE, RoundingStrategy::MidpointAwayFromZero);
        let factor = 10_i128.checked_pow(VALUE_SCALE.saturating_sub(rounded.scale()))?;
        rounded.mantissa().checked_mul(factor)
    };
    let values = all.iter().map(|stored| match stored.first {
        None => Ok(None),
        Some(number) => wide(number).map(Some).ok_or_else(|| Error::bug("a figure is too large to be stored")),
    });
    let values = values.collect::<Result<Vec<Option<i128>>, Error>>()?;
    let array = Decimal128Array::from(values).with_precision_and_scale(38, VALUE_SCALE as i8);
    Ok(Arc::new(array.map_err(|_| Error::bug("a figure is too large to be stored"))?))
}

/// Reads stored figures. A table without their reasons was written by an earlier program: a number that such a table
/// shows for a whole period is the first one that is known of.
pub(super) fn from_batch(batch: &RecordBatch) -> Result<Vec<Stored>, Error> {
    let firsts = batch.column_by_name("first_value").and_then(|column| column.as_primitive_opt::<Decimal128Type>());
    let reasons = batch.column_by_name("reason").and_then(|column| column.as_string_opt::<i32>());
    let mut all = Vec::with_capacity(batch.num_rows());
    for (row, (figure, run)) in stored::from_batch(batch).map_err(own)?.into_iter().enumerate() {
        let first = match firsts {
            None => super::history::whole_number(&figure),
            Some(firsts) => firsts
                .is_valid(row)
                .then(|| Decimal::try_from_i128_with_scale(firsts.value(row), VALUE_SCALE))
                .transpose()
                .map_err(|_| Error::bug("a stored figure is too large"))?
                .map(|number| number.normalize()),
        };
        let reason =
            reasons.filter(|reasons| reasons.is_valid(row)).and_then(|reasons| reasons.value(row).parse().ok());
        all.push(Stored { figure, run, first, reason: reason.unwrap_or(Reason::First) });
    }
    Ok(all)
}

/// The stored figures of these KPIs.
pub(crate) async fn known_of(
    warehouse: &Warehouse,
    versions: &Versions,
    kpis: &BTreeSet<&str>,
) -> Result<Known, Error> {
    let mut known = Known::new();
    let Some(version) = versions.get(KPI_VALUE).filter(|_| !kpis.is_empty()) else { return Ok(known) };
    let names: Vec<String> = kpis.iter().map(|kpi| format!("'{}'", kpi.replace('\'', "''"))).collect();
    let session = warehouse.session(&Versions::from([(KPI_VALUE.to_owned(), *version)]), None).await?;
    let frame = query(&session, &format!("SELECT * FROM {KPI_VALUE} WHERE kpi IN ({})", names.join(", "))).await?;
    for batch in rows::collect!(frame)? {
        known.extend(from_batch(&batch)?.into_iter().map(|stored| (place(&stored.figure), stored)));
    }
    Ok(known)
}

/// The stored figures of a set of versions.
pub(crate) async fn known(warehouse: &Warehouse, versions: &Versions) -> Result<Known, Error> {
    let mut known = Known::new();
    let Some(version) = versions.get(KPI_VALUE) else { return Ok(known) };
    for batch in rows::gathered(warehouse.read(KPI_VALUE, *version).await?).await? {
        for stored in from_batch(&batch)? {
            known.insert(place(&stored.figure), stored);
        }
    }
    Ok(known)
}
