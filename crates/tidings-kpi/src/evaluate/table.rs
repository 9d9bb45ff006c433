//! Figures as columns: what evaluation gives, before anybody needs them one by one.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Date32Array, Decimal128Array, Int64Array, StringArray, UInt32Array,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Date32Type, Decimal128Type, Float64Type, Int64Type};
use rust_decimal::Decimal;
use tidings_core::figure::{Figure, VALUE_SCALE};
use tidings_core::kpi::{Kpi, KpiId, Unit};
use tidings_core::period::Grain;

use crate::Error;
use crate::functions::{from_days, to_days};

/// The figures of one KPI version, sorted by grain, slice, period and keys.
///
/// Numbers have twelve decimals. All columns have [`Self::len`] rows.
#[derive(Debug, Clone)]
pub struct FigureTable {
    /// Which definition.
    pub kpi: KpiId,
    /// What it measures.
    pub unit: Unit,
    /// The slices, each with its keys sorted.
    pub slices: Vec<Vec<String>>,
    /// The length of each row's period.
    pub grain: Vec<Grain>,
    /// The slice of each row, as its place in `slices`.
    pub slice: UInt32Array,
    /// The first day of each row's period.
    pub start: Date32Array,
    /// A column a key of any slice, sorted by name; empty in slices without the key.
    pub keys: Vec<(String, StringArray)>,
    /// Numerators; empty throughout where the KPI is no ratio.
    pub numerator: Decimal128Array,
    /// Denominators.
    pub denominator: Decimal128Array,
    /// Values.
    pub value: Decimal128Array,
    /// The rows behind each figure.
    pub n: Int64Array,
    /// The agents behind each figure, where they were asked for and the KPI reads agents; empty in other slices.
    pub people: Option<Int64Array>,
}

impl FigureTable {
    /// How many figures there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.grain.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.grain.is_empty()
    }

    /// The figures one by one, in the same order.
    #[must_use]
    pub fn figures(&self) -> Vec<Figure> {
        let number = |column: &Decimal128Array, row: usize| {
            let mantissa = column.is_valid(row).then(|| column.value(row))?;
            Decimal::try_from_i128_with_scale(mantissa, VALUE_SCALE).ok().map(|number| number.normalize())
        };
        let figure = |row: usize| {
            let slice = self.slices.get(self.slice.value(row) as usize);
            let own = self.keys.iter().filter(|(name, _)| slice.is_some_and(|slice| slice.contains(name)));
            let keys: BTreeMap<String, Option<String>> = own
                .map(|(name, column)| (name.clone(), column.is_valid(row).then(|| column.value(row).to_owned())))
                .collect();
            Figure {
                kpi: self.kpi.clone(),
                unit: self.unit,
                period: self.grain[row].period(from_days(self.start.value(row))),
                keys,
                numerator: number(&self.numerator, row),
                denominator: number(&self.denominator, row),
                value: number(&self.value, row),
                n: self.n.is_valid(row).then(|| self.n.value(row)),
                flags: Vec::new(),
            }
        };
        (0..self.len()).map(figure).collect()
    }

    /// Figures that were computed one by one, in the order of a table.
    pub(super) fn of(kpi: &Kpi, slices: Vec<Vec<String>>, figures: &[Figure]) -> Result<Self, Error> {
        let names: std::collections::BTreeSet<&String> = slices.iter().flatten().collect();
        let keys = names
            .into_iter()
            .map(|name| (name.clone(), figures.iter().map(|figure| figure.key(name)).collect::<StringArray>()))
            .collect();
        let numbers = |read: fn(&Figure) -> Option<Decimal>| -> Result<Decimal128Array, Error> {
            let mantissas = figures.iter().map(|figure| read(figure).map(mantissa).transpose());
            scaled(mantissas.collect::<Result<Vec<_>, _>>()?)
        };
        let slice = figures.iter().map(|figure| {
            let place = slices.iter().position(|slice| slice.iter().eq(figure.keys.keys())).unwrap_or_default();
            u32::try_from(place).unwrap_or_default()
        });
        Ok(Self {
            kpi: kpi.header.kpi.clone(),
            unit: kpi.header.unit,
            grain: figures.iter().map(|figure| figure.period.grain).collect(),
            slice: slice.collect::<Vec<u32>>().into(),
            start: figures.iter().map(|figure| Some(to_days(figure.period.start))).collect(),
            keys,
            numerator: numbers(|figure| figure.numerator)?,
            denominator: numbers(|figure| figure.denominator)?,
            value: numbers(|figure| figure.value)?,
            n: figures.iter().map(|figure| figure.n).collect(),
            people: None,
            slices,
        })
    }
}

/// A number's digits with twelve decimals.
pub(crate) fn mantissa(number: Decimal) -> Result<i128, Error> {
    let rounded = tidings_core::figure::rounded(number);
    10_i128
        .checked_pow(VALUE_SCALE - rounded.scale())
        .and_then(|factor| rounded.mantissa().checked_mul(factor))
        .ok_or_else(too_large)
}

pub(super) fn too_large() -> Error {
    Error::engine("a figure is too large to be kept exactly")
}

pub(super) fn scaled(mantissas: Vec<Option<i128>>) -> Result<Decimal128Array, Error> {
    Ok(Decimal128Array::from(mantissas).with_precision_and_scale(38, VALUE_SCALE as i8)?)
}

/// A column of the engine as numbers with twelve decimals, half away from zero.
pub(crate) fn decimals(column: &ArrayRef) -> Result<Decimal128Array, Error> {
    let unit = 10_i128.pow(VALUE_SCALE);
    if let Some(whole) = column.as_primitive_opt::<Int64Type>() {
        return scaled(whole.iter().map(|number| number.map(|number| i128::from(number) * unit)).collect());
    }
    if let Some(exact) = column.as_primitive_opt::<Decimal128Type>() {
        let scale = u32::try_from(exact.scale()).map_err(|_| too_large())?;
        let wider = |number: i128| match VALUE_SCALE.checked_sub(scale) {
            Some(more) => 10_i128.checked_pow(more).and_then(|factor| number.checked_mul(factor)).ok_or_else(too_large),
            None => {
                let factor = 10_i128.checked_pow(scale - VALUE_SCALE).ok_or_else(too_large)?;
                Ok((number + number.signum() * (factor / 2)) / factor)
            }
        };
        return scaled(exact.iter().map(|number| number.map(wider).transpose()).collect::<Result<_, Error>>()?);
    }
    if let Some(real) = column.as_primitive_opt::<Float64Type>() {
        // A quotient that a query divided itself: its shortest text is its value.
        let number = |number: f64| -> Result<i128, Error> {
            let text = if number.is_finite() { number.to_string() } else { return Err(too_large()) };
            mantissa(text.parse::<Decimal>().map_err(|_| too_large())?)
        };
        return scaled(real.iter().map(|value| value.map(number).transpose()).collect::<Result<_, Error>>()?);
    }
    match column.data_type() {
        DataType::Null => scaled(vec![None; column.len()]),
        kind if kind.is_integer() || *kind == DataType::Boolean => decimals(&cast(column, &DataType::Int64)?),
        kind => Err(Error::engine(format!("a figure is no number but a {kind}"))),
    }
}

/// The first days of periods.
pub(super) fn starts(column: &ArrayRef) -> Result<Date32Array, Error> {
    column.as_primitive_opt::<Date32Type>().cloned().ok_or_else(|| Error::engine("a period is no date"))
}

pub(super) fn texts(column: &ArrayRef) -> Result<StringArray, Error> {
    column.as_string_opt::<i32>().cloned().ok_or_else(|| Error::engine("a key is no text"))
}

/// A key that no row has.
pub(super) fn no_texts(rows: usize) -> ArrayRef {
    Arc::new(StringArray::new_null(rows))
}
