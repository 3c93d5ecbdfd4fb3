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
use crate::domain::id::{ParticipantId, Slot};
use crate::domain::telling::beside_agreed;
use crate::domain::text::brief;
use crate::domain::tradeoff::{Entry, EntryKind, Stamp};
use crate::keeping::Order;

/// How many characters of a title a notice tells.
const LONGEST_TOLD: usize = 40;

/// Who says it, where it is one person's.
fn whose(command: &Command) -> Option<ParticipantId> {
    match command {
        Command::Vote { participant, .. } => Some(participant.clone()),
        Command::Answer { slip, .. } => Some(slip.by.clone()),
        _ => None,
    }
}

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
        self.may_change()?;
        let row = self.view.selected.and_then(|slot| self.rows().of(slot));
        let shown = self.view.selected.filter(|slot| self.shows(*slot));
        let stamp = Stamp { at: Some(now), by: whose(&command) };
        let gesture = self.workshop.perform(command, stamp).map_err(|rejection| rejection.to_string())?;
        let entry = &gesture.entry;
        self.saving.ordered(entry.seq);
        self.refilter_stirred();
        if entry.is_listed() {
            self.view.log_cursor = 0;
        }
        if !entry.is_aside() {
            self.lead_to(entry, row, shown);
            self.ask_why(entry);
        }
        screens::look_at(self, entry);
        Ok(vec![Effect::Keep(Order::Append(Box::new(gesture)))])
    }

    /// Whoever has left changes nothing more, and while two edits are put together nobody does.
    fn may_change(&self) -> Result<(), String> {
        if self.saving.is_closing() {
            return Err("one moment: the workspace is being saved".to_owned());
        }
        can_write(self).map_err(|why| self.in_full(why))
    }

    /// Leads the eye to what came of a gesture, from what was selected before it: its row, if it was shown.
    fn lead_to(&mut self, entry: &Entry, row: Option<usize>, shown: Option<Slot>) {
        self.subject = entry.item.as_ref().and_then(|id| self.workspace().slot(id));
        self.keep_selection(row);
        self.moving = self.settings.motion && self.has_moved();
        self.tell_hidden(shown);
        if let Some(told) = beside_agreed(self.workspace(), entry) {
            self.say(Tone::Plain, told);
        }
        if matches!(entry.kind, EntryKind::Undo | EntryKind::Redo) {
            self.look_at(entry);
        }
    }

    /// Asks why somebody crossed the line. Votes are talked about once they are on the table, and whoever triages alone is
    /// in flow.
    fn ask_why(&mut self, entry: &Entry) {
        let is_vote = matches!(entry.kind, EntryKind::Round | EntryKind::Vote);
        let is_in_flow = entry.kind == EntryKind::Score && self.view.screen == Screen::Triage;
        if is_vote || is_in_flow || !self.settings.ask_reasons {
            return;
        }
        if let Some(entry) = self.workshop.unexplained(entry) {
            self.overlay = Some(Overlay::Reason { entry, input: Input::default(), then_advance: false });
        }
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
