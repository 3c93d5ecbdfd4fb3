//! Finding by a few letters: everything that can be done, and every item.
//!
//! The palette looks through actions and items, the search through items alone. What is found is worked out when
//! something is typed, and a frame puts into words what it shows.

use std::cmp::Reverse;

use frizbee::{Config, Matcher, Pattern, PatternConfig};
use tui_input::Input;

use super::action::{Spec, TABLE};
use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::place::Place;
use super::typing;
use super::view::{Pane, Screen};
use super::{App, Effect, Now, screens, update};
use crate::domain::aim::{Aims, theme_link};
use crate::domain::id::Slot;
use crate::domain::item::{Item, Status};

/// How many are listed at most: nobody reads more.
const MOST: usize = 200;

/// What is looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every action, and the items as soon as something is typed.
    Everything,
    /// The items.
    Items,
}

/// Something that was found.
#[derive(Clone, Copy)]
pub enum Hit {
    /// Something that can be done, now or somewhere else.
    Action(&'static Spec),
    /// An item.
    Item(Slot),
}

/// A search that is going on.
#[derive(Clone)]
pub struct Finder {
    /// What it looks through.
    pub scope: Scope,
    /// What is typed.
    pub input: Input,
    /// Which of what was found is selected.
    pub cursor: usize,
    /// What was found, best first.
    pub hits: Vec<Hit>,
    /// What items are found by, read when it is needed first.
    items: Option<Items>,
}

impl std::fmt::Debug for Finder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finder")
            .field("input", &self.input.value())
            .field("hits", &self.hits.len())
            .finish_non_exhaustive()
    }
}

/// What items are found by.
#[derive(Clone, Default)]
struct Items {
    slots: Vec<Slot>,
    titles: Vec<String>,
    /// Id, source, theme and tags.
    others: Vec<String>,
}

impl Items {
    fn read(app: &App) -> Items {
        let workspace = app.workspace();
        let aims = Aims::new(workspace.head());
        let mut items = Items::default();
        for (at, item) in workspace.items().iter().enumerate() {
            // What is done is shown on its card.
            if !matches!(item.status, Status::Open | Status::Done) {
                continue;
            }
            let theme = aims.theme(item).map(|theme| theme.title.as_str()).or_else(|| theme_link(item));
            items.slots.push(Slot::new(at));
            items.titles.push(item.title.to_string());
            items.others.push(others(item, theme));
        }
        items
    }
}

fn others(item: &Item, theme: Option<&str>) -> String {
    let (source, tags) = item
        .rare
        .details
        .as_ref()
        .map_or((None, &[][..]), |details| (details.source.as_deref(), &details.tags));
    let words = [item.id.as_str(), source.unwrap_or_default(), theme.unwrap_or_default()];
    words.into_iter().chain(tags.iter().map(String::as_str)).collect::<Vec<_>>().join(" ")
}

/// How well something fits, best first: how it does, then how much of it.
type Fit = (How, Reverse<u16>);

/// How something is found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    /// Its name begins like that.
    Begins,
    /// Its name says so.
    Called,
    /// It has those letters in this order, or something else of it says so.
    Like,
    /// Its sentence says so.
    Told,
}

/// Compares texts with what is typed: every word of it has to be there, its letters in this order.
struct Wanted {
    typed: String,
    matcher: Matcher,
}

impl Wanted {
    fn new(typed: &str) -> Wanted {
        let typed = typed.trim().to_lowercase();
        let words: Vec<Pattern> =
            typed.split_whitespace().map(|word| Pattern::new(word, PatternConfig::default())).collect();
        Wanted { matcher: Matcher::from_patterns(&words, &Config::default()), typed }
    }

    /// How well a name fits.
    fn name(&mut self, name: &str) -> Option<Fit> {
        let found = self.matcher.match_one(name, 0)?;
        Some((self.how(name), Reverse(found.score)))
    }

    /// How a name that fits says what is typed.
    fn how(&self, name: &str) -> How {
        match name.to_lowercase() {
            name if name.starts_with(&self.typed) => How::Begins,
            name if name.contains(&self.typed) => How::Called,
            _ => How::Like,
        }
    }

    /// Whether a sentence has every word.
    fn is_told(&self, sentence: &str) -> bool {
        let sentence = sentence.to_lowercase();
        self.typed.split_whitespace().all(|word| sentence.contains(word))
    }

    fn action(&mut self, app: &App, spec: &Spec) -> Option<Fit> {
        if app.keymap.keys_of(spec.action).any(|key| key.to_string() == self.typed) {
            return Some((How::Begins, Reverse(u16::MAX)));
        }
        let told = || (How::Told, Reverse(0));
        // Nobody sees its name in the keymap: what is called so there never comes before what begins like that.
        let by_name =
            |wanted: &mut Wanted| wanted.name(spec.name).map(|(how, score)| (how.max(How::Called), score));
        let found = self.name(spec.title).or_else(|| by_name(self));
        found.or_else(|| self.is_told(spec.doc).then(told))
    }
}

/// The letters of a text that what is typed is found in: where each begins, in bytes; none for what is found otherwise.
pub fn marked(typed: &str, text: &str) -> Vec<usize> {
    if typed.trim().is_empty() {
        return Vec::new();
    }
    let found = Wanted::new(typed).matcher.match_one_indices(text, 0);
    let bytes = found.map(|found| found.indices).unwrap_or_default();
    let begins = |at: &usize| bytes.contains(&(*at as u32));
    text.char_indices().map(|(at, _)| at).filter(begins).collect()
}

/// What stands behind what fits as well: what cannot be done now, then what is done seldom.
type Turn = (bool, bool);

impl Finder {
    fn new(app: &App, scope: Scope) -> Finder {
        let mut finder = Finder { scope, input: Input::default(), cursor: 0, hits: Vec::new(), items: None };
        finder.search(app);
        finder
    }

    /// Works out what is found by what is typed.
    pub(super) fn search(&mut self, app: &App) {
        self.cursor = 0;
        let mut wanted = Wanted::new(self.input.value());
        let mut found: Vec<(Fit, Turn, Hit)> = Vec::new();
        let browsing = wanted.typed.is_empty();
        if self.scope == Scope::Everything {
            found.extend(TABLE.iter().filter_map(|spec| {
                let fit = wanted.action(app, spec)?;
                let rare = browsing && app.keymap.keys_of(spec.action).next().is_none();
                Some((fit, (spec.ready(app).is_err(), rare), Hit::Action(spec)))
            }));
        }
        if self.scope == Scope::Items || !browsing {
            let items = self.items.get_or_insert_with(|| Items::read(app));
            let done = |slot: Slot| app.workspace().item(slot).status == Status::Done;
            let items = in_items(items, &mut wanted).into_iter();
            found.extend(items.map(|(fit, slot)| (fit, (done(slot), false), Hit::Item(slot))));
        }
        // What it is called comes first, and among those what can be done now, and what is still to be done. Where nothing
        // is typed yet, what is worth a key stands before what is not.
        found.sort_by_key(|((how, score), turn, _)| (*how, *turn, *score));
        self.hits = found.into_iter().map(|(_, _, hit)| hit).take(MOST).collect();
    }
}

/// The items that fit best.
fn in_items(items: &Items, wanted: &mut Wanted) -> Vec<(Fit, Slot)> {
    let by_title = wanted.matcher.match_list(&items.titles);
    let mut found: Vec<(Fit, Slot)> = Vec::new();
    for hit in by_title.iter().take(MOST) {
        let at = hit.index as usize;
        found.push(((wanted.how(&items.titles[at]), Reverse(hit.score)), items.slots[at]));
    }
    if !wanted.typed.is_empty() {
        let listed: Vec<u32> = by_title.iter().take(MOST).map(|hit| hit.index).collect();
        let by_others = wanted.matcher.match_list(&items.others);
        let others = by_others.iter().take(MOST).filter(|hit| !listed.contains(&hit.index));
        found.extend(others.map(|hit| ((How::Like, Reverse(hit.score)), items.slots[hit.index as usize])));
    }
    found
}

/// Opens the palette.
pub(super) fn open_palette(app: &mut App) {
    app.overlay = Some(Overlay::Finder(Box::new(Finder::new(app, Scope::Everything))));
}

/// Opens the search for an item.
pub(super) fn open_search(app: &mut App) {
    app.overlay = Some(Overlay::Finder(Box::new(Finder::new(app, Scope::Items))));
}

/// Takes a key while something is looked for.
pub(super) fn key(app: &mut App, key: Key, finder: &mut Finder, now: Now) -> Next {
    match (key.code, Go::beside_typing(key)) {
        (Code::Esc, _) => return Next::CLOSE,
        (Code::Enter, _) => return Next::Close(take(app, finder, now)),
        (_, Some(go)) => finder.cursor = go.from(finder.cursor, finder.hits.len()),
        _ if typing::changes(&mut finder.input, key) => finder.search(app),
        _ => {}
    }
    Next::STAY
}

/// Does what is selected, or goes there.
fn take(app: &mut App, finder: &Finder, now: Now) -> Vec<Effect> {
    match finder.hits.get(finder.cursor) {
        Some(Hit::Action(spec)) => return update::run(app, spec.action, None, now),
        Some(Hit::Item(slot)) => show(app, *slot),
        None => {}
    }
    Vec::new()
}

/// Goes to an item: where one is, as long as that shows items; what is set aside is shown on its card.
pub(super) fn show(app: &mut App, slot: Slot) {
    if !app.workspace().item(slot).is_candidate() {
        app.view.select(slot);
        return screens::send(app, Screen::Card);
    }
    app.go_to(slot);
    match (app.view.screen, app.view.pane) {
        (Screen::Card | Screen::Roadmap | Screen::Matrix | Screen::Present, _)
        | (Screen::Workshop, Pane::Scoring(_) | Pane::Backlog) => {}
        _ => {
            app.view.focus(Pane::Backlog);
            screens::to_workshop(app);
        }
    }
}

/// The keys of an action as the palette shows them: those that work here, else those of where it works.
pub fn keys(app: &App, spec: &Spec) -> String {
    let place = if spec.ready(app).is_ok() { Place::of(&app.view) } else { spec.place };
    spec.own_keys(app, place)
}
