//! Splits a table of text into numbered rows, and finds its footing again after a quote that is never closed.

use std::io::Cursor;

use csv::{Position, Reader, ReaderBuilder, StringRecord, Terminator};

use super::grid::Row;

/// What is wrong with the quotes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum QuoteDefect {
    #[error("a quote is opened and never closed: close it, or write a quote that belongs to the text twice")]
    Unclosed,
    #[error("text follows a closing quote: write a quote that belongs to the text twice")]
    TextAfter,
}

/// The rows of a text whose lines end with line feeds.
pub(super) struct Rows<'t> {
    text: &'t str,
    separator: u8,
    reader: Reader<Cursor<&'t str>>,
    number: usize,
}

impl<'t> Rows<'t> {
    pub(super) fn new(text: &'t str, separator: u8) -> Self {
        let reader = ReaderBuilder::new()
            .delimiter(separator)
            .terminator(Terminator::Any(b'\n'))
            .has_headers(false)
            .flexible(true)
            .from_reader(Cursor::new(text));
        Self { text, separator, reader, number: 0 }
    }

    /// How many bytes of the text are read.
    fn offset(&self) -> Option<usize> {
        usize::try_from(self.reader.position().byte()).ok()
    }

    /// Goes on behind the first line of a defective row, since an open quote swallows the rows after it.
    fn resume_behind_line(&mut self, row_start: usize) -> Option<()> {
        let row = self.text.get(row_start..)?;
        let line_length = row.find('\n').map_or(row.len(), |line_feed| line_feed + 1);
        let mut position = Position::new();
        position.set_byte(u64::try_from(row_start + line_length).ok()?);
        self.reader.seek(position).ok()
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    /// None at the end. Errors, which would end the rows too, cannot arise: the text is in memory, is UTF-8, and
    /// rows may be of any length.
    fn next(&mut self) -> Option<Row> {
        let mut cells = StringRecord::new();
        let start = self.offset()?;
        if !self.reader.read_record(&mut cells).ok()? {
            return None;
        }
        let read = self.text.get(start..self.offset()?)?;
        let row = read.trim_start_matches('\n');
        let blank_rows = read.len() - row.len();
        self.number += blank_rows + 1;
        let defect = quote_defect(row, self.separator);
        if defect.is_some() {
            self.resume_behind_line(start + blank_rows)?;
        }
        Some(Row { number: self.number, cells, defect: defect.map(|defect| defect.to_string()) })
    }
}

/// Where the scan of a row stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    CellStart,
    Plain,
    Quoted,
    AfterQuote,
}

/// Looks for what the parser forgives silently.
fn quote_defect(row: &str, separator: u8) -> Option<QuoteDefect> {
    let mut place = Place::CellStart;
    for byte in row.bytes() {
        place = match (place, byte) {
            (Place::Quoted, b'"') => Place::AfterQuote,
            (Place::CellStart | Place::AfterQuote, b'"') | (Place::Quoted, _) => Place::Quoted,
            (_, byte) if byte == separator || byte == b'\n' => Place::CellStart,
            (Place::AfterQuote, _) => return Some(QuoteDefect::TextAfter),
            _ => Place::Plain,
        };
    }
    (place == Place::Quoted).then_some(QuoteDefect::Unclosed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as `number:cell|cell`, or `number!` where there is a defect.
    fn outline(text: &str) -> Vec<String> {
        let show = |row: Row| match row.defect {
            Some(_) => format!("{}!", row.number),
            None => format!("{}:{}", row.number, row.cells.iter().collect::<Vec<_>>().join("|")),
        };
        Rows::new(text, b',').map(show).collect()
    }

    #[test]
    fn rows_are_numbered_as_in_a_spreadsheet() {
        for (text, expected) in [
            ("", &[][..]),
            ("a,b\nc,d", &["1:a|b", "2:c|d"]),
            ("\n\na,b\n\nc\n\n", &["3:a|b", "5:c"]),
            ("a,\"x\ny\"\nb,c\n", &["1:a|x\ny", "2:b|c"]),
            ("a,\"say \"\"hi\"\"\"\nb", &["1:a|say \"hi\"", "2:b"]),
            ("5\" pipe,b\nc", &["1:5\" pipe|b", "2:c"]),
            ("a,\"\"\n\"\",b", &["1:a|", "2:|b"]),
        ] {
            assert_eq!(outline(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_defective_quote_costs_one_line_only() {
        for (text, expected) in [
            ("a,\"b\nc,d\ne,f\n", &["1!", "2:c|d", "3:e|f"][..]),
            ("a,\"b\nc,\"d\"\ne,f", &["1!", "2:c|d", "3:e|f"]),
            ("a\n\nb,\"c\nd,\"e\nf\"\ng", &["1:a", "3!", "4:d|e\nf", "5:g"]),
            ("a,\"the \"best\" one\"\nb,c", &["1!", "2:b|c"]),
            ("a,b\nc,\"", &["1:a|b", "2!"]),
            ("a,\"b\nc,\"d\ne,\"f", &["1!", "2!", "3!"]),
        ] {
            assert_eq!(outline(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_defect_says_which() {
        for (row, defect) in [
            ("a,\"b", Some(QuoteDefect::Unclosed)),
            ("a,\"b\"c", Some(QuoteDefect::TextAfter)),
            ("a,\"b\",\"c\"\n", None),
        ] {
            assert_eq!(quote_defect(row, b','), defect, "{row:?}");
        }
    }

    #[test]
    fn a_row_of_empty_cells_is_blank() {
        let blank: Vec<bool> = Rows::new(", ,\n\"\"\na,\n", b',').map(|row| row.is_blank()).collect();
        assert_eq!(blank, [true, true, false]);
    }
}
