//! What is inherent: the parser alone, a sync alone, the pseudo-terminal alone.

use std::env;
use std::fs::{self, OpenOptions};
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use cutline::domain::workspace::Head;

use super::session::{REST, Session};
use super::{median, told};

/// The floor of the machine and of the way it is measured.
pub(crate) fn table(folder: &Path) -> String {
    let [at_once, at_rest] = [Duration::ZERO, REST].map(|rest| told(append_and_sync(folder, rest)));
    let [byte, byte_at_rest] = [Duration::ZERO, REST].map(|rest| told(echo(folder, rest)));
    format!(
        "| floor | |\n|---|---|\n| one byte through the pseudo-terminal and back | {byte} |\n\
         | the same at rest, as keys come | {byte_at_rest} |\n\
         | append 400 B and sync, one after the other | {at_once} |\n\
         | the same at rest, as keys come | {at_rest} |\n"
    )
}

/// A byte to a program that only echoes it, each time after a rest.
fn echo(folder: &Path, rest: Duration) -> Duration {
    let mut session = Session::start(folder, &["sh", "-c", "stty raw -echo; printf ready; exec cat"]);
    session.first(b"ready");
    let times = (0..200).map(|_| {
        thread::sleep(rest);
        session.echo(b"x")
    });
    let time = median(times.collect());
    session.end();
    time
}

/// A line behind a file, and on the disk, each time after a rest: a processor that slept has to wake up for it.
pub(crate) fn append_and_sync(folder: &Path, rest: Duration) -> Duration {
    let path = folder.join("sync");
    let mut file = OpenOptions::new().create(true).append(true).open(&path).unwrap();
    let line = [b'x'; 400];
    let times = (0..200).map(|_| {
        thread::sleep(rest);
        let began = Instant::now();
        file.write_all(&line).unwrap();
        file.sync_data().unwrap();
        began.elapsed()
    });
    let time = median(times.collect());
    fs::remove_file(path).unwrap();
    time
}

/// The word that makes this program a process that parses a file and ends.
pub(crate) const PARSE: &str = "parse-alone";

/// Reads a file and parses it into the same types, and tells how long that took, in microseconds.
pub(crate) fn parse_and_tell(path: &str) {
    let began = Instant::now();
    let head: Head = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    println!("{}", began.elapsed().as_micros());
    std::mem::forget(black_box(head));
}

/// Reading and parsing alone, each time in a process of its own: memory that another parse has used already costs less.
pub(crate) fn parse(path: &Path) -> Duration {
    median((0..5).map(|_| parse_once(path)).collect())
}

/// The same once.
pub(crate) fn parse_once(path: &Path) -> Duration {
    let output = Command::new(env::current_exe().unwrap()).arg(PARSE).arg(path).output().unwrap();
    Duration::from_micros(String::from_utf8(output.stdout).unwrap().trim().parse().unwrap())
}

/// The writer alone, of what was printed.
pub(crate) fn write(printed: &[u8]) -> Duration {
    let value: serde_json::Value = serde_json::from_slice(printed).unwrap();
    let times = (0..5).map(|_| {
        let began = Instant::now();
        black_box(serde_json::to_vec_pretty(&value).unwrap());
        began.elapsed()
    });
    median(times.collect())
}
