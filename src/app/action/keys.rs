//! The keys of an action, as footer and palette show them.

use super::super::App;
use super::{Action, Place, Spec};
use crate::app::agenda::Act;
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
        if matches!(self.action, Action::Score | Action::SettleAt) {
            return digits(app);
        }
        let keys = app.keymap.keys_at(place, self.action).take(2).map(|key| key.to_string());
        keys.collect::<Vec<_>>().join(" ")
    }

    /// The keys that do it here, as shown in the footer; a range of digits for scoring.
    pub fn keys(&self, app: &App) -> String {
        if matches!(self.action, Action::Score | Action::SettleAt) {
            return digits(app);
        }
        let here = Place::of(&app.view);
        let first = |action| app.keymap.keys_at(here, action).next();
        match (first(self.action), self.partner().and_then(first)) {
            (None, _) => String::new(),
            (Some(key), None) => key.to_string(),
            (Some(key), Some(other)) => format!("{key}/{other}"),
        }
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
