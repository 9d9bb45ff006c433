//! `kpi_value`: figures as a table that any tool can read. `kpi_state`: the days from which they are added up.

mod state;

pub use state::{state_batches, state_schema};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray,
};
use datafusion::arrow::datatypes::{DataType, Date32Type, Decimal128Type, Field, Int64Type, Schema, SchemaRef};
use rust_decimal::Decimal;
use tidings_core::figure::{Figure, Flag, VALUE_SCALE};
use tidings_core::kpi::{Kpi, KpiId, Unit};
use tidings_core::period::Grain;

use crate::evaluate::mantissa;
use crate::functions::{from_days, to_days};
use crate::{Catalogue, Error};

const BEFORE_KEYS: [&str; 6] = ["kpi", "version", "unit", "grain", "period_start", "grouping"];

/// The keys that `kpi_value` has columns for: `site`, and every dimension of a catalogue, sorted.
#[must_use]
pub fn keys(catalogue: &Catalogue) -> Vec<String> {
    let dimensions: BTreeSet<String> = catalogue
        .all()
        .flat_map(|kpi: &Kpi| kpi.header.dimensions.iter().cloned())
        .filter(|key| key != "site")
        .collect();
    std::iter::once("site".to_owned()).chain(dimensions).collect()
}

/// The schema of `kpi_value` with a column for each of `keys`. `grouping` names the keys that are set, so that an
/// empty key of a slice by that key differs from a slice that is not by it. Numbers have twelve decimals.
#[must_use]
pub fn value_schema(keys: &[String]) -> SchemaRef {
    let number = DataType::Decimal128(38, VALUE_SCALE as i8);
    let mut fields = vec![
        Field::new("kpi", DataType::Utf8, false),
        Field::new("version", DataType::Int64, false),
        Field::new("unit", DataType::Utf8, false),
        Field::new("grain", DataType::Utf8, false),
        Field::new("period_start", DataType::Date32, false),
        Field::new("grouping", DataType::Utf8, false),
    ];
    fields.extend(keys.iter().map(|key| Field::new(key, DataType::Utf8, true)));
    fields.extend([
        Field::new("numerator", number.clone(), true),
        Field::new("denominator", number.clone(), true),
        Field::new("value", number, true),
        Field::new("n", DataType::Int64, true),
        Field::new("flags", DataType::Utf8, false),
        Field::new("run", DataType::Utf8, false),
    ]);
    Arc::new(Schema::new(fields))
}

/// Figures as one batch; `runs` gives the run that first published each figure.
///
/// # Errors
/// A number of more than 26 digits before the point.
pub fn to_batch(figures: &[Figure], runs: &[String], keys: &[String]) -> Result<RecordBatch, Error> {
    fn texts<'a, T>(items: &'a [T], text: impl Fn(&'a T) -> String) -> ArrayRef {
        Arc::new(items.iter().map(|item| Some(text(item))).collect::<StringArray>())
    }
    let numbers = |read: &dyn Fn(&Figure) -> Option<Decimal>| -> Result<ArrayRef, Error> {
        let values: Vec<Option<i128>> =
            figures.iter().map(|figure| read(figure).map(mantissa).transpose()).collect::<Result<_, _>>()?;
        Ok(Arc::new(Decimal128Array::from(values).with_precision_and_scale(38, VALUE_SCALE as i8)?))
    };
    let mut columns: Vec<ArrayRef> = vec![
        texts(figures, |figure| figure.kpi.name.clone()),
        Arc::new(figures.iter().map(|figure| Some(i64::from(figure.kpi.version))).collect::<Int64Array>()),
        texts(figures, |figure| figure.unit.name().to_owned()),
        texts(figures, |figure| figure.period.grain.name().to_owned()),
        Arc::new(figures.iter().map(|figure| Some(to_days(figure.period.start))).collect::<Date32Array>()),
        texts(figures, |figure| figure.keys.keys().cloned().collect::<Vec<_>>().join(",")),
    ];
    for key in keys {
        columns.push(Arc::new(figures.iter().map(|figure| figure.key(key)).collect::<StringArray>()));
    }
    columns.push(numbers(&|figure| figure.numerator)?);
    columns.push(numbers(&|figure| figure.denominator)?);
    columns.push(numbers(&|figure| figure.value)?);
    columns.push(Arc::new(figures.iter().map(|figure| figure.n).collect::<Int64Array>()));
    columns.push(texts(figures, |figure| figure.flags.iter().map(|flag| flag.name()).collect::<Vec<_>>().join(",")));
    columns.push(texts(runs, Clone::clone));
    Ok(RecordBatch::try_new(value_schema(keys), columns)?)
}

/// Reads figures back, each with the run that first published it.
///
/// # Errors
/// A table that was not written by [`to_batch`].
pub fn from_batch(batch: &RecordBatch) -> Result<Vec<(Figure, String)>, Error> {
    let wrong = |name: &str| Error::engine(format!("`kpi_value` has no fitting column `{name}`"));
    let column = |name: &str| batch.column_by_name(name).ok_or_else(|| wrong(name));
    let text = |name: &str| column(name)?.as_string_opt::<i32>().ok_or_else(|| wrong(name));
    let number = |name: &str| column(name)?.as_primitive_opt::<Decimal128Type>().ok_or_else(|| wrong(name));
    let integer = |name: &str| column(name)?.as_primitive_opt::<Int64Type>().ok_or_else(|| wrong(name));
    let starts = column("period_start")?.as_primitive_opt::<Date32Type>().ok_or_else(|| wrong("period_start"))?;
    let (kpi, version, unit, grain) = (text("kpi")?, integer("version")?, text("unit")?, text("grain")?);
    let (grouping, flags, runs, n) = (text("grouping")?, text("flags")?, text("run")?, integer("n")?);
    let (numerator, denominator, value) = (number("numerator")?, number("denominator")?, number("value")?);
    let decimal = |array: &Decimal128Array, row: usize| {
        array
            .is_valid(row)
            .then(|| Decimal::try_from_i128_with_scale(array.value(row), VALUE_SCALE).map(|number| number.normalize()))
            .transpose()
            .map_err(|_| Error::engine("a stored figure is too large"))
    };
    let mut figures = Vec::with_capacity(batch.num_rows());
    for row in 0..batch.num_rows() {
        let grain: Grain = grain.value(row).parse().map_err(|_| wrong("grain"))?;
        let mut keys = BTreeMap::new();
        for key in grouping.value(row).split(',').filter(|key| !key.is_empty()) {
            let values = text(key)?;
            keys.insert(key.to_owned(), values.is_valid(row).then(|| values.value(row).to_owned()));
        }
        let unit: Unit = serde_json::from_value(unit.value(row).into()).map_err(|_| wrong("unit"))?;
        let read: Result<Vec<Flag>, _> = flags
            .value(row)
            .split(',')
            .filter(|flag| !flag.is_empty())
            .map(|flag| serde_json::from_value(flag.into()))
            .collect();
        let figure = Figure {
            kpi: KpiId {
                name: kpi.value(row).to_owned(),
                version: u32::try_from(version.value(row)).map_err(|_| wrong("version"))?,
            },
            unit,
            period: grain.period(from_days(starts.value(row))),
            keys,
            numerator: decimal(numerator, row)?,
            denominator: decimal(denominator, row)?,
            value: decimal(value, row)?,
            n: n.is_valid(row).then(|| n.value(row)),
            flags: read.map_err(|_| wrong("flags"))?,
        };
        figures.push((figure, runs.value(row).to_owned()));
    }
    Ok(figures)
}

/// Whether a name collides with a column that `kpi_value` has anyway.
#[must_use]
pub fn is_reserved(key: &str) -> bool {
    BEFORE_KEYS.contains(&key) || ["numerator", "denominator", "value", "n", "flags", "run"].contains(&key)
}
