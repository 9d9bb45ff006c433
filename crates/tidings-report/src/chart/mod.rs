//! Small charts as SVG: a line with a target and a usual range, and a sparkline.
//!
//! A chart is readable without colour (dash, hatch and shape differ), has a title and a description for those who do not
//! see it, and is the same byte for byte for the same values: coordinates are exact decimals, rounded to 0.01.

mod axis;
mod line;

pub use axis::ticks;
pub use line::{Width, line, sparkline};

use rust_decimal::{Decimal, RoundingStrategy};

use crate::plain::is_unwanted;

/// Text as it stands in XML: escaped, without controls or marks of direction.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().filter(|character| !is_unwanted(*character)) {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            plain => out.push(plain),
        }
    }
    out
}

/// A coordinate, to a hundredth.
fn coordinate(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// Where `value` lies between `low` and `high`, on the way from `from` to `to`.
fn place(value: Decimal, low: Decimal, high: Decimal, from: i64, to: i64) -> Decimal {
    let (from, to) = (Decimal::from(from), Decimal::from(to));
    let span = high - low;
    if span.is_zero() {
        return coordinate((from + to) / Decimal::TWO);
    }
    coordinate(from + (value - low) * (to - from) / span)
}
