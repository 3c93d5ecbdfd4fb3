//! `cutline log`

use assert_cmd::Command;
use serde_json::{Value, json};

use super::{Answer, Desk, WORKSPACE};

/// A past with one entry of each sort, spread over three days.
fn desk() -> Desk {
    let log = r#", "log": [
        {"seq": 1, "at": "2026-01-10T10:00:00Z", "kind": "add", "cause": {"field": "items", "to": 6},
         "events": [{"added": {"items": ["pay", "onb", "sso", "dark", "old", "park"]}}]},
        {"seq": 2, "at": "2026-01-20T10:42:00Z", "by": "ana", "side": "engineering", "kind": "vote", "item": "sso",
         "cause": {"field": "effort", "to": 3}, "rank": {"to": 3}, "score": {"to": 2},
         "events": [{"voted": {"item": "sso", "criterion": "effort", "participant": "ana", "from": null, "to": 3}}]},
        {"seq": 4, "at": "2026-01-21T09:00:00Z", "side": "engineering", "kind": "score", "item": "pay",
         "cause": {"field": "effort", "from": 5, "to": 2}, "rank": {"from": 2, "to": 1},
         "score": {"from": 3, "to": 7.5}, "entered": ["pay"], "left": ["gone"]}
    ]}"#;
    let text = WORKSPACE.trim_end().strip_suffix('}').unwrap();
    Desk::with("w.json", format!("{text}{log}"))
}

fn numbers(desk: &Desk, more: &[&str]) -> Vec<u64> {
    let entries = desk.json(&[&["log", "w.json"], more].concat());
    entries.as_array().unwrap().iter().map(|entry| entry["seq"].as_u64().unwrap()).collect()
}

#[test]
fn every_entry_has_every_field() {
    let entries = desk().json(&["log", "w.json"]);
    let expected = json!([
        {"seq": 1, "at": "2026-01-10T10:00:00+00:00", "by": null, "side": null, "kind": "add", "item": null,
         "cause": {"field": "items", "from": null, "to": 6}, "rank": {"from": null, "to": null},
         "score": {"from": null, "to": null}, "hidden": false, "entered": [], "left": [], "inversions": [], "put_off": {}, "reason": null, "about": null,
         "owner": null, "what": null, "alternatives": [], "disappointed": []},
        {"seq": 2, "at": "2026-01-20T10:42:00+00:00", "by": "ana", "side": "engineering", "kind": "vote",
         "item": "sso", "cause": {"field": "effort", "from": null, "to": 3}, "rank": {"from": null, "to": 3},
         "score": {"from": null, "to": 2}, "hidden": false, "entered": [], "left": [], "inversions": [], "put_off": {}, "reason": null, "about": null,
         "owner": null, "what": null, "alternatives": [], "disappointed": []},
        {"seq": 4, "at": "2026-01-21T09:00:00+00:00", "by": null, "side": "engineering", "kind": "score",
         "item": "pay", "cause": {"field": "effort", "from": 5, "to": 2}, "rank": {"from": 2, "to": 1},
         "score": {"from": 3, "to": 7.5}, "hidden": false, "entered": ["pay"], "left": ["gone"], "inversions": [], "put_off": {}, "reason": null, "about": null,
         "owner": null, "what": null, "alternatives": [], "disappointed": []}
    ]);
    assert_eq!(entries, expected);
}

#[test]
fn entries_are_chosen_by_day_item_and_line() {
    let desk = desk();
    for (more, expected) in [
        (&[][..], &[1, 2, 4][..]),
        (&["--since", "2026-01-15"], &[2, 4]),
        (&["--since", "2026-01-20T10:42:01Z"], &[4]),
        (&["--item", "sso"], &[1, 2]),
        (&["--item", "Fix payments"], &[1, 4]),
        (&["--item", "gone"], &[4]),
        (&["--crossed"], &[4]),
        (&["--crossed", "--item", "sso"], &[]),
        (&["--side", "engineering"], &[2, 4]),
        (&["--side", "business"], &[]),
        (&["--unexplained"], &[4]),
        (&["--last-session"], &[4]),
        (&["--last-session", "--item", "sso"], &[]),
    ] {
        assert_eq!(numbers(&desk, more), expected, "{more:?}");
    }
    desk.run(&["log", "w.json", "--since", "yesterday"]).failed(2, &["write a date as in 2026-01-20"]);
    desk.run(&["log", "w.json", "--side", "sales"]).failed(2, &["there are business and engineering"]);
    desk.run(&["log", "w.json", "--item", "nobody"]).failed(2, &["w.json: no item is called nobody"]);
}

#[cfg(unix)]
#[test]
fn a_day_without_a_midnight_begins_when_clocks_were_put_forward() {
    let desk = Desk::with(
        "w.json",
        r#"{"log":[{"seq":1,"at":"2026-04-23T12:00:00Z","kind":"score"},
        {"seq":2,"at":"2026-04-24T12:00:00Z","kind":"score"}]}"#,
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_cutline"));
    command.env("TZ", "EET-2EEST,M4.5.5/0,M10.5.4/24").current_dir(desk.0.path());
    let answer: Answer =
        command.args(["log", "w.json", "--since", "2026-04-24", "--json"]).output().unwrap().into();
    let log: Value = serde_json::from_str(&answer.done().stdout).unwrap();
    assert_eq!(log.as_array().unwrap().len(), 1, "{log}");
}

#[test]
fn people_read_it_as_the_room_did() {
    let page = desk().run(&["log", "w.json"]).done().stdout;
    let expected = "\
#1  2026-01-10 10:00               6 items added
#2  2026-01-20 10:42  engineering  Ana votes 3 on effort of SSO · no rank → #3
#4  2026-01-21 09:00  engineering  effort of Fix payments 5 → 2 · #2 → #1 · comes in · gone falls out
                                   why: no reason given
";
    assert_eq!(page, expected);
}

#[test]
fn what_was_scored_is_told_later_with_its_reason() {
    let desk = Desk::with("w.json", WORKSPACE);
    desk.run(&["score", "w.json", "pay", "effort=5", "--reason", "the ledger"]).done();
    let entries = desk.json(&["log", "w.json"]);
    let kinds: Vec<&Value> = entries.as_array().unwrap().iter().map(|entry| &entry["kind"]).collect();
    assert_eq!(kinds, ["score", "reason"]);
    assert_eq!((&entries[0]["reason"], &entries[1]["about"]), (&json!("the ledger"), &json!(1)));
}

#[test]
fn the_last_session_is_summed_up_before_it_is_told() {
    let page = desk().run(&["log", "w.json", "--last-session"]).done().stdout;
    let expected = "\
Last session, 2026-01-21 09:00: 1 change, 1 without a reason; in the end 1 came in, 1 fell out
  came in:  Fix payments
  fell out: gone

#4  2026-01-21 09:00  engineering  effort of Fix payments 5 → 2 · #2 → #1 · comes in · gone falls out
                                   why: no reason given
";
    assert_eq!(page, expected);
    let desk = Desk::with("w.json", WORKSPACE);
    assert_eq!(desk.run(&["log", "w.json", "--last-session"]).done().stdout, "");
    // Two hours later it is still the same session, and what came in and fell out again nets to nothing.
    let log = r#", "log": [
        {"seq": 1, "at": "2026-01-20T22:30:00Z", "kind": "score", "item": "pay", "rank": {"from": 3, "to": 1},
         "entered": ["pay"], "left": ["onb"], "reason": "asked"},
        {"seq": 2, "at": "2026-01-21T00:30:00Z", "kind": "undo", "item": "pay", "rank": {"from": 1, "to": 3},
         "entered": ["onb"], "left": ["pay"], "about": 1}
    ]}"#;
    let text = WORKSPACE.trim_end().strip_suffix('}').unwrap();
    desk.write("w.json", format!("{text}{log}"));
    let page = desk.run(&["log", "w.json", "--last-session"]).done().stdout;
    assert!(page.starts_with("Last session, 2026-01-20 22:30 to 2026-01-21 00:30: 2 changes\n\n"), "{page}");
}

#[test]
fn pins_and_calls_are_told_in_full() {
    let log = r#", "log": [
        {"seq": 1, "at": "2026-01-20T10:00:00Z", "kind": "pin", "item": "sso", "cause": {"field": "pin", "to": "in"},
         "rank": {"from": 3, "to": 3}, "entered": ["sso"], "left": ["onb"], "reason": "promised",
         "events": [{"pinned": {"item": "sso", "from": null,
                                "to": {"held": "in", "owner": "Raj", "reason": "promised"}}}]},
        {"seq": 2, "at": "2026-01-20T10:05:00Z", "kind": "call", "item": "sso", "reason": "one auditor",
         "about": 1, "events": [{"called": {"item": "sso", "entry": 1, "from": null, "to":
            {"what": "ship it in May", "owner": "Mia", "reason": "one auditor",
             "alternatives": ["ship half", "buy it"], "disappointed": ["Ops"]}}}]}
    ]}"#;
    let text = WORKSPACE.trim_end().strip_suffix('}').unwrap();
    let desk = Desk::with("w.json", format!("{text}{log}"));
    let page = desk.run(&["log", "w.json"]).done().stdout;
    let expected = "\
#1  2026-01-20 10:00  Raj          SSO pinned in by Raj · #3 by score · comes in · Onboarding falls out
                                   why: promised
#2  2026-01-20 10:05  Mia          call by Mia on SSO pinned in by Raj: ship it in May
                                   why: one auditor
                                   instead of: ship half · buy it
                                   disappointed: Ops
";
    assert_eq!(page, expected);
    let entries = desk.json(&["log", "w.json", "--item", "sso"]);
    assert_eq!((&entries[0]["owner"], &entries[0]["what"]), (&json!("Raj"), &Value::Null));
    let call = json!([entries[1]["owner"], entries[1]["what"], entries[1]["about"]]);
    assert_eq!(call, json!(["Mia", "ship it in May", 1]));
    assert_eq!(entries[1]["alternatives"], json!(["ship half", "buy it"]));
    assert_eq!(entries[1]["disappointed"], json!(["Ops"]));
}
