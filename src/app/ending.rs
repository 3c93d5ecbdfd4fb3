//! The end of a cycle: what is committed, put off and done is shown, and what was done is marked, before it is
//! closed in one gesture.

use std::collections::BTreeMap;

use tui_input::Input;

use super::action::Ready;
use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::typing::edit;
use super::{App, Now, day};
use crate::domain::command::{Command, ROUNDS_OPEN};
use crate::domain::cycle::{Closing, next_name};
use crate::domain::debt;
use crate::domain::id::Slot;
use crate::domain::number::{self, Num};

/// How many characters a number of effort takes at most.
const LONGEST_NUMBER: usize = 12;

/// Where an item stands when the cycle ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It was done earlier in the cycle.
    Done,
    /// It is in: committed.
    In,
    /// It is out: deferred unless it is marked as done.
    Out,
}

/// A cycle that is about to be closed.
#[derive(Clone, Debug)]
pub struct Ending {
    /// What it is to be called.
    pub name: Input,
    /// The date it is closed.
    pub date: String,
    /// The cycle that was closed on the same day already.
    pub closed_today: Option<String>,
    /// Whether the name is being typed; else an item is under the cursor.
    pub naming: bool,
    /// Which item is under the cursor.
    pub cursor: usize,
    /// What keeps it from being closed.
    pub problem: Option<String>,
    /// The items: those that are done, those that are in, those that are out.
    slots: Vec<Slot>,
    /// How many are done already, and how many of those that follow are in.
    sizes: (usize, usize),
    /// How many of those that are out stand in the debt register once they are put off again.
    register: usize,
    /// What is marked as done, with what is typed as its effort; what was done earlier is among it.
    marked: BTreeMap<Slot, String>,
    /// The item whose effort is being typed.
    typing: Option<Slot>,
}

/// What closing would come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many items were delivered.
    pub done: usize,
    /// How many stay open and in.
    pub stay: usize,
    /// How many are put off once more.
    pub deferred: usize,
    /// How many of those stand in the debt register then.
    pub register: usize,
}

impl Ending {
    fn new(app: &App, date: String) -> Ending {
        let standing = app.workshop.standing();
        let delivered = standing.delivered();
        let inside: Vec<Slot> = standing.inside().collect();
        let sizes = (delivered.len(), inside.len());
        let slots: Vec<Slot> = delivered.iter().copied().chain(inside).chain(standing.outside()).collect();
        let slots = [slots.as_slice(), standing.unscored()].concat();
        let marked = delivered.iter().map(|slot| (*slot, typed(took(app, *slot)))).collect();
        let name = Input::new(next_name(app.workspace(), &date));
        let out = &slots[sizes.0 + sizes.1..];
        let register = out.iter().filter(|slot| put_off_next(app, **slot)).count();
        let cycles = &app.workspace().head().cycles;
        let today = cycles.iter().rfind(|cycle| cycle.closed.as_ref() == Some(&date));
        Ending {
            name,
            closed_today: today.map(|cycle| cycle.id.clone()),
            date,
            naming: slots.is_empty(),
            cursor: 0,
            problem: None,
            slots,
            sizes,
            register,
            marked,
            typing: None,
        }
    }

    /// How many items there are, and how many of each part.
    pub fn sizes(&self) -> [(Part, usize); 3] {
        let (done, inside) = self.sizes;
        [(Part::Done, done), (Part::In, inside), (Part::Out, self.slots.len() - done - inside)]
    }

    /// The item on a row of the list, and its part.
    pub fn at(&self, row: usize) -> Option<(Slot, Part)> {
        let (done, inside) = self.sizes;
        let part = match row {
            row if row < done => Part::Done,
            row if row < done + inside => Part::In,
            _ => Part::Out,
        };
        Some((*self.slots.get(row)?, part))
    }

    /// What is typed as the effort of an item that is marked as done; none where it is not marked.
    pub fn marked(&self, slot: Slot) -> Option<&str> {
        self.marked.get(&slot).map(String::as_str)
    }

    /// What closing would come to.
    pub fn outcome(&self, app: &App) -> Outcome {
        let [(_, done), (_, inside), (_, out)] = self.sizes();
        let standing = app.workshop.standing();
        let open = |slot: &&Slot| standing.delivered().binary_search(slot).is_err();
        let newly: Vec<Slot> = self.marked.keys().filter(open).copied().collect();
        let (from_in, from_out): (Vec<Slot>, Vec<Slot>) =
            newly.iter().partition(|slot| standing.is_in(**slot));
        let often = |slot: &&Slot| put_off_next(app, **slot);
        Outcome {
            done: done + newly.len(),
            stay: inside - from_in.len(),
            deferred: out - from_out.len(),
            register: self.register - from_out.iter().filter(often).count(),
        }
    }

    /// Marks the item under the cursor as done with what it took so far, or not.
    fn mark(&mut self, app: &App) {
        match self.at(self.cursor) {
            Some((_, Part::Done)) => {
                self.problem = Some("it is done: open it again before the cycle ends".to_owned());
            }
            Some((slot, _)) if self.marked.remove(&slot).is_none() => {
                self.marked.insert(slot, typed(took(app, slot)));
            }
            _ => {}
        }
    }

    /// Types at the effort of the item under the cursor, which is done then.
    fn type_effort(&mut self, typed: Option<char>) {
        let Some((slot, _)) = self.at(self.cursor) else { return };
        let goes_on = self.typing.replace(slot) == Some(slot);
        match typed {
            Some(typed) => {
                let text = self.marked.entry(slot).or_default();
                // The first digit begins a new number.
                if !goes_on {
                    text.clear();
                }
                if text.chars().count() < LONGEST_NUMBER {
                    text.push(typed);
                }
            }
            None => {
                if let Some(text) = self.marked.get_mut(&slot) {
                    text.pop();
                }
            }
        }
    }

    /// Whether the effort of the item under the cursor is being typed.
    fn is_typing(&self) -> bool {
        self.typing.is_some() && self.typing == self.at(self.cursor).map(|(slot, _)| slot)
    }

    fn go(&mut self, go: Go) {
        self.typing = None;
        match (self.naming, go) {
            (true, Go::Down | Go::PageDown) if !self.slots.is_empty() => self.naming = false,
            (true, _) => {}
            (false, Go::Up | Go::PageUp) if self.cursor == 0 => self.naming = true,
            (false, go) => self.cursor = go.from(self.cursor, self.slots.len()),
        }
    }

    /// What is marked as done with what it took; the row of the first number that is none.
    fn done(&self) -> Result<Vec<(Slot, Option<Num>)>, usize> {
        let mut done = Vec::with_capacity(self.marked.len());
        for (row, slot) in self.slots.iter().enumerate() {
            let Some(text) = self.marked.get(slot) else { continue };
            let actual = match text.trim() {
                "" => None,
                text => Some(number::typed(text).map_err(|_| row)?),
            };
            done.push((*slot, actual));
        }
        Ok(done)
    }
}

/// Whether an item that is put off once more stands in the debt register then.
fn put_off_next(app: &App, slot: Slot) -> bool {
    debt::put_off_again(app.workspace().item(slot))
}

/// A number as somebody types it.
fn typed(number: Option<Num>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// What an item took, where that is known.
pub(super) fn took(app: &App, slot: Slot) -> Option<Num> {
    app.workspace().item(slot).rare.details.as_ref()?.actual_effort
}

/// Whether a cycle can be closed.
pub(super) fn ready(app: &App) -> Ready {
    if app.workshop.voted_on().len() > 0 {
        return Err(ROUNDS_OPEN);
    }
    let line = app.workshop.standing().line();
    line.map(|_| ()).ok_or("without a capacity nobody is in or out")
}

/// Shows what closing the cycle would come to.
pub(super) fn open(app: &mut App, now: Now) {
    app.overlay = Some(Overlay::Ending(Box::new(Ending::new(app, day(now)))));
}

/// Takes a key while a cycle is about to be closed.
pub(super) fn key(app: &mut App, key: Key, ending: &mut Ending, now: Now) -> Next {
    ending.problem = None;
    match (key.code, key.typed()) {
        (Code::Esc, _) => return Next::CLOSE,
        (Code::Enter, _) => return close(app, ending, now),
        _ if ending.naming => match Go::beside_typing(key) {
            Some(go) => ending.go(go),
            None => edit(&mut ending.name, key),
        },
        (Code::Backspace, _) => ending.type_effort(None),
        (_, Some(' ' | 'x')) => ending.mark(app),
        (_, Some(typed)) if typed.is_ascii_digit() || ".,-".contains(typed) => {
            ending.type_effort(Some(typed));
        }
        // A letter behind a digit shows, so that nobody takes 1e3 for 13.
        (_, Some(typed)) if ending.is_typing() && Go::of(key).is_none() => ending.type_effort(Some(typed)),
        _ => drop(Go::of(key).map(|go| ending.go(go))),
    }
    Next::STAY
}

fn close(app: &mut App, ending: &mut Ending, now: Now) -> Next {
    let done = match ending.done() {
        Ok(done) => done,
        Err(row) => {
            (ending.naming, ending.cursor) = (false, row);
            ending.problem = Some("what it took is a number".to_owned());
            return Next::STAY;
        }
    };
    let closing = Closing { id: ending.name.value().to_owned(), date: ending.date.clone(), done };
    match app.attempt(Command::CloseCycle(closing), now) {
        Ok(effects) => Next::Close(effects),
        // What is refused is told in the dialog, which lies over the footer.
        Err(why) => {
            (ending.problem, ending.naming) = (Some(why), true);
            Next::STAY
        }
    }
}
