//! Cycles that were closed, or opened again, on one side or on both.

use serde_json::{Value, json};

use super::{base, merged, with};

#[test]
fn cycles_that_each_side_closed_both_count() {
    let closed = |id: &str, times: u32| {
        let file = with(&base(), "/items/2", json!({"id": "old", "title": "Old", "deferrals": times}));
        let mut file = with(&file, "/title", json!("Q1"));
        file["cycles"] = json!([{"id": id, "deferred": ["old"]}]);
        file
    };
    let deferrals = |file: &Value| file["items"][2]["deferrals"].clone();
    assert_eq!(deferrals(&merged(&base(), &closed("X1", 1), &closed("X2", 1)).0), 2);
    assert_eq!(deferrals(&merged(&base(), &closed("X1", 1), &closed("X1", 1)).0), 1);
    assert_eq!(deferrals(&merged(&base(), &base(), &closed("X2", 1)).0), 1);
    // Both closed the same cycle, and one of them had got the item done.
    let mut done = closed("X1", 0);
    done["cycles"] = json!([{"id": "X1", "done": ["old"]}]);
    let (file, _) = merged(&base(), &closed("X1", 1), &done);
    assert_eq!(file["cycles"][0]["deferred"], Value::Null, "{}", file["cycles"]);
    assert_eq!((deferrals(&file), &file["cycles"][0]["done"]), (Value::Null, &json!(["old"])));
    // One side opened the cycle again that both began with, the other closed another one.
    let mut both = closed("X1", 2);
    both["cycles"] = json!([{"id": "X1", "deferred": ["old"]}, {"id": "X2", "deferred": ["old"]}]);
    for (ours, theirs) in [(&both, &base()), (&base(), &both)] {
        let (file, _) = merged(&closed("X1", 1), ours, theirs);
        assert_eq!((deferrals(&file), file["cycles"].as_array().unwrap().len()), (json!(1), 1));
    }
    // What stands beside the cycles, and what nobody changed, stays.
    let by_hand = with(&closed("X1", 1), "/items/2/deferrals", json!(5));
    assert_eq!(deferrals(&merged(&closed("X1", 1), &closed("X1", 1), &by_hand).0), 5);
    let never = with(&closed("X1", 1), "/items/2/deferrals", json!(0));
    assert_eq!(deferrals(&merged(&never, &with(&never, "/title", json!("a")), &never).0), Value::Null);
}
