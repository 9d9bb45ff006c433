//! Figures by what they stand for.

use std::collections::BTreeMap;

use tidings_core::figure::Figure;
use tidings_core::kpi::KpiId;
use tidings_core::period::Period;

/// The keys of a slice: `None` holds the rows where the key is missing.
pub type Keys = BTreeMap<String, Option<String>>;

/// Figures, each found by its KPI version, its period and its keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    by_place: BTreeMap<(KpiId, Period, Keys), Figure>,
}

impl Figures {
    /// Of two figures for the same place the later one stays.
    #[must_use]
    pub fn new(figures: Vec<Figure>) -> Self {
        let place = |figure: &Figure| (figure.kpi.clone(), figure.period, figure.keys.clone());
        Self { by_place: figures.into_iter().map(|figure| (place(&figure), figure)).collect() }
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

impl FromIterator<Figure> for Figures {
    fn from_iter<T: IntoIterator<Item = Figure>>(figures: T) -> Self {
        Self::new(figures.into_iter().collect())
    }
}
