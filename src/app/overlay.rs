//! What lies over the panes: prompts, the palette, the help.

use std::path::PathBuf;

use tui_input::Input;

use super::backups::{self, Backups};
use super::blockers::{self, Blockers};
use super::card::{self, Editing};
use super::class;
use super::closed::{self, Closed};
use super::dragging::{self, Proposal};
use super::ending::{self, Ending};
use super::filter::{self, Chooser};
use super::finder::{self, Finder};
use super::form::{self, Form};
use super::importing::{self, Importing};
use super::key::{Code, Key};
use super::outside::{self, Dialog};
use super::reshape::{self, Reshape};
use super::saving::{COPYING, leave};
use super::scroll::Scroll;
use super::tie::{self, TieBreak};
use super::trial::{self, Trial};
use super::typing::{Typing, edit, insert, number_in, number_key};
use super::voting::{self, Step, Voting};
use super::{App, Effect, Now, Tone, agenda, check, done, people, reveal, scoring};
use crate::domain::command::Command;
use crate::domain::item::Item;
use crate::domain::round::Pending;
use crate::keeping::Order;

/// What lies over the panes. It takes every key until it is gone.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// Why? For the trade-off with this number.
    Reason {
        /// The entry's number.
        entry: u64,
        /// What is typed.
        input: Input,
        /// Whether the next missing score is gone to afterwards.
        then_advance: bool,
    },
    /// A number for the focused criterion.
    Number(Input),
    /// The title of a new item.
    NewItem(Input),
    /// The path of a copy.
    CopyTo(Input),
    /// The day on which the plan is looked at again.
    ReviewDate(Input),
    /// Scores that would bring an item where it was dragged to.
    Proposal(Box<Proposal>),
    /// A backlog that is about to come in.
    Importing(Box<Importing>),
    /// Everything that can be done, and every item, to be found by a few letters.
    Finder(Box<Finder>),
    /// Every key.
    Help {
        /// How many lines are above the window.
        scroll: Scroll,
    },
    /// Why the selected item ranks where it does.
    Explain {
        /// The number of the entry that last made it cross the line, as it was when this was opened.
        crossed: Option<u64>,
        /// How many lines are above the window.
        scroll: Scroll,
    },
    /// A dialog of labelled fields.
    Form(Box<Form>),
    /// Another framework, or other weights, on trial.
    Trial(Box<Trial>),
    /// A near-tie that is being settled by hand.
    TieBreak(Box<TieBreak>),
    /// An item that is merged or split.
    Reshape(Box<Reshape>),
    /// A field of the item card that is being changed.
    Card(Box<Editing>),
    /// The class of the selected item.
    Class,
    /// What the panes show.
    Filter(Box<Chooser>),
    /// What the selected item waits for, and what waits for it.
    Blockers(Box<Blockers>),
    /// A cycle that was closed.
    Closed(Box<Closed>),
    /// A cycle that is about to be closed.
    Ending(Box<Ending>),
    /// Which item to open again.
    Reopen {
        /// Which of those that are done is selected.
        cursor: usize,
    },
    /// The clock of the agenda, to be read from afar.
    Clock,
    /// Who is in the room.
    People {
        /// Which of them is selected.
        cursor: usize,
    },
    /// The last states of the file that are kept.
    Backups(Box<Backups>),
    /// Somebody answers in a blind round.
    Voting(Box<Voting>),
    /// A round is about to be revealed before everybody has answered.
    RevealEarly(Pending),
    /// A round is about to be dropped with what was answered in it.
    DropRound(Pending),
    /// The value that the room agrees on after a reveal.
    Settle(Input),
    /// Saving failed and somebody wants to leave.
    LeaveUnsaved,
    /// What is to become of a file that another program changed.
    Outside(Box<Dialog>),
}

/// What becomes of an overlay with a key, and what is to be done.
#[must_use]
pub(super) enum Next {
    /// It stays, unless something else was opened in its place.
    Stay(Vec<Effect>),
    /// It is gone.
    Close(Vec<Effect>),
}

impl Next {
    /// It stays, and nothing is to be done.
    pub(super) const STAY: Next = Next::Stay(Vec::new());
    /// It is gone, and nothing is to be done.
    pub(super) const CLOSE: Next = Next::Close(Vec::new());

    /// It is gone once what it was about is done; where that is refused, which is said, it stays to be mended.
    pub(super) fn once_done(app: &mut App, command: Command, now: Now) -> Next {
        match app.attempt(command, now) {
            Ok(effects) => Next::Close(effects),
            Err(why) => {
                app.say(Tone::Refused, why);
                Next::STAY
            }
        }
    }
}

/// Takes a key while something lies over the panes.
pub(super) fn key(app: &mut App, key: Key, now: Now) -> Vec<Effect> {
    let Some(mut overlay) = app.overlay.take() else { return Vec::new() };
    match overlay.key(app, key, now) {
        Next::Close(effects) => effects,
        Next::Stay(effects) => {
            app.overlay.get_or_insert(overlay);
            effects
        }
    }
}

/// Takes pasted text: prompts take it as one line, and where nothing asks, it is a backlog that comes in.
pub(super) fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    // Several lines are several items, also where one was going to be added and is not begun yet.
    let empty = matches!(&app.overlay, Some(Overlay::NewItem(input)) if input.value().is_empty());
    let Some(mut overlay) = app.overlay.take_if(|_| !(empty && lines.len() > 1)) else {
        return importing::pasted(app, text);
    };
    // What is a part of a line keeps the blanks around it.
    let line = if lines.len() > 1 { lines.join(" ") } else { text.trim_matches(['\n', '\r']).to_owned() };
    overlay.paste(app, &line);
    app.overlay.get_or_insert(overlay);
    Vec::new()
}

impl Overlay {
    /// Whether it is typed or chosen in the cell or field that it changes, and covers nothing.
    pub fn is_in_place(&self) -> bool {
        matches!(self, Overlay::Number(_) | Overlay::Card(_))
    }

    fn key(&mut self, app: &mut App, key: Key, now: Now) -> Next {
        match self {
            Overlay::Reason { entry, input, then_advance } => {
                reason(app, key, *entry, input, *then_advance, now)
            }
            Overlay::NewItem(input) => text(app, key, input, |app, title| {
                let item = Item { title: title.into(), ..Item::default() };
                Next::once_done(app, Command::Add(vec![item]), now)
            }),
            Overlay::CopyTo(input) => text(app, key, input, |app, path| {
                app.say(Tone::Plain, COPYING);
                Next::Close(vec![Effect::Keep(Order::Copy(
                    PathBuf::from(path),
                    Box::new(app.workspace().clone()),
                ))])
            }),
            Overlay::ReviewDate(input) => check::review_key(app, key, input, now),
            Overlay::Number(input) => number(app, key, input, now),
            Overlay::Proposal(proposal) => dragging::key(app, key, proposal, now),
            Overlay::Importing(importing) => importing::key(app, key, importing, now),
            Overlay::Finder(finder) => finder::key(app, key, finder, now),
            Overlay::Help { scroll } | Overlay::Explain { scroll, .. } => {
                if scroll.takes(key) {
                    Next::STAY
                } else {
                    Next::CLOSE
                }
            }
            Overlay::Form(form) => form::key(app, key, form, now),
            Overlay::Trial(trial) => trial::key(app, key, trial, now),
            Overlay::TieBreak(tie) => tie::key(app, key, tie, now),
            Overlay::Reshape(dialog) => reshape::key(app, key, dialog, now),
            Overlay::Card(editing) => card::key(app, key, editing, now),
            Overlay::Class => class::key(app, key, now),
            Overlay::Filter(chooser) => filter::key(app, key, chooser),
            Overlay::Blockers(panel) => blockers::key(app, key, panel, now),
            Overlay::Closed(closed) => closed::key(app, key, closed),
            Overlay::Ending(ending) => ending::key(app, key, ending, now),
            Overlay::Reopen { cursor } => done::key(app, key, cursor, now),
            Overlay::Clock => agenda::clock_key(app, key, now),
            Overlay::People { cursor } => people::key(app, key, cursor, now),
            Overlay::Backups(list) => backups::key(app, key, list, now),
            Overlay::Voting(voting) => voting::key(app, key, voting, now),
            Overlay::RevealEarly(pending) => reveal::early_key(app, key, *pending, now),
            Overlay::DropRound(pending) => reveal::drop_key(app, key, *pending, now),
            Overlay::Settle(input) => reveal::settle_key(app, key, input, now),
            Overlay::LeaveUnsaved => leave_unsaved(app, key),
            Overlay::Outside(dialog) => outside::key(app, key, dialog),
        }
    }

    fn paste(&mut self, app: &mut App, line: &str) {
        match self {
            Overlay::Form(form) => form::paste(app, form, line),
            Overlay::Blockers(panel) => blockers::paste(app, panel, line),
            Overlay::Finder(finder) => {
                insert(&mut finder.input, line);
                finder.search(app);
            }
            Overlay::Reshape(dialog) => {
                insert(&mut dialog.input, line);
                dialog.consider(app, true);
            }
            other => match (other.number(), number_in(line)) {
                (Some(input), Some(number)) => insert(input, number),
                (Some(_), None) => app.say(Tone::Refused, "only a number can be pasted here"),
                (None, _) => match other.line() {
                    Some(input) => insert(input, line),
                    None => app.say(Tone::Refused, "nothing here takes pasted text"),
                },
            },
        }
    }

    /// The line that is typed into, where that is all there is to it.
    fn line(&mut self) -> Option<&mut Input> {
        match self {
            Overlay::Reason { input, .. }
            | Overlay::NewItem(input)
            | Overlay::CopyTo(input)
            | Overlay::ReviewDate(input) => Some(input),
            Overlay::Card(editing) => card::paste(editing),
            Overlay::Importing(importing) => importing::typing(importing),
            Overlay::Outside(dialog) => dialog.file.as_mut(),
            Overlay::Ending(ending) => Some(&mut ending.name).filter(|_| ending.naming),
            Overlay::Voting(voting) => Some(&mut voting.reason).filter(|_| voting.at == Step::Reason),
            _ => None,
        }
    }

    /// The number that is typed.
    fn number(&mut self) -> Option<&mut Input> {
        match self {
            Overlay::Number(input) | Overlay::Settle(input) => Some(input),
            _ => None,
        }
    }
}

/// Why? Whoever goes on typing scores does not mean them as a reason; one that begins like a score begins with a space.
/// A reason that was given is taken back by nothing in its place.
fn reason(app: &mut App, key: Key, entry: u64, input: &mut Input, then_advance: bool, now: Now) -> Next {
    let is_score = key.typed().is_some_and(|c| c.is_ascii_digit() || "+-=.".contains(c));
    if input.value().is_empty() && is_score {
        app.say(Tone::Refused, "a score? esc first · a reason that begins so begins with a space");
        return Next::STAY;
    }
    if key.code == Code::Enter && input.value().trim().is_empty() && has_reason(app, entry) {
        return Next::Close(app.perform(Command::Reason { entry, text: None }, now));
    }
    let next = text(app, key, input, |app, text| {
        Next::once_done(app, Command::Reason { entry, text: Some(text) }, now)
    });
    if matches!(next, Next::Close(_)) && then_advance {
        scoring::advance(app);
    }
    next
}

fn has_reason(app: &App, entry: u64) -> bool {
    let index = app.workspace().entry_index(entry);
    index.is_some_and(|index| app.workspace().log()[index].reason.is_some())
}

/// A line of text: enter takes it unless it is empty, escape drops it.
fn text(app: &mut App, key: Key, input: &mut Input, take: impl Fn(&mut App, String) -> Next) -> Next {
    match key.code {
        Code::Esc => Next::CLOSE,
        Code::Enter if input.value().trim().is_empty() => Next::CLOSE,
        Code::Enter => take(app, input.value().trim().to_owned()),
        _ => {
            edit(input, key);
            Next::STAY
        }
    }
}

fn number(app: &mut App, key: Key, input: &mut Input, now: Now) -> Next {
    match number_key(app, key, input) {
        Typing::Dropped => Next::CLOSE,
        Typing::Taken => Next::Close(scoring::commit_typed(app, input, now)),
        // A number that was taken back to nothing is no number any more.
        Typing::On if input.value().is_empty() => Next::CLOSE,
        Typing::On => Next::STAY,
    }
}

fn leave_unsaved(app: &mut App, key: Key) -> Next {
    match key.code {
        Code::Char('c') => app.overlay = Some(Overlay::CopyTo(copy_name(app))),
        Code::Char('t') => return Next::Close(leave(app)),
        Code::Char('q') => return Next::Close(vec![Effect::Exit]),
        Code::Esc => {}
        _ => return Next::STAY,
    }
    Next::CLOSE
}

/// A name to begin with: the workspace's own, with a word behind it.
pub(super) fn copy_name(app: &App) -> Input {
    let stem = app.file.strip_suffix(".json").unwrap_or(&app.file);
    Input::new(format!("{stem}-copy.json"))
}
