//! The item card: reading and editing everything that is written about an item.

use insta::assert_snapshot;

use super::{CLINIC, Room};

/// An item that everything is written about, and one about which nothing is.
const WRITTEN: &str = r#"{
    "title": "Clinic bookings", "framework": "value-effort", "capacity": { "amount": 4, "unit": "points" },
    "goals": [{ "id": "missed", "title": "Missed appointments −20 %" }, { "id": "nps", "title": "NPS of 50" }],
    "themes": [{ "id": "trust", "title": "Data in safe hands" }],
    "items": [
        { "id": "pay", "title": "Fix payment failures", "kind": "debt", "moscow": "must", "theme": "trust",
          "goals": ["missed", "own"], "outcome": "Fewer abandoned bookings: people who have chosen a slot get it, whatever the gateway does",
          "cost_of_not_doing": "3 % of bookings lost each week", "owner": "Ana", "deferrals": 2,
          "hypothesis": "We believe retries cut failures by 80 %", "acceptance": ["p99 checkout under 2 s", "no double charge, ever"],
          "risks": ["gateway rate limits"], "tags": ["checkout", "q1"], "source": "SHOP-118",
          "depends_on": ["ledger", "gone"], "description": "First paragraph.\n\nSecond one.",
          "pin": { "held": "in", "owner": "Raj", "reason": "promised to two groups" }, "horizon": "now",
          "created": "2026-01-10", "updated": "2026-01-20", "scores": { "impact": 3, "effort": 3 } },
        { "id": "ledger", "title": "Split the ledger", "kind": "tech", "scores": { "impact": 5, "effort": 2 } },
        { "id": "sso", "title": "SSO", "scores": { "impact": 4, "effort": 2 } },
        { "id": "new", "title": "Reminders" }
    ]
}"#;

/// The card of an item, by its id.
fn card(item: &str) -> Room {
    let mut room = Room::new(WRITTEN);
    room.keys("tab g");
    while room.selected() != item {
        room.keys("j");
    }
    room.keys("e").sees("Cutline › Item");
    room
}

fn detail(room: &Room, item: &str) -> serde_json::Value {
    let workspace = room.app.workspace();
    serde_json::to_value(workspace.item(workspace.slot(&item.into()).unwrap())).unwrap()
}

#[test]
fn a_card_shows_everything_that_is_written() {
    let mut room = card("pay");
    assert_snapshot!("written_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("written_at_80_by_24", room.screen());
    room.keys("G");
    assert_snapshot!("standing_at_80_by_24", room.screen());
    room.size = (40, 10);
    room.sees("Standing").keys("g j j j").sees("▸Outcome").sees("   Fewer abandoned bookings: people   ");
    room.keys("e").misses("› Item");
}

#[test]
fn what_nobody_answered_says_so_and_asks() {
    let mut room = card("new");
    room.sees("3 of 3 questions not answered").keys("j j j").sees("Which business outcome does it advance?");
    assert_snapshot!("unanswered_at_160_by_48", room.screen());
    room.keys("enter").types("Fewer empty slots").sees("enter keeps it");
    room.size = (80, 24);
    assert_snapshot!("typing_at_80_by_24", room.screen());
    room.keys("enter").sees("Fewer empty slots").sees("2 of 3 questions not answered");
    assert_eq!(detail(&room, "new")["outcome"], "Fewer empty slots");
    room.keys("u").sees("3 of 3 questions not answered");
    assert!(detail(&room, "new").get("outcome").is_none());
    assert_eq!(room.kept.len(), 2);
}

#[test]
fn a_kind_is_chosen_and_moves_what_hangs_on_it() {
    let mut room = card("sso");
    room.keys("j enter j j").sees("▸ debt");
    assert_snapshot!("choosing_at_80_by_24", {
        room.size = (80, 24);
        room.screen()
    });
    room.keys("enter");
    assert_eq!((detail(&room, "sso")["kind"].clone(), room.kept.len()), ("debt".into(), 1));
    // The same again is no change, and escape is none either.
    room.keys("enter enter enter j j esc");
    assert_eq!(room.kept.len(), 1);
    room.keys("j enter k k enter");
    assert_eq!(detail(&room, "sso")["moscow"], "could");
}

#[test]
fn goals_are_put_on_and_off_and_what_nobody_lists_stays() {
    let mut room = card("pay");
    room.keys("g j j j j j j j enter").sees("[x] Missed appointments −20 %").sees("[x] own");
    room.keys("j space").sees("▸[x] NPS of 50");
    assert_snapshot!("goals_at_160_by_48", room.screen());
    room.keys("enter");
    assert_eq!(detail(&room, "pay")["goals"], serde_json::json!(["missed", "nps", "own"]));
    assert_eq!(room.kept.len(), 1);
}

#[test]
fn a_theme_is_chosen_or_written_and_lists_are_parted_by_signs() {
    let mut room = card("sso");
    room.keys("g j j j j j j enter G").keys("j j j enter").types("Enterprise").keys("enter");
    assert_eq!(detail(&room, "sso")["theme"], "Enterprise");
    // From the theme down to risks, tags and what it depends on.
    room.keys("j j j j j enter").types("slow, late; dear").keys("enter");
    room.keys("j enter").types("a, b,, a").keys("enter");
    // Blockers are chosen in their own panel, which the card is under.
    room.keys("j j enter").sees("Blockers of SSO").keys("a").types("ledger").keys("enter esc");
    room.sees("Split the ledger (ledger)");
    let item = detail(&room, "sso");
    assert_eq!(item["risks"], serde_json::json!(["slow, late", "dear"]));
    assert_eq!(item["tags"], serde_json::json!(["a", "b"]));
    assert_eq!(item["depends_on"], serde_json::json!(["ledger"]));
}

#[test]
fn what_cannot_stand_stays_open_and_says_why() {
    let mut room = card("sso");
    room.keys("enter ctrl-u enter").sees("an item needs a title").types("Single sign-on").keys("enter");
    assert_eq!(detail(&room, "sso")["title"], "Single sign-on");
    room.editor = Ok("nobody\n".to_owned());
    room.keys("G k k E").sees("no item has the id nobody");
    room.keys("G enter").sees("this follows from scores and decisions, and is not written here");
    assert_eq!(room.kept.len(), 1);
}

#[test]
fn long_text_is_written_in_an_editor() {
    let mut room = card("pay");
    room.editor = Ok("One.\nTwo.\n".to_owned());
    room.keys("G k E");
    assert_eq!(room.asked, ["edit Description of Fix payment failures: First paragraph.\n\nSecond one.\n"]);
    assert_eq!(detail(&room, "pay")["description"], "One.\nTwo.");
    // What does not fit a line goes there by itself.
    room.editor = Ok("One.\nTwo.\n".to_owned());
    room.keys("enter").sees("Description is as it was");
    room.editor = Err("vi failed (exit status: 1)".to_owned());
    room.keys("ctrl-e").sees("Description is as it was: vi failed (exit status: 1)");
    room.editor = Ok("late, if ever\ndear\n".to_owned());
    room.keys("k k k k E");
    assert_eq!(detail(&room, "pay")["risks"], serde_json::json!(["late, if ever", "dear"]));
    assert_eq!((room.kept.len(), room.asked.len()), (2, 4));
}

#[test]
fn from_card_to_card_in_the_order_of_the_backlog() {
    let mut room = card("ledger");
    room.keys("j ]").sees("▸Kind");
    assert_eq!(room.selected(), "sso");
    room.keys("J");
    assert_eq!(room.selected(), "new");
    room.keys("K [");
    assert_eq!(room.selected(), "ledger");
    room.keys("L e").misses("› Item").keys("esc esc e");
    assert_eq!(room.kept.len(), 0);
}

#[test]
fn a_card_closes_to_where_it_was_opened() {
    let mut room = Room::new(CLINIC);
    room.keys("L :").types("item card").keys("enter").sees("› Item").keys("esc").sees("› Log");
    let mut room = Room::new("{}");
    room.keys("e").sees("the backlog is empty");
}

#[test]
fn what_was_written_and_cannot_stand_is_there_the_next_time() {
    let mut room = card("sso");
    room.editor = Ok("nobody\n".to_owned());
    room.keys("G k k E E");
    assert_eq!(room.asked.last().unwrap(), "edit Depends on of SSO: nobody\n");
    // Whoever leaves it as it is, or writes something else meanwhile, finds it again.
    room.keys("k k k E j j j E");
    assert_eq!(room.asked.last().unwrap(), "edit Depends on of SSO: nobody\n");
    room.editor = Ok(String::new());
    room.keys("E E");
    assert_eq!(room.asked.last().unwrap(), "edit Depends on of SSO: ");
}

#[test]
fn a_description_that_is_higher_than_the_window_is_read_to_its_end() {
    let lines: Vec<String> = (1..=90).map(|line| format!("line {line}.")).collect();
    let text = format!(
        r#"{{"framework":"value-effort","items":[{{"title":"Long","description":"{}"}}]}}"#,
        lines.join("\\n\\n")
    );
    let mut room = Room::new(&text);
    room.size = (120, 30);
    room.keys("e").misses("line 90.");
    let presses = |room: &mut Room, key: &str, line: &str| {
        (1..=400).find(|_| room.keys(key).screen().contains(line)).unwrap_or_else(|| panic!("no {line}"))
    };
    let down = presses(&mut room, "j", "line 90.");
    room.keys("j").sees("▸STANDING").keys("k").sees("line 90.");
    let up = presses(&mut room, "k", "line 1.");
    assert!(up <= down + 2, "{up} {down}");
}

#[test]
fn the_card_of_another_item_begins_at_its_top_and_the_end_stays_the_end() {
    let lines: Vec<String> = (1..=90).map(|line| format!("line {line}.")).collect();
    let item = |title: &str, impact: u32| {
        let text = lines.join("\\n\\n");
        format!(
            r#"{{"title":"{title}","scores":{{"impact":{impact},"effort":1}},"description":"{title} {text}"}}"#
        )
    };
    let items = [item("One", 5), item("Two", 4)].join(",");
    let mut room = Room::new(&format!(r#"{{"framework":"value-effort","items":[{items}]}}"#));
    room.size = (120, 30);
    room.keys("tab g e");
    (1..=60).find(|_| room.keys("j").screen().contains("line 40.")).expect("it scrolls");
    room.keys("J").sees("Two line 1.").misses("line 40.");
    room.size = (60, 15);
    room.keys("end end").sees("▸Standing");
    let at_the_end = (0..30).map(|_| room.keys("j").screen()).last().unwrap();
    assert_eq!(room.keys("j").screen(), at_the_end);
}
