//! The warehouse, from outside: real tables in a temporary folder.

mod faults;
mod functions;
mod ledger;
mod models;
mod splits;
mod sql;
mod streams;
mod tickets;
