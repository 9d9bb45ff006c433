//! What stands under `config:` of a csv source.

use std::fmt;
use std::marker::PhantomData;

use csv_core::{Reader, ReaderBuilder, Terminator};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::clock::{Ambiguous, Nonexistent};

/// The configuration of a csv source: one stream by `path`, or several by `streams`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CsvConfig {
    /// The files of the one stream: a path, absolute or from the project directory. `*` and `?`
    /// match within a name, `**` any folders. The stream has the name that the project gives it.
    pub(crate) path: Option<String>,
    /// Several streams by name, each with its files, in place of `path`.
    #[serde(default)]
    pub(crate) streams: Ordered<StreamConfig>,
    /// The columns of the one stream, by the names they shall have. Columns that the files have
    /// beside these are kept as text under snake case names.
    #[serde(default)]
    pub(crate) columns: Ordered<ColumnConfig>,
    /// The names of the columns in the files' order, where the files have no header.
    pub(crate) names: Option<Vec<String>>,
    /// Whether the first record holds the names of the columns. Without a header and without
    /// `names` columns are called `column_1` and so on.
    #[serde(default = "yes")]
    pub(crate) header: bool,
    /// The character between fields: one of `,` `;` tab `|` is detected for each file if none is
    /// given.
    pub(crate) delimiter: Option<char>,
    /// The character around fields that hold delimiters or line ends; empty for none.
    #[serde(default = "double_quote")]
    pub(crate) quote: String,
    /// The character that takes a quote's meaning away, such as `\`, where quotes are not doubled.
    pub(crate) escape: Option<char>,
    /// The encoding by its WHATWG label: `utf-8`, `windows-1252`, `gb18030`, `euc-kr`, `utf-16le`.
    /// A byte order mark in the file goes first. UTF-8 if neither is there.
    pub(crate) encoding: Option<String>,
    /// The caps that keep one bad file from taking the machine.
    #[serde(default)]
    pub(crate) limits: Limits,
}

/// One of several streams.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StreamConfig {
    /// The files: see `path` above.
    pub(crate) path: String,
    /// The columns: see `columns` above.
    #[serde(default)]
    pub(crate) columns: Ordered<ColumnConfig>,
    /// The names of the columns where the files have no header.
    pub(crate) names: Option<Vec<String>>,
}

fn yes() -> bool {
    true
}

fn double_quote() -> String {
    "\"".to_owned()
}

/// One column.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnConfig {
    /// The column's name in the header, or several whose texts are joined by a space. `Variant#2`
    /// is the second column named `Variant`, `#10` the tenth column. Left out: the column whose
    /// name in snake case is this one.
    pub(crate) from: Option<OneOrMany>,
    /// What the texts are.
    #[serde(default, rename = "type")]
    pub(crate) kind: ColumnType,
    /// The layout of a date, time or timestamp in strftime's letters, such as
    /// `%Y-%m-%d %H:%M:%S`, or several that are tried in turn. ISO 8601 if none is given.
    pub(crate) format: Option<OneOrMany>,
    /// The IANA zone of a timestamp without an offset.
    pub(crate) time_zone: Option<String>,
    /// The header's name of the column that holds each row's IANA zone.
    pub(crate) time_zone_from: Option<String>,
    /// What to do with a local time that comes twice.
    #[serde(default)]
    pub(crate) ambiguous: Ambiguous,
    /// What to do with a local time that never comes.
    #[serde(default)]
    pub(crate) nonexistent: Nonexistent,
    /// The texts that stand for no value. The empty text if nothing is given.
    pub(crate) null_values: Option<Vec<String>>,
    /// Reject a row without a value here.
    #[serde(default)]
    pub(crate) required: bool,
    /// Files without this column are fine; their rows have no value here.
    #[serde(default)]
    pub(crate) optional: bool,
    /// The character before the fraction of a number.
    pub(crate) decimal_mark: Option<char>,
    /// The character between groups of three digits of a number.
    pub(crate) thousands: Option<char>,
    /// What a duration's plain number counts. `H:MM:SS` and `MM:SS` need none.
    pub(crate) unit: Option<Unit>,
    /// The texts that are true, in any case.
    pub(crate) true_values: Option<Vec<String>>,
    /// The texts that are false, in any case.
    pub(crate) false_values: Option<Vec<String>>,
}

/// One text or a list of texts.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    pub(crate) fn as_slice(&self) -> &[String] {
        match self {
            OneOrMany::One(one) => std::slice::from_ref(one),
            OneOrMany::Many(many) => many,
        }
    }
}

/// What a duration's plain number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Unit {
    /// Thousandths of a second.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
}

/// What a column's texts are, and so its type in the stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) enum ColumnType {
    /// Text as it stands.
    #[default]
    Text,
    /// A whole number of 64 bits.
    Integer,
    /// A number as a binary fraction. Sums of these depend on their order.
    Float,
    /// An exact number of so many digits, so many of them in the fraction.
    Decimal(u8, i8),
    /// True or false.
    Boolean,
    /// A date.
    Date,
    /// A time of day, kept as the text `HH:MM:SS`.
    Time,
    /// An instant, in microseconds of UTC.
    Timestamp,
    /// A length of time, in whole seconds.
    Duration,
    /// `94.01%` as the exact fraction 0.9401.
    Percent,
}

/// Digits of a percentage's fraction, and how many of them stand behind the mark.
pub(crate) const PERCENT: (u8, i8) = (18, 6);

const TYPE_NAMES: [&str; 9] =
    ["text", "integer", "float", "boolean", "date", "time", "timestamp", "duration", "percent"];

impl std::str::FromStr for ColumnType {
    type Err = String;

    fn from_str(text: &str) -> Result<ColumnType, String> {
        Ok(match text {
            "text" => ColumnType::Text,
            "integer" => ColumnType::Integer,
            "float" => ColumnType::Float,
            "boolean" => ColumnType::Boolean,
            "date" => ColumnType::Date,
            "time" => ColumnType::Time,
            "timestamp" => ColumnType::Timestamp,
            "duration" => ColumnType::Duration,
            "percent" => ColumnType::Percent,
            other => return decimal_type(other),
        })
    }
}

fn decimal_type(text: &str) -> Result<ColumnType, String> {
    let Some(inside) = text.strip_prefix("decimal(").and_then(|rest| rest.strip_suffix(')')) else {
        let near = tidings_connector::nearest(text, TYPE_NAMES.into_iter().chain(["decimal(18,2)"]));
        let hint = near.map_or_else(
            || format!("expected one of {} or `decimal(18,2)`", TYPE_NAMES.map(|name| format!("`{name}`")).join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        return Err(format!("unknown type `{text}`; {hint}"));
    };
    let digits = inside.split_once(',').and_then(|(p, s)| Some((p.trim().parse().ok()?, s.trim().parse().ok()?)));
    match digits {
        Some((precision, scale)) if (1..=38).contains(&precision) && scale >= 0 && scale <= precision as i8 => {
            Ok(ColumnType::Decimal(precision, scale))
        }
        _ => Err(format!(
            "`{text}` is no decimal type; expected `decimal(digits,digits of the fraction)`, up to 38 digits"
        )),
    }
}

impl<'de> Deserialize<'de> for ColumnType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ColumnType, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for ColumnType {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ColumnType".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "What a column's texts are, and so its type in the stream.",
            "anyOf": [
                { "enum": TYPE_NAMES },
                { "pattern": r"^decimal\(\s*[0-9]+\s*,\s*[0-9]+\s*\)$" },
            ],
        })
    }
}

/// A mapping that keeps its order.
#[derive(Clone, Debug)]
pub(crate) struct Ordered<T>(pub(crate) Vec<(String, T)>);

impl<T> Default for Ordered<T> {
    fn default() -> Ordered<T> {
        Ordered(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Ordered<T>, D::Error> {
        struct Members<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
            type Value = Ordered<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping by name")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered<T>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Ordered(members))
            }
        }
        deserializer.deserialize_map(Members(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Ordered<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Ordered_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "object", "additionalProperties": generator.subschema_for::<T>() })
    }
}

/// The caps on one file.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Limits {
    /// Bytes of one record.
    pub(crate) record_bytes: usize,
    /// Lines of one record: how far an unclosed quote reaches at most.
    pub(crate) record_lines: usize,
    /// Bytes of one field.
    pub(crate) field_bytes: usize,
    /// Columns.
    pub(crate) columns: usize,
    /// Bytes of a file, unpacked.
    pub(crate) file_bytes: u64,
    /// How many times its size a compressed file may unpack to, past the first MiB.
    pub(crate) compression_ratio: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            record_bytes: 1 << 20,
            record_lines: 100,
            field_bytes: 1 << 20,
            columns: 2_000,
            file_bytes: 16 << 30,
            compression_ratio: 100,
        }
    }
}

/// How fields are told apart.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    pub(crate) quote: Option<u8>,
    pub(crate) escape: Option<u8>,
}

impl Dialect {
    /// A reader of fields for lines that end so.
    pub(crate) fn reader(self, end: u8) -> Reader {
        let mut builder = ReaderBuilder::new();
        // Only the end that lines were cut at ends a record: a carriage return may be data.
        builder.delimiter(self.delimiter).terminator(Terminator::Any(end)).quoting(self.quote.is_some());
        if let Some(quote) = self.quote {
            builder.quote(quote);
        }
        builder.escape(self.escape).double_quote(self.escape.is_none());
        builder.build()
    }
}
