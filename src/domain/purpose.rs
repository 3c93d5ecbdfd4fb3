//! What it is all for: writing the vision, and listing goals and themes.
//!
//! Goals and themes are listed by one mechanism ([`Listed`]). An entry keeps its id whatever it is called, and
//! what is linked to it stays linked: links that are written as its title become its id when it is renamed.
//! What is taken off the list leaves every link as it is written, so that listing it again finds them.

use super::aim::{Aims, alike, theme_link};
use super::command::{Decision, Rejection};
use super::event::Event;
use super::facet::Facet;
use super::item::Item;
use super::load::Mint;
use super::number::Num;
use super::text::{UNTITLED, brief, each_once};
use super::tradeoff::{Datum, EntryKind};
use super::workspace::{Goal, Head, Theme, Workspace};

/// How many characters of a vision, and of anything else that is written, are told.
const PROSE: usize = 60;
const WORD: usize = 32;

/// What stands for what nobody wrote down.
const NOT_SET: &str = "not set";

/// The name of what a theme says of its goal.
const GOAL: &str = "goal";

/// What becomes of a list of goals or themes.
#[derive(Clone, Debug, PartialEq)]
pub enum Listing<T> {
    /// An entry is added behind the others. Without an id of its own it gets one that is made from its title.
    Add(T),
    /// The entry at this index says something else. Its id stays, and what is not known of it.
    Change(usize, T),
    /// The entry at this index is taken off the list.
    Remove(usize),
}

/// A goal or a theme: something that a workspace lists and that items are linked to.
pub trait Listed: Clone + PartialEq + Sized {
    /// What one is called, and one with its article.
    const WORDS: [&'static str; 2];

    /// The id that links name.
    fn id(&self) -> &str;

    /// The title.
    fn title(&self) -> &str;

    /// What else is written about it, each under its name; none where there is nothing.
    fn facts(&self) -> Vec<(&'static str, Option<String>)>;

    /// All that a workspace lists.
    fn list(head: &Head) -> &[Self];

    /// Gives it an id.
    fn set_id(&mut self, id: String);

    /// The same without space that nobody meant, with the id of another one and with what is not known of it.
    #[must_use]
    fn in_place_of(self, other: Option<&Self>) -> Self;

    /// The fact that one stands at a place of the list and another did.
    fn event(at: usize, from: Option<Self>, to: Option<Self>) -> Event;

    /// What sort of gesture that is.
    const KIND: EntryKind;

    /// The place in the list of what a link means.
    fn named(aims: &Aims<'_>, link: &str) -> Option<usize>;

    /// What an item says instead, once this link is written as that.
    fn relinked(item: &Item, rewrite: &dyn Fn(&str) -> Option<String>) -> Option<(Facet, Facet)>;
}

impl Listed for Goal {
    const WORDS: [&'static str; 2] = ["goal", "a goal"];
    const KIND: EntryKind = EntryKind::Goal;

    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn facts(&self) -> Vec<(&'static str, Option<String>)> {
        let number = |num: Option<Num>| num.map(|num| num.to_string());
        vec![
            ("metric", self.metric.clone()),
            ("baseline", number(self.baseline)),
            ("target", number(self.target)),
            ("current", number(self.current)),
        ]
    }

    fn list(head: &Head) -> &[Goal] {
        &head.goals
    }

    fn set_id(&mut self, id: String) {
        self.id = id;
    }

    fn in_place_of(self, other: Option<&Goal>) -> Goal {
        let Goal { id, title, metric, extra, .. } = self;
        let (id, extra) = other.map_or((id, extra), |other| (other.id.clone(), other.extra.clone()));
        Goal { id, title: title.trim().to_owned(), metric: said(metric), extra, ..self }
    }

    fn event(at: usize, from: Option<Goal>, to: Option<Goal>) -> Event {
        Event::GoalSet { at, from: from.map(Box::new), to: to.map(Box::new) }
    }

    fn named(aims: &Aims<'_>, link: &str) -> Option<usize> {
        aims.goal_named(link)
    }

    fn relinked(item: &Item, rewrite: &dyn Fn(&str) -> Option<String>) -> Option<(Facet, Facet)> {
        let links = &item.rare.details.as_deref()?.goals;
        let rewritten: Vec<_> = links.iter().map(|link| rewrite(link)).collect();
        let is_touched = rewritten.iter().any(Option::is_some);
        let again = rewritten.into_iter().zip(links).map(|(link, old)| link.unwrap_or_else(|| old.clone()));
        let again = each_once(again);
        (is_touched && again != *links).then(|| (Facet::Goals(links.clone()), Facet::Goals(again)))
    }
}

impl Listed for Theme {
    const WORDS: [&'static str; 2] = ["theme", "a theme"];
    const KIND: EntryKind = EntryKind::Theme;

    fn id(&self) -> &str {
        &self.id
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn facts(&self) -> Vec<(&'static str, Option<String>)> {
        vec![(GOAL, self.goal.clone())]
    }

    fn list(head: &Head) -> &[Theme] {
        &head.themes
    }

    fn set_id(&mut self, id: String) {
        self.id = id;
    }

    fn in_place_of(self, other: Option<&Theme>) -> Theme {
        let Theme { id, title, goal, extra } = self;
        let (id, extra) = other.map_or((id, extra), |other| (other.id.clone(), other.extra.clone()));
        Theme { id, title: title.trim().to_owned(), goal: said(goal), extra }
    }

    fn event(at: usize, from: Option<Theme>, to: Option<Theme>) -> Event {
        Event::ThemeSet { at, from: from.map(Box::new), to: to.map(Box::new) }
    }

    fn named(aims: &Aims<'_>, link: &str) -> Option<usize> {
        aims.theme_named(link)
    }

    fn relinked(item: &Item, rewrite: &dyn Fn(&str) -> Option<String>) -> Option<(Facet, Facet)> {
        let link = theme_link(item)?;
        Some((Facet::Theme(Some(link.to_owned())), Facet::Theme(Some(rewrite(link)?))))
    }
}

/// A text that says something, without the space around it.
fn said(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Decides on another vision.
pub(super) fn envision(ws: &Workspace, to: Option<String>) -> Result<Decision, Rejection> {
    let (from, to) = (ws.head().vision.clone(), said(to));
    if from == to {
        return Err(Rejection::Unchanged);
    }
    Ok(Decision::new(EntryKind::Vision, vec![Event::VisionSet { from, to }]))
}

/// Decides on another list of goals or of themes.
pub(super) fn list<T: Listed>(ws: &Workspace, listing: Listing<T>) -> Result<Decision, Rejection> {
    let listed = T::list(ws.head());
    let there = |at: usize| listed.get(at).ok_or(Rejection::NotListed(T::WORDS[0]));
    let (at, from, to) = match listing {
        Listing::Add(to) => (listed.len(), None, Some(to)),
        Listing::Change(at, to) => (at, Some(there(at)?), Some(to)),
        Listing::Remove(at) => (at, Some(there(at)?), None),
    };
    let to = to.map(|to| titled(listed, from, to.in_place_of(from))).transpose()?;
    if from == to.as_ref() {
        return Err(Rejection::Unchanged);
    }
    let mut events = vec![T::event(at, from.cloned(), to.clone())];
    if let (Some(from), Some(to)) = (from, &to)
        && alike(from.title()) != alike(to.title())
    {
        events.extend(relinked::<T>(ws, at));
    }
    Ok(Decision::new(T::KIND, events))
}

/// The same with a title that nobody else has, and an id.
fn titled<T: Listed>(listed: &[T], from: Option<&T>, mut to: T) -> Result<T, Rejection> {
    if to.title().is_empty() {
        return Err(Rejection::Lacks(T::WORDS[1], "a title"));
    }
    let title = alike(to.title());
    let renamed = from.is_none_or(|from| alike(from.title()) != title);
    if renamed && listed.iter().any(|other| alike(other.title()) == title) {
        return Err(Rejection::Listed(T::WORDS[1], to.title().to_owned()));
    }
    let taken = |id: &str| listed.iter().any(|other| other.id() == id);
    if from.is_none() && (to.id().is_empty() || taken(to.id())) {
        // An id that reads like the title of another one would take its links away.
        let read_as_title = |id: &str| listed.iter().any(|other| alike(other.title()) == alike(id));
        let id = Mint::default().name(to.title(), T::WORDS[0], |id| taken(id) || read_as_title(id));
        to.set_id(id);
    }
    Ok(to)
}

/// Every link to an entry that is written as its title, written as its id: under another title it would lead
/// nowhere.
fn relinked<T: Listed>(ws: &Workspace, at: usize) -> Vec<Event> {
    let head = ws.head();
    let aims = Aims::new(head);
    let Some(id) = T::list(head).get(at).map(|entry| entry.id().to_owned()) else { return Vec::new() };
    let by_title = |link: &str| link != id && T::named(&aims, link) == Some(at);
    let rewrite = |link: &str| by_title(link).then(|| id.clone());
    let theme = |(i, theme): (usize, &Theme)| {
        let goal = rewrite(theme.goal.as_deref()?)?;
        Some(Theme::event(i, Some(theme.clone()), Some(Theme { goal: Some(goal), ..theme.clone() })))
    };
    let themes = head.themes.iter().enumerate().filter(|_| T::KIND == EntryKind::Goal).filter_map(theme);
    let items = ws.items().iter().filter_map(|item| {
        let (from, to) = T::relinked(item, &rewrite)?;
        Some(Event::Edited { item: item.id.clone(), from, to })
    });
    themes.chain(items).collect()
}

/// How many links to an entry are written as its title: those of items, and of themes.
pub fn links_by_title<T: Listed>(ws: &Workspace, at: usize) -> usize {
    relinked::<T>(ws, at).len()
}

/// Another vision in words: `vision rewritten: Every parcel arrives when we said`.
pub(super) fn vision_told(from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (_, None) => "vision cleared".to_owned(),
        (None, Some(to)) => format!("vision written: {}", brief(to, PROSE)),
        (Some(_), Some(to)) => format!("vision rewritten: {}", brief(to, PROSE)),
    }
}

/// A change of a list in words: `goal Fewer calls renamed to Half the calls, target 30 → 20`.
pub(super) fn told<T: Listed>(
    ws: &Workspace,
    (from, to): (Option<&T>, Option<&T>),
    shorten: &dyn Fn(&str) -> String,
) -> String {
    let [word, _] = T::WORDS;
    let title = |entry: &T| shorten(shown(entry));
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from, to),
        (None, Some(to)) => return format!("{word} {} added", title(to)),
        (Some(from), None) => return format!("{word} {} removed", title(from)),
        (None, None) => return word.to_owned(),
    };
    let aims = Aims::new(ws.head());
    let value = |name: &str, value: Option<String>| {
        let value = value.unwrap_or_else(|| NOT_SET.to_owned());
        let goal = aims.goal_named(&value).filter(|_| name == GOAL).map(|at| &ws.head().goals[at]);
        goal.map_or_else(|| brief(&value, WORD).into_owned(), |goal| shorten(goal.shown_title()))
    };
    let changed = from.facts().into_iter().zip(to.facts()).filter(|(from, to)| from != to);
    let changed: Vec<String> = changed
        .map(|((name, from), (_, to))| format!("{name} {} → {}", value(name, from), value(name, to)))
        .collect();
    let renamed = (from.title() != to.title()).then(|| format!(" renamed to {}", title(to)));
    match (renamed, changed.is_empty()) {
        (Some(renamed), true) => format!("{word} {}{renamed}", title(from)),
        (Some(renamed), false) => format!("{word} {}{renamed}, {}", title(from), changed.join(", ")),
        (None, _) => format!("{word} {}: {}", title(from), changed.join(", ")),
    }
}

fn shown<T: Listed>(entry: &T) -> &str {
    let named = [entry.title(), entry.id()].into_iter().find(|name| !name.trim().is_empty());
    named.unwrap_or(UNTITLED)
}

/// An entry of a list as the cause of an entry of the log writes it: `Fewer calls · target 20`.
pub(super) fn datum<T: Listed>(entry: Option<&T>) -> Option<Datum> {
    let entry = entry?;
    let facts = entry.facts().into_iter().filter_map(|(name, fact)| Some(format!("{name} {}", fact?)));
    let parts: Vec<String> = std::iter::once(shown(entry).to_owned()).chain(facts).collect();
    Some(Datum::Text(parts.join(" · ")))
}

#[cfg(test)]
mod tests;
