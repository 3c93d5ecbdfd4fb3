//! The user interface without a terminal: what is looked at, what a key means, what follows.
//!
//! ```text
//! key → keymap → action      key.rs  keymap.rs  place.rs  action.rs (the one table)
//! action → state + effects   update.rs → screens.rs  moves.rs  scoring.rs  log.rs  check.rs  brief.rs  tie.rs  saving.rs
//!                                        overlay.rs  trial.rs  form.rs  card.rs  reshape.rs  class.rs
//!                                        filter.rs (what the panes show)  finder.rs  swing.rs
//!                                        following.rs (another window)  outside.rs (another program)
//! state → what to draw       view.rs  rows.rs  preview.rs
//! ```
//!
//! Nothing here reads a clock or a file: time arrives with the message, and what has to happen
//! outside leaves as an [`Effect`].

pub mod action;
pub mod agenda;
pub mod backups;
pub mod blockers;
pub mod boards;
pub mod brief;
pub mod card;
pub mod check;
mod class;
mod clip;
pub mod discuss;
mod done;
pub mod dragging;
pub mod ending;
pub mod export;
pub mod filter;
pub mod finder;
pub mod following;
pub mod form;
pub mod importing;
pub mod key;
pub mod keymap;
pub mod log;
pub mod matrix;
mod moves;
pub mod outside;
pub mod overlay;
pub mod people;
pub mod place;
mod placing;
pub mod pointer;
pub mod preview;
mod ready;
pub mod recap;
pub mod reshape;
pub mod reveal;
pub mod roadmap;
pub mod rows;
pub mod saving;
mod scoring;
mod screens;
pub mod settings;
pub mod start;
pub mod swing;
pub mod tie;
pub mod triage;
pub mod trial;
mod update;
pub mod view;
pub mod voting;

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};

use crate::domain::draft::Column;
use crate::domain::framework::{Criterion, Side};
use crate::domain::id::Slot;
use crate::domain::item::Item;
use crate::domain::swing::{Model, Swing};
use crate::domain::workshop::{Gesture, Workshop};
use crate::domain::workspace::Workspace;
use agenda::Meeting;
use backups::{Kept, Restoring};
use boards::Boards;
use card::Card;
use check::Checklist;
use discuss::Talk;
use export::{Order, Outcome, Outlet};
use filter::Filtering;
use following::Following;
use importing::{Asked, Read};
use key::Key;
use keymap::Keymap;
use log::Log;
use matrix::Map;
use outside::Way;
use overlay::Overlay;
use pointer::{Mouse, Spot};
use recap::Minutes;
use reveal::Reveal;
use roadmap::Roadmap;
use saving::{Report, Saving};
use settings::Settings;
use swing::Swings;
use triage::Triage;
pub use update::update;
use view::{Pane, Screen, View};

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// A source was read: which reading it was, and what came of it; why nothing where it failed.
    SourceRead(u64, Box<Result<Read, String>>),
    /// A mapping was saved under this name; why not where it failed.
    PresetKept(Result<String, String>),
    /// Text was pasted.
    Paste(String),
    /// Something was done with the mouse, to what was under it.
    Pointed(Mouse, Option<Spot>),
    /// What became of a text that was handed to an editor; why nothing did where it failed.
    Edited(Result<String, String>),
    /// The writer has something to tell.
    Report(Report),
    /// What came of a document that was to be handed out.
    Exported(Outcome),
    /// Somebody else did this to the workspace that is followed.
    Followed(Vec<Gesture>),
    /// Somebody else put this in its place.
    Replaced(Box<Workspace>),
    /// It cannot be read any more, and why.
    LostSight(String),
    /// Who has the workspace that is followed open now; nobody without one.
    HeldBy(Option<String>),
    /// Something happened to the file in which this window keeps the workspace.
    Stirred,
    /// Something that the room should know came up.
    Noticed(String),
    /// The backups were read: which look it was, and what is there; why nothing where it failed.
    BackupsRead(u64, Result<Vec<Kept>, String>),
    /// Nothing was pressed for a moment.
    Pause,
    /// What the sampler drew for the backlog as it was after the gesture with this number.
    Sampled(u64, Box<Swing>),
    /// What moved was shown for long enough.
    Settled,
    /// Nothing was pressed for a while.
    Idle,
    /// A second went by while the clock of the agenda runs.
    Tick,
    /// The program is asked to end.
    Terminate,
}

/// Something that has to happen outside.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Keep a gesture.
    Persist(Box<Gesture>),
    /// Replace the snapshot.
    Fold(Box<Workspace>),
    /// Draw the swing of the backlog as it is after the gesture with this number.
    Sample(u64, Box<Model>),
    /// Write a copy.
    Copy(PathBuf, Box<Workspace>),
    /// Look whether another program has changed the file.
    CheckOutside,
    /// Look what it made of it, beside what is here.
    LookOutside(Box<Workspace>),
    /// Settle what another program made of the file, as it was seen in this state.
    Settle(Way, Box<Workspace>, String),
    /// Take over from another window what is known as this.
    TakeOver(Box<Workspace>),
    /// Read the backups.
    Backups(Box<backups::Asked>),
    /// Make a backup of the first workspace, and put the second in its place.
    Replace(Box<Workspace>, Box<Workspace>),
    /// Read a source that is to come in.
    Read(Box<Asked>),
    /// Keep what columns are read into under a name.
    KeepPreset(String, Vec<Column>),
    /// Make a document, and put it where it is to go.
    Export(Box<Order>),
    /// Give the terminal to the editor of whoever sits here until it is done with a text.
    EditText {
        /// The text.
        text: String,
        /// What it is.
        hint: String,
    },
    /// Draw the whole screen anew, whatever is on it.
    Redraw,
    /// Give the terminal back to the shell until it returns.
    Suspend,
    /// Put a text on the clipboard.
    Clip(String),
    /// Let everybody hear it.
    Bell,
    /// End.
    Exit,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Plain,
    /// It did not work.
    Refused,
}

/// One line for the room, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub text: String,
}

/// Everything there is to see and to do.
#[derive(Clone, Debug)]
pub struct App {
    /// The workshop itself.
    pub workshop: Workshop,
    /// The name of the file on the screen.
    pub file: String,
    /// What is looked at.
    pub view: View,
    /// The state of the log screen.
    pub log: Log,
    /// The state of the item card.
    pub card: Card,
    /// The state of the check screen.
    pub check: Checklist,
    /// The state of the discuss screen.
    pub talk: Talk,
    /// The state of the roadmap.
    pub roadmap: Roadmap,
    /// What the matrix shows.
    pub map: Map,
    /// What the debt register and the brief show.
    pub boards: Boards,
    /// The state of the screen of votes.
    pub reveal: Reveal,
    /// The state of the recap.
    pub minutes: Minutes,
    /// The state of the triage.
    pub triage: Triage,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// What the room should know now.
    pub notice: Option<Notice>,
    /// Whether nobody has used the program here before.
    pub first_time: bool,
    /// What is saved.
    pub saving: Saving,
    /// Which other window is followed.
    pub following: Following,
    /// Where documents go.
    pub outlet: Outlet,
    /// The folder with the backups, if any are kept.
    pub shelf: Option<PathBuf>,
    /// The backup that is shown as soon as it has taken the place of the workspace.
    restoring: Option<Box<Restoring>>,
    /// How the program behaves.
    pub settings: Settings,
    /// What keys mean.
    pub keymap: Keymap,
    /// How many times a source was read.
    readings: u64,
    /// The item that the last change was about.
    pub subject: Option<Slot>,
    /// Whether what the last change moved is shown for a moment.
    pub moving: bool,
    /// The item of the matrix that is being dragged.
    pub dragged: Option<Slot>,
    /// Which items are shown.
    pub filter: Filtering,
    /// What time it is, and which stage of the agenda is selected.
    pub meeting: Meeting,
    /// How likely each item is to be in, as far as that is known.
    pub swings: Swings,
}

/// How a workshop is opened.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// The name of the file on the screen.
    pub file: String,
    /// What the room should know, one line each.
    pub notices: Vec<String>,
    /// Why nothing can be changed, if so.
    pub read_only: Option<String>,
    /// Whether a journal was found that the snapshot does not hold yet.
    pub unfolded: bool,
    /// Which other window is followed.
    pub following: Following,
    /// Whether another program has changed the file, and both are still to be settled.
    pub changed_outside: bool,
    /// What is shown first.
    pub screen: Screen,
    /// Whether nobody has used the program here before.
    pub first_time: bool,
    /// Where documents go.
    pub outlet: Outlet,
    /// The folder with the backups, if any are kept.
    pub shelf: Option<PathBuf>,
}

impl App {
    /// Opens a workshop. The focus is on the first criterion of the first unscored item that the
    /// business side scores, of the first item where all are scored.
    pub fn new(workshop: Workshop, opening: Opening, settings: Settings, keymap: Keymap) -> App {
        let mut saving = Saving::new(workshop.workspace().last_seq(), opening.read_only, opening.unfolded);
        if opening.changed_outside {
            saving.changed_outside();
        }
        let read_only = saving.read_only.as_ref().map(|why| format!("read-only: {why}"));
        let notices: Vec<String> = read_only.into_iter().chain(opening.notices).collect();
        let notice = match notices.join(" · ") {
            text if text.is_empty() => None,
            text => Some(Notice { tone: Tone::Plain, text }),
        };
        let mut view = View::new(&workshop);
        view.screen = opening.screen;
        let log = Log::new(&workshop);
        let check = Checklist::default();
        let filter = Filtering::default();
        let (file, roadmap) = (opening.file, Roadmap::default());
        let boards = Boards::default();
        App {
            workshop,
            file,
            view,
            log,
            check,
            talk: Talk::default(),
            card: Card::default(),
            roadmap,
            map: Map::default(),
            boards,
            reveal: Reveal::default(),
            minutes: Minutes::default(),
            triage: Triage::default(),
            overlay: None,
            notice,
            first_time: opening.first_time,
            saving,
            following: opening.following,
            outlet: opening.outlet,
            shelf: opening.shelf,
            restoring: None,
            settings,
            keymap,
            readings: 0,
            subject: None,
            moving: false,
            dragged: None,
            filter,
            meeting: Meeting::default(),
            swings: Swings::default(),
        }
    }

    /// The workspace.
    pub fn workspace(&self) -> &Workspace {
        self.workshop.workspace()
    }

    /// The selected item.
    pub fn selected(&self) -> Option<(Slot, &Item)> {
        self.view.selected.map(|slot| (slot, self.workspace().item(slot)))
    }

    /// The side whose pane has the focus, in the triage the one whose score has; none on another screen.
    pub fn focused_side(&self) -> Option<Side> {
        match (self.view.screen, self.view.pane) {
            (Screen::Workshop, Pane::Scoring(side)) => Some(side),
            (Screen::Triage, _) => self.triage.card().map(|_| self.view.side),
            _ => None,
        }
    }

    /// The criterion under the cursor of a side: its index in the framework, and the criterion.
    pub fn criterion(&self, side: Side) -> Option<(usize, &Criterion)> {
        let framework = self.workspace().framework();
        let index = framework.of_side(side).nth(self.view.cursor(side))?;
        Some((index, &framework.criteria()[index]))
    }

    /// The side that is scoring: the focused one, else the one that was focused last.
    pub fn scoring_side(&self) -> Side {
        self.view.side
    }

    fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { tone, text: text.into() });
    }
}

/// The time of the room, as it arrives with a message.
pub type Now = DateTime<FixedOffset>;

/// The day of the room: `2026-01-20`.
fn day(now: Now) -> String {
    now.date_naive().to_string()
}
