//! What came out of a source: the drafts, what kept rows out, and what was assumed while reading.

use serde::Serialize;

use crate::domain::draft::Draft;

/// Everything one import found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// The items, in the order of the source.
    pub drafts: Vec<Draft>,
    /// What is wrong with single rows, by row.
    pub problems: Vec<Problem>,
    /// Field (or criterion id) and the column it was read from.
    pub mapping: Vec<(String, String)>,
    /// What was found out about the source: encoding, separator, header row, guesses.
    pub notes: Vec<String>,
    /// How many rows held something: the drafts and the rejected.
    pub rows: usize,
}

/// Something wrong with one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// 1-based row (or index in a list) in the source, blank rows counted.
    pub row: usize,
    /// The header of the column, where it is about one cell.
    pub column: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
    /// Whether the row was left out; a mere warning otherwise.
    pub rejected: bool,
}

impl Problem {
    pub(super) fn rejected(row: usize, column: Option<&str>, message: impl Into<String>) -> Self {
        Self { row, column: column.map(str::to_owned), message: message.into(), rejected: true }
    }
}

/// A row that can be read.
pub(super) struct Candidate {
    pub draft: Draft,
    /// Whether the kind is a guess, which the user is to be told.
    pub kind_guessed: bool,
}

impl Batch {
    /// Gathers the outcome of every row.
    pub(super) fn gather(
        outcomes: impl IntoIterator<Item = Result<Candidate, Problem>>,
        mapping: Vec<(String, String)>,
        notes: Vec<String>,
    ) -> Self {
        let mut batch = Self { mapping, notes, ..Self::default() };
        let mut guessed = 0;
        for outcome in outcomes {
            batch.rows += 1;
            match outcome {
                Ok(candidate) => {
                    guessed += usize::from(candidate.kind_guessed);
                    batch.drafts.push(candidate.draft);
                }
                Err(problem) => batch.problems.push(problem),
            }
        }
        batch.notes.extend((guessed > 0).then(|| format!("kinds guessed from type and labels: {guessed}")));
        batch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(row: usize, kind_guessed: bool) -> Candidate {
        let draft = Draft { title: "A".into(), row, ..Draft::default() };
        Candidate { draft, kind_guessed }
    }

    #[test]
    fn rows_are_counted_and_guesses_noted() {
        let batch = Batch::gather(
            [
                Ok(candidate(2, true)),
                Ok(candidate(3, false)),
                Err(Problem::rejected(4, Some("Title"), "no title")),
                Ok(candidate(5, true)),
            ],
            Vec::new(),
            vec!["encoding: UTF-8".into()],
        );
        assert_eq!((batch.rows, batch.drafts.len(), batch.problems.len()), (4, 3, 1));
        assert_eq!(batch.notes, ["encoding: UTF-8", "kinds guessed from type and labels: 2"]);
    }
}
