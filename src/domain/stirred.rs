//! Whom a gesture can have changed: what somebody worked out for many items holds on for all others.

use super::edition::Edition;
use super::event::Event;
use super::id::Slot;
use super::standing::{Crossing, Standing};
use super::tradeoff::Entry;
use super::workspace::Workspace;

/// Whom the last gesture can have changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Stirred {
    /// The content before it.
    pub(super) since: Edition,
    /// In no order, and perhaps twice; none where it can be anybody.
    pub(super) who: Option<Vec<Slot>>,
}

impl Stirred {
    /// Those that an entry names.
    pub(super) fn named(workspace: &Workspace, entry: &Entry, since: Edition) -> Stirred {
        let is_about_all = |event: &Event| event.items().is_empty() && !is_about_none(event);
        let named = entry.events.iter().flat_map(Event::items).filter_map(|id| workspace.slot(id));
        let who = (!entry.events.iter().any(is_about_all)).then(|| named.collect());
        Stirred { since, who }
    }

    /// With those who went elsewhere in the ranking, or over the line.
    pub(super) fn with_moved(mut self, standing: &Standing, crossing: &Crossing<Slot>) -> Stirred {
        self.who = self.who.zip(standing.movers()).map(|(mut who, movers)| {
            who.extend(movers.chain(crossing.losers_first().map(|(_, slot)| *slot)));
            who
        });
        self
    }
}

/// Whether an event that names no item changes none either, the line apart.
fn is_about_none(event: &Event) -> bool {
    matches!(
        event,
        Event::CapacitySet { .. }
            | Event::Called { .. }
            | Event::VisionSet { .. }
            | Event::ReviewSet { .. }
            | Event::AgendaSet { .. }
            | Event::StageTimed { .. }
            | Event::Reasoned { .. }
    )
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    use crate::domain::command::Command;
    use crate::domain::id::Slot;
    use crate::domain::purpose::Listing;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;
    use crate::domain::workspace::Workspace;

    /// Room for one of three, the second of which waits for the first.
    const FILE: &str = r#"{
        "framework": "value-effort", "capacity": {"amount": 1, "unit": "points"},
        "items": [
            {"id": "a", "title": "A", "scores": {"impact": 4, "effort": 1}},
            {"id": "b", "title": "B", "depends_on": ["a"], "scores": {"impact": 3, "effort": 1}},
            {"id": "c", "title": "C", "scores": {"impact": 2, "effort": 1}}
        ]
    }"#;

    fn read<T: DeserializeOwned>(value: Value) -> T {
        serde_json::from_value(value).unwrap()
    }

    fn workshop() -> Workshop {
        Workshop::new(Workspace::load(serde_json::from_str(FILE).unwrap()).unwrap().0)
    }

    fn edit(at: usize, to: Value) -> Command {
        Command::Edit { item: Slot::new(at), to: read(to) }
    }

    fn agree(at: usize, impact: u32) -> Command {
        Command::Agree { item: Slot::new(at), criterion: "impact".into(), to: Some(impact.into()) }
    }

    #[test]
    fn a_gesture_stirs_whom_it_names_whom_it_moves_and_whoever_waits_for_them() {
        let everybody = None;
        for (command, stirred) in [
            // It comes in, and the first one falls out, for which the second one waits.
            (agree(2, 5), Some(&[0, 1, 2][..])),
            (agree(2, 1), Some(&[2])),
            (edit(0, json!({"title": "Another"})), Some(&[0, 1])),
            (edit(1, json!({"kind": "debt"})), Some(&[1])),
            (Command::SetVision(Some("Nobody waits".to_owned())), Some(&[])),
            (Command::SetCapacity(read(json!({"amount": 2, "unit": "points"}))), Some(&[1])),
            (Command::SetCapacity(None), Some(&[0, 1])),
            (edit(2, json!({"depends_on": ["b"]})), everybody),
            (Command::Add(vec![read(json!({"title": "D"}))]), everybody),
            (
                Command::SetParticipant(read(json!({"id": "ana", "name": "Ana", "side": "business"}))),
                everybody,
            ),
            (Command::ListTheme(Listing::Add(read(json!({"id": "t", "title": "T"})))), everybody),
            (Command::ListGoal(Listing::Add(read(json!({"id": "g", "title": "G"})))), everybody),
        ] {
            let mut workshop = workshop();
            let before = workshop.edition();
            workshop.perform(command.clone(), Stamp::default()).unwrap();
            let expected = stirred.map(|slots| slots.iter().copied().map(Slot::new).collect::<Vec<_>>());
            assert_eq!(workshop.stirred_since(before), expected, "{command:?}");
            assert_eq!(workshop.stirred_since(workshop.edition()), Some(Vec::new()));
            workshop.perform(agree(0, 5), Stamp::default()).unwrap();
            assert_eq!(workshop.stirred_since(before), None, "that was two gestures");
        }
    }
}
