//! `cutline schema`: the shape of a workspace file, for editors and for whoever writes such files.

use super::error::CommandError;
use super::output;
use crate::domain::schema;

/// Prints the schema.
pub(super) fn print() -> Result<(), CommandError> {
    output::json(&schema::workspace())
}
