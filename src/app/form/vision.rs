//! The form of the vision: one line that says what the product is to become.

use super::{Field, Form, Purpose};
use crate::app::App;
use crate::domain::command::Command;

const VISION: usize = 0;

/// Opens the form of the vision.
pub(in crate::app) fn open(app: &mut App) {
    let vision = app.workspace().head().vision.clone().unwrap_or_default();
    let fields = vec![Field::text_line("Vision", "what the product is to become", vision.trim())];
    let mut form = Form::new(Purpose::Vision, "What it is all for", "writes it", fields);
    "A sentence that everybody in the room would sign.".clone_into(&mut form.about);
    super::open(app, form);
}

pub(super) fn consider(form: &mut Form) {
    form.does = if form.text(VISION).is_empty() { "clears it" } else { "writes it" };
}

pub(super) fn command(form: &Form) -> Command {
    Command::SetVision(Some(form.text(VISION).to_owned()))
}
