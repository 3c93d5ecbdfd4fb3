//! The swing of the backlog as far as it is known: what was drawn last, and which items have changed since.
//!
//! Drawing takes longer than a frame, so it happens elsewhere, and only once nobody types. Until it is through,
//! what was drawn before stays on the screen; an item that was changed meanwhile shows nothing rather than what is
//! not so any more.

use std::collections::HashSet;

use super::{App, Effect};
use crate::domain::edition::Edition;
use crate::domain::event::Event;
use crate::domain::id::Slot;
use crate::domain::swing::{Chance, Model, Swing};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;

/// What is known of the swing.
#[derive(Clone, Debug, Default)]
pub struct Swings {
    known: Option<Swing>,
    /// Which of all that was known at some time.
    edition: Edition,
    /// The number of the gesture that it was drawn after.
    drawn_after: u64,
    /// The items that changed since.
    changed: HashSet<Slot>,
    /// The workshop up to which that is known.
    followed: Edition,
    /// The workshop that it was last asked for; none before it first was.
    asked_for: Option<Edition>,
    /// Those that it was asked for and not told of yet, the last asked last, each with the number of its last gesture.
    awaited: Vec<(Edition, u64)>,
}

impl Swings {
    /// What was drawn last.
    pub fn known(&self) -> Option<&Swing> {
        self.known.as_ref()
    }

    /// Which of all that was known at some time is: what a change of the workshop took away of it apart.
    pub(super) fn edition(&self) -> Edition {
        self.edition
    }

    /// Knows something else.
    fn learn(&mut self, known: Option<Swing>) {
        (self.known, self.edition) = (known, Edition::next());
    }

    /// Takes away what cannot be so any more after the newest gesture.
    fn follow(&mut self, workshop: &Workshop) {
        self.followed = workshop.edition();
        if self.known.is_none() {
            // Whatever changed since the beginning of the log: there is nothing that it could contradict.
            return;
        }
        let changed = changed_since(workshop.workspace(), self.drawn_after);
        match changed.filter(|_| workshop.standing().line().is_some()) {
            Some(changed) => self.changed = changed,
            None => self.learn(None),
        }
    }
}

/// The items that changed after a gesture; none where the framework did, which means others by every number.
fn changed_since(workspace: &Workspace, seq: u64) -> Option<HashSet<Slot>> {
    let newer = workspace.log().iter().rev().take_while(|entry| entry.seq > seq);
    let mut changed = HashSet::new();
    for event in newer.flat_map(|entry| &entry.events) {
        match event {
            Event::Reframed { .. } => return None,
            // Nothing moves by a call.
            Event::Called { .. } => {}
            event => changed.extend(event.items().iter().filter_map(|id| workspace.slot(id))),
        }
    }
    Some(changed)
}

impl App {
    /// What is known of an item's chances; none for one that was changed since they were drawn.
    pub fn chance(&self, slot: Slot) -> Option<Chance> {
        self.swing_of(slot)?.of(slot)
    }

    /// The same in words; nothing for an item without a rank.
    pub fn swing_told(&self, slot: Slot) -> Option<String> {
        self.workshop.standing().seat(slot)?;
        self.swing_of(slot)?.told(slot)
    }

    /// The share of what is open about who is in that a criterion of an item would settle; none while it is not
    /// known.
    pub fn settled_by(&self, slot: Slot, criterion: usize) -> Option<f32> {
        Some(self.swing_of(slot)?.settled_by(slot, criterion))
    }

    /// What was drawn last, unless an item was changed since.
    fn swing_of(&self, slot: Slot) -> Option<&Swing> {
        self.swings.known.as_ref().filter(|_| !self.swings.changed.contains(&slot))
    }

    /// Whether the swing is to be drawn anew once nobody types. Without a line nobody is in or out.
    pub fn wants_swing(&self) -> bool {
        let is_line = self.workshop.standing().line().is_some();
        is_line && self.swings.asked_for != Some(self.workshop.edition())
    }
}

/// Looks at what changed, after something has.
pub(super) fn follow(app: &mut App) {
    if app.swings.followed != app.workshop.edition() {
        app.swings.follow(&app.workshop);
    }
    app.refilter_by_swing();
}

/// Asks for the swing of the backlog as it is now.
pub(super) fn ask(app: &mut App) -> Vec<Effect> {
    if !app.wants_swing() {
        return Vec::new();
    }
    let now = app.workshop.edition();
    app.swings.asked_for = Some(now);
    let Some(model) = Model::of(&app.workshop) else {
        app.swings.learn(None);
        return Vec::new();
    };
    app.swings.awaited.push((now, app.workspace().last_seq()));
    vec![Effect::Sample(now, Box::new(model))]
}

/// Takes in what was drawn for a workshop that it was asked for. Another one, from before the file was read again, may
/// have had other items.
pub(super) fn take_in(app: &mut App, edition: Edition, swing: Swing) {
    let Some(at) = app.swings.awaited.iter().position(|(asked, _)| *asked == edition) else { return };
    // Those before it are passed over by whoever draws.
    app.swings.drawn_after = app.swings.awaited.drain(..=at).next_back().map_or(0, |(_, seq)| seq);
    app.swings.learn(Some(swing));
    app.swings.follow(&app.workshop);
}
