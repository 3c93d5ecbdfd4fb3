//! Text from files is text, whatever it says: no byte of it steers a terminal, on any way that it can get there.
//!
//! ```text
//! bytes       what may reach a terminal, and a reader that finds what may not
//! workspace   a file in which every text is as hostile as it can be
//! verbs       every verb of the command line, what it prints, and what it says of hostile arguments
//! sources     tables, cards and settings that others wrote
//! screens     every screen and everything over it, through the terminal's own writer
//! terminal    the real program in a pseudo-terminal: title, clipboard and start screen among it
//! ```
#![cfg(test)]
#![allow(missing_docs)]

mod bytes;
#[cfg(feature = "tui")]
#[allow(dead_code, reason = "the journeys use the rest")]
#[path = "../journeys/room.rs"]
mod room;
#[cfg(feature = "tui")]
mod screens;
mod sources;
#[cfg(all(unix, feature = "tui"))]
mod terminal;
mod verbs;
mod workspace;

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

/// A folder with the files of one test. It is gone when the test is over.
struct Desk(TempDir);

/// What a command printed, and its exit code.
#[derive(Debug)]
struct Answer {
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    code: i32,
}

impl Desk {
    fn new() -> Desk {
        Desk(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Runs a command that is told these lines. What it prints is looked at, byte by byte, whatever comes of it.
    #[track_caller]
    fn run(&self, arguments: &[impl AsRef<OsStr>], lines: &str) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cutline"));
        command.env("XDG_CONFIG_HOME", self.path("config")).env("XDG_STATE_HOME", self.path("state"));
        let output = command.current_dir(self.0.path()).args(arguments).write_stdin(lines).output().unwrap();
        let answer = Answer {
            stdout: output.stdout,
            stderr: output.stderr,
            code: output.status.code().expect("no signal ended it"),
        };
        let told: Vec<&OsStr> = arguments.iter().map(AsRef::as_ref).collect();
        for (what, printed) in [("standard output", &answer.stdout), ("standard error", &answer.stderr)] {
            if let Some(harm) = bytes::harm_in_text(printed) {
                panic!("{what} of {told:?}: {harm}\n{:?}", String::from_utf8_lossy(printed));
            }
        }
        assert_ne!(answer.code, 101, "{told:?} panicked: {}", answer.err());
        answer
    }
}

impl Answer {
    fn out(&self) -> String {
        String::from_utf8(self.stdout.clone()).unwrap()
    }

    fn err(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }

    #[track_caller]
    fn done(self) -> Answer {
        assert_eq!(self.code, 0, "{}", self.err());
        self
    }
}
