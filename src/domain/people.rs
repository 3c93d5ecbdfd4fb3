//! The people in the room: listed, renamed, given a side, retired. Nobody is ever taken off the list: votes keep
//! their names.

use super::command::{Decision, Rejection};
use super::event::Event;
use super::id::ParticipantId;
use super::load::Mint;
use super::tradeoff::EntryKind;
use super::workspace::{Participant, Role, Workspace};

/// Decides how somebody is listed; one without an id is new and gets one made of the name.
pub(super) fn set(ws: &Workspace, mut to: Participant) -> Result<Decision, Rejection> {
    let name = to.name.trim().to_owned();
    to.name = name;
    if to.name.is_empty() {
        return Err(Rejection::NoName);
    }
    if to.id.as_str().is_empty() {
        let taken = |id: &str| ws.participant(&ParticipantId::from(id)).is_some();
        to.id = Mint::default().id(&to.name, taken).as_str().into();
    }
    let from = ws.participant(&to.id).cloned().map(Box::new);
    if from.as_deref() == Some(&to) {
        return Err(Rejection::Unchanged);
    }
    Ok(Decision::new(EntryKind::People, vec![Event::ParticipantSet { from, to: Some(Box::new(to)) }]))
}

/// `Ana joins engineering`, `Ana is called Anna`, `Ana is retired`.
pub(super) fn told(from: Option<&Participant>, to: Option<&Participant>) -> String {
    match (from, to) {
        (None, Some(to)) => format!("{} joins {}", to.shown_name(), role(to)),
        (Some(from), None) => format!("{} is taken off the list", from.shown_name()),
        (Some(from), Some(to)) => {
            let name = from.shown_name();
            let parts = [
                (from.name != to.name).then(|| format!("is called {}", to.shown_name())),
                (from.side != to.side).then(|| format!("joins {}", role(to))),
                (from.decides != to.decides).then(|| {
                    if to.decides { "has the last word" } else { "has the last word no more" }.to_owned()
                }),
                (from.retired != to.retired)
                    .then(|| if to.retired { "is retired" } else { "is back" }.to_owned()),
            ];
            let told = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
            format!("{name} {told}").trim_end().to_owned()
        }
        (None, None) => "nobody".to_owned(),
    }
}

fn role(participant: &Participant) -> &'static str {
    match participant.side {
        Some(Role::Business) => "business",
        Some(Role::Engineering) => "engineering",
        Some(Role::Observer) | None => "as an observer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::telling::tell;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;

    #[test]
    fn people_are_listed_renamed_and_retired_and_undone() {
        let text =
            r#"{"participants":[{"id":"ana","name":"Ana","side":"engineering","role":"lead"}],"items":[]}"#;
        let mut workshop = Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0);
        let ana = |workshop: &Workshop| workshop.workspace().participant(&"ana".into()).cloned().unwrap();
        let new = |name: &str| Participant {
            name: name.to_owned(),
            side: Some(Role::Business),
            ..Participant::default()
        };
        for (to, told) in [
            (new(" Ana "), "Ana joins business"),
            (Participant { name: "Anna".to_owned(), ..ana(&workshop) }, "Ana is called Anna"),
            (
                Participant { side: Some(Role::Observer), ..ana(&workshop) },
                "Anna is called Ana, joins as an observer",
            ),
            (
                Participant { retired: true, decides: true, ..ana(&workshop) },
                "Ana joins engineering, has the last word, is retired",
            ),
        ] {
            let entry = workshop.perform(Command::SetParticipant(to), Stamp::default()).unwrap().entry;
            assert_eq!(tell(workshop.workspace(), &entry).cause, told);
        }
        let ids: Vec<&str> =
            workshop.workspace().head().participants.iter().map(|who| who.id.as_str()).collect();
        assert_eq!(ids, ["ana", "ana-2"]);
        assert!(ana(&workshop).extra.fields().any(|(name, _)| name == "role"), "what is not known is kept");
        assert_eq!(workshop.workspace().voters(crate::domain::framework::Side::Engineering).count(), 0);
        for _ in 0..4 {
            workshop.perform(Command::Undo, Stamp::default()).unwrap();
        }
        assert_eq!(
            serde_json::to_string(&workshop.workspace().head().participants).unwrap(),
            text[16..text.len() - 12]
        );
        assert_eq!(
            workshop.perform(Command::SetParticipant(new(" ")), Stamp::default()).unwrap_err(),
            Rejection::NoName
        );
    }
}
