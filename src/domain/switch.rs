//! Changing the framework: what carries over, and what is put aside until it comes back.
//!
//! Two frameworks that score a criterion of one id on one scale share its scores. All other scores of
//! the framework that is left are put on the item's shelf under its name, and those of the one that is
//! entered are taken from there: nothing that was scored is lost, there and back again is where one
//! was, and no score is ever read on a scale that it was not given on. A framework may also state how the steps of another
//! criterion read on its own scale; those are carried over where a score is missing.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::framework::{CarrySpec, Criterion, Framework};
use super::id::{CriterionId, ItemId};
use super::item::Item;
use super::number::Num;
use super::record::Absent;
use super::scores::Scores;
use super::text::mark;
use super::vote::{Score, entries_of, same_entries};
use super::workspace::Workspace;

/// Scores of other frameworks, by the framework's id, that cannot stand with those in use.
#[derive(Clone, Debug, Default)]
pub struct Shelf(Vec<(String, Scores)>);

impl PartialEq for Shelf {
    fn eq(&self, other: &Shelf) -> bool {
        same_entries(&self.0, &other.0)
    }
}

impl Absent for Shelf {
    fn absent(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Shelf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(framework, scores)| (framework, scores)))
    }
}

impl<'de> Deserialize<'de> for Shelf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Shelf, D::Error> {
        entries_of(deserializer, "an object of frameworks and scores").map(Shelf)
    }
}

impl Shelf {
    /// What a framework left here.
    pub fn of(&self, framework: &str) -> Option<&Scores> {
        self.0.iter().find(|(id, _)| id == framework).map(|(_, scores)| scores)
    }

    /// The score of a criterion, if it is on its scale: of its own framework, by its name here, which takes it back, else a
    /// copy of what another built-in one has on the same scale.
    fn find(&mut self, framework: &str, criterion: &Criterion) -> Option<Score> {
        let own = self.of(framework).and_then(|scores| scores.get(&criterion.id));
        if let Some(own) = own.filter(|score| fits(score, criterion)).cloned() {
            self.of_mut(framework).set(&criterion.id, None);
            return Some(own);
        }
        self.0.iter().find_map(|(id, scores)| {
            let score = scores.get(&criterion.id).filter(|score| fits(score, criterion))?;
            let same = Framework::built_in(id)?.criterion(&criterion.id)?.scale == criterion.scale;
            same.then(|| score.clone())
        })
    }

    fn of_mut(&mut self, framework: &str) -> &mut Scores {
        let found = self.0.iter().position(|(id, _)| id == framework);
        let at = found.unwrap_or_else(|| {
            self.0.push((framework.to_owned(), Scores::default()));
            self.0.len() - 1
        });
        &mut self.0[at].1
    }
}

/// Whether two frameworks score a criterion on the same scale, and so share its scores.
fn shared(from: &Framework, to: &Framework, id: &CriterionId) -> bool {
    match (from.criterion(id), to.criterion(id)) {
        (Some(here), Some(there)) => here.scale == there.scale,
        _ => false,
    }
}

/// A framework, with what its scores lie under on a shelf.
pub(super) struct Named<'f> {
    framework: &'f Framework,
    name: String,
}

impl<'f> Named<'f> {
    /// The name is the id, and behind that of one that scores otherwise than the built-in framework of this id a mark of
    /// its scales: what was given on the one is not read on the other.
    pub(super) fn new(framework: &'f Framework) -> Named<'f> {
        let scales = |framework: &Framework| {
            let told = framework.criteria().iter().map(|criterion| (&criterion.id, &criterion.scale));
            serde_json::to_string(&told.collect::<Vec<_>>()).unwrap_or_default()
        };
        let (id, own) = (&framework.spec().id, scales(framework));
        let name = match Framework::built_in(id) {
            Some(built_in) if scales(&built_in) != own => format!("{id}#{}", mark(&own)),
            _ => id.clone(),
        };
        Named { framework, name }
    }
}

/// Puts the scores that two frameworks do not share on the shelf of the one that is left, and takes
/// those of the other from there: its own, else those of a built-in framework that measures the same.
pub(super) fn exchange(item: &mut Item, left: &Named<'_>, entered: &Named<'_>) {
    let (from, to) = (left.framework, entered.framework);
    let mut shelf = item.rare.shelf.take().map_or_else(Shelf::default, |shelf| *shelf);
    let alien = |criterion: &Criterion, item: &Item| {
        item.scores.get(&criterion.id).is_some_and(|score| !fits(score, criterion))
    };
    let own = from.criteria().iter().filter(|criterion| !shared(from, to, &criterion.id));
    // A score that no framework in use has claimed may have come with the file.
    let stray = to.criteria().iter().filter(|criterion| from.criterion(&criterion.id).is_none());
    let stray = stray.filter(|criterion| alien(criterion, item));
    let leaving: Vec<CriterionId> = own.chain(stray).map(|criterion| criterion.id.clone()).collect();
    let stays = |id: &CriterionId| item.scores.get(id).is_some() && !leaving.contains(id);
    let entering =
        to.criteria().iter().filter(|criterion| !shared(from, to, &criterion.id) && !stays(&criterion.id));
    // Found before anything is laid down: both frameworks may have one id.
    let entering: Vec<(&CriterionId, Option<Score>)> =
        entering.map(|criterion| (&criterion.id, shelf.find(&entered.name, criterion))).collect();
    for id in leaving {
        if let Some(score) = item.scores.get(&id).cloned() {
            shelf.of_mut(&left.name).set(&id, Some(score));
            item.scores.set(&id, None);
        }
    }
    for (id, score) in entering {
        item.scores.set(id, score);
    }
    shelf.0.retain(|(_, scores)| !scores.absent());
    item.rare.shelf = (!shelf.absent()).then(|| Box::new(shelf));
}

/// Whether a score can stand under a criterion.
fn fits(score: &Score, criterion: &Criterion) -> bool {
    let votes = score.votes();
    let agreed = score.agreed().is_none_or(|agreed| criterion.admits(agreed, !votes.is_empty()));
    agreed && votes.iter().all(|(_, vote)| criterion.admits(*vote, false))
}

/// One criterion's values that come from another framework's scores.
pub(super) type Carried = (CriterionId, Vec<(ItemId, Num)>);

/// What could be carried over into the framework that a workspace was just switched to. Of several
/// mappings for one criterion the first that fits an item counts.
pub(super) fn carry_over(workspace: &Workspace, from: &Framework) -> Vec<Carried> {
    let framework = workspace.framework();
    let stated = &framework.spec().carries;
    let mut carried = Vec::new();
    for criterion in framework.criteria() {
        let rules = stated.iter().filter(|rule| rule.to == criterion.id && measures(from, rule));
        let rules: Vec<&CarrySpec> = rules.collect();
        if rules.is_empty() {
            continue;
        }
        // A round in which nobody gave a value is something, too.
        let lacking = workspace.items().iter().filter(|item| item.scores.get(&criterion.id).is_none());
        let value = |item: &Item| {
            Some((item.id.clone(), rules.iter().find_map(|rule| carried_value(item, rule, &from.spec().id))?))
        };
        let values: Vec<(ItemId, Num)> =
            lacking.filter(|item| item.is_candidate()).filter_map(value).collect();
        if !values.is_empty() {
            carried.push((criterion.id.clone(), values));
        }
    }
    carried
}

/// Whether a mapping is meant for the scale that the other framework has: one id can have several.
fn measures(from: &Framework, rule: &CarrySpec) -> bool {
    let steps = from.criterion(&rule.from).map(|criterion| criterion.scale.steps());
    steps.is_some_and(|steps| {
        steps.len() == rule.map.len() && rule.map.iter().all(|(step, _)| steps.contains(step))
    })
}

/// What one item's score of the other criterion becomes. It may lie on the shelf by now.
fn carried_value(item: &Item, rule: &CarrySpec, from: &str) -> Option<Num> {
    let shelved = item.rare.shelf.as_ref().and_then(|shelf| shelf.of(from)?.value(&rule.from));
    let known = shelved.or_else(|| item.scores.value(&rule.from))?;
    rule.map.iter().find(|(step, _)| *step == known).map(|(_, value)| *value)
}
