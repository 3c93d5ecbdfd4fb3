//! The matrix as a picture, on workshops with and without a line.

use super::*;
use crate::domain::workspace::Workspace;

fn workshop(framework: &str, capacity: &str, items: &str) -> Workshop {
    let text = format!(r#"{{"framework": "{framework}", {capacity} "items": [{items}]}}"#);
    Workshop::new(Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0)
}

const LINE: &str = r#""capacity": {"amount": 3, "unit": "points"},"#;

const ITEMS: &str = r#"{"title": "<b>", "scores": {"impact": 5, "effort": 1}},
    {"title": "B", "kind": "debt", "scores": {"impact": 4, "effort": 2}},
    {"title": "C", "kind": "tech", "scores": {"impact": 2, "effort": 4}}, {"title": "D"}"#;

#[test]
fn the_picture_says_what_it_shows() {
    let svg = matrix(&workshop("value-effort", LINE, ITEMS), Look::Alone);
    for part in [
        "role=\"img\"",
        "<desc id=\"matrix-desc\">3 items by what they are worth over what they take. Quick wins: 2, Big bets: 0, \
         Fill-ins: 0, Money pits: 1. What lies above the curve is in.</desc>",
        "class=\"cutline\"",
        ">&lt;b&gt;</text>",
        "class=\"debt in\"",
        "class=\"tech out\"",
        ">filled: in · hollow: out</text>",
        "<style>",
    ] {
        assert!(svg.contains(part), "{part}: {svg}");
    }
    assert!(!svg.contains("discovery\""), "what does not occur is not explained");
}

#[test]
fn where_there_is_no_line_or_nothing_to_place_it_says_so() {
    for (framework, capacity, items, told, curve) in [
        ("value-effort", "", ITEMS, "Without a capacity there is no cutline.", false),
        ("value-effort", LINE, "", "No item has all its scores yet.", false),
        (
            "value-effort",
            r#""capacity": {"amount": 99, "unit": "points"},"#,
            ITEMS,
            "Everything fits.",
            false,
        ),
        ("value-effort", LINE, ITEMS, "What lies above the curve is in.", true),
    ] {
        let svg = matrix(&workshop(framework, capacity, items), Look::OnPage);
        assert!(svg.contains(told), "{told}: {svg}");
        assert_eq!(svg.contains("class=\"cutline\""), curve, "{told}");
        assert!(!svg.contains("<style"));
    }
}

#[test]
fn without_a_denominator_ease_is_an_axis_that_runs_to_less() {
    let items = r#"{"scores": {"impact": 5, "confidence": 5, "ease": 5}}"#;
    let svg = matrix(&workshop("ice", "", items), Look::OnPage);
    assert!(svg.contains(">ease (less →)</text>"), "{svg}");
}

#[test]
fn of_many_items_the_best_are_drawn_and_the_rest_is_counted() {
    let items: Vec<String> = (0..500)
        .map(|i| format!(r#"{{"scores": {{"impact": {}, "effort": {}}}}}"#, i % 5 + 1, i % 3 + 1))
        .collect();
    let svg = matrix(&workshop("value-effort", "", &items.join(",")), Look::OnPage);
    assert!(svg.contains("The best 400 of 500 items"), "{svg}");
    assert!(svg.contains(">and 485 more</text>"));
    assert_eq!(svg.matches("<circle").count(), 400 + 15 + 1);
}
