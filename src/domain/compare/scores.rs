//! What is scored otherwise on an item: values, agreements, and votes by who cast them.

use crate::domain::id::{CriterionId, ParticipantId};
use crate::domain::item::Item;
use crate::domain::number::Num;
use crate::domain::vote::Score;
use crate::domain::workspace::Workspace;

/// One criterion that is scored otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Rescored<'w> {
    /// The criterion.
    pub criterion: &'w CriterionId,
    /// The value before and after; none where there is none, or where it is hidden.
    pub value: [Option<Num>; 2],
    /// What was agreed on before and after.
    pub agreed: [Option<Num>; 2],
    /// The votes that are otherwise.
    pub votes: Vec<Vote<'w>>,
    /// Whether it is voted on blind on either side, so that nothing of it is told.
    pub hidden: bool,
}

/// One participant's vote before and after; none where there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Vote<'w> {
    /// Who.
    pub by: &'w ParticipantId,
    /// What they voted.
    pub value: [Option<Num>; 2],
}

/// The criteria that are scored otherwise on an item that both workspaces have.
pub(super) fn rescored<'w>(
    before: &'w Workspace,
    after: &'w Workspace,
    items: [&'w Item; 2],
) -> Vec<Rescored<'w>> {
    let [was, is] = items;
    let mut rescored = Vec::new();
    for criterion in criteria([before, after], items) {
        let hidden = before.hides(&was.id, criterion) || after.hides(&is.id, criterion);
        let scores = items.map(|item| item.scores.get(criterion));
        if hidden {
            if is_asked_otherwise([before, after], items, criterion) {
                let (value, agreed) = ([None; 2], [None; 2]);
                rescored.push(Rescored { criterion, value, agreed, votes: Vec::new(), hidden });
            }
        } else if scores[0] != scores[1] {
            let value = scores.map(|score| score.and_then(Score::value));
            let agreed = scores.map(|score| score.and_then(Score::agreed));
            rescored.push(Rescored { criterion, value, agreed, votes: votes(scores), hidden });
        }
    }
    rescored
}

/// Every criterion that has a score on either side, or is of a framework of both, each once.
fn criteria<'w>(workspaces: [&'w Workspace; 2], items: [&'w Item; 2]) -> Vec<&'w CriterionId> {
    let of_frameworks = workspaces.into_iter().flat_map(|ws| ws.framework().criteria()).map(|rule| &rule.id);
    let of_items = items.into_iter().flat_map(|item| item.scores.iter()).map(|(id, _)| id);
    let mut criteria: Vec<&CriterionId> = Vec::new();
    for id in of_frameworks.chain(of_items) {
        if !criteria.contains(&id) {
            criteria.push(id);
        }
    }
    criteria
}

/// Whether a blind round on a criterion was opened, ended, or is another one. Who answered so far is nobody's
/// business.
fn is_asked_otherwise(workspaces: [&Workspace; 2], items: [&Item; 2], criterion: &CriterionId) -> bool {
    let attempts = [0, 1].map(|i| {
        let rule = workspaces[i].framework().criterion(criterion)?;
        items[i].round(rule.side()).filter(|round| round.asks(criterion)).map(|round| round.attempt)
    });
    attempts[0] != attempts[1]
}

fn votes(scores: [Option<&Score>; 2]) -> Vec<Vote<'_>> {
    let [before, after] = scores.map(|score| score.map_or(&[][..], Score::votes));
    let mut voters: Vec<&ParticipantId> = before.iter().map(|(by, _)| by).collect();
    voters.extend(after.iter().map(|(by, _)| by).filter(|by| !before.iter().any(|(other, _)| other == *by)));
    let of = |by: &ParticipantId| scores.map(|score| score.and_then(|score| score.vote_of(by)));
    let vote = |by| Vote { by, value: of(by) };
    voters.into_iter().map(vote).filter(|vote| vote.value[0] != vote.value[1]).collect()
}
