//! Differences in the small: each is told once, in its place, and what is hidden is not.

use serde_json::{Value, json};

use super::*;
use crate::domain::workspace::{Head, Workspace};

fn open(file: &Value) -> Workshop {
    let head: Head = serde_json::from_str(&file.to_string()).unwrap();
    Workshop::new(Workspace::load(head).unwrap().0)
}

fn base() -> Value {
    json!({
        "title": "Q1", "framework": "value-effort", "capacity": {"amount": 2, "unit": "items"},
        "goals": [{"id": "g", "title": "Fewer calls", "target": 20}],
        "participants": [{"id": "ana", "name": "Ana", "side": "engineering"}],
        "agenda": {"stages": [{"id": "frame", "title": "Frame", "minutes": 5, "prompts": ["Who?"]}]},
        "items": [
            {"id": "a", "title": "A", "scores": {"impact": 5, "effort": 1}},
            {"id": "b", "title": "B", "scores": {"impact": 4, "effort": {"votes": {"ana": 1}}}},
            {"id": "c", "title": "C", "scores": {"impact": 3, "effort": 1}},
            {"id": "d", "title": "D"}
        ],
        "log": [{"seq": 1, "kind": "call", "reason": "one"}]
    })
}

fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut file = base();
    change(&mut file);
    file
}

#[test]
fn the_same_is_no_difference_whatever_the_file_was_saved_as() {
    let (one, other) =
        (open(&base()), open(&changed(|file| file["revision"] = json!({"seq": 1, "chain": "x"}))));
    assert!(compare(&one, &other).is_empty());
}

#[test]
fn who_crossed_moved_came_and_went_is_told_once() {
    let after = changed(|file| {
        file["items"][2]["scores"]["impact"] = json!(5);
        file["items"][1]["scores"]["effort"] = json!({"votes": {"ana": 3, "bo": 3}});
        file["items"][3] = json!({"id": "e", "title": "E", "scores": {"impact": 2, "effort": 1}});
    });
    let (before, after) = (open(&base()), open(&after));
    let found = compare(&before, &after);
    let ids = |places: &[Place<'_>]| -> Vec<String> {
        places.iter().map(|place| place.item.id.to_string()).collect()
    };
    assert_eq!((ids(&found.entered), ids(&found.left)), (vec!["c".to_owned()], vec!["b".to_owned()]));
    assert_eq!(ids(&found.moved), Vec::<String>::new());
    assert_eq!(ids(&found.new), ["e"]);
    assert_eq!(found.new[0].rank, [None, Some(3)]);
    assert_eq!(
        found.gone.iter().map(|gone| (gone.place.item.id.as_str(), gone.how)).collect::<Vec<_>>(),
        [("d", End::Missing)]
    );
    let scored: Vec<(&str, &str)> = found
        .rescored
        .iter()
        .flat_map(|scored| {
            scored.scores.iter().map(|score| (scored.item.id.as_str(), score.criterion.as_str()))
        })
        .collect();
    assert_eq!(scored, [("b", "effort"), ("c", "impact")]);
    let votes: Vec<(&str, [Option<Num>; 2])> =
        found.rescored[0].scores[0].votes.iter().map(|vote| (vote.by.as_str(), vote.value)).collect();
    let (one, three) = (Some(Num::from(1)), Some(Num::from(3)));
    assert_eq!(votes, [("ana", [one, three]), ("bo", [None, three])]);
}

#[test]
fn whoever_moved_furthest_is_told_first() {
    let after = changed(|file| {
        file["items"][0]["scores"]["impact"] = json!(1);
        file["capacity"] = Value::Null;
    });
    let before = changed(|file| file["capacity"] = Value::Null);
    let (before, after) = (open(&before), open(&after));
    let found = compare(&before, &after);
    let moved: Vec<(&str, [Option<usize>; 2])> =
        found.moved.iter().map(|place| (place.item.id.as_str(), place.rank)).collect();
    assert_eq!(moved, [("a", [Some(1), Some(3)]), ("b", [Some(2), Some(1)]), ("c", [Some(3), Some(2)])]);
}

#[test]
fn settings_are_told_in_words() {
    type Change = fn(&mut Value);
    let cases: [(Change, &str, &str); 10] = [
        (|file| file["title"] = json!("Q2"), "title", "title Q1 → Q2"),
        (|file| file["framework"] = json!("wsjf"), "framework", "framework value-effort → wsjf"),
        (|file| file["capacity"]["amount"] = json!(3), "capacity", "capacity 2 → 3 items"),
        (|file| file["goals"][0]["target"] = json!(30), "goals", "goal Fewer calls: target 20 → 30"),
        (|file| file["goals"] = json!([]), "goals", "goal Fewer calls removed"),
        (|file| file["participants"][0]["name"] = json!("Anna"), "participants", "Ana is called Anna"),
        (|file| file["review"] = json!("2026-04-01"), "review", "review date not set → 2026-04-01"),
        (|file| file["cycles"] = json!([{"id": "2025-Q4"}]), "cycles", "cycle 2025-Q4 closed"),
        (|file| file["colour"] = json!(1.10), "colour", "colour changed"),
        (
            |file| file["agenda"]["stages"][0]["prompts"] = json!(["Who else?"]),
            "agenda",
            "agenda: Frame asks something else",
        ),
    ];
    for (change, field, told) in cases {
        let (before, mut after) = (open(&base()), base());
        change(&mut after);
        let after = open(&after);
        let settings = compare(&before, &after).settings;
        let found: Vec<(&str, &str)> =
            settings.iter().map(|setting| (setting.field.as_str(), setting.told.as_str())).collect();
        assert_eq!(found, [(field, told)]);
    }
}

#[test]
fn what_is_voted_on_blind_is_named_and_not_told() {
    let round = json!([{"side": "engineering", "attempt": 1, "voters": ["ana"], "aside": {"effort": 5}}]);
    let after = changed(|file| {
        file["items"][0]["scores"] = json!({"impact": 5});
        file["items"][0]["rounds"] = round;
    });
    let (before, after) = (open(&base()), open(&after));
    for found in [compare(&before, &after), compare(&after, &before)] {
        let score = &found.rescored[0].scores[0];
        assert!(score.hidden && score.value == [None; 2] && score.votes.is_empty(), "{score:?}");
        let told = [&found.entered, &found.left, &found.moved];
        let moved: Vec<&str> = told.into_iter().flatten().map(|place| place.item.id.as_str()).collect();
        assert!(
            !moved.contains(&"a") && moved.contains(&"c"),
            "the others move and nothing is told of a: {moved:?}"
        );
    }
}

#[test]
fn entries_are_counted_by_what_they_say_and_not_by_number() {
    let with = |reason: &str, seq: u64| {
        changed(|file| file["log"] = json!([file["log"][0], {"seq": seq, "kind": "vision", "at": reason}]))
    };
    let (before, after) = (with("2026-01-20T10:00:00Z", 2), with("2026-01-20T11:00:00Z", 2));
    let same = with("2026-01-20T10:00:00Z", 7);
    assert_eq!(compare(&open(&before), &open(&after)).log, [1, 1]);
    assert_eq!(compare(&open(&before), &open(&same)).log, [0, 0]);
    assert_eq!(compare(&open(&base()), &open(&after)).log, [0, 1]);
}

#[test]
fn other_fields_are_named() {
    let after = changed(|file| {
        file["items"][0]["mood"] = json!("glad");
        file["items"][0]["owner"] = json!("Ana");
        file["items"][0]["status"] = json!("done");
    });
    let (before, after) = (open(&base()), open(&after));
    let found = compare(&before, &after);
    assert_eq!(found.edited[0].others, ["mood"]);
    assert_eq!(found.edited[0].facets.len(), 1);
    assert_eq!(found.placed[0].items.map(|item| item.status), [Status::Open, Status::Done]);
}
