//! Makes the pictures of the readme: replays keys in the program and draws what it shows.
//!
//! `cargo run --example pictures` writes them to `docs/pictures`, or to the folder that is named. The clock is set, and
//! nothing is left to chance: the same program makes the same pictures.
#![allow(missing_docs)]

mod svg;

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, TimeDelta};
use cutline::app::keymap::Keymap;
use cutline::app::settings::Settings;
use cutline::app::{App, Effect, Message, Opening, update};
use cutline::domain::crew::InTurn;
use cutline::domain::workshop::Workshop;
use cutline::keeping::{Order, Report};
use cutline::store::content;
use cutline::tui::screen;
use cutline::tui::theme::{Depth, Palette, Theme};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const DEMO: &str = include_str!("../../assets/demo.json");

/// How long a key takes, in seconds.
const PACE: i64 = 4;

/// A stretch of the session: keys, what is said of them, and how long it is looked at, in tenths of a second.
type Scene = (&'static str, &'static str, usize);

const SESSION: [Scene; 15] = [
    ("", "Business left, engineering right, the one backlog between them", 30),
    ("4", "4: customer value. One digit scores", 14),
    ("3", "3: business value. The item has its rank, and the line moves", 26),
    ("tab / m o b i l e enter", "/ finds an item by a few letters", 18),
    ("tab l", "tab: to the engineers. The strip tells what each step would do", 24),
    ("4", "4: it falls out, and the room is asked why", 26),
    ("t h e space v e n d o r", "Why? In a few words", 14),
    ("space m o v e d enter", "The trade-off is on record, with its reason", 28),
    ("u", "u takes it back, and that is on record, too", 22),
    ("m", "m: benefit over cost, with the cutline as a curve", 30),
    ("j j", "Up and down go through the ranking", 16),
    ("Y", "Y: what is worth talking about, what decides first", 28),
    ("H", "H: now, next, later, and what is parked", 24),
    ("f5", "F5: for the room, with rows that are read from afar", 26),
    ("esc", "Everything was on the disk since it said saved", 24),
];

/// The stills: a name, the keys that lead there, and what is seen.
const STILLS: [(&str, &str, &str); 4] = [
    ("matrix", "/ w a i t i n g enter m", "The matrix: benefit over cost, the cutline as a curve"),
    ("reveal", "Y enter", "The votes on an item, on their scale, with what is between them"),
    ("discuss", "Y", "Disagreements, those first that decide who is in"),
    ("roadmap", "H", "The roadmap: now is what the line holds, then next, later, parked and declined"),
];

struct Room {
    app: App,
    now: DateTime<FixedOffset>,
    size: (u16, u16),
}

impl Room {
    fn new(size: (u16, u16)) -> Result<Room, Box<dyn Error>> {
        let (workspace, _) = content::parse(DEMO.as_bytes()).map_err(|error| error.to_string())?;
        let opening = Opening { file: "demo.json".to_owned(), ..Opening::default() };
        let app = App::new(Workshop::new(workspace), opening, Settings::default(), Keymap::built_in());
        let now = DateTime::parse_from_rfc3339("2026-01-20T10:42:00+01:00")?;
        let mut room = Room { app, now, size };
        room.takes(Message::Tick);
        room.takes(Message::Pause);
        Ok(room)
    }

    fn keys(&mut self, keys: &str) -> Result<(), Box<dyn Error>> {
        for key in keys.split_whitespace() {
            self.now += TimeDelta::seconds(PACE);
            self.takes(Message::Key(key.parse()?));
        }
        self.takes(Message::Pause);
        Ok(())
    }

    /// Takes a message, and what follows from it: the disk confirms, the swing is drawn.
    fn takes(&mut self, message: Message) {
        for effect in update(&mut self.app, message, self.now) {
            let answer = match effect {
                Effect::Keep(Order::Append(gesture)) => Message::Report(Report::Saved(gesture.entry.seq)),
                Effect::Keep(Order::Fold(workspace)) => Message::Report(Report::Folded(workspace.last_seq())),
                Effect::Sample(seq, model) => Message::Sampled(seq, Box::new(model.swing(&InTurn(1)))),
                _ => continue,
            };
            self.takes(answer);
        }
    }

    fn drawn(&self) -> Buffer {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let theme = Theme::new(Palette::Dark, Depth::True).painted(Palette::Dark, Depth::True);
        let mut buffer = Buffer::empty(area);
        screen::render(&self.app, &theme, area, &mut buffer);
        buffer
    }
}

/// The animated picture: each scene is seen for its time, one after the other, and then again.
fn session() -> Result<String, Box<dyn Error>> {
    let mut room = Room::new((120, 34))?;
    let mut rows = svg::Rows::default();
    let whole: usize = SESSION.iter().map(|(.., time)| time).sum();
    let (mut styles, mut body, mut at) = (String::new(), String::new(), 0);
    for (i, (keys, told, time)) in SESSION.iter().enumerate() {
        room.keys(keys)?;
        let share = |tenths: usize| tenths as f64 * 100.0 / whole as f64;
        let (from, to) = (share(at), share(at + time));
        let hidden = if at == 0 { String::new() } else { "0%{visibility:hidden}".to_owned() };
        let _ = write!(
            styles,
            "@keyframes f{i}{{{hidden}{from:.3}%{{visibility:visible}}{to:.3}%,100%{{visibility:hidden}}}}\
             #f{i}{{visibility:hidden;animation:f{i} {}s step-end infinite}}",
            whole as f64 / 10.0
        );
        let _ =
            writeln!(body, "<g id=\"f{i}\">{}{}</g>", rows.screen(&room.drawn()), caption(told, room.size));
        at += time;
    }
    let last = SESSION.len() - 1;
    let _ = write!(
        styles,
        "@media (prefers-reduced-motion:reduce){{g[id^=f]{{animation:none!important}}#f{last}{{visibility:visible}}}}"
    );
    let told = "A workshop: gaps are scored, an effort changes, an item falls out, why is written down, and the \
                matrix, the discussion, the roadmap and the presentation follow.";
    let size = (room.size.0, room.size.1 + 2);
    Ok(svg::window(size, "A workshop with Cutline", told, &styles, rows.defined(), &body))
}

/// What is said of a scene, below it.
fn caption(told: &str, (columns, rows): (u16, u16)) -> String {
    let (width, y) = (usize::from(columns) * svg::CELL.0, usize::from(rows) * svg::CELL.1 + 12);
    format!(
        "<rect y=\"{y}\" width=\"{width}\" height=\"28\" rx=\"6\" fill=\"#2c3850\"/>\
         <text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"#ffffff\">{}</text>",
        width / 2,
        y + 19,
        svg::escaped(told)
    )
}

fn still(keys: &str, told: &str) -> Result<String, Box<dyn Error>> {
    let mut room = Room::new((120, 36))?;
    room.keys(keys)?;
    let mut rows = svg::Rows::default();
    let body = rows.screen(&room.drawn());
    Ok(svg::window(room.size, "Cutline", told, "", rows.defined(), &body))
}

fn main() -> Result<(), Box<dyn Error>> {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let folder = std::env::args_os().nth(1).map_or_else(own, PathBuf::from);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("session.svg"), session()?)?;
    for (name, keys, told) in STILLS {
        fs::write(folder.join(format!("{name}.svg")), still(keys, told)?)?;
    }
    println!("pictures are in {}", folder.display());
    Ok(())
}
