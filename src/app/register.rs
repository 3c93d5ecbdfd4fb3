//! The debt register. It is worked out while it is on the screen, once for each change and not for each frame: it costs
//! what there is of items and closed cycles.

use super::App;
use super::moves::Go;
use super::view::Screen;
use crate::domain::debt::{Owed, register};
use crate::domain::edition::Edition;
use crate::domain::id::Slot;

/// What the screen shows.
#[derive(Clone, Debug, Default)]
pub struct Register {
    list: Vec<Owed>,
    /// The workshop that it was made for; none before it was first made.
    made_for: Option<Edition>,
    /// What was selected when it was seen last, and in which row.
    seen: (usize, Option<Slot>),
}

impl Register {
    /// What technical work was put off often enough.
    pub fn list(&self) -> &[Owed] {
        &self.list
    }

    fn row(&self, slot: Option<Slot>) -> Option<usize> {
        self.list.iter().position(|owed| Some(owed.slot) == slot)
    }
}

/// Makes it for whoever comes to it: keys begin at its top, unless what is selected stands in it.
pub(super) fn enter(app: &mut App) {
    app.register.seen = (0, None);
    follow(app);
}

/// Makes it anew where something has changed since, and selects an item of it where what is selected does not stand in
/// it, or what was has left it: keys are meant for what can be seen.
pub(super) fn follow(app: &mut App) {
    if app.view.screen != Screen::Debt {
        // Whatever is selected meanwhile is selected on purpose.
        app.register.seen.1 = None;
        return;
    }
    if app.register.made_for != Some(app.workshop.edition()) {
        (app.register.list, app.register.made_for) = (register(&app.workshop), Some(app.workshop.edition()));
    }
    let known = &app.register;
    let (before, seen) = known.seen;
    let has_left = seen.is_some() && known.row(seen).is_none();
    let there = known.row(app.view.selected).filter(|_| !has_left);
    let at = there.unwrap_or_else(|| before.min(known.list.len().saturating_sub(1)));
    let slot = known.list.get(at).map(|owed| owed.slot);
    app.register.seen = (at, slot);
    if let (None, Some(slot)) = (there, slot) {
        app.view.select(slot);
    }
}

/// Goes through it.
pub(super) fn go(app: &mut App, go: Go) {
    let known = &app.register;
    let next = known.row(app.view.selected).map_or(0, |at| go.from(at, known.list.len()));
    if let Some(owed) = known.list.get(next) {
        app.view.select(owed.slot);
    }
}
