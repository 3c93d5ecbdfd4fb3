//! Changing the framework: what carries over, and what is put aside until it comes back.
//!
//! Frameworks share a criterion by its id, and with it its scores. Where they give one id two
//! scales, the scores of the framework that is left are put on the item's shelf under its id, and
//! those of the one that is entered are taken from there: nothing that was scored is lost, and
//! there and back again is where one was. A framework may also state how the steps of another
//! criterion read on its own scale; those are carried over where a score is missing.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::framework::{CarrySpec, Criterion, Framework};
use super::id::{CriterionId, ItemId};
use super::item::{Item, Scores};
use super::number::Num;
use super::record::Absent;
use super::vote::{entries_of, same_entries};
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

    fn of_mut(&mut self, framework: &str) -> &mut Scores {
        let found = self.0.iter().position(|(id, _)| id == framework);
        let at = found.unwrap_or_else(|| {
            self.0.push((framework.to_owned(), Scores::default()));
            self.0.len() - 1
        });
        &mut self.0[at].1
    }
}

/// The criteria that two frameworks call the same and measure differently.
pub(super) fn contested(from: &Framework, to: &Framework) -> Vec<CriterionId> {
    let differs = |criterion: &&Criterion| {
        to.criterion(&criterion.id).is_some_and(|other| other.scale != criterion.scale)
    };
    from.criteria().iter().filter(differs).map(|criterion| criterion.id.clone()).collect()
}

/// Puts the contested scores of one framework on the shelf and takes those of another from there.
pub(super) fn exchange(item: &mut Item, contested: &[CriterionId], from: &str, to: &str) {
    let mut shelf = item.shelf.take().map_or_else(Shelf::default, |shelf| *shelf);
    for criterion in contested {
        let left = item.scores.get(criterion).cloned();
        let back = shelf.of(to).and_then(|scores| scores.get(criterion)).cloned();
        if left.is_some() || shelf.of(from).is_some() {
            shelf.of_mut(from).set(criterion, left);
        }
        if back.is_some() {
            shelf.of_mut(to).set(criterion, None);
        }
        item.scores.set(criterion, back);
    }
    shelf.0.retain(|(_, scores)| !scores.absent());
    item.shelf = (!shelf.absent()).then(|| Box::new(shelf));
}

/// One criterion's values that come from another framework's scores.
pub(super) type Carried = (CriterionId, Vec<(ItemId, Num)>);

/// What could be carried over into the framework that a workspace was just switched to. Of several
/// mappings for one criterion the first that fits an item counts.
pub(super) fn carry_over(workspace: &Workspace, from: &str) -> Vec<Carried> {
    let framework = workspace.framework();
    let stated = &framework.spec().carries;
    let mut carried = Vec::new();
    for criterion in framework.criteria() {
        let rules: Vec<&CarrySpec> = stated.iter().filter(|rule| rule.to == criterion.id).collect();
        if rules.is_empty() {
            continue;
        }
        let lacking = workspace.items().iter().filter(|item| item.scores.value(&criterion.id).is_none());
        let value = |item: &Item| {
            Some((item.id.clone(), rules.iter().find_map(|rule| carried_value(item, rule, from))?))
        };
        let values: Vec<(ItemId, Num)> =
            lacking.filter(|item| item.is_candidate()).filter_map(value).collect();
        if !values.is_empty() {
            carried.push((criterion.id.clone(), values));
        }
    }
    carried
}

/// What one item's score of the other criterion becomes. It may lie on the shelf by now.
fn carried_value(item: &Item, rule: &CarrySpec, from: &str) -> Option<Num> {
    let shelved = item.shelf.as_ref().and_then(|shelf| shelf.of(from)?.value(&rule.from));
    let known = shelved.or_else(|| item.scores.value(&rule.from))?;
    rule.map.iter().find(|(step, _)| *step == known).map(|(_, value)| *value)
}
