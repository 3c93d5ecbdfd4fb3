//! Taking gestures back and doing them again: the last one whose work is still there.
//!
//! Somebody may have changed the same in an editor, or another version of the file may have won over it: what is there
//! now is not what the gesture made, and to put back what had been there before would be one more change, of something
//! else.

use std::collections::HashSet;

use super::agenda;
use super::apply;
use super::command::{Decision, Rejection};
use super::decide::off_scale;
use super::delivery::Delivery;
use super::event::Event;
use super::history::History;
use super::horizon::Placement;
use super::id::{CriterionId, ItemId};
use super::item::{Item, Status};
use super::round::{self, OpenRound};
use super::scores::Scores;
use super::tradeoff::{Entry, EntryKind};
use super::vote::Score;
use super::workspace::Workspace;

/// Takes the last gesture back that still stands as it was made.
pub(super) fn undo(ws: &Workspace, history: &History) -> Result<Decision, Rejection> {
    let why = if history.ends_at_restore() { Rejection::BeforeRestore } else { Rejection::NothingToUndo };
    let inverse = |entry: &Entry| entry.events.iter().rev().map(Event::inverse).collect();
    repeat(ws, history.undoables(), EntryKind::Undo, inverse)?.ok_or(why)
}

/// Does the last gesture again that was taken back, where nothing was changed there since.
pub(super) fn redo(ws: &Workspace, history: &History) -> Result<Decision, Rejection> {
    let again = |entry: &Entry| entry.events.to_vec();
    repeat(ws, history.redoables(), EntryKind::Redo, again)?.ok_or(Rejection::NothingToRedo)
}

/// The first of some gestures, the last one first, that can be repeated; none where there is no gesture.
fn repeat(
    ws: &Workspace,
    gestures: impl Iterator<Item = u64>,
    kind: EntryKind,
    events: impl Fn(&Entry) -> Vec<Event>,
) -> Result<Option<Decision>, Rejection> {
    let mut is_any = false;
    // What was passed over stands, and so does what it was done to.
    let mut needed: HashSet<ItemId> = HashSet::new();
    for about in gestures {
        is_any = true;
        let index = ws.entry_index(about).ok_or(Rejection::UnknownEntry(about))?;
        let target = &ws.log()[index];
        let events = events(target);
        let takes_away = |event: &Event| match event {
            Event::Withdrawn { items, .. } | Event::Rejoined { items, .. } => {
                items.iter().any(|id| needed.contains(id))
            }
            _ => false,
        };
        if events.iter().any(takes_away) || !follow(ws, &events) {
            needed.extend(events.iter().flat_map(Event::items).cloned());
            continue;
        }
        events.iter().try_for_each(|event| still_fits(ws, event))?;
        let mut decision = Decision::new(kind, events);
        decision.entry.item.clone_from(&target.item);
        decision.entry.side = target.side;
        decision.entry.about = Some(about);
        return Ok(Some(decision));
    }
    if is_any { Err(Rejection::Overtaken) } else { Ok(None) }
}

/// Whether events begin with what is there, each with what those before it led to.
fn follow(ws: &Workspace, events: &[Event]) -> bool {
    let [event] = events else {
        let mut ws = ws.clone();
        return events.iter().all(|event| {
            let begins = begins_here(&ws, event);
            apply::apply(&mut ws, event);
            begins
        });
    };
    begins_here(ws, event)
}

/// Whether an event begins with what is there.
fn begins_here(ws: &Workspace, event: &Event) -> bool {
    let item = |id: &ItemId| ws.slot(id).map(|slot| ws.item(slot));
    let is = |id: &ItemId, test: &dyn Fn(&Item) -> bool| item(id).is_some_and(test);
    let any_open = |ids: &[ItemId], test: fn(Status) -> bool| {
        ids.is_empty() || ids.iter().filter_map(item).any(|item| test(item.status))
    };
    let head = ws.head();
    match event {
        Event::Agreed { item, criterion, from, .. } => is(item, &|item| {
            score(ws, item, criterion).is_some_and(|score| score.and_then(Score::agreed) == *from)
        }),
        Event::Voted { item, criterion, participant, from, .. } => is(item, &|item| {
            let vote = |score: Option<&Score>| score.and_then(|score| score.vote_of(participant));
            score(ws, item, criterion).is_some_and(|score| vote(score) == *from)
        }),
        Event::Edited { item, from, .. } => is(item, &|item| from.of(item) == *from),
        Event::Delivered { item, from, .. } => is(item, &|item| Delivery::of(item) == *from),
        Event::Placed { item, from, .. } => is(item, &|item| Placement::of(item) == *from),
        Event::Pinned { item, from, .. } => is(item, &|item| item.rare.pin == *from),
        Event::Added { items, .. } | Event::Split { items, .. } => {
            any_open(items, |status| status == Status::Withdrawn)
        }
        Event::Withdrawn { items, .. } | Event::Rejoined { items, .. } => {
            any_open(items, |status| status != Status::Withdrawn)
        }
        Event::Merged { item, .. } => is(item, &|item| item.status == Status::Open),
        Event::Parted { item, .. } => is(item, &|item| item.status == Status::Merged),
        Event::RoundOpened { item, round } => is(item, &|item| stand(ws, item, round, &round.aside)),
        Event::RoundDropped { item, round } | Event::Revealed { item, round, .. } => {
            is(item, &|item| item.open_rounds().contains(round))
        }
        Event::Concealed { item, round, scores } => is(item, &|item| stand(ws, item, round, scores)),
        Event::Answered { item, side, by, criterion, from, .. } => is(item, &|item| {
            item.round(*side).is_some_and(|round| round.paper(by, criterion) == from.as_ref())
        }),
        Event::CarriedBack { criterion, values } => values
            .iter()
            .all(|(id, value)| is(id, &|item| item.scores.get(criterion) == Some(&Score::Plain(*value)))),
        Event::CarriedOver { criterion, values } => {
            values.iter().all(|(id, _)| is(id, &|item| item.scores.get(criterion).is_none()))
        }
        Event::CapacitySet { from, .. } => head.capacity.as_ref() == from.as_deref(),
        Event::VisionSet { from, .. } => head.vision == *from,
        Event::ReviewSet { from, .. } => head.review == *from,
        Event::Reframed { from, .. } => head.framework == *from,
        Event::TieBroken { from, .. } => head.tie_breaks == *from,
        Event::CycleClosed { cycle } => head.cycles.iter().all(|closed| closed.id != cycle.id),
        Event::CycleReopened { cycle } => head.cycles.iter().any(|closed| closed.id == cycle.id),
        // One that was not listed may be listed again beside its like: a file may have two of one id.
        Event::GoalSet { from: Some(goal), .. } => head.goals.contains(goal),
        Event::ThemeSet { from: Some(theme), .. } => head.themes.contains(theme),
        Event::ParticipantSet { from: Some(from), .. } => head.participants.contains(from),
        Event::ParticipantSet { from: None, to: Some(to) } => ws.participant(&to.id).is_none(),
        // Reasons and calls stand in the log alone, and an agenda goes on by itself.
        Event::GoalSet { from: None, .. }
        | Event::ThemeSet { from: None, .. }
        | Event::ParticipantSet { from: None, to: None }
        | Event::Called { .. }
        | Event::Reasoned { .. }
        | Event::AgendaSet { .. }
        | Event::StageTimed { .. } => true,
    }
}

/// Whether a side has just these scores on an item where a round asks about them, and does not vote on it.
fn stand(ws: &Workspace, item: &Item, round: &OpenRound, scores: &Scores) -> bool {
    let same = |criterion: &&CriterionId| item.scores.get(criterion) == scores.get(criterion);
    let is_free = round.side.is_some_and(|side| item.round(side).is_none());
    is_free && round.asked(ws.framework()).iter().all(same)
}

/// The score of an item, or that it has none; nothing while it waits in a round.
#[expect(clippy::option_option, reason = "that there is no score and that it is not seen are two things")]
fn score<'w>(ws: &Workspace, item: &'w Item, criterion: &CriterionId) -> Option<Option<&'w Score>> {
    let waits = ws.framework().criterion(criterion).is_some_and(|rule| item.is_asked(rule));
    (!waits).then(|| item.scores.get(criterion))
}

/// A value of another day may not be on the scale any more: the framework can have been changed by hand.
fn still_fits(ws: &Workspace, event: &Event) -> Result<(), Rejection> {
    let (item, criterion, to, is_vote) = match event {
        Event::Agreed { item, criterion, to: Some(to), .. } => (item, criterion, *to, false),
        Event::Voted { item, criterion, to: Some(to), .. } => (item, criterion, *to, true),
        Event::AgendaSet { to, .. } => return agenda::edit::still_fits(ws, to.as_deref()),
        Event::Reframed { .. } | Event::CycleClosed { .. } | Event::CycleReopened { .. } => {
            return round::unless_any_open(ws);
        }
        _ => return Ok(()),
    };
    let Some(rule) = ws.framework().criterion(criterion) else { return Ok(()) };
    let score = ws.slot(item).and_then(|slot| ws.item(slot).scores.get(criterion));
    let settles_votes = !is_vote && !matches!(score, Some(Score::Plain(_)));
    if rule.admits(to, settles_votes) { Ok(()) } else { Err(off_scale(rule, to)) }
}

#[cfg(test)]
mod tests {
    use crate::domain::command::{Command, Rejection};
    use crate::domain::cycle::Closing;
    use crate::domain::framework::{FrameworkChoice, Side};
    use crate::domain::id::Slot;
    use crate::domain::number::Num;
    use crate::domain::reconcile::{ancestor, merge};
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;
    use crate::domain::workspace::Workspace;

    const START: &str = r#"{"framework":"value-effort","items":[
        {"id":"a","scores":{"impact":3,"effort":2}},{"id":"b","scores":{"impact":3,"effort":2}}]}"#;

    fn start() -> Workspace {
        Workspace::load(serde_json::from_str(START).unwrap()).unwrap().0
    }

    fn scored(workspace: Workspace, item: &str, to: u32, minute: u32) -> Workspace {
        let mut workshop = Workshop::new(workspace);
        let item = workshop.workspace().slot(&item.into()).unwrap();
        let at = format!("2026-01-20T10:{minute:02}:00Z").parse().ok();
        let command = Command::Agree { item, criterion: "impact".into(), to: Some(to.into()) };
        workshop.perform(command, Stamp { at, by: None }).unwrap();
        workshop.into_workspace()
    }

    fn does(workshop: &mut Workshop, command: Command) -> Result<u64, Rejection> {
        let gesture = workshop.perform(command, Stamp::default())?;
        Ok(gesture.entry.about.unwrap())
    }

    fn impacts(workshop: &Workshop) -> Vec<f64> {
        let items = workshop.workspace().items().iter();
        items.map(|item| item.scores.value(&"impact".into()).unwrap().get()).collect()
    }

    #[test]
    fn what_another_version_won_over_is_not_taken_back() {
        let ours = scored(scored(start(), "b", 4, 0), "a", 5, 1);
        let theirs = scored(start(), "a", 2, 2);
        let base = ancestor(&ours, &theirs);
        let mut workshop = Workshop::new(merge(base.as_ref(), &ours, &theirs).unwrap().workspace);
        assert_eq!(impacts(&workshop), [5.0, 4.0], "ours stands");
        // Theirs stands last in the log, and ours is what is there.
        assert_eq!(does(&mut workshop, Command::Undo), Ok(2));
        assert_eq!(impacts(&workshop), [3.0, 4.0]);
        assert_eq!(does(&mut workshop, Command::Redo), Ok(2));
        assert_eq!(impacts(&workshop), [5.0, 4.0]);
    }

    #[test]
    fn what_somebody_wrote_into_the_file_is_not_undone() {
        let mut workspace =
            serde_json::to_value(scored(scored(start(), "b", 4, 0), "a", 5, 1).head()).unwrap();
        workspace["items"][0]["scores"]["impact"] = 1.into();
        let edited = Workspace::load(serde_json::from_value(workspace).unwrap()).unwrap().0;
        let mut workshop = Workshop::new(edited);
        assert_eq!(does(&mut workshop, Command::Undo), Ok(1), "the one before is as it was made");
        assert_eq!(does(&mut workshop, Command::Undo), Err(Rejection::Overtaken));
        assert_eq!(impacts(&workshop), [1.0, 3.0]);
    }

    #[test]
    fn who_was_listed_by_them_is_not_listed_over() {
        let zoe = |name: &str| {
            let who = format!(r#"{{"id":"zoe","name":"{name}","side":"business"}}"#);
            Command::SetParticipant(serde_json::from_str(&who).unwrap())
        };
        let [mut ours, mut theirs] = [start(), start()].map(Workshop::new);
        ours.perform(zoe("Zoe"), Stamp::default()).unwrap();
        does(&mut ours, Command::Undo).unwrap();
        theirs.perform(zoe("Zoe B."), Stamp::default()).unwrap();
        let merged = merge(Some(&start()), ours.workspace(), theirs.workspace()).unwrap().workspace;
        let mut workshop = Workshop::new(merged);
        assert_eq!(does(&mut workshop, Command::Redo), Err(Rejection::Overtaken));
        assert_eq!(workshop.workspace().head().participants[0].name, "Zoe B.");
    }

    const TEAM: &str = r#"{"framework":"value-effort","capacity":{"amount":5,"unit":"points"},
        "participants":[{"id":"ana","side":"engineering"},{"id":"bo","side":"engineering"}],
        "items":[{"id":"a","scores":{"impact":3,"effort":2}},{"id":"b","scores":{"impact":3,"effort":2}}]}"#;

    fn team() -> Workspace {
        Workspace::load(serde_json::from_str(TEAM).unwrap()).unwrap().0
    }

    /// What two sides did, put together.
    fn put_together(base: &Workspace, ours: Vec<Command>, theirs: Vec<Command>) -> Workshop {
        let sides = [(ours, 10), (theirs, 11)].map(|(commands, hour)| {
            let mut workshop = Workshop::new(base.clone());
            for (minute, command) in commands.into_iter().enumerate() {
                let at = format!("2026-01-20T{hour}:{minute:02}:00Z").parse().ok();
                workshop.perform(command, Stamp { at, by: None }).unwrap();
            }
            workshop.into_workspace()
        });
        Workshop::new(merge(Some(base), &sides[0], &sides[1]).unwrap().workspace)
    }

    fn vote(item: usize) -> Command {
        Command::OpenRounds {
            items: vec![Slot::new(item)],
            side: Side::Engineering,
            ask: crate::domain::round::Ask::Everything,
        }
    }

    fn effort(to: u32) -> Command {
        Command::Agree { item: Slot::new(0), criterion: "effort".into(), to: Some(to.into()) }
    }

    fn drop_round() -> Command {
        Command::DropRounds { items: vec![Slot::new(0)], side: Side::Engineering }
    }

    #[test]
    fn a_framework_and_the_end_of_a_cycle_wait_until_nobody_votes() {
        let ice = || Command::Reframe { to: FrameworkChoice::BuiltIn("ice".to_owned()), carry: false };
        let close = || Command::CloseCycle(Closing { id: "X".to_owned(), ..Closing::default() });
        for done in [ice(), close()] {
            let mut workshop = put_together(&team(), vec![vote(0)], vec![done, Command::Undo]);
            assert_eq!(does(&mut workshop, Command::Redo), Err(Rejection::RoundsOpen));
        }
    }

    #[test]
    fn a_round_is_not_begun_or_sealed_again_over_a_score_that_came_since() {
        let mut opened = Workshop::new(team());
        opened.perform(vote(0), Stamp::default()).unwrap();
        let base = opened.into_workspace();
        let mut workshop = put_together(&base, vec![drop_round(), effort(5)], vec![drop_round()]);
        let value =
            |workshop: &Workshop| workshop.workspace().item(Slot::new(0)).scores.value(&"effort".into());
        assert_eq!(value(&workshop).map(Num::get), Some(5.0));
        assert_eq!(
            does(&mut workshop, Command::Undo),
            Ok(3),
            "the score, and not the round that they dropped"
        );
        assert_eq!(value(&workshop).map(Num::get), Some(2.0));
    }

    #[test]
    fn a_cycle_that_both_closed_is_taken_back_and_closed_again_once() {
        let close = || Command::CloseCycle(Closing { id: "X".to_owned(), ..Closing::default() });
        let mut workshop = put_together(&team(), vec![close()], vec![close()]);
        while does(&mut workshop, Command::Undo).is_ok() {}
        assert_eq!(workshop.workspace().head().cycles.len(), 0);
        while does(&mut workshop, Command::Redo).is_ok() {}
        assert_eq!(workshop.workspace().head().cycles.len(), 1);
    }

    #[test]
    fn what_is_passed_over_keeps_what_it_was_done_to() {
        let mut workshop = Workshop::new(start());
        let new = serde_json::from_str(r#"{"id":"c","scores":{"impact":1,"effort":1}}"#).unwrap();
        workshop.perform(Command::Add(vec![new]), Stamp::default()).unwrap();
        let base = workshop.into_workspace();
        let impact =
            |to: u32| Command::Agree { item: Slot::new(2), criterion: "impact".into(), to: Some(to.into()) };
        let mut workshop = put_together(&base, vec![impact(5)], vec![impact(4)]);
        // Theirs did not come to stand, ours is taken back; the item stays because of what they did.
        assert_eq!(does(&mut workshop, Command::Undo), Ok(2));
        assert_eq!(does(&mut workshop, Command::Undo), Err(Rejection::Overtaken));
    }
}
