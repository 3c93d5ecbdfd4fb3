//! Prints the keys of the workshop.

use super::error::CommandError;

/// Prints every action and its keys.
#[expect(clippy::unnecessary_wraps, reason = "printing can fail, once there is a table of actions")]
pub(super) fn print() -> Result<(), CommandError> {
    Ok(())
}
