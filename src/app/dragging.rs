//! An item that is dragged to another place of the matrix: which scores would bring it there, and giving one of them.

use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::{App, Now, Tone, scoring};
use crate::domain::formula::Point;
use crate::domain::id::Slot;
use crate::domain::matrix::nearest_scores;
use crate::domain::number::Num;
use crate::domain::whatif::{WhatIf, what_if};

/// The scores that would bring an item nearest to a place, each on its own.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The item.
    pub item: Slot,
    /// The index of a criterion with its value and what that would lead to, the nearest first.
    pub ways: Vec<(usize, WhatIf)>,
    /// Which of them is selected.
    pub cursor: usize,
}

/// Proposes what would bring an item to a point; says so where no score does.
pub(super) fn propose(app: &mut App, item: Slot, to: Point) {
    let Some(matrix) = app.matrix.shown() else { return };
    let found = nearest_scores(matrix, app.workspace(), item, to);
    let with = |(criterion, value): (usize, Num)| (criterion, what_if(&app.workshop, item, criterion, value));
    let ways: Vec<_> = found.into_iter().map(with).collect();
    if ways.is_empty() {
        return app.say(Tone::Plain, "no score alone brings it nearer");
    }
    app.overlay = Some(Overlay::Proposal(Box::new(Proposal { item, ways, cursor: 0 })));
}

/// Takes a key while scores are proposed.
pub(super) fn key(app: &mut App, key: Key, proposal: &mut Proposal, now: Now) -> Next {
    match key.code {
        Code::Esc => return Next::CLOSE,
        Code::Enter => {
            let (criterion, way) = &proposal.ways[proposal.cursor];
            return Next::Close(scoring::give(app, proposal.item, *criterion, way.value, now));
        }
        _ => {
            let go = Go::of(key);
            proposal.cursor = go.map_or(proposal.cursor, |go| go.from(proposal.cursor, proposal.ways.len()));
        }
    }
    Next::STAY
}
