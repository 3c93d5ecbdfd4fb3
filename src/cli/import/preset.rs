//! Mappings that somebody saved: files beside the settings, in the same words as what is known of the trackers.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::anyhow;

use crate::cli::config;
use crate::cli::error::{CommandError, Kind};
use crate::domain::draft::Column;
use crate::import::Tracker;
use crate::store::file;

/// The folder of the presets.
fn folder() -> Option<PathBuf> {
    config::folder().map(|folder| folder.join("imports"))
}

/// Every preset that was saved, by name.
pub(in crate::cli) fn all() -> Result<Vec<Tracker>, CommandError> {
    let Some(entries) = folder().and_then(|folder| fs::read_dir(folder).ok()) else { return Ok(Vec::new()) };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|suffix| suffix == "toml"));
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

/// The preset of this name.
pub(super) fn named(name: &str) -> Result<Tracker, CommandError> {
    let file = place(name)?;
    if file.exists() {
        return read(&file);
    }
    let known: Vec<String> = all()?.into_iter().map(|preset| preset.title).collect();
    let error = CommandError::usage(format!("there is no preset {name}"));
    Err(if known.is_empty() {
        error.hint("--save-preset NAME saves the mapping of an import")
    } else {
        error.hint(format!("the presets are {}", known.join(", ")))
    })
}

fn read(file: &Path) -> Result<Tracker, CommandError> {
    let wrong = |error: anyhow::Error| {
        let error = CommandError::new(Kind::Unreadable, error).at(file);
        error.hint("correct it, or remove it and save the mapping again with --save-preset")
    };
    let text = config::text(file).map_err(|error| wrong(error.into()))?;
    let mut preset = Tracker::parse(&text).map_err(|error| wrong(anyhow!("{}", error.message())))?;
    if let Some(name) = file.file_stem() {
        preset.title = name.to_string_lossy().into_owned();
    }
    Ok(preset)
}

/// Saves what columns are read into, under a name that is a file's.
pub(in crate::cli) fn save(name: &str, columns: &[Column]) -> Result<(), CommandError> {
    let place = place(name)?;
    let unsaved = |error: anyhow::Error| CommandError::new(Kind::Unsaved, error).at(&place);
    let text = toml::to_string(&Tracker::saved(name, columns)).map_err(|error| unsaved(error.into()))?;
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).map_err(|error| unsaved(error.into()))?;
    }
    file::replace(&place, text.as_bytes()).map_err(|error| unsaved(error.into()))
}

/// The file of a preset. A name of letters, digits, spaces and dashes leads nowhere else.
fn place(name: &str) -> Result<PathBuf, CommandError> {
    let fits = |c: char| c.is_alphanumeric() || " -_".contains(c);
    if name.trim().is_empty() || !name.chars().all(fits) {
        let error = CommandError::usage(format!("{name:?} is no name for a preset"));
        return Err(error.hint("take letters, digits, spaces and dashes"));
    }
    let folder = folder().ok_or_else(|| CommandError::usage("there is no folder for settings here"))?;
    Ok(folder.join(format!("{}.toml", name.trim())))
}
