//! Near-ties: items whose scores are closer than one step of any of their criteria could change. The room
//! cannot tell them apart by scoring, so it may settle their order by hand.
//!
//! A band is as many neighbours as go together, counted from the best: their scores lie closer than the
//! smallest step of every one of them. On a free scale one step is a fifth less or a quarter more, what
//! people are unsure of when they give a number.

use std::collections::VecDeque;
use std::ops::Range;

use super::command::{Decision, Rejection};
use super::event::Event;
use super::id::Slot;
use super::number::Num;
use super::scores::Alike;
use super::tie::{Judged, TieBreak};
use super::tradeoff::{EntryKind, round};
use super::workshop::Workshop;
use super::workspace::Workspace;

/// A longer run of near-ties is told apart by scoring: nobody orders it by hand.
const LONGEST_RUN: usize = 50;

/// Differences below this share of a score are noise.
const NOISE: f64 = 1e-9;

/// What one item is measured by: its score, and the least that one step could change it.
#[derive(Clone, Copy, Debug)]
struct Measured {
    score: f64,
    grain: f64,
}

/// The near-tie that the item at an index of the ranking is in, as indices; none where it stands apart, or
/// in a run of more than 50.
pub fn band_at(workshop: &Workshop, index: usize) -> Option<Range<usize>> {
    bands(workshop, index..index + 1).into_iter().next()
}

/// Whether the order of a near-tie was given by hand.
pub fn by_hand(workshop: &Workshop, band: &Range<usize>) -> bool {
    let standing = workshop.standing();
    standing.ties().settles(&standing.order()[band.clone()])
}

/// The near-ties that reach into a part of the ranking, best first. Costs the part and a run on either side.
pub fn bands(workshop: &Workshop, part: Range<usize>) -> Vec<Range<usize>> {
    let mut bands = Vec::new();
    let mut index = part.start;
    let mut ruler = Ruler::around(workshop, &part);
    let end = part.end.min(workshop.standing().order().len());
    while index < end {
        let (start, run) = run_around(&mut ruler, index);
        index = start + run.len();
        if run.len() <= LONGEST_RUN {
            bands.extend(cut(&run).into_iter().map(|band| start + band.start..start + band.end));
        }
    }
    bands.retain(|band| band.end > part.start && band.start < end);
    bands
}

/// The neighbours around an index of which each is close to the next, and where they begin. Of a run that is
/// too long only so much that it shows.
fn run_around(ruler: &mut Ruler<'_>, index: usize) -> (usize, Vec<Measured>) {
    let mut run = VecDeque::from([ruler.at(index)]);
    let mut start = index;
    while start > 0 && run.len() <= LONGEST_RUN {
        let above = ruler.at(start - 1);
        if !near(above, run[0]) {
            break;
        }
        run.push_front(above);
        start -= 1;
    }
    let last = ruler.workshop.standing().order().len();
    while start + run.len() < last && start + run.len() <= index + LONGEST_RUN {
        let below = ruler.at(start + run.len());
        if !near(run[run.len() - 1], below) {
            break;
        }
        run.push_back(below);
    }
    (start, run.into())
}

/// Cuts a run into bands, from the best on: a band takes its next neighbour as long as all of it stay near.
fn cut(run: &[Measured]) -> Vec<Range<usize>> {
    let mut bands = Vec::new();
    let mut start = 0;
    while start < run.len() {
        let mut end = start + 1;
        while end < run.len() && together(&run[start..=end]) {
            end += 1;
        }
        if end > start + 1 {
            bands.push(start..end);
        }
        start = end;
    }
    bands
}

fn near(a: Measured, b: Measured) -> bool {
    together(&[a, b])
}

/// Whether the scores lie closer than the smallest step of any of them.
fn together(items: &[Measured]) -> bool {
    let scores = || items.iter().map(|item| item.score);
    let (low, high) = (scores().fold(f64::INFINITY, f64::min), scores().fold(f64::NEG_INFINITY, f64::max));
    let grain = items.iter().map(|item| item.grain).fold(f64::INFINITY, f64::min);
    grain - (high - low) > NOISE * high.abs()
}

/// Measures what stands at an index once. Bands follow what the scores say: at each index stands whoever
/// earned that place, whatever was settled by hand.
struct Ruler<'w> {
    workshop: &'w Workshop,
    /// The index of the first that is known.
    first: usize,
    known: Vec<Option<Measured>>,
    /// What scores come to that items share: on scales with steps there are few.
    alike: Alike<'w, Option<Measured>>,
}

impl<'w> Ruler<'w> {
    /// A ruler for a part of the ranking and a run on either side of it.
    fn around(workshop: &'w Workshop, part: &Range<usize>) -> Ruler<'w> {
        let first = part.start.saturating_sub(LONGEST_RUN + 1);
        let end = part.end.saturating_add(LONGEST_RUN + 1).min(workshop.standing().order().len());
        let known = vec![None; end.saturating_sub(first)];
        Ruler { workshop, first, known, alike: Alike::default() }
    }

    fn at(&mut self, index: usize) -> Measured {
        let known = index.checked_sub(self.first).filter(|at| *at < self.known.len());
        if let Some(measured) = known.and_then(|at| self.known[at]) {
            return measured;
        }
        let standing = self.workshop.standing();
        let place = standing.place(standing.order()[index]);
        let measured = place.and_then(|place| self.measured(place.earner()));
        let measured = measured.unwrap_or(Measured { score: 0.0, grain: 0.0 });
        if let Some(at) = known {
            self.known[at] = Some(measured);
        }
        measured
    }

    fn measured(&mut self, slot: Slot) -> Option<Measured> {
        let workspace = self.workshop.workspace();
        self.alike.of(&workspace.item(slot).scores, || measured(workspace, slot))
    }
}

/// The score of an item, and the least that one step of any criterion changes it; none while unscored. It hangs on nothing
/// but what was given for each criterion.
fn measured(workspace: &Workspace, slot: Slot) -> Option<Measured> {
    let (framework, scores) = (workspace.framework(), &workspace.item(slot).scores);
    let values: Vec<Option<Num>> =
        framework.criteria().iter().map(|criterion| scores.value(&criterion.id)).collect();
    let score = framework.formula().score(|c| values[c])?;
    let mut grain = f64::INFINITY;
    for (i, criterion) in framework.criteria().iter().enumerate() {
        let Some(value) = values[i] else { continue };
        for beside in criterion.scale.beside(value) {
            let Some(beside) = beside else { continue };
            let other = framework.formula().score(|c| if c == i { Some(beside) } else { values[c] });
            let change = other.map_or(0.0, |other| (other - score).abs());
            if change > 0.0 {
                grain = grain.min(change);
            }
        }
    }
    // A score that no step changes is like none but its equals.
    Some(Measured { score, grain: if grain.is_finite() { grain } else { 2.0 * NOISE * score.abs() } })
}

/// Decides to order near-ties by hand, best first, or, with a single item, to leave its tie to the scores.
pub(super) fn settle(workspace: &Workspace, order: &[Slot]) -> Result<Decision, Rejection> {
    let from = &workspace.head().tie_breaks;
    let ids: Vec<_> = order.iter().map(|slot| &workspace.item(*slot).id).collect();
    let mut to: Vec<TieBreak> = from.clone();
    if let [only] = ids.as_slice() {
        to.retain(|tie| !tie.order.iter().any(|judged| judged.item == **only));
    } else {
        for tie in &mut to {
            tie.order.retain(|judged| !ids.contains(&&judged.item));
        }
        to.retain(|tie| tie.order.len() > 1);
        to.push(judge(workspace, order)?);
    }
    if *from == to {
        return Err(Rejection::Unchanged);
    }
    let event = Event::TieBroken { from: from.clone(), to };
    Ok(Decision::new(EntryKind::Tie, vec![event]))
}

fn judge(workspace: &Workspace, order: &[Slot]) -> Result<TieBreak, Rejection> {
    let ranked = order.iter().filter(|slot| workspace.item(**slot).is_candidate());
    let measured: Vec<Measured> = ranked.filter_map(|slot| measured(workspace, *slot)).collect();
    if measured.len() < order.len().max(2) || !together(&measured) {
        return Err(Rejection::NoTie);
    }
    let judged = |(slot, measured): (&Slot, &Measured)| Judged {
        item: workspace.item(*slot).id.clone(),
        score: round(measured.score),
        ..Judged::default()
    };
    Ok(TieBreak { order: order.iter().zip(&measured).map(judged).collect(), ..TieBreak::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::tradeoff::Stamp;

    /// Customer value, business value, urgency and effort of each item, under four-factor.
    fn workshop(rows: &[[u32; 4]]) -> Workshop {
        let item = |(i, [customer, business, urgency, effort]): (usize, &[u32; 4])| {
            format!(
                r#"{{"id":"{i}","scores":{{"customer_value":{customer},"business_value":{business},"urgency":{urgency},"effort":{effort}}}}}"#
            )
        };
        let items: Vec<String> = rows.iter().enumerate().map(item).collect();
        let text = format!(r#"{{"items":[{}]}}"#, items.join(","));
        Workshop::new(Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0)
    }

    fn order(workshop: &Workshop) -> Vec<usize> {
        workshop.standing().order().iter().map(|slot| slot.index()).collect()
    }

    fn all(workshop: &Workshop) -> Vec<Range<usize>> {
        bands(workshop, 0..workshop.standing().order().len())
    }

    #[test]
    fn a_band_is_closer_than_the_smallest_step_of_each_of_its_items() {
        let ranks =
            |bands: Vec<Range<usize>>| bands.iter().map(|band| (band.start, band.end)).collect::<Vec<_>>();
        for (rows, expected) in [
            // 3.667 and 3.5: a step is 1/3 and 1/4.
            (&[[4, 4, 3, 3], [5, 5, 4, 4]][..], &[(0, 2)][..]),
            // 3.667 and 3.333: a step is a third, and not less.
            (&[[4, 4, 3, 3], [4, 4, 2, 3]], &[]),
            // 3.667, 3.5, 3.333: the first and the last are a whole step apart.
            (&[[4, 4, 3, 3], [5, 5, 4, 4], [4, 3, 3, 3]], &[(0, 2)]),
            // Equal scores, and one far below.
            (&[[5, 5, 5, 5], [3, 3, 3, 3], [1, 1, 1, 5]], &[(0, 2)]),
            (&[], &[]),
        ] {
            assert_eq!(ranks(all(&workshop(rows))), expected, "{rows:?}");
        }
    }

    #[test]
    fn a_part_of_the_ranking_has_the_bands_that_the_whole_has() {
        let rows: Vec<[u32; 4]> =
            (0..40).map(|i| [1 + i % 5, 1 + i / 3 % 5, 1 + i / 7 % 5, 1 + i * 3 % 5]).collect();
        let workshop = workshop(&rows);
        let whole = all(&workshop);
        assert!(whole.len() > 3, "{whole:?}");
        for index in 0..rows.len() {
            let of_it = whole.iter().find(|band| band.contains(&index)).cloned();
            assert_eq!(band_at(&workshop, index), of_it, "{index}");
        }
    }

    #[test]
    fn a_long_run_is_nothing_to_settle_by_hand() {
        let workshop = workshop(&[[3, 3, 3, 3]; 60]);
        assert!(all(&workshop).is_empty());
    }

    #[test]
    fn an_order_given_by_hand_holds_as_long_as_the_scores_it_was_given_on() {
        let mut workshop = workshop(&[[4, 4, 3, 3], [5, 5, 4, 4], [5, 5, 4, 4], [1, 1, 1, 1], [5, 5, 5, 3]]);
        let mut after = |command: Command| {
            workshop.perform(command, Stamp::default()).unwrap();
            order(&workshop)
        };
        let urgency = |item: usize, to: u32| Command::Agree {
            item: Slot::new(item),
            criterion: "urgency".into(),
            to: Some(Num::from(to)),
        };
        let by_hand = |order: &[usize]| Command::BreakTie(order.iter().copied().map(Slot::new).collect());
        for (command, expected) in [
            (by_hand(&[2, 0, 1]), [4, 2, 0, 1, 3]),
            // The one in the middle goes by its score again; the others keep their order.
            (urgency(0, 5), [4, 0, 2, 1, 3]),
            (Command::Undo, [4, 2, 0, 1, 3]),
            // Somebody else comes in between; they keep their places.
            (urgency(4, 1), [2, 4, 0, 1, 3]),
            (Command::Undo, [4, 2, 0, 1, 3]),
            (by_hand(&[1, 0]), [4, 1, 0, 2, 3]),
            (by_hand(&[1]), [4, 0, 1, 2, 3]),
            (Command::Undo, [4, 1, 0, 2, 3]),
            (Command::Undo, [4, 2, 0, 1, 3]),
            (Command::Undo, [4, 0, 1, 2, 3]),
        ] {
            assert_eq!(after(command.clone()), expected, "{command:?}");
        }
    }

    #[test]
    fn only_near_ties_are_settled() {
        let mut workshop = workshop(&[[5, 5, 5, 1], [1, 1, 1, 5], [1, 1, 1, 5]]);
        let mut rejected = |order: &[usize]| {
            let order = order.iter().copied().map(Slot::new).collect();
            workshop.perform(Command::BreakTie(order), Stamp::default()).err()
        };
        assert_eq!(rejected(&[0, 1]), Some(Rejection::NoTie));
        assert_eq!(rejected(&[]), Some(Rejection::NoTie));
        assert_eq!(rejected(&[1]), Some(Rejection::Unchanged));
        assert_eq!(rejected(&[2, 1]), None);
        assert_eq!(rejected(&[2, 1]), Some(Rejection::Unchanged));
    }
}
