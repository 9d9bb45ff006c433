//! Local times become instants.
//!
//! Zone rules come from the bundled database, so that the same file gives the same instants on
//! every machine.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, tz};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What to do with a local time that comes twice, in the night the clocks go back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ambiguous {
    /// Reject the row.
    #[default]
    Reject,
    /// Take the first of the two instants.
    Earlier,
    /// Take the second of the two instants.
    Later,
}

/// What to do with a local time that never comes, in the night the clocks go forward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Nonexistent {
    /// Reject the row.
    #[default]
    Reject,
    /// Move it forward by the gap: 02:30 is 03:30.
    Forward,
    /// Move it back by the gap: 02:30 is 01:30.
    Backward,
}

/// Why a local time is no instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalTimeFault {
    /// It comes twice.
    Ambiguous,
    /// It never comes.
    Nonexistent,
    /// It is outside of the years -9999 to 9999.
    OutOfRange,
}

impl LocalTimeFault {
    /// The reason code of a rejected row, and its text.
    pub fn reason(self) -> (&'static str, &'static str) {
        match self {
            LocalTimeFault::Ambiguous => {
                ("ambiguous_local_time", "the local time comes twice; `ambiguous` says which of the two it is")
            }
            LocalTimeFault::Nonexistent => {
                ("nonexistent_local_time", "the local time never comes; `nonexistent` says what to make of it")
            }
            LocalTimeFault::OutOfRange => ("bad_timestamp", "the time is out of range"),
        }
    }
}

/// The instant of a local time, by the zone's rules and the two rules for clock changes.
pub fn instant(
    local: DateTime,
    zone: &TimeZone,
    ambiguous: Ambiguous,
    nonexistent: Nonexistent,
) -> Result<Timestamp, LocalTimeFault> {
    let offset: tz::Offset = match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => offset,
        AmbiguousOffset::Fold { before, after } => match ambiguous {
            Ambiguous::Reject => return Err(LocalTimeFault::Ambiguous),
            Ambiguous::Earlier => before,
            Ambiguous::Later => after,
        },
        AmbiguousOffset::Gap { before, after } => match nonexistent {
            Nonexistent::Reject => return Err(LocalTimeFault::Nonexistent),
            Nonexistent::Forward => before,
            Nonexistent::Backward => after,
        },
    };
    offset.to_timestamp(local).map_err(|_| LocalTimeFault::OutOfRange)
}

/// The zone of an IANA name, or none.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

/// The nearest IANA name, for a hint.
pub fn nearest_zone(name: &str) -> Option<String> {
    let names: Vec<String> = TimeZoneDatabase::bundled().available().map(|name| name.to_string()).collect();
    tidings_connector::nearest(name, names.iter().map(String::as_str)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clock_changes() {
        let london = zone("Europe/London").unwrap();
        let fold: DateTime = "2024-10-27T01:30:00".parse().unwrap();
        let gap: DateTime = "2024-03-31T01:30:00".parse().unwrap();
        let of = |local, ambiguous, nonexistent| {
            instant(local, &london, ambiguous, nonexistent).map(|instant| instant.to_string())
        };
        use {Ambiguous as A, Nonexistent as N};
        assert_eq!(of(fold, A::Reject, N::Reject), Err(LocalTimeFault::Ambiguous));
        assert_eq!(of(fold, A::Earlier, N::Reject).unwrap(), "2024-10-27T00:30:00Z");
        assert_eq!(of(fold, A::Later, N::Reject).unwrap(), "2024-10-27T01:30:00Z");
        assert_eq!(of(gap, A::Reject, N::Reject), Err(LocalTimeFault::Nonexistent));
        assert_eq!(of(gap, A::Reject, N::Forward).unwrap(), "2024-03-31T01:30:00Z");
        assert_eq!(of(gap, A::Reject, N::Backward).unwrap(), "2024-03-31T00:30:00Z");
    }

    #[test]
    fn zones_by_name() {
        assert!(zone("Asia/Shanghai").is_some() && zone("Europe/Cologne").is_none());
        assert_eq!(nearest_zone("Europe/Londn").as_deref(), Some("Europe/London"));
    }
}
