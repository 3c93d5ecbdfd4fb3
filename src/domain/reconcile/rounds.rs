//! Blind rounds that one side revealed while the other still got answers: they came in late, and count.

use super::conflict::Outcome;
use crate::domain::chunked::Chunked;
use crate::domain::criterion::Side;
use crate::domain::framework::Framework;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::round::OpenRound;
use crate::domain::vote::Score;
use crate::domain::workspace::Workspace;

/// Those who vote blind in what comes of a merge: what one side has revealed, nobody votes on any more.
pub(super) fn voting<'w>(
    merged: &Chunked<Item>,
    sides: [(&'w Workspace, Outcome); 2],
) -> Vec<(&'w Workspace, Outcome)> {
    let open: Vec<&ItemId> = merged.iter().filter(|item| item.in_round()).map(|item| &item.id).collect();
    let is_open =
        |side: &Workspace, id: &ItemId| side.slot(id).is_some_and(|slot| side.item(slot).in_round());
    sides.into_iter().filter(|(side, _)| open.iter().any(|id| is_open(side, id))).collect()
}

/// An item as it was and as both sides have it. A round that was open at the beginning, and that one side has revealed,
/// is revealed on the other, too, with what was answered there: it was given as blind as the rest.
pub(super) fn revealed_alike(
    mut base: Option<Item>,
    mut ours: Item,
    mut theirs: Item,
    framework: &Framework,
) -> (Option<Item>, Item, Item) {
    let begun: Vec<OpenRound> = base.iter().flat_map(Item::open_rounds).cloned().collect();
    for round in &begun {
        let Some(side) = round.side else { continue };
        if is_open(&ours, round) && has_revealed(&theirs, &ours, side, framework) {
            reveal(&mut ours, &theirs, side, framework);
        }
        if is_open(&theirs, round) && has_revealed(&ours, &theirs, side, framework) {
            reveal(&mut theirs, &ours, side, framework);
        }
        if let Some(base) = base.as_mut().filter(|_| !is_open(&ours, round) && !is_open(&theirs, round))
            && has_revealed(&ours, base, side, framework)
            && has_revealed(&theirs, base, side, framework)
        {
            reveal(base, &ours, side, framework);
        }
    }
    (base, ours, theirs)
}

fn is_open(item: &Item, begun: &OpenRound) -> bool {
    item.open_rounds().iter().any(|round| (round.side, round.attempt) == (begun.side, begun.attempt))
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

/// Reveals the round of a side. Where the other one has voted again since, what was answered is on record, and what they
/// voted last counts.
fn reveal(item: &mut Item, ahead: &Item, side: Side, framework: &Framework) {
    let Some(round) = item.round(side).cloned() else { return };
    let ahead = ahead.laid_open();
    item.end(&round, &round.revealed());
    for criterion in framework.criteria_of(side).map(|criterion| &criterion.id) {
        let (Some(late), Some(newest)) = (item.scores.get(criterion), ahead.scores.get(criterion)) else {
            continue;
        };
        if newest.rounds().len() > late.rounds().len() {
            let (mut ballot, newest) = (late.clone().into_ballot(), newest.clone().into_ballot());
            (ballot.votes, ballot.agreed) = (newest.votes, newest.agreed);
            item.scores.set(criterion, Some(Score::Ballot(Box::new(ballot))));
        }
    }
}
