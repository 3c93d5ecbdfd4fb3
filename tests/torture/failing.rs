//! Every call to the disk fails, for a moment or for good, under the app and the thread that saves for it.

use std::io::ErrorKind;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use cutline::app::keymap::Keymap;
use cutline::app::overlay::Overlay;
use cutline::app::saving::SaveState;
use cutline::app::settings::Settings;
use cutline::app::{App, Effect, Message, Now, Opening, update};
use cutline::domain::workshop::Workshop;
use cutline::keeping::{Order, Report};
use cutline::store::content;
use cutline::store::disk::Disk;
use cutline::store::writer::Writer;

use super::disk::{Fault, Plan, SimDisk};
use super::session::{Played, disk, open, path};
use super::tally::Tally;

/// What a room does: scores, a pause in which the snapshot is written, an undo.
const KEYS: [&str; 10] = ["3", "2", "idle", "4", "u", "idle", "5", "1", "idle", "2"];

/// How long a disk may take until the test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// An app with its writer on a disk that fails.
struct Room {
    app: App,
    writer: Writer,
    reports: Receiver<Report>,
    disk: SimDisk,
    played: Played,
    /// The snapshots that were ordered and not told of yet.
    folds: usize,
    /// The last gesture that was handed over, and the last that is on the disk.
    ordered: u64,
    saved: u64,
    /// How many times something failed.
    failures: usize,
    left: bool,
}

impl Room {
    fn new() -> Room {
        let disk = disk();
        let (workspace, store) = open(&disk).unwrap();
        let played = Played::new(&workspace);
        let opening = Opening::default();
        let app = App::new(Workshop::new(workspace), opening, Settings::default(), Keymap::built_in());
        let (sender, reports) = channel();
        let writer = Writer::patient(store, Duration::from_millis(1), move |report| {
            // At the end nobody listens any more.
            let _ = sender.send(report);
        });
        let (folds, ordered, saved, failures, left) = (0, 0, 0, 0, false);
        Room { app, writer, reports, disk, played, folds, ordered, saved, failures, left }
    }

    fn press(&mut self, key: &str) {
        let message = if key == "idle" { Message::Idle } else { Message::Key(key.parse().unwrap()) };
        self.take(message);
    }

    fn take(&mut self, message: Message) {
        let now: Now = "2026-01-20T10:42:00+01:00".parse().unwrap();
        for effect in update(&mut self.app, message, now) {
            match effect {
                Effect::Keep(Order::Append(gesture)) => {
                    self.ordered = gesture.entry.seq;
                    self.played.attempted(self.app.workspace());
                    self.writer.send(Order::Append(gesture));
                }
                Effect::Keep(Order::Fold(workspace)) => {
                    self.folds += 1;
                    self.writer.send(Order::Fold(workspace));
                }
                Effect::Exit => self.left = true,
                _ => {}
            }
        }
    }

    /// Takes in what the writer tells until everything is on the disk, or until it has failed where it fails for good.
    fn settle(&mut self, for_good: bool) -> Result<(), String> {
        while self.folds > 0 || self.saved < self.ordered {
            match self.reports.recv_timeout(PATIENCE) {
                Ok(report) => self.hear(report)?,
                Err(RecvTimeoutError::Timeout) => return Err("the writer has stopped".to_owned()),
                Err(RecvTimeoutError::Disconnected) => return Err("the writer is gone".to_owned()),
            }
            if for_good && self.failures > 0 && self.folds == 0 {
                break;
            }
        }
        Ok(())
    }

    fn hear(&mut self, report: Report) -> Result<(), String> {
        let failed = matches!(report, Report::Failed { .. });
        match &report {
            Report::Saved(seq) => self.saved = self.saved.max(*seq),
            Report::Folded(seq) => (self.saved, self.folds) = (self.saved.max(*seq), self.folds - 1),
            Report::Failed { folding, .. } => self.folds -= usize::from(*folding),
            _ => {}
        }
        self.played.acknowledged = self.saved;
        let before = self.app.workspace().clone();
        self.take(Message::Report(report));
        self.failures += usize::from(failed);
        if *self.app.workspace() != before {
            return Err("memory changed with a report".to_owned());
        }
        if failed { self.check_trouble() } else { Ok(()) }
    }

    /// What failed is on the screen, and the file is still one.
    fn check_trouble(&self) -> Result<(), String> {
        let Some(trouble) = &self.app.saving.trouble else { return Err("no banner".to_owned()) };
        if !trouble.told().contains(&trouble.why) || trouble.why.is_empty() {
            return Err(format!("the banner does not say why: {}", trouble.told()));
        }
        if !trouble.in_journal && self.app.saving.state() != SaveState::Failed {
            return Err(format!("shown as {:?}", self.app.saving.state()));
        }
        let left = self.disk.after_kill();
        let bytes = left.read(&path()).map_err(|error| format!("the file is gone: {error}"))?;
        content::parse(&bytes).map(drop).map_err(|error| format!("the old file is not intact: {error}"))
    }

    /// Whatever happens to the machine now, all that is shown as saved is there.
    fn check_disk(&self, tally: &mut Tally) {
        if self.disk.believed() > 0 {
            tally.failures.push("a file was synced again after its sync had failed".to_owned());
        }
        let disks = std::iter::once(self.disk.after_kill()).chain(self.disk.after_power_cut());
        for left in disks {
            tally.opened(self.played.check(&left));
        }
    }
}

/// One call after the other fails, this many in a row, and then the disk works again.
fn for_a_while(name: &str, kind: ErrorKind, many: usize) -> Tally {
    let mut tally = Tally::of(format!("{name}, {many} in a row, at every call"));
    for at in 0.. {
        let mut room = Room::new();
        room.disk.plan(Some(Plan { at, fault: Fault::Error(kind, many), only: None }));
        let result = KEYS.iter().try_for_each(|key| {
            room.press(key);
            room.settle(false)?;
            // A snapshot that failed comes due again.
            while room.app.saving.wants_fold() && *key == "idle" {
                room.press("idle");
                room.settle(false)?;
            }
            Ok(())
        });
        if room.disk.calls().len() <= at {
            break;
        }
        let wrong = |what: String| format!("{kind:?} at call {at} ({:?}): {what}", room.disk.calls()[at]);
        tally.points += 1;
        tally.acknowledged += room.played.acknowledged;
        tally.failures.extend(result.err().map(wrong));
        if room.app.saving.trouble.is_some() {
            tally.failures.push(wrong("the banner stays though the disk works again".to_owned()));
        }
        room.check_disk(&mut tally);
    }
    tally.done()
}

/// From one call on nothing works any more: leaving asks, and when the disk works again nothing is missing.
fn for_good(name: &str, kind: ErrorKind) -> Tally {
    let mut tally = Tally::of(format!("{name} from a call on, then mended"));
    for at in 0.. {
        let mut room = Room::new();
        room.disk.plan(Some(Plan { at, fault: Fault::Error(kind, usize::MAX), only: None }));
        let result = fail_and_mend(&mut room);
        if room.disk.calls().len() <= at && room.failures == 0 {
            break;
        }
        tally.points += 1;
        tally.acknowledged += room.played.acknowledged;
        tally.failures.extend(result.err().map(|what| format!("{kind:?} from call {at} on: {what}")));
        room.check_disk(&mut tally);
    }
    tally.done()
}

fn fail_and_mend(room: &mut Room) -> Result<(), String> {
    for key in KEYS {
        room.press(key);
        room.settle(true)?;
    }
    if room.failures > 0 {
        let before = room.played.acknowledged;
        room.press("q");
        room.settle(true)?;
        if room.left || !matches!(room.app.overlay, Some(Overlay::LeaveUnsaved)) {
            return Err(format!("it left without asking, {before} of {} saved", room.ordered));
        }
        room.press("esc");
    }
    room.disk.heal();
    room.settle(false)?;
    room.press("q");
    room.settle(false)?;
    if !room.left || room.saved < room.ordered || room.app.saving.unsaved().is_some() {
        return Err(format!("not all is saved in the end: {:?}", room.app.saving.unsaved()));
    }
    Ok(())
}

/// A full disk and a broken one.
pub(crate) fn sweeps() -> Vec<Tally> {
    let disks = [("disk full", ErrorKind::StorageFull), ("disk broken", ErrorKind::Other)];
    let sweep = |(name, kind)| [for_a_while(name, kind, 1), for_a_while(name, kind, 3), for_good(name, kind)];
    disks.into_iter().flat_map(sweep).collect()
}

#[test]
fn a_disk_that_fails_for_a_moment_loses_nothing() {
    for_a_while("disk full", ErrorKind::StorageFull, 1).nothing_lost();
    for_a_while("disk broken", ErrorKind::Other, 3).nothing_lost();
}

#[test]
fn a_disk_that_fails_for_good_is_told_and_leaving_asks() {
    for_good("disk full", ErrorKind::StorageFull).nothing_lost();
    for_good("disk broken", ErrorKind::Other).nothing_lost();
}
