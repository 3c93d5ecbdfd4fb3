//! Taking back what happened, out of its order: others may have changed the same since, or done it as well.

use crate::domain::apply::{apply, change};
use crate::domain::criterion::Side;
use crate::domain::event::Event;
use crate::domain::id::{CriterionId, ItemId, ParticipantId};
use crate::domain::item::Item;
use crate::domain::round::{OpenRound, Paper};
use crate::domain::scores::Scores;
use crate::domain::vote::Score;
use crate::domain::workspace::Workspace;

/// Makes an event not have been, in a workspace whose items are laid open. A score, a vote or an answer that is another
/// one by now than the event made it is not known at all.
pub(super) fn take_back(past: &mut Workspace, event: &Event) {
    let mut inverse = event.inverse();
    match (event, &mut inverse) {
        (Event::Agreed { item, criterion, to, .. }, Event::Agreed { to: back, .. })
            if score(past, item, criterion).and_then(Score::agreed) != *to =>
        {
            *back = None;
        }
        (Event::Voted { item, criterion, participant, to, .. }, Event::Voted { to: back, .. })
            if score(past, item, criterion).and_then(|score| score.vote_of(participant)) != *to =>
        {
            *back = None;
        }
        (Event::Answered { item, side, by, criterion, to, .. }, Event::Answered { to: back, .. })
            if answer(past, item, *side, (by, criterion)) != to.as_ref() =>
        {
            *back = None;
        }
        _ if take_back_round(past, event) => return,
        _ => {}
    }
    apply(past, &inverse);
}

/// The same where a round began or ended; whether it did. What waits in a round lies among the scores here.
fn take_back_round(past: &mut Workspace, event: &Event) -> bool {
    let (id, change_item): (_, &dyn Fn(&mut Item)) = match event {
        Event::RoundOpened { item, round } => (item, &|item| item.end(round, &Scores::default())),
        Event::RoundDropped { item, round } => (item, &|item| item.begin(&bare(round))),
        Event::Revealed { item, round, scores } => (item, &|item| {
            exchange(&mut item.scores, scores, &round.aside);
            item.begin(&bare(round));
        }),
        Event::Concealed { item, round, scores } => (item, &|item| {
            exchange(&mut item.scores, &round.aside, scores);
            item.end(round, &Scores::default());
        }),
        _ => return false,
    };
    change(past, id, change_item);
    true
}

/// A round in which nothing waits.
fn bare(round: &OpenRound) -> OpenRound {
    OpenRound { aside: Scores::default(), ..round.clone() }
}

/// Puts scores back in the place of what came of them.
fn exchange(scores: &mut Scores, made: &Scores, back: &Scores) {
    let found = scores.clone();
    for (criterion, _) in made.iter().chain(back.iter()) {
        let is_as_made = found.get(criterion) == made.get(criterion);
        scores.set(criterion, back.get(criterion).filter(|_| is_as_made).cloned());
    }
}

fn score<'w>(past: &'w Workspace, item: &ItemId, criterion: &CriterionId) -> Option<&'w Score> {
    past.slot(item).and_then(|slot| past.item(slot).scores.get(criterion))
}

fn answer<'w>(
    past: &'w Workspace,
    item: &ItemId,
    side: Side,
    (by, criterion): (&ParticipantId, &CriterionId),
) -> Option<&'w Paper> {
    past.slot(item).and_then(|slot| past.item(slot).round(side))?.paper(by, criterion)
}
