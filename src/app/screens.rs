//! From screen to screen: every full screen is one key away from the workshop, and one key back.
//!
//! A key leads from anywhere to a screen, and from there to the workshop. An item card, and what another
//! screen sends somebody to, lead back to where they were opened.

use super::action::Ready;
use super::card::Field;
use super::view::{Left, Screen};
use super::{App, agenda, brief, check, discuss, log, matrix, recap, register, reveal, roadmap, triage};
use crate::domain::id::Slot;
use crate::domain::tradeoff::Entry;

/// Shows a screen that leads back to the workshop; an item card leads back here.
pub(super) fn open(app: &mut App, screen: Screen) {
    match screen {
        Screen::Card => return send(app, screen),
        Screen::Workshop => return to_workshop(app),
        _ => {}
    }
    // Who goes back selects what going back all the way would have selected.
    let mut back = app.view.selected;
    while let Some(left) = app.view.trail.pop() {
        back = selected_after(app, left, back);
    }
    show(app, screen);
    push(app, Screen::Workshop, back);
}

/// Shows a screen that leads back to this one; one that is on already, to where it led before.
pub(super) fn send(app: &mut App, screen: Screen) {
    let (from, before) = (app.view.screen, app.view.selected);
    show(app, screen);
    if from != screen {
        push(app, from, before);
    }
}

/// Shows the card of the selected item with the cursor on a field.
pub(super) fn open_card(app: &mut App, field: Field) {
    send(app, Screen::Card);
    app.card.put(field);
}

fn show(app: &mut App, screen: Screen) {
    app.view.screen = screen;
    // Not every screen shows every item.
    app.select_near(app.view.selected);
    match screen {
        Screen::Debt => register::enter(app),
        Screen::Brief => brief::enter(app),
        Screen::Reveal => reveal::enter(app),
        Screen::Recap => recap::enter(app),
        Screen::Agenda => agenda::enter(app),
        Screen::Discuss => discuss::enter(app),
        Screen::Triage => triage::enter(app),
        _ => {}
    }
}

/// Remembers what the screen that is on now leads back to, and what was selected there.
fn push(app: &mut App, screen: Screen, before: Option<Slot>) {
    let (after, seq) = (app.view.selected, app.workspace().last_seq());
    app.view.trail.push(Left { screen, before, after, seq });
}

/// What is selected once a screen is gone back to: who only looked has what they had selected.
fn selected_after(app: &App, left: Left, now: Option<Slot>) -> Option<Slot> {
    let only_looked = (left.after, left.seq) == (now, app.workspace().last_seq());
    if only_looked { left.before } else { now }
}

/// Goes back to where the screen was opened.
pub(super) fn leave(app: &mut App) {
    let left = app.view.trail.pop();
    app.view.screen = left.map(|left| left.screen).unwrap_or_default();
    app.view.selected = left.map_or(app.view.selected, |left| selected_after(app, left, app.view.selected));
    // What was changed meanwhile is shown, and other screens select what the panes may hide.
    follow(app);
    app.select_near(app.view.selected);
}

/// Lets every screen see what has changed: those that are not on do nothing, or the least.
pub(super) fn follow(app: &mut App) {
    register::follow(app);
    brief::follow(app);
    log::follow(app);
    check::follow(app);
    discuss::follow(app);
    reveal::follow(app);
    recap::follow(app);
    roadmap::follow(app);
    matrix::follow(app);
    triage::follow(app);
}

/// Lets the screen that is on see what was done: cursors go there.
pub(super) fn look_at(app: &mut App, entry: &Entry) {
    match app.view.screen {
        Screen::Brief => brief::look_at(app, entry),
        Screen::Reveal => reveal::look_at(app, entry),
        Screen::Triage => triage::look_at(app, entry),
        _ => {}
    }
    // The clock runs wherever one is.
    agenda::look_at(app, entry);
}

/// Goes to the workshop, wherever this screen was opened.
pub(super) fn to_workshop(app: &mut App) {
    app.view.trail.clear();
    leave(app);
}

/// Goes one step back: what is left out comes back and items are left first, then the screen.
pub(super) fn back(app: &mut App) {
    match app.view.screen {
        Screen::Log if app.log.is_filtered() => log::whole(app),
        Screen::Discuss if app.discuss.scroll().is_some() => discuss::step_back(app),
        Screen::Check if app.check.lead().is_some() => check::step_back(app),
        _ => leave(app),
    }
}

pub(super) fn can_go_back(app: &App) -> Ready {
    if app.view.screen.is_full() { Ok(()) } else { Err("this is the workshop") }
}
