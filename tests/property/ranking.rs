//! The ranking and its line are those from scratch, and those of a plain model.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use cutline::domain::id::Slot;
use cutline::domain::standing::Standing;
use cutline::domain::workspace::Workspace;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::naive::{Naive, Row};
use crate::support::playing::{
    assert_stands_as_modelled, cases, ids, inside, live_picture, picture, play, slots, written,
};
use crate::support::sessions::{files, open, open_text, sessions};

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn a_ranking_kept_up_to_date_is_the_ranking_from_scratch(session in sessions()) {
        play(&session, |_, now, _| {
            let scratch = Standing::new(now.workspace());
            assert_eq!(live_picture(now), picture(now.workspace(), &scratch));
        });
    }

    #[test]
    fn ranked_and_unscored_items_are_the_candidates_each_once(session in sessions()) {
        play(&session, |_, now, _| {
            let standing = now.standing();
            let ranked: HashSet<Slot> = standing.order().iter().copied().collect();
            assert_eq!(ranked.len(), standing.order().len());
            let mut everybody = [standing.order(), standing.unscored()].concat();
            everybody.sort_unstable();
            let open = slots(now.workspace()).filter(|slot| now.workspace().item(*slot).is_candidate());
            assert_eq!(everybody, open.collect::<Vec<_>>());
            for slot in slots(now.workspace()) {
                let place = standing.order().iter().position(|other| *other == slot);
                assert_eq!(standing.index(slot), place);
                let is_in = place.is_some_and(|at| standing.line().is_some() && standing.is_in_at(slot, at));
                assert_eq!(standing.is_in(slot), is_in);
            }
        });
    }

    #[test]
    fn a_file_stands_as_the_plain_model_says(file in files()) {
        let workspace = open(&file);
        assert_stands_as_modelled(&workspace, &Standing::new(&workspace));
    }

    #[test]
    fn a_workshop_stands_as_the_plain_model_says_after_every_gesture(session in sessions()) {
        play(&session, |_, now, _| assert_stands_as_modelled(now.workspace(), now.standing()));
    }

    #[test]
    fn the_order_of_the_keys_in_a_file_does_not_matter(file in files(), seed in any::<u64>()) {
        let (one, other) = (open(&file), open_text(&shuffled(&file, seed)));
        let (before, after) = (Standing::new(&one), Standing::new(&other));
        assert_eq!(picture(&one, &before), picture(&other, &after));
    }

    #[test]
    fn the_order_of_items_that_do_not_tie_does_not_matter(
        (file, mixed) in files().prop_map(|file| without_ties(&open(&file))).prop_flat_map(|file| {
            let items = file["items"].as_array().unwrap().clone();
            let mixed = Just(items).prop_shuffle().prop_map({
                let file = file.clone();
                move |items| with_items(&file, items)
            });
            (Just(file), mixed)
        })
    ) {
        let (one, other) = (open(&file), open(&mixed));
        let (before, after) = (Standing::new(&one), Standing::new(&other));
        assert_eq!(ids(&one, before.order()), ids(&other, after.order()));
        assert_eq!(inside(&one, &before), inside(&other, &after));
        assert_eq!(before.line(), after.line());
    }
}

/// A file with the keys of every object in another order.
fn shuffled(value: &Value, seed: u64) -> String {
    let all = |parts: Vec<String>| parts.join(",");
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_cached_key(|(key, _)| {
                let mut hasher = DefaultHasher::new();
                (seed, key).hash(&mut hasher);
                hasher.finish()
            });
            let field = |(key, value): &(&String, &Value)| format!("{key:?}:{}", shuffled(value, seed));
            format!("{{{}}}", all(fields.iter().map(field).collect()))
        }
        Value::Array(values) => {
            let values = values.iter().map(|value| shuffled(value, seed));
            format!("[{}]", all(values.collect()))
        }
        other => other.to_string(),
    }
}

fn with_items(file: &Value, items: Vec<Value>) -> Value {
    let mut file = file.clone();
    file["items"] = Value::Array(items);
    file
}

/// A workspace as a file, in which no two items rank by their place in it.
fn without_ties(workspace: &Workspace) -> Value {
    let file: Value = serde_json::from_str(&written(workspace)).unwrap();
    let mut alone: Vec<Row> = Vec::new();
    for row in Naive::of(&file).ranked {
        if !alone.iter().any(|other| other.ties_with(&row)) {
            alone.push(row);
        }
    }
    let kept = |item: &&Value| alone.iter().any(|row| item["id"] == *row.id);
    let items = file["items"].as_array().unwrap().iter().filter(kept);
    with_items(&file, items.cloned().collect())
}
