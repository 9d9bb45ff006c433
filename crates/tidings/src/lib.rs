//! The program `tidings`: commands in, exit codes out.

mod cli;
mod commands;
mod failure;
mod logging;
mod messages;
mod output;
pub mod plugins;
mod progress;
pub mod schemas;

use std::ffi::OsString;

use clap::Parser;

pub(crate) use failure::Failure;

/// Exit code for a command line that cannot be understood, as in `sysexits.h`.
const USAGE: u8 = 64;
/// Exit code for a defect of the program.
const INTERNAL: u8 = 2;

/// Runs the program with a command line, its name first, and gives the exit code.
#[must_use]
pub fn program(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let cli = match cli::Cli::try_parse_from(&arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are answers; everything else is a mistake in the command line.
            let asked = !error.use_stderr();
            drop(error.print());
            return if asked { 0 } else { USAGE };
        }
    };
    logging::start(cli.log);
    let typed = arguments.iter().skip(1).map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ");
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            output::say(&format!("error: no threads: {error}"));
            return INTERNAL;
        }
    };
    match runtime.block_on(commands::run(cli, typed)) {
        Ok(code) => code,
        Err(failure) => {
            failure.show();
            failure.code
        }
    }
}
