//! The form of the capacity: how much, in which unit, how much of it technical, and who would cross
//! the line for it.

use super::price::{self, Mood, Piece};
use super::{Field, Form, Problem, Purpose};
use crate::app::App;
use crate::domain::capacity::{Redrawn, effort_unit, redraw};
use crate::domain::command::Command;
use crate::domain::criterion::tidy;
use crate::domain::number::Num;
use crate::domain::scale::Scale;
use crate::domain::workspace::{Capacity, ITEMS, TECH_HEALTH_TARGET, Workspace};

const AMOUNT: usize = 0;
const UNIT: usize = 1;
const TARGET: usize = 2;

/// What one press of `+` adds to the target, in percent.
const TARGET_STEP: f64 = 5.0;

/// The unit that was chosen last, and the amount that was offered with it.
#[derive(Clone, Debug)]
pub(super) struct Sizing {
    unit: usize,
    offered: String,
}

/// Opens the form of the capacity.
pub(in crate::app) fn open(app: &mut App) {
    let workspace = app.workspace();
    let capacity = workspace.head().capacity.as_ref();
    let amount = capacity.and_then(|capacity| capacity.amount).map(Num::get);
    let target = capacity.and_then(|capacity| capacity.tech_health_target);
    let units = vec![effort_unit(workspace).to_owned(), ITEMS.to_owned()];
    let unit = usize::from(capacity.is_some_and(|capacity| capacity.unit == ITEMS));
    let fields = vec![
        Field::number("Amount", "how much fits: none draws no line", amount, step(workspace)),
        Field::choice("Counted in", "in what it is counted", units, unit).turned_by('u'),
        Field::number(
            "Technical health",
            "20% (default)",
            target.map(|target| target.get() * 100.0),
            TARGET_STEP,
        )
        .counting("% of the effort in the line"),
    ];
    let offered = fields[AMOUNT].text().to_owned();
    let purpose = Purpose::Capacity(Sizing { unit, offered });
    let mut form = Form::new(purpose, "What fits into this cycle", "sets it", fields);
    form.at_once = true;
    super::open(app, form);
}

/// What one press of `+` adds: a step of a free effort scale, else 1.
fn step(workspace: &Workspace) -> f64 {
    let framework = workspace.framework();
    match framework.effort().map(|i| &framework.criteria()[i].scale) {
        Some(Scale::Free { step, .. }) => step.get(),
        _ => 1.0,
    }
}

impl Sizing {
    pub(super) fn consider(&mut self, app: &App, form: &mut Form) {
        let unit = form.chosen(UNIT);
        if unit != self.unit {
            self.unit = unit;
            // An amount that nobody touched becomes the same line in the other unit.
            if form.text(AMOUNT) == self.offered {
                form.fields[AMOUNT].set_number(same_line(app, unit));
                form.text(AMOUNT).clone_into(&mut self.offered);
            }
        }
        let words = form.fields[UNIT].text().to_owned();
        form.fields[AMOUNT].set_unit(&words);
        form.facts = match wanted(app, form) {
            Ok(capacity) => told(app, &capacity),
            Err(_) => Vec::new(),
        };
    }
}

/// The amount that draws the line where it is, in either unit; the capacity itself in its own.
fn same_line(app: &App, unit: usize) -> Option<f64> {
    let capacity = app.workspace().head().capacity.as_ref()?;
    if usize::from(capacity.unit == ITEMS) == unit {
        return capacity.amount.map(Num::get);
    }
    let standing = app.workshop.standing();
    let load = standing.load()?;
    Some(if unit == 1 { standing.inside().count() as f64 } else { load.effort as f64 / 1e6 })
}

/// The capacity that is filled in.
fn wanted(app: &App, form: &Form) -> Result<Capacity, Problem> {
    let number = |field: usize| {
        let problem = |text: &str| Problem { field, text: text.to_owned() };
        let number = form.fields[field].quantity().map_err(problem)?;
        Ok(number.and_then(Num::computed))
    };
    let current = app.workspace().head().capacity.clone().unwrap_or_default();
    let counts_items = form.chosen(UNIT) == 1;
    let unit = match (counts_items, current.unit == ITEMS || current.amount.is_none()) {
        (true, _) => ITEMS.to_owned(),
        (false, true) => effort_unit(app.workspace()).to_owned(),
        (false, false) => current.unit.clone(),
    };
    let target = number(TARGET)?.map(Num::get);
    if target.is_some_and(|target| target > 100.0) {
        return Err(Problem { field: TARGET, text: "goes from 0 to 100%".to_owned() });
    }
    let share = target.and_then(|percent| Num::computed(percent / 100.0));
    let shown = |field: usize, old: f64| tidy(old) == form.text(field);
    // The screen rounds: what nobody touched stays what it is.
    let same_share = current.tech_health_target.filter(|old| shown(TARGET, old.get() * 100.0));
    let same_amount = current.amount.filter(|old| shown(AMOUNT, old.get()));
    Ok(Capacity {
        amount: same_amount.or(number(AMOUNT)?),
        unit,
        tech_health_target: same_share.or(share),
        ..current
    })
}

pub(super) fn command(app: &App, form: &Form) -> Result<Command, Problem> {
    Ok(Command::SetCapacity(Some(wanted(app, form)?)))
}

/// Who would cross the line, and what the line would say then.
fn told(app: &App, capacity: &Capacity) -> Vec<Vec<Piece>> {
    let standing = app.workshop.standing();
    let has_effort = app.workspace().framework().effort().is_some();
    let Redrawn { line, crossing } = redraw(standing, capacity.limit(has_effort));
    let mut across = price::crossing(app, &crossing);
    if across.is_empty() {
        across.push(Piece::new("nobody crosses the line", Mood::Quiet));
    }
    let target = capacity.tech_health_target.map_or(TECH_HEALTH_TARGET, Num::get);
    vec![across, line.map_or_else(|| no_line(app, capacity), |line| price::line(&line, target))]
}

fn no_line(app: &App, capacity: &Capacity) -> Vec<Piece> {
    let no_effort = capacity.amount.is_some() && app.workspace().framework().effort().is_none();
    let why = if no_effort { "this framework has no effort: count items" } else { "no line" };
    vec![Piece::new(why, Mood::Warn)]
}
