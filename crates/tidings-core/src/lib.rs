//! The vocabulary of tidings: what a site, a period, a KPI and a report are, and how a user's file is read.
//!
//! Nothing here reads a disk, waits, or knows Arrow. Files come in as text with the name that errors show.

pub mod calendar;
pub mod diagnostic;
pub mod figure;
pub mod header;
pub mod kpi;
pub mod model;
pub mod period;
pub mod project;
pub mod report;
pub mod schedule;
pub mod setting;
pub mod site;
pub mod table;
pub mod yaml;
