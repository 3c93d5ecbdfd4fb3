//! Drawing: ranking the items again and again, and counting what came of it.

use std::ops::Range;

use oorandom::Rand32;

use super::bits::Bits;
use super::lowest::Lowest;
use super::model::Model;
use super::settle::Contest;
use super::{Chance, Swing};
use crate::domain::crew::Crew;
use crate::domain::cutline::ONE_ITEM;
use crate::domain::number::Num;

/// Of how many samples one is cut off at either end of a rank interval.
const TAIL: usize = 20;

/// Above every rank among those that are drawn for.
const LAST: u16 = super::WINDOW as u16;

/// What some samples came to, for each item and each disagreement.
pub(super) struct Draws {
    /// The lowest ranks of each item among those that are drawn for, from 0.
    lowest: Lowest,
    /// The highest ones, counted from the other end.
    highest: Lowest,
    /// In which samples each item is in.
    pub(super) inside: Vec<Bits>,
    /// Which of the values of each disagreement was drawn, one row after the other.
    picks: Vec<u16>,
    samples: usize,
}

impl Draws {
    /// None yet, of so many of the samples.
    fn new(model: &Model, samples: usize, of: usize) -> Draws {
        let items = model.items.len();
        let extremes = || Lowest::new(items, of / TAIL + 1);
        Draws {
            lowest: extremes(),
            highest: extremes(),
            inside: vec![Bits::none(samples); items],
            picks: vec![0; model.disputes.len() * samples],
            samples,
        }
    }

    /// Which of the values of a disagreement was drawn, sample by sample.
    pub(super) fn picks(&self, dispute: usize) -> &[u16] {
        &self.picks[dispute * self.samples..][..self.samples]
    }
}

pub(super) fn swing(model: &Model, samples: u32, crew: &impl Crew) -> Swing {
    let samples = samples as usize;
    let parts = |of: usize| -> Vec<Range<usize>> {
        let count = crew.size().max(1);
        (0..count).map(|part| of * part / count..of * (part + 1) / count).collect()
    };
    let draws: Vec<Draws> = crew.work(parts(samples), |part| draw(model, part, samples));
    let chances =
        |part: Range<usize>| part.map(|item| chance(model, &draws, item, samples)).collect::<Vec<_>>();
    let chances: Vec<Chance> = crew.work(parts(model.items.len()), chances).into_iter().flatten().collect();
    let contest = Contest::new(&draws, &chances);
    let information = crew.work(parts(model.disputes.len()), |part| contest.information(model, &draws, part));
    let chances: Vec<_> = model.items.iter().map(|item| item.slot).zip(chances).collect();
    let contested = chances.iter().filter(|(_, chance)| chance.is_contested()).count();
    let information = information.into_iter().flatten().collect();
    Swing { chances, information, contested, partial: model.partial }
}

/// Draws some of all samples.
fn draw(model: &Model, samples: Range<usize>, of: usize) -> Draws {
    let mut draws = Draws::new(model, samples.len(), of);
    let mut keys: Vec<u128> = Vec::with_capacity(model.items.len());
    let mut weights = vec![0; model.items.len()];
    let criteria = model.items.first().map_or(0, |item| item.dice.len());
    let mut values: Vec<Option<Num>> = vec![None; criteria];
    for (at, sample) in samples.enumerate() {
        let mut chance = Rand32::new_inc(model.seed, sample as u64);
        keys.clear();
        let mut disputes = model.disputes.iter().enumerate().peekable();
        for (i, item) in model.items.iter().enumerate() {
            let mut effort = 0;
            for (criterion, die) in item.dice.iter().enumerate() {
                let pick = roll(&mut chance, die.len());
                values[criterion] = model.values[die.clone()].get(pick).copied();
                if model.effort == Some(criterion) {
                    effort = die.start + pick;
                }
                if let Some((dispute, _)) = disputes.next_if(|(_, dispute)| **dispute == (i, criterion)) {
                    let place = dispute * draws.samples + at;
                    draws.picks[place] = pick.min(usize::from(u16::MAX)) as u16;
                }
            }
            weights[i] = model.weights.get(effort).copied().unwrap_or(ONE_ITEM);
            let score = model.formula.score(|criterion| values[criterion]).unwrap_or(0.0);
            keys.push(key(score, model.order.get(effort).copied().unwrap_or(0), i as u32));
        }
        keys.sort_unstable();
        for (rank, key) in keys.iter().enumerate() {
            let (item, rank) = (item_of(*key), rank as u16);
            draws.lowest.put(item, rank);
            draws.highest.put(item, LAST - rank);
        }
        fill(model, &keys, &weights, |item| draws.inside[item].set(at));
    }
    draws
}

/// One of so many, each as likely.
fn roll(chance: &mut Rand32, sides: usize) -> usize {
    if sides < 2 { 0 } else { ((u64::from(chance.rand_u32()) * sides as u64) >> 32) as usize }
}

/// What ranks an item in a sample, ascending from the best: the score, the effort, the manual order.
fn key(score: f64, effort: u32, item: u32) -> u128 {
    let bits = score.to_bits();
    // As whole numbers, floats ascend with their bits once those of negative ones are turned round.
    let ascending = if bits >> 63 == 0 { bits | 1 << 63 } else { !bits };
    u128::from(!ascending) << 64 | u128::from(effort) << 32 | u128::from(item)
}

fn item_of(key: u128) -> usize {
    key as u32 as usize
}

/// Walks down the ranking until something does not fit any more; what is held in has its room already.
fn fill(model: &Model, keys: &[u128], weights: &[i128], mut put_in: impl FnMut(usize)) {
    let mut room = model.room;
    for item in &model.held_in {
        room -= weights[*item];
        put_in(*item);
    }
    for item in keys.iter().map(|key| item_of(*key)).filter(|item| !model.items[*item].held) {
        if weights[item] > room {
            break;
        }
        room -= weights[item];
        put_in(item);
    }
}

/// How often an item is in, and where it mostly ranks.
fn chance(model: &Model, draws: &[Draws], item: usize, samples: usize) -> Chance {
    let inside: u32 = draws.iter().map(|part| part.inside[item].count()).sum();
    let nth = |extremes: fn(&Draws) -> &Lowest| {
        let mut ranks: Vec<u16> = draws.iter().flat_map(|part| extremes(part).row(item)).copied().collect();
        let place = (samples / TAIL).min(ranks.len().saturating_sub(1));
        *ranks.select_nth_unstable(place).1
    };
    let (best, worst) = (nth(|part| &part.lowest), LAST - nth(|part| &part.highest));
    Chance {
        inside: inside as f32 / samples as f32,
        best: model.above + u32::from(best) + 1,
        worst: model.above + u32::from(worst) + 1,
    }
}
