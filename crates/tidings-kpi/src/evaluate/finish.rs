//! From aggregates to figures: what the query computes from its aggregates, and the one division.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use datafusion::arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions};
use datafusion::arrow::datatypes::{Field, Schema};
use datafusion::common::ScalarValue;
use datafusion::logical_expr::Expr;
use datafusion::prelude::SessionContext;
use rust_decimal::Decimal;
use tidings_core::figure::{Figure, quotient, rounded};
use tidings_core::kpi::Kpi;
use tidings_core::period::Grain;

use super::{Cell, Cells, sort};
use crate::Error;
use crate::body::{Component, Output, Shape};

/// Puts the components of each cell together and computes the KPI's columns. A component without rows in a
/// cell gives what its aggregates give over nothing.
pub(super) async fn figures(
    context: &SessionContext,
    kpi: &Kpi,
    shape: &Shape,
    slices: &[Vec<String>],
    grain: Grain,
    components: &[Cells],
    nothing: &[Vec<ScalarValue>],
) -> Result<Vec<Figure>, Error> {
    let cells: Vec<&Cell> = components.iter().flat_map(BTreeMap::keys).collect::<BTreeSet<_>>().into_iter().collect();
    if cells.is_empty() {
        return Ok(Vec::new());
    }
    let mut fields = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    let mut counts = vec![0_i64; cells.len()];
    for (index, (found, empty)) in components.iter().zip(nothing).enumerate() {
        for position in 0..empty.len() {
            let values = cells.iter().map(|cell| found.get(cell).unwrap_or(empty)[position].clone());
            let array = ScalarValue::iter_to_array(values)?;
            fields.push(Field::new(Component::column(index, position), array.data_type().clone(), true));
            arrays.push(array);
        }
        if index == shape.counted {
            for (count, cell) in counts.iter_mut().zip(&cells) {
                *count = match found.get(cell).unwrap_or(empty).last() {
                    Some(ScalarValue::Int64(Some(rows))) => *rows,
                    _ => 0,
                };
            }
        }
    }
    let options = RecordBatchOptions::new().with_row_count(Some(cells.len()));
    let batch = RecordBatch::try_new_with_options(Schema::new(fields).into(), arrays, &options)?;
    let outputs: Vec<Expr> =
        shape.outputs.iter().enumerate().map(|(index, (_, expr))| expr.clone().alias(format!("o{index}"))).collect();
    // One partition and no repartitioning keep the rows in the order of the cells.
    let computed = context.read_batch(batch)?.select(outputs)?.collect().await?;
    let computed = datafusion::arrow::compute::concat_batches(
        &computed.first().ok_or_else(|| Error::engine("no figures came back"))?.schema(),
        &computed,
    )?;
    if computed.num_rows() != cells.len() {
        return Err(Error::engine("figures were lost on their way"));
    }
    let mut figures = Vec::new();
    for (row, cell) in cells.iter().enumerate() {
        let mut columns = [None; 4];
        for (position, (output, _)) in shape.outputs.iter().enumerate() {
            let value = ScalarValue::try_from_array(computed.column(position), row)?;
            columns[*output as usize] = decimal(&value)?;
        }
        let names = &slices[cell.slice];
        let keys = names.iter().cloned().zip(cell.keys.iter().cloned()).collect();
        let has = |wanted: Output| shape.outputs.iter().any(|(output, _)| *output == wanted);
        figures.push(figure(kpi, grain.period(cell.start), keys, columns, has(Output::N), counts[row]));
    }
    sort(&mut figures);
    Ok(figures)
}

/// One figure from the columns of the query: numerator, denominator, value, n.
pub(super) fn figure(
    kpi: &Kpi,
    period: tidings_core::period::Period,
    keys: BTreeMap<String, Option<String>>,
    columns: [Option<Decimal>; 4],
    has_n: bool,
    rows: i64,
) -> Figure {
    let [numerator, denominator, value, n] = columns;
    let value = match (numerator, denominator) {
        (Some(numerator), Some(denominator)) => quotient(numerator, denominator),
        _ => value.map(rounded),
    };
    let n = if has_n {
        n.and_then(|n| i64::try_from(n.trunc().mantissa() / 10_i128.pow(n.trunc().scale())).ok())
    } else {
        Some(rows)
    };
    Figure {
        kpi: kpi.header.kpi.clone(),
        unit: kpi.header.unit,
        period,
        keys,
        numerator,
        denominator,
        value,
        n,
        flags: Vec::new(),
    }
}

/// A number of the engine as an exact decimal.
pub(super) fn decimal(value: &ScalarValue) -> Result<Option<Decimal>, Error> {
    let too_large = || Error::engine("a figure is too large to be kept exactly");
    Ok(match value {
        value if value.is_null() => None,
        ScalarValue::Int8(Some(number)) => Some(Decimal::from(*number)),
        ScalarValue::Int16(Some(number)) => Some(Decimal::from(*number)),
        ScalarValue::Int32(Some(number)) => Some(Decimal::from(*number)),
        ScalarValue::Int64(Some(number)) => Some(Decimal::from(*number)),
        ScalarValue::UInt8(Some(number)) => Some(Decimal::from(*number)),
        ScalarValue::UInt16(Some(number)) => Some(Decimal::from(*number)),
        ScalarValue::UInt32(Some(number)) => Some(Decimal::from(*number)),
        ScalarValue::UInt64(Some(number)) => Some(Decimal::from(*number)),
        ScalarValue::Decimal128(Some(number), _, scale) => {
            let scale = u32::try_from(*scale).map_err(|_| too_large())?;
            Some(Decimal::try_from_i128_with_scale(*number, scale).map_err(|_| too_large())?.normalize())
        }
        // A percentile interpolates between two whole numbers: its shortest text is its value.
        ScalarValue::Float64(Some(number)) if number.is_finite() => {
            Some(Decimal::from_str(&number.to_string()).map_err(|_| too_large())?)
        }
        other => return Err(Error::engine(format!("a figure is no number but a {}", other.data_type()))),
    })
}
