//! Opens the workshop: on the terminal, or in plain lines.

use std::env;
use std::fs;
use std::io::{self, IsTerminal};
use std::path::Path;

use clap::Args;

use super::error::{CommandError, Kind};
use super::{output, plain};

/// The sample workshop.
const DEMO: &str = include_str!("../../assets/demo.json");

/// How the sample is opened.
#[derive(Args)]
pub(super) struct Demo {
    /// Talk in plain lines instead of drawing a screen
    #[arg(long)]
    plain: bool,
}

/// Opens a workspace. A terminal that only prints gets plain lines without being asked.
pub(super) fn file(path: &Path, plain: bool) -> Result<(), CommandError> {
    if plain && path == Path::new("demo") && !path.exists() {
        return demo(&Demo { plain });
    }
    if plain {
        return plain::run(path);
    }
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        let hint = format!(
            "`cutline --plain {0}` works without one, line by line, and so do `cutline rank {0}` and \
             `cutline log {0}`",
            path.display()
        );
        return Err(CommandError::usage("the workshop needs a terminal").hint(hint));
    }
    match why_plain() {
        Some(why) => {
            output::note(why);
            plain::run(path)
        }
        None => draw(path),
    }
}

/// Why a screen cannot be drawn on the terminal that is there.
fn why_plain() -> Option<&'static str> {
    if cfg!(not(feature = "tui")) {
        return Some("this build draws no screen, so this is plain mode");
    }
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    dumb.then_some("this terminal only prints (TERM=dumb), so this is plain mode")
}

/// Opens a scratch copy of the sample.
pub(super) fn demo(arguments: &Demo) -> Result<(), CommandError> {
    let scratch = tempfile::tempdir().map_err(|error| CommandError::new(Kind::Unsaved, error))?;
    let path = scratch.path().join("demo.json");
    fs::write(&path, DEMO).map_err(|error| CommandError::new(Kind::Unsaved, error).at(&path))?;
    file(&path, arguments.plain)?;
    output::note("the demo was a scratch copy: `cutline new FILE` makes a workspace that stays");
    Ok(())
}

#[cfg(not(feature = "tui"))]
fn draw(path: &Path) -> Result<(), CommandError> {
    plain::run(path)
}

#[cfg(feature = "tui")]
fn draw(path: &Path) -> Result<(), CommandError> {
    use anyhow::anyhow;

    use super::config;
    use crate::app::{App, Opening};
    use crate::domain::workshop::Workshop;
    use crate::store::memory::MemoryStore;
    use crate::store::{Access, Opened, Store, file as workspace_file};
    use crate::tui;

    let (settings, keymap) = (config::settings()?, config::keymap()?);
    let opened = workspace_file::open(path).map_err(|error| CommandError::load(path, error))?;
    let Opened { workspace, notices, recovered, access } = opened;
    let (store, read_only) = match access {
        Access::Write(store) => (store as Box<dyn Store>, None),
        // Nothing is ever saved through it; copies still can be.
        Access::ReadOnly(why) => (Box::new(MemoryStore::new(workspace.clone())) as Box<dyn Store>, Some(why)),
    };
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let opening = Opening { file: name, notices, read_only, unfolded: recovered > 0 };
    let mut app = App::new(Workshop::new(workspace), opening, settings, keymap);
    tui::run(&mut app, store)
        .map_err(|error| CommandError::new(Kind::Unsaved, error).at(Path::new("the terminal")))?;
    match app.saving.unsaved() {
        None => Ok(()),
        Some(why) => Err(CommandError::new(Kind::Unsaved, anyhow!("{why}")).at(path)),
    }
}
