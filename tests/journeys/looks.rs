//! Every screen in every theme: what is drawn as what, and that a theme changes nothing but that.
//!
//! A snapshot has the text of a screen and under each row what its cells mean, one letter for each style. The letters
//! are those of the dark theme; in every other theme the same cells have to go together, so that nothing that is told
//! by a style in one is lost in another.

use std::collections::HashMap;
use std::fmt::Write as _;

use cutline::tui::theme::{Depth, Palette, Theme};
use insta::assert_snapshot;
use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use super::Room;

const DEMO: &str = include_str!("../../assets/demo.json");

/// The keys that lead to each screen, and to what lies over it.
const SCREENS: [(&str, &str); 20] = [
    ("workshop", "esc"),
    ("backlog", "tab j"),
    ("log", "L"),
    ("card", "e"),
    ("check", "c"),
    ("discuss", "Y"),
    ("roadmap", "H"),
    ("matrix", "m"),
    ("debt", "d"),
    ("brief", "b"),
    ("votes", "y"),
    ("recap", "Z"),
    ("agenda", "T"),
    ("triage", "t"),
    ("presentation", "f5"),
    ("palette", ":"),
    ("find", "/ p a y"),
    ("help", "?"),
    ("explain", "enter"),
    ("filter", "F"),
];

const SIZES: [(u16, u16); 5] = [(160, 48), (120, 40), (80, 24), (40, 10), (1, 1)];

fn on(keys: &str, size: (u16, u16)) -> Room {
    let mut room = Room::new(DEMO);
    room.size = size;
    room.keys(keys);
    room
}

fn drawn(room: &Room, theme: &Theme) -> Buffer {
    room.drawn(theme).backend().buffer().clone()
}

/// Rows of text, each with a row of letters under it: one for each style, a dot for the plain one.
fn told(buffer: &Buffer) -> String {
    let mut letters: HashMap<Style, char> = HashMap::from([(plain(buffer), '.')]);
    let (mut rows, width) = (String::new(), usize::from(buffer.area.width));
    for row in buffer.content.chunks(width) {
        let text: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
        let styles: String = row
            .iter()
            .map(|cell| {
                let next = char::from(b'a' + (letters.len() as u8 - 1) % 26);
                *letters.entry(cell.style()).or_insert(next)
            })
            .collect();
        let _ = writeln!(rows, "{}", text.trim_end());
        if styles.chars().any(|letter| letter != '.') {
            let _ = writeln!(rows, "{}", styles.trim_end_matches('.'));
        }
    }
    let mut legend: Vec<(char, String)> =
        letters.iter().map(|(style, letter)| (*letter, format!("{style:?}"))).collect();
    legend.sort();
    for (letter, style) in legend {
        let _ = writeln!(rows, "{letter} {style}");
    }
    rows
}

/// The style of a cell on which nothing was drawn.
fn plain(buffer: &Buffer) -> Style {
    Buffer::empty(buffer.area).content[0].style()
}

#[test]
fn every_screen_with_its_styles_at_every_size() {
    for (name, keys) in SCREENS {
        // On one cell every screen says the same.
        for size in SIZES.into_iter().filter(|size| *size != (1, 1)) {
            let room = on(keys, size);
            let dark = drawn(&room, &Theme::new(Palette::Dark, Depth::True));
            assert_snapshot!(format!("{name}_at_{}_by_{}", size.0, size.1), told(&dark));
        }
    }
}

#[test]
fn a_theme_changes_colours_and_nothing_else() {
    for (name, keys) in SCREENS {
        for size in SIZES {
            let room = on(keys, size);
            let dark = drawn(&room, &Theme::new(Palette::Dark, Depth::True));
            for (palette, depth) in [
                (Palette::Dark, Depth::Indexed),
                (Palette::Dark, Depth::Sixteen),
                (Palette::Light, Depth::True),
                (Palette::Light, Depth::Indexed),
                (Palette::Light, Depth::Sixteen),
                (Palette::Contrast, Depth::True),
                (Palette::Mono, Depth::True),
            ] {
                let other = drawn(&room, &Theme::new(palette, depth));
                let mut same: HashMap<Style, Style> = HashMap::new();
                for (at, (cell, found)) in dark.content.iter().zip(&other.content).enumerate() {
                    let here = format!("{name} at {size:?}, cell {at}, in {palette:?} {depth:?}");
                    assert_eq!(cell.symbol(), found.symbol(), "{here}");
                    // What looks alike in the dark theme looks alike in this one.
                    // (What is pale stays pale on a selected row without colours, which takes nothing away.)
                    let found = found.style().remove_modifier(Modifier::DIM);
                    let style = *same.entry(cell.style()).or_insert(found);
                    assert_eq!(style, found, "{here}: {:?}", cell.style());
                }
            }
        }
    }
}

#[test]
fn without_colours_no_cell_has_one() {
    for (name, keys) in SCREENS {
        let buffer = drawn(&on(keys, (120, 40)), &Theme::new(Palette::Mono, Depth::True));
        let ground = plain(&buffer);
        let coloured =
            buffer.content.iter().find(|cell| (cell.style().fg, cell.style().bg) != (ground.fg, ground.bg));
        assert!(coloured.is_none(), "{name}: {coloured:?}");
    }
}

#[test]
fn a_theme_with_a_ground_leaves_no_hole_in_it() {
    for palette in [Palette::Dark, Palette::Light, Palette::Contrast] {
        let theme = Theme::new(palette, Depth::True).painted(palette, Depth::True);
        for (name, keys) in SCREENS {
            let buffer = drawn(&on(keys, (120, 40)), &theme);
            let hole = buffer.content.iter().find(|cell| cell.style().bg == plain(&buffer).bg);
            assert!(hole.is_none(), "{name} in {palette:?}");
        }
    }
}

#[test]
fn in_ascii_nothing_else_is_drawn() {
    let theme = Theme::new(Palette::Dark, Depth::True).ascii(true);
    for (name, keys) in SCREENS {
        for size in SIZES {
            let buffer = drawn(&on(keys, size), &theme);
            // Letters of titles stay as they are.
            let strange = buffer
                .content
                .iter()
                .find(|cell| cell.symbol().chars().any(|c| !c.is_ascii() && !c.is_alphabetic()));
            assert!(strange.is_none(), "{name} at {size:?}: {strange:?}");
        }
    }
}
