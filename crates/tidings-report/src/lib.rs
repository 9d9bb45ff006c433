//! Reports: a definition, values and a language become a [`Document`]; a document becomes HTML, Markdown, CSV and JSON.
//!
//! [`figure_requests`] tells which values a report needs, [`resolve`] writes the document, [`render`] prints it. All
//! words and all rounding happen in [`resolve`], so the formats cannot drift apart, and an archived document is printed
//! again byte for byte. Nothing here evaluates a KPI, sends anything, or reads a file or a clock.

mod amount;
pub mod catalogue;
pub mod chart;
pub mod document;
mod error;
mod figures;
mod input;
mod names;
mod plain;
mod render;
mod request;
mod resolve;

pub use catalogue::{
    CatalogueEntry, CatalogueInput, CataloguePage, KpiWords, catalogue_page, query_outputs, render_catalogue,
};
pub use document::Document;
pub use error::Error;
pub use figures::{Figures, Keys, Remark};
pub use input::{ClockChange, DataQuality, KpiEntry, ParameterValue, Reject, ReportInput, RowAccount};
pub use names::message_ids;
pub use plain::plain;
pub use render::render;
pub use request::{FigureRequest, figure_requests};
pub use resolve::resolve;
pub use tidings_core::report::Format;
