//! One key explains the selected rank: formula, where the numbers came from, gaps, what would move it.

use cutline::tui::theme::{Depth, Palette, Theme};
use insta::assert_snapshot;

use super::{CLINIC, Room};

/// The rank of an item below the line, whose effort is not agreed on yet, explained.
fn explained(size: (u16, u16)) -> Room {
    let mut room = Room::new(CLINIC);
    room.size = size;
    room.keys("tab G k k k enter");
    room
}

#[test]
fn explained_at_160_by_48() {
    assert_snapshot!(explained((160, 48)).screen());
}

#[test]
fn explained_at_80_by_24() {
    assert_snapshot!(explained((80, 24)).screen());
}

#[test]
fn explained_at_40_by_10() {
    let mut room = explained((40, 10));
    assert_snapshot!(room.keys("j j j").screen());
}

#[test]
fn an_unscored_item_says_what_is_missing() {
    let mut room = Room::new(CLINIC);
    room.keys("g j j j enter")
        .sees("(? + ? + 2) ÷ 2")
        .sees("no rank before customer value and business value");
    room.sees("not scored").misses("ONE PLACE UP").misses("NEIGHBOURS");
}

#[test]
fn the_ways_that_are_told_do_what_they_say() {
    let mut room = explained((160, 48));
    assert_eq!(room.ranking(), "onboarding mobile pay | sso ledger filters");
    room.sees("or effort ≤ 3 → #3").keys("esc tab l 3 esc");
    assert_eq!(room.ranking(), "onboarding mobile ledger | pay sso filters");
    room.keys("enter").sees("(2 + 3 + 4) ÷ 3 = 3").sees("agreed, votes Ana 3 · Bo 4");
    room.sees("it is in already").sees("same score, more effort");
}

#[test]
fn numbers_and_ways_have_the_hue_of_their_side() {
    let theme = Theme::new(Palette::Dark, Depth::True);
    let terminal = explained((160, 48)).drawn(&theme);
    let buffer = terminal.backend().buffer();
    let screen = terminal.backend().to_string();
    let hue = |text: &str| {
        let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains(text)).unwrap();
        // The backend writes each line in quotation marks.
        let x = line[..line.find(text).unwrap()].chars().count() - 1;
        buffer[(x as u16, y as u16)].fg
    };
    assert_eq!(Some(hue("Customer value + ")), theme.business.fg);
    assert_eq!(Some(hue("Effort  ")), theme.engineering.fg);
}

#[test]
fn it_scrolls_to_its_end_and_any_other_key_closes_it() {
    let mut room = explained((80, 16));
    room.misses("OVER THE LINE").sees("↑/↓ scroll");
    room.keys("page-down").sees("OVER THE LINE").keys("k k k k k k k k k k").sees("÷");
    // What goes beyond the end is set right by the frame: the next key goes on from what is seen.
    room.keys("G page-down page-down").sees("OVER THE LINE").keys("page-up page-up page-up").sees("÷");
    for key in ["esc", "enter", "q", "x"] {
        room.keys(key);
        assert!(room.app.overlay.is_none() && room.asked.is_empty() && room.kept.is_empty(), "{key}");
        room.keys("enter");
    }
}

#[test]
fn without_an_item_there_is_nothing_to_explain() {
    Room::new(r#"{"items":[]}"#).keys("enter").sees("the backlog is empty");
}

#[test]
fn what_made_an_item_cross_the_line_is_told_with_why() {
    let mut room = Room::new(
        r#"{"framework":"value-effort","capacity":{"amount":2,"unit":"points"},"items":[
            {"id":"a","title":"Kiosk","scores":{"impact":5,"effort":2}},
            {"id":"b","title":"Refunds","scores":{"impact":4,"effort":2}}]}"#,
    );
    room.keys("g enter").misses("LAST CROSSED").keys("esc 3").types("two clinics asked").keys("enter enter");
    room.sees("LAST CROSSED").sees("  falls out with #1, business on 2026-01-20");
    room.sees("  impact of Kiosk 5 → 3").sees("  why: two clinics asked");
    room.keys("esc j enter").sees("  comes in with #1, business on 2026-01-20");
}
