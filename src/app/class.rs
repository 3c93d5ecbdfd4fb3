//! Giving the selected item its `MoSCoW` class with one letter.

use super::key::{Code, Key};
use super::overlay::Next;
use super::{App, Now};
use crate::domain::command::Command;
use crate::domain::facet::Facet;
use crate::domain::moscow::Class;

/// Takes a key while a class is chosen.
pub(super) fn key(app: &mut App, key: Key, now: Now) -> Next {
    let typed = key.typed().map(|typed| typed.to_ascii_uppercase().to_string());
    let class = Class::ALL.iter().copied().find(|class| typed.as_deref() == Some(class.letter()));
    let to = match (class, key.code) {
        (_, Code::Esc | Code::Char('q')) => return Next::CLOSE,
        (Some(class), _) => Some(class),
        (None, Code::Char('x') | Code::Backspace | Code::Delete) => None,
        _ => return Next::STAY,
    };
    match app.view.selected {
        Some(item) => Next::Close(app.perform(Command::Edit { item, to: Facet::Class(to) }, now)),
        None => Next::CLOSE,
    }
}
