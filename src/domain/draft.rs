//! An item before it has an id: what a source says about it, not yet checked against the workspace.

use super::item::Kind;

/// One item as read from a source. Only the title is certain to be there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// What the item is called; never blank.
    pub title: String,
    /// What kind of work it is, where the source says so or lets it be guessed.
    pub kind: Option<Kind>,
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
    /// Criterion id and value as written (finite, percentages as fractions). The scale is not checked here.
    pub scores: Vec<(String, f64)>,
    /// What the source calls it beside its key, for other items of the source to name it by.
    pub id: Option<String>,
    /// Whether the source counts it as done.
    pub done: bool,
    /// 1-based row (or index in a list) in the source, for messages.
    pub row: usize,
}
