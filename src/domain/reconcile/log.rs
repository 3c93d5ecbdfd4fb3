//! The log of a merged workspace: what both sides did since, by time, under numbers of its own.

use std::collections::HashMap;

use super::conflict::{Report, written};
use super::identity::{Identity, Reader, renumbered};
use super::order::arrange;
use super::rule::ENTRY;
use super::three::{Three, merge};
use crate::domain::chunked::Chunked;
use crate::domain::tradeoff::Entry;

/// An entry, as a number that is the same on every side.
type Key = usize;

/// One side's log behind what all three have in common.
struct Side<'l> {
    keys: Vec<Key>,
    entries: HashMap<Key, &'l Entry>,
    /// The entries by the numbers that they have on this side.
    numbers: HashMap<u64, Key>,
}

/// Puts the logs of both sides together. What they began with comes first, then what was done since by time; each
/// side keeps its own order. Entries get new numbers where they have to, and so does whatever refers to them.
pub(super) fn logs(
    base: &Chunked<Entry>,
    ours: &Chunked<Entry>,
    theirs: &Chunked<Entry>,
    report: &mut Report,
) -> Chunked<Entry> {
    let common = common(&[base, ours, theirs]);
    let mut known = HashMap::new();
    let sides = [base, ours, theirs].map(|log| Side::read(log, common, &mut known));
    let [base, our, their] = &sides;
    let mut identities: Vec<(Key, Identity)> = known.into_iter().map(|(name, key)| (key, name)).collect();
    identities.sort_unstable_by_key(|(key, _)| *key);
    let stays = |key: &Key| !base.has(*key) || (our.has(*key) && their.has(*key));
    let kept = |side: &Side<'_>| side.keys.iter().copied().filter(stays).collect::<Vec<Key>>();
    let order = arrange(&kept(base), &kept(our), &kept(their), |a, b| identities[a].1 <= identities[b].1);

    let last = common.checked_sub(1).and_then(|index| ours.get(index)).map_or(0, |entry| entry.seq);
    let numbers = numbered(&order, last, [our, their]);
    let known = ours.iter().take(common).cloned();
    let merged = order.iter().filter_map(|key| entry(*key, &numbers, &sides, report));
    known.chain(merged).collect()
}

/// How many entries three logs begin with together.
pub(in crate::domain) fn common<const N: usize>(logs: &[&Chunked<Entry>; N]) -> usize {
    let [first, others @ ..] = logs.as_slice() else { return 0 };
    let same = |(index, entry): &(usize, &Entry)| others.iter().all(|log| log.get(*index) == Some(*entry));
    first.iter().enumerate().take_while(same).count()
}

impl<'l> Side<'l> {
    fn read(log: &'l Chunked<Entry>, common: usize, known: &mut HashMap<Identity, Key>) -> Side<'l> {
        let mut reader = Reader::default();
        let mut side = Side { keys: Vec::new(), entries: HashMap::new(), numbers: HashMap::new() };
        for entry in log.iter().skip(common) {
            let fresh = known.len();
            let key = *known.entry(reader.read(entry)).or_insert(fresh);
            side.keys.push(key);
            side.entries.insert(key, entry);
            side.numbers.insert(entry.seq, key);
        }
        side
    }

    fn has(&self, key: Key) -> bool {
        self.entries.contains_key(&key)
    }

    /// An entry as this side has it, under the numbers of the merged log.
    fn renumbered(&self, key: Key, numbers: &HashMap<Key, u64>) -> Option<Entry> {
        let entry = self.entries.get(&key)?;
        let of = |key: &Key| numbers.get(key).copied();
        let number = |seq: u64| self.numbers.get(&seq).and_then(of).unwrap_or(seq);
        Some(renumbered(entry, number(entry.seq), number))
    }
}

/// Gives each entry the smallest number that a side gave it, or the next one that is free.
fn numbered(order: &[Key], mut last: u64, sides: [&Side<'_>; 2]) -> HashMap<Key, u64> {
    let number = |key: &Key| {
        let given = sides.iter().filter_map(|side| side.entries.get(key).map(|entry| entry.seq));
        last = given.min().unwrap_or(0).max(last + 1);
        (*key, last)
    };
    order.iter().map(number).collect()
}

fn entry(key: Key, numbers: &HashMap<Key, u64>, sides: &[Side<'_>; 3], report: &mut Report) -> Option<Entry> {
    let [base, ours, theirs] = sides.each_ref().map(|side| side.renumbered(key, numbers));
    let (ours, theirs) = match (ours, theirs) {
        (Some(ours), Some(theirs)) if ours != theirs => (ours, theirs),
        (one, other) => return one.or(other),
    };
    let texts = [base.as_ref(), Some(&ours), Some(&theirs)].map(|side| side.and_then(written));
    let three = Three::of(&texts);
    let step = format!("#{}", ours.seq);
    let merged = report.within("log", |report| report.within(&step, |report| merge(&ENTRY, three, report)));
    Some(merged.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(ours))
}
