//! Drawing: ranking the items again and again, and counting what came of it.

use std::ops::Range;

use oorandom::Rand32;

use super::model::Model;
use super::settle::Contest;
use super::{Chance, Swing};
use crate::domain::crew::Crew;
use crate::domain::cutline::ONE_ITEM;
use crate::domain::number::Num;

/// Of how many samples one is cut off at either end of a rank interval.
const TAIL: usize = 20;

/// What some samples came to: of each item and disagreement one row, sample by sample. So what is written for one
/// sample lies far apart, and what is read for one item close together.
pub(super) struct Draws {
    samples: usize,
    /// The rank among those that are drawn for, from 0.
    ranks: Vec<u16>,
    /// Whether it is in.
    inside: Vec<bool>,
    /// Which of the values of a disagreement was drawn.
    picks: Vec<u8>,
}

impl Draws {
    fn new(model: &Model, samples: usize) -> Draws {
        let rows = |count: usize| count * samples;
        let (ranks, inside) = (vec![0; rows(model.items.len())], vec![false; rows(model.items.len())]);
        Draws { samples, ranks, inside, picks: vec![0; rows(model.disputes.len())] }
    }

    /// The place of a row's entry for a sample.
    fn at(&self, row: usize, sample: usize) -> usize {
        row * self.samples + sample
    }

    fn row(&self, row: usize) -> Range<usize> {
        self.at(row, 0)..self.at(row + 1, 0)
    }

    /// Whether an item is in, sample by sample.
    pub(super) fn inside(&self, item: usize) -> &[bool] {
        &self.inside[self.row(item)]
    }

    /// Which of the values of a disagreement was drawn, sample by sample.
    pub(super) fn picks(&self, dispute: usize) -> &[u8] {
        &self.picks[self.row(dispute)]
    }
}

pub(super) fn swing(model: &Model, samples: u32, crew: &impl Crew) -> Swing {
    let parts = |of: usize| -> Vec<Range<usize>> {
        let count = crew.size().max(1);
        (0..count).map(|part| of * part / count..of * (part + 1) / count).collect()
    };
    let draws: Vec<Draws> = crew.work(parts(samples as usize), |part| draw(model, part));
    let chances = |part: Range<usize>| part.map(|item| chance(model, &draws, item)).collect::<Vec<_>>();
    let chances: Vec<Chance> = crew.work(parts(model.items.len()), chances).into_iter().flatten().collect();
    let contest = Contest::new(&draws, &chances);
    let information = crew.work(parts(model.disputes.len()), |part| contest.information(model, &draws, part));
    let chances: Vec<_> = model.items.iter().map(|item| item.slot).zip(chances).collect();
    let contested = chances.iter().filter(|(_, chance)| chance.is_contested()).count();
    let information = information.into_iter().flatten().collect();
    Swing { chances, information, contested, partial: model.partial }
}

fn draw(model: &Model, samples: Range<usize>) -> Draws {
    let mut draws = Draws::new(model, samples.len());
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
                    let place = draws.at(dispute, at);
                    draws.picks[place] = pick.min(usize::from(u8::MAX)) as u8;
                }
            }
            weights[i] = model.weights.get(effort).copied().unwrap_or(ONE_ITEM);
            let score = model.formula.score(|criterion| values[criterion]).unwrap_or(0.0);
            keys.push(key(score, model.order.get(effort).copied().unwrap_or(0), i as u32));
        }
        keys.sort_unstable();
        for (rank, key) in keys.iter().enumerate() {
            let place = draws.at(item_of(*key), at);
            draws.ranks[place] = rank as u16;
        }
        fill(model, &keys, &weights, |item| {
            let place = draws.at(item, at);
            draws.inside[place] = true;
        });
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
fn chance(model: &Model, draws: &[Draws], item: usize) -> Chance {
    let mut ranks: Vec<u16> = draws.iter().flat_map(|part| &part.ranks[part.row(item)]).copied().collect();
    let inside = draws.iter().flat_map(|part| part.inside(item)).filter(|is_in| **is_in).count();
    let (tail, last) = (ranks.len() / TAIL, ranks.len().saturating_sub(1));
    let mut at = |place: usize| u32::from(*ranks.select_nth_unstable(place.min(last)).1);
    let (best, worst) = (at(tail), at(last.saturating_sub(tail)));
    Chance {
        inside: inside as f32 / (last + 1) as f32,
        best: model.above + best + 1,
        worst: model.above + worst + 1,
    }
}
