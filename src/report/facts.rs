//! What a template may say: one shape for each audience, apart from the domain's own types.
//!
//! Texts are those of the file, in one line and cut where they go on for too long; the engine makes them harmless and
//! escapes them. Lists are cut, too, and say how many more there are.

mod board;
mod cover;
mod customer;
mod engineering;
mod founder;
mod goal;
mod health;
mod item;
mod minutes;
mod ranking;
mod risk;
mod session;

pub(super) use board::board;
pub(super) use customer::customer;
pub(super) use engineering::engineering;
pub(super) use founder::founder;
pub(super) use minutes::minutes;
pub(super) use ranking::ranking;

use chrono::NaiveDate;
use minijinja::Value;
use serde::Serialize;

use crate::chart::{self, Look};
use crate::domain::aim::Aims;
use crate::domain::capacity::effort_unit;
use crate::domain::check;
use crate::domain::cutline::Measure;
use crate::domain::document::Dress;
use crate::domain::horizon;
use crate::domain::id::Slot;
use crate::domain::item::{Horizon, Status};
use crate::domain::ranking::tidy_micro;
use crate::domain::text::{brief, capitalised, scrub};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::{ITEMS, Workspace};

/// How many characters of a title, and of any other text, are shown.
const TITLE: usize = 160;
const PROSE: usize = 400;

/// How dates are written.
const DAY: &str = "%-d %B %Y";

/// What facts are read off.
pub(super) struct Desk<'w> {
    workshop: &'w Workshop,
    aims: Aims<'w>,
    /// What is in now, best first.
    now: Vec<Slot>,
    dress: Dress,
    today: NaiveDate,
}

/// A list that is cut where it would go on for too long.
#[derive(Clone, Debug, Serialize)]
struct List<T> {
    rows: Vec<T>,
    /// How many more there are.
    more: usize,
}

/// A number that stands large, with the words under it.
#[derive(Clone, Debug, Serialize)]
struct Figure {
    value: String,
    label: String,
    note: String,
}

impl Figure {
    fn new(value: impl Into<String>, label: &str, note: impl Into<String>) -> Figure {
        Figure { value: value.into(), label: label.to_owned(), note: note.into() }
    }
}

impl<T> List<T> {
    /// The first so many.
    fn of<S>(all: impl IntoIterator<Item = S>, most: usize, fact: impl FnMut(S) -> T) -> List<T> {
        let mut all = all.into_iter();
        let rows = all.by_ref().take(most).map(fact).collect();
        List { rows, more: all.count() }
    }
}

impl<'w> Desk<'w> {
    pub(super) fn new(workshop: &'w Workshop, dress: Dress, today: NaiveDate) -> Desk<'w> {
        let aims = Aims::new(workshop.workspace().head());
        Desk { workshop, aims, now: check::now(workshop), dress, today }
    }

    fn workspace(&self) -> &'w Workspace {
        self.workshop.workspace()
    }

    /// When an item is to happen: where no capacity draws a line, as it is written on it.
    fn horizon(&self, slot: Slot) -> Option<Horizon> {
        match self.workshop.standing().line() {
            Some(_) => horizon::horizon(self.workshop, slot),
            None => self.workspace().item(slot).horizon,
        }
    }

    /// The open items that are parked, or declined, in the order of the file.
    fn set_aside(&self, horizon: Horizon) -> impl Iterator<Item = Slot> + '_ {
        let items = self.workspace().items().iter().enumerate();
        let those =
            items.filter(move |(_, item)| item.status == Status::Open && item.horizon == Some(horizon));
        those.map(|(at, _)| Slot::new(at))
    }

    /// What capacity is counted in.
    fn unit(&self) -> &'w str {
        match self.workshop.standing().line() {
            Some(line) if line.measure == Measure::Items => ITEMS,
            _ => effort_unit(self.workshop.workspace()),
        }
    }

    /// `20 of 20 points`, and what that leaves; nothing without a line.
    fn room(&self) -> Option<Figure> {
        let line = self.workshop.standing().line()?;
        let value = format!("{} of {}", tidy_micro(line.load.used), tidy_micro(line.limit));
        let note = match line.told_over() {
            Some(over) => over,
            None if line.free() == 0 => "full".to_owned(),
            None => format!("{} free", tidy_micro(line.free())),
        };
        // What is done has taken its part, and stands in no list of what is in.
        let done = Some(line.load.spent).filter(|spent| *spent > 0);
        let done =
            done.map(|spent| format!("; {} of what is taken done", tidy_micro(spent))).unwrap_or_default();
        let voted = self.workshop.told_voted().map(|told| format!("; {told}")).unwrap_or_default();
        Some(Figure::new(value, &format!("{} taken", self.unit()), format!("{note}{done}{voted}")))
    }

    /// A chart for the page; none where it is text that is written.
    fn chart(&self, draw: impl FnOnce(Look) -> Option<String>) -> Option<Value> {
        if self.dress == Dress::Markdown {
            return None;
        }
        draw(Look::OnPage).map(Value::from_safe_string)
    }

    /// The one style of pages.
    fn style(&self) -> Value {
        if self.dress == Dress::Markdown {
            return Value::from("");
        }
        let page = include_str!("../../assets/report/page.css");
        Value::from_safe_string([chart::PALETTE, chart::STYLE, page].concat())
    }
}

/// A text of the file in one line, with a beginning of it where it goes on for too long.
fn said(text: &str) -> String {
    cut(text, PROSE)
}

fn cut(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    brief(&scrub(&line), most).into_owned()
}

/// The same as a sentence of its own.
fn sentence(text: &str) -> String {
    format!("{}.", capitalised(&said(text)))
}

/// The same; none where nothing is said.
fn some(text: Option<&str>) -> Option<String> {
    text.map(said).filter(|text| !text.is_empty())
}

/// Every text that says something, at most so many.
fn each(texts: &[String], most: usize) -> List<String> {
    let says = texts.iter().filter(|text| !text.trim().is_empty());
    List::of(says, most, |text| said(text))
}
