//! Another framework, or other weights, on trial: what the ranking would be, before it is applied.

use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::scroll::Scroll;
use super::{App, Now, Tone};
use crate::domain::command::{Command, Rejection};
use crate::domain::event::Event;
use crate::domain::framework::{Framework, FrameworkChoice, FrameworkSpec, TermSpec};
use crate::domain::id::{CriterionId, Slot};
use crate::domain::number::Num;
use crate::domain::standing::Crossing;
use crate::domain::tradeoff::Stamp;
use crate::domain::workshop::Workshop;

/// What one press changes a weight by, and the least that a weight can be.
const WEIGHT_STEP: f64 = 0.5;

/// What is chosen from.
#[derive(Clone, Debug)]
pub enum Mode {
    /// The frameworks there are.
    Choose,
    /// The weights of the terms of the framework in use.
    Weigh,
}

/// A choice and what it would lead to.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What is chosen from.
    pub mode: Mode,
    /// The frameworks to choose from; the one in use among them.
    pub choices: Vec<FrameworkChoice>,
    /// Which framework, or which weight.
    pub cursor: usize,
    /// The framework with the weights as they are tried.
    pub weighed: FrameworkSpec,
    /// Whether scores are carried over where the framework states how.
    pub carry: bool,
    /// How many rows of the difference are above the window.
    pub scroll: Scroll,
    /// What it would lead to, or why it cannot be; none where it has not been tried.
    pub outcome: Option<Result<Outcome, Rejection>>,
}

/// What a trial would lead to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The workshop as it would be.
    pub after: Workshop,
    /// Who would come in and who would fall out.
    pub crossing: Crossing<Slot>,
    /// How many items would lose their rank.
    pub lost: usize,
    /// How many values each criterion would get from other scores.
    pub carried: Vec<(CriterionId, usize)>,
}

/// Opens the choice of frameworks, or of weights.
pub(super) fn open(app: &mut App, mode: Mode) {
    let workspace = app.workspace();
    let current = workspace.head().framework.clone();
    let weighed = workspace.framework().spec().clone();
    if matches!(mode, Mode::Weigh) && weights(&weighed).is_empty() {
        return app.say(Tone::Refused, "this framework multiplies: a product has no weights");
    }
    let mut choices: Vec<FrameworkChoice> =
        Framework::BUILT_IN.iter().map(|id| FrameworkChoice::BuiltIn((*id).to_owned())).collect();
    // A framework of one's own that was left is still in the log.
    let left = workspace.log().iter().flat_map(|entry| &entry.events).filter_map(|event| match event {
        Event::Reframed { from, .. } => Some(from.clone()),
        _ => None,
    });
    for choice in left.chain([current.clone()]) {
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    let cursor = match mode {
        Mode::Choose => choices.iter().position(|choice| *choice == current).unwrap_or(0),
        Mode::Weigh => 0,
    };
    let trial =
        Trial { mode, choices, cursor, weighed, carry: true, scroll: Scroll::default(), outcome: None };
    app.overlay = Some(Overlay::Trial(Box::new(trial)));
}

impl Trial {
    /// The framework on trial.
    pub fn choice(&self) -> FrameworkChoice {
        match self.mode {
            Mode::Choose => self.choices[self.cursor].clone(),
            Mode::Weigh => FrameworkChoice::Own(Box::new(self.weighed.clone())),
        }
    }

    /// How many rows the list has.
    fn len(&self) -> usize {
        match self.mode {
            Mode::Choose => self.choices.len(),
            Mode::Weigh => weights(&self.weighed).len(),
        }
    }

    /// Works out what the choice would lead to, on a copy.
    fn try_out(&mut self, app: &App) {
        self.scroll = Scroll::default();
        let mut after = app.workshop.clone();
        let command = Command::Reframe { to: self.choice(), carry: self.carry };
        let tried = after.perform(command, Stamp::default());
        self.outcome = Some(tried.map(|gesture| {
            let carried = gesture.entry.events.iter().filter_map(|event| match event {
                Event::CarriedOver { criterion, values } => Some((criterion.clone(), values.len())),
                _ => None,
            });
            let carried = carried.collect();
            let is_lost = |slot: &&Slot| after.standing().index(**slot).is_none();
            let lost = app.workshop.standing().order().iter().filter(is_lost).count();
            Outcome { crossing: after.crossing().clone(), after, lost, carried }
        }));
    }

    fn change_weight(&mut self, up: bool) {
        let cursor = self.cursor;
        let numerator = self.weighed.formula.numerator.sum.len();
        let term = match &mut self.weighed.formula.denominator {
            Some(part) if cursor >= numerator => part.sum.get_mut(cursor - numerator),
            _ => self.weighed.formula.numerator.sum.get_mut(cursor),
        };
        let Some(term) = term else { return };
        let weight = term.weight.map_or(1.0, Num::get) + if up { WEIGHT_STEP } else { -WEIGHT_STEP };
        term.weight = Num::computed(weight.max(WEIGHT_STEP));
    }
}

/// The terms of a framework that have weights: those of its sums.
pub fn weights(spec: &FrameworkSpec) -> Vec<&TermSpec> {
    let below = spec.formula.denominator.iter().flat_map(|part| &part.sum);
    spec.formula.numerator.sum.iter().chain(below).collect()
}

/// Takes a key while a framework is on trial.
pub(super) fn key(app: &mut App, key: Key, trial: &mut Trial, now: Now) -> Next {
    let before = (trial.cursor, trial.carry);
    let weighing = matches!(trial.mode, Mode::Weigh);
    match key.code {
        Code::Esc | Code::Char('q') => return Next::CLOSE,
        Code::Enter => {
            let command = Command::Reframe { to: trial.choice(), carry: trial.carry };
            return Next::Close(app.perform(command, now));
        }
        Code::Char('+' | '=') | Code::Right if weighing => trial.change_weight(true),
        Code::Char('-') | Code::Left if weighing => trial.change_weight(false),
        Code::Char('c') if !weighing => trial.carry = !trial.carry,
        _ => match Go::of(key) {
            Some(go @ (Go::Up | Go::Down)) => trial.cursor = go.from(trial.cursor, trial.len()),
            go => {
                go.map(|go| trial.scroll.go(go));
                return Next::STAY;
            }
        },
    }
    // Trying out ranks the whole backlog: a key that is held down at the end of the list need not.
    if weighing || before != (trial.cursor, trial.carry) {
        trial.try_out(app);
    }
    Next::STAY
}
