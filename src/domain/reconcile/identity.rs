//! What an entry of a log is known by, whatever number it got: the gesture, and what it refers to.
//!
//! Two branches give the same number to different entries, and merging gives another number to one of them. What was
//! said later about an entry, its reason, is no part of what it is.

use std::collections::HashMap;

use super::conflict::written;
use crate::domain::event::Event;
use crate::domain::record::Extra;
use crate::domain::tradeoff::Entry;

/// What an entry is known by: when it was, and what it says. In this order entries of two logs go together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::domain) struct Identity {
    /// When, in seconds and nanoseconds; those that do not say come first.
    at: Option<(i64, u32)>,
    /// The gesture as it is written, without numbers.
    says: String,
    /// Which of several that say the same.
    times: usize,
}

/// Reads identities off a log, from its beginning.
#[derive(Debug, Default)]
pub(in crate::domain) struct Reader {
    /// What the entries so far are called when others refer to them, by their numbers.
    names: HashMap<u64, String>,
    counted: HashMap<String, usize>,
}

impl Reader {
    /// The identity of the next entry.
    pub(in crate::domain) fn read(&mut self, entry: &Entry) -> Identity {
        let refers = refers_to(entry).map(|seq| match self.names.get(&seq) {
            Some(name) => name.clone(),
            None => seq.to_string(),
        });
        let refers = refers.collect::<Vec<_>>().join(",");
        let mut bare = renumbered(entry, 0, |_| 0);
        (bare.reason, bare.extra) = (None, Extra::default());
        // An entry can always be written.
        let text = written(&bare).map(|raw| raw.get().to_owned()).unwrap_or_default();
        let says = if refers.is_empty() { text } else { format!("{text} {refers}") };
        let times = self.counted.entry(says.clone()).or_default();
        *times += 1;
        self.names.insert(entry.seq, name(&says, *times));
        let at = entry.at.map(|at| (at.timestamp(), at.timestamp_subsec_nanos()));
        Identity { at, says, times: *times }
    }
}

/// A short name for a reference; chains of them must not grow with every link.
fn name(says: &str, times: usize) -> String {
    format!("{:032x}.{times}", twox_hash::XxHash3_128::oneshot(says.as_bytes()))
}

/// The numbers of the entries that an entry refers to.
fn refers_to(entry: &Entry) -> impl Iterator<Item = u64> {
    let events = entry.events.iter().filter_map(|event| match event {
        Event::Reasoned { entry, .. } => Some(*entry),
        Event::Called { entry, .. } => *entry,
        _ => None,
    });
    entry.about.into_iter().chain(events)
}

/// The same entry under another number, with what it refers to under others.
pub(super) fn renumbered(entry: &Entry, seq: u64, number: impl Fn(u64) -> u64) -> Entry {
    let mut entry = entry.clone();
    entry.seq = seq;
    entry.about = entry.about.map(&number);
    for event in &mut entry.events {
        match event {
            Event::Reasoned { entry, .. } | Event::Called { entry: Some(entry), .. } => {
                *entry = number(*entry);
            }
            _ => {}
        }
    }
    entry
}
