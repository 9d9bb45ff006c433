//! The warehouse, from outside: real tables in a temporary folder.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod faults;
mod functions;
mod ledger;
mod models;
mod percentile;
mod splits;
mod sql;
mod streams;
mod tickets;
