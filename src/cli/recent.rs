//! Which workspaces were opened lately, and what was exported last, kept in the folder for what the program remembers.

use std::fs;
use std::path::{Path, PathBuf};

use super::{config, files};
use crate::app::Now;
use crate::app::export;
use crate::app::start::Recent;
use crate::store::file;

/// How many are remembered.
const MOST: usize = 12;

/// What was remembered: nothing where nothing was opened yet.
pub(super) struct Memory {
    file: Option<PathBuf>,
    recents: Vec<Recent>,
}

impl Memory {
    /// Recalls what was opened. What cannot be read is forgotten: nothing depends on it.
    pub(super) fn recall() -> Memory {
        let file = config::memory().map(|folder| folder.join("recent.json"));
        let text = file.as_ref().and_then(|file| config::text(file).ok());
        let recents = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Memory { file, recents }
    }

    /// Whether nothing was ever opened here.
    pub(super) fn is_first_time(&self) -> bool {
        self.file.as_ref().is_some_and(|file| !file.exists())
    }

    /// Those that are still there, the last one first.
    pub(super) fn recents(self) -> Vec<Recent> {
        self.recents.into_iter().filter(|recent| recent.path.is_file()).collect()
    }

    /// Remembers that a workspace was opened, by its title and how many items can be scored. What cannot be written is
    /// not worth a word.
    pub(super) fn note(mut self, path: &Path, (title, items): (&str, usize), opened: Now) {
        let (Some(file), Ok(path)) = (self.file, fs::canonicalize(path)) else { return };
        self.recents.retain(|recent| recent.path != path);
        let title = if title.is_empty() { files::default_title(&path) } else { title.to_owned() };
        self.recents.insert(0, Recent { path, title, items, opened });
        self.recents.truncate(MOST);
        let text = serde_json::to_vec_pretty(&self.recents);
        if let (Ok(text), Some(Ok(()))) = (text, file.parent().map(fs::create_dir_all)) {
            let _ = file::replace(&file, &text);
        }
    }
}

/// What was exported last; the default where that is not known.
pub(super) fn exported() -> export::Choice {
    let text = exported_file().and_then(|file| config::text(&file).ok());
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Remembers what was exported. What cannot be written is not worth a word.
pub(super) fn note_exported(choice: &export::Choice) {
    let Some(file) = exported_file() else { return };
    if let (Ok(text), Some(Ok(()))) =
        (serde_json::to_vec_pretty(choice), file.parent().map(fs::create_dir_all))
    {
        let _ = file::replace(&file, &text);
    }
}

fn exported_file() -> Option<PathBuf> {
    config::memory().map(|folder| folder.join("exported.json"))
}
