//! Blind rounds: a side votes on an item, and nobody sees anything before all have.
//!
//! While a round is open, the side's scores of the item wait in it: the item has no value, no score and no rank, so
//! that there is nothing that anybody could be anchored by, on whatever screen or in whatever export. What is
//! answered lies sealed beside them. Revealing puts the votes where the scores were; dropping puts the scores back.

mod collect;
mod decide;
mod pending;
mod revealed;
mod settled;

pub use collect::{Collected, Problem, sift};
pub use pending::{Pending, Stage, of, pending};
pub use revealed::reveals;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::criterion::{Criterion, Side};
use super::framework::Framework;
use super::id::{CriterionId, ParticipantId};
use super::item::Item;
use super::number::Num;
use super::record::record;
use super::scores::Scores;
use super::seal::Seal;
use super::vote::{Round, Score, Slip};
use super::workspace::Workspace;
pub(super) use collect::collect;
pub use decide::can_begin;
pub(super) use decide::{cast, drop_rounds, open, reveal, unless_any_open, unless_open};

/// How many rounds there are at most on one criterion of an item before the room has to settle: the first, and twice
/// again.
pub const MOST_ROUNDS: u32 = 3;

/// What a round asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Everything that the side scores: what it had agreed on is over.
    Everything,
    /// What the side has not agreed on, where there is something; what it has stays.
    TheRest,
}

record! {
    /// A blind round that is open.
    pub struct OpenRound {
        /// The side that votes.
        "side" side: Option<Side>,
        /// Which one it is since the last agreement, from 1.
        "attempt" attempt: u32,
        /// Who is asked.
        "voters" voters: Vec<ParticipantId>,
        /// The criteria that it does not ask about: what is agreed on there stays.
        "kept" kept: Vec<CriterionId>,
        /// The scores that wait until it is over.
        "aside" aside: Scores,
        /// What was answered.
        "papers" papers: Vec<Paper>,
    }
}

record! {
    /// One sealed answer.
    pub struct Paper {
        /// Who answered.
        "by" by: ParticipantId,
        /// On which criterion.
        "criterion" criterion: CriterionId,
        /// What.
        "seal" seal: Seal,
    }
}

/// The open rounds of one item, at most one for each side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Rounds(Vec<OpenRound>);

impl Paper {
    /// Seals what somebody answered.
    pub(super) fn sealed(criterion: CriterionId, slip: &Slip, nonce: u64) -> Paper {
        // A record is always written as text.
        let text = serde_json::to_string(slip).unwrap_or_default();
        Paper { by: slip.by.clone(), criterion, seal: Seal::close(&text, nonce), ..Paper::default() }
    }

    /// What is under the seal; none where it was damaged.
    fn opened(&self) -> Option<Slip> {
        self.seal.open().and_then(|text| serde_json::from_str(&text).ok())
    }

    /// What was answered; a damaged seal reads as a pass.
    fn slip(&self) -> Slip {
        let opened = self.opened().filter(|slip| slip.by == self.by);
        opened.unwrap_or_else(|| Slip { by: self.by.clone(), ..Slip::default() })
    }

    /// Whether its seal can still be opened.
    pub fn is_whole(&self) -> bool {
        self.opened().is_some()
    }
}

impl OpenRound {
    /// Whether it asks about a criterion of its side. What waits in it or was answered is asked about, whatever is kept:
    /// two versions of a file may have begun it differently.
    pub fn asks(&self, criterion: &CriterionId) -> bool {
        !self.kept.contains(criterion)
            || self.aside.get(criterion).is_some()
            || self.papers.iter().any(|paper| paper.criterion == *criterion)
    }

    /// Whether somebody answered on a criterion, if only that they pass.
    pub fn has(&self, by: &ParticipantId, criterion: &CriterionId) -> bool {
        self.paper(by, criterion).is_some()
    }

    /// Whether somebody answered on anything.
    pub fn has_heard(&self, by: &ParticipantId) -> bool {
        self.papers.iter().any(|paper| paper.by == *by)
    }

    /// What somebody answered on a criterion.
    pub(super) fn paper(&self, by: &ParticipantId, criterion: &CriterionId) -> Option<&Paper> {
        self.papers.iter().find(|paper| paper.by == *by && paper.criterion == *criterion)
    }

    /// What is on criteria of the other side: in a file that was edited by hand an answer may lie in the wrong round.
    pub(super) fn astray(&self, framework: &Framework) -> Vec<CriterionId> {
        let waits = self.aside.iter().map(|(criterion, _)| criterion);
        let all = waits.chain(self.papers.iter().map(|paper| &paper.criterion));
        let of_others =
            |id: &&CriterionId| framework.criterion(id).is_some_and(|rule| Some(rule.side()) != self.side);
        let mut astray: Vec<CriterionId> = all.filter(of_others).cloned().collect();
        astray.dedup();
        astray
    }

    /// The criteria that it asks about, in their order.
    pub fn asked<'f>(&self, framework: &'f Framework) -> Vec<&'f CriterionId> {
        let criteria = self.side.into_iter().flat_map(|side| framework.criteria_of(side));
        criteria.map(|criterion| &criterion.id).filter(|criterion| self.asks(criterion)).collect()
    }

    /// Who still has an answer to give, each with what on, in the order of the voters. Whoever is not listed, as a file
    /// by hand may name somebody, gives none.
    pub fn missing<'r>(
        &'r self,
        workspace: &'r Workspace,
    ) -> impl Iterator<Item = (&'r ParticipantId, &'r CriterionId)> {
        let asked = self.asked(workspace.framework());
        let voters = self.voters.iter().filter(|by| workspace.participant(by).is_some());
        let each = voters.flat_map(move |by| asked.clone().into_iter().map(move |id| (by, id)));
        each.filter(|(by, criterion)| !self.has(by, criterion))
    }

    /// Puts an answer in, in the place of the one there was, or takes it out.
    pub(super) fn put(&mut self, by: &ParticipantId, criterion: &CriterionId, paper: Option<Paper>) {
        let at = self.papers.iter().position(|paper| paper.by == *by && paper.criterion == *criterion);
        match (at, paper) {
            (Some(at), Some(paper)) => self.papers[at] = paper,
            (Some(at), None) => {
                self.papers.remove(at);
            }
            (None, Some(paper)) => self.papers.push(paper),
            (None, None) => {}
        }
    }

    /// What was answered on each criterion, unsealed, in the order in which it was.
    pub(super) fn answers(&self) -> impl Iterator<Item = (&CriterionId, Vec<Slip>)> {
        let mut criteria: Vec<&CriterionId> = Vec::new();
        for paper in &self.papers {
            if !criteria.contains(&&paper.criterion) {
                criteria.push(&paper.criterion);
            }
        }
        criteria.into_iter().map(|criterion| {
            let papers = self.papers.iter().filter(|paper| paper.criterion == *criterion);
            (criterion, papers.map(Paper::slip).collect())
        })
    }

    /// What was voted on each criterion, by those who gave a value.
    pub(super) fn votes(&self) -> impl Iterator<Item = (&CriterionId, Vec<(ParticipantId, Num)>)> {
        self.answers().map(|(criterion, slips)| (criterion, Round { slips, ..Round::default() }.votes()))
    }

    /// The scores once it is revealed: of each criterion that somebody answered on, or that had one before.
    pub(super) fn revealed(&self) -> Scores {
        let mut scores = self.aside.clone();
        for (criterion, slips) in self.answers() {
            let round = Round { attempt: self.attempt, slips, ..Round::default() };
            let score = Score::revealed(self.aside.get(criterion).cloned(), round);
            scores.set(criterion, Some(score));
        }
        scores
    }
}

impl Item {
    /// The rounds that are open on it.
    pub fn open_rounds(&self) -> &[OpenRound] {
        self.rare.rounds.as_ref().map_or(&[], |rounds| &rounds.0)
    }

    /// The open round of a side on it.
    pub fn round(&self, side: Side) -> Option<&OpenRound> {
        self.open_rounds().iter().find(|round| round.side == Some(side))
    }

    /// Whether a criterion of it is voted on blind.
    pub fn is_asked(&self, criterion: &Criterion) -> bool {
        self.round(criterion.side()).is_some_and(|round| round.asks(&criterion.id))
    }

    /// Whether anybody votes on it blind.
    pub fn in_round(&self) -> bool {
        !self.open_rounds().is_empty()
    }

    /// Begins a round: the scores that wait in it are taken off the item.
    pub(super) fn begin(&mut self, round: &OpenRound) {
        for (criterion, _) in round.aside.iter() {
            self.scores.set(criterion, None);
        }
        self.rare.rounds.get_or_insert_default().0.push(round.clone());
    }

    /// Changes the open round of a side.
    pub(super) fn in_its_round(&mut self, side: Side, change: impl FnOnce(&mut OpenRound)) {
        let mut rounds = self.rare.rounds.iter_mut().flat_map(|rounds| rounds.0.iter_mut());
        if let Some(round) = rounds.find(|round| round.side == Some(side)) {
            change(round);
        }
    }

    /// Ends a round: these scores take the place of those that waited in it.
    pub(super) fn end(&mut self, round: &OpenRound, scores: &Scores) {
        if let Some(rounds) = &mut self.rare.rounds {
            rounds.0.retain(|open| open.side != round.side);
        }
        self.rare.rounds.take_if(|rounds| rounds.0.is_empty());
        for (criterion, score) in scores.iter() {
            self.scores.set(criterion, Some(score.clone()));
        }
    }

    /// The item with the scores that wait in its rounds among the others.
    pub(super) fn laid_open(&self) -> Item {
        let mut item = self.clone();
        for side in Side::ALL {
            let mut aside = None;
            item.in_its_round(*side, |round| aside = Some(std::mem::take(&mut round.aside)));
            for (criterion, score) in aside.iter().flat_map(Scores::iter) {
                item.scores.set(criterion, Some(score.clone()));
            }
        }
        item
    }

    /// What has a score in the open although its side votes on it blind.
    pub(super) fn in_the_open<'f>(
        &self,
        framework: &'f Framework,
    ) -> impl Iterator<Item = (Side, &'f CriterionId)> {
        let rounds = self.open_rounds().iter().filter_map(|round| Some((round.side?, round)));
        let asked =
            rounds.flat_map(|(side, round)| round.asked(framework).into_iter().map(move |id| (side, id)));
        asked.filter(|(_, criterion)| self.scores.get(criterion).is_some())
    }

    /// Puts the scores of every side that votes blind into its round. It is written over what waits
    /// there.
    pub(super) fn veil(&mut self, framework: &Framework) {
        for (side, criterion) in self.in_the_open(framework).collect::<Vec<_>>() {
            let score = self.scores.get(criterion).cloned();
            self.scores.set(criterion, None);
            self.in_its_round(side, |round| {
                let score = match (score, round.aside.get(criterion).cloned()) {
                    (Some(score), Some(waits)) => Some(written_over(waits, score)),
                    (score, _) => score,
                };
                round.aside.set(criterion, score);
            });
        }
    }

    /// Takes out of its rounds what is on criteria of the other side. A score that waited there is one of the item again,
    /// unless it has another.
    pub(super) fn rid_of_astray(&mut self, framework: &Framework) {
        for side in Side::ALL {
            let mut freed = Vec::new();
            self.in_its_round(*side, |round| {
                for criterion in round.astray(framework) {
                    round.papers.retain(|paper| paper.criterion != criterion);
                    freed
                        .extend(round.aside.get(&criterion).cloned().map(|score| (criterion.clone(), score)));
                    round.aside.set(&criterion, None);
                }
            });
            for (criterion, score) in freed {
                if self.scores.get(&criterion).is_none() {
                    self.scores.set(&criterion, Some(score));
                }
            }
        }
    }

    /// Takes a round up again that had been ended with these scores.
    pub(super) fn resume(&mut self, round: &OpenRound, scores: &Scores) {
        for (criterion, _) in scores.iter() {
            self.scores.set(criterion, None);
        }
        self.rare.rounds.get_or_insert_default().0.push(round.clone());
    }
}

/// A score that was written by hand over the one that waits: no vote and no round of that is lost.
fn written_over(waits: Score, written: Score) -> Score {
    if let (Score::Plain(_), Score::Plain(_)) = (&waits, &written) {
        return written;
    }
    let (mut ballot, written) = (waits.into_ballot(), written.into_ballot());
    ballot.agreed = written.agreed.or(ballot.agreed);
    for (by, vote) in written.votes.0 {
        ballot.votes.put(&by, Some(vote));
    }
    for round in written.rounds {
        if !ballot.rounds.contains(&round) {
            ballot.rounds.push(round);
        }
    }
    Score::Ballot(Box::new(ballot))
}

#[cfg(test)]
mod tests;
