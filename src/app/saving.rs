//! What is on the disk and what is not yet, and leaving only when everything is.

use tui_input::Input;

use super::action::Action;
use super::outside;
use super::overlay::Overlay;
use super::{App, Effect, Tone, backups};
use crate::keeping::{Order, Report};

/// Something about the file that the workspace is kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each one is described in the table of actions")]
pub enum Filing {
    Save,
    SaveCopy,
    /// Settle what another program made of it.
    Settle,
    /// Go on here with what another window had open.
    TakeOver,
    Backups,
}

/// Why saving does not work at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What the disk said.
    pub why: String,
    /// Whether another program changed the file, so that only a copy helps.
    pub changed_outside: bool,
    /// Whether only the snapshot failed, while every change is in the journal.
    pub in_journal: bool,
}

impl Trouble {
    /// What the banner says.
    pub fn told(&self) -> String {
        if self.changed_outside {
            "Another program changed the file, ours is kept beside it".to_owned()
        } else if self.in_journal {
            format!(
                "The file cannot be written: {}. Every change is in its journal, writing is tried again",
                self.why
            )
        } else {
            format!("Not saved: {}. Your changes are kept, saving is tried again", self.why)
        }
    }
}

/// What is on the disk.
#[derive(Clone, Debug)]
pub struct Saving {
    /// Why nothing can be changed, if so.
    pub read_only: Option<String>,
    /// What is wrong, as long as it is.
    pub trouble: Option<Trouble>,
    /// The number of the last gesture that was handed over.
    ordered: u64,
    /// The number of the last gesture that is on the disk.
    saved: u64,
    /// Whether there is something that the snapshot does not hold.
    unfolded: bool,
    /// How many snapshots are being written.
    folding: u32,
    /// Whether the program ends when everything is saved.
    leaving: bool,
    /// Whether an edit from outside is being settled.
    settling: bool,
}

/// What the header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Everything shown is on the disk.
    Saved,
    /// Something is on its way.
    Saving,
    /// Something could not be saved.
    Failed,
    /// Nothing can be changed.
    ReadOnly,
}

/// What is said while a copy is written.
pub(super) const COPYING: &str = "a copy is being written";

impl Saving {
    /// At the beginning everything is on the disk.
    pub(super) fn new(seq: u64, read_only: Option<String>, unfolded: bool) -> Saving {
        Saving {
            read_only,
            trouble: None,
            ordered: seq,
            saved: seq,
            unfolded,
            folding: 0,
            leaving: false,
            settling: false,
        }
    }

    /// From here on everything that is done is saved; whether there is something that the snapshot does not hold.
    pub(super) fn taken_over(&mut self, unfolded: bool) {
        (self.read_only, self.unfolded) = (None, unfolded);
    }

    /// Another program changed the file.
    pub(super) fn changed_outside(&mut self) {
        let why = "another program changed the file".to_owned();
        self.trouble = Some(Trouble { why, changed_outside: true, in_journal: self.saved >= self.ordered });
    }

    /// Whether another program changed the file.
    pub fn is_changed_outside(&self) -> bool {
        self.trouble.as_ref().is_some_and(|trouble| trouble.changed_outside)
    }

    /// The file is as it should be again.
    pub(super) fn unchanged_outside(&mut self) {
        self.trouble.take_if(|trouble| trouble.changed_outside);
    }

    /// An edit from outside is being settled.
    pub(super) fn settling(&mut self) {
        self.settling = true;
    }

    /// It is not settled: whoever wanted to leave behind it is to know.
    pub(super) fn not_settled(&mut self) {
        (self.settling, self.leaving) = (false, false);
    }

    /// An edit from outside is settled: the file holds everything up to a number. Returns whether somebody wanted
    /// to leave meanwhile.
    pub(super) fn settled(&mut self, seq: u64) -> bool {
        self.reread(seq);
        (self.trouble, self.unfolded, self.settling) = (None, false, false);
        std::mem::take(&mut self.leaving)
    }

    /// Whether nothing can be done at the moment, because what is shown is about to become something else.
    pub fn is_settling(&self) -> bool {
        self.settling
    }

    /// Whether nobody changes anything any more: it would come too late for the file, or be about something else.
    pub(super) fn is_closing(&self) -> bool {
        self.leaving || self.settling
    }

    /// The file was read again and holds everything up to a number.
    pub(super) fn reread(&mut self, seq: u64) {
        (self.ordered, self.saved) = (seq, seq);
    }

    /// What the header says.
    pub fn state(&self) -> SaveState {
        if self.read_only.is_some() {
            SaveState::ReadOnly
        } else if self.trouble.as_ref().is_some_and(|trouble| !trouble.in_journal || trouble.changed_outside)
        {
            SaveState::Failed
        } else if self.saved < self.ordered || self.leaving || self.settling {
            SaveState::Saving
        } else {
            SaveState::Saved
        }
    }

    /// Whether a snapshot is due once nobody is typing.
    pub fn wants_fold(&self) -> bool {
        self.unfolded && self.folding == 0 && self.state() == SaveState::Saved
    }

    /// Whether the program ends as soon as everything is saved.
    pub fn is_leaving(&self) -> bool {
        self.leaving
    }

    /// What is wrong at the end, if anything is: whoever started the program is told.
    pub fn unsaved(&self) -> Option<String> {
        match &self.trouble {
            Some(trouble) if trouble.in_journal && trouble.changed_outside => {
                Some(format!("{}; ours is kept beside it: open it again to settle both", trouble.why))
            }
            Some(trouble) if trouble.in_journal => {
                Some(format!("the file cannot be written: {}; every change is in its journal", trouble.why))
            }
            Some(trouble) => Some(format!("not everything is saved: {}", trouble.why)),
            None if self.saved < self.ordered => Some("not everything is saved".to_owned()),
            None => None,
        }
    }

    /// Another workspace is about to take the place of this one, which is saved with it.
    pub(super) fn replacing(&mut self) {
        self.folding += 1;
        self.unfolded = false;
    }

    pub(super) fn ordered(&mut self, seq: u64) {
        self.ordered = seq;
        self.unfolded = true;
    }

    /// Gestures up to a number are in the journal. That does not mend a file that cannot be written.
    fn are_kept(&mut self, seq: u64) {
        self.saved = self.saved.max(seq);
        self.trouble.take_if(|trouble| !trouble.in_journal && !trouble.changed_outside);
        let caught_up = self.saved >= self.ordered;
        if let Some(trouble) = self.trouble.as_mut().filter(|trouble| trouble.changed_outside) {
            trouble.in_journal = caught_up;
        }
    }

    /// A gesture could not be kept, or the snapshot not be written.
    fn fail(&mut self, why: String, changed_outside: bool, folding: bool) {
        if folding {
            self.folding = self.folding.saturating_sub(1);
            self.unfolded = true;
        }
        let in_journal = folding && self.saved >= self.ordered;
        // An edit from outside stays until it is settled, whatever else goes wrong.
        let changed_outside = changed_outside || self.is_changed_outside();
        self.trouble = Some(Trouble { why, changed_outside, in_journal });
    }
}

/// Asks for a snapshot if there is anything that it does not hold yet.
pub(super) fn fold(app: &mut App) -> Vec<Effect> {
    if !app.saving.unfolded || app.saving.read_only.is_some() {
        return Vec::new();
    }
    app.saving.folding += 1;
    app.saving.unfolded = false;
    vec![Effect::Keep(Order::Fold(Box::new(app.workspace().clone())))]
}

/// Ends the program as soon as everything is saved. Asked for twice, it ends at once: what was
/// shown as saved is in the journal.
pub(super) fn leave(app: &mut App) -> Vec<Effect> {
    if app.saving.leaving {
        return vec![Effect::Exit];
    }
    if app.saving.settling {
        app.saving.leaving = true;
        return Vec::new();
    }
    if app.saving.is_changed_outside() {
        return outside::open(app, true);
    }
    let effects = fold(app);
    if effects.is_empty() && app.saving.folding == 0 {
        return vec![Effect::Exit];
    }
    app.saving.leaving = true;
    effects
}

/// Takes in what the writer has to tell.
pub(super) fn report(app: &mut App, report: Report) -> Vec<Effect> {
    let effects = take_in(app, report);
    // What was asked about is over.
    if app.saving.trouble.is_none()
        && app.overlay.take_if(|overlay| matches!(overlay, Overlay::LeaveUnsaved)).is_some()
    {
        let quits = app.by_key(Action::Quit, "quits");
        app.say(Tone::Plain, format!("everything is saved{quits}"));
    }
    effects
}

fn take_in(app: &mut App, report: Report) -> Vec<Effect> {
    match report {
        Report::Saved(seq) => app.saving.are_kept(seq),
        Report::Folded(seq) => {
            app.saving.saved = app.saving.saved.max(seq);
            app.saving.trouble = None;
            app.saving.folding = app.saving.folding.saturating_sub(1);
            if app.saving.leaving && app.saving.folding == 0 {
                return vec![Effect::Exit];
            }
        }
        Report::PutOff => {
            app.saving.folding = app.saving.folding.saturating_sub(1);
            app.saving.unfolded = true;
            if app.saving.leaving && app.saving.folding == 0 {
                return fold(app);
            }
        }
        Report::Failed { why, changed_outside, folding } => {
            app.saving.fail(why, changed_outside, folding);
            if std::mem::take(&mut app.saving.leaving) {
                if app.saving.is_changed_outside() {
                    return outside::open(app, true);
                }
                app.overlay = Some(Overlay::LeaveUnsaved);
            }
        }
        Report::Replaced(_) => {
            let leaving = app.saving.leaving;
            backups::replaced(app);
            // The file was written, whatever went wrong with it before.
            (app.saving.folding, app.saving.trouble) = (0, None);
            if leaving {
                return vec![Effect::Exit];
            }
        }
        Report::NotReplaced(why) => {
            app.saving.folding = app.saving.folding.saturating_sub(1);
            app.saving.unfolded = true;
            // Whoever wanted to leave behind it is to know.
            app.saving.leaving = false;
            backups::not_replaced(app, &why);
        }
        Report::NoBackup(why) => app.say(Tone::Refused, why),
        Report::Copied(path) => app.say(Tone::Plain, format!("copy written to {}", path.display())),
        Report::NotCopied(path, why) => {
            // Whoever went on typing meanwhile, which takes away what was said, does not mean a path.
            let waited = app.notice.as_ref().is_some_and(|notice| notice.text == COPYING);
            app.say(Tone::Refused, format!("no copy at {}: {why}", path.display()));
            if waited && app.overlay.is_none() {
                app.overlay = Some(Overlay::CopyTo(Input::new(path.display().to_string())));
            }
        }
        Report::Outside(changed) => return outside::checked(app, changed),
        Report::Gone => {
            app.saving.unfolded = true;
            app.say(Tone::Refused, "the file is gone: it is written again");
            return fold(app);
        }
        Report::LookedOutside(edit) => return outside::looked(app, edit),
        Report::Settled(settled) => return outside::settled(app, settled),
        Report::NotSettled(why) => return outside::not_settled(app, why),
        Report::TakenOver(taken) => app.taken_over(taken),
        Report::NotTakenOver(why, holder) => app.not_taken_over(&why, holder),
    }
    Vec::new()
}
