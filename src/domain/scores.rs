//! The scores of one item, by criterion.
//!
//! A scale has few steps: of a hundred thousand items most say in all their scores what others say. What nobody voted
//! on is kept once for all that were read alike, and copied when it is changed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::id::CriterionId;
use super::number::Num;
use super::record::Absent;
use super::vote::{Score, entries_of, same_entries};

/// Scores in the order of the file.
type Entries = Arc<[(CriterionId, Score)]>;

/// How many different ones are remembered by whoever reads: as many as four criteria of eight steps can be.
const MOST: usize = 1 << 12;

thread_local! {
    static READ: RefCell<Known> = RefCell::default();
}

/// Scores that were read before.
#[derive(Default)]
struct Known {
    table: HashTable<Entries>,
    hasher: RandomState,
}

impl Known {
    /// The same scores, from before where they were read before.
    fn once(&mut self, scores: Vec<(CriterionId, Score)>) -> Entries {
        let Known { table, hasher } = self;
        let hash = |scores: &[(CriterionId, Score)]| {
            let mut state = hasher.build_hasher();
            plain(scores).for_each(|(_, value)| value.hash(&mut state));
            state.finish()
        };
        if plain(&scores).count() < scores.len() {
            return scores.into();
        }
        if table.len() >= MOST {
            let known = table.find(hash(&scores), |known| plain(known).eq(plain(&scores)));
            return known.map_or_else(|| scores.into(), Arc::clone);
        }
        match table.entry(hash(&scores), |known| plain(known).eq(plain(&scores)), |known| hash(known)) {
            Entry::Occupied(known) => Arc::clone(known.get()),
            Entry::Vacant(place) => Arc::clone(place.insert(scores.into()).get()),
        }
    }
}

/// The scores that nobody voted on.
fn plain(scores: &[(CriterionId, Score)]) -> impl Iterator<Item = (&CriterionId, Num)> {
    scores.iter().filter_map(|(id, score)| match score {
        Score::Plain(value) => Some((id, *value)),
        Score::Ballot(_) => None,
    })
}

/// The scores of one item, by criterion, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Scores(Entries);

impl PartialEq for Scores {
    fn eq(&self, other: &Scores) -> bool {
        same_entries(&self.0, &other.0)
    }
}

impl Scores {
    /// The score of a criterion.
    pub fn get(&self, criterion: &CriterionId) -> Option<&Score> {
        self.0.iter().find(|(id, _)| id == criterion).map(|(_, score)| score)
    }

    /// The value of a criterion: agreed, else the median of its votes.
    pub fn value(&self, criterion: &CriterionId) -> Option<Num> {
        self.get(criterion)?.value()
    }

    /// Every criterion that has a score.
    pub fn iter(&self) -> impl Iterator<Item = (&CriterionId, &Score)> {
        self.0.iter().map(|(id, score)| (id, score))
    }

    /// Whether anybody voted on a criterion.
    pub(super) fn have_votes(&self) -> bool {
        self.0.iter().any(|(_, score)| !score.votes().is_empty())
    }

    /// Puts a score in the place of the one that was there.
    pub(super) fn set(&mut self, criterion: &CriterionId, score: Option<Score>) {
        let mut scores = self.0.to_vec();
        match (scores.iter().position(|(id, _)| id == criterion), score) {
            (Some(at), Some(score)) => scores[at].1 = score,
            (Some(at), None) => drop(scores.remove(at)),
            (None, score) => scores.extend(score.map(|score| (criterion.clone(), score))),
        }
        self.0 = scores.into();
    }
}

/// What was found out about scores, so that it is found out once for all items that share them.
pub(super) struct Alike<'s, T> {
    known: HashMap<usize, T, RandomState>,
    of: PhantomData<&'s Scores>,
}

impl<T> Default for Alike<'_, T> {
    fn default() -> Self {
        Alike { known: HashMap::default(), of: PhantomData }
    }
}

impl<'s, T: Copy> Alike<'s, T> {
    /// What was found out about such scores before, or is now. It may hang on nothing but the scores.
    pub(super) fn of(&mut self, scores: &'s Scores, find: impl FnOnce() -> T) -> T {
        if Arc::strong_count(&scores.0) == 1 {
            return find();
        }
        // As long as they are lent, they stay where they are and what they are.
        *self.known.entry(Arc::as_ptr(&scores.0).addr()).or_insert_with(find)
    }
}

impl Absent for Scores {
    fn absent(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Scores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Scores {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Scores, D::Error> {
        let entries: Vec<(CriterionId, Option<Score>)> =
            entries_of(deserializer, "an object of criteria and scores")?;
        let says = |(id, score): (CriterionId, Option<Score>)| Some((id, score?.simplest()?));
        let scores = entries.into_iter().filter_map(says).collect();
        Ok(Scores(READ.with_borrow_mut(|read| read.once(scores))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Scores {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn scores_that_say_the_same_are_kept_once_and_changed_alone() {
        let text = r#"{"impact":3,"effort":1.5}"#;
        let (mut one, other) = (read(text), read(text));
        assert!(Arc::ptr_eq(&one.0, &other.0));
        one.set(&"effort".into(), Num::new(2.0).map(Score::Plain));
        assert_eq!(one, read(r#"{"impact":3,"effort":2}"#));
        assert_eq!(other, read(text));
    }

    #[test]
    fn what_is_kept_once_is_written_as_it_was_read() {
        let texts = [
            r#"{"impact":3,"effort":1.5}"#,
            r#"{"effort":1.5,"impact":3}"#,
            r#"{"impact":3}"#,
            r#"{"reach":3}"#,
            r#"{"impact":3,"effort":{"votes":{"ana":1}}}"#,
            r#"{"impact":3,"effort":{"votes":{"ana":2}}}"#,
            "{}",
        ];
        for text in texts.iter().chain(&texts) {
            assert_eq!(serde_json::to_string(&read(text)).unwrap(), *text);
        }
    }

    #[test]
    fn only_so_many_are_remembered() {
        let nth = |i: usize| read(&format!(r#"{{"effort":{i}}}"#));
        let first = nth(0);
        for i in 1..MOST + 10 {
            assert_eq!(nth(i).value(&"effort".into()), Num::new(i as f64));
        }
        assert!(READ.with_borrow(|read| read.table.len()) <= MOST);
        assert!(Arc::ptr_eq(&first.0, &nth(0).0));
        assert!(!Arc::ptr_eq(&nth(MOST + 1).0, &nth(MOST + 1).0));
    }

    #[test]
    fn what_hangs_on_scores_is_found_out_once_for_those_that_are_shared() {
        let items =
            [r#"{"effort":3}"#, r#"{"effort":4}"#, r#"{"effort":3}"#, r#"{"effort":{"votes":{"a":3}}}"#];
        let (items, mut alike, mut asked) = (items.map(read), Alike::default(), Vec::new());
        for (i, scores) in items.iter().enumerate() {
            let mut find = || {
                asked.push(i);
                scores.value(&"effort".into())
            };
            assert_eq!(alike.of(scores, &mut find), scores.value(&"effort".into()));
        }
        assert_eq!(asked, [0, 1, 3]);
    }

    #[test]
    fn a_score_that_is_taken_away_leaves_the_others() {
        let mut scores = read(r#"{"impact":3,"effort":1,"reach":2}"#);
        scores.set(&"effort".into(), None);
        scores.set(&"cost".into(), None);
        scores.set(&"risk".into(), Num::new(4.0).map(Score::Plain));
        assert_eq!(serde_json::to_string(&scores).unwrap(), r#"{"impact":3,"reach":2,"risk":4}"#);
    }
}
