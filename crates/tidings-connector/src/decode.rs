//! A configuration tree becomes a struct, and an error keeps the path to its part.
//!
//! `serde_json` does the same without the path; here each level adds its key to an error that
//! comes up through it.

use std::fmt;

use serde::Deserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Expected, IntoDeserializer, Unexpected, Visitor};
use serde_json::{Map, Value};

use crate::{Config, Error, Positions, nearest};

/// Reads a configuration as its plugin's type. Errors name the part and stand at its place.
pub(crate) fn decode<T: DeserializeOwned>(config: &Config) -> Result<T, Error> {
    T::deserialize(Node(&config.value)).map_err(|fault| {
        let pointer = fault.path.iter().rev().fold(String::new(), |pointer, key| Positions::join(&pointer, key));
        let keys: Vec<&str> = fault.path.iter().rev().map(String::as_str).collect();
        // The offending key is named in the message already.
        let around = if fault.names_last { &keys[..keys.len().saturating_sub(1)] } else { &keys[..] };
        let message =
            if around.is_empty() { fault.message } else { format!("{} in `{}`", fault.message, around.join(".")) };
        let mut error = Error::config(message);
        error.hint = fault.hint;
        config.positions.place(&pointer, error)
    })
}

#[derive(Debug)]
struct Fault {
    message: String,
    hint: Option<String>,
    /// Keys from the fault outwards.
    path: Vec<String>,
    names_last: bool,
}

impl Fault {
    fn under(mut self, key: impl Into<String>) -> Fault {
        self.path.push(key.into());
        self
    }

    fn unknown(what: &str, name: &str, known: &'static [&'static str]) -> Fault {
        let hint = match nearest(name, known.iter().copied()) {
            Some(near) => Some(format!("did you mean `{near}`?")),
            None if known.is_empty() => None,
            None => Some(format!("known are {}", list(known))),
        };
        Fault { message: format!("unknown {what} `{name}`"), hint, path: Vec::new(), names_last: false }
    }
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Fault {
        Fault { message: message.to_string(), hint: None, path: Vec::new(), names_last: false }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Fault {
        de::Error::custom(format_args!("found {}, expected {expected}", shown(found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Fault {
        de::Error::custom(format_args!("found {}, expected {expected}", shown(found)))
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Fault {
        Fault { names_last: true, ..Fault::unknown("key", name, known) }
    }

    fn unknown_variant(name: &str, known: &'static [&'static str]) -> Fault {
        Fault::unknown("value", name, known)
    }

    fn missing_field(name: &'static str) -> Fault {
        de::Error::custom(format_args!("missing key `{name}`"))
    }
}

/// Words for what was found. Text is not shown: somebody may have written a secret where a
/// reference belongs.
fn shown(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Unit => "nothing".to_owned(),
        Unexpected::Str(_) => "a text".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map | Unexpected::StructVariant => "a mapping".to_owned(),
        other => other.to_string(),
    }
}

/// A part of the tree as a `serde` data source.
#[derive(Clone, Copy)]
struct Node<'a>(&'a Value);

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), _, _) => visitor.visit_u64(value),
                (_, Some(value), _) => visitor.visit_i64(value),
                (_, _, Some(value)) => visitor.visit_f64(value),
                _ => Err(de::Error::custom("found a number out of range")),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => visitor.visit_seq(Items(items.iter().enumerate())),
            Value::Object(members) => visitor.visit_map(Members { rest: members.iter(), value: None }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(Variant { name, content: None }),
            Value::Object(members) if members.len() == 1 => match members.iter().next() {
                Some((name, content)) => visitor.visit_enum(Variant { name, content: Some(content) }),
                None => self.deserialize_any(visitor),
            },
            Value::Object(members) => Err(one_key(members)),
            _ => self.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

fn one_key(members: &Map<String, Value>) -> Fault {
    de::Error::custom(format_args!("found a mapping with {} keys, expected one key", members.len()))
}

struct Items<'a>(std::iter::Enumerate<std::slice::Iter<'a, Value>>);

impl<'de> de::SeqAccess<'de> for Items<'de> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some((index, item)) = self.0.next() else { return Ok(None) };
        seed.deserialize(Node(item)).map(Some).map_err(|fault| fault.under(index.to_string()))
    }
}

struct Members<'a> {
    rest: serde_json::map::Iter<'a>,
    value: Option<(&'a str, &'a Value)>,
}

impl<'de> de::MapAccess<'de> for Members<'de> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some((key, value));
        let name = de::value::BorrowedStrDeserializer::<Fault>::new(key);
        seed.deserialize(name).map(Some).map_err(|fault| fault.under(key.as_str()))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Fault> {
        let Some((key, value)) = self.value.take() else {
            return Err(de::Error::custom("a value was asked for before its key"));
        };
        seed.deserialize(Node(value)).map_err(|fault| fault.under(key))
    }
}

struct Variant<'a> {
    name: &'a str,
    content: Option<&'a Value>,
}

impl<'de> de::EnumAccess<'de> for Variant<'de> {
    type Error = Fault;
    type Variant = Variant<'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self::Variant), Fault> {
        let name: de::value::StrDeserializer<'_, Fault> = self.name.into_deserializer();
        let fault_key = self.content.map(|_| self.name);
        let value = seed.deserialize(name).map_err(|fault| match fault_key {
            // Written as a key, so it is named and placed as one.
            Some(key) => {
                Fault { message: fault.message.replace("unknown value", "unknown key"), names_last: true, ..fault }
                    .under(key)
            }
            None => fault,
        })?;
        Ok((value, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'de> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        match self.content {
            None | Some(Value::Null) => Ok(()),
            Some(_) => Err(Fault::under(de::Error::custom("found a value, expected none"), self.name)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        let content = self.content.unwrap_or(&Value::Null);
        seed.deserialize(Node(content)).map_err(|fault| fault.under(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        let content = self.content.unwrap_or(&Value::Null);
        Node(content).deserialize_any(visitor).map_err(|fault| fault.under(self.name))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        let content = self.content.unwrap_or(&Value::Null);
        Node(content).deserialize_any(visitor).map_err(|fault| fault.under(self.name))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::json;

    use super::*;
    use crate::{Position, SecretRef};

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Settings {
        path: String,
        #[serde(default)]
        columns: BTreeMap<String, Column>,
        token: Option<SecretRef>,
        #[serde(default)]
        sizes: Vec<u8>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Column {
        kind: Kind,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Text,
        Timestamp { format: String },
    }

    fn places(value: &Value) -> BTreeMap<String, Position> {
        fn walk(pointer: &str, value: &Value, found: &mut BTreeMap<String, Position>) {
            let line = u32::try_from(found.len()).unwrap() + 1;
            found.insert(pointer.to_owned(), Position::new("p.yaml", line, 1));
            match value {
                Value::Object(members) => {
                    members.iter().for_each(|(key, value)| walk(&Positions::join(pointer, key), value, found));
                }
                Value::Array(items) => {
                    items.iter().enumerate().for_each(|(i, item)| walk(&format!("{pointer}/{i}"), item, found));
                }
                _ => {}
            }
        }
        let mut found = BTreeMap::new();
        walk("", value, &mut found);
        found
    }

    #[test]
    fn a_tree_becomes_a_struct() {
        let value = json!({
            "path": "a", "columns": {"x": {"kind": "text"}, "y": {"kind": {"timestamp": {"format": "%Y"}}}},
            "token": {"env": "T"}, "sizes": [1, 2],
        });
        let settings: Settings = decode(&Config::from(value)).unwrap();
        assert_eq!(settings.columns["y"].kind, Kind::Timestamp { format: "%Y".to_owned() });
        assert_eq!(settings.token, Some(SecretRef::Env("T".to_owned())));
        assert_eq!(settings.sizes, [1, 2]);
    }

    #[test]
    fn errors_name_the_part_and_its_place() {
        let cases = [
            (json!({"path": "a", "colums": {}}), "p.yaml:3:1: unknown key `colums`", Some("did you mean `columns`?")),
            (
                json!({"path": "a", "columns": {"x": {"knd": 1}}}),
                "p.yaml:5:1: unknown key `knd` in `columns.x`",
                Some("did you mean `kind`?"),
            ),
            (
                json!({"path": "a", "columns": {"x": {"kind": "txt"}}}),
                "p.yaml:5:1: unknown value `txt` in `columns.x.kind`",
                Some("did you mean `text`?"),
            ),
            (
                json!({"path": "a", "columns": {"x": {"kind": {"timestamp": {}}}}}),
                "p.yaml:6:1: missing key `format` in `columns.x.kind.timestamp`",
                None,
            ),
            (json!({}), "p.yaml:1:1: missing key `path`", None),
            (json!({"path": 3}), "p.yaml:2:1: found integer `3`, expected a string in `path`", None),
            (
                json!({"path": "a", "sizes": [1, 300]}),
                "p.yaml:5:1: found integer `300`, expected u8 in `sizes.1`",
                None,
            ),
            (
                json!({"path": "a", "token": {"environment": "T"}}),
                "p.yaml:4:1: unknown key `environment` in `token`",
                Some("known are `env`, `file`"),
            ),
            (json!({"path": "a", "columns": "secret"}), "p.yaml:3:1: found a text, expected a map in `columns`", None),
        ];
        for (value, message, hint) in cases {
            let error = decode::<Settings>(&Config::new(value.clone(), places(&value))).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert_eq!(error.hint.as_deref(), hint, "{message}");
        }
    }
}
