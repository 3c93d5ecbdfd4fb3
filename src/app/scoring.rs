//! Scoring: from a digit, a step or a typed number to a gesture, and on to the next one.

use tui_input::Input;

use super::action::Action;
use super::overlay::Overlay;
use super::ready::can_write;
use super::settings::AfterScore;
use super::view::{Pane, Screen};
use super::{App, Effect, Now, Tone, boards, triage};
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::framework::{Criterion, Side};
use crate::domain::id::Slot;
use crate::domain::item::Item;
use crate::domain::number::Num;
use crate::domain::telling::{beside_agreed, lacks_reason};
use crate::domain::text::brief;
use crate::domain::tradeoff::{Entry, EntryKind, Stamp};
use crate::domain::vote::Score;
use crate::domain::workshop::Gesture;

/// How many characters of a title a notice tells.
const LONGEST_TOLD: usize = 40;

/// Why there is no next gap while a filter is on.
pub(super) const FILTER_SCORED: &str = "everything that the filter shows is scored";

impl App {
    /// Does what somebody wants and hands it over to be saved.
    pub(super) fn perform(&mut self, command: Command, now: Now) -> Vec<Effect> {
        let by = match &command {
            Command::Vote { participant, .. } => Some(participant.clone()),
            Command::Answer { slip, .. } => Some(slip.by.clone()),
            _ => None,
        };
        // Whoever has left changes nothing more, and while two edits are put together nobody does.
        if self.saving.is_leaving() || self.saving.is_settling() {
            return Vec::new();
        }
        if let Err(why) = can_write(self) {
            self.say(Tone::Refused, self.in_full(why));
            return Vec::new();
        }
        let row = self.view.selected.and_then(|slot| self.rows().of(slot));
        let shown = self.view.selected.filter(|slot| self.shows(*slot));
        let gesture = match self.workshop.perform(command, Stamp { at: Some(now), by }) {
            Ok(gesture) => gesture,
            Err(rejection) => {
                self.say(Tone::Refused, rejection.to_string());
                return Vec::new();
            }
        };
        let entry = &gesture.entry;
        self.saving.ordered(entry.seq);
        if entry.is_listed() {
            self.view.log_cursor = 0;
        }
        if !entry.is_aside() {
            self.subject = entry.item.as_ref().and_then(|id| self.workspace().slot(id));
            self.refilter();
            self.keep_selection(row);
            self.moving = self.settings.motion && self.has_moved();
            self.tell_hidden(shown);
            if let Some(told) = beside_agreed(self.workspace(), entry) {
                self.say(Tone::Plain, told);
            }
            // Votes that are on the table are talked about first, and whoever triages alone is in flow.
            let scored = matches!(entry.kind, EntryKind::Score | EntryKind::Vote);
            let goes_on = entry.kind == EntryKind::Round || (scored && self.view.screen == Screen::Triage);
            if let Some(entry) = self.unexplained(entry).filter(|_| self.settings.ask_reasons && !goes_on) {
                self.overlay = Some(Overlay::Reason { entry, input: Input::default(), then_advance: false });
            }
            if matches!(entry.kind, EntryKind::Undo | EntryKind::Redo) {
                self.look_at(&gesture);
            }
        }
        boards::follow(self);
        super::brief::look_at(self, &gesture.entry);
        super::agenda::look_at(self, &gesture.entry);
        super::reveal::look_at(self, &gesture.entry);
        triage::look_at(self, &gesture.entry);
        vec![Effect::Persist(Box::new(gesture))]
    }

    /// The entry that somebody should say why of, after a gesture: its own, or that of the votes that it settles the last
    /// of.
    fn unexplained(&self, entry: &Entry) -> Option<u64> {
        if lacks_reason(entry) {
            return Some(entry.seq);
        }
        let is_decision = matches!(entry.kind, EntryKind::Score | EntryKind::Call);
        let event = entry.main_event().filter(|_| is_decision)?;
        let Event::Agreed { item, criterion, from: None, .. } = event else { return None };
        let (framework, scores) =
            (self.workspace().framework(), &self.workspace().item(self.subject?).scores);
        let side = framework.criterion(criterion)?.side();
        let mut given = framework.of_side(side).filter_map(|i| scores.get(&framework.criteria()[i].id));
        let was_voted_on = !scores.get(criterion)?.rounds().is_empty();
        if !was_voted_on || given.any(|score| score.agreed().is_none()) {
            return None;
        }
        let of_votes = |event: &Event| match event {
            Event::Revealed { item: of, round, .. } => of == item && round.side == Some(side),
            _ => false,
        };
        let revealed = self.workspace().log().iter().rev().find(|entry| entry.events.iter().any(of_votes))?;
        let stands = self.workshop.history().stands(revealed.seq);
        (stands && lacks_reason(revealed)).then_some(revealed.seq)
    }

    /// Puts the cursor on the score that was changed, so that the next digit changes that one.
    fn look_at(&mut self, gesture: &Gesture) {
        let event = gesture.entry.main_event();
        let Some(Event::Agreed { criterion, .. } | Event::Voted { criterion, .. }) = event else { return };
        if self.subject.is_some_and(|slot| !self.may_select(slot)) {
            return;
        }
        let framework = self.workspace().framework();
        let Some(index) = framework.position(criterion) else { return };
        let side = framework.criteria()[index].side();
        let cursor = framework.of_side(side).position(|i| i == index);
        self.view.focus(Pane::Scoring(side));
        self.view.set_cursor(side, cursor.unwrap_or(0));
    }

    /// Shows what was changed: undo, redo and new items move the selection there. An item that is
    /// not a candidate any more, or that a filter hides, cannot stay selected.
    fn keep_selection(&mut self, row: Option<usize>) {
        self.clamp_cursors();
        let subject = self.subject.filter(|slot| self.may_select(*slot));
        self.select_near(subject.or_else(|| self.in_place_of_selected(row)).or(self.view.selected));
        self.view.backlog_row = row.filter(|_| self.settings.after_score == AfterScore::Stay);
    }
}

impl App {
    /// In the backlog: what stands where the selected item stood, if that is not there any more.
    fn in_place_of_selected(&self, row: Option<usize>) -> Option<Slot> {
        let in_backlog = (self.view.screen, self.view.pane) == (Screen::Workshop, Pane::Backlog);
        let stays = self.workspace().item(self.view.selected?).is_candidate();
        let row = row.filter(|_| in_backlog && !stays)?;
        self.rows().slot_near(row)
    }

    /// Says so when the change was about an item that the filter hides, or hides now.
    fn tell_hidden(&mut self, shown: Option<Slot>) {
        let Some(slot) = self.subject.filter(|slot| !self.may_select(*slot)) else { return };
        if !self.workspace().item(slot).is_candidate() {
            return;
        }
        let title = brief(self.workspace().item(slot).shown_title(), LONGEST_TOLD).into_owned();
        let what = if shown == Some(slot) { "leaves the filter" } else { "is hidden by the filter" };
        self.say(Tone::Plain, format!("{title} {what}{}", self.by_key(Action::ShowAll, "shows all")));
    }
}

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
pub(super) fn commit_typed(app: &mut App, input: Input, now: Now) -> Vec<Effect> {
    let Some((_, criterion)) = app.focused_side().and_then(|side| app.criterion(side)) else {
        return Vec::new();
    };
    let score = app.selected().and_then(|(_, item)| app.scorable(item, criterion));
    match criterion.read(input.value(), score) {
        Ok(value) => commit(app, value, now),
        Err(why) => {
            app.say(Tone::Refused, why);
            app.overlay = Some(Overlay::Number(input));
            Vec::new()
        }
    }
}

/// Moves the focused value by one step of its scale.
pub(super) fn step(app: &mut App, up: bool, now: Now) -> Vec<Effect> {
    let Some((_, criterion, value)) = focused(app) else { return Vec::new() };
    let Some(to) = criterion.scale.next(value, up) else {
        let text = format!("{} goes from {}", criterion.name, ends(criterion));
        app.say(Tone::Refused, text);
        return Vec::new();
    };
    // A step feels its way along the scale: it stays where it is.
    score(app, to, now)
}

fn ends(criterion: &Criterion) -> String {
    let shown = |raw: f64| Num::new(raw).map(|num| criterion.shown(num)).unwrap_or_default();
    format!("{} to {}", shown(criterion.scale.smallest()), shown(criterion.scale.largest()))
}

/// Takes the agreed value away.
pub(super) fn clear(app: &mut App, now: Now) -> Vec<Effect> {
    score_as(app, None, now)
}

fn commit(app: &mut App, to: Num, now: Now) -> Vec<Effect> {
    let before = focused(app).and_then(|(.., value)| value);
    let effects = score(app, to, now);
    if app.view.screen == Screen::Triage {
        triage::scored(app, before, (to, !effects.is_empty()));
        return effects;
    }
    // Going on is for filling gaps: whoever changes a value wants to see what it does.
    let filled = !effects.is_empty() && before.is_none();
    if filled && app.settings.after_score == AfterScore::Advance {
        match &mut app.overlay {
            Some(Overlay::Reason { then_advance, .. }) => *then_advance = true,
            _ => advance(app),
        }
    }
    effects
}

fn score(app: &mut App, to: Num, now: Now) -> Vec<Effect> {
    score_as(app, Some(to), now)
}

/// Scores the focused cell: the room agrees on a value, one of its people votes.
fn score_as(app: &mut App, to: Option<Num>, now: Now) -> Vec<Effect> {
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
    let (side, criterion) = (criterion.side(), criterion.id.clone());
    match app.scorer(side) {
        Some(scorer) => Command::Vote { item, criterion, participant: scorer.id.clone(), to },
        None => Command::Agree { item, criterion, to },
    }
}

fn focused(app: &App) -> Option<(Slot, &Criterion, Option<Num>)> {
    let (slot, item) = app.selected()?;
    let (_, criterion) = app.criterion(app.focused_side()?)?;
    Some((slot, criterion, app.scored(item, criterion)))
}

impl App {
    /// What whoever has the pane has scored: the room's value, or the vote of the one who scores.
    pub fn scored(&self, item: &Item, criterion: &Criterion) -> Option<Num> {
        let score = item.scores.get(&criterion.id)?;
        match self.scorer(criterion.side()) {
            Some(scorer) => score.vote_of(&scorer.id),
            None => score.value(),
        }
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

/// Goes to the next missing score of the focused side, or says that there is none.
pub(super) fn advance(app: &mut App) {
    let Some(side) = app.focused_side() else { return };
    match next_missing(app, side) {
        Some((slot, cursor)) => {
            app.view.select(slot);
            app.view.set_cursor(side, cursor);
        }
        None if stands_on_gap(app, side) => {
            app.say(Tone::Plain, format!("{side} has scored everything else"));
        }
        None if app.filter.is_on() => {
            app.say(Tone::Plain, format!("{side} has scored everything that the filter shows"));
        }
        None => app.say(Tone::Plain, format!("{side} has scored everything")),
    }
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
