//! Opens the workshop on the terminal.

use std::path::Path;

use super::error::CommandError;

/// Opens a workspace.
#[expect(clippy::unnecessary_wraps, reason = "opening can fail, once there is a screen")]
pub(super) fn file(_file: &Path) -> Result<(), CommandError> {
    Ok(())
}

/// Opens a scratch copy of the sample.
#[expect(clippy::unnecessary_wraps, reason = "opening can fail, once there is a screen")]
pub(super) fn demo() -> Result<(), CommandError> {
    Ok(())
}
