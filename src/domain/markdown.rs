//! Markdown that says what a workshop says: text from files means nothing but itself in it.

mod escape;

pub use escape::escaped;

use super::text::scrub;

/// A text from a file that means nothing but itself, wherever in a line or a cell it stands.
pub fn inline(text: &str) -> String {
    escaped(&scrub(text)).into_owned()
}

/// The edge that a column stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table that is written row by row. Cells are Markdown already: [`inline`] makes it of a text.
#[derive(Debug)]
pub struct Table {
    text: String,
    columns: usize,
}

impl Table {
    /// A table with nothing but its head.
    pub fn new(columns: &[(&str, Edge)]) -> Table {
        let mut table = Table { text: String::new(), columns: columns.len() };
        table.row(columns.iter().map(|(name, _)| *name));
        let rule = |(_, edge): &(&str, Edge)| if *edge == Edge::Right { "--:" } else { ":--" };
        for column in columns {
            table.text.push('|');
            table.text.push_str(rule(column));
        }
        table.text.push_str("|\n");
        table
    }

    /// Adds a row.
    pub fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        self.text.push('|');
        for cell in cells {
            self.text.push(' ');
            self.text.push_str(cell);
            self.text.push_str(if cell.is_empty() { "|" } else { " |" });
        }
        self.text.push('\n');
    }

    /// Adds a row that says something about those above and below it, in the second column.
    pub fn across(&mut self, words: &str) {
        let words = format!("*{words}*");
        self.row((0..self.columns).map(|column| if column == 1 { words.as_str() } else { "" }));
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_scrubbed_before_it_is_escaped() {
        assert_eq!(inline("one\ntwo\u{1b}[0m #1"), "one⏎two\\[0m #1");
    }

    #[test]
    fn a_table_has_a_cell_for_every_column_of_every_row() {
        let mut table = Table::new(&[("#", Edge::Right), ("item", Edge::Left), ("score", Edge::Right)]);
        table.row(["1", "SSO", "7.50"]);
        table.across("cutline");
        table.row(["–", "Dark mode", ""]);
        let text = "| # | item | score |\n|--:|:--|--:|\n| 1 | SSO | 7.50 |\n| | *cutline* | |\n| – | Dark mode | |\n";
        assert_eq!(table.finish(), text);
    }
}
