//! The program in a pseudo-terminal, and a clock beside it.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// What the last bytes of a frame are: the end of a synchronized update.
const END: &[u8] = b"\x1b[?2026l";

/// How long anything is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

/// How long nothing has to come until the program is taken to be at rest.
pub(crate) const REST: Duration = Duration::from_millis(40);

/// What came at once, and when.
struct Chunk {
    at: Instant,
    bytes: Vec<u8>,
}

/// One frame, or several in a row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frames {
    /// When each was complete, counted from the key.
    pub(crate) ends: Vec<Duration>,
    pub(crate) text: Vec<u8>,
}

/// A program on a screen of 160 × 48 cells.
pub(crate) struct Session {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Chunk>,
    began: Instant,
    _master: Box<dyn MasterPty + Send>,
}

impl Session {
    pub(crate) fn start(folder: &Path, words: &[&str]) -> Session {
        let pair = native_pty_system()
            .openpty(PtySize { rows: 48, cols: 160, pixel_width: 0, pixel_height: 0 })
            .unwrap();
        let mut command = CommandBuilder::new(words[0]);
        command.args(&words[1..]);
        command.cwd(folder);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("XDG_CONFIG_HOME", folder.join("config"));
        command.env("XDG_STATE_HOME", folder.join("state"));
        let began = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            while let Ok(read @ 1..) = reader.read(&mut bytes) {
                if sender.send(Chunk { at: Instant::now(), bytes: bytes[..read].to_vec() }).is_err() {
                    break;
                }
            }
        });
        Session { child, keyboard, output, began, _master: pair.master }
    }

    /// The process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Waits until a text has come, and tells how long that took from the start.
    pub(crate) fn first(&mut self, text: &[u8]) -> Duration {
        let mut seen = Vec::new();
        loop {
            let chunk = self.output.recv_timeout(PATIENCE).unwrap();
            seen.extend(chunk.bytes);
            if seen.windows(text.len()).any(|window| window == text) {
                return chunk.at - self.began;
            }
        }
    }

    /// Waits for the end of the first frame, and tells how long it took from the start.
    pub(crate) fn first_frame(&mut self) -> Duration {
        self.first(END)
    }

    /// Writes keys, and reads what comes until nothing does any more.
    pub(crate) fn press(&mut self, keys: &[u8]) -> Frames {
        self.press_for(keys, REST)
    }

    /// Writes keys, and reads what comes until nothing does for so long.
    pub(crate) fn press_for(&mut self, keys: &[u8], rest: Duration) -> Frames {
        let began = Instant::now();
        self.keyboard.write_all(keys).unwrap();
        self.keyboard.flush().unwrap();
        self.read(began, rest)
    }

    /// How long it takes until the first byte comes after a key.
    pub(crate) fn echo(&mut self, key: &[u8]) -> Duration {
        let began = Instant::now();
        self.keyboard.write_all(key).unwrap();
        self.keyboard.flush().unwrap();
        self.output.recv_timeout(PATIENCE).unwrap().at - began
    }

    /// Reads what comes until nothing does for so long.
    pub(crate) fn read(&mut self, began: Instant, rest: Duration) -> Frames {
        let mut frames = Frames::default();
        let mut searched = 0;
        while let Ok(chunk) = self.output.recv_timeout(rest) {
            frames.text.extend(chunk.bytes);
            while let Some(at) = find(&frames.text[searched..], END) {
                frames.ends.push(chunk.at - began);
                searched += at + END.len();
            }
        }
        frames
    }

    /// Ends the program.
    pub(crate) fn end(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn find(bytes: &[u8], text: &[u8]) -> Option<usize> {
    bytes.windows(text.len()).position(|window| window == text)
}
