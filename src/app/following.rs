//! Following a workshop that runs in another window: what happens there is shown here, until it ends and somebody
//! goes on here.

use super::action::Ready;
use super::{App, Effect, Tone};
use crate::domain::id::Slot;
use crate::domain::text::scrub;
use crate::domain::workshop::Gesture;
use crate::domain::workspace::Workspace;
use crate::keeping::{Order, TakenOver};

/// What is known of the window that has the workspace while this one looks on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Other {
    /// There is none.
    #[default]
    Nobody,
    /// It is there, and called so: `process 7 on desk`.
    Works(String),
    /// It has ended.
    Ended(String),
    /// The workspace is being taken over from it.
    Leaving(String),
}

/// Whom this window follows, and whether it could go on in their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Following {
    /// The other window.
    pub other: Other,
    /// Whether this window is there to follow, and never to change anything.
    pub only: bool,
}

impl Following {
    /// What the banner says once the other window has ended; `keys` take over.
    pub fn told(&self, keys: impl FnOnce() -> String) -> Option<String> {
        match &self.other {
            Other::Ended(name) if self.only => {
                Some(format!("{} has ended. This window only follows: `cutline FILE` goes on", scrub(name)))
            }
            Other::Ended(name) => Some(format!("{} has ended: {} takes over", scrub(name), keys())),
            Other::Leaving(name) => Some(format!("Taking over from {} …", scrub(name))),
            Other::Nobody | Other::Works(_) => None,
        }
    }
}

/// Whether the workspace can be taken over from another window.
pub(super) fn can_take_over(app: &App) -> Ready {
    match &app.following.other {
        _ if app.saving.read_only.is_none() => Err("this window has the workspace already"),
        _ if app.following.only => Err("this window only follows: open the file to take it over"),
        Other::Ended(_) => Ok(()),
        Other::Works(_) => Err("another window has it open: it can be taken over when that has ended"),
        Other::Leaving(_) => Err("it is being taken over"),
        Other::Nobody => Err("no other window has it open: it is read-only for another reason"),
    }
}

/// Asks for the workspace.
pub(super) fn take_over(app: &mut App) -> Vec<Effect> {
    let Other::Ended(name) = std::mem::take(&mut app.following.other) else { return Vec::new() };
    app.following.other = Other::Leaving(name);
    vec![Effect::Keep(Order::TakeOver(Box::new(app.workspace().clone())))]
}

impl App {
    /// Takes in who has the workspace open now.
    pub(super) fn held_by(&mut self, holder: Option<String>) {
        if self.saving.read_only.is_none() {
            return;
        }
        self.following.other = match (std::mem::take(&mut self.following.other), holder) {
            // What comes of it is told by whoever takes over.
            (Other::Leaving(name), _) => Other::Leaving(name),
            // A window that never saw another one is read-only for another reason, or only follows.
            (Other::Nobody, Some(_)) if !self.following.only => Other::Nobody,
            (before, Some(name)) => {
                if matches!(&before, Other::Ended(_)) {
                    self.say(Tone::Plain, format!("{} has it open now", scrub(&name)));
                }
                self.now_has(&name);
                Other::Works(name)
            }
            (Other::Works(name), None) => Other::Ended(name),
            (before, None) => before,
        };
    }

    /// Says from now on who keeps this window from changing anything.
    fn now_has(&mut self, name: &str) {
        if !self.following.only {
            self.saving.read_only = Some(format!("{name} has it open"));
        }
    }

    /// Goes on in the place of the other window, on the same screen and the same item.
    pub(super) fn taken_over(&mut self, taken: TakenOver) {
        if let Some(workspace) = taken.workspace {
            self.reopen(*workspace);
        }
        self.following.other = Other::Nobody;
        self.saving.taken_over(taken.unfolded);
        self.saving.reread(self.workspace().last_seq());
        if taken.changed_outside {
            self.saving.changed_outside();
        }
        let told = std::iter::once("taken over: from here on everything is saved here".to_owned());
        let told: Vec<String> = told.chain(taken.notices).collect();
        self.say(Tone::Plain, told.join(" · "));
    }

    /// Says why it goes on looking on.
    pub(super) fn not_taken_over(&mut self, why: &str, holder: Option<String>) {
        self.say(Tone::Refused, format!("not taken over: {}", scrub(why)));
        let before = match std::mem::take(&mut self.following.other) {
            Other::Leaving(name) => Other::Ended(name),
            other => other,
        };
        self.following.other = match holder {
            Some(name) => {
                self.now_has(&name);
                Other::Works(name)
            }
            None => before,
        };
    }

    /// Whether what is shown happens in another window.
    pub fn follows(&self) -> bool {
        matches!(self.following.other, Other::Works(_))
    }

    /// Takes in what was done in the other window, as if it had been done here.
    pub(super) fn follow_gestures(&mut self, gestures: Vec<Gesture>) {
        if self.saving.read_only.is_none() {
            // It was on its way while this window took over, and is known.
            return;
        }
        self.notice = None;
        let listed = self.workshop.history().shown().len();
        for gesture in gestures {
            let about = (!gesture.entry.is_aside()).then(|| gesture.entry.item.clone());
            self.workshop.take_in(gesture);
            self.refilter_stirred();
            if let Some(item) = about {
                self.subject = item.and_then(|id| self.workspace().slot(&id));
                self.moving = self.settings.motion && self.has_moved();
            }
        }
        if self.view.log_cursor > 0 {
            // Counted from the newest one: whoever reads an older one goes on reading it.
            self.view.log_cursor += self.workshop.history().shown().len() - listed;
        }
        let is_there = |slot: Slot| self.workspace().item(slot).is_candidate() && self.may_select(slot);
        if let Some(subject) = self.subject.filter(|slot| is_there(*slot)) {
            self.view.select(subject);
        }
        self.saving.reread(self.workspace().last_seq());
        self.clamp_cursors();
        self.select_near(self.view.selected);
    }

    /// Shows what somebody put in the place of the file.
    pub(super) fn follow_whole(&mut self, workspace: Workspace) {
        if self.saving.read_only.is_some() {
            self.reopen(workspace);
        }
    }

    /// Says that the file cannot be followed at the moment; what was read stays.
    pub(super) fn lost_sight(&mut self, why: &str) {
        if self.saving.read_only.is_some() {
            self.say(Tone::Refused, format!("the file cannot be followed: {why}"));
        }
    }
}
