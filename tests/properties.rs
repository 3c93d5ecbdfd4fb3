#![cfg(test)]
//! What holds for every workshop, whatever is in the file and whatever is done to it.
//!
//! `sessions` makes files and steps, `naive` is a second, plain ranking to compare with. Chance is seeded:
//! every run tries the same.

mod support {
    pub(crate) mod naive;
    pub(crate) mod sessions;
}

mod property {
    mod agenda;
    mod blockers;
    mod checking;
    mod describing;
    mod discussing;
    mod exporting;
    mod mapping;
    mod merging;
    mod rewinding;
}

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use cutline::app::rows::Rows;
use cutline::domain::capacity::redraw;
use cutline::domain::command::{Command, Rejection};
use cutline::domain::cutline::{Cutline, Load, weight};
use cutline::domain::event::Event;
use cutline::domain::framework::{Criterion, Framework, Side};
use cutline::domain::history::History;
use cutline::domain::id::{CriterionId, ItemId, Slot};
use cutline::domain::item::{Held, Horizon, Item, Pin, Status};
use cutline::domain::number::Num;
use cutline::domain::pin;
use cutline::domain::ranking::micro;
use cutline::domain::roadmap::{self, Board, Grouping};
use cutline::domain::running::Running;
use cutline::domain::session::{net, sessions as cut};
use cutline::domain::standing::{Crossing, Standing};
use cutline::domain::tradeoff::{Entry, EntryKind, Stamp, round};
use cutline::domain::whatif::{Way, ways_in, ways_up, what_if, what_if_given};
use cutline::domain::workshop::{Gesture, Workshop};
use cutline::domain::workspace::{Head, Workspace};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::RngSeed;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use support::naive::{Naive, Row};
use support::sessions::{
    Session, Step, capacities, files, frameworks, item_from, open, open_text, sessions, values,
};

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(0x000C_0711),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Whether somebody votes blind, and what that leads to is not told yet.
fn is_blind(workshop: &Workshop) -> bool {
    workshop.workspace().items().iter().any(Item::in_round)
}

/// Plays a session. Every gesture that was accepted is shown with the workshop before and after it.
fn play(session: &Session, mut check: impl FnMut(&Workshop, &Workshop, &Gesture)) -> Workshop {
    let mut workshop = Workshop::new(open(&session.file));
    for step in &session.steps {
        let Some(command) = step.command(&workshop) else {
            continue;
        };
        let before = workshop.clone();
        match workshop.perform(command, stamp()) {
            Ok(gesture) => {
                assert_ne!(before.edition(), workshop.edition());
                check(&before, &workshop, &gesture);
            }
            Err(_) => assert_eq!(before.edition(), workshop.edition()),
        }
    }
    workshop
}

#[test]
fn sessions_try_every_kind_of_gesture_and_many_of_them_are_taken() {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut tried = 0;
    let mut runner = TestRunner::new(cases(1000));
    for _ in 0..1000 {
        let session = sessions().new_tree(&mut runner).unwrap().current();
        tried += session.steps.len();
        play(&session, |_, _, gesture| *taken.entry(gesture.entry.kind.to_string()).or_default() += 1);
    }
    // The others come from elsewhere: an import, the agenda, the clock, a merge, a backup.
    let kinds = [
        "score", "vote", "round", "answer", "add", "edit", "merge", "split", "reason", "tie", "done",
        "cycle", "capacity", "pin", "unpin", "call", "people", "vision", "goal", "theme", "horizon", "undo",
        "redo",
    ];
    for kind in kinds {
        assert!(taken.get(kind).is_some_and(|count| *count >= 10), "{kind}: {taken:?}");
    }
    assert!(taken.values().sum::<usize>() * 3 > tried, "{taken:?} of {tried}");
}

fn stamp() -> Stamp {
    Stamp { at: "2026-01-20T10:42:00.25+01:00".parse().ok(), by: Some("ana".into()) }
}

/// Everything that a standing says, laid side by side.
#[derive(Debug, PartialEq)]
struct Picture {
    order: Vec<Slot>,
    unscored: Vec<Slot>,
    candidates: Vec<Slot>,
    held: Vec<Slot>,
    classed: Vec<Slot>,
    delivered: Vec<Slot>,
    inside: Vec<Slot>,
    boundary: Option<usize>,
    load: Option<Load>,
    first_that_fits: Option<Slot>,
    index: Vec<Option<usize>>,
    is_in: Vec<bool>,
}

fn picture(workspace: &Workspace, standing: &Standing) -> Picture {
    Picture {
        order: standing.order().to_vec(),
        unscored: standing.unscored().to_vec(),
        candidates: standing.candidates().to_vec(),
        held: standing.held().to_vec(),
        classed: standing.classed().to_vec(),
        delivered: standing.delivered().to_vec(),
        inside: standing.inside().collect(),
        boundary: standing.line().map(|line| line.boundary),
        load: standing.load(),
        first_that_fits: standing.first_that_fits(),
        index: slots(workspace).map(|slot| standing.index(slot)).collect(),
        is_in: slots(workspace).map(|slot| standing.is_in(slot)).collect(),
    }
}

fn live_picture(workshop: &Workshop) -> Picture {
    picture(workshop.workspace(), workshop.standing())
}

fn slots(workspace: &Workspace) -> impl Iterator<Item = Slot> + use<> {
    (0..workspace.items().len()).map(Slot::new)
}

fn ids<'a>(workspace: &Workspace, slots: impl IntoIterator<Item = &'a Slot>) -> Vec<String> {
    let id = |slot: &Slot| workspace.item(*slot).id.to_string();
    slots.into_iter().map(id).collect()
}

fn inside(workspace: &Workspace, standing: &Standing) -> BTreeSet<String> {
    ids(workspace, &standing.inside().collect::<Vec<_>>()).into_iter().collect()
}

fn written(workspace: &Workspace) -> String {
    serde_json::to_string(workspace.head()).unwrap()
}

fn model(workspace: &Workspace) -> Naive {
    Naive::of(&serde_json::from_str(&written(workspace)).unwrap())
}

fn items(workspace: &Workspace) -> Vec<Item> {
    workspace.items().iter().cloned().collect()
}

/// The file without its log, the only place that remembers what was undone.
fn without_log(workspace: &Workspace) -> Head {
    Head { log: [].into_iter().collect(), ..workspace.head().clone() }
}

fn assert_stands_as_modelled(workspace: &Workspace, standing: &Standing) {
    let naive = model(workspace);
    assert_eq!(ids(workspace, standing.order()), naive.order());
    assert_eq!(ids(workspace, standing.unscored()), naive.unscored);
    for (slot, row) in standing.order().iter().zip(&naive.ranked) {
        let score = standing.stand(*slot).score.unwrap();
        assert!((score - row.score()).abs() <= row.score() * 1e-11, "{score} {row:?}");
    }
    let line = standing.line();
    assert_eq!(line.map(|line| line.boundary), naive.line.as_ref().map(|line| line.boundary));
    assert_eq!(inside(workspace, standing), naive.inside());
    assert_eq!(standing.inside().count(), naive.inside().len(), "nobody is in twice");
    assert!(
        standing.inside().map(|slot| standing.index(slot)).is_sorted(),
        "best first, also of those held in"
    );
    if let Some(line) = naive.line {
        let load = standing.load().unwrap();
        assert_eq!((load.used, load.spent, load.effort), (line.used, line.spent, line.effort));
        assert_eq!((load.technical, load.must), (line.technical, line.must));
        let fits = standing.first_that_fits();
        assert_eq!(fits.map(|slot| workspace.item(slot).id.to_string()), line.first_that_fits);
    }
}

// Ranking and line

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn a_ranking_kept_up_to_date_is_the_ranking_from_scratch(session in sessions()) {
        play(&session, |_, now, _| {
            let scratch = Standing::new(now.workspace());
            assert_eq!(live_picture(now), picture(now.workspace(), &scratch));
        });
    }

    #[test]
    fn ranked_and_unscored_items_are_the_candidates_each_once(session in sessions()) {
        play(&session, |_, now, _| {
            let standing = now.standing();
            let ranked: HashSet<Slot> = standing.order().iter().copied().collect();
            assert_eq!(ranked.len(), standing.order().len());
            let mut everybody = [standing.order(), standing.unscored()].concat();
            everybody.sort_unstable();
            let open = slots(now.workspace()).filter(|slot| now.workspace().item(*slot).is_candidate());
            assert_eq!(everybody, open.collect::<Vec<_>>());
            for slot in slots(now.workspace()) {
                let place = standing.order().iter().position(|other| *other == slot);
                assert_eq!(standing.index(slot), place);
            }
        });
    }

    #[test]
    fn a_file_stands_as_the_plain_model_says(file in files()) {
        let workspace = open(&file);
        assert_stands_as_modelled(&workspace, &Standing::new(&workspace));
    }

    #[test]
    fn a_workshop_stands_as_the_plain_model_says_after_every_gesture(session in sessions()) {
        play(&session, |_, now, _| assert_stands_as_modelled(now.workspace(), now.standing()));
    }

    #[test]
    fn the_order_of_the_keys_in_a_file_does_not_matter(file in files(), seed in any::<u64>()) {
        let (one, other) = (open(&file), open_text(&shuffled(&file, seed)));
        let (before, after) = (Standing::new(&one), Standing::new(&other));
        assert_eq!(picture(&one, &before), picture(&other, &after));
    }

    #[test]
    fn the_order_of_items_that_do_not_tie_does_not_matter(
        (file, mixed) in files().prop_map(|file| without_ties(&open(&file))).prop_flat_map(|file| {
            let items = file["items"].as_array().unwrap().clone();
            let mixed = Just(items).prop_shuffle().prop_map({
                let file = file.clone();
                move |items| with_items(&file, items)
            });
            (Just(file), mixed)
        })
    ) {
        let (one, other) = (open(&file), open(&mixed));
        let (before, after) = (Standing::new(&one), Standing::new(&other));
        assert_eq!(ids(&one, before.order()), ids(&other, after.order()));
        assert_eq!(inside(&one, &before), inside(&other, &after));
        assert_eq!(before.line(), after.line());
    }
}

/// A file with the keys of every object in another order.
fn shuffled(value: &Value, seed: u64) -> String {
    let all = |parts: Vec<String>| parts.join(",");
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_cached_key(|(key, _)| {
                let mut hasher = DefaultHasher::new();
                (seed, key).hash(&mut hasher);
                hasher.finish()
            });
            let field = |(key, value): &(&String, &Value)| format!("{key:?}:{}", shuffled(value, seed));
            format!("{{{}}}", all(fields.iter().map(field).collect()))
        }
        Value::Array(values) => {
            let values = values.iter().map(|value| shuffled(value, seed));
            format!("[{}]", all(values.collect()))
        }
        other => other.to_string(),
    }
}

fn with_items(file: &Value, items: Vec<Value>) -> Value {
    let mut file = file.clone();
    file["items"] = Value::Array(items);
    file
}

/// A workspace as a file, in which no two items rank by their place in it.
fn without_ties(workspace: &Workspace) -> Value {
    let file: Value = serde_json::from_str(&written(workspace)).unwrap();
    let mut alone: Vec<Row> = Vec::new();
    for row in Naive::of(&file).ranked {
        if !alone.iter().any(|other| other.ties_with(&row)) {
            alone.push(row);
        }
    }
    let kept = |item: &&Value| alone.iter().any(|row| item["id"] == *row.id);
    let items = file["items"].as_array().unwrap().iter().filter(kept);
    with_items(&file, items.cloned().collect())
}

// Trade-offs

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn who_came_in_and_fell_out_is_the_difference_of_the_two_lines(session in sessions()) {
        play(&session, |before, now, gesture| {
            if is_blind(before) || is_blind(now) {
                return;
            }
            let (was_in, is_in) = (model(before.workspace()).inside(), model(now.workspace()).inside());
            let entry = &gesture.entry;
            assert_eq!(sorted(&entry.entered), is_in.difference(&was_in).cloned().collect::<Vec<_>>());
            assert_eq!(sorted(&entry.left), was_in.difference(&is_in).cloned().collect::<Vec<_>>());
        });
    }

    #[test]
    fn the_net_of_a_session_is_the_difference_of_the_first_line_and_the_last(session in sessions()) {
        let opened = open(&session.file);
        let now = play(&session, |_, _, _| {});
        prop_assume!(!is_blind(&now));
        let log = now.workspace().log();
        let since = log.iter().skip(opened.log().len());
        let net = net(since);
        let (was_in, is_in) = (model(&opened).inside(), model(now.workspace()).inside());
        assert_eq!(sorted(&net.entered), is_in.difference(&was_in).cloned().collect::<Vec<_>>());
        // Whoever got done, or went into another item, fell out of nothing.
        let is_gone = |id: &str| {
            let slot = now.workspace().slot(&id.into());
            slot.is_none_or(|slot| now.workspace().item(slot).status != Status::Open)
        };
        let (left, mut lost) = (sorted(&net.left), was_in.difference(&is_in));
        assert!(left.iter().all(|id| was_in.contains(id) && !is_in.contains(id)));
        assert!(lost.all(|id| left.contains(id) || is_gone(id)), "{left:?}");
        // However a log is cut into sessions, nothing is lost between them.
        let cuts: Vec<usize> = cut(log).into_iter().flat_map(|session| session.entries).collect();
        assert_eq!(cuts, (0..log.len()).collect::<Vec<_>>());
    }

    #[test]
    fn a_crossing_names_the_changed_item_first_then_the_best(session in sessions()) {
        play(&session, |before, now, gesture| {
            if is_blind(before) || is_blind(now) {
                return;
            }
            let rank = |workshop: &Workshop, id: &ItemId| {
                let slot = workshop.workspace().slot(id)?;
                workshop.standing().index(slot)
            };
            for told in [&gesture.entry.entered, &gesture.entry.left] {
                let mut expected = told.clone();
                expected.sort_by_key(|id| {
                    let changed = gesture.entry.item.as_ref() == Some(id);
                    (!changed, rank(now, id), rank(before, id))
                });
                assert_eq!(*told, expected);
            }
        });
    }

    #[test]
    fn an_entry_tells_rank_and_score_before_and_after(session in sessions()) {
        play(&session, |before, now, gesture| {
            let stand = |workshop: &Workshop| {
                let slot = gesture.entry.item.as_ref().and_then(|id| workshop.workspace().slot(id));
                slot.map(|slot| Standing::new(workshop.workspace()).stand(slot)).unwrap_or_default()
            };
            let entry = &gesture.entry;
            // A round is told as if the item had kept its place.
            if entry.events.iter().any(Event::is_of_round) {
                return;
            }
            let (before, now) = (stand(before), stand(now));
            assert_eq!((entry.rank.from, entry.rank.to), (before.rank, now.rank));
            assert_eq!(entry.score.from, before.score.and_then(round));
            assert_eq!(entry.score.to, now.score.and_then(round));
        });
    }

    #[test]
    fn who_is_in_is_who_the_log_says_once_nobody_is_voted_on(session in sessions()) {
        let mut workshop = Workshop::new(open(&session.file));
        let inside = |workshop: &Workshop| -> BTreeSet<ItemId> {
            workshop.standing().inside().map(|slot| workshop.workspace().item(slot).id.clone()).collect()
        };
        prop_assume!(!is_blind(&workshop));
        let (mut said, mut changed_meanwhile) = (inside(&workshop), false);
        for step in &session.steps {
            let Some(command) = step.command(&workshop) else { continue };
            let mut again = Workshop::new(open_text(&written(workshop.workspace())));
            let Ok(gesture) = workshop.perform(command.clone(), Stamp::default()) else { continue };
            let (entry, again) = (gesture.entry, again.perform(command, Stamp::default()).unwrap().entry);
            // Whoever opens the file in the middle of rounds tells the same, if nothing else was done meanwhile.
            prop_assert!(changed_meanwhile || again == entry, "{again:?} {entry:?}");
            if entry.events.iter().any(|event| matches!(event, Event::RoundOpened { .. })) {
                prop_assert!(!entry.crossed(), "{entry:?}");
            }
            said.extend(entry.entered.iter().cloned());
            said.retain(|id| !entry.left.contains(id));
            let is_of_rounds = matches!(entry.kind, EntryKind::Round | EntryKind::Answer | EntryKind::Reason);
            changed_meanwhile = is_blind(&workshop) && (changed_meanwhile || !is_of_rounds);
            if !is_blind(&workshop) {
                prop_assert_eq!(&said, &inside(&workshop));
            }
        }
    }

    #[test]
    fn the_workshop_shows_the_crossing_of_the_last_change(session in sessions()) {
        play(&session, |before, now, gesture| {
            if weightless(gesture) {
                assert_eq!(now.crossing(), before.crossing());
            } else if !is_blind(before) && !is_blind(now) {
                let shown = now.crossing().map(|slot| now.workspace().item(*slot).id.clone());
                let logged = Crossing {
                    entered: gesture.entry.entered.to_vec(),
                    left: gesture.entry.left.to_vec(),
                };
                assert_eq!(shown, logged);
            }
        });
    }

    #[test]
    fn the_ranks_before_a_change_are_remembered_for_every_item(session in sessions()) {
        play(&session, |before, now, gesture| {
            for slot in slots(now.workspace()) {
                let remembered = now.standing().index_before(slot);
                if weightless(gesture) {
                    assert_eq!(remembered, before.standing().index_before(slot));
                } else {
                    assert_eq!(remembered, before.standing().index(slot), "{slot:?}");
                }
            }
        });
    }

    #[test]
    fn nothing_but_pins_and_what_is_done_fills_the_line_over_its_capacity(session in sessions()) {
        play(&session, |_, now, _| {
            let Some(line) = model(now.workspace()).line else { return };
            let Some((limit, measure)) = now.workspace().limit() else { panic!("a line without a limit") };
            let standing = now.standing();
            let pinned = standing.inside().filter(|slot| now.workspace().item(*slot).held().is_some());
            let pinned: i128 = pinned.map(|slot| weight(standing.seat(slot).unwrap(), measure)).sum();
            let spent = standing.load().map_or(0, |load| load.spent);
            assert!(line.used <= limit.max(pinned + spent), "{} of {limit}, {pinned} pinned", line.used);
            let over = standing.line().and_then(Cutline::over);
            assert_eq!(over, (line.used > limit).then(|| line.used - limit));
        });
    }

    #[test]
    fn every_pin_has_an_owner_a_reason_and_a_side(session in sessions()) {
        play(&session, |_, _, gesture| {
            for event in &gesture.entry.events {
                let Event::Pinned { to: Some(pin), .. } = event else { continue };
                assert!(pin.held.is_some() && !pin.owner.is_empty() && !pin.reason.is_empty());
                let again = matches!(gesture.entry.kind, EntryKind::Undo | EntryKind::Redo);
                let reason = (!again).then(|| pin.reason.clone());
                assert_eq!(gesture.entry.reason.as_deref(), reason.as_deref());
            }
        });
    }

    #[test]
    fn what_is_rejected_changes_nothing(session in sessions()) {
        let mut workshop = Workshop::new(open(&session.file));
        for step in &session.steps {
            let Some(command) = step.command(&workshop) else { continue };
            let before = workshop.clone();
            if workshop.perform(command, stamp()).is_err() {
                assert_eq!(workshop.workspace(), before.workspace());
                assert_eq!(workshop.history(), before.history());
                assert_eq!(live_picture(&workshop), live_picture(&before));
            }
        }
    }
}

/// Whether a gesture moves nothing: what is written about an item, or why, and calls weigh nothing.
fn weightless(gesture: &Gesture) -> bool {
    gesture.entry.events.iter().all(|event| match event {
        Event::Edited { to, .. } => !to.weighs(),
        // An answer is sealed until the round is revealed.
        Event::VisionSet { .. }
        | Event::GoalSet { .. }
        | Event::ThemeSet { .. }
        | Event::Answered { .. }
        | Event::ParticipantSet { .. } => true,
        event => matches!(event, Event::Reasoned { .. } | Event::Called { .. }),
    })
}

fn sorted(ids: &[ItemId]) -> Vec<String> {
    let mut ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    ids.sort_unstable();
    ids
}

// Memory

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn replaying_the_journal_gives_the_live_workspace(session in sessions()) {
        let mut replayed = open(&session.file);
        let live = play(&session, |_, now, gesture| {
            let line = serde_json::to_string(gesture).unwrap();
            let read: Gesture = serde_json::from_str(&line).unwrap();
            assert_eq!(read, *gesture);
            replayed.replay(read);
            assert_eq!(replayed, *now.workspace());
        });
        assert_eq!(written(&replayed), written(live.workspace()));
        assert_eq!(picture(&replayed, &Standing::new(&replayed)), live_picture(&live));
    }

    #[test]
    fn undo_then_redo_changes_nothing_but_the_log(session in sessions()) {
        play(&session, |_, now, _| {
            let mut again = now.clone();
            if again.perform(Command::Undo, stamp()).is_ok() {
                again.perform(Command::Redo, stamp()).unwrap();
                assert_eq!(without_log(again.workspace()), without_log(now.workspace()));
                assert_eq!(live_picture(&again), live_picture(now));
            }
        });
    }

    #[test]
    fn redo_then_undo_changes_nothing_but_the_log(session in sessions()) {
        play(&session, |_, now, _| {
            let mut again = now.clone();
            if again.perform(Command::Redo, stamp()).is_ok() {
                again.perform(Command::Undo, stamp()).unwrap();
                assert_eq!(without_log(again.workspace()), without_log(now.workspace()));
            }
        });
    }

    #[test]
    fn undoing_everything_leads_back_to_the_start(session in sessions()) {
        let mut arrived = Vec::new();
        let mut live = play(&session, |_, _, gesture| arrived.extend(gesture.arrivals.clone()));
        let mut start = Workshop::new(open(&session.file));
        undo_everything(&mut live);
        undo_everything(&mut start);
        for item in &mut arrived {
            item.status = Status::Withdrawn;
        }
        assert_eq!(items(live.workspace()), [items(start.workspace()), arrived].concat());
        assert_eq!(live.workspace().head().capacity, start.workspace().head().capacity);
    }

    #[test]
    fn nothing_that_was_recorded_is_erased(session in sessions()) {
        play(&session, |before, now, gesture| {
            let (old, new) = (before.workspace().log(), now.workspace().log());
            assert_eq!(new.len(), old.len() + 1);
            assert_eq!(new.last(), Some(&gesture.entry));
            let facts = |entry: &Entry| {
                (entry.seq, entry.events.clone(), entry.entered.clone(), entry.left.clone())
            };
            assert!(old.iter().map(facts).eq(new.iter().take(old.len()).map(facts)));
            assert!(new.iter().map(|entry| entry.seq).is_sorted_by(|a, b| a < b));
            assert!(now.workspace().items().len() >= before.workspace().items().len());
        });
    }

    #[test]
    fn what_can_be_undone_is_read_from_the_log_alone(session in sessions()) {
        play(&session, |_, now, _| {
            assert_eq!(*now.history(), History::new(now.workspace()));
        });
    }

    #[test]
    fn a_file_is_saved_as_it_was_loaded(file in files()) {
        assert_survives_saving(&open(&file));
    }

    #[test]
    fn a_workshop_can_be_saved_and_opened_again_after_every_gesture(session in sessions()) {
        play(&session, |_, now, _| {
            let again = Workshop::new(assert_survives_saving(now.workspace()));
            assert_eq!(again.history(), now.history());
            assert_eq!(live_picture(&again), live_picture(now));
        });
    }
}

fn undo_everything(workshop: &mut Workshop) {
    while workshop.history().undoable().is_some() {
        workshop.perform(Command::Undo, stamp()).unwrap();
    }
    assert_eq!(workshop.perform(Command::Undo, stamp()), Err(Rejection::NothingToUndo));
}

fn assert_survives_saving(workspace: &Workspace) -> Workspace {
    let mut saved = workspace.clone();
    saved.set_revision(workspace.last_seq(), "ab12".to_owned());
    let text = written(&saved);
    let again = open_text(&text);
    assert_eq!(again, saved, "{text}");
    assert_eq!(written(&again), text);
    again
}

// Cycles

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn closing_a_cycle_counts_each_open_item_that_is_out_once_and_no_other(session in sessions()) {
        play(&session, |before, now, gesture| {
            if gesture.entry.kind != EntryKind::Cycle {
                return;
            }
            let naive = model(before.workspace());
            let is_out = |id: &String| !naive.inside().contains(id);
            let candidates = naive.order().into_iter().chain(naive.unscored.clone());
            let out: BTreeSet<String> = candidates.filter(is_out).collect();
            let items = before.workspace().items().iter().zip(now.workspace().items().iter());
            for (was, is) in items {
                let counts = out.contains(was.id.as_str()) && is.status == Status::Open;
                assert_eq!(is.deferrals, was.deferrals + u32::from(counts), "{}", was.id);
            }
            let cycle = now.workspace().head().cycles.last().unwrap();
            assert_eq!(cycle.deferred.len(), sorted(&cycle.deferred).iter().collect::<HashSet<_>>().len());
            for id in naive.inside() {
                assert!(cycle.committed.iter().any(|committed| committed.as_str() == id), "{id} was in");
            }
            assert!(now.standing().delivered().is_empty(), "everything done belongs to the cycle");
        });
    }

    #[test]
    fn undoing_the_end_of_a_cycle_restores_the_file(session in sessions()) {
        play(&session, |before, now, gesture| {
            if matches!(gesture.entry.kind, EntryKind::Cycle | EntryKind::Done) {
                let mut again = now.clone();
                again.perform(Command::Undo, stamp()).unwrap();
                assert_eq!(without_log(again.workspace()), without_log(before.workspace()));
                assert_eq!(live_picture(&again), live_picture(before));
            }
        });
    }

    #[test]
    fn what_is_done_brings_nobody_in_and_pushes_nobody_out_who_stood_beside_it(session in sessions()) {
        play(&session, |before, _, gesture| {
            let entry = &gesture.entry;
            let Some(item) = entry.item.clone().filter(|item| entry.delivered().contains(item)) else { return };
            assert_eq!(*entry.entered, []);
            let was_in = before.standing().is_in(before.workspace().slot(&item).unwrap());
            if entry.kind == EntryKind::Done && was_in {
                assert_eq!(*entry.left, [item]);
                assert!(!entry.crossed(), "it left the line, and fell out of nothing");
            }
        });
    }
}

// Roadmap

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn every_open_item_stands_on_the_roadmap_once_and_what_is_in_is_now(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        let naive = model(workshop.workspace());
        for grouping in Grouping::ALL {
            let board = Board::new(&workshop, *grouping);
            let mut stand: Vec<Slot> = Vec::new();
            for horizon in Horizon::ALL {
                let cards = cards(&board, *horizon);
                let named: BTreeSet<String> = ids(workshop.workspace(), &cards).into_iter().collect();
                assert!(*horizon != Horizon::Now || named == naive.inside(), "{named:?}");
                let ranked = cards.iter().filter(|slot| workshop.standing().index(**slot).is_some()).count();
                assert!(!horizon.sets_aside() || ranked == 0, "what is set aside is not ranked");
                assert!(cards.iter().all(|slot| board.horizon(*slot) == Some(*horizon)));
                stand.extend(cards);
            }
            stand.sort_unstable();
            let workspace = workshop.workspace();
            let open = slots(workspace).filter(|slot| workspace.item(*slot).status == Status::Open);
            assert_eq!(stand, open.collect::<Vec<_>>());
        }
    }

    #[test]
    fn what_is_now_takes_what_the_line_holds_and_stands_best_first(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        let board = Board::new(&workshop, Grouping::None);
        let now = board.column(Horizon::Now);
        let load = workshop.standing().load().unwrap_or_default();
        if workshop.workspace().framework().effort().is_some() {
            let done = workshop.standing().line().map_or(0, |_| done(&workshop));
            assert_eq!(now.tally.effort, load.effort - done);
        }
        for horizon in Horizon::ALL {
            let ranks = cards(&board, *horizon).into_iter().filter_map(|slot| workshop.standing().index(slot));
            let ranks: Vec<usize> = ranks.collect();
            let parted = *horizon == Horizon::Next;
            assert!(parted || ranks.is_sorted(), "{horizon}: {ranks:?}");
        }
    }
}

/// The items of a column from top to bottom.
fn cards(board: &Board, horizon: Horizon) -> Vec<Slot> {
    let column = board.column(horizon);
    let rows = (0..column.len()).filter_map(|at| match column.row(at)? {
        roadmap::Row::Card(slot) => Some(slot),
        roadmap::Row::Head(_) => None,
    });
    rows.collect()
}

/// The effort of what was done since the last cycle was closed.
fn done(workshop: &Workshop) -> i128 {
    let workspace = workshop.workspace();
    let done = slots(workspace).filter(|slot| workspace.item(*slot).delivered());
    let effort = workspace.framework().effort().map(|at| &workspace.framework().criteria()[at].id);
    let taken = |slot| effort.and_then(|effort| workspace.item(slot).scores.value(effort));
    done.filter_map(taken).map(|effort| i128::from(micro(effort))).sum()
}

// What if

proptest! {
    #![proptest_config(cases(250))]

    #[test]
    fn what_a_score_would_do_is_what_it_does(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        for (slot, criterion) in cells(&workshop) {
            for value in tried(&workshop, criterion) {
                let promised = what_if(&workshop, slot, criterion, value);
                let done = agreed(&workshop, slot, criterion, value);
                assert_eq!(promised.value, value);
                assert_eq!(promised.outcome.index, done.standing().index(slot));
                assert_eq!(promised.outcome.is_in, done.standing().is_in(slot));
                if done.workspace().log().len() > workshop.workspace().log().len() {
                    assert_eq!(promised.outcome.crossing, *done.crossing());
                } else {
                    assert!(promised.outcome.crossing.is_empty(), "it is so already");
                }
            }
        }
    }

    #[test]
    fn what_a_vote_would_do_is_what_it_does(session in sessions(), who in 0..3_usize) {
        let workshop = play(&session, |_, _, _| {});
        for (slot, criterion) in cells(&workshop) {
            let Some(voter) = workshop.workspace().head().participants.get(who).map(|voter| voter.id.clone()) else { continue };
            for value in tried(&workshop, criterion) {
                let promised = what_if_given(&workshop, (slot, criterion), Some(&voter), value);
                let id = workshop.workspace().framework().criteria()[criterion].id.clone();
                let mut done = workshop.clone();
                let command = Command::Vote { item: slot, criterion: id, participant: voter.clone(), to: Some(value) };
                if done.perform(command, stamp()).is_ok() {
                    assert_eq!(promised.value, value);
                    assert_eq!(promised.outcome.index, done.standing().index(slot));
                    assert_eq!(promised.outcome.crossing, *done.crossing());
                }
            }
        }
    }

    #[test]
    fn what_a_capacity_would_do_is_what_it_does(session in sessions(), capacity in capacities()) {
        let before = play(&session, |_, _, _| {});
        let mut after = before.clone();
        let command = Step::SetCapacity(capacity).command(&before).unwrap();
        if after.perform(command, stamp()).is_ok() {
            let promised = redraw(before.standing(), after.workspace().limit());
            assert_eq!(promised.line.as_ref(), Standing::new(after.workspace()).line());
            assert_eq!(promised.crossing, *after.crossing());
        }
    }

    #[test]
    fn what_a_pin_would_do_is_what_it_does(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        for slot in slots(workshop.workspace()) {
            for to in [Some(Held::In), Some(Held::Out), None] {
                let Some(promised) = pin::preview(workshop.standing(), slot, to) else { continue };
                let mut done = workshop.clone();
                let written = to.map(|held| Pin {
                    held: Some(held),
                    owner: "Ana".to_owned(),
                    reason: "law".to_owned(),
                    ..Pin::default()
                });
                match done.perform(Command::Pin { item: slot, to: written }, stamp()) {
                    Ok(_) => assert_eq!(promised.crossing, *done.crossing()),
                    Err(rejection) => assert_eq!(rejection, Rejection::Unchanged),
                }
                assert_eq!(promised.is_in, done.standing().is_in(slot));
                let deviates = pin::deviates(done.standing(), slot);
                let free = pin::preview(done.standing(), slot, None).unwrap();
                assert_eq!(deviates, to.is_some() && done.standing().line().is_some()
                    && free.is_in != promised.is_in);
            }
        }
    }

    #[test]
    fn the_running_total_counts_what_stands_above(session in sessions()) {
        play(&session, |_, now, _| {
            let standing = now.standing();
            let Some(mut running) = Running::new(standing) else {
                return assert!(standing.line().is_none());
            };
            let (line, rows) = (*standing.line().unwrap(), Rows::new(now));
            let spent = line.load.spent;
            let (mut total, mut last_in) = (spent, spent);
            for row in (0..rows.len()).filter_map(|row| rows.at(row)) {
                let cutline::app::rows::Row::Ranked(slot, index) = row else { continue };
                let expected = standing.seat(slot).filter(|seat| seat.held != Some(Held::Out)).map(|seat| {
                    total += weight(seat, line.measure);
                    total
                });
                assert_eq!(running.total(slot, index), expected);
                if standing.is_in(slot) {
                    last_in = total;
                }
            }
            assert_eq!(last_in, line.load.used);
        });
    }

    #[test]
    fn a_way_in_leads_in_and_one_step_less_does_not(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        for slot in slots(workshop.workspace()) {
            for way in ways_in(&workshop, slot) {
                assert_shortest_way(&workshop, slot, way, |standing| standing.is_in(slot));
            }
        }
    }

    #[test]
    fn a_way_up_lifts_by_a_place_or_more_and_one_step_less_does_not(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        for slot in slots(workshop.workspace()) {
            let from = workshop.standing().index(slot);
            for way in ways_up(&workshop, slot) {
                assert_shortest_way(&workshop, slot, way, |standing| standing.index(slot) < from);
            }
        }
    }

    #[test]
    fn where_no_way_up_is_told_nothing_lifts(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        for (slot, criterion) in cells(&workshop) {
            let Some(from) = workshop.standing().index(slot) else {
                assert_eq!(ways_up(&workshop, slot), []);
                continue;
            };
            if !ways_up(&workshop, slot).iter().any(|way| way.criterion == criterion) {
                for value in tried(&workshop, criterion) {
                    let to = agreed(&workshop, slot, criterion, value).standing().index(slot);
                    assert!(to >= Some(from), "{value}: {from} → {to:?}");
                }
            }
        }
    }

    #[test]
    fn where_no_way_in_is_told_there_is_none(session in sessions()) {
        let workshop = play(&session, |_, _, _| {});
        for (slot, criterion) in cells(&workshop) {
            let standing = workshop.standing();
            let ways = ways_in(&workshop, slot);
            let pinned = workshop.workspace().item(slot).held().is_some();
            if standing.is_in(slot) || standing.index(slot).is_none() || pinned {
                assert_eq!(ways, []);
            } else if !ways.iter().any(|way| way.criterion == criterion) {
                for value in tried(&workshop, criterion) {
                    assert!(!agreed(&workshop, slot, criterion, value).standing().is_in(slot), "{value}");
                }
            }
        }
    }
}

/// Every item that can be scored, with every criterion of a side that is not voting on it.
fn cells(workshop: &Workshop) -> Vec<(Slot, usize)> {
    let workspace = workshop.workspace();
    let sides: Vec<Side> = workspace.framework().criteria().iter().map(Criterion::side).collect();
    let of_item = |slot: &Slot| {
        let item = workspace.item(*slot);
        let open = sides.iter().enumerate().filter(|(_, side)| item.round(**side).is_none());
        open.map(|(criterion, _)| (*slot, criterion)).collect::<Vec<_>>()
    };
    workshop.standing().candidates().iter().flat_map(of_item).collect()
}

/// The usual values of a criterion, and both ends of its scale.
fn tried(workshop: &Workshop, criterion: usize) -> Vec<Num> {
    let rule = &workshop.workspace().framework().criteria()[criterion];
    let ends = [rule.scale.smallest(), rule.scale.largest()];
    let ends = ends.into_iter().filter_map(Num::new);
    values(rule).into_iter().chain(ends).collect()
}

/// The workshop after agreeing on a value, which it may have had already.
fn agreed(workshop: &Workshop, slot: Slot, criterion: usize, value: Num) -> Workshop {
    let mut workshop = workshop.clone();
    let criterion = workshop.workspace().framework().criteria()[criterion].id.clone();
    let command = Command::Agree { item: slot, criterion, to: Some(value) };
    match workshop.perform(command, stamp()) {
        Ok(_) | Err(Rejection::Unchanged) => workshop,
        Err(other) => panic!("{other}"),
    }
}

/// Whether applying a way reaches its goal and ends at the rank it names, and a step less does not.
fn assert_shortest_way(workshop: &Workshop, slot: Slot, way: Way, goal: impl Fn(&Standing) -> bool) {
    let workspace = workshop.workspace();
    let rule = &workspace.framework().criteria()[way.criterion];
    let current = workspace.item(slot).scores.value(&rule.id).unwrap();
    let reached = |value| goal(agreed(workshop, slot, way.criterion, value).standing());
    let towards = |a: Num, b: Num| if way.or_more { a < b } else { a > b };

    assert!(rule.scale.contains(way.value));
    assert!(towards(current, way.value), "{way:?} from {current}");
    assert!(reached(way.value), "{way:?} from {current}");
    let then = agreed(workshop, slot, way.criterion, way.value);
    assert_eq!(then.standing().index(slot), Some(way.index));
    if let Some(more) = rule.scale.next(Some(way.value), way.or_more) {
        assert!(reached(more), "{way:?} from {current}, {more}");
    }
    let less = rule.scale.next(Some(way.value), !way.or_more);
    if let Some(less) = less.filter(|less| towards(current, *less)) {
        assert!(!reached(less), "{way:?} from {current}, {less}");
    }
}

// Tables

/// A published table: the framework, its criteria as columns, its rows with the score they are given,
/// and the order of the rows, best first.
struct Oracle {
    framework: &'static str,
    columns: [&'static str; 4],
    rows: &'static [(&'static str, [f64; 4], f64)],
    order: &'static [&'static str],
}

const ORACLES: [Oracle; 3] = [
    Oracle {
        framework: "four-factor",
        columns: ["customer_value", "business_value", "effort", "urgency"],
        rows: &[
            ("Improve onboarding flow", [5.0, 5.0, 3.0, 4.0], 4.6667),
            ("Add advanced dashboard filters", [3.0, 2.0, 4.0, 1.0], 1.5),
            ("Fix payment failure handling", [5.0, 5.0, 2.0, 5.0], 7.5),
            ("Redesign admin settings page", [2.0, 2.0, 3.0, 1.0], 1.6667),
            ("Improve mobile booking flow", [4.0, 4.0, 3.0, 3.0], 3.6667),
        ],
        order: &[
            "Fix payment failure handling",
            "Improve onboarding flow",
            "Improve mobile booking flow",
            "Redesign admin settings page",
            "Add advanced dashboard filters",
        ],
    },
    Oracle {
        framework: "rice",
        columns: ["reach", "impact", "confidence", "effort"],
        rows: &[
            ("Onboarding", [5000.0, 2.0, 0.8, 2.0], 4000.0),
            ("Apple Pay", [3000.0, 1.0, 1.0, 1.5], 2000.0),
            ("Dark mode", [8000.0, 0.5, 1.0, 3.0], 1333.3333),
        ],
        order: &["Onboarding", "Apple Pay", "Dark mode"],
    },
    // One published page prints 26,667 for this row; the formula gives a tenth of it.
    Oracle {
        framework: "rice",
        columns: ["reach", "impact", "confidence", "effort"],
        rows: &[("A row with a slip", [10000.0, 1.0, 0.8, 3.0], 2666.6667)],
        order: &["A row with a slip"],
    },
];

impl Oracle {
    /// The table as a file, its rows starting from one of them.
    fn file(&self, first: usize) -> Value {
        let rows = self.rows.iter().cycle().skip(first).take(self.rows.len());
        let items = rows.map(|(title, values, _)| {
            let scores: serde_json::Map<String, Value> = self
                .columns
                .iter()
                .zip(values)
                .map(|(column, value)| ((*column).to_owned(), json!(value)))
                .collect();
            json!({ "title": title, "scores": scores })
        });
        json!({ "framework": self.framework, "items": items.collect::<Vec<_>>() })
    }
}

#[test]
fn published_tables_come_out_as_published_from_whichever_row_they_start() {
    for oracle in &ORACLES {
        for first in 0..oracle.rows.len() {
            let workspace = open(&oracle.file(first));
            let standing = Standing::new(&workspace);
            let title = |slot: &Slot| workspace.item(*slot).shown_title();
            assert_eq!(standing.order().iter().map(title).collect::<Vec<_>>(), oracle.order);
            for slot in standing.order() {
                let (_, _, expected) = oracle.rows.iter().find(|row| row.0 == title(slot)).unwrap();
                let score = standing.stand(*slot).score.unwrap();
                assert!((score - expected).abs() < 5e-5, "{}: {score}", title(slot));
            }
        }
    }
}

#[test]
fn four_factor_scores_carry_the_words_of_the_published_table() {
    let framework = Framework::built_in("four-factor").unwrap();
    for (score, word) in [
        (7.5, "very high"),
        (14.0 / 3.0, "high"),
        (11.0 / 3.0, "medium to high"),
        (5.0 / 3.0, "low"),
        (1.5, "low"),
    ] {
        assert_eq!(framework.label(score), Some(word), "{score}");
    }
}

#[test]
fn ties_go_to_lower_effort_then_to_the_order_of_the_file() {
    let item = |id: &str, impact: u32, effort: u32| {
        let scores = json!({ "impact": impact, "effort": effort });
        json!({ "id": id, "scores": scores })
    };
    let items = [
        item("late", 4, 4),
        item("first", 2, 2),
        item("second", 2, 2),
        item("small", 1, 1),
        item("best", 5, 1),
    ];
    let workspace = open(&json!({ "framework": "value-effort", "items": items }));
    let standing = Standing::new(&workspace);
    assert_eq!(ids(&workspace, standing.order()), ["best", "small", "first", "second", "late"]);
}

#[test]
fn the_noise_of_decimal_sums_does_not_decide_a_tie() {
    let criterion = |id: &str| json!({ "id": id, "side": "business", "scale": { "min": 0, "step": 0.1 } });
    let terms = json!([ { "criterion": "a" }, { "criterion": "b" } ]);
    let workspace = open(&json!({
        "framework": {
            "id": "sum", "criteria": [criterion("a"), criterion("b")],
            "formula": { "numerator": { "sum": terms } }
        },
        "items": [
            { "id": "exactly", "scores": { "a": 0.3, "b": 0 } },
            { "id": "a-hair-more", "scores": { "a": 0.1, "b": 0.2 } }
        ]
    }));
    assert_eq!(ids(&workspace, Standing::new(&workspace).order()), ["exactly", "a-hair-more"]);
}

#[test]
fn capacities_and_pins_draw_the_line_where_the_glossary_says() {
    // Ranked a b c d e; efforts 1 2 3 4 5.
    let file = |capacity: &Value, pins: &[(usize, &str)]| {
        let items = ["a", "b", "c", "d", "e"].iter().enumerate().map(|(i, id)| {
            let held = pins.iter().find(|(pinned, _)| *pinned == i).map(|(_, held)| held);
            let pin = held.map(|held| json!({ "held": held, "owner": "Ana", "reason": "promised" }));
            json!({ "id": id, "scores": { "impact": 5, "effort": i + 1 }, "pin": pin })
        });
        let items: Vec<Value> = items.collect();
        json!({ "framework": "value-effort", "capacity": capacity, "items": items })
    };
    let points = |amount: f64| json!({ "amount": amount, "unit": "points" });
    let items = |amount: f64| json!({ "amount": amount, "unit": "items" });
    for (capacity, pins, inside, boundary, free) in [
        (Value::Null, &[][..], "", None, None),
        (json!({ "unit": "points" }), &[], "", None, None),
        (points(0.0), &[], "", Some(0), Some(0.0)),
        (points(5.9), &[], "ab", Some(2), Some(2.9)),
        (points(6.0), &[], "abc", Some(3), Some(0.0)),
        (points(1e12), &[], "abcde", Some(5), Some(1e12 - 15.0)),
        (items(2.0), &[], "ab", Some(2), Some(0.0)),
        (items(2.9), &[], "ab", Some(2), Some(0.0)),
        (items(1e12), &[], "abcde", Some(5), Some(1e12 - 5.0)),
        // Held in: e takes its room first, so c no longer fits. Held out: a takes none.
        (points(8.0), &[(4, "in")], "abe", Some(2), Some(0.0)),
        (points(6.0), &[(0, "out")], "bc", Some(3), Some(1.0)),
        (items(2.0), &[(4, "in"), (0, "out")], "be", Some(2), Some(0.0)),
        // More is held in than fits: nobody else is in.
        (points(4.0), &[(4, "in")], "e", Some(0), Some(-1.0)),
        (points(0.0), &[(0, "in")], "a", Some(1), Some(-1.0)),
    ] {
        let workspace = open(&file(&capacity, pins));
        let standing = Standing::new(&workspace);
        let above = ids(&workspace, &standing.inside().collect::<Vec<_>>()).concat();
        assert_eq!(above, inside, "{capacity} {pins:?}");
        assert_eq!(standing.line().map(|line| line.boundary), boundary, "{capacity} {pins:?}");
        let room = free.map(|free: f64| (free * 10.0).round() as i128 * 100_000);
        assert_eq!(standing.line().map(Cutline::free), room, "{capacity} {pins:?}");
        assert_stands_as_modelled(&workspace, &standing);
    }
}

#[test]
fn a_backlog_of_many_chunks_stands_as_the_plain_model_says() {
    let scored = |i: usize| {
        let step = |k: usize| (i * k / 7 + i) % 5 + 1;
        let kind = if i.is_multiple_of(3) { "debt" } else { "feature" };
        let scores = json!({
            "customer_value": step(3), "business_value": step(11), "urgency": step(17), "effort": step(29)
        });
        json!({ "id": format!("i{i}"), "kind": kind, "scores": scores })
    };
    let items: Vec<Value> = (0..1300).map(scored).collect();
    let file = json!({ "capacity": { "amount": 1800, "unit": "points" }, "items": items });
    let mut workshop = Workshop::new(open(&file));
    let mut replayed = workshop.workspace().clone();
    for turn in 0..24 {
        let command = match turn % 8 {
            6 => Command::Undo,
            7 => Command::Add((0..300).map(|i| item_from(&scored(2000 + turn * 300 + i))).collect()),
            _ => Command::Agree {
                item: Slot::new(turn * 331 % workshop.workspace().items().len()),
                criterion: CriterionId::from("effort"),
                to: Num::new((turn % 5 + 1) as f64),
            },
        };
        if let Ok(gesture) = workshop.perform(command, stamp()) {
            replayed.replay(gesture);
        }
    }
    assert_eq!(workshop.workspace().items().len(), 2200);
    assert_stands_as_modelled(workshop.workspace(), workshop.standing());
    assert_eq!(replayed, *workshop.workspace());
    assert_eq!(open_text(&written(&replayed)), replayed);
}

#[test]
fn every_framework_of_these_tests_ranks_what_is_scored_in_full() {
    for framework in frameworks() {
        let workspace = open(&json!({ "framework": framework, "items": [ { "id": "a" }, { "id": "b" } ] }));
        let mut workshop = Workshop::new(workspace);
        let rules = workshop.workspace().framework().criteria().to_vec();
        for (given, rule) in rules.iter().enumerate() {
            assert_eq!(workshop.standing().unscored().len(), 2, "{given} of {}", rules.len());
            workshop = agreed(&workshop, Slot::new(1), given, values(rule)[0]);
        }
        assert_eq!(workshop.standing().order(), [Slot::new(1)]);
        assert_eq!(workshop.standing().unscored(), [Slot::new(0)]);
    }
}

// Edges

fn workshop(file: &Value) -> Workshop {
    Workshop::new(open(file))
}

fn perform(workshop: &mut Workshop, command: Command) -> Result<Gesture, Rejection> {
    workshop.perform(command, stamp())
}

fn agree(item: usize, criterion: &str, to: f64) -> Command {
    Command::Agree { item: Slot::new(item), criterion: criterion.into(), to: Num::new(to) }
}

#[test]
fn an_agreement_between_two_steps_outlives_the_votes_it_came_from() {
    let effort = json!({ "votes": { "ana": 2 }, "agreed": 2.5 });
    let mut workshop = workshop(&json!({
        "participants": [ { "id": "ana", "side": "engineering" } ],
        "items": [ { "id": "pay", "scores": { "effort": effort } } ]
    }));
    let take_back =
        Command::Vote { item: Slot::new(0), criterion: "effort".into(), participant: "ana".into(), to: None };
    perform(&mut workshop, take_back).unwrap();
    let again = assert_survives_saving(workshop.workspace());
    assert_eq!(again.items()[0].scores.value(&"effort".into()), Num::new(2.5));
}

#[test]
fn a_score_without_votes_comes_back_when_a_change_to_it_is_undone() {
    for score in [json!({ "votes": {} }), json!({ "agreed": 2 }), json!({ "votes": {}, "agreed": 2.5 })] {
        let file = json!({ "items": [ { "id": "pay", "scores": { "effort": score } } ] });
        let mut workshop = workshop(&file);
        perform(&mut workshop, agree(0, "effort", 4.0)).unwrap();
        perform(&mut workshop, Command::Undo).unwrap();
        assert_eq!(items(workshop.workspace()), items(&open(&file)), "{score}");
    }
}

#[test]
fn an_agreement_between_two_steps_comes_back_when_clearing_it_is_undone() {
    let file =
        json!({ "items": [ { "id": "pay", "scores": { "effort": { "votes": {}, "agreed": 2.5 } } } ] });
    let mut workshop = workshop(&file);
    let clear = Command::Agree { item: Slot::new(0), criterion: "effort".into(), to: None };
    perform(&mut workshop, clear).unwrap();
    perform(&mut workshop, Command::Undo).unwrap();
    assert_eq!(items(&assert_survives_saving(workshop.workspace())), items(&open(&file)));
}

#[test]
fn a_gesture_of_several_facts_is_taken_back_from_the_last_to_the_first() {
    let fact = |from: u32, to: u32| {
        let agreed = json!({ "item": "pay", "criterion": "effort", "from": from, "to": to });
        json!({ "agreed": agreed })
    };
    let mut workshop = workshop(&json!({
        "items": [ { "id": "pay", "scores": { "effort": 5 } } ],
        "log": [ { "seq": 1, "events": [fact(1, 3), fact(3, 5)] } ]
    }));
    let effort = |workshop: &Workshop| workshop.workspace().items()[0].scores.value(&"effort".into());
    perform(&mut workshop, Command::Undo).unwrap();
    assert_eq!(effort(&workshop), Num::new(1.0));
    perform(&mut workshop, Command::Redo).unwrap();
    assert_eq!(effort(&workshop), Num::new(5.0));
}

#[test]
fn what_arrives_done_is_done_also_when_its_arrival_is_undone_and_redone() {
    let mut workshop = workshop(&json!({}));
    let done = item_from(&json!({ "id": "sso", "title": "SSO", "status": "done" }));
    perform(&mut workshop, Command::Add(vec![done])).unwrap();
    assert_eq!(workshop.workspace().items()[0].status, Status::Done);
    perform(&mut workshop, Command::Undo).unwrap();
    assert_eq!(workshop.workspace().items()[0].status, Status::Withdrawn);
    perform(&mut workshop, Command::Redo).unwrap();
    assert_eq!(workshop.workspace().items()[0].status, Status::Done);
    assert!(workshop.standing().candidates().is_empty());
}

#[test]
fn what_arrives_with_an_impossible_score_leaves_a_file_that_opens() {
    for effort in [9.0, 2.5, 0.0, -1.0] {
        let mut workshop = workshop(&json!({ "capacity": { "amount": 5, "unit": "points" } }));
        let scores = json!({ "customer_value": 1, "business_value": 1, "urgency": 1, "effort": effort });
        let arrival = item_from(&json!({ "title": "Dark mode", "scores": scores }));
        // 0 is no value; what is no step is refused.
        let is_taken = perform(&mut workshop, Command::Add(vec![arrival])).is_ok();
        assert_eq!(
            (is_taken, workshop.workspace().items().len()),
            (effort == 0.0, usize::from(effort == 0.0))
        );
        assert_eq!(workshop.standing().order(), [], "effort {effort} ranks nothing");
        assert_survives_saving(workshop.workspace());
    }
}

#[test]
fn an_arrival_keeps_its_own_id_before_another_is_named_after_its_title() {
    let mut workshop = workshop(&json!({}));
    let arrivals = [
        json!({ "title": "Pay" }),
        json!({ "id": "pay", "title": "Retry" }),
        json!({ "id": "refund", "depends_on": ["pay"] }),
    ];
    perform(&mut workshop, Command::Add(arrivals.iter().map(item_from).collect())).unwrap();
    let all: Vec<Slot> = slots(workshop.workspace()).collect();
    assert_eq!(ids(workshop.workspace(), &all), ["pay-2", "pay", "refund"]);
}

#[test]
fn undoing_what_another_framework_allowed_leaves_a_file_that_opens() {
    let mut workshop = workshop(&json!({
        "items": [ { "id": "pay", "scores": { "effort": 3 } } ],
        "log": [ { "seq": 1, "events": [
            { "agreed": { "item": "pay", "criterion": "effort", "from": 8, "to": 3 } }
        ] } ]
    }));
    assert!(matches!(perform(&mut workshop, Command::Undo), Err(Rejection::OffScale { .. })));
    assert_survives_saving(workshop.workspace());
}

#[test]
fn a_log_takes_entries_to_the_very_end_of_its_numbers() {
    for (left, numbered) in [(0, "log"), (1, "log"), (0, "revision"), (1, "revision")] {
        let seq = json!({ "seq": (1_u64 << 53) - left });
        let seq = if numbered == "log" { json!([seq]) } else { seq };
        let mut workshop = workshop(&json!({ "items": [ {} ], numbered: seq }));
        for (at, value) in [3.0, 5.0].into_iter().enumerate() {
            let done = workshop.perform(agree(0, "effort", value), Stamp::default());
            if (at as u64) < left {
                done.unwrap();
            } else {
                assert!(matches!(done, Err(Rejection::LogFull)));
            }
            assert_survives_saving(workshop.workspace());
        }
    }
}

/// A and B under a framework that asks for value alone; A is in, B is not.
fn value_alone(scale: &Value, a: f64, b: f64, capacity: &Value) -> Workshop {
    let criteria = json!([
        { "id": "value", "side": "business", "scale": scale },
        { "id": "effort", "side": "engineering", "scale": { "steps": [1, 2, 3] } }
    ]);
    let formula = json!({ "numerator": { "sum": [ { "criterion": "value" } ] } });
    let workshop = workshop(&json!({
        "framework": { "id": "value-alone", "criteria": criteria, "formula": formula, "effort": "effort" },
        "capacity": capacity,
        "items": [
            { "id": "a", "scores": { "value": a, "effort": 2 } },
            { "id": "b", "scores": { "value": b, "effort": 2 } }
        ]
    }));
    let inside: Vec<Slot> = workshop.standing().inside().collect();
    assert_eq!(inside, [Slot::new(0)]);
    workshop
}

fn ways_for_b(workshop: &Workshop) -> Vec<(usize, f64, bool)> {
    let ways = ways_in(workshop, Slot::new(1)).into_iter();
    ways.map(|way| (way.criterion, way.value.get(), way.or_more)).collect()
}

#[test]
fn the_end_of_a_scale_is_a_way_in_though_no_step_lands_on_it() {
    let scale = json!({ "min": 0, "max": 10, "step": 3 });
    let one_item = json!({ "amount": 1, "unit": "items" });
    let workshop = value_alone(&scale, 9.5, 1.0, &one_item);
    assert_eq!(ways_for_b(&workshop).first(), Some(&(0, 10.0, true)));
}

#[test]
fn less_effort_is_a_way_in_though_the_formula_does_not_ask_for_it() {
    let scale = json!({ "steps": [1, 2, 3] });
    let three_points = json!({ "amount": 3, "unit": "points" });
    let workshop = value_alone(&scale, 3.0, 1.0, &three_points);
    assert_eq!(ways_for_b(&workshop), [(1, 1.0, false)]);
}

#[test]
fn a_way_in_on_a_decimal_scale_is_a_number_that_people_write() {
    let scale = json!({ "min": 0, "step": 0.1 });
    let one_item = json!({ "amount": 1, "unit": "items" });
    let workshop = value_alone(&scale, 0.2, 0.1, &one_item);
    assert_eq!(ways_for_b(&workshop).first(), Some(&(0, 0.3, true)));
}
