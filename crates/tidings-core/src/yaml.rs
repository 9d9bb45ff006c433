//! YAML read as a tree that knows its places.
//!
//! A file is first parsed to a [`Document`]. From the tree come typed structs, whose errors name line and
//! column and the nearest known key, and untyped parts (a plugin's `config:`) whose places are kept.

mod tree;
mod typed;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Position, did_you_mean};
use serde::de::DeserializeOwned;
use tree::Node;
pub(crate) use tree::{Content, MapEntry};

/// A parsed YAML file.
#[derive(Debug, Clone)]
pub struct Document {
    file: String,
    text: String,
    first_line: u32,
    root: Node,
}

impl Document {
    /// Parses `text`. `file` is the name that errors show.
    pub fn parse(file: &str, text: &str) -> Result<Self, Diagnostic> {
        Self::parse_within(file, text, text, 1)
    }

    /// Parses the part `yaml` of a larger file whose whole is `text`; `yaml` begins on line `first_line`.
    pub fn parse_within(file: &str, text: &str, yaml: &str, first_line: u32) -> Result<Self, Diagnostic> {
        let root = tree::parse(yaml).map_err(|(position, message)| {
            let diagnostic = Diagnostic::configuration(file, format!("not valid YAML: {message}"));
            match position {
                Some(position) => diagnostic.at(text, shift(position, first_line), 1),
                None => diagnostic,
            }
        })?;
        Ok(Self { file: file.to_owned(), text: text.to_owned(), first_line, root })
    }

    /// Reads the whole document as a `T`.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Diagnostic> {
        typed::read(&self.root).map_err(|problem| self.diagnose(problem))
    }

    /// The place of the value at a JSON pointer such as `/sources/calls/config`.
    pub fn position(&self, pointer: &str) -> Option<Position> {
        self.positions().get(pointer).copied()
    }

    /// The place of every key and value, by JSON pointer. A value in a map has the place of its key.
    pub fn positions(&self) -> BTreeMap<String, Position> {
        let mut places = BTreeMap::new();
        collect(&self.root, String::new(), &mut places);
        places.values_mut().for_each(|position| *position = shift(*position, self.first_line));
        places
    }

    /// The places below a pointer, relative to it.
    pub fn positions_below(&self, pointer: &str) -> BTreeMap<String, Position> {
        let inner = format!("{pointer}/");
        self.positions()
            .into_iter()
            .filter_map(|(path, position)| {
                if path == pointer {
                    return Some((String::new(), position));
                }
                path.starts_with(&inner).then(|| (path[pointer.len()..].to_owned(), position))
            })
            .collect()
    }

    /// An error at a JSON pointer of this document; at its start where the pointer is unknown.
    pub fn error(&self, pointer: &str, message: impl Into<String>) -> Diagnostic {
        let key = pointer.rsplit('/').next().unwrap_or_default();
        let position = self.position(pointer).unwrap_or(Position { line: self.first_line, column: 1 });
        Diagnostic::configuration(&self.file, message).at(&self.text, position, key.chars().count())
    }

    fn diagnose(&self, problem: typed::Problem) -> Diagnostic {
        let mut diagnostic = Diagnostic::configuration(&self.file, problem.message);
        if let Some(position) = problem.position {
            diagnostic = diagnostic.at(&self.text, shift(position, self.first_line), problem.width);
        }
        match problem.unknown {
            Some((found, known)) => diagnostic.hint(did_you_mean(&found, known.iter().map(String::as_str))),
            None => diagnostic,
        }
    }
}

fn shift(position: Position, first_line: u32) -> Position {
    Position { line: position.line + first_line - 1, column: position.column }
}

fn collect(node: &Node, pointer: String, places: &mut BTreeMap<String, Position>) {
    match &node.content {
        Content::Map(entries) => {
            for MapEntry { key, key_position, value } in entries {
                let path = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                collect(value, path.clone(), places);
                places.insert(path, *key_position);
            }
        }
        Content::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{pointer}/{index}"), places);
            }
        }
        _ => {}
    }
    places.insert(pointer, node.position);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Settings {
        name: String,
        count: u32,
        #[serde(default)]
        inner: BTreeMap<String, Inner>,
        #[serde(default)]
        config: serde_json::Value,
    }

    #[derive(Debug, serde::Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        plugin: String,
        mode: Option<Mode>,
    }

    #[derive(Debug, serde::Deserialize, PartialEq)]
    #[serde(rename_all = "lowercase")]
    enum Mode {
        Fast,
        Slow(u8),
    }

    fn read(text: &str) -> Result<Settings, Diagnostic> {
        Document::parse("a.yaml", text)?.read()
    }

    #[test]
    fn typed_values_come_out() {
        let settings = read(
            "name: 2026-07-01\ncount: 3\ninner: { a: { plugin: off, mode: { slow: 3 } }, b: { plugin: x, mode: fast } }\nconfig: [1, {a: ~}]\n",
        )
        .unwrap();
        assert_eq!(settings.name, "2026-07-01");
        assert_eq!(settings.inner["a"], Inner { plugin: "off".into(), mode: Some(Mode::Slow(3)) });
        assert_eq!(settings.inner["b"].mode, Some(Mode::Fast));
        assert_eq!(settings.config, serde_json::json!([1, {"a": null}]));
    }

    #[test]
    fn an_unknown_key_is_named_with_its_place_and_the_nearest() {
        let error = read("name: x\ncount: 1\ninner:\n  a: { plugn: csv }\n").unwrap_err();
        assert_eq!(error.position, Some(Position { line: 4, column: 8 }));
        assert_eq!(error.hint.as_deref(), Some("did you mean `plugin`?"));
        assert!(error.message.contains("unknown key `plugn`"), "{}", error.message);
    }

    #[test]
    fn a_wrong_type_and_a_missing_key_are_placed() {
        let error = read("name: x\ncount: many\n").unwrap_err();
        assert_eq!(error.position, Some(Position { line: 2, column: 8 }));
        let error = read("name: x\ninner: {}\n").unwrap_err();
        assert!(error.message.contains("missing key `count`"), "{}", error.message);
        let error = read("name: x\nname: y\ncount: 1\n").unwrap_err();
        assert!(error.to_string().contains("name"), "{error}");
    }

    #[test]
    fn broken_yaml_is_placed() {
        let error = read("name: [x\ncount: 1\n").unwrap_err();
        assert!(error.position.is_some(), "{error}");
    }

    #[test]
    fn positions_below_a_pointer_are_relative() {
        let document = Document::parse("a.yaml", "a:\n  config:\n    path: x\n").unwrap();
        let places = document.positions_below("/a/config");
        assert_eq!(places["/path"], Position { line: 3, column: 5 });
    }
}
