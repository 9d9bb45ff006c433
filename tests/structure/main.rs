//! Tests of the house itself. They read the repository and link no part of the program, so they run in seconds.
//!
//! `ARCHITECTURE.md` holds the tables that [`edges`] enforces: the page that people read is the rule.

#![expect(clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "all of this is test code")]

mod edges;
mod files;
mod manifests;
mod pages;
mod plugins;
mod repository;
