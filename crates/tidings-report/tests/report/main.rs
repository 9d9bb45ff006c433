//! Whole reports: what they say in each language, and that no format lets data out of its place.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod catalogue;
mod chart;
mod formats;
mod golden;
mod hostile;
mod input;
mod markup;
mod meaning;
mod neutral;
