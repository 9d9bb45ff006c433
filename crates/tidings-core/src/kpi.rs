//! The header of a KPI file: what a versioned query counts, in what unit, by which clock.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::header::SqlFile;
use crate::period::Grain;
use jiff::civil::Date;

/// A KPI and its version, written `aht@2`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KpiId {
    /// Lower snake case, the folder's name.
    pub name: String,
    /// From 1.
    pub version: u32,
}

impl fmt::Display for KpiId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}@{}", self.name, self.version)
    }
}

impl FromStr for KpiId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no KPI version, expected a name and a number such as `aht@2`");
        let (name, version) = text.split_once('@').ok_or_else(wrong)?;
        let version: u32 = version.parse().ok().filter(|version| *version > 0).ok_or_else(wrong)?;
        if !is_snake_case(name) {
            return Err(wrong());
        }
        Ok(Self { name: name.to_owned(), version })
    }
}

impl serde::Serialize for KpiId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for KpiId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for KpiId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "KpiId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[a-z][a-z0-9_]*@[1-9][0-9]*$" })
    }
}

/// Whether `name` can name a table, a column or a KPI.
#[must_use]
pub fn is_snake_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        pub enum $name { $($(#[$variant_meta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// The word used in files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// What a value measures, and so how it is printed.
    Unit {
        /// A whole number of things.
        Count = "count",
        /// A fraction: 0.48 prints as 48 %.
        Percent = "percent",
        /// Seconds.
        Duration = "duration",
        /// A mean of marks, such as 4.2 of 5.
        Score = "score",
        /// From -100 to 100.
        Points = "points",
        /// Minor units of a currency, which is a key.
        Money = "money",
        /// A quotient without a unit.
        Ratio = "ratio",
    }
}

words! {
    /// Which direction is good.
    Better {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
        /// Context: never coloured, never ranked.
        None = "none",
    }
}

words! {
    /// Where a version stands in its life.
    Status {
        /// May still be edited; not used for reports unless asked for by version.
        Draft = "draft",
        /// In force from its date on; never edited again.
        Released = "released",
        /// Kept for comparison only.
        Deprecated = "deprecated",
    }
}

words! {
    /// How rows belong to periods.
    Kind {
        /// A row belongs to the period of its date.
        Flow = "flow",
        /// A row counts where it is valid at a period's end.
        Snapshot = "snapshot",
    }
}

/// The column that puts a row in a period; for snapshots the two columns between which it is valid.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Time {
    /// One column for every relation that the query reads.
    One(String),
    /// A column, or the pair of a snapshot, for each relation.
    PerRelation(BTreeMap<String, RelationTime>),
}

/// The time of one relation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum RelationTime {
    /// A site-local date.
    Date(String),
    /// Two instants: valid from, valid to (empty while valid).
    Validity([String; 2]),
}

/// The type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ParameterType {
    /// A whole number.
    Integer,
}

/// A number that a project may set per site, within bounds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// The type.
    #[serde(rename = "type")]
    pub kind: ParameterType,
    /// The value where a project sets none.
    pub default: i64,
    /// The smallest value allowed.
    pub min: Option<i64>,
    /// The largest value allowed.
    pub max: Option<i64>,
}

impl Parameter {
    /// Whether `value` is within the bounds.
    #[must_use]
    pub fn allows(&self, value: i64) -> bool {
        self.min.is_none_or(|min| min <= value) && self.max.is_none_or(|max| value <= max)
    }
}

/// How many days must pass after a period before its value is known.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Maturity {
    /// So many days.
    Days(u16),
    /// As many as a parameter says, written `$window_days`.
    Parameter(String),
}

/// The header of a KPI file.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "tidings KPI header")]
pub struct KpiHeader {
    /// Name and version, as the folder and the file say.
    pub kpi: KpiId,
    /// Where the version stands in its life.
    #[serde(default = "draft")]
    pub status: Status,
    /// What the value measures.
    pub unit: Unit,
    /// Which direction is good.
    pub better: Better,
    /// How rows belong to periods.
    #[serde(default = "flow")]
    pub kind: Kind,
    /// The site-local date that puts a row in a period.
    pub time: Time,
    /// The keys by which the KPI may be sliced, besides `site`.
    #[serde(default)]
    pub dimensions: Vec<String>,
    /// With fewer rows behind it a value is thin and not shown.
    #[serde(default)]
    pub minimum: u32,
    /// The version that this one takes over from.
    pub supersedes: Option<KpiId>,
    /// The first site-local day on which this version is in force.
    pub effective_from: Option<String>,
    /// The message that explains the change.
    pub reason: Option<String>,
    /// KPIs that are shown beside this one.
    #[serde(default)]
    pub read_with: Vec<String>,
    /// The parameters of the query.
    #[serde(default)]
    pub parameters: BTreeMap<String, Parameter>,
    /// The days that a site's data must reach past a period's end before its value is known: a number, or a
    /// parameter such as `$window_days`.
    pub maturity: Option<Maturity>,
    /// The shortest period that the KPI has a value for: `month` where a relation is dated by month.
    #[serde(default = "by_day")]
    pub finest: Grain,
    /// Who answers for the definition.
    pub owner: Option<String>,
}

/// The parameter that every snapshot has: the instant at which the period ends at the row's site.
pub const PERIOD_END: &str = "period_end";

const fn by_day() -> Grain {
    Grain::Day
}

const fn draft() -> Status {
    Status::Draft
}

const fn flow() -> Kind {
    Kind::Flow
}

impl KpiHeader {
    /// The first day on which the version is in force; the beginning of time where none is given.
    #[must_use]
    pub fn effective_date(&self) -> Date {
        self.effective_from.as_deref().and_then(|text| text.parse().ok()).unwrap_or(Date::MIN)
    }

    /// The time of one relation.
    #[must_use]
    pub fn time_of(&self, relation: &str) -> Option<RelationTime> {
        match &self.time {
            Time::One(column) => Some(RelationTime::Date(column.clone())),
            Time::PerRelation(times) => times.get(relation).cloned(),
        }
    }

    /// The Fluent message of the KPI: `kpi-frt-median`, with the attributes `short`, `definition`, `caution`.
    #[must_use]
    pub fn message(&self) -> String {
        message_id(&self.kpi.name)
    }
}

/// The Fluent message of a KPI's name.
#[must_use]
pub fn message_id(name: &str) -> String {
    format!("kpi-{}", name.replace('_', "-"))
}

/// A KPI file: its header and its query.
#[derive(Debug, Clone)]
pub struct Kpi {
    /// The header.
    pub header: KpiHeader,
    /// The file with the query and all places.
    pub source: SqlFile,
}

impl Kpi {
    /// Reads `kpis/<name>/v<N>.sql`. `name` and `version` are what the path says.
    ///
    /// # Errors
    /// Every mistake in the header, at its place.
    pub fn parse(file: &str, text: &str, name: &str, version: u32) -> Result<Self, Vec<Diagnostic>> {
        let source = SqlFile::parse(file, text, "kpi").map_err(|finding| vec![finding])?;
        let header: KpiHeader = source.header.read().map_err(|finding| vec![finding])?;
        let mut findings = Vec::new();
        let mut wrong = |pointer: &str, message: String, hint: String| {
            findings.push(source.header.error(pointer, message).hint(hint));
        };
        if header.kpi.name != name || header.kpi.version != version {
            wrong(
                "/kpi",
                format!("the header says `{}`, the path says `{name}@{version}`", header.kpi),
                format!("write `kpi: {name}@{version}` or move the file"),
            );
        }
        if let Some(text) = &header.effective_from
            && text.parse::<Date>().is_err()
        {
            wrong("/effective_from", format!("`{text}` is no date"), "write it as `2026-07-01`".into());
        }
        if let Some(before) = &header.supersedes {
            if before.name != header.kpi.name || before.version >= header.kpi.version {
                wrong(
                    "/supersedes",
                    format!("`{}` cannot take over from `{before}`", header.kpi),
                    "name an earlier version of the same KPI".into(),
                );
            }
            if header.effective_from.is_none() {
                wrong(
                    "/supersedes",
                    format!("`{}` takes over from `{before}` but has no first day", header.kpi),
                    "add `effective_from: YYYY-MM-DD`".into(),
                );
            }
            if header.reason.is_none() {
                wrong(
                    "/supersedes",
                    format!("`{}` changes a definition without a reason", header.kpi),
                    format!(
                        "add `reason: {}-v{}-reason` and write that message in every language",
                        header.message(),
                        header.kpi.version
                    ),
                );
            }
        }
        for (name, parameter) in &header.parameters {
            let pointer = format!("/parameters/{name}");
            if !is_snake_case(name) {
                wrong(
                    &pointer,
                    format!("`{name}` is no parameter name"),
                    "use lower case letters, digits and `_`".into(),
                );
            }
            if !parameter.allows(parameter.default) {
                wrong(
                    &pointer,
                    format!("the default {} of `{name}` is outside its bounds", parameter.default),
                    "move the default or the bounds".into(),
                );
            }
        }
        if header.parameters.contains_key(PERIOD_END) {
            wrong(
                &format!("/parameters/{PERIOD_END}"),
                format!("`{PERIOD_END}` is a parameter that every snapshot has"),
                "use another name".into(),
            );
        }
        if let Some(Maturity::Parameter(text)) = &header.maturity
            && !text.strip_prefix('$').is_some_and(|name| header.parameters.contains_key(name))
        {
            wrong(
                "/maturity",
                format!("found `{text}`, expected a number of days or a parameter"),
                "write `maturity: 7`, or `maturity: $window_days` and declare that parameter".into(),
            );
        }
        for (index, key) in header.dimensions.iter().enumerate() {
            if key == "site" || header.dimensions[..index].contains(key) {
                wrong(
                    &format!("/dimensions/{index}"),
                    format!("dimension `{key}` is there already"),
                    "remove it; `site` is always one".into(),
                );
            }
        }
        let validity = matches!(&header.time, Time::PerRelation(times) if times.values().any(|time| matches!(time, RelationTime::Validity(_))));
        if (header.kind == Kind::Snapshot) != validity {
            wrong(
                "/time",
                "a snapshot, and only a snapshot, has a pair of instants as its time".into(),
                "write `kind: snapshot` and `time: { ticket_span: [valid_from, valid_to] }`, or a date column".into(),
            );
        }
        if findings.is_empty() { Ok(Self { header, source }) } else { Err(findings) }
    }
}

/// "unknown KPI", with the nearest name.
#[must_use]
pub fn unknown_kpi<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> (String, String) {
    (format!("unknown KPI `{name}`"), did_you_mean(name, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(header: &str) -> Result<Kpi, Vec<Diagnostic>> {
        Kpi::parse("kpis/aht/v2.sql", &format!("/* @kpi\n{header}@kpi */\nSELECT 1 AS value FROM contact\n"), "aht", 2)
    }

    #[test]
    fn a_header_is_read() {
        let kpi = parse(
            "kpi: aht@2\nstatus: released\nunit: duration\nbetter: none\ntime: { contact: ended_date, shift: date }\ndimensions: [team]\nsupersedes: aht@1\neffective_from: 2026-07-01\nreason: kpi-aht-v2-reason\nparameters: { window_days: { type: integer, default: 7, min: 1, max: 30 } }\n",
        )
        .unwrap();
        assert_eq!(kpi.header.better, Better::None);
        assert_eq!(kpi.header.time_of("shift"), Some(RelationTime::Date("date".into())));
        assert_eq!(kpi.header.message(), "kpi-aht");
    }

    #[test]
    fn mistakes_are_placed() {
        let findings =
            parse("kpi: aht@3\nunit: duration\nbetter: none\ntime: ended_date\nsupersedes: fcr@1\n").unwrap_err();
        assert_eq!(findings.len(), 4, "{findings:#?}");
        assert_eq!(findings[0].position.unwrap().line, 2);
        let findings = parse("kpi: aht@2\nunit: minutes\nbetter: none\ntime: ended_date\n").unwrap_err();
        assert!(findings[0].message.contains("minutes"));
        assert_eq!(findings[0].position.unwrap().line, 3);
    }
}
