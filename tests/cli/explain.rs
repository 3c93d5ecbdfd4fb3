//! `cutline explain`

use serde_json::{Value, json};

use super::{Desk, WORKSPACE, hostile};

/// The workspace with votes on the effort of the item just below the line.
fn voted() -> String {
    let votes = r#""urgency": 2, "effort": {"votes": {"ana": 3, "zoe": 4}, "agreed": 3}"#;
    WORKSPACE.replace(r#""urgency": 2, "effort": 3"#, votes)
}

#[test]
fn people_read_why_an_item_ranks_where_it_does() {
    let desk = Desk::with("w.json", voted());
    let expected = "\
SSO
#3 of 3 · out
0% chance to be in · ranks #3 in 9 of 10 cases

(2 + 2 + 2) ÷ 3 = 2  medium
(Customer value + Business value + Urgency) ÷ Effort

business     Customer value  2  set directly, no votes
business     Business value  2  set directly, no votes
engineering  Urgency         2  set directly, no votes
engineering  Effort          3  agreed, votes Ana 3 · zoe 4

above  #2  Onboarding  2.667 ahead

one place up   effort ≤ 1 → #2
over the line  effort ≤ 1 → #2
";
    assert_eq!(desk.run(&["explain", "w.json", "sso"]).done().stdout, expected);
}

#[test]
fn an_item_that_could_be_on_either_side_is_contested() {
    let desk = Desk::with("w.json", WORKSPACE);
    let page = desk.run(&["explain", "w.json", "onb"]).done().stdout;
    assert!(page.contains("contested: 70% chance to be in · ranks #1 to #2 in 9 of 10 cases\n"), "{page}");
    let explained = desk.json(&["explain", "w.json", "onb"]);
    assert_eq!((&explained["swing"], &explained["contested"]), (&json!(0.701), &json!(true)));
    assert_eq!(explained["ranks"], json!({"best": 1, "worst": 2}));
    // Without a line nobody is in.
    let desk = Desk::with("w.json", WORKSPACE.replace("\"amount\": 5, ", ""));
    assert_eq!(desk.json(&["explain", "w.json", "onb"])["swing"], Value::Null);
    assert!(!desk.run(&["explain", "w.json", "onb"]).done().stdout.contains("cases"));
}

#[test]
fn an_unscored_item_says_what_is_missing() {
    let expected = "\
Dark mode
no rank before business value, urgency and effort are scored

(2 + ? + ?) ÷ ?
(Customer value + Business value + Urgency) ÷ Effort

business     Customer value  2  set directly, no votes
business     Business value  -  not scored
engineering  Urgency         -  not scored
engineering  Effort          -  not scored
";
    assert_eq!(Desk::with("w.json", WORKSPACE).run(&["explain", "w.json", "Dark"]).done().stdout, expected);
}

#[test]
fn json_has_every_field() {
    let explained = Desk::with("w.json", voted()).json(&["explain", "w.json", "sso"]);
    let criterion = |id: &str, name: &str, side: &str, value: u32| {
        json!({
            "id": id, "name": name, "side": side, "value": value, "shown": value.to_string(),
            "origin": "plain", "votes": [], "one_place_up": null, "over_the_line": null
        })
    };
    let mut effort = criterion("effort", "Effort", "engineering", 3);
    effort["origin"] = json!("agreed");
    effort["votes"] = json!([
        {"participant": "ana", "name": "Ana", "value": 3}, {"participant": "zoe", "name": "zoe", "value": 4}
    ]);
    effort["one_place_up"] = json!({"value": 1, "shown": "1", "or_more": false, "rank": 2});
    effort["over_the_line"] = effort["one_place_up"].clone();
    let expected = json!({
        "id": "sso", "title": "SSO", "kind": "feature", "moscow": null, "framework": "four-factor",
        "formula": {
            "names": "(Customer value + Business value + Urgency) ÷ Effort", "numbers": "(2 + 2 + 2) ÷ 3"
        },
        "score": 2, "label": "medium", "rank": 3, "of": 3, "in": false, "pinned": null, "set_aside": null,
        "swing": 0, "contested": false, "ranks": {"best": 3, "worst": 3}, "swing_partial": false,
        "aside": null, "last_crossing": null, "missing": [], "deferrals": 0, "cost_of_not_doing": null,
        "criteria": [
            criterion("customer_value", "Customer value", "business", 2),
            criterion("business_value", "Business value", "business", 2),
            criterion("urgency", "Urgency", "engineering", 2),
            effort
        ],
        "above": {
            "rank": 2, "id": "onb", "title": "Onboarding", "score": 4.666_666_667,
            "difference": 2.666_666_667, "decided_by": "score"
        },
        "below": null
    });
    assert_eq!(explained, expected);
}

#[test]
fn json_keeps_its_keys_where_there_is_nothing_to_say() {
    let desk = Desk::with("w.json", WORKSPACE);
    let full = desk.json(&["explain", "w.json", "sso"]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    for (item, score, missing, aside) in [
        ("dark", Value::Null, json!(["business_value", "urgency", "effort"]), Value::Null),
        (
            "park",
            Value::Null,
            json!(["customer_value", "business_value", "urgency", "effort"]),
            json!("parked"),
        ),
        ("old", Value::Null, json!(["customer_value", "business_value", "urgency", "effort"]), json!("done")),
        ("pay", json!(7.5), json!([]), Value::Null),
    ] {
        let explained = desk.json(&["explain", "w.json", item]);
        assert_eq!(keys(&explained), keys(&full));
        assert_eq!(keys(&explained["criteria"][0]), keys(&full["criteria"][0]));
        assert_eq!((&explained["score"], &explained["missing"]), (&score, &missing), "{item}");
        assert_eq!((&explained["set_aside"], &explained["above"]), (&aside, &Value::Null), "{item}");
    }
}

#[test]
fn a_workspace_comes_from_standard_input_too() {
    let answer = Desk::new().run_with_input(&["explain", "-", "SHOP-2", "--json"], WORKSPACE.as_bytes());
    assert_eq!(answer.done().json()["id"], "onb");
}

#[test]
fn what_cannot_be_explained_fails_with_its_code() {
    let desk = Desk::with("w.json", WORKSPACE);
    desk.run(&["explain", "w.json"]).failed(2, &["<ITEM>"]);
    desk.run(&["explain", "w.json", "SSOO"]).failed(2, &["no item is called SSOO", "did you mean sso"]);
    desk.run(&["explain", "gone.json", "sso"]).failed(3, &["gone.json"]);
    desk.write("bad.json", "[]");
    desk.run(&["explain", "bad.json", "sso"]).failed(3, &["bad.json"]);
    assert_eq!(desk.read("w.json"), WORKSPACE);
}

#[test]
fn hostile_text_is_scrubbed() {
    let evil = "\u{1b}]0;owned\u{7}\u{202e}evil\u{9b}2J\nnext";
    let text = voted()
        .replace("\"title\": \"SSO\"", &format!("\"title\": {}", json!(evil)))
        .replace("\"name\": \"Ana\"", &format!("\"name\": {}", json!(evil)));
    let desk = Desk::with("w.json", text);
    let page = desk.run(&["explain", "w.json", "sso"]).done().stdout;
    assert!(!hostile(&page) && page.contains("agreed, votes ]0;ownedevil2J⏎next 3"), "{page:?}");
    let written = desk.run(&["explain", "w.json", "sso", "--json"]).done();
    assert!(!hostile(&written.stdout), "{:?}", written.stdout);
    assert_eq!(written.json()["title"], evil);
}

#[test]
fn it_tells_by_which_entry_an_item_crossed_the_line_and_why() {
    let desk = Desk::new();
    desk.write(
        "w.json",
        r#"{"framework":"value-effort","capacity":{"amount":2,"unit":"points"},"items":[
            {"id":"a","title":"A","scores":{"impact":5,"effort":2}},
            {"id":"b","title":"B","scores":{"impact":4,"effort":2}}]}"#,
    );
    desk.run(&["score", "w.json", "a", "impact=3", "--reason", "asked again"]).done();
    let page = desk.run(&["explain", "w.json", "a"]).done().stdout;
    assert!(page.contains("last crossed   falls out with #1, business on 20"), "{page}");
    assert!(page.contains(": impact of A 5 → 3\n               why: asked again\n"), "{page}");
    let crossed = desk.json(&["explain", "w.json", "b"])["last_crossing"].clone();
    assert_eq!(crossed, json!({"seq": 1, "to": "in", "what": "impact of A 5 → 3", "reason": "asked again"}));
}
