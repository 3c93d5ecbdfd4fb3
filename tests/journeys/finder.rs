//! Finding by a few letters: what can be done, and items.

use cutline::app::Message;
use cutline::app::finder::marked;
use cutline::app::view::Screen;
use insta::assert_snapshot;

use super::{CLINIC, Room};

/// The clinic with a theme, tags, and one item that is set aside.
fn clinic(size: (u16, u16)) -> Room {
    let text = CLINIC
        .replace(
            r#""title": "Clinic bookings","#,
            r#""title": "Clinic bookings", "themes": [{"id": "t1", "title": "Money"}],"#,
        )
        .replace(
            r#""id": "pay","#,
            r#""id": "pay", "theme": "t1", "tags": ["checkout"], "source": "SHOP-7","#,
        )
        .replace(
            r#""id": "sso","#,
            r#""id": "sso", "horizon": "parked", "set_aside": {"reason": "no customer asks"},"#,
        );
    let mut room = Room::new(&text);
    room.size = size;
    room
}

#[test]
fn an_item_is_found_at_160_by_48() {
    let mut room = clinic((160, 48));
    assert_snapshot!("items_at_160_by_48", room.keys("/").types("pay").screen());
    room.keys("esc :");
    assert_snapshot!("everything_at_160_by_48", room.types("fix").screen());
}

#[test]
fn an_item_is_found_at_80_by_24() {
    assert_snapshot!("items_at_80_by_24", clinic((80, 24)).keys("/").types("mbl bk").screen());
}

#[test]
fn an_item_is_found_at_40_by_10() {
    assert_snapshot!("items_at_40_by_10", clinic((40, 10)).keys("/").types("pay").screen());
}

#[test]
fn items_are_found_by_title_id_source_theme_and_tags() {
    for (typed, found) in [
        ("fixpay", "pay"),
        ("Mobile Booking", "mobile"),
        ("mbl", "mobile"),
        ("ledger", "ledger"),
        ("shop-7", "pay"),
        ("money", "pay"),
        ("checkout", "pay"),
        ("audit", "audit"),
    ] {
        let mut room = clinic((160, 48));
        room.keys("/").types(typed).keys("enter");
        assert_eq!(room.selected(), found, "{typed}");
    }
}

#[test]
fn from_the_palette_an_item_is_gone_to_wherever_one_is() {
    let mut room = clinic((160, 48));
    room.keys("H :").types("audit").keys("enter");
    assert_eq!((room.selected(), room.app.view.screen), ("audit", Screen::Roadmap));
    room.keys("L /").types("wallet").keys("enter");
    assert_eq!((room.selected(), room.app.view.screen), ("wallet", Screen::Workshop));
}

#[test]
fn what_is_set_aside_is_shown_on_its_card() {
    let mut room = clinic((160, 48));
    room.keys("/").types("sign-on").sees("parked").keys("enter");
    assert_eq!((room.selected(), room.app.view.screen), ("sso", Screen::Card));
}

#[test]
fn what_a_filter_hides_is_found_and_shown() {
    let mut room = clinic((160, 48));
    room.keys("F space esc").keys("/").types("wallet").keys("enter");
    assert_eq!(room.selected(), "wallet");
    let slot = room.app.view.selected.unwrap();
    assert!(room.app.shows(slot));
}

#[test]
fn what_something_is_called_comes_before_what_is_like_it() {
    let mut room = clinic((160, 48));
    for (typed, first) in
        [("undo", "nothing to undo"), ("ctrl-x", "ctrl-x"), ("park", "Park"), ("dark", "Theme")]
    {
        room.keys(":").types(typed);
        let line =
            room.screen().lines().find(|line| line.contains("┃") && line.contains(first)).map(str::to_owned);
        assert!(line.is_some(), "{typed}: {}", room.screen());
        room.keys("esc");
    }
    room.keys(":").types("split up").sees("Nothing is called that.");
}

#[test]
fn pasted_text_is_looked_for() {
    let mut room = clinic((160, 48));
    room.keys("/").send(Message::Paste("wallet\nmore".to_owned())).keys("enter");
    assert_eq!(room.selected(), "wallet");
}

#[test]
fn the_letters_that_were_typed_are_marked() {
    for (typed, text, marks) in [
        ("pay", "Fix payment", &[4, 5, 6][..]),
        ("fx", "Fix payment", &[0, 2]),
        ("ü", "Prüfung", &[2]),
        ("", "anything", &[]),
        ("zz", "anything", &[]),
    ] {
        assert_eq!(marked(typed, text), marks, "{typed} in {text}");
    }
}
