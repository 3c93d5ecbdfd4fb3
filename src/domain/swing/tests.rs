//! Swing against what can be counted by hand, and against every case one by one.

use crate::domain::crew::InTurn;
use std::collections::HashMap;

use super::*;
use crate::domain::framework::Side;
use crate::domain::item::{Held, Item};
use crate::domain::number::Num;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;

/// Four standard deviations of a share of 2,000 samples at most.
const ERROR: f64 = 4.0 * 0.5 / 44.7;

fn open(text: &str) -> Workshop {
    Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0)
}

fn backlog(capacity: u32, items: &str) -> Workshop {
    open(&format!(
        r#"{{"framework":"value-effort","capacity":{{"amount":{capacity},"unit":"points"}},"items":[{items}]}}"#
    ))
}

fn swing(workshop: &Workshop) -> Swing {
    Model::of(workshop).unwrap().swing(&InTurn(2))
}

#[track_caller]
fn close(workshop: &Workshop, swing: &Swing, id: &str, expected: f64) {
    let slot = workshop.workspace().slot(&id.into()).unwrap();
    let chance = swing.of(slot).unwrap();
    assert!((f64::from(chance.inside) - expected).abs() <= ERROR, "{id}: {chance:?}, expected {expected}");
}

#[test]
fn what_is_agreed_on_votes_is_certain_and_a_plain_number_sways_by_a_step() {
    let fixed = |votes: &str| format!(r#"{{"votes":{votes},"agreed":2}}"#);
    let two = fixed(r#"{"a":1,"b":5}"#);
    let workshop = backlog(
        4,
        &format!(
            r#"{{"id":"sure","scores":{{"impact":{two},"effort":{two}}}}},
               {{"id":"sways","scores":{{"impact":{two},"effort":2}}}}"#
        ),
    );
    let swing = swing(&workshop);
    // One step less effort puts the second first, and both fit; one more, and it does not fit any more.
    close(&workshop, &swing, "sure", 1.0);
    close(&workshop, &swing, "sways", 0.75);
    let sways = swing.of(workshop.workspace().slot(&"sways".into()).unwrap()).unwrap();
    assert!(sways.is_contested());
    assert_eq!((sways.best, sways.worst, swing.contested()), (1, 2, 1));
}

#[test]
fn at_the_end_of_a_scale_the_missing_quarter_stays() {
    // Effort 5 cannot go up: it is 4 with a quarter, and only then both fit.
    let five = r#"{"id":"five","scores":{"impact":{"votes":{"a":1,"b":2},"agreed":1},"effort":5}}"#;
    let one = r#"{"id":"one","scores":{"impact":{"votes":{"a":5},"agreed":5},"effort":{"votes":{"a":1},"agreed":1}}}"#;
    let workshop = backlog(5, &format!("{five},{one}"));
    close(&workshop, &swing(&workshop), "five", 0.25);
}

#[test]
fn of_several_votes_one_is_drawn() {
    let item = |votes: &str| {
        format!(
            r#"{{"id":"open","scores":{{"impact":{{"votes":{{"a":5}},"agreed":5}},"effort":{{"votes":{votes}}}}}}}"#
        )
    };
    for (votes, expected) in [
        (r#"{"a":1,"b":5}"#, 0.5),
        (r#"{"a":1,"b":2,"c":5}"#, 2.0 / 3.0),
        (r#"{"a":5,"b":5}"#, 0.0),
        // A single vote sways like a number.
        (r#"{"a":3}"#, 0.75),
    ] {
        let workshop = backlog(3, &item(votes));
        close(&workshop, &swing(&workshop), "open", expected);
    }
}

#[test]
fn on_a_free_scale_a_step_is_a_fifth_less_or_a_quarter_more() {
    let text = r#"{"framework":"cd3","capacity":{"amount":10,"unit":"weeks"},
        "items":[{"id":"a","scores":{"cost_of_delay":{"votes":{"x":5},"agreed":5},"duration":DURATION}}]}"#;
    for (duration, expected) in [("10", 0.75), ("8", 1.0), ("8.1", 0.75), ("12.5", 0.25), ("12.6", 0.0)] {
        let workshop = open(&text.replace("DURATION", duration));
        close(&workshop, &swing(&workshop), "a", expected);
    }
}

#[test]
fn pins_are_certain_and_what_is_done_takes_its_room() {
    let workshop = backlog(
        4,
        r#"{"id":"out","pin":{"held":"out"},"scores":{"impact":5,"effort":1}},
           {"id":"in","pin":{"held":"in"},"scores":{"impact":1,"effort":{"votes":{"a":2},"agreed":2}}},
           {"id":"done","status":"done","finished":"2026-01-01","scores":{"impact":1,"effort":1}},
           {"id":"open","scores":{"impact":5,"effort":{"votes":{"a":1,"b":2}}}}"#,
    );
    let swing = swing(&workshop);
    for (id, expected) in [("out", 0.0), ("in", 1.0), ("open", 0.5)] {
        close(&workshop, &swing, id, expected);
    }
}

/// Every value that a score may have, with its probability; made anew from the rules.
fn cases(workshop: &Workshop) -> Vec<Vec<(Num, f64)>> {
    let workspace = workshop.workspace();
    let steps = |value: Num| {
        let near = |by: f64| Num::new((value.get() + by).clamp(1.0, 5.0)).unwrap();
        vec![(near(-1.0), 0.25), (value, 0.5), (near(1.0), 0.25)]
    };
    let each = workspace.items().iter().flat_map(|item| {
        workspace.framework().criteria().iter().map(|rule| {
            let score = item.scores.get(&rule.id).unwrap();
            match (score.agreed(), score.votes()) {
                (Some(agreed), [_, ..]) => vec![(agreed, 1.0)],
                (None, votes) if votes.len() > 1 => {
                    votes.iter().map(|(_, vote)| (*vote, 1.0 / votes.len() as f64)).collect()
                }
                _ => steps(score.value().unwrap()),
            }
        })
    });
    each.collect()
}

/// The probability of each item to be in, by ranking the backlog in every case there is.
fn exactly(workshop: &Workshop, room: i64) -> Vec<f64> {
    let cases = cases(workshop);
    let items = workshop.workspace().items().len();
    let held: Vec<Option<Held>> = workshop.workspace().items().iter().map(Item::held).collect();
    let mut chances = vec![0.0; items];
    let total: usize = cases.iter().map(Vec::len).product();
    for case in 0..total {
        let (mut rest, mut weight) = (case, 1.0);
        let values: Vec<i64> = cases
            .iter()
            .map(|die| {
                let (value, chance) = die[rest % die.len()];
                rest /= die.len();
                weight *= chance;
                value.get() as i64
            })
            .collect();
        let mut order: Vec<usize> = (0..items).collect();
        // Impact over effort without a fraction: a/b before c/d where a·d is more than c·b.
        order.sort_by(|a, b| {
            let (one, other) = (values[a * 2] * values[b * 2 + 1], values[b * 2] * values[a * 2 + 1]);
            other.cmp(&one).then(values[a * 2 + 1].cmp(&values[b * 2 + 1])).then(a.cmp(b))
        });
        let mut left = room;
        for item in 0..items {
            if held[item] == Some(Held::In) {
                left -= values[item * 2 + 1];
                chances[item] += weight;
            }
        }
        for item in order.into_iter().filter(|item| held[*item].is_none()) {
            if values[item * 2 + 1] > left {
                break;
            }
            left -= values[item * 2 + 1];
            chances[item] += weight;
        }
    }
    chances
}

#[test]
fn sampling_agrees_with_going_through_every_case() {
    for (capacity, items) in [
        (
            5,
            r#"{"id":"a","scores":{"impact":4,"effort":2}},{"id":"b","scores":{"impact":3,"effort":2}},
               {"id":"c","scores":{"impact":{"votes":{"x":1,"y":5,"z":3}},"effort":{"votes":{"x":1,"y":4}}}}"#,
        ),
        (
            4,
            r#"{"id":"a","scores":{"impact":5,"effort":3}},{"id":"b","scores":{"impact":2,"effort":1}},
               {"id":"c","pin":{"held":"in"},"scores":{"impact":1,"effort":2}},
               {"id":"d","scores":{"impact":{"votes":{"x":2,"y":5}},"effort":{"votes":{"x":2,"y":2},"agreed":2}}}"#,
        ),
    ] {
        let workshop = backlog(capacity, items);
        let found = swing(&workshop);
        for (item, expected) in
            workshop.workspace().items().iter().zip(exactly(&workshop, i64::from(capacity)))
        {
            close(&workshop, &found, item.id.as_str(), expected);
        }
    }
}

#[test]
fn the_seed_decides_and_the_number_of_threads_does_not() {
    let items: Vec<String> = (0..60)
        .map(|i| format!(r#"{{"scores":{{"impact":{},"effort":{}}}}}"#, i % 5 + 1, i * 7 % 5 + 1))
        .collect();
    let mut workshop = backlog(40, &items.join(","));
    let model = |workshop: &Workshop| Model::of(workshop).unwrap();
    let once = model(&workshop).swing(&InTurn(1));
    for threads in [0, 1, 2, 3, 7] {
        assert_eq!(model(&workshop).swing(&InTurn(threads)), once);
    }
    workshop = backlog(40, &items.join(","));
    let mut other = model(&workshop);
    other.seed = 1;
    assert_ne!(other.swing(&InTurn(2)), once);
}

#[test]
fn only_what_stands_around_the_line_is_looked_at() {
    let items: Vec<String> = (0..3_000)
        .map(|i| format!(r#"{{"scores":{{"impact":{},"effort":1}}}}"#, 5 - i * 5 / 3_000))
        .collect();
    let workshop = backlog(1_800, &items.join(","));
    let model = Model::of(&workshop).unwrap();
    assert_eq!((model.items.len(), model.above, model.partial), (WINDOW, 800, true));
    let line = &workshop.standing().order()[1_800];
    let swing = model.swing(&InTurn(2));
    assert!(swing.partial && swing.of(*line).is_some() && swing.of(workshop.standing().order()[0]).is_none());
}

#[test]
fn information_is_what_knowing_a_value_would_settle() {
    // Whether the first fits hangs on its own effort alone; what the second takes decides nothing.
    let agreed = |value: u32| format!(r#"{{"votes":{{"a":{value}}},"agreed":{value}}}"#);
    let workshop = backlog(
        4,
        &format!(
            r#"{{"id":"first","scores":{{"impact":{five},"effort":{{"votes":{{"a":3,"b":5}}}}}}}},
               {{"id":"second","scores":{{"impact":{one},"effort":{{"votes":{{"a":4,"b":5}}}}}}}}"#,
            five = agreed(5),
            one = agreed(1)
        ),
    );
    let swing = swing(&workshop);
    let settles: HashMap<&str, f32> = ["first", "second"]
        .map(|id| (id, swing.settled_by(workshop.workspace().slot(&id.into()).unwrap(), 1)))
        .into();
    assert!(settles["first"] > 0.95, "{settles:?}");
    assert!(settles["second"] < 0.05, "{settles:?}");
    assert_eq!(workshop.workspace().framework().criteria()[1].side(), Side::Engineering);
}

#[test]
fn without_a_line_or_an_item_there_is_nothing_to_draw() {
    assert!(Model::of(&open(r#"{"items":[{"id":"a"}]}"#)).is_none());
    let nobody = backlog(3, r#"{"id":"a"}"#);
    assert_eq!(Model::of(&nobody).unwrap().swing(&InTurn(2)).contested(), 0);
}
