//! Capacity, pins and calls: each in a form that shows its price, each one entry of the log.

use cutline::app::Message;
use cutline::domain::item::Held;
use insta::assert_snapshot;

use super::{CLINIC, Room};

/// A room whose backlog has the focus, on the item with this id.
fn at(id: &str, size: (u16, u16)) -> Room {
    let mut room = Room::new(CLINIC);
    room.size = size;
    room.keys("tab g");
    while room.selected() != id {
        room.keys("j");
    }
    room
}

const LARGE: (u16, u16) = (160, 48);
const SMALL: (u16, u16) = (80, 24);

/// A pin that costs two others their place, all but confirmed.
fn pinning(size: (u16, u16)) -> Room {
    let mut room = at("filters", size);
    room.keys("p tab").types("An").keys("ctrl-n tab").types("promised to the board");
    room
}

#[test]
fn a_pin_shows_its_price_and_displaces_by_name() {
    let mut room = pinning(LARGE);
    room.sees("#6 Add advanced dashboard filters comes in · #3 Fix payment failures falls out");
    assert!(room.kept.is_empty());
    assert_snapshot!("pinning_at_160_by_48", room.screen());
    room.keys("enter");
    assert_eq!(room.ranking(), "onboarding mobile | pay sso ledger filters");
    room.sees(
        "Add advanced dashboard filters pinned in by Ana   #6 by score   comes in  ·  Fix payment failures",
    );
    room.sees("why: promised to the board").misses("no reason given").misses("Why?");
    assert!(room.line("◆").contains("Add advanced"), "{}", room.line("◆"));
    room.keys("enter").sees("#6 of 6 · pinned in by Ana, out by score: promised to the board");
    assert_snapshot!("pinned_at_160_by_48", room.keys("esc").screen());
    room.size = (120, 40);
    assert_snapshot!("pinned_at_120_by_40", room.screen());
    room.size = SMALL;
    assert_snapshot!("pinned_at_80_by_24", room.screen());
}

#[test]
fn a_pin_in_little_room() {
    assert_snapshot!("pinning_at_80_by_24", pinning(SMALL).screen());
    assert_snapshot!("pinning_at_40_by_10", pinning((40, 10)).screen());
}

#[test]
fn a_pin_without_owner_or_reason_is_pointed_at() {
    let mut room = at("sso", LARGE);
    room.keys("p ctrl-s").sees("⚠ say who answers for it");
    room.types("Bo").misses("⚠ say").keys("ctrl-s").sees("⚠ say why the score does not count");
    assert!(room.kept.is_empty());
    room.keys("esc").misses("Pin Single sign-on");
    assert!(room.kept.is_empty());
}

#[test]
fn a_pinned_item_is_let_go_in_the_same_form() {
    let mut room = pinning(LARGE);
    room.keys("enter p").sees("#6 by score, pinned in by Ana: promised to the board").sees("[let it go]");
    room.sees("then #3 Fix payment failures comes in · #6 Add advanced dashboard filters falls out");
    room.misses("Owner");
    room.keys("enter").sees("Why?").types("the board agreed").keys("enter");
    room.sees("Add advanced dashboard filters let go, was pinned in by Ana   #6 by score   falls out");
    room.sees("why: the board agreed").misses("◆");
    assert_eq!(room.ranking(), "onboarding mobile pay | sso ledger filters");
    room.keys("u").sees("undo: Add advanced dashboard filters pinned in by Ana");
    let next_day = room.reopened();
    let workspace = next_day.app.workspace();
    let slot = workspace.slot(&"filters".into()).unwrap();
    let pin = workspace.item(slot).rare.pin.as_deref().unwrap();
    assert_eq!(
        (pin.held, pin.owner.as_str(), pin.reason.as_str()),
        (Some(Held::In), "Ana", "promised to the board")
    );
}

#[test]
fn the_owner_of_a_pin_can_change_while_it_holds() {
    let mut room = pinning(LARGE);
    room.keys("enter p i tab ctrl-u").types("Mia").keys("ctrl-s").sees("pinned in by Mia");
    assert_eq!(room.ranking(), "onboarding mobile | pay sso ledger filters");
}

#[test]
fn an_item_that_is_in_is_held_out_and_says_so() {
    let mut room = at("onboarding", LARGE);
    room.keys("p").sees("[out]").sees("then #1 Improve onboarding flow falls out").keys("tab");
    room.types("Mia").keys("tab").types("next cycle").keys("enter");
    room.sees("Improve onboarding flow pinned out by Mia   #1 by score   falls out");
    assert!(room.line("◆ 1").contains("falls out"), "{}", room.line("◆ 1"));
}

#[test]
fn pins_over_the_capacity_are_told_before_and_after() {
    let mut room = pinning(LARGE);
    room.keys("enter");
    for id in ["ledger", "sso", "pay"] {
        room.keys("g");
        while room.selected() != id {
            room.keys("j");
        }
        room.keys("p tab").types("Bo").keys("tab").types("law").keys("ctrl-s");
    }
    room.sees("over by 5.5, pinned").sees("cutline 16.5/11");
    room.keys("g j j j");
    for size in [(120, 40), SMALL, (40, 10)] {
        room.size = size;
        room.sees("over by 5.5, pinned");
    }
}

#[test]
fn what_cannot_be_pinned_says_why() {
    let mut room = Room::new(CLINIC);
    assert_eq!(room.selected(), "wallet");
    room.keys("p").sees("an item without a rank stands on no side of the line yet");
    let mut room = Room::new(&CLINIC.replace("\"amount\": 11, ", ""));
    room.keys("tab g p").sees("without a capacity there is no line to hold an item to");
}

#[test]
fn capacity_steps_show_who_would_cross_and_apply_at_once() {
    let mut room = at("pay", LARGE);
    room.keys("C").sees("then nobody crosses the line").keys("+ + + +");
    room.sees("then #4 Single sign-on comes in").sees("15 of 15 used · full · 33% technical");
    assert_eq!(room.ranking(), "onboarding mobile pay | sso ledger filters");
    assert_snapshot!("capacity_at_160_by_48", room.screen());
    room.size = SMALL;
    assert_snapshot!("capacity_at_80_by_24", room.screen());
    room.size = (40, 10);
    assert_snapshot!("capacity_at_40_by_10", room.screen());
    room.size = LARGE;
    room.keys("enter").misses("Why?").keys("r").types("Bo is back").keys("enter");
    assert_eq!(room.ranking(), "onboarding mobile pay sso | ledger filters");
    room.sees("capacity 11 → 15 points   Single sign-on comes in").sees("why: Bo is back");
    room.keys("C 6 enter").sees("Why?").keys("esc").sees("capacity 15 → 6 points");
    assert_eq!(room.ranking(), "onboarding mobile | pay sso ledger filters");
    room.sees("no reason given");
    room.keys("u").sees("undo: capacity 6 → 15 points");
    assert_eq!(room.reopened().ranking(), "onboarding mobile pay sso | ledger filters");
}

#[test]
fn the_unit_turns_without_moving_the_line_and_the_target_is_set() {
    let mut room = at("pay", LARGE);
    room.keys("C u").sees("[items]").sees("nobody crosses the line").sees("3 of 3 used").keys("enter");
    room.sees("capacity 11 points → 3 items").sees("cutline 3/3 items");
    assert_eq!(room.ranking(), "onboarding mobile pay | sso ledger filters");
    room.keys("C u").sees("[points]").sees("11 of 11 used").keys("u tab tab 5 0 enter");
    room.sees("technical health target not set → 50%").sees("45% low");
    room.keys("C tab tab 2 0 0 enter").sees("⚠ goes from 0 to 100%").keys("esc");
    // On the smallest screen it stands in the place of the keys.
    room.keys("C a").sees("⚠ is no number from 0 up").size = (40, 10);
    room.sees("Amount: is no number from 0 up").keys("esc").size = (160, 48);
    room.keys("C . . enter").sees("⚠ is no number from 0 up").keys("esc");
    room.keys("C enter").sees("⚠ nothing to change: it is so already");
}

#[test]
fn without_an_amount_there_is_no_line() {
    let mut room = at("pay", LARGE);
    room.keys("C ctrl-u").sees("no line").keys("enter esc").misses("── cutline");
    room.sees("capacity 11 points → not set");
    room.keys("C 1 1 enter esc").sees("── cutline 11/11");
    let spec = room.app.workspace().head().capacity.clone().unwrap();
    assert_eq!(spec.unit, "points");
}

#[test]
fn technical_health_is_told_by_word_and_shape() {
    let mut room = Room::new(CLINIC);
    room.sees("tech █████┃█████ 45% · full");
    room.keys("C tab tab 5 0 enter").sees("tech ████▌┃░░░░░ 45% low");
    let none = CLINIC.replace("\"kind\": \"debt\", ", "");
    let none = none.replace("\"amount\": 11", "\"amount\": 12");
    Room::new(&none).sees("tech ✗░┃░░ 0% none");
}

/// A call about an item, all but written.
fn calling(size: (u16, u16)) -> Room {
    let mut room = at("sso", size);
    room.keys("o").types("Not before the audit").keys("enter").types("mi").keys("ctrl-n enter");
    room.types("the auditor wants one login page").keys("enter");
    room.types("ship half; buy it").keys("enter").types("Ops, Sales").keys("enter");
    room
}

#[test]
fn a_call_is_written_in_full_and_can_be_taken_back() {
    let mut room = calling(LARGE);
    let before = room.ranking();
    assert_snapshot!("calling_at_160_by_48", room.screen());
    room.keys("enter").sees("call by Mia on Single sign-on: Not before the audit");
    room.sees("why: the auditor wants one login page").sees("instead of: ship half · buy it");
    room.sees("disappointed: Ops · Sales");
    assert_snapshot!("called_at_160_by_48", room.screen());
    room.size = SMALL;
    assert_snapshot!("called_at_80_by_24", room.screen());
    room.size = LARGE;
    room.keys("u").sees("undo: call by Mia on Single sign-on taken back: Not before the audit");
    assert_eq!((room.ranking(), room.kept.len()), (before, 2));
}

#[test]
fn a_call_in_little_room() {
    assert_snapshot!("calling_at_80_by_24", calling(SMALL).screen());
    assert_snapshot!("calling_at_40_by_10", calling((40, 10)).screen());
}

#[test]
fn a_call_can_be_about_a_trade_off_or_nothing() {
    let mut room = at("pay", LARGE);
    room.keys("tab l 1 esc o").sees("Make a call on Fix payment failures");
    room.types("Keep it").keys("tab").types("Bo").keys("tab").types("law").keys("tab tab tab l");
    room.sees("Make a call on effort of Fix payment failures 5 → 1").keys("enter");
    room.sees("call by Bo on effort of Fix payment failures 5 → 1: Keep it");
    let entry = room.app.workspace().log().last().unwrap().clone();
    assert_eq!((entry.about, entry.item), (Some(1), Some("pay".into())));
    room.keys("o").types("Stop").keys("tab").types("Bo").keys("tab").types("late").keys("tab tab tab n");
    room.sees("Make a call ━").keys("enter").sees("call by Bo: Stop");
    room.keys("esc L j o").sees("[this trade-off]").keys("esc esc");
    let in_log = room.keys("tab j j o");
    in_log.sees("Make a call on effort of Fix payment failures 5 → 1").sees("[this trade-off]");
}

#[test]
fn a_call_says_what_by_whom_and_why() {
    let mut room = at("sso", LARGE);
    room.keys("o ctrl-s").sees("⚠ say what was decided").types("Wait").keys("ctrl-s");
    room.sees("⚠ say who answers for it").types("Mia").keys("ctrl-s").sees("⚠ say the reason, in a sentence");
    room.keys("esc");
    assert!(room.kept.is_empty());
}

#[test]
fn pasted_lines_become_one() {
    let mut room = at("sso", LARGE);
    room.keys("o").send(Message::Paste("Wait for\n  the audit\n\n".to_owned()));
    room.keys("shift-tab shift-tab down").sees("Wait for the audit");
}

#[test]
fn the_room_left_names_who_fits_it() {
    let roomy = CLINIC.replace("\"amount\": 11", "\"amount\": 14.5");
    let mut room = Room::new(&roomy);
    room.sees("3.5 free, #5 fits");
    assert!(room.line("5     Split the ledger").contains("fits"), "{}", room.line("5     Split the ledger"));
    room.size = (240, 48);
    room.sees("3.5 free: #5 Split the ledger service fits");
    room.size = (300, 48);
    room.sees("target 20%");
}

#[test]
fn the_running_total_ends_at_what_is_used_in_either_unit() {
    let mut room = Room::new(CLINIC);
    assert!(room.line("⚠ ×3").contains("11   3.00"), "{}", room.line("⚠ ×3"));
    assert!(room.line("4     Single sign-on").contains("15   2.75"));
    room.keys("C u enter");
    let line = room.line("4     Single sign-on");
    assert!(line.contains(" 4   2.75"), "{line}");
}

#[test]
fn a_reason_is_taken_back_by_nothing_in_its_place() {
    let mut room = Room::new(CLINIC);
    room.keys("g 4 r").types("two clinics ask").keys("enter").sees("two clinics ask");
    room.keys("r ctrl-u enter").misses("why: two clinics ask").keys("r enter");
    assert_eq!(room.kept.len(), 3, "what lacks a reason goes on lacking it");
}
