//! Finds the header of a table, and with it which of several ways to read the table is the right one.

use super::grid::{Grid, Row};
use super::mapping::Mapping;
use super::{ImportError, Options};
use crate::domain::limits::COLUMNS;

/// How many filled rows are looked at for the header.
const SEARCHED_ROWS: usize = 20;

/// The header of a table.
pub(super) struct Header<'a, 't> {
    pub grid: Grid<'t>,
    /// 1-based, blank rows counted; 0 where the source has none of its own.
    pub row: usize,
    pub mapping: Mapping<'a>,
}

impl<'a, 't> Header<'a, 't> {
    /// Takes the grid that makes the most of its header: most known columns, else most columns.
    pub(super) fn find(grids: Vec<Grid<'t>>, options: &'a Options<'a>) -> Result<Self, ImportError> {
        // Before anything is made of the cells, whatever parts them.
        if grids.iter().any(|grid| grid.is_wide(SEARCHED_ROWS, COLUMNS)) {
            return Err(ImportError::more_than(COLUMNS, "columns"));
        }
        let mut attempts = Vec::new();
        for grid in grids {
            let is_text = grid.is_text();
            match Attempt::of(grid, options) {
                Some(attempt) => attempts.push(attempt),
                // Nothing but this separator stands in the text.
                None if is_text => return Err(ImportError::Empty),
                None => {}
            }
        }
        let best = attempts.into_iter().max_by_key(Attempt::promise).ok_or(ImportError::Empty)?;
        let (grid, row) = (best.grid, best.row.number);
        if let Some(reason) = best.row.defect {
            return Err(ImportError::BrokenHeader { row, reason });
        }
        let mut mapping = best.mapping?;
        mapping.verbatim = grid.structured;
        let below = || grid.rows().filter(|below| below.number > row && !below.is_blank());
        mapping.guess(below)?;
        Ok(Self { grid, row, mapping })
    }

    /// The rows under the header that hold something.
    pub(super) fn rows_below(&self) -> impl Iterator<Item = Row> {
        self.grid.rows().filter(|row| row.number > self.row && !row.is_blank())
    }
}

/// A row taken for the header, and what comes of it.
struct Attempt<'a, 't> {
    grid: Grid<'t>,
    row: Row,
    /// Whether nothing stands above it.
    first: bool,
    mapping: Result<Mapping<'a>, ImportError>,
}

impl<'a, 't> Attempt<'a, 't> {
    /// The first filled row, unless it has no title and one further down is certain to be the header: people put
    /// headings above their tables. Where none is known by its name, the first one with the most cells.
    fn of(grid: Grid<'t>, options: &'a Options<'a>) -> Option<Self> {
        let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let mut rows: Vec<(Row, Result<Mapping<'a>, ImportError>)> = Vec::new();
        let searched: Vec<Row> = grid.rows().filter(|row| !row.is_blank()).take(SEARCHED_ROWS).collect();
        for row in searched {
            let mapping = Mapping::find(&row.cells, options);
            let has_title = mapping.as_ref().is_ok_and(Mapping::has_title);
            // One known name may be a cell that happens to say "Story"; two, or those the user gave, are a header.
            let certain = has_title
                && (rows.is_empty()
                    || !options.map.is_empty()
                    || mapping.as_ref().is_ok_and(|mapping| mapping.targets() > 1));
            rows.push((row, mapping));
            if certain {
                let (row, mapping) = rows.pop()?;
                return Some(Self { grid, row, first: rows.is_empty(), mapping });
            }
        }
        let most = rows.iter().map(|(row, _)| filled(row)).max()?;
        let at = rows.iter().position(|(row, _)| row.defect.is_some() || filled(row) == most)?;
        let (row, mapping) = rows.swap_remove(at);
        Some(Self { grid, row, first: at == 0, mapping })
    }

    /// Repeated names count once, and the top of the table goes before what stands below it: a text with many lines
    /// may hold what looks like a table.
    fn promise(&self) -> (bool, usize, bool, usize) {
        let known = self.mapping.as_ref().ok();
        let has_title = known.is_some_and(Mapping::has_title);
        let targets = known.map_or(0, Mapping::targets);
        (has_title, targets, targets > 0 && self.first, self.row.cells.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The header as `row separator width`.
    fn find(text: &str, map: &[(&str, &str)]) -> Result<String, String> {
        let map = map.iter().map(|(field, column)| ((*field).to_owned(), (*column).to_owned())).collect();
        let options = Options { map, ..Options::default() };
        let header = Header::find(Grid::of_text(text), &options).map_err(|error| error.to_string())?;
        let note = header.grid.note.unwrap_or_default().replace("separator: ", "");
        Ok(format!("{} {note} {}", header.row, header.mapping.width()))
    }

    #[test]
    fn the_separator_is_detected() {
        for (text, expected) in [
            ("title,owner\n\"A;B\",Ana\n", "1 comma 2"),
            ("title;owner\nA, or B;Ana\n", "1 semicolon 2"),
            ("Title\tOwner\nA, B; C\tAna\n", "1 tab 2"),
            ("title|owner\nA|Ana\n", "1 pipe 2"),
            ("\"title\";\"owner\"\n\"A\";\"Ana\"\n", "1 semicolon 2"),
            ("title;\nA;\n", "1 semicolon 2"),
            ("title\nA\n", "1 comma 1"),
            ("title,owner,notes\nA,Ana,\"see\ntitle|owner|x|y|z\"\n", "1 comma 3"),
            ("title,owner,notes\nA,Ana,\"see\ntitle|title|title|title|title\"\n", "1 comma 3"),
        ] {
            assert_eq!(find(text, &[]).as_deref(), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn blank_rows_and_headings_may_stand_above() {
        for (text, expected) in [
            ("\n\n ,\ntitle,owner\nA,Ana", "4 comma 2"),
            ("Backlog of Q3\nExported by,Ana\n,title,,owner\n,A,,Ana", "3 comma 4"),
            ("sep=;\ntitle;owner\n\nA;Ana\n", "2 semicolon 2"),
            ("Lista\n\nCosa;Quien;Nota\nArreglar los pagos;Ana;1\nOtra cosa más;Bo;2\n", "3 semicolon 3"),
        ] {
            assert_eq!(find(text, &[]).as_deref(), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn a_mapped_title_is_found_in_any_language() {
        let text = "Liste\n\nWas;Typ\nA;Story\n";
        assert_eq!(find(text, &[("title", "was")]).as_deref(), Ok("3 semicolon 2"));
        let message = find("Was;Typ\nA;Story\n", &[("title", "Wass")]).unwrap_err();
        assert!(message.contains("(did you mean \"Was\"?). Columns: Was, Typ"), "{message}");
    }

    #[test]
    fn what_is_no_table_is_told_so() {
        for (text, expected) in [
            (",,\n,,", "the file is empty"),
            ("\"title,effort\nA,1\n", "row 1 is the header, but a quote is opened and never closed"),
        ] {
            let message = find(text, &[]).unwrap_err();
            assert!(message.starts_with(expected), "{text:?}: {message}");
        }
    }
}
