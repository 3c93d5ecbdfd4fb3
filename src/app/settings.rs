//! How the program behaves, as far as people may choose.

use super::{App, Tone};
use crate::domain::record::word;

word! {
    /// What happens after a score.
    #[derive(Default)]
    pub enum AfterScore {
        /// Move on to the next missing score, as long as a missing one was filled.
        #[default]
        Advance = "advance",
        /// Keep the item in view as it moves in the backlog.
        Follow = "follow",
        /// Leave the backlog where it was.
        Stay = "stay",
    }
}

word! {
    /// What the screen looks like.
    #[derive(Default)]
    pub enum ThemeChoice {
        /// Dark or light, as the terminal is; without colours where the environment wants none.
        #[default]
        Auto = "auto",
        /// For a dark ground.
        Dark = "dark",
        /// For a light ground.
        Light = "light",
        /// White on black, nothing pale.
        Contrast = "contrast",
        /// Without colours.
        Mono = "mono",
    }
}

word! {
    /// How many colours are used.
    #[derive(Default)]
    pub enum Colours {
        /// As many as the environment says that there are.
        #[default]
        Auto = "auto",
        /// The sixteen that the terminal itself chooses.
        Sixteen = "16",
        /// The 256 of xterm.
        Indexed = "256",
        /// Any.
        True = "truecolor",
    }
}

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Settings {
    /// What happens after a score.
    pub after_score: AfterScore,
    /// Whether a crossed line asks for a reason.
    pub ask_reasons: bool,
    /// What the screen looks like.
    pub theme: ThemeChoice,
    /// How many colours are used.
    pub colors: Colours,
    /// Whether lines and marks are drawn with ASCII characters alone.
    pub ascii: bool,
    /// Whether what moved is shown for a moment.
    pub motion: bool,
    /// Whether the mouse is listened to; where it is, the terminal selects text only with shift held.
    pub mouse: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            after_score: AfterScore::default(),
            ask_reasons: true,
            theme: ThemeChoice::default(),
            colors: Colours::default(),
            ascii: false,
            motion: true,
            mouse: false,
        }
    }
}

impl ThemeChoice {
    /// The next one, round and round.
    #[must_use]
    pub fn next(self) -> ThemeChoice {
        let at = ThemeChoice::ALL.iter().position(|choice| *choice == self).unwrap_or(0);
        ThemeChoice::ALL[(at + 1) % ThemeChoice::ALL.len()]
    }
}

/// Goes to the next thing that happens after a score.
pub(super) fn after_score(app: &mut App) {
    let (next, text) = match app.settings.after_score {
        AfterScore::Advance => (AfterScore::Follow, "after a score: follow the item"),
        AfterScore::Follow => (AfterScore::Stay, "after a score: stay where the backlog is"),
        AfterScore::Stay => (AfterScore::Advance, "after a score: advance to the next missing one"),
    };
    app.settings.after_score = next;
    app.say(Tone::Plain, text);
}

/// Goes to the next theme.
pub(super) fn next_theme(app: &mut App) {
    app.settings.theme = app.settings.theme.next();
    let text = match app.settings.theme {
        ThemeChoice::Auto => "theme: as the terminal is",
        ThemeChoice::Dark => "theme: dark",
        ThemeChoice::Light => "theme: light",
        ThemeChoice::Contrast => "theme: high contrast",
        ThemeChoice::Mono => "theme: without colours",
    };
    app.say(Tone::Plain, text);
}

/// Turns asking why on or off.
pub(super) fn ask_reasons(app: &mut App) {
    let texts = ["a crossed line asks for a reason", "reasons are not asked for"];
    turn(app, |settings| &mut settings.ask_reasons, texts);
}

/// Turns ASCII characters on or off.
pub(super) fn ascii(app: &mut App) {
    let texts = ["drawn with ASCII characters alone", "drawn as it is meant"];
    turn(app, |settings| &mut settings.ascii, texts);
}

/// Turns showing what moved on or off.
pub(super) fn motion(app: &mut App) {
    turn(
        app,
        |settings| &mut settings.motion,
        ["what moved is shown for a moment", "nothing is shown for a moment"],
    );
}

/// Turns listening to the mouse on or off.
pub(super) fn mouse(app: &mut App) {
    let texts = [
        "the mouse is listened to; with shift held the terminal selects text",
        "the mouse selects text again",
    ];
    turn(app, |settings| &mut settings.mouse, texts);
}

/// Turns something on or off, and says which: the text for on, then the one for off.
fn turn(app: &mut App, switch: impl Fn(&mut Settings) -> &mut bool, [on, off]: [&str; 2]) {
    let switch = switch(&mut app.settings);
    *switch = !*switch;
    let text = if *switch { on } else { off };
    app.say(Tone::Plain, text);
}
