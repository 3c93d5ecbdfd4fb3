//! `cutline debt`, and what the other verbs say of work that was put off.

use serde_json::json;

use super::Desk;

const CYCLES: &str = include_str!("../fixtures/cycles.json");

#[test]
fn the_register_is_printed_with_costs_and_cycles() {
    let desk = Desk::with("w.json", CYCLES);
    let expected = "\
Clinic bookings · debt register · 1 item · effort 5 · deferred 3 times

deferred  kind  effort  place   owner  since       item
×3        debt  5       #4 out  Ana    2025-03-10  Replace the nightly calendar sync
                                                   not doing it: Around 15 double bookings a month, each one settled by phone
                                                   deferred in 2025-Q2 · 2025-Q3 · 2025-Q4
";
    assert_eq!(desk.run(&["debt", "w.json"]).stdout, expected);
    let entry = json!([{
        "id": "sync", "title": "Replace the nightly calendar sync", "kind": "debt", "deferrals": 3,
        "cycles": ["2025-Q2", "2025-Q3", "2025-Q4"],
        "cost_of_not_doing": "Around 15 double bookings a month, each one settled by phone",
        "effort": 5, "rank": 4, "score": 0.6, "in": false, "owner": "Ana", "created": "2025-03-10"
    }]);
    assert_eq!(desk.json(&["debt", "w.json"]), entry);
}

#[test]
fn an_empty_register_is_no_error() {
    let desk = Desk::with("w.json", "{}");
    let answer = desk.run(&["debt", "w.json"]);
    assert_eq!((answer.code, answer.stdout.as_str()), (0, "no tech or debt item was put off twice\n"));
    assert_eq!(desk.json(&["debt", "w.json"]), json!([]));
}

#[test]
fn ranking_and_explanation_say_what_putting_off_costs() {
    let desk = Desk::with("w.json", CYCLES);
    let cost = "⚠ deferred ×3: Around 15 double bookings a month, each one settled by phone";
    let ranking = desk.run(&["rank", "w.json"]).stdout;
    assert!(ranking.contains(&format!("Replace the nightly calendar sync  [{cost}]")), "{ranking}");
    assert!(ranking.contains("Redesign admin settings  [deferred ×2]"), "{ranking}");
    assert!(ranking.contains("needs impact  [deferred ×1]"), "{ranking}");
    let ranking = desk.json(&["rank", "w.json"]);
    assert_eq!(
        (&ranking["items"][3]["deferrals"], &ranking["items"][0]["deferrals"]),
        (&json!(3), &json!(0))
    );
    assert_eq!(ranking["unscored"][0]["deferrals"], json!(1));
    assert_eq!(ranking["capacity"]["done"], json!(0));
    assert!(desk.run(&["explain", "w.json", "sync"]).stdout.contains(cost));
    assert_eq!(desk.json(&["explain", "w.json", "sync"])["deferrals"], json!(3));
}

#[test]
fn the_log_says_it_when_such_an_item_falls_out_again() {
    let desk = Desk::with("w.json", CYCLES);
    desk.run(&["score", "w.json", "sync", "effort=1"]);
    desk.run(&["score", "w.json", "sync", "effort=5"]);
    let log = desk.run(&["log", "w.json"]).stdout;
    assert!(log.contains("falls out ⚠ deferred ×3: Around 15 double bookings a month"), "{log}");
    assert_eq!(desk.json(&["log", "w.json"])[1]["put_off"], json!({ "sync": 3 }));
}

#[test]
fn what_is_done_takes_its_room_until_the_cycle_is_over() {
    let done =
        CYCLES.replace(r#""id": "pay","#, r#""id": "pay", "status": "done", "finished": "2026-01-20","#);
    let desk = Desk::with("w.json", done);
    let ranking = desk.run(&["rank", "w.json"]).stdout;
    assert!(ranking.contains("cutline 8/8 points · 2 of it done · 0 free"), "{ranking}");
    assert_eq!(desk.json(&["rank", "w.json"])["capacity"]["done"], json!(2));
}
