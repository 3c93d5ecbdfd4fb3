//! The agenda holds whatever is done to it: one clock, undo that leaves it alone, and a journal that tells all of it.

use cutline::domain::agenda::edit::Change;
use cutline::domain::agenda::turn::Turn;
use cutline::domain::agenda::{Agenda, Moment, Phase, Stage, StagePane, Timing};
use cutline::domain::command::Command;
use cutline::domain::id::StageId;
use cutline::domain::tradeoff::EntryKind;
use cutline::domain::workshop::Workshop;
use cutline::domain::workspace::Workspace;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::support::playing::{cases, stamp};
use crate::support::sessions::open_text;

/// Something that is tried so many seconds after what came before.
#[derive(Clone, Debug)]
enum Step {
    Begin(Index),
    Turn(Turn),
    Mark(Index, bool),
    Edit(Index, Stage),
    Add(Option<Index>, Stage),
    Move(Index, usize),
    Remove(Index),
    Undo,
    Redo,
}

fn stage() -> impl Strategy<Value = Stage> {
    let pane = option::of(select(StagePane::ALL));
    (select(vec!["Lunch", "Impact", " "]), 0..20u32, pane).prop_map(|(title, minutes, pane)| Stage {
        title: title.to_owned(),
        minutes,
        pane,
        ..Stage::default()
    })
}

fn step() -> impl Strategy<Value = Step> {
    let at = any::<Index>;
    let turns = vec![Turn::Next, Turn::Pause(true), Turn::Pause(false), Turn::Extend(5), Turn::StartOver];
    prop_oneof![
        3 => at().prop_map(Step::Begin),
        5 => select(turns).prop_map(Step::Turn),
        2 => (at(), any::<bool>()).prop_map(|(stage, done)| Step::Mark(stage, done)),
        2 => (at(), stage()).prop_map(|(at, to)| Step::Edit(at, to)),
        1 => (option::of(at()), stage()).prop_map(|(behind, stage)| Step::Add(behind, stage)),
        1 => (at(), 0..9usize).prop_map(|(stage, to)| Step::Move(stage, to)),
        2 => at().prop_map(Step::Remove),
        3 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

fn command(step: &Step, agenda: &Agenda, now: Moment) -> Option<Command> {
    let id = |at: &Index| -> Option<StageId> {
        let stages = &agenda.stages;
        (!stages.is_empty()).then(|| at.get(stages).id.clone())
    };
    Some(match step {
        Step::Begin(at) => Command::Clock(Turn::Begin(id(at)?), now),
        Step::Turn(turn) => Command::Clock(turn.clone(), now),
        Step::Mark(at, done) => Command::Clock(Turn::Mark(id(at)?, *done), now),
        Step::Edit(at, to) => Command::Plan(Change::Edit(Stage { id: id(at)?, ..to.clone() })),
        Step::Add(behind, stage) => Command::Plan(Change::Add(stage.clone(), behind.as_ref().and_then(id))),
        Step::Move(at, to) => Command::Plan(Change::Move(id(at)?, *to)),
        Step::Remove(at) => Command::Plan(Change::Remove(id(at)?)),
        Step::Undo => Command::Undo,
        Step::Redo => Command::Redo,
    })
}

fn at(seconds: i64) -> Moment {
    let ten: Moment = "2026-01-20T10:00:00+01:00".parse().unwrap();
    ten + chrono::TimeDelta::seconds(seconds)
}

/// How far each stage came, as far as it came anywhere.
fn timings(workspace: &Workspace) -> Vec<(StageId, Timing)> {
    let stages = workspace.agenda().stages.iter();
    let begun = stages.filter(|stage| stage.timing != Timing::default());
    begun.map(|stage| (stage.id.clone(), stage.timing.clone())).collect()
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn one_clock_that_only_the_meeting_moves(steps in vec((step(), -20..900i64), 1..30)) {
        let start = open_text("{}");
        let (mut workshop, mut replayed, mut now) = (Workshop::new(start.clone()), start, 0);
        for (step, seconds) in steps {
            now += seconds;
            let before = workshop.workspace().clone();
            let Some(command) = command(&step, before.agenda(), at(now)) else { continue };
            let Ok(gesture) = workshop.perform(command, stamp()) else {
                prop_assert_eq!(workshop.workspace(), &before);
                continue;
            };
            let after = workshop.workspace();
            let on = after.agenda().stages.iter().filter(|stage| stage.phase() != Phase::Away).count();
            prop_assert!(on <= 1);
            // What was planned leaves the clock of every stage that is still there alone, undo as well.
            if gesture.entry.kind != EntryKind::Clock {
                let stays = |(id, _): &(StageId, Timing)| after.agenda().place(id).is_some();
                let kept: Vec<_> = timings(&before).into_iter().filter(stays).collect();
                let there: Vec<_> =
                    timings(after).into_iter().filter(|(id, _)| before.agenda().place(id).is_some()).collect();
                let sorted = |mut list: Vec<(StageId, Timing)>| { list.sort_by(|a, b| a.0.cmp(&b.0)); list };
                prop_assert_eq!(sorted(kept), sorted(there));
                prop_assert_eq!(
                    before.agenda().reading(Some(at(now))).map(|reading| reading.stage.id.clone()),
                    after.agenda().reading(Some(at(now))).map(|reading| reading.stage.id.clone())
                );
            }
            let line = serde_json::to_string(&gesture).unwrap();
            replayed.replay(serde_json::from_str(&line).unwrap());
            prop_assert_eq!(&replayed, after);
            let again = open_text(&serde_json::to_string(after.head()).unwrap());
            prop_assert_eq!(&again, after, "what is saved can be opened");
        }
    }
}
