//! Worked numbers for the matrix: points, axes, the curve, quadrants, ways through it.

mod ways;

use super::super::formula::Relation;
use super::super::workspace::Head;
use super::*;

fn workshop(text: &str) -> Workshop {
    let head: Head = serde_json::from_str(text).unwrap();
    Workshop::new(Workspace::load(head).unwrap().0)
}

/// Items under a framework with a capacity of so many items: `id: criterion value, …` each.
fn plan(framework: &str, top: &str, items: &[(&str, &str)]) -> Workshop {
    let items: Vec<String> =
        items.iter().map(|(id, rest)| format!(r#"{{"id":"{id}","scores":{{{rest}}}}}"#)).collect();
    workshop(&format!(
        r#"{{"framework":{framework},"capacity":{{"amount":{top},"unit":"items"}},"items":[{}]}}"#,
        items.join(",")
    ))
}

fn slot(workshop: &Workshop, id: &str) -> Slot {
    workshop.workspace().slot(&id.into()).unwrap()
}

fn matrix(workshop: &Workshop) -> Matrix {
    Matrix::new(workshop, |_| true)
}

fn point_of(workshop: &Workshop, id: &str) -> Option<(f64, f64)> {
    let point = matrix(workshop).point(workshop.workspace(), slot(workshop, id))?;
    Some((point.benefit, point.cost))
}

fn near(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9 * one.abs().max(1.0)
}

/// A framework of business `a` and `b` and engineering `c` and `d`, on steps from 1 to 5.
fn own(formula: &str, effort: &str) -> String {
    let criterion =
        |id: &str, side: &str| format!(r#"{{"id":"{id}","side":"{side}","scale":{{"steps":[1,2,3,4,5]}}}}"#);
    let criteria = [("a", "business"), ("b", "business"), ("c", "engineering"), ("d", "engineering")]
        .map(|(id, side)| criterion(id, side))
        .join(",");
    let effort = if effort.is_empty() { String::new() } else { format!(r#","effort":"{effort}""#) };
    format!(r#"{{"id":"own","criteria":[{criteria}],"formula":{formula}{effort}}}"#)
}

#[test]
fn every_framework_has_a_benefit_and_a_cost() {
    let all = r#""a":5,"b":4,"c":3,"d":2"#;
    let terms = |kind: &str, ids: &[&str]| {
        let ids: Vec<String> = ids.iter().map(|id| format!(r#"{{"criterion":"{id}"}}"#)).collect();
        format!(r#"{{"{kind}":[{}]}}"#, ids.join(","))
    };
    let whole = |kind: &str, ids: &[&str]| format!(r#"{{"numerator":{}}}"#, terms(kind, ids));
    let divided = format!(
        r#"{{"numerator":{},"denominator":{}}}"#,
        terms("sum", &["a", "b", "c"]),
        terms("sum", &["d"])
    );
    for (framework, scores, relation, ease, point) in [
        (
            r#""four-factor""#.to_owned(),
            r#""customer_value":5,"business_value":5,"urgency":3,"effort":2"#,
            Relation::Divides,
            false,
            (13.0, 2.0),
        ),
        (
            r#""rice""#.to_owned(),
            r#""reach":500,"impact":2,"confidence":0.8,"effort":4"#,
            Relation::Divides,
            false,
            (800.0, 4.0),
        ),
        (
            r#""weighted""#.to_owned(),
            r#""customer_value":4,"revenue":3,"strategic_fit":5,"effort":2,"risk":1"#,
            Relation::Divides,
            false,
            (19.0, 8.0),
        ),
        // What engineering scores of a product without a divisor is ease.
        (
            r#""ice""#.to_owned(),
            r#""impact":7,"confidence":5,"ease":4"#,
            Relation::Multiplies,
            true,
            (35.0, 4.0),
        ),
        // Where it divides, the side does not matter.
        (own(&divided, ""), all, Relation::Divides, false, (12.0, 2.0)),
        (own(&whole("sum", &["a", "b", "c", "d"]), ""), all, Relation::Adds, true, (9.0, 5.0)),
        // What capacity is counted in is a cost, even where more of it raises the score.
        (own(&whole("product", &["a", "b", "c"]), "c"), all, Relation::Multiplies, false, (20.0, 3.0)),
        (own(&whole("sum", &["a", "b"]), "d"), all, Relation::Apart, false, (9.0, 2.0)),
        (own(&whole("sum", &["a", "b"]), ""), all, Relation::Missing, false, (9.0, 1.0)),
        // Nothing would be left of the benefit.
        (own(&whole("product", &["c", "d"]), ""), all, Relation::Missing, false, (6.0, 1.0)),
    ] {
        let workshop = plan(&framework, "1", &[("x", scores)]);
        let matrix = matrix(&workshop);
        let parts = matrix.parts();
        assert_eq!((parts.relation(), parts.is_ease()), (relation, ease), "{framework}");
        assert_eq!(point_of(&workshop, "x"), Some(point), "{framework}");
        let at = Point { benefit: point.0, cost: point.1 };
        let score = workshop.standing().seat(slot(&workshop, "x")).unwrap().score;
        assert_eq!(parts.score(at).to_bits(), score.to_bits(), "{framework}");
        assert!(near(parts.benefit_at(score, at.cost), at.benefit), "{framework}");
    }
}

#[test]
fn on_steps_an_axis_goes_as_far_as_the_scales_and_its_middle_is_theirs() {
    for (framework, half, ends, middle, in_factors, reversed) in [
        ("four-factor", Half::Benefit, (3.0, 15.0), 9.0, false, false),
        ("four-factor", Half::Cost, (1.0, 5.0), 3.0, false, false),
        ("weighted", Half::Cost, (5.0, 25.0), 15.0, false, false),
        // In equal steps the middle of 1, 2, 3, 5, 8, 13, 20 would lie in the corner.
        ("wsjf", Half::Benefit, (3.0, 60.0), 15.0, true, false),
        ("wsjf", Half::Cost, (1.0, 20.0), 5.0, true, false),
        // A hundred times apart.
        ("ice", Half::Benefit, (1.0, 100.0), 30.25, true, false),
        ("ice", Half::Cost, (1.0, 10.0), 5.5, false, true),
    ] {
        let workshop = plan(&format!(r#""{framework}""#), "1", &[]);
        let matrix = matrix(&workshop);
        let axis = matrix.axis(half);
        assert_eq!((axis.ends(), axis.middle()), (ends, middle), "{framework} {half:?}");
        assert_eq!((axis.in_factors(), axis.is_reversed()), (in_factors, reversed), "{framework} {half:?}");
        let (near_end, far_end) = if reversed { (ends.1, ends.0) } else { ends };
        assert_eq!((axis.share(near_end), axis.share(far_end)), (0.0, 1.0), "{framework} {half:?}");
    }
}

/// RICE items with these reaches and efforts, everything else 1.
fn rice(items: &[(f64, f64)]) -> Workshop {
    let scores: Vec<(String, String)> = items
        .iter()
        .enumerate()
        .map(|(i, (reach, effort))| {
            (format!("i{i}"), format!(r#""reach":{reach},"impact":1,"confidence":1,"effort":{effort}"#))
        })
        .collect();
    let scores: Vec<(&str, &str)> = scores.iter().map(|(id, rest)| (id.as_str(), rest.as_str())).collect();
    plan(r#""rice""#, "1", &scores)
}

#[test]
fn on_free_scales_an_axis_goes_as_far_as_the_items_in_round_numbers() {
    for (reaches, ends, middle, in_factors) in [
        (&[120.0, 380.0, 300.0][..], (0.0, 400.0), 300.0, false),
        (&[700.0, 830.0, 900.0], (700.0, 900.0), 830.0, false),
        (&[100.0, 3_000.0, 40_000.0], (100.0, 50_000.0), 3_000.0, true),
        (&[0.0, 30.0, 9_000.0], (0.0, 10_000.0), 30.0, true),
        (&[400.0], (0.0, 800.0), 400.0, false),
        (&[0.0, 0.0], (0.0, 1.0), 0.0, false),
        (&[], (0.0, 1.0), 0.5, false),
    ] {
        let items: Vec<(f64, f64)> = reaches.iter().map(|reach| (*reach, 1.0)).collect();
        let workshop = rice(&items);
        let matrix = matrix(&workshop);
        let axis = matrix.axis(Half::Benefit);
        assert_eq!((axis.ends(), axis.middle()), (ends, middle), "{reaches:?}");
        assert_eq!(axis.in_factors(), in_factors, "{reaches:?}");
    }
}

#[test]
fn equal_factors_lie_as_far_apart_and_nothing_has_a_strip_of_its_own() {
    let workshop = rice(&[(100.0, 1.0), (10_000.0, 1.0)]);
    let matrix_of = matrix(&workshop);
    let axis = matrix_of.axis(Half::Benefit);
    assert!(near(axis.share(1_000.0), 0.5));
    assert_eq!(axis.marks(), [100.0, 10_000.0, 1_000.0, 200.0, 2_000.0, 500.0, 5_000.0]);

    let workshop = rice(&[(0.0, 1.0), (100.0, 1.0), (10_000.0, 1.0)]);
    let matrix_of = matrix(&workshop);
    let axis = matrix_of.axis(Half::Benefit);
    let strip = axis.share(100.0);
    assert!(near(axis.share(0.0), 0.0) && strip > 0.0 && near(axis.share(50.0), strip / 2.0));
    assert!(near(axis.share(1_000.0) - strip, axis.share(10_000.0) - axis.share(1_000.0)));
    for value in [0.0, 1.0, 50.0, 100.0, 101.0, 777.0, 10_000.0] {
        assert!(near(axis.value(axis.share(value)), value), "{value}");
    }
}

#[test]
fn marks_are_steps_or_round_numbers_and_the_ends_come_first() {
    let marks = |framework: &str, half: Half| {
        let workshop = plan(&format!(r#""{framework}""#), "1", &[]);
        matrix(&workshop).axis(half).marks()
    };
    assert_eq!(marks("four-factor", Half::Cost), [1.0, 5.0, 2.0, 3.0, 4.0]);
    assert_eq!(marks("four-factor", Half::Benefit), [3.0, 15.0, 5.0, 10.0]);
    assert_eq!(marks("wsjf", Half::Cost), [1.0, 20.0, 2.0, 3.0, 5.0, 8.0, 13.0]);
    let workshop = rice(&[(120.0, 1.0), (380.0, 2.0)]);
    assert_eq!(matrix(&workshop).axis(Half::Benefit).marks(), [0.0, 400.0, 100.0, 200.0, 300.0]);
}

/// Value and effort, best first: 5, 2, 1 and 0.4.
const FOUR: [(&str, &str); 4] = [
    ("top", r#""impact":5,"effort":1"#),
    ("next", r#""impact":4,"effort":2"#),
    ("even", r#""impact":3,"effort":3"#),
    ("last", r#""impact":2,"effort":5"#),
];

/// A score of the plan of four, with the noise of its last digits rounded away.
fn settled(score: f64) -> f64 {
    let workshop = plan(r#""value-effort""#, "4", &FOUR);
    let seats = workshop.standing().order().iter().filter_map(|slot| workshop.standing().seat(*slot));
    seats.map(|seat| seat.score).find(|other| near(*other, score)).unwrap()
}

#[test]
fn the_curve_runs_half_way_between_the_last_in_and_the_first_out() {
    let value = r#""value-effort""#;
    for (top, bar) in [
        ("0", Bar::NobodyIn),
        ("1", Bar::At(3.5)),
        ("2", Bar::At(1.5)),
        ("3", Bar::At(f64::midpoint(1.0, settled(0.4)))),
        ("4", Bar::AllIn),
    ] {
        assert_eq!(matrix(&plan(value, top, &FOUR)).bar(), bar, "{top}");
    }
    assert_eq!(matrix(&plan(value, "null", &FOUR)).bar(), Bar::NoLine);
    assert_eq!(matrix(&plan(value, "1", &[])).bar(), Bar::AllIn);

    // At score 1.5 a straight line: effort 1 takes impact 1.5, effort 3 takes 4.5, effort 4 more than there is.
    let matrix = matrix(&plan(value, "2", &FOUR));
    for (effort, impact) in [(1.0, Some(1.5)), (2.0, Some(3.0)), (3.0, Some(4.5)), (4.0, None)] {
        let x = matrix.axis(Half::Cost).share(effort);
        let height = matrix.curve(x).map(|y| matrix.at((x, y)).benefit);
        assert_eq!(height.is_some(), impact.is_some(), "{effort}");
        assert!(near(height.unwrap_or(0.0), impact.unwrap_or(0.0)), "{effort}: {height:?}");
    }
}

#[test]
fn where_the_score_is_a_product_the_curve_bends() {
    // Impact × confidence × ease; in is 8 × 5 × 5, out is 4 × 5 × 5: the curve is at 150.
    let items =
        [("in", r#""impact":8,"confidence":5,"ease":5"#), ("out", r#""impact":4,"confidence":5,"ease":5"#)];
    let matrix = matrix(&plan(r#""ice""#, "1", &items));
    assert_eq!(matrix.bar(), Bar::At(150.0));
    for (ease, benefit) in [(10.0, Some(15.0)), (5.0, Some(30.0)), (2.0, Some(75.0)), (1.0, None)] {
        let x = matrix.axis(Half::Cost).share(ease);
        let height = matrix.curve(x).map(|y| matrix.at((x, y)).benefit);
        assert_eq!(height.is_some(), benefit.is_some(), "{ease}");
        assert!(near(height.unwrap_or(0.0), benefit.unwrap_or(0.0)), "{ease}: {height:?}");
    }
    // Less ease lies further to the right.
    assert!(matrix.axis(Half::Cost).share(2.0) > matrix.axis(Half::Cost).share(9.0));
}

#[test]
fn a_pin_leaves_its_item_where_its_scores_put_it() {
    let pinned = r#"{"framework":"value-effort","capacity":{"amount":2,"unit":"items"},"items":[
        {"id":"top","scores":{"impact":5,"effort":1},"pin":{"held":"out"}},
        {"id":"next","scores":{"impact":4,"effort":2}},
        {"id":"even","scores":{"impact":3,"effort":3}},
        {"id":"last","scores":{"impact":2,"effort":5},"pin":{"held":"in"}}]}"#;
    let workshop = workshop(pinned);
    let matrix = matrix(&workshop);
    // `last` takes one of the two places, so `next` is in and `even` is out.
    assert_eq!(matrix.bar(), Bar::At(1.5));
    let above = |dot: &Dot| matrix.curve(f64::from(dot.x)).is_none_or(|y| f64::from(dot.y) > y);
    let told: Vec<(&str, bool, bool)> = matrix
        .dots()
        .iter()
        .map(|dot| (workshop.workspace().item(dot.slot).id.as_str(), dot.is_in, above(dot)))
        .collect();
    assert_eq!(told[0], ("top", false, true));
    assert_eq!(told[1], ("next", true, true));
    assert_eq!((told[2].0, told[2].1), ("even", false));
    assert_eq!((told[3].0, told[3].1), ("last", true));
    let bar = 1.5;
    let score = |id: &str| workshop.standing().seat(slot(&workshop, id)).unwrap().score;
    assert!(score("top") > bar && score("last") < bar);
}

#[test]
fn quadrants_are_parted_in_the_middle_and_a_border_belongs_to_the_better_side() {
    let matrix_of = matrix(&plan(r#""value-effort""#, "1", &[]));
    for (benefit, cost, quadrant) in [
        (5.0, 1.0, Quadrant::QuickWins),
        (5.0, 5.0, Quadrant::BigBets),
        (1.0, 1.0, Quadrant::FillIns),
        (1.0, 5.0, Quadrant::MoneyPits),
        (3.0, 3.0, Quadrant::QuickWins),
        (3.0, 4.0, Quadrant::BigBets),
        (2.0, 3.0, Quadrant::FillIns),
    ] {
        assert_eq!(matrix_of.quadrant(Point { benefit, cost }), quadrant, "{benefit} over {cost}");
    }
    let matrix_of = matrix(&plan(r#""ice""#, "1", &[]));
    for (ease, quadrant) in [(9.0, Quadrant::QuickWins), (2.0, Quadrant::BigBets)] {
        assert_eq!(matrix_of.quadrant(Point { benefit: 64.0, cost: ease }), quadrant, "ease {ease}");
    }
}

#[test]
fn left_and_right_lead_to_what_lies_nearest() {
    let workshop = plan(
        r#""value-effort""#,
        "1",
        &[
            ("a", r#""impact":5,"effort":1"#),
            ("b", r#""impact":5,"effort":3"#),
            ("c", r#""impact":1,"effort":2"#),
            ("d", r#""impact":4,"effort":4"#),
            ("e", r#""impact":4,"effort":4"#),
            ("open", r#""impact":4"#),
        ],
    );
    let matrix = matrix(&workshop);
    let beside = |id: &str, right: bool| {
        let found = matrix.beside(workshop.workspace(), slot(&workshop, id), right);
        found.map(|slot| workshop.workspace().item(slot).id.as_str().to_owned())
    };
    for (from, right, to) in [
        // What lies far below counts for more than what lies a bit further.
        ("a", true, Some("b")),
        ("b", true, Some("d")),
        ("b", false, Some("a")),
        ("c", true, Some("d")),
        // Of those in one place the best comes first, and it is no way from one to the other.
        ("d", true, None),
        ("e", false, Some("b")),
        ("a", false, None),
        ("open", true, Some("a")),
    ] {
        assert_eq!(beside(from, right).as_deref(), to, "{from} {right}");
    }
}
