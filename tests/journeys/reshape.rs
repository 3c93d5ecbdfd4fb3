//! Merging two items and splitting one, from the card and from the palette.

use insta::assert_snapshot;

use super::Room;

const DOUBLE: &str = r#"{
    "title": "Clinic bookings", "framework": "value-effort", "capacity": { "amount": 5, "unit": "points" },
    "participants": [{ "id": "raj", "name": "Raj", "side": "business" }, { "id": "mia", "name": "Mia", "side": "business" }],
    "items": [
        { "id": "night", "title": "Night theme", "source": "SHOP-1", "tags": ["ui"],
          "scores": { "impact": { "votes": { "raj": 4 } }, "effort": 4 } },
        { "id": "dark", "title": "Dark mode", "source": "SHOP-7", "tags": ["ui", "a11y"], "owner": "Bo", "kind": "tech",
          "scores": { "impact": { "votes": { "raj": 1, "mia": 5 } }, "effort": 1 } },
        { "id": "css", "title": "Clean the styles", "depends_on": ["dark"], "scores": { "impact": 3, "effort": 2 } },
        { "id": "shift", "title": "Night shifts", "scores": { "impact": 2, "effort": 3 } }
    ]
}"#;

fn item(room: &Room, id: &str) -> serde_json::Value {
    let workspace = room.app.workspace();
    serde_json::to_value(workspace.item(workspace.slot(&id.into()).unwrap())).unwrap()
}

#[test]
fn an_item_is_merged_into_the_one_that_is_searched_for() {
    let mut room = Room::new(DOUBLE);
    room.keys("tab g e").sees("Dark mode").keys("i enter").sees("Merge Dark mode into").types("night");
    room.misses("▸ #2 Clean")
        .sees("Comes along: 1 vote, source key, owner, tags.")
        .sees("1 item that waits for it waits for Night theme then.");
    assert_snapshot!("merging_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("merging_at_80_by_24", room.screen());
    room.size = (40, 10);
    room.sees("Merge Dark mode into");
    room.size = (160, 48);
    room.keys("down").sees("Dark mode goes into Night shifts").keys("up enter");
    assert_eq!((room.selected(), room.kept.len()), ("night", 1));
    assert_eq!(item(&room, "dark")["merged_into"], "night");
    assert_eq!(item(&room, "night")["source"], "SHOP-1, SHOP-7");
    room.keys("esc esc").sees("Dark mode merged into Night theme");
    assert_eq!(room.reopened().ranking(), room.ranking());
    room.keys("u").sees("undo: Dark mode parted from Night theme");
    assert!(item(&room, "dark").get("merged_into").is_none());
    assert_eq!(item(&room, "css")["depends_on"], serde_json::json!(["dark"]));
}

#[test]
fn nothing_is_merged_by_escape_or_into_nobody() {
    let mut room = Room::new(DOUBLE);
    room.keys("e i")
        .types("nobody")
        .sees("No other item is called that.")
        .keys("enter")
        .sees("Merge")
        .keys("esc");
    assert!(room.kept.is_empty());
    let mut room = Room::new(r#"{"items": [{"title": "Alone"}]}"#);
    room.keys("e i").sees("there is no other item to merge it into");
}

#[test]
fn an_item_is_split_title_by_title() {
    let mut room = Room::new(DOUBLE);
    room.keys("tab g :").types("split into").keys("enter").sees("Split Dark mode into");
    room.keys("ctrl-u enter").sees("an item is split into two titles or more");
    room.types("Dark").keys("enter").types("Contrast").keys("enter").types("Fonts").keys("enter backspace");
    room.sees("enter takes the title").keys("ctrl-u").sees("1 new item, to be scored");
    room.types("Type sizes").keys("enter");
    assert_snapshot!("splitting_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("splitting_at_80_by_24", room.screen());
    room.size = (160, 48);
    room.keys("enter").sees("Dark mode split into Dark, Contrast, Type sizes");
    assert_eq!((room.selected(), room.kept.len()), ("dark", 1));
    assert_eq!(room.value("dark", "effort"), Some(1.0));
    let part = item(&room, "contrast");
    assert_eq!(
        (&part["kind"], &part["owner"], &part["split_from"]),
        (&"tech".into(), &"Bo".into(), &"dark".into())
    );
    assert_eq!(room.reopened().ranking(), room.ranking());
    room.keys("u").sees("undo: Dark mode is whole again: Contrast, Type sizes taken back");
    assert_eq!(room.app.workshop.standing().candidates().len(), 4);
}
