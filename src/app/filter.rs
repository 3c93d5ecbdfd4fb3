//! A filter: which items the panes show. Ranks never change with it, the line stays where it is, and
//! the screen says that it is on.
//!
//! A filter is a list of tests. Those about one thing widen each other, those about different things
//! narrow each other: `must or should` and `kind debt`.

mod choose;
mod found;

use std::collections::BTreeSet;

use super::App;
use crate::domain::aim::{Aims, theme_link};
use crate::domain::dependency::{Flag, flags};
use crate::domain::horizon::horizon;
use crate::domain::id::Slot;
use crate::domain::item::{Horizon, Item, Kind};
use crate::domain::moscow::Class;
use crate::domain::swing::Swing;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;
pub use choose::{Choice, Chooser};
pub(super) use choose::{clear, key, open};
pub(super) use found::Found;

/// What items are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The sort of work.
    Kind,
    /// How much depends on it.
    Class,
    /// When it is to happen.
    Horizon,
    /// The theme.
    Theme,
    /// The goals.
    Goal,
    /// Who looks after it.
    Owner,
    /// Whether everything is scored.
    Scores,
    /// How certain its side of the line is.
    Swing,
    /// Whether something is wrong with it.
    Flags,
    /// The labels.
    Tag,
}

impl By {
    /// How many there are.
    const COUNT: usize = By::Tag as usize + 1;

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            By::Kind => "kind",
            By::Class => "MoSCoW",
            By::Horizon => "horizon",
            By::Theme => "theme",
            By::Goal => "goal",
            By::Owner => "owner",
            By::Scores => "scores",
            By::Swing => "swing",
            By::Flags => "flags",
            By::Tag => "tag",
        }
    }
}

/// Something that is so of an item or is not. Without a value: that it has none. What is in words is its own, or that of
/// an item as long as one looks at it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is described by what it is about")]
pub enum Test<T = String> {
    Kind(Kind),
    Class(Option<Class>),
    Horizon(Option<Horizon>),
    Theme(Option<T>),
    Goal(Option<T>),
    Owner(Option<T>),
    Unscored,
    Contested,
    Flagged,
    Tag(Option<T>),
}

impl<T: AsRef<str>> Test<T> {
    /// What it is about.
    pub fn by(&self) -> By {
        match self {
            Test::Kind(_) => By::Kind,
            Test::Class(_) => By::Class,
            Test::Horizon(_) => By::Horizon,
            Test::Theme(_) => By::Theme,
            Test::Goal(_) => By::Goal,
            Test::Owner(_) => By::Owner,
            Test::Unscored => By::Scores,
            Test::Contested => By::Swing,
            Test::Flagged => By::Flags,
            Test::Tag(_) => By::Tag,
        }
    }

    /// Whether it is so of an item.
    fn holds(&self, lens: &Lens<'_>, slot: Slot) -> bool {
        let item = lens.item(slot);
        match self {
            Test::Kind(kind) => item.kind == *kind,
            Test::Class(class) => item.class == *class,
            Test::Horizon(at) => horizon(lens.workshop, slot) == *at,
            Test::Theme(theme) => lens.theme(item) == theme.as_ref().map(T::as_ref),
            Test::Owner(owner) => one(owner_of(item)) == owner.as_ref().map(T::as_ref),
            Test::Goal(None) => lens.goals(item).next().is_none(),
            Test::Goal(Some(id)) => lens.goals(item).any(|goal| goal == id.as_ref()),
            Test::Tag(None) => tags_of(item).is_empty(),
            Test::Tag(Some(tag)) => tags_of(item).iter().any(|own| own == tag.as_ref()),
            Test::Unscored => lens.workshop.standing().seat(slot).is_none(),
            Test::Contested => {
                lens.swing.and_then(|swing| swing.of(slot)).is_some_and(|chance| chance.is_contested())
            }
            Test::Flagged => flags(lens.workshop, slot).iter().any(|flag| *flag != Flag::Voting),
        }
    }

    /// The same with its words taken in another way.
    fn with<'t, U>(&'t self, words: impl Fn(&'t T) -> U) -> Test<U> {
        let words = |text: &'t Option<T>| text.as_ref().map(&words);
        match self {
            Test::Kind(kind) => Test::Kind(*kind),
            Test::Class(class) => Test::Class(*class),
            Test::Horizon(at) => Test::Horizon(*at),
            Test::Theme(theme) => Test::Theme(words(theme)),
            Test::Goal(goal) => Test::Goal(words(goal)),
            Test::Owner(owner) => Test::Owner(words(owner)),
            Test::Unscored => Test::Unscored,
            Test::Contested => Test::Contested,
            Test::Flagged => Test::Flagged,
            Test::Tag(tag) => Test::Tag(words(tag)),
        }
    }

    /// Whether it is about having none.
    fn is_none(&self) -> bool {
        use Test::{Class, Goal, Horizon, Owner, Tag, Theme};
        matches!(self, Class(None) | Horizon(None) | Theme(None) | Goal(None) | Owner(None) | Tag(None))
    }
}

impl<'w> Test<&'w str> {
    /// Everything that is so of an item.
    fn all_of<'l>(lens: &'l Lens<'w>, slot: Slot) -> impl Iterator<Item = Test<&'w str>> + use<'l, 'w> {
        let item = lens.item(slot);
        let each = [
            Test::Kind(item.kind),
            Test::Class(item.class),
            Test::Horizon(horizon(lens.workshop, slot)),
            Test::Theme(lens.theme(item)),
            Test::Owner(one(owner_of(item))),
        ];
        let goals = each_or_none(lens.goals(item)).map(Test::Goal);
        let tags = each_or_none(tags_of(item).iter().map(String::as_str)).map(Test::Tag);
        let rare = [Test::Unscored, Test::Contested, Test::Flagged];
        let rare = rare.into_iter().filter(move |test| test.holds(lens, slot));
        each.into_iter().chain(goals).chain(tags).chain(rare)
    }
}

/// Each of several entries; that there is none where there is not one.
fn each_or_none<'w>(entries: impl Iterator<Item = &'w str>) -> impl Iterator<Item = Option<&'w str>> {
    let mut entries = entries.peekable();
    let none = entries.peek().is_none().then_some(None);
    none.into_iter().chain(entries.map(Some))
}

impl Test {
    /// The value alone: `debt`, `Fewer empty slots`, `none`.
    pub fn value(&self, workspace: &Workspace) -> String {
        let head = workspace.head();
        let titled =
            |id: &str, title: Option<&str>| title.filter(|title| !title.is_empty()).unwrap_or(id).to_owned();
        match self {
            Test::Kind(kind) => kind.to_string(),
            Test::Class(Some(class)) => class.shown().to_owned(),
            Test::Horizon(Some(horizon)) => horizon.to_string(),
            Test::Theme(Some(id)) => {
                let theme = head.themes.iter().find(|theme| theme.id == *id);
                titled(id, theme.map(|theme| theme.title.as_str()))
            }
            Test::Goal(Some(id)) => {
                let goal = head.goals.iter().find(|goal| goal.id == *id);
                titled(id, goal.map(|goal| goal.title.as_str()))
            }
            Test::Owner(Some(text)) | Test::Tag(Some(text)) => text.clone(),
            Test::Unscored => "unscored".to_owned(),
            Test::Contested => "contested".to_owned(),
            Test::Flagged => "flagged".to_owned(),
            _ => "none".to_owned(),
        }
    }
}

fn one(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}

fn owner_of(item: &Item) -> Option<&str> {
    item.rare.details.as_ref()?.owner.as_deref()
}

fn tags_of(item: &Item) -> &[String] {
    item.rare.details.as_ref().map_or(&[], |details| &details.tags)
}

/// What items are looked at through: what a test needs to know beside the item itself, read once for all of them.
struct Lens<'w> {
    workshop: &'w Workshop,
    aims: Aims<'w>,
    /// As it was drawn last: what was changed since keeps its place until it is drawn anew.
    swing: Option<&'w Swing>,
}

impl<'w> Lens<'w> {
    fn new(app: &'w App) -> Lens<'w> {
        Lens { swing: app.swings.known(), ..Lens::without_swing(&app.workshop) }
    }

    fn without_swing(workshop: &'w Workshop) -> Lens<'w> {
        Lens { workshop, aims: Aims::new(workshop.workspace().head()), swing: None }
    }

    fn item(&self, slot: Slot) -> &'w Item {
        self.workshop.workspace().item(slot)
    }

    /// The id of the theme that an item belongs to, else what it says of one.
    fn theme(&self, item: &'w Item) -> Option<&'w str> {
        let listed = self.aims.theme(item).map(|theme| theme.id.as_str());
        listed.or_else(|| theme_link(item).map(str::trim))
    }

    /// The ids of the goals that an item serves, directly or through its theme.
    fn goals(&self, item: &Item) -> impl Iterator<Item = &'w str> {
        let goals = &self.workshop.workspace().head().goals;
        self.aims.goals_at(item).into_iter().map(|at| goals[at].id.as_str())
    }
}

/// Everything that can be tested: what is so of some candidate, in order, each once.
pub fn occurring(workshop: &Workshop) -> Vec<Test> {
    let lens = Lens::without_swing(workshop);
    let each = workshop.standing().candidates().iter().flat_map(|slot| Test::all_of(&lens, *slot));
    let each: BTreeSet<Test<&str>> = each.collect();
    each.iter().map(|test| test.with(|words| (*words).to_owned())).collect()
}

/// Which items are shown: those that pass one test about each thing that is tested.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In their order, each once: those about one thing stand together.
    tests: Vec<Test>,
}

impl Filter {
    /// Whether anything is tested.
    pub fn is_on(&self) -> bool {
        !self.tests.is_empty()
    }

    /// Whether a test is part of it.
    pub fn has(&self, test: &Test) -> bool {
        self.tests.binary_search(test).is_ok()
    }

    /// A filter of several tests.
    pub fn of(mut tests: Vec<Test>) -> Filter {
        tests.sort();
        tests.dedup();
        Filter { tests }
    }

    /// The candidates that it shows, in the manual order of the file; nobody is contested where no swing was drawn.
    pub fn found(&self, workshop: &Workshop) -> Vec<Slot> {
        let lens = Lens::without_swing(workshop);
        let candidates = workshop.standing().candidates().iter().copied();
        candidates.filter(|slot| self.admits(&lens, *slot)).collect()
    }

    fn toggle(&mut self, test: &Test) {
        match self.tests.binary_search(test) {
            Ok(at) => {
                self.tests.remove(at);
            }
            Err(at) => self.tests.insert(at, test.clone()),
        }
    }

    fn groups(&self) -> impl Iterator<Item = &[Test]> {
        self.tests.chunk_by(|one, next| one.by() == next.by())
    }

    /// Whether it shows an item.
    fn admits(&self, lens: &Lens<'_>, slot: Slot) -> bool {
        self.groups().all(|group| group.iter().any(|test| test.holds(lens, slot)))
    }

    /// The filter in words: `kind debt or tech, must`.
    pub fn told(&self, workspace: &Workspace) -> String {
        self.groups().map(|group| alternatives(group, workspace)).collect::<Vec<_>>().join(", ")
    }
}

/// The tests about one thing in words, that an item has none of it last.
fn alternatives(group: &[Test], workspace: &Workspace) -> String {
    let by = group[0].by();
    let speaks_for_itself = matches!(by, By::Class | By::Horizon | By::Scores | By::Swing | By::Flags);
    let (none, some): (Vec<&Test>, Vec<&Test>) = group.iter().partition(|test| test.is_none());
    let mut values: Vec<String> = some.iter().map(|test| test.value(workspace)).collect();
    if !none.is_empty() {
        let named = some.is_empty() || speaks_for_itself;
        let name = if by == By::Class { "class" } else { by.name() };
        values.push(if named { format!("no {name}") } else { "none".to_owned() });
    }
    let values = values.join(" or ");
    if speaks_for_itself || some.is_empty() { values } else { format!("{} {values}", by.name()) }
}

/// The filter that is on, and what it shows.
#[derive(Clone, Debug, Default)]
pub struct Filtering {
    filter: Filter,
    /// None while everything is shown.
    found: Option<Found>,
    /// Where the selection was before the filter left nothing to select.
    anchor: Option<Slot>,
}

impl Filtering {
    /// Whether a filter is on.
    pub fn is_on(&self) -> bool {
        self.filter.is_on()
    }

    /// The filter.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The filter without what it shows.
    pub(super) fn into_filter(self) -> Filter {
        self.filter
    }
}

#[cfg(test)]
mod tests;
