//! Merges in the small: what is taken, what is told, what stays hidden.

mod cycles;

use serde_json::{Value, json};

use super::*;
use crate::domain::round::Paper;
use crate::domain::vote::Slip;

pub(super) fn open(file: &Value) -> Workspace {
    let head: Head = serde_json::from_str(&file.to_string()).unwrap();
    Workspace::load(head).unwrap().0
}

fn written_as(workspace: &Workspace) -> Value {
    serde_json::from_str(&serde_json::to_string(workspace.head()).unwrap()).unwrap()
}

/// A file as it is written once it was read.
fn read(file: &Value) -> Value {
    written_as(&open(file))
}

/// Merges what two sides made of a file. What comes of it, and the conflicts in words.
fn merged(base: &Value, ours: &Value, theirs: &Value) -> (Value, Vec<String>) {
    let merged = merge(Some(&open(base)), &open(ours), &open(theirs)).unwrap();
    let told = |conflict: &Conflict| {
        let title = conflict.title.as_ref().map_or(String::new(), |title| format!("{title}: "));
        format!("{title}{}: {}; {}", conflict.place(), conflict.values(), conflict.told())
    };
    (written_as(&merged.workspace), merged.conflicts.iter().map(told).collect())
}

/// A file with something changed.
fn with(file: &Value, pointer: &str, to: Value) -> Value {
    let mut file = file.clone();
    *file.pointer_mut(pointer).unwrap() = to;
    file
}

pub(super) fn base() -> Value {
    json!({
        "title": "Q1",
        "goals": [{"id": "g", "title": "Fewer calls", "target": 20, "baseline": 50}],
        "participants": [
            {"id": "ana", "side": "engineering"}, {"id": "bo", "side": "engineering"}, {"id": "raj", "side": "business"}
        ],
        "items": [
            {"id": "pay", "title": "Pay", "tags": ["a"], "scores": {"urgency": 3, "effort": {"votes": {"ana": 2}}}},
            {"id": "sso", "title": "SSO", "scores": {"effort": 3}},
            {"id": "old", "title": "Old"}
        ],
        "log": [{"seq": 1, "at": "2026-01-20T10:00:00Z", "kind": "call", "reason": "first"}]
    })
}

#[test]
fn what_one_side_changed_is_taken() {
    let ours = with(&with(&base(), "/title", json!("Q2")), "/items/0/scores/urgency", json!(5));
    let theirs = with(&base(), "/goals/0/target", json!(30));
    let theirs = with(&theirs, "/items/0/scores/effort", json!({"votes": {"ana": 2, "bo": 5}}));
    let (file, conflicts) = merged(&base(), &ours, &theirs);
    assert_eq!(conflicts, Vec::<String>::new());
    assert_eq!((&file["title"], &file["goals"][0]["target"]), (&json!("Q2"), &json!(30)));
    let scores = json!({"urgency": 5, "effort": {"votes": {"ana": 2, "bo": 5}}});
    assert_eq!(file["items"][0]["scores"], scores);
}

#[test]
fn additions_under_titles_that_begin_alike_are_two() {
    let adds = |title: &str| {
        let mut file = base();
        file["items"].as_array_mut().unwrap().push(json!({"title": title}));
        file
    };
    let ours = adds("Improve the onboarding of teams for agencies");
    let theirs = adds("Improve the onboarding of teams in the app");
    let (file, conflicts) = merged(&base(), &ours, &theirs);
    assert_eq!((file["items"].as_array().unwrap().len(), conflicts), (5, vec![]));
}

#[test]
fn what_both_changed_is_told_and_what_is_gone_and_changed_is_kept() {
    let mut ours = with(&base(), "/items/0/title", json!("Pay us"));
    ours["items"].as_array_mut().unwrap().remove(2);
    let theirs = with(&base(), "/items/0/title", json!("Pay them"));
    let mut theirs = with(&theirs, "/items/2/title", json!("Old but gold"));
    theirs["items"].as_array_mut().unwrap().remove(1);
    let (file, conflicts) = merged(&base(), &ours, &theirs);
    let titles: Vec<&str> =
        file["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Pay us", "Old but gold"]);
    let told = [
        "Pay us: title: Pay → ours Pay us, theirs Pay them; ours stands",
        "Old but gold: the item: changed; gone in ours, changed in theirs: kept",
    ];
    assert_eq!(conflicts, told);
}

#[test]
fn logs_go_together_by_time_and_references_follow() {
    let log = |entries: Value| {
        let mut log = base()["log"].as_array().unwrap().clone();
        log.extend(entries.as_array().unwrap().iter().cloned());
        with(&base(), "/log", json!(log))
    };
    let ours = log(json!([
        {"seq": 2, "at": "2026-01-20T11:00:00Z", "kind": "call", "reason": "ours"},
        {"seq": 3, "at": "2026-01-20T13:00:00Z", "kind": "reason", "about": 2,
         "events": [{"reasoned": {"entry": 2, "from": null, "to": "ours"}}]}
    ]));
    let theirs = log(json!([
        {"seq": 2, "at": "2026-01-20T12:00:00Z", "kind": "vision", "reason": "theirs"},
        {"seq": 3, "at": "2026-01-20T14:00:00Z", "kind": "undo", "about": 2}
    ]));
    let (file, conflicts) = merged(&base(), &ours, &theirs);
    assert_eq!(conflicts, Vec::<String>::new());
    let entries = file["log"].as_array().unwrap();
    let told = |entry: &Value| {
        let entry_of_event = entry["events"][0]["reasoned"]["entry"].as_u64();
        (
            entry["seq"].as_u64().unwrap(),
            entry["kind"].as_str().unwrap().to_owned(),
            entry["about"].as_u64(),
            entry_of_event,
        )
    };
    let expected = [
        (1, "call", None, None),
        (2, "call", None, None),
        (3, "vision", None, None),
        (4, "reason", Some(2), Some(2)),
        (5, "undo", Some(3), None),
    ];
    let expected = expected.map(|(seq, kind, about, entry)| (seq, kind.to_owned(), about, entry));
    assert_eq!(entries.iter().map(told).collect::<Vec<_>>(), expected);
    // Once more, and the other way round: nothing changes.
    assert_eq!(merged(&base(), &file, &theirs).0, file);
    assert_eq!(merged(&base(), &theirs, &ours).0, file);
}

#[test]
fn a_reason_that_was_given_on_both_sides_is_a_conflict() {
    let (ours, theirs) =
        (with(&base(), "/log/0/reason", json!("a")), with(&base(), "/log/0/reason", json!("b")));
    let (file, conflicts) = merged(&base(), &ours, &theirs);
    assert_eq!(file["log"].as_array().unwrap().len(), 1);
    assert_eq!(conflicts, ["log, #1, reason: first → ours a, theirs b; ours stands"]);
}

#[test]
fn what_is_voted_on_blind_stays_hidden() {
    let round = json!([{"side": "engineering", "attempt": 1, "voters": ["ana"], "aside": {"urgency": 3, "effort": {"votes": {"ana": 2}}}}]);
    let mut ours = with(&base(), "/items/0/scores", json!({}));
    ours["items"][0]["rounds"] = round;
    let theirs = with(&base(), "/items/0/scores/effort", json!({"votes": {"ana": 4, "bo": 5}}));
    let (file, conflicts) = merged(&base(), &ours, &theirs);
    assert_eq!(conflicts, Vec::<String>::new());
    assert_eq!(file["items"][0]["scores"], Value::Null, "nothing that the side votes on is in the open");
    let aside = json!({"urgency": 3, "effort": {"votes": {"ana": 4, "bo": 5}}});
    assert_eq!(file["items"][0]["rounds"][0]["aside"], aside);

    let ours = with(&ours, "/items/0/rounds/0/aside/urgency", json!(4));
    let theirs = with(&theirs, "/items/0/scores/urgency", json!(5));
    let (_, conflicts) = merged(&base(), &ours, &theirs);
    assert_eq!(conflicts, ["Pay: urgency, agreed: hidden until the reveal; ours stands"]);
}

/// Sealed answers of some participants on the effort.
pub(super) fn papers(answers: &[(&str, u32)]) -> Value {
    let paper = |(by, value): &(&str, u32)| {
        let slip = Slip { by: (*by).into(), value: Some((*value).into()), ..Slip::default() };
        Paper::sealed("effort".into(), &slip, 7)
    };
    json!(answers.iter().map(paper).collect::<Vec<Paper>>())
}

/// The file with a round of engineering on the first item.
fn in_round(answers: &[(&str, u32)]) -> Value {
    let mut file = with(&base(), "/items/0/scores", json!({}));
    let aside = json!({"urgency": 3, "effort": {"votes": {"ana": 2}}});
    file["items"][0]["rounds"] = json!([
        {"side": "engineering", "attempt": 1, "voters": ["ana", "bo"], "aside": aside, "papers": papers(answers)}
    ]);
    file
}

#[test]
fn an_answer_that_came_in_after_the_reveal_counts() {
    let before = json!({"slips": [{"by": "ana", "value": 2}]});
    let revealed = |slips: Value, votes: Value, agreed: Option<u32>| {
        let rounds = json!([before, {"attempt": 1, "slips": slips}]);
        let mut effort = json!({"votes": votes, "rounds": rounds});
        if let Some(agreed) = agreed {
            effort["agreed"] = json!(agreed);
        }
        with(&base(), "/items/0/scores/effort", effort)
    };
    let (ana, bo) = (json!({"by": "ana", "value": 4}), json!({"by": "bo", "value": 5}));
    let begun = in_round(&[("ana", 4)]);
    let answered = in_round(&[("ana", 4), ("bo", 5)]);
    for agreed in [None, Some(3)] {
        let over = revealed(json!([ana]), json!({"ana": 4}), agreed);
        let both = read(&revealed(json!([ana, bo]), json!({"ana": 4, "bo": 5}), agreed));
        assert_eq!(merged(&begun, &over, &answered), (both.clone(), vec![]));
        assert_eq!(merged(&begun, &answered, &over), (both.clone(), vec![]));
        // The same where they revealed it themselves.
        let theirs = revealed(json!([ana, bo]), json!({"ana": 4, "bo": 5}), None);
        assert_eq!(merged(&begun, &over, &theirs), (both, vec![]));
    }
}

#[test]
fn a_round_that_one_side_dropped_goes_on_with_what_the_other_was_answered() {
    let answered = in_round(&[("ana", 4)]);
    let (file, conflicts) = merged(&in_round(&[]), &base(), &answered);
    assert_eq!(file["items"], read(&answered)["items"]);
    assert_eq!(
        conflicts,
        ["Pay: rounds, engineering: hidden until the reveal; gone in ours, changed in theirs: kept"]
    );
}

#[test]
fn another_framework_on_one_side_takes_the_scores_of_the_other_along() {
    let mut ours = with(&base(), "/items/0/scores", json!({"effort": {"votes": {"ana": 2}}}));
    ours["framework"] = json!("value-effort");
    ours["items"][0]["shelf"] = json!({"four-factor": {"urgency": 3}});
    let theirs =
        with(&base(), "/items/0/scores", json!({"urgency": 5, "effort": {"votes": {"ana": 2, "bo": 3}}}));
    let (file, conflicts) = merged(&base(), &ours, &theirs);
    assert_eq!(conflicts, Vec::<String>::new());
    assert_eq!(file["framework"], "value-effort");
    assert_eq!(file["items"][0]["scores"], json!({"effort": {"votes": {"ana": 2, "bo": 3}}}));
    assert_eq!(file["items"][0]["shelf"], json!({"four-factor": {"urgency": 5}}));
}

#[test]
fn without_a_base_everything_is_new() {
    let ours = json!({"title": "Q1", "items": [{"id": "a", "title": "A"}]});
    let theirs = json!({"title": "Q1", "items": [{"id": "b", "title": "B"}]});
    let merged = merge(None, &open(&ours), &open(&theirs)).unwrap();
    assert_eq!(merged.conflicts, []);
    assert_eq!(merged.workspace.items().len(), 2);
}

/// The items of a file by their ids, with their statuses.
fn statuses(file: &Value) -> Vec<String> {
    let told = |item: &Value| {
        let status = item["status"].as_str().unwrap_or("open");
        format!("{} {status}", item["id"].as_str().unwrap())
    };
    file["items"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn two_items_that_were_merged_into_each_other_are_not_both_gone() {
    let gone = |at: usize, into: &str| {
        let mut file = base();
        (file["items"][at]["status"], file["items"][at]["merged_into"]) = (json!("merged"), json!(into));
        file
    };
    let (file, conflicts) = merged(&base(), &gone(0, "sso"), &gone(1, "pay"));
    assert_eq!(statuses(&file), ["pay merged", "sso open", "old open"]);
    assert_eq!(conflicts, ["SSO: the item: changed; changed in ours, gone in theirs: kept"]);
    // Into what the other side took back.
    let withdrawn = with(&base(), "/items/1", json!({"id": "sso", "title": "SSO", "status": "withdrawn"}));
    for (ours, theirs, whose) in [
        (gone(0, "sso"), withdrawn.clone(), "gone in ours, changed in theirs"),
        (withdrawn, gone(0, "sso"), "changed in ours, gone in theirs"),
    ] {
        let (file, conflicts) = merged(&base(), &ours, &theirs);
        assert_eq!(statuses(&file), ["pay open", "sso withdrawn", "old open"]);
        assert_eq!(conflicts, [format!("Pay: the item: changed; {whose}: kept")]);
    }
}

#[test]
fn what_was_taken_back_and_changed_is_kept_and_told() {
    let scored = with(&base(), "/items/1/scores/effort", json!(5));
    let withdrawn = with(
        &base(),
        "/items/1",
        json!({"id": "sso", "title": "SSO", "status": "withdrawn", "scores": {"effort": 3}}),
    );
    for (ours, theirs, whose) in [
        (&scored, &withdrawn, "changed in ours, gone in theirs"),
        (&withdrawn, &scored, "gone in ours, changed in theirs"),
    ] {
        let (file, conflicts) = merged(&base(), ours, theirs);
        assert_eq!(
            (statuses(&file)[1].as_str(), &file["items"][1]["scores"]["effort"]),
            ("sso open", &json!(5))
        );
        assert_eq!(conflicts, [format!("SSO: the item: changed; {whose}: kept")]);
    }
    assert_eq!(statuses(&merged(&base(), &base(), &withdrawn).0)[1], "sso withdrawn", "nobody changed it");
}

#[test]
fn where_a_side_votes_blind_its_framework_stands() {
    let mut reframed = base();
    reframed["framework"] = json!("value-effort");
    let voting = in_round(&[("ana", 4)]);
    for (ours, theirs, whose) in [
        (&voting, &reframed, "ours stands"),
        (&reframed, &voting, "theirs stands, as they vote blind under it"),
    ] {
        let (file, conflicts) = merged(&base(), ours, theirs);
        assert_eq!(file["framework"], "four-factor");
        assert_eq!(file["items"][0]["rounds"], read(&voting)["items"][0]["rounds"]);
        assert!(conflicts[0].starts_with("framework") && conflicts[0].ends_with(whose), "{conflicts:?}");
    }
}

#[test]
fn who_changed_the_framework_and_votes_under_it_is_no_conflict() {
    let mut both = in_round(&[("ana", 4)]);
    both["framework"] = json!("value-effort");
    let scored = with(&base(), "/items/1/scores/effort", json!(5));
    for (ours, theirs) in [(&both, &scored), (&scored, &both)] {
        let (file, conflicts) = merged(&base(), ours, theirs);
        assert_eq!((file["framework"].as_str(), conflicts), (Some("value-effort"), vec![]));
    }
}

#[test]
fn rounds_that_began_apart_stay_apart() {
    let over = with(
        &base(),
        "/items/0/scores/effort",
        json!({"votes": {"ana": 4},
        "rounds": [{"slips": [{"by": "ana", "value": 2}]}, {"attempt": 1, "slips": [{"by": "ana", "value": 4}]}]}),
    );
    let (file, _) = merged(&base(), &over, &in_round(&[("bo", 5)]));
    assert_eq!(file["items"][0]["rounds"][0]["papers"], papers(&[("bo", 5)]), "nobody revealed it");
}

#[test]
fn the_framework_of_a_merge_is_no_question_of_sides() {
    let reframed = |mut file: Value| {
        file["framework"] = json!("value-effort");
        file
    };
    let voting = in_round(&[("ana", 4)]);
    let framework = |base: &Value, ours: &Value, theirs: &Value| {
        let (file, conflicts) = merged(base, ours, theirs);
        (file["framework"].as_str().unwrap_or_default().to_owned(), conflicts.len())
    };
    // Both vote, under two frameworks.
    let also_voting = with(&base(), "/items/1", voting["items"][0].clone());
    let also_voting = with(&also_voting, "/items/1/id", json!("sso"));
    for (ours, theirs) in
        [(&reframed(voting.clone()), &also_voting), (&also_voting, &reframed(voting.clone()))]
    {
        let stands = ours["framework"].as_str().unwrap_or("four-factor").to_owned();
        assert_eq!(framework(&base(), ours, theirs), (stands, 1));
    }
    // Both changed it alike, and one votes.
    let alike = reframed(base());
    assert_eq!(framework(&base(), &reframed(voting.clone()), &alike), ("value-effort".to_owned(), 0));
    // What one side has revealed, nobody votes on any more.
    let slips = json!([{"by": "ana", "value": 4}]);
    let effort = json!({"votes": {"ana": 4}, "rounds": [{"attempt": 1, "slips": slips}]});
    let over = reframed(with(&base(), "/items/0/scores/effort", effort));
    let scored = with(&voting, "/items/1/scores/effort", json!(5));
    for (ours, theirs) in [(&over, &scored), (&scored, &over), (&voting, &over)] {
        assert_eq!(framework(&voting, ours, theirs), ("value-effort".to_owned(), 0));
    }
}

#[test]
fn a_round_that_was_revealed_under_another_framework_is_over() {
    let slips = json!([{"by": "ana", "value": 4}]);
    let effort = json!({"votes": {"ana": 4}, "rounds": [{"attempt": 1, "slips": slips}]});
    let voting = in_round(&[("ana", 4)]);
    let mut revealed = with(&base(), "/items/0/scores/effort", effort);
    // Rice counts effort in months: what was voted on waits on the shelf.
    let scores = revealed["items"][0]["scores"].clone();
    revealed["items"][0]["scores"] = json!({});
    revealed["items"][0]["shelf"] = json!({"four-factor": scores});
    revealed["framework"] = json!("rice");
    let answered = in_round(&[("ana", 4), ("bo", 5)]);
    for (ours, theirs) in [(&revealed, &answered), (&answered, &revealed)] {
        let (file, conflicts) = merged(&voting, ours, theirs);
        assert_eq!((file["framework"].as_str(), conflicts), (Some("rice"), vec![]));
        assert_eq!(file["items"][0]["rounds"], Value::Null, "nobody votes any more");
        assert_eq!(file["items"][0]["shelf"]["four-factor"]["effort"]["votes"], json!({"ana": 4, "bo": 5}));
    }
}
