//! Ways to a point, and from where the last one came.

use super::*;
use crate::domain::command::Command;
use crate::domain::number::Num;
use crate::domain::tradeoff::Stamp;

fn num(raw: f64) -> Num {
    Num::new(raw).unwrap()
}

/// What would bring an item to a point, in words.
fn proposals(workshop: &Workshop, id: &str, benefit: f64, cost: f64) -> Vec<String> {
    let matrix = matrix(workshop);
    let to = Point { benefit, cost };
    let criteria = workshop.workspace().framework().criteria();
    nearest_scores(&matrix, workshop.workspace(), slot(workshop, id), to)
        .into_iter()
        .map(|(criterion, value)| format!("{} {value}", criteria[criterion].id))
        .collect()
}

#[test]
fn a_point_says_which_single_score_comes_nearest() {
    let workshop = plan(
        r#""four-factor""#,
        "1",
        &[
            ("x", r#""customer_value":3,"business_value":4,"urgency":1,"effort":3"#),
            ("open", r#""effort":2"#),
        ],
    );
    // Benefit 8 over cost 3. Straight to the left: the effort alone.
    assert_eq!(proposals(&workshop, "x", 8.0, 1.0), ["effort 1"]);
    assert_eq!(proposals(&workshop, "x", 8.0, 4.4), ["effort 4"]);
    // Up by two: each of the three can do it, or as much of it as its scale has.
    assert_eq!(proposals(&workshop, "x", 10.0, 3.0), ["customer_value 5", "urgency 3", "business_value 5"]);
    // Across: what closes more of the gap comes first.
    assert_eq!(
        proposals(&workshop, "x", 9.0, 5.0),
        ["effort 5", "customer_value 4", "business_value 5", "urgency 2"]
    );
    assert!(proposals(&workshop, "x", 8.0, 3.0).is_empty(), "it lies there already");
    assert!(proposals(&workshop, "x", 8.2, 3.1).is_empty(), "no step comes nearer");
    assert!(proposals(&workshop, "open", 8.0, 3.0).is_empty(), "it lies nowhere");
}

#[test]
fn on_a_free_scale_the_grid_of_its_steps_is_kept_to() {
    let workshop = plan(
        r#""rice""#,
        "1",
        &[
            ("x", r#""reach":1000,"impact":2,"confidence":0.5,"effort":4"#),
            ("y", r#""reach":90000,"impact":1,"confidence":1,"effort":12"#),
            ("zero", r#""reach":0,"impact":1,"confidence":1,"effort":2"#),
        ],
    );
    // Benefit 1000: 2,130 takes a reach of 2130, and steps are a hundred wide; confidence ends at 1, impact at 3.
    assert_eq!(proposals(&workshop, "x", 2_130.0, 4.0), ["reach 2100", "confidence 1", "impact 3"]);
    assert_eq!(proposals(&workshop, "x", 1_000.0, 6.3), ["effort 6.5"]);
    assert_eq!(proposals(&workshop, "x", 1_000.0, -5.0), ["effort 0.5"]);
    // Nothing times anything stays nothing.
    assert_eq!(proposals(&workshop, "zero", 500.0, 2.0), ["reach 500"]);
    // The ease of ICE has steps, and lies on an axis that runs from much to little.
    let workshop = plan(r#""ice""#, "1", &[("x", r#""impact":4,"confidence":5,"ease":5"#)]);
    assert_eq!(proposals(&workshop, "x", 20.0, 7.6), ["ease 8"]);
}

fn agree(workshop: &mut Workshop, id: &str, criterion: &str, to: Option<f64>) {
    let (item, criterion) = (slot(workshop, id), criterion.into());
    workshop.perform(Command::Agree { item, criterion, to: to.map(num) }, Stamp::default()).unwrap();
}

fn moved(workshop: &Workshop) -> Option<(String, f64, f64)> {
    let matrix = matrix(workshop);
    let (slot, from) = came_from(workshop, matrix.parts())?;
    Some((workshop.workspace().item(slot).id.to_string(), from.benefit, from.cost))
}

#[test]
fn the_last_change_says_where_its_item_was() {
    let mut workshop = plan(r#""value-effort""#, "2", &FOUR);
    assert_eq!(moved(&workshop), None);
    agree(&mut workshop, "even", "effort", Some(1.0));
    assert_eq!(moved(&workshop), Some(("even".to_owned(), 3.0, 3.0)));
    // A reason moves nobody, so the marks of the change stay.
    let reason = Command::Reason { entry: 1, text: Some("smaller".to_owned()) };
    workshop.perform(reason, Stamp::default()).unwrap();
    assert_eq!(moved(&workshop), Some(("even".to_owned(), 3.0, 3.0)));
    workshop.perform(Command::Undo, Stamp::default()).unwrap();
    assert_eq!(moved(&workshop), Some(("even".to_owned(), 3.0, 1.0)));
    // What had no place came from nowhere, and what has none any more went nowhere.
    agree(&mut workshop, "even", "effort", None);
    assert_eq!(moved(&workshop), None);
    agree(&mut workshop, "even", "effort", Some(2.0));
    assert_eq!(moved(&workshop), None);
    // The next change is another one's.
    agree(&mut workshop, "top", "impact", Some(2.0));
    assert_eq!(moved(&workshop), Some(("top".to_owned(), 5.0, 1.0)));
}

#[test]
fn votes_move_an_item_by_their_median() {
    let mut workshop = workshop(
        r#"{"framework":"value-effort","participants":[{"id":"ana","side":"engineering"}],"items":[{"id":"x","scores":{"impact":4,"effort":{"votes":{"ana":2,"bo":4}}}}]}"#,
    );
    let vote = Command::Vote {
        item: slot(&workshop, "x"),
        criterion: "effort".into(),
        participant: "ana".into(),
        to: Some(num(4.0)),
    };
    workshop.perform(vote, Stamp::default()).unwrap();
    assert_eq!(moved(&workshop), Some(("x".to_owned(), 4.0, 3.0)));
    assert_eq!(point_of(&workshop, "x"), Some((4.0, 4.0)));
    agree(&mut workshop, "x", "effort", Some(5.0));
    assert_eq!(moved(&workshop), Some(("x".to_owned(), 4.0, 4.0)));
}
