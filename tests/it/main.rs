//! The tests that need the engine, in one binary.
//!
//! With `TIDINGS_TEST_PROGRAM` set this binary is the program `tidings` itself.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test stops at the first surprise and says why it was skipped"
)]

mod catalogue;
mod config;
mod duckdb;
mod fusion;
mod history;
mod law;
mod models;
mod mutants;
mod osi;
mod program;
mod projects;
mod schemas;
mod transcripts;
mod versions;

use libtest_mimic::{Arguments, Trial};

fn main() {
    if std::env::var_os(program::AS_PROGRAM).is_some() {
        let code = tidings::program(std::env::args_os());
        std::process::exit(i32::from(code));
    }
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = Vec::new();
    trials.extend(duckdb::trials());
    trials.extend(history::trials());
    trials.extend(catalogue::trials());
    trials.extend(config::trials());
    trials.extend(law::trials());
    trials.extend(fusion::trials());
    trials.extend(models::trials());
    trials.extend(mutants::trials());
    trials.extend(osi::trials());
    trials.extend(projects::trials());
    trials.extend(schemas::trials());
    trials.extend(transcripts::trials());
    trials.extend(versions::trials());
    libtest_mimic::run(&arguments, trials).exit();
}
