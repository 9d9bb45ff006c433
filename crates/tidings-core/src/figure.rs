//! Figures: evaluated KPI values, as they travel from the engine to a report, a file or a terminal.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::kpi::{KpiId, Unit};
use crate::period::Period;
use rust_decimal::{Decimal, RoundingStrategy};

/// Why a value is marked, or not shown at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Fewer rows behind it than the KPI's minimum. Not shown.
    Thin,
    /// Fewer people behind it than the project's smallest group. Not shown.
    Withheld,
    /// The window that the KPI looks at has not passed yet. Not shown.
    Immature,
    /// The data of the period do not reach its end. Shown.
    Incomplete,
    /// A published value of the same period was different. Shown.
    Restated,
}

impl Flag {
    /// The word in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Thin => "thin",
            Self::Withheld => "withheld",
            Self::Immature => "immature",
            Self::Incomplete => "incomplete",
            Self::Restated => "restated",
        }
    }

    /// Whether a value with this flag is kept back.
    #[must_use]
    pub const fn hides(self) -> bool {
        matches!(self, Self::Thin | Self::Withheld | Self::Immature)
    }
}

/// Why a figure came to have the number that it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It is the first number.
    First,
    /// Rows arrived later.
    LateData,
    /// The query, its header, its parameters, its calendars or the SQL of its models changed.
    Definition,
    /// The source changed rows or took them back.
    SourceCorrection,
    /// A model below a released definition was set right, and the values were restated.
    RestatedModel,
}

impl Reason {
    /// All reasons.
    pub const ALL: [Self; 5] =
        [Self::First, Self::LateData, Self::Definition, Self::SourceCorrection, Self::RestatedModel];

    /// The word in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::LateData => "late_data",
            Self::Definition => "definition",
            Self::SourceCorrection => "source_correction",
            Self::RestatedModel => "restated_model",
        }
    }
}

impl FromStr for Reason {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|reason| reason.name() == text)
            .ok_or_else(|| format!("unknown reason `{text}`, expected one of: {}", known()))
    }
}

/// One value of one KPI version for one period and one set of keys.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Figure {
    /// Which definition.
    pub kpi: KpiId,
    /// What it measures.
    pub unit: Unit,
    /// The period.
    pub period: Period,
    /// The keys that are set, by name. A key that is set to nothing (`None`) holds the rows where it is missing.
    pub keys: BTreeMap<String, Option<String>>,
    /// The numerator of a ratio.
    pub numerator: Option<Decimal>,
    /// The denominator of a ratio.
    pub denominator: Option<Decimal>,
    /// The value: a quotient, a count, a percentile.
    pub value: Option<Decimal>,
    /// The rows behind it.
    pub n: Option<i64>,
    /// Why it is marked or not shown.
    pub flags: Vec<Flag>,
}

/// The digits after the point that values are kept with.
pub const VALUE_SCALE: u32 = 12;

/// The quotient, rounded half away from zero to [`VALUE_SCALE`] digits; nothing where the denominator is zero.
#[must_use]
pub fn quotient(numerator: Decimal, denominator: Decimal) -> Option<Decimal> {
    let exact = digits(numerator).zip(digits(denominator)).and_then(|(numerator, denominator)| {
        Decimal::try_from_i128_with_scale(ratio(numerator, denominator)?, VALUE_SCALE).ok()
    });
    match exact {
        Some(quotient) => Some(quotient.normalize()),
        None => numerator.checked_div(denominator).map(rounded),
    }
}

/// A number's digits with [`VALUE_SCALE`] of them after the point; nothing where it has more or they are too many.
fn digits(number: Decimal) -> Option<i128> {
    let number = number.normalize();
    number.mantissa().checked_mul(10_i128.pow(VALUE_SCALE.checked_sub(number.scale())?))
}

/// The quotient of two numbers of one scale, with [`VALUE_SCALE`] digits after the point, rounded half away from zero.
/// Nothing where the denominator is zero or the result is too large.
#[must_use]
pub fn ratio(numerator: i128, denominator: i128) -> Option<i128> {
    let whole = numerator.checked_div(denominator)?;
    let negative = (numerator < 0) != (denominator < 0);
    let (mut rest, divisor) = ((numerator % denominator).unsigned_abs(), denominator.unsigned_abs());
    let unit = 10_u128.pow(VALUE_SCALE);
    let part = match rest.checked_mul(unit) {
        Some(product) => {
            rest = product % divisor;
            product / divisor
        }
        // Too many digits to multiply at once: one digit after the other, as on paper.
        None => {
            let mut part = 0;
            for _ in 0..VALUE_SCALE {
                rest = rest.checked_mul(10)?;
                part = part * 10 + rest / divisor;
                rest %= divisor;
            }
            part
        }
    };
    let part = i128::try_from(part + u128::from(rest >= divisor - rest)).ok()?;
    let whole = whole.checked_mul(i128::try_from(unit).ok()?)?;
    if negative { whole.checked_sub(part) } else { whole.checked_add(part) }
}

/// A value as it is kept: [`VALUE_SCALE`] digits, no trailing zeros.
#[must_use]
pub fn rounded(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(VALUE_SCALE, RoundingStrategy::MidpointAwayFromZero).normalize()
}

impl Figure {
    /// Marks the figure; a flag that hides takes the numbers away.
    pub fn mark(&mut self, flag: Flag) {
        if !self.flags.contains(&flag) {
            self.flags.push(flag);
            self.flags.sort_unstable();
        }
        if flag.hides() {
            self.numerator = None;
            self.denominator = None;
            self.value = None;
            self.n = None;
        }
    }

    /// Whether the value is kept back.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.flags.iter().any(|flag| flag.hides())
    }

    /// The value of one key.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&str> {
        self.keys.get(name).and_then(Option::as_deref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotients_round_half_away_from_zero_and_zero_denominators_give_nothing() {
        assert_eq!(quotient(Decimal::from(860), Decimal::from(1060)).unwrap().to_string(), "0.811320754717");
        assert_eq!(quotient(Decimal::from(-2), Decimal::from(3)).unwrap().to_string(), "-0.666666666667");
        assert_eq!(quotient(Decimal::from(1), Decimal::ZERO), None);
        assert_eq!(quotient(Decimal::from(-1), Decimal::from(-8)).unwrap().to_string(), "0.125");
        // 2/10^12 of a half: the last digit rounds away from zero on both sides.
        assert_eq!(ratio(1, 2_000_000_000_000), Some(1));
        assert_eq!(ratio(-1, 2_000_000_000_000), Some(-1));
        assert_eq!(ratio(1, 2_000_000_000_001), Some(0));
        assert_eq!(ratio(10_i128.pow(36) * 2, 10_i128.pow(36) * 3), Some(666_666_666_667));
        assert_eq!(ratio(1, 0), None);
    }
}
