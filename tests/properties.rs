#![cfg(test)]
//! What holds for every workshop, whatever is in the file and whatever is done to it.
//!
//! `sessions` makes files and steps, `naive` is a second, plain ranking to compare with. Chance is seeded:
//! every run tries the same.

mod support {
    pub(crate) mod naive;
    pub(crate) mod playing;
    pub(crate) mod sessions;
    mod steps;
}

mod property {
    mod agenda;
    mod blockers;
    mod checking;
    mod cycles;
    mod describing;
    mod discussing;
    mod edges;
    mod exporting;
    mod filtering;
    mod mapping;
    mod memory;
    mod merging;
    mod previewing;
    mod ranking;
    mod rewinding;
    mod roadmap;
    mod tradeoffs;
}

use std::collections::BTreeMap;

use cutline::domain::command::Command;
use cutline::domain::cutline::Cutline;
use cutline::domain::framework::Framework;
use cutline::domain::id::{CriterionId, Slot};
use cutline::domain::number::Num;
use cutline::domain::standing::Standing;
use cutline::domain::workshop::Workshop;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use support::playing::{agreed, assert_stands_as_modelled, cases, ids, play, stamp, written};
use support::sessions::{frameworks, item_from, open, open_text, sessions, values};

#[test]
fn sessions_try_every_kind_of_gesture_and_many_of_them_are_taken() {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut tried = 0;
    let mut runner = TestRunner::new(cases(1000));
    for _ in 0..1000 {
        let session = sessions().new_tree(&mut runner).unwrap().current();
        tried += session.steps.len();
        play(&session, |_, _, gesture| *taken.entry(gesture.entry.kind.to_string()).or_default() += 1);
    }
    // The others come from elsewhere: an import, the agenda, the clock, a merge, a backup.
    let kinds = [
        "score", "vote", "round", "answer", "add", "edit", "merge", "split", "reason", "tie", "done",
        "cycle", "capacity", "pin", "unpin", "call", "people", "vision", "goal", "theme", "horizon", "undo",
        "redo",
    ];
    for kind in kinds {
        assert!(taken.get(kind).is_some_and(|count| *count >= 10), "{kind}: {taken:?}");
    }
    assert!(taken.values().sum::<usize>() * 3 > tried, "{taken:?} of {tried}");
}

/// A published table: the framework, its criteria as columns, its rows with the score they are given,
/// and the order of the rows, best first.
struct Oracle {
    framework: &'static str,
    columns: [&'static str; 4],
    rows: &'static [(&'static str, [f64; 4], f64)],
    order: &'static [&'static str],
}

const ORACLES: [Oracle; 3] = [
    Oracle {
        framework: "four-factor",
        columns: ["customer_value", "business_value", "effort", "urgency"],
        rows: &[
            ("Improve onboarding flow", [5.0, 5.0, 3.0, 4.0], 4.6667),
            ("Add advanced dashboard filters", [3.0, 2.0, 4.0, 1.0], 1.5),
            ("Fix payment failure handling", [5.0, 5.0, 2.0, 5.0], 7.5),
            ("Redesign admin settings page", [2.0, 2.0, 3.0, 1.0], 1.6667),
            ("Improve mobile booking flow", [4.0, 4.0, 3.0, 3.0], 3.6667),
        ],
        order: &[
            "Fix payment failure handling",
            "Improve onboarding flow",
            "Improve mobile booking flow",
            "Redesign admin settings page",
            "Add advanced dashboard filters",
        ],
    },
    Oracle {
        framework: "rice",
        columns: ["reach", "impact", "confidence", "effort"],
        rows: &[
            ("Onboarding", [5000.0, 2.0, 0.8, 2.0], 4000.0),
            ("Apple Pay", [3000.0, 1.0, 1.0, 1.5], 2000.0),
            ("Dark mode", [8000.0, 0.5, 1.0, 3.0], 1333.3333),
        ],
        order: &["Onboarding", "Apple Pay", "Dark mode"],
    },
    // One published page prints 26,667 for this row; the formula gives a tenth of it.
    Oracle {
        framework: "rice",
        columns: ["reach", "impact", "confidence", "effort"],
        rows: &[("A row with a slip", [10000.0, 1.0, 0.8, 3.0], 2666.6667)],
        order: &["A row with a slip"],
    },
];

impl Oracle {
    /// The table as a file, its rows starting from one of them.
    fn file(&self, first: usize) -> Value {
        let rows = self.rows.iter().cycle().skip(first).take(self.rows.len());
        let items = rows.map(|(title, values, _)| {
            let scores: serde_json::Map<String, Value> = self
                .columns
                .iter()
                .zip(values)
                .map(|(column, value)| ((*column).to_owned(), json!(value)))
                .collect();
            json!({ "title": title, "scores": scores })
        });
        json!({ "framework": self.framework, "items": items.collect::<Vec<_>>() })
    }
}

#[test]
fn published_tables_come_out_as_published_from_whichever_row_they_start() {
    for oracle in &ORACLES {
        for first in 0..oracle.rows.len() {
            let workspace = open(&oracle.file(first));
            let standing = Standing::new(&workspace);
            let title = |slot: &Slot| workspace.item(*slot).shown_title();
            assert_eq!(standing.order().iter().map(title).collect::<Vec<_>>(), oracle.order);
            for slot in standing.order() {
                let (_, _, expected) = oracle.rows.iter().find(|row| row.0 == title(slot)).unwrap();
                let score = standing.stand(*slot).score.unwrap();
                assert!((score - expected).abs() < 5e-5, "{}: {score}", title(slot));
            }
        }
    }
}

#[test]
fn four_factor_scores_carry_the_words_of_the_published_table() {
    let framework = Framework::built_in("four-factor").unwrap();
    for (score, word) in [
        (7.5, "very high"),
        (14.0 / 3.0, "high"),
        (11.0 / 3.0, "medium to high"),
        (5.0 / 3.0, "low"),
        (1.5, "low"),
    ] {
        assert_eq!(framework.label(score), Some(word), "{score}");
    }
}

#[test]
fn ties_go_to_lower_effort_then_to_the_order_of_the_file() {
    let item = |id: &str, impact: u32, effort: u32| {
        let scores = json!({ "impact": impact, "effort": effort });
        json!({ "id": id, "scores": scores })
    };
    let items = [
        item("late", 4, 4),
        item("first", 2, 2),
        item("second", 2, 2),
        item("small", 1, 1),
        item("best", 5, 1),
    ];
    let workspace = open(&json!({ "framework": "value-effort", "items": items }));
    let standing = Standing::new(&workspace);
    assert_eq!(ids(&workspace, standing.order()), ["best", "small", "first", "second", "late"]);
}

#[test]
fn the_noise_of_decimal_sums_does_not_decide_a_tie() {
    let criterion = |id: &str| json!({ "id": id, "side": "business", "scale": { "min": 0, "step": 0.1 } });
    let terms = json!([ { "criterion": "a" }, { "criterion": "b" } ]);
    let workspace = open(&json!({
        "framework": {
            "id": "sum", "criteria": [criterion("a"), criterion("b")],
            "formula": { "numerator": { "sum": terms } }
        },
        "items": [
            { "id": "exactly", "scores": { "a": 0.3, "b": 0 } },
            { "id": "a-hair-more", "scores": { "a": 0.1, "b": 0.2 } }
        ]
    }));
    assert_eq!(ids(&workspace, Standing::new(&workspace).order()), ["exactly", "a-hair-more"]);
}

#[test]
fn capacities_and_pins_draw_the_line_where_the_glossary_says() {
    // Ranked a b c d e; efforts 1 2 3 4 5.
    let file = |capacity: &Value, pins: &[(usize, &str)]| {
        let items = ["a", "b", "c", "d", "e"].iter().enumerate().map(|(i, id)| {
            let held = pins.iter().find(|(pinned, _)| *pinned == i).map(|(_, held)| held);
            let pin = held.map(|held| json!({ "held": held, "owner": "Ana", "reason": "promised" }));
            json!({ "id": id, "scores": { "impact": 5, "effort": i + 1 }, "pin": pin })
        });
        let items: Vec<Value> = items.collect();
        json!({ "framework": "value-effort", "capacity": capacity, "items": items })
    };
    let points = |amount: f64| json!({ "amount": amount, "unit": "points" });
    let items = |amount: f64| json!({ "amount": amount, "unit": "items" });
    for (capacity, pins, inside, boundary, free) in [
        (Value::Null, &[][..], "", None, None),
        (json!({ "unit": "points" }), &[], "", None, None),
        (points(0.0), &[], "", Some(0), Some(0.0)),
        (points(5.9), &[], "ab", Some(2), Some(2.9)),
        (points(6.0), &[], "abc", Some(3), Some(0.0)),
        (points(1e12), &[], "abcde", Some(5), Some(1e12 - 15.0)),
        (items(2.0), &[], "ab", Some(2), Some(0.0)),
        (items(2.9), &[], "ab", Some(2), Some(0.0)),
        (items(1e12), &[], "abcde", Some(5), Some(1e12 - 5.0)),
        // Held in: e takes its room first, so c no longer fits. Held out: a takes none.
        (points(8.0), &[(4, "in")], "abe", Some(2), Some(0.0)),
        (points(6.0), &[(0, "out")], "bc", Some(3), Some(1.0)),
        (items(2.0), &[(4, "in"), (0, "out")], "be", Some(2), Some(0.0)),
        // More is held in than fits: nobody else is in.
        (points(4.0), &[(4, "in")], "e", Some(0), Some(-1.0)),
        (points(0.0), &[(0, "in")], "a", Some(1), Some(-1.0)),
    ] {
        let workspace = open(&file(&capacity, pins));
        let standing = Standing::new(&workspace);
        let above = ids(&workspace, &standing.inside().collect::<Vec<_>>()).concat();
        assert_eq!(above, inside, "{capacity} {pins:?}");
        assert_eq!(standing.line().map(|line| line.boundary), boundary, "{capacity} {pins:?}");
        let room = free.map(|free: f64| (free * 10.0).round() as i128 * 100_000);
        assert_eq!(standing.line().map(Cutline::free), room, "{capacity} {pins:?}");
        assert_stands_as_modelled(&workspace, &standing);
    }
}

#[test]
fn a_backlog_of_many_chunks_stands_as_the_plain_model_says() {
    let scored = |i: usize| {
        let step = |k: usize| (i * k / 7 + i) % 5 + 1;
        let kind = if i.is_multiple_of(3) { "debt" } else { "feature" };
        let scores = json!({
            "customer_value": step(3), "business_value": step(11), "urgency": step(17), "effort": step(29)
        });
        json!({ "id": format!("i{i}"), "kind": kind, "scores": scores })
    };
    let items: Vec<Value> = (0..1300).map(scored).collect();
    let file = json!({ "capacity": { "amount": 1800, "unit": "points" }, "items": items });
    let mut workshop = Workshop::new(open(&file));
    let mut replayed = workshop.workspace().clone();
    for turn in 0..24 {
        let command = match turn % 8 {
            6 => Command::Undo,
            7 => Command::Add((0..300).map(|i| item_from(&scored(2000 + turn * 300 + i))).collect()),
            _ => Command::Agree {
                item: Slot::new(turn * 331 % workshop.workspace().items().len()),
                criterion: CriterionId::from("effort"),
                to: Num::new((turn % 5 + 1) as f64),
            },
        };
        if let Ok(gesture) = workshop.perform(command, stamp()) {
            replayed.replay(gesture);
        }
    }
    assert_eq!(workshop.workspace().items().len(), 2200);
    assert_stands_as_modelled(workshop.workspace(), workshop.standing());
    assert_eq!(replayed, *workshop.workspace());
    assert_eq!(open_text(&written(&replayed)), replayed);
}

#[test]
fn every_framework_of_these_tests_ranks_what_is_scored_in_full() {
    for framework in frameworks() {
        let workspace = open(&json!({ "framework": framework, "items": [ { "id": "a" }, { "id": "b" } ] }));
        let mut workshop = Workshop::new(workspace);
        let rules = workshop.workspace().framework().criteria().to_vec();
        for (given, rule) in rules.iter().enumerate() {
            assert_eq!(workshop.standing().unscored().len(), 2, "{given} of {}", rules.len());
            workshop = agreed(&workshop, Slot::new(1), given, values(rule)[0]);
        }
        assert_eq!(workshop.standing().order(), [Slot::new(1)]);
        assert_eq!(workshop.standing().unscored(), [Slot::new(0)]);
    }
}
