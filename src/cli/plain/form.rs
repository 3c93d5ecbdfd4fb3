//! Questions that belong together: what is done needs an owner, a reason, or more.

use super::answer::Answer;
use super::session::{Now, Refused, Session};
use super::words::{self, Request, Word};
use super::{acts, aside, scoring};
use crate::domain::call::{About, Call};
use crate::domain::command::Command;
use crate::domain::id::Slot;
use crate::domain::item::{Held, Horizon};

/// One question, and whether it has to be answered.
struct Question {
    text: &'static str,
    required: bool,
}

const fn required(text: &'static str) -> Question {
    Question { text, required: true }
}

const fn optional(text: &'static str) -> Question {
    Question { text, required: false }
}

const WHY: &[Question] = &[optional("Why?")];
const PIN: &[Question] = &[required("Who answers for it?"), required("Why?")];
const ASIDE: &[Question] = &[required("Why?"), required("Look at it again when?")];
const CALL: &[Question] = &[
    required("What was decided?"),
    required("Who answers for it?"),
    required("Why?"),
    optional("Instead of what? Several are parted by semicolons."),
    optional("Who is disappointed?"),
];
const TITLE: &[Question] = &[required("What is it called?")];

/// What the answers are for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Purpose {
    /// The reason for entries.
    Why(Vec<u64>),
    /// An item that is held in or out.
    Pin(Slot, Held),
    /// An item that is parked or declined.
    Aside(Slot, Horizon),
    /// A decision that is written down.
    Call(About),
    /// A new item.
    Add,
}

/// Questions under way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Form {
    purpose: Purpose,
    answers: Vec<String>,
}

impl Form {
    /// The questions for a purpose, from the first on.
    pub(super) fn new(purpose: Purpose) -> Form {
        Form { purpose, answers: Vec::new() }
    }

    /// The question why, for one more entry: several changes of one line have one reason.
    pub(super) fn why(entry: u64, before: Option<Form>) -> Form {
        let mut entries = match before {
            Some(Form { purpose: Purpose::Why(entries), .. }) => entries,
            _ => Vec::new(),
        };
        entries.push(entry);
        Form::new(Purpose::Why(entries))
    }

    fn questions(&self) -> &'static [Question] {
        match self.purpose {
            Purpose::Why(_) => WHY,
            Purpose::Pin(..) => PIN,
            Purpose::Aside(..) => ASIDE,
            Purpose::Call(_) => CALL,
            Purpose::Add => TITLE,
        }
    }

    /// What is asked now.
    pub(super) fn question(&self) -> String {
        match self.questions().get(self.answers.len()) {
            Some(Question { text, required: true }) => format!("{text} (empty line: nothing is done)"),
            Some(Question { text, required: false }) => format!("{text} (empty line skips)"),
            None => String::new(),
        }
    }

    fn answer(&self, at: usize) -> String {
        self.answers.get(at).cloned().unwrap_or_default()
    }
}

/// Takes an answer. Returns the line where it was none: whoever says a bare word of the table at a reason that can
/// be skipped, or scores there, wants what that does, and whoever quits wants to leave.
pub(super) fn typed(
    session: &mut Session,
    mut form: Form,
    line: &str,
    now: Now,
    answer: &mut Answer,
) -> Result<Option<String>, Refused> {
    let skippable = matches!(form.purpose, Purpose::Why(_));
    let word = words::word(line, session.walk.is_some());
    let scores = |request: &Request<'_>| {
        request.word == Word::Score && scoring::reads_as_scores(session, request.rest)
    };
    let said = word.is_some() || words::parse(line, false).as_ref().is_ok_and(scores);
    if word == Some(Word::Quit) || (skippable && said) {
        return Ok(Some(line.to_owned()));
    }
    if skippable && line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-')) {
        session.form = Some(form);
        return Err("a reason begins with a letter".into());
    }
    let Some(question) = form.questions().get(form.answers.len()) else { return Ok(None) };
    if line.is_empty() && question.required {
        answer.say("nothing was done");
        return Ok(None);
    }
    if line.is_empty() && skippable {
        answer.say("no reason given; reason gives it later");
        return Ok(None);
    }
    form.answers.push(line.to_owned());
    if form.answers.len() < form.questions().len() {
        session.form = Some(form);
        return Ok(None);
    }
    finish(session, &form, now, answer)?;
    Ok(None)
}

fn finish(session: &mut Session, form: &Form, now: Now, answer: &mut Answer) -> Result<(), Refused> {
    match &form.purpose {
        Purpose::Why(entries) => {
            for entry in entries {
                acts::explain(session, *entry, form.answer(0), now, answer)?;
            }
            Ok(())
        }
        Purpose::Pin(slot, held) => {
            aside::hold(session, (*slot, *held), [form.answer(0), form.answer(1)], now, answer)
        }
        Purpose::Aside(slot, to) => {
            aside::put(session, (*slot, *to), [form.answer(0), form.answer(1)], now, answer)
        }
        Purpose::Call(about) => {
            let list =
                |text: String, parts: &[char]| text.split(parts).map(|part| part.trim().to_owned()).collect();
            let call = Call {
                what: form.answer(0),
                owner: form.answer(1),
                reason: form.answer(2),
                alternatives: list(form.answer(3), &[';']),
                disappointed: list(form.answer(4), &[';', ',']),
                ..Call::default()
            };
            session.perform(Command::Call { about: *about, call }, now, answer)
        }
        Purpose::Add => acts::add(session, &form.answer(0), now, answer),
    }
}
