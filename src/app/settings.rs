//! How the program behaves, as far as people may choose.

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

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// What happens after a score.
    pub after_score: AfterScore,
    /// Whether a crossed line asks for a reason.
    pub ask_reasons: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { after_score: AfterScore::default(), ask_reasons: true }
    }
}
