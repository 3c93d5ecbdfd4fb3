//! What a source says otherwise than an item does, and may change there.

use std::collections::HashSet;

use crate::domain::draft::Life;
use crate::domain::event::Event;
use crate::domain::facet::Facet;
use crate::domain::history::History;
use crate::domain::id::ItemId;
use crate::domain::item::{Item, Status};
use crate::domain::tradeoff::EntryKind;
use crate::domain::workspace::Workspace;

/// What was written by hand stays: the log knows.
pub(super) struct Comparing {
    /// Items and the fields that somebody wrote here.
    by_hand: HashSet<(ItemId, &'static str)>,
    /// How many fields differ and stay.
    pub(super) kept: usize,
}

/// The field of [`Comparing::by_hand`] for whether an item is done.
const DONE: &str = "status";

impl Comparing {
    /// Costs what there is of entries.
    pub(super) fn new(workspace: &Workspace) -> Comparing {
        let history = History::new(workspace);
        let decided = workspace.log().iter().filter(|entry| {
            !matches!(entry.kind, EntryKind::Import | EntryKind::Undo | EntryKind::Redo)
                && history.stands(entry.seq)
        });
        let written = |event: &Event| match event {
            Event::Edited { item, to, .. } => Some((item.clone(), to.field())),
            Event::Delivered { item, .. } => Some((item.clone(), DONE)),
            _ => None,
        };
        let by_hand = decided.flat_map(|entry| entry.events.iter().filter_map(written)).collect();
        Comparing { by_hand, kept: 0 }
    }

    /// What of that is news about the item.
    pub(super) fn facets(&mut self, item: &Item, said: Vec<Facet>) -> Vec<Facet> {
        let mut news: Vec<Facet> = said.into_iter().filter(|facet| facet.of(item) != *facet).collect();
        let differ = news.len();
        news.retain(|facet| !self.by_hand.contains(&(item.id.clone(), facet.field())));
        self.kept += differ - news.len();
        news
    }

    /// Whether the item becomes done, or open again because the source has changed its mind. What was decided here stays;
    /// what is voted on is open until the reveal.
    pub(super) fn done(&mut self, item: &Item, life: Option<Life>) -> Option<bool> {
        let done = match (item.status, life?) {
            (Status::Open, Life::Done) if !item.in_round() => true,
            (Status::Done, Life::Open) => false,
            _ => return None,
        };
        if self.by_hand.contains(&(item.id.clone(), DONE)) {
            self.kept += 1;
            return None;
        }
        let finished = item.rare.details.as_ref().is_some_and(|details| details.finished_in.is_some());
        (!finished).then_some(done)
    }
}
