//! Makes documents of a workshop for others, one file per format: domain → bytes, and no files.
//!
//! ```text
//! backlog   who stands in a document, and in which order
//! csv       a table that comes in again as it went out
//! xlsx      a workbook whose formulas go on ranking
//! markdown  the ranking to paste
//! json      the ranking for programs, in the shape of `rank --json`
//! shape     that shape
//! svg html  the matrix, and the ranking as a page: drawn and written by `chart` and `report`
//! ```
//!
//! What is voted on blind has no value, no score and no rank while it is: there is nothing that could get out.

mod backlog;
mod csv;
pub(crate) mod json;
mod markdown;
pub(crate) mod shape;
mod xlsx;

use chrono::NaiveDate;

use crate::chart::{self, Look};
use crate::domain::document::Format;
use crate::domain::workshop::Workshop;
use crate::report;

/// Why there is no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportError {
    /// What the writer of a format said.
    #[error("it cannot be written as {format}: {why}")]
    Unwritable {
        /// The format.
        format: Format,
        /// Why not.
        why: String,
    },
}

/// A workshop as a document of a format; the day stands on a page.
///
/// # Errors
/// What the writer of the format said.
pub fn write(format: Format, workshop: &Workshop, today: NaiveDate) -> Result<Vec<u8>, ExportError> {
    match format {
        Format::Csv => csv::write(workshop),
        Format::Xlsx => xlsx::write(workshop),
        Format::Markdown => Ok(markdown::write(workshop).into_bytes()),
        Format::Json => json::write(workshop),
        Format::Svg => Ok(chart::matrix(workshop, Look::Alone).into_bytes()),
        Format::Html => match report::page(workshop, today) {
            Ok(page) => Ok(page.into_bytes()),
            Err(error) => Err(unwritable(format)(&error)),
        },
    }
}

/// What a writer said, as an error of its format.
fn unwritable(format: Format) -> impl Fn(&dyn std::fmt::Display) -> ExportError {
    move |why| ExportError::Unwritable { format, why: why.to_string() }
}
