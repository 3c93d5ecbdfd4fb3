//! Another framework, or other weights, on trial before they are applied.

use cutline::domain::number::Num;
use insta::assert_snapshot;

use super::{CLINIC, Room};

#[test]
fn the_difference_is_seen_before_it_is_applied() {
    let mut room = Room::new(CLINIC);
    let before = room.ranking();
    room.keys("f").sees("This is the framework in use.").keys("j").sees("carried over: 7 impact");
    assert_eq!(room.ranking(), before);
    assert_snapshot!("value_effort_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("value_effort_at_80_by_24", room.screen());
    room.keys("c").sees("nothing is carried over").keys("esc");
    assert_eq!((room.ranking(), room.kept.len()), (before, 0));
}

#[test]
fn a_capacity_that_is_left_in_another_unit_is_told_and_can_be_set_in_that() {
    let mut room = Room::new(CLINIC);
    room.keys("f");
    while !room.screen().contains("capacity stays") {
        room.keys("j");
    }
    room.sees("capacity stays 11 points, effort in person-months · carried over");
    room.keys("enter").types("for the founder").keys("enter C").sees("[points]  person-months   items");
    room.keys("u").sees("11  person-months").sees("points  [person-months]  items").keys("enter");
    assert_eq!(room.app.workspace().head().capacity.as_ref().unwrap().unit, "person-months");
    room.keys("C").sees("[person-months]  items").misses("points  ");
}

#[test]
fn what_is_pinned_stands_on_its_side_of_the_line_on_trial_too() {
    let mut room = Room::new(CLINIC);
    room.keys("/")
        .types("dashboard")
        .keys("enter p tab")
        .types("Mia")
        .keys("tab")
        .types("promised")
        .keys("ctrl-s");
    let pinned = room.app.workspace().items().iter().find(|item| item.held().is_some());
    let title = pinned.unwrap().shown_title().to_owned();
    room.keys("f j").sees(&title);
    let screen = room.screen();
    let [at, line] = [title.as_str(), " cutline "].map(|text| screen.rfind(text).unwrap());
    assert!(at < line, "{screen}");
}

#[test]
fn applying_is_one_entry_and_one_undo() {
    let mut room = Room::new(CLINIC);
    let before = room.ranking();
    room.keys("f j enter r").sees("Why?").types("the board knows no other").keys("enter");
    room.sees("framework Four-factor → Value / effort").sees("why: the board knows no other");
    assert_ne!(room.ranking(), before);
    room.keys("u").sees("undo: framework Value / effort → Four-factor");
    assert_eq!(room.ranking(), before);
    let mut next_day = room.reopened();
    next_day.keys("U");
    assert_ne!(next_day.ranking(), before);
}

#[test]
fn weights_are_changed_live_and_kept_in_the_workspace() {
    let mut room = Room::new(CLINIC);
    room.keys("w")
        .sees("Nothing is changed yet.")
        .keys("j j + + + +")
        .sees("× 3")
        .sees("the scores stay as they are");
    assert_snapshot!("weights_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("weights_at_80_by_24", room.screen());
    room.size = (160, 48);
    room.keys("enter esc").sees("weights of Four-factor changed");
    let next_day = room.reopened();
    let spec = next_day.app.workspace().framework().spec();
    assert_eq!(spec.formula.numerator.sum[2].weight.map(Num::get), Some(3.0));
}

#[test]
fn weights_that_nobody_changed_are_no_change() {
    let mut room = Room::new(CLINIC);
    room.keys("w enter").sees("nothing to change: it is so already");
    room.keys("w + - enter").sees("nothing to change: it is so already");
    assert!(room.kept.is_empty());
}

#[test]
fn a_product_has_no_weights() {
    let mut room = Room::new(r#"{"framework":"ice","items":[{"title":"A"}]}"#);
    room.keys("w").sees("this framework multiplies: a product has no weights");
}

#[test]
fn a_framework_of_ones_own_is_there_to_go_back_to() {
    let own = CLINIC.replace(
        "\"four-factor\"",
        r#"{"id":"own","name":"Our own","criteria":[{"id":"effort","name":"Effort","side":"engineering",
           "scale":{"steps":[1,2,3,4,5]}}],"formula":{"numerator":{"sum":[{"criterion":"effort"}]}},"effort":"effort"}"#,
    );
    let mut room = Room::new(&own);
    room.keys("R f").sees("Our own").keys("g k k k k k k k k k enter");
    assert_eq!(room.app.workspace().framework().spec().id, "four-factor");
    room.keys("f").sees("Our own").keys("j j j j j j j j j enter");
    assert_eq!(room.app.workspace().framework().spec().id, "own");
}

#[test]
fn why_nothing_can_be_tried_is_told() {
    let people = r#"[{"id":"ana","side":"engineering"}]"#;
    let mut room = Room::new(&format!(r#"{{"participants":{people},"items":[{{"title":"A"}}]}}"#));
    room.keys("v s enter enter").keys("q esc f j");
    room.sees("Blind rounds are open: reveal or drop them first.").misses("This is the framework in use");
}
