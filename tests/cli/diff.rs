//! `cutline diff`: two workspaces in, what lies between them out.

use serde_json::{Value, json};

use super::{Desk, WORKSPACE, hostile};

fn desk() -> Desk {
    Desk::with("a.json", WORKSPACE)
}

fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut file: Value = serde_json::from_str(WORKSPACE).unwrap();
    change(&mut file);
    file.to_string()
}

/// What a quarter of an hour of workshop makes of the file.
fn after() -> String {
    changed(|file| {
        file["title"] = json!("Bookings, second round");
        file["capacity"]["amount"] = json!(3);
        let items = file["items"].as_array_mut().unwrap();
        items[2]["scores"] = json!({"customer_value": 5, "business_value": 5, "urgency": 5, "effort": {"votes": {"ana": 1, "bo": 1}}});
        items[0]["owner"] = json!("Ana");
        items[0]["pin"] = json!({"held": "out", "owner": "Raj", "reason": "the law changes"});
        items[3]["status"] = json!("merged");
        items[3]["merged_into"] = json!("pay");
        items[5]["horizon"] = json!("later");
        items.remove(4);
        items.push(json!({"id": "new", "title": "Waiting list"}));
        file["log"] = json!([{"seq": 1, "kind": "call"}]);
    })
}

#[test]
fn what_changed_is_told_under_headings() {
    let desk = desk();
    desk.write("b.json", after());
    let answer = desk.run(&["diff", "a.json", "b.json"]).done();
    insta::assert_snapshot!(answer.stdout);
    assert_eq!(answer.stderr, "note: votes are kept of people who are not listed as participants: bo\n");
}

#[test]
fn nothing_is_no_difference() {
    let desk = desk();
    let answer = desk.run(&["diff", "a.json", "a.json", "--exit-code"]).done();
    assert_eq!(answer.stdout, "no difference\n");
    assert_eq!(desk.json(&["diff", "a.json", "a.json"])["differ"], false);
}

#[test]
fn the_exit_code_says_it_only_when_asked() {
    let desk = desk();
    desk.write("b.json", after());
    desk.run(&["diff", "a.json", "b.json"]).done();
    assert_eq!(desk.run(&["diff", "a.json", "b.json", "--exit-code"]).code, 1);
}

#[test]
fn either_can_come_from_a_pipe_and_not_both() {
    let desk = desk();
    desk.write("b.json", after());
    let piped = desk.run_with_input(&["diff", "-", "b.json"], WORKSPACE.as_bytes()).done();
    assert_eq!(piped.stdout, desk.run(&["diff", "a.json", "b.json"]).stdout);
    desk.run(&["diff", "-", "-"]).failed(2, &["one of the two can come from standard input"]);
    desk.run(&["diff", "a.json", "gone.json"]).failed(3, &["gone.json", "there is no such file"]);
}

#[test]
fn json_has_everything_with_its_keys() {
    let desk = desk();
    desk.write("b.json", after());
    let found = desk.json(&["diff", "a.json", "b.json"]);
    let keys: Vec<&str> = found.as_object().unwrap().keys().map(String::as_str).collect();
    let all = [
        "differ", "edited", "entered", "gone", "left", "log", "moved", "new", "placed", "rescored",
        "settings", "title",
    ];
    assert_eq!(keys, all);
    let entered = json!({
        "id": "sso", "title": "SSO", "rank": {"from": 3, "to": 1}, "score": {"from": 2, "to": 15}, "in": {"from": false, "to": true}
    });
    assert_eq!(found["entered"], json!([entered]));
    let effort =
        found["rescored"].as_array().unwrap().iter().find(|score| score["criterion"] == "effort").unwrap();
    assert_eq!(effort["value"], json!({"from": 3, "to": 1}));
    assert_eq!(
        effort["votes"],
        json!([{"by": "ana", "from": null, "to": 1}, {"by": "bo", "from": null, "to": 1}])
    );
    assert_eq!(found["edited"][0]["fields"], json!([{"field": "owner", "from": null, "to": "Ana"}]));
    let pinned = found["placed"].as_array().unwrap().iter().find(|put| put["id"] == "pay").unwrap();
    assert_eq!(pinned["pinned"], json!({"from": null, "to": "out"}));
    assert_eq!(found["log"], json!({"only_before": 0, "only_after": 1}));
}

#[test]
fn what_a_blind_vote_hides_stays_hidden() {
    let desk = desk();
    desk.write(
        "b.json",
        changed(|file| {
            file["items"][0]["scores"] = json!({"customer_value": 5, "business_value": 5});
            file["items"][0]["rounds"] = json!([
                {"side": "engineering", "attempt": 1, "voters": ["ana"], "aside": {"urgency": 5, "effort": 2}}
            ]);
        }),
    );
    for [from, to] in [["a.json", "b.json"], ["b.json", "a.json"]] {
        let told = desk.run(&["diff", from, to]).done().stdout;
        assert!(told.contains("effort hidden: voted on blind"), "{told}");
        let found = desk.json(&["diff", from, to]);
        for score in found["rescored"].as_array().unwrap() {
            assert_eq!(
                (&score["value"], &score["hidden"]),
                (&json!({"from": null, "to": null}), &json!(true))
            );
        }
    }
}

#[test]
fn titles_from_files_steer_no_terminal() {
    let desk = desk();
    desk.write("b.json", changed(|file| file["items"][0]["title"] = json!("Pay\u{1b}[2J\u{202e}\nnow")));
    for arguments in [&["diff", "a.json", "b.json"][..], &["diff", "a.json", "b.json", "--json"]] {
        assert!(!hostile(&desk.run(arguments).done().stdout));
    }
}

#[test]
fn what_was_put_off_stands_together_and_is_no_edit() {
    let desk = Desk::new();
    let items = |deferrals: [u32; 3]| {
        let item = |(at, times): (usize, u32)| {
            let title = ["Refunds", "Kiosk", "Search"][at];
            format!(r#"{{"id":"i{at}","title":"{title}","deferrals":{times}}}"#)
        };
        let items: Vec<String> = deferrals.into_iter().enumerate().map(item).collect();
        format!(r#"{{"items":[{}]}}"#, items.join(","))
    };
    desk.write("a.json", items([0, 0, 2]));
    desk.write("b.json", items([1, 1, 3]));
    let page = desk.run(&["diff", "a.json", "b.json"]).done().stdout;
    assert!(page.starts_with("3 deferred\n"), "{page}");
    assert!(page.contains("deferred\n  ×3  Search\n  ×1  Refunds, Kiosk\n"), "{page}");
    assert!(!page.contains("edited"), "{page}");
}
