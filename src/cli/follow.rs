//! Follows a workspace that somebody else works on, on a second terminal or a projector.

use std::path::PathBuf;

use clap::Args;

use super::config::Look;
use super::error::CommandError;
use super::open;

/// What is followed.
#[derive(Args)]
pub(super) struct Arguments {
    /// The workspace
    file: PathBuf,
    #[command(flatten)]
    look: Look,
}

/// Opens it without taking it from anybody, and shows what happens to it.
pub(super) fn run(arguments: &Arguments) -> Result<(), CommandError> {
    open::follow(&arguments.file, &arguments.look)
}
