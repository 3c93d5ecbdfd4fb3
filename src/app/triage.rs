//! The triage: one item at a time from a queue, for whoever goes through a backlog alone.
//!
//! ```text
//! Queue   what is gone through, and in which order      queue.rs
//! Pass    one way through it, fixed when it begins      pass.rs
//! Watch   how long the rest of it takes                 pace.rs
//! Tally   what came of it                               tally.rs
//! ```
//!
//! The card under the cursor is the selected item, and its focused score that of the side that scored last: so a score
//! is given here as in a pane. What is on a card is worked out when it is shown; the queues are counted anew when
//! something has changed, never in a frame.

mod pace;
mod pass;
mod queue;
mod tally;

use super::action::Ready;
use super::moves::Go;
use super::view::{Pane, Screen};
use super::{App, Tone};
use crate::domain::criterion::Criterion;
use crate::domain::edition::Edition;
use crate::domain::event::Event;
use crate::domain::framework::Side;
use crate::domain::id::Slot;
use crate::domain::number::Num;
use crate::domain::tradeoff::{Entry, EntryKind};
use pass::{Card, Pass};
pub use queue::Queue;
pub use tally::Tally;

/// Why nothing can be done behind the last card.
pub(super) const DONE: &str = "the queue is done: no card is looked at";

/// A score of the card: its side, and its place among the criteria of that side.
type Cell = (Side, usize);

/// The state of the triage.
#[derive(Clone, Debug, Default)]
pub struct Triage {
    pass: Pass,
    /// How many items are in each queue now, in the order of [`Queue::ALL`].
    counts: [usize; 4],
    /// The workshop and the swing that they were counted for; none before they were.
    counted_for: Option<[Edition; 2]>,
    /// How long the log was when the triage began.
    since: usize,
    /// What came of the pass; none before its end.
    tally: Option<Tally>,
    /// Whether another screen was looked at meanwhile.
    away: bool,
}

impl Triage {
    /// Which queue is gone through.
    pub fn queue(&self) -> Queue {
        self.pass.queue
    }

    /// Each queue, and how many are in it now.
    pub fn queues(&self) -> impl Iterator<Item = (Queue, usize)> {
        Queue::ALL.into_iter().zip(self.counts)
    }

    /// The item on the card; none behind the last one.
    pub fn card(&self) -> Option<Slot> {
        self.pass.card().map(|card| card.slot)
    }

    /// The number of the card, counted from 1, and how many there are.
    pub fn number(&self) -> (usize, usize) {
        (self.pass.at + 1, self.pass.cards.len())
    }

    /// The share of the cards that is behind, from 0 to 1.
    pub fn share(&self) -> f64 {
        self.pass.behind as f64 / self.pass.cards.len().max(1) as f64
    }

    /// What is left of the pass: `about 6 min left`; nothing before that can be said.
    pub fn left(&self) -> Option<String> {
        self.pass.left()
    }

    /// How many minutes the pass took, rounded up.
    pub fn minutes(&self) -> i64 {
        (self.pass.watch.took().num_seconds() + 59) / 60
    }

    /// What came of the pass; none before its end.
    pub fn tally(&self) -> Option<&Tally> {
        self.tally.as_ref()
    }

    /// How long the log was when the triage began.
    pub fn since(&self) -> usize {
        self.since
    }

    /// The queue to go on with behind this one: the next that anything is in.
    pub fn next_queue(&self) -> Option<(Queue, usize)> {
        self.queues().skip_while(|(queue, _)| *queue != self.pass.queue).skip(1).find(|(_, count)| *count > 0)
    }
}

/// Goes on where the pass was left; a new one begins with what lacks scores, else with the first queue that anything
/// is in.
pub(super) fn enter(app: &mut App) {
    count(app);
    if app.triage.card().is_some() {
        return put(app, app.triage.pass.at);
    }
    app.triage.since = app.workspace().log().len();
    let first = app.triage.queues().find(|(_, count)| *count > 0);
    begin(app, first.map_or(Queue::default(), |(queue, _)| queue));
}

/// Begins another queue: behind the last card of one the next that anything is in.
pub(super) fn turn(app: &mut App, forward: bool) {
    let waits = app.triage.next_queue().filter(|_| forward && app.triage.card().is_none());
    if let Some((queue, _)) = waits {
        return begin(app, queue);
    }
    let count = Queue::ALL.len();
    let at = Queue::ALL.iter().position(|queue| *queue == app.triage.pass.queue).unwrap_or(0);
    begin(app, Queue::ALL[(at + if forward { 1 } else { count - 1 }) % count]);
}

fn begin(app: &mut App, queue: Queue) {
    app.triage.pass = Pass::new(queue, queue.items(app), app.workspace().log().len());
    app.triage.pass.watch.pass(app.meeting.now);
    put(app, 0);
}

/// Puts the cursor on a card, with the focus on its first gap, else on its first score.
fn put(app: &mut App, at: usize) {
    show(app, at);
    let cells = cells(app);
    let gap = cells.iter().find(|cell| lacks(app, **cell)).or(cells.first());
    if let Some(cell) = gap.copied() {
        focus(app, cell);
    }
}

fn show(app: &mut App, at: usize) {
    app.triage.pass.at = at.min(app.triage.pass.cards.len());
    app.triage.tally = None;
    if let Some(slot) = app.triage.card() {
        app.view.select(slot);
    }
}

fn focus(app: &mut App, (side, cursor): Cell) {
    app.view.focus(Pane::Scoring(side));
    app.view.set_cursor(side, cursor);
}

/// The scores of the card, those of the business first.
fn cells(app: &App) -> Vec<Cell> {
    let framework = app.workspace().framework();
    let of_side = |side: Side| (0..framework.of_side(side).count()).map(move |cursor| (side, cursor));
    Side::ALL.iter().copied().flat_map(of_side).collect()
}

/// Whether a score of the card is missing and can be given.
fn lacks(app: &App, (side, cursor): Cell) -> bool {
    let framework = app.workspace().framework();
    let criterion: Option<&Criterion> = framework.criteria_of(side).nth(cursor);
    let item = app.triage.card().map(|slot| app.workspace().item(slot));
    item.zip(criterion).is_some_and(|(item, criterion)| app.lacks(item, criterion))
}

fn here(app: &App) -> Cell {
    (app.view.side, app.view.cursor(app.view.side))
}

/// Goes on after a digit: to the next gap of the card; where there is none, from what was changed to the score below,
/// and from the last one to the next card. Whoever gives the value that is there already goes on as well.
pub(super) fn scored(app: &mut App, before: Option<Num>, (to, done): (Num, bool)) {
    let kept = !done && before == Some(to);
    if !done && !kept {
        return;
    }
    if kept {
        app.notice = None;
        app.triage.pass.keep();
    }
    let cells = cells(app);
    let at = cells.iter().position(|cell| *cell == here(app)).map_or(0, |at| at + 1);
    let (above, below) = cells.split_at(at.min(cells.len()));
    let gap = below.iter().chain(above).find(|cell| lacks(app, **cell));
    match gap.or(below.first().filter(|_| before.is_some())).copied() {
        Some(cell) => focus(app, cell),
        None => next(app),
    }
}

/// Leaves the card behind.
fn next(app: &mut App) {
    let pass = &mut app.triage.pass;
    pass.watch.pass(app.meeting.now);
    pass.leave_behind();
    let open = pass.open_from(pass.at + 1, app.workshop.workspace());
    put(app, open);
}

/// Goes to the next card, or back to the one before. Behind the last one it stops: whoever leaves card after card
/// behind would score those of another queue without seeing it.
pub(super) fn sideways(app: &mut App, right: bool) {
    match (right, app.triage.card()) {
        (true, Some(_)) => next(app),
        (true, None) => app.say(Tone::Plain, DONE),
        (false, _) => match app.triage.pass.open_before(app.workspace()) {
            Some(at) => put(app, at),
            None => app.say(Tone::Plain, "this is the first card"),
        },
    }
}

/// Moves between the scores of the card; further than that, between cards.
pub(super) fn go(app: &mut App, go: Go) {
    if let Go::Up | Go::Down = go {
        let cells = cells(app);
        let at = cells.iter().position(|cell| *cell == here(app)).unwrap_or(0);
        if let Some(cell) = cells.get(go.from(at, cells.len())).copied() {
            focus(app, cell);
        }
        return;
    }
    let pass = &app.triage.pass;
    let at = go.from(pass.at, pass.cards.len());
    let at = pass.open_from(at, app.workspace());
    put(app, at);
}

/// Looks at what was done: an item that is set aside is left behind, and undo, redo and an arrival show the card that
/// they are about. One that is not in the queue is taken in.
pub(super) fn look_at(app: &mut App, entry: &Entry) {
    if app.view.screen != Screen::Triage {
        return;
    }
    let about = entry.item.as_ref().and_then(|id| app.workspace().slot(id));
    let aside = about.filter(|slot| !app.workspace().item(*slot).is_candidate());
    let subject = app.subject.filter(|slot| pass::is_open(app.workspace(), *slot));
    match (entry.kind, subject) {
        (EntryKind::Undo | EntryKind::Redo | EntryKind::Add, Some(subject)) => {
            let at = app.triage.pass.find_or_insert(subject);
            if entry.kind == EntryKind::Undo {
                app.triage.pass.take_back(at);
            }
            // Undo has put the focus on the score that it took back.
            match entry.main_event() {
                Some(Event::Agreed { .. } | Event::Voted { .. }) => show(app, at),
                _ => put(app, at),
            }
        }
        (EntryKind::Horizon, _) if aside.is_some() && aside == app.triage.card() => next(app),
        _ => {}
    }
}

/// Counts the queues anew where something has changed, lets the card lead the selection, and takes in what time it is,
/// all while the screen is looked at.
pub(super) fn follow(app: &mut App) {
    if app.view.screen != Screen::Triage {
        if !std::mem::replace(&mut app.triage.away, true) {
            app.triage.pass.watch.pass(app.meeting.now);
            app.triage.pass.watch.stand();
        }
        return;
    }
    app.triage.pass.watch.pass(app.meeting.now);
    if app.triage.counted_for != Some(state(app)) {
        count(app);
        app.triage.tally = None;
    }
    let back = std::mem::take(&mut app.triage.away);
    if app.overlay.is_none() {
        lead(app, back);
    }
    if app.triage.card().is_none() && app.triage.tally.is_none() {
        let triage = &app.triage;
        let tally = Tally::of(app, &triage.pass.cards, triage.since, triage.pass.from);
        app.triage.tally = Some(tally);
    }
}

/// The card leads the selection. What another screen has selected is gone to if it is in the queue, and what is not
/// open any more is left behind.
fn lead(app: &mut App, back: bool) {
    let Some(slot) = app.triage.card() else { return };
    let pass = &app.triage.pass;
    let selected = app.view.selected;
    if back && let Some(at) = selected.filter(|other| *other != slot).and_then(|other| pass.find(other)) {
        return put(app, at);
    }
    if !pass::is_open(app.workspace(), slot) {
        return next(app);
    }
    if selected != Some(slot) || app.criterion(app.view.side).is_none() {
        put(app, app.triage.pass.at);
    }
}

fn state(app: &App) -> [Edition; 2] {
    [app.workshop.edition(), app.swings.edition()]
}

fn count(app: &mut App) {
    app.triage.counts = queue::counts(app);
    app.triage.counted_for = Some(state(app));
}

/// Whether the last card is behind, and nothing is looked at.
pub(super) fn is_done(app: &App) -> bool {
    app.view.screen == Screen::Triage && app.triage.card().is_none()
}

pub(super) fn on_card(app: &App) -> Ready {
    if is_done(app) { Err(DONE) } else { Ok(()) }
}
