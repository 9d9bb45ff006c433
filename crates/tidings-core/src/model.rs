//! The header of a model file: the contract of one table of the customer-service vocabulary.

use std::fmt;
use std::str::FromStr;

use crate::diagnostic::Diagnostic;
use crate::header::SqlFile;
use crate::kpi::is_snake_case;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnType {
    /// UTF-8 text.
    Text,
    /// 64-bit whole numbers: counts, seconds, minor units of money.
    Integer,
    /// True or false.
    Boolean,
    /// A site-local day.
    Date,
    /// An instant: microseconds in UTC.
    Timestamp,
    /// A decimal with precision and scale.
    Decimal(u8, i8),
}

impl fmt::Display for ColumnType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => formatter.write_str("text"),
            Self::Integer => formatter.write_str("integer"),
            Self::Boolean => formatter.write_str("boolean"),
            Self::Date => formatter.write_str("date"),
            Self::Timestamp => formatter.write_str("timestamp"),
            Self::Decimal(precision, scale) => write!(formatter, "decimal({precision},{scale})"),
        }
    }
}

impl FromStr for ColumnType {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "unknown type `{text}`, expected one of: text, integer, boolean, date, timestamp, decimal(precision,scale)"
            )
        };
        Ok(match text {
            "text" => Self::Text,
            "integer" => Self::Integer,
            "boolean" => Self::Boolean,
            "date" => Self::Date,
            "timestamp" => Self::Timestamp,
            _ => {
                let inner = text.strip_prefix("decimal(").and_then(|rest| rest.strip_suffix(')')).ok_or_else(wrong)?;
                let (precision, scale) = inner.split_once(',').ok_or_else(wrong)?;
                let precision = precision.trim().parse().ok().filter(|p| (1..=38).contains(p)).ok_or_else(wrong)?;
                let scale: i8 = scale.trim().parse().map_err(|_| wrong())?;
                Self::Decimal(precision, scale)
            }
        })
    }
}

impl<'de> serde::Deserialize<'de> for ColumnType {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for ColumnType {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ColumnType".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^(text|integer|boolean|date|timestamp|decimal\\([0-9]+, ?[0-9]+\\))$"
        })
    }
}

/// One column of a model.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The type.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// Whether a value may be missing.
    #[serde(default = "nullable")]
    pub null: bool,
    /// What the column says.
    #[serde(default)]
    pub description: String,
    /// For an instant: the name of the site-local date that is kept beside it.
    pub local_date: Option<String>,
}

const fn nullable() -> bool {
    true
}

/// How a table is cut into parts that can be rebuilt alone. The column never changes in the life of a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Partition {
    /// One part.
    #[default]
    None,
    /// By the month of a date or an instant (in UTC).
    Month(String),
    /// By the day of a date or an instant (in UTC).
    Day(String),
    /// By the value of a text column.
    Column(String),
}

impl FromStr for Partition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no partition, expected `month(column)`, `day(column)` or a column");
        let text = text.trim();
        let Some((transform, rest)) = text.split_once('(') else {
            return if is_snake_case(text) { Ok(Self::Column(text.to_owned())) } else { Err(wrong()) };
        };
        let column = rest.strip_suffix(')').map(str::trim).filter(|column| is_snake_case(column)).ok_or_else(wrong)?;
        match transform.trim() {
            "month" => Ok(Self::Month(column.to_owned())),
            "day" => Ok(Self::Day(column.to_owned())),
            _ => Err(wrong()),
        }
    }
}

impl Partition {
    /// The column that it reads.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Month(column) | Self::Day(column) | Self::Column(column) => Some(column),
        }
    }
}

impl<'de> serde::Deserialize<'de> for Partition {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Partition {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Partition".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^((month|day)\\([a-z][a-z0-9_]*\\)|[a-z][a-z0-9_]*)$" })
    }
}

/// The columns of a model, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Columns(pub Vec<(String, Column)>);

impl<'de> serde::Deserialize<'de> for Columns {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> serde::de::Visitor<'de> for InOrder {
            type Value = Columns;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map of columns")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut access: A) -> Result<Columns, A::Error> {
                let mut columns = Vec::new();
                while let Some(entry) = access.next_entry::<String, Column>()? {
                    columns.push(entry);
                }
                Ok(Columns(columns))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

impl schemars::JsonSchema for Columns {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Columns".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let column = generator.subschema_for::<Column>();
        schemars::json_schema!({ "type": "object", "additionalProperties": column })
    }
}

/// The header of a model file.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "tidings model header")]
pub struct ModelHeader {
    /// The name, as the file says.
    pub model: String,
    /// What one row is.
    pub description: String,
    /// The columns that tell rows apart.
    pub key: Vec<String>,
    /// How the table is cut.
    #[serde(default)]
    pub partition: Partition,
    /// The columns of the query, in its order.
    pub columns: Columns,
}

/// A model file: its contract and its query.
#[derive(Debug, Clone)]
pub struct Model {
    /// The contract.
    pub header: ModelHeader,
    /// The file with the query and all places.
    pub source: SqlFile,
}

impl Model {
    /// Reads `models/<name>.sql`.
    ///
    /// # Errors
    /// Every mistake in the header, at its place.
    pub fn parse(file: &str, text: &str, name: &str) -> Result<Self, Vec<Diagnostic>> {
        let source = SqlFile::parse(file, text, "model").map_err(|finding| vec![finding])?;
        let header: ModelHeader = source.header.read().map_err(|finding| vec![finding])?;
        let mut findings = Vec::new();
        let document = &source.header;
        if header.model != name {
            findings.push(
                document
                    .error("/model", format!("the header says `{}`, the file is called `{name}`", header.model))
                    .hint(format!("write `model: {name}` or rename the file")),
            );
        }
        let known: Vec<String> = header.full_columns().into_iter().map(|(name, _, _)| name).collect();
        for (index, key) in header.key.iter().enumerate() {
            match header.columns.0.iter().find(|(name, _)| name == key) {
                None => findings.push(
                    document
                        .error(&format!("/key/{index}"), format!("key column `{key}` is not among the columns"))
                        .hint(crate::diagnostic::did_you_mean(key, known.iter().map(String::as_str))),
                ),
                Some((_, column)) if column.null => findings.push(
                    document
                        .error(&format!("/columns/{key}"), format!("key column `{key}` may be missing"))
                        .hint("add `null: false`"),
                ),
                Some(_) => {}
            }
        }
        if header.key.is_empty() {
            findings.push(document.error("/key", "a model needs a key").hint("name the columns that tell rows apart"));
        }
        if let Some(column) = header.partition.column() {
            let found = header.full_columns().into_iter().find(|(name, _, _)| name == column);
            match found {
                None => findings.push(
                    document
                        .error("/partition", format!("partition column `{column}` is not among the columns"))
                        .hint(crate::diagnostic::did_you_mean(column, known.iter().map(String::as_str))),
                ),
                Some((_, _, true)) => findings.push(
                    document
                        .error("/partition", format!("partition column `{column}` may be missing"))
                        .hint("a partition column has `null: false`"),
                ),
                Some(_) => {}
            }
        }
        for (name, column) in &header.columns.0 {
            let pointer = format!("/columns/{name}");
            if !is_snake_case(name) {
                findings
                    .push(document.error(&pointer, format!("`{name}` is no column name")).hint("use lower snake case"));
            }
            if column.local_date.is_some() {
                if column.kind != ColumnType::Timestamp {
                    findings.push(
                        document
                            .error(&pointer, format!("`{name}` has a local date but is a {}", column.kind))
                            .hint("only a timestamp has a local date"),
                    );
                }
                if !header.columns.0.iter().any(|(other, _)| other == "site") {
                    findings.push(
                        document
                            .error(&pointer, format!("`{name}` has a local date but the model has no column `site`"))
                            .hint("add `site: { type: text, null: false }`"),
                    );
                }
            }
        }
        let mut seen: Vec<&String> = Vec::new();
        for name in &known {
            if seen.contains(&name) {
                findings.push(document.error("/columns", format!("column `{name}` is there twice")));
            }
            seen.push(name);
        }
        if findings.is_empty() { Ok(Self { header, source }) } else { Err(findings) }
    }
}

impl ModelHeader {
    /// All columns of the stored table: name, type, whether a value may be missing. Local dates stand behind
    /// the columns of the query.
    #[must_use]
    pub fn full_columns(&self) -> Vec<(String, ColumnType, bool)> {
        let own = self.columns.0.iter().map(|(name, column)| (name.clone(), column.kind, column.null));
        let dates = self.columns.0.iter().filter_map(|(_, column)| {
            column.local_date.as_ref().map(|date| (date.clone(), ColumnType::Date, column.null))
        });
        own.chain(dates).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contract_is_read_and_local_dates_are_added() {
        let text = "/* @model\nmodel: contact\ndescription: One interaction.\nkey: [contact_id]\npartition: month(offered_at)\ncolumns:\n  contact_id: { type: text, null: false }\n  site: { type: text, null: false }\n  offered_at: { type: timestamp, null: false, local_date: offered_date }\n  cost: { type: \"decimal(12,2)\" }\n@model */\nSELECT 1\n";
        let model = Model::parse("models/contact.sql", text, "contact").unwrap();
        let names: Vec<String> = model.header.full_columns().into_iter().map(|column| column.0).collect();
        assert_eq!(names, ["contact_id", "site", "offered_at", "cost", "offered_date"]);
        assert_eq!(model.header.partition, Partition::Month("offered_at".into()));
        let findings = Model::parse("m.sql", &text.replace("[contact_id]", "[contact]"), "contact").unwrap_err();
        assert_eq!(findings[0].hint.as_deref(), Some("did you mean `contact_id`?"));
    }
}
