//! The one function that slicing adds to a plan: the first day of a date's period.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, Date32Array};
use datafusion::arrow::datatypes::{DataType, Date32Type};
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{ColumnarValue, Expr, ScalarUDF, Volatility, create_udf};
use jiff::civil::{Date, date};
use jiff::{SpanRelativeTo, ToSpan, Unit};
use tidings_core::period::Grain;

const EPOCH: Date = date(1970, 1, 1);

/// Days since 1970-01-01.
pub(crate) fn to_days(day: Date) -> i32 {
    EPOCH
        .until((Unit::Day, day))
        .and_then(|span| span.total((Unit::Day, SpanRelativeTo::days_are_24_hours())))
        .map_or(0, |days| days as i32)
}

/// The day so many days after 1970-01-01.
pub(crate) fn from_days(days: i32) -> Date {
    EPOCH.saturating_add(i64::from(days).days())
}

/// The first day of the period of `grain` that holds the date `day`.
pub(crate) fn period_start(day: Expr, grain: Grain) -> Expr {
    if grain == Grain::Day {
        return day;
    }
    function(grain).call(vec![day])
}

fn function(grain: Grain) -> ScalarUDF {
    create_udf(
        &format!("tidings_{}_start", grain.name()),
        vec![DataType::Date32],
        DataType::Date32,
        Volatility::Immutable,
        Arc::new(move |arguments: &[ColumnarValue]| starts(arguments, grain)),
    )
}

fn starts(arguments: &[ColumnarValue], grain: Grain) -> Result<ColumnarValue> {
    let [argument] = arguments else { return exec_err!("expected one date") };
    let days: ArrayRef = argument.to_array(1)?;
    let days = days.as_primitive::<Date32Type>();
    // Neighbouring rows mostly lie in the same period: remember the last one.
    let mut last: Option<(i32, i32)> = None;
    let result: Date32Array = days
        .iter()
        .map(|day| {
            day.map(|day| match last {
                Some((start, end)) if (start..end).contains(&day) => start,
                _ => {
                    let period = grain.period(from_days(day));
                    let bounds = (to_days(period.start), to_days(period.end));
                    last = Some(bounds);
                    bounds.0
                }
            })
        })
        .collect();
    Ok(ColumnarValue::Array(Arc::new(result)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_both_ways() {
        for day in [date(1969, 12, 31), EPOCH, date(2026, 3, 29), date(2400, 2, 29)] {
            assert_eq!(from_days(to_days(day)), day);
        }
    }
}
