use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Random whole numbers. Nothing here goes through a logarithm or an exponential of the platform, so that
/// the same seed gives the same bytes everywhere.
#[derive(Debug)]
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    /// The numbers of one purpose. Each purpose has its own, so that one does not shift another.
    pub(crate) fn new(seed: u64, site: usize, day: i64, purpose: &[u8; 8]) -> Self {
        let mut key = [0; 32];
        let parts = [&seed.to_le_bytes(), &(site as u64).to_le_bytes(), &day.to_le_bytes(), purpose];
        for (place, part) in key.chunks_exact_mut(8).zip(parts) {
            place.copy_from_slice(part);
        }
        Self(ChaCha8Rng::from_seed(key))
    }

    /// 0 to `end` - 1; 0 where `end` is 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.0.next_u64()) * u128::from(end)) >> 64) as u64
    }

    /// `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).max(1) as u64) as i64
    }

    /// True in `permille` of a thousand cases.
    pub(crate) fn chance(&mut self, permille: i64) -> bool {
        (self.below(1000) as i64) < permille
    }

    /// A duration with a long tail to the right, never under a third of its mean.
    pub(crate) fn skewed(&mut self, mean: i64) -> i64 {
        let product = self.below(1000) * self.below(1000);
        (mean * 350 / 1000 + mean * 650 * 4 * product as i64 / 1_000_000_000).max(1)
    }

    /// A duration that forgets how long it has lasted: near an exponential of this mean.
    pub(crate) fn patience(&mut self, mean: i64) -> i64 {
        // The zeros that a random word begins with halve in number each step, as an exponential does
        // after each half-life; inside a step it is taken as a straight line.
        let word = self.0.next_u64();
        let steps = i64::from(word.leading_zeros().min(20));
        let inside = self.below(1000) as i64;
        (steps * 1000 + inside) * mean * 693 / 1_000_000
    }

    /// One of `choices`, each with its weight.
    pub(crate) fn choose<T: Copy>(&mut self, choices: &[(T, u64)]) -> T {
        let mut left = self.below(choices.iter().map(|(_, weight)| weight).sum());
        for (choice, weight) in choices {
            if left < *weight {
                return *choice;
            }
            left -= weight;
        }
        choices[0].0
    }
}
