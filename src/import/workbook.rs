//! Reads the sheets of a workbook as tables: XLSX, and whatever else the library opens (XLS, XLSB, ODS).

use std::io::Cursor;

use calamine::{Data, DataType, Dimensions, Range, Reader, Sheets, open_workbook_auto_from_rs};
use csv::StringRecord;

use super::ImportError;
use super::grid::{Grid, Row};

/// Beyond this, a number of a spreadsheet is not exact, and written as it comes.
const EXACT: f64 = 1e15;

/// The sheets that hold something, or the one of this name.
pub(super) fn grids(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<Grid<'static>>, ImportError> {
    let unreadable = |error: calamine::Error| ImportError::Workbook { reason: error.to_string() };
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(unreadable)?;
    let sheets = book.sheet_names();
    if let Some(name) = sheet.filter(|name| !sheets.iter().any(|sheet| sheet == name)) {
        return Err(ImportError::NoSheet { name: name.to_owned(), sheets });
    }
    let wanted = sheets.iter().filter(|name| sheet.is_none_or(|sheet| sheet == **name));
    let grid = |name: &String| {
        let range = book.worksheet_range(name).map_err(unreadable)?;
        Ok(Grid::of_sheet(name, rows(&range, &merged(&mut book, name))))
    };
    wanted.map(grid).collect()
}

/// Which cells are one. Who merged them means that what stands in the first holds for all.
fn merged(book: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Vec<Dimensions> {
    match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xlsb(_) | Sheets::Ods(_) => Vec::new(),
    }
}

fn rows(range: &Range<Data>, merged: &[Dimensions]) -> Vec<Row> {
    let (top, left) = range.start().unwrap_or_default();
    let mut rows: Vec<Vec<String>> = range.rows().map(|cells| cells.iter().map(text).collect()).collect();
    for region in merged {
        let place =
            |row: u32| (row.checked_sub(top).map(|row| row as usize), region.start.1.checked_sub(left));
        let (Some(first), Some(column)) = place(region.start.0) else { continue };
        let Some(said) = rows.get(first).and_then(|row| row.get(column as usize)).cloned() else { continue };
        // Only down: a heading that goes across a table is not the name of each of its columns.
        let below = rows.iter_mut().skip(first + 1).take((region.end.0 - region.start.0) as usize);
        for cell in below.filter_map(|row| row.get_mut(column as usize)) {
            cell.clone_from(&said);
        }
    }
    let row = |(number, cells): (usize, Vec<String>)| Row {
        number,
        cells: StringRecord::from(cells),
        defect: None,
    };
    (top as usize + 1..).zip(rows).map(row).collect()
}

/// What a cell shows, as a table of text would have it.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.replace("\r\n", "\n"),
        Data::Float(value) if value.fract() == 0.0 && value.abs() < EXACT => format!("{value:.0}"),
        Data::DateTime(_) | Data::DateTimeIso(_) => {
            cell.as_date().map_or_else(|| cell.to_string(), |day| day.to_string())
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    use super::super::{CriterionName, Options, read};
    use super::*;
    use crate::domain::draft::Batch;

    fn import(book: &mut Workbook, sheet: Option<&str>) -> Result<Batch, ImportError> {
        let bytes = book.save_to_buffer().unwrap();
        let effort = CriterionName { id: "effort".into(), name: "Effort".into(), ..CriterionName::default() };
        let sheet = sheet.map(str::to_owned);
        read(&bytes, "backlog.xlsx", &Options { criteria: &[effort], sheet, ..Options::default() })
    }

    /// A sheet as people make them: a heading, a gap, a theme over several rows, a day, numbers and a formula's error.
    fn by_hand() -> Workbook {
        let mut book = Workbook::new();
        book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "Talk to Ana").unwrap();
        let sheet = book.add_worksheet();
        sheet.set_name("Backlog").unwrap();
        sheet.merge_range(0, 1, 0, 4, "Backlog of Q3", &Format::new()).unwrap();
        for (column, name) in ["Theme", "Title", "Effort", "Created"].iter().enumerate() {
            sheet.write(2, column as u16 + 1, *name).unwrap();
        }
        sheet.merge_range(3, 1, 4, 1, "Reliability", &Format::new()).unwrap();
        for (row, title) in ["Fix payments", "Dark mode", "SSO\nand SAML"].iter().enumerate() {
            sheet.write(row as u32 + 3, 2, *title).unwrap();
        }
        sheet.write(3, 3, 3.0).unwrap().write(4, 3, 2.5).unwrap();
        let day = ExcelDateTime::from_ymd(2025, 7, 3).unwrap();
        sheet.write_with_format(3, 4, &day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
        book
    }

    #[test]
    fn the_sheet_with_a_backlog_is_found_and_read() {
        let batch = import(&mut by_hand(), None).unwrap();
        let told = batch.drafts.iter().map(|draft| {
            let effort = draft.scores.first().map(|(_, value)| *value);
            (draft.row, draft.title.as_str(), draft.theme.as_deref(), effort, draft.created.as_deref())
        });
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                (4, "Fix payments", Some("Reliability"), Some(3.0), Some("2025-07-03")),
                (5, "Dark mode", Some("Reliability"), Some(2.5), None),
                (6, "SSO\nand SAML", None, None, None),
            ]
        );
        assert_eq!(batch.notes, ["sheet: Backlog", "header: row 3"]);
    }

    #[test]
    fn a_sheet_can_be_named_and_a_wrong_one_is_answered_with_all() {
        let message = import(&mut by_hand(), Some("Backlogs")).unwrap_err().to_string();
        assert_eq!(message, "the workbook has no sheet \"Backlogs\". Sheets: Notes, Backlog");
        assert!(matches!(import(&mut by_hand(), Some("Notes")), Err(ImportError::NoTitleColumn { .. })));
    }

    #[test]
    fn what_is_no_workbook_is_told_so() {
        for bytes in [&b"PK\x03\x04..."[..], b"\xd0\xcf\x11\xe0...", b"", b"title\nA"] {
            let message = read(bytes, "a.xlsx", &Options::default()).unwrap_err().to_string();
            assert!(message.starts_with("the workbook cannot be read ("), "{message}");
        }
    }
}
