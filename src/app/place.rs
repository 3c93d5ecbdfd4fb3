//! Where an action applies, and where a key means what it means: a pane, a screen, everywhere.

use super::view::{Pane, Screen, View};

/// Where an action applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// On every screen, whatever has the focus.
    Everywhere,
    /// The workshop, whichever of its panes has the focus.
    Workshop,
    /// A scoring pane.
    Scoring,
    /// The backlog.
    Backlog,
    /// The trade-offs below the panes.
    Log,
    /// The log over the full window.
    LogScreen,
    /// An item card.
    Card,
    /// The readiness check.
    CheckScreen,
    /// What there is to talk about.
    Discuss,
    /// The roadmap.
    Roadmap,
    /// The matrix.
    Matrix,
    /// The debt register.
    DebtScreen,
    /// The brief.
    BriefScreen,
    /// The votes.
    RevealScreen,
    /// The presentation.
    Present,
    /// The recap.
    RecapScreen,
    /// The agenda.
    AgendaScreen,
    /// The triage.
    Triage,
}

impl Place {
    /// Every one, in the order of the help.
    pub const ALL: &[Place] = &[
        Place::Scoring,
        Place::Backlog,
        Place::Log,
        Place::Workshop,
        Place::LogScreen,
        Place::Card,
        Place::CheckScreen,
        Place::Discuss,
        Place::Roadmap,
        Place::Matrix,
        Place::DebtScreen,
        Place::BriefScreen,
        Place::RevealScreen,
        Place::Present,
        Place::RecapScreen,
        Place::AgendaScreen,
        Place::Triage,
        Place::Everywhere,
    ];

    /// Its section in the keymap, its heading in the help, and the word for an action that works only there.
    fn words(self) -> [&'static str; 3] {
        match self {
            Place::Everywhere => ["everywhere", "Everywhere", "works everywhere"],
            Place::Workshop => ["workshop", "Workshop", "works on the workshop screen"],
            Place::Scoring => ["scoring", "Scoring panes", "works in a scoring pane"],
            Place::Backlog => ["backlog", "Backlog", "works in the backlog"],
            Place::Log => ["log", "Trade-offs", "works in the trade-off log"],
            Place::LogScreen => ["log-screen", "Log screen", "works on the log screen"],
            Place::Card => ["card", "Item card", "works on the item card"],
            Place::CheckScreen => ["check-screen", "Check screen", "works on the check screen"],
            Place::Discuss => ["discuss", "Discuss", "works on the discuss screen"],
            Place::Roadmap => ["roadmap", "Roadmap", "works on the roadmap"],
            Place::Matrix => ["matrix", "Matrix", "works on the matrix"],
            Place::DebtScreen => ["debt-screen", "Debt register", "works on the debt register"],
            Place::BriefScreen => ["brief-screen", "Brief", "works on the brief"],
            Place::RevealScreen => ["votes-screen", "Votes", "works on the screen of votes"],
            Place::Present => ["presentation", "Presentation", "works on the presentation"],
            Place::RecapScreen => ["recap-screen", "Recap", "works on the recap"],
            Place::AgendaScreen => ["agenda-screen", "Agenda", "works on the agenda"],
            Place::Triage => ["triage", "Triage", "works in the triage"],
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
            (Screen::Log, _) => Place::LogScreen,
            (Screen::Card, _) => Place::Card,
            (Screen::Check, _) => Place::CheckScreen,
            (Screen::Discuss, _) => Place::Discuss,
            (Screen::Roadmap, _) => Place::Roadmap,
            (Screen::Matrix, _) => Place::Matrix,
            (Screen::Debt, _) => Place::DebtScreen,
            (Screen::Brief, _) => Place::BriefScreen,
            (Screen::Reveal, _) => Place::RevealScreen,
            (Screen::Present, _) => Place::Present,
            (Screen::Recap, _) => Place::RecapScreen,
            (Screen::Agenda, _) => Place::AgendaScreen,
            (Screen::Triage, _) => Place::Triage,
        }
    }

    /// This place, then what it is a part of: the order in which a key is looked up. The card of the triage is a
    /// scoring pane of its own.
    pub fn around(self) -> impl Iterator<Item = Place> {
        let parts: &[Place] = match self {
            Place::Scoring | Place::Backlog | Place::Log => &[Place::Workshop],
            Place::Triage => &[Place::Scoring],
            _ => &[],
        };
        let wide = (self != Place::Everywhere).then_some(Place::Everywhere);
        std::iter::once(self).chain(parts.iter().copied()).chain(wide)
    }
}
