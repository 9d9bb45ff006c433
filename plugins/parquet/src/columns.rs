//! Columns of a file become columns of a stream.

use std::sync::Arc;

use arrow_array::builder::{Int64Builder, StringBuilder, TimestampMicrosecondBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, ArrayRef};
use arrow_cast::cast::{CastOptions, cast_with_options};
use arrow_schema::{ArrowError, DataType, TimeUnit};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use tidings_connector::Reason;
use tidings_plugin_csv::clock::{self, Ambiguous, Nonexistent};

/// What becomes of a column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Conversion {
    /// A cast that keeps every value, or fails.
    Cast(DataType),
    /// A local time that becomes an instant by the column's zone.
    Local,
    /// A time of day that becomes text.
    TimeOfDay,
    /// A length of time that becomes whole seconds.
    Seconds,
}

impl Conversion {
    /// What becomes of a type; none if the warehouse keeps nothing like it.
    pub(crate) fn of(data_type: &DataType) -> Option<Conversion> {
        use DataType as T;
        Some(Conversion::Cast(match data_type {
            T::Utf8 | T::LargeUtf8 | T::Utf8View | T::Null => T::Utf8,
            T::Int8 | T::Int16 | T::Int32 | T::Int64 | T::UInt8 | T::UInt16 | T::UInt32 => T::Int64,
            T::UInt64 => T::Decimal128(20, 0),
            T::Float16 | T::Float32 | T::Float64 => T::Float64,
            T::Boolean => T::Boolean,
            T::Date32 | T::Date64 => T::Date32,
            T::Decimal32(precision, scale)
            | T::Decimal64(precision, scale)
            | T::Decimal128(precision, scale)
            | T::Decimal256(precision, scale)
                if *precision <= 38 && *scale >= 0 =>
            {
                T::Decimal128(*precision, *scale)
            }
            T::Timestamp(_, Some(_)) => instant_type(),
            T::Timestamp(_, None) => return Some(Conversion::Local),
            T::Time32(_) | T::Time64(_) => return Some(Conversion::TimeOfDay),
            T::Duration(_) => return Some(Conversion::Seconds),
            T::Dictionary(_, values) => return Conversion::of(values),
            T::RunEndEncoded(_, values) => return Conversion::of(values.data_type()),
            _ => return None,
        }))
    }

    /// The column's type in the stream.
    pub(crate) fn data_type(&self) -> DataType {
        match self {
            Conversion::Cast(data_type) => data_type.clone(),
            Conversion::Local => instant_type(),
            Conversion::TimeOfDay => DataType::Utf8,
            Conversion::Seconds => DataType::Int64,
        }
    }
}

fn instant_type() -> DataType {
    DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()))
}

/// How local times of a column are understood.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    pub(crate) zone: TimeZone,
    pub(crate) ambiguous: Ambiguous,
    pub(crate) nonexistent: Nonexistent,
}

/// A converted column, and the rows that have no place in it.
pub(crate) struct Converted {
    pub(crate) array: ArrayRef,
    pub(crate) rejected: Vec<(usize, Reason)>,
}

impl From<ArrayRef> for Converted {
    fn from(array: ArrayRef) -> Converted {
        Converted { array, rejected: Vec::new() }
    }
}

/// Converts a column. A value that the new type cannot hold is an error of the whole file, a local
/// time that is no instant one of its row.
pub(crate) fn convert(
    name: &str,
    array: &ArrayRef,
    conversion: &Conversion,
    clock: Option<&Clock>,
) -> Result<Converted, ArrowError> {
    // Encodings first, so that what follows sees plain values.
    let plain = match array.data_type() {
        DataType::Dictionary(_, values) => cast(array, values)?,
        DataType::RunEndEncoded(_, values) => cast(array, values.data_type())?,
        _ => array.clone(),
    };
    match (conversion, clock) {
        (Conversion::Cast(data_type), _) => Ok(cast(&plain, data_type)?.into()),
        (Conversion::Local, Some(clock)) => local(name, &plain, clock),
        (Conversion::Local, None) => Err(ArrowError::SchemaError(format!("column `{name}` has no zone"))),
        (Conversion::TimeOfDay, _) => time_of_day(&plain),
        (Conversion::Seconds, _) => seconds(&plain),
    }
}

fn cast(array: &ArrayRef, to: &DataType) -> Result<ArrayRef, ArrowError> {
    cast_with_options(array, to, &CastOptions { safe: false, ..CastOptions::default() })
}

fn local(name: &str, array: &ArrayRef, clock: &Clock) -> Result<Converted, ArrowError> {
    let micros = cast(array, &DataType::Timestamp(TimeUnit::Microsecond, None))?;
    let micros = micros.as_primitive::<TimestampMicrosecondType>();
    let mut builder = TimestampMicrosecondBuilder::new().with_data_type(instant_type());
    let mut rejected = Vec::new();
    for (row, value) in micros.iter().enumerate() {
        let Some(value) = value else {
            builder.append_null();
            continue;
        };
        let instant = Timestamp::from_microsecond(value)
            .map_err(|_| clock::LocalTimeFault::OutOfRange)
            .map(|at| Offset::UTC.to_datetime(at))
            .and_then(|local| clock::instant(local, &clock.zone, clock.ambiguous, clock.nonexistent));
        match instant {
            Ok(instant) => builder.append_value(instant.as_microsecond()),
            Err(fault) => {
                builder.append_null();
                let (code, text) = fault.reason();
                rejected.push((row, Reason::in_column(code, name, text)));
            }
        }
    }
    Ok(Converted { array: Arc::new(builder.finish()), rejected })
}

fn time_of_day(array: &ArrayRef) -> Result<Converted, ArrowError> {
    let micros = cast(&cast(array, &DataType::Time64(TimeUnit::Microsecond))?, &DataType::Int64)?;
    let mut builder = StringBuilder::new();
    for value in micros.as_primitive::<Int64Type>() {
        let Some(value) = value else {
            builder.append_null();
            continue;
        };
        let (seconds, fraction) = (value.div_euclid(1_000_000), value.rem_euclid(1_000_000));
        let mut text = format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
        if fraction != 0 {
            text.push_str(format!(".{fraction:06}").trim_end_matches('0'));
        }
        builder.append_value(text);
    }
    Ok(Converted::from(Arc::new(builder.finish()) as ArrayRef))
}

fn seconds(array: &ArrayRef) -> Result<Converted, ArrowError> {
    let divisor: i128 = match array.data_type() {
        DataType::Duration(TimeUnit::Second) => 1,
        DataType::Duration(TimeUnit::Millisecond) => 1_000,
        DataType::Duration(TimeUnit::Microsecond) => 1_000_000,
        _ => 1_000_000_000,
    };
    let counts = cast(array, &DataType::Int64)?;
    let mut builder = Int64Builder::new();
    for value in counts.as_primitive::<Int64Type>() {
        // Halves are rounded away from zero.
        builder.append_option(value.and_then(|value| {
            let value = i128::from(value);
            i64::try_from(value.signum() * ((value.abs() * 2 + divisor) / (divisor * 2))).ok()
        }));
    }
    Ok(Converted::from(Arc::new(builder.finish()) as ArrayRef))
}
