//! An item before it has an id: what a source says about it, not yet checked against the workspace.

use serde::Serialize;

use super::item::Kind;

/// How far the work on an item has come, as its source tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Life {
    /// Still to be done, or the source does not say.
    #[default]
    Open,
    /// Done.
    Done,
    /// Given up: cancelled, a duplicate, not to be done.
    Dropped,
}

/// One item as read from a source. Only the title is certain to be there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// What the item is called; never blank.
    pub title: String,
    /// What kind of work it is, where the source says so or lets it be guessed.
    pub kind: Option<Kind>,
    /// Whether the kind is a guess, which the user is to be told.
    pub kind_guessed: bool,
    /// The theme's title, as the source writes it.
    pub theme: Option<String>,
    /// Who answers for it, as the source writes the name.
    pub owner: Option<String>,
    /// The key in the source (`SHOP-118`, `#12`), by which a second import finds the item again.
    pub source: Option<String>,
    /// The long text, line breaks kept.
    pub description: Option<String>,
    /// Labels, each once, in the source's order.
    pub tags: Vec<String>,
    /// What the items that this one waits for are called in the source: its keys, or its ids.
    pub depends_on: Vec<String>,
    /// Whether the source says of each item what it waits for, so that nothing means that it waits no more.
    pub tells_blockers: bool,
    /// Source keys of the items that wait for this one.
    pub blocks: Vec<String>,
    /// Criterion id and value as written (finite, percentages as fractions). The scale is not checked here.
    pub scores: Vec<(String, f64)>,
    /// What the source calls it beside its key, for other items of the source to name it by.
    pub id: Option<String>,
    /// How far it has come; nothing where the source does not say.
    pub life: Option<Life>,
    /// When it was written down, as YYYY-MM-DD.
    pub created: Option<String>,
    /// 1-based row (or index in a list) in the source, for messages.
    pub row: usize,
}

/// Everything one import found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// The name of the tracker that it comes from, else of the way in which it is laid out: `jira`, `csv`.
    pub from: String,
    /// What the source was taken for, in words: `Jira`, `a table`, or how somebody called their preset.
    pub kind: String,
    /// The items, in the order of the source.
    pub drafts: Vec<Draft>,
    /// What is wrong with single rows, by row.
    pub problems: Vec<Problem>,
    /// Every column that has a name or holds something, in the order of the source.
    pub columns: Vec<Column>,
    /// What was found out about the source: encoding, separator, header row, guesses.
    pub notes: Vec<String>,
    /// How many rows held something: the drafts and the rejected.
    pub rows: usize,
}

/// A column of a source, and what it is read into.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// The field or the criterion id; none where it is left out.
    pub field: Option<String>,
    /// Whether what it is read into was guessed from what it holds.
    pub guessed: bool,
    /// The first things that it holds.
    pub sample: Vec<String>,
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
    /// A row that is left out.
    pub fn rejected(row: usize, column: Option<&str>, message: impl Into<String>) -> Problem {
        Problem { row, column: column.map(str::to_owned), message: message.into(), rejected: true }
    }
}
