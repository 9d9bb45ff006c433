//! How far a source was read.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Error, ErrorKind};

/// How far a stream, or an interleaved source as a whole, was read. The value is the plugin's own;
/// the host keeps it as it is and gives it back.
///
/// The host stores a state in the same transaction that publishes the rows before it, so a plugin
/// never needs to know whether they were published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The stream; `None` for the state of a whole source.
    pub stream: Option<String>,
    /// The version of the value's format, from 1. A plugin refuses versions it does not know.
    pub version: u32,
    /// The plugin's own.
    pub value: Value,
}

impl State {
    /// The state of one stream.
    pub fn of_stream(stream: impl Into<String>, version: u32, value: Value) -> State {
        State { stream: Some(stream.into()), version, value }
    }

    /// The state of a whole source.
    pub fn of_source(version: u32, value: Value) -> State {
        State { stream: None, version, value }
    }

    /// Reads the value as the plugin's own type, if the version is the one it writes.
    ///
    /// ```
    /// use tidings_connector::{ErrorKind, State};
    /// let state = State::of_stream("calls", 2, serde_json::json!({"page": 7}));
    /// let page: std::collections::BTreeMap<String, u32> = state.decode(2).unwrap();
    /// assert_eq!(page["page"], 7);
    /// assert_eq!(state.decode::<serde_json::Value>(1).unwrap_err().kind, ErrorKind::Protocol);
    /// ```
    pub fn decode<T: serde::de::DeserializeOwned>(&self, version: u32) -> Result<T, Error> {
        let what = || match &self.stream {
            Some(stream) => format!("the state of stream `{stream}`"),
            None => "the state of the source".to_owned(),
        };
        let hint = "read the stream from its start, or use the version of tidings that wrote the state";
        if self.version != version {
            let message = format!("{} has version {}, expected version {version}", what(), self.version);
            return Err(Error::new(ErrorKind::Protocol, message).hint(hint));
        }
        T::deserialize(&self.value).map_err(|error| {
            Error::new(ErrorKind::Protocol, format!("{} cannot be understood", what())).hint(hint).caused_by(error)
        })
    }
}
