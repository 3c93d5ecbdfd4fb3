//! `cutline merge`: three workspaces in, one out, and what both sides changed differently.

use std::fs;

use cutline::store::{file, reading};
use serde_json::{Value, json};

use super::{Desk, WORKSPACE, hostile};

/// A folder with a base and two sides of it.
fn desk(ours: impl FnOnce(&mut Value), theirs: impl FnOnce(&mut Value)) -> Desk {
    let desk = Desk::with("base.json", WORKSPACE);
    let mut file: Value = serde_json::from_str(WORKSPACE).unwrap();
    ours(&mut file);
    desk.write("ours.json", file.to_string());
    let mut file: Value = serde_json::from_str(WORKSPACE).unwrap();
    theirs(&mut file);
    desk.write("theirs.json", file.to_string());
    desk
}

const MERGE: [&str; 4] = ["merge", "base.json", "ours.json", "theirs.json"];

fn ours(desk: &Desk) -> Value {
    serde_json::from_str(&desk.read("ours.json")).unwrap()
}

fn vote(file: &mut Value, by: &str, value: u32) {
    file["items"][0]["scores"]["effort"] = json!({"votes": {by: value}, "agreed": 2});
}

#[test]
fn votes_of_two_people_go_together_and_the_file_opens_cleanly() {
    let desk = desk(|file| vote(file, "ana", 3), |file| vote(file, "raj", 5));
    let answer = desk.run(&MERGE).done();
    assert_eq!(answer.stdout, "ours.json: merged\n");
    assert_eq!(
        ours(&desk)["items"][0]["scores"]["effort"],
        json!({"votes": {"ana": 3, "raj": 5}, "agreed": 2})
    );
    let read = reading::read(&desk.path("ours.json")).unwrap();
    let wrong_side = "votes are kept of Raj on Effort, which engineering scores";
    assert_eq!((read.recovered, read.notices), (0, vec![wrong_side.to_owned()]));
    assert_eq!(desk.files(), ["base.json", "ours.json", "theirs.json"]);
    // Once more changes nothing.
    let once = desk.read("ours.json");
    assert_eq!(desk.run(&MERGE).done().stdout, "ours.json: nothing new\n");
    assert_eq!(desk.read("ours.json"), once);
}

#[test]
fn a_conflict_is_told_and_ours_stands() {
    let desk = desk(
        |file| {
            file["items"][0]["scores"]["effort"] = json!(3);
            file["capacity"]["amount"] = json!(8);
        },
        |file| {
            file["items"][0]["scores"]["effort"] = json!(5);
            file["capacity"]["amount"] = json!(13);
            file["items"][1]["owner"] = json!("Raj");
        },
    );
    let answer = desk.run(&MERGE);
    assert_eq!(answer.code, 1);
    insta::assert_snapshot!(format!("{}---\n{}", answer.stdout, answer.stderr));
    let merged = ours(&desk);
    assert_eq!(
        (&merged["items"][0]["scores"]["effort"], &merged["items"][1]["owner"]),
        (&json!(3), &json!("Raj"))
    );
    assert_eq!(desk.run(&["rank", "ours.json"]).code, 0);
    let log = desk.run(&["log", "ours.json"]).stdout;
    for said in ["3 stands, the other version had 5", "capacity, amount: 8 stands, the other version had 13"]
    {
        assert!(log.contains(said), "{log}");
    }
    // Merging the same again is told again, and changes nothing.
    let before = desk.read("ours.json");
    assert_eq!(desk.run(&MERGE).code, 1);
    assert_eq!(desk.read("ours.json"), before);
}

#[test]
fn printed_it_leaves_ours_alone() {
    let desk = desk(|file| vote(file, "ana", 3), |file| file["items"][0]["scores"]["effort"] = json!(5));
    let before = desk.read("ours.json");
    let answer = desk.run(&[&MERGE[..], &["--stdout"]].concat()).done();
    assert_eq!(answer.json()["items"][0]["scores"]["effort"], json!({"votes": {"ana": 3}, "agreed": 5}));
    assert_eq!(answer.stderr, "ours.json: merged\n");
    assert_eq!(desk.read("ours.json"), before);
    let piped =
        desk.run_with_input(&["merge", "base.json", "-", "theirs.json", "--stdout"], before.as_bytes());
    // Whoever crossed the line by it did at another moment.
    let [printed, piped] = [answer, piped.done()].map(|answer| {
        let mut merged = answer.json();
        merged["log"][0]["at"].take();
        merged
    });
    assert_eq!(printed, piped);
}

#[test]
fn what_is_not_known_keeps_its_digits() {
    let desk = desk(|file| file["title"] = json!("Ours"), |file| file["vision"] = json!("Theirs"));
    for (name, field) in
        [("ours.json", "\"price\":1.10"), ("theirs.json", "\"huge\":123456789012345678901234567890")]
    {
        let text = desk.read(name).replacen('{', &format!("{{{field},"), 1);
        desk.write(name, text);
    }
    desk.run(&MERGE).done();
    let text = desk.read("ours.json");
    assert!(text.contains("1.10") && text.contains("123456789012345678901234567890"), "{text}");
}

#[test]
fn an_empty_base_means_that_there_was_none() {
    let desk =
        desk(|_| {}, |file| file["items"].as_array_mut().unwrap().push(json!({"id": "x", "title": "X"})));
    desk.write("base.json", "");
    desk.run(&MERGE).done();
    assert_eq!(ours(&desk)["items"].as_array().unwrap().len(), 7);
}

/// As a synchroniser leaves them: two that were one, and nobody kept that.
#[test]
fn with_an_empty_base_the_logs_tell_what_both_began_with() {
    let desk = Desk::with("ours.json", WORKSPACE);
    let score = |file: &str, to: &str| desk.run(&["score", file, "pay", to]).done();
    score("ours.json", "effort=3");
    desk.write("theirs.json", desk.read("ours.json"));
    score("ours.json", "customer_value=2");
    score("theirs.json", "effort=5");
    assert_eq!(
        desk.run(&["merge", "/dev/null", "ours.json", "theirs.json"]).done().stdout,
        "ours.json: merged\n"
    );
    let scores = &ours(&desk)["items"][0]["scores"];
    assert_eq!((&scores["effort"], &scores["customer_value"]), (&json!(5), &json!(2)));
    assert_eq!(ours(&desk)["log"].as_array().unwrap().len(), 3);
}

#[test]
fn what_was_changed_in_an_editor_is_not_taken_back_without_a_base() {
    let desk = Desk::with("ours.json", WORKSPACE);
    desk.run(&["score", "ours.json", "pay", "effort=3"]).done();
    desk.write("theirs.json", desk.read("ours.json"));
    desk.write("ours.json", desk.read("ours.json").replace("Dark mode", "Night mode"));
    desk.run(&["score", "theirs.json", "pay", "effort=5"]).done();
    desk.write("empty.json", "");
    let answer = desk.run(&["merge", "empty.json", "ours.json", "theirs.json"]);
    assert_eq!(answer.code, 1, "{}", answer.stdout);
    assert!(desk.read("ours.json").contains("Night mode") && answer.stdout.contains("Night mode"));
}

/// Each side alone leaves both items in; together one of them falls out, and nobody's entry says so.
#[test]
fn who_crosses_the_line_by_the_merge_alone_is_in_the_log() {
    let text = json!({"framework": "value-effort", "capacity": {"amount": 4, "unit": "points"}, "items": [
        {"id": "a", "title": "A", "scores": {"impact": 5, "effort": 2}},
        {"id": "b", "title": "B", "scores": {"impact": 4, "effort": 2}},
        {"id": "c", "title": "C", "scores": {"impact": 3, "effort": 2}},
    ]});
    let desk = Desk::with("base.json", text.to_string());
    for side in ["ours.json", "theirs.json"] {
        desk.write(side, text.to_string());
    }
    desk.run(&["score", "ours.json", "c", "effort=1"]).done();
    desk.run(&["score", "theirs.json", "a", "effort=1"]).done();
    desk.run(&MERGE).done();
    let merged = ours(&desk);
    let log = merged["log"].as_array().unwrap();
    let told = |entry: &Value| json!([entry["kind"], entry["entered"], entry["left"]]);
    let told: Vec<Value> = log.iter().map(told).collect();
    // Both scores may be of the same second.
    assert!(told[..2].contains(&json!(["score", ["c"], ["b"]])), "{told:?}");
    assert_eq!(told[2..], [json!(["reconcile", ["b"], null])]);
    let said = desk.run(&["log", "ours.json"]).done().stdout;
    assert!(said.contains("two versions of the file put together"), "{said}");
    // Once more nobody crosses it.
    assert_eq!(desk.run(&MERGE).done().stdout, "ours.json: nothing new\n");
}

#[test]
fn what_cannot_be_merged_leaves_ours_as_it_is() {
    let desk = desk(|file| file["title"] = json!("Ours"), |file| file["title"] = json!("Theirs"));
    let before = desk.read("ours.json");
    desk.write("theirs.json", "{\"items\": [");
    desk.run(&MERGE).failed(3, &["theirs.json", "line 1, column 11"]);
    desk.write("theirs.json", "{\"format\": 99}");
    desk.run(&MERGE).failed(3, &["theirs.json", "newer Cutline", "nothing was changed"]);
    desk.run(&["merge", "-", "ours.json", "-"]).failed(2, &["standard input"]);
    desk.run(&["merge", "base.json", "gone.json", "base.json"]).failed(3, &["gone.json"]);
    assert_eq!(desk.read("ours.json"), before);
}

#[test]
fn ours_that_is_open_elsewhere_is_refused() {
    let desk = desk(|file| file["title"] = json!("Ours"), |file| file["vision"] = json!("Theirs"));
    let open = file::open(&desk.path("ours.json")).unwrap();
    desk.run(&MERGE).failed(4, &["ours.json", "has it open"]);
    drop(open);
    desk.run(&MERGE).done();
}

/// A session that ended early: something lies in the journal that the file does not hold.
fn ended_early(desk: &Desk) {
    use cutline::domain::command::Command;
    use cutline::domain::tradeoff::Stamp;
    use cutline::domain::workshop::Workshop;
    use cutline::store::{Access, Store};

    let opened = file::open(&desk.path("ours.json")).unwrap();
    let Access::Write(mut store) = opened.access else { panic!("somebody has it") };
    let mut workshop = Workshop::new(opened.workspace);
    let gesture = workshop.perform(Command::SetVision(Some("Kept".to_owned())), Stamp::default()).unwrap();
    store.append(&[gesture]).unwrap();
}

#[test]
fn what_lies_in_the_journal_is_taken_in() {
    let desk = desk(|_| {}, |file| file["title"] = json!("Theirs"));
    ended_early(&desk);
    let answer = desk.run(&MERGE).done();
    assert!(answer.stderr.contains("recovered 1 change"), "{}", answer.stderr);
    let merged = ours(&desk);
    assert_eq!((&merged["vision"], &merged["title"]), (&json!("Kept"), &json!("Theirs")));
    assert_eq!(desk.files(), ["base.json", "ours.json", "theirs.json"]);
}

#[test]
fn a_copy_is_not_merged_past_what_lies_beside_the_file_itself() {
    let desk = desk(|_| {}, |file| file["title"] = json!("Theirs"));
    fs::copy(desk.path("ours.json"), desk.path(".merge_file")).unwrap();
    ended_early(&desk);
    let copy = ["merge", "base.json", ".merge_file", "theirs.json", "--path", "ours.json"];
    desk.run(&copy).failed(4, &["ours.json", "1 change is beside it", "open it in Cutline"]);
    desk.run(&["rank", "ours.json"]).done();
    fs::remove_file(desk.path("ours.json.journal")).unwrap();
    assert_eq!(desk.run(&copy).done().stdout, "ours.json: merged\n");
}

#[test]
fn a_side_that_is_no_workspace_is_named_as_git_knows_it() {
    let desk = desk(|_| {}, |_| {});
    desk.write("theirs.json", "{");
    let answer = desk.run(&["merge", "base.json", "ours.json", "theirs.json", "--path", "q1.json"]);
    let answer = answer.failed(3, &["q1.json: their version: theirs.json", "git checkout --ours"]);
    assert!(!answer.stderr.contains("recover"), "{}", answer.stderr);
}

#[test]
fn conflicts_steer_no_terminal() {
    let desk = desk(
        |file| file["items"][0]["title"] = json!("a\u{1b}[2J"),
        |file| file["items"][0]["title"] = json!("b\u{202e}"),
    );
    let answer = desk.run(&MERGE);
    let log = desk.run(&["log", "ours.json"]);
    assert!(log.stdout.contains("the other version had"), "{log:?}");
    for answer in [answer, log] {
        assert!(!hostile(&answer.stdout) && !hostile(&answer.stderr), "{answer:?}");
    }
}
