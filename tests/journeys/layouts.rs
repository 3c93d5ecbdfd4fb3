//! The three shapes of the screen, and the sizes that are too small for any.

use cutline::tui::theme::{Depth, Palette, Theme};
use insta::assert_snapshot;
use ratatui::style::Modifier;

use super::{CLINIC, Room};

const DEMO: &str = include_str!("../../assets/demo.json");

/// A room in which something was just moved over the line.
fn after_a_change(size: (u16, u16)) -> Room {
    let mut room = Room::new(CLINIC);
    room.size = size;
    room.keys("tab tab g j j l 1").types("retries exist").keys("enter");
    room
}

#[test]
fn wide_at_160_by_48() {
    assert_snapshot!(after_a_change((160, 48)).screen());
}

#[test]
fn wide_at_120_by_40() {
    assert_snapshot!(after_a_change((120, 40)).screen());
}

#[test]
fn medium_at_80_by_24() {
    assert_snapshot!(after_a_change((80, 24)).screen());
}

#[test]
fn narrow_at_40_by_10() {
    assert_snapshot!(after_a_change((40, 10)).screen());
}

#[test]
fn too_small_at_1_by_1() {
    assert_snapshot!(after_a_change((1, 1)).screen());
}

#[test]
fn the_prompt_at_80_by_24() {
    let mut room = Room::new(CLINIC);
    room.size = (80, 24);
    room.keys("tab tab g j j l 1").types("retries");
    assert_snapshot!(room.screen());
}

#[test]
fn palette_and_help_at_80_by_24() {
    let mut room = Room::new(CLINIC);
    room.size = (80, 24);
    assert_snapshot!("palette_at_80_by_24", room.keys(":").screen());
    assert_snapshot!("help_at_80_by_24", room.keys("esc ?").screen());
}

#[test]
fn no_size_and_no_overlay_panics() {
    for keys in [
        "",
        ":",
        "?",
        "enter",
        "g enter j",
        "a",
        "r",
        "S",
        "tab tab g j j l 1",
        "shift-tab",
        "tab",
        "t",
        "t 5 5",
        "t tab tab tab 1",
        "t p x",
        "t enter enter enter",
        "L",
        "g 4 L",
        "C + +",
        "tab g p",
        "o tab ctrl-n tab ctrl-s",
        "b + t tab a ctrl-s b + t tab b ctrl-s",
        "b + tab a ctrl-s enter - 4 down down",
        "b + t tab a ctrl-s x",
        "c n enter",
    ] {
        let mut room = Room::new(CLINIC);
        room.keys(keys);
        at_every_size(&mut room);
    }
}

#[test]
fn no_size_and_no_panel_panics() {
    for keys in [
        "f j",
        "w +",
        "F j space",
        "tab g B",
        "M",
        "E",
        "E 3 j space",
        "D enter O",
        "@",
        "@ a",
        "v",
        "v ctrl-s enter 1",
        "i",
        "T enter esc K",
        "ctrl-o",
        "e enter",
        "tab g j j j j =",
        "ctrl-x",
        "P",
        "V",
        "z",
        "m",
        "H",
        "d",
        "y",
        "Y",
        "Z",
        "f5",
        "N",
        "/",
    ] {
        let mut room = Room::new(DEMO);
        room.keys(keys);
        let is_on = room.app.overlay.is_some() || room.app.view.screen.is_full();
        assert!(is_on, "{keys} opens nothing");
        at_every_size(&mut room);
    }
}

fn at_every_size(room: &mut Room) {
    for width in [0, 1, 2, 7, 39, 40, 41, 79, 80, 119, 120, 121, 500] {
        for height in [0, 1, 2, 9, 10, 11, 15, 16, 17, 24, 60] {
            room.size = (width, height);
            room.drawn(&Theme::new(Palette::Dark, Depth::Sixteen));
        }
    }
}

#[test]
fn hostile_text_reaches_no_cell() {
    let hostile = CLINIC.replace("Single sign-on", "Evil\\u001b[2J\\u202e\\u0007 漢字 👩\\u200d🔧 title");
    let room = Room::new(&hostile);
    let screen = room.screen();
    assert!(screen.contains("Evil[2J 漢字"), "{screen}");
    assert!(!screen.contains(['\u{1b}', '\u{202e}', '\u{7}']));
}

#[test]
fn every_meaning_has_a_shape_or_a_word_without_colours() {
    let mut room = after_a_change((160, 48));
    let terminal = room.drawn(&Theme::new(Palette::Mono, Depth::True));
    let buffer = terminal.backend().buffer();
    assert!(buffer.content().iter().all(|cell| {
        use ratatui::style::Color::Reset;
        cell.fg == Reset && cell.bg == Reset
    }));
    let reversed = buffer.content().iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED)).count();
    assert!(reversed > 0, "the focused cell");
    room.sees("▸Fix payment failures").sees("comes in").sees("▲2").sees("cutline 11/11");
}

#[test]
fn many_criteria_scroll_and_the_focused_one_stays_in_view() {
    let criteria: Vec<String> = (0..12)
        .map(|i| format!(r#"{{"id":"c{i}","name":"Criterion {i}","short":"Cr{i}","side":"business","scale":{{"steps":[1,2]}}}}"#))
        .collect();
    let terms: Vec<String> = (0..12).map(|i| format!(r#"{{"criterion":"c{i}"}}"#)).collect();
    let own = format!(
        r#"{{"framework":{{"id":"own","criteria":[{}],"formula":{{"numerator":{{"sum":[{}]}}}}}},"items":[{{"title":"One"}}]}}"#,
        criteria.join(","),
        terms.join(",")
    );
    let mut room = Room::new(&own);
    room.size = (120, 30);
    room.sees("Cr0").misses("Cr11");
    room.keys("l l l l l l l l l l l").sees("Cr11").misses("Cr0 ");
    room.keys("2");
    assert_eq!(room.value("one", "c11"), Some(2.0));
}

#[test]
fn while_a_side_scores_the_line_and_the_way_out_stay_in_view() {
    let items: Vec<String> = (0..60)
        .map(|i| {
            format!(r#"{{"title":"Item {i}","scores":{{"impact":{},"effort":{}}}}}"#, i % 5 + 1, i % 3 + 1)
        })
        .chain([r#"{"id":"new","title":"New"}"#.to_owned()])
        .collect();
    let text = format!(
        r#"{{"framework":"value-effort","capacity":{{"amount":20,"unit":"points"}},"items":[{}]}}"#,
        items.join(",")
    );
    let mut room = Room::new(&text);
    room.size = (80, 24);
    assert_eq!(room.selected(), "new");
    room.sees("── cutline").sees(": commands").sees("? help").sees("q quit");
    room.keys("g j j j j").sees("── cutline").sees("Item 4 ");
    room.keys("tab G").misses("── cutline");
}
