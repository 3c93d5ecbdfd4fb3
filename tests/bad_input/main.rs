//! Bad input and the right answer to it, row by row: each test is named after its row, and goes all the way, from the
//! bytes of a file to what the shell or the screen is told.
//!
//! "Rejected" means that the file is untouched, that the message names line, column and field, and that the exit code
//! is not 0.
//!
//! ```text
//! bytes       rows 1, 3–5, 7–11, 32: what is no text, or no JSON
//! numbers     rows 13–20, 22, 48: what is no score
//! fields      rows 23–31, 45, 46, 51, 52: what fields say of each other
//! tables      rows 2, 6, 12, 18–21, 36–42: what trackers and spreadsheets export
//! files       rows 33–35, 43, 44, 47, 49, 50, 53, 54: what is no file, or not alone
//! ```
#![cfg(test)]
#![allow(missing_docs)]

mod bytes;
mod fields;
mod files;
mod numbers;
#[cfg(feature = "tui")]
#[allow(dead_code, reason = "the journeys use the rest")]
#[path = "../journeys/room.rs"]
mod room;
mod tables;

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A folder with the files of one test. It is gone when the test is over.
struct Desk(TempDir);

/// What a command printed, and its exit code.
#[derive(Debug)]
struct Answer {
    stdout: String,
    stderr: String,
    code: i32,
}

impl Desk {
    fn new() -> Desk {
        Desk(TempDir::new().unwrap())
    }

    /// A folder with a workspace in it, `w.json`.
    fn with(workspace: impl AsRef<[u8]>) -> Desk {
        let desk = Desk::new();
        desk.write("w.json", workspace);
        desk
    }

    /// A folder with a workspace, ranked by a framework, that holds one item with these scores.
    fn scored(framework: &str, scores: &str) -> Desk {
        Desk::with(format!(
            "{{\"framework\": \"{framework}\",\n \"items\": [{{\"id\": \"a\", \"title\": \"A\", \"scores\": {{{scores}}}}}]}}"
        ))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    /// The names of all files, in order.
    fn files(&self) -> Vec<String> {
        let names = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn run(&self, arguments: &[&str]) -> Answer {
        self.hears(arguments, "")
    }

    /// Runs a command that is told these lines.
    fn hears(&self, arguments: &[&str], lines: &str) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cutline"));
        // Nobody's own keys or settings take part.
        command.env("XDG_CONFIG_HOME", self.path("config")).env("XDG_STATE_HOME", self.path("state"));
        let output = command.current_dir(self.0.path()).args(arguments).write_stdin(lines).output().unwrap();
        Answer {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }

    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.run(arguments).done().stdout).unwrap()
    }

    /// Every way to open the workspace rejects it with these words, and leaves everything as it is.
    #[track_caller]
    fn rejects(&self, words: &[&str]) {
        let (before, files) = (self.read("w.json"), self.files());
        let ways = [&["rank", "w.json"][..], &["score", "w.json", "a", "effort=1"], &["--plain", "w.json"]];
        for way in ways {
            let answer = self.run(way);
            assert_eq!((answer.code, answer.stdout.as_str()), (3, ""), "{way:?}: {answer:?}");
            for word in words {
                assert!(answer.stderr.contains(word), "{way:?}: {word}: {}", answer.stderr);
            }
            assert_eq!(self.read("w.json"), before, "{way:?} touched the file");
            assert_eq!(self.files(), files, "{way:?} left something behind");
        }
    }

    /// The workspace opens; what is told about it.
    #[track_caller]
    fn accepts(&self) -> String {
        self.run(&["rank", "w.json"]).done().stderr
    }

    /// Imports a source into a workspace that is made for it: what was printed, and the items.
    #[track_caller]
    fn imports(&self, source: &str, content: impl AsRef<[u8]>, framework: &str) -> (String, Vec<Value>) {
        self.write(source, content);
        self.run(&["new", "w.json", "--framework", framework]).done();
        let told = self.run(&["import", source, "--into", "w.json"]).done().stdout;
        let workspace: Value = serde_json::from_str(&self.text("w.json")).unwrap();
        (told, workspace["items"].as_array().cloned().unwrap_or_default())
    }
}

impl Answer {
    /// The answer of a command that was done.
    #[track_caller]
    fn done(self) -> Answer {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    /// The answer of a command that failed with a code and these words.
    #[track_caller]
    fn failed(self, code: i32, words: &[&str]) -> Answer {
        assert_eq!(self.code, code, "{self:?}");
        for word in words {
            assert!(self.stderr.contains(word), "{word}: {}", self.stderr);
        }
        self
    }
}
