//! An edit from outside: another program changed the file, and somebody decides what becomes of both.
//!
//! The banner tells it, a key opens the dialog. While one of the three ways is being gone nothing else can be done:
//! what is shown then is what was decided.

use std::path::PathBuf;

use tui_input::Input;

use super::action::Ready;
use super::key::{Code, Key};
use super::overlay::{Next, Overlay, copy_name};
use super::scroll::Scroll;
use super::typing::edit;
use super::{App, Effect, Tone, saving};
use crate::keeping::{Edit, Order, Settled, Theirs, Way};

/// The dialog.
#[derive(Clone, Debug, Default)]
pub struct Dialog {
    /// What there is to decide about; it is being looked at until then.
    pub edit: Option<Edit>,
    /// What is typed while ours is to go elsewhere.
    pub file: Option<Input>,
    /// Why it could not be done.
    pub problem: Option<String>,
    /// How many conflicts are above the window.
    pub scroll: Scroll,
    /// Whether the program is to end afterwards.
    pub leaving: bool,
}

/// Whether there is an edit to settle.
pub(super) fn can_settle(app: &App) -> Ready {
    match (&app.saving.read_only, app.saving.is_changed_outside()) {
        (Some(_), _) => Err("whoever has the file open settles it"),
        (None, true) => Ok(()),
        (None, false) => Err("nobody else has changed the file"),
    }
}

/// Asks what is to become of an edit from outside.
pub(super) fn open(app: &mut App, leaving: bool) -> Vec<Effect> {
    app.overlay = Some(Overlay::Outside(Box::new(Dialog { leaving, ..Dialog::default() })));
    look(app)
}

fn look(app: &App) -> Vec<Effect> {
    vec![Effect::Keep(Order::LookOutside(Box::new(app.workspace().clone())))]
}

/// Something may have happened to the file: the writer knows what it should be.
pub(super) fn touched(app: &App) -> Vec<Effect> {
    if app.saving.read_only.is_some() { Vec::new() } else { vec![Effect::Keep(Order::CheckOutside)] }
}

/// Takes a key while the dialog is open.
pub(super) fn key(app: &mut App, key: Key, dialog: &mut Dialog) -> Next {
    dialog.problem = None;
    if let Some(input) = dialog.file.take() {
        return file_key(app, key, dialog, input);
    }
    match key.code {
        Code::Esc => return Next::CLOSE,
        Code::Char('q') if dialog.leaving => return Next::Close(vec![Effect::Exit]),
        Code::Char('m') if dialog.can_merge() => return settle(app, dialog, Way::Merge),
        Code::Char('t') if dialog.can_take() => return settle(app, dialog, Way::Theirs),
        Code::Char('s') => dialog.file = Some(copy_name(app)),
        _ => drop(dialog.scroll.takes(key)),
    }
    Next::STAY
}

/// The name of the file that ours is to go on in.
fn file_key(app: &mut App, key: Key, dialog: &mut Dialog, mut input: Input) -> Next {
    match key.code {
        Code::Esc => return Next::STAY,
        Code::Enter if !input.value().trim().is_empty() => {
            let path = PathBuf::from(input.value().trim());
            return settle(app, dialog, Way::Elsewhere(path));
        }
        Code::Enter => {}
        _ => edit(&mut input, key),
    }
    dialog.file = Some(input);
    Next::STAY
}

fn settle(app: &mut App, dialog: &mut Dialog, way: Way) -> Next {
    // Ours goes elsewhere whatever theirs is.
    let state = dialog.edit.as_ref().map(|edit| edit.state.clone()).unwrap_or_default();
    app.saving.settling();
    Next::Stay(vec![Effect::Keep(Order::Settle(way, Box::new(app.workspace().clone()), state))])
}

impl Dialog {
    /// Whether both can be put together.
    pub fn can_merge(&self) -> bool {
        self.theirs().is_some_and(|theirs| theirs.conflicts.is_ok())
    }

    /// Whether theirs can be gone on with.
    pub fn can_take(&self) -> bool {
        self.theirs().is_some()
    }

    fn theirs(&self) -> Option<&Theirs> {
        self.edit.as_ref().and_then(|edit| edit.theirs.as_ref().ok())
    }
}

/// Takes in what somebody else made of the file; that nobody did anything any more without one.
pub(super) fn looked(app: &mut App, edit: Result<Option<Box<Edit>>, String>) -> Vec<Effect> {
    let edit = match edit {
        Ok(Some(edit)) => Ok(*edit),
        Ok(None) => return quiet(app),
        Err(why) => Err(why),
    };
    app.saving.changed_outside();
    if let Some(Overlay::Outside(dialog)) = &mut app.overlay {
        match edit {
            Ok(edit) => (dialog.edit, dialog.scroll) = (Some(edit), Scroll::default()),
            Err(why) => dialog.problem = Some(why),
        }
    }
    Vec::new()
}

/// Takes in whether the file is what it should be. An open dialog is about what it is now.
pub(super) fn checked(app: &mut App, changed: bool) -> Vec<Effect> {
    if !changed {
        return if app.saving.is_changed_outside() { quiet(app) } else { Vec::new() };
    }
    app.saving.changed_outside();
    match &app.overlay {
        Some(Overlay::Outside(_)) if !app.saving.is_settling() => look(app),
        _ => Vec::new(),
    }
}

/// The edit was taken back: there is nothing to settle.
fn quiet(app: &mut App) -> Vec<Effect> {
    app.saving.unchanged_outside();
    if app.overlay.take_if(|overlay| matches!(overlay, Overlay::Outside(_))).is_some() {
        app.say(Tone::Plain, "the file is as it was: there is nothing to settle");
    }
    Vec::new()
}

/// Takes in that it could not be done. What the file is now is looked at anew.
pub(super) fn not_settled(app: &mut App, why: String) -> Vec<Effect> {
    app.saving.not_settled();
    if let Some(Overlay::Outside(dialog)) = &mut app.overlay {
        dialog.problem = Some(why);
        return look(app);
    }
    app.say(Tone::Refused, why);
    Vec::new()
}

/// Takes in what came of it, and shows that.
pub(super) fn settled(app: &mut App, settled: Settled) -> Vec<Effect> {
    let dialog = app.overlay.take_if(|overlay| matches!(overlay, Overlay::Outside(_)));
    let told = settled.told();
    match settled {
        Settled::Merged { workspace, .. } | Settled::Reloaded { workspace, .. } => app.reopen(*workspace),
        Settled::Elsewhere { path, shelf } => {
            app.shelf = shelf;
            app.file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            app.outlet.workspace = path;
        }
    }
    let seq = app.workspace().last_seq();
    let leaving = app.saving.settled(seq);
    app.say(Tone::Plain, told);
    let wanted = matches!(dialog, Some(Overlay::Outside(dialog)) if dialog.leaving);
    if leaving || wanted { saving::leave(app) } else { Vec::new() }
}
