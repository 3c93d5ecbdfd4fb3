//! A score: the raw votes, which are kept for ever, and the value that was agreed on.

use std::collections::HashSet;
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::id::ParticipantId;
use super::number::Num;
use super::record::{Absent, Extra, record};

/// One criterion of one item. A number alone is an agreed value without votes.
#[derive(Clone, Debug)]
pub enum Score {
    /// A value nobody voted on.
    Plain(Num),
    /// Votes, and what they were settled to.
    Ballot(Box<Ballot>),
}

record! {
    /// The votes on one criterion of one item.
    pub struct Ballot {
        /// Who voted what, in the order of the file.
        "votes" votes: Votes,
        /// What the room settled on.
        "agreed" agreed: Option<Num>,
        /// The blind rounds that were revealed, oldest first.
        "rounds" rounds: Vec<Round>,
    }
}

record! {
    /// What one participant answered in a blind round. Neither a value nor unsure is a pass.
    pub struct Slip {
        /// Who.
        "by" by: ParticipantId,
        /// The vote.
        "value" value: Option<Num>,
        /// Whether they said that they do not know.
        "unsure" unsure: bool,
        /// Why.
        "reason" reason: Option<String>,
    }
}

record! {
    /// A blind round that was revealed.
    pub struct Round {
        /// Which one it was since the last agreement: 1, then 2 and 3 where it was voted again.
        "attempt" attempt: u32,
        /// What had been agreed on before its votes counted.
        "before" before: Option<Num>,
        /// What everybody answered, in the order in which they did.
        "slips" slips: Vec<Slip>,
    }
}

impl Absent for Votes {
    fn absent(&self) -> bool {
        self.0.is_empty()
    }
}

/// One participant's number each, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Votes(pub Vec<(ParticipantId, Num)>);

impl Votes {
    /// Sets one participant's number, or takes it out.
    pub(super) fn put(&mut self, participant: &ParticipantId, vote: Option<Num>) {
        match (self.0.iter().position(|(voter, _)| voter == participant), vote) {
            (Some(at), Some(vote)) => self.0[at].1 = vote,
            (Some(at), None) => {
                self.0.remove(at);
            }
            (None, Some(vote)) => self.0.push((participant.clone(), vote)),
            (None, None) => {}
        }
    }
}

impl PartialEq for Votes {
    fn eq(&self, other: &Votes) -> bool {
        same_entries(&self.0, &other.0)
    }
}

/// A ballot that holds no more than an agreed value says the same as that value alone.
impl PartialEq for Score {
    fn eq(&self, other: &Score) -> bool {
        let extra = |score: &Score| match score {
            Score::Plain(_) => Extra::default(),
            Score::Ballot(ballot) => ballot.extra.clone(),
        };
        self.agreed() == other.agreed()
            && same_entries(self.votes(), other.votes())
            && self.rounds() == other.rounds()
            && extra(self) == extra(other)
    }
}

impl Score {
    /// What the formula uses: the agreed value, else the median of the votes.
    pub fn value(&self) -> Option<Num> {
        self.agreed().or_else(|| median(self.votes()))
    }

    /// The agreed value.
    pub fn agreed(&self) -> Option<Num> {
        match self {
            Score::Plain(agreed) => Some(*agreed),
            Score::Ballot(ballot) => ballot.agreed,
        }
    }

    /// The raw votes.
    pub fn votes(&self) -> &[(ParticipantId, Num)] {
        match self {
            Score::Plain(_) => &[],
            Score::Ballot(ballot) => &ballot.votes.0,
        }
    }

    /// The blind rounds that were revealed, oldest first.
    pub fn rounds(&self) -> &[Round] {
        match self {
            Score::Plain(_) => &[],
            Score::Ballot(ballot) => &ballot.rounds,
        }
    }

    /// The score after a round was revealed: its votes count, and nothing is agreed on them yet. Where nobody
    /// gave a value, what stood before stands. Votes that no round has on record become a round of their own,
    /// so that none is lost.
    pub(super) fn revealed(before: Option<Score>, mut round: Round) -> Score {
        let mut ballot = before.map(Score::into_ballot).unwrap_or_default();
        // A round in which everybody passed left the votes as they were.
        let counted = ballot.rounds.iter().rev().map(Round::votes).find(|votes| !votes.is_empty());
        let on_record = counted.is_some_and(|counted| same_entries(&counted, &ballot.votes.0));
        if !ballot.votes.0.is_empty() && !on_record {
            let slip = |(by, value): &(ParticipantId, Num)| Slip {
                by: by.clone(),
                value: Some(*value),
                ..Slip::default()
            };
            let slips = ballot.votes.0.iter().map(slip).collect();
            ballot.rounds.push(Round { slips, ..Round::default() });
        }
        let votes = round.votes();
        if !votes.is_empty() {
            (ballot.votes, round.before) = (Votes(votes), ballot.agreed.take());
        }
        ballot.rounds.push(round);
        Score::Ballot(Box::new(ballot))
    }

    /// The same as a ballot.
    pub(super) fn into_ballot(self) -> Ballot {
        match self {
            Score::Plain(agreed) => Ballot { agreed: Some(agreed), ..Ballot::default() },
            Score::Ballot(ballot) => *ballot,
        }
    }

    /// One participant's vote.
    pub fn vote_of(&self, participant: &ParticipantId) -> Option<Num> {
        self.votes().iter().find(|(voter, _)| voter == participant).map(|(_, vote)| *vote)
    }

    /// What somebody voted, or the value where it is nobody's alone.
    pub fn by(&self, voter: Option<&ParticipantId>) -> Option<Num> {
        voter.map_or_else(|| self.value(), |voter| self.vote_of(voter))
    }

    /// A score that says nothing yet.
    pub(super) fn empty() -> Score {
        Score::Ballot(Box::default())
    }

    /// The same score with another agreed value; `None` when nothing is left of it.
    pub(super) fn with_agreed(self, agreed: Option<Num>) -> Option<Score> {
        match self {
            Score::Plain(_) => agreed.map(Score::Plain),
            Score::Ballot(mut ballot) => {
                ballot.agreed = agreed;
                Score::Ballot(ballot).simplest()
            }
        }
    }

    /// A score that nobody voted on. What lies between two steps was settled after votes that are gone.
    pub(super) fn agreed_on(value: Num, on_a_step: bool) -> Score {
        if on_a_step {
            return Score::Plain(value);
        }
        Score::Ballot(Box::new(Ballot { agreed: Some(value), ..Ballot::default() }))
    }

    /// The same score with one vote set, or taken back.
    pub(super) fn with_vote(self, participant: &ParticipantId, vote: Option<Num>) -> Option<Score> {
        let mut ballot = self.into_ballot();
        ballot.votes.put(participant, vote);
        Score::Ballot(Box::new(ballot)).simplest()
    }

    /// A ballot that says nothing is nothing. One that holds an agreed value stays a ballot: the room
    /// may have settled between two steps, which a plain number could not say.
    pub(super) fn simplest(self) -> Option<Score> {
        let says = self.agreed().is_some() || !self.votes().is_empty();
        let noted =
            matches!(&self, Score::Ballot(ballot) if !(ballot.extra.is_empty() && ballot.rounds.is_empty()));
        (says || noted).then_some(self)
    }
}

impl Round {
    /// Who voted what.
    pub fn votes(&self) -> Vec<(ParticipantId, Num)> {
        self.slips.iter().filter_map(|slip| Some((slip.by.clone(), slip.value?))).collect()
    }
}

/// The middle vote; of an even count the mean of the middle two.
pub fn median(votes: &[(ParticipantId, Num)]) -> Option<Num> {
    let mut sorted: Vec<Num> = votes.iter().map(|(_, vote)| *vote).collect();
    sorted.sort_unstable();
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = sorted[sorted.len() / 2 - 1];
    Num::new(f64::midpoint(lower.get(), upper.get()))
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Score::Plain(agreed) => agreed.serialize(serializer),
            Score::Ballot(ballot) => ballot.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Score, D::Error> {
        deserializer.deserialize_any(ScoreVisitor)
    }
}

struct ScoreVisitor;

impl<'de> Visitor<'de> for ScoreVisitor {
    type Value = Score;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or an object with votes and agreed")
    }

    fn visit_f64<E: de::Error>(self, raw: f64) -> Result<Score, E> {
        Num::deserialize(de::value::F64Deserializer::new(raw)).map(Score::Plain)
    }

    fn visit_u64<E: de::Error>(self, raw: u64) -> Result<Score, E> {
        Num::deserialize(de::value::U64Deserializer::new(raw)).map(Score::Plain)
    }

    fn visit_i64<E: de::Error>(self, raw: i64) -> Result<Score, E> {
        Num::deserialize(de::value::I64Deserializer::new(raw)).map(Score::Plain)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Score, A::Error> {
        let ballot = Ballot::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(Score::Ballot(Box::new(ballot)))
    }
}

impl Serialize for Votes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (participant, vote) in &self.0 {
            map.serialize_entry(participant, vote)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Votes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Votes, D::Error> {
        entries_of(deserializer, "an object of participants and numbers").map(Votes)
    }
}

/// Below so many entries it is quicker to look through them for one that is there twice.
const FEW: usize = 32;

/// Reads an object as its entries in their order; the same key twice is an error.
///
/// # Errors
/// A repeated key, or whatever the reader finds wrong.
pub(super) fn entries_of<'de, D, K, V>(
    deserializer: D,
    expected: &'static str,
) -> Result<Vec<(K, V)>, D::Error>
where
    D: Deserializer<'de>,
    K: Deserialize<'de> + Clone + Eq + Hash + fmt::Display,
    V: Deserialize<'de>,
{
    deserializer.deserialize_map(EntriesVisitor { expected, of: PhantomData })
}

struct EntriesVisitor<K, V> {
    expected: &'static str,
    of: PhantomData<(K, V)>,
}

impl<'de, K, V> Visitor<'de> for EntriesVisitor<K, V>
where
    K: Deserialize<'de> + Clone + Eq + Hash + fmt::Display,
    V: Deserialize<'de>,
{
    type Value = Vec<(K, V)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<(K, V)>, A::Error> {
        let (mut entries, mut known) = (Vec::<(K, V)>::new(), HashSet::new());
        while let Some(key) = map.next_key::<K>()? {
            if entries.len() == FEW {
                known.extend(entries.iter().map(|(key, _)| key.clone()));
            }
            let few = entries.len() < FEW;
            if few && entries.iter().any(|(known, _)| *known == key) || !few && !known.insert(key.clone()) {
                return Err(de::Error::custom(format!("{key} stands here twice")));
            }
            entries.push((key, map.next_value()?));
        }
        Ok(entries)
    }
}

/// Whether two maps hold the same, in whatever order.
pub(super) fn same_entries<K: PartialEq, V: PartialEq>(a: &[(K, V)], b: &[(K, V)]) -> bool {
    a == b || a.len() == b.len() && a.iter().all(|entry| b.contains(entry))
}

#[cfg(test)]
mod tests;
