//! `cutline rank`

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{Desk, WORKSPACE, hostile};

/// A workspace with one item for each row of values.
fn workspace(framework: &str, criteria: [&str; 4], rows: &[(&str, [f64; 4])]) -> String {
    let items: Vec<Value> = rows
        .iter()
        .map(|(title, values)| {
            let scores: serde_json::Map<String, Value> =
                criteria.iter().zip(values).map(|(id, value)| ((*id).to_owned(), json!(value))).collect();
            json!({"title": title, "scores": scores})
        })
        .collect();
    json!({"framework": framework, "items": items}).to_string()
}

fn assert_ranking(text: &str, expected: &[(&str, f64, Option<&str>)]) {
    let ranking = Desk::with("w.json", text).json(&["rank", "w.json"]);
    let items = ranking["items"].as_array().unwrap();
    assert_eq!(items.len(), expected.len());
    for (index, (item, (title, score, label))) in items.iter().zip(expected).enumerate() {
        assert_eq!((&item["rank"], &item["title"]), (&json!(index + 1), &json!(title)));
        assert!((item["score"].as_f64().unwrap() - score).abs() < 1e-6 * score, "{item}");
        assert_eq!(item["label"], json!(label));
    }
}

#[test]
fn the_published_four_factor_table_comes_out_in_its_order() {
    let criteria = ["customer_value", "business_value", "effort", "urgency"];
    let rows = [
        ("Improve onboarding flow", [5.0, 5.0, 3.0, 4.0]),
        ("Add advanced dashboard filters", [3.0, 2.0, 4.0, 1.0]),
        ("Fix payment failure handling", [5.0, 5.0, 2.0, 5.0]),
        ("Redesign admin settings page", [2.0, 2.0, 3.0, 1.0]),
        ("Improve mobile booking flow", [4.0, 4.0, 3.0, 3.0]),
    ];
    let expected = [
        ("Fix payment failure handling", 7.5, Some("very high")),
        ("Improve onboarding flow", 14.0 / 3.0, Some("high")),
        ("Improve mobile booking flow", 11.0 / 3.0, Some("medium to high")),
        ("Redesign admin settings page", 5.0 / 3.0, Some("low")),
        ("Add advanced dashboard filters", 1.5, Some("low")),
    ];
    assert_ranking(&workspace("four-factor", criteria, &rows), &expected);
}

#[test]
fn published_rice_rows_come_out_in_their_order() {
    let criteria = ["reach", "impact", "confidence", "effort"];
    let rows = [
        ("Dark mode", [8000.0, 0.5, 1.0, 3.0]),
        ("Apple Pay", [3000.0, 1.0, 1.0, 1.5]),
        ("Negative oracle", [10000.0, 1.0, 0.8, 3.0]),
        ("Onboarding", [5000.0, 2.0, 0.8, 2.0]),
    ];
    let expected = [
        ("Onboarding", 4000.0, None),
        ("Negative oracle", 2_666.666_7, None),
        ("Apple Pay", 2000.0, None),
        ("Dark mode", 1_333.333_3, None),
    ];
    assert_ranking(&workspace("rice", criteria, &rows), &expected);
}

#[test]
fn the_shape_is_the_published_one() {
    let ranking = Desk::with("w.json", WORKSPACE).json(&["rank", "w.json"]);
    let item = |rank: u32, id: &str, title: &str, kind: &str, effort: u32| {
        json!({
            "rank": rank, "id": id, "title": title, "kind": kind, "moscow": null, "pinned": null, "horizon": null,
            "source": null, "effort": effort, "swing": null, "flags": [], "deferrals": 0, "tie": null
        })
    };
    let mut items = vec![
        item(1, "pay", "Fix payments", "debt", 2),
        item(2, "onb", "Onboarding", "feature", 3),
        item(3, "sso", "SSO", "feature", 3),
    ];
    for (item, (score, label, is_in)) in items.iter_mut().zip([
        (json!(7.5), "very high", true),
        (json!(4.666_666_667), "high", true),
        (json!(2), "medium", false),
    ]) {
        item["score"] = score;
        item["label"] = json!(label);
        item["in"] = json!(is_in);
        item["horizon"] = json!(is_in.then_some("now"));
    }
    items[0]["flags"] = json!(["above_blocker"]);
    items[0]["source"] = json!("SHOP-1");
    items[1]["source"] = json!("SHOP-2");
    let expected = json!({
        "framework": "four-factor",
        "capacity": {
            "amount": 5, "used": 5, "unit": "points", "free": 0, "tech_health": 0.4, "done": 0, "must_share": null
        },
        "items": items,
        "unscored": [
            {"id": "dark", "title": "Dark mode", "source": null, "moscow": null, "needs": ["business", "engineering"], "flags": [], "deferrals": 0}
        ],
        "swing_partial": false
    });
    assert_eq!(ranking, expected);
}

#[test]
fn without_a_capacity_there_is_no_line() {
    let desk = Desk::with("w.json", WORKSPACE.replace("\"amount\": 5, ", ""));
    let ranking = desk.json(&["rank", "w.json"]);
    assert_eq!((&ranking["capacity"], &ranking["items"][0]["in"]), (&Value::Null, &Value::Null));
    assert!(!desk.run(&["rank", "w.json"]).done().stdout.contains("cutline"));
}

#[test]
fn swing_is_the_same_every_time_and_says_where_it_was_not_worked_out() {
    let desk = Desk::with("w.json", WORKSPACE);
    let drawn = desk.json(&["rank", "w.json", "--swing"]);
    assert_eq!(drawn, desk.json(&["rank", "w.json", "--swing"]));
    // It takes its time, so nobody waits for it who has not asked for it.
    let plain = desk.json(&["rank", "w.json"]);
    for (item, swing) in [(0, 0.982), (1, 0.701), (2, 0.043)] {
        assert_eq!(
            (&drawn["items"][item]["swing"], &plain["items"][item]["swing"]),
            (&json!(swing), &Value::Null)
        );
    }
    assert!(!desk.run(&["rank", "w.json"]).done().stdout.contains("contested"));
    let page = desk.run(&["rank", "w.json", "--swing"]).done().stdout;
    assert!(page.contains("Onboarding  [contested: 70% chance to be in]\n"), "{page}");
    let items: Vec<Value> = (0..2_500)
        .map(|i| json!({"id": format!("i{i}"), "scores": {"impact": 5 - i / 600, "effort": 1 + i % 3}}))
        .collect();
    let capacity = json!({"amount": 1_000, "unit": "points"});
    let text = json!({"framework": "value-effort", "capacity": capacity, "items": items}).to_string();
    let desk = Desk::with("w.json", text);
    let ranking = desk.json(&["rank", "w.json", "--swing"]);
    assert_eq!(ranking["swing_partial"], json!(true));
    let swing = |rank: usize| &ranking["items"][rank - 1]["swing"];
    assert!(swing(2_000).is_number() && swing(2_001).is_null(), "{}", swing(2_000));
    let told = "sampled over the 2,000 items around the line";
    assert!(desk.run(&["rank", "w.json", "--swing"]).done().stdout.contains(&format!("contested: {told}")));
    let last = ranking["items"][2_499]["id"].as_str().unwrap();
    let explained = desk.run(&["explain", "w.json", last]).done().stdout;
    assert!(explained.contains(&format!("\nswing not known: {told}\n")), "{explained}");
    let explained = desk.json(&["explain", "w.json", last]);
    assert_eq!([&explained["swing"], &explained["ranks"], &explained["contested"]], [&Value::Null; 3]);
}

#[test]
fn people_get_a_table_with_the_line_in_it() {
    let pinned = r#""id": "sso", "pin": {"held": "out", "owner": "Ana", "reason": "next cycle"},"#;
    let text = WORKSPACE.replace(r#""id": "sso","#, pinned).replace("\"amount\": 5", "\"amount\": 4");
    let page = Desk::with("w.json", text).run(&["rank", "w.json"]).done().stdout;
    let expected = "\
Bookings · Four-factor · 3 ranked, 1 unscored

rank  score  effort  kind     label      item
   1    7.5       2  debt     very high  Fix payments  ⚠ above its blocker #3
── cutline 2/4 points · 2 free · tech health 100%, target 20% ──
   2  4.667       3  feature  high       Onboarding
   3      2       3  feature  medium     SSO  [pinned out]

unscored
  Dark mode  needs business value, urgency and effort
";
    assert_eq!(page, expected);
}

#[test]
fn a_line_that_pins_fill_over_its_capacity_says_so() {
    let pinned = r#""id": "sso", "pin": {"held": "in", "owner": "Ana", "reason": "law"},"#;
    let text = WORKSPACE.replace(r#""id": "sso","#, pinned).replace("\"amount\": 5", "\"amount\": 2");
    let page = Desk::with("w.json", text).run(&["rank", "w.json"]).done().stdout;
    assert!(page.contains("── cutline 3/2 points · over by 1, pinned · tech health 0%"), "{page}");
    let begins: Vec<&str> =
        page.lines().skip(3).take(4).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(begins, ["3", "──", "1", "2"], "what is held in stands above the line: {page}");
}

#[test]
fn the_first_item_that_fits_the_room_left_is_named() {
    let text = WORKSPACE
        .replace("\"amount\": 5", "\"amount\": 4")
        .replace(r#""urgency": 2, "effort": 3"#, r#""urgency": 2, "effort": 2"#);
    let page = Desk::with("w.json", text).run(&["rank", "w.json"]).done().stdout;
    assert!(page.contains("2 free · first that fits: SSO · "), "{page}");
}

#[test]
fn classes_have_a_column_and_musts_a_limit() {
    let with_class = |class: &str, id: &str| format!(r#""moscow": "{class}", "id": "{id}","#);
    let text = ["pay", "onb", "sso", "dark"]
        .iter()
        .zip(["should", "must", "wont", "must"])
        .fold(WORKSPACE.to_owned(), |text, (id, class)| {
            text.replace(&format!(r#""id": "{id}","#), &with_class(class, id))
        });
    let desk = Desk::with("w.json", &text);
    let page = desk.run(&["rank", "w.json"]).done().stdout;
    let expected = "\
rank  score  effort  kind     moscow  label      item
   1    7.5       2  debt     should  very high  Fix payments  ⚠ above its blocker #3
   2  4.667       3  feature  must    high       Onboarding
── cutline 5/5 points · 0 free · tech health 40%, target 20% · must 60%, up to 60% ──
   3      2       3  feature  won't   medium     SSO

unscored
  Dark mode  must  needs business value, urgency and effort
";
    assert!(page.ends_with(expected), "{page}");
    let ranking = desk.json(&["rank", "w.json"]);
    assert_eq!(ranking["capacity"]["must_share"], 0.6);
    let classes: Vec<&Value> =
        ["/items/0", "/items/2", "/unscored/0"].map(|item| &ranking.pointer(item).unwrap()["moscow"]).into();
    assert_eq!(classes, ["should", "wont", "must"]);

    desk.write("w.json", text.replace("should", "must"));
    let page = desk.run(&["rank", "w.json"]).done().stdout;
    assert!(page.contains(" · must 100%, over 60% ──"), "{page}");
    assert!(desk.run(&["explain", "w.json", "pay"]).done().stdout.contains("\nmust · #1 of 3 · in\n"));
    assert_eq!(desk.json(&["explain", "w.json", "pay"])["moscow"], "must");

    desk.write("w.json", text.replace("should", "Should"));
    let error = desk.run(&["rank", "w.json"]);
    error.failed(3, &["items[0].moscow", "expected one of `must`, `should`, `could`, `wont`"]);
}

#[test]
fn a_workspace_comes_from_standard_input_too() {
    let desk = Desk::new();
    let answer =
        desk.run_with_input(&["rank", "-", "--json"], b"\xef\xbb\xbf{\"items\":[{\"title\":\"A\"}]}");
    let needs = json!([{"id": "a", "title": "A", "source": null, "moscow": null, "needs": ["business", "engineering"], "flags": [], "deferrals": 0}]);
    assert_eq!(answer.done().json()["unscored"], needs);
    desk.run_with_input(&["rank", "-"], b" \n").failed(3, &["error: standard input: the file is empty"]);
}

#[test]
fn reading_touches_nothing() {
    let desk = Desk::with("w.json", WORKSPACE);
    desk.run(&["rank", "w.json"]).done();
    desk.run(&["log", "w.json"]).done();
    assert_eq!((desk.read("w.json").as_str(), desk.files()), (WORKSPACE, vec!["w.json".to_owned()]));
}

#[test]
fn hostile_titles_are_scrubbed_for_people_and_kept_for_programs() {
    let title = "\u{1b}]0;owned\u{7}\u{202e}evil\u{9b}2J\nnext";
    let text = json!({"title": title, "items": [{"id": "a", "title": title}]}).to_string();
    let desk = Desk::with("w.json", text);
    let page = desk.run(&["rank", "w.json"]).done().stdout;
    assert!(!hostile(&page) && page.contains("]0;ownedevil2J⏎next"), "{page:?}");
    let written = desk.run(&["rank", "w.json", "--json"]).done();
    assert!(!hostile(&written.stdout), "{:?}", written.stdout);
    assert_eq!(written.json()["unscored"][0]["title"], title);
}

#[test]
fn somebody_who_stops_reading_is_no_failure() {
    let items: Vec<Value> = (0..20_000).map(|i| json!({"title": format!("Item {i}")})).collect();
    let desk = Desk::with("w.json", json!({"items": items}).to_string());
    let mut child = Command::new(env!("CARGO_BIN_EXE_cutline"))
        .args(["rank", "w.json", "--json"])
        .current_dir(desk.0.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

/// 3.667 and 3.5: closer than one step of any score, and the line is between them.
const TIED: &str = r#"{"capacity": {"amount": 3, "unit": "points"}, "items": [
    {"id": "mobile", "title": "Mobile", "scores": {"customer_value": 4, "business_value": 4, "urgency": 3, "effort": 3}},
    {"id": "groups", "title": "Groups", "scores": {"customer_value": 5, "business_value": 5, "urgency": 4, "effort": 4}},
    {"id": "admin", "title": "Admin", "scores": {"customer_value": 1, "business_value": 1, "urgency": 1, "effort": 3}}
]}"#;

#[test]
fn near_ties_are_bracketed_through_the_line() {
    let desk = Desk::with("w.json", TIED);
    let ranking = desk.json(&["rank", "w.json"]);
    let ties: Vec<&Value> = ranking["items"].as_array().unwrap().iter().map(|item| &item["tie"]).collect();
    assert_eq!(ties, [&json!(1), &json!(1), &Value::Null]);
    let page = desk.run(&["rank", "w.json"]).done().stdout;
    let strokes: Vec<char> = page.lines().skip(2).filter_map(|line| line.chars().next()).collect();
    assert_eq!(strokes, [' ', '╭', '┼', '╰', ' '], "{page}");
}

#[test]
fn whether_there_are_colours_is_said_before_the_verb_or_behind_it() {
    let desk = Desk::with("w.json", WORKSPACE);
    let behind = desk.run(&["rank", "w.json", "--color", "always"]).done().stdout;
    for arguments in [&["--color", "always", "rank", "w.json"][..], &["--color=always", "rank", "w.json"]] {
        assert_eq!(desk.run(arguments).done().stdout, behind, "{arguments:?}");
    }
    // Before other options it belongs to the workshop, as they do.
    desk.run(&["--color", "never", "--theme", "dark", "--plain", "w.json"]).done();
    desk.run(&["--color"]).failed(2, &["a value is required for '--color <WHEN>'"]);
}
