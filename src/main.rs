//! Arguments → command → exit code. Everything else is the library's.

use std::process::ExitCode;

fn main() -> ExitCode {
    cutline::cli::run(std::env::args_os())
}
