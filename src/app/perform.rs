//! A gesture: what somebody wants is decided on and handed over to be saved, and the eye is led to what came of it.

use tui_input::Input;

use super::action::Action;
use super::overlay::Overlay;
use super::ready::can_write;
use super::settings::AfterScore;
use super::view::{Pane, Screen};
use super::{App, Effect, Now, Tone, screens};
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::framework::Side;
use crate::domain::id::Slot;
use crate::domain::round::reveals;
use crate::domain::telling::{beside_agreed, lacks_reason};
use crate::domain::text::brief;
use crate::domain::tradeoff::{Entry, EntryKind, Stamp};

/// How many characters of a title a notice tells.
const LONGEST_TOLD: usize = 40;

impl App {
    /// Does what somebody wants and hands it over to be saved; says why not where that cannot be.
    pub(super) fn perform(&mut self, command: Command, now: Now) -> Vec<Effect> {
        let done = self.attempt(command, now);
        self.said(done)
    }

    /// What an attempt comes to; why it came to nothing is said.
    pub(super) fn said(&mut self, done: Result<Vec<Effect>, String>) -> Vec<Effect> {
        done.unwrap_or_else(|why| {
            self.say(Tone::Refused, why);
            Vec::new()
        })
    }

    /// Does what somebody wants and hands it over to be saved.
    ///
    /// # Errors
    /// Why not, in the words of the screen.
    pub(super) fn attempt(&mut self, command: Command, now: Now) -> Result<Vec<Effect>, String> {
        let by = match &command {
            Command::Vote { participant, .. } => Some(participant.clone()),
            Command::Answer { slip, .. } => Some(slip.by.clone()),
            _ => None,
        };
        // Whoever has left changes nothing more, and while two edits are put together nobody does.
        if self.saving.is_leaving() || self.saving.is_settling() {
            return Err("one moment: the workspace is being saved".to_owned());
        }
        can_write(self).map_err(|why| self.in_full(why))?;
        let row = self.view.selected.and_then(|slot| self.rows().of(slot));
        let shown = self.view.selected.filter(|slot| self.shows(*slot));
        let stamp = Stamp { at: Some(now), by };
        let gesture = self.workshop.perform(command, stamp).map_err(|rejection| rejection.to_string())?;
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
            // Votes are talked about once they are on the table, and whoever triages alone is in flow.
            let is_vote = matches!(entry.kind, EntryKind::Round | EntryKind::Vote);
            let goes_on = is_vote || (entry.kind == EntryKind::Score && self.view.screen == Screen::Triage);
            if let Some(entry) = self.unexplained(entry).filter(|_| self.settings.ask_reasons && !goes_on) {
                self.overlay = Some(Overlay::Reason { entry, input: Input::default(), then_advance: false });
            }
            if matches!(entry.kind, EntryKind::Undo | EntryKind::Redo) {
                self.look_at(&gesture.entry);
            }
        }
        screens::look_at(self, &gesture.entry);
        Ok(vec![Effect::Persist(Box::new(gesture))])
    }

    /// The entry that somebody should say why of, after a gesture: its own, or that of the votes that it settles the last
    /// of.
    fn unexplained(&self, entry: &Entry) -> Option<u64> {
        if lacks_reason(entry) {
            return Some(entry.seq);
        }
        let (slot, side) = self.settled(entry)?;
        let (framework, scores) = (self.workspace().framework(), &self.workspace().item(slot).scores);
        let mut given = framework.of_side(side).filter_map(|i| scores.get(&framework.criteria()[i].id));
        if given.any(|score| score.agreed().is_none()) {
            return None;
        }
        let unsaid = |entry: &&Entry| lacks_reason(entry) && self.workshop.holds(entry);
        self.settles(entry).find(unsaid).map(|entry| entry.seq)
    }

    /// The reveals of the votes that an entry settles, the newest first; none where it settles none.
    pub fn settles(&self, entry: &Entry) -> impl Iterator<Item = &Entry> {
        self.settled(entry).into_iter().flat_map(|(slot, side)| reveals(&self.workshop, slot, side))
    }

    /// The item and the side whose votes an entry settles a value of.
    fn settled(&self, entry: &Entry) -> Option<(Slot, Side)> {
        let is_decision = matches!(entry.kind, EntryKind::Score | EntryKind::Call);
        let event = entry.main_event().filter(|_| is_decision)?;
        let Event::Agreed { item, criterion, from: None, .. } = event else { return None };
        let side = self.workspace().framework().criterion(criterion)?.side();
        Some((self.workspace().slot(item)?, side))
    }

    /// Puts the cursor on the score that was changed, so that the next digit changes that one.
    fn look_at(&mut self, entry: &Entry) {
        let Some(Event::Agreed { criterion, .. } | Event::Voted { criterion, .. }) = entry.main_event()
        else {
            return;
        };
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
