//! What people chose once: settings and keys, from their configuration folder.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use directories::ProjectDirs;

use super::error::{CommandError, Kind};
use crate::app::keymap::Keymap;
use crate::app::settings::Settings;

const APP: &str = "cutline";

/// The folder that settings and keys are read from: `XDG_CONFIG_HOME` first, then the platform's own.
pub(super) fn folder() -> Option<PathBuf> {
    let chosen = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let own = || ProjectDirs::from("", "", APP).map(|dirs| dirs.config_dir().to_owned());
    chosen.map(|base| base.join(APP)).or_else(own)
}

/// The file with somebody's own keys.
pub(super) fn keymap_file() -> Option<PathBuf> {
    folder().map(|folder| folder.join("keymap.toml"))
}

/// The keys: somebody's own over the default.
pub(super) fn keymap() -> Result<Keymap, CommandError> {
    let Some((file, text)) = read(keymap_file())? else { return Ok(Keymap::built_in()) };
    Keymap::built_in().overlaid(&text).map_err(|error| CommandError::new(Kind::Unreadable, error).at(&file))
}

/// The settings: somebody's own, else the default.
pub(super) fn settings() -> Result<Settings, CommandError> {
    let Some((file, text)) = read(folder().map(|folder| folder.join("config.toml")))? else {
        return Ok(Settings::default());
    };
    toml::from_str(&text).map_err(|error| wrong_setting(&file, &text, &error))
}

fn wrong_setting(file: &Path, text: &str, error: &toml::de::Error) -> CommandError {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    let line = text[..at].matches('\n').count() + 1;
    let what = anyhow!("line {line}: {}", error.message());
    CommandError::new(Kind::Unreadable, what).at(file).hint("there are after_score and ask_reasons")
}

/// The file and its text; nothing where there is none.
fn read(file: Option<PathBuf>) -> Result<Option<(PathBuf, String)>, CommandError> {
    let Some(file) = file else { return Ok(None) };
    match fs::read_to_string(&file) {
        Ok(text) => Ok(Some((file, text))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(CommandError::new(Kind::Unreadable, error).at(&file)),
    }
}
