//! Whatever is pressed, pasted, clicked or resized: no panic, and the journal gives the state in memory.

use std::io::{Sink, sink};

use cutline::app::Message;
use cutline::app::pointer::Mouse;
use cutline::store::content;
use cutline::tui::output::Output;
use cutline::tui::screen;
use cutline::tui::theme::{Depth, Palette, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{CLINIC, Room};

/// How much is done, by how many monkeys side by side.
const STEPS: usize = 55_000;
const MONKEYS: u64 = 10;

/// Numbers that look like chance and are the same each time (xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % most
    }

    fn of<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

const NAMED: [&str; 28] = [
    "enter",
    "enter",
    "esc",
    "esc",
    "tab",
    "shift-tab",
    "space",
    "backspace",
    "delete",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "page-up",
    "page-down",
    "f1",
    "f2",
    "f3",
    "f4",
    "f5",
    "f6",
    "ctrl-r",
    "ctrl-x",
    "ctrl-p",
    "ctrl-u",
    "ctrl-y",
];

const PASTED: [&str; 6] =
    ["", "Dark mode", "- One\n- Two\n", "漢字\u{1b}[2J\u{202e}", "5\n4\n3", "\u{0}\t\r\n"];

const MICE: [Mouse; 5] = [Mouse::Press, Mouse::Drag, Mouse::Release, Mouse::WheelUp, Mouse::WheelDown];

const SIZES: [(u16, u16); 9] =
    [(160, 48), (120, 40), (80, 24), (40, 10), (39, 9), (1, 1), (1, 60), (200, 1), (61, 17)];

fn step(room: &mut Room, chance: &mut Chance) {
    match chance.below(100) {
        0..=61 => {
            let letter = char::from(b' ' + chance.below(95) as u8);
            let name = if letter == ' ' { "space".to_owned() } else { letter.to_string() };
            room.keys(&name);
        }
        62..=89 => {
            room.keys(chance.of(&NAMED));
        }
        90..=92 => {
            room.send(Message::Paste(chance.of(&PASTED).to_owned()));
        }
        93..=96 => {
            let area = Rect::new(0, 0, room.size.0, room.size.1);
            let theme = Theme::new(Palette::Dark, Depth::True);
            let zones = screen::render(&room.app, &theme, area, &mut Buffer::empty(area));
            let cell =
                (chance.below(usize::from(area.width)) as u16, chance.below(usize::from(area.height)) as u16);
            let mouse = MICE[chance.below(MICE.len())];
            room.send(Message::Pointed(mouse, zones.at(cell)));
        }
        97 => {
            room.send(
                [Message::Pause, Message::Idle, Message::Tick, Message::Settled][chance.below(4)].clone(),
            );
        }
        _ => {
            room.size = SIZES[chance.below(SIZES.len())];
            let _ = room.screen();
        }
    }
}

/// A terminal that every frame of a room is drawn on.
pub(super) struct Terminal {
    size: (u16, u16),
    output: Output<Sink>,
}

impl Terminal {
    pub(super) fn new(size: (u16, u16)) -> Terminal {
        Terminal { size, output: Output::new(sink(), size) }
    }

    /// Draws a frame, which has to be the one that is drawn by somebody who remembers none.
    pub(super) fn looks_at(&mut self, room: &Room, seed: u64) {
        let area = Rect::new(0, 0, room.size.0, room.size.1);
        let palette = Palette::ALL[seed as usize % 4];
        let theme = Theme::new(palette, Depth::True).ascii(room.app.settings.ascii);
        let theme = if seed > MONKEYS / 2 { theme.painted(palette, Depth::True) } else { theme };
        let mut afresh = Buffer::empty(area);
        let zones = screen::render(&room.app, &theme, area, &mut afresh);
        if self.size != room.size {
            *self = Terminal::new(room.size);
        }
        let compared = self.output.draw(|sheet| {
            assert_eq!(screen::draw(&room.app, &theme, sheet), zones, "seed {seed}");
            assert_eq!(sheet.to_buffer(), afresh, "seed {seed}");
        });
        compared.unwrap();
    }
}

fn written(room: &Room) -> String {
    let mut bytes = Vec::new();
    content::write(room.app.workspace(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The room as its journal gives it, which is the one that was left.
fn opened_again(room: &Room, seed: u64) -> Room {
    let again = room.reopened();
    assert_eq!(written(room), written(&again), "seed {seed}");
    again
}

#[test]
fn nothing_that_is_done_makes_it_panic_or_lose_anything() {
    let monkeys: Vec<_> = (1..=MONKEYS)
        .map(|seed| {
            std::thread::spawn(move || {
                let mut chance = Chance(seed);
                let (mut room, mut kept) = (Room::new(CLINIC), 0);
                let mut terminal = Terminal::new(room.size);
                for done in 0..STEPS / MONKEYS as usize {
                    step(&mut room, &mut chance);
                    if done % 10 == 0 {
                        terminal.looks_at(&room, seed);
                    }
                    if room.asked.iter().any(|asked| asked == "exit") {
                        kept += room.kept.len();
                        room = opened_again(&room, seed);
                    }
                }
                let _ = opened_again(&room, seed);
                kept + room.kept.len()
            })
        })
        .collect();
    let kept: usize = monkeys.into_iter().map(|monkey| monkey.join().unwrap()).sum();
    // A monkey that changes nothing has tried nothing.
    assert!(kept > 500, "only {kept} gestures");
}
