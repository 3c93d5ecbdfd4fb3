//! The sheet of the trade-off log: one row per entry, oldest first.

use chrono::{DateTime, Datelike, FixedOffset, Timelike};
use rust_xlsxwriter::{ExcelDateTime, RowNum, Worksheet, XlsxError};

use super::sheet::{Look, ROWS, Sheet};
use crate::domain::id::ItemId;
use crate::domain::telling::{tell, told_crossing};
use crate::domain::text::first_of;
use crate::domain::tradeoff::{Entry, EntryKind};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;

const HEAD: [&str; 12] = [
    "Entry",
    "Time",
    "Side",
    "By",
    "What",
    "Rank before",
    "Rank after",
    "Score before",
    "Score after",
    "Came in",
    "Fell out",
    "Reason",
];

/// How many of those who crossed the line with one entry are named.
const NAMED: usize = 100;

/// Writes the sheet. Where there are more entries than rows, the first ones are left out.
pub(super) fn write(workshop: &Workshop, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
    let workspace = workshop.workspace();
    let mut sheet = Sheet::new(worksheet, "Log")?;
    sheet.head(0, &HEAD.map(str::to_owned))?;
    // A reason is told with the entry that it explains.
    let told = |entry: &&Entry| entry.kind != EntryKind::Reason;
    let left = workspace.log().iter().filter(told).count().saturating_sub(ROWS - 1);
    let mut last = 0;
    for (row, entry) in (1..).zip(workspace.log().iter().filter(told).skip(left)) {
        write_entry(&mut sheet, workspace, row, entry)?;
        last = row;
    }
    sheet.fit()?;
    sheet.raw.set_freeze_panes(1, 0)?;
    sheet.raw.autofilter(0, 0, last.max(1), HEAD.len() as u16 - 1)?;
    sheet.raw.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

fn write_entry(
    sheet: &mut Sheet<'_>,
    workspace: &Workspace,
    row: RowNum,
    entry: &Entry,
) -> Result<(), XlsxError> {
    sheet.number((row, 0), entry.seq as f64, Look::Centred)?;
    if let Some(at) = entry.at.and_then(moment) {
        sheet.widen(1, "2026-01-20 10:42");
        sheet.number((row, 1), at.to_excel(), Look::Time)?;
    }
    sheet.entry((row, 2), entry.side.map_or("", |side| side.name()))?;
    let by = entry.by.as_ref().map_or("", |by| workspace.name_of(by));
    sheet.entry((row, 3), by)?;
    let told = tell(workspace, entry);
    let what: Vec<&str> = std::iter::once(&told.cause).chain(&told.inversions).map(String::as_str).collect();
    sheet.entry((row, 4), &what.join(" · "))?;
    // Nobody is to be anchored by where it stood.
    if !entry.item.as_ref().is_some_and(|id| workspace.is_blind(id)) {
        for (column, rank) in [(5, entry.rank.from), (6, entry.rank.to)] {
            rank.map_or(Ok(()), |rank| sheet.number((row, column), f64::from(rank), Look::Centred))?;
        }
        sheet.value((row, 7), entry.score.from, Look::Score)?;
        sheet.value((row, 8), entry.score.to, Look::Score)?;
    }
    let crossing = told_crossing(workspace, entry);
    sheet.entry((row, 9), &titles(workspace, &crossing.entered))?;
    sheet.entry((row, 10), &titles(workspace, &crossing.left))?;
    let rest = told.rest.iter().map(|(word, said)| format!("{word}: {said}"));
    let why: Vec<String> = told.reason.into_iter().chain(rest).collect();
    sheet.entry((row, 11), &why.join(" · "))
}

fn titles(workspace: &Workspace, ids: &[&ItemId]) -> String {
    let title = |id: &&ItemId| {
        workspace.slot(id).map_or(id.as_str().to_owned(), |slot| workspace.item(slot).full_title().to_owned())
    };
    first_of(ids.iter().map(title), ids.len(), NAMED)
}

/// The time of the room, as sheets count it; none where their calendar does not reach.
fn moment(at: DateTime<FixedOffset>) -> Option<ExcelDateTime> {
    let day =
        ExcelDateTime::from_ymd(u16::try_from(at.year()).ok()?, at.month() as u8, at.day() as u8).ok()?;
    day.and_hms(at.hour() as u16, at.minute() as u8, f64::from(at.second())).ok()
}
