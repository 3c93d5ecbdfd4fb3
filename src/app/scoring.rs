//! Scoring: from a digit, a step or a typed number to a gesture, and on to the next one.

use tui_input::Input;

use super::action::Action;
use super::overlay::Overlay;
use super::settings::AfterScore;
use super::view::{Pane, Screen};
use super::{App, Effect, Now, Tone, triage};
use crate::domain::command::Command;
use crate::domain::framework::{Criterion, Side};
use crate::domain::id::Slot;
use crate::domain::item::Item;
use crate::domain::number::Num;
use crate::domain::vote::Score;

/// Why there is no next gap while a filter is on.
pub(super) const FILTER_SCORED: &str = "everything that the filter shows is scored";

/// Scores with a typed character: at once where one digit says everything, else as the beginning of
/// a number.
pub(super) fn typed(app: &mut App, typed: char, now: Now) -> Vec<Effect> {
    let Some((_, criterion)) = app.focused_side().and_then(|side| app.criterion(side)) else {
        return Vec::new();
    };
    if criterion.scale.single_digits() {
        return match typed.to_digit(10) {
            Some(digit) => commit(app, Num::from(digit), now),
            None => Vec::new(),
        };
    }
    app.overlay = Some(Overlay::Number(Input::new(typed.to_string())));
    Vec::new()
}

/// Scores the number that was typed.
pub(super) fn commit_typed(app: &mut App, input: &Input, now: Now) -> Vec<Effect> {
    let Some((_, criterion)) = app.focused_side().and_then(|side| app.criterion(side)) else {
        return Vec::new();
    };
    let score = app.selected().and_then(|(_, item)| app.scorable(item, criterion));
    match criterion.read(input.value(), score) {
        Ok(value) => commit(app, value, now),
        // It is over: the next digit begins another number.
        Err(why) => {
            app.say(Tone::Refused, why);
            Vec::new()
        }
    }
}

/// Moves the focused value by one step of its scale.
pub(super) fn step(app: &mut App, up: bool, now: Now) -> Vec<Effect> {
    let Some((_, criterion, value)) = focused(app) else { return Vec::new() };
    let Some(to) = criterion.scale.next(value, up) else {
        let text = format!("{} goes from {}", criterion.shown_name(), ends(criterion));
        app.say(Tone::Refused, text);
        return Vec::new();
    };
    // A step feels its way along the scale: it stays where it is.
    score(app, Some(to), now)
}

fn ends(criterion: &Criterion) -> String {
    let shown = |raw: f64| Num::new(raw).map(|num| criterion.shown(num)).unwrap_or_default();
    format!("{} to {}", shown(criterion.scale.smallest()), shown(criterion.scale.largest()))
}

/// Takes the agreed value away.
pub(super) fn clear(app: &mut App, now: Now) -> Vec<Effect> {
    score(app, None, now)
}

fn commit(app: &mut App, to: Num, now: Now) -> Vec<Effect> {
    let Some((item, criterion, before)) = focused(app) else { return Vec::new() };
    let command = given(app, item, criterion, Some(to));
    let done = app.attempt(command, now);
    let is_done = done.is_ok();
    let effects = app.said(done);
    if app.view.screen == Screen::Triage {
        triage::scored(app, before, (to, is_done));
        return effects;
    }
    // Going on is for filling gaps: whoever changes a value wants to see what it does.
    let filled = is_done && before.is_none();
    if filled && app.settings.after_score == AfterScore::Advance {
        match &mut app.overlay {
            Some(Overlay::Reason { then_advance, .. }) => *then_advance = true,
            _ => advance(app),
        }
    }
    effects
}

/// Scores the focused cell: the room agrees on a value, one of its people votes.
fn score(app: &mut App, to: Option<Num>, now: Now) -> Vec<Effect> {
    let Some((item, criterion, _)) = focused(app) else { return Vec::new() };
    let command = given(app, item, criterion, to);
    app.perform(command, now)
}

/// Gives an item a value for the criterion with this index.
pub(super) fn give(app: &mut App, item: Slot, criterion: usize, to: Num, now: Now) -> Vec<Effect> {
    let criterion = &app.workspace().framework().criteria()[criterion];
    let command = given(app, item, criterion, Some(to));
    app.perform(command, now)
}

/// What gives a value or takes it away, for whoever has the pane of its side.
fn given(app: &App, item: Slot, criterion: &Criterion, to: Option<Num>) -> Command {
    let voter = app.scorer(criterion.side()).map(|scorer| scorer.id.clone());
    Command::score(item, criterion.id.clone(), voter, to)
}

fn focused(app: &App) -> Option<(Slot, &Criterion, Option<Num>)> {
    let (slot, item) = app.selected()?;
    let (_, criterion) = app.criterion(app.focused_side()?)?;
    Some((slot, criterion, app.scored(item, criterion)))
}

impl App {
    /// What whoever has the pane has scored: the room's value, or the vote of the one who scores.
    pub fn scored(&self, item: &Item, criterion: &Criterion) -> Option<Num> {
        item.scores.get(&criterion.id)?.by(self.scorer(criterion.side()).map(|scorer| &scorer.id))
    }

    /// The score whose votes the room can agree on; none where one of them has the pane.
    pub(super) fn scorable<'a>(&self, item: &'a Item, criterion: &Criterion) -> Option<&'a Score> {
        item.scores.get(&criterion.id).filter(|_| self.scorer(criterion.side()).is_none())
    }

    /// Whether whoever has the pane can score it and has not.
    pub(super) fn lacks(&self, item: &Item, criterion: &Criterion) -> bool {
        !item.is_asked(criterion) && self.scored(item, criterion).is_none()
    }
}

/// Goes to the first missing score of a side, where there is one.
pub(super) fn begin(app: &mut App, side: Side) {
    let first = app.waiting(side).first().and_then(|slot| Some((*slot, gaps(app, side, *slot).next()?)));
    if let Some((slot, cursor)) = first {
        app.view.select(slot);
        app.view.set_cursor(side, cursor);
    }
}

/// Goes to the next missing score of the focused side, or says that there is none.
pub(super) fn advance(app: &mut App) {
    let Some(side) = app.focused_side() else { return };
    if let Some((slot, cursor)) = next_missing(app, side) {
        app.view.select(slot);
        return app.view.set_cursor(side, cursor);
    }
    let what = match (stands_on_gap(app, side), app.filter.is_on()) {
        (true, _) => "everything else",
        (_, true) => "everything that the filter shows",
        _ => "everything",
    };
    let told = match app.scorer(side) {
        Some(voter) => {
            let next = app.by_key(Action::NextScorer, "hands the pane on");
            format!("{} has voted on {what}{next}", voter.shown_name())
        }
        None => format!("{side} has scored {what}"),
    };
    app.say(Tone::Plain, told);
}

/// Jumps to the next missing score: of the side that scored last, else of the other.
pub(super) fn next_unscored(app: &mut App) {
    let here = app.scoring_side();
    let found = [here, here.other()].into_iter().find_map(|side| Some((side, next_missing(app, side)?)));
    match found {
        Some((side, (slot, cursor))) => {
            app.view.focus(Pane::Scoring(side));
            app.view.select(slot);
            app.view.set_cursor(side, cursor);
        }
        None if app.listed().is_empty() => app.say(Tone::Plain, app.why_none()),
        None if stands_on_gap(app, here) => app.say(Tone::Plain, "everything else is scored"),
        None if app.filter.is_on() => app.say(Tone::Plain, FILTER_SCORED),
        None => app.say(Tone::Plain, "everything is scored"),
    }
}

/// The next missing score of a side: further right in the selected item, then in the items below, then from the top
/// again. Whoever stands on one leaves it out, and with it what is missing left of it, until everybody else had a turn.
fn next_missing(app: &App, side: Side) -> Option<(Slot, usize)> {
    // One of many has still to vote on what others have scored.
    let waiting = if app.scorer(side).is_some() { app.listed() } else { app.waiting(side) };
    let (cursor, selected) = (app.view.cursor(side), app.view.selected);
    let mut ahead = selected.iter().flat_map(|slot| gaps(app, side, *slot).map(|gap| (*slot, gap)));
    if let Some(ahead) = ahead.find(|(_, gap)| *gap > cursor) {
        return Some(ahead);
    }
    let first = |slot: &Slot| Some((*slot, gaps(app, side, *slot).next()?));
    let split = selected.map_or(0, |slot| waiting.partition_point(|other| *other < slot));
    let (above, from_here) = waiting.split_at(split);
    let here = usize::from(from_here.first().copied() == selected && stands_on_gap(app, side));
    let (here, below) = from_here.split_at(here);
    let before = here.iter().filter_map(first).find(|(_, gap)| *gap < cursor);
    below.iter().chain(above).find_map(first).or(before)
}

/// The criteria of a side that an item lacks, as places of a cursor.
fn gaps(app: &App, side: Side, slot: Slot) -> impl Iterator<Item = usize> {
    let (framework, item) = (app.workspace().framework(), app.workspace().item(slot));
    let criteria = framework.criteria_of(side).enumerate();
    criteria.filter(move |(_, criterion)| app.lacks(item, criterion)).map(|(at, _)| at)
}

/// Whether the next digit fills a gap of a side.
fn stands_on_gap(app: &App, side: Side) -> bool {
    let cursor = app.view.cursor(side);
    let selected = app.view.selected.filter(|_| app.focused_side() == Some(side));
    selected.is_some_and(|slot| gaps(app, side, slot).any(|gap| gap == cursor))
}
