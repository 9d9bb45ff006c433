//! The marks of an axis: few, round, and in the unit's own steps.

use rust_decimal::Decimal;
use tidings_core::kpi::Unit;

/// The most steps between the ends of an axis.
const STEPS: u32 = 5;

/// Marks from below the smallest to above the largest of `values`, evenly apart; none where there are no values.
///
/// Counts and money begin at nought, so that a line of them shows proportions. Others begin near their smallest value.
#[must_use]
pub fn ticks(unit: Unit, values: &[Decimal]) -> Vec<Decimal> {
    let (Some(&low), Some(&high)) = (values.iter().min(), values.iter().max()) else {
        return Vec::new();
    };
    let low = if matches!(unit, Unit::Count | Unit::Money) { low.min(Decimal::ZERO) } else { low };
    let range = (high - low).max(smallest_range(unit));
    let step = step(unit, range / Decimal::from(STEPS));
    let mut mark = (low / step).floor() * step;
    let mut marks = vec![mark];
    while mark < high || marks.len() < 3 {
        mark += step;
        marks.push(mark.normalize());
    }
    marks
}

/// A span below which differences are noise, so that a nearly level line looks level.
fn smallest_range(unit: Unit) -> Decimal {
    match unit {
        Unit::Percent => Decimal::new(2, 2),
        Unit::Duration => Decimal::from(4),
        Unit::Score | Unit::Ratio => Decimal::new(2, 1),
        Unit::Count | Unit::Points | Unit::Money => Decimal::from(4),
    }
}

/// The smallest round step that is at least `least`.
fn step(unit: Unit, least: Decimal) -> Decimal {
    if unit == Unit::Duration {
        const SECONDS: [i64; 17] =
            [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200];
        if let Some(found) = SECONDS.into_iter().map(Decimal::from).find(|step| *step >= least) {
            return found;
        }
        return Decimal::from(86_400) * decimal_step(least / Decimal::from(86_400));
    }
    let found = decimal_step(least);
    match unit {
        Unit::Count | Unit::Points | Unit::Money => found.max(Decimal::ONE),
        _ => found,
    }
}

/// 1, 2 or 5 times a power of ten.
fn decimal_step(least: Decimal) -> Decimal {
    let mut power = Decimal::new(1, 4);
    for _ in 0..24 {
        for factor in [1, 2, 5] {
            let step = power * Decimal::from(factor);
            if step >= least {
                return step;
            }
        }
        power *= Decimal::TEN;
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(unit: Unit, values: &[&str]) -> String {
        let values: Vec<Decimal> = values.iter().map(|text| text.parse().unwrap()).collect();
        ticks(unit, &values).iter().map(|mark| mark.normalize().to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn marks_are_round_and_hold_every_value() {
        let cases: &[(Unit, &[&str], &str)] = &[
            (Unit::Percent, &["0.781", "0.842"], "0.78 0.8 0.82 0.84 0.86"),
            (Unit::Percent, &["0.8"], "0.8 0.805 0.81"),
            (Unit::Percent, &["0", "1"], "0 0.2 0.4 0.6 0.8 1"),
            (Unit::Duration, &["301", "352.5"], "300 315 330 345 360"),
            (Unit::Duration, &["3600", "20000"], "3600 7200 10800 14400 18000 21600"),
            (Unit::Count, &["2", "3"], "0 1 2 3"),
            (Unit::Count, &["980", "1240"], "0 500 1000 1500"),
            (Unit::Points, &["-30", "45"], "-40 -20 0 20 40 60"),
            (Unit::Score, &["4.1", "4.3"], "4.1 4.15 4.2 4.25 4.3"),
            (Unit::Count, &[], ""),
        ];
        for (unit, values, expected) in cases {
            assert_eq!(marks(*unit, values), *expected, "{unit:?} {values:?}");
        }
    }
}
