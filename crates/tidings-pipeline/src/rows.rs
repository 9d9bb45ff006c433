//! Small query results, read cell by cell.

use arrow::array::{Array as _, AsArray as _, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Int64Type, TimestampMicrosecondType};
use futures::TryStreamExt as _;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan as _};

use crate::error::Error;

/// All rows of a query. `frame` is what [`tidings_warehouse::query`] gives.
macro_rules! collect {
    ($frame:expr) => {
        $crate::rows::gathered(tidings_warehouse::rows_of_plan($frame).await?).await
    };
}
pub(crate) use collect;

/// All rows of a stream.
pub(crate) async fn gathered(rows: tidings_warehouse::RowStream) -> Result<Vec<RecordBatch>, Error> {
    rows.try_collect().await.map_err(Error::from)
}

/// The whole number in a cell.
pub(crate) fn integer(batch: &RecordBatch, column: usize, row: usize) -> Option<i64> {
    let values = batch.columns().get(column)?.as_primitive_opt::<Int64Type>()?;
    (row < values.len() && values.is_valid(row)).then(|| values.value(row))
}

/// The day in a cell.
pub(crate) fn day(batch: &RecordBatch, column: usize, row: usize) -> Option<Date> {
    let values = batch.columns().get(column)?.as_primitive_opt::<Date32Type>()?;
    let days = (row < values.len() && values.is_valid(row)).then(|| values.value(row))?;
    date(1970, 1, 1).checked_add(days.days()).ok()
}

/// The instant in a cell.
pub(crate) fn instant(batch: &RecordBatch, column: usize, row: usize) -> Option<Timestamp> {
    let values = batch.columns().get(column)?.as_primitive_opt::<TimestampMicrosecondType>()?;
    let micros = (row < values.len() && values.is_valid(row)).then(|| values.value(row))?;
    Timestamp::from_microsecond(micros).ok()
}

/// A column as texts.
pub(crate) fn texts(batch: &RecordBatch, column: usize) -> Result<StringArray, Error> {
    let texts = batch.columns().get(column).and_then(|values| cast(values, &DataType::Utf8).ok());
    texts
        .and_then(|texts| texts.as_string_opt::<i32>().cloned())
        .ok_or_else(|| Error::bug("a query gave no text column"))
}
