//! Palette, help, footer, log, paste: what everything else is reached by.

use cutline::app::Message;
use cutline::app::action::TABLE;
use cutline::app::keymap::Keymap;

use super::{CLINIC, Room};

#[test]
fn the_palette_finds_and_runs() {
    let mut room = Room::new(CLINIC);
    room.keys(":").types("undo").sees("nothing to undo");
    room.keys("esc g 4 :").types("zebra").sees("Nothing is called that.");
    room.keys("ctrl-u").types("undo").keys("enter");
    assert_eq!(room.value("onboarding", "customer_value"), Some(5.0));
}

#[test]
fn every_action_is_in_the_palette_the_help_and_the_keymap() {
    let mut room = Room::new(CLINIC);
    room.size = (160, 200);
    let keymap = Keymap::built_in();
    room.keys("?");
    for spec in TABLE.iter() {
        assert!(keymap.keys_of(spec.action).next().is_some(), "{} has no key", spec.name);
        room.sees(spec.title);
    }
    for spec in TABLE.iter() {
        room.keys("esc :").types(spec.title).sees(&spec.doc[..spec.doc.len().min(60)]).keys("esc");
    }
}

#[test]
fn the_help_of_a_screen_tells_of_no_key_that_means_something_closer_by() {
    let mut room = Room::new(CLINIC);
    room.size = (160, 200);
    room.keys("?")
        .sees("Change the weights")
        .keys("esc L ?")
        .sees("Only without a reason")
        .misses("Change the weights");
}

#[test]
fn scoring_from_the_palette_asks_for_the_number() {
    let mut room = Room::new(CLINIC);
    room.keys("g :").types("score").keys("enter 2 enter");
    assert_eq!(room.value("onboarding", "customer_value"), Some(2.0));
}

#[test]
fn the_footer_tells_only_what_can_be_done_here() {
    let mut room = Room::new(CLINIC);
    assert!(room.line("? help").contains("1-5 score"));
    room.misses("u undo").keys("g 4").sees("u undo");
    room.keys("tab");
    assert!(!room.line("? help").contains("score   +/- step"));
}

#[test]
fn panes_are_gone_round_and_criteria_lead_to_the_next_pane() {
    let mut room = Room::new(CLINIC);
    room.keys("l l l").sees("─ Urg: How much worse does it get if we wait?");
    room.keys("h h").sees("─ How far does this move one of our goals?");
    room.keys("shift-tab tab tab tab tab tab").sees("─ How far");
}

#[test]
fn the_log_is_walked_and_explained() {
    let mut room = Room::new(CLINIC);
    room.keys("g 4 j 2 shift-tab j");
    assert_eq!(room.selected(), "onboarding");
    room.keys("r").types("asked three clinics").keys("enter");
    room.sees("why: asked three clinics");
    assert_eq!(room.app.workspace().log()[0].reason.as_deref(), Some("asked three clinics"));
}

#[test]
fn pasted_text_never_scores() {
    let mut room = Room::new(CLINIC);
    room.send(Message::Paste("5\n4\n3\n".to_owned())).sees("3 new").keys("esc");
    assert!(room.kept.is_empty());
    room.keys("a").send(Message::Paste("Dark mode".to_owned())).keys("enter");
    assert_eq!(room.selected(), "dark-mode");
    room.keys("a").send(Message::Paste("One\nTwo".to_owned())).sees("2 new");
}

#[test]
fn reasons_are_asked_for_only_if_wanted() {
    let mut room = Room::new(CLINIC);
    room.keys("R tab tab g j j l 1").misses("Why?").sees("no reason given");
}

#[test]
fn suspending_and_ending_are_asked_for_from_anywhere() {
    let mut room = Room::new(CLINIC);
    room.keys("ctrl-z : ctrl-c");
    assert_eq!(room.asked, ["suspend", "exit"]);
    room.send(Message::Terminate);
    assert_eq!(room.asked.len(), 3);
}

#[test]
fn ones_own_keys_go_over_the_default() {
    let own = Keymap::built_in().overlaid("[everywhere]\nw = \"undo\"\nu = \"none\"\n").unwrap();
    let keys: Vec<String> =
        own.keys_of(cutline::app::action::Action::Undo).map(|key| key.to_string()).collect();
    assert_eq!(keys, ["w"]);
    assert!(
        Keymap::built_in()
            .overlaid("[moon]\nw = \"undo\"\n")
            .unwrap_err()
            .to_string()
            .contains("no section is called moon")
    );
}
