//! The item card: everything that is written about the selected item, field by field, and editing it.
//!
//! ```text
//! Field     what there is, its name, as text and back
//! Editing   a field while it is changed: a line, or options to choose from
//! ```

mod edit;
mod field;

pub use edit::{Choice, Editing, Way};
pub use field::{Field, Means, NOT_ANSWERED};

pub(super) use edit::{key, paste};

use super::action::Ready;
use super::moves::{self, Go};
use super::overlay::Overlay;
use super::ready::{any_selected, can_write};
use super::scroll::Scroll;
use super::{App, Effect, Now, Tone, blockers};
use crate::domain::command::Command;
use crate::domain::id::Slot;

/// The state of the item card.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// Which field the cursor is on: an index of [`Field::ALL`].
    pub cursor: usize,
    /// How far a field is scrolled that is higher than the window.
    pub scroll: Scroll,
    /// What is being written in an editor outside, with what it began with.
    outside: Option<(Slot, Field, String)>,
    /// What was written there and could not be taken, in the place of what: the editor begins with it until something
    /// is taken.
    refused: Vec<(Slot, Field, [String; 2])>,
}

impl Card {
    /// The field under the cursor.
    pub fn field(&self) -> Field {
        Field::ALL[self.cursor.min(Field::ALL.len() - 1)]
    }

    fn to(&mut self, cursor: usize) {
        (self.cursor, self.scroll) = (cursor, Scroll::default());
    }

    /// Puts the cursor on a field.
    pub(super) fn put(&mut self, field: Field) {
        self.to(Field::ALL.iter().position(|other| *other == field).unwrap_or(0));
    }
}

/// Moves the cursor, or what is seen of a field that is higher than the window.
pub(super) fn go(app: &mut App, go: Go) {
    if app.card.scroll.go(go) {
        return;
    }
    let (before, after) = (app.card.cursor, go.from(app.card.cursor, Field::ALL.len()));
    if after != before {
        app.card.to(after);
    }
    if after < before {
        // From below it is come to at its end.
        app.card.scroll.to_end();
    }
}

/// Goes to the card of the item above or below in the backlog, at the same field.
pub(super) fn beside(app: &mut App, go: Go) {
    moves::beside(app, go);
    app.card.to(app.card.cursor);
}

/// Whether the field under the cursor can be edited here.
pub(super) fn can_edit(app: &App) -> Ready {
    can_write(app)?;
    any_selected(app)?;
    match app.card.field() {
        Field::Standing => Err("this follows from scores and decisions, and is not written here"),
        _ => Ok(()),
    }
}

/// Begins to edit the field under the cursor: in place where that can show all of it.
pub(super) fn enter(app: &mut App) -> Vec<Effect> {
    let Some((slot, _)) = app.selected() else { return Vec::new() };
    // Blockers have a panel where they are found by what they are called.
    if app.card.field() == Field::DependsOn {
        blockers::open(app);
        return Vec::new();
    }
    match Editing::new(app, slot, app.card.field()) {
        Some(editing) => {
            app.overlay = Some(Overlay::Card(Box::new(editing)));
            Vec::new()
        }
        None => outside(app),
    }
}

/// Hands the text of the field under the cursor to the editor of whoever sits here.
pub(super) fn outside(app: &mut App) -> Vec<Effect> {
    let Some((slot, item)) = app.selected() else { return Vec::new() };
    let field = app.card.field();
    let means = field.means(app.workspace());
    if matches!(means, Means::One) && field != Field::Theme {
        return enter(app);
    }
    let text = field.text(item);
    let hint = format!("{} of {}", field.label(), item.shown_title());
    let is_this =
        |(of, at, [before, _]): &&(Slot, Field, [String; 2])| (*of, *at, before) == (slot, field, &text);
    let again = app.card.refused.iter().find(is_this).map(|(.., [_, written])| written.clone());
    let text = again.unwrap_or(text);
    app.card.outside = Some((slot, field, text.clone()));
    vec![Effect::EditText { text, hint }]
}

/// Takes in what came back from the editor.
pub(super) fn edited(app: &mut App, text: Result<String, String>, now: Now) -> Vec<Effect> {
    let Some((slot, field, before)) = app.card.outside.take() else { return Vec::new() };
    let unchanged = |app: &mut App| {
        app.say(Tone::Plain, format!("{} is as it was", field.label()));
        Vec::new()
    };
    match text {
        Err(why) => app.say(Tone::Refused, format!("{} is as it was: {why}", field.label())),
        Ok(text) if text == before => return unchanged(app),
        Ok(text) => {
            let to = field.read(app.workspace(), app.workspace().item(slot), &text);
            let Some(to) = to else { return Vec::new() };
            app.card.refused.retain(|(of, written, _)| (*of, *written) != (slot, field));
            let item = app.workspace().item(slot);
            if to.of(item) == to {
                return unchanged(app);
            }
            let stands = field.text(item);
            let done = app.attempt(Command::Edit { item: slot, to }, now);
            if done.is_err() {
                app.card.refused.push((slot, field, [stands, text]));
            }
            return app.said(done);
        }
    }
    Vec::new()
}
