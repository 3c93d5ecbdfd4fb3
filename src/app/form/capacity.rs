//! The form of the capacity: how much, in which unit, how much of it technical, and who would cross
//! the line for it.

use super::price::{self, Mood, Piece};
use super::{Field, Form, Problem, Purpose};
use crate::app::App;
use crate::domain::capacity::{Redrawn, effort_unit, redraw, unit_of_effort};
use crate::domain::command::Command;
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
    unit: String,
    offered: String,
}

/// Opens the form of the capacity.
pub(in crate::app) fn open(app: &mut App) {
    let workspace = app.workspace();
    let capacity = workspace.head().capacity.as_ref();
    let amount = capacity.and_then(|capacity| capacity.amount).map(Num::get);
    let target = capacity.and_then(|capacity| capacity.tech_health_target);
    let unit = capacity.map_or("", |capacity| &capacity.unit);
    let units = units(workspace);
    let at = if unit == ITEMS { units.len() - 1 } else { 0 };
    let chosen = units[at].clone();
    let fields = vec![
        Field::number("Amount", "how much fits: none draws no line", amount, step(workspace)),
        Field::choice("Counted in", "in what it is counted", units, at).turned_by('u'),
        Field::number(
            "Technical health",
            "20% (default)",
            target.map(|target| target.get() * 100.0),
            TARGET_STEP,
        )
        .counting("% of the effort in the line"),
    ];
    let offered = fields[AMOUNT].text().to_owned();
    let purpose = Purpose::Capacity(Sizing { unit: chosen, offered });
    let mut form = Form::new(purpose, "What fits into this cycle", "sets it", fields);
    form.at_once = true;
    super::open(app, form);
}

/// What capacity can be counted in: effort in the word of the workspace, in that of the framework where it is another
/// one, and items.
fn units(workspace: &Workspace) -> Vec<String> {
    let written = effort_unit(workspace);
    let of_framework = unit_of_effort(workspace.framework()).filter(|unit| *unit != written);
    [Some(written), of_framework, Some(ITEMS)].into_iter().flatten().map(str::to_owned).collect()
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
        if form.text(UNIT) != self.unit {
            form.text(UNIT).clone_into(&mut self.unit);
            // An amount that nobody touched becomes the same line in the other unit.
            if form.text(AMOUNT) == self.offered {
                form.fields[AMOUNT].set_number(same_line(app, &self.unit));
                form.text(AMOUNT).clone_into(&mut self.offered);
            }
        }
        form.fields[AMOUNT].set_unit(&self.unit);
        form.facts = match wanted(app, form) {
            Ok(capacity) => told(app, &capacity),
            Err(_) => Vec::new(),
        };
    }
}

/// The amount that draws the line where it is, in any unit; the capacity itself in its own, and where nothing is in.
fn same_line(app: &App, unit: &str) -> Option<f64> {
    let capacity = app.workspace().head().capacity.as_ref()?;
    let standing = app.workshop.standing();
    let load = standing.load()?;
    if unit == unit_in_use(app.workspace(), capacity) || standing.inside().next().is_none() {
        return capacity.amount.map(Num::get);
    }
    Some(if unit == ITEMS { standing.inside().count() as f64 } else { load.effort as f64 / 1e6 })
}

/// The word that a capacity is counted in.
fn unit_in_use<'w>(workspace: &'w Workspace, capacity: &Capacity) -> &'w str {
    if capacity.unit == ITEMS { ITEMS } else { effort_unit(workspace) }
}

/// The capacity that is filled in.
fn wanted(app: &App, form: &Form) -> Result<Capacity, Problem> {
    let number = |field: usize| {
        let problem = |text: &str| Problem { field, text: text.to_owned() };
        let number = form.fields[field].quantity().map_err(problem)?;
        Ok(number.and_then(Num::computed))
    };
    let current = app.workspace().head().capacity.clone().unwrap_or_default();
    // A word that nobody wrote stays unwritten as long as it is the one that is meant.
    let same = current.amount.is_some() && form.text(UNIT) == unit_in_use(app.workspace(), &current);
    let unit = if same { current.unit.clone() } else { form.text(UNIT).to_owned() };
    let target = number(TARGET)?.map(Num::get);
    if target.is_some_and(|target| target > 100.0) {
        return Err(Problem { field: TARGET, text: "goes from 0 to 100%".to_owned() });
    }
    // What is a percentage here and there, and back, may end in another digit.
    let same = current.tech_health_target.filter(|old| Some(old.get() * 100.0) == target);
    let share = same.or(target.and_then(|percent| Num::computed(percent / 100.0)));
    Ok(Capacity { amount: number(AMOUNT)?, unit, tech_health_target: share, ..current })
}

pub(super) fn command(app: &App, form: &Form) -> Result<Command, Problem> {
    Ok(Command::SetCapacity(Some(wanted(app, form)?)))
}

/// Who would cross the line, and what the line would say then.
fn told(app: &App, capacity: &Capacity) -> Vec<Vec<Piece>> {
    let standing = app.workshop.standing();
    let has_effort = app.workspace().framework().effort().is_some();
    let Redrawn { line, crossing } = redraw(standing, capacity.limit(has_effort));
    let across = price::crossing_or_nobody(app, &crossing);
    let target = capacity.tech_health_target.map_or(TECH_HEALTH_TARGET, Num::get);
    vec![across, line.map_or_else(|| no_line(app, capacity), |line| price::line(&line, target))]
}

fn no_line(app: &App, capacity: &Capacity) -> Vec<Piece> {
    let no_effort = capacity.amount.is_some() && app.workspace().framework().effort().is_none();
    let why = if no_effort { "this framework has no effort: count items" } else { "no line" };
    vec![Piece::new(why, Mood::Warn)]
}
