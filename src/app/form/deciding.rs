//! The form of a value that one settles by their word: who, on what, and why.

use super::{Field, Form, Problem, Purpose};
use crate::app::App;
use crate::domain::command::Command;
use crate::domain::criterion::{Criterion, tidy};
use crate::domain::id::Slot;
use crate::domain::number::Num;
use crate::domain::workspace::Participant;

const OWNER: usize = 0;
const VALUE: usize = 1;
const REASON: usize = 2;

/// What is settled.
#[derive(Clone, Debug)]
pub(super) struct Deciding {
    slot: Slot,
    criterion: Criterion,
}

/// Opens the form. Those who have the last word of the side come first.
pub(in crate::app) fn open(app: &mut App, slot: Slot, criterion: &Criterion, median: Num) {
    let mut voters: Vec<&Participant> = app.workspace().voters(criterion.side()).collect();
    voters.sort_by_key(|voter| !voter.decides);
    let names: Vec<String> = voters.iter().map(|voter| voter.shown_name().to_owned()).collect();
    let decider = voters.first().filter(|voter| voter.decides).map_or("", |voter| voter.shown_name());
    let percent = if criterion.percent() { 100.0 } else { 1.0 };
    // Nobody decides on what lies between two steps.
    let median = if criterion.scale.contains(median) { tidy(median.get() * percent) } else { String::new() };
    let fields = vec![
        Field::text_line("Who", "who decides", decider).required().offering(names),
        Field::text_line("Value", "on which value", &median).required(),
        Field::text_line("Why", "the reason, in a sentence", "").required(),
    ];
    let item = app.workspace().item(slot).shown_title();
    let title = format!("Decide {} of {item}", criterion.shown_name().to_lowercase());
    let deciding = Deciding { slot, criterion: criterion.clone() };
    let mut form = Form::new(Purpose::Deciding(deciding), title, "settles it", fields);
    form.about = format!("one person decides for {}: {}", criterion.side(), criterion.allowed());
    form.focus = if decider.is_empty() { OWNER } else { VALUE };
    super::open(app, form);
}

impl Deciding {
    pub(super) fn command(&self, form: &Form) -> Result<Command, Problem> {
        let text = form.text(VALUE);
        let to = self.criterion.typed(text).ok().filter(|to| self.criterion.scale.contains(*to));
        let problem =
            || Problem { field: VALUE, text: format!("is on no step: {}", self.criterion.allowed()) };
        Ok(Command::Decide {
            item: self.slot,
            criterion: self.criterion.id.clone(),
            to: to.ok_or_else(problem)?,
            owner: form.text(OWNER).to_owned(),
            reason: form.text(REASON).to_owned(),
        })
    }
}
