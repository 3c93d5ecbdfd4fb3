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

impl Overlay {
    /// Whether it is typed or chosen in the cell or field that it changes, and covers nothing.
    pub fn is_in_place(&self) -> bool {
        matches!(self, Overlay::Number(_) | Overlay::Card(_))
    }
}

/// Takes a key while something lies over the panes.
pub(super) fn key(app: &mut App, key: Key, now: Now) -> Vec<Effect> {
    match app.overlay.take() {
        None => Vec::new(),
        Some(Overlay::Reason { entry, input, then_advance }) => {
            reason(app, key, (entry, input, then_advance), now)
        }
        Some(Overlay::NewItem(input)) => text(app, key, input, Overlay::NewItem, |app, title| {
            let item = Item { title: title.into(), ..Item::default() };
            app.perform(Command::Add(vec![item]), now)
        }),
        Some(Overlay::CopyTo(input)) => text(app, key, input, Overlay::CopyTo, |app, path| {
            app.say(Tone::Plain, COPYING);
            vec![Effect::Copy(PathBuf::from(path), Box::new(app.workspace().clone()))]
        }),
        Some(Overlay::ReviewDate(input)) => check::review_key(app, key, input, now),
        Some(Overlay::Number(input)) => number(app, key, input, now),
        Some(Overlay::Proposal(proposal)) => dragging::key(app, key, proposal, now),
        Some(Overlay::Importing(importing)) => importing::key(app, key, *importing, now),
        Some(Overlay::Finder(finder)) => finder::key(app, key, finder, now),
        Some(Overlay::Help { scroll }) => {
            app.overlay = scroll.takes(key).then_some(Overlay::Help { scroll });
            Vec::new()
        }
        Some(Overlay::Explain { scroll }) => {
            app.overlay = scroll.takes(key).then_some(Overlay::Explain { scroll });
            Vec::new()
        }
        Some(Overlay::Form(form)) => form::key(app, key, form, now),
        Some(Overlay::Trial(trial)) => trial::key(app, key, trial, now),
        Some(Overlay::TieBreak(tie)) => tie::key(app, key, tie, now),
        Some(Overlay::Reshape(dialog)) => reshape::key(app, key, dialog, now),
        Some(Overlay::Card(editing)) => card::key(app, key, editing, now),
        Some(Overlay::Class) => class::key(app, key, now),
        Some(Overlay::Filter(chooser)) => {
            filter::key(app, key, chooser);
            Vec::new()
        }
        Some(Overlay::Blockers(panel)) => blockers::key(app, key, panel, now),
        Some(Overlay::Closed(closed)) => closed::key(app, key, closed),
        Some(Overlay::Ending(ending)) => ending::key(app, key, ending, now),
        Some(Overlay::Reopen { cursor }) => done::key(app, key, cursor, now),
        Some(Overlay::Clock) => agenda::clock_key(app, key, now),
        Some(Overlay::People { cursor }) => people::key(app, key, cursor, now),
        Some(Overlay::Backups(list)) => backups::key(app, key, list, now),
        Some(Overlay::Voting(voting)) => voting::key(app, key, voting, now),
        Some(Overlay::RevealEarly(pending)) => reveal::early_key(app, key, pending, now),
        Some(Overlay::DropRound(pending)) => reveal::drop_key(app, key, pending, now),
        Some(Overlay::Settle(input)) => reveal::settle_key(app, key, input, now),
        Some(Overlay::LeaveUnsaved) => leave_unsaved(app, key),
        Some(Overlay::Outside(dialog)) => outside::key(app, key, dialog),
    }
}

/// Takes pasted text: prompts take it as one line, and where nothing asks, it is a backlog that comes in.
pub(super) fn paste(app: &mut App, text: &str) -> Vec<Effect> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    // Several lines are several items, also where one was going to be added and is not begun yet.
    let empty = matches!(&app.overlay, Some(Overlay::NewItem(input)) if input.value().is_empty());
    if app.overlay.is_none() || empty && lines.len() > 1 {
        return importing::pasted(app, text);
    }
    // What is a part of a line keeps the blanks around it.
    let line = if lines.len() > 1 { lines.join(" ") } else { text.trim_matches(['\n', '\r']).to_owned() };
    let line = line.as_str();
    match app.overlay.take() {
        None => {}
        Some(Overlay::Form(form)) => form::paste(app, form, line),
        Some(Overlay::Blockers(panel)) => blockers::paste(app, panel, line),
        Some(Overlay::Finder(mut finder)) => {
            insert(&mut finder.input, line);
            finder.search(app);
            app.overlay = Some(Overlay::Finder(finder));
        }
        Some(Overlay::Reshape(mut dialog)) => {
            insert(&mut dialog.input, line);
            dialog.consider(app, true);
            app.overlay = Some(Overlay::Reshape(dialog));
        }
        Some(mut other) => {
            match (number_of(&mut other), number_in(line)) {
                (Some(input), Some(number)) => insert(input, number),
                (Some(_), None) => app.say(Tone::Refused, "only a number can be pasted here"),
                (None, _) => match line_of(&mut other) {
                    Some(input) => insert(input, line),
                    None => app.say(Tone::Refused, "nothing here takes pasted text"),
                },
            }
            app.overlay = Some(other);
        }
    }
    Vec::new()
}

/// The line that is typed into, where that is all there is to it.
fn line_of(overlay: &mut Overlay) -> Option<&mut Input> {
    match overlay {
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
fn number_of(overlay: &mut Overlay) -> Option<&mut Input> {
    match overlay {
        Overlay::Number(input) | Overlay::Settle(input) => Some(input),
        _ => None,
    }
}

/// Why? Whoever goes on typing scores does not mean them as a reason; one that begins like a score begins with a space.
/// A reason that was given is taken back by nothing in its place.
fn reason(
    app: &mut App,
    key: Key,
    (entry, input, then_advance): (u64, Input, bool),
    now: Now,
) -> Vec<Effect> {
    let reopen = |input| Overlay::Reason { entry, input, then_advance };
    let is_score = key.typed().is_some_and(|c| c.is_ascii_digit() || "+-=.".contains(c));
    if input.value().is_empty() && is_score {
        app.say(Tone::Refused, "a score? esc first · a reason that begins so begins with a space");
        app.overlay = Some(reopen(input));
        return Vec::new();
    }
    if key.code == Code::Enter && input.value().trim().is_empty() && has_reason(app, entry) {
        return app.perform(Command::Reason { entry, text: None }, now);
    }
    let effects = text(app, key, input, reopen, |app, text| {
        app.perform(Command::Reason { entry, text: Some(text) }, now)
    });
    if app.overlay.is_none() && then_advance {
        scoring::advance(app);
    }
    effects
}

fn has_reason(app: &App, entry: u64) -> bool {
    let index = app.workspace().entry_index(entry);
    index.is_some_and(|index| app.workspace().log()[index].reason.is_some())
}

/// A line of text: enter takes it unless it is empty, escape drops it.
fn text(
    app: &mut App,
    key: Key,
    mut input: Input,
    reopen: impl Fn(Input) -> Overlay,
    take: impl Fn(&mut App, String) -> Vec<Effect>,
) -> Vec<Effect> {
    match key.code {
        Code::Esc => return Vec::new(),
        Code::Enter if input.value().trim().is_empty() => return Vec::new(),
        Code::Enter => {
            let effects = take(app, input.value().trim().to_owned());
            // What was refused is not thrown away.
            let refused = app.notice.as_ref().is_some_and(|notice| notice.tone == Tone::Refused);
            if effects.is_empty() && app.overlay.is_none() && refused {
                app.overlay = Some(reopen(input));
            }
            return effects;
        }
        _ => edit(&mut input, key),
    }
    app.overlay = Some(reopen(input));
    Vec::new()
}

fn number(app: &mut App, key: Key, mut input: Input, now: Now) -> Vec<Effect> {
    match number_key(app, key, &mut input) {
        Typing::Dropped => return Vec::new(),
        Typing::Taken => return scoring::commit_typed(app, &input, now),
        Typing::On => {}
    }
    // A number that was taken back to nothing is no number any more.
    if !input.value().is_empty() {
        app.overlay = Some(Overlay::Number(input));
    }
    Vec::new()
}

fn leave_unsaved(app: &mut App, key: Key) -> Vec<Effect> {
    match key.code {
        Code::Char('c') => app.overlay = Some(Overlay::CopyTo(copy_name(app))),
        Code::Char('t') => return leave(app),
        Code::Char('q') => return vec![Effect::Exit],
        Code::Esc => {}
        _ => app.overlay = Some(Overlay::LeaveUnsaved),
    }
    Vec::new()
}

/// A name to begin with: the workspace's own, with a word behind it.
pub(super) fn copy_name(app: &App) -> Input {
    let stem = app.file.strip_suffix(".json").unwrap_or(&app.file);
    Input::new(format!("{stem}-copy.json"))
}
