//! A log of a million entries opens, and a key or a frame costs what it does with a short one.

use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

use allocation_counter::measure;
use cutline::domain::event::Event;
use cutline::domain::number::Num;
use cutline::domain::tradeoff::{Cause, Entry, EntryKind};
use cutline::domain::workspace::{Head, Workspace};
use cutline::store::{file, reading};

use super::bench::{Bench, SCREENS};

const LONG: usize = 1_000_000;
const SHORT: usize = 2_000;

/// How many entries a session has: the cost of the last one is that of a meeting, not that of the log.
const SESSION: usize = 500;

const ITEMS: usize = 40;

fn backlog() -> Head {
    let mut text = r#"{"capacity":{"amount":60,"unit":"points"},"items":["#.to_owned();
    for i in 0..ITEMS {
        let step = |by: usize| (i * by + i / 7) % 5 + 1;
        let comma = if i == 0 { "" } else { "," };
        let scores = format!(
            r#"{{"customer_value":{},"business_value":{},"urgency":{},"effort":{}}}"#,
            step(1),
            step(3),
            step(7),
            step(11)
        );
        write!(text, r#"{comma}{{"id":"i{i}","title":"Item {i}","scores":{scores}}}"#).unwrap();
    }
    serde_json::from_str(&(text + "]}")).unwrap()
}

/// One entry of many: one in five brings somebody in, and one in ten of those says why.
fn entry(at: usize) -> Entry {
    let item = format!("i{}", at % ITEMS);
    // Sessions are a day apart.
    let time = chrono::DateTime::from_timestamp(
        i64::try_from(at / SESSION * 86_400 + at % SESSION * 10).unwrap(),
        0,
    )
    .unwrap();
    let (from, to) = (Some(Num::from(at as u32 % 5 + 1)), Some(Num::from((at as u32 + 1) % 5 + 1)));
    Entry {
        seq: at as u64 + 1,
        at: Some(time.fixed_offset()),
        kind: EntryKind::Score,
        item: Some(item.as_str().into()),
        entered: at.is_multiple_of(5).then(|| item.as_str().into()).into_iter().collect(),
        reason: at.is_multiple_of(50).then(|| "the gateway already retries".into()),
        cause: Some(Box::new(Cause { field: "effort".into(), ..Cause::default() })),
        events: [Event::Agreed { item: item.as_str().into(), criterion: "effort".into(), from, to }].into(),
        ..Entry::default()
    }
}

fn logged(length: usize) -> Workspace {
    let head = Head { log: (0..length).map(entry).collect(), ..backlog() };
    Workspace::load(head).unwrap().0
}

#[test]
fn a_key_and_a_frame_cost_what_is_shown_and_not_what_is_recorded() {
    let (mut short, mut long) = (Bench::new(logged(SHORT)), Bench::new(logged(LONG)));
    for screen in SCREENS {
        short.press(screen);
        long.press(screen);
        assert_eq!(short.shows_log(), long.shows_log(), "{screen}");
        for keys in ["", "j k", "G g", "u U"] {
            long.assert_costs_as(&mut short, keys, screen);
        }
        short.press("esc esc");
        long.press("esc esc");
    }
}

/// From a file, which takes long where nothing is optimised: `cargo test --release --test limits -- --ignored
/// --nocapture` tells what it takes.
#[test]
#[ignore = "takes a minute where nothing is optimised"]
fn a_log_of_a_million_entries_opens_from_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.json");
    file::create(&path, None, &logged(LONG)).unwrap();
    let size = fs::metadata(&path).unwrap().len();
    let start = Instant::now();
    let mut opened = None;
    let cost = measure(|| opened = Some(Bench::new(reading::read(&path).unwrap().workspace)));
    let took = start.elapsed();
    let (peak, kept) = (cost.bytes_max as f64 / size as f64, cost.bytes_current as f64 / size as f64);
    println!("{size} bytes, {took:?}, at most {peak:.2} times the file in memory, then {kept:.2} times");
    opened.unwrap().press("L G");
    assert!(peak < 4.0, "{peak:.2} times the file");
}
