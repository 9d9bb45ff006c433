//! Exact decimals: rounding half away from zero, digit counts and signs.
//!
//! No ICU4X formatter rounds. Everything that reaches one has been shaped here.

use fixed_decimal::{Decimal, Sign, SignDisplay, SignedRoundingMode, UnsignedDecimal, UnsignedRoundingMode};

const HALF_AWAY: SignedRoundingMode = SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand);

/// How many digits a number shows. Significant digits win over fraction digits when both are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digits {
    pub(crate) min_integer: i16,
    pub(crate) min_fraction: i16,
    pub(crate) max_fraction: i16,
    pub(crate) significant: Option<(i16, i16)>,
}

impl Digits {
    pub(crate) fn fraction(min: i16, max: i16) -> Self {
        Self { min_integer: 1, min_fraction: min.min(max), max_fraction: max, significant: None }
    }
}

/// The value with exactly the digits that will be shown, in `Decimal`'s own terms: visible
/// fraction digits are kept because plural rules read them.
pub(crate) fn shaped(value: &Decimal, digits: &Digits) -> Decimal {
    shaped_by(value, digits, HALF_AWAY)
}

/// As [`shaped`], with a rounding mode that the caller was asked for.
pub(crate) fn shaped_by(value: &Decimal, digits: &Digits, mode: SignedRoundingMode) -> Decimal {
    let mut out = value.clone();
    out.absolute.trim_start();
    match digits.significant {
        Some((min, max)) => {
            let top = out.absolute.nonzero_magnitude_start();
            out.round_with_mode(top - max + 1, mode);
            out.absolute.trim_start();
            out.absolute.trim_end();
            let top = if out.absolute.is_zero() { 0 } else { out.absolute.nonzero_magnitude_start() };
            out.absolute.pad_end((top - min + 1).min(0));
        }
        None => {
            out.round_with_mode(-digits.max_fraction, mode);
            out.absolute.trim_start();
            out.absolute.trim_end();
            out.absolute.pad_end(-digits.min_fraction);
        }
    }
    out.absolute.pad_start(digits.min_integer.max(1));
    out
}

pub(crate) fn signed(value: Decimal, display: SignDisplay) -> Decimal {
    value.with_sign_display(display)
}

/// A negative zero is a rounding result nobody wants to read.
pub(crate) fn without_negative_zero(value: Decimal) -> Decimal {
    value.with_sign_display(SignDisplay::Negative)
}

pub(crate) fn absolute(value: &Decimal) -> Decimal {
    Decimal::new(Sign::None, value.absolute.clone())
}

pub(crate) fn times_pow10(value: &Decimal, power: i16) -> Decimal {
    let mut out = value.clone();
    out.absolute.multiply_pow10(power);
    out.absolute.trim_start();
    out
}

/// Both decimal types are exact, so the text form carries everything.
pub(crate) fn from_exact(value: rust_decimal::Decimal) -> Decimal {
    value.to_string().parse().unwrap_or_default()
}

/// `units` of 10^-`digits`: cents for two digits.
pub(crate) fn from_minor(units: i64, digits: i16) -> Decimal {
    let mut out = Decimal::from(units);
    out.absolute.multiply_pow10(-digits);
    out.absolute.trim_start();
    out
}

pub(crate) fn from_unsigned(value: u64) -> Decimal {
    Decimal::new(Sign::None, UnsignedDecimal::from(value))
}

/// Puts `number` where `frame` shows its own digits: from its first digit to its last.
///
/// ICU4X's formatters of money and units fix precision and grouping themselves; the words and
/// signs around the digits are what is wanted from them.
pub(crate) fn reframed(frame: &str, number: &str) -> String {
    let start = frame.find(char::is_numeric);
    let end = frame.char_indices().rev().find(|(_, c)| c.is_numeric()).map(|(at, c)| at + c.len_utf8());
    match (start, end) {
        (Some(start), Some(end)) => {
            let mut out = String::with_capacity(frame.len() + number.len());
            out.push_str(frame.get(..start).unwrap_or_default());
            out.push_str(number);
            out.push_str(frame.get(end..).unwrap_or_default());
            out
        }
        _ => frame.to_owned(),
    }
}
