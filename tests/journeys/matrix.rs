//! The matrix: where items lie, the curve that parts them, ways through it, and what the last change moved.

use cutline::tui::theme::{Depth, Palette, Theme};
use insta::assert_snapshot;
use ratatui::style::Modifier;

use super::{CLINIC, Room};

const DEMO: &str = include_str!("../../assets/demo.json");

fn demo(size: (u16, u16)) -> Room {
    let mut room = Room::new(DEMO);
    room.size = size;
    room.keys("tab g m");
    room
}

/// Items of value/effort: id, kind, impact, effort. So many of them fit.
fn plan(fit: &str, items: &[(&str, &str, u32, u32)]) -> Room {
    let items: Vec<String> = items
        .iter()
        .map(|(id, kind, impact, effort)| {
            format!(
                r#"{{"id":"{id}","title":"Item {id}","kind":"{kind}","scores":{{"impact":{impact},"effort":{effort}}}}}"#
            )
        })
        .collect();
    Room::new(&format!(
        r#"{{"framework":"value-effort","capacity":{{"amount":{fit},"unit":"items"}},"items":[{}]}}"#,
        items.join(",")
    ))
}

/// One item of each kind that is in, and one that is out.
fn kinds() -> Room {
    let inside = [
        ("a", "feature", 5, 1),
        ("b", "tech", 5, 2),
        ("c", "debt", 5, 3),
        ("d", "discovery", 5, 4),
        ("e", "compliance", 5, 5),
    ];
    let outside = [
        ("f", "feature", 1, 5),
        ("g", "tech", 1, 4),
        ("h", "debt", 1, 3),
        ("i", "discovery", 1, 2),
        ("j", "compliance", 2, 5),
    ];
    plan("5", &[inside, outside].concat())
}

#[test]
fn what_items_are_worth_stands_over_what_they_take() {
    for (name, size) in [
        ("matrix_at_160_by_48", (160, 48)),
        ("matrix_at_120_by_40", (120, 40)),
        ("matrix_at_80_by_24", (80, 24)),
        ("matrix_at_40_by_10", (40, 10)),
    ] {
        assert_snapshot!(name, demo(size).screen());
    }
    let mut room = demo((160, 48));
    room.sees("Cutline › Matrix").sees("cutline: score 3.58").sees("4 without a rank yet");
    room.keys("m").sees("BUSINESS").misses("› Matrix");
}

#[test]
fn the_last_change_is_drawn_as_long_as_it_is_the_last() {
    let mut room = Room::new(DEMO);
    // The effort of the calendar sync from 4 to 1, and why.
    room.keys("tab tab g j l 1").types("half of it is done").keys("enter m").sees("× where it was");
    room.sees("before the last change: benefit 13 · cost 4").sees("▼ debt");
    assert_snapshot!("a_move_at_160_by_48", room.screen());
    room.size = (80, 24);
    assert_snapshot!("a_move_at_80_by_24", room.screen());
    room.sees("before the last change: benefit 13 · cost 4");
    room.size = (160, 48);
    // A reason and a call move nobody.
    room.keys("r").types("really").keys("enter").sees("× where it was");
    // Undo is a change of its own: back again, from where it was.
    room.keys("u").sees("before the last change: benefit 13 · cost 1");
    room.keys("C + enter").misses("before the last change").misses("where it was");
}

#[test]
fn up_and_down_go_through_the_ranking_and_left_and_right_through_the_plot() {
    let mut room = kinds();
    room.keys("tab g m");
    assert_eq!(room.selected(), "a");
    let mut seen = vec![room.selected().to_owned()];
    for _ in 0..9 {
        room.keys("j");
        seen.push(room.selected().to_owned());
    }
    assert_eq!(seen.join(" "), "a b c d e i j h g f");
    room.keys("g l l l l l");
    assert_eq!(room.selected(), "e");
    room.keys("left h");
    assert_eq!(room.selected(), "c");
    room.keys("G h h h h h");
    assert_eq!(room.selected(), "a", "past the last of a row to what is nearest");
    assert!(room.line("? help").contains("←/→ nearest"), "{}", room.line("? help"));
    room.keys("esc");
    assert_eq!(room.selected(), "a", "one selection everywhere");
}

#[test]
fn a_kind_is_a_shape_and_in_is_filled_and_bold() {
    let mut room = kinds();
    room.keys("tab m");
    for shape in ["●", "■", "▼", "★", "▲", "○", "□", "▽", "☆", "△"] {
        room.sees(shape);
    }
    let drawn = room.drawn(&Theme::new(Palette::Mono, Depth::True));
    let buffer = drawn.backend().buffer();
    let bold = |symbol: &str| {
        let cell = buffer.content().iter().find(|cell| cell.symbol() == symbol).unwrap();
        cell.modifier.contains(Modifier::BOLD)
    };
    assert!(["■", "▼", "★", "▲"].into_iter().all(bold));
    assert!(!["□", "▽", "☆", "△"].into_iter().any(bold));
    assert!(
        buffer.content().iter().any(|cell| cell.modifier.contains(Modifier::REVERSED)),
        "the selected one"
    );
}

#[test]
fn in_plain_ascii_kinds_are_letters_and_the_curve_is_made_of_stars() {
    let mut room = kinds();
    room.size = (80, 24);
    room.keys("tab tab G 2 esc").keys("m");
    let theme = Theme { ascii: true, ..Theme::new(Palette::Dark, Depth::True) };
    let drawn = room.drawn(&theme).backend().to_string();
    assert_snapshot!("ascii_at_80_by_24", drawn);
    let inside: String =
        drawn.lines().skip(3).take(12).map(|row| row.trim_matches(['"', '┃', ' '])).collect();
    assert!(inside.is_ascii(), "{inside}");
}

#[test]
fn items_in_one_place_are_counted_and_named() {
    let same = |i: u32| (["a", "b", "c", "d"][i as usize], "feature", 3, 2);
    let mut room = plan("2", &[same(0), same(1), same(2), same(3), ("z", "tech", 5, 1)]);
    room.keys("tab G m").sees("[4]").sees("3 more in the same place").sees("#2 Item a").sees("Item d +3");
    room.size = (80, 24);
    room.sees("3 more here: Item a · Item b · Item c");
    room.keys("g").misses("more here");
}

#[test]
fn where_there_is_no_curve_it_says_why() {
    let items = [("a", "feature", 5, 1), ("b", "tech", 1, 5)];
    for (fit, told) in [
        ("null", "no capacity, no cutline"),
        ("2", "everything fits, no cutline"),
        ("0", "nothing fits, no cutline"),
        ("1", "cutline: score 2.6"),
    ] {
        plan(fit, &items).keys("m").sees(told);
    }
    // Without a capacity nobody is out, so nothing is hollow and no side is told.
    plan("null", &items).keys("m").sees("■ Item b").misses("□").misses("hollow out");
    Room::new("{}").keys("m").sees("No item has all its scores yet").keys("h l j k g G m").sees("BUSINESS");
    let mut room = Room::new("{}");
    room.keys("m h").sees("no item is placed yet");
}

#[test]
fn a_pinned_item_stays_where_its_scores_put_it() {
    let mut room = plan("1", &[("a", "feature", 5, 1), ("b", "tech", 1, 5)]);
    room.keys("tab g j p tab").types("ana").keys("tab").types("law").keys("ctrl-s m");
    // The one place is taken, so nobody is in by score, and the rest is out.
    room.sees("nothing fits, no cutline").sees("pinned in").sees("○ Item a").sees("■ Item b");
}

#[test]
fn what_is_not_placed_is_named_with_what_it_lacks() {
    let mut room = demo((120, 40));
    room.keys("G").sees("no rank").sees("no rank yet: needs Effort").sees("no rank yet · 4");
    // From there one comes to the best one.
    room.keys("l");
    assert_eq!(room.selected(), "payment-failures");
}

#[test]
fn a_filter_leaves_out_what_it_leaves_out_elsewhere() {
    let mut room = demo((160, 48));
    room.keys("esc F").sees("Filter").keys("j space esc m");
    room.sees("filter: kind").sees("cutline: score 3.58");
    let shown = room.app.matrix.shown().unwrap().dots().len();
    assert!(shown < 18 && shown == room.app.listed().len() - room.app.unscored(), "{shown}");
    room.keys("esc X m");
    assert_eq!(room.app.matrix.shown().unwrap().dots().len(), 18);
    // Opened with an item that the filter hides, another one is selected.
    room.keys("esc F j space esc H g l m");
    assert!(room.app.view.selected.is_some_and(|slot| room.app.shows(slot)));
}

#[test]
fn an_item_that_is_voted_on_blind_is_nowhere_to_be_seen() {
    let mut room = Room::new(CLINIC);
    room.keys("tab tab g j j l 3").keys("esc m").sees("× where it was").sees("Fix payment failures");
    let dots = |room: &Room| room.app.matrix.shown().unwrap().dots().len();
    assert_eq!(dots(&room), 6);
    room.keys("v").sees("Fix payment failures").keys("enter enter").sees("The keyboard is yours").keys("q");
    room.sees("› Matrix").misses("before the last change").sees("● voted on").misses("benefit 15");
    assert_eq!(dots(&room), 5);
    assert_eq!(room.app.matrix.came_from(), None);
}

#[test]
fn other_frameworks_have_their_own_axes() {
    let items = |framework: &str| -> Vec<String> {
        (0..24).map(|i| {
            format!(
                r#"{{"title":"Item {i}","scores":{{"reach":{},"impact":{},"confidence":{},"effort":{},"ease":{}}}}}"#,
                if i == 7 { 0 } else { 30 << (i % 12) },
                [1, 2, 3][i % 3],
                if framework == "rice" { [0.5, 0.8, 1.0][i / 3 % 3] } else { [4.0, 7.0, 10.0][i / 3 % 3] },
                [0.5, 2.0, 5.0, 12.0][i % 4],
                i % 10 + 1
            )
        }).collect()
    };
    let of = |framework: &str, capacity: &str| {
        let text = format!(
            r#"{{"framework":"{framework}","capacity":{{"amount":{capacity}}},"items":[{}]}}"#,
            items(framework).join(",")
        );
        let mut room = Room::new(&text);
        room.size = (120, 40);
        room.keys("tab g m");
        room
    };
    assert_snapshot!("rice_at_120_by_40", of("rice", r#"40,"unit":"months""#).screen());
    // Ease is a cost that is told from its other end.
    let mut room = of("ice", r#"8,"unit":"items""#);
    assert_snapshot!("ice_at_120_by_40", room.sees("→ cost: less Ease").screen());
    room.keys("w esc");
}

#[test]
fn a_long_backlog_is_walked_through_by_what_lies_in_one_place() {
    let items: Vec<String> = (0..100_000)
        .map(|i| format!(r#"{{"scores":{{"impact":{},"effort":{}}}}}"#, i % 5 + 1, i % 7 % 5 + 1))
        .collect();
    let mut room = Room::new(&format!(
        r#"{{"framework":"value-effort","capacity":{{"amount":9000,"unit":"points"}},"items":[{}]}}"#,
        items.join(",")
    ));
    room.keys("tab g m").sees("ten or more").sees("more in the same place");
    room.keys("j G l h k").sees("› Matrix");
}

#[test]
fn no_size_panics() {
    for keys in ["m", "tab tab g j j l 1 esc m", "tab G m", "F space esc m"] {
        for text in [CLINIC, "{}"] {
            let mut room = Room::new(text);
            room.keys(keys);
            for width in [0, 1, 2, 7, 39, 40, 41, 60, 79, 80, 119, 120, 121, 160, 500] {
                for height in [0, 1, 2, 9, 10, 11, 13, 14, 15, 16, 17, 24, 60] {
                    room.size = (width, height);
                    room.drawn(&Theme::new(Palette::Dark, Depth::Sixteen));
                    room.drawn(&Theme { ascii: true, ..Theme::new(Palette::Mono, Depth::True) });
                }
            }
        }
    }
}

#[test]
fn an_item_that_a_filter_lets_go_leaves_the_matrix() {
    let mut room = Room::new(
        r#"{"framework":"value-effort","items":[
            {"id":"a","owner":"Ana","scores":{"impact":5,"effort":1}},
            {"id":"b","owner":"Ana","scores":{"impact":4,"effort":2}},
            {"id":"c","owner":"Bo","scores":{"impact":3,"effort":2}}]}"#,
    );
    let dots = |room: &Room| room.app.matrix.shown().unwrap().dots().len();
    room.keys("F tab space esc m").sees("owner Ana");
    assert_eq!(dots(&room), 2);
    room.keys("e");
    while !room.screen().contains("▸Owner") {
        room.keys("j");
    }
    room.keys("enter ctrl-u").types("Bo").keys("enter esc");
    assert_eq!(serde_json::to_value(&room.app.workspace().items()[0]).unwrap()["owner"], "Bo");
    assert_eq!(dots(&room), 1);
}
