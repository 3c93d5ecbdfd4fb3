//! Full screens: one key there, one key back, and what works on all of them.

use super::{CLINIC, Room};

#[test]
fn a_screen_is_one_key_away_and_one_key_back() {
    let mut room = Room::new(CLINIC);
    room.keys("L").sees("Cutline › Log  Clinic bookings").misses("BUSINESS").misses("BACKLOG");
    room.keys("L").sees("BUSINESS").misses("› Log");
    room.keys("L esc").sees("BUSINESS");
    // The palette leads there, too, and says where it would lead nowhere.
    room.keys("L :")
        .types("log")
        .sees("it is on the screen already")
        .keys("esc :")
        .types("back to")
        .keys("enter");
    room.sees("BUSINESS").keys("esc").sees("? help");
}

#[test]
fn what_belongs_to_the_workshop_says_so_elsewhere() {
    let mut room = Room::new(CLINIC);
    room.keys("L tab").sees("works on the workshop screen");
    room.keys("5").sees("scores are given in the workshop: esc goes there");
    room.keys(":").types("one step up").sees("works in a scoring pane");
    assert!(room.kept.is_empty());
}

#[test]
fn what_works_everywhere_works_on_a_full_screen() {
    let mut room = Room::new(CLINIC);
    room.keys("g 4 L u");
    assert_eq!(room.value("onboarding", "customer_value"), Some(5.0));
    room.keys("U");
    assert_eq!(room.value("onboarding", "customer_value"), Some(4.0));
    room.keys("a").types("Dark mode").keys("enter").sees("Dark mode added");
    room.keys("f").sees("Framework on trial").keys("esc ?").sees("Every entry").keys("esc");
    room.keys("ctrl-s q").sees("› Log");
    assert_eq!(room.asked.last().map(String::as_str), Some("exit"));
}

#[test]
fn footer_and_help_tell_the_keys_of_the_screen() {
    let mut room = Room::new(CLINIC);
    room.keys("L");
    assert!(room.line("? help").contains("esc back"));
    room.misses("tab pane").misses("1-5 score").misses("L log");
    room.keys("esc").sees("tab pane").misses("esc back");
}

#[test]
fn a_banner_stays_on_every_screen() {
    let mut room = Room::new(CLINIC);
    room.disk_works = false;
    room.keys("g 4 L").sees("Not saved: no space left on device");
    room.size = (40, 10);
    room.sees("Not saved:").sees("› Log").sees("esc back");
}
