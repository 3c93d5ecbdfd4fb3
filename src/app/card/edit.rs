//! A field while it is changed in place.

use tui_input::Input;

use super::field::{Field, Means};
use crate::app::key::{Code, Key};
use crate::app::moves::Go;
use crate::app::overlay::Next;
use crate::app::typing;
use crate::app::{App, Now};
use crate::domain::aim::Aims;
use crate::domain::command::Command;
use crate::domain::facet::Facet;
use crate::domain::id::Slot;
use crate::domain::item::{Item, Kind};
use crate::domain::moscow::Class;

/// A field that is being changed.
#[derive(Clone, Debug)]
pub struct Editing {
    /// Which field.
    pub field: Field,
    /// How.
    pub way: Way,
    slot: Slot,
}

/// How a field is changed.
#[derive(Clone, Debug)]
pub enum Way {
    /// As a line of text.
    Line(Input),
    /// By choosing from options.
    Choice {
        /// What there is to choose from.
        options: Vec<Choice>,
        /// Which option the cursor is on.
        cursor: usize,
        /// Whether any number can be chosen.
        many: bool,
    },
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it is called.
    pub label: String,
    /// Whether it is chosen.
    pub on: bool,
    /// What is written into the file; none stands for words of one's own.
    value: Option<String>,
}

impl Editing {
    /// Begins to change a field of an item; nothing where a line could not show all of it.
    pub(super) fn new(app: &App, slot: Slot, field: Field) -> Option<Editing> {
        let item = app.workspace().item(slot);
        let way = match field.means(app.workspace()) {
            Means::Nothing => return None,
            Means::Text => Way::Line(line(field, item, "")?),
            Means::Entries(sign) => Way::Line(line(field, item, &format!("{sign} "))?),
            means => {
                let options = options(app, field, item);
                let cursor = options.iter().position(|option| option.on).unwrap_or(0);
                Way::Choice { options, cursor, many: means == Means::Many }
            }
        };
        Some(Editing { field, way, slot })
    }

    /// The keys, each with what it does.
    pub fn keys(&self) -> &'static [(&'static str, &'static str)] {
        match &self.way {
            Way::Choice { many: true, .. } => {
                &[("space", "puts on or off"), ("enter", "keeps it"), ("esc", "cancels")]
            }
            Way::Choice { .. } => &[("↑/↓", "choose"), ("enter", "keeps it"), ("esc", "cancels")],
            Way::Line(_) => &[("enter", "keeps it"), ("esc", "cancels")],
        }
    }

    /// How several entries are told apart in a line.
    pub fn between(&self) -> Option<&'static str> {
        match (&self.way, self.field) {
            (Way::Choice { .. }, _) => None,
            (_, Field::Acceptance | Field::Risks) => Some("; between two"),
            (_, Field::Tags | Field::Goals) => Some("a comma between two"),
            _ => None,
        }
    }
}

/// A field as a line; nothing where it has lines of its own, or entries that hold the sign between entries.
fn line(field: Field, item: &Item, between: &str) -> Option<Input> {
    let entries = field.entries(item);
    let sign = between.trim();
    let whole = |text: &String| !text.trim().contains('\n') && (sign.is_empty() || !text.contains(sign));
    entries.iter().all(whole).then(|| Input::new(entries.join(between).trim_end().to_owned()))
}

/// What there is to choose from; what the file says and nobody lists stands among it.
fn options(app: &App, field: Field, item: &Item) -> Vec<Choice> {
    let has = field.entries(item);
    let option = |value: &str, label: &str| Choice {
        label: if label.is_empty() { value.to_owned() } else { label.to_owned() },
        on: has.iter().any(|entry| entry == value),
        value: Some(value.to_owned()),
    };
    let nothing = || Choice { label: "none".to_owned(), on: has.is_empty(), value: Some(String::new()) };
    let head = app.workspace().head();
    let aims = Aims::new(head);
    // What is linked already stays written as it is: choosing it again changes nothing.
    let listed = |at: usize, id: &str, title: &str, find: &dyn Fn(&str) -> Option<usize>| {
        let written = has.iter().find(|link| find(link) == Some(at));
        option(written.map_or(id, String::as_str), title)
    };
    let (goal, theme) = (|link: &str| aims.goal_named(link), |link: &str| aims.theme_named(link));
    let mut options: Vec<Choice> = match field {
        Field::Kind => Kind::ALL.iter().map(|kind| option(kind.name(), "")).collect(),
        Field::Class => Class::ALL.iter().map(|class| option(class.name(), class.shown())).collect(),
        Field::Goals => {
            let goals = head.goals.iter().enumerate();
            goals.map(|(at, to)| listed(at, &to.id, to.shown_title(), &goal)).collect()
        }
        _ => {
            let themes = head.themes.iter().enumerate();
            themes.map(|(at, to)| listed(at, &to.id, to.shown_title(), &theme)).collect()
        }
    };
    let means_listed = |link: &str| match field {
        Field::Goals => goal(link).is_some(),
        Field::Theme => theme(link).is_some(),
        _ => false,
    };
    let unlisted = has.iter().filter(|entry| {
        let offered = options.iter().any(|option| option.value.as_ref() == Some(entry));
        !offered && !means_listed(entry)
    });
    let unlisted: Vec<Choice> = unlisted.map(|entry| option(entry, "")).collect();
    options.extend(unlisted);
    match field {
        Field::Class => options.push(nothing()),
        Field::Theme => {
            options.push(nothing());
            options.push(Choice { label: "another, in words".to_owned(), on: false, value: None });
        }
        _ => {}
    }
    options
}

/// Takes a key while a field is changed.
pub(in crate::app) fn key(app: &mut App, key: Key, editing: &mut Editing, now: Now) -> Next {
    match (&mut editing.way, key.code) {
        (_, Code::Esc) => return Next::CLOSE,
        (_, Code::Enter) => return keep(app, editing, now),
        (Way::Line(input), _) => typing::edit(input, key),
        (Way::Choice { options, cursor, many: true }, Code::Char(' ')) => options[*cursor].on ^= true,
        (Way::Choice { options, cursor, .. }, _) => {
            *cursor = Go::of(key).map_or(*cursor, |go| go.from(*cursor, options.len()));
        }
    }
    Next::STAY
}

/// Where pasted text goes.
pub(in crate::app) fn paste(editing: &mut Editing) -> Option<&mut Input> {
    match &mut editing.way {
        Way::Line(input) => Some(input),
        Way::Choice { .. } => None,
    }
}

/// Writes what was chosen or typed. What cannot stand stays open, so that nothing has to be typed again.
fn keep(app: &mut App, editing: &mut Editing, now: Now) -> Next {
    if in_words(editing) {
        return Next::STAY;
    }
    let item = app.workspace().item(editing.slot);
    let to: Option<Facet> = match &editing.way {
        Way::Line(input) => editing.field.read(app.workspace(), item, input.value()),
        Way::Choice { options, many: true, .. } => {
            let chosen = options.iter().filter(|option| option.on).filter_map(|option| option.value.clone());
            editing.field.choose(item, chosen.collect())
        }
        Way::Choice { options, cursor, .. } => {
            editing.field.choose(item, options[*cursor].value.clone().into_iter().collect())
        }
    };
    let as_it_was = editing.field.facet(item);
    let Some(to) = to.filter(|to| as_it_was.as_ref() != Some(to)) else { return Next::CLOSE };
    Next::once_done(app, Command::Edit { item: editing.slot, to }, now)
}

/// Goes on with a line where words of one's own were chosen.
fn in_words(editing: &mut Editing) -> bool {
    let wanted = matches!(&editing.way, Way::Choice { options, cursor, many: false }
        if options[*cursor].value.is_none());
    if wanted {
        editing.way = Way::Line(Input::default());
    }
    wanted
}
