//! What plain lines leave behind: what is not understood, other programs and windows, signals and pipes.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use cutline::store::file;

use super::desk;
use crate::{Desk, WORKSPACE};

#[test]
fn what_is_not_understood_says_what_is() {
    let desk = desk();
    assert_eq!(
        desk.talk(&[
            "skore 1 effort 5",
            "score 1 ease 5",
            "score thing effort 3",
            "show 99",
            "show nobody",
            "help more",
            "stop"
        ]),
        "skore is no word here. Did you mean score? help lists the words.\n\
         say an item, a criterion and a value, as in score 3 effort 5. The criteria are Customer value, Business \
         value, Urgency and Effort\n\
         thing could be any of 2. Say it again with a number:\n\
         1: Old thing; done\n\
         2: Parked thing; parked\n\
         there is no number 99: what was read last goes up to 2\n\
         no item is called nobody\n\
         more, or m: Goes on with what was read last.\n\
         stop is no word here. help lists the words.\n\
         nothing was changed\n"
    );
}

#[test]
fn what_was_told_is_in_the_file_also_without_a_farewell() {
    let desk = desk();
    for (input, told) in
        [("score 3 effort 2", "saved in w.json: 1 change\n"), ("pin 3 in\nRaj", "nothing was changed\n")]
    {
        let answer = desk.run_with_input(&["w.json", "--plain"], input.as_bytes()).done();
        assert!(answer.stdout.ends_with(told), "{answer:?}");
    }
    assert_eq!((desk.log().len(), desk.files()), (1, vec!["w.json".to_owned()]));
    // Another run goes on where this one ended.
    assert!(desk.talk(&["undo"]).starts_with("undo: effort of SSO 2 to 3"));
    assert_eq!(desk.log().len(), 2);
}

#[test]
fn text_of_a_file_cannot_steer_a_terminal_and_signs_are_words() {
    let desk = desk();
    desk.write(
        "w.json",
        WORKSPACE
            .replace("Fix payments", "A\\u001b[2J\\u202eB \\u2192 C\\n\\u0007D")
            .replace("\"Raj\"", "\"R\\u001baj\""),
    );
    let answer = desk.plain(&[
        "list",
        "show 1",
        "explain 1",
        "score 1 effort 5",
        "\u{1b}[31mred",
        "log",
        "as raj",
        "help",
        "check",
    ]);
    let answer = answer.done();
    assert!(answer.stdout.contains("1: A[2JB to C; D; score 7.5; in"), "{}", answer.stdout);
    assert!(
        answer.stdout.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)),
        "{}",
        answer.stdout
    );
}

#[test]
fn a_second_one_listens_and_changes_nothing() {
    let desk = desk();
    let opened = file::open(&desk.path("w.json")).unwrap();
    let told = desk
        .plain(&["list 1", "score 1 effort 5", "triage", "undo", "try 1 effort 5", "save", "save copy.json"])
        .done();
    assert!(told.stdout.contains("read-only: process "), "{told:?}");
    assert_eq!(told.stdout.matches("nothing can be changed here").count(), 4, "{told:?}");
    assert!(told.stdout.ends_with("copy written to copy.json\nnothing was changed\n"), "{told:?}");
    drop(opened);
    assert_eq!(desk.read("w.json"), WORKSPACE);
}

#[test]
fn the_home_folder_is_known_by_its_sign() {
    let desk = desk();
    let told = desk.plain(&["save ~/copy.json"]).done();
    let copy = desk.path("copy.json");
    assert!(told.stdout.contains(&format!("copy written to {}\n", copy.display())), "{told:?}");
    assert!(copy.is_file());
}

#[test]
fn a_file_that_changed_under_the_hand_is_left_alone() {
    let desk = desk();
    let mut talk = Talk::begin(&desk);
    talk.say("score 3 effort 2");
    talk.hear("; saved");
    let other = WORKSPACE.replace("Bookings", "Another");
    desk.write("w.json", &other);
    talk.say("quit");
    talk.hear("the file cannot be written: ");
    talk.say("save copy.json");
    talk.hear("copy written to copy.json");
    talk.say("quit");
    assert_eq!(talk.child.wait().unwrap().code(), Some(4));
    assert_eq!(desk.read("w.json"), other);
    assert!(desk.read("copy.json").contains("\"seq\": 1"));
}

#[test]
fn what_another_program_did_is_told_and_settled() {
    let desk = desk();
    let mut talk = Talk::begin(&desk);
    talk.say("settle");
    talk.hear("nobody else has changed the file: there is nothing to settle");
    talk.say("score 3 effort 2");
    talk.hear("; saved");
    desk.write("w.json", WORKSPACE.replace("Bookings", "Another"));
    talk.say("save");
    talk.hear("settle merge puts both together");
    talk.say("settle");
    talk.hear("theirs: 1 setting");
    talk.hear("settle merge puts both together, with 0 conflicts");
    talk.say("Settle Merge");
    talk.hear("merged: the file holds theirs and ours; everything is saved");
    talk.say("quit");
    talk.hear("saved in w.json: 1 change");
    assert_eq!(talk.child.wait().unwrap().code(), Some(0));
    let text = desk.read("w.json");
    assert!(text.contains("Another") && text.contains("\"seq\": 1"), "{text}");
}

#[test]
fn what_is_to_be_settled_stays_so_and_no_verb_writes_over_it() {
    let desk = desk();
    let mut talk = Talk::begin(&desk);
    talk.say("score 3 effort 2");
    talk.hear("; saved");
    let other = WORKSPACE.replace("Bookings", "Another");
    desk.write("w.json", &other);
    talk.say("save");
    talk.hear("every change is in its journal");
    talk.child.kill().unwrap();
    talk.child.wait().unwrap();

    let refused = "another program changed the file, and what was done here is kept beside it";
    desk.run(&["score", "w.json", "3", "effort=5"]).failed(4, &[refused, "settles both"]);
    assert_eq!(desk.read("w.json"), other);
    let told = desk.plain(&["settle theirs", "score 1 effort 5"]).done();
    assert!(told.stdout.contains("the file is as they left it; ours is in "), "{told:?}");
    assert!(desk.read("w.json").contains("Another") && desk.read("w-mine.json").contains("\"seq\": 1"));
}

#[test]
fn a_workspace_is_taken_over_once_its_window_has_ended() {
    let desk = desk();
    let opened = file::open(&desk.path("w.json")).unwrap();
    let mut talk = Talk::begin(&desk);
    talk.say("take over");
    talk.hear("not taken over: process ");
    drop(opened);
    talk.say("score 3 effort 2");
    talk.hear("nothing can be changed here");
    talk.say("take Over");
    talk.hear("taken over: from here on everything is saved here");
    talk.say("score 3 effort 2");
    talk.hear("; saved");
    talk.say("take");
    talk.hear("take over is written in full");
    talk.say("quit");
    assert_eq!(talk.child.wait().unwrap().code(), Some(0));
    assert!(desk.read("w.json").contains("\"seq\": 1"));
}

#[test]
fn whoever_takes_over_what_is_to_be_settled_hears_how() {
    let desk = desk();
    let mut first = Talk::begin(&desk);
    first.say("score 3 effort 2");
    first.hear("; saved");
    let mut second = Talk::begin(&desk);
    second.say("undo");
    second.hear("nothing can be changed here");
    desk.write("w.json", WORKSPACE.replace("Bookings", "Another"));
    first.say("save");
    first.hear("every change is in its journal");
    first.child.kill().unwrap();
    first.child.wait().unwrap();
    second.say("take over");
    second.hear("taken over: from here on everything is saved here");
    second.hear("settle says what they made of it, settle merge puts both together");
    second.say("settle merge");
    second.hear("merged: the file holds theirs and ours");
    second.say("quit");
    assert_eq!(second.child.wait().unwrap().code(), Some(0));
    let text = desk.read("w.json");
    assert!(text.contains("Another") && text.contains("\"seq\": 1"), "{text}");
}

#[test]
fn arguments_and_files_that_make_no_sense() {
    let desk = Desk::with("w.json", b"{");
    desk.run(&["--plain", "w.json"]).failed(3, &["w.json: line 1"]);
    desk.run(&["--plain", "none.json"]).failed(3, &["`cutline new none.json` makes it"]);
    desk.run(&["--plain"]).failed(2, &["FILE"]);
    desk.run(&["w.json"]).failed(3, &["w.json: line 1"]);
    desk.write("good.json", b"{}");
    desk.run(&["good.json"])
        .failed(2, &["the workshop needs a terminal", "help: `cutline --plain good.json` works"]);
    desk.run(&["demo"]).failed(2, &["`cutline demo --plain` works"]);
    for standard_input in [&["-"][..], &["--plain", "-"]] {
        desk.run(standard_input).failed(2, &["opened from a file", "`cutline rank -`"]);
    }
    for demo in [&["demo", "--plain"][..], &["--plain", "demo"]] {
        let answer = desk.run_with_input(demo, b"q\n").done();
        assert!(answer.stdout.starts_with("Clinic bookings, Q1 discovery; "), "{answer:?}");
    }
}

#[test]
fn whatever_is_typed_the_file_opens_again() {
    let desk = desk();
    let words = [
        "score",
        "1",
        "2",
        "3",
        "effort",
        "5",
        "triage",
        "undo",
        "redo",
        "pin",
        "in",
        "out",
        "park",
        "it",
        "capacity",
        "none",
        "",
        "list",
        "more",
        "all",
        "b",
        "s",
        "stop",
        "add",
        "\u{1b}[A",
        "%",
        "=",
        "#",
        "'",
        "add \u{202e}",
        "log",
        "as ana",
        "as room",
        "call",
        "reason",
        "#1",
        "move",
        "later",
        "next",
        "done",
        "kind",
        "debt",
        "class",
        "must",
        "filter",
        "off",
        "id:",
        "id:pay",
        "try",
        "explain",
        "unpin",
        "decline",
        "why",
        "-",
        "1e999",
        "NaN",
        "urgency",
        "\u{0}",
    ];
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut input = Vec::new();
    for _ in 0..1500 {
        let line: Vec<&str> = (0..=next(4)).map(|_| words[next(words.len())]).collect();
        input.extend_from_slice(line.join(" ").as_bytes());
        input.extend_from_slice(if next(50) == 0 { b"\xff\n" } else { b"\n" });
    }
    let answer = desk.run_with_input(&["--plain", "w.json"], &input).done();
    assert!(answer.stdout.contains("; saved\n"), "nothing was done");
    assert!(!crate::hostile(&answer.stdout));
    let opened = file::open(&desk.path("w.json")).unwrap();
    assert!(opened.notices.is_empty() && opened.workspace.log().len() > 50);
}

/// How long anything is waited for before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// A conversation under way.
struct Talk {
    child: Child,
    lines: Receiver<String>,
    listener: JoinHandle<()>,
}

impl Talk {
    fn begin(desk: &Desk) -> Talk {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cutline"));
        command.env("XDG_CONFIG_HOME", desk.path("config")).env("XDG_STATE_HOME", desk.path("state"));
        command
            .current_dir(desk.0.path())
            .args(["--plain", "w.json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = channel();
        // It stops to listen when nobody asks it any more, which closes the pipe.
        let listener = thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Talk { child, lines, listener }
    }

    fn say(&mut self, line: &str) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    /// Listens until something is said.
    fn hear(&mut self, text: &str) {
        while !self
            .lines
            .recv_timeout(PATIENCE)
            .unwrap_or_else(|_| panic!("{text} was never said"))
            .contains(text)
        {}
    }
}

#[test]
#[cfg(unix)]
fn what_was_told_as_saved_survives_every_signal_and_a_closed_pipe() {
    use nix::sys::signal::{Signal, kill};
    for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP, Signal::SIGKILL] {
        let desk = desk();
        let mut talk = Talk::begin(&desk);
        talk.say("score 3 effort 2");
        talk.hear("; saved");
        kill(nix::unistd::Pid::from_raw(talk.child.id().cast_signed()), signal).unwrap();
        let code = talk.child.wait().unwrap().code();
        assert_eq!(desk.log().len(), 1, "{signal}");
        if signal != Signal::SIGKILL {
            assert_eq!((code, desk.files()), (Some(0), vec!["w.json".to_owned()]), "{signal}");
        }
    }
    let desk = desk();
    let mut talk = Talk::begin(&desk);
    talk.hear("help lists the words.");
    let Talk { mut child, lines, listener } = talk;
    drop(lines);
    // The answer to this is the last that anybody hears.
    writeln!(child.stdin.as_mut().unwrap(), "line").unwrap();
    listener.join().unwrap();
    writeln!(child.stdin.as_mut().unwrap(), "score 3 effort 2").unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!((desk.log().len(), desk.files()), (1, vec!["w.json".to_owned()]));
}
