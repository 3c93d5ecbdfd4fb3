//! `MoSCoW`: a class beside the kind, chosen with one letter, and the rule for the musts in the line.

use cutline::domain::moscow::Class;
use cutline::tui::theme::{Depth, Palette, Theme};
use insta::assert_snapshot;
use ratatui::style::Modifier;

use super::{CLINIC, Room};

/// A backlog in which three items have a class.
fn classed(size: (u16, u16)) -> Room {
    let mut room = Room::new(CLINIC);
    room.size = size;
    room.keys("tab g M m j M s G M m g");
    room
}

#[test]
fn classes_at_160_by_48() {
    let mut room = classed((160, 48));
    assert_snapshot!("classes_at_160_by_48", room.screen());
    assert_snapshot!("chooser_at_160_by_48", room.keys("M").screen());
}

#[test]
fn classes_at_80_by_24() {
    let mut room = classed((80, 24));
    assert_snapshot!("classes_at_80_by_24", room.screen());
    assert_snapshot!("chooser_at_80_by_24", room.keys("M").screen());
}

#[test]
fn one_letter_sets_a_class_and_x_clears_it() {
    let mut room = Room::new(CLINIC);
    room.keys("tab g").misses("MoSCoW").keys("M").sees("MoSCoW class of Improve onboarding flow");
    room.keys("z 1 enter").sees("x clears it   esc leaves it").keys("esc");
    assert!(room.kept.is_empty() && room.app.overlay.is_none());

    room.keys("M m").sees("MoSCoW of Improve onboarding flow none → must").misses("Why?");
    room.keys("M").sees("▸m must").keys("w").sees("must → won't").keys("M w").sees("it is so already");
    room.keys("u").sees("undo: MoSCoW of Improve onboarding flow won't → must");
    for clears in ["x", "backspace"] {
        room.keys("M").keys(clears).misses("best first   MoSCoW").keys("u");
    }
    room.keys("M x").sees("must → none");
    assert!(!room.line("score ┃").contains("MoSCoW"));
    assert_eq!(room.reopened().app.workspace().items()[0].class, None);
}

#[test]
fn the_palette_leads_to_it() {
    let mut room = Room::new(CLINIC);
    room.keys(":").types("moscow class").keys("enter m");
    assert_eq!(room.app.selected().unwrap().1.class.map(Class::name), Some("must"));
    Room::new(r#"{"items":[]}"#).keys("M").sees("the backlog is empty");
}

#[test]
fn the_line_tells_when_musts_take_too_much() {
    let mut room = Room::new(CLINIC);
    room.keys("tab g").misses("must").keys("M m").sees("must 27% of 60%").misses("⚠ must");
    room.keys("j M m").sees("must 55% of 60%").keys("j M m").sees("⚠ must 100% of 60%");
    room.keys("u").misses("⚠ must").keys("u u").misses("must 27%");
}

#[test]
fn musts_stand_out_without_colours() {
    let room = classed((160, 48));
    let terminal = room.drawn(&Theme::new(Palette::Mono, Depth::True));
    let buffer = terminal.backend().buffer();
    let screen = terminal.backend().to_string();
    let (y, line) = screen.lines().enumerate().find(|(_, line)| line.contains("needs Effort")).unwrap();
    // The backend writes each line in quotation marks.
    let x = line[..line.find(" M ").unwrap()].chars().count();
    assert!(buffer[(x as u16, y as u16)].modifier.contains(Modifier::BOLD));
}
