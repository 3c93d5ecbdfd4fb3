//! Making one item of two, and several of one: dialogs that say what will happen before it does.

use tui_input::Input;

use super::action::Ready;
use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::ready::{can_write, none_votes};
use super::typing;
use super::{App, Now, Tone};
use crate::domain::command::Command;
use crate::domain::debt;
use crate::domain::event::Event;
use crate::domain::facet::Facet;
use crate::domain::id::Slot;
use crate::domain::telling::tell;
use crate::domain::text::counted;
use crate::domain::tradeoff::{Entry, Stamp};
use crate::domain::workspace::Workspace;

/// How many of the items that are searched for are listed.
pub const LISTED: usize = 100;

/// Up to so many items it is tried out on a copy where everybody would stand then.
const TRIED: usize = 20_000;

/// An item that changes its shape.
#[derive(Clone, Debug)]
pub struct Reshape {
    /// The item.
    pub item: Slot,
    /// What is typed.
    pub input: Input,
    /// What it becomes.
    pub into: Shape,
    /// What would happen, line by line.
    pub told: Vec<String>,
}

/// What an item becomes.
#[derive(Clone, Debug)]
pub enum Shape {
    /// A part of another one.
    Other {
        /// The items that are called what is typed, at most [`LISTED`].
        found: Vec<Slot>,
        /// Which of them is meant; none before anything is typed or gone to.
        cursor: Option<usize>,
    },
    /// Several.
    Parts(Vec<String>),
}

pub(super) fn can_reshape(app: &App) -> Ready {
    can_write(app)?;
    none_votes(app)
}

pub(super) fn can_merge(app: &App) -> Ready {
    can_reshape(app)?;
    let alone = app.workshop.standing().candidates().len() < 2;
    if alone { Err("there is no other item to merge it into") } else { Ok(()) }
}

/// Asks which item the selected one goes into.
pub(super) fn open_merge(app: &mut App) {
    let into = Shape::Other { found: Vec::new(), cursor: None };
    open(app, Input::default(), into);
}

/// Asks for the titles that the selected item is split into; the first is its own until it is changed.
pub(super) fn open_split(app: &mut App) {
    let title = app.selected().map(|(_, item)| item.title.to_string()).unwrap_or_default();
    open(app, Input::new(title), Shape::Parts(Vec::new()));
}

fn open(app: &mut App, input: Input, into: Shape) {
    let Some(item) = app.view.selected else { return };
    let mut reshape = Box::new(Reshape { item, input, into, told: Vec::new() });
    reshape.consider(app, true);
    app.overlay = Some(Overlay::Reshape(reshape));
}

/// Takes a key while an item changes its shape.
pub(super) fn key(app: &mut App, key: Key, reshape: &mut Reshape, now: Now) -> Next {
    let (item, go) = (reshape.item, Go::beside_typing(key));
    let mut typed = false;
    let command = match (&mut reshape.into, key.code) {
        (_, Code::Esc) => return Next::CLOSE,
        (Shape::Other { found, cursor }, Code::Enter) => {
            cursor.and_then(|at| found.get(at)).map(|into| Command::Merge { item, into: *into })
        }
        (Shape::Other { found, cursor }, _) if go.is_some() => {
            *cursor = go.map(|go| cursor.map_or(0, |at| go.from(at, found.len())));
            None
        }
        (Shape::Parts(titles), Code::Enter) if reshape.input.value().trim().is_empty() => {
            if titles.len() < 2 {
                app.say(Tone::Refused, "an item is split into two titles or more");
            }
            (titles.len() > 1).then(|| Command::Split { item, titles: titles.clone() })
        }
        (Shape::Parts(titles), Code::Enter) => {
            titles.push(reshape.input.value().trim().to_owned());
            reshape.input = Input::default();
            None
        }
        (Shape::Parts(titles), Code::Backspace) if reshape.input.value().is_empty() => {
            reshape.input = Input::new(titles.pop().unwrap_or_default());
            None
        }
        _ => {
            typing::edit(&mut reshape.input, key);
            typed = true;
            None
        }
    };
    if let Some(command) = command {
        return Next::Close(app.perform(command, now));
    }
    reshape.consider(app, typed);
    Next::STAY
}

impl Reshape {
    /// Works out what is found and what would happen: once a key, never while it is drawn.
    pub(super) fn consider(&mut self, app: &App, searches: bool) {
        let item = self.item;
        match &mut self.into {
            Shape::Parts(titles) => self.told = parts(titles),
            Shape::Other { found, cursor } => {
                let text = self.input.value().trim();
                if searches {
                    // Nobody is meant before somebody says who: enter is pressed too soon too easily.
                    (*found, *cursor) = (search(app, item, text), (!text.is_empty()).then_some(0));
                }
                let into = cursor.and_then(|at| found.get(at));
                self.told = into.map(|into| rehearsed(app, item, *into)).unwrap_or_default();
            }
        }
    }
}

/// The items that are called so, by title, id or source key, in the order of the backlog.
fn search(app: &App, item: Slot, text: &str) -> Vec<Slot> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let standing = app.workshop.standing();
    let called = |slot: &Slot| {
        let item = app.workspace().item(*slot);
        let names =
            format!("{} {} {}", item.title, item.id, item.source().unwrap_or_default()).to_lowercase();
        words.iter().all(|word| names.contains(word))
    };
    let all = standing.order().iter().chain(standing.unscored()).copied();
    all.filter(|slot| *slot != item).filter(called).take(LISTED).collect()
}

fn parts(titles: &[String]) -> Vec<String> {
    match titles {
        [] => vec!["The first title keeps the id, the scores and the votes.".to_owned()],
        [_] => vec!["Every other title becomes a new item, to be scored.".to_owned()],
        [_, others @ ..] => {
            let new = if others.len() == 1 {
                "1 new item".to_owned()
            } else {
                format!("{} new items", others.len())
            };
            vec![format!("{new}, to be scored, with the kind, theme, goals, owner and tags of the first.")]
        }
    }
}

/// What merging would do, tried out on a copy.
fn rehearsed(app: &App, item: Slot, into: Slot) -> Vec<String> {
    let workspace = app.workspace();
    let title = |slot: Slot| workspace.item(slot).shown_title();
    let mut told =
        vec![format!("{} goes into {}; its votes and its entries are kept.", title(item), title(into))];
    if workspace.items().len() > TRIED {
        return told;
    }
    let mut copy = app.workshop.clone();
    match copy.perform(Command::Merge { item, into }, Stamp::default()) {
        Err(why) => return vec![why.to_string()],
        Ok(gesture) => {
            told.extend(along(workspace, into, &gesture.entry));
            let then = tell(copy.workspace(), &gesture.entry);
            let stands: Vec<String> = then.outcome().collect();
            if !stands.is_empty() {
                told.push(format!("{}: {}", title(into), stands.join(" · ")));
            }
        }
    }
    told
}

/// What comes along, and who waits for another item then.
fn along(workspace: &Workspace, into: Slot, entry: &Entry) -> Vec<String> {
    let into = workspace.item(into);
    let votes = entry.events.iter().filter(|event| matches!(event, Event::Voted { .. })).count();
    let agreed = entry.events.iter().filter(|event| matches!(event, Event::Agreed { .. })).count();
    let mut parts = Vec::new();
    parts.extend((votes > 0).then(|| counted(votes, "vote")));
    parts.extend((agreed > 0).then(|| counted(agreed, "agreed score")));
    let mut waiting = 0;
    for event in &entry.events {
        match event {
            Event::Edited { item, to, .. } if *item == into.id => parts.push(to.name().to_owned()),
            Event::Merged { deferrals: more @ 1.., .. } => {
                parts.push(debt::deferred(into.deferrals.saturating_add(*more)));
            }
            Event::Edited { to: Facet::DependsOn(_), .. } => waiting += 1,
            _ => {}
        }
    }
    let comes = if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") };
    let mut told = vec![format!("Comes along: {comes}.")];
    if waiting > 0 {
        let who =
            if waiting == 1 { "1 item that waits for it waits" } else { "{} items that wait for it wait" };
        told.push(format!("{} for {} then.", who.replace("{}", &waiting.to_string()), into.shown_title()));
    }
    told
}
