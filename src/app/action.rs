//! The one table of everything that can be done. Help, palette, footer and keymap are read from it.
//!
//! ```text
//! workshop  the panes, and moving about     backlog  items, line, framework, undo
//! screens   the full screens                votes    blind rounds and people
//! program   settings, saving, leaving       agenda   stages and their clock
//! keys      the keys of an action, as they are shown
//! ```

mod agenda;
mod backlog;
mod keys;
mod program;
mod screens;
mod votes;
mod workshop;

use std::fmt;
use std::sync::LazyLock;

use super::App;
use super::agenda::Act;
use super::log::Only;
pub use super::place::Place;
use super::saving::Filing;
use super::settings::Switch;
use super::view::Screen;
use crate::domain::item::Horizon;
pub use keys::Keyed;

/// Something that can be done with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each one is described in the table")]
pub enum Action {
    Score,
    StepUp,
    StepDown,
    Clear,
    NextPane,
    PreviousPane,
    NextUnscored,
    Reason,
    Undo,
    Redo,
    AddItem,
    /// Read a backlog from a file.
    Import,
    Merge,
    Split,
    EditField,
    EditOutside,
    NextCard,
    PreviousCard,
    Framework,
    Weights,
    Capacity,
    Pin,
    Call,
    Explain,
    BreakTie,
    Class,
    Filter,
    ShowAll,
    Blockers,
    MarkDone,
    Reopen,
    EndCycle,
    ClosedCycle,
    EditPurpose,
    AddPurpose,
    RemovePurpose,
    NextUnlinked,
    Agenda(Act),
    Up,
    Down,
    Left,
    Right,
    Top,
    Bottom,
    PageUp,
    PageDown,
    Switch(Switch),
    File(Filing),
    Open(Screen),
    Back,
    Place(Horizon),
    MoveLeft,
    MoveRight,
    Group,
    NextAimless,
    NearestLeft,
    NearestRight,
    ShowItem,
    Only(Only),
    WholeLog,
    LookInto,
    NextUnmet,
    FollowUp,
    ToVotes,
    NextDeciding,
    NextQueue,
    PreviousQueue,
    NextInQueue,
    PreviousInQueue,
    ReviewDate,
    People,
    NextScorer,
    VoteBlind,
    Reveal,
    SettleAt,
    SettleBelow,
    SettleAbove,
    VoteAgain,
    OwnerDecides,
    ShowNames,
    DropRound,
    NextPending,
    Palette,
    Find,
    Help,
    CopyItem,
    CopyRanking,
    Export,
    StopExport,
    Redraw,
    Suspend,
    Quit,
}

/// Whether an action can be done now, and if not, why.
pub type Ready = Result<(), &'static str>;

/// What there is to know about an action.
#[derive(Clone, Copy)]
pub struct Spec {
    /// The action.
    pub action: Action,
    /// Its name in the keymap.
    pub name: &'static str,
    /// Its title in the palette.
    pub title: &'static str,
    /// What it does, in a sentence.
    pub doc: &'static str,
    /// Where it applies.
    pub place: Place,
    /// Its word in the footer; none keeps it out.
    pub hint: Option<&'static str>,
    /// Whether it can be done now.
    pub ready: fn(&App) -> Ready,
}

impl fmt::Debug for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

const fn spec(
    action: Action,
    name: &'static str,
    place: Place,
    (title, doc): (&'static str, &'static str),
    hint: Option<&'static str>,
    ready: fn(&App) -> Ready,
) -> Spec {
    Spec { action, name, title, doc, place, hint, ready }
}

const ALWAYS: fn(&App) -> Ready = |_| Ok(());

/// Everything that can be done, in the order of footer and help. Each section is written down in a file of its own.
const SECTIONS: [&[Spec]; 24] = [
    workshop::SCORING,
    screens::LOG,
    screens::CARD,
    screens::CHECK,
    screens::DISCUSS,
    screens::BRIEF,
    screens::RECAP,
    agenda::SCREEN,
    screens::ROADMAP,
    screens::MATRIX,
    votes::SCREEN,
    workshop::PANES,
    backlog::LAST,
    votes::EVERYWHERE,
    backlog::HOLD,
    screens::OPEN,
    backlog::PLAN,
    workshop::MOVES,
    program::SETTINGS,
    backlog::ITEM,
    screens::TRIAGE,
    agenda::EVERYWHERE,
    program::URGENT,
    program::SHELL,
];

/// The sections in one.
pub static TABLE: LazyLock<Vec<Spec>> = LazyLock::new(|| SECTIONS.concat());

impl Action {
    /// What there is to know about it.
    pub fn spec(self) -> Option<&'static Spec> {
        TABLE.iter().find(|spec| spec.action == self)
    }

    /// The action with this name.
    pub fn named(name: &str) -> Option<Action> {
        TABLE.iter().find(|spec| spec.name == name).map(|spec| spec.action)
    }
}

impl Spec {
    /// Whether it can be done now where the focus is.
    ///
    /// # Errors
    /// Why not, in a few words.
    pub fn ready(&self, app: &App) -> Ready {
        if !Place::of(&app.view).around().any(|place| place == self.place) {
            return Err(self.place.refusal());
        }
        if self.action == Action::Open(app.view.screen) {
            return Err("it is on the screen already");
        }
        (self.ready)(app)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_action_or_name_stands_in_the_table_twice_and_each_is_described() {
        let names: HashSet<_> = TABLE.iter().map(|spec| spec.name).collect();
        let actions: HashSet<_> = TABLE.iter().map(|spec| spec.action).collect();
        assert_eq!((names.len(), actions.len()), (TABLE.len(), TABLE.len()));
        for spec in TABLE.iter() {
            assert!(spec.doc.ends_with('.') && !spec.title.ends_with('.'), "{}", spec.name);
            assert!(!spec.doc.contains('!') && !spec.title.is_empty(), "{}", spec.name);
            assert_eq!(Action::named(spec.name), Some(spec.action));
        }
    }
}
