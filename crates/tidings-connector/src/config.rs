//! A plugin's configuration, with the places its parts came from.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use crate::Error;

/// A place in a text file. Line and column count from 1; a column counts characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The file as the user knows it, relative to the project where possible.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

impl Position {
    /// A place in a file.
    pub fn new(file: impl Into<Arc<str>>, line: u32, column: u32) -> Position {
        Position { file: file.into(), line, column }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Where each part of a configuration stands in its file, by JSON pointer (RFC 6901) from the
/// configuration's root, which is `""`.
///
/// The place of an object's member is that of its key. A part without a place of its own has that
/// of the nearest part around it, so a sparse map is as good as the places it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Positions(Arc<BTreeMap<String, Position>>);

impl Positions {
    /// The places by pointer.
    pub fn new(positions: BTreeMap<String, Position>) -> Positions {
        Positions(Arc::new(positions))
    }

    /// The place of the part, or of the nearest part around it.
    ///
    /// ```
    /// use tidings_connector::{Position, Positions};
    /// let positions = Positions::new([("/columns".to_owned(), Position::new("p.yaml", 3, 1))].into());
    /// assert_eq!(positions.find("/columns/a/type").map(|p| p.line), Some(3));
    /// assert_eq!(positions.find("/path"), None);
    /// ```
    pub fn find(&self, pointer: &str) -> Option<&Position> {
        let mut pointer = pointer;
        loop {
            if let Some(position) = self.0.get(pointer) {
                return Some(position);
            }
            pointer = &pointer[..pointer.rfind('/')?];
        }
    }

    /// Gives the error the place of that part of the configuration, unless it has one already.
    pub fn place(&self, pointer: &str, error: Error) -> Error {
        match self.find(pointer) {
            Some(position) => error.at(position.clone()),
            None => error,
        }
    }

    /// Joins a key to a pointer, with `~` and `/` escaped.
    ///
    /// ```
    /// use tidings_connector::Positions;
    /// assert_eq!(Positions::join("/columns", "a/b"), "/columns/a~1b");
    /// ```
    pub fn join(pointer: &str, key: &str) -> String {
        format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
    }
}

/// What stands under `config:` of a source or a destination.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// The tree, an object.
    pub value: Value,
    /// Where its parts stand.
    pub positions: Positions,
}

impl Config {
    /// A tree with the places of its parts by JSON pointer.
    pub fn new(value: Value, positions: BTreeMap<String, Position>) -> Config {
        Config { value, positions: Positions::new(positions) }
    }
}

/// A configuration that comes from no file.
impl From<Value> for Config {
    fn from(value: Value) -> Config {
        Config { value, positions: Positions::default() }
    }
}
