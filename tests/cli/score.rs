//! `cutline score`

use serde_json::{Value, json};

use super::{Desk, WORKSPACE};

fn desk() -> Desk {
    Desk::with("w.json", WORKSPACE)
}

#[test]
fn the_entry_has_the_published_shape() {
    let mut entry = desk().json(&["score", "w.json", "pay", "effort=5", "--reason", "the ledger"]);
    assert!(entry["at"].is_string());
    entry["at"] = Value::Null;
    let expected = json!({
        "seq": 1, "at": null, "by": null, "side": "engineering", "kind": "score", "item": "pay",
        "cause": {"field": "effort", "from": 2, "to": 5},
        "rank": {"from": 1, "to": 2}, "score": {"from": 7.5, "to": 3},
        "hidden": false, "entered": [], "left": ["pay"], "inversions": [], "put_off": {}, "reason": "the ledger", "about": null,
        "owner": null, "what": null, "alternatives": [], "disappointed": []
    });
    assert_eq!(entry, expected);
}

#[test]
fn people_read_who_came_in_and_who_fell_out() {
    let desk = desk();
    let says = |arguments: &[&str]| desk.run(arguments).done().stdout;
    assert_eq!(
        says(&["score", "w.json", "pay", "effort=5"]),
        "effort of Fix payments 2 → 5 · #1 → #2 · falls out\n  why: no reason given\n"
    );
    assert_eq!(
        says(&["score", "w.json", "sso", "effort=1", "--reason", "a library does it"]),
        "effort of SSO 3 → 1 · #3 → #1 · comes in\n  why: a library does it\n"
    );
    assert_eq!(
        says(&["score", "w.json", "onb", "effort="]),
        "effort of Onboarding 3 → not scored · #2 → no rank · falls out\n  why: no reason given\n"
    );
}

#[test]
fn what_was_scored_is_in_the_file_and_nothing_lies_beside_it() {
    let desk = desk();
    desk.run(&["score", "w.json", "dark", "effort=1", "business_value=2", "urgency=1"]).done();
    let file: Value = serde_json::from_str(&desk.read("w.json")).unwrap();
    let scores = json!({"customer_value": 2, "effort": 1, "business_value": 2, "urgency": 1});
    assert_eq!(file["items"][3]["scores"], scores);
    assert_eq!((file["log"].as_array().unwrap().len(), desk.files()), (3, vec!["w.json".to_owned()]));
}

#[test]
fn several_assignments_give_a_list() {
    let entries = desk().json(&["score", "w.json", "dark", "effort=1", "Business value=2"]);
    let fields: Vec<&Value> = entries.as_array().unwrap().iter().map(|e| &e["cause"]["field"]).collect();
    assert_eq!(fields, ["effort", "business_value"]);
}

#[test]
fn all_of_them_are_done_or_none() {
    let desk = desk();
    let answer = desk.run(&["score", "w.json", "dark", "effort=1", "urgency=9"]);
    answer.failed(2, &["w.json: 9 is not on the scale of Urgency: 1, 2, 3, 4, 5"]);
    assert_eq!((desk.read("w.json").as_str(), desk.files()), (WORKSPACE, vec!["w.json".to_owned()]));
}

#[test]
fn what_is_so_already_is_no_failure_and_no_entry() {
    let desk = desk();
    let answer = desk.run(&["score", "w.json", "pay", "effort=2", "--json"]).done();
    assert_eq!((answer.json(), desk.read("w.json").as_str()), (Value::Null, WORKSPACE));
    assert!(answer.stderr.contains("note: effort=2: nothing to change"), "{}", answer.stderr);
}

#[test]
fn a_participant_votes() {
    let desk = desk();
    let entry = desk.json(&["score", "w.json", "SHOP-1", "effort=3", "--as", "Ana"]);
    assert_eq!((&entry["kind"], &entry["by"]), (&json!("vote"), &json!("ana")));
    let file: Value = serde_json::from_str(&desk.read("w.json")).unwrap();
    assert_eq!(file["items"][0]["scores"]["effort"], json!({"votes": {"ana": 3}, "agreed": 2}));
    for (who, words) in [
        ("raj", "Effort is scored by engineering, and Raj is not on that side"),
        ("mia", "help: the participants are ana, raj"),
    ] {
        desk.run(&["score", "w.json", "pay", "effort=4", "--as", who]).failed(2, &[words]);
    }
}

#[test]
fn items_are_found_by_what_people_call_them() {
    for (word, id) in [("onb", "onb"), ("shop-2", "onb"), ("DARK MODE", "dark"), ("fix p", "pay")] {
        let entry = desk().json(&["score", "w.json", word, "urgency=1"]);
        assert_eq!(entry["item"], id, "{word}");
    }
    let answers = [
        ("thing", "urgency=1", "did you mean old (Old thing), park (Parked thing)?"),
        ("Onbaording", "urgency=1", "did you mean onb (Onboarding)?"),
        ("old", "urgency=1", "Old thing is done, so it is not scored"),
        ("pay", "ease=1", "Four-factor has no criterion ease; it has customer_value, business_value,"),
        ("pay", "effort", "write CRITERION=VALUE"),
        ("pay", "effort=many", "\"many\" is not a number"),
        ("pay", "effort=1e999", "is not a finite number"),
    ];
    for (item, assignment, words) in answers {
        desk().run(&["score", "w.json", item, assignment]).failed(2, &[words]);
    }
}

#[test]
fn percentages_are_fractions_or_carry_their_sign() {
    let text = r#"{"framework": "rice", "items": [{"id": "a", "title": "A"}]}"#;
    for value in ["confidence=0.8", "confidence=80%", "confidence=80 %"] {
        let entry = Desk::with("w.json", text).json(&["score", "w.json", "a", value]);
        assert_eq!(entry["cause"]["to"], 0.8, "{value}");
    }
    let desk = Desk::with("w.json", text);
    desk.run(&["score", "w.json", "a", "confidence=80"])
        .failed(2, &["write a fraction, 0.8, or a percentage"]);
    desk.run(&["score", "w.json", "a", "effort=0"])
        .failed(2, &["0 is not on the scale of Effort: 0.5 or more"]);
}

#[test]
fn fields_that_nobody_knows_survive() {
    let desk = Desk::with("w.json", r#"{"mood": 1.10, "items": [{"id": "a", "title": "A", "z": [1e2]}]}"#);
    desk.run(&["score", "w.json", "a", "effort=1"]).done();
    let text = desk.read("w.json");
    assert!(text.contains("\"mood\": 1.10") && text.contains("\"z\": [1e2]"), "{text}");
}
