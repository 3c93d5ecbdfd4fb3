//! The past: how a workspace was before an entry of its log, and who stood where then.

use super::apply;
use super::chunked::Chunked;
use super::interim::{laid_open, voted_on};
use super::session::{before_last, sessions};
use super::standing::Standing;
use super::workspace::Workspace;

/// A workspace as it was, and who stood where.
#[derive(Clone, Debug)]
pub struct Past {
    workspace: Workspace,
    standing: Standing,
}

impl Past {
    /// How everybody stood before the last session. Who was voted on then and no longer is stood where they had been
    /// before their round, as the log tells it. Of an item that is voted on blind now nothing is told of then, either:
    /// where it stood would be a hint at what is sealed.
    pub fn before_last_session(now: &Workspace) -> Past {
        let past = rewound(now, before_last(now.log()));
        let workspace = veiled(laid_open(&past, &voted_on(&past)), now);
        let standing = Standing::new(&workspace);
        Past { workspace, standing }
    }

    /// What the file held then. Its log is that of today, and its slots are, too.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Who stood where.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }
}

/// A workspace as it was when the entry with this number was the last one, 0 for none: every later entry is taken
/// back, the last first, as undo would. The log stays as it is. What came in since then is withdrawn, so that every
/// slot means the item that it means today.
///
/// Costs what happened since then, and a copy of the items that it touched.
pub fn rewound(workspace: &Workspace, to: u64) -> Workspace {
    let mut past = workspace.clone();
    for entry in workspace.log().iter().rev().take_while(|entry| entry.seq > to) {
        for event in entry.events.iter().rev() {
            apply::apply(&mut past, &event.inverse());
        }
    }
    past
}

/// A workspace as a session left it, counted back from the last one, which is 1: a meeting is reported on though others
/// came after it. The log ends with that session, with the reasons that were given since. None where there were not so
/// many.
///
/// Costs what happened since then, and what the log is long.
pub fn left_by(now: &Workspace, session: usize) -> Option<Workspace> {
    let sessions = sessions(now.log());
    let end = sessions.get(sessions.len().checked_sub(session)?)?.entries.end;
    let last = now.log().get(end.checked_sub(1)?)?.seq;
    let mut past = veiled(rewound(now, last), now);
    past.head.log = Chunked::joined([now.log().iter().take(end).cloned().collect()]);
    Some(past)
}

/// The past without the scores that are hidden now.
fn veiled(mut past: Workspace, now: &Workspace) -> Workspace {
    for (at, today) in now.items().iter().enumerate().filter(|(_, item)| item.in_round()) {
        let hidden: Vec<_> = today.open_rounds().iter().filter_map(|round| round.side).collect();
        let Some(item) = past.head.items.get_mut(at) else { continue };
        for criterion in past.framework.criteria().iter().filter(|rule| hidden.contains(&rule.side())) {
            item.scores.set(&criterion.id, None);
        }
    }
    past
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::framework::Side;
    use crate::domain::id::Slot;
    use crate::domain::number::Num;
    use crate::domain::round::Ask;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::vote::Slip;
    use crate::domain::workshop::Workshop;

    /// Impact ÷ effort: a 5, b 4, c 3; two fit.
    const WORKSPACE: &str = r#"{
        "framework": "value-effort", "capacity": {"amount": 2, "unit": "items"},
        "participants": [{"id": "ana", "side": "engineering"}],
        "items": [
            {"id": "a", "scores": {"impact": 5, "effort": 1}},
            {"id": "b", "scores": {"impact": 4, "effort": 1}},
            {"id": "c", "scores": {"impact": 3, "effort": 1}}
        ]
    }"#;

    fn workshop() -> Workshop {
        Workshop::new(Workspace::load(serde_json::from_str(WORKSPACE).unwrap()).unwrap().0)
    }

    fn at(hour: u32) -> Stamp {
        Stamp { at: format!("2026-01-20T{hour:02}:00:00Z").parse().ok(), by: None }
    }

    fn agree(workshop: &mut Workshop, item: &str, to: u32, hour: u32) {
        let item = workshop.workspace().slot(&item.into()).unwrap();
        let command = Command::Agree { item, criterion: "effort".into(), to: Some(Num::from(to)) };
        workshop.perform(command, at(hour)).unwrap();
    }

    /// The ranking, the line in it as a stroke.
    fn ranking(workspace: &Workspace, standing: &Standing) -> String {
        let ids = standing.order().iter().map(|slot| workspace.item(*slot).id.as_str());
        let mut ids: Vec<&str> = ids.collect();
        if let Some(line) = standing.line() {
            ids.insert(line.boundary, "|");
        }
        ids.join(" ")
    }

    fn before(workshop: &Workshop) -> String {
        let past = Past::before_last_session(workshop.workspace());
        ranking(past.workspace(), past.standing())
    }

    #[test]
    fn the_ranking_is_the_one_before_the_first_gesture_of_the_last_session() {
        let mut workshop = workshop();
        assert_eq!(before(&workshop), "a b | c", "without a session it is the one of now");
        agree(&mut workshop, "a", 5, 8);
        assert_eq!(before(&workshop), "a b | c");
        agree(&mut workshop, "b", 5, 20);
        workshop.perform(Command::Undo, at(20)).unwrap();
        agree(&mut workshop, "c", 2, 21);
        assert_eq!(before(&workshop), "b c | a");
        assert_eq!(ranking(workshop.workspace(), workshop.standing()), "b c | a");
    }

    #[test]
    fn a_session_is_told_as_it_ended_with_the_reasons_that_were_given_since() {
        let mut workshop = workshop();
        agree(&mut workshop, "a", 5, 8);
        let first = workshop.workspace().clone();
        agree(&mut workshop, "b", 5, 20);
        let reason = Command::Reason { entry: 1, text: Some("it is harder".to_owned()) };
        workshop.perform(reason, at(20)).unwrap();
        let left = left_by(workshop.workspace(), 2).unwrap();
        assert_eq!(ranking(&left, &Standing::new(&left)), ranking(&first, &Standing::new(&first)));
        assert_eq!((left.log().len(), first.log().len()), (1, 1));
        assert_eq!(left.log().get(0).unwrap().reason.as_deref(), Some("it is harder"));
        assert_eq!(&left_by(workshop.workspace(), 1).unwrap(), workshop.workspace());
        for nothing in [0, 3] {
            assert!(left_by(workshop.workspace(), nothing).is_none());
        }
    }

    #[test]
    fn who_came_in_during_the_session_had_no_rank_before_it() {
        let mut workshop = workshop();
        let new = serde_json::from_str(r#"{"id": "new", "scores": {"impact": 5, "effort": 1}}"#).unwrap();
        workshop.perform(Command::Add(vec![new]), at(8)).unwrap();
        assert_eq!(ranking(workshop.workspace(), workshop.standing()), "a new | b c");
        assert_eq!(before(&workshop), "a b | c");
    }

    /// A blind round on an item's effort, and the item.
    fn open_round(workshop: &mut Workshop, item: &str, hour: u32) -> Slot {
        let slot = workshop.workspace().slot(&item.into()).unwrap();
        let command =
            Command::OpenRounds { items: vec![slot], side: Side::Engineering, ask: Ask::Everything };
        workshop.perform(command, at(hour)).unwrap();
        slot
    }

    #[test]
    fn who_was_voted_on_before_the_session_stood_where_they_had_been_before_their_round() {
        let mut workshop = workshop();
        let b = open_round(&mut workshop, "b", 8);
        assert_eq!(ranking(workshop.workspace(), workshop.standing()), "a c |");
        let slip = Slip { by: "ana".into(), value: Some(Num::from(4)), ..Slip::default() };
        let command = Command::Answer { item: b, criterion: "effort".into(), slip, nonce: 7 };
        workshop.perform(command, at(8)).unwrap();
        let command = Command::Reveal { items: vec![b], side: Side::Engineering };
        workshop.perform(command, at(20)).unwrap();
        assert_eq!(ranking(workshop.workspace(), workshop.standing()), "a c | b");
        assert_eq!(before(&workshop), "a b | c");
        let told = workshop.workspace().log().get(workshop.workspace().log().len() - 1).unwrap();
        assert_eq!((told.entered.len(), told.left.len()), (1, 1), "c for b, as the log has it");
    }

    #[test]
    fn nothing_is_told_of_where_an_item_stood_that_is_voted_on_now() {
        let mut workshop = workshop();
        open_round(&mut workshop, "b", 8);
        assert_eq!(before(&workshop), "a c |");
        let past = rewound(workshop.workspace(), 0);
        assert_eq!(ranking(&past, &Standing::new(&past)), "a b | c", "though the log knows");
    }
}
