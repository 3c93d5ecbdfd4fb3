//! The keys of an action, as footer and palette show them.

use std::borrow::Cow;

use super::super::App;
use super::{Action, Place, Spec, TABLE};
use crate::app::agenda::Act;
use crate::app::keymap::Keymap;
use crate::app::log::Only;
use crate::domain::framework::Side;
use crate::domain::scale::Scale;

impl Spec {
    /// The action that shares its word in the footer.
    fn partner(&self) -> Option<Action> {
        match self.action {
            Action::StepUp => Some(Action::StepDown),
            Action::NextCard => Some(Action::PreviousCard),
            Action::NextInQueue => Some(Action::PreviousInQueue),
            Action::Agenda(Act::Extend(1)) => Some(Action::Agenda(Act::Extend(5))),
            Action::Agenda(Act::Up) => Some(Action::Agenda(Act::Down)),
            Action::SettleBelow => Some(Action::SettleAbove),
            Action::NearestLeft => Some(Action::NearestRight),
            Action::MoveLeft => Some(Action::MoveRight),
            Action::Only(Only::Side(Side::Business)) => Some(Action::Only(Only::Side(Side::Engineering))),
            _ => None,
        }
    }

    /// The first keys that do it in a place, as shown in the palette; a range of digits for scoring.
    pub fn own_keys(&self, app: &App, place: Place) -> String {
        if self.takes_digits() {
            return digits(app);
        }
        let keys = app.keymap.keys_at(place, self.action).take(2).map(|key| key.to_string());
        keys.collect::<Vec<_>>().join(" ")
    }

    /// The keys that do it here, as shown in the footer; a range of digits for scoring.
    pub fn keys(&self, app: &App) -> String {
        let digits = self.takes_digits().then(|| digits(app));
        digits.unwrap_or_else(|| self.keys_at(&app.keymap, Place::of(&app.view)))
    }

    /// The keys that do it in a place, other than digits.
    fn keys_at(&self, keymap: &Keymap, place: Place) -> String {
        let first = |action| keymap.keys_at(place, action).next();
        match (first(self.action), self.partner().and_then(first)) {
            (None, _) => String::new(),
            (Some(key), None) => key.to_string(),
            (Some(key), Some(other)) => format!("{key}/{other}"),
        }
    }

    /// Whether a digit does it, by being what is meant.
    fn takes_digits(&self) -> bool {
        matches!(self.action, Action::Score | Action::SettleAt)
    }
}

/// An action with the keys that do it in a place, as the footer tells it.
#[derive(Clone, Debug)]
pub struct Keyed {
    /// The action.
    pub spec: &'static Spec,
    /// Its keys.
    keys: String,
    /// What it does, in a word or two.
    pub word: &'static str,
    /// Whether it has keys of its own there.
    pub is_own: bool,
}

impl Keyed {
    /// All that have a word and keys in a place: those with keys of their own there before what works everywhere.
    pub(in crate::app) fn all(keymap: &Keymap, place: Place) -> Vec<Keyed> {
        let (own, rest): (Vec<&Spec>, Vec<&Spec>) =
            TABLE.iter().partition(|spec| keymap.is_own(place, spec.action));
        let told = own.into_iter().chain(rest).filter_map(|spec| {
            let word = spec.hint?;
            let keys = spec.keys_at(keymap, place);
            let is_own = keymap.is_own(place, spec.action);
            (spec.takes_digits() || !keys.is_empty()).then_some(Keyed { spec, keys, word, is_own })
        });
        told.collect()
    }

    /// The keys, which are a range of digits for scoring.
    pub fn keys(&self, app: &App) -> Cow<'_, str> {
        if self.spec.takes_digits() { digits(app).into() } else { self.keys.as_str().into() }
    }
}

fn digits(app: &App) -> String {
    let focused = app.focused_side().and_then(|side| app.criterion(side)).or_else(|| app.voted_criterion());
    let scale = focused.map(|(_, criterion)| &criterion.scale);
    match scale {
        Some(Scale::Steps { steps, .. }) if scale.is_some_and(Scale::single_digits) => match steps.as_slice()
        {
            [first, .., last] => format!("{first}-{last}"),
            _ => "0-9".to_owned(),
        },
        _ => "0-9".to_owned(),
    }
}
