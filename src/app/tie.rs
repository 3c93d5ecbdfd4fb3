//! This or that: settling a near-tie by hand, two items at a time.

use super::action::Ready;
use super::key::{Code, Key};
use super::overlay::{Next, Overlay};
use super::{App, Now};
use crate::domain::band::{band_at, by_hand};
use crate::domain::command::Command;
use crate::domain::contest::{Contest, after, at_most};
use crate::domain::id::Slot;

/// A near-tie that is being settled.
#[derive(Clone, Debug)]
pub struct TieBreak {
    /// The items, in the order that they stand in now.
    pub items: Vec<Slot>,
    /// Whether that order was given by hand.
    pub by_hand: bool,
    /// Each answer so far: whether the first of the two that were asked about comes first.
    answers: Vec<bool>,
}

impl TieBreak {
    /// The two that are asked about.
    pub fn question(&self) -> Option<(Slot, Slot)> {
        match after(self.items.len(), &self.answers) {
            Contest::Ask(one, other) => Some((self.items[one], self.items[other])),
            Contest::Settled(_) => None,
        }
    }

    /// The number of the question, from 1, and how many there are at most.
    pub fn progress(&self) -> (usize, usize) {
        (self.answers.len() + 1, at_most(self.items.len()))
    }

    /// The order that the answers come to.
    fn settled(&self) -> Option<Vec<Slot>> {
        match after(self.items.len(), &self.answers) {
            Contest::Settled(order) => Some(order.into_iter().map(|i| self.items[i]).collect()),
            Contest::Ask(..) => None,
        }
    }
}

/// The near-tie around the selected item.
fn around_selected(app: &App) -> Option<TieBreak> {
    let standing = app.workshop.standing();
    let band = band_at(&app.workshop, standing.index(app.view.selected?)?)?;
    let by_hand = by_hand(&app.workshop, &band);
    Some(TieBreak { items: standing.order()[band].to_vec(), by_hand, answers: Vec::new() })
}

/// Whether there is something to settle.
pub(super) fn ready(app: &App) -> Ready {
    around_selected(app).map(|_| ()).ok_or("the selected item is in no near-tie")
}

/// Begins to ask about the near-tie around the selected item.
pub(super) fn open(app: &mut App) {
    app.overlay = around_selected(app).map(|tie| Overlay::TieBreak(Box::new(tie)));
}

/// Takes a key while a near-tie is being settled.
pub(super) fn key(app: &mut App, key: Key, tie: &mut TieBreak, now: Now) -> Next {
    match key.code {
        Code::Esc | Code::Char('q') => return Next::CLOSE,
        Code::Char('1' | 'h') | Code::Left => tie.answers.push(true),
        Code::Char('2' | 'l') | Code::Right => tie.answers.push(false),
        Code::Backspace | Code::Char('u') => {
            tie.answers.pop();
        }
        Code::Char('x') if tie.by_hand => {
            return Next::Close(app.perform(Command::BreakTie(vec![tie.items[0]]), now));
        }
        _ => {}
    }
    match tie.settled() {
        Some(order) => Next::Close(app.perform(Command::BreakTie(order), now)),
        None => Next::STAY,
    }
}
