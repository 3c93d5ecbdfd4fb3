//! The screen of votes: what is to be revealed, what the votes say, and settling on a value.
//!
//! ```text
//! settle   the value that the room agrees on, offered, typed, or by the word of one
//! ```

mod settle;

use super::action::{Action, Ready};
use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::view::Screen;
use super::voting::Course;
use super::{App, Effect, Now, Tone, screens, voting};
use crate::domain::command::Command;
use crate::domain::criterion::Criterion;
use crate::domain::edition::Edition;
use crate::domain::event::Event;
use crate::domain::framework::Side;
use crate::domain::id::{ParticipantId, Slot};
use crate::domain::round::{Ask, Pending, Stage, of, pending};
use crate::domain::spread::Spread;
use crate::domain::tradeoff::{Entry, EntryKind};
use crate::domain::vote::Score;
pub(super) use settle::{accept, decide, settle_key, typed};

/// Why nobody votes again on what is agreed: that would take it back unasked.
const SETTLED: &str = "everything is agreed here: in the workshop a round begins anew";

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub struct Reveal {
    list: Vec<Pending>,
    /// The workshop that the list was made for; none before it was first made.
    made_for: Option<Edition>,
    cursor: usize,
    /// Which of the side's criteria the cursor is on.
    criterion: usize,
    /// Whether votes are shown without the names of those who gave them.
    pub anonymous: bool,
}

impl Reveal {
    /// What there are votes on.
    pub fn list(&self) -> &[Pending] {
        &self.list
    }

    /// The index of the selected one.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The selected one.
    pub fn selected(&self) -> Option<Pending> {
        self.list.get(self.cursor).copied()
    }

    /// Which of the side's criteria is selected.
    pub fn criterion(&self) -> usize {
        self.criterion
    }

    fn put(&mut self, cursor: usize) {
        (self.cursor, self.criterion) = (cursor, 0);
    }
}

/// Makes the list when the screen is opened: the selected item is always on it if it has votes. The cursor goes to
/// its round, else to any round, those first that can be revealed, else to its votes, those first that are to be settled,
/// and of two the ones of the side that has the focus.
pub(super) fn enter(app: &mut App) {
    app.reveal.made_for = None;
    follow(app);
    let order = |pending: &Pending| {
        let here = Some(pending.slot) == app.view.selected;
        let (elsewhere, rank) = match pending.stage {
            Stage::Complete => (!here, 0),
            Stage::Voting(_) => (!here, 1),
            Stage::Open if here => (true, 2),
            Stage::Settled if here => (true, 3),
            Stage::Open | Stage::Settled => (true, 4),
        };
        (elsewhere, rank, pending.side != app.view.side)
    };
    let at = (0..app.reveal.list.len()).min_by_key(|at| order(&app.reveal.list[*at]));
    put(app, at.unwrap_or(0));
}

/// Puts the cursor on what was voted on, else on the first that the side can reveal.
pub(super) fn stand_on(app: &mut App, Course { side, only }: Course) {
    let is_meant = |pending: &Pending| match only {
        Some(slot) => pending.slot == slot,
        None => pending.stage == Stage::Complete,
    };
    let mut list = app.reveal.list.iter();
    if let Some(at) = list.position(|pending| pending.side == side && is_meant(pending)) {
        put(app, at);
    }
}

fn course(Pending { slot, side, .. }: Pending) -> Course {
    Course { side, only: Some(slot) }
}

/// Makes the list anew where something has changed since, while the screen is looked at, and selects what its cursor is
/// on.
pub(super) fn follow(app: &mut App) {
    if app.view.screen != Screen::Reveal {
        return;
    }
    let is_first = app.reveal.made_for.is_none();
    if app.reveal.made_for != Some(app.workshop.edition()) {
        make(app);
    }
    if !is_first && app.overlay.is_none() {
        select(app);
    }
}

/// What was just settled stays in view.
fn make(app: &mut App) {
    let workspace = app.workspace();
    let mut list = pending(&app.workshop);
    let known = app.reveal.selected().map(|known| (known.slot, known.side));
    // Of an item that is looked at only that side is.
    let other = app.view.selected.filter(|slot| known.is_none_or(|(known, _)| known != *slot));
    let selected = other.into_iter().flat_map(|slot| Side::ALL.iter().map(move |side| (slot, *side)));
    for (slot, side) in known.into_iter().chain(selected) {
        let is_there = list.iter().any(|other| (other.slot, other.side) == (slot, side));
        list.extend(of(workspace, slot, side).filter(|_| !is_there));
    }
    // What waits for its reveal comes first: many may only be settled some day.
    list.sort_by_key(|pending| (!pending.is_sealed(), pending.slot, pending.side.index()));
    let at = list.iter().position(|other| Some((other.slot, other.side)) == known);
    let reveal = &mut app.reveal;
    (reveal.list, reveal.made_for) = (list, Some(app.workshop.edition()));
    match at {
        Some(at) => reveal.cursor = at,
        None => reveal.put(reveal.cursor.min(reveal.list.len().saturating_sub(1))),
    }
}

/// Goes to the votes on a score that was taken back or done again, so that the next digit settles that one.
pub(super) fn look_at(app: &mut App, entry: &Entry) {
    let is_again = matches!(entry.kind, EntryKind::Undo | EntryKind::Redo);
    let event = entry.main_event().filter(|_| is_again && app.view.screen == Screen::Reveal);
    let Some(Event::Agreed { item, criterion, .. }) = event else { return };
    let workspace = app.workspace();
    let found = workspace.slot(item).zip(workspace.framework().position(criterion));
    if let Some((slot, criterion)) = found {
        follow(app);
        put_on(app, slot, criterion);
    }
}

/// Moves through the list.
pub(super) fn go(app: &mut App, go: Go) {
    let cursor = go.from(app.reveal.cursor, app.reveal.list.len());
    put(app, cursor);
}

/// Puts the cursor on one of the list, on what of it is to be settled.
fn put(app: &mut App, cursor: usize) {
    app.reveal.put(cursor);
    next_open(app);
    select(app);
}

/// Shows the votes on an item's score of a criterion, by index in the framework; they lead back to this screen.
pub(super) fn show(app: &mut App, slot: Slot, criterion: usize) {
    app.view.select(slot);
    screens::send(app, Screen::Reveal);
    put_on(app, slot, criterion);
}

/// Puts the cursor on the votes on one score, where they are listed.
fn put_on(app: &mut App, slot: Slot, criterion: usize) {
    app.view.select(slot);
    let framework = app.workspace().framework();
    let Some(side) = framework.criteria().get(criterion).map(Criterion::side) else { return };
    let within = framework.of_side(side).position(|index| index == criterion).unwrap_or(0);
    let list = &app.reveal.list;
    if let Some(at) = list.iter().position(|pending| (pending.slot, pending.side) == (slot, side)) {
        app.reveal.put(at);
        app.reveal.criterion = within;
    }
}

/// Moves to the next criterion of the side, or back.
pub(super) fn sideways(app: &mut App, right: bool) {
    let Some(pending) = app.reveal.selected() else { return };
    let last = app.workspace().framework().of_side(pending.side).count().saturating_sub(1);
    let at = app.reveal.criterion;
    app.reveal.criterion = if right { (at + 1).min(last) } else { at.saturating_sub(1) };
}

fn select(app: &mut App) {
    if let Some(pending) = app.reveal.selected() {
        app.view.select(pending.slot);
    }
}

impl App {
    /// What somebody who voted is called; nothing while votes are shown without names.
    pub fn voter_name<'a>(&'a self, id: &'a ParticipantId) -> &'a str {
        if self.reveal.anonymous { "" } else { self.workspace().name_of(id) }
    }

    /// The criterion under the cursor of the screen of votes, and its index in the framework.
    pub fn voted_criterion(&self) -> Option<(usize, &Criterion)> {
        let pending = self.reveal.selected().filter(|_| self.view.screen == Screen::Reveal)?;
        let framework = self.workspace().framework();
        let index = framework.of_side(pending.side).nth(self.reveal.criterion)?;
        Some((index, &framework.criteria()[index]))
    }

    /// What the votes on it come to.
    fn voted(&self) -> Option<(Slot, &Criterion, Spread)> {
        let pending = self.reveal.selected()?;
        let (_, criterion) = self.voted_criterion()?;
        let score = self.workspace().item(pending.slot).scores.get(&criterion.id)?;
        Some((pending.slot, criterion, Spread::of(score.votes())?))
    }
}

/// Reveals what is complete, asks first about what is not, and accepts the median of what is on the table. What is
/// agreed on stays: there it goes on to what is not.
pub(super) fn reveal_or_accept(app: &mut App, now: Now) -> Vec<Effect> {
    let Some(pending) = app.reveal.selected() else { return Vec::new() };
    match pending.stage {
        Stage::Complete => reveal(app, pending, now),
        Stage::Voting(_) => {
            app.overlay = Some(Overlay::RevealEarly(pending));
            Vec::new()
        }
        Stage::Open | Stage::Settled if is_agreed(app) => {
            go_on(app);
            Vec::new()
        }
        Stage::Open | Stage::Settled => accept(app, 0, now),
    }
}

fn is_agreed(app: &App) -> bool {
    looked_at(app).and_then(|(.., score)| score?.agreed()).is_some()
}

/// Goes to the next score of the item that is to be settled, else to the next item that is.
fn go_on(app: &mut App) {
    let before = (app.reveal.cursor, app.reveal.criterion);
    next_open(app);
    if before == (app.reveal.cursor, app.reveal.criterion) {
        next_pending(app);
    }
    if before == (app.reveal.cursor, app.reveal.criterion) {
        app.say(Tone::Plain, "there is nothing more to settle: esc goes back");
    }
}

fn reveal(app: &mut App, pending: Pending, now: Now) -> Vec<Effect> {
    let effects = app.perform(Command::Reveal { items: vec![pending.slot], side: pending.side }, now);
    app.reveal.criterion = 0;
    next_open(app);
    effects
}

/// Takes a key while it is asked whether to reveal before everybody has answered.
pub(super) fn early_key(app: &mut App, key: Key, pending: Pending, now: Now) -> Next {
    match key.code {
        Code::Enter => return Next::Close(reveal(app, pending, now)),
        Code::Char('v') => voting::go_on(app, course(pending)),
        Code::Esc => {}
        _ => return Next::STAY,
    }
    Next::CLOSE
}

fn next_open(app: &mut App) {
    let Some(pending) = app.reveal.selected() else { return };
    let framework = app.workshop.workspace().framework();
    let scores = &app.workspace().item(pending.slot).scores;
    let open = |i: usize| {
        let score = scores.get(&framework.criteria()[i].id);
        score.is_some_and(|score| !score.votes().is_empty() && score.agreed().is_none())
    };
    let next = framework.of_side(pending.side).position(open);
    if let Some(at) = next {
        app.reveal.criterion = at;
    }
}

/// Goes to the next that is to be revealed or settled, from the last one to the first.
pub(super) fn next_pending(app: &mut App) {
    let count = app.reveal.list.len();
    let mut after = (1..=count).map(|step| (app.reveal.cursor + step) % count);
    if let Some(next) = after.find(|at| app.reveal.list[*at].stage != Stage::Settled) {
        put(app, next);
    }
}

/// Votes again on the item, or goes on with its round.
pub(super) fn vote_again(app: &mut App, now: Now) -> Vec<Effect> {
    let Some(pending) = app.reveal.selected() else {
        voting::open(app);
        return Vec::new();
    };
    if pending.is_sealed() {
        voting::go_on(app, course(pending));
        return Vec::new();
    }
    let again = Command::OpenRounds { items: vec![pending.slot], side: pending.side, ask: Ask::TheRest };
    let done = app.attempt(again, now);
    if done.is_ok() {
        follow(app);
        voting::go_on(app, course(pending));
    }
    app.said(done)
}

/// Gives the round up; asks first where somebody has answered.
pub(super) fn drop_round(app: &mut App, now: Now) -> Vec<Effect> {
    let Some(pending) = app.reveal.selected() else { return Vec::new() };
    let round = app.workspace().item(pending.slot).round(pending.side);
    if round.is_some_and(|round| !round.papers.is_empty()) {
        app.overlay = Some(Overlay::DropRound(pending));
        return Vec::new();
    }
    dropped(app, pending, now)
}

fn dropped(app: &mut App, pending: Pending, now: Now) -> Vec<Effect> {
    let done = app.attempt(Command::DropRounds { items: vec![pending.slot], side: pending.side }, now);
    if done.is_ok() {
        app.say(Tone::Plain, format!("the round is dropped{}", app.by_key(Action::Undo, "brings it back")));
    }
    app.said(done)
}

/// Takes a key while it is asked whether to drop what was answered.
pub(super) fn drop_key(app: &mut App, key: Key, pending: Pending, now: Now) -> Next {
    match key.code {
        Code::Enter => Next::Close(dropped(app, pending, now)),
        Code::Esc => Next::CLOSE,
        _ => Next::STAY,
    }
}

pub(super) fn any_votes(app: &App) -> Ready {
    super::ready::can_write(app)?;
    app.voted().map(|_| ()).ok_or("there are no votes here to settle")
}

pub(super) fn can_reveal(app: &App) -> Ready {
    super::ready::can_write(app)?;
    match app.reveal.selected().map(|pending| pending.stage) {
        None => Err("no votes wait here"),
        Some(Stage::Voting(_) | Stage::Complete) => Ok(()),
        Some(Stage::Open | Stage::Settled) => any_votes(app),
    }
}

pub(super) fn can_drop(app: &App) -> Ready {
    super::ready::can_write(app)?;
    match app.reveal.selected().map(|pending| pending.stage) {
        Some(Stage::Voting(_) | Stage::Complete) => Ok(()),
        _ => Err("no round is open here"),
    }
}

pub(super) fn can_vote_again(app: &App) -> Ready {
    let Some(pending) = app.reveal.selected() else { return voting::can_vote(app) };
    super::ready::can_write(app)?;
    let workspace = app.workspace();
    let mut gaps = workspace.gaps(workspace.item(pending.slot));
    match pending.stage {
        Stage::Settled if gaps.all(|criterion| criterion.side() != pending.side) => Err(SETTLED),
        _ => Ok(()),
    }
}

pub(super) fn any_pending(app: &App) -> Ready {
    let pending = app.reveal.list.iter().any(|pending| pending.stage != Stage::Settled);
    if pending { Ok(()) } else { Err("everything is settled") }
}

/// The score that is looked at on the screen of votes.
pub fn looked_at(app: &App) -> Option<(Slot, &Criterion, Option<&Score>)> {
    let pending = app.reveal.selected()?;
    let (_, criterion) = app.voted_criterion()?;
    Some((pending.slot, criterion, app.workspace().item(pending.slot).scores.get(&criterion.id)))
}
