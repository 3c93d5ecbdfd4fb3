//! `cutline --plain`: the workshop in lines, through a pipe.

mod files;

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
