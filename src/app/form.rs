//! Forms: a dialog of labelled fields that ends in one command, or in a document that leaves.
//!
//! ```text
//! Form      what it is about, fields, what it would do, what is missing
//! Field     a label and a line of text, a number, or a choice
//! Purpose   what the form is for: from the fields to what it would do, and to its command
//! ```
//!
//! A new form is a new purpose with a file of its own: it opens a [`Form`], tells what it would do
//! after each key (`consider`), and says what it ends in (`end`).

mod call;
mod capacity;
mod deciding;
mod exporting;
mod field;
mod finishing;
mod listing;
mod names;
mod person;
mod pin;
mod placing;
mod price;
mod pull;
mod removal;
mod round;
mod stage;
mod vision;

pub use field::{Choice, Field, Line, Quantity, Value};
pub use price::{Mood, Piece};

pub(super) use call::open as open_call;
pub(super) use capacity::open as open_capacity;
pub(super) use deciding::open as open_decide;
pub(super) use exporting::{open as open_export, open_replacing};
pub(super) use finishing::open as open_done;
pub(super) use listing::{edit_goal as open_goal, edit_theme as open_theme, open as open_new_purpose};
pub(super) use person::open as open_person;
pub(super) use pin::{open_selected as open_pin, open_to as pin_to};
pub(super) use placing::{hold, set_aside};
pub(super) use pull::open as open_pull;
pub(super) use removal::open as open_removal;
pub(super) use round::open as open_round;
pub(super) use stage::{open as open_stage, open_new as open_new_stage};
pub(super) use vision::open as open_vision;

use super::export::{self, To};
use super::key::{Code, Key};
use super::overlay::{Next, Overlay};
use super::{App, Now, voting};
use crate::domain::command::Command;
use crate::domain::document::Document;

/// A dialog of labelled fields.
#[derive(Clone, Debug)]
pub struct Form {
    /// What it asks.
    pub title: String,
    /// What it is about, in a line; may be empty.
    pub about: String,
    /// The fields, from top to bottom.
    pub fields: Vec<Field>,
    /// Which field has the focus.
    pub focus: usize,
    /// What it would do: each in rows of its own.
    pub facts: Vec<Vec<Piece>>,
    /// What keeps it from being done.
    pub problem: Option<Problem>,
    /// What enter does to it in the end: `pins it`.
    pub does: &'static str,
    /// Whether enter does it from any field, not only from the last.
    pub at_once: bool,
    purpose: Purpose,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The index of the field.
    pub field: usize,
    /// What is wrong, in a few words.
    pub text: String,
}

/// What a form is for.
#[derive(Clone, Debug)]
enum Purpose {
    Capacity(capacity::Sizing),
    Pin(pin::Pinning),
    Call(call::Calling),
    Placing(placing::Placing),
    Pull(pull::Pulling),
    Finishing(finishing::Finishing),
    Stage(stage::Staging),
    Vision,
    Listing(listing::Listing),
    Removal(removal::Removal),
    Person(person::Person),
    Round(round::Opening),
    Deciding(deciding::Deciding),
    Exporting(exporting::Exporting),
    Replacing(exporting::Replacing),
}

/// What a form ends in.
#[derive(Debug)]
enum End {
    /// A change of the workspace.
    Command(Command),
    /// A document that leaves; nothing is changed by it.
    Export(Document, To),
}

impl Purpose {
    /// Works out what the form would do, and which of its fields matter.
    fn consider(&mut self, app: &App, form: &mut Form) {
        match self {
            Purpose::Capacity(sizing) => sizing.consider(app, form),
            Purpose::Pin(pinning) => pinning.consider(app, form),
            Purpose::Call(calling) => calling.consider(app, form),
            Purpose::Placing(placing) => placing.consider(app, form),
            Purpose::Pull(pulling) => pulling.consider(form),
            Purpose::Finishing(finishing) => finishing.consider(app, form),
            Purpose::Stage(staging) => staging.consider(app, form),
            Purpose::Vision => vision::consider(form),
            Purpose::Listing(listing) => listing.consider(app, form),
            Purpose::Person(_) => person::Person::consider(form),
            Purpose::Round(opening) => opening.consider(app, form),
            Purpose::Exporting(exporting) => exporting.consider(app, form),
            Purpose::Removal(_) | Purpose::Deciding(_) | Purpose::Replacing(_) => {}
        }
    }

    /// What the form ends in. Every field that has to be filled in is.
    fn end(&self, app: &App, form: &Form) -> Result<End, Problem> {
        let command = match self {
            Purpose::Exporting(_) => return exporting::Exporting::end(form),
            Purpose::Replacing(replacing) => return Ok(replacing.end()),
            Purpose::Capacity(_) => capacity::command(app, form),
            Purpose::Pin(pinning) => Ok(pinning.command(form)),
            Purpose::Call(calling) => Ok(calling.command(form)),
            Purpose::Placing(placing) => Ok(placing.command(form)),
            Purpose::Pull(pulling) => Ok(pulling.command(form)),
            Purpose::Finishing(finishing) => finishing.command(form),
            Purpose::Stage(staging) => staging.command(form),
            Purpose::Vision => Ok(vision::command(form)),
            Purpose::Listing(listing) => listing.command(form),
            Purpose::Removal(removal) => Ok(removal.command()),
            Purpose::Person(person) => Ok(person.command(form)),
            Purpose::Round(opening) => Ok(opening.command(form)),
            Purpose::Deciding(deciding) => deciding.command(form),
        };
        command.map(End::Command)
    }

    /// What the room sees once the form is gone, and its command done or given up.
    fn after(&self, app: &mut App, form: &Form, is_done: bool) {
        match self {
            Purpose::Person(person) => person.back(app, is_done),
            Purpose::Round(opening) if is_done => {
                voting::go_on(app, voting::Course { side: opening.voting(form), only: None });
            }
            _ => {}
        }
    }
}

impl Form {
    fn new(purpose: Purpose, title: impl Into<String>, does: &'static str, fields: Vec<Field>) -> Form {
        Form {
            title: title.into(),
            about: String::new(),
            fields,
            focus: 0,
            facts: Vec::new(),
            problem: None,
            does,
            at_once: false,
            purpose,
        }
    }

    /// The fields that matter, with their index.
    pub fn shown(&self) -> impl DoubleEndedIterator<Item = (usize, &Field)> {
        self.fields.iter().enumerate().filter(|(_, field)| !field.hidden)
    }

    /// Whether enter submits it where the focus is.
    pub fn ends_here(&self) -> bool {
        self.at_once || self.shown().next_back().is_none_or(|(last, _)| last == self.focus)
    }

    /// What is filled in, without the spaces around it.
    fn text(&self, field: usize) -> &str {
        self.fields.get(field).map_or("", Field::text)
    }

    /// Which option of a choice is chosen.
    fn chosen(&self, field: usize) -> usize {
        match self.fields.get(field).map(|field| &field.value) {
            Some(Value::Choice(choice)) => choice.at,
            _ => 0,
        }
    }

    /// Moves the focus to the field before or after, round the ends.
    fn go(&mut self, forward: bool) {
        let shown: Vec<usize> = self.shown().map(|(i, _)| i).collect();
        let Some(at) = shown.iter().position(|i| *i == self.focus) else {
            self.focus = shown.first().copied().unwrap_or(0);
            return;
        };
        let next = if forward { at + 1 } else { at + shown.len() - 1 };
        self.focus = shown[next % shown.len()];
    }

    /// The first field that has to be filled in and is not.
    fn missing(&self) -> Option<Problem> {
        let mut empty = self.shown().filter(|(_, field)| field.required && field.text().is_empty());
        empty.next().map(|(field, asked)| Problem { field, text: format!("say {}", asked.ask) })
    }

    /// What is typed in the focused field, where that can be no number however it goes on.
    fn mistyped(&self) -> Option<Problem> {
        let field = self.fields.get(self.focus).filter(|field| matches!(field.value, Value::Number(_)))?;
        if matches!(field.text(), "-" | "." | ",") {
            return None;
        }
        field.quantity().err().map(|text| Problem { field: self.focus, text: text.to_owned() })
    }

    /// Puts a key into the focused field. A letter that a number has no use for may choose elsewhere.
    fn edit(&mut self, key: Key) {
        let Some(field) = self.fields.get_mut(self.focus) else { return };
        if field.edit(key) {
            return;
        }
        let is_letter = |choice: &Choice| choice.letter.is_some() && choice.letter == key.typed();
        let choices = self.fields.iter_mut().filter(|field| !field.hidden);
        let mut choices = choices.filter_map(|field| match &mut field.value {
            Value::Choice(choice) => Some(choice),
            Value::Text(_) | Value::Number(_) => None,
        });
        if let Some(choice) = choices.find(|choice| is_letter(choice)) {
            choice.turn(true);
        } else if let Some(field) = self.fields.get_mut(self.focus) {
            field.take(key);
        }
    }

    fn consider(&mut self, app: &App) {
        let mut purpose = self.purpose.clone();
        purpose.consider(app, self);
        self.purpose = purpose;
    }
}

/// Opens a form.
fn open(app: &mut App, mut form: Form) {
    form.consider(app);
    app.overlay = Some(Overlay::Form(Box::new(form)));
}

/// Takes a key while a form is open.
pub(super) fn key(app: &mut App, key: Key, form: &mut Form, now: Now) -> Next {
    match key.code {
        Code::Esc => {
            form.purpose.after(app, form, false);
            return Next::CLOSE;
        }
        Code::Char('s') if key.ctrl => return submit(app, form, now),
        Code::Enter if key.ctrl || form.ends_here() => return submit(app, form, now),
        Code::Enter | Code::Tab | Code::Down => form.go(true),
        Code::BackTab | Code::Up => form.go(false),
        _ => {
            form.edit(key);
            form.problem = form.mistyped();
            form.consider(app);
        }
    }
    Next::STAY
}

/// Takes pasted text into the focused field, its lines in one.
pub(super) fn paste(app: &App, form: &mut Form, line: &str) {
    if let Some(field) = form.fields.get_mut(form.focus) {
        field.paste(line);
    }
    form.problem = form.mistyped();
    form.consider(app);
}

fn submit(app: &mut App, form: &mut Form, now: Now) -> Next {
    let end = match form.missing() {
        Some(problem) => Err(problem),
        None => form.purpose.end(app, form),
    };
    let problem = match end {
        Ok(End::Export(document, to)) => return Next::Close(export::send(app, document, to)),
        Ok(End::Command(command)) => match app.attempt(command, now) {
            Ok(effects) => {
                form.purpose.after(app, form, true);
                return Next::Close(effects);
            }
            // What is refused is told in the form, which lies over the footer.
            Err(text) => Problem { field: form.focus, text },
        },
        Err(problem) => problem,
    };
    form.focus = problem.field;
    form.problem = Some(problem);
    Next::STAY
}
