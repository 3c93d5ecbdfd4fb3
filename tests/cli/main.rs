//! The command line: arguments and files in; output, files and exit codes out.
#![cfg(test)]

mod check;
mod completions;
mod config;
mod debt;
mod diff;
mod explain;
mod export;
mod git;
mod help;
mod import;
mod log;
mod merge;
mod new;
mod plain;
mod rank;
mod recover;
mod refusals;
mod report;
mod schema;
mod score;
mod trackers;
mod unknown;
mod vote;

use std::fs;
use std::path::PathBuf;
use std::process::Output;

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

    /// A folder with one file in it.
    fn with(name: &str, content: impl AsRef<[u8]>) -> Desk {
        let desk = Desk::new();
        desk.write(name, content);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of all files, in order, without what the program remembers.
    fn files(&self) -> Vec<String> {
        let names = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != "state");
        names.sort();
        names
    }

    /// Runs a command in the folder.
    fn run(&self, arguments: &[&str]) -> Answer {
        self.run_with_input(arguments, b"")
    }

    fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cutline"));
        // Nobody's own keys or settings take part.
        command.env("XDG_CONFIG_HOME", self.path("config"));
        command.env("XDG_STATE_HOME", self.path("state")).env("HOME", self.path(""));
        command.current_dir(self.0.path()).args(arguments).write_stdin(input).output().unwrap().into()
    }

    /// Runs a command that has to be done, and reads the JSON it prints.
    fn json(&self, arguments: &[&str]) -> Value {
        let mut arguments = arguments.to_vec();
        arguments.push("--json");
        self.run(&arguments).done().json()
    }
}

impl Desk {
    /// Runs a command that ends with a code, and reads the JSON it prints.
    fn json_of(&self, arguments: &[&str], code: i32) -> Value {
        let answer = self.run(&[arguments, &["--json"]].concat());
        assert_eq!(answer.code, code, "{answer:?}");
        answer.json()
    }
}

impl Answer {
    /// The answer of a command that was done.
    fn done(self) -> Answer {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap()
    }

    /// The answer of a command that failed with a code, nothing printed but messages with these words.
    fn failed(self, code: i32, words: &[&str]) -> Answer {
        assert_eq!((self.code, self.stdout.as_str()), (code, ""), "{self:?}");
        for word in words {
            assert!(self.stderr.contains(word), "{word}: {}", self.stderr);
        }
        self
    }
}

impl From<Output> for Answer {
    fn from(output: Output) -> Answer {
        Answer {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code().unwrap(),
        }
    }
}

/// Whether a text holds what could steer a terminal.
fn hostile(text: &str) -> bool {
    text.chars().any(|c| (c.is_control() && c != '\n') || matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}'))
}

/// Three ranked items around the line, one unscored; two people.
const WORKSPACE: &str = r#"{
  "title": "Bookings", "framework": "four-factor",
  "capacity": {"amount": 5, "unit": "points"},
  "participants": [
    {"id": "ana", "name": "Ana", "side": "engineering"}, {"id": "raj", "name": "Raj", "side": "business"}
  ],
  "items": [
    {"id": "pay", "title": "Fix payments", "kind": "debt", "source": "SHOP-1", "depends_on": ["sso"],
     "scores": {"customer_value": 5, "business_value": 5, "urgency": 5, "effort": 2}},
    {"id": "onb", "title": "Onboarding", "source": "SHOP-2",
     "scores": {"customer_value": 5, "business_value": 5, "urgency": 4, "effort": 3}},
    {"id": "sso", "title": "SSO", "scores": {"customer_value": 2, "business_value": 2, "urgency": 2, "effort": 3}},
    {"id": "dark", "title": "Dark mode", "scores": {"customer_value": 2}},
    {"id": "old", "title": "Old thing", "status": "done"},
    {"id": "park", "title": "Parked thing", "horizon": "parked"}
  ]
}"#;
