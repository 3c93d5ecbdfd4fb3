//! Conflicts: what two sides changed differently, and what stands now.

use serde_json::value::RawValue;

use super::three::Three;
use crate::domain::id::ItemId;
use crate::domain::text::brief;

/// The longest value that is told whole, in characters.
const LONGEST: usize = 60;

/// What becomes of a value that both sides changed differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Ours stands.
    Ours,
    /// Theirs stands: they vote blind under it.
    Theirs,
    /// It is gone with us and was changed by them: it is kept as they have it.
    KeptTheirs,
    /// It is gone with them and was changed by us: it is kept as we have it.
    KeptOurs,
}

/// One value that both sides changed differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The item that it belongs to.
    pub item: Option<ItemId>,
    /// The title of that item.
    pub title: Option<String>,
    /// What the criterion is called that it is a score of.
    pub criterion: Option<String>,
    /// The way to it, from the item, else from the workspace.
    pub path: Vec<String>,
    /// What it was, as JSON; none where it was not there.
    pub base: Option<String>,
    /// What we have.
    pub ours: Option<String>,
    /// What they have.
    pub theirs: Option<String>,
    /// What stands now.
    pub outcome: Outcome,
    /// Whether the values are hidden, because they belong to a blind round.
    pub hidden: bool,
}

impl Conflict {
    /// The place in words: `customer value, vote of ana`, `goals, missed, target`.
    pub fn place(&self) -> String {
        let mut steps: Vec<&str> = self.path.iter().map(String::as_str).collect();
        if let (["scores", criterion, ..], Some(called)) = (steps.as_mut_slice(), &self.criterion) {
            *criterion = called;
        }
        match steps.as_slice() {
            ["scores", criterion] => (*criterion).to_owned(),
            ["scores", criterion, "agreed"] => format!("{criterion}, agreed"),
            ["scores", criterion, "votes", voter] => format!("{criterion}, vote of {voter}"),
            ["scores", rest @ ..] => rest.join(", "),
            [] => "the item".to_owned(),
            steps => steps.join(", "),
        }
    }

    /// What it was, and what both sides have: `3 → ours 5, theirs 2`.
    pub fn values(&self) -> String {
        if self.hidden {
            return "hidden until the reveal".to_owned();
        }
        if self.path.is_empty() {
            return "changed".to_owned();
        }
        let [base, ours, theirs] = [&self.base, &self.ours, &self.theirs].map(|value| told(value.as_deref()));
        format!("{base} → ours {ours}, theirs {theirs}")
    }

    /// What stands now, in words.
    pub fn told(&self) -> &'static str {
        match self.outcome {
            Outcome::Ours => "ours stands",
            Outcome::Theirs => "theirs stands, as they vote blind under it",
            Outcome::KeptTheirs => "gone in ours, changed in theirs: kept",
            Outcome::KeptOurs => "changed in ours, gone in theirs: kept",
        }
    }
}

/// A value as people read it: text without its quotes, and not all of what is long.
fn told(value: Option<&str>) -> String {
    let Some(value) = value else { return "nothing".to_owned() };
    let text: Option<String> = serde_json::from_str(value).ok();
    let text = text.unwrap_or_else(|| value.to_owned());
    if text.is_empty() { "nothing".to_owned() } else { brief(&text, LONGEST).into_owned() }
}

/// Collects conflicts, and knows where the merging is.
#[derive(Debug, Default)]
pub(super) struct Report {
    path: Vec<String>,
    found: Vec<Conflict>,
}

impl Report {
    /// Does something one step further in.
    pub(super) fn within<T>(&mut self, step: &str, merge: impl FnOnce(&mut Report) -> T) -> T {
        self.path.push(step.to_owned());
        let merged = merge(self);
        self.path.pop();
        merged
    }

    /// Notes a conflict at the place where the merging is.
    pub(super) fn note(&mut self, three: Three<'_>, outcome: Outcome) {
        let owned = |value: Option<&str>| value.map(str::to_owned);
        self.found.push(Conflict {
            item: None,
            title: None,
            criterion: None,
            path: self.path.clone(),
            base: owned(three.base),
            ours: owned(three.ours),
            theirs: owned(three.theirs),
            outcome,
            hidden: false,
        });
    }

    /// How many there are so far.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// Those from a number on.
    pub(super) fn since(&mut self, from: usize) -> &mut [Conflict] {
        &mut self.found[from..]
    }

    /// Forgets those from a number on.
    pub(super) fn forget(&mut self, from: usize) {
        self.found.truncate(from);
    }

    /// All of them.
    pub(super) fn into_conflicts(self) -> Vec<Conflict> {
        self.found
    }
}

/// A value as it is written into a file.
pub(super) fn written<T: serde::Serialize>(value: &T) -> Option<Box<RawValue>> {
    serde_json::value::to_raw_value(value).ok()
}
