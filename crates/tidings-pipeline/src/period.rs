//! Which periods a report is made for.

use jiff::civil::Date;
use tidings_core::period::{Grain, Period};

/// Which periods are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PeriodChoice {
    /// The last period that a site's data complete.
    #[default]
    LastComplete,
    /// The period that holds a site-local day.
    Of(Date),
    /// Every period that has a day in the range.
    Range {
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    },
}

impl PeriodChoice {
    /// The periods of one grain; `last_complete` is the site's own, none where it has no data.
    #[must_use]
    pub fn periods(self, grain: Grain, last_complete: Option<Period>) -> Vec<Period> {
        match self {
            Self::LastComplete => last_complete.into_iter().collect(),
            Self::Of(day) => vec![grain.period(day)],
            Self::Range { from, to } => {
                let mut periods = Vec::new();
                let mut period = grain.period(from);
                while period.start <= to {
                    periods.push(period);
                    let next = period.shifted(1);
                    if next.start <= period.start {
                        break;
                    }
                    period = next;
                }
                periods
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_follow_the_choice() {
        let labels = |choice: PeriodChoice, grain| -> Vec<String> {
            let last = Some(Grain::Week.period(date(2026, 3, 2)));
            choice.periods(grain, last).iter().map(Period::label).collect()
        };
        assert_eq!(labels(PeriodChoice::LastComplete, Grain::Week), ["2026-W10"]);
        assert_eq!(labels(PeriodChoice::Of(date(2026, 3, 15)), Grain::Week), ["2026-W11"]);
        let range = PeriodChoice::Range { from: date(2026, 3, 8), to: date(2026, 3, 16) };
        assert_eq!(labels(range, Grain::Week), ["2026-W10", "2026-W11", "2026-W12"]);
        assert_eq!(labels(range, Grain::Month), ["2026-03"]);
        let backwards = PeriodChoice::Range { from: date(2026, 3, 8), to: date(2026, 3, 7) };
        assert!(labels(backwards, Grain::Day).is_empty());
        assert!(PeriodChoice::LastComplete.periods(Grain::Day, None).is_empty());
    }
}
