//! The form of pulling in what an item waits for: whose call it is and why, with the price shown first.

use super::price::{self, Mood, Piece};
use super::{Field, Form, Purpose, names};
use crate::app::App;
use crate::domain::command::Command;
use crate::domain::dependency::why_unranked;
use crate::domain::id::Slot;
use crate::domain::pull::Pull;
use crate::domain::tradeoff::Stamp;

const OWNER: usize = 0;
const REASON: usize = 1;

/// Whose blockers are pulled in, and what that comes to. It is worked out once, on a copy.
#[derive(Clone, Debug)]
pub(super) struct Pulling {
    slot: Slot,
    blockers: Vec<Slot>,
    price: Vec<Vec<Piece>>,
}

/// Opens the form.
pub(in crate::app) fn open(app: &mut App, slot: Slot, pull: &Pull) {
    let fields = vec![
        Field::text_line("Owner", "who answers for it", "").required().offering(names::owners(app)),
        Field::text_line("Why", "why the scores do not count", "").required(),
    ];
    let item = app.workspace().item(slot).shown_title();
    let does = if pull.blockers.len() == 1 { "pulls it in" } else { "pulls them in" };
    let title = format!("Pull in what {item} waits for");
    let pulling = Pulling { slot, blockers: pull.blockers.clone(), price: price(app, slot, pull) };
    let mut form = Form::new(Purpose::Pull(pulling), title, does, fields);
    form.about = match pull.blockers.len() {
        1 => "1 blocker is out and would be held in".to_owned(),
        many => format!("{many} blockers are out and would be held in"),
    };
    super::open(app, form);
}

/// Who would come in and fall out, what the line would hold then, and who cannot be pulled in.
fn price(app: &App, slot: Slot, pull: &Pull) -> Vec<Vec<Piece>> {
    let mut after = app.workshop.clone();
    let (owner, reason) = ("?".to_owned(), "?".to_owned());
    let command = Command::PullIn { item: slot, blockers: pull.blockers.clone(), owner, reason };
    if after.perform(command, Stamp::default()).is_err() {
        return Vec::new();
    }
    let mut facts = Vec::new();
    if after.crossing().left.contains(&slot) {
        // Nobody would look for this at the end of a list.
        let text = format!("{} itself falls out for it", app.workspace().item(slot).shown_title());
        facts.push(vec![Piece::new(text, Mood::Warn)]);
    }
    facts.push(price::crossing(app, after.crossing()));
    let target = app.workspace().tech_health_target();
    facts.extend(after.standing().line().map(|line| price::line(line, target)));
    let stuck = match pull.unranked.as_slice() {
        [] => return facts,
        [only] => {
            let why = why_unranked(&app.workshop, *only);
            format!("{} is {why} and cannot be pulled in", app.workspace().item(*only).shown_title())
        }
        many => format!("{} more have no rank and cannot be pulled in", many.len()),
    };
    facts.push(vec![Piece::new(stuck, Mood::Warn)]);
    facts
}

impl Pulling {
    pub(super) fn consider(&self, form: &mut Form) {
        form.facts.clone_from(&self.price);
    }

    pub(super) fn command(&self, form: &Form) -> Command {
        Command::PullIn {
            item: self.slot,
            blockers: self.blockers.clone(),
            owner: form.text(OWNER).to_owned(),
            reason: form.text(REASON).to_owned(),
        }
    }
}
