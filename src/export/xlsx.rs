//! The ranking as a workbook that goes on ranking: scores, ranks and the line are formulas over what was scored.
//!
//! ```text
//! columns   what stands in which column, and above the table
//! formulas  a score, a rank and a side of the line, as a spreadsheet works them out
//! ranking   the sheet of the ranking
//! log       the sheet of the trade-off log
//! sheet     cells: their formats, texts that are cut to what one holds
//! ```
//!
//! What a cell shows before anybody calculates is what the program says. Text is written as text, whatever it looks like.

mod columns;
mod formulas;
mod log;
mod ranking;
mod sheet;

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::{ExportError, unwritable};
use crate::domain::document::Format;
use crate::domain::workshop::Workshop;

/// Writes the workbook.
pub(super) fn write(workshop: &Workshop) -> Result<Vec<u8>, ExportError> {
    workbook(workshop).map_err(|error| unwritable(Format::Xlsx)(&error))
}

fn workbook(workshop: &Workshop) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(workshop)?);
    ranking::write(workshop, workbook.add_worksheet())?;
    log::write(workshop, workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

/// The title, and the day of the last entry of the log as the day it was made: the same workshop makes the same file.
fn properties(workshop: &Workshop) -> Result<DocProperties, XlsxError> {
    let workspace = workshop.workspace();
    let last = workspace.log().last().and_then(|entry| entry.at).map(|at| at.date_naive());
    let year =
        last.and_then(|day| u16::try_from(day.year()).ok()).filter(|year| (1900..=9999).contains(year));
    let day = match (year, last) {
        (Some(year), Some(day)) => ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)?,
        _ => ExcelDateTime::from_ymd(2000, 1, 1)?,
    };
    Ok(DocProperties::new().set_title(workspace.head().title.as_str()).set_creation_datetime(&day))
}
