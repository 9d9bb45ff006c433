//! Figures by what they stand for.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use tidings_core::figure::{Figure, Reason};
use tidings_core::kpi::KpiId;
use tidings_core::period::Period;

/// The keys of a slice: `None` holds the rows where the key is missing.
pub type Keys = BTreeMap<String, Option<String>>;

/// What is known of a figure besides its numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remark {
    /// Why a restated figure has another number than the first one.
    pub reason: Option<Reason>,
    /// The number that was published first.
    pub first: Option<Decimal>,
    /// The first day on which an immature figure is known.
    pub known_on: Option<Date>,
}

/// Figures, each found by its KPI version, its period and its keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    by_place: BTreeMap<(KpiId, Period, Keys), Figure>,
    remarks: BTreeMap<(KpiId, Period, Keys), Remark>,
}

impl Figures {
    /// Of two figures for the same place the later one stays.
    #[must_use]
    pub fn new(figures: Vec<Figure>) -> Self {
        let by_place = figures.into_iter().map(|figure| (place(&figure), figure)).collect();
        Self { by_place, remarks: BTreeMap::new() }
    }

    /// Says something about a figure, in place of what was said before.
    pub fn remark(&mut self, figure: &Figure, remark: Remark) {
        self.remarks.insert(place(figure), remark);
    }

    /// What was said about a figure.
    #[must_use]
    pub fn remark_on(&self, figure: &Figure) -> Option<&Remark> {
        self.remarks.get(&place(figure))
    }

    /// The figure of one place.
    #[must_use]
    pub fn get(&self, kpi: &KpiId, period: &Period, keys: &Keys) -> Option<&Figure> {
        self.by_place.get(&(kpi.clone(), *period, keys.clone()))
    }

    /// All figures by KPI, period and keys.
    pub fn iter(&self) -> impl Iterator<Item = &Figure> {
        self.by_place.values()
    }
}

fn place(figure: &Figure) -> (KpiId, Period, Keys) {
    (figure.kpi.clone(), figure.period, figure.keys.clone())
}

impl FromIterator<Figure> for Figures {
    fn from_iter<T: IntoIterator<Item = Figure>>(figures: T) -> Self {
        Self::new(figures.into_iter().collect())
    }
}
