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

/// Something about the program that is changed with a key, until it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each one is described in the table of actions")]
pub enum Switch {
    AfterScore,
    Reasons,
    Theme,
    Ascii,
    Motion,
    Mouse,
}

/// Changes something about the program, and says what it is now.
pub(super) fn switch(app: &mut App, switch: Switch) {
    let settings = &mut app.settings;
    let text = match switch {
        Switch::AfterScore => after_score(settings),
        Switch::Theme => next_theme(settings),
        Switch::Reasons => turned(
            &mut settings.ask_reasons,
            ["a crossed line asks for a reason", "reasons are not asked for"],
        ),
        Switch::Ascii => {
            turned(&mut settings.ascii, ["drawn with ASCII characters alone", "drawn as it is meant"])
        }
        Switch::Motion => turned(
            &mut settings.motion,
            ["what moved is shown for a moment", "nothing is shown for a moment"],
        ),
        Switch::Mouse => turned(
            &mut settings.mouse,
            [
                "the mouse is listened to; with shift held the terminal selects text",
                "the mouse selects text again",
            ],
        ),
    };
    app.say(Tone::Plain, text);
}

fn after_score(settings: &mut Settings) -> &'static str {
    let (next, text) = match settings.after_score {
        AfterScore::Advance => (AfterScore::Follow, "after a score: follow the item"),
        AfterScore::Follow => (AfterScore::Stay, "after a score: stay where the backlog is"),
        AfterScore::Stay => (AfterScore::Advance, "after a score: advance to the next missing one"),
    };
    settings.after_score = next;
    text
}

fn next_theme(settings: &mut Settings) -> &'static str {
    settings.theme = settings.theme.next();
    match settings.theme {
        ThemeChoice::Auto => "theme: as the terminal is",
        ThemeChoice::Dark => "theme: dark",
        ThemeChoice::Light => "theme: light",
        ThemeChoice::Contrast => "theme: high contrast",
        ThemeChoice::Mono => "theme: without colours",
    }
}

/// Turns something on or off; the text for on, or the one for off.
fn turned(switch: &mut bool, [on, off]: [&'static str; 2]) -> &'static str {
    *switch = !*switch;
    if *switch { on } else { off }
}
