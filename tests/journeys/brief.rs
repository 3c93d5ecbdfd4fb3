//! What it is all for: vision, goals and themes, written, removed and found again on the brief.

use insta::assert_snapshot;

use super::Room;

/// An import brought the names of themes as words; nothing says yet what it is all for.
const IMPORTED: &str = r#"{
    "title": "Parcels", "framework": "value-effort", "capacity": { "amount": 6, "unit": "points" },
    "items": [
        { "id": "map", "title": "Live map", "theme": "Delivery visibility", "scores": { "impact": 5, "effort": 2 } },
        { "id": "mail", "title": "Mail on the day", "theme": "delivery Visibility ", "scores": { "impact": 4, "effort": 2 } },
        { "id": "proof", "title": "Photo proof", "theme": "Seller trust", "scores": { "impact": 3, "effort": 2 } },
        { "id": "shift", "title": "Shift swaps", "scores": { "impact": 2, "effort": 2 } }
    ]
}"#;

/// Goals and themes are there, with what the program does not know.
const LISTED: &str = r#"{
    "title": "Parcels", "framework": "value-effort", "capacity": { "amount": 6, "unit": "points" },
    "vision": "Every parcel arrives when we said it would, and nobody has to ask.",
    "goals": [
        { "id": "calls", "title": "Cut calls by half", "metric": "calls a day", "baseline": 40, "target": 20, "current": 40, "sponsor": "Mia" },
        { "id": "sellers", "title": "Keep the ten biggest sellers", "metric": "sellers", "baseline": 10, "target": 10, "current": 10 }
    ],
    "themes": [{ "id": "seen", "title": "Delivery visibility", "goal": "calls", "lane": 2 }, { "id": "trust", "title": "Seller trust" }],
    "items": [
        { "id": "map", "title": "Live map", "theme": "delivery visibility", "scores": { "impact": 5, "effort": 2 } },
        { "id": "mail", "title": "Mail on the day", "theme": "seen", "goals": ["sellers"], "scores": { "impact": 4, "effort": 2 } },
        { "id": "proof", "title": "Photo proof", "goals": ["calls"], "scores": { "impact": 3, "effort": 2 } },
        { "id": "shift", "title": "Shift swaps", "scores": { "impact": 2, "effort": 2 } }
    ]
}"#;

fn head(room: &Room) -> serde_json::Value {
    serde_json::to_value(room.app.workspace().head()).unwrap()
}

fn sizes(room: &mut Room, name: &str) {
    for (width, height) in [(160, 48), (80, 24), (40, 10)] {
        room.size = (width, height);
        assert_snapshot!(format!("{name}_at_{width}_by_{height}"), room.screen());
    }
    room.size = (160, 48);
}

#[test]
fn a_vision_is_written_from_nothing_and_taken_back() {
    let mut room = Room::new("{}");
    room.keys("b").sees("▸Nobody wrote one down: enter does").keys("enter");
    room.types("Nobody has to ask.").sees("enter writes it").keys("enter");
    room.sees("▸Nobody has to ask.").keys("u").sees("▸Nobody wrote one down");
    room.keys("U enter ctrl-u").sees("enter clears it").keys("enter").sees("▸Nobody wrote one down");
    room.keys("esc").sees("vision written: Nobody has to ask.").sees("vision cleared");
    assert_eq!(room.kept.len(), 4);
    assert_eq!(head(&room.reopened()).get("vision"), None);
}

#[test]
fn a_goal_with_its_numbers_is_listed_changed_and_told() {
    let mut room = Room::new("{}");
    room.keys("b j").sees("▸There is none: + adds one").keys("+");
    room.sees("Add a goal").sees("[goal]").sees("▸Title").sees("ctrl-s adds it");
    room.types("Cut calls by half").keys("enter").types("calls a day").keys("enter");
    sizes(&mut room, "adding");
    room.types("-40").keys("enter").types("20").keys("enter enter");
    room.sees("▸Cut calls by half").sees("⚠ nobody says where it is now   -40 → 20 calls a day");
    room.keys("enter tab tab").types("4..0").keys("tab tab").types("36").keys("ctrl-s");
    room.sees("-40 → 20").sees("⚠ is no number").keys("esc");
    let mut room = Room::new(LISTED);
    room.keys("b j").sees("0%   40 → 20, now 40 calls a day").sees("kept   10 → 10, now 10 sellers");
    room.keys("enter").sees("The goal Cut calls by half").sees("enter changes it").keys("up").types("30");
    sizes(&mut room, "changing");
    room.keys("enter").sees("50%   40 → 20, now 30 calls a day");
    assert_eq!(head(&room)["goals"][0]["sponsor"], "Mia", "what is not known stays");
    room.keys("u").sees("now 40 calls").keys("U esc");
    room.sees("goal Cut calls by half: current 40 → 30");
    assert_eq!(head(&room.reopened())["goals"], head(&room)["goals"]);
}

#[test]
fn names_of_an_import_are_listed_where_they_stand() {
    let mut room = Room::new(IMPORTED);
    room.keys("b")
        .sees("not listed: Delivery visibility · 2 items")
        .sees("not listed: Seller trust · 1 item");
    room.keys("j j j").sees("▸not listed: Delivery visibility · 2 items  enter lists it");
    sizes(&mut room, "unlisted");
    room.keys("enter").sees("List Delivery visibility as a theme").sees("then 2 items belong to it");
    sizes(&mut room, "listing");
    room.keys("ctrl-s").sees("▸Delivery visibility").sees("2 items, 2 in").misses("not listed: Delivery");
    assert_eq!(head(&room)["themes"][0]["id"], "delivery-visibility");
    assert_eq!(head(&room)["items"][0]["theme"], "Delivery visibility", "links stay written as they are");
    // Under another title, the name stays what leads to it.
    room.keys("j enter ctrl-u").types("Trust").sees("then 1 item belongs to it").keys("ctrl-s");
    room.sees("▸Trust").sees("1 item, 1 in").misses("not listed");
    assert_eq!(head(&room)["themes"][1]["id"], "Seller trust");
    // The card names each once, and so does the filter.
    room.keys("b e g j j j j j j enter").sees("▸ Delivery visibility").keys("enter esc");
    assert_eq!(room.kept.len(), 2, "choosing what is chosen changes nothing");
    room.keys("F").sees("theme").sees("Delivery visibility");
    let rows = room.screen().lines().filter(|row| row.contains("elivery") && !row.contains("added")).count();
    assert_eq!(rows, 1);
}

#[test]
fn a_theme_gets_its_goal_and_the_card_says_what_it_serves_through_it() {
    let mut room = Room::new(LISTED);
    room.keys("b j j j j").sees("▸Seller trust").keys("enter tab").sees("▸Serves");
    room.keys("right right").sees("[Keep the ten biggest sellers]").keys("enter esc");
    room.sees("theme Seller trust: goal not set → Keep the ten biggest sellers");
    room.keys("tab g e").sees("Live map").sees("through its theme: Cut calls by half");
    room.misses("linked to no goal").keys("J");
    room.sees("· Keep the ten biggest sellers").sees("· through its theme: Cut calls by half");
    assert_eq!(room.kept.len(), 1);
}

#[test]
fn what_is_linked_by_title_follows_a_new_title() {
    let mut room = Room::new(LISTED);
    room.keys("b j j j enter")
        .sees("The theme Delivery visibility")
        .misses("old title")
        .keys("ctrl-u")
        .types("Seen");
    room.sees("then 1 link by its old title leads to it all the same").keys("ctrl-s");
    room.sees("▸Seen").sees("2 items, 2 in").misses("not listed");
    assert_eq!((head(&room)["items"][0]["theme"].clone(), room.kept.len()), ("seen".into(), 1));
    assert_eq!(
        (head(&room)["themes"][0]["id"].clone(), head(&room)["themes"][0]["lane"].clone()),
        ("seen".into(), 2.into())
    );
    room.keys("u")
        .sees("▸Delivery visibility")
        .keys("esc")
        .sees("undo: theme Seen renamed to Delivery visibility");
    assert_eq!(head(&room)["items"][0]["theme"], "delivery visibility");
}

#[test]
fn what_is_removed_says_what_becomes_of_its_links_and_is_found_again() {
    let mut room = Room::new(LISTED);
    room.keys("b j j j x").sees("Remove the theme Delivery visibility");
    room.sees(
        "then 2 items keep their link as it is written · it leads nowhere until the theme is listed again",
    );
    sizes(&mut room, "removing");
    room.keys("esc");
    assert!(room.kept.is_empty());
    room.keys("x enter").sees("▸Seller trust").sees("not listed: delivery visibility · 1 item");
    room.sees("not listed: seen · 1 item").keys("u").sees("▸Delivery visibility").misses("not listed");
    room.keys("U g j x enter").sees("not listed: calls · 1 item").keys("j");
    assert_eq!(head(&room)["items"][2]["goals"][0], "calls");
    room.keys("enter").sees("then 1 item serves it").keys("ctrl-u").types("Half the calls").keys("ctrl-s");
    room.sees("▸Half the calls");
    assert_eq!(head(&room)["goals"][1]["id"], "calls");
    room.keys("esc").sees("goal Cut calls by half removed").sees("goal Half the calls added");
}

#[test]
fn the_cursor_goes_through_everything_and_enter_says_what_it_can() {
    let mut room = Room::new(LISTED);
    room.keys("b x").sees("the vision is cleared by writing nothing");
    room.keys("j j j j j").sees("▸    #4  Shift swaps");
    assert_eq!(room.selected(), "shift");
    // The card of what is linked to nothing opens on its theme, and leads back.
    room.keys("x")
        .sees("only a listed goal or theme can be removed")
        .keys("enter")
        .sees("› Item")
        .sees("▸Theme");
    room.keys("enter k enter esc")
        .sees("› Brief")
        .sees("Every item belongs to a theme")
        .misses("Shift swaps");
    room.keys("right").sees("▸6 points").keys("enter").sees("What fits into this cycle").keys("esc j enter");
    room.sees("this follows from what was done").keys("G").sees("▸Not known yet").keys("left");
    room.sees("▸Every parcel arrives");
    for size in [(160, 48), (120, 40), (80, 24), (60, 16), (40, 10)] {
        room.size = size;
        room.keys("g");
        let mut seen = std::collections::HashSet::new();
        for _ in 0..20 {
            seen.insert(room.line("▸"));
            room.keys("j");
        }
        assert!(seen.len() >= 8, "{size:?}: the cursor is always in view");
    }
}

#[test]
fn goals_and_themes_are_added_from_anywhere_and_never_to_what_is_read_only() {
    let mut room = Room::new(LISTED);
    room.keys(":").types("add a goal").keys("enter up t").sees("[theme]").keys("tab").types("SELLER trust");
    room.keys("ctrl-s").sees("⚠ a theme called SELLER trust is listed already").keys("ctrl-u ctrl-s");
    room.sees("⚠ say what it is called").types("Drivers").keys("ctrl-s").sees("theme Drivers added");
    let opening = cutline::app::Opening { read_only: Some("locked".into()), ..Default::default() };
    let mut room = Room::opened(LISTED, opening);
    for keys in ["b enter", "+", "j enter", "x", "j j enter"] {
        room.keys(keys).sees("this workspace is open read-only");
    }
    room.keys("j j enter").sees("› Item").keys("esc").sees("› Brief");
    assert!(room.kept.is_empty());
    room.keys("?")
        .sees("Open what is selected")
        .sees("Add a goal or a theme")
        .sees("Remove the goal or theme");
}
