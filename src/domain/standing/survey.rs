//! The first look at every item.

use std::ops::Range;

use super::Standing;
use crate::domain::crew::{Crew, MANY};
use crate::domain::id::Slot;
use crate::domain::ranking::{Place, Seat, worth};
use crate::domain::scores::Alike;
use crate::domain::workspace::Workspace;

/// Looks at every item once: most of what that costs is getting them from memory. The ranking is not sorted yet.
pub(super) fn survey(crew: &impl Crew, workspace: &Workspace) -> Standing {
    let items = workspace.items().len();
    if items < MANY {
        return of(workspace, 0..items);
    }
    let half = items / 2;
    let (first, second) = crew.both(|| of(workspace, 0..half), || of(workspace, half..items));
    first.with(second)
}

fn of(workspace: &Workspace, range: Range<usize>) -> Standing {
    let (mut seen, mut alike) = (Standing::default(), Alike::default());
    seen.seats.reserve(range.len());
    let (items, framework) = (workspace.items(), workspace.framework());
    for index in range {
        let (slot, item) = (Slot::new(index), &items[index]);
        let listed = item.is_candidate();
        let value = |i: usize| item.scores.value(&framework.criteria()[i].id);
        let worth = alike.of(&item.scores, || worth(framework, value)).filter(|_| listed);
        let seat = worth.map(|worth| Seat::earned(slot, item, worth));
        seen.seats.push(seat);
        seen.delivered.extend(item.delivered().then_some(slot));
        if listed {
            seen.candidates.push(slot);
            if seat.is_some() { &mut seen.order } else { &mut seen.unscored }.push(slot);
            seen.held.extend(item.held().map(|_| slot));
            seen.classed.extend(item.class.map(|_| slot));
        }
        seen.lightest = [seen.lightest, seat.map(|seat| seat.effort)].into_iter().flatten().min();
    }
    seen
}

impl Standing {
    /// With what was seen of the items behind these.
    fn with(mut self, behind: Standing) -> Standing {
        self.seats.extend(behind.seats);
        self.delivered.extend(behind.delivered);
        self.candidates.extend(behind.candidates);
        self.order.extend(behind.order);
        self.unscored.extend(behind.unscored);
        self.held.extend(behind.held);
        self.classed.extend(behind.classed);
        self.lightest = [self.lightest, behind.lightest].into_iter().flatten().min();
        self
    }
}

/// Who earned some places, best first.
pub(super) fn ranked(crew: &impl Crew, mut places: Vec<Place>) -> Vec<Slot> {
    if places.len() < MANY {
        places.sort_unstable_by(Place::order);
        return places.iter().map(Place::earner).collect();
    }
    let half = places.len() / 2;
    let (first, second) = places.split_at_mut(half);
    crew.both(|| first.sort_unstable_by(Place::order), || second.sort_unstable_by(Place::order));
    let (mut first, mut second) = (first.iter().peekable(), second.iter().peekable());
    let merged = std::iter::from_fn(|| match (first.peek(), second.peek()) {
        (Some(one), Some(other)) if other.order(one).is_lt() => second.next(),
        (Some(_), _) => first.next(),
        (None, _) => second.next(),
    });
    merged.map(Place::earner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::crew::InTurn;
    use crate::domain::workshop::Workshop;

    /// Does the other thing first.
    struct OtherFirst;

    impl Crew for OtherFirst {
        fn size(&self) -> usize {
            2
        }

        fn work<T: Send>(&self, parts: Vec<Range<usize>>, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
            InTurn(2).work(parts, work)
        }

        fn both<A: Send, B: Send>(
            &self,
            one: impl FnOnce() -> A + Send,
            other: impl FnOnce() -> B + Send,
        ) -> (A, B) {
            let other = other();
            (one(), other)
        }
    }

    #[test]
    fn whoever_works_the_same_comes_of_it() {
        let item = |i: usize| match i % 9 {
            0 => format!(r#"{{"id":"i{i}","moscow":"must"}}"#),
            1 => format!(r#"{{"id":"i{i}","status":"done","scores":{{"effort":1}}}}"#),
            2 if i.is_multiple_of(5) => {
                format!(r#"{{"id":"i{i}","pin":{{"held":"in"}},"scores":{{"effort":0}}}}"#)
            }
            _ => {
                let value = |by: usize| i * by % 5 + 1;
                let scores = ["customer_value", "business_value", "urgency", "effort"];
                let scores = scores.iter().zip([3, 7, 11, 13]);
                let scores: Vec<_> = scores.map(|(name, by)| format!("\"{name}\":{}", value(by))).collect();
                format!(r#"{{"id":"i{i}","depends_on":["i{}"],"scores":{{{}}}}}"#, i / 2, scores.join(","))
            }
        };
        let items: Vec<String> = (0..MANY + 101).map(item).collect();
        let text =
            format!(r#"{{"capacity":{{"amount":900,"unit":"points"}},"items":[{}]}}"#, items.join(","));
        let load = || serde_json::from_str(&text).unwrap();
        let (one, told) = Workspace::load_by(&InTurn(1), load()).unwrap();
        let (two, told_by_two) = Workspace::load_by(&OtherFirst, load()).unwrap();
        assert!(!told.is_empty());
        assert_eq!((&one, told.len()), (&two, told_by_two.len()));
        let (one, two) = (Workshop::by(&InTurn(1), one), Workshop::by(&OtherFirst, two));
        assert_eq!(format!("{:?}", one.standing()), format!("{:?}", two.standing()));
        let order = one.standing().order();
        let place = |slot: &Slot| one.standing().place(*slot).unwrap();
        assert!(
            order.len() > MANY / 2
                && order.windows(2).all(|two| place(&two[0]).order(&place(&two[1])).is_lt())
        );
    }
}
