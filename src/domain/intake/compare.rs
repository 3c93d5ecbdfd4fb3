//! What a source says otherwise than an item does, and may change there.

use std::collections::HashSet;

use super::stays::Stays;

use crate::domain::draft::{Draft, Life};
use crate::domain::event::Event;
use crate::domain::facet::Facet;
use crate::domain::history::History;
use crate::domain::id::{ItemId, Slot};
use crate::domain::item::Status;
use crate::domain::tradeoff::EntryKind;
use crate::domain::workspace::Workspace;

/// What was written by hand stays: the log knows.
pub(super) struct Comparing<'w> {
    workspace: &'w Workspace,
    /// Items and the fields that somebody wrote here.
    by_hand: HashSet<(ItemId, &'static str)>,
    /// The fields that differ and stay.
    pub(super) kept: Stays,
}

/// The field of [`Comparing::by_hand`] for whether an item is done.
const DONE: &str = "status";

impl<'w> Comparing<'w> {
    /// Costs what there is of entries.
    pub(super) fn new(workspace: &'w Workspace) -> Comparing<'w> {
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
        Comparing { workspace, by_hand, kept: Stays::default() }
    }

    /// What of that is news about the item.
    pub(super) fn facets(&mut self, slot: Slot, said: Vec<Facet>) -> Vec<Facet> {
        let item = self.workspace.item(slot);
        let mut news: Vec<Facet> = said.into_iter().filter(|facet| facet.of(item) != *facet).collect();
        news.retain(|facet| {
            let by_hand = self.by_hand.contains(&(item.id.clone(), facet.field()));
            if by_hand {
                self.kept.add(slot, || facet.name().to_owned());
            }
            !by_hand
        });
        news
    }

    /// Whether the item becomes done, or open again because the source has changed its mind. What was decided here stays,
    /// as does what a closed cycle counts; what is voted on is open until the reveal.
    pub(super) fn done(&mut self, slot: Slot, life: Option<Life>) -> Option<bool> {
        let item = self.workspace.item(slot);
        let done = match (item.status, life?) {
            (Status::Open, Life::Done) if !item.in_round() => true,
            (Status::Done, Life::Open) => false,
            _ => return None,
        };
        let finished = item.rare.details.as_ref().is_some_and(|details| details.finished_in.is_some());
        if finished || self.by_hand.contains(&(item.id.clone(), DONE)) {
            self.kept.add(slot, || DONE.to_owned());
            return None;
        }
        Some(done)
    }
}

/// What a draft says about its item. An empty cell says nothing, but for one that would name what the item waits for,
/// and a guess is no news.
pub(super) fn draft_facets(draft: &Draft, theme: Option<String>, depends_on: Vec<ItemId>) -> Vec<Facet> {
    let kind = draft.kind.filter(|_| !draft.kind_guessed);
    let some = |text: Option<&String>| text.map(|text| Some(text.clone()));
    // By its title alone it was known, however that is spelt.
    let is_keyed = draft.source.is_some();
    let mut facets: Vec<Facet> = is_keyed.then(|| Facet::Title(draft.title.clone())).into_iter().collect();
    facets.extend(kind.map(Facet::Kind));
    facets.extend(theme.map(|theme| Facet::Theme(Some(theme))));
    facets.extend(some(draft.owner.as_ref()).map(Facet::Owner));
    facets.extend(some(draft.description.as_ref()).map(Facet::Description));
    facets.extend((!draft.tags.is_empty()).then(|| Facet::Tags(draft.tags.clone())));
    let tells = draft.tells_blockers || !depends_on.is_empty();
    facets.extend(tells.then_some(Facet::DependsOn(depends_on)));
    facets
}
