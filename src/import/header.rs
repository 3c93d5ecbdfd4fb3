//! Finds the header of a table, and with it the separator between the cells.

use super::mapping::Mapping;
use super::rows::{Row, Rows};
use super::{ImportError, Options};

/// What may stand between cells. The last wins a tie, so that a single column counts as separated by commas.
const SEPARATORS: [Separator; 4] = [
    Separator { byte: b'|', name: "pipe" },
    Separator { byte: b'\t', name: "tab" },
    Separator { byte: b';', name: "semicolon" },
    Separator { byte: b',', name: "comma" },
];

/// How many filled rows are looked at for the header.
const SEARCHED_ROWS: usize = 20;

/// A mark between cells, and what to call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Separator {
    pub byte: u8,
    pub name: &'static str,
}

/// The header of a table.
pub(super) struct Header<'a> {
    pub separator: Separator,
    /// 1-based, blank rows counted.
    pub row: usize,
    pub mapping: Mapping<'a>,
}

impl<'a> Header<'a> {
    /// Takes the separator that makes the most of the header: most fields found, else most columns.
    pub(super) fn find(text: &str, options: &Options<'a>) -> Result<Self, ImportError> {
        let attempts = SEPARATORS.into_iter().map(|separator| Attempt::under(separator, text, options));
        let best = attempts.max_by_key(|attempt| match attempt {
            Some(attempt) => attempt.promise(),
            // Nothing but this separator stands in the table.
            None => (usize::MAX, true, 0),
        });
        let Attempt { separator, row, mapping, .. } = best.flatten().ok_or(ImportError::Empty)?;
        Ok(Self { separator, row: row.number, mapping: mapping? })
    }

    /// The rows under the header that hold something.
    pub(super) fn rows_below(&self, text: &str) -> impl Iterator<Item = Row> {
        let rows = Rows::new(text, self.separator.byte);
        rows.filter(|row| row.number > self.row && !row.is_blank())
    }
}

/// A row taken for the header, and what comes of it.
struct Attempt<'a> {
    separator: Separator,
    row: Row,
    /// Whether nothing stands above it.
    first: bool,
    mapping: Result<Mapping<'a>, ImportError>,
}

impl<'a> Attempt<'a> {
    /// The first filled row, unless it has no title and one further down is certain to be the header: people put
    /// headings above their tables.
    fn under(separator: Separator, text: &str, options: &Options<'a>) -> Option<Self> {
        let mut attempts = Rows::new(text, separator.byte)
            .filter(|row| !row.is_blank())
            .take(SEARCHED_ROWS)
            .enumerate()
            .map(|(at, row)| Self::with(separator, row, at == 0, options));
        let first = attempts.next()?;
        if first.mapping.is_ok() {
            return Some(first);
        }
        Some(attempts.find(|attempt| attempt.is_certain(options)).unwrap_or(first))
    }

    fn with(separator: Separator, row: Row, first: bool, options: &Options<'a>) -> Self {
        let mapping = match row.defect {
            Some(defect) => Err(ImportError::BrokenHeader { row: row.number, reason: defect.to_string() }),
            None => Mapping::find(&row.cells, options),
        };
        Self { separator, row, first, mapping }
    }

    /// One known name may be a cell that happens to say "Story"; two, or those the user gave, are a header.
    fn is_certain(&self, options: &Options) -> bool {
        self.mapping.as_ref().is_ok_and(|mapping| !options.map.is_empty() || mapping.targets() > 1)
    }

    /// Repeated names count once, and the top of the table goes before what stands below it: a text with many lines
    /// may hold what looks like a table.
    fn promise(&self) -> (usize, bool, usize) {
        (self.mapping.as_ref().map_or(0, Mapping::targets), self.first, self.row.cells.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The header as `row separator width`.
    fn find(text: &str, map: &[(&str, &str)]) -> Result<String, String> {
        let map = map.iter().map(|(field, column)| ((*field).to_owned(), (*column).to_owned())).collect();
        let header =
            Header::find(text, &Options { map, criteria: &[] }).map_err(|error| error.to_string())?;
        Ok(format!("{} {} {}", header.row, header.separator.name, header.mapping.width()))
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
    fn a_table_without_a_header_says_why() {
        for (text, error) in [
            (",,\n,,", "the file is empty"),
            ("Was;Typ\nA;Story\n", "--map title=COLUMN. Columns: Was, Typ"),
            ("title,\"owner\nA,Ana\n", "row 1 is the header, but a quote is opened and never closed"),
        ] {
            let message = find(text, &[]).unwrap_err();
            assert!(message.contains(error), "{message}");
        }
    }
}
