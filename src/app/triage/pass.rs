//! One way through a queue. What is in it is fixed when it begins: nothing vanishes under the hands.

use super::pace::Watch;
use super::queue::Queue;
use crate::domain::id::Slot;
use crate::domain::item::Status;
use crate::domain::workspace::Workspace;

/// One card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Card {
    /// The item on it.
    pub(super) slot: Slot,
    /// Whether somebody went on from it.
    pub(super) behind: bool,
    /// Whether a score of it was given again as it was.
    pub(super) kept: bool,
}

impl Card {
    fn new(slot: Slot) -> Card {
        Card { slot, behind: false, kept: false }
    }
}

/// One way through a queue.
#[derive(Clone, Debug, Default)]
pub(super) struct Pass {
    pub(super) queue: Queue,
    /// In their order.
    pub(super) cards: Vec<Card>,
    /// The card that is looked at; behind the last one stands what came of it.
    pub(super) at: usize,
    /// How many cards are behind.
    pub(super) behind: usize,
    /// How long the log was when it began.
    pub(super) from: usize,
    pub(super) watch: Watch,
}

/// Whether an item is to be decided on, set aside or not.
pub(super) fn is_open(workspace: &Workspace, slot: Slot) -> bool {
    workspace.item(slot).status == Status::Open
}

impl Pass {
    pub(super) fn new(queue: Queue, items: Vec<Slot>, from: usize) -> Pass {
        Pass { queue, cards: items.into_iter().map(Card::new).collect(), from, ..Pass::default() }
    }

    /// The card that is looked at; none behind the last one.
    pub(super) fn card(&self) -> Option<&Card> {
        self.cards.get(self.at)
    }

    /// Somebody goes on from the card.
    pub(super) fn leave_behind(&mut self) {
        if let Some(card) = self.cards.get_mut(self.at).filter(|card| !card.behind) {
            card.behind = true;
            self.behind += 1;
            self.watch.split();
        }
    }

    /// What was done to a card is taken back: it is to be decided on again.
    pub(super) fn take_back(&mut self, at: usize) {
        if let Some(card) = self.cards.get_mut(at).filter(|card| card.behind) {
            card.behind = false;
            self.behind -= 1;
        }
    }

    /// A score of the card was given again as it was.
    pub(super) fn keep(&mut self) {
        if let Some(card) = self.cards.get_mut(self.at) {
            card.kept = true;
        }
    }

    /// The first card from one on whose item is open, else the place behind the last one.
    pub(super) fn open_from(&self, at: usize, workspace: &Workspace) -> usize {
        let mut from = (at..self.cards.len()).filter(|at| is_open(workspace, self.cards[*at].slot));
        from.next().unwrap_or(self.cards.len())
    }

    /// The last card before this one whose item is open.
    pub(super) fn open_before(&self, workspace: &Workspace) -> Option<usize> {
        (0..self.at.min(self.cards.len())).rev().find(|at| is_open(workspace, self.cards[*at].slot))
    }

    /// The card of an item.
    pub(super) fn find(&self, slot: Slot) -> Option<usize> {
        self.cards.iter().position(|card| card.slot == slot)
    }

    /// The same; an item without one gets it right behind the card that is looked at.
    pub(super) fn find_or_insert(&mut self, slot: Slot) -> usize {
        self.find(slot).unwrap_or_else(|| {
            let at = (self.at + 1).min(self.cards.len());
            self.cards.insert(at, Card::new(slot));
            at
        })
    }

    /// What is left of it, told; nothing before that can be said.
    pub(super) fn left(&self) -> Option<String> {
        self.watch.left(self.behind, self.cards.len() - self.behind)
    }
}
