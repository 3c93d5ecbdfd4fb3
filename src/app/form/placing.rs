//! The form of a move on the roadmap that somebody has to answer for: setting an item aside, and holding it
//! where the line would not have it.

use super::price::{self, Mood, Piece};
use super::{Field, Form, Purpose, names, pin};
use crate::app::{App, Now};
use crate::domain::command::Command;
use crate::domain::horizon::Hold;
use crate::domain::id::Slot;
use crate::domain::item::{Held, Horizon, Pin, SetAside};
use crate::domain::ranking::Seat;
use crate::domain::standing::Outcome;

/// The fields of both: who or why first, then why or until when.
const FIRST: usize = 0;
const SECOND: usize = 1;

/// Which item goes where.
#[derive(Clone, Debug)]
pub(super) struct Placing {
    slot: Slot,
    to: Horizon,
    /// The side of the line that a pin has to hold it on; none for what is set aside.
    held: Option<Held>,
    /// The day.
    at: String,
}

/// Opens the form of parking or declining an item. What was said before can be said better.
pub(in crate::app) fn set_aside(app: &mut App, slot: Slot, to: Horizon, now: Now) {
    let item = app.workspace().item(slot);
    let nothing = SetAside::default();
    let old = item.rare.set_aside.as_deref().unwrap_or(&nothing);
    let fields = vec![
        Field::text_line("Why", "why not", &old.reason).required(),
        Field::text_line("Again when", "what has to come true before it is looked at again", &old.revisit)
            .required(),
    ];
    let [verb, does] = match to {
        Horizon::Declined => ["Decline", "declines it"],
        _ => ["Park", "parks it"],
    };
    let title = format!("{verb} {}", item.shown_title());
    let about = match item.horizon.filter(|horizon| horizon.sets_aside()) {
        Some(horizon) => format!("{horizon} now"),
        None => pin::place(app, slot),
    };
    let placing = Placing { slot, to, held: None, at: now.format("%Y-%m-%d").to_string() };
    open(app, (title, about, does), placing, fields);
}

/// Opens the form of a move that only a pin can keep: out of now, or from aside into it.
pub(in crate::app) fn hold(app: &mut App, slot: Slot, to: Horizon, held: Held) {
    let fields = vec![
        Field::text_line("Owner", "who answers for it", "").required().offering(names::owners(app)),
        Field::text_line("Why", "why the score does not count", "").required(),
    ];
    let placing = Placing { slot, to, held: Some(held), at: String::new() };
    let rank = placing.outcome(app).and_then(|outcome| outcome.index);
    let rank = rank.map_or(String::new(), |index| format!("#{} by score, so ", index + 1));
    let about = format!("{rank}only a pin holds it {held}");
    let column = if held == Held::In { Horizon::Now } else { to };
    let title = format!("Move {} to {column}", app.workspace().item(slot).shown_title());
    open(app, (title, about, "moves it"), placing, fields);
}

fn open(app: &mut App, told: (String, String, &'static str), placing: Placing, fields: Vec<Field>) {
    let (title, about, does) = told;
    let mut form = Form::new(Purpose::Placing(placing), title, does, fields);
    form.about = about;
    super::open(app, form);
}

impl Placing {
    pub(super) fn consider(&self, app: &App, form: &mut Form) {
        let outcome = app.workshop.standing().line().and_then(|_| self.outcome(app));
        form.facts = outcome.map(|outcome| self.told(app, &outcome)).unwrap_or_default();
    }

    /// Who would cross the line, what that would hold then, and who loses a blocker that is set aside.
    fn told(&self, app: &App, outcome: &Outcome) -> Vec<Vec<Piece>> {
        let across = price::crossing_or_nobody(app, &outcome.crossing);
        let line = outcome.line().map(|line| price::line(line, app.workspace().tech_health_target()));
        let waiting = if self.held.is_none() { waiting(app, self.slot) } else { None };
        std::iter::once(across).chain(waiting).chain(line).collect()
    }

    /// What it would lead to; none for an item without scores.
    fn outcome(&self, app: &App) -> Option<Outcome> {
        let (workspace, standing) = (app.workspace(), app.workshop.standing());
        let seat = if self.held.is_some() {
            let seat = Seat::of(workspace, self.slot, workspace.item(self.slot))?;
            Some(Seat { held: self.held, ..seat })
        } else {
            standing.seat(self.slot)?;
            None
        };
        Some(standing.preview(self.slot, seat))
    }

    pub(super) fn command(&self, form: &Form) -> Command {
        let [first, second] = [FIRST, SECOND].map(|field| form.text(field).to_owned());
        let (aside, hold) = match self.held {
            None => {
                let at = Some(self.at.clone());
                let aside = SetAside { reason: first, revisit: second, at, ..SetAside::default() };
                (Some(aside), Hold::AsItIs)
            }
            held => (None, Hold::Pinned(Pin { held, owner: first, reason: second, ..Pin::default() })),
        };
        Command::Place { item: self.slot, to: self.to, aside, hold }
    }
}

/// Who in the line waits for an item, and would wait for good.
fn waiting(app: &App, slot: Slot) -> Option<Vec<Piece>> {
    let (standing, dependencies) = (app.workshop.standing(), app.workshop.dependencies());
    let inside: Vec<Slot> =
        dependencies.dependents_named(slot).filter(|other| standing.is_in(*other)).collect();
    let text = match inside.as_slice() {
        [] => return None,
        [only] => format!("{}, which is in, waits for it", app.workspace().item(*only).shown_title()),
        many => format!("{} items that are in wait for it", many.len()),
    };
    Some(vec![Piece::new(text, Mood::Warn)])
}
