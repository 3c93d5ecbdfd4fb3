//! The items of a merged workspace, by their ids: those that one side changed as that side has them, those that
//! both changed field by field.

use std::collections::HashMap;

use super::conflict::{Outcome, Report, written};
use super::order::arrange;
use super::rounds::revealed_alike;
use super::rule::ITEM;
use super::three::{Three, merge};
use crate::domain::chunked::Chunked;
use crate::domain::criterion::{Criterion, Side};
use crate::domain::framework::Framework;
use crate::domain::id::CriterionId;
use crate::domain::item::{Item, Status};
use crate::domain::switch::{Named, exchange};

/// The items under the framework of the merged workspace.
pub(super) fn restated(items: &Chunked<Item>, from: &Framework, to: &Framework) -> Chunked<Item> {
    if from.criteria() == to.criteria() {
        return items.clone();
    }
    let [from, named] = [from, to].map(Named::new);
    let restate = |item: &Item| {
        let mut item = item.laid_open();
        exchange(&mut item, &from, &named);
        item.veil(to);
        item
    };
    items.iter().map(restate).collect()
}

/// Puts the items of both sides together. One that is gone on one side and was changed on the other is kept.
pub(super) fn items(
    base: &Chunked<Item>,
    ours: &Chunked<Item>,
    theirs: &Chunked<Item>,
    framework: &Framework,
    report: &mut Report,
) -> Chunked<Item> {
    let sides = [base, ours, theirs];
    let known = sides
        .map(|items| items.iter().map(|item| (item.id.as_str(), item)).collect::<HashMap<&str, &Item>>());
    let [in_base, in_ours, in_theirs] = &known;
    let mut kept: HashMap<&str, Item> = HashMap::with_capacity(in_ours.len());
    let [names_of_base, names_of_ours, names_of_theirs] = sides.map(names);
    let added = names_of_theirs.iter().filter(|id| !in_ours.contains_key(*id));
    for id in names_of_ours.iter().chain(added) {
        let at = |side: &HashMap<&str, _>| side.get(id).copied();
        let three = [at(in_base), at(in_ours), at(in_theirs)];
        kept.extend(item(three, framework, report).map(|item| (*id, item)));
    }
    part(&mut kept, [in_ours, in_theirs], framework, report);
    let stay = |names: Vec<_>| names.into_iter().filter(|id| kept.contains_key(id)).collect::<Vec<&str>>();
    let (base, ours, theirs) = (stay(names_of_base), stay(names_of_ours), stay(names_of_theirs));
    let order = arrange(&base, &ours, &theirs, |our, their| our <= their);
    order.into_iter().filter_map(|id| kept.remove(id)).collect()
}

fn names(items: &Chunked<Item>) -> Vec<&str> {
    items.iter().map(|item| item.id.as_str()).collect()
}

fn item(three: [Option<&Item>; 3], framework: &Framework, report: &mut Report) -> Option<Item> {
    let (ours, theirs) = match three {
        [base, ours, theirs] if ours == theirs || theirs == base => return ours.cloned(),
        [base, ours, theirs] if ours == base => return theirs.cloned(),
        [_, Some(ours), Some(theirs)] => (ours, theirs),
        [_, one, other] => {
            let outcome = if one.is_some() { Outcome::KeptOurs } else { Outcome::KeptTheirs };
            let kept = one.or(other)?;
            let from = report.len();
            report.note(Three { base: None, ours: None, theirs: None }, outcome);
            sign(report, from, (kept, framework), |_| false);
            return Some(kept.clone());
        }
    };
    let from = report.len();
    let (base, ours, theirs) = revealed_alike(three[0].cloned(), ours.clone(), theirs.clone(), framework);
    let mut merged = both(base.as_ref(), &ours, &theirs, framework, report);
    // What one side took back and the other changed is kept.
    let kept = match (is_gone(&ours), is_gone(&theirs)) {
        (false, true) => Some((&ours, Outcome::KeptOurs)),
        (true, false) => Some((&theirs, Outcome::KeptTheirs)),
        _ => None,
    };
    if let Some((kept, outcome)) = kept {
        stand_as(&mut merged, kept);
        report.note(Three { base: None, ours: None, theirs: None }, outcome);
    }
    let voted = |side: Side| base.iter().chain([&ours, &theirs]).any(|item| item.round(side).is_some());
    sign(report, from, (&merged, framework), |criterion| voted(criterion.side()));
    Some(merged)
}

/// Whether an item was taken back: it is there for those who do that again, and for nobody else.
fn is_gone(item: &Item) -> bool {
    item.status == Status::Withdrawn
}

/// Gives an item the status of another version of it.
fn stand_as(item: &mut Item, other: &Item) {
    item.status = other.status;
    let into = other.rare.details.as_ref().and_then(|details| details.merged_into.clone());
    item.detail(|details| details.merged_into = into);
}

/// Parts again what one side merged into something that is not there any more on the other: into what went into it, or
/// was taken back. Ours stands as long as it can.
fn part(
    kept: &mut HashMap<&str, Item>,
    [in_ours, in_theirs]: [&HashMap<&str, &Item>; 2],
    framework: &Framework,
    report: &mut Report,
) {
    for (merged, apart, outcome) in
        [(in_theirs, in_ours, Outcome::KeptOurs), (in_ours, in_theirs, Outcome::KeptTheirs)]
    {
        let is_merged = |side: &HashMap<&str, &Item>, id: &str| {
            side.get(id).is_some_and(|item| item.status == Status::Merged)
        };
        let mut known = HashMap::new();
        let mut lost: Vec<&str> =
            kept.keys().copied().filter(|id| is_merged(merged, id) && !is_merged(apart, id)).collect();
        lost.retain(|id| leads_nowhere(kept, id, &mut known));
        lost.sort_unstable();
        for id in lost {
            // One that was parted before may be where this one leads to.
            if !leads_nowhere(kept, id, &mut HashMap::new()) {
                continue;
            }
            let (Some(item), Some(other)) = (kept.get_mut(id), apart.get(id)) else { continue };
            let from = report.len();
            report.note(Three { base: None, ours: None, theirs: None }, outcome);
            sign(report, from, (item, framework), |_| false);
            stand_as(item, other);
        }
    }
}

/// What an item was merged into, under the name that it is kept by.
fn into<'k>(kept: &HashMap<&'k str, Item>, item: &Item) -> Option<&'k str> {
    let into = item.rare.details.as_ref()?.merged_into.as_ref()?;
    kept.get_key_value(into.as_str()).map(|(id, _)| *id)
}

/// Whether what an item was merged into, and that into what else, ends with nothing that is there. What is known of those
/// on the way is not found out again.
fn leads_nowhere<'k>(kept: &HashMap<&'k str, Item>, id: &'k str, known: &mut HashMap<&'k str, bool>) -> bool {
    let (mut at, mut way) = (Some(id), Vec::new());
    let nowhere = loop {
        let Some((id, item)) = at.and_then(|id| Some((id, kept.get(id)?))) else { break true };
        match known.get(id) {
            Some(nowhere) => break *nowhere,
            None if item.status != Status::Merged => break is_gone(item),
            // Who comes here again has gone round in a circle.
            None => known.insert(id, true),
        };
        way.push(id);
        at = into(kept, item);
    };
    known.extend(way.into_iter().map(|id| (id, nowhere)));
    nowhere
}

/// Merges an item that both sides changed. Scores that wait in a blind round are merged with those that do not: one
/// side may have opened the round while the other voted in the open.
fn both(base: Option<&Item>, ours: &Item, theirs: &Item, framework: &Framework, report: &mut Report) -> Item {
    let open =
        [base, Some(ours), Some(theirs)].map(|item| item.map(Item::laid_open).as_ref().and_then(written));
    let from = report.len();
    let merged = merge(&ITEM, Three::of(&open), report);
    let merged = merged.and_then(|text| serde_json::from_str::<Item>(&text).ok());
    let Some(mut merged) = merged else {
        // Every field is one that a side could have; if together they cannot stand, ours do.
        report.forget(from);
        report.note(Three { base: None, ours: None, theirs: None }, Outcome::Ours);
        return ours.clone();
    };
    merged.veil(framework);
    merged
}

/// Writes into the conflicts from a number on which item they are about, and hides what is voted on blind.
fn sign(
    report: &mut Report,
    from: usize,
    (item, framework): (&Item, &Framework),
    blind: impl Fn(&Criterion) -> bool,
) {
    for conflict in report.since(from) {
        let (field, entry) = (conflict.path.first().map(String::as_str), conflict.path.get(1));
        let id = entry.filter(|_| field == Some("scores")).map(|id| CriterionId::from(id.as_str()));
        let criterion = id.and_then(|id| framework.criterion(&id));
        conflict.hidden = field == Some("rounds") || criterion.is_some_and(&blind);
        conflict.criterion = criterion.map(|criterion| criterion.shown_name().to_lowercase());
        (conflict.item, conflict.title) = (Some(item.id.clone()), Some(item.shown_title().to_owned()));
    }
}
