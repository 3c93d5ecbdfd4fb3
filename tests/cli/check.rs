//! `cutline check`

use serde_json::{Value, json};

use super::{Desk, WORKSPACE, hostile};

/// A plan that is ready but for its owners; the log has a crossing of another day and one of the last.
const PLAN: &str = r#"{
  "title": "Bookings", "framework": "value-effort", "vision": "Nobody waits on the phone",
  "goals": [{"id": "missed", "title": "Fewer missed visits", "metric": "visits", "baseline": 50, "target": 40}],
  "capacity": {"amount": 4, "unit": "points"}, "review": "2126-03-31",
  "participants": [{"id": "ana"}, {"id": "bo"}, {"id": "zoe"}],
  "items": [
    {"id": "pay", "title": "Fix payments", "kind": "debt", "goals": ["missed"], "outcome": "Fewer calls",
     "cost_of_not_doing": "A day a week", "risks": ["The gateway"], "owner": "Ana",
     "scores": {"impact": 5, "effort": 2}},
    {"id": "sso", "title": "SSO", "goals": ["missed"], "outcome": "One login",
     "cost_of_not_doing": "Two clinics", "risks": ["The auditor"],
     "scores": {"impact": 4, "effort": 2}},
    {"id": "dark", "title": "Dark mode", "scores": {"impact": {"votes": {"ana": 1, "bo": 5, "zoe": 2}}, "effort": 2}},
    {"id": "fax", "title": "Fax", "horizon": "parked"}
  ],
  "log": [
    {"seq": 1, "at": "2026-01-10T10:00:00Z", "kind": "score", "item": "sso", "rank": {"from": 3, "to": 2},
     "entered": ["sso"], "left": ["dark"]},
    {"seq": 2, "at": "2026-01-20T10:00:00Z", "kind": "score", "item": "pay", "rank": {"from": 3, "to": 1},
     "entered": ["pay"], "left": ["dark"], "reason": "The law"},
    {"seq": 3, "at": "2026-01-20T13:00:00Z", "kind": "score", "item": "pay", "rank": {"from": 1, "to": 1}}
  ]
}"#;

#[test]
fn people_read_what_stands_in_the_way() {
    let expected = "\
Bookings · 13 of 15 met

✓ met    Vision clear                Nobody waits on the phone
✓ met    Goals measurable            the one goal has a metric, a baseline and a target
✓ met    Linked to goals             all 2 items in now are linked to a goal
✓ met    Customer problem stated     all 2 items in now have an outcome or a hypothesis
✓ met    Cost of not doing stated    all 2 items in now have a cost of not doing it
✓ met    Capacity checked            4 of 4 points taken, 0 free
✓ met    Risks included              all 2 items in now have risks written down
✓ met    Dependencies understood     all 2 items in now wait for nothing that comes later
✓ met    Technical health on target  50% of the effort in the line is technical, target 20%
– n/a    Musts leave room            no item has a MoSCoW class
✓ met    Horizons realistic          what is in fits, and nothing whose horizon is now is out
✗ unmet  Owners named                1 of 2 items in now has no owner
         #2  SSO
✓ met    Review date set             the plan is looked at again on 2126-03-31
✓ met    Low value removed           1 item was let go
✓ met    Crossings explained         the one crossing to explain in this session has a reason
✗ unmet  Disagreements settled       the one open disagreement decides who is in
         #3  Dark mode  impact, votes 1 to 5: at 5 it comes in, SSO falls out
";
    let page = Desk::with("w.json", PLAN).run(&["check", "w.json"]).done().stdout;
    assert_eq!(page, expected);
}

#[test]
fn json_has_the_shape_that_others_rely_on() {
    let checks = Desk::with("w.json", PLAN).json(&["check", "w.json"]);
    let ids: Vec<&str> =
        checks.as_array().unwrap().iter().map(|check| check["id"].as_str().unwrap()).collect();
    assert_eq!(
        ids.join(" "),
        "vision goals linked problem cost capacity risks dependencies tech-health musts horizons owners review \
         removed reasons disagreements"
    );
    let of = |id: &str| checks.as_array().unwrap().iter().find(|check| check["id"] == id).unwrap();
    let check = |id: &str, title: &str, status: &str, why: &str, items: Value| json!({ "id": id, "title": title, "status": status, "why": why, "items": items });
    for expected in [
        check("owners", "Owners named", "unmet", "1 of 2 items in now has no owner", json!(["sso"])),
        check("review", "Review date set", "met", "the plan is looked at again on 2126-03-31", json!([])),
        check(
            "disagreements",
            "Disagreements settled",
            "unmet",
            "the one open disagreement decides who is in",
            json!(["dark"]),
        ),
        // The crossing without a reason was in another session.
        check(
            "reasons",
            "Crossings explained",
            "met",
            "the one crossing to explain in this session has a reason",
            json!([]),
        ),
    ] {
        assert_eq!(*of(expected["id"].as_str().unwrap()), expected);
    }
    let nothing = Desk::with("w.json", "{}").json(&["check", "w.json"]);
    assert_eq!(nothing[11], check("owners", "Owners named", "n/a", "nothing is in now", json!([])));
}

#[test]
fn strict_answers_no_with_exit_code_1() {
    let desk = Desk::with("w.json", PLAN);
    let answer = desk.run(&["check", "w.json", "--strict"]);
    assert_eq!((answer.code, answer.stderr.as_str()), (1, "error: w.json: 2 checks are unmet\n"));
    assert!(answer.stdout.starts_with("Bookings · 13 of 15 met"), "{}", answer.stdout);
    let answer = desk.run(&["check", "w.json", "--strict", "--json"]);
    assert_eq!((answer.code, answer.json().as_array().unwrap().len()), (1, 16));

    let ready = PLAN.replace("One login\",", "One login\", \"owner\": \"Bo\",").replace("\"bo\": 5, ", "");
    let desk = Desk::with("w.json", ready);
    assert!(desk.run(&["check", "w.json", "--strict"]).done().stdout.starts_with("Bookings · 15 of 15 met"));
}

#[test]
fn what_cannot_be_checked_fails_with_its_code() {
    let desk = Desk::new();
    desk.run(&["check"]).failed(2, &["<FILE>"]);
    desk.run(&["check", "gone.json"]).failed(3, &["gone.json"]);
    let answer = desk.run_with_input(&["check", "-", "--json"], WORKSPACE.as_bytes()).done();
    assert_eq!(answer.json()[0]["why"], "no vision is written down");
}

#[test]
fn hostile_text_is_scrubbed() {
    let evil = "\u{1b}]0;owned\u{7}\u{202e}evil\u{9b}2J\nnext";
    let text = PLAN
        .replace("\"SSO\"", &json!(evil).to_string())
        .replace("\"Nobody waits on the phone\"", &json!(evil).to_string());
    let desk = Desk::with("w.json", text);
    let page = desk.run(&["check", "w.json"]).done().stdout;
    assert!(!hostile(&page) && page.contains("]0;ownedevil2J⏎next"), "{page:?}");
    let written = desk.run(&["check", "w.json", "--json"]).done();
    assert!(!hostile(&written.stdout), "{:?}", written.stdout);
    assert_eq!(written.json()[0]["why"], evil);
}
