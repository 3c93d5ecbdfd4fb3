//! What a key looks at and what a frame is made of, counted: neither grows with the backlog.

use std::fmt::Write as _;

use ratatui::layout::Rect;

use crate::app::keymap::Keymap;
use crate::app::settings::Settings;
use crate::app::{App, Message, Now, Opening, update};
use crate::domain::chunked::handed_out;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;
use crate::tui::canvas::drawn_anew;
use crate::tui::sheet::Sheet;
use crate::tui::theme::{Depth, Palette, Theme};

const ITEMS: usize = 50_000;

/// A long backlog around a line that a hundred items fit over.
fn workshop() -> Workshop {
    let mut text = r#"{"capacity":{"amount":300,"unit":"points"},"items":["#.to_owned();
    for i in 0..ITEMS {
        let step = |by: usize| (i * by + i / 7) % 5 + 1;
        let (customer, business, urgency, effort) = (step(1), step(3), step(7), step(11));
        let scores = format!(
            r#"{{"customer_value":{customer},"business_value":{business},"urgency":{urgency},"effort":{effort}}}"#
        );
        let comma = if i == 0 { "" } else { "," };
        write!(text, r#"{comma}{{"id":"i{i}","title":"Item {i} of many","scores":{scores}}}"#).unwrap();
    }
    Workshop::new(Workspace::load(serde_json::from_str(&(text + "]}")).unwrap()).unwrap().0)
}

/// Somebody before a screen.
struct Desk {
    app: App,
    sheet: Sheet,
    theme: Theme,
}

/// What a key and its frame cost.
#[derive(Clone, Copy, Debug)]
struct Cost {
    /// Items and entries of the log that were looked at, each as often as it was.
    looks: usize,
    /// Pieces of the screen that were put into cells.
    pieces: usize,
}

impl Desk {
    fn new() -> Desk {
        let app = App::new(workshop(), Opening::default(), Settings::default(), Keymap::built_in());
        let sheet = Sheet::new(Rect::new(0, 0, 160, 48));
        let mut desk = Desk { app, sheet, theme: Theme::new(Palette::Dark, Depth::True) };
        desk.draw();
        desk
    }

    fn draw(&mut self) {
        super::draw(&self.app, &self.theme, &mut self.sheet);
        self.sheet.turn();
    }

    fn press(&mut self, key: &str) -> Cost {
        let (looks, pieces) = (handed_out::count(), drawn_anew::count());
        drop(update(&mut self.app, Message::Key(key.parse().unwrap()), Now::default()));
        self.draw();
        Cost { looks: handed_out::count() - looks, pieces: drawn_anew::count() - pieces }
    }
}

/// How many items and entries a key and its frame look at, at most: each row of a window a few times, and the steps of some
/// searches. A walk over the backlog would be fifty times that.
const LOOKS: usize = 1_000;

/// How many rows of lists a screen of this size has, each in its own frame.
const ROWS: usize = 3 * 33 + 9;

/// Keys, and whether they open a screen, which may look at all there is once.
const KEYS: [(&str, bool); 14] = [
    ("j j k G g", false),
    ("2 5 n tab 4 u U j 3 + - n 1 5", false),
    ("t", true),
    ("4 3 2 1 right x u left 5", false),
    ("esc", false),
    ("f5", true),
    ("3 j k esc", false),
    ("e", true),
    ("j ] [ esc", false),
    ("F", true),
    // Features, which all of them are.
    ("space", true),
    ("esc j 4 2 u U n 5 tab j 3 P esc G k g 1 X", false),
    ("?", true),
    ("j k esc", false),
];

#[test]
fn a_key_looks_at_what_is_shown_and_not_at_the_backlog() {
    let mut desk = Desk::new();
    for (keys, opens) in KEYS {
        for key in keys.split(' ') {
            let cost = desk.press(key);
            assert!(opens || cost.looks <= LOOKS, "{key} in {keys}: {cost:?}");
        }
    }
}

#[test]
fn a_frame_puts_into_cells_what_is_shown_anew_and_no_row_twice() {
    let mut desk = Desk::new();
    desk.press("j");
    let before = drawn_anew::count();
    desk.draw();
    assert_eq!(drawn_anew::count(), before, "what is there is taken over");
    for key in "j j k k 5 1 5 u G j g".split(' ') {
        let cost = desk.press(key);
        assert!(cost.pieces <= ROWS, "{key}: {cost:?}");
    }
    assert_eq!(desk.app.workspace().log().len(), 4);
}
