//! `cutline --plain`: the workshop in lines, through a pipe.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use cutline::store::file;
use serde_json::{Value, json};

use super::{Answer, Desk, WORKSPACE};

fn desk() -> Desk {
    Desk::with("w.json", WORKSPACE)
}

impl Desk {
    /// Says lines to a workspace, and returns what was answered after the greeting.
    fn talk(&self, lines: &[&str]) -> String {
        let answer = self.plain(lines).done();
        let (_, told) = answer.stdout.split_once("help lists the words.\n").unwrap();
        told.to_owned()
    }

    fn plain(&self, lines: &[&str]) -> Answer {
        let input = lines.join("\n") + "\n";
        self.run_with_input(&["--plain", "w.json"], input.as_bytes())
    }

    fn log(&self) -> Vec<Value> {
        self.json(&["log", "w.json"]).as_array().unwrap().clone()
    }
}

#[test]
fn the_backlog_is_read_with_its_line_in_words() {
    let answer = desk().plain(&["list", "quit"]).done();
    assert_eq!(
        answer.stdout,
        "Bookings; Four-factor; 3 items with a rank, 1 without\n\
         the line: 5 of 5 points, 0 free, technical health 40%, target 20%\n\
         list reads the backlog, triage asks for what is missing, help lists the words.\n\
         1: Fix payments; score 7.5; in; warning: above its blocker #3\n\
         2: Onboarding; score 4.667; in\n\
         -- the line: 5 of 5 points, 0 free, technical health 40%, target 20% --\n\
         3: SSO; score 2; out\n\
         -- no rank yet: 1 --\n\
         4: Dark mode; no rank: needs business value, urgency and effort\n\
         nothing was changed\n"
    );
}

#[test]
fn lists_go_on_when_asked_and_numbers_name_what_was_read_last() {
    let desk = desk();
    assert_eq!(
        desk.talk(&[
            "list 2",
            "more",
            "more",
            "list declined",
            "list aside",
            "show 1",
            "list unscored",
            "1",
            "list everything"
        ]),
        "1: Fix payments; score 7.5; in; warning: above its blocker #3\n\
         2: Onboarding; score 4.667; in\n\
         -- the line: 5 of 5 points, 0 free, technical health 40%, target 20% --\n\
         2 of 4; more goes on\n\
         3: SSO; score 2; out\n\
         -- no rank yet: 1 --\n\
         4: Dark mode; no rank: needs business value, urgency and effort\n\
         there is no more\n\
         nothing to read\n\
         1: Parked thing; parked\n\
         Parked thing\n\
         takes no part in the ranking: parked\n\
         Customer value: not scored\nBusiness value: not scored\nUrgency: not scored\nEffort: not scored\n\
         id park\nkind: feature\n\
         -- no rank yet: 1 --\n\
         1: Dark mode; no rank: needs business value, urgency and effort\n\
         Dark mode\n\
         no rank before business value, urgency and effort are scored\n\
         Customer value: 2, one small annoyance goes away; set directly, no votes\n\
         Business value: not scored\nUrgency: not scored\nEffort: not scored\n\
         id dark\nkind: feature\n\
         list knows no everything: there are in, out, unscored, aside, parked, declined and done, a number and all\n\
         nothing was changed\n"
    );
}

#[test]
fn a_score_tells_what_the_log_tells_and_a_crossed_line_asks_why() {
    let desk = desk();
    assert_eq!(
        desk.talk(&["score 1 effort 5", "3", "the ledger", "score it urgency 4", "log", "log sso"]),
        "effort of Fix payments 2 to 5; #1 to #2; falls out; saved\n\
         Why? (empty line skips)\n\
         a reason begins with a letter\n\
         Why? (empty line skips)\n\
         reason for effort of Fix payments 2 to 5: the ledger; saved\n\
         urgency of Fix payments 5 to 4; stays #2; saved\n"
            .to_owned()
            + &logged(&desk, &[2, 0])
            + "nothing to read\nsaved in w.json: 2 changes; in the end 1 fell out\n"
    );
    let entry = &desk.log()[0];
    assert_eq!((&entry["reason"], &entry["left"]), (&json!("the ledger"), &json!(["pay"])));
    assert_eq!(desk.files(), ["w.json"]);
}

/// What `log` reads of entries, by their index in `cutline log --json`.
fn logged(desk: &Desk, indices: &[usize]) -> String {
    let log = desk.log();
    let told = |index: &usize| {
        let at = log[*index]["at"].as_str().unwrap().replace('T', " ");
        let what = match index {
            0 => "effort of Fix payments 2 to 5; #1 to #2; falls out; why: the ledger",
            _ => "urgency of Fix payments 5 to 4; stays #2",
        };
        let side = log[*index]["side"].as_str().unwrap();
        format!("#{}, {}, {side}: {what}\n", log[*index]["seq"], &at[..16])
    };
    indices.iter().map(told).collect()
}

#[test]
fn several_scores_are_given_at_once_all_or_none() {
    let desk = desk();
    assert_eq!(
        desk.talk(&["score dark mode effort 1 business value 2 urg=1", "score 1 effort 3 urgency 9", "undo"]),
        "effort of Dark mode not scored to 1\n\
         business value of Dark mode not scored to 2\n\
         urgency of Dark mode not scored to 1; no rank to #2; comes in; Onboarding falls out; saved\n\
         Why? (empty line skips)\n\
         9 is not on the scale of Urgency: 1 to 5\n\
         undo: urgency of Dark mode 1 to not scored; #2 to no rank; falls out; Onboarding comes in; saved\n\
         saved in w.json: 4 changes\n"
    );
    assert_eq!(
        desk.talk(&["score 1 effort none", "", "score 1 effort 2", "score 1 effort 2"]),
        "effort of Fix payments 2 to not scored; #1 to no rank; falls out; saved\n\
         Why? (empty line skips)\n\
         no reason given; reason gives it later\n\
         effort of Fix payments not scored to 2; no rank to #1; comes in; warning: above its blocker #3 SSO; saved\n\
         effort: it is so already\n\
         saved in w.json: 2 changes, 1 without a reason\n"
    );
}

#[test]
fn a_word_instead_of_a_reason_is_obeyed() {
    let desk = desk();
    assert_eq!(
        desk.talk(&["score 1 effort 5", "undo", "redo", "undo", "redo", "redo"]),
        "effort of Fix payments 2 to 5; #1 to #2; falls out; saved\n\
         Why? (empty line skips)\n\
         undo: effort of Fix payments 5 to 2; #2 to #1; comes in; saved\n\
         redo: effort of Fix payments 2 to 5; #1 to #2; falls out; saved\n\
         undo: effort of Fix payments 5 to 2; #2 to #1; comes in; saved\n\
         redo: effort of Fix payments 2 to 5; #1 to #2; falls out; saved\n\
         nothing to redo\n\
         saved in w.json: 5 changes, 1 without a reason; in the end 1 fell out\n"
    );
    assert_eq!(
        desk.talk(&["reason #1 the ledger", "reason #9 x", "log unexplained"]),
        "reason for effort of Fix payments 2 to 5: the ledger; saved\n\
         the log has no entry 9\n\
         nothing to read\n\
         saved in w.json: 1 reason\n"
    );
}

#[test]
fn what_is_missing_is_asked_for_one_after_the_other() {
    let desk = desk();
    let told = desk.talk(&[
        "triage",
        "4",
        "s",
        "9",
        "1",
        "raj says so",
        "b",
        "b",
        "2",
        "",
        "stop",
        "triage business",
        "triage",
    ]);
    let mut rest = told.as_str();
    for line in [
        "3 scores missing on 1 item. A value scores, s skips, b goes back, help tells the rest",
        "Item: Dark mode",
        "Business value: How far does this move one of our goals?",
        "Business value, 1 to 5:",
        "business value 4; saved",
        "Urgency, 1 to 5:",
        "Effort, 1 to 5:",
        "9 is not on the scale of Effort: 1 to 5",
        "effort 1; saved",
        "that was the last one: 1 item without a rank",
        "raj is no word here. help lists the words.",
        "b is no word here. help lists the words.",
    ] {
        let at = rest.find(line).unwrap_or_else(|| panic!("{line}: {told}"));
        rest = &rest[at + line.len()..];
    }
    assert!(told.contains("nothing is missing\n"), "{told}");
    let file: Value = serde_json::from_str(&desk.read("w.json")).unwrap();
    assert_eq!(file["items"][3]["scores"], json!({"customer_value": 2, "business_value": 4, "effort": 1}));
}

#[test]
fn a_walk_goes_back_asks_why_and_sets_aside() {
    let desk = desk();
    desk.write(
        "w.json",
        WORKSPACE.replace("{\"id\": \"old\"", "{\"id\": \"more\", \"title\": \"More\"}, {\"id\": \"old\""),
    );
    let told = desk.talk(&[
        "t",
        "4",
        "b",
        "5",
        "u",
        "3",
        "1",
        "1",
        "asked for",
        "park",
        "too vague",
        "a clinic asks",
        "list aside",
    ]);
    for line in [
        "7 scores missing on 2 items",
        "Business value, now 4, 1 to 5:",
        "business value 5; saved",
        "undo: business value of Dark mode 5 to 4; saved",
        "effort of Dark mode not scored to 1; no rank to #2; comes in; Onboarding falls out; saved\nWhy? (empty line skips)\n",
        "asked for; saved\nItem: More\n",
        "Park More\nWhy? (empty line: nothing is done)\nLook at it again when? (empty line: nothing is done)\n",
        "More parked, again when a clinic asks; saved\nthat was the last one: everything has a rank\n",
        "More; parked; why too vague; again when a clinic asks; since 20",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
}

#[test]
fn what_overrules_the_scores_has_an_owner_and_a_reason() {
    let desk = desk();
    assert_eq!(
        desk.talk(&[
            "pin sso in",
            "Raj",
            "promised",
            "unpin sso",
            "",
            "pin dark in",
            "pin sso in",
            "",
            "park 2",
            "no time",
            "March",
            "move 2 next",
            "decline fix",
            "quit"
        ]),
        "SSO pinned in: rank 3, in; Onboarding would fall out\n\
         Who answers for it? (empty line: nothing is done)\n\
         Why? (empty line: nothing is done)\n\
         SSO pinned in by Raj; #3 by score; comes in; Onboarding falls out; saved\n\
         SSO let go, was pinned in by Raj; #3 by score; falls out; Onboarding comes in; saved\n\
         Why? (empty line skips)\n\
         no reason given; reason gives it later\n\
         Dark mode has no rank, so there is nothing to hold against it\n\
         SSO pinned in: rank 3, in; Onboarding would fall out\n\
         Who answers for it? (empty line: nothing is done)\n\
         nothing was done\n\
         Park Onboarding: SSO would come in\n\
         Why? (empty line: nothing is done)\n\
         Look at it again when? (empty line: nothing is done)\n\
         Onboarding parked, again when March; #2 to no rank; falls out; SSO comes in; saved\n\
         Onboarding brought back to next; no rank to #2; comes in; SSO falls out; saved\n\
         Why? (empty line skips)\n\
         reason for Onboarding brought back to next: decline fix; saved\n\
         saved in w.json: 4 changes, 1 without a reason\n"
    );
}

#[test]
fn capacity_calls_and_new_items() {
    let desk = desk();
    assert_eq!(
        desk.talk(&[
            "capacity 8",
            "capacity 1 items",
            "law",
            "capacity health 200",
            "capacity health 30",
            "capacity many",
            "capacity 1,000",
            "capacity 1 000",
            "call sso",
            "not before the audit",
            "Raj",
            "the auditor asks",
            "ship half; wait",
            "Mia",
            "add Export",
            "kind it tech",
            "class it must",
            "add",
            "",
            "done sso 3",
            "filter tech",
            "filter off",
            "filter dance",
            "find mode",
            "find dance",
        ]),
        "capacity 5 to 8 points; SSO comes in; saved\n\
         the line: 8 of 8 points, 0 free, technical health 25%, target 20%\n\
         capacity 8 points to 1 item; Onboarding falls out; SSO falls out; saved\n\
         the line: 1 of 1 items, 0 free, technical health 100%, target 20%\n\
         Why? (empty line skips)\n\
         reason for capacity 8 points to 1 item: law; saved\n\
         the target is a percentage from 0 to 100\n\
         technical health target not set to 30%; saved\n\
         the line: 1 of 1 items, 0 free, technical health 100%, target 30%\n\
         many is not a number of 0 or more\n\
         1,000 can be read in two ways: leave the comma out, or write it as a point\n\
         1 000 is not a number and a unit: write 1000, not 1 000\n\
         What was decided? (empty line: nothing is done)\n\
         Who answers for it? (empty line: nothing is done)\n\
         Why? (empty line: nothing is done)\n\
         Instead of what? Several are parted by semicolons. (empty line skips)\n\
         Who is disappointed? (empty line skips)\n\
         call by Raj on SSO: not before the audit; saved\n\
         Export added; saved\n\
         it is number 7 now; triage asks for its scores\n\
         kind of Export feature to tech; saved\n\
         MoSCoW of Export none to must; saved\n\
         What is it called? (empty line: nothing is done)\n\
         nothing was done\n\
         SSO done: took 3, estimated 3; Fix payments falls out; saved\n\
         only kind tech; filter off lists all\n\
         -- the line: 1 of 1 items, 1 of them done, 0 free, technical health 0%, target 30% --\n\
         -- no rank yet: 1 --\n\
         1: Export; no rank: needs customer value, business value, urgency and effort\n\
         all items are listed\n\
         no item is dance: filter alone says what there is\n\
         1: Dark mode; no rank: needs business value, urgency and effort\n\
         no title has dance in it\n\
         saved in w.json: 8 changes; in the end 2 fell out\n"
    );
    let call = desk.log().into_iter().find(|entry| entry["kind"] == "call").unwrap();
    assert_eq!(call["alternatives"], json!(["ship half", "wait"]));
}

#[test]
fn a_number_in_a_title_is_none_that_it_took_and_what_is_done_is_not_pinned() {
    let desk = desk();
    let told = desk.talk(&[
        "capacity 1 items",
        "",
        "add Upgrade to React 19",
        "done upgrade 19",
        "done sso 3",
        "line",
    ]);
    assert!(told.contains("Upgrade to React 19 done; Fix payments falls out"), "{told}");
    assert!(told.contains("the line: 2 of 1 items, 2 of them done, over by 1, technical health"), "{told}");
}

#[test]
fn a_score_is_tried_before_it_is_given_and_people_vote() {
    let desk = desk();
    assert_eq!(
        desk.talk(&[
            "try 1 effort 5",
            "try sso effort",
            "as ana",
            "score 1 effort 4",
            "try 1 effort",
            "",
            "as room",
            "as zoe"
        ]),
        "Fix payments\n\
         effort 5: rank 2, out\n\
         SSO\n\
         effort 1: rank 2, in; Onboarding would fall out\n\
         effort 2: rank 3, out\n\
         effort 3, as it is: rank 3, out\n\
         effort 4: rank 3, out\n\
         effort 5: rank 3, out\n\
         Ana votes for engineering from now on; as room ends that\n\
         Ana votes 4 on effort of Fix payments; stays #1; saved\n\
         2 is agreed and stands until the room agrees on another\n\
         Fix payments\n\
         effort 1: rank 1, in\n\
         effort 2: rank 1, in\n\
         effort 3: rank 1, in\n\
         effort 4, as it is: rank 1, in\n\
         effort 5: rank 1, in\n\
         the room scores: values are agreed on\n\
         no participant is called zoe\n\
         the participants are ana, raj\n\
         saved in w.json: 1 change\n"
    );
}

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
    assert!(!super::hostile(&answer.stdout));
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
