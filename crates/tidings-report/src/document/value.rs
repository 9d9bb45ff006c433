//! Values, changes and names as they are printed, beside what they stand for.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use tidings_core::figure::{Flag, Reason};
use tidings_core::kpi::Unit;

/// An instant in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instant {
    /// The instant; nothing where there is none yet.
    pub at: Option<Timestamp>,
    /// In words.
    pub text: String,
}

/// A value as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// What is printed; where there is no raw value, why there is none.
    pub text: String,
    /// In words, where the printed form is not read aloud well.
    pub spoken: Option<String>,
    /// The value itself: a fraction for a percentage, seconds for a duration.
    pub raw: Option<Decimal>,
    /// What it measures.
    pub unit: Unit,
    /// The rows behind it.
    pub n: Option<i64>,
    /// Why it is marked or hidden.
    pub flags: Vec<Flag>,
    /// What an earlier report showed, where that was another value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restated: Option<Restated>,
}

/// The mark behind a value that an earlier report showed otherwise. A sentence below says why.
pub const RESTATED_MARK: &str = "†";

/// What an earlier report showed in place of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restated {
    /// Why the value is another one, where that is known.
    pub reason: Option<Reason>,
    /// The value that was published first.
    pub first: Option<Decimal>,
    /// In words.
    pub text: String,
}

/// A target and how the value stands to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetMark {
    /// The target in words.
    pub text: String,
    /// The target itself.
    pub raw: Decimal,
    /// How the value stands to it; nothing where there is no value or no good direction.
    pub state: Option<TargetState>,
    /// The state in words.
    pub state_text: Option<String>,
}

/// How a value stands to its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TargetState {
    /// Reached.
    Met,
    /// Not reached, but within the warning limit.
    Near,
    /// Beyond the warning limit.
    Missed,
}

/// The difference to another period, counted by the same definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// With what it is compared.
    pub against: String,
    /// The difference, or why there is none.
    pub text: String,
    /// The difference itself.
    pub raw: Option<Decimal>,
    /// Which way it went, as far as it is shown.
    pub direction: Move,
    /// Whether that is good.
    pub tone: Tone,
    /// The tone in words.
    pub tone_text: Option<String>,
}

/// Which way a value went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Move {
    /// Up.
    Up,
    /// Down.
    Down,
    /// No visible difference.
    Level,
    /// Nothing to compare with.
    Unknown,
}

/// Whether a change is good. KPIs without a good direction are always neutral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Better than before.
    Good,
    /// Worse than before.
    Bad,
    /// Neither.
    Neutral,
}

/// A remark beside a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Why it is there: a flag's name, or `new_definition`.
    pub kind: String,
    /// In words.
    pub text: String,
}

/// A place on an axis of values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// Where.
    pub raw: Decimal,
    /// Its label.
    pub text: String,
}

/// A usual range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band {
    /// The lower end.
    pub low: Decimal,
    /// The upper end.
    pub high: Decimal,
    /// Its name in the chart.
    pub text: String,
}

/// The name of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The name.
    pub text: String,
    /// The code in the data.
    pub code: Option<String>,
    /// Whether the name is data, in whatever language, and not our word.
    pub data: bool,
}

/// A count as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The count.
    pub raw: i64,
    /// As it is printed.
    pub text: String,
}

impl Value {
    /// Whether there is a value to print, and not only the reason why there is none.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        self.raw.is_some()
    }

    /// What stands behind the printed value.
    #[must_use]
    pub fn mark(&self) -> &'static str {
        if self.restated.is_some() { RESTATED_MARK } else { "" }
    }
}
