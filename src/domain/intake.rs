//! From drafts to items of a workspace: what is new, what is news about an item that is there, what does not fit.

mod arrive;
mod compare;
mod known;
mod stays;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

pub(super) use arrive::{add, import, name_arrivals};

use super::aim::{Aims, alike};
use super::draft::{Draft, Life, Problem};
use super::facet::Facet;
use super::framework::Criterion;
use super::id::{CriterionId, ItemId, Slot};
use super::item::{Details, Item, Rare, Status};
use super::load::Mint;
use super::merge::BETWEEN_SOURCES;
use super::number::Num;
use super::scores::Scores;
use super::text::{abridged, brief};
use super::vote::Score;
use super::workspace::Workspace;
use compare::{Comparing, draft_facets};
use known::{Known, Meant, Titles, is_number, missing, name_parents, sources, survivors};
use stays::Stays;

/// The most of a title that a warning tells, in characters.
const LONGEST_TOLD: usize = 40;

/// What becomes of the drafts of one import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intake {
    /// The new items, each with an id that nobody has yet, in the order of the drafts.
    pub items: Vec<Item>,
    /// For each of them, whether its kind is a guess.
    pub guessed: Vec<bool>,
    /// What the source says anew about items that are there.
    pub updates: Vec<Update>,
    /// The drafts that are neither.
    pub skipped: Vec<Skipped>,
    /// How many fields the source has otherwise, and stay because somebody wrote them here.
    pub kept: usize,
    /// How many scores the source has otherwise, or that lack here: a second import gives none.
    pub scores: usize,
    /// Whose fields and scores those are.
    pub notes: Vec<String>,
    /// What was left out, or kept without being understood.
    pub warnings: Vec<Warning>,
}

/// What a source says anew about an item. Scores and decisions are not among it.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// The row of the draft.
    pub row: usize,
    /// The item.
    pub item: Slot,
    /// What is written about it from now on.
    pub facets: Vec<Facet>,
    /// Whether it is done from now on; none where that is as it was.
    pub done: Option<bool>,
}

/// A draft that changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The row of the draft.
    pub row: usize,
    /// Its source key, else its title.
    pub source: String,
    /// Why.
    pub why: Skip,
}

/// Why a draft changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// Its item is there, just so.
    There,
    /// An earlier row has the same key.
    Repeats(usize),
    /// The source has given it up.
    Dropped,
}

/// Something about one field of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The row of the draft.
    pub row: usize,
    /// The field, or the id of the criterion.
    pub field: String,
    /// What is wrong, and what was done about it.
    pub message: String,
}

/// Compares drafts with a workspace: what `Command::Import` is to bring in and to change there.
///
/// Items that were withdrawn do not count as there: an import that was undone can be done again.
pub fn intake(workspace: &Workspace, mut drafts: Vec<Draft>) -> Intake {
    let mut desk = Desk::new(workspace);
    name_parents(workspace, &desk.known, &mut drafts);
    // Only when all are known: an item may depend on one that stands further down.
    let (fresh, known) = desk.sort(drafts);
    let missing = missing(workspace, &known);
    let guessed = fresh.iter().map(|(_, draft)| draft.kind_guessed).collect();
    let items = fresh.into_iter().map(|(id, draft)| desk.item(id, draft)).collect();
    let mut comparing = Comparing::new(workspace);
    for (slot, draft) in known {
        let (row, source) = (draft.row, draft.source.clone().unwrap_or_default());
        match desk.update(&mut comparing, slot, &draft) {
            Some(update) => desk.out.updates.push(update),
            None => desk.out.skipped.push(Skipped { row, source, why: Skip::There }),
        }
    }
    desk.out.skipped.sort_by_key(|skipped| skipped.row);
    let kept = comparing.kept.told(workspace, "kept as written here");
    let scores = desk.scores.told(workspace, "not taken, as scores are given here");
    let notes = missing.into_iter().chain(kept).chain(scores).collect();
    Intake { items, guessed, kept: comparing.kept.fields, scores: desk.scores.fields, notes, ..desk.out }
}

impl Intake {
    /// The rows whose key an earlier row of the source has, as problems.
    pub fn repetitions(&self) -> impl Iterator<Item = Problem> + '_ {
        self.skipped.iter().filter_map(|skipped| {
            let Skip::Repeats(first) = skipped.why else { return None };
            let message = abridged(format!("{} is the key of row {first} already", skipped.source));
            Some(Problem::rejected(skipped.row, None, message))
        })
    }
}

/// Where drafts are sorted and turned into items.
struct Desk<'w> {
    workspace: &'w Workspace,
    aims: Aims<'w>,
    /// Who has which source key.
    known: HashMap<String, Known>,
    /// The items that an id of the source leads to.
    named: HashMap<String, ItemId>,
    /// The items that are there by their titles, until they are taken.
    titles: Titles,
    /// Who has which title, where it is only one.
    titled: HashMap<String, Option<ItemId>>,
    /// Whom rows say to wait for them, by key or title.
    blocking: Vec<(String, ItemId)>,
    /// The same by who waits, beside what their own rows say.
    awaited: HashMap<ItemId, Vec<ItemId>>,
    /// The items that others were merged into: they are left as the room made them.
    survivors: HashSet<Slot>,
    /// The scores that a second import does not give.
    scores: Stays,
    out: Intake,
}

/// Drafts of new items with their ids, and drafts about items that are there.
type Sorted = (Vec<(ItemId, Draft)>, Vec<(Slot, Draft)>);

impl<'w> Desk<'w> {
    fn new(workspace: &'w Workspace) -> Desk<'w> {
        let aims = Aims::new(workspace.head());
        let (known, out) = (sources(workspace), Intake::default());
        let (named, scores) = (HashMap::new(), Stays::default());
        let there = Titles::of(workspace);
        let titled = there.only(workspace);
        let (blocking, awaited, survivors) = (Vec::new(), HashMap::new(), survivors(workspace));
        Desk {
            workspace,
            aims,
            known,
            named,
            titles: there,
            titled,
            blocking,
            awaited,
            survivors,
            scores,
            out,
        }
    }

    fn sort(&mut self, drafts: Vec<Draft>) -> Sorted {
        let by_key = |draft: &Draft| self.known_by(draft.source.as_ref()?, &draft.title);
        let keyed = drafts.iter().filter_map(by_key);
        let told: HashSet<Slot> = keyed.filter_map(|known| self.workspace.slot(&known.id)).collect();
        let mut titles = std::mem::take(&mut self.titles).without(&told);
        let lives = |draft: &&Draft| draft.source.is_none() && draft.life != Some(Life::Dropped);
        let live: HashSet<String> = drafts.iter().filter(lives).map(|draft| alike(&draft.title)).collect();
        let mut given: HashSet<ItemId> = HashSet::with_capacity(drafts.len());
        let mut mint = Mint::default();
        let (mut fresh, mut known) = (Vec::with_capacity(drafts.len()), Vec::new());
        let mut seen: HashMap<String, usize> = HashMap::new();
        for draft in drafts {
            let found = draft.source.as_ref().and_then(|source| self.known_by(source, &draft.title));
            let there = found.and_then(|known| self.workspace.slot(&known.id));
            let repeated =
                found.and_then(|known| known.row).or_else(|| seen.get(draft.source.as_ref()?).copied());
            if let Some(first) = repeated {
                self.skip(draft, Skip::Repeats(first));
                continue;
            }
            let (title, dropped) = (alike(&draft.title), draft.life == Some(Life::Dropped));
            // A row that was given up says nothing of an item that another row of its title is about.
            let by_title = draft.source.is_none() && !(dropped && live.contains(&title));
            let is_done = draft.life == Some(Life::Done);
            let same = if by_title { titles.take(self.workspace, &title, is_done) } else { Meant::Nobody };
            let there = if let Meant::One(slot) = same { Some(slot) } else { there };
            if let Some(slot) = there {
                seen.extend(draft.source.clone().map(|source| (source, draft.row)));
                self.announce(&self.workspace.item(slot).id, &draft);
                known.push((slot, draft));
            } else if same == Meant::Taken {
                self.skip(draft, Skip::There);
            } else if dropped {
                self.skip(draft, Skip::Dropped);
            } else {
                let is_taken = |id: &str| self.workspace.slot_of(id).is_some() || given.contains(id);
                let id = mint.id(&draft.title, is_taken);
                given.insert(id.clone());
                self.admit(&id, &draft);
                fresh.push((id, draft));
            }
        }
        for (key, id) in std::mem::take(&mut self.blocking) {
            if let Some(who) = self.meant(&key).cloned() {
                self.awaited.entry(who).or_default().push(id);
            }
        }
        (fresh, known)
    }

    /// Makes a new item known.
    fn admit(&mut self, id: &ItemId, draft: &Draft) {
        if self.titled.contains_key(&alike(&draft.title)) {
            let message = "another item has this title: merge them if they are one".to_owned();
            self.warn(draft.row, "title", message);
        }
        self.announce(id, draft);
        if let Some(source) = &draft.source {
            self.known.insert(source.clone(), Known { id: id.clone(), row: Some(draft.row) });
        }
    }

    /// Who has a source key. That of an address may have come in as the number that it ends in.
    fn known_by(&self, source: &str, title: &str) -> Option<&Known> {
        let by_number = || {
            let number =
                source.rsplit_once('/').map(|(_, number)| number).filter(|number| is_number(number))?;
            let known = self.known.get(number).or_else(|| self.known.get(&format!("#{number}")))?;
            let there = self.workspace.item(self.workspace.slot(&known.id)?);
            (alike(&there.title) == alike(title)).then_some(known)
        };
        self.known.get(source).or_else(by_number)
    }

    fn skip(&mut self, draft: Draft, why: Skip) {
        let source = draft.source.unwrap_or(draft.title);
        self.out.skipped.push(Skipped { row: draft.row, source, why });
    }

    /// Makes known what others may call an item, and who waits for whom by what it says itself.
    fn announce(&mut self, id: &ItemId, draft: &Draft) {
        self.named.extend(draft.id.clone().map(|name| (name, id.clone())));
        let titled = self.titled.entry(alike(&draft.title)).or_insert_with(|| Some(id.clone()));
        titled.take_if(|one| one != id);
        self.blocking.extend(draft.blocks.iter().map(|key| (key.clone(), id.clone())));
    }

    fn item(&mut self, id: ItemId, draft: Draft) -> Item {
        let scores = self.scores(draft.row, &draft.scores);
        let depends_on = self.depends_on(&id, &draft);
        let details = Details {
            theme: draft.theme.map(|theme| self.theme(theme)),
            description: draft.description,
            source: draft.source,
            owner: draft.owner,
            tags: draft.tags,
            created: draft.created,
            ..Details::default()
        };
        let done = draft.life == Some(Life::Done);
        Item {
            title: draft.title.into_boxed_str(),
            kind: draft.kind.unwrap_or_default(),
            status: if done { Status::Done } else { Status::Open },
            scores,
            id,
            rare: Rare { depends_on: depends_on.into(), ..Rare::default() }.into(),
            ..Item::default()
        }
        .with_details(details)
    }

    fn update(&mut self, comparing: &mut Comparing, slot: Slot, draft: &Draft) -> Option<Update> {
        let item = self.workspace.item(slot);
        // One that was merged has several keys and is left as the room made it.
        if self.survivors.contains(&slot) || item.source().is_some_and(|keys| keys.contains(BETWEEN_SOURCES))
        {
            return None;
        }
        let depends_on = self.depends_on(&item.id, draft);
        let theme = draft.theme.clone().map(|theme| self.theme(theme));
        // One theme may be meant by its id and by its title.
        let listed = self.aims.theme_at(item).map(|at| &self.workspace.head().themes[at].id);
        let theme = theme.filter(|theme| listed != Some(theme));
        if !item.in_round() {
            self.stay(slot, &draft.scores);
        }
        let facets = comparing.facets(slot, draft_facets(draft, theme, depends_on));
        let done = comparing.done(slot, draft.life);
        if draft.source.as_deref().is_some_and(is_number)
            && facets.iter().any(|facet| matches!(facet, Facet::Title(_)))
        {
            let was = brief(item.shown_title(), LONGEST_TOLD);
            self.warn(draft.row, "title", format!("its number is that of {was}, which gets this title"));
        }
        if draft.life == Some(Life::Dropped) && item.is_candidate() {
            let title = brief(item.shown_title(), LONGEST_TOLD);
            let message = format!("given up in the source: decline {title} here, if that holds");
            self.warn(draft.row, "status", message);
        }
        let changes = !facets.is_empty() || done.is_some();
        changes.then_some(Update { row: draft.row, item: slot, facets, done })
    }

    /// Notes the scores that the source has otherwise, or that lack here.
    fn stay(&mut self, slot: Slot, given: &[(String, f64)]) {
        let item = self.workspace.item(slot);
        for (field, raw) in given {
            let id = CriterionId::from(field.as_str());
            let here = item.scores.value(&id);
            if here.map(Num::get) == Some(*raw) {
                continue;
            }
            let name =
                self.workspace.framework().criterion(&id).map_or(field.as_str(), Criterion::shown_name);
            let here = here.map_or_else(|| "none".to_owned(), |here| here.to_string());
            self.scores.add(slot, || format!("{} {raw} but {here} here", name.to_lowercase()));
        }
    }

    /// The id of the listed theme that is meant, else the words of the source.
    fn theme(&self, words: String) -> String {
        let meant = self.aims.theme_named(&words);
        meant.map_or(words, |at| self.workspace.head().themes[at].id.clone())
    }

    /// The scores that are on their scales.
    fn scores(&mut self, row: usize, given: &[(String, f64)]) -> Scores {
        let mut scores = Scores::default();
        for (field, raw) in given {
            let id = CriterionId::from(field.as_str());
            let Some(criterion) = self.workspace.framework().criterion(&id) else {
                self.warn(row, field, "the framework has no such criterion: left out".to_owned());
                continue;
            };
            let Some(value) = Num::new(*raw).filter(|value| criterion.scale.contains(*value)) else {
                let allowed = criterion.scale.allowed();
                self.warn(row, field, format!("{raw} is not on the scale ({allowed}): left unscored"));
                continue;
            };
            scores.set(&id, Some(Score::Plain(value)));
        }
        scores
    }

    /// The ids of the items that ids of the source lead to, or its keys, and of those that say that this one waits for them; keys that
    /// lead nowhere stay as they are.
    fn depends_on(&mut self, own: &ItemId, draft: &Draft) -> Vec<ItemId> {
        let mut ids: Vec<ItemId> = Vec::with_capacity(draft.depends_on.len());
        for key in &draft.depends_on {
            let found = self.meant(key).cloned();
            let is_known = found.is_some();
            let id = found.unwrap_or_else(|| ItemId::from(key.as_str()));
            if id == *own {
                self.warn(draft.row, "depends_on", format!("{key} is this item itself: left out"));
                continue;
            }
            if !is_known && self.workspace.slot(&id).is_none() {
                let why = match self.titled.get(&alike(key)) {
                    Some(_) => format!("several items are called {key}: kept as it is"),
                    None => format!("no item has the key {key}: kept as it is"),
                };
                self.warn(draft.row, "depends_on", why);
            }
            ids.push(id);
        }
        ids.extend(self.awaited.get(own).into_iter().flatten().filter(|id| *id != own).cloned());
        let mut known = HashSet::new();
        ids.retain(|id| known.insert(id.clone()));
        ids
    }

    /// The item that a row names: by the id of the source, by its key, or by a title that only one has.
    fn meant(&self, name: &str) -> Option<&ItemId> {
        let by_key = || self.known.get(name).map(|known| &known.id);
        self.named.get(name).or_else(by_key).or_else(|| self.titled.get(&alike(name))?.as_ref())
    }

    fn warn(&mut self, row: usize, field: &str, message: String) {
        self.out.warnings.push(Warning { row, field: field.to_owned(), message: abridged(message) });
    }
}
