//! Which workspaces were opened lately, kept in the folder for what a program remembers.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use directories::ProjectDirs;
use serde::{Deserialize, Serialize};

use crate::app::Now;
use crate::app::start::Recent;
use crate::domain::workspace::Workspace;
use crate::store::file;

/// How many are remembered.
const MOST: usize = 12;

/// One of them, as it is written down.
#[derive(Deserialize, Serialize)]
struct Line {
    path: PathBuf,
    title: String,
    items: usize,
    opened: DateTime<FixedOffset>,
}

/// What was remembered: nothing where nothing was opened yet.
pub(super) struct Memory {
    file: Option<PathBuf>,
    lines: Vec<Line>,
}

impl Memory {
    /// Recalls what was opened. What cannot be read is forgotten: nothing depends on it.
    pub(super) fn recall() -> Memory {
        let file = folder().map(|folder| folder.join("recent.json"));
        let text = file.as_ref().and_then(|file| fs::read_to_string(file).ok());
        let lines = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Memory { file, lines }
    }

    /// Whether nothing was ever opened here.
    pub(super) fn is_first_time(&self) -> bool {
        self.file.as_ref().is_some_and(|file| !file.exists())
    }

    /// Those that are still there, the last one first.
    pub(super) fn recents(self) -> Vec<Recent> {
        let there = self.lines.into_iter().filter(|line| line.path.is_file());
        there.map(|Line { path, title, items, opened }| Recent { path, title, items, opened }).collect()
    }

    /// Remembers that a workspace was opened. What cannot be written is not worth a word.
    pub(super) fn note(mut self, path: &Path, workspace: &Workspace, opened: Now) {
        let (Some(file), Ok(path)) = (self.file, fs::canonicalize(path)) else { return };
        self.lines.retain(|line| line.path != path);
        let title = match workspace.head().title.as_str() {
            "" => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            title => title.to_owned(),
        };
        let items = workspace.items().iter().filter(|item| item.is_candidate()).count();
        self.lines.insert(0, Line { path, title, items, opened });
        self.lines.truncate(MOST);
        let text = serde_json::to_vec_pretty(&self.lines);
        if let (Ok(text), Some(Ok(()))) = (text, file.parent().map(fs::create_dir_all)) {
            let _ = file::replace(&file, &text);
        }
    }
}

/// The folder for what the program remembers: `XDG_STATE_HOME` first, then the platform's own.
fn folder() -> Option<PathBuf> {
    let chosen = env::var_os("XDG_STATE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let own = || {
        let dirs = ProjectDirs::from("", "", super::config::APP)?;
        Some(dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned())
    };
    chosen.map(|base| base.join(super::config::APP)).or_else(own)
}
