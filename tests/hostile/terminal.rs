//! The real program in a pseudo-terminal: every byte that it writes, the title of the window and the clipboard among
//! them.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use serde_json::json;

use super::Desk;
use super::bytes::harm_on_screen;
use super::workspace::{bad, id, workspace};

/// How long anything is waited for before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

const ROWS: u16 = 45;
const COLUMNS: u16 = 150;

struct Session {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Every byte so far.
    written: Vec<u8>,
}

impl Session {
    fn start(desk: &Desk, arguments: &[&str]) -> Session {
        let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cutline"));
        command.args(arguments);
        command.cwd(desk.0.path());
        command.env("TERM", "xterm-256color");
        command.env("XDG_CONFIG_HOME", desk.path("config"));
        command.env("XDG_STATE_HOME", desk.path("state"));
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            // The terminal stays open as long as somebody reads.
            let _master = pair.master;
            let mut bytes = [0; 8192];
            while let Ok(read @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..read].to_vec()).is_err() {
                    break;
                }
            }
        });
        let cells = |n: u16| NonZero::new(n).unwrap();
        let screen = vt100::Parser::new(cells(ROWS), cells(COLUMNS), 0);
        Session { child, keyboard, output, screen, written: Vec::new() }
    }

    /// Presses keys, and reads the screen until it shows a text.
    #[track_caller]
    fn press(&mut self, keys: &str, text: &str) {
        self.press_until(keys, text, |shown| shown.contains(text));
    }

    /// Presses keys, and reads the screen until it is so.
    #[track_caller]
    fn press_until(&mut self, keys: &str, what: &str, is_so: impl Fn(&str) -> bool) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
        let end = Instant::now() + PATIENCE;
        while !is_so(&self.screen.screen().contents()) {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(bytes) = self.output.recv_timeout(left) else {
                panic!("{what:?} never came after {keys:?}:\n{}", self.screen.screen().contents());
            };
            self.take(&bytes);
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.written.extend(bytes);
    }

    /// Leaves, and looks at every byte that was written. Returns what was put on the clipboard.
    #[track_caller]
    fn leave(mut self, keys: &str) -> Vec<String> {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
        let end = Instant::now() + PATIENCE;
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < end, "it never ended:\n{}", self.screen.screen().contents());
            thread::sleep(Duration::from_millis(5));
        }
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.take(&bytes);
        }
        assert!(self.written.len() > 1_000, "only {} bytes", self.written.len());
        harm_on_screen(&self.written).unwrap_or_else(|harm| panic!("{harm}"))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write(&id("w"), workspace().to_string());
    desk
}

/// What no other screen shows.
const WORKSHOP: &str = "scores effort";
const FINDER: &str = "Find an item";

#[test]
fn a_workshop_writes_nothing_that_steers_the_terminal() {
    let desk = desk();
    let mut session = Session::start(&desk, &[&id("w")]);
    session.press("", "✓ saved");
    for (keys, text) in [
        // What is on the screen before a key says nothing of it: an escape that is not taken in is part of the next one.
        ("L", "› Log"),
        ("L", WORKSHOP),
        ("e", "› Item"),
        ("\u{1b}", WORKSHOP),
        ("c", "› Check"),
        ("\u{1b}", WORKSHOP),
        ("m", "› Matrix"),
        ("\u{1b}", WORKSHOP),
        ("H", "› Roadmap"),
        ("\u{1b}", WORKSHOP),
        ("b", "› Brief"),
        ("\u{1b}", WORKSHOP),
        ("T", "› Agenda"),
        ("\u{1b}", WORKSHOP),
        ("/", FINDER),
    ] {
        // Of a frame that is half there the panes are still those of before; its header is not.
        let at_home = text == WORKSHOP;
        session.press_until(keys, text, |shown| {
            shown.contains(text) && !(at_home && shown.contains("Cutline ›"))
        });
    }
    session.press_until("\u{1b}", "the end of it", |shown| !shown.contains(FINDER));
    session.press("3", "✓ saved");
    session.press("\u{19}", "on the clipboard");
    session.press("I", "the ranking is on the clipboard");
    let copied = session.leave("qqy");
    assert!(copied.len() == 2 && copied.iter().all(|text| text.contains("pwned")), "{copied:?}");
    let title = harm_on_screen("\u{1b}]0;– Cutline\u{7}".as_bytes());
    assert_eq!(title, Ok(vec![]));
}

#[test]
fn the_start_screen_and_following_write_nothing_that_steers_the_terminal() {
    let desk = desk();
    let path = desk.path(&id("w"));
    let recent = json!([{"path": path, "title": bad(1), "items": 3, "opened": "2026-01-20T10:42:00Z"}]);
    desk.write("state/cutline/recent.json", recent.to_string());
    let mut session = Session::start(&desk, &[]);
    session.press("", "Opened lately");
    session.press("n", "enter");
    assert!(session.leave("\u{1b}q").is_empty());

    let mut session = Session::start(&desk, &["follow", &id("w")]);
    session.press("", "follows");
    session.leave("q");

    let mut session = Session::start(&desk, &["--plain", &id("w")]);
    session.press("list all\r", "cutline>");
    session.press("show 1\r", "cutline>");
    session.leave("quit\r");
}
