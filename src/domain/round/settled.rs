//! What a decision on a value settles: the votes that were revealed on it, and who crossed the line by them.

use super::reveals;
use crate::domain::event::Event;
use crate::domain::framework::Side;
use crate::domain::id::Slot;
use crate::domain::telling::lacks_reason;
use crate::domain::tradeoff::{Entry, EntryKind};
use crate::domain::workshop::Workshop;

impl Workshop {
    /// The entry that somebody should say why of, after a gesture: its own, or that of the votes that it settles the last
    /// of.
    pub fn unexplained(&self, entry: &Entry) -> Option<u64> {
        if lacks_reason(entry) {
            return Some(entry.seq);
        }
        let (slot, side) = settled(self, entry)?;
        let (framework, scores) = (self.workspace().framework(), &self.workspace().item(slot).scores);
        let mut given = framework.of_side(side).filter_map(|i| scores.get(&framework.criteria()[i].id));
        if given.any(|score| score.agreed().is_none()) {
            return None;
        }
        let unsaid = |entry: &&Entry| lacks_reason(entry) && self.holds(entry);
        self.settles(entry).find(unsaid).map(|entry| entry.seq)
    }

    /// The reveals of the votes that an entry settles, the newest first; none where it settles none.
    pub fn settles(&self, entry: &Entry) -> impl Iterator<Item = &Entry> {
        settled(self, entry).into_iter().flat_map(|(slot, side)| reveals(self, slot, side))
    }
}

/// The item and the side whose votes an entry settles a value of.
fn settled(workshop: &Workshop, entry: &Entry) -> Option<(Slot, Side)> {
    let is_decision = matches!(entry.kind, EntryKind::Score | EntryKind::Call);
    let event = entry.main_event().filter(|_| is_decision)?;
    let Event::Agreed { item, criterion, from: None, .. } = event else { return None };
    let side = workshop.workspace().framework().criterion(criterion)?.side();
    Some((workshop.workspace().slot(item)?, side))
}
