//! The resolved report: every word and number in its final form, beside the raw value it stands for.
//!
//! A document is archived as JSON and rendered again from there, byte for byte. Renderers choose where things stand;
//! they add no word and round no number.

mod blocks;
mod value;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tidings_core::figure::Figure;
use tidings_core::period::Grain;

pub use blocks::*;
pub use value::*;

/// The shape of a document. A renderer reads the shapes up to its own.
pub const SCHEMA: u32 = 1;

/// A report, ready to be rendered in any format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// [`SCHEMA`] when it was made.
    pub schema: u32,
    /// The report's name.
    pub report: String,
    /// The locale of the words.
    pub language: String,
    /// The locale of numbers and dates.
    pub format_locale: String,
    /// The direction of writing.
    pub direction: Direction,
    /// The title.
    pub title: String,
    /// Title, place and period in one line.
    pub page_title: String,
    /// What the report is about.
    pub place: Place,
    /// When.
    pub period: PeriodText,
    /// Which clock the report goes by, as a sentence.
    pub time_zone: String,
    /// Up to when the data reach, as a sentence.
    pub data_as_of: Instant,
    /// The run, in words.
    pub run_text: String,
    /// The id of the run.
    pub run: String,
    /// Words that stand around the blocks.
    pub words: Words,
    /// What is shown, in order.
    pub sections: Vec<Section>,
    /// Every value behind it, for machines.
    pub figures: Vec<Figure>,
    /// The version of each table that the values were read from.
    pub versions: BTreeMap<String, i64>,
}

/// The direction of writing. All supported languages run from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
}

/// A site, or all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The site's id; nothing for all sites.
    pub site: Option<String>,
    /// Its name.
    pub name: String,
    /// Which sites are in the figures, as a sentence; only in a report of all sites.
    pub includes: Option<String>,
}

/// The period in words and in ISO 8601.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodText {
    /// Its length.
    pub grain: Grain,
    /// Its name in paths, such as `2026-W10`.
    pub label: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// In words.
    pub text: String,
}

/// Words that stand around the blocks, and how a spreadsheet in this language reads numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The label of the list of sections.
    pub contents: String,
    /// The mark between units and tenths, as the format locale writes it.
    pub decimal_mark: char,
    /// The heads of the spreadsheet: section, measure, row, from, to, value, unit, target, note.
    pub sheet: [String; 9],
    /// The word for seconds.
    pub seconds: String,
    /// The heads of a list of key figures: measure, value, target, note.
    pub cards: [String; 4],
}

/// A titled part of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Unique in the document and the same in every run: `trend-2`.
    pub id: String,
    /// The title.
    pub title: String,
    /// What it shows.
    pub blocks: Vec<Block>,
    /// What the marks behind its values mean, as sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
}

/// Something to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// Headline figures.
    Cards(Cards),
    /// A line over time.
    Trend(Trend),
    /// Rows by a dimension.
    Table(Table),
    /// Handle time beside quality.
    Balance(Balance),
    /// What was counted.
    Definitions(Definitions),
    /// How far the data reach.
    DataQuality(DataQuality),
}

impl Document {
    /// Reads an archived document.
    ///
    /// # Errors
    /// [`crate::Error::Read`] where the text is not a document of this or an earlier shape.
    pub fn from_json(bytes: &[u8]) -> Result<Self, crate::Error> {
        let wrong = |reason: String| crate::Error::Read { reason };
        let document: Self = serde_json::from_slice(bytes).map_err(|cause| wrong(cause.to_string()))?;
        if document.schema > SCHEMA {
            return Err(wrong(format!("it has shape {}, this program reads up to {SCHEMA}", document.schema)));
        }
        Ok(document)
    }
}
