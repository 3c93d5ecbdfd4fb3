//! Reads the sheets of a workbook as tables: XLSX, and whatever else the library opens (XLS, XLSB, ODS).

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, DataType, Dimensions, Reader, Sheets, open_workbook_auto_from_rs};
use csv::StringRecord;

use super::grid::{Grid, Row};
use super::{ImportError, apart, unpacked};
use crate::domain::limits::{CELLS, UNPACKED, size};
use crate::domain::text::abridged;

/// Beyond this, a number of a spreadsheet is not exact, and written as it comes.
const EXACT: f64 = 1e15;

/// The sheets that hold something, or the one of this name.
pub(super) fn grids(bytes: &[u8], sheet: Option<&str>) -> Result<Vec<Grid<'static>>, ImportError> {
    unpacked::check(bytes)?;
    // The library panics on some workbooks that are damaged.
    apart::run(|| read(bytes, sheet, Room { cells: CELLS, text: UNPACKED as usize }))
        .unwrap_or_else(|| Err(ImportError::Workbook { reason: "it is damaged".to_owned() }))
}

fn read(bytes: &[u8], sheet: Option<&str>, mut room: Room) -> Result<Vec<Grid<'static>>, ImportError> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(unreadable)?;
    let sheets = book.sheet_names();
    if let Some(name) = sheet.filter(|name| !sheets.iter().any(|sheet| sheet == name)) {
        return Err(ImportError::NoSheet { name: name.to_owned(), sheets });
    }
    let wanted = sheets.iter().filter(|name| sheet.is_none_or(|sheet| sheet == **name));
    let grid = |name: &String| {
        let mut page = Page::default();
        page.fill(&mut book, name, &mut room)?;
        page.merge(&merged(&mut book, name), &mut room)?;
        Ok(Grid::of_sheet(name, page.rows(&mut room)?))
    };
    wanted.map(grid).collect()
}

fn unreadable(error: impl Into<calamine::Error>) -> ImportError {
    ImportError::Workbook { reason: abridged(error.into().to_string()) }
}

/// Which cells are one. Who merged them means that what stands in the first holds for all.
fn merged(book: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Vec<Dimensions> {
    match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xlsb(_) | Sheets::Ods(_) => Vec::new(),
    }
}

/// How much may still be taken in. A workbook of a few bytes can put a cell into the farthest corner, or one long
/// text into a million cells.
struct Room {
    cells: usize,
    text: usize,
}

impl Room {
    /// Takes what a text needs.
    fn text(&mut self, text: &str) -> Result<(), ImportError> {
        let left = self.text.checked_sub(text.len());
        self.text = left.ok_or_else(|| ImportError::TooLarge { most: size(UNPACKED) })?;
        Ok(())
    }

    /// Takes what so many rows of so many cells need.
    fn cells(&mut self, rows: usize, width: usize) -> Result<(), ImportError> {
        let left = rows.checked_mul(width).and_then(|cells| self.cells.checked_sub(cells));
        self.cells = left.ok_or_else(|| ImportError::more_than(CELLS, "cells"))?;
        Ok(())
    }
}

/// The filled cells of a sheet, by row and column from 0.
#[derive(Default)]
struct Page(BTreeMap<u32, BTreeMap<u32, String>>);

impl Page {
    /// Takes the cells one by one where the library can tell them so, and does not lay out what is between them.
    fn fill(
        &mut self,
        book: &mut Sheets<Cursor<&[u8]>>,
        name: &str,
        room: &mut Room,
    ) -> Result<(), ImportError> {
        match book {
            Sheets::Xlsx(book) => {
                // What has no cells is a chart.
                let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(()) };
                while let Some(cell) = cells.next_cell().map_err(unreadable)? {
                    self.put(cell.get_position(), &Data::from(cell.get_value().clone()), room)?;
                }
            }
            Sheets::Xlsb(book) => {
                let mut cells = book.worksheet_cells_reader(name).map_err(unreadable)?;
                while let Some(cell) = cells.next_cell().map_err(unreadable)? {
                    self.put(cell.get_position(), &Data::from(cell.get_value().clone()), room)?;
                }
            }
            Sheets::Xls(_) | Sheets::Ods(_) => {
                let range = book.worksheet_range(name).map_err(unreadable)?;
                let (top, left) = range.start().unwrap_or_default();
                for (row, column, cell) in range.used_cells() {
                    self.put((top + row as u32, left + column as u32), cell, room)?;
                }
            }
        }
        Ok(())
    }

    fn put(&mut self, (row, column): (u32, u32), cell: &Data, room: &mut Room) -> Result<(), ImportError> {
        let text = text(cell);
        if text.is_empty() {
            return Ok(());
        }
        room.text(&text)?;
        self.0.entry(row).or_default().insert(column, text);
        Ok(())
    }

    /// Puts what stands in the first of merged cells into those below it, in rows that hold something. Only down: a
    /// heading that goes across a table is not the name of each of its columns.
    fn merge(&mut self, merged: &[Dimensions], room: &mut Room) -> Result<(), ImportError> {
        for region in merged {
            let ((top, column), bottom) = (region.start, region.end.0);
            let Some(said) = self.0.get(&top).and_then(|row| row.get(&column)).cloned() else { continue };
            if bottom <= top {
                continue;
            }
            for row in self.0.range_mut(top + 1..=bottom).map(|(_, row)| row) {
                room.text(&said)?;
                row.insert(column, said.clone());
            }
        }
        Ok(())
    }

    /// The rows that hold something, numbered as in the sheet and all of one width.
    fn rows(self, room: &mut Room) -> Result<Vec<Row>, ImportError> {
        let columns = || self.0.values().flat_map(BTreeMap::keys).copied();
        let (Some(left), Some(right)) = (columns().min(), columns().max()) else { return Ok(Vec::new()) };
        let width = (right - left) as usize + 1;
        room.cells(self.0.len(), width)?;
        let row = |(number, filled): (u32, BTreeMap<u32, String>)| {
            let cells = (left..=right).map(|column| filled.get(&column).map_or("", String::as_str));
            Row { number: number as usize + 1, cells: cells.collect::<StringRecord>(), defect: None }
        };
        Ok(self.0.into_iter().map(row).collect())
    }
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
    use std::io::Write;

    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

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

    /// A workbook of these parts.
    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// A workbook with one sheet of this XML.
    fn with_sheet(sheet: &str) -> Vec<u8> {
        let relationships = |kind: &str, target: &str| {
            format!(
                r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"#
            )
        };
        let book = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#;
        packed(&[
            ("_rels/.rels", relationships("officeDocument", "xl/workbook.xml").as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", relationships("worksheet", "worksheets/sheet1.xml").as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ])
    }

    /// A cell with a text of its own.
    fn cell(place: &str, text: &str) -> String {
        format!(r#"<c r="{place}" t="str"><v>{text}</v></c>"#)
    }

    fn rows_of(bytes: &[u8], room: Room) -> Result<Vec<String>, ImportError> {
        let grids = super::read(bytes, None, room)?;
        let told = |row: Row| format!("{}:{}", row.number, row.cells.iter().collect::<Vec<_>>().join("|"));
        Ok(grids[0].rows().map(told).collect())
    }

    #[test]
    fn only_what_holds_something_is_laid_out_and_only_up_to_the_limits() {
        let far = |row: u32| {
            format!("<row>{}</row><row>{}</row>", cell("B2", "title"), cell(&format!("D{row}"), "x"))
        };
        let sheet = with_sheet(&format!("<worksheet><sheetData>{}</sheetData></worksheet>", far(1_048_576)));
        let told = ["2:title||", "1048576:||x"];
        assert_eq!(rows_of(&sheet, Room { cells: 6, text: 6 }).unwrap(), told);
        for (cells, text, most) in [(5, 6, "20,000,000 cells"), (6, 5, "512 MiB")] {
            let refused = ImportError::TooLarge { most: most.to_owned() };
            assert_eq!(rows_of(&sheet, Room { cells, text }).unwrap_err(), refused);
        }
    }

    #[test]
    fn a_corner_that_no_spreadsheet_has_is_refused_in_no_time() {
        // Laid out, this is a rectangle of 18 petabytes.
        let cells = [cell("A1", "title"), cell("ZZZZZ4000000000", "x")].concat();
        let sheet = with_sheet(&format!("<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>"));
        let told = super::super::read(&sheet, "a.xlsx", &Options::default()).unwrap_err().to_string();
        assert!(told.contains("more than is read") || told.contains("cannot be read"), "{told}");
    }

    #[test]
    fn merged_cells_that_begin_below_their_end_are_no_matter() {
        let rows = [cell("A1", "title"), cell("A2", "x"), cell("B2", "y")].concat();
        for region in ["A2:A1", "A2:A4000000000", "A1:A2"] {
            let sheet = with_sheet(&format!(
                r#"<worksheet><sheetData><row>{rows}</row></sheetData><mergeCells><mergeCell ref="{region}"/></mergeCells></worksheet>"#
            ));
            // Not every build of the library takes this for a mistake.
            let told = super::super::read(&sheet, "a.xlsx", &Options::default());
            assert!(told.as_ref().is_ok_and(|batch| batch.rows == 1) || told.is_err(), "{region}: {told:?}");
        }
    }

    #[test]
    fn a_panic_of_the_library_is_an_error_like_another() {
        // A record of the binary form that should have four bytes, and has none: the library looks at the first.
        let bytes = packed(&[("xl/workbook.bin", &[0x99, 0x01, 0x00])]);
        assert!(apart::run(|| open_workbook_auto_from_rs(Cursor::new(&*bytes)).is_err()).is_none());
        let told = super::super::read(&bytes, "a.xlsb", &Options::default()).unwrap_err().to_string();
        assert_eq!(
            told,
            "the workbook cannot be read (it is damaged): save the sheet as CSV and import that"
        );
    }
}
