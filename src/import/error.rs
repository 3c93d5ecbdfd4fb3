//! Why a source cannot be read at all, and what to do about it.

use super::names::listed;
use crate::domain::limits::grouped;

/// A source of which no row can be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ImportError {
    /// Nothing but white space, or rows without a single filled cell.
    #[error("the file is empty: export the backlog again, with a header and at least one column")]
    Empty,

    /// Bytes that no text holds: a picture, a program, an archive.
    #[error("the file is neither text nor a workbook: export the backlog again, as CSV or XLSX")]
    NotText,

    /// Bytes that begin like a workbook and cannot be read as one.
    #[error("the workbook cannot be read ({reason}): save the sheet as CSV and import that")]
    Workbook {
        /// What was wrong with it.
        reason: String,
    },

    /// A table that comes to more than is read.
    #[error("it holds more than is read ({most}): export only what is to come in, as CSV")]
    TooLarge {
        /// What is read.
        most: String,
    },
    /// A sheet that the workbook does not have.
    #[error("the workbook has no sheet {name:?}. Sheets: {}", listed(sheets))]
    NoSheet {
        /// The sheet as given.
        name: String,
        /// Those that there are.
        sheets: Vec<String>,
    },

    /// Bytes that are not UTF-8 where no other encoding is allowed.
    #[error("byte {offset} is not UTF-8: JSON has to be UTF-8, so export the list again or convert it")]
    NotUtf8 {
        /// How many bytes before it are sound.
        offset: usize,
    },

    /// A table in which no column looks like a title.
    #[error(
        "no column looks like a title: say which one it is with --map title=COLUMN. Columns: {}",
        listed(columns)
    )]
    NoTitleColumn {
        /// The header as read.
        columns: Vec<String>,
    },

    /// A header whose cells cannot be told apart.
    #[error("row {row} is the header, but {reason}")]
    BrokenHeader {
        /// 1-based, blank rows counted.
        row: usize,
        /// What is wrong with its quotes.
        reason: String,
    },

    /// `--map` with a field that items do not have.
    #[error("--map {field}={column}: there is no field {field:?}{}. Fields: {}", hint(nearest.as_ref()), listed(fields))]
    UnknownField {
        /// The field as given.
        field: String,
        /// The column as given.
        column: String,
        /// Every field and criterion id that can be mapped.
        fields: Vec<String>,
        /// The one that was probably meant.
        nearest: Option<String>,
    },

    /// `--map` with a column that the table does not have.
    #[error("--map {field}={column}: there is no column {column:?}{}. Columns: {}", hint(nearest.as_ref()), listed(columns))]
    UnknownColumn {
        /// The field as given.
        field: String,
        /// The column as given.
        column: String,
        /// The header as read.
        columns: Vec<String>,
        /// The one that was probably meant.
        nearest: Option<String>,
    },

    /// Text that is not JSON.
    #[error("line {line}, column {column}: {reason}. Is the file complete? Export the list again")]
    Json {
        /// 1-based.
        line: usize,
        /// 1-based.
        column: usize,
        /// What the parser met.
        reason: String,
    },

    /// JSON that is neither a list of issues nor a board.
    #[error(
        "expected a list of GitHub issues or a Trello board, found {found}: \
         make a list with `gh issue list --state all --limit 1000 --json number,title,labels,body,state > issues.json`"
    )]
    NeitherListNorBoard {
        /// What the document is instead.
        found: &'static str,
    },
}

impl ImportError {
    /// That there are more than so many of something.
    pub(super) fn more_than(most: usize, what: &str) -> ImportError {
        ImportError::TooLarge { most: format!("{} {what}", grouped(most as u64)) }
    }
}

/// The suggestion within a message about a name that is not there.
fn hint(nearest: Option<&String>) -> String {
    nearest.map(|name| format!(" (did you mean {name:?}?)")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_what_was_wrong_and_what_to_do() {
        let columns = || vec!["Summary".to_owned(), "Labels".to_owned(), "Labels".to_owned(), String::new()];
        for (error, message) in [
            (
                ImportError::NoTitleColumn { columns: columns() },
                "no column looks like a title: say which one it is with --map title=COLUMN. Columns: Summary, Labels",
            ),
            (
                ImportError::UnknownColumn {
                    field: "title".into(),
                    column: "Sumary".into(),
                    columns: columns(),
                    nearest: Some("Summary".into()),
                },
                "--map title=Sumary: there is no column \"Sumary\" (did you mean \"Summary\"?). Columns: Summary, Labels",
            ),
            (
                ImportError::UnknownField {
                    field: "colour".into(),
                    column: "C".into(),
                    fields: vec!["title".into(), "effort".into()],
                    nearest: None,
                },
                "--map colour=C: there is no field \"colour\". Fields: title, effort",
            ),
            (
                ImportError::Json { line: 2, column: 7, reason: "expected value".into() },
                "line 2, column 7: expected value. Is the file complete? Export the list again",
            ),
        ] {
            assert_eq!(error.to_string(), message);
        }
    }
}
