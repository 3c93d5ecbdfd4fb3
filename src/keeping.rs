//! What the app orders of whoever keeps the file, and what it is told: neither knows the other.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};

use crate::domain::compare::{Place, Tally, compare};
use crate::domain::limits::grouped;
use crate::domain::reconcile::Conflict;
use crate::domain::standing::Crossing;
use crate::domain::text::counted;
use crate::domain::workshop::{Gesture, Workshop};
use crate::domain::workspace::Workspace;

/// What whoever saves is asked to do. Every workspace of ours holds each gesture that was ordered before.
#[derive(Clone, Debug)]
pub enum Order {
    /// Keep a gesture.
    Append(Box<Gesture>),
    /// Replace the snapshot by this workspace.
    Fold(Box<Workspace>),
    /// Make a backup of the first workspace, and put the second in its place.
    Replace(Box<Workspace>, Box<Workspace>),
    /// Write a workspace to another file.
    Copy(PathBuf, Box<Workspace>),
    /// Look whether another program has changed the file.
    CheckOutside,
    /// Look what it made of it, beside ours.
    LookOutside(Box<Workspace>),
    /// Settle what it made of it, as it was seen in this state.
    Settle(Way, Box<Workspace>, String),
    /// Take over from another window what is known as this.
    TakeOver(Box<Workspace>),
}

/// What whoever saves has to tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// Every gesture up to this number is on the disk.
    Saved(u64),
    /// The snapshot holds everything up to this number, the journal is gone.
    Folded(u64),
    /// The snapshot was put off, because somebody went on working; every gesture is in the journal.
    PutOff,
    /// Saving failed: why, and whether trying again can help. Nothing is lost in memory.
    Failed {
        /// Why.
        why: String,
        /// Whether another program changed the file, so that only a copy helps.
        changed_outside: bool,
        /// Whether it was a snapshot that failed; gestures may be in the journal all the same.
        folding: bool,
    },
    /// Another workspace took the place of this one, of which there is a backup; the number of its last entry.
    Replaced(u64),
    /// It did not, and why.
    NotReplaced(String),
    /// Saving works, but no backup is kept, and why.
    NoBackup(String),
    /// A copy was written.
    Copied(PathBuf),
    /// A copy could not be written: where and why.
    NotCopied(PathBuf, String),
    /// Somebody removed the file.
    Gone,
    /// Whether another program has changed the file.
    Outside(bool),
    /// What it made of the file; nothing where it is as it was. Why that cannot be told where it cannot.
    LookedOutside(Result<Option<Box<Edit>>, String>),
    /// What came of an edit from outside.
    Settled(Settled),
    /// It could not be settled, and why.
    NotSettled(String),
    /// The workspace was taken over from another window.
    TakenOver(TakenOver),
    /// It could not be, why, and who has it open if that is why.
    NotTakenOver(String, Option<String>),
}

/// What somebody else made of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The state that was looked at: what is decided is about no other.
    pub state: String,
    /// When the file was written.
    pub at: Option<DateTime<FixedOffset>>,
    /// What was done here since the file was read or saved.
    pub ours: Tally,
    /// What they made of it; why nothing can be made of that where it is so.
    pub theirs: Result<Theirs, String>,
}

/// Another state of the workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Theirs {
    /// What they changed.
    pub tally: Tally,
    /// Whether the log goes on in it, as only Cutline writes it.
    pub by_cutline: bool,
    /// How many entries of our log they never saw: what they opened was older.
    pub unseen: usize,
    /// Where both changed the same when they are merged; why they cannot be.
    pub conflicts: Result<Vec<Conflict>, String>,
    /// Who would cross the line if they are merged, and if theirs is taken, by their titles.
    pub then: [Crossing<String>; 2],
}

/// How many of those who would fall out, and of those who would come in, are named.
const NAMED: usize = 3;

/// Who stands on another side in the second workshop than in the first, by their titles.
pub fn crossing_between(before: &Workshop, after: &Workshop) -> Crossing<String> {
    let found = compare(before, after);
    let titles = |places: &[Place<'_>]| {
        places.iter().map(|place| place.item.shown_title().to_owned()).collect::<Vec<String>>()
    };
    Crossing { left: titles(&found.left), entered: titles(&found.entered) }
}

/// What would come of it in words: `Then SSO falls out, Dark mode comes in.`; nothing where nobody crosses the line.
pub fn then(crossing: &Crossing<String>) -> String {
    let told = crossing.ways().into_iter().rev().flat_map(|(goes, titles)| {
        let named = titles.iter().take(NAMED).map(move |title| format!("{title} {}", goes.verb(1)));
        let more = titles.len().saturating_sub(NAMED);
        named.chain((more > 0).then(|| format!("{more} more {}", goes.verb(more))))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { String::new() } else { format!("Then {}.", told.join(", ")) }
}

impl Theirs {
    /// In words: `2 items changed, by another Cutline, without 3 log entries of ours`.
    pub fn told(&self) -> String {
        let by = if self.by_cutline { ", by another Cutline" } else { "" };
        let unseen = match self.unseen {
            0 => String::new(),
            1 => ", without 1 log entry of ours".to_owned(),
            many => format!(", without {} log entries of ours", grouped(many as u64)),
        };
        format!("{}{by}{unseen}", self.tally.told())
    }
}

/// What is to become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Both are put together.
    Merge,
    /// Theirs is gone on with, and ours is written into a copy.
    Theirs,
    /// Ours is written into another file and gone on with there.
    Elsewhere(PathBuf),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Settled {
    /// Both are in the file.
    Merged {
        /// What it holds.
        workspace: Box<Workspace>,
        /// How often ours stands where theirs is otherwise.
        conflicts: usize,
    },
    /// The file is as they left it.
    Reloaded {
        /// What it holds.
        workspace: Box<Workspace>,
        /// Where ours is.
        copy: PathBuf,
    },
    /// Ours is another file.
    Elsewhere {
        /// Which.
        path: PathBuf,
        /// The folder with its backups, if any are kept.
        shelf: Option<PathBuf>,
    },
}

impl Settled {
    /// In words: `merged: ours stands in 2 conflicts`.
    pub fn told(&self) -> String {
        match self {
            Settled::Merged { conflicts: 0, .. } => "merged: the file holds theirs and ours".to_owned(),
            Settled::Merged { conflicts, .. } => {
                format!("merged: ours stands in {}", counted(*conflicts, "conflict"))
            }
            Settled::Reloaded { copy, .. } => {
                format!("the file is as they left it; ours is in {}", copy.display())
            }
            Settled::Elsewhere { path, .. } => {
                format!("saved as {}, and going on there", path.display())
            }
        }
    }
}

/// What came of taking a workspace over.
#[derive(Clone, Debug, PartialEq)]
pub struct TakenOver {
    /// What the file holds, where it is not what is shown.
    pub workspace: Option<Box<Workspace>>,
    /// What the room should know, one line each.
    pub notices: Vec<String>,
    /// Whether there is a journal that the file does not hold yet.
    pub unfolded: bool,
    /// Whether another program has changed the file.
    pub changed_outside: bool,
}
