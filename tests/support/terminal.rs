//! The real program in a real pseudo-terminal.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything is waited for before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) const CLINIC: &str = include_str!("../fixtures/clinic.json");

/// The program on a screen of 120 × 40 cells.
pub(crate) struct Session {
    pub(crate) child: Box<dyn Child + Send + Sync>,
    pub(crate) master: Box<dyn MasterPty + Send>,
    pub(crate) keyboard: Box<dyn Write + Send>,
    pub(crate) output: Receiver<Vec<u8>>,
    pub(crate) screen: vt100::Parser,
}

impl Session {
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Session {
        Session::start_with(folder, arguments, &[])
    }

    pub(crate) fn start_with(folder: &Path, arguments: &[&str], vars: &[(&str, &str)]) -> Session {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cutline"));
        command.args(arguments);
        command.cwd(folder);
        command.env("TERM", "xterm-256color");
        // Nobody's own keys or settings take part.
        command.env("XDG_CONFIG_HOME", folder.join("config"));
        command.env("XDG_STATE_HOME", folder.join("state"));
        command.env_remove("VISUAL");
        for (name, value) in vars {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(read @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..read].to_vec()).is_err() {
                    break;
                }
            }
        });
        Session {
            child,
            master: pair.master,
            keyboard,
            output,
            screen: vt100::Parser::new(cells(40), cells(120), 0),
        }
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Reads the screen until it shows a text.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.screen.screen().contents().contains(text) {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(bytes) = self.output.recv_timeout(left) else {
                panic!("{text:?} never came:\n{}", self.screen.screen().contents());
            };
            self.screen.process(&bytes);
        }
    }

    /// Waits for the end and takes in everything up to it. Returns the exit code.
    pub(crate) fn wait_for_end(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < end, "it never ended:\n{}", self.screen.screen().contents());
            thread::sleep(Duration::from_millis(5));
        };
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.screen.process(&bytes);
        }
        status.exit_code()
    }

    /// Whether a shell would find its terminal as it left it.
    pub(crate) fn is_restored(&self) -> bool {
        let screen = self.screen.screen();
        let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && !mouse
            && self.echoes()
    }

    /// Whether the terminal is in its ordinary mode: it echoes, and waits for whole lines.
    pub(crate) fn echoes(&self) -> bool {
        use nix::sys::termios::{LocalFlags, tcgetattr};
        let terminal = std::fs::File::open(self.master.tty_name().unwrap()).unwrap();
        tcgetattr(terminal).unwrap().local_flags.contains(LocalFlags::ECHO | LocalFlags::ICANON)
    }
}

pub(crate) fn cells(n: u16) -> NonZero<u16> {
    NonZero::new(n).unwrap()
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn workspace(folder: &Path) -> PathBuf {
    let path = folder.join("clinic.json");
    std::fs::write(&path, CLINIC).unwrap();
    path
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    // What the program remembers of itself is not part of it.
    names.retain(|name| name != "state");
    names.sort();
    names
}
