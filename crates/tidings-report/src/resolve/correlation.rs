//! How two KPIs went together, day by day: Pearson's coefficient, without a float.
//!
//! Handle time is set against quality over days, because a period's two averages hide whether the one pays for the other.

use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};
use tidings_core::period::Period;
use tidings_core::report::Balance as BalanceFile;
use tidings_locale::DateStyle;

use super::writer::Writer;
use crate::document::Correlation;
use crate::error::Error;
use crate::input::KpiEntry;
use crate::request::balance_days;

/// With fewer days on which both have a value nothing is told.
const FEWEST_DAYS: usize = 14;
/// Values are taken in millionths.
const DIGITS: u32 = 6;

impl Writer<'_> {
    /// The first KPI of a balance beside each other one.
    pub(crate) fn correlations(&self, section: &BalanceFile) -> Result<Vec<Correlation>, Error> {
        let Some((first, others)) = section.kpis.split_first() else { return Ok(Vec::new()) };
        let first = self.entry(first)?;
        let days = balance_days(self.input.period);
        let (Some(from), Some(to)) = (days.first(), days.last()) else { return Ok(Vec::new()) };
        let formatter = self.locale.formatter();
        let range = formatter.date_range(from.start, to.last_day(), DateStyle::Long)?;
        let of_first = self.daily(first, &days);
        let mut found = Vec::new();
        for name in others {
            let other = self.entry(name)?;
            let pairs: Vec<(i64, i64)> =
                of_first.iter().zip(self.daily(other, &days)).filter_map(|(a, b)| a.zip(b)).collect();
            if pairs.len() < FEWEST_DAYS {
                continue;
            }
            let Some(raw) = pearson(&pairs) else { continue };
            let count = u32::try_from(pairs.len()).unwrap_or(u32::MAX);
            let args = [
                ("kpi", self.kpi_name(&first.header)?.into()),
                ("other", self.kpi_name(&other.header)?.into()),
                ("value", formatter.signed(raw, 2, 2).into()),
                ("range", range.as_str().into()),
                ("days", formatter.count(i64::from(count)).into()),
            ];
            let text = self.text("report-balance-correlation", &args)?;
            found.push(Correlation { kpi: other.header.kpi.clone(), raw, days: count, text });
        }
        Ok(found)
    }

    /// The KPI's value of each day; nothing for a day without one, or with one that is not shown.
    fn daily(&self, entry: &KpiEntry, days: &[Period]) -> Vec<Option<i64>> {
        let value = |day: &Period| {
            let figure = self.figure(entry, day).filter(|figure| !figure.is_hidden())?;
            let mut value = figure.value?.round_dp_with_strategy(DIGITS, RoundingStrategy::MidpointAwayFromZero);
            value.rescale(DIGITS);
            value.mantissa().to_i64()
        };
        days.iter().map(value).collect()
    }
}

/// The coefficient of values in millionths, with two decimals, rounded half away from zero; nothing where one side does not
/// vary. Sums are exact; only the two roots are cut off, far below the decimals that are shown.
fn pearson(pairs: &[(i64, i64)]) -> Option<Decimal> {
    let n = i128::try_from(pairs.len()).ok()?;
    let sum = |side: fn(&(i64, i64)) -> i64| pairs.iter().map(|pair| i128::from(side(pair))).sum::<i128>();
    let (sum_a, sum_b) = (sum(|pair| pair.0), sum(|pair| pair.1));
    let (mut both, mut own_a, mut own_b) = (0_i128, 0_i128, 0_i128);
    for (a, b) in pairs {
        // n times the distance from the mean stays a whole number.
        let a = n.checked_mul(i128::from(*a))?.checked_sub(sum_a)?;
        let b = n.checked_mul(i128::from(*b))?.checked_sub(sum_b)?;
        both = both.checked_add(a.checked_mul(b)?)?;
        own_a = own_a.checked_add(a.checked_mul(a)?)?;
        own_b = own_b.checked_add(b.checked_mul(b)?)?;
    }
    let scale = own_a.isqrt().checked_mul(own_b.isqrt()).filter(|scale| *scale > 0)?;
    let doubled = both.checked_mul(200)?;
    let hundredths = (doubled.abs() + scale) / (2 * scale) * doubled.signum();
    Some(Decimal::new(i64::try_from(hundredths.clamp(-100, 100)).ok()?, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of whole numbers, in millionths.
    fn text(pairs: &[(i64, i64)]) -> Option<String> {
        let pairs: Vec<(i64, i64)> = pairs.iter().map(|(a, b)| (a * 1_000_000, b * 1_000_000)).collect();
        pearson(&pairs).map(|raw| raw.to_string())
    }

    #[test]
    fn coefficients_worked_out_by_hand() {
        // Means 3 and 4; sums of products 6, of squares 10 and 6: 6 / sqrt(60) = 0.7746.
        let pairs = [(1, 2), (2, 4), (3, 5), (4, 4), (5, 5)];
        assert_eq!(text(&pairs).as_deref(), Some("0.77"));
        let turned: Vec<(i64, i64)> = pairs.iter().map(|(a, b)| (-a, *b)).collect();
        assert_eq!(text(&turned).as_deref(), Some("-0.77"));
        let scaled: Vec<(i64, i64)> = pairs.iter().map(|(a, b)| (a * 1_000 + 7, b * 300_000)).collect();
        assert_eq!(text(&scaled).as_deref(), Some("0.77"), "neither unit nor origin matters");
        assert_eq!(text(&[(1, 10), (2, 20), (3, 30)]).as_deref(), Some("1.00"));
        assert_eq!(text(&[(1, 3), (2, 2), (3, 1)]).as_deref(), Some("-1.00"));
        assert_eq!(text(&[(1, 5), (2, 5), (3, 5)]), None, "what does not vary goes with nothing");
        assert_eq!(text(&[]), None);
    }

    #[test]
    fn a_year_of_the_largest_values_does_not_overflow() {
        let pairs: Vec<(i64, i64)> =
            (0..366).map(|day| (day % 7 * 100_000_000_000, day % 5 * 1_000_000_000_000)).collect();
        assert!(pearson(&pairs).is_some());
    }
}
