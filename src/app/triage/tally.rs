//! What came of a pass.

use super::Card;
use crate::app::App;
use crate::domain::id::{ItemId, Slot};
use crate::domain::item::{Horizon, Status};
use crate::domain::session::net;
use crate::domain::stale::touched_from;

/// What became of the cards of a pass, each counted once, and who crossed the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many were scored, and lack nothing now.
    pub scored: usize,
    /// How many kept all their scores when they were scored again.
    pub kept: usize,
    /// How many were parked.
    pub parked: usize,
    /// How many were declined.
    pub declined: usize,
    /// How many are not open any more: done, or merged into another.
    pub closed: usize,
    /// How many were left as they were.
    pub skipped: usize,
    /// How many are in now.
    pub inside: usize,
    /// Who is in and was not before, since the triage began.
    pub came_in: Vec<Slot>,
    /// Who was in before and is not any more.
    pub fell_out: Vec<Slot>,
}

impl Tally {
    /// Costs what there is of cards, and of entries since the triage began. `since` is how long the log was then,
    /// `from` how long it was when this pass began.
    pub(super) fn of(app: &App, cards: &[Card], since: usize, from: usize) -> Tally {
        let touched = touched_from(&app.workshop, from);
        let mut tally = Tally { inside: app.workshop.standing().inside().count(), ..Tally::default() };
        for card in cards {
            let item = app.workspace().item(card.slot);
            let lacks = app.workshop.standing().seat(card.slot).is_none();
            let count = match (item.status, item.horizon) {
                (Status::Done | Status::Merged | Status::Withdrawn, _) => &mut tally.closed,
                (Status::Open, Some(Horizon::Parked)) => &mut tally.parked,
                (Status::Open, Some(Horizon::Declined)) => &mut tally.declined,
                _ if !lacks && touched.contains_key(&card.slot) => &mut tally.scored,
                _ if !lacks && card.kept => &mut tally.kept,
                _ => &mut tally.skipped,
            };
            *count += 1;
        }
        let log = app.workspace().log();
        let crossing = net((since..log.len()).filter_map(|index| log.get(index)));
        let known = |ids: &[ItemId]| ids.iter().filter_map(|id| app.workspace().slot(id)).collect();
        (tally.came_in, tally.fell_out) = (known(&crossing.entered), known(&crossing.left));
        tally
    }

    /// `36 scored · 2 parked · 1 declined · 1 skipped`.
    pub fn told(&self) -> String {
        let counts = [
            (self.scored, "scored"),
            (self.kept, "kept"),
            (self.parked, "parked"),
            (self.declined, "declined"),
            (self.closed, "closed"),
            (self.skipped, "skipped"),
        ];
        let told =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        told.collect::<Vec<_>>().join(" · ")
    }
}
