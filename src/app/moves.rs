//! Moving about: between panes, items and criteria.

use super::key::{Code, Key};
use super::rows::{Row, Rows};
use super::view::{Pane, Screen};
use super::{
    App, agenda, brief, card, check, discuss, log, matrix, recap, register, reveal, roadmap, triage,
};
use crate::domain::framework::Side;
use crate::domain::id::Slot;

/// How far a page goes.
const PAGE: isize = 10;

/// A way to go through a list.
#[derive(Clone, Copy, Debug)]
pub(super) enum Go {
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    /// To the one with this index.
    To(usize),
}

impl Go {
    /// The way that a key goes through a list.
    pub(super) fn of(key: Key) -> Option<Go> {
        Some(match (key.code, key.ctrl) {
            (Code::Down | Code::Tab, _) | (Code::Char('j'), false) | (Code::Char('n'), true) => Go::Down,
            (Code::Up | Code::BackTab, _) | (Code::Char('k'), false) | (Code::Char('p'), true) => Go::Up,
            (Code::PageDown, _) | (Code::Char(' '), false) | (Code::Char('d'), true) => Go::PageDown,
            (Code::PageUp, _) | (Code::Char('u'), true) => Go::PageUp,
            (Code::Home, _) | (Code::Char('g'), false) => Go::Top,
            (Code::End, _) | (Code::Char('G'), false) => Go::Bottom,
            _ => return None,
        })
    }

    /// The same below a line that is typed into: letters and the ends of the line are its own.
    pub(super) fn beside_typing(key: Key) -> Option<Go> {
        let is_typed = match key.code {
            Code::Char(c) => !(key.ctrl && "np".contains(c)),
            Code::Home | Code::End => true,
            _ => false,
        };
        if is_typed { None } else { Go::of(key) }
    }

    pub(super) fn from(self, at: usize, len: usize) -> usize {
        let by = match self {
            Go::Up => -1,
            Go::Down => 1,
            Go::PageUp => -PAGE,
            Go::PageDown => PAGE,
            Go::Top => return 0,
            Go::Bottom => return len.saturating_sub(1),
            Go::To(to) => return to.min(len.saturating_sub(1)),
        };
        at.saturating_add_signed(by).min(len.saturating_sub(1))
    }
}

/// Moves the selection on the screen, in the workshop in its focused pane.
pub(super) fn go(app: &mut App, go: Go) {
    let next = match (app.view.screen, app.view.pane) {
        (Screen::Workshop, Pane::Scoring(_)) => in_manual_order(app, go),
        (Screen::Workshop, Pane::Backlog) | (Screen::Matrix | Screen::Present, _) => in_backlog(app, go),
        (Screen::Workshop, Pane::Log) => return in_log(app, go),
        (Screen::Log, _) => return log::go(app, go),
        (Screen::Card, _) => return card::go(app, go),
        (Screen::Check, _) => return check::go(app, go),
        (Screen::Discuss, _) => return discuss::go(app, go),
        (Screen::Roadmap, _) => roadmap::go(app, go),
        (Screen::Debt, _) => return register::go(app, go),
        (Screen::Reveal, _) => return reveal::go(app, go),
        (Screen::Brief, _) => return brief::go(app, go),
        (Screen::Recap, _) => return recap::go(app, go),
        (Screen::Agenda, _) => return agenda::go(app, go),
        (Screen::Triage, _) => return triage::go(app, go),
    };
    if let Some(slot) = next {
        app.view.select(slot);
    }
}

/// Selects the item above or below in the backlog, wherever that is shown.
pub(super) fn beside(app: &mut App, go: Go) {
    if let Some(slot) = in_backlog(app, go) {
        app.view.select(slot);
    }
}

fn in_manual_order(app: &App, go: Go) -> Option<Slot> {
    let candidates = app.listed();
    let at = app.view.selected.map_or(0, |slot| candidates.partition_point(|other| *other < slot));
    candidates.get(go.from(at, candidates.len())).copied()
}

/// Rows that carry no item are stepped over.
fn in_backlog(app: &App, go: Go) -> Option<Slot> {
    let rows = app.rows();
    let Some((slot, at)) = app.view.selected.and_then(|slot| Some((slot, place(app, &rows, slot)?))) else {
        return rows.slot_near(0);
    };
    // Where it is not any more, or would be if the filter did not hide it, the next one stands already.
    let is_there = rows.of(slot).is_some();
    let target = if is_there || !matches!(go, Go::Down) { go.from(at, rows.len()) } else { at };
    // Upward it is the next one above.
    let above = || (0..=target).rev().find_map(|row| rows.at(row).and_then(Row::slot));
    let upward = target < at || matches!(go, Go::Top);
    upward.then(above).flatten().or_else(|| rows.slot_near(target))
}

/// How many rows stand above that of an item, or above where it would be; where the last change took it out of the backlog,
/// above where it was.
fn place(app: &App, rows: &Rows<'_>, slot: Slot) -> Option<usize> {
    if app.workspace().item(slot).is_candidate() {
        return Some(rows.before(slot));
    }
    let standing = app.workshop.standing();
    let was = standing.index_before(slot)?;
    let below = standing.order().get(was).map(|below| rows.before(*below));
    below.or_else(|| standing.order().last().map(|last| rows.before(*last) + 1))
}

fn in_log(app: &mut App, go: Go) {
    app.view.log_cursor = go.from(app.view.log_cursor, app.shown_count());
    let item = app.entry_in_view().and_then(|entry| entry.item.clone());
    let slot = item.and_then(|id| app.workspace().slot(&id));
    if let Some(slot) = slot.filter(|slot| app.shows(*slot)) {
        app.view.select(slot);
    }
}

/// Moves to the next criterion, and over the pane's edge to the pane beside it.
pub(super) fn sideways(app: &mut App, right: bool) {
    match app.view.screen {
        Screen::Workshop => in_panes(app, right),
        Screen::Roadmap => roadmap::sideways(app, right),
        Screen::Matrix => matrix::sideways(app, right),
        Screen::Log | Screen::Card | Screen::Debt | Screen::Agenda | Screen::Present => {}
        Screen::Brief => brief::sideways(app, right),
        Screen::Recap => recap::sideways(app, right),
        Screen::Discuss => discuss::sideways(app, right),
        Screen::Check => check::sideways(app, right),
        Screen::Reveal => reveal::sideways(app, right),
        Screen::Triage => triage::sideways(app, right),
    }
}

fn in_panes(app: &mut App, right: bool) {
    let beside = match (app.view.pane, right) {
        (Pane::Scoring(side), _) if step_criterion(app, side, right) => return,
        (Pane::Scoring(Side::Business), true) | (Pane::Scoring(Side::Engineering), false) => Pane::Backlog,
        (Pane::Backlog, false) => Pane::Scoring(Side::Business),
        (Pane::Backlog, true) => Pane::Scoring(Side::Engineering),
        _ => return,
    };
    app.view.focus(beside);
}

fn step_criterion(app: &mut App, side: Side, right: bool) -> bool {
    let count = app.workspace().framework().of_side(side).count();
    let cursor = app.view.cursor(side);
    let next = if right { Some(cursor + 1).filter(|next| *next < count) } else { cursor.checked_sub(1) };
    if let Some(next) = next {
        app.view.set_cursor(side, next);
    }
    next.is_some()
}

/// Moves the focus through the panes.
pub(super) fn cycle_pane(app: &mut App, forward: bool) {
    let count = Pane::ALL.len();
    let at = Pane::ALL.iter().position(|pane| *pane == app.view.pane).unwrap_or(0);
    let next = if forward { at + 1 } else { at + count - 1 };
    app.view.focus(Pane::ALL[next % count]);
}
