//! From aggregates to figures: what the query computes from its aggregates, and the one division.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, Date32Array, Decimal128Array, Int64Array, RecordBatch, RecordBatchOptions, UInt32Array,
};
use datafusion::arrow::compute::{concat, take};
use datafusion::arrow::datatypes::{DataType, Field, Int64Type, Schema};
use datafusion::arrow::row::{OwnedRow, RowConverter, SortField};
use datafusion::common::{DFSchema, ScalarValue};
use datafusion::logical_expr::Expr;
use datafusion::prelude::SessionContext;
use jiff::civil::Date;
use tidings_core::figure::{VALUE_SCALE, ratio};
use tidings_core::kpi::Kpi;
use tidings_core::period::Grain;

use super::cells::Cells;
use super::demand::Request;
use super::pool::Pool;
use super::table::{FigureTable, decimals, no_texts, scaled, starts, texts, too_large};
use crate::Error;
use crate::body::{Component, Shape};
use crate::functions::to_days;

/// Where the parts of one KPI stand: a pool, its cells in every grain, and the places of the component's aggregates.
pub(super) struct Part<'a> {
    pub(super) pool: &'a Pool,
    pub(super) cells: &'a [Cells],
    pub(super) places: &'a [usize],
}

/// The rows of one component that belong to the KPI, in one grain.
struct Rows {
    slice: UInt32Array,
    start: Date32Array,
    /// The keys of the demand, in its order.
    keys: Vec<ArrayRef>,
    values: Vec<ArrayRef>,
}

impl Rows {
    fn of(
        part: &Part<'_>,
        grain: Grain,
        slices: &[Vec<String>],
        keys: &[String],
        range: (Date, Date),
    ) -> Result<Self, Error> {
        let cells = part.cells.iter().find(|cells| cells.grain == grain);
        let cells = cells.ok_or_else(|| Error::engine(format!("no cells by {grain}")))?;
        // The demand's own slices by their place in the pool.
        let own: Vec<Option<u32>> = part
            .pool
            .slices
            .iter()
            .map(|slice| slices.iter().position(|own| own == slice).and_then(|place| u32::try_from(place).ok()))
            .collect();
        let range = (to_days(range.0), to_days(range.1));
        let starts = starts(&cells.start)?;
        let counted = part.places.last().and_then(|place| cells.values.get(*place));
        let counted = counted.and_then(|column| column.as_primitive_opt::<Int64Type>());
        let counted = counted.ok_or_else(|| Error::engine("a component does not count its rows"))?;
        let slice_of = |row: usize| own.get(cells.slice.value(row) as usize).copied().flatten();
        let rows: UInt32Array = (0..starts.len())
            .filter(|row| {
                counted.value(*row) > 0 && (range.0..range.1).contains(&starts.value(*row)) && slice_of(*row).is_some()
            })
            .filter_map(|row| u32::try_from(row).ok())
            .collect::<Vec<u32>>()
            .into();
        let picked = |column: &ArrayRef| take(column, &rows, None).map_err(Error::from);
        let pool_keys = part.pool.keys();
        let key = |name: &String| match pool_keys.iter().position(|key| key == name) {
            Some(place) => picked(&cells.keys[place]),
            None => Ok(no_texts(rows.len())),
        };
        Ok(Self {
            slice: rows.values().iter().filter_map(|row| slice_of(*row as usize)).collect::<Vec<u32>>().into(),
            start: self::starts(&picked(&cells.start)?)?,
            keys: keys.iter().map(key).collect::<Result<_, _>>()?,
            values: part.places.iter().map(|place| picked(&cells.values[*place])).collect::<Result<_, _>>()?,
        })
    }

    fn len(&self) -> usize {
        self.start.len()
    }

    fn places(&self) -> Vec<ArrayRef> {
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.slice.clone()), Arc::new(self.start.clone())];
        columns.extend(self.keys.iter().cloned());
        columns
    }
}

/// Puts the components of each cell together and computes the KPI's columns. A component without rows in a
/// cell gives what its aggregates give over nothing.
pub(super) fn table(
    context: &SessionContext,
    kpi: &Kpi,
    shape: &Shape,
    request: &Request,
    parts: &[Part<'_>],
    people: Option<&Part<'_>>,
) -> Result<FigureTable, Error> {
    let slices = request.slices();
    let keys: std::collections::BTreeSet<&String> = slices.iter().flatten().collect();
    let keys: Vec<String> = keys.into_iter().cloned().collect();
    let mut grains = Vec::new();
    let mut places: Vec<Vec<ArrayRef>> = Vec::new();
    let mut values: Vec<Vec<ArrayRef>> = Vec::new();
    let mut agents: Vec<ArrayRef> = Vec::new();
    for grain in request.grains() {
        let range = request.widened(grain);
        let rows = parts.iter().map(|part| Rows::of(part, grain, &slices, &keys, range));
        let rows = rows.collect::<Result<Vec<Rows>, Error>>()?;
        let (own, aligned) = aligned(shape, &rows)?;
        let count = own.first().map_or(0, |column| column.len());
        grains.extend(std::iter::repeat_n(grain, count));
        if let Some(part) = people {
            let found = Rows::of(part, grain, &slices, &keys, range)?;
            agents.push(lookup(&own, &found)?);
        }
        places.push(own);
        values.push(aligned);
    }
    if places.is_empty() {
        return FigureTable::of(kpi, slices, &[]);
    }
    let own = joined(&places)?;
    let batch = batch(shape, &joined(&values)?, grains.len())?;
    let mut columns: [Option<ArrayRef>; 4] = [const { None }; 4];
    for (output, expr) in &shape.outputs {
        columns[*output as usize] = Some(computed(context, expr, &batch)?);
    }
    let [numerator, denominator, value, n] = columns;
    let n = match n {
        Some(column) => whole(&column)?,
        None => counts(shape, &batch)?,
    };
    let nothing = || scaled(vec![None; grains.len()]);
    let numbers = |column: &Option<ArrayRef>| column.as_ref().map_or_else(nothing, decimals);
    let (numerator, denominator) = (numbers(&numerator)?, numbers(&denominator)?);
    let value = match value {
        Some(column) => decimals(&column)?,
        None => quotients(&numerator, &denominator)?,
    };
    Ok(FigureTable {
        kpi: kpi.header.kpi.clone(),
        unit: kpi.header.unit,
        slice: own[0].as_primitive_opt().cloned().ok_or_else(|| Error::engine("a slice is no number"))?,
        start: starts(&own[1])?,
        keys: keys
            .into_iter()
            .zip(&own[2..])
            .map(|(key, column)| Ok((key, texts(column)?)))
            .collect::<Result<_, Error>>()?,
        slices,
        grain: grains,
        numerator,
        denominator,
        value,
        n,
        people: match agents.is_empty() {
            true => None,
            false => {
                Some(concat(&agents.iter().map(AsRef::as_ref).collect::<Vec<_>>())?.as_primitive::<Int64Type>().clone())
            }
        },
    })
}

/// The places of the cells of all components, in order, and the aggregates of each at these places.
fn aligned(shape: &Shape, rows: &[Rows]) -> Result<(Vec<ArrayRef>, Vec<ArrayRef>), Error> {
    if let [only] = rows {
        return Ok((only.places(), only.values.clone()));
    }
    let Some(first) = rows.first() else { return Err(Error::engine("a query without aggregates")) };
    let (converter, all) = converted(rows)?;
    let mut cells: BTreeMap<OwnedRow, Vec<Option<u32>>> = BTreeMap::new();
    for (component, keys) in all.iter().enumerate() {
        for (row, key) in keys.iter().enumerate() {
            cells.entry(key.owned()).or_insert_with(|| vec![None; rows.len()])[component] = u32::try_from(row).ok();
        }
    }
    debug_assert_eq!(first.keys.len(), rows.last().map_or(0, |rows| rows.keys.len()));
    let places = converter.convert_rows(cells.keys().map(OwnedRow::row))?;
    let mut values = Vec::new();
    for (index, (component, own)) in shape.components.iter().zip(rows).enumerate() {
        let picks: UInt32Array = cells.values().map(|found| found[index]).collect();
        for (aggregate, column) in component.aggregates.iter().zip(&own.values) {
            // One row more than there are: what the aggregate gives over nothing.
            let padded = concat(&[column, &over_nothing(aggregate, column.data_type())?])?;
            let last = u32::try_from(column.len()).map_err(|_| too_large())?;
            let picks: UInt32Array = picks.iter().map(|pick| Some(pick.unwrap_or(last))).collect();
            values.push(take(&padded, &picks, None)?);
        }
    }
    Ok((places, values))
}

fn converted(rows: &[Rows]) -> Result<(RowConverter, Vec<datafusion::arrow::row::Rows>), Error> {
    let fields = rows.first().map(Rows::places).unwrap_or_default();
    let fields = fields.iter().map(|column| SortField::new(column.data_type().clone())).collect();
    let converter = RowConverter::new(fields)?;
    let all = rows.iter().map(|rows| converter.convert_columns(&rows.places())).collect::<Result<Vec<_>, _>>()?;
    Ok((converter, all))
}

fn over_nothing(aggregate: &Expr, kind: &DataType) -> Result<ArrayRef, Error> {
    let Expr::AggregateFunction(function) = aggregate.clone().unalias_nested().data else {
        return Err(Error::engine("an aggregate is no longer one"));
    };
    let value = function.func.default_value(kind)?;
    let value = if value.data_type() == *kind { value } else { value.cast_to(kind)? };
    Ok(value.to_array()?)
}

/// The first aggregate of `found` at the places of `own`.
fn lookup(own: &[ArrayRef], found: &Rows) -> Result<ArrayRef, Error> {
    let fields = own.iter().map(|column| SortField::new(column.data_type().clone())).collect();
    let converter = RowConverter::new(fields)?;
    let known = converter.convert_columns(&found.places())?;
    let known: BTreeMap<_, usize> = known.iter().enumerate().map(|(row, key)| (key, row)).collect();
    let counted = found.values.first().and_then(|column| column.as_primitive_opt::<Int64Type>());
    let counted = counted.ok_or_else(|| Error::engine("agents were not counted"))?;
    debug_assert_eq!(counted.len(), found.len());
    let wanted = converter.convert_columns(own)?;
    let agents: Int64Array = wanted.iter().map(|key| known.get(&key).map(|row| counted.value(*row))).collect();
    Ok(Arc::new(agents))
}

/// Columns one below the other.
fn joined(parts: &[Vec<ArrayRef>]) -> Result<Vec<ArrayRef>, Error> {
    let width = parts.first().map_or(0, Vec::len);
    let column = |index: usize| {
        let arrays: Vec<&dyn Array> = parts.iter().map(|part| part[index].as_ref()).collect();
        concat(&arrays).map_err(Error::from)
    };
    (0..width).map(column).collect()
}

/// The aggregates of all components under the names that the outputs use.
fn batch(shape: &Shape, values: &[ArrayRef], rows: usize) -> Result<RecordBatch, Error> {
    let names = shape.components.iter().enumerate().flat_map(|(index, component)| {
        (0..component.aggregates.len()).map(move |position| Component::column(index, position))
    });
    let fields: Vec<Field> =
        names.zip(values).map(|(name, column)| Field::new(name, column.data_type().clone(), true)).collect();
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    Ok(RecordBatch::try_new_with_options(Schema::new(fields).into(), values.to_vec(), &options)?)
}

fn computed(context: &SessionContext, expr: &Expr, batch: &RecordBatch) -> Result<ArrayRef, Error> {
    let schema = DFSchema::try_from(batch.schema())?;
    let physical = context.create_physical_expr(expr.clone(), &schema)?;
    Ok(physical.evaluate(batch)?.into_array(batch.num_rows())?)
}

/// The rows of the component that stands for `n` where the query gives none.
fn counts(shape: &Shape, batch: &RecordBatch) -> Result<Int64Array, Error> {
    let last = shape.components.get(shape.counted).map_or(0, |component| component.aggregates.len().saturating_sub(1));
    let column = batch.column_by_name(&Component::column(shape.counted, last));
    column.map_or_else(|| Err(Error::engine("a component does not count its rows")), whole)
}

/// Whole numbers, cut where they are not.
fn whole(column: &ArrayRef) -> Result<Int64Array, Error> {
    let numbers = decimals(column)?;
    let unit = 10_i128.pow(VALUE_SCALE);
    Ok(numbers.iter().map(|number| number.and_then(|number| i64::try_from(number / unit).ok())).collect())
}

fn quotients(numerator: &Decimal128Array, denominator: &Decimal128Array) -> Result<Decimal128Array, Error> {
    let pairs = numerator.iter().zip(denominator.iter());
    let divided = pairs.map(|(numerator, denominator)| match numerator.zip(denominator) {
        Some((numerator, denominator)) if denominator != 0 => {
            ratio(numerator, denominator).map(Some).ok_or_else(too_large)
        }
        _ => Ok(None),
    });
    scaled(divided.collect::<Result<_, Error>>()?)
}

/// A number of the engine as an exact decimal.
pub(super) fn decimal(value: &ScalarValue) -> Result<Option<rust_decimal::Decimal>, Error> {
    let column = decimals(&value.to_array()?)?;
    let mantissa = column.iter().next().flatten();
    let number = mantissa.map(|mantissa| rust_decimal::Decimal::try_from_i128_with_scale(mantissa, VALUE_SCALE));
    Ok(number.transpose().map_err(|_| too_large())?.map(|number| number.normalize()))
}
