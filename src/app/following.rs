//! Following a workshop that runs in another window: what happens there is shown here.

use super::{App, Opening, Tone, screens};
use crate::domain::workshop::{Gesture, Workshop};
use crate::domain::workspace::Workspace;

impl App {
    /// Takes in what was done in the other window, as if it had been done here.
    pub(super) fn follow_gestures(&mut self, gestures: Vec<Gesture>) {
        self.notice = None;
        for gesture in gestures {
            let about = (!gesture.entry.is_aside()).then(|| gesture.entry.item.clone());
            self.workshop.take_in(gesture);
            if let Some(item) = about {
                self.subject = item.and_then(|id| self.workspace().slot(&id));
                self.moving = self.settings.motion && self.has_moved();
            }
        }
        if let Some(subject) = self.subject.filter(|slot| self.workspace().item(*slot).is_candidate()) {
            self.view.select(subject);
        }
        self.saving.reread(self.workspace().last_seq());
        self.refilter();
        self.select_near(self.view.selected);
    }

    /// Opens what somebody put in the place of the file, on the same screen and the same item as far as it is there.
    /// Nothing that was worked out for the other one is kept: it may be about items that are gone.
    pub(super) fn follow_whole(&mut self, workspace: Workspace) {
        let selected = self.selected().map(|(_, item)| item.id.clone());
        let (screen, pane, now) = (self.view.screen, self.view.pane, self.meeting.now);
        let opening = Opening {
            file: std::mem::take(&mut self.file),
            read_only: self.saving.read_only.take(),
            outlet: std::mem::take(&mut self.outlet),
            shelf: self.shelf.take(),
            ..Opening::default()
        };
        let keymap = std::mem::take(&mut self.keymap);
        *self = App::new(Workshop::new(workspace), opening, self.settings, keymap);
        (self.view.pane, self.meeting.now, self.notice) = (pane, now, None);
        if let Some(slot) = selected.and_then(|id| self.workspace().slot(&id)) {
            self.view.select(slot);
        }
        if screen.is_full() {
            screens::open(self, screen);
        }
        self.select_near(self.view.selected);
    }

    /// Says that the file cannot be followed at the moment; what was read stays.
    pub(super) fn lost_sight(&mut self, why: &str) {
        self.say(Tone::Refused, format!("the file cannot be followed: {why}"));
    }
}
