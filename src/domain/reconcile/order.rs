//! The order of a list that two sides changed: what both have keeps its order, what one added stands where that
//! side put it.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Puts the keys of two lists in one order, each once. Where both added something at the same place, `first` says
/// which comes first, so that it does not matter whose side is called ours. Where both moved what they share, our
/// order stands.
pub(super) fn arrange<K: Copy + Eq + Hash>(
    base: &[K],
    ours: &[K],
    theirs: &[K],
    first: impl Fn(K, K) -> bool,
) -> Vec<K> {
    let once = arranged(base, ours, theirs, &first);
    // With what only they had in it, our order can be one that nobody moved: then theirs leads after all. Settled
    // here, it is so the first time, and merging again changes nothing.
    arranged(base, &once, theirs, &first)
}

fn arranged<K: Copy + Eq + Hash>(
    base: &[K],
    ours: &[K],
    theirs: &[K],
    first: &impl Fn(K, K) -> bool,
) -> Vec<K> {
    let (in_base, in_ours, in_theirs) = (set(base), set(ours), set(theirs));
    let shared = |list: &[K]| -> Vec<K> {
        list.iter().copied().filter(|key| in_ours.contains(key) && in_theirs.contains(key)).collect()
    };
    let (of_ours, of_theirs) = (shared(ours), shared(theirs));
    if of_ours == of_theirs {
        return interleave(ours, theirs, |key| in_ours.contains(&key) && in_theirs.contains(&key), first);
    }
    let before = shared(base);
    let moved = |list: &[K]| !list.iter().filter(|key| in_base.contains(key)).eq(&before);
    if moved(&of_theirs) && !moved(&of_ours) { led(theirs, ours) } else { led(ours, theirs) }
}

fn set<K: Copy + Eq + Hash>(list: &[K]) -> HashSet<K> {
    list.iter().copied().collect()
}

/// Two lists that have what they share in the same order.
fn interleave<K: Copy + Eq>(
    ours: &[K],
    theirs: &[K],
    shared: impl Fn(K) -> bool,
    first: &impl Fn(K, K) -> bool,
) -> Vec<K> {
    let (mut ours, mut theirs) = (ours.iter().copied().peekable(), theirs.iter().copied().peekable());
    let mut order = Vec::new();
    loop {
        let from_ours = match (ours.peek(), theirs.peek()) {
            (None, None) => return order,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (Some(our), Some(their)) => match (shared(*our), shared(*their)) {
                (true, true) => {
                    theirs.next();
                    true
                }
                (true, false) => false,
                (false, true) => true,
                (false, false) => first(*our, *their),
            },
        };
        order.extend(if from_ours { ours.next() } else { theirs.next() });
    }
}

/// The order of one list; what only the other has stands behind what it stands behind there.
fn led<K: Copy + Eq + Hash>(lead: &[K], other: &[K]) -> Vec<K> {
    let leads = set(lead);
    let mut behind: HashMap<Option<K>, Vec<K>> = HashMap::new();
    let mut last = None;
    for key in other {
        if leads.contains(key) {
            last = Some(*key);
        } else {
            behind.entry(last).or_default().push(*key);
        }
    }
    let mut order = behind.remove(&None).unwrap_or_default();
    for key in lead {
        order.push(*key);
        order.extend(behind.remove(&Some(*key)).unwrap_or_default());
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arranged(base: &str, ours: &str, theirs: &str) -> String {
        let keys = |text: &str| -> Vec<char> { text.chars().collect() };
        arrange(&keys(base), &keys(ours), &keys(theirs), |a, b| a <= b).into_iter().collect()
    }

    #[test]
    fn additions_stand_where_they_were_put_and_moves_are_followed() {
        for (base, ours, theirs, order) in [
            ("abc", "abc", "abc", "abc"),
            ("abc", "abcx", "abcy", "abcxy"),
            ("abc", "abcy", "abcx", "abcxy"),
            ("abc", "axbc", "abyc", "axbyc"),
            ("", "mz", "an", "amnz"),
            ("abc", "cab", "abcx", "cxab"),
            ("abc", "abcx", "cab", "cxab"),
            ("abc", "cab", "bca", "cab"),
            ("abc", "xcab", "ybac", "yxcab"),
            ("abc", "bc", "abcd", "abcd"),
        ] {
            assert_eq!(arranged(base, ours, theirs), order, "{base} {ours} {theirs}");
        }
    }
}
