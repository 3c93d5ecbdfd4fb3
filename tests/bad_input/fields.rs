//! Rows about fields: what they say of each other, of people, and of the version that wrote them.

use serde_json::{Value, json};

use super::Desk;

/// Items with these ids, each depending on these others.
fn depending(edges: &[(&str, &[&str])]) -> Desk {
    let items: Vec<Value> = edges
        .iter()
        .map(|(id, on)| json!({"id": id, "title": id.to_uppercase(), "depends_on": on}))
        .collect();
    Desk::with(json!({"items": items}).to_string())
}

/// The flags of each item that has no rank.
fn flags(desk: &Desk) -> Vec<Value> {
    let ranking = desk.json(&["rank", "w.json", "--json"]);
    ranking["unscored"].as_array().unwrap().iter().map(|item| item["flags"].clone()).collect()
}

#[test]
fn row_23_numbers_in_unknown_fields_survive_to_the_digit() {
    let fields =
        "\"mood\": 1.10, \"huge\": 123456789012345678901234567890, \"tiny\": 1e-999, \"minus\": -0.0";
    let desk = Desk::with(format!(
        "{{{fields}, \"items\": [{{\"id\": \"a\", \"title\": \"A\", {fields}, \"deep\": {{\"x\": [1.0, 1E2]}}}}]}}"
    ));
    desk.run(&["score", "w.json", "a", "effort=2"]).done();
    let text = desk.text("w.json");
    for field in fields.split(", ").chain(["\"deep\": {\"x\": [1.0, 1E2]}"]) {
        let times = if field.starts_with("\"deep\"") { 1 } else { 2 };
        assert_eq!(text.matches(field).count(), times, "{field}: {text}");
    }
}

#[test]
fn row_25_an_unknown_field_twice_opens_read_only_and_says_why() {
    for (text, place) in [
        (
            "{\"mood\": 1,\n \"mood\": 2, \"items\": [{\"id\": \"a\", \"title\": \"A\"}]}",
            "mood stands twice in one object (line 2, column 2)",
        ),
        (
            "{\"items\": [{\"id\": \"a\", \"title\": \"A\", \"x\": 1, \"\\u0078\": 1}]}",
            "x stands twice in one object (line 1, column ",
        ),
        ("{\"items\": [{\"id\": \"a\", \"title\": \"A\", \"o\": {\"y\": 1, \"y\": 1}}]}", "y stands twice"),
    ] {
        let desk = Desk::with(text);
        desk.run(&["rank", "w.json"]).done();
        desk.run(&["score", "w.json", "a", "effort=2"]).failed(4, &[place, "nothing was changed"]);
        let told = desk.hears(&["--plain", "w.json"], "score a effort 2\n").done().stdout;
        assert!(told.contains("read-only: ") && told.contains(place), "{told}");
        assert_eq!((desk.text("w.json").as_str(), desk.files()), (text, vec!["w.json".to_owned()]));
    }
}

#[test]
fn row_26_one_id_twice_is_rejected_with_both_lines() {
    Desk::with("{\"items\": [\n  {\"id\": \"a\", \"title\": \"A\"},\n  {\"id\": \"b\"},\n  {\"id\": \"a\", \"title\": \"B\"}\n]}")
        .rejects(&["line 4, column 10: items[2].id: a is already the id of items[0], line 2, column 10"]);
}

#[test]
fn row_27_ids_that_look_alike_are_told() {
    for (one, other) in [("pay", "Pay"), ("PAY", "pAy"), ("caf\u{e9}", "cafe\u{301}")] {
        let told = depending(&[(one, &[]), (other, &[])]).accepts();
        let words = format!("items[1].id: {other} looks like the id {one} and is another one");
        assert!(told.contains("note: line 1, column ") && told.contains(&words), "{told}");
    }
    assert_eq!(depending(&[("PAY", &[]), ("SSO", &[]), ("caf\u{e9}", &[])]).accepts(), "");
}

#[test]
fn row_28_an_empty_title_is_shown_as_untitled_and_flagged() {
    for title in ["", "  ", "\\u200b", "\\u001b\\u202e"] {
        let desk = Desk::with(format!("{{\"items\": [{{\"id\": \"a\", \"title\": \"{title}\"}}]}}"));
        assert!(desk.run(&["rank", "w.json"]).done().stdout.contains("(untitled)"));
        assert_eq!(flags(&desk), [json!(["untitled"])], "{title}");
    }
}

#[test]
fn row_29_an_item_that_waits_for_itself_has_that_edge_rejected() {
    let desk = depending(&[("a", &["b", "a"]), ("b", &[])]);
    let told = desk.accepts();
    assert!(
        told.contains("note: line 1, column ")
            && told.contains("items[0].depends_on[1]: a cannot wait for itself: left out"),
        "{told}"
    );
    assert_eq!(flags(&desk), [json!([]), json!([])]);
    let (told, items) =
        Desk::new().imports("s.csv", "key,title,depends_on\nK-1,A,K-1\nK-2,B,K-1\n", "four-factor");
    assert!(told.contains("row 2, depends_on: warning: K-1 is this item itself: left out"), "{told}");
    assert_eq!(
        (&items[0]["depends_on"], items[1]["depends_on"].as_array().unwrap().len()),
        (&json!(null), 1)
    );
}

#[test]
fn row_30_a_circle_of_dependencies_opens_and_flags_all_on_it() {
    let desk = depending(&[("a", &["b"]), ("b", &["c"]), ("c", &["a"]), ("d", &["a"])]);
    let cycle = || json!(["dependency_cycle"]);
    assert_eq!(flags(&desk), [cycle(), cycle(), cycle(), json!([])]);
    assert!(desk.run(&["rank", "w.json"]).done().stdout.contains("blocks itself: A → B → C → A"));
}

#[test]
fn row_31_a_blocker_that_is_not_there_is_kept_and_flagged() {
    let desk = depending(&[("a", &["gone"])]);
    assert_eq!(flags(&desk), [json!(["missing_dependency"])]);
    assert!(desk.run(&["rank", "w.json"]).done().stdout.contains("needs gone, not here"));
    desk.run(&["score", "w.json", "a", "effort=2"]).done();
    assert!(desk.text("w.json").contains("\"gone\""));
}

#[test]
fn row_45_a_newer_format_opens_read_only_and_says_so() {
    let text = "{\"format\": 2, \"items\": [{\"id\": \"a\", \"title\": \"A\"}], \"hologram\": true}";
    let desk = Desk::with(text);
    let why = "a newer Cutline wrote this file (format 2)";
    assert!(desk.run(&["rank", "w.json"]).done().stdout.contains("A  needs"));
    desk.run(&["score", "w.json", "a", "effort=2"]).failed(4, &[why, "nothing was changed"]);
    let told = desk.hears(&["--plain", "w.json"], "score a effort 2\nsave\n").done().stdout;
    assert!(told.contains(&format!("read-only: {why}")), "{told}");
    assert_eq!(desk.text("w.json"), text);
    // Where it is not even that, the version is the reason.
    Desk::with("{\"format\": 2, \"items\": {}}")
        .rejects(&["line 1, column ", "items: a newer Cutline wrote this file (format 2): invalid type"]);
}

#[test]
fn row_46_the_log_goes_by_number_and_not_by_the_clock() {
    let desk = Desk::with(
        "{\"items\": [], \"log\": [
            {\"seq\": 1, \"at\": \"2199-01-01T00:00:00Z\", \"kind\": \"vision\"},
            {\"seq\": 2, \"at\": \"1970-01-01T00:00:00Z\", \"kind\": \"vision\"},
            {\"seq\": 3, \"kind\": \"vision\"},
            {\"seq\": 4, \"at\": \"2026-01-01T00:00:00Z\", \"kind\": \"vision\"}]}",
    );
    let log = desk.json(&["log", "w.json", "--json"]);
    let numbers: Vec<_> =
        log.as_array().unwrap().iter().map(|entry| entry["seq"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    desk.run(&["log", "w.json"]).done();
    Desk::with("{\"items\": [], \"log\": [{\"seq\": 2}, {\"seq\": 1}]}")
        .rejects(&["line 1, column ", "log[1].seq: numbers go up"]);
}

#[test]
fn row_51_votes_of_people_who_are_not_listed_are_kept_and_flagged() {
    let desk = Desk::scored("four-factor", "\"effort\": {\"votes\": {\"zed\": 3}}");
    let told = desk.accepts();
    assert!(told.contains("not listed as participants: zed"), "{told}");
    assert_eq!(flags(&desk), [json!(["unlisted_voter"])]);
    let explained = desk.run(&["explain", "w.json", "a"]).done().stdout;
    assert!(explained.contains("zed"), "{explained}");
    desk.run(&["score", "w.json", "a", "urgency=2"]).done();
    assert!(desk.text("w.json").contains("\"zed\": 3"));
}

#[test]
fn row_52_a_vote_by_the_wrong_side_is_rejected_with_the_side_that_owns_it() {
    let people = "\"participants\": [{\"id\": \"raj\", \"name\": \"Raj\", \"side\": \"business\"}]";
    let desk = Desk::with(format!("{{{people}, \"items\": [{{\"id\": \"a\", \"title\": \"A\"}}]}}"));
    let before = desk.text("w.json");
    desk.run(&["score", "w.json", "a", "effort=3", "--as", "raj"])
        .failed(2, &["Effort is scored by engineering, and Raj is not on that side"]);
    assert_eq!(desk.text("w.json"), before);
    // In a file it may be from before somebody changed sides, so it is kept, and told.
    let desk = Desk::with(format!(
        "{{{people}, \"items\": [{{\"id\": \"a\", \"scores\": {{\"effort\": {{\"votes\": {{\"raj\": 3}}}}}}}}]}}"
    ));
    assert!(desk.accepts().contains("votes are kept of Raj on Effort, which engineering scores"));
}
