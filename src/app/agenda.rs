//! The agenda on the screen: what time it is, which stage is selected, what its clock does, and where a stage leads.

use super::action::{Action, Place, Ready};
use super::key::Key;
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::ready::can_write;
use super::view::{Pane, Screen};
use super::{App, Effect, Now, Tone, form, scoring, screens, update};
use crate::domain::agenda::edit::Change;
use crate::domain::agenda::turn::Turn;
use crate::domain::agenda::{Agenda, Pace, Phase, Reading, Stage, StagePane};
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::framework::Side;
use crate::domain::id::StageId;
use crate::domain::session::PAUSE;
use crate::domain::tradeoff::Entry;

/// What can be done with the agenda and its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each one is described in the table of actions")]
pub enum Act {
    Next,
    Pause,
    Extend(u32),
    Enlarge,
    StartOver,
    Start,
    Mark,
    Edit,
    Add,
    Remove,
    Up,
    Down,
}

/// What time it is, and what is looked at of the agenda.
#[derive(Clone, Debug, Default)]
pub struct Meeting {
    /// The time of the room, in whole seconds, as the last message brought it.
    pub now: Option<Now>,
    /// The stage that the cursor was put on.
    cursor: usize,
}

impl App {
    /// What the clock shows; nothing while it is on no stage.
    pub fn reading(&self) -> Option<Reading<'_>> {
        self.workspace().agenda().reading(self.meeting.now)
    }

    /// Whether it shows something else every second.
    pub fn clock_runs(&self) -> bool {
        self.reading().is_some_and(|reading| !reading.paused)
    }

    /// The place of the stage under the cursor.
    pub fn stage_cursor(&self) -> usize {
        self.meeting.cursor.min(self.workspace().agenda().stages.len().saturating_sub(1))
    }

    /// The stage under the cursor.
    pub fn stage(&self) -> Option<&Stage> {
        self.workspace().agenda().stages.get(self.stage_cursor())
    }
}

/// Stops a clock that everybody left running, at the time when they were gone: it would spoil what the meeting took.
pub(super) fn stop_forgotten(app: &mut App, now: Now) -> Vec<Effect> {
    let since = app.reading().and_then(|reading| reading.stage.timing.since);
    // With each key, so that nothing is looked for as long as nobody can have been away.
    let Some(since) = since.filter(|since| now - *since > PAUSE && can_write(app).is_ok()) else {
        return Vec::new();
    };
    let workspace = app.workspace();
    let recent = || workspace.log().iter().rev().filter_map(|entry| entry.at);
    let mut gestures: Vec<Now> = recent().take_while(|at| *at > since).collect();
    gestures.reverse();
    let Some(end) = workspace.agenda().forgotten(&gestures, now) else { return Vec::new() };
    let last = recent().next();
    // It belongs to those who were there last, and makes their meeting no longer.
    let effects = app.perform(Command::Clock(Turn::Pause(true), end), last.unwrap_or(end));
    app.log.leave_to_the_past(&app.workshop);
    let form = if end.date_naive() == now.date_naive() { "%H:%M" } else { "%a %-d %b, %H:%M" };
    let goes_on = app.by_key(Action::Open(Screen::Agenda), "shows it");
    app.say(Tone::Plain, format!("nobody was here: the clock stands since {}{goes_on}", end.format(form)));
    effects
}

/// Takes in what time it is. Returns the stage that the clock ran on, and how much hurry there was before.
pub(super) fn pass(app: &mut App, now: Now) -> Option<(StageId, Pace)> {
    let running = app.reading().filter(|reading| !reading.paused);
    let before = running.map(|reading| (reading.stage.id.clone(), reading.pace()));
    app.meeting.now = Some(now);
    before
}

/// Says that a minute is left, and lets everybody hear that the time is up: once, and of the stage that the clock is
/// still on after whatever was done meanwhile.
pub(super) fn remind(app: &mut App, (stage, before): (StageId, Pace)) -> Option<Effect> {
    let reading = app.reading().filter(|reading| !reading.paused && reading.stage.id == stage)?;
    let (title, pace) = (reading.stage.shown_title(), reading.pace());
    if pace <= before {
        return None;
    }
    let is_over = pace == Pace::Over;
    let told = match (is_over, key_of_next(app)) {
        (false, _) => format!("one minute left for {title}"),
        (true, None) => format!("the time for {title} is up"),
        (true, Some(key)) => format!("the time for {title} is up · {key} goes on"),
    };
    // The header says both as well: only the end may take the place of something else that was said.
    if is_over || app.notice.is_none() {
        app.say(Tone::Plain, told);
    }
    is_over.then_some(Effect::Bell)
}

/// The key that goes on to the next stage, where one does.
fn key_of_next(app: &App) -> Option<Key> {
    let heard = app.overlay.is_none() && can_go_on(app).is_ok();
    app.keymap.keys_at(Place::of(&app.view), Action::Agenda(Act::Next)).next().filter(|_| heard)
}

/// Puts the cursor on the stage that the clock is on, else on the one that comes next.
pub(super) fn enter(app: &mut App) {
    let agenda = app.workspace().agenda();
    app.meeting.cursor = agenda.current().or(agenda.next()).unwrap_or(0);
}

/// Puts the cursor on a stage that was added, else keeps it on the one that it is on.
pub(super) fn look_at(app: &mut App, entry: &Entry) {
    let Some(Event::AgendaSet { from, to }) = entry.main_event() else { return };
    let [from, to] = [from, to].map(|side| side.as_ref().unwrap_or(&Agenda::standard().stages));
    let is_new = |stage: &Stage| from.iter().all(|other| other.id != stage.id);
    // Where the last stage was taken out, it is on the one before.
    let here = from.get(app.meeting.cursor).or(from.last()).map(|stage| &stage.id);
    let same = || to.iter().position(|stage| Some(&stage.id) == here);
    app.meeting.cursor = to.iter().position(is_new).or_else(same).unwrap_or(app.meeting.cursor);
}

/// Moves the cursor.
pub(super) fn go(app: &mut App, go: Go) {
    app.meeting.cursor = go.from(app.stage_cursor(), app.workspace().agenda().stages.len());
}

/// Whether there is a stage to do something with.
fn any_stage(app: &App) -> Ready {
    app.stage().map(|_| ()).ok_or("the agenda has no stages")
}

pub(super) fn can_plan(app: &App) -> Ready {
    can_write(app)?;
    any_stage(app)
}

pub(super) fn can_go_on(app: &App) -> Ready {
    can_write(app)?;
    let agenda = app.workspace().agenda();
    agenda.current().or(agenda.next()).map(|_| ()).ok_or("every stage is done")
}

/// Whether the clock is on a stage.
pub(super) fn has_clock(app: &App) -> Ready {
    app.reading().map(|_| ()).ok_or("the clock is on no stage")
}

pub(super) fn can_turn(app: &App) -> Ready {
    can_write(app)?;
    has_clock(app)
}

pub(super) fn can_start_over(app: &App) -> Ready {
    can_write(app)?;
    let fresh = |stage: &Stage| stage.phase() == Phase::Away && stage.timing.taken == 0 && !stage.timing.done;
    let all_fresh = app.workspace().agenda().stages.iter().all(fresh);
    if all_fresh { Err("nothing has begun") } else { Ok(()) }
}

/// Does it.
pub(super) fn act(app: &mut App, act: Act, now: Now) -> Vec<Effect> {
    match act {
        Act::Next => return next(app, now),
        Act::Pause => return pause(app, now),
        Act::Extend(minutes) => return turn(app, Turn::Extend(minutes), now),
        Act::StartOver => return turn(app, Turn::StartOver, now),
        Act::Start => return start(app, now),
        Act::Mark => return mark(app, now),
        Act::Remove => return remove(app, now),
        Act::Up => return shift(app, true, now),
        Act::Down => return shift(app, false, now),
        Act::Enlarge => app.overlay = Some(Overlay::Clock),
        Act::Edit => form::open_stage(app),
        Act::Add => form::open_new_stage(app),
    }
    Vec::new()
}

/// Starts the selected stage and goes where it belongs; to one that runs already it only goes.
fn start(app: &mut App, now: Now) -> Vec<Effect> {
    let Some(stage) = app.stage() else { return Vec::new() };
    let (id, pane, runs) = (stage.id.clone(), stage.pane, stage.phase() == Phase::Running);
    let done = if runs { Ok(Vec::new()) } else { app.attempt(Command::Clock(Turn::Begin(id), now), now) };
    if done.is_ok() {
        lead(app, pane);
    }
    app.said(done)
}

/// Ends the stage that the clock is on, starts the next one and goes where that belongs.
fn next(app: &mut App, now: Now) -> Vec<Effect> {
    let done = app.attempt(Command::Clock(Turn::Next, now), now);
    if done.is_ok() {
        let pane = app.reading().map(|reading| reading.stage.pane);
        match pane {
            Some(pane) => lead(app, pane),
            None => app.say(Tone::Plain, "that was the last stage of the agenda"),
        }
    }
    app.said(done)
}

/// Lets the clock stand, or go on.
fn pause(app: &mut App, now: Now) -> Vec<Effect> {
    let runs = app.clock_runs();
    turn(app, Turn::Pause(runs), now)
}

/// Marks the selected stage as done, or as not done.
fn mark(app: &mut App, now: Now) -> Vec<Effect> {
    let Some(stage) = app.stage() else { return Vec::new() };
    let mark = Turn::Mark(stage.id.clone(), !stage.timing.done);
    turn(app, mark, now)
}

/// Lets the clock do something.
fn turn(app: &mut App, turn: Turn, now: Now) -> Vec<Effect> {
    app.perform(Command::Clock(turn, now), now)
}

/// Moves the selected stage before the one above it, or behind the one below.
fn shift(app: &mut App, up: bool, now: Now) -> Vec<Effect> {
    let Some(stage) = app.stage() else { return Vec::new() };
    let (id, at) = (stage.id.clone(), app.stage_cursor());
    let to = if up { at.saturating_sub(1) } else { at + 1 };
    app.perform(Command::Plan(Change::Move(id, to)), now)
}

/// Takes the selected stage off the agenda.
fn remove(app: &mut App, now: Now) -> Vec<Effect> {
    let Some(stage) = app.stage() else { return Vec::new() };
    let remove = Change::Remove(stage.id.clone());
    app.perform(Command::Plan(remove), now)
}

/// Goes where a stage belongs. This is the one place that says where that is.
fn lead(app: &mut App, pane: Option<StagePane>) {
    let Some(pane) = pane else { return };
    let side = |side| (Screen::Workshop, Some(Pane::Scoring(side)));
    let (screen, pane) = match pane {
        StagePane::Brief => (Screen::Brief, None),
        StagePane::Business => side(Side::Business),
        StagePane::Engineering => side(Side::Engineering),
        StagePane::Backlog => (Screen::Workshop, Some(Pane::Backlog)),
        StagePane::Roadmap => (Screen::Roadmap, None),
        StagePane::Debt => (Screen::Debt, None),
        StagePane::Discuss => (Screen::Discuss, None),
        StagePane::Check => (Screen::Check, None),
        StagePane::Recap => (Screen::Recap, None),
        StagePane::Log => (Screen::Log, None),
    };
    screens::open(app, screen);
    if let Some(pane) = pane {
        app.view.focus(pane);
        app.select_near(app.view.selected);
    }
    if let Some(Pane::Scoring(side)) = pane {
        scoring::begin(app, side);
    }
}

/// Takes a key while the large clock is on. It stays as long as the keys are those of the clock; any other closes it.
pub(super) fn clock_key(app: &mut App, key: Key, now: Now) -> Next {
    let turns = [Act::Next, Act::Pause, Act::Extend(1), Act::Extend(5)].map(Action::Agenda);
    let action = app.keymap.action(Place::On(Screen::Agenda), key).filter(|action| turns.contains(action));
    let Some(action) = action else { return Next::CLOSE };
    let effects = update::run(app, action, None, now);
    if app.reading().is_some() { Next::Stay(effects) } else { Next::Close(effects) }
}
