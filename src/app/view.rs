//! What is looked at: one selected item in every pane, one cursor per side, one focus.

use super::App;
use super::action::{Action, Place};
use crate::domain::framework::Side;
use crate::domain::id::{ParticipantId, Slot};
use crate::domain::telling::lacks_reason;
use crate::domain::tradeoff::Entry;
use crate::domain::workshop::Workshop;

/// How far back a trade-off without a reason is looked for.
const REACH: usize = 50;

/// A screen: the workshop, or one that takes the whole window. All are on the same selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Three panes and the log under them.
    #[default]
    Workshop,
    /// The whole trade-off log.
    Log,
    /// Everything that is written about the selected item.
    Card,
    /// Whether the plan is ready.
    Check,
    /// The votes that differ, those that decide who is in first.
    Discuss,
    /// The backlog in columns: now, next, later, parked, declined.
    Roadmap,
    /// What items are worth over what they take.
    Matrix,
    /// Tech and debt that were put off twice or more.
    Debt,
    /// What it is all for, and how the last cycles went.
    Brief,
    /// What was voted, and what is to be revealed.
    Reveal,
    /// The ranking and the last trade-off, to be read from afar.
    Present,
    /// What came of the session.
    Recap,
    /// The stages of the meeting, with their time.
    Agenda,
    /// One item at a time, from a queue.
    Triage,
}

impl Screen {
    /// Whether it takes the whole window: everything but the workshop does.
    pub fn is_full(self) -> bool {
        self != Screen::Workshop
    }

    /// Whether it shows what the filter shows, and nothing else.
    pub fn is_filtered(self) -> bool {
        matches!(self, Screen::Workshop | Screen::Matrix | Screen::Present)
    }

    /// What the header calls it.
    pub fn title(self) -> &'static str {
        match self {
            Screen::Workshop => "Workshop",
            Screen::Log => "Log",
            Screen::Card => "Item",
            Screen::Check => "Check",
            Screen::Discuss => "Discuss",
            Screen::Roadmap => "Roadmap",
            Screen::Matrix => "Matrix",
            Screen::Debt => "Debt register",
            Screen::Brief => "Brief",
            Screen::Reveal => "Votes",
            Screen::Present => "Presentation",
            Screen::Recap => "Recap",
            Screen::Agenda => "Agenda",
            Screen::Triage => "Triage",
        }
    }
}

/// A pane of the workshop that can have the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    /// Where a side scores.
    Scoring(Side),
    /// The ranking.
    Backlog,
    /// The trade-offs.
    Log,
}

impl Pane {
    /// From left to right, then down.
    pub const ALL: [Pane; 4] =
        [Pane::Scoring(Side::Business), Pane::Backlog, Pane::Scoring(Side::Engineering), Pane::Log];
}

/// What is looked at.
#[derive(Clone, Debug)]
pub struct View {
    /// The screen.
    pub screen: Screen,
    /// The screens that were left for this one and are gone back to, the last one behind.
    pub(super) trail: Vec<Left>,
    /// The pane that has the focus while the workshop is on the screen.
    pub pane: Pane,
    /// The side that scored last.
    pub side: Side,
    /// The selected item, the same in every pane; an item and not a row, so that it stays selected
    /// wherever it goes.
    pub selected: Option<Slot>,
    /// How many trade-offs below the newest the cursor of the log stands.
    pub log_cursor: usize,
    /// Whether no key was pressed yet.
    pub untouched: bool,
    /// The backlog stays on this row while it is not to follow the selected item.
    pub backlog_row: Option<usize>,
    /// Which of its criteria the cursor of each side is on, in the order of [`Side::ALL`].
    cursors: [usize; 2],
    /// Who scores in the pane of each side, in the same order; none while the room does.
    scorers: [Option<ParticipantId>; 2],
}

/// A screen that was left, with what was selected there, and what once the next one was open: its cursor may stand
/// elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left {
    pub(super) screen: Screen,
    pub(super) before: Option<Slot>,
    pub(super) after: Option<Slot>,
    /// The number of the last entry of the log by then.
    pub(super) seq: u64,
}

impl View {
    /// The focus on the first missing score of the first item that somebody has still to score, on the first item where
    /// nobody has. The next digit fills a gap and never overwrites what was agreed.
    pub fn new(workshop: &Workshop) -> View {
        let standing = workshop.standing();
        let framework = workshop.workspace().framework();
        let waiting = Side::ALL.iter().filter_map(|side| standing.waiting(*side).first()).min();
        let mut view = View {
            screen: Screen::Workshop,
            trail: Vec::new(),
            pane: Pane::Scoring(Side::Business),
            side: Side::Business,
            selected: waiting.or(standing.candidates().first()).copied(),
            log_cursor: 0,
            untouched: true,
            backlog_row: None,
            cursors: [0; 2],
            scorers: [None, None],
        };
        let gap = |side: &Side| {
            let workspace = workshop.workspace();
            let mut gaps = workspace.gaps(workspace.item(view.selected?));
            let gap = gaps.find(|criterion| criterion.side() == *side)?;
            Some((*side, framework.criteria_of(*side).position(|criterion| criterion.id == gap.id)?))
        };
        if let Some((side, cursor)) = Side::ALL.iter().find_map(gap) {
            view.focus(Pane::Scoring(side));
            view.set_cursor(side, cursor);
        } else if framework.of_side(Side::Business).next().is_none() {
            view.focus(Pane::Scoring(Side::Engineering));
        }
        view
    }

    /// Which of its side's criteria the cursor is on.
    pub fn cursor(&self, side: Side) -> usize {
        self.cursors[side.index()]
    }

    /// Puts a side's cursor on one of its criteria.
    pub fn set_cursor(&mut self, side: Side, cursor: usize) {
        self.cursors[side.index()] = cursor;
    }

    /// Who scores in a side's pane.
    pub fn scorer(&self, side: Side) -> Option<&ParticipantId> {
        self.scorers[side.index()].as_ref()
    }

    /// Hands a side's pane to somebody, or to the room.
    pub fn set_scorer(&mut self, side: Side, scorer: Option<ParticipantId>) {
        self.scorers[side.index()] = scorer;
    }

    /// Moves the focus.
    pub fn focus(&mut self, pane: Pane) {
        self.pane = pane;
        if let Pane::Scoring(side) = pane {
            self.side = side;
        }
    }

    /// Selects an item and lets the backlog show it.
    pub fn select(&mut self, slot: Slot) {
        self.selected = Some(slot);
        self.backlog_row = None;
    }
}

impl App {
    /// Whether the newest entry moved its item in the ranking, or anybody over the line.
    pub(super) fn has_moved(&self) -> bool {
        if self.workshop.last_change().map(|entry| entry.seq) != Some(self.workspace().last_seq()) {
            return false;
        }
        let standing = self.workshop.standing();
        let rank = |slot: Slot| (standing.index(slot), standing.index_before(slot));
        let crossing = self.workshop.crossing();
        self.subject.map(rank).is_some_and(|(now, before)| now != before) || !crossing.is_empty()
    }

    /// Whether an item is to be seen now, because the last change moved it or made it cross the line.
    pub fn shines(&self, slot: Slot) -> bool {
        let standing = self.workshop.standing();
        let moved = || standing.index(slot) != standing.index_before(slot);
        self.moving && (self.subject == Some(slot) && moved() || self.workshop.crossing().names(&slot))
    }

    /// How many trade-offs the log shows.
    pub fn shown_count(&self) -> usize {
        self.workshop.history().shown().len()
    }

    /// `: v votes again`, by the key that does it where the focus is; nothing where no key does.
    pub fn by_key(&self, action: Action, does: &str) -> String {
        let key = self.keymap.keys_at(Place::of(&self.view), action).next();
        key.map(|key| format!(": {key} {does}")).unwrap_or_default()
    }

    /// Keeps the cursors on criteria that are there: another framework may have fewer.
    pub(super) fn clamp_cursors(&mut self) {
        for side in Side::ALL {
            let last = self.workspace().framework().of_side(*side).count().saturating_sub(1);
            self.view.set_cursor(*side, self.view.cursor(*side).min(last));
        }
    }

    /// The trade-offs that the log shows from one on, newest first and counted from 0. Reasons stand
    /// with the entry they explain.
    pub fn shown_from(&self, first: usize) -> impl Iterator<Item = &Entry> {
        let shown = self.workshop.history().shown();
        let end = shown.len().saturating_sub(first);
        shown[..end].iter().rev().map(|index| &self.workspace().log()[*index as usize])
    }

    /// The trade-off that a reason would be given for: the one under a log's cursor; elsewhere the
    /// newest that still lacks one, of those that the log can show, else the newest.
    pub fn entry_in_view(&self) -> Option<&Entry> {
        let checked = self.check.entry().filter(|_| self.view.screen == Screen::Check);
        if let Some(index) = checked.and_then(|seq| self.workspace().entry_index(seq)) {
            return self.workspace().log().get(index);
        }
        if self.view.screen == Screen::Log {
            return self.log.at(self.log.cursor()).map(|index| &self.workspace().log()[index]);
        }
        if self.view.screen == Screen::Workshop && self.view.pane == Pane::Log {
            return self.shown_from(self.view.log_cursor).next();
        }
        if let Some(index) = self.recap.entry().filter(|_| self.view.screen == Screen::Recap) {
            return self.workspace().log().get(index);
        }
        let lacking = self.shown_from(0).take(REACH).find(|entry| lacks_reason(entry));
        lacking.or_else(|| self.shown_from(0).next())
    }
}
