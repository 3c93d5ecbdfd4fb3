//! The form of an item that is done: what it took, and who crosses the line by that.

use super::price::{self, Piece};
use super::{Field, Form, Problem, Purpose};
use crate::app::{App, Now, day, ending};
use crate::domain::capacity::effort_unit;
use crate::domain::command::Command;
use crate::domain::cycle::estimate;
use crate::domain::id::Slot;
use crate::domain::number::Num;
use crate::domain::tradeoff::Stamp;
use crate::domain::workshop::Workshop;

const TOOK: usize = 0;

/// Which item is done, and when.
#[derive(Clone, Debug)]
pub(super) struct Finishing {
    slot: Slot,
    date: String,
    /// What is typed as what it took, and the price of that.
    priced: Option<(String, Vec<Vec<Piece>>)>,
}

/// Opens the form of the selected item.
pub(in crate::app) fn open(app: &mut App, now: Now) {
    let Some((slot, item)) = app.selected() else { return };
    let estimated = estimate(app.workspace(), item).map(|num| format!(" · estimated {num}"));
    let about = format!("{} is done{}", item.shown_title(), estimated.unwrap_or_default());
    let took = ending::took(app, slot).map(Num::get);
    let unit = effort_unit(app.workspace());
    let fields = vec![Field::number("It took", "what it took", took, 1.0).counting(unit)];
    let finishing = Finishing { slot, date: day(now), priced: None };
    let mut form = Form::new(Purpose::Finishing(finishing), "What did it take?", "marks it as done", fields);
    form.about = about;
    super::open(app, form);
}

impl Finishing {
    /// Works out what it would come to, where another number is typed.
    pub(super) fn consider(&mut self, app: &App, form: &mut Form) {
        let typed = form.text(TOOK).to_owned();
        form.does = if typed.is_empty() { "marks it as done without a number" } else { "marks it as done" };
        if self.priced.as_ref().is_none_or(|(priced, _)| *priced != typed) {
            self.priced = Some((typed, self.price(app, form)));
        }
        form.facts = self.priced.iter().flat_map(|(_, price)| price.clone()).collect();
    }

    /// What it would do to the line, on a copy; nothing where there is none, or nothing that it could take.
    fn price(&self, app: &App, form: &Form) -> Vec<Vec<Piece>> {
        let mut after = app.workshop.clone();
        let done = self.command(form).is_ok_and(|command| after.perform(command, Stamp::default()).is_ok());
        if done && after.standing().line().is_some() { self.told(app, &after) } else { Vec::new() }
    }

    /// Who else crosses the line, and what that holds then.
    fn told(&self, app: &App, after: &Workshop) -> Vec<Vec<Piece>> {
        let mut crossing = after.crossing().clone();
        for slots in [&mut crossing.entered, &mut crossing.left] {
            slots.retain(|slot| *slot != self.slot);
        }
        let crossing = price::crossing_or_nobody(app, &crossing);
        let target = app.workspace().tech_health_target();
        let line = after.standing().line().map(|line| price::line(line, target));
        std::iter::once(crossing).chain(line).collect()
    }

    pub(super) fn command(&self, form: &Form) -> Result<Command, Problem> {
        let took = form.fields[TOOK].quantity();
        let took = took.map_err(|why| Problem { field: TOOK, text: why.to_owned() })?;
        Ok(Command::Finish { item: self.slot, actual: took.and_then(Num::new), date: self.date.clone() })
    }
}
