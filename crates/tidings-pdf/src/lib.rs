//! The place of the PDF renderer.
//!
//! It takes a [`Document`], in which every word and number is already in its final form, and sets it on A4 pages.
//! It stands in a crate of its own because a typesetter takes minutes to compile, which other work must not wait for.
//! There is no PDF yet: nothing here renders, and [`tidings_report::render`] has no such format.

pub use tidings_report::Document;
