//! The workshop on a screen: what to open, opening it, following one that is open elsewhere.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::anyhow;

use super::config::{self, Look};
use super::error::{CommandError, Kind};
use super::files::{name, now};
use super::own::Own;
use super::recent::{self, Memory};
use super::{files, new, open as opening, output, progress};
use crate::app::export::Outlet;
use crate::app::following::{Following, Other};
use crate::app::start::{Choice, Start};
use crate::app::view::Screen;
use crate::app::{App, Opening};
use crate::crew::Threads;
use crate::domain::text::counted;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;
use crate::store::backup;
use crate::store::follow::{Follower, Place};
use crate::store::memory::MemoryStore;
use crate::store::{Access, Onlooker, Opened, Store, file as workspace_file};
use crate::tui;
use crate::watch::Watched;

/// From this size on, in bytes, reading a file may take long enough to be told.
const LARGE: u64 = 1 << 20;

/// Asks what to open, and opens it.
pub(super) fn start(look: &Look) -> Result<(), CommandError> {
    let settings = config::settings(look)?;
    let mut start = Start::new(Memory::recall().recents(), now());
    loop {
        let choice = tui::choose(&mut start, settings).map_err(of_terminal)?;
        let made = match choice {
            Choice::Quit => return Ok(()),
            Choice::Demo => return opening::demo(&opening::Demo::drawn(look)),
            Choice::Open(path) => return open(&path, look, true),
            Choice::New { framework, path } => new::make(&path, framework).map(|()| path),
        };
        match made {
            Ok(path) => return open(&path, look, true),
            Err(error) => start.trouble = Some(error.to_string()),
        }
    }
}

fn of_terminal(error: io::Error) -> CommandError {
    CommandError::new(Kind::Unsaved, error).at(Path::new("the terminal"))
}

/// Opens a workspace, and remembers that if it is to be. One that somebody else has open is followed.
pub(super) fn open(path: &Path, look: &Look, remembered: bool) -> Result<(), CommandError> {
    let (settings, keymap) = (config::settings(look)?, config::keymap()?);
    let bytes = fs::metadata(path).map_or(0, |metadata| metadata.len());
    let reading = format!("reading {}", size(path, bytes));
    let opened = told(bytes, &reading, || workspace_file::open(path))
        .map_err(|error| CommandError::load(path, error))?;
    let watched = watched(path, &opened);
    let Opened { workspace, notices, recovered, access, holder, around, unsettled, .. } = opened;
    let (store, read_only): (Box<dyn Store>, _) = match (access, &watched) {
        (Access::Write(mut store), _) => {
            if remembered {
                files::keep_backups(&mut store);
            }
            (store, None)
        }
        (Access::ReadOnly(why), Some(Watched::Other(_, taken))) if holder.is_some() => {
            (Box::new(Onlooker::new(path, Arc::clone(taken), files::keep_backups)), Some(why))
        }
        // Nothing is ever saved through it; copies still can be.
        (Access::ReadOnly(why), _) => (only_in_memory(&workspace), Some(why)),
    };
    let memory = Memory::recall();
    let how = Opening {
        file: name(path),
        notices: [notices, around].concat(),
        read_only,
        following: Following { other: holder.map_or(Other::Nobody, Other::Works), only: false },
        changed_outside: unsettled,
        unfolded: recovered > 0,
        first_time: remembered && memory.is_first_time(),
        outlet: outlet(path, remembered),
        shelf: shelf(path, remembered),
        now: Some(files::now()),
        ..Opening::default()
    };
    let ranking = format!("ranking {}", counted(workspace.items().len(), "item"));
    let workshop = told(bytes, &ranking, || Workshop::by(&Threads::of_machine(), workspace));
    // Beside the first frame: nothing on it depends on that.
    let noting = remembered.then(|| {
        let (path, told) = (path.to_owned(), about(&workshop));
        thread::spawn(move || memory.note(&path, (&told.0, told.1), now()))
    });
    let app = App::new(workshop, how, settings, keymap);
    let left = run(app, store, watched);
    if let Some(noting) = noting {
        // What cannot be noted is not worth a word.
        let _ = noting.join();
    }
    left
}

/// Does something with a file of so many bytes, and says so where that may take long.
fn told<T>(bytes: u64, what: &str, work: impl FnOnce() -> T) -> T {
    if bytes < LARGE { work() } else { progress::shown(what, work) }
}

/// What is remembered of a workspace: its title, and how many items can be scored.
fn about(workshop: &Workshop) -> (String, usize) {
    (workshop.workspace().head().title.clone(), workshop.standing().candidates().len())
}

/// Shows a workspace that somebody else works on, read-only, and what happens to it.
pub(super) fn follow(path: &Path, look: &Look) -> Result<(), CommandError> {
    let (settings, keymap) = (config::settings(look)?, config::keymap()?);
    let (follower, notices) = Follower::new(path).map_err(|error| CommandError::load(path, error))?;
    let workspace = follower.workspace().clone();
    let store = only_in_memory(&workspace);
    // A disk that knows no locks tells of nobody.
    let holder = follower.place().holder().ok().flatten();
    let how = Opening {
        file: name(path),
        notices,
        read_only: Some("this window follows another one".to_owned()),
        following: Following { other: holder.map_or(Other::Nobody, Other::Works), only: true },
        screen: Screen::Present,
        outlet: outlet(path, true),
        ..Opening::default()
    };
    // Whoever follows on a wall does not go on in anybody's place: nobody sits there who meant to.
    let watched = Watched::Other(Box::new(follower), Arc::default());
    run(App::new(Workshop::new(workspace), how, settings, keymap), store, Some(watched))
}

/// What is watched while a workspace is open: the other window that has it, else the file itself.
fn watched(path: &Path, opened: &Opened) -> Option<Watched> {
    match opened.access {
        Access::Write(_) => Place::of(path).ok().map(Watched::Own),
        Access::ReadOnly(_) => {
            let follower = Follower::of(path, opened).ok()?;
            Some(Watched::Other(Box::new(follower), Arc::default()))
        }
    }
}

/// Where documents of a workspace go: beside it, unless they went elsewhere the last time. A scratch copy has no
/// folder that stays.
fn outlet(path: &Path, stays: bool) -> Outlet {
    let workspace = if stays { path.to_owned() } else { name(path).into() };
    Outlet { workspace, last: recent::exported(), ..Outlet::default() }
}

/// Where the backups of a workspace lie. There are none of a scratch copy.
fn shelf(path: &Path, stays: bool) -> Option<PathBuf> {
    let state = config::memory().filter(|_| stays)?;
    Some(backup::folder(&state, &fs::canonicalize(path).ok()?))
}

fn only_in_memory(workspace: &Workspace) -> Box<dyn Store> {
    Box::new(MemoryStore::new(workspace.clone()))
}

/// `backlog.json · 43 MB`.
fn size(path: &Path, bytes: u64) -> String {
    format!("{} · {} MB", name(path), bytes.div_ceil(1_000_000))
}

fn run(app: App, store: Box<dyn Store>, watched: Option<Watched>) -> Result<(), CommandError> {
    let (before, began) = (app.outlet.last.clone(), app.outlet.workspace.clone());
    let app = tui::run(app, (store, Own), watched).map_err(of_terminal)?;
    if app.outlet.workspace != began {
        // The session went on in another file.
        let (title, items) = about(&app.workshop);
        Memory::recall().note(&app.outlet.workspace, (&title, items), now());
    }
    if app.outlet.last != before {
        recent::note_exported(&app.outlet.last);
    }
    if let Some(late) = &app.outlet.late {
        output::note(late);
    }
    match app.saving.unsaved() {
        None => Ok(()),
        Some(why) => Err(CommandError::new(Kind::Unsaved, anyhow!("{why}")).at(&app.outlet.workspace)),
    }
}
