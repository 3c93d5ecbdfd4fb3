//! Why an item ranks where it does: the formula with its numbers, where they came from, the gaps, and
//! what would move it.
#![cfg(test)]
#![allow(missing_docs)]

use cutline::domain::explain::{Decides, Explanation, Gap, Lift, Origin, Place, Ranked, explain};
use cutline::domain::id::Slot;
use cutline::domain::workshop::Workshop;
use cutline::domain::workspace::Workspace;
use serde_json::{Value, json};

fn workshop(file: &Value) -> Workshop {
    let (workspace, _) = Workspace::load(serde_json::from_str(&file.to_string()).unwrap()).unwrap();
    Workshop::new(workspace)
}

fn slot(workshop: &Workshop, id: &str) -> Slot {
    workshop.workspace().slot(&id.into()).unwrap()
}

fn explained<'w>(workshop: &'w Workshop, id: &str) -> Explanation<'w> {
    explain(workshop, slot(workshop, id))
}

fn ranked<'a, 'w>(explanation: &'a Explanation<'w>) -> &'a Ranked<'w> {
    match &explanation.place {
        Place::Ranked(ranked) => ranked,
        other => panic!("{other:?}"),
    }
}

/// One item under a framework: its equation, its names, and the word for its score.
fn told(framework: &str, scores: &Value) -> (String, String, Option<String>) {
    let workshop = workshop(&json!({ "framework": framework, "items": [{ "id": "a", "scores": scores }] }));
    let explanation = explained(&workshop, "a");
    let names = cutline::domain::explain::text(&explanation.names);
    (explanation.equation(), names, explanation.label.map(str::to_owned))
}

#[test]
fn every_form_of_formula_is_told_with_its_numbers() {
    for (framework, scores, equation, names, label) in [
        (
            "four-factor",
            json!({ "customer_value": 5, "business_value": 5, "urgency": 3, "effort": 2 }),
            "(5 + 5 + 3) ÷ 2 = 6.5",
            "(Customer value + Business value + Urgency) ÷ Effort",
            Some("very high"),
        ),
        (
            "four-factor",
            json!({ "customer_value": 5, "business_value": { "votes": { "a": 4, "b": 5 } }, "effort": 3 }),
            "(5 + 4.5 + ?) ÷ 3",
            "(Customer value + Business value + Urgency) ÷ Effort",
            None,
        ),
        (
            "value-effort",
            json!({ "impact": 4, "effort": 3 }),
            "4 ÷ 3 = 1.333",
            "Impact ÷ Effort",
            Some("worth its effort"),
        ),
        (
            "rice",
            json!({ "reach": 5000, "impact": 2, "confidence": 0.8, "effort": 2 }),
            "5000 × 2 × 80% ÷ 2 = 4000",
            "Reach × Impact × Confidence ÷ Effort",
            None,
        ),
        (
            "ice",
            json!({ "impact": 7, "confidence": 5, "ease": 2 }),
            "7 × 5 × 2 = 70",
            "Impact × Confidence × Ease",
            None,
        ),
        (
            "weighted",
            json!({ "customer_value": 5, "revenue": 4, "strategic_fit": 3, "effort": 2, "risk": 1 }),
            "(2 × 5 + 2 × 4 + 3) ÷ (3 × 2 + 2 × 1) = 2.625",
            "(2 × Customer value + 2 × Revenue + Strategic fit) ÷ (3 × Effort + 2 × Delivery risk)",
            None,
        ),
    ] {
        let expected = (equation.to_owned(), names.to_owned(), label.map(str::to_owned));
        assert_eq!(told(framework, &scores), expected);
    }
}

#[test]
fn every_value_says_where_it_came_from() {
    let workshop = workshop(&json!({
        "framework": "four-factor",
        "participants": [{ "id": "ana", "name": "Ana", "side": "engineering" }],
        "items": [{ "id": "a", "scores": {
            "customer_value": 5,
            "business_value": { "votes": { "ana": 4, "gone": 5 } },
            "urgency": { "votes": { "ana": 3 }, "agreed": 2 }
        } }]
    }));
    let inputs = explained(&workshop, "a").inputs;
    let told: Vec<_> = inputs.iter().map(|i| (i.shown(), i.origin, i.source(true))).collect();
    let shown = |text: &str| Some(text.to_owned());
    let expected = [
        (shown("5"), Origin::Plain, "set directly, no votes"),
        (shown("4.5"), Origin::Median, "median of Ana 4 · gone 5"),
        (shown("2"), Origin::Agreed, "agreed, votes Ana 3"),
        (None, Origin::Missing, "not scored"),
    ]
    .map(|(shown, origin, source)| (shown, origin, source.to_owned()));
    assert_eq!(told, expected);
    let without_names: Vec<_> = inputs.iter().map(|input| input.source(false)).collect();
    assert_eq!(without_names[1..3], ["median of 4 · 5", "agreed, votes 3"]);
}

/// Six items in the order of their ranks, three of them with the same score.
fn backlog(capacity: &Value) -> Workshop {
    let item = |id: &str, impact: u32, effort: u32| json!({ "id": id, "title": id, "scores": { "impact": impact, "effort": effort } });
    workshop(&json!({
        "framework": "value-effort",
        "capacity": capacity,
        "items": [
            item("top", 5, 1), item("small", 2, 1), item("even", 4, 2), item("twin", 4, 2), item("low", 5, 5),
            item("last", 1, 5), { "id": "bare", "scores": { "effort": 2 } }, { "id": "empty" },
            { "id": "parked", "horizon": "parked", "scores": { "impact": 5, "effort": 1 } },
            { "id": "done", "status": "done" }
        ]
    }))
}

#[test]
fn gaps_say_how_far_and_what_decides() {
    let workshop = backlog(&Value::Null);
    for (id, above, below) in [
        ("top", None, Some((1, Decides::Score, "3 behind"))),
        (
            "small",
            Some((0, Decides::Score, "3 ahead")),
            Some((2, Decides::Effort, "same score, more effort")),
        ),
        (
            "even",
            Some((1, Decides::Effort, "same score, less effort")),
            Some((3, Decides::Order, "same score, later in the file")),
        ),
        (
            "twin",
            Some((2, Decides::Order, "same score, earlier in the file")),
            Some((4, Decides::Score, "1 behind")),
        ),
        ("last", Some((4, Decides::Score, "0.8 ahead")), None),
    ] {
        let explanation = explained(&workshop, id);
        let ranked = ranked(&explanation);
        let told = |gap: Option<Gap>| gap.map(|gap| (gap.index, gap.decides, gap.told()));
        let expected = |gap: Option<(usize, Decides, &str)>| {
            gap.map(|(index, decides, told)| (index, decides, told.to_owned()))
        };
        assert_eq!((told(ranked.above), told(ranked.below)), (expected(above), expected(below)), "{id}");
    }
}

#[test]
fn a_gap_too_small_to_show_is_no_tie() {
    let gap = Gap {
        slot: Slot::new(0),
        index: 0,
        score: 1.0,
        difference: 0.0004,
        decides: Decides::Score,
        ahead: true,
    };
    assert_eq!(gap.told(), "less than 0.001 ahead");
}

fn ways(explanation: &Explanation<'_>, lift: &Lift) -> String {
    match lift {
        Lift::Ways(ways) => ways.iter().map(|way| explanation.way(way)).collect::<Vec<_>>().join(", or "),
        Lift::Nothing(why) => (*why).to_owned(),
    }
}

#[test]
fn what_would_move_an_item_is_told_or_why_nothing_does() {
    let four_points = json!({ "amount": 4, "unit": "points" });
    for (capacity, id, standing, up, over) in [
        (&four_points, "top", "#1 of 6 · in", "it is first already", "it is in already"),
        (
            &four_points,
            "even",
            "#3 of 6 · in · near-tie of 3",
            "impact ≥ 5 → #2, or effort ≤ 1 → #2",
            "it is in already",
        ),
        (
            &four_points,
            "twin",
            "#4 of 6 · out · near-tie of 3",
            "impact ≥ 5 → #2, or effort ≤ 1 → #2",
            "impact ≥ 5 → #2, or effort ≤ 1 → #2",
        ),
        (&four_points, "low", "#5 of 6 · out", "effort ≤ 2 → #2", "effort ≤ 2 → #2"),
        (&four_points, "last", "#6 of 6 · out", "effort ≤ 1 → #5", "no single score does it"),
        (&Value::Null, "low", "#5 of 6", "effort ≤ 2 → #2", "there is no line"),
        (&Value::Null, "bare", "no rank before impact is scored", "it has no rank", "it has no rank"),
        (
            &Value::Null,
            "empty",
            "no rank before impact and effort are scored",
            "it has no rank",
            "it has no rank",
        ),
        (&Value::Null, "parked", "takes no part in the ranking: parked", "it has no rank", "it has no rank"),
        (&Value::Null, "done", "takes no part in the ranking: done", "it has no rank", "it has no rank"),
    ] {
        let workshop = backlog(capacity);
        let explanation = explained(&workshop, id);
        assert_eq!(explanation.standing(), standing, "{id}");
        let told = (ways(&explanation, &explanation.up), ways(&explanation, &explanation.over));
        assert_eq!(told, (up.to_owned(), over.to_owned()), "{id}");
    }
}

#[test]
fn a_pin_is_told_with_its_owner_and_no_way_goes_past_it() {
    for (pin, standing, over) in [
        (
            json!({ "held": "out", "owner": "Ana", "reason": "next cycle" }),
            "#2 of 2 · pinned out by Ana, in by score: next cycle",
            "a pin holds it out",
        ),
        (json!({ "held": "in" }), "#2 of 2 · pinned in", "it is in already"),
    ] {
        let workshop = workshop(&json!({
            "framework": "value-effort", "capacity": { "amount": 3, "unit": "points" },
            "items": [
                { "id": "a", "scores": { "impact": 5, "effort": 1 } },
                { "id": "b", "scores": { "impact": 4, "effort": 1 }, "pin": pin }
            ]
        }));
        let explanation = explained(&workshop, "b");
        assert_eq!(explanation.standing(), standing);
        assert_eq!(ways(&explanation, &explanation.up), "no single score does it");
        assert_eq!(ways(&explanation, &explanation.over), over);
    }
}
