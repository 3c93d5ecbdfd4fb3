//! What there is too much of for its place: it says so, and what matters is told first.

use cutline::app::action::TABLE;
use cutline::tui::theme::{Depth, Palette, Theme};
use insta::assert_snapshot;
use ratatui::style::Style;

use super::Room;

const DEMO: &str = include_str!("../../assets/demo.json");

fn demo(size: (u16, u16)) -> Room {
    let mut room = Room::new(DEMO);
    room.size = size;
    room
}

/// The last row of the screen.
fn footer(room: &Room) -> String {
    room.screen().lines().last().unwrap().trim_matches('"').trim().to_owned()
}

/// The styles in which a text stands in the first line that holds another, in their order.
fn styles(room: &Room, line: &str, text: &str) -> Vec<Style> {
    let terminal = room.drawn(&Theme::new(Palette::Dark, Depth::True));
    let buffer = terminal.backend().buffer();
    let rows = (0..buffer.area.height).map(|y| {
        let cells = (0..buffer.area.width).map(move |x| &buffer[(x, y)]);
        cells.collect::<Vec<_>>()
    });
    let symbols = |row: &[&ratatui::buffer::Cell]| row.iter().map(|cell| cell.symbol()).collect::<String>();
    let row = rows.into_iter().find(|row| symbols(row).contains(line)).unwrap();
    let length = text.chars().count();
    let found = (0..row.len().saturating_sub(length)).filter(|x| symbols(&row[*x..x + length]) == text);
    found.map(|x| row[x].style()).collect()
}

#[test]
fn while_something_lies_over_the_panes_the_footer_tells_no_keys_of_theirs() {
    for keys in
        [":", "?", "E", "f", "w", "F", "M", "a", "C", "o", "P", "tab g enter", "tab g B", "S", "V", "D"]
    {
        let mut room = demo((160, 48));
        assert!(footer(&room).contains("? help"));
        room.keys(keys);
        assert!(!footer(&room).contains("help"), "{keys}: {}", footer(&room));
        let screen = room.screen();
        assert!(screen.contains("esc ") || screen.contains("any other key"), "{keys}:\n{screen}");
    }
    // A number is typed into its cell, and a field on its card.
    let mut room = demo((160, 48));
    room.keys("g :").types("score").keys("enter 2");
    assert_eq!(footer(&room), "enter scores it   esc cancels");
    room.keys("esc e enter");
    assert_eq!(footer(&room), "");
    // What the room should know is told all the same.
    let mut room = demo((160, 48));
    room.keys("g :").types("score").keys("enter x");
    assert!(footer(&room).starts_with("type a number"), "{}", footer(&room));
}

#[test]
fn keys_fit_the_smallest_screen() {
    for (keys, told) in [
        ("E", &["enter ends the cycle", "esc cancels", "space done", "0-9 what it took"][..]),
        ("M", &["m must", "s should", "c could", "w won't", "x clears it", "esc leaves it"]),
        ("tab g j j j j =", &["1/← this", "2/→ that", "esc cancels"]),
        ("f j", &["enter applies", "esc cancels", "c carry over", "page keys scroll"]),
        ("w +", &["+/- weight"]),
        (":", &["enter runs", "↑/↓ choose", "esc closes"]),
        ("F", &["space marks", "x clears", "esc closes"]),
        (
            "tab g j j j j j j B",
            &["enter goes there", "i pulls 1 in", "a adds one", "x removes", "esc closes"],
        ),
    ] {
        let mut room = demo((40, 10));
        room.keys(keys);
        for hint in told {
            room.sees(hint);
        }
    }
}

#[test]
fn what_a_prompt_refuses_is_told_where_its_keys_are() {
    let mut room = demo((80, 24));
    room.keys("tab g D")
        .types(".")
        .keys("enter")
        .sees("is no number from 0 up")
        .keys("1")
        .sees("esc cancels");
}

#[test]
fn the_help_tells_every_sentence_to_its_end() {
    for size in [(40, 10), (80, 24), (120, 40), (160, 48)] {
        let mut room = demo(size);
        room.keys("?");
        let mut seen = String::new();
        for _ in 0..TABLE.len() * 8 {
            let screen = room.screen();
            assert!(!screen.contains('…'), "{size:?}:\n{screen}");
            seen.push_str(&screen);
            room.keys("j");
        }
        assert!(seen.contains("Saves and ends."), "{size:?}");
    }
    demo((80, 24))
        .keys(":")
        .sees("Score                                                                    1-5");
}

#[test]
fn a_list_that_goes_on_has_a_scroll_bar() {
    for (size, keys) in [
        ((80, 24), ""),
        ((80, 24), "tab"),
        ((40, 10), ":"),
        ((40, 10), "F"),
        ((40, 10), "E"),
        ((40, 10), "f j"),
        ((40, 10), "w +"),
        ((40, 10), "e"),
        ((40, 10), "e i"),
        ((40, 10), "tab g B a"),
        ((40, 10), "tab g enter"),
        ((40, 10), "c"),
        ((40, 10), "b"),
        ((40, 10), "d"),
        ((40, 10), "L"),
        ((40, 10), "H"),
        ((80, 24), "H"),
        ((80, 24), "?"),
    ] {
        demo(size).keys(keys).sees("▐");
    }
    for keys in ["", "F", "E", "f j", "c", "b", "d", "L"] {
        let mut room = demo((160, 80));
        room.keys(keys).misses("▐");
    }
}

#[test]
fn the_pane_that_is_not_scoring_shows_what_it_has_room_for() {
    let mut room = demo((120, 40));
    let titles = |room: &Room, from: usize| {
        let screen = room.screen();
        let pane = |line: &str| line.chars().skip(from).take(30).collect::<String>();
        screen.lines().filter(|line| pane(line).contains("Open the calendar")).count()
    };
    assert_eq!((titles(&room, 0), titles(&room, 85)), (0, 1));
    room.keys("G");
    assert_eq!((titles(&room, 0), titles(&room, 85)), (1, 1));
}

#[test]
fn the_frame_with_the_focus_has_heavy_strokes() {
    let mut room = demo((160, 48));
    room.sees("┏ BUSINESS").sees("╭ BACKLOG").sees("╭ ENGINEERING").sees("╭ TRADE-OFFS");
    room.keys("tab").sees("╭ BUSINESS").sees("┏ BACKLOG");
    room.keys(":").sees("╭ BACKLOG").sees("┏ Commands");
    room.keys("esc g shift-tab :").types("score").keys("enter 2").sees("┏ BUSINESS");
    room.keys("esc H").sees("┏ 1 NOW").sees("╭ 2 NEXT").keys("l").sees("╭ 1 NOW").sees("┏ 2 NEXT");
}

#[test]
fn each_crossing_has_the_colour_of_its_own_direction() {
    let theme = Theme::new(Palette::Dark, Depth::True);
    let mut room = demo((160, 48));
    room.keys("g 1 esc");
    let of = |text: &str| styles(&room, "#5 in · Show all clin… out", text)[0].fg;
    assert_eq!((of("#5 in"), of("Show all clin… out")), (theme.gain.fg, theme.loss.fg));
    room.keys("u");
    // Where there are rows for it, who else would cross the line has one.
    let of = |line: &str| styles(&room, line, line)[0].fg;
    assert_eq!(
        (of("#9 out"), of("Show all clinics of a group in … comes in")),
        (theme.loss.fg, theme.gain.fg)
    );
}

#[test]
fn who_crossed_is_told_before_any_other_mark() {
    let mut room = demo((80, 24));
    room.keys("g 1 esc");
    assert!(room.line("  8 ▲1").contains("… in "), "{}", room.line("  8 ▲1"));
    assert!(room.line("  9 ▼4").contains("… out "), "{}", room.line("  9 ▼4"));
    room.size = (120, 40);
    room.sees("… comes in ").sees("… falls out ");
}

#[test]
fn a_mark_keeps_the_word_that_gives_it_meaning() {
    let mut room = demo((160, 48));
    room.keys("tab g j j j j j j j j j j P")
        .types("the old one stays")
        .keys("tab")
        .types("June")
        .keys("ctrl-s");
    for width in 120..=200 {
        room.size = (width, 48);
        room.misses("⚠ deferred ×1").misses("⚠  ");
    }
}

#[test]
fn the_log_breaks_what_does_not_fit_and_never_ends_in_a_dot() {
    let mut room = demo((80, 24));
    room.keys("g 1 esc u");
    assert_snapshot!("undone_at_80_by_24", room.screen());
    let mut room = demo((40, 10));
    room.keys("g shift-tab");
    assert_snapshot!("log_at_40_by_10", room.screen());
    for size in [(40, 24), (60, 24), (80, 24), (120, 40)] {
        room.size = size;
        let screen = room.screen();
        let dot = |line: &str| line.trim_matches(['"', '│', '┃', '▐', ' ']).ends_with('·');
        assert!(!screen.lines().skip_while(|line| !line.contains("TRADE-OFFS")).any(dot), "{screen}");
    }
}

#[test]
fn a_change_stands_in_one_row_of_the_log_where_that_has_room() {
    demo((160, 48)).keys("L").sees("urgency of Delete patient records when their keeping period ends 3 → 5 ");
}

#[test]
fn a_column_of_the_roadmap_with_room_tells_everything() {
    let mut room = demo((160, 48));
    room.keys("H").sees("why Finance has no time").sees("before April").sees("price list is out");
    room.sees("their keeping period ends").sees("above its blocker #11");
    // The column beside it has too much for that.
    room.sees("Make the booking form work w…");
}

#[test]
fn a_header_says_where_one_is_before_what_there_is() {
    let mut room = demo((40, 10));
    room.keys("d");
    let screen = room.screen();
    let header = screen.lines().next().unwrap();
    assert!(header.starts_with("\" Cutline › Debt register ") && header.ends_with("✓ saved \""), "{header}");
    assert!(!header.contains("items"));
    room.sees("DEBT REGISTER tech and debt, deferr… ");
}

#[test]
fn a_line_that_begins_before_its_field_says_so() {
    let mut room = demo((40, 10));
    room.keys("g e j j j j enter");
    room.sees("   …").keys("home").misses("   …").keys("end").sees("   …");
}

#[test]
fn a_card_says_whose_it_is_however_far_it_is_scrolled() {
    for size in [(160, 48), (80, 24), (40, 10)] {
        let mut room = demo(size);
        room.keys("g e G").sees(" ITEM Improve onbo").sees("#5 of 18 · in ");
    }
}

#[test]
fn a_trial_shows_ranks_on_every_screen() {
    let mut room = demo((40, 10));
    room.keys("f j").sees("▸Value / effort").sees("#2 →   #1  Send text").sees("#1 →   #2  Fix payment");
    room.keys("esc w j +").sees("▸Business value").sees("→   #1  ");
    let mut room = demo((80, 24));
    room.keys("f j j").sees("Fix payment failure … needs 2 scores");
    let mut room = demo((160, 48));
    room.keys("f j").sees("Delete patient records when their keeping period ends    falls out");
}

#[test]
fn what_an_item_took_stands_near_its_title() {
    let mut room = demo((160, 48));
    room.keys("E");
    let line = room.line("▸[ ]     #1");
    let (title, estimate) = (line.find("Fix").unwrap(), line.find("   2 ").unwrap());
    assert!(estimate - title < 70, "{line}");
    room.sees("Delete patient records when their keeping period ends ");
}

#[test]
fn the_bar_of_the_selected_row_reaches_its_end() {
    let theme = Theme::new(Palette::Dark, Depth::True);
    for (keys, line, rows) in [("d", "▸⚠ deferred", 1), ("c g", "▸ ✓ met    Vision clear", 2)] {
        let mut room = demo((160, 48));
        room.keys(keys);
        let terminal = room.drawn(&theme);
        let (screen, buffer) = (terminal.backend().to_string(), terminal.backend().buffer());
        let y = screen.lines().position(|row| row.contains(line)).unwrap() as u16;
        // The last cell inside the frame, which ends at the window or at the panel beside it.
        let x = (2..160).find(|x| buffer[(*x, y)].symbol() == "┃").unwrap() - 1;
        for y in y..y + rows {
            assert_eq!(
                (buffer[(1, y)].bg, buffer[(x, y)].bg),
                (theme.selected.bg.unwrap(), theme.selected.bg.unwrap())
            );
        }
    }
}
