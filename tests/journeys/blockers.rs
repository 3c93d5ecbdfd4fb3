//! What an item waits for and what waits for it: flagged in the backlog, shown in a panel, pulled in at a price.

use cutline::app::{Message, Opening};
use insta::assert_snapshot;

use super::Room;

/// Ranked by impact ÷ effort: billing, refunds, wallet | tokens, ledger, bus, reports; the kiosk has no rank.
const WORKSPACE: &str = r#"{
  "title": "Payments", "framework": "value-effort", "capacity": {"amount": 6, "unit": "points"},
  "participants": [{"id": "ana", "name": "Ana", "side": "engineering"}],
  "items": [
    {"id": "billing", "title": "Billing export", "scores": {"impact": 5, "effort": 1}, "depends_on": ["ledger", "audit", "tokens"]},
    {"id": "refunds", "title": "Self-service refunds", "scores": {"impact": 4, "effort": 1}, "depends_on": ["billing"]},
    {"id": "wallet", "title": "Pay with a phone wallet", "scores": {"impact": 5, "effort": 2}, "depends_on": ["tokens", "kiosk"]},
    {"id": "tokens", "title": "Keep cards as tokens", "kind": "tech", "scores": {"impact": 5, "effort": 3}},
    {"id": "ledger", "title": "Split the ledger service", "kind": "debt", "scores": {"impact": 3, "effort": 3}, "depends_on": ["bus"]},
    {"id": "bus", "title": "Event bus", "kind": "tech", "scores": {"impact": 2, "effort": 4}},
    {"id": "reports", "title": "Nightly reports", "scores": {"impact": 1, "effort": 4}, "depends_on": ["billing", "archive"]},
    {"id": "kiosk", "title": "Check-in kiosk", "scores": {"impact": 4}},
    {"id": "audit", "title": "Audit trail", "status": "done"}
  ]
}"#;

/// The panel of the item at the top, which waits for three and through one of them for a fourth.
fn shown(size: (u16, u16)) -> Room {
    let mut room = Room::new(WORKSPACE);
    room.size = size;
    room.keys("shift-tab g B");
    room
}

/// The same after the blockers came to wait for what they block.
fn knotted() -> String {
    WORKSPACE.replace(
        r#""scores": {"impact": 2, "effort": 4}}"#,
        r#""scores": {"impact": 2, "effort": 4}, "depends_on": ["billing"]}"#,
    )
}

#[test]
fn shown_at_160_by_48() {
    assert_snapshot!(shown((160, 48)).screen());
}

#[test]
fn shown_at_80_by_24() {
    assert_snapshot!(shown((80, 24)).screen());
}

#[test]
fn shown_at_40_by_10() {
    assert_snapshot!(shown((40, 10)).keys("j j j j").screen());
}

#[test]
fn pulling_in_shows_its_price_first_at_160_by_48() {
    assert_snapshot!(shown((160, 48)).keys("i").screen());
}

#[test]
fn pulling_in_shows_its_price_first_at_80_by_24() {
    assert_snapshot!(shown((80, 24)).keys("i").screen());
}

#[test]
fn a_cycle_at_160_by_48() {
    let mut room = Room::new(&knotted());
    assert_snapshot!(room.keys("shift-tab g B").screen());
}

#[test]
fn a_cycle_at_80_by_24() {
    let mut room = Room::new(&knotted());
    room.size = (80, 24);
    assert_snapshot!(room.keys("shift-tab g B").screen());
}

#[test]
fn choosing_a_blocker_at_80_by_24() {
    assert_snapshot!(shown((80, 24)).keys("a").types("re").screen());
}

#[test]
fn pulling_in_is_one_gesture_and_one_undo() {
    let mut room = shown((160, 48));
    assert_eq!(room.ranking(), "billing refunds wallet | tokens ledger bus reports");
    room.sees("i pulls 3 in").keys("i").sees("Keep cards as tokens comes in").sees("over by 4");
    room.types("Ana").keys("tab").types("the auditors ask").keys("enter");
    assert_eq!(room.kept.len(), 1);
    let entry = &room.kept[0].entry;
    let ids = |ids: &[cutline::domain::id::ItemId]| {
        ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        (ids(&entry.entered).as_str(), ids(&entry.left).as_str()),
        ("tokens ledger bus", "billing refunds wallet")
    );
    room.sees("blockers of Billing export pulled in by Ana: Keep cards as tokens, Split the ledger service, Event bus");
    room.sees("why: the auditors ask").keys("B").misses("pulls").keys("i").sees("no blocker of it is out");
    room.keys("esc u").sees("undo: blockers of Billing export let go");
    assert!(room.app.workspace().items().iter().all(|item| item.rare.pin.is_none()));
}

#[test]
fn enter_goes_to_the_selected_one() {
    let mut room = shown((160, 48));
    room.keys("j j enter");
    assert_eq!(room.selected(), "tokens");
    room.keys("B").sees("Blockers of Keep cards as tokens").sees("nothing: it can begin at once");
    room.keys("j enter");
    assert_eq!(room.selected(), "wallet");
    room.keys("B j k G g").sees("Keep cards as tokens").keys("esc");
    assert!(room.app.overlay.is_none() && room.kept.is_empty());
}

#[test]
fn what_cannot_be_done_says_why() {
    let mut room = shown((160, 48));
    room.keys("j enter").sees("it is done, so it is not in the backlog");
    room.keys("j j x").sees("only what this item itself waits for can be taken away here");
    // Nightly reports wait for something that is not there.
    room.keys("esc G k B").sees("archive").sees("not here").keys("j j j j j enter");
    room.sees("nothing here has this id");
    room.keys("esc g j j B i").sees("Check-in kiosk is unscored and cannot be pulled in");
    let mut room = Room::new(&WORKSPACE.replace(r#""capacity": {"amount": 6, "unit": "points"},"#, ""));
    room.keys("shift-tab g B i").sees("without a capacity nobody is in or out");
    let opening = Opening { read_only: Some("Bo has it open".to_owned()), ..Opening::default() };
    let mut room = Room::opened(WORKSPACE, opening);
    for key in ["i", "a", "x"] {
        room.keys("shift-tab g B").keys(key).sees("this workspace is open read-only").keys("esc");
    }
}

#[test]
fn blockers_are_added_and_taken_away() {
    let mut room = shown((160, 48));
    room.keys("a").types("reports").sees("⚠ waits for it already").keys("enter");
    room.sees("⚠ blocks itself: Billing export → Nightly reports → Billing export").sees("4 to be done");
    assert_eq!(room.kept.len(), 1);
    room.keys("j j j x").misses("blocks itself");
    room.keys("a").types("nothing of that kind").sees("nothing to be done is called that").keys("enter");
    room.keys("esc esc u").sees("blockers of Billing export");
    assert_eq!(room.kept.len(), 3);
    room.keys("B").sees("⚠ blocks itself").send(Message::Paste("pasted".to_owned()));
    room.sees("nothing here takes pasted text").keys("a").send(Message::Paste("wallet".to_owned()));
    room.sees("Pay with a phone wallet").keys("enter").sees("#3  Pay with a phone wallet");
}

#[test]
fn an_entry_tells_who_came_to_stand_above_its_blocker() {
    let mut room = Room::new(WORKSPACE);
    // The bus rises above the ledger, which waits for it, and falls back.
    room.keys("shift-tab g j j j j j l 1 esc").misses("above its blocker #6");
    room.keys("4").sees("⚠ Split the ledger service above its blocker #6 Event bus");
    room.size = (80, 24);
    room.keys("esc L").sees("⚠ Split the ledger service above").sees("its blocker #6 Event bus");
}

#[test]
fn going_to_a_blocker_that_the_filter_hides_lets_the_filter_go() {
    let mut room = Room::new(WORKSPACE);
    room.keys("F space esc").sees("filter: kind feature").keys("shift-tab g B enter");
    // Whoever is gone to is seen: the next digit goes to no item that nobody sees.
    assert_eq!(room.selected(), "ledger");
    room.sees("no filter");
    assert!(room.line("Split the ledger").contains('▸'));
}

#[test]
fn a_chain_and_a_cycle_of_a_hundred_thousand_are_shown() {
    const LONG: usize = 100_000;
    for closed in [false, true] {
        let item = |i: usize| {
            let next = if closed { Some((i + 1) % LONG) } else { Some(i + 1).filter(|next| *next < LONG) };
            let next = next.map(|next| format!("\"i{next}\"")).unwrap_or_default();
            format!(r#"{{"id":"i{i}","scores":{{"impact":3,"effort":1}},"depends_on":[{next}]}}"#)
        };
        let items: Vec<String> = (0..LONG).map(item).collect();
        let text = format!(r#"{{"framework":"value-effort","items":[{}]}}"#, items.join(","));
        let mut room = Room::new(&text);
        room.keys("B").sees("99999 to be done").sees("#2").keys("end");
        if closed {
            room.sees("⚠ blocks itself by way of 99999 others").sees("#2 ");
        } else {
            room.sees("#100000").keys("enter B").sees("nothing: it can begin at once");
        }
    }
}

#[test]
fn who_is_pinned_in_without_a_blocker_is_marked_where_there_is_little_room_too() {
    let mut room = Room::new(
        r#"{"framework":"value-effort","capacity":{"amount":4,"unit":"points"},"items":[
            {"id":"a","title":"Payment provider migration","scores":{"impact":5,"effort":2}},
            {"id":"b","title":"Audit log","scores":{"impact":4,"effort":2}},
            {"id":"d","title":"Acme contract: custom roles","scores":{"impact":1,"effort":2},"depends_on":["b"],
             "pin":{"held":"in","owner":"Tom","reason":"sold"}}]}"#,
    );
    for size in [(160, 48), (120, 40), (80, 24)] {
        room.size = size;
        room.keys("tab").sees("⚠ #2");
    }
}
