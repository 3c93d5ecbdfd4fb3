//! What people chose once: settings and keys, from their configuration folder.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::Args;
use clap::builder::PossibleValuesParser;
use directories::ProjectDirs;

use super::error::{CommandError, Kind};
use crate::app::keymap::Keymap;
use crate::app::settings::{Colours, Settings, ThemeChoice};

const APP: &str = "cutline";

/// The folder that settings and keys are read from: `XDG_CONFIG_HOME` first, then the platform's own.
pub(super) fn folder() -> Option<PathBuf> {
    home("XDG_CONFIG_HOME", ProjectDirs::config_dir)
}

/// The folder for what the program remembers: `XDG_STATE_HOME` first, then the platform's own.
pub(super) fn memory() -> Option<PathBuf> {
    home("XDG_STATE_HOME", |dirs| dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()))
}

/// The program's own folder in the one that a variable names, else where the platform has it.
fn home(variable: &str, own: impl Fn(&ProjectDirs) -> &Path) -> Option<PathBuf> {
    let chosen = env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let platform = || ProjectDirs::from("", "", APP).map(|dirs| own(&dirs).to_owned());
    chosen.map(|base| base.join(APP)).or_else(platform)
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

/// Somebody's own template for a report, and its file: `report/board.html` in the folder.
pub(super) fn template(name: &str) -> Result<Option<(PathBuf, String)>, CommandError> {
    read(folder().map(|folder| folder.join("report").join(name)))
}

/// What the screen is to look like this time, whatever the settings say.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Look {
    /// Colours for this ground: auto asks the terminal
    #[arg(long, value_name = "THEME", value_parser = words(ThemeChoice::ALL.iter().map(|word| word.name())))]
    theme: Option<String>,
    /// How many colours to use: auto asks the environment
    #[arg(long, value_name = "HOW MANY", value_parser = words(Colours::ALL.iter().map(|word| word.name())))]
    colors: Option<String>,
    /// Whether to use colours: auto asks the environment (`NO_COLOR`, `TERM`); what verbs print has none
    #[arg(long, value_name = "WHEN", global = true, value_parser = words(["auto", "always", "never"].into_iter()))]
    color: Option<String>,
    /// Draw lines and marks with ASCII characters alone
    #[arg(long)]
    ascii: bool,
    /// Do not show for a moment what moved
    #[arg(long)]
    no_motion: bool,
    /// Listen to the mouse
    #[arg(long)]
    mouse: bool,
}

fn words(words: impl Iterator<Item = &'static str>) -> PossibleValuesParser {
    PossibleValuesParser::new(words)
}

impl Look {
    /// These settings, as they are this time.
    fn over(&self, settings: Settings) -> Settings {
        let wants_none = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let when = match (self.color.as_deref(), settings.theme) {
            (Some("never"), _) => Some(ThemeChoice::Mono),
            // What the environment says is passed over; else the terminal is asked as ever.
            (Some("always"), ThemeChoice::Auto | ThemeChoice::Mono) if wants_none => Some(ThemeChoice::Dark),
            (Some("always"), ThemeChoice::Mono) => Some(ThemeChoice::Auto),
            _ => None,
        };
        let theme = self.theme.as_deref().and_then(ThemeChoice::parse).or(when).unwrap_or(settings.theme);
        let colors = self.colors.as_deref().and_then(Colours::parse).unwrap_or(settings.colors);
        Settings {
            theme,
            colors,
            ascii: settings.ascii || self.ascii,
            motion: settings.motion && !self.no_motion,
            mouse: settings.mouse || self.mouse,
            ..settings
        }
    }
}

/// The settings: what is asked for this time, else somebody's own, else the default.
pub(super) fn settings(look: &Look) -> Result<Settings, CommandError> {
    let Some((file, text)) = read(folder().map(|folder| folder.join("config.toml")))? else {
        return Ok(look.over(Settings::default()));
    };
    let own = toml::from_str(&text).map_err(|error| wrong_setting(&file, &text, &error))?;
    Ok(look.over(own))
}

fn wrong_setting(file: &Path, text: &str, error: &toml::de::Error) -> CommandError {
    let at = error.span().map_or(0, |span| span.start).min(text.len());
    let line = text[..at].matches('\n').count() + 1;
    let what = anyhow!("line {line}: {}", error.message());
    CommandError::new(Kind::Unreadable, what)
        .at(file)
        .hint(
        "there are after_score, ask_reasons, theme, colors, ascii, motion and mouse; words stand in quotes: colors = \"256\"",
    )
}

/// The most bytes that settings have: nobody writes more by hand.
const LARGEST: u64 = 1 << 20;

/// The text of a file. A pipe would be waited for, and a device may have no end.
pub(super) fn text(file: &Path) -> io::Result<String> {
    let meta = fs::metadata(file)?;
    if !meta.is_file() || meta.len() > LARGEST {
        return Err(io::Error::other("it is no file of 1 MiB at most"));
    }
    fs::read_to_string(file)
}

/// The file and its text; nothing where there is none.
fn read(file: Option<PathBuf>) -> Result<Option<(PathBuf, String)>, CommandError> {
    let Some(file) = file else { return Ok(None) };
    match text(&file) {
        Ok(text) => Ok(Some((file, text))),
        // Where the folder of somebody's home is none, there is none either.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(CommandError::new(Kind::Unreadable, error).at(&file)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::settings::AfterScore;

    #[test]
    fn ones_own_settings_are_read_and_what_is_asked_for_this_time_goes_over_them() {
        let own: Settings = toml::from_str(
            "theme = \"light\"\ncolors = \"16\"\nascii = true\nmotion = false\nmouse = true\nafter_score = \"stay\"",
        )
        .unwrap();
        let nothing = Look::default();
        assert_eq!(nothing.over(own), own);
        let look = |settings: Settings| {
            (
                settings.theme,
                settings.colors,
                settings.ascii,
                settings.motion,
                settings.mouse,
                settings.after_score,
            )
        };
        let light = (ThemeChoice::Light, Colours::Sixteen, true, false, true, AfterScore::Stay);
        assert_eq!(look(own), light);
        let asked = Look {
            color: None,
            theme: Some("mono".to_owned()),
            colors: Some("256".to_owned()),
            ascii: true,
            no_motion: true,
            mouse: true,
        };
        let mono = (ThemeChoice::Mono, Colours::Indexed, true, false, true);
        for settings in [own, Settings::default()] {
            let (theme, colors, ascii, motion, mouse, _) = look(asked.over(settings));
            assert_eq!((theme, colors, ascii, motion, mouse), mono);
        }
        assert_eq!(nothing.over(Settings::default()), Settings::default());
        let when = |color: &str, settings| {
            Look { color: Some(color.to_owned()), ..Look::default() }.over(settings).theme
        };
        let themes =
            ["auto", "always", "never"].map(|color| [when(color, own), when(color, Settings::default())]);
        let [light, mono, auto] = [ThemeChoice::Light, ThemeChoice::Mono, ThemeChoice::Auto];
        let coloured = if env::var_os("NO_COLOR").is_some() { ThemeChoice::Dark } else { auto };
        assert_eq!(themes, [[light, auto], [light, coloured], [mono, mono]]);
    }
}
