//! `cutline new`

use serde_json::json;

use super::Desk;

#[test]
fn a_new_workspace_opens() {
    let desk = Desk::new();
    let options =
        ["new", "q1.json", "--title", "Q1", "--framework", "rice", "--capacity", "4", "--unit", "items"];
    let capacity = json!({"amount": 4, "unit": "items"});
    let made = json!({"file": "q1.json", "title": "Q1", "framework": "rice", "capacity": capacity});
    assert_eq!(desk.json(&options), made);
    let ranking = desk.json(&["rank", "q1.json"]);
    let room = json!({"amount": 4, "used": 0, "done": 0, "unit": "items", "free": 4, "tech_health": null, "must_share": null});
    assert_eq!(
        ranking,
        json!({"framework": "rice", "capacity": room, "items": [], "unscored": [], "swing_partial": false})
    );
    assert_eq!(desk.files(), ["q1.json"]);
}

#[test]
fn what_nobody_says_is_filled_in() {
    let desk = Desk::new();
    let page = |arguments: &[&str]| desk.run(arguments).done().stdout;
    assert_eq!(page(&["new", "a.json"]), "made a.json: a, four-factor, no capacity yet\n");
    let made = page(&["new", "b.json", "--framework", "rice", "--capacity", "3"]);
    assert_eq!(made, "made b.json: b, rice, 3 person-months\n");
}

#[test]
fn a_file_that_is_there_is_left_alone() {
    let desk = Desk::with("w.json", "precious");
    let answer = desk.run(&["new", "w.json"]);
    answer.failed(4, &["error: w.json: there is such a file already", "help: nothing was changed"]);
    assert_eq!(desk.read("w.json"), "precious");
}

#[test]
fn what_makes_no_sense_makes_no_file() {
    for (more, code, words) in [
        (&["--framework", "kano"][..], 2, "four-factor, value-effort, rice"),
        (&["--capacity", "-1"], 2, "capacity.amount: must be 0 or more"),
        (&["--capacity", "NaN"], 2, "write a number"),
        (&["--unit", "items"], 2, "--capacity"),
    ] {
        let desk = Desk::new();
        desk.run(&[&["new", "w.json"], more].concat()).failed(code, &[words]);
        assert!(desk.files().is_empty());
    }
    Desk::new()
        .run(&["new", "none/w.json"])
        .failed(4, &["none/w.json: ", "look whether the folder is there"]);
    Desk::new().run(&["new", "-"]).failed(2, &["needs the name of a file"]);
}
