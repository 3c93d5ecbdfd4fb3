//! Another state of the workspace in the place of the one that is open: of a backup, of two edits put together, of a window
//! that is followed or taken over.

use super::view::View;
use super::{App, Opening, screens};
use crate::domain::framework::Side;
use crate::domain::id::ItemId;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;

impl App {
    /// Opens another state of the workspace, on the same screen and the same item as far as it is there. Nothing that
    /// was worked out for the other one is kept: it may be about items that are gone.
    pub(super) fn reopen(&mut self, workspace: Workspace) {
        let selected = self.selected().map(|(_, item)| item.id.clone());
        let opening = Opening { now: self.meeting.now, ..Opening::default() };
        let app =
            App::new(Workshop::new(workspace), opening, self.settings, std::mem::take(&mut self.keymap));
        // Each field is named, so that whoever adds one says here whether it outlives the workspace.
        #[rustfmt::skip]
        let App {
            file, outlet, shelf, saving, following, readings, view, meeting, reveal,
            settings: _, keymap: _, first_time: _, notice: _, workshop: _, log: _, card: _, check: _, discuss: _,
            roadmap: _, matrix: _, register: _, brief: _, recap: _, triage: _, overlay: _, restoring: _, subject: _, moving: _,
            dragged: _, filter, swings: _,
        } = std::mem::replace(self, app);
        (self.file, self.outlet, self.shelf) = (file, outlet, shelf);
        (self.saving, self.following, self.readings) = (saving, following, readings);
        (self.meeting.now, self.reveal.anonymous) = (meeting.now, reveal.anonymous);
        self.saving.reread(self.workspace().last_seq());
        self.filter_by(filter.into_filter());
        self.look_as(&view, selected.as_ref());
    }

    /// Looks at what was looked at before, as far as it is there.
    fn look_as(&mut self, before: &View, selected: Option<&ItemId>) {
        self.view.untouched = false;
        for side in Side::ALL {
            let known = before.scorer(*side).filter(|id| self.workspace().participant(id).is_some()).cloned();
            self.view.set_scorer(*side, known);
        }
        if let Some(slot) = selected.and_then(|id| self.workspace().slot(id)) {
            // Not to the first gap: whoever looks at an item goes on looking at it.
            self.view.select(slot);
            for side in Side::ALL {
                self.view.set_cursor(*side, before.cursor(*side));
            }
            self.clamp_cursors();
        }
        self.view.focus(before.pane);
        if before.screen.is_full() {
            screens::open(self, before.screen);
        }
        self.select_near(self.view.selected);
    }
}
