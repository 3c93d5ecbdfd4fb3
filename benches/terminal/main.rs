//! What somebody at the keyboard waits for: the real program in a pseudo-terminal of 160 × 48 cells, beside what is
//! inherent on the same machine in the same run.
//!
//! `cargo bench --bench terminal` prints the table of docs/performance.md. Sizes can be named: `-- 1000 100000`.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../support/backlog.rs"]
mod backlog;
mod floor;
mod process;
mod session;

use std::env;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use session::{Session, find};

const PROGRAM: &str = env!("CARGO_BIN_EXE_cutline");

/// How many keys are timed.
const KEYS: usize = 200;

/// How many times a start is timed.
const STARTS: usize = 9;

/// How many entries the log has whose cost is told beside that of an empty one.
const LOG: usize = 1_000_000;

type Row = (&'static str, String, String);

fn main() {
    if let [_, word, path] = env::args().collect::<Vec<_>>().as_slice()
        && word == floor::PARSE
    {
        return floor::parse_and_tell(path);
    }
    let named: Vec<usize> = env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let sizes = if named.is_empty() { vec![1_000, 100_000, 1_000_000] } else { named };
    let folder = tempfile::tempdir().unwrap();
    println!("{}", floor::table(folder.path()));
    for size in sizes {
        print(&format!("{size} items"), rows(folder.path(), &backlog::backlog(size)));
    }
    for entries in [0, LOG] {
        print(&format!("a log of {entries} entries"), rows_of_log(folder.path(), &backlog::log(entries)));
    }
}

fn print(title: &str, rows: Vec<Row>) {
    println!("## {title}\n\n| what | measured | beside it |\n|---|---|---|");
    for (what, measured, beside) in rows {
        println!("| {what} | {measured} | {beside} |");
    }
    println!();
}

/// Puts a workspace into the folder, and takes away what is left of another.
fn lay(folder: &Path, text: &str) {
    let _ = fs::remove_file(folder.join("w.json.journal"));
    fs::write(folder.join("w.json"), text).unwrap();
}

/// Opens a workspace, and waits until nothing goes on there any more.
fn opened(folder: &Path, text: &str) -> Session {
    lay(folder, text);
    open(folder)
}

fn open(folder: &Path) -> Session {
    let mut session = Session::start(folder, &[PROGRAM, "w.json"]);
    session.first_frame();
    // What comes after the first frame by itself, the swing for one, is not what is timed.
    session.read(Instant::now(), Duration::from_millis(1500));
    session
}

fn rows(folder: &Path, text: &str) -> Vec<Row> {
    let synced = floor::append_and_sync(folder, session::REST);
    let mut rows = vec![start(folder, text)];

    let mut session = opened(folder, text);
    rows.push(memory("peak memory after opening", &session, text.len()));
    rows.push(timed(&mut session, |i| if i % 40 < 20 { b"j" } else { b"k" }, b"2").row("move the selection"));
    let scores = timed(&mut session, |i| if i % 2 == 0 { b"4" } else { b"3" }, b"3");
    rows.push(scores.row("score"));
    rows.push((
        "score to `✓ saved`",
        scores.saved(),
        format!("{} for one append and sync at rest", told(synced)),
    ));
    rows.push(("a key held down, 60 a second", held(&mut session), String::new()));
    rows.push(("50 scores at once", burst(&mut session), String::new()));
    session.read(Instant::now(), Duration::from_secs(8));
    rows.push(("wake-ups at rest", format!("{:.1} a second", process::wakes(session.pid())), String::new()));
    let pretty = fs::metadata(folder.join("w.json")).unwrap().len() as usize;
    rows.push(memory("peak memory with a snapshot written", &session, pretty));
    session.end();
    let session = open(folder);
    rows.push(memory("peak memory after opening what was saved", &session, pretty));
    session.end();
    rows.push(ranked(folder));
    rows
}

fn start(folder: &Path, text: &str) -> Row {
    lay(folder, text);
    // In turn, so that both meet the same machine.
    let turn = |_| {
        let parse = floor::parse_once(&folder.join("w.json"));
        let mut session = Session::start(folder, &[PROGRAM, "w.json"]);
        let first = session.first_frame();
        session.end();
        (first, parse)
    };
    let (starts, parses): (Vec<_>, Vec<_>) = (0..STARTS).map(turn).unzip();
    let mut ratios: Vec<f64> =
        starts.iter().zip(&parses).map(|(start, parse)| ratio(*start, *parse)).collect();
    ratios.sort_by(f64::total_cmp);
    let (start, parse) = (median(starts), median(parses));
    let beside = format!("{} to read and parse it alone, × {:.2}", told(parse), ratios[STARTS / 2]);
    ("start to first frame", told(start), beside)
}

fn ranked(folder: &Path) -> Row {
    let parse = floor::parse(&folder.join("w.json"));
    let words = [PROGRAM, "rank", "w.json", "--json"];
    let rank = median((0..STARTS).map(|_| process::time(folder, &words)).collect());
    let floor = parse + floor::write(&process::output(folder, &words));
    let beside =
        format!("{} to parse the file and write the same alone, × {:.2}", told(floor), ratio(rank, floor));
    ("rank --json", told(rank), beside)
}

fn rows_of_log(folder: &Path, text: &str) -> Vec<Row> {
    let mut rows = vec![start(folder, text)];
    let mut session = opened(folder, text);
    rows.push(memory("peak memory after opening", &session, text.len()));
    let scores = timed(&mut session, |i| if i % 2 == 0 { b"4" } else { b"3" }, b"3");
    rows.push(scores.row("score"));
    rows.push(("score to `✓ saved`", scores.saved(), String::new()));
    rows.push(timed(&mut session, |i| if i % 40 < 20 { b"j" } else { b"k" }, b"L").row("scroll the log"));
    session.end();
    rows
}

fn memory(what: &'static str, session: &Session, bytes: usize) -> Row {
    let (peak, megabytes) = (process::peak(session.pid()), bytes as f64 / 1e6);
    (what, format!("{peak:.0} MB"), format!("{megabytes:.1} MB on the disk, × {:.2}", peak / megabytes))
}

/// Frames of one kind of key.
struct Timed {
    first: Vec<Duration>,
    last: Vec<Duration>,
    frame: Vec<usize>,
    /// Keys that no frame followed within the rest between two keys.
    unanswered: usize,
}

/// Goes to a pane by its key and presses keys there, one after the other is drawn.
fn timed(session: &mut Session, key: impl Fn(usize) -> &'static [u8], pane: &[u8]) -> Timed {
    session.press(pane);
    if pane != b"L" {
        session.press(b"\x1b");
    }
    let mut timed = Timed { first: Vec::new(), last: Vec::new(), frame: Vec::new(), unanswered: 0 };
    for i in 0..KEYS {
        let frames = session.press(key(i));
        let (Some(first), Some(last)) = (frames.ends.first(), frames.ends.last()) else {
            timed.unanswered += 1;
            continue;
        };
        timed.first.push(*first);
        timed.last.push(*last);
        timed.frame.push(find(&frames.text, b"\x1b[?2026l").unwrap_or_default());
    }
    timed
}

impl Timed {
    fn row(&self, what: &'static str) -> (&'static str, String, String) {
        let mut sorted = self.first.clone();
        sorted.sort();
        let p99 = sorted[sorted.len() * 99 / 100];
        let bytes = middle(self.frame.clone());
        let beside = match self.unanswered {
            0 => format!("{bytes} B"),
            keys => format!("{bytes} B; no frame in time for {keys} of {KEYS}, which are not counted"),
        };
        (what, format!("{}, p99 {}", told(median(self.first.clone())), told(p99)), beside)
    }

    fn saved(&self) -> String {
        told(median(self.last.clone()))
    }
}

/// How far the screen lags behind a key that is held down for two seconds.
fn held(session: &mut Session) -> String {
    let mut lags = Vec::new();
    for i in 0..120 {
        let key: &[u8] = if i % 40 < 20 { b"j" } else { b"k" };
        let began = Instant::now();
        let rest = Duration::from_micros(16_667);
        let frames = session.press_for(key, rest);
        lags.extend(frames.ends.first().copied());
        std::thread::sleep(rest.saturating_sub(began.elapsed()));
    }
    let late = 120 - lags.len();
    lags.sort();
    format!(
        "{} behind at most, {late} not within the 16.7 ms",
        told(lags.last().copied().unwrap_or_default())
    )
}

fn burst(session: &mut Session) -> String {
    let keys: Vec<u8> = (0..50).map(|i| if i % 2 == 0 { b'4' } else { b'3' }).collect();
    let frames = session.press(&keys);
    match frames.ends.last() {
        Some(last) => format!("{} until saved, {} frames", told(*last), frames.ends.len()),
        None => "no frame in time".to_owned(),
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn middle(mut numbers: Vec<usize>) -> usize {
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

fn told(time: Duration) -> String {
    let millis = time.as_secs_f64() * 1e3;
    if millis < 10.0 { format!("{millis:.2} ms") } else { format!("{millis:.0} ms") }
}
