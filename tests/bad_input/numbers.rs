//! Rows about numbers: what is no score, and what is none to begin with.

use cutline::domain::number::Num;
use serde_json::json;

use super::Desk;

#[test]
fn row_13_no_score_is_ever_infinite() {
    // Nothing that is saved holds a number but this one, and it is none of those.
    for raw in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX] {
        assert_eq!(Num::new(raw), None);
        assert_eq!(Num::computed(raw), None);
    }
    // A median of the two largest does not leave the range, either.
    let desk = Desk::scored(
        "rice",
        "\"reach\": {\"votes\": {\"a\": 1e12, \"b\": 999999999999}}, \"impact\": 3, \"confidence\": 1, \"effort\": 0.5",
    );
    desk.run(&["score", "w.json", "a", "effort=1"]).done();
    assert!(!desk.text("w.json").contains("null"), "{}", desk.text("w.json"));
    assert!(desk.json(&["rank", "w.json", "--json"])["items"][0]["score"].is_number());
}

#[test]
fn row_14_minus_zero_is_zero() {
    for zero in ["-0", "-0.0", "-0e5"] {
        let desk = Desk::scored("rice", &format!("\"reach\": {zero}, \"impact\": 1, \"confidence\": 1"));
        desk.run(&["score", "w.json", "a", "effort=1"]).done();
        let text = desk.text("w.json");
        assert!(text.contains("\"reach\": 0,") && !text.contains("-0"), "{zero}: {text}");
        assert_eq!(desk.json(&["rank", "w.json", "--json"])["items"][0]["score"], 0);
    }
}

#[test]
fn row_15_effort_zero_is_no_value_and_that_is_told() {
    let desk = Desk::scored(
        "four-factor",
        "\"customer_value\": 5, \"business_value\": 5, \"urgency\": 5, \"effort\": 0",
    );
    let told = desk.accepts();
    assert!(told.contains("items[0].scores.effort: a has effort 0, which is not a value"), "{told}");
    let ranking = desk.json(&["rank", "w.json", "--json"]);
    assert_eq!(ranking["items"], json!([]));
    assert_eq!(ranking["unscored"][0]["needs"], json!(["engineering"]));
}

#[test]
fn row_16_less_than_nothing_is_rejected() {
    for (framework, field) in [("four-factor", "effort"), ("rice", "reach"), ("rice", "effort")] {
        let desk = Desk::scored(framework, &format!("\"{field}\": -1"));
        desk.rejects(&[
            "line 2, column ",
            &format!("items[0].scores.{field}: -1 is not on the scale of {field}"),
        ]);
    }
    Desk::with("{\"items\": [{\"actual_effort\": -1, \"status\": \"done\", \"deferrals\": -1}]}")
        .rejects(&["items[0].deferrals"]);
}

#[test]
fn row_17_effort_below_the_minimum_and_scores_beyond_measure() {
    Desk::scored("rice", "\"effort\": 1e-308")
        .rejects(&["items[0].scores.effort: 1e-308 is not on the scale of effort: 0.5 or more"]);
    Desk::scored("rice", "\"effort\": 1e-300").rejects(&["items[0].scores.effort: 1e-300"]);
    let criteria: Vec<_> = (0..30)
        .map(|i| json!({"id": format!("c{i}"), "name": "C", "side": "business", "scale": {"min": 1, "step": 1}}))
        .collect();
    let product: Vec<_> = (0..30).map(|i| json!({"criterion": format!("c{i}")})).collect();
    let framework =
        json!({"id": "own", "criteria": criteria, "formula": {"numerator": {"product": product}}});
    let desk = Desk::with(json!({"framework": framework, "items": []}).to_string());
    desk.rejects(&["line 1, column ", "framework.formula: scores would go beyond 2^53"]);
}

#[test]
fn row_18_a_percentage_in_a_file_is_told_as_a_fraction() {
    let desk = Desk::scored("rice", "\"confidence\": 80");
    desk.rejects(&["line 2, column ", "items[0].scores.confidence: 80 is not on the scale", "80% is 0.8"]);
    // An import asks for the unit where the column does not tell it, and takes it where it does.
    let (_, items) = Desk::new().imports("s.csv", "title,reach,confidence\nA,3,80%\nB,3,50%\n", "rice");
    assert_eq!(items[0]["scores"]["confidence"], 0.8);
    let desk = Desk::with("{\"framework\": \"rice\", \"items\": []}");
    desk.write("s.csv", "title,reach,confidence\nA,3,80\n");
    let answer = desk.run(&["import", "s.csv", "--into", "w.json"]).failed(3, &["no row can be imported"]);
    let words = "row 2, confidence: rejected: \"80\" is over 1: write a fraction, 0.8, or a percentage, 80%";
    assert!(answer.stdout.contains(words), "{}", answer.stdout);
}

#[test]
fn row_19_what_is_not_on_the_scale_is_no_vote_and_a_warning_on_import() {
    let desk = Desk::scored("four-factor", "\"effort\": 3");
    desk.run(&["score", "w.json", "a", "effort=9"]).failed(2, &["9 is not on the scale of Effort"]);
    desk.run(&["score", "w.json", "a", "effort=2.5"]).failed(2, &["2.5 is not on the scale of Effort"]);
    Desk::scored("four-factor", "\"effort\": {\"votes\": {\"ana\": 9}}")
        .rejects(&["items[0].scores.effort.votes.ana: 9 is not on the scale"]);
    let (told, items) = Desk::new().imports("s.csv", "title,effort\nA,9\nB,3\n", "four-factor");
    assert!(told.contains("row 2, effort: warning: 9 is not on the scale"), "{told}");
    assert_eq!(
        (items.len(), &items[0]["scores"], &items[1]["scores"]["effort"]),
        (2, &json!(null), &json!(3))
    );
}

#[test]
fn row_20_a_number_as_text_is_taken_on_import_and_rejected_in_a_workspace() {
    Desk::scored("four-factor", "\"effort\": \"5\"")
        .rejects(&["line 2, column ", "items[0].scores.effort: invalid type: string \"5\""]);
    let (_, items) = Desk::new().imports("s.csv", "title,effort\nA,\"5\"\n", "four-factor");
    assert_eq!(items[0]["scores"]["effort"], 5);
}

#[test]
fn row_22_whole_numbers_that_no_reader_keeps_are_rejected() {
    for number in [
        "9007199254740993",
        "-9007199254740993",
        "18446744073709551615",
        "123456789012345678901234567890",
        "1e300",
    ] {
        Desk::scored("rice", &format!("\"reach\": {number}"))
            .rejects(&["line 2, column ", "items[0].scores.reach: "]);
        let desk = Desk::scored("rice", &format!("\"reach\": {{\"votes\": {{\"a\": {number}}}}}"));
        desk.rejects(&["items[0].scores.reach.votes.a: ", "is too large: numbers go up to 2^53"]);
    }
}

#[test]
fn row_48_capacity_of_nothing_less_and_none() {
    let with = |capacity: &str| {
        let scores = "{\"customer_value\": 5, \"business_value\": 5, \"urgency\": 5, \"effort\": 2}";
        Desk::with(format!(
            "{{\"capacity\": {capacity}, \"items\": [{{\"id\": \"a\", \"title\": \"A\", \"scores\": {scores}}}]}}"
        ))
    };
    let nothing = with("{\"amount\": 0}").json(&["rank", "w.json", "--json"]);
    assert_eq!((&nothing["items"][0]["in"], &nothing["capacity"]["amount"]), (&json!(false), &json!(0)));
    with("{\"amount\": -1}").rejects(&["line 1, column ", "capacity.amount: must be 0 or more"]);
    for absent in ["null", "{}", "{\"unit\": \"points\"}"] {
        let ranking = with(absent).json(&["rank", "w.json", "--json"]);
        assert_eq!(
            (&ranking["items"][0]["in"], &ranking["capacity"]),
            (&json!(null), &json!(null)),
            "{absent}"
        );
    }
}
