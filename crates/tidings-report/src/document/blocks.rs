//! What a section shows: cards, lines, tables, the balance, definitions, data quality.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use tidings_core::kpi::KpiId;

use super::{Band, Change, Count, Instant, Label, Note, TargetMark, Tick, Value};

/// Headline figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cards {
    /// In order.
    pub cards: Vec<Card>,
}

/// One headline figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The definition it was counted by.
    pub kpi: KpiId,
    /// The KPI's name.
    pub label: String,
    /// The value.
    pub value: Value,
    /// What it should be.
    pub target: Option<TargetMark>,
    /// What is usual elsewhere.
    pub benchmark: Option<String>,
    /// How it changed.
    pub changes: Vec<Change>,
    /// What a reader must know beside it.
    pub notes: Vec<Note>,
    /// The shape of its recent course, where the report has a trend of it.
    pub recent: Vec<Option<Decimal>>,
}

/// A line over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trend {
    /// The definition that all points were counted by.
    pub kpi: KpiId,
    /// The caption.
    pub title: String,
    /// The points, oldest first.
    pub points: Vec<Point>,
    /// The marks on the axis of values, lowest first; the first and the last are the ends of the axis.
    pub ticks: Vec<Tick>,
    /// The target.
    pub target: Option<Tick>,
    /// What is usual elsewhere.
    pub band: Option<Band>,
    /// What the line shows, as sentences.
    pub summary: String,
    /// How many points are missing between others, as a sentence.
    pub gaps: Option<String>,
    /// The words that open the table of values.
    pub table_label: String,
    /// The heads of that table: period, value.
    pub heads: [String; 2],
}

/// A point of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The period's name in paths.
    pub period: String,
    /// Its first day.
    pub start: Date,
    /// Its short name below the axis.
    pub axis: String,
    /// Its name.
    pub text: String,
    /// The value.
    pub value: Value,
}

/// Rows by a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The dimension.
    pub dimension: String,
    /// The caption.
    pub title: String,
    /// The head of the first column.
    pub stub: String,
    /// The heads of the other columns.
    pub heads: Vec<Head>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The KPIs over everything.
    pub total: Row,
    /// What the last row is; or that there is no row.
    pub note: String,
}

/// The head of a KPI's column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The definition.
    pub kpi: KpiId,
    /// The short name.
    pub text: String,
    /// The full name.
    pub full: String,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What the row is about.
    pub label: Label,
    /// A value for each head.
    pub cells: Vec<Value>,
}

/// Handle time beside quality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// The heads: measure, before, now, change.
    pub heads: [String; 4],
    /// The rows, the one to be balanced first.
    pub rows: Vec<BalanceRow>,
    /// What the rows say together.
    pub verdict: Verdict,
    /// In words.
    pub text: String,
    /// How the first KPI and each other one went together, day by day; those with enough days only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub correlations: Vec<Correlation>,
    /// How a correlation is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_note: Option<String>,
}

/// How two KPIs went together over days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correlation {
    /// The KPI beside the first one.
    pub kpi: KpiId,
    /// Pearson's coefficient, from -1 to 1, with two decimals.
    pub raw: Decimal,
    /// The days on which both had a value.
    pub days: u32,
    /// In words.
    pub text: String,
}

/// One side of the balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalanceRow {
    /// The definition.
    pub kpi: KpiId,
    /// The KPI's name.
    pub label: String,
    /// The value of the period before.
    pub before: Value,
    /// The value of the period.
    pub now: Value,
    /// The difference.
    pub change: Change,
}

/// What a balance says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The first KPI fell while another got worse.
    Warning,
    /// It did not, or nothing got worse.
    Calm,
    /// A figure is missing.
    Unknown,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definitions {
    /// One for each KPI, in the report's order.
    pub entries: Vec<Definition>,
}

/// One definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// The version in force.
    pub kpi: KpiId,
    /// The KPI's name.
    pub name: String,
    /// What it counts.
    pub definition: String,
    /// Its unit in words.
    pub unit: String,
    /// Its version in words.
    pub version: String,
    /// Its parameters.
    pub parameters: Vec<ParameterText>,
    /// When it changed, in words.
    pub changed: Option<String>,
    /// Why it changed.
    pub reason: Option<String>,
    /// What the figure would be by the earlier version.
    pub earlier: Option<Earlier>,
    /// How it misleads.
    pub caution: Option<String>,
}

/// A parameter in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterText {
    /// Its name in the definition.
    pub name: String,
    /// The value.
    pub raw: i64,
    /// In words.
    pub text: String,
}

/// The figure by the earlier version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// The earlier version.
    pub kpi: KpiId,
    /// Its value.
    pub value: Value,
    /// In words.
    pub text: String,
}

/// How far the data reach, and what was rejected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataQuality {
    /// Facts, as sentences: how far the data reach, rejected rows, days of unusual length.
    pub facts: Vec<Fact>,
    /// What became of the rows read.
    pub accounts: Accounts,
    /// The first rejected rows.
    pub rejects: Rejects,
}

/// A sentence about the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Whether a reader should mind.
    pub warning: bool,
    /// In words.
    pub text: String,
}

/// The row accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accounts {
    /// The caption.
    pub title: String,
    /// The heads: source, seven counts, latest.
    pub heads: [String; 9],
    /// One for each stream.
    pub rows: Vec<AccountRow>,
    /// Stands in place of the table where there is no row.
    pub empty: String,
}

/// The account of one stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRow {
    /// Source and stream, such as `acd.contacts`.
    pub stream: String,
    /// Read, inserted, updated, unchanged, superseded, deleted, rejected.
    pub counts: [Count; 7],
    /// The latest instant in the stream.
    pub latest: Instant,
}

/// The first rejected rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejects {
    /// The caption.
    pub title: String,
    /// The heads: file, line, reason.
    pub heads: [String; 3],
    /// The rows.
    pub rows: Vec<RejectRow>,
}

/// One rejected row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectRow {
    /// The file.
    pub file: String,
    /// The line.
    pub line: Option<u64>,
    /// Why, in English.
    pub reason: String,
}
