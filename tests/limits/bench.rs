//! An app that is pressed and drawn, and what that costs in allocations, which are counted: time is for the benches.

use std::io::Write;

use allocation_counter::{AllocationInfo, measure};
use chrono::{DateTime, FixedOffset};
use cutline::app::keymap::Keymap;
use cutline::app::overlay::Overlay;
use cutline::app::settings::Settings;
use cutline::app::{App, Message, Opening, update};
use cutline::domain::workshop::Workshop;
use cutline::domain::workspace::Workspace;
use cutline::tui::output::Output;
use cutline::tui::screen;
use cutline::tui::theme::{Depth, Palette, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Keys that lead to each screen from the workshop, and back.
pub(crate) const SCREENS: [&str; 15] =
    ["", "L", "c", "Y", "t", "H", "m", "d", "b", "Z", "f5", "T", "e", "y", "?"];

pub(crate) struct Bench {
    app: App,
    buffer: Buffer,
    theme: Theme,
}

/// What a step costs.
#[derive(Clone, Copy, Debug)]
struct Cost {
    allocations: u64,
    /// The most that is taken at any time, in bytes.
    peak: u64,
}

impl Bench {
    pub(crate) fn new(workspace: Workspace) -> Bench {
        let app =
            App::new(Workshop::new(workspace), Opening::default(), Settings::default(), Keymap::built_in());
        let buffer = Buffer::empty(Rect::new(0, 0, 160, 48));
        Bench { app, buffer, theme: Theme::new(Palette::Dark, Depth::True) }
    }

    pub(crate) fn draw(&mut self) {
        let area = self.buffer.area;
        screen::render(&self.app, &self.theme, area, &mut self.buffer);
    }

    /// Draws on a terminal.
    pub(crate) fn draw_on<W: Write>(&self, output: &mut Output<W>) {
        output.draw(|sheet| screen::draw(&self.app, &self.theme, sheet)).unwrap();
    }

    /// How many ranks the last change moved its item.
    pub(crate) fn last_move(&self) -> Option<u32> {
        let rank = self.workspace().log().last()?.rank.clone();
        Some(rank.from?.abs_diff(rank.to?))
    }

    /// Presses keys, parted by spaces, and draws after each.
    pub(crate) fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            update(&mut self.app, Message::Key(key.parse().unwrap()), now());
            self.draw();
        }
    }

    pub(crate) fn paste(&mut self, text: &str) {
        update(&mut self.app, Message::Paste(text.to_owned()), now());
    }

    /// How long the line is that is typed into, in bytes.
    pub(crate) fn typed(&self) -> usize {
        match &self.app.overlay {
            Some(Overlay::NewItem(input) | Overlay::Number(input)) => input.value().len(),
            _ => 0,
        }
    }

    pub(crate) fn workspace(&self) -> &Workspace {
        self.app.workshop.workspace()
    }

    /// What keys cost with their frames.
    fn cost(&mut self, keys: &str) -> Cost {
        let AllocationInfo { count_total, bytes_max, .. } = measure(|| {
            self.press(keys);
            self.draw();
        });
        Cost { allocations: count_total, peak: bytes_max }
    }

    /// Keys cost about what they cost another: as many pieces of memory, and a little more of it.
    pub(crate) fn assert_costs_as(&mut self, other: &mut Bench, keys: &str, screen: &str) {
        let (costs, others) = (self.cost(keys), other.cost(keys));
        assert!(costs.is_about(others), "{keys:?} on {screen:?}: {costs:?} against {others:?}");
    }

    /// What is on the screen, row by row.
    pub(crate) fn screen(&self) -> String {
        let width = usize::from(self.buffer.area.width);
        let rows = self.buffer.content.chunks(width);
        rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>() + "\n").collect()
    }

    /// Whether an entry of the log is on the screen, by what its item is called.
    pub(crate) fn shows_log(&self) -> bool {
        self.screen().contains("of Item ")
    }
}

impl Cost {
    fn is_about(self, other: Cost) -> bool {
        self.allocations <= other.allocations + other.allocations / 20 + 50
            && self.peak <= other.peak + (64 << 10)
    }
}

fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2040-01-20T10:42:00+01:00").unwrap()
}
