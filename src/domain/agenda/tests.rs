//! The agenda and its clock, by what the header and the log say.

use super::edit::Change;
use super::turn::Turn;
use super::*;
use crate::domain::command::{Command, Rejection};
use crate::domain::telling::tell;
use crate::domain::tradeoff::{Cause, Datum, Stamp};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;

fn workshop(text: &str) -> Workshop {
    Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0)
}

/// So many seconds after ten.
fn at(seconds: i64) -> Moment {
    let ten: Moment = "2026-01-20T10:00:00+01:00".parse().unwrap();
    ten + chrono::TimeDelta::seconds(seconds)
}

/// Lets the clock do something, and says what the log says of it.
fn turn(workshop: &mut Workshop, turn: Turn, seconds: i64) -> Result<String, Rejection> {
    let gesture = workshop.perform(Command::Clock(turn, at(seconds)), Stamp::default())?;
    Ok(tell(workshop.workspace(), &gesture.entry).headline())
}

fn plan(workshop: &mut Workshop, change: Change) -> Result<String, Rejection> {
    let gesture = workshop.perform(Command::Plan(change), Stamp::default())?;
    Ok(tell(workshop.workspace(), &gesture.entry).headline())
}

fn begin(id: &str) -> Turn {
    Turn::Begin(id.into())
}

fn stage(workshop: &Workshop, id: &str) -> Stage {
    let agenda = workshop.workspace().agenda();
    agenda.stages[agenda.place(&id.into()).unwrap()].clone()
}

fn ids(workshop: &Workshop) -> String {
    let stages = workshop.workspace().agenda().stages.iter();
    stages.map(|stage| stage.id.as_str()).collect::<Vec<_>>().join(" ")
}

/// What the clock shows: the stage, and what is left of it.
fn shown(workshop: &Workshop, seconds: i64) -> String {
    workshop.workspace().agenda().reading(Some(at(seconds))).map_or_else(String::new, |reading| {
        let paused = if reading.paused { " paused" } else { "" };
        format!("{}/{} {} {}{paused}", reading.index + 1, reading.of, reading.stage.title, face(reading.left))
    })
}

#[test]
fn a_clock_that_everybody_left_running_is_forgotten_where_they_were_gone() {
    let mut workshop = workshop("{}");
    let hour = 3600;
    let forgotten = |workshop: &Workshop, gestures: &[i64], now: i64| {
        let gestures: Vec<Moment> = gestures.iter().map(|seconds| at(*seconds)).collect();
        let end = workshop.workspace().agenda().forgotten(&gestures, at(now));
        end.map(|end| (end - at(0)).num_seconds())
    };
    assert_eq!(forgotten(&workshop, &[], 99 * hour), None, "no clock runs");
    turn(&mut workshop, begin("frame"), 0).unwrap();
    // Five minutes are planned.
    for (gestures, now, end) in [
        (&[][..], 4 * hour, None),
        (&[], 5 * hour, Some(300)),
        (&[60], 5 * hour, Some(300)),
        (&[600], 5 * hour, Some(600)),
        (&[600, 4 * hour], 5 * hour, None),
        (&[600, 9 * hour], 9 * hour, Some(600)),
        (&[600, 3 * hour, 6 * hour], 20 * hour, Some(6 * hour)),
    ] {
        assert_eq!(forgotten(&workshop, gestures, now), end, "{gestures:?} {now}");
    }
}

const ALL: &str = "frame discover impact effort disputes commit recap";

#[test]
fn the_standard_agenda_has_a_timebox_questions_and_a_place_for_each_stage() {
    let agenda = Agenda::standard();
    let minutes: Vec<u32> = agenda.stages.iter().map(|stage| stage.minutes).collect();
    assert_eq!(minutes, [5, 10, 15, 15, 15, 15, 5]);
    for stage in &agenda.stages {
        assert!(stage.pane.is_some() && stage.timing == Timing::default(), "{}", stage.id);
        assert!((3..=4).contains(&stage.prompts.len()), "{}", stage.id);
        for prompt in &stage.prompts {
            assert!(prompt.chars().count() <= 76 && !prompt.contains('!'), "{prompt}");
        }
    }
    assert_eq!(agenda.left(None), 80 * 60);
    let mut settled = agenda.clone();
    settle(&mut settled, &mut Vec::new()).unwrap();
    assert_eq!(settled, *agenda);
}

#[test]
fn a_span_is_shown_as_a_clock_shows_it() {
    for (seconds, shown) in [
        (0, "00:00"),
        (59, "00:59"),
        (462, "07:42"),
        (3_599, "59:59"),
        (3_600, "1:00:00"),
        (-30, "-0:30"),
        (-754, "-12:34"),
        (-36_061, "-10:01:01"),
    ] {
        assert_eq!(face(seconds), shown);
    }
}

#[test]
fn time_passes_stands_still_and_is_extended() {
    let mut workshop = workshop("{}");
    let mut seen = Vec::new();
    for (seconds, what) in [
        (0, Some(begin("frame"))),
        (60, None),
        (270, Some(Turn::Pause(true))),
        (900, None),
        (900, Some(Turn::Pause(false))),
        (929, None),
        (930, None),
        (960, None),
        (960, Some(Turn::Extend(5))),
        (1_260, Some(Turn::Next)),
        (1_300, Some(Turn::Next)),
        (1_400, Some(Turn::Pause(true))),
        (1_500, Some(Turn::Next)),
        (1_600, Some(Turn::Mark("effort".into(), true))),
        (1_700, None),
    ] {
        let told = what.map(|what| turn(&mut workshop, what, seconds).unwrap());
        seen.push((told.unwrap_or_default(), shown(&workshop, seconds)));
    }
    let expected = [
        ("Frame begins · 5 min", "1/7 Frame 05:00"),
        ("", "1/7 Frame 04:00"),
        ("clock paused in Frame · 00:30 left", "1/7 Frame 00:30 paused"),
        ("", "1/7 Frame 00:30 paused"),
        ("clock goes on in Frame · 00:30 left", "1/7 Frame 00:30"),
        ("", "1/7 Frame 00:01"),
        ("", "1/7 Frame 00:00"),
        ("", "1/7 Frame -0:30"),
        ("Frame gets 5 min more", "1/7 Frame 04:30"),
        ("Frame ends after 11 of 5 +5 min, Discover begins · 10 min", "2/7 Discover 10:00"),
        ("Discover ends after 40 s of 10 min, Impact begins · 15 min", "3/7 Impact 15:00"),
        ("clock paused in Impact · 13:20 left", "3/7 Impact 13:20 paused"),
        ("Impact ends after 2 of 15 min, Effort begins · 15 min", "4/7 Effort 15:00"),
        ("Effort ends after 2 of 15 min", ""),
        ("", ""),
    ];
    let expected = expected.map(|(told, shown)| (told.to_owned(), shown.to_owned()));
    assert_eq!(seen, expected);
    let done: Vec<bool> =
        workshop.workspace().agenda().stages.iter().map(|stage| stage.timing.done).collect();
    assert_eq!(done, [true, true, true, true, false, false, false]);
    assert_eq!((stage(&workshop, "frame").taken(None), stage(&workshop, "frame").given()), (630, 600));
}

#[test]
fn whoever_comes_back_to_a_stage_has_the_time_that_was_left() {
    let mut workshop = workshop("{}");
    let mut told = Vec::new();
    for (seconds, what) in [
        (0, begin("impact")),
        (300, begin("frame")),
        (330, begin("impact")),
        (1_200, Turn::Mark("impact".into(), true)),
        (1_200, begin("impact")),
        (1_260, Turn::Mark("frame".into(), true)),
        (1_260, Turn::Mark("frame".into(), false)),
        (1_300, Turn::Mark("impact".into(), false)),
    ] {
        told.push(turn(&mut workshop, what, seconds).map_err(|why| why.to_string()));
    }
    let expected = [
        Ok("Impact begins · 15 min"),
        Ok("Impact ends after 5 of 15 min, Frame begins · 5 min"),
        Ok("Frame ends after 30 s of 5 min, Impact goes on · 10:00 left"),
        Ok("Impact ends after 20 of 15 min"),
        Ok("Impact begins again · 15:30 left"),
        Ok("Frame is done"),
        Ok("Frame is not done any more"),
        Err("nothing to change: it is so already"),
    ];
    let expected: Vec<Result<String, String>> =
        expected.into_iter().map(|told| told.map(str::to_owned).map_err(str::to_owned)).collect();
    assert_eq!(told, expected);
    assert_eq!(shown(&workshop, 1_260), "3/7 Impact 14:30");
}

#[test]
fn what_the_clock_cannot_do_is_said_and_changes_nothing() {
    let done = r#"{"agenda":{"stages":[{"title":"Frame","minutes":5,"done":true}]}}"#;
    for (text, what, why) in [
        ("{}", Turn::Pause(true), "the clock is on no stage"),
        ("{}", Turn::Extend(5), "the clock is on no stage"),
        ("{}", begin("lunch"), "the agenda has no stage lunch"),
        ("{}", Turn::Mark("lunch".into(), true), "the agenda has no stage lunch"),
        ("{}", Turn::Mark("frame".into(), false), "nothing to change: it is so already"),
        ("{}", Turn::StartOver, "nothing to change: it is so already"),
        (done, Turn::Next, "the agenda is done"),
        (r#"{"agenda":{}}"#, Turn::Next, "the agenda is done"),
    ] {
        let mut workshop = workshop(text);
        let before = workshop.workspace().clone();
        assert_eq!(turn(&mut workshop, what, 0).unwrap_err().to_string(), why);
        assert_eq!(*workshop.workspace(), before);
    }
}

#[test]
fn the_last_stage_ends_and_the_agenda_starts_over() {
    let mut workshop = workshop(
        r#"{"agenda":{"note":1,"stages":[{"id":"a","title":"A","minutes":1,"room":2},{"title":"B b","minutes":2},{"title":"C","minutes":3}]}}"#,
    );
    let file = serde_json::to_string(workshop.workspace().head()).unwrap();
    for (seconds, told) in [
        (0, "A begins · 1 min"),
        (60, "A ends after 1 of 1 min, B b begins · 2 min"),
        (120, "B b ends after 1 of 2 min, C begins · 3 min"),
        (450, "C ends after 6 of 3 min"),
    ] {
        assert_eq!(turn(&mut workshop, Turn::Next, seconds).unwrap(), told);
    }
    assert_eq!(workshop.workspace().agenda().left(Some(at(450))), 0);
    assert_eq!(turn(&mut workshop, Turn::StartOver, 500).unwrap(), "the agenda starts over");
    let mut again = workshop.workspace().head().clone();
    again.log = crate::domain::chunked::Chunked::default();
    assert_eq!(serde_json::to_string(&again).unwrap(), file, "what is not known is kept");
}

#[test]
fn a_plan_is_changed_told_and_taken_back() {
    let mut workshop = workshop("{}");
    let impact = stage(&workshop, "impact");
    let lunch = Stage { title: " Lunch ".to_owned(), minutes: 30, ..Stage::default() };
    let prompts = vec![" Who? ".to_owned(), " ".to_owned()];
    let mut told = Vec::new();
    for change in [
        Change::Edit(Stage { minutes: 20, ..impact.clone() }),
        Change::Edit(Stage { title: "Value".to_owned(), minutes: 20, pane: None, ..impact.clone() }),
        Change::Edit(Stage { title: "Value".to_owned(), minutes: 20, pane: None, prompts, ..impact }),
        Change::Add(lunch.clone(), Some("impact".into())),
        Change::Add(lunch, None),
        Change::Move("lunch".into(), 5),
        Change::Remove("lunch-2".into()),
        Change::Remove("recap".into()),
    ] {
        told.push(plan(&mut workshop, change).unwrap());
    }
    assert_eq!(
        told,
        [
            "agenda: Impact 15 → 20 min",
            "agenda: Impact is called Value, leads to nowhere",
            "agenda: Value asks something else",
            "agenda: Lunch added · 30 min",
            "agenda: Lunch added · 30 min",
            "agenda: Effort comes before Lunch",
            "agenda: Lunch removed",
            "agenda: Recap removed",
        ]
    );
    assert_eq!(ids(&workshop), "frame discover impact effort lunch disputes commit");
    assert_eq!(stage(&workshop, "impact").prompts, ["Who?"]);
    for _ in 0..8 {
        workshop.perform(Command::Undo, Stamp::default()).unwrap();
    }
    assert_eq!((ids(&workshop).as_str(), &workshop.workspace().head().agenda), (ALL, &None));
    let redone = workshop.perform(Command::Redo, Stamp::default()).unwrap().entry;
    assert_eq!(tell(workshop.workspace(), &redone).headline(), "redo: agenda: Impact 15 → 20 min");
}

#[test]
fn what_cannot_be_planned_is_said() {
    let mut workshop = workshop("{}");
    turn(&mut workshop, begin("effort"), 0).unwrap();
    let of = |title: &str, minutes| Stage { title: title.to_owned(), minutes, ..Stage::default() };
    for (change, why) in [
        (Change::Add(of(" ", 5), None), "a stage needs a title"),
        (Change::Add(of("Lunch", 0), None), "a stage takes 1 to 10080 minutes"),
        (Change::Add(of("Lunch", 10_081), None), "a stage takes 1 to 10080 minutes"),
        (Change::Add(of("Lunch", 5), Some("tea".into())), "the agenda has no stage tea"),
        (Change::Remove("tea".into()), "the agenda has no stage tea"),
        (Change::Move("frame".into(), 0), "nothing to change: it is so already"),
        (
            Change::Remove("effort".into()),
            "the clock is on Effort: start another stage, or mark it as done first",
        ),
    ] {
        assert_eq!(plan(&mut workshop, change).unwrap_err().to_string(), why);
    }
    assert_eq!(workshop.workspace().log().len(), 1);
}

#[test]
fn undo_takes_back_what_was_planned_and_leaves_the_clock_alone() {
    let mut workshop = workshop(r#"{"framework":"value-effort","items":[{"id":"a","title":"A"}]}"#);
    let impact = stage(&workshop, "impact");
    plan(&mut workshop, Change::Edit(Stage { minutes: 20, ..impact })).unwrap();
    turn(&mut workshop, begin("impact"), 0).unwrap();
    let slot = workshop.workspace().slot(&"a".into()).unwrap();
    let to = crate::domain::number::Num::new(3.0);
    workshop
        .perform(Command::Agree { item: slot, criterion: "impact".into(), to }, Stamp::default())
        .unwrap();
    turn(&mut workshop, Turn::Extend(5), 60).unwrap();
    assert_eq!(shown(&workshop, 120), "3/7 Impact 23:00");
    let mut undo = |what: &str| {
        let entry = workshop.perform(Command::Undo, Stamp::default()).unwrap().entry;
        assert!(tell(workshop.workspace(), &entry).headline().starts_with(what));
        shown(&workshop, 120)
    };
    assert_eq!(undo("undo: impact of A 3 → not scored"), "3/7 Impact 23:00");
    // What is left follows what is planned; what was taken and added stays.
    assert_eq!(undo("undo: agenda: Impact 20 → 15 min"), "3/7 Impact 18:00");
    assert_eq!(workshop.history().undoable(), None);
    assert!(workshop.workspace().head().agenda.is_some(), "the clock is remembered");
}

#[test]
fn a_stage_that_the_clock_is_on_is_not_taken_away_by_undo() {
    let mut workshop = workshop("{}");
    let lunch = Stage { title: "Lunch".to_owned(), minutes: 30, ..Stage::default() };
    plan(&mut workshop, Change::Add(lunch, Some("recap".into()))).unwrap();
    turn(&mut workshop, begin("lunch"), 0).unwrap();
    let refused = workshop.perform(Command::Undo, Stamp::default()).unwrap_err().to_string();
    assert_eq!(refused, "the clock is on Lunch: start another stage, or mark it as done first");
    turn(&mut workshop, Turn::Next, 600).unwrap();
    workshop.perform(Command::Undo, Stamp::default()).unwrap();
    assert_eq!(ids(&workshop), ALL);
    // Even its entries are told when it is gone.
    let told: Vec<String> =
        workshop.workspace().log().iter().map(|entry| tell(workshop.workspace(), entry).headline()).collect();
    assert_eq!(told[1..3], ["lunch begins · 30 min", "lunch ends after 10 of 30 min"]);
    workshop.perform(Command::Redo, Stamp::default()).unwrap();
    assert_eq!(stage(&workshop, "lunch").timing, Timing::default());
}

#[test]
fn a_clock_that_was_set_back_takes_nothing_away() {
    let mut workshop = workshop("{}");
    turn(&mut workshop, begin("frame"), 600).unwrap();
    assert_eq!(shown(&workshop, 0), "1/7 Frame 05:00");
    turn(&mut workshop, Turn::Pause(true), 0).unwrap();
    assert_eq!(shown(&workshop, 9_999), "1/7 Frame 05:00 paused");
}

#[test]
fn entries_say_what_changed_for_other_programs() {
    let mut workshop = workshop("{}");
    let text = |text: &str| Some(Datum::Text(text.to_owned()));
    let number = |number: u32| Some(Datum::Number(number.into()));
    let of = |field: &str, from, to| Cause { field: field.to_owned(), from, to, ..Cause::default() };
    let impact = stage(&workshop, "impact");
    let at = |turn: Turn| Command::Clock(turn, at(0));
    for (command, cause) in [
        (at(begin("frame")), of("agenda.frame", text("open"), text("running"))),
        (at(Turn::Extend(5)), of("agenda.frame", number(5), number(10))),
        (at(Turn::Pause(true)), of("agenda.frame", text("running"), text("paused"))),
        (at(Turn::Next), of("agenda.discover", text("open"), text("running"))),
        (
            Command::Plan(Change::Edit(Stage { minutes: 20, ..impact })),
            of("agenda", text("Impact 15 min"), text("Impact 20 min")),
        ),
        (Command::Plan(Change::Move("recap".into(), 0)), of("agenda", text("Frame"), text("Recap"))),
        (Command::Plan(Change::Remove("recap".into())), of("agenda", text("Recap 5 min"), None)),
    ] {
        let entry = workshop.perform(command, Stamp::default()).unwrap().entry;
        assert_eq!(entry.cause.as_deref(), Some(&cause));
        let line = serde_json::to_string(&entry).unwrap();
        assert_eq!(serde_json::from_str::<crate::domain::tradeoff::Entry>(&line).unwrap(), entry);
    }
}

#[test]
fn an_agenda_in_a_file_is_checked_and_completed() {
    let load = |stages: &str| {
        let text = format!(r#"{{"agenda":{{"stages":[{stages}]}}}}"#);
        let head = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        Workspace::load(head).map_err(|flaw| flaw.to_string())
    };
    for (stages, why) in [
        (r#"{"title":"A"}"#, "agenda.stages[0].minutes: a stage takes 1 to 10080 minutes"),
        (r#"{"minutes":5},{"minutes":10081}"#, "agenda.stages[1].minutes: a stage takes 1 to 10080 minutes"),
        (r#"{"minutes":5,"extended":20000}"#, "agenda.stages[0].extended: up to 10080 minutes are added"),
        (
            r#"{"id":"a","minutes":5},{"id":"a","minutes":5}"#,
            "agenda.stages[1].id: a is already the id of stages[0]",
        ),
    ] {
        assert_eq!(load(stages).unwrap_err(), why);
    }
    assert!(load(r#"{"minutes":5,"pane":"kitchen"}"#).unwrap_err().contains("unknown variant `kitchen`"));
    let running = r#""minutes":5,"since":"2026-01-20T10:00:00+01:00","paused":true"#;
    let (workspace, notices) =
        load(&format!(r#"{{"title":"Tea",{running}}},{{"title":"Tea",{running}}},{{"minutes":1}}"#)).unwrap();
    let workshop = Workshop::new(workspace);
    assert_eq!(ids(&workshop), "tea tea-2 item");
    assert_eq!(shown(&workshop, 60), "1/3 Tea 04:00");
    assert_eq!(notices[0].what, "the clock is on one stage at a time: it is not on Tea");
}
