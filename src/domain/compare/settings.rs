//! What is set otherwise for the workspace as a whole, in words.

use std::collections::HashMap;

use crate::domain::agenda;
use crate::domain::capacity;
use crate::domain::people;
use crate::domain::purpose::{self, Listed};
use crate::domain::reconcile::other_fields;
use crate::domain::review;
use crate::domain::text::brief;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::{Cycle, Goal, Head, Participant, Theme, Workspace};

/// How many characters of the title are told.
const TITLE: usize = 60;

/// One setting that is otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The field of the file.
    pub field: String,
    /// Which entry of it, where it is a list.
    pub id: Option<String>,
    /// What changed, in words.
    pub told: String,
}

/// The fields that are told here, and those that are no settings.
const TOLD: [&str; 14] = [
    "title",
    "vision",
    "goals",
    "themes",
    "framework",
    "capacity",
    "participants",
    "review",
    "agenda",
    "cycles",
    "items",
    "log",
    "revision",
    "format",
];

/// Everything that is set otherwise.
pub(super) fn settings(before: &Workshop, after: &Workshop) -> Vec<Setting> {
    let (before, after) = (before.workspace(), after.workspace());
    let [was, is] = [before.head(), after.head()];
    let mut settings = Vec::new();
    let mut add = |field: &str, id: Option<&str>, told: String| {
        settings.push(Setting { field: field.to_owned(), id: id.map(str::to_owned), told });
    };
    if was.title != is.title {
        add("title", None, format!("title {} → {}", titled(&was.title), titled(&is.title)));
    }
    if was.vision != is.vision {
        add("vision", None, purpose::vision_told(was.vision.as_deref(), is.vision.as_deref()));
    }
    if was.framework != is.framework {
        add("framework", None, framework(before, after));
    }
    if was.capacity != is.capacity {
        add("capacity", None, capacity::told(was.capacity.as_ref(), is.capacity.as_ref()));
    }
    listed::<Goal>("goals", [before, after], &mut add);
    listed::<Theme>("themes", [before, after], &mut add);
    for [from, to] in pairs(&was.participants, &is.participants, |person: &Participant| person.id.as_str()) {
        add("participants", from.or(to).map(|person| person.id.as_str()), people::told(from, to));
    }
    if was.review != is.review {
        add("review", None, review::told(was.review.as_deref(), is.review.as_deref()));
    }
    if was.agenda != is.agenda {
        add("agenda", None, agenda(was, is));
    }
    for [from, to] in pairs(&was.cycles, &is.cycles, |cycle: &Cycle| cycle.id.as_str()) {
        let verb = match (from, to) {
            (None, _) => "closed",
            (_, None) => "not closed any more",
            _ => "written otherwise",
        };
        let id = from.or(to).map(|cycle| cycle.id.as_str()).unwrap_or_default();
        add("cycles", Some(id), format!("cycle {id} {verb}"));
    }
    for name in rest(was, is) {
        let told = if name == "tie_breaks" {
            "ties settled otherwise".to_owned()
        } else {
            format!("{name} changed")
        };
        add(&name, None, told);
    }
    settings
}

fn titled(title: &str) -> String {
    if title.trim().is_empty() { "none".to_owned() } else { brief(title, TITLE).into_owned() }
}

fn framework(before: &Workspace, after: &Workspace) -> String {
    let [was, is] = [before, after].map(|workspace| workspace.framework().spec());
    if was.id == is.id {
        format!("framework {} changed", is.id)
    } else {
        format!("framework {} → {}", was.id, is.id)
    }
}

/// What is planned otherwise, or that the clock went on.
fn agenda(was: &Head, is: &Head) -> String {
    let [from, to] = [was, is].map(|head| head.agenda.as_ref().map(|agenda| agenda.stages.as_slice()));
    match (from, to) {
        (Some(from), Some(to)) if agenda::planned_alike(from, to) => "agenda: the clock went on".to_owned(),
        _ => agenda::told_plan(from, to),
    }
}

fn listed<T: Listed>(
    field: &str,
    [before, after]: [&Workspace; 2],
    add: &mut impl FnMut(&str, Option<&str>, String),
) {
    for [from, to] in pairs(T::list(before.head()), T::list(after.head()), T::id) {
        let workspace = if to.is_some() { after } else { before };
        let told = purpose::told(workspace, (from, to), &str::to_owned);
        let id = from.or(to).map(T::id);
        add(field, id, told.trim_end_matches(": ").to_owned());
    }
}

/// The entries of two lists that differ, each with the one of its name on the other side.
fn pairs<'l, T: PartialEq>(was: &'l [T], is: &'l [T], name: impl Fn(&T) -> &str) -> Vec<[Option<&'l T>; 2]> {
    // The first of a name stands for it.
    let named =
        |list: &'l [T]| list.iter().rev().map(|entry| (name(entry), entry)).collect::<HashMap<_, _>>();
    let (before, after) = (named(was), named(is));
    let gone = was.iter().filter(|entry| !after.contains_key(name(entry))).map(|entry| [Some(entry), None]);
    let now = is.iter().map(|entry| [before.get(name(entry)).copied(), Some(entry)]);
    now.chain(gone).filter(|[from, to]| from != to).collect()
}

/// The other fields that differ, by their names: those that are not known here among them.
fn rest(was: &Head, is: &Head) -> Vec<String> {
    let bare =
        |head: &Head| Head { items: [].into_iter().collect(), log: [].into_iter().collect(), ..head.clone() };
    other_fields(&bare(was), &bare(is)).into_iter().filter(|name| !TOLD.contains(&name.as_str())).collect()
}
