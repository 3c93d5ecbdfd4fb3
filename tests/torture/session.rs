//! What is done to a workspace while things go wrong, and what has to be there afterwards.

use std::path::{Path, PathBuf};

use cutline::domain::command::Command;
use cutline::domain::id::Slot;
use cutline::domain::item::Item;
use cutline::domain::number::Num;
use cutline::domain::tradeoff::Stamp;
use cutline::domain::workshop::Workshop;
use cutline::domain::workspace::Workspace;
use cutline::store::disk::Disk;
use cutline::store::{Access, FileStore, Store, content, file};

use super::disk::SimDisk;

/// A backlog with scores, a line, and fields that Cutline does not know.
pub(crate) const START: &str = r#"{
  "title": "Bookings", "capacity": {"amount": 4, "unit": "points"}, "own": 1.10,
  "items": [
    {"id": "a", "title": "Payments", "scores": {"customer_value": 5, "business_value": 5, "urgency": 5, "effort": 2}},
    {"id": "b", "title": "Onboarding", "scores": {"customer_value": 4, "business_value": 4, "urgency": 2, "effort": 2}},
    {"id": "c", "title": "Dark mode", "ticket": {"n": 7}}
  ]
}
"#;

/// One thing that is done.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// A score.
    Score(usize, &'static str, u32),
    /// An item comes in.
    Add(&'static str),
    Undo,
    /// Nothing is pressed for a while, so the snapshot is written.
    Fold,
    /// The workshop is left, and opened again.
    Reopen,
    /// It is left to its journal, and opened again.
    Leave,
}

/// Two rounds of a workshop, so that each kind of step follows each other one somewhere.
pub(crate) const SCRIPT: [Step; 20] = [
    Step::Score(2, "effort", 3),
    Step::Score(1, "effort", 5),
    Step::Fold,
    Step::Fold,
    Step::Score(2, "urgency", 4),
    Step::Undo,
    Step::Reopen,
    Step::Add("Refunds"),
    Step::Score(0, "effort", 1),
    Step::Leave,
    Step::Score(0, "urgency", 2),
    Step::Fold,
    Step::Score(1, "effort", 2),
    Step::Leave,
    Step::Fold,
    Step::Undo,
    Step::Score(3, "effort", 5),
    Step::Leave,
    Step::Reopen,
    Step::Score(3, "effort", 4),
];

/// Where the workspace lies.
pub(crate) fn path() -> PathBuf {
    PathBuf::from("/desk/w.json")
}

/// A disk with the workspace on it.
pub(crate) fn disk() -> SimDisk {
    SimDisk::with(&path(), START)
}

/// Opens the workspace for writing.
pub(crate) fn open(disk: &SimDisk) -> Result<(Workspace, Box<FileStore>), String> {
    let opened = file::open_on(Box::new(disk.clone()), &path()).map_err(|error| error.to_string())?;
    match opened.access {
        Access::Write(mut store) => {
            let now = "2026-01-20T10:42:00+01:00".parse().unwrap();
            store.keep_backups(Path::new("/state"), move || now);
            Ok((opened.workspace, store))
        }
        Access::ReadOnly(why) => Err(format!("read-only: {why}")),
    }
}

/// A workspace as a file would say it, without what only says how far the file and its journal are.
pub(crate) fn written(workspace: &Workspace) -> String {
    let mut workspace = workspace.clone();
    workspace.set_revision(0, String::new());
    let mut bytes = Vec::new();
    content::write(&workspace, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// What was done, and how much of it was shown as saved.
#[derive(Debug)]
pub(crate) struct Played {
    /// The number of the last gesture before all this.
    first: u64,
    /// The workspace after so many gestures more.
    states: Vec<String>,
    /// The number of the last gesture that was shown as saved.
    pub(crate) acknowledged: u64,
}

impl Played {
    /// Nothing yet.
    pub(crate) fn new(workspace: &Workspace) -> Played {
        let first = workspace.last_seq();
        Played { first, states: vec![written(workspace)], acknowledged: first }
    }

    /// A gesture was done, and is about to be kept.
    pub(crate) fn attempted(&mut self, workspace: &Workspace) {
        self.states.push(written(workspace));
    }

    /// Looks whether a disk has every gesture that was shown as saved, none by half, and a file that can be read and
    /// worked on.
    pub(crate) fn check(&self, disk: &SimDisk) -> Result<(), String> {
        let bytes = disk.read(&path()).map_err(|error| format!("the file is gone: {error}"))?;
        content::parse(&bytes).map_err(|error| format!("the file cannot be read: {error}"))?;
        let (workspace, mut store) = open(disk)?;
        self.check_state(&workspace)?;

        // It can be worked on, and nothing is left behind in the end.
        let mut live = Workshop::new(workspace);
        let added = Item { title: "Later".into(), ..Item::default() };
        let gesture = live.perform(Command::Add(vec![added]), Stamp::default()).unwrap();
        store.append(&[gesture]).map_err(|error| format!("nothing can be added: {error}"))?;
        store.fold(live.workspace().clone()).map_err(|error| format!("it cannot be saved: {error}"))?;
        drop(store);
        let names = disk.names(Path::new("/desk"));
        if names != [path()] {
            return Err(format!("left behind: {names:?}"));
        }
        let (workspace, _) = open(disk)?;
        let same = written(&workspace) == written(live.workspace());
        if same { Ok(()) } else { Err("what was added is not there".to_owned()) }
    }

    /// What was done after so many gestures is gone, as it may be that was never shown as saved.
    pub(crate) fn forget_after(&mut self, seq: u64) {
        self.states.truncate((seq - self.first) as usize + 1);
        self.acknowledged = self.acknowledged.max(seq);
    }

    /// Whether a workspace is as it was after some gesture, the last one shown as saved or a later one.
    pub(crate) fn check_state(&self, workspace: &Workspace) -> Result<(), String> {
        let seq = workspace.last_seq();
        if seq < self.acknowledged {
            return Err(format!("{seq} gestures are there, {} were shown as saved", self.acknowledged));
        }
        match self.states.get((seq - self.first) as usize) {
            Some(state) if *state == written(workspace) => Ok(()),
            Some(_) => Err(format!("after {seq} gestures it was otherwise")),
            None => Err(format!("{seq} gestures are there, more than were done")),
        }
    }
}

/// Plays the script, until the end or until something goes wrong.
pub(crate) fn play(disk: &SimDisk) -> Played {
    let (start, _) = content::parse(START.as_bytes()).unwrap();
    let mut played = Played::new(&start);
    // What goes wrong ends it; what is on the disk then is looked at by whoever let it.
    let _ = play_into(disk, &mut played);
    played
}

fn play_into(disk: &SimDisk, played: &mut Played) -> Result<(), String> {
    let (workspace, mut store) = open(disk)?;
    let mut live = Workshop::new(workspace);
    for step in SCRIPT {
        let wrong = |error: cutline::store::SaveError| error.to_string();
        match step {
            Step::Fold => store.fold(live.workspace().clone()).map_err(wrong)?,
            Step::Reopen | Step::Leave => {
                if matches!(step, Step::Reopen) {
                    store.fold(live.workspace().clone()).map_err(wrong)?;
                }
                drop(store);
                let (workspace, again) = open(disk)?;
                played.check_state(&workspace)?;
                (live, store) = (Workshop::new(workspace), again);
            }
            _ => {
                let gesture = live.perform(command(step), Stamp::default()).unwrap();
                played.attempted(live.workspace());
                let seq = gesture.entry.seq;
                store.append(&[gesture]).map_err(wrong)?;
                played.acknowledged = seq;
            }
        }
    }
    Ok(())
}

/// The command of a step that is a gesture.
fn command(step: Step) -> Command {
    match step {
        Step::Score(slot, criterion, to) => {
            Command::Agree { item: Slot::new(slot), criterion: criterion.into(), to: Some(Num::from(to)) }
        }
        Step::Add(title) => Command::Add(vec![Item { title: title.into(), ..Item::default() }]),
        Step::Undo | Step::Fold | Step::Reopen | Step::Leave => Command::Undo,
    }
}
