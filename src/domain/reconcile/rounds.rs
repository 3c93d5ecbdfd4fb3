//! Blind rounds that one side revealed while the other still got answers: they came in late, and count.

use crate::domain::criterion::Side;
use crate::domain::framework::Framework;
use crate::domain::item::Item;

/// An item as it was and as both sides have it. What one side revealed is revealed on the other, too, with what was
/// answered there: it was given as blind as the rest.
pub(super) fn revealed_alike(
    mut base: Option<Item>,
    mut ours: Item,
    mut theirs: Item,
    framework: &Framework,
) -> (Option<Item>, Item, Item) {
    for side in Side::ALL {
        let is_ahead = |one: &Item, other: &Item| has_revealed(one, other, *side, framework);
        if is_ahead(&theirs, &ours) {
            reveal(&mut ours, *side);
        }
        if is_ahead(&ours, &theirs) {
            reveal(&mut theirs, *side);
        }
        if let Some(base) = base.as_mut().filter(|base| is_ahead(&ours, base) && is_ahead(&theirs, base)) {
            reveal(base, *side);
        }
    }
    (base, ours, theirs)
}

/// Whether one has on record what is still an open round of the other.
fn has_revealed(one: &Item, other: &Item, side: Side, framework: &Framework) -> bool {
    let Some(round) = other.round(side) else { return false };
    let (one, other) = (one.laid_open(), other.laid_open());
    framework.of_side(side).any(|i| {
        let criterion = &framework.criteria()[i].id;
        let [one, other] = [&one, &other].map(|item| {
            let rounds = item.scores.get(criterion).map_or(&[][..], |score| score.rounds());
            rounds.iter().filter(|past| past.attempt == round.attempt).count()
        });
        one > other
    })
}

fn reveal(item: &mut Item, side: Side) {
    if let Some(round) = item.round(side).cloned() {
        item.end(&round, &round.revealed());
    }
}
