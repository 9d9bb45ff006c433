//! The program. Everything it does stands in the library beside it.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::from(tidings::program(std::env::args_os()))
}
