//! The brief: what it tells, what its cursor can stand on, and what can be done there. It is worked out while it is on
//! the screen, once for each change and not for each frame: it costs what there is of items and closed cycles.

use super::action::{Action, Ready};
use super::card::Field;
use super::moves::Go;
use super::ready::can_write;
use super::view::{Pane, Screen};
use super::{App, Effect, Now, Tone, closed, form, screens, update};
use crate::domain::brief::Brief;
use crate::domain::edition::Edition;
use crate::domain::event::Event;
use crate::domain::id::Slot;
use crate::domain::tradeoff::Entry;
use crate::domain::workspace::Head;

/// How many names that nobody lists, and how many items that are linked to nothing, are shown.
pub const NAMED: usize = 5;

/// What the screen shows.
#[derive(Clone, Debug, Default)]
pub struct Briefing {
    told: Brief,
    /// The workshop that it was made for; none before it was first made.
    made_for: Option<Edition>,
    /// What the cursor can stand on.
    spots: Vec<Spot>,
    /// Which of that it stands on.
    cursor: usize,
}

impl Briefing {
    /// What it tells.
    pub fn told(&self) -> &Brief {
        &self.told
    }

    /// What the cursor stands on.
    pub fn spot(&self) -> Option<Spot> {
        self.spots.get(self.cursor).copied()
    }
}

/// What the cursor of the brief can stand on, each with its index where there are several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The vision.
    Vision,
    /// A listed goal; none where there is not one.
    Goal(Option<usize>),
    /// A name that items use for a goal and nobody lists.
    UnlistedGoal(usize),
    /// A listed theme; none where there is not one.
    Theme(Option<usize>),
    /// A name that items use for a theme and nobody lists.
    UnlistedTheme(usize),
    /// An item that belongs to no theme and serves no goal.
    Unlinked(Slot),
    /// The capacity.
    Capacity,
    /// Estimates against actuals.
    Estimate(usize),
    /// The technical health of a cycle, of now behind the last one.
    Health(usize),
    /// The scope of a cycle.
    Scope(usize),
}

/// Everything that the cursor can stand on, from the vision to the last cycle.
fn spots(head: &Head, brief: &Brief) -> Vec<Spot> {
    let listed = |len: usize| if len == 0 { vec![None] } else { (0..len).map(Some).collect() };
    let few = |len: usize| 0..len.min(NAMED);
    let estimates = brief.estimates.as_ref().map_or(0, |estimates| estimates.kinds.len());
    std::iter::once(Spot::Vision)
        .chain(listed(head.goals.len()).into_iter().map(Spot::Goal))
        .chain(few(brief.unlisted_goals.len()).map(Spot::UnlistedGoal))
        .chain(listed(head.themes.len()).into_iter().map(Spot::Theme))
        .chain(few(brief.unlisted_themes.len()).map(Spot::UnlistedTheme))
        .chain(brief.unlinked.iter().take(NAMED).copied().map(Spot::Unlinked))
        .chain([Spot::Capacity])
        .chain((0..=estimates).map(Spot::Estimate))
        .chain((0..=brief.cycles.len()).map(Spot::Health))
        .chain((0..brief.cycles.len().max(1)).map(Spot::Scope))
        .collect()
}

/// Makes it for whoever comes to it: the cursor is at the top.
pub(super) fn enter(app: &mut App) {
    app.brief.cursor = 0;
    follow(app);
}

/// Makes it anew where something has changed since, and selects the item that the cursor is on. The cursor stays on what
/// it is on, else about where it was.
pub(super) fn follow(app: &mut App) {
    if app.view.screen != Screen::Brief {
        return;
    }
    if app.brief.made_for != Some(app.workshop.edition()) {
        let spot = app.brief.spot();
        let told = Brief::of(&app.workshop);
        let spots = spots(app.workspace().head(), &told);
        let same = spots.iter().position(|other| Some(*other) == spot);
        let cursor = same.unwrap_or(app.brief.cursor).min(spots.len().saturating_sub(1));
        app.brief = Briefing { told, made_for: Some(app.workshop.edition()), spots, cursor };
    }
    if let Some(Spot::Unlinked(slot)) = app.brief.spot().filter(|_| app.overlay.is_none()) {
        app.view.select(slot);
    }
}

/// Moves the cursor.
pub(super) fn go(app: &mut App, go: Go) {
    let brief = &app.brief;
    let next = brief.spots.get(go.from(brief.cursor, brief.spots.len())).copied();
    stand(app, next);
}

/// Goes over to the cycles, or back to what it is all for.
pub(super) fn sideways(app: &mut App, right: bool) {
    stand(app, Some(if right { Spot::Capacity } else { Spot::Vision }));
}

/// Puts the cursor on something that is there; on an item, the selection, too.
pub(super) fn stand(app: &mut App, spot: Option<Spot>) {
    let Some(at) = app.brief.spots.iter().position(|other| Some(*other) == spot) else { return };
    app.brief.cursor = at;
    if let Some(Spot::Unlinked(slot)) = spot {
        app.view.select(slot);
    }
}

/// Puts the cursor on what was changed, so that it is seen.
pub(super) fn look_at(app: &mut App, entry: &Entry) {
    follow(app);
    let (goals, themes) = (app.workspace().head().goals.len(), app.workspace().head().themes.len());
    let place = |at: usize, len: usize| len.checked_sub(1).map(|last| at.min(last));
    let spot = match entry.main_event() {
        Some(Event::VisionSet { .. }) => Spot::Vision,
        Some(Event::GoalSet { at, .. }) => Spot::Goal(place(*at, goals)),
        Some(Event::ThemeSet { at, .. }) => Spot::Theme(place(*at, themes)),
        _ => return,
    };
    stand(app, Some(spot));
}

/// Whether something can be done where the cursor is.
pub(super) fn can_enter(app: &App) -> Ready {
    match app.brief.spot() {
        Some(Spot::Unlinked(_)) => Ok(()),
        Some(Spot::Scope(_)) => closed::any_closed(app),
        Some(Spot::Estimate(_)) => Err("this follows from what was done, and is not written here"),
        _ => can_write(app),
    }
}

/// Opens what the cursor is on.
pub(super) fn open(app: &mut App, now: Now) -> Vec<Effect> {
    match app.brief.spot() {
        Some(Spot::Vision) => form::open_vision(app),
        Some(Spot::Goal(Some(at))) => form::open_goal(app, at),
        Some(Spot::Theme(Some(at))) => form::open_theme(app, at),
        Some(Spot::Unlinked(slot)) => {
            app.view.select(slot);
            screens::open_card(app, Field::Theme);
        }
        Some(Spot::Scope(at)) => {
            // The brief has the last ones.
            let [all, told] = [app.workspace().head().cycles.len(), app.brief.told.cycles.len()];
            closed::open(app, all.saturating_sub(told) + at);
        }
        Some(Spot::Capacity | Spot::Health(_)) => return update::run(app, Action::Capacity, None, now),
        _ => form::open_new_purpose(app),
    }
    Vec::new()
}

/// Whether what the cursor is on can be taken off its list.
pub(super) fn can_remove(app: &App) -> Ready {
    can_write(app)?;
    match app.brief.spot() {
        Some(Spot::Goal(Some(_)) | Spot::Theme(Some(_))) => Ok(()),
        Some(Spot::Vision) => Err("the vision is cleared by writing nothing"),
        _ => Err("only a listed goal or theme can be removed"),
    }
}

/// Whether some item is linked to nothing, as far as that was counted.
pub(super) fn any_unlinked(app: &App) -> Ready {
    let counted = app.view.screen == Screen::Brief;
    let none = counted && app.brief.told.unlinked.is_empty();
    if none { Err("every item belongs to a theme or serves a goal") } else { Ok(()) }
}

/// Selects the next item that is linked to nothing, from the selected one on, and shows it in the backlog.
pub(super) fn next_unlinked(app: &mut App) {
    let unlinked = Brief::of(&app.workshop).unlinked;
    let after = app.view.selected.map_or(0, |slot| unlinked.partition_point(|other| *other <= slot));
    let at = if after < unlinked.len() { after } else { 0 };
    let Some(next) = unlinked.get(at) else {
        return app.say(Tone::Plain, "every item belongs to a theme or serves a goal");
    };
    screens::to_workshop(app);
    app.view.focus(Pane::Backlog);
    app.go_to(*next);
    let back = app.by_key(Action::Open(Screen::Brief), "leads to the brief");
    app.say(Tone::Plain, format!("{} of {} without a theme or a goal{back}", at + 1, unlinked.len()));
}
