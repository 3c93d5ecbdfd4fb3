//! The discuss screen: what there is to talk about, and where the room is in it.

use super::action::Ready;
use super::moves::Go;
use super::scroll::Scroll;
use super::view::Screen;
use super::{App, reveal};
use crate::domain::discuss::{Discussion, Point};
use crate::domain::edition::Edition;
use crate::domain::id::Slot;

/// The state of the discuss screen.
#[derive(Clone, Debug, Default)]
pub struct Talk {
    discussion: Discussion,
    /// The workshop and the swing that it was made for; none before it was made.
    made_for: Option<[Edition; 2]>,
    cursor: usize,
    /// How many rows of what is told of the selected point are above the window; none while the cursor is on the
    /// list.
    scroll: Option<Scroll>,
}

impl Talk {
    /// What there is to talk about.
    pub fn discussion(&self) -> &Discussion {
        &self.discussion
    }

    /// The index of the selected point.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The selected point.
    pub fn selected(&self) -> Option<&Point> {
        self.discussion.points.get(self.cursor)
    }

    /// How many rows of what is told of the selected point are above the window; none while the list has the focus.
    pub fn scroll(&self) -> Option<&Scroll> {
        self.scroll.as_ref()
    }

    fn key(&self) -> Option<(Slot, usize)> {
        self.selected().map(key)
    }

    fn put(&mut self, cursor: usize) {
        (self.cursor, self.scroll) = (cursor, self.scroll.take().map(|_| Scroll::default()));
    }
}

fn key(point: &Point) -> (Slot, usize) {
    (point.over().slot, point.over().criterion)
}

/// Goes on where the room was: on the same point, or on the one that took its place. The list is the agenda, so the
/// selection follows it here and not the other way round.
pub(super) fn enter(app: &mut App) {
    app.discuss.scroll = None;
    make(app);
    select(app);
}

/// Makes the list anew where something has changed since, while it is looked at.
pub(super) fn follow(app: &mut App) {
    if app.view.screen != Screen::Discuss {
        return;
    }
    if app.discuss.made_for != Some(state(app)) {
        make(app);
    }
    // What lies over the list has selected what it is about, such as an item that is voted on.
    if app.overlay.is_some() {
        return;
    }
    let selected = app.view.selected;
    let listed =
        || app.discuss.discussion.points.iter().position(|point| Some(point.over().slot) == selected);
    if app.discuss.selected().map(|point| point.over().slot) != selected
        && let Some(cursor) = listed()
    {
        app.discuss.put(cursor);
    }
    select(app);
}

fn state(app: &App) -> [Edition; 2] {
    [app.workshop.edition(), app.swings.edition()]
}

fn make(app: &mut App) {
    let before = app.discuss.key();
    let discussion = Discussion::of(&app.workshop, |slot, criterion| app.settled_by(slot, criterion));
    let points = &discussion.points;
    let same = before.and_then(|before| points.iter().position(|point| key(point) == before));
    let cursor = same.unwrap_or(app.discuss.cursor).min(points.len().saturating_sub(1));
    (app.discuss.cursor, app.discuss.made_for) = (cursor, Some(state(app)));
    app.discuss.discussion = discussion;
}

/// Selects the item of the point under the cursor.
fn select(app: &mut App) {
    if let Some(slot) = app.discuss.selected().map(|point| point.over().slot)
        && app.view.selected != Some(slot)
    {
        app.view.select(slot);
    }
}

/// Moves through the list, or through what is told of one point. What is clicked on is a point.
pub(super) fn go(app: &mut App, go: Go) {
    if let Go::To(_) = go {
        step_back(app);
    }
    let talk = &mut app.discuss;
    match &talk.scroll {
        Some(scroll) => drop(scroll.go(go)),
        None => talk.put(go.from(talk.cursor, talk.discussion.points.len())),
    }
    select(app);
}

/// Goes into what is told of the selected point, or back to the list.
pub(super) fn sideways(app: &mut App, right: bool) {
    let any = app.discuss.selected().is_some();
    app.discuss.scroll =
        app.discuss.scroll.take().or_else(|| Some(Scroll::default())).filter(|_| right && any);
}

/// Goes back to the list.
pub(super) fn step_back(app: &mut App) {
    app.discuss.scroll = None;
}

pub(super) fn any_point(app: &App) -> Ready {
    app.discuss.selected().map(|_| ()).ok_or("no votes differ")
}

pub(super) fn any_deciding(app: &App) -> Ready {
    if app.discuss.discussion.deciding > 0 { Ok(()) } else { Err("nothing decides who is in") }
}

/// Moves to the next point that decides, from the last one to the first.
pub(super) fn next_deciding(app: &mut App) {
    let next = app.discuss.cursor + 1;
    app.discuss.put(if next < app.discuss.discussion.deciding { next } else { 0 });
    select(app);
}

/// Goes to the votes that the selected point is about.
pub(super) fn to_votes(app: &mut App) {
    if let Some((slot, criterion)) = app.discuss.key() {
        reveal::show(app, slot, criterion);
    }
}
