//! The workshop on a screen: what to open, opening it, following one that is open elsewhere.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::config::{self, Look};
use super::error::{CommandError, Kind};
use super::files::{name, now};
use super::own::Own;
use super::recent::{self, Memory};
use super::{files, new, open as opening, output, progress};
use crate::app::export::Outlet;
use crate::app::start::{Choice, Start};
use crate::app::view::Screen;
use crate::app::{App, Opening};
use crate::domain::text::{counted, scrub};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;
use crate::store::backup;
use crate::store::follow::Follower;
use crate::store::memory::MemoryStore;
use crate::store::{Access, Opened, Store, file as workspace_file};
use crate::tui;

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
    let opened = progress::shown(&format!("reading {}", size(path)), || workspace_file::open(path))
        .map_err(|error| CommandError::load(path, error))?;
    let follower = match opened.access {
        Access::Write(_) => None,
        Access::ReadOnly(_) => Follower::of(path, &opened).ok(),
    };
    let Opened { workspace, notices, recovered, access, .. } = opened;
    let (store, read_only) = match access {
        Access::Write(mut store) => {
            if remembered {
                files::keep_backups(&mut store);
            }
            (store as Box<dyn Store>, None)
        }
        // Nothing is ever saved through it; copies still can be.
        Access::ReadOnly(why) => (only_in_memory(&workspace), Some(why)),
    };
    let memory = Memory::recall();
    let how = Opening {
        file: name(path),
        notices,
        read_only,
        unfolded: recovered > 0,
        first_time: remembered && memory.is_first_time(),
        outlet: outlet(path, remembered),
        shelf: shelf(path, remembered),
        ..Opening::default()
    };
    if remembered {
        memory.note(path, &workspace, now());
    }
    let ranking = format!("ranking {}", counted(workspace.items().len(), "item"));
    let workshop = progress::shown(&ranking, || Workshop::new(workspace));
    let app = App::new(workshop, how, settings, keymap);
    run(path, app, store, follower)
}

/// Shows a workspace that somebody else works on, read-only, and what happens to it.
pub(super) fn follow(path: &Path, look: &Look) -> Result<(), CommandError> {
    let (settings, keymap) = (config::settings(look)?, config::keymap()?);
    let (follower, notices) = Follower::new(path).map_err(|error| CommandError::load(path, error))?;
    let workspace = follower.workspace().clone();
    let store = only_in_memory(&workspace);
    let how = Opening {
        file: name(path),
        notices,
        read_only: Some("this window follows another one".to_owned()),
        screen: Screen::Present,
        outlet: outlet(path, true),
        ..Opening::default()
    };
    run(path, App::new(Workshop::new(workspace), how, settings, keymap), store, Some(follower))
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
fn size(path: &Path) -> String {
    let bytes = fs::metadata(path).map_or(0, |metadata| metadata.len());
    format!("{} · {} MB", scrub(&name(path)), bytes.div_ceil(1_000_000))
}

fn run(
    path: &Path,
    mut app: App,
    store: Box<dyn Store>,
    follower: Option<Follower>,
) -> Result<(), CommandError> {
    let before = app.outlet.last.clone();
    tui::run(&mut app, (store, Own), follower).map_err(of_terminal)?;
    if app.outlet.last != before {
        recent::note_exported(&app.outlet.last);
    }
    if let Some(late) = &app.outlet.late {
        output::note(late);
    }
    match app.saving.unsaved() {
        None => Ok(()),
        Some(why) => Err(CommandError::new(Kind::Unsaved, anyhow!("{why}")).at(path)),
    }
}
