//! The form of a participant: the name, the side, and whether theirs is the last word of it.

use super::{Field, Form, Purpose};
use crate::app::{App, people};
use crate::domain::command::Command;
use crate::domain::workspace::{Participant, Role};

const NAME: usize = 0;
const SIDE: usize = 1;
const DECIDES: usize = 2;

/// Who is listed otherwise.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// As they were listed; somebody without an id is new.
    who: Participant,
    /// Where the cursor of the panel goes back to.
    cursor: usize,
}

/// Opens the form of somebody who is listed, or of somebody new, out of the panel whose cursor is here.
pub(in crate::app) fn open(app: &mut App, who: Option<Participant>, cursor: usize) {
    let side = app.scoring_side();
    let new = || Participant { side: Role::parse(side.name()), ..Participant::default() };
    let title =
        who.as_ref().map_or("Add somebody".to_owned(), |who| format!("How {} is listed", who.shown_name()));
    let does = if who.is_some() { "changes it" } else { "adds them" };
    let who = who.unwrap_or_else(new);
    let role = who.side.unwrap_or(Role::Observer);
    let roles = Role::ALL.iter().map(|role| role.name().to_owned()).collect();
    let at = Role::ALL.iter().position(|other| *other == role).unwrap_or(0);
    let decides = ["no", "yes"].map(str::to_owned).to_vec();
    let fields = vec![
        Field::text_line("Name", "who it is", &who.name).required(),
        Field::choice("Side", "which side they score for", roles, at),
        Field::choice("Last word", "whether they decide for their side", decides, usize::from(who.decides)),
    ];
    super::open(app, Form::new(Purpose::Person(Person { who, cursor }), title, does, fields));
}

impl Person {
    pub(super) fn consider(form: &mut Form) {
        let observes = Role::ALL.get(form.chosen(SIDE)) == Some(&Role::Observer);
        form.fields[DECIDES].hidden = observes;
    }

    pub(super) fn command(&self, form: &Form) -> Command {
        let side = Role::ALL.get(form.chosen(SIDE)).copied();
        let decides = form.chosen(DECIDES) == 1 && side != Some(Role::Observer);
        let name = form.text(NAME).to_owned();
        Command::SetParticipant(Participant { name, side, decides, ..self.who.clone() })
    }

    /// Goes back to the panel, where somebody new stands last.
    pub(super) fn back(&self, app: &mut App, is_listed: bool) {
        let is_new = is_listed && self.who.id.as_str().is_empty();
        let last = app.workspace().head().participants.len().saturating_sub(1);
        people::open(app, if is_new { last } else { self.cursor });
    }
}
