//! Opens the workshop on the terminal.

use std::path::Path;

use super::config::Look;
use super::error::CommandError;

#[cfg(feature = "tui")]
pub(super) use on_terminal::{demo, file};

#[cfg(feature = "tui")]
mod on_terminal {
    use std::fs;

    use anyhow::anyhow;

    use super::{CommandError, Look, Path};
    use crate::app::{App, Opening};
    use crate::cli::error::Kind;
    use crate::cli::{config, output};
    use crate::domain::workshop::Workshop;
    use crate::store::memory::MemoryStore;
    use crate::store::{Access, Opened, Store, file as workspace_file};
    use crate::tui;

    /// The sample workshop.
    const DEMO: &str = include_str!("../../assets/demo.json");

    /// Opens a workspace.
    pub(in crate::cli) fn file(path: &Path, look: &Look) -> Result<(), CommandError> {
        if !tui::is_there() {
            let hint = format!("`cutline rank {0}` and `cutline log {0}` work without one", path.display());
            return Err(CommandError::usage("the workshop needs a terminal").hint(hint));
        }
        let (settings, keymap) = (config::settings(look)?, config::keymap()?);
        let opened = workspace_file::open(path).map_err(|error| CommandError::load(path, error))?;
        let Opened { workspace, notices, recovered, access } = opened;
        let (store, read_only) = match access {
            Access::Write(store) => (store as Box<dyn Store>, None),
            // Nothing is ever saved through it; copies still can be.
            Access::ReadOnly(why) => {
                (Box::new(MemoryStore::new(workspace.clone())) as Box<dyn Store>, Some(why))
            }
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

    /// Opens a scratch copy of the sample.
    pub(in crate::cli) fn demo(look: &Look) -> Result<(), CommandError> {
        let scratch = tempfile::tempdir().map_err(|error| CommandError::new(Kind::Unsaved, error))?;
        let path = scratch.path().join("demo.json");
        fs::write(&path, DEMO).map_err(|error| CommandError::new(Kind::Unsaved, error).at(&path))?;
        file(&path, look)?;
        output::note("the demo was a scratch copy: `cutline new FILE` makes a workspace that stays");
        Ok(())
    }
}

#[cfg(not(feature = "tui"))]
pub(super) fn file(_: &Path, _: &Look) -> Result<(), CommandError> {
    Err(CommandError::usage("this build has no terminal; the other verbs work"))
}

#[cfg(not(feature = "tui"))]
pub(super) fn demo(look: &Look) -> Result<(), CommandError> {
    file(Path::new("demo"), look)
}
