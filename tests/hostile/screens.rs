//! Every screen and everything over it, drawn from a hostile workspace through the terminal's own writer.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use chrono::DateTime;
use cutline::app::action::Place;
use cutline::app::export::Outlet;
use cutline::app::key::Key;
use cutline::app::keymap::Keymap;
use cutline::app::start::{Recent, Start};
use cutline::app::view::Screen;
use cutline::app::{Message, Opening};
use cutline::tui::output::Output;
use cutline::tui::screen;
use cutline::tui::sheet::Sheet;
use cutline::tui::theme::{Depth, Palette, Theme};
use ratatui::style::Style;

use super::bytes::harm_on_screen;
use super::room::Room;
use super::workspace::{bad, workspace};

/// What a terminal would have got.
#[derive(Clone, Default)]
struct Written(Rc<RefCell<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Draws something for a terminal of a size, and looks at every byte.
#[track_caller]
fn assert_harmless(size: (u16, u16), what: &str, draw: impl FnOnce(&mut Sheet)) -> usize {
    let written = Written::default();
    Output::new(written.clone(), size).draw(draw).unwrap();
    let bytes = written.0.borrow();
    if let Err(harm) = harm_on_screen(&bytes) {
        panic!("{what}: {harm}");
    }
    bytes.len()
}

#[track_caller]
fn assert_room(room: &Room, what: &str) -> usize {
    let theme = Theme::new(Palette::Dark, Depth::True);
    assert_harmless(room.size, what, |sheet| drop(screen::draw(&room.app, &theme, sheet)))
}

fn room() -> Room {
    let opening = Opening {
        file: bad(1),
        notices: vec![bad(2), bad(3)],
        unfolded: true,
        // There is no such folder, so no export is left behind.
        outlet: Outlet { workspace: format!("no folder/{}", bad(4)).into(), ..Outlet::default() },
        ..Opening::default()
    };
    Room::opened(&workspace().to_string(), opening)
}

/// The keys that lead to each place from where the workshop opens.
const WAYS: [(Place, &str); 18] = [
    (Place::Everywhere, ""),
    (Place::Scoring, ""),
    (Place::On(Screen::Workshop), ""),
    (Place::Backlog, "tab"),
    (Place::Log, "tab tab tab"),
    (Place::On(Screen::Log), "L"),
    (Place::On(Screen::Card), "e"),
    (Place::On(Screen::Check), "c"),
    (Place::On(Screen::Discuss), "Y"),
    (Place::On(Screen::Roadmap), "H"),
    (Place::On(Screen::Matrix), "m"),
    (Place::On(Screen::Debt), "d"),
    (Place::On(Screen::Brief), "b"),
    (Place::On(Screen::Reveal), "y"),
    (Place::On(Screen::Present), "f5"),
    (Place::On(Screen::Recap), "Z"),
    (Place::On(Screen::Agenda), "T"),
    (Place::On(Screen::Triage), "t"),
];

#[test]
fn every_key_in_every_place_leads_to_harmless_bytes() {
    assert!(
        Place::ALL.iter().all(|place| WAYS.iter().any(|(known, _)| known == place)),
        "a place has no way here"
    );
    let keymap = Keymap::built_in();
    let mut drawn = 0;
    for (place, way) in WAYS {
        let keys: Vec<Key> = keymap.section(place).into_iter().flat_map(|(_, keys)| keys).collect();
        for key in keys {
            let mut room = room();
            room.keys(way).send(Message::Key(key));
            for size in [(160, 48), (80, 24)] {
                room.size = size;
                drawn += usize::from(assert_room(&room, &format!("{way} {key}")) > 500);
            }
        }
    }
    assert!(drawn > 250, "only {drawn} screens were drawn");
}

#[test]
fn what_is_typed_pasted_and_found_is_harmless() {
    for keys in [
        "/", ":", "a", "r", "o", "p", "P", "i", "w", "f", "C", "@", "v", "V", "E", "S", "F", "B", "e enter",
        "b enter", "b +", "T a", "T e", "ctrl-o", "D", "M", "ctrl-x", "e i", "e s",
    ] {
        // Each begins with other characters; each dialog takes every fourth of them.
        for number in (keys.len() % 4..16).step_by(4) {
            let mut room = room();
            room.keys(keys).send(Message::Paste(bad(number)));
            assert_room(&room, keys);
            room.keys("enter");
            assert_room(&room, keys);
            room.keys("enter down enter");
            assert_room(&room, keys);
            for asked in &room.asked {
                if let Some(clip) = asked.strip_prefix("clip ") {
                    assert!(super::bytes::harm_in_text(clip.as_bytes()).is_none(), "{clip:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_copied_is_harmless() {
    let mut copied = 0;
    for keys in ["ctrl-y", "I", "j ctrl-y", "e ctrl-y", "L ctrl-y", "tab j j j ctrl-y"] {
        let mut room = room();
        room.keys(keys);
        for clip in room.asked.iter().filter_map(|asked| asked.strip_prefix("clip ")) {
            copied += 1;
            assert!(super::bytes::harm_in_text(clip.as_bytes()).is_none(), "{clip:?}");
        }
    }
    assert!(copied > 3, "only {copied} were copied");
}

#[test]
fn banners_notices_and_news_are_harmless() {
    let mut room = room();
    room.disk_works = false;
    room.keys("3");
    assert_room(&room, "not saved");
    for message in
        [Message::LostSight(bad(1)), Message::Edited(Err(bad(2))), Message::PresetKept(Err(bad(3)))]
    {
        room.send(message);
        assert_room(&room, "news");
    }
    let opening = Opening { file: bad(0), read_only: Some(bad(4)), ..Opening::default() };
    let mut room = Room::opened(&workspace().to_string(), opening);
    for keys in ["", "3", "a", "q"] {
        room.keys(keys);
        assert_room(&room, "read-only");
    }
}

#[test]
fn the_start_screen_is_harmless() {
    let now = DateTime::parse_from_rfc3339("2026-01-20T10:42:00+01:00").unwrap();
    let recent =
        |n: usize| Recent { path: format!("/x/{}", bad(n)).into(), title: bad(n + 3), items: n, opened: now };
    let mut start = Start::new((0..12).map(recent).collect(), now);
    for (trouble, keys) in [(None, ""), (Some(bad(2)), "down down"), (Some(bad(7)), "n")] {
        start.trouble = trouble;
        for key in keys.split_whitespace() {
            start.key(key.parse().unwrap());
        }
        start.paste(&bad(5));
        for size in [(120, 40), (80, 24), (40, 10)] {
            let theme = Theme::new(Palette::Dark, Depth::True);
            assert_harmless(size, "start", |sheet| screen::start::draw(&start, &theme, sheet));
        }
    }
}

#[test]
fn the_writer_is_looked_at() {
    let steered = std::panic::catch_unwind(|| {
        assert_harmless((9, 1), "steered", |sheet| {
            sheet.letters((0, 0), "\u{1b}[999m".chars(), Style::default());
        })
    });
    assert!(steered.is_err(), "an escape in a cell went unnoticed");
}
