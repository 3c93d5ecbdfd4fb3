//! A source as a table: rows of cells, numbered as whoever made it would count them.

use std::borrow::Cow;

use csv::StringRecord;

use super::rows::Rows;
use super::text::line_feeds;

/// What may stand between cells. The last wins a tie, so that a single column counts as separated by commas.
const SEPARATORS: [(u8, &str); 4] = [(b'|', "pipe"), (b'\t', "tab"), (b';', "semicolon"), (b',', "comma")];

/// How much of a text is looked at before it is read, in bytes.
const TOP: usize = 1 << 24;

/// One row of a table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// 1-based, as a spreadsheet counts: blank rows count, line breaks within a cell do not.
    pub number: usize,
    pub cells: StringRecord,
    /// Why the cells cannot be trusted, if they cannot.
    pub defect: Option<String>,
}

impl Row {
    /// Whether the row holds nothing and hides nothing.
    pub(super) fn is_blank(&self) -> bool {
        self.defect.is_none() && self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// A table.
pub(super) struct Grid<'t> {
    cells: Cells<'t>,
    /// What is said of it: `separator: comma`, `sheet: Backlog`.
    pub note: Option<String>,
    /// Whether several entries of one cell stand on lines of their own, so that a comma belongs to its entry.
    pub structured: bool,
}

enum Cells<'t> {
    /// Read again whenever they are wanted: a large table costs less so than if it was kept.
    Text {
        text: &'t str,
        separator: u8,
    },
    Kept(Vec<Row>),
}

impl<'t> Grid<'t> {
    /// Every way to part a text into cells.
    pub(super) fn of_text(text: &'t str) -> Vec<Grid<'t>> {
        let grid = |(separator, name)| Grid {
            cells: Cells::Text { text, separator },
            note: Some(format!("separator: {name}")),
            structured: false,
        };
        SEPARATORS.map(grid).into()
    }

    /// Rows of a workbook's sheet.
    pub(super) fn of_sheet(name: &str, rows: Vec<Row>) -> Grid<'t> {
        Grid { cells: Cells::Kept(rows), note: Some(format!("sheet: {name}")), structured: false }
    }

    /// A header, and numbered records below it: their cells, or why there are none.
    pub(super) fn of_records(
        header: Vec<String>,
        records: impl Iterator<Item = (usize, Result<Vec<String>, String>)>,
    ) -> Grid<'t> {
        let tidy = |cell: String| line_feeds(Cow::Owned(cell)).into_owned();
        let row = |number, cells: Vec<String>| {
            let cells = cells.into_iter().map(tidy).collect::<Vec<_>>().into();
            Row { number, cells, defect: None }
        };
        let below = records.map(|(number, record)| match record {
            Ok(cells) => row(number, cells),
            Err(defect) => Row { defect: Some(defect), ..row(number, Vec::new()) },
        });
        let rows = std::iter::once(row(0, header)).chain(below).collect();
        Grid { cells: Cells::Kept(rows), note: None, structured: true }
    }

    /// Whether it is all of a text: where it holds nothing, neither does any other way to part it.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.cells, Cells::Text { .. })
    }

    /// Whether a row at its top has more cells than so many. Of a text only the beginning is looked at: what is nothing
    /// but separators has more by then, and what has long cells is read as it is.
    pub(super) fn is_wide(&self, rows: usize, most: usize) -> bool {
        let wide = |row: &Row| row.cells.len() > most;
        match &self.cells {
            Cells::Text { text, separator } => {
                let end = (0..=text.len().min(TOP)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
                Rows::new(&text[..end], *separator).take(rows).any(|row| wide(&row))
            }
            Cells::Kept(kept) => kept.iter().take(rows).any(wide),
        }
    }

    /// Its rows, from the top.
    pub(super) fn rows(&self) -> Box<dyn Iterator<Item = Row> + '_> {
        match &self.cells {
            Cells::Text { text, separator } => Box::new(Rows::new(text, *separator)),
            Cells::Kept(rows) => Box::new(rows.iter().cloned()),
        }
    }
}
