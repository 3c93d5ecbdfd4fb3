//! Following a workshop that runs in another window: what happens there is shown here.

use super::view::View;
use super::{App, Effect, Tone, log};
use crate::domain::workshop::{Gesture, Workshop};
use crate::domain::workspace::Workspace;

impl App {
    /// Takes in what was done in the other window, as if it had been done here.
    pub(super) fn follow_gestures(&mut self, gestures: Vec<Gesture>) -> Vec<Effect> {
        self.notice = None;
        for gesture in gestures {
            let entry = gesture.entry.clone();
            self.workshop.take_in(gesture);
            if !entry.is_aside() {
                self.subject = entry.item.as_ref().and_then(|id| self.workspace().slot(id));
                self.moving = self.settings.motion && self.has_moved();
            }
        }
        if let Some(subject) = self.subject.filter(|slot| self.workspace().item(*slot).is_candidate()) {
            self.view.select(subject);
        }
        self.saving.reread(self.workspace().last_seq());
        self.refilter();
        self.select_near(self.view.selected);
        Vec::new()
    }

    /// Takes in another state of the file, on the same screen and the same item as far as it is there.
    pub(super) fn follow_whole(&mut self, workspace: Workspace) -> Vec<Effect> {
        let selected = self.selected().map(|(_, item)| item.id.clone());
        self.workshop = Workshop::new(workspace);
        let View { screen, pane, .. } = self.view;
        self.view = View::new(&self.workshop);
        (self.view.screen, self.view.pane) = (screen, pane);
        if let Some(slot) = selected.and_then(|id| self.workspace().slot(&id)) {
            self.view.select(slot);
        }
        (self.subject, self.moving) = (None, false);
        self.log = log::Log::new(&self.workshop);
        self.saving.reread(self.workspace().last_seq());
        self.refilter();
        self.select_near(self.view.selected);
        Vec::new()
    }

    /// Says that the file cannot be read any more; what was read stays.
    pub(super) fn lost_sight(&mut self, why: &str) -> Vec<Effect> {
        self.say(Tone::Refused, format!("the file cannot be read at the moment: {why}"));
        Vec::new()
    }
}
