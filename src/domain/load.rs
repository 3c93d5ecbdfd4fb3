//! From the content of a file to a workspace that makes sense, or to what is wrong with it and where.

mod noted;
mod scored;

use std::collections::HashMap;
use std::ops::Not;

use super::agenda;
use super::chunked::Chunked;
use super::crew::{Crew, InTurn, MANY};
use super::flaw::{Flaw, NO_WORKSPACE, Notice, Path};
use super::framework::Framework;
use super::id::{CriterionId, ItemId, ParticipantId, Slot};
use super::item::Item;
use super::limits::{self, grouped};
use super::purpose::Listed;
use super::round::OpenRound;
use super::scores::Alike;
use super::slots::Slots;
use super::text::id_from;
use super::workspace::{Capacity, FORMAT, Head, Participant, Workspace};
pub(super) use scored::settle_scores;
use scored::{are_plain, check_rounds, check_scores};

impl Workspace {
    /// Checks what a file holds and gives an id to every item without one. The second half says what
    /// was accepted and is still worth knowing.
    ///
    /// # Errors
    /// The first field that cannot stand, with what is allowed there.
    pub fn load(head: Head) -> Result<(Workspace, Vec<Notice>), Flaw> {
        Workspace::load_by(&InTurn(1), head)
    }

    /// The same by a crew.
    ///
    /// # Errors
    /// As for [`Workspace::load`].
    pub fn load_by(crew: &impl Crew, mut head: Head) -> Result<(Workspace, Vec<Notice>), Flaw> {
        let mut notices = Vec::new();
        let root = Path::default;
        check_kind(&head)?;
        check_count(head.items.len()).map_err(|flaw| flaw.under(root().field("items")))?;
        if head.format == 0 {
            head.format = FORMAT;
        }
        let framework = head.framework.resolve().map_err(|flaw| flaw.under(root().field("framework")))?;
        if let Some(capacity) = &head.capacity {
            check_capacity(capacity).map_err(|flaw| flaw.under(root().field("capacity")))?;
        }
        if let Some(agenda) = &mut head.agenda {
            agenda::settle(agenda, &mut notices).map_err(|flaw| flaw.under(root().field("agenda")))?;
        }
        check_log(&head)?;
        name_people(&mut head.participants)?;
        name_listed(&mut head.goals);
        name_listed(&mut head.themes);
        let (slots, odd) = look_at_items(crew, &mut head.items, &framework)?;
        odd.mend(&mut head.items, &framework);
        notices.extend(odd.notices);
        noted::cut_loops(&mut head, &odd.loops, &mut notices);
        noted::note_look_alikes(&head, &slots, &odd.capitals, &mut notices);
        if odd.votes {
            noted::note_voters(&head, &framework, &mut notices);
        }
        Ok((Workspace::assemble(head, framework, slots), notices))
    }
}

/// What a ranking says beside its items, as `rank --json` and `export` write it.
const RANKING: [&str; 2] = ["unscored", "swing_partial"];

/// A ranking has items, too, and would be a workspace without scores: whoever wrote into it would own neither.
fn check_kind(head: &Head) -> Result<(), Flaw> {
    let has = |name: &&str| head.extra.fields().any(|(field, _)| field == *name);
    if RANKING.iter().all(has) {
        return Err(Flaw::new(Path::default().field(RANKING[0]), NO_WORKSPACE));
    }
    Ok(())
}

fn check_count(items: usize) -> Result<(), Flaw> {
    if items > limits::ITEMS {
        let what = format!("a workspace holds up to {} items", grouped(limits::ITEMS as u64));
        return Err(Flaw::new(Path::default(), what));
    }
    Ok(())
}

pub(super) fn check_capacity(capacity: &Capacity) -> Result<(), Flaw> {
    if capacity.amount.is_some_and(|amount| !(0.0..=super::scale::LARGEST).contains(&amount.get())) {
        return Err(Flaw::new(Path::default().field("amount"), "must be 0 or more, up to 1e12"));
    }
    if capacity.tech_health_target.is_some_and(|target| !(0.0..=1.0).contains(&target.get())) {
        let what = "is a fraction from 0 to 1: 20% is written 0.2";
        return Err(Flaw::new(Path::default().field("tech_health_target"), what));
    }
    Ok(())
}

fn check_log(head: &Head) -> Result<(), Flaw> {
    let mut last = 0;
    for (i, entry) in head.log.iter().enumerate() {
        if entry.seq <= last {
            let path = Path::default().field("log").index(i).field("seq");
            return Err(Flaw::new(path, format!("numbers go up: {} stands behind {last}", entry.seq)));
        }
        last = entry.seq;
    }
    let too_large = |path: Path| Err(Flaw::new(path.field("seq"), "numbers go up to 2^53"));
    if last > limits::GESTURE {
        return too_large(Path::default().field("log").index(head.log.len() - 1));
    }
    match &head.revision {
        Some(revision) if revision.seq > limits::GESTURE => too_large(Path::default().field("revision")),
        _ => Ok(()),
    }
}

/// Gives each item without an id one made from its title, and finds what cannot stand. The same file gets the same ids
/// every time.
fn look_at_items(
    crew: &impl Crew,
    items: &mut Chunked<Item>,
    framework: &Framework,
) -> Result<(Slots, Odd), Flaw> {
    let (indexed, checked) = if items.len() < MANY {
        (index_named(items), check_items(items, framework))
    } else {
        crew.both(|| index_named(items), || check_items(items, framework))
    };
    let (mut slots, nameless) = indexed?;
    if nameless.is_empty() {
        return Ok((slots, checked?));
    }
    let mut mint = Mint::default();
    for i in nameless {
        let id = mint.id(&items[i].title, |id| slots.get(items, id).is_some());
        if let Some(item) = items.get_mut(i) {
            item.id = id;
        }
        // Nobody has its id, as was just seen.
        let _ = slots.insert(items, Slot::new(i));
    }
    // What is told of an item calls it by its name.
    Ok((slots, check_items(items, framework)?))
}

/// Where each item sits that has an id, and which have none. An id stands once.
fn index_named(items: &Chunked<Item>) -> Result<(Slots, Vec<usize>), Flaw> {
    let mut slots = Slots::with_capacity(items.len());
    let mut nameless = Vec::new();
    for (i, item) in items.iter().enumerate() {
        if item.id.as_str().is_empty() {
            nameless.push(i);
            continue;
        }
        if let Err(first) = slots.insert(items, Slot::new(i)) {
            let place = |index| Path::default().field("items").index(index).field("id");
            let first = first.index();
            let flaw = Flaw::new(place(i), format!("{} is already the id of items[{first}]", item.id));
            return Err(flaw.clashing(place(first)));
        }
    }
    Ok((slots, nameless))
}

/// Gives each participant without an id one made from the name. An id stands once: votes are known by it.
fn name_people(people: &mut [Participant]) -> Result<(), Flaw> {
    let mut known: HashMap<ParticipantId, usize> = HashMap::with_capacity(people.len());
    for (i, person) in people.iter().enumerate().filter(|(_, person)| !person.id.as_str().is_empty()) {
        if let Some(first) = known.insert(person.id.clone(), i) {
            let place = |index| Path::default().field("participants").index(index).field("id");
            let what = format!("{} is already the id of participants[{first}]", person.id);
            return Err(Flaw::new(place(i), what).clashing(place(first)));
        }
    }
    let mut mint = Mint::default();
    for (i, person) in people.iter_mut().enumerate().filter(|(_, person)| person.id.as_str().is_empty()) {
        let id = mint.name(&person.name, "person", |id| known.contains_key(&ParticipantId::from(id)));
        person.id = id.as_str().into();
        known.insert(person.id.clone(), i);
    }
    Ok(())
}

/// Gives each goal or theme without an id one made from its title, so that items can be linked to it.
fn name_listed<T: Listed>(list: &mut [T]) {
    let mut mint = Mint::default();
    for i in 0..list.len() {
        if list[i].id().is_empty() {
            let taken = |id: &str| list.iter().any(|other| other.id() == id);
            let id = mint.name(list[i].title(), T::WORDS[0], taken);
            list[i].set_id(id);
        }
    }
}

/// Makes ids from titles. Remembers how far it counted for each title, so that a file of a million
/// items of one name opens, too.
#[derive(Debug, Default)]
pub(super) struct Mint {
    counted: HashMap<String, u32>,
}

impl Mint {
    /// An id of an item, made from a title, that nobody has yet.
    pub(super) fn id(&mut self, title: &str, taken: impl Fn(&str) -> bool) -> ItemId {
        ItemId::from(self.name(title, "item", taken))
    }

    /// The same for anything else; a title without a letter is called by this word.
    pub(super) fn name(&mut self, title: &str, nameless: &str, taken: impl Fn(&str) -> bool) -> String {
        let base = Some(id_from(title)).filter(|id| !id.is_empty()).unwrap_or_else(|| nameless.to_owned());
        let count = self.counted.entry(base.clone()).or_default();
        loop {
            *count += 1;
            // The first of a name is called by the name alone.
            let name = if *count == 1 { base.clone() } else { format!("{base}-{count}") };
            if !taken(&name) {
                return name;
            }
        }
    }
}

/// What few items have, by index: it is looked for while all of them are looked at anyway.
#[derive(Default)]
struct Odd {
    /// They wait for themselves.
    loops: Vec<usize>,
    /// Their ids have capitals, or letters that can be written in several ways.
    capitals: Vec<usize>,
    /// Whether anybody voted on any.
    votes: bool,
    /// Scores that say 0 where 0 would divide.
    zeros: Vec<(usize, CriterionId)>,
    /// Rounds on them hold something on criteria of the other side.
    astray: Vec<usize>,
    /// A side votes blind on them, and has scores in the open.
    showing: Vec<usize>,
    /// What is worth knowing of them.
    notices: Vec<Notice>,
}

impl Odd {
    /// Puts right what was found: nothing of it can have been meant.
    fn mend(&self, items: &mut Chunked<Item>, framework: &Framework) {
        for (i, criterion) in &self.zeros {
            if let Some(item) = items.get_mut(*i) {
                item.scores.set(criterion, None);
            }
        }
        for i in &self.astray {
            if let Some(item) = items.get_mut(*i) {
                item.rid_of_astray(framework);
            }
        }
        for i in &self.showing {
            if let Some(item) = items.get_mut(*i) {
                item.veil(framework);
            }
        }
    }
}

fn check_items(items: &Chunked<Item>, framework: &Framework) -> Result<Odd, Flaw> {
    let (mut odd, mut alike) = (Odd::default(), Alike::default());
    for (i, item) in items.iter().enumerate() {
        odd.loops.extend(item.rare.depends_on.contains(&item.id).then_some(i));
        odd.capitals.extend(noted::is_folded(item.id.as_str()).not().then_some(i));
        let at = |field: &str| Path::default().field("items").index(i).field(field);
        odd.notices.extend(noted::unexplained(item).map(|what| Notice::at(at("pin"), what)));
        check_rounds(item, framework, &mut odd.notices).map_err(|flaw| flaw.under(at("rounds")))?;
        let is_astray = |round: &OpenRound| !round.astray(framework).is_empty();
        odd.astray.extend(item.open_rounds().iter().any(is_astray).then_some(i));
        for (_, criterion) in item.in_the_open(framework) {
            let what = format!("{} is voted on: its {criterion} waits until the round is over", item.id);
            odd.notices.push(Notice::at(at("scores").field(criterion.as_str()), what));
        }
        odd.showing.extend(item.in_the_open(framework).next().map(|_| i));
        if alike.of(&item.scores, || are_plain(&item.scores, framework)) {
            continue;
        }
        odd.votes |= item.scores.iter().any(|(_, score)| !score.votes().is_empty());
        for criterion in check_scores(&item.scores, framework).map_err(|flaw| flaw.under(at("scores")))? {
            let what = format!("{} has {criterion} 0, which is not a value: it counts as unscored", item.id);
            odd.notices.push(Notice::at(at("scores").field(criterion.as_str()), what));
            odd.zeros.push((i, criterion));
        }
    }
    Ok(odd)
}

#[cfg(test)]
mod tests;
