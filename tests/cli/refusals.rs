//! Files that cannot be opened or saved: what is wrong and where, and nothing touched.

use std::process::{Command, Stdio};

use cutline::domain::command::Command::Agree;
use cutline::domain::tradeoff::Stamp;
use cutline::domain::workshop::Workshop;
use cutline::store::{Access, Store, file};

use super::{Desk, WORKSPACE};

#[test]
fn what_is_no_workspace_is_named_with_its_place() {
    for (content, words) in [
        (&b""[..], &["w.json: the file is empty", "help: `cutline recover w.json`"][..]),
        (
            b"{\"items\": [",
            &[
                "w.json: line 1, column 11, items: the file ends in the middle of a list",
                "nothing was touched",
            ],
        ),
        (
            b"{\"items\": [\n {\"scores\": {\"effort\": 9}}]}",
            &[
                "w.json: line 2, column 24: items[0].scores.effort: 9 is not on the scale of effort: 1, 2, 3, 4, 5",
            ],
        ),
        (
            b"{\"items\": [{\"scores\": {\"effort\": \"5\"}}]}",
            &["line 1, column 36, items[0].scores.effort: invalid type: string \"5\""],
        ),
        (
            b"{\"framework\": \"rice\", \"items\": [{\"scores\": {\"confidence\": 80}}]}",
            &["items[0].scores.confidence: 80 is not on the scale", "80% is 0.8"],
        ),
        (
            b"{\"title\": \"\xe9\"}",
            &["w.json: line 1, column 12: byte 11 is not UTF-8", "save the file as UTF-8"],
        ),
        (b"\xff\xfe{\0}\0", &["UTF-16"]),
    ] {
        for verb in [&["rank", "w.json"][..], &["log", "w.json"], &["score", "w.json", "a", "effort=1"]] {
            let desk = Desk::with("w.json", content);
            desk.run(verb).failed(3, words);
            assert_eq!(std::fs::read(desk.path("w.json")).unwrap(), content);
            assert_eq!(desk.files(), ["w.json"]);
        }
    }
}

#[test]
fn what_is_no_file_is_refused() {
    let desk = Desk::new();
    desk.run(&["rank", "none.json"])
        .failed(3, &["there is no such file", "help: `cutline new none.json` makes it"]);
    desk.run(&["rank", "."]).failed(3, &["this is a folder, not a file"]);
    desk.run(&["score", "-", "a", "effort=1"]).failed(2, &["has to be a file, not standard input"]);
}

#[test]
fn messages_are_scrubbed_too() {
    let desk = Desk::with("w.json", "{\"framework\": \"\\u001b[31m\\u202e\"}");
    let answer = desk.run(&["rank", "w.json"]).failed(3, &["no framework is called [31m"]);
    assert!(!super::hostile(&answer.stderr), "{:?}", answer.stderr);
}

#[test]
fn a_file_that_is_open_elsewhere_is_read_and_not_changed() {
    let desk = Desk::with("w.json", WORKSPACE);
    desk.write("more.csv", "title\nA");
    let opened = file::open(&desk.path("w.json")).unwrap();
    let words = ["w.json: process ", "has it open", "help: nothing was changed"];
    desk.run(&["score", "w.json", "pay", "effort=5"]).failed(4, &words);
    desk.run(&["import", "more.csv", "--into", "w.json"]).failed(4, &words);
    desk.run(&["rank", "w.json"]).done();
    drop(opened);
    assert_eq!(desk.read("w.json"), WORKSPACE);
    desk.run(&["score", "w.json", "pay", "effort=5"]).done();
}

/// A workspace with a gesture in its journal, as a killed session leaves it.
fn killed() -> Desk {
    let desk = Desk::with("w.json", WORKSPACE);
    let opened = file::open(&desk.path("w.json")).unwrap();
    let Access::Write(mut store) = opened.access else { panic!("locked") };
    let mut workshop = Workshop::new(opened.workspace);
    let command = Agree {
        item: workshop.workspace().slot(&"sso".into()).unwrap(),
        criterion: "effort".into(),
        to: None,
    };
    let gesture = workshop.perform(command, Stamp::default()).unwrap();
    store.append(&[gesture]).unwrap();
    desk
}

#[test]
fn what_a_killed_session_left_is_recovered_and_told() {
    let desk = killed();
    let answer = desk.run(&["score", "w.json", "pay", "effort=5"]).done();
    assert!(answer.stderr.contains("note: recovered 1 change"), "{}", answer.stderr);
    assert_eq!(desk.json(&["log", "w.json"]).as_array().unwrap().len(), 2);
    assert_eq!(desk.files(), ["w.json"]);
}

/// Who writes past the limit of the shell is sent a signal that ends programs.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_become_larger_is_an_error() {
    let desk = Desk::with("w.json", WORKSPACE);
    let limited = "ulimit -f 0; exec \"$0\" score w.json pay effort=3";
    let mut command = Command::new("sh");
    command.args(["-c", limited, env!("CARGO_BIN_EXE_cutline")]).current_dir(desk.path("."));
    command.env("XDG_CONFIG_HOME", desk.path("config")).env("XDG_STATE_HOME", desk.path("state"));
    let output = command.output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(4), "{told}");
    assert!(told.contains("File too large"), "{told}");
    assert_eq!(desk.read("w.json"), WORKSPACE);
}

#[test]
fn a_journal_that_does_not_fit_is_left_where_it_is() {
    let foreign = |text: String| text.replace("Bookings", "Another");
    // A torn last line is no damage; one with another behind it is.
    let damaged = |text: String| text.replacen("sso", "ssp", 1) + "{}\n";
    for (file, change, words) in [
        ("w.json", &foreign as &dyn Fn(String) -> String, ["was written for another state of", "move "]),
        ("w.json.journal", &damaged, ["w.json.journal, line 2", "help: nothing was touched"]),
    ] {
        let desk = killed();
        desk.write(file, change(desk.read(file)));
        let before = (desk.read("w.json"), desk.read("w.json.journal"));
        for verb in [&["rank", "w.json"][..], &["score", "w.json", "pay", "effort=5"]] {
            desk.run(verb).failed(3, &words);
        }
        assert_eq!((desk.read("w.json"), desk.read("w.json.journal")), before);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_standard_output_is_told() {
    let desk = Desk::with("w.json", WORKSPACE);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_cutline"))
        .args(["rank", "w.json"])
        .current_dir(desk.0.path())
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert!(stderr.contains("error: standard output: "), "{stderr}");
}
