//! Where an action applies, and where a key means what it means: a pane, a screen, everywhere.

use super::view::{Pane, Screen, View};

/// Where an action applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// On every screen, whatever has the focus.
    Everywhere,
    /// A scoring pane.
    Scoring,
    /// The backlog.
    Backlog,
    /// The trade-offs below the panes.
    Log,
    /// A screen; the workshop whichever of its panes has the focus.
    On(Screen),
}

impl Place {
    /// Every one, in the order of the help.
    pub const ALL: &[Place] = &[
        Place::Scoring,
        Place::Backlog,
        Place::Log,
        Place::On(Screen::Workshop),
        Place::On(Screen::Log),
        Place::On(Screen::Card),
        Place::On(Screen::Check),
        Place::On(Screen::Discuss),
        Place::On(Screen::Roadmap),
        Place::On(Screen::Matrix),
        Place::On(Screen::Debt),
        Place::On(Screen::Brief),
        Place::On(Screen::Reveal),
        Place::On(Screen::Present),
        Place::On(Screen::Recap),
        Place::On(Screen::Agenda),
        Place::On(Screen::Triage),
        Place::Everywhere,
    ];

    /// Which one it is, from 0: a number below how many there are.
    pub(super) fn index(self) -> usize {
        match self {
            Place::Everywhere => 0,
            Place::Scoring => 1,
            Place::Backlog => 2,
            Place::Log => 3,
            Place::On(screen) => 4 + screen as usize,
        }
    }

    /// Its section in the keymap, its heading in the help, and the word for an action that works only there.
    fn words(self) -> [&'static str; 3] {
        match self {
            Place::Everywhere => ["everywhere", "Everywhere", "works everywhere"],
            Place::On(Screen::Workshop) => ["workshop", "Workshop", "works on the workshop screen"],
            Place::Scoring => ["scoring", "Scoring panes", "works in a scoring pane"],
            Place::Backlog => ["backlog", "Backlog", "works in the backlog"],
            Place::Log => ["log", "Trade-offs", "works in the trade-off log"],
            Place::On(Screen::Log) => ["log-screen", "Log screen", "works on the log screen"],
            Place::On(Screen::Card) => ["card", "Item card", "works on the item card"],
            Place::On(Screen::Check) => ["check-screen", "Check screen", "works on the check screen"],
            Place::On(Screen::Discuss) => ["discuss", "Discuss", "works on the discuss screen"],
            Place::On(Screen::Roadmap) => ["roadmap", "Roadmap", "works on the roadmap"],
            Place::On(Screen::Matrix) => ["matrix", "Matrix", "works on the matrix"],
            Place::On(Screen::Debt) => ["debt-screen", "Debt register", "works on the debt register"],
            Place::On(Screen::Brief) => ["brief-screen", "Brief", "works on the brief"],
            Place::On(Screen::Reveal) => ["votes-screen", "Votes", "works on the screen of votes"],
            Place::On(Screen::Present) => ["presentation", "Presentation", "works on the presentation"],
            Place::On(Screen::Recap) => ["recap-screen", "Recap", "works on the recap"],
            Place::On(Screen::Agenda) => ["agenda-screen", "Agenda", "works on the agenda"],
            Place::On(Screen::Triage) => ["triage", "Triage", "works in the triage"],
        }
    }

    /// The name in the keymap.
    pub fn name(self) -> &'static str {
        self.words()[0]
    }

    /// The heading in the help.
    pub fn heading(self) -> &'static str {
        self.words()[1]
    }

    /// Why an action of this place cannot be done elsewhere.
    pub fn refusal(self) -> &'static str {
        self.words()[2]
    }

    /// The place that has the focus.
    pub fn of(view: &View) -> Place {
        match (view.screen, view.pane) {
            (Screen::Workshop, Pane::Scoring(_)) => Place::Scoring,
            (Screen::Workshop, Pane::Backlog) => Place::Backlog,
            (Screen::Workshop, Pane::Log) => Place::Log,
            (screen, _) => Place::On(screen),
        }
    }

    /// This place, then what it is a part of: the order in which a key is looked up. The card of the triage is a
    /// scoring pane of its own.
    pub fn around(self) -> impl Iterator<Item = Place> {
        let parts: &[Place] = match self {
            Place::Scoring | Place::Backlog | Place::Log => &[Place::On(Screen::Workshop)],
            Place::On(Screen::Triage) => &[Place::Scoring],
            _ => &[],
        };
        let wide = (self != Place::Everywhere).then_some(Place::Everywhere);
        std::iter::once(self).chain(parts.iter().copied()).chain(wide)
    }
}
