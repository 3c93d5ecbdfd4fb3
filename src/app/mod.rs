//! The user interface without a terminal: what is looked at, what a key means, what follows.
//!
//! ```text
//! what comes, what follows   message
//! key → keymap → action      key  keymap  place  action (the one table)  ready  settings
//! action → state + effects   update → screens  moves  scroll  perform (a gesture)  saving
//! the workshop               scoring  voting  tie  class  placing  filter (what the panes show)  log  swing
//! full screens               agenda  brief  card  check  discuss  matrix  recap  register (of debt)  reveal  roadmap
//!                            triage
//! what lies over them        overlay: backups  blockers  closed  done  dragging  ending  finder  form  importing  people
//!                            reshape  trial
//! what goes out              clip  export
//! what takes its time        errand
//! the mouse                  pointer
//! beside this window         following (another window)  outside (another program)  start (the small app before it)
//!                            reopening (another state in its place)
//! a line that is typed       typing
//! state → what to draw       view  rows  preview
//! ```
//!
//! Nothing here reads a clock or a file: time arrives with the message, and what has to happen
//! outside leaves as an [`Effect`].

pub mod action;
pub mod agenda;
pub mod backups;
pub mod blockers;
pub mod brief;
pub mod card;
pub mod check;
mod class;
mod clip;
pub mod closed;
pub mod discuss;
mod done;
pub mod dragging;
pub mod ending;
pub mod errand;
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
mod message;
mod moves;
pub mod outside;
pub mod overlay;
pub mod people;
mod perform;
pub mod place;
mod placing;
pub mod pointer;
pub mod preview;
mod ready;
pub mod recap;
pub mod register;
mod reopening;
pub mod reshape;
pub mod reveal;
pub mod roadmap;
pub mod rows;
pub mod saving;
mod scoring;
mod screens;
pub mod scroll;
pub mod settings;
pub mod start;
pub mod swing;
pub mod tie;
pub mod triage;
pub mod trial;
mod typing;
mod update;
pub mod view;
pub mod voting;

use std::hash::Hash;
use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};

use crate::domain::framework::{Criterion, Side};
use crate::domain::id::Slot;
use crate::domain::item::Item;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;
use agenda::Meeting;
use backups::Restoring;
use brief::Briefing;
use card::Card;
use check::Checklist;
use discuss::Talk;
use export::Outlet;
use filter::Filtering;
use following::Following;
use keymap::Keymap;
use log::Log;
use matrix::Map;
pub use message::{Effect, Message};
use overlay::Overlay;
use recap::Minutes;
use register::Register;
use reveal::Reveal;
use roadmap::Roadmap;
use saving::Saving;
use settings::Settings;
use swing::Swings;
use triage::Triage;
pub use update::update;
use view::{Pane, Screen, View};

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
    pub discuss: Talk,
    /// The state of the roadmap.
    pub roadmap: Roadmap,
    /// What the matrix shows.
    pub matrix: Map,
    /// What the brief shows.
    pub brief: Briefing,
    /// What the debt register shows.
    pub register: Register,
    /// The state of the screen of votes.
    pub reveal: Reveal,
    /// The state of the recap.
    pub recap: Minutes,
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
    /// How many times a source, or the backups, were read.
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
    /// The time, where it is known: whoever comes back soon goes on with the session that there was.
    pub now: Option<Now>,
}

impl App {
    /// Opens a workshop. The focus is where [`View::new`] puts it.
    pub fn new(workshop: Workshop, opening: Opening, settings: Settings, keymap: Keymap) -> App {
        let mut saving = Saving::new(workshop.workspace().last_seq(), opening.read_only, opening.unfolded);
        if opening.changed_outside {
            saving.changed_outside();
        }
        let read_only = saving.read_only.as_ref().map(|why| format!("read-only: {why}"));
        let notices: Vec<String> = read_only.into_iter().chain(opening.notices).collect();
        let mut view = View::new(&workshop);
        view.screen = opening.screen;
        let log = Log::new(&workshop, opening.now);
        let check = Checklist::default();
        let filter = Filtering::default();
        let (file, roadmap) = (opening.file, Roadmap::default());
        let mut app = App {
            workshop,
            file,
            view,
            log,
            check,
            discuss: Talk::default(),
            card: Card::default(),
            roadmap,
            matrix: Map::default(),
            brief: Briefing::default(),
            register: Register::default(),
            reveal: Reveal::default(),
            recap: Minutes::default(),
            triage: Triage::default(),
            overlay: None,
            notice: None,
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
        };
        let of_votes = [voting::told_open(&app), voting::told_handed(&app)];
        let told: Vec<String> = notices.into_iter().chain(of_votes.into_iter().flatten()).collect();
        if !told.is_empty() {
            app.say(Tone::Plain, told.join(" · "));
        }
        app
    }

    /// The workspace.
    pub fn workspace(&self) -> &Workspace {
        self.workshop.workspace()
    }

    /// The selected item.
    pub fn selected(&self) -> Option<(Slot, &Item)> {
        let slot = self.view.selected.filter(|_| !triage::is_done(self))?;
        Some((slot, self.workspace().item(slot)))
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

    /// What everything follows from that is told of items and trade-offs, beside what is looked at: as long as it is the
    /// same, they say the same.
    pub fn basis(&self) -> impl Hash + Copy {
        let editions = (self.workshop.edition(), self.swings.edition(), self.found_edition());
        (editions, self.subject, self.moving)
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
