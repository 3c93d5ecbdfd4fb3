//! Drawing: ranking the items again and again, and counting what came of it.

use std::ops::Range;

use oorandom::Rand32;

use super::model::Model;
use super::{Chance, Information, Swing};
use crate::domain::cutline::ONE_ITEM;
use crate::domain::number::Num;

/// Of how many samples one is cut off at either end of a rank interval.
const TAIL: usize = 20;

/// What some samples came to: of each item and disagreement one row, sample by sample. So what is written for one
/// sample lies far apart, and what is read for one item close together.
pub struct Draws {
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
}

impl Model {
    /// Ranks the items once for each of some samples.
    pub fn draw(&self, samples: Range<u32>) -> Draws {
        draw(self, samples)
    }

    /// What samples tell of some of the items, by index below [`Model::len`].
    pub fn chances(&self, draws: &[Draws], items: Range<usize>) -> Vec<Chance> {
        items.map(|item| chance(self, draws, item)).collect()
    }

    /// What samples tell, once the chances of all items are known.
    pub fn conclude(&self, draws: &[Draws], chances: Vec<Chance>) -> Swing {
        let information = information(self, draws, &chances);
        let chances = self.items.iter().map(|item| item.slot).zip(chances).collect();
        Swing { chances, information, partial: self.partial }
    }
}

fn draw(model: &Model, samples: Range<u32>) -> Draws {
    let mut draws = Draws::new(model, samples.len());
    let mut keys: Vec<u128> = Vec::with_capacity(model.items.len());
    let mut weights = vec![0; model.items.len()];
    let criteria = model.items.first().map_or(0, |item| item.dice.len());
    let mut values: Vec<Option<Num>> = vec![None; criteria];
    for (at, sample) in samples.enumerate() {
        let mut chance = Rand32::new_inc(model.seed, u64::from(sample));
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
    let inside = draws.iter().flat_map(|part| &part.inside[part.row(item)]).filter(|is_in| **is_in).count();
    let (tail, last) = (ranks.len() / TAIL, ranks.len().saturating_sub(1));
    let mut at = |place: usize| u32::from(*ranks.select_nth_unstable(place.min(last)).1);
    let (best, worst) = (at(tail), at(last.saturating_sub(tail)));
    Chance {
        inside: inside as f32 / (last + 1) as f32,
        best: model.above + best + 1,
        worst: model.above + worst + 1,
    }
}

/// What each disagreement would settle, over the contested items.
fn information(model: &Model, draws: &[Draws], chances: &[Chance]) -> Vec<Information> {
    let contested: Vec<usize> = (0..chances.len()).filter(|item| chances[*item].is_contested()).collect();
    let open: f64 = contested.iter().map(|item| spread(f64::from(chances[*item].inside))).sum();
    let each = model.disputes.iter().enumerate().map(|(dispute, (item, criterion))| {
        let settled = if open > 0.0 { settled(draws, dispute, &contested, chances) / open } else { 0.0 };
        let slot = model.items[*item].slot;
        Information { slot, criterion: *criterion, settles: settled.clamp(0.0, 1.0) as f32 }
    });
    each.collect()
}

/// The variance of being in or out.
fn spread(chance: f64) -> f64 {
    chance * (1.0 - chance)
}

/// How much the chances of contested items differ between the values of one disagreement: the variance of their
/// means, without the part that chance alone puts between groups of samples.
fn settled(draws: &[Draws], dispute: usize, contested: &[usize], chances: &[Chance]) -> f64 {
    let picks =
        || draws.iter().flat_map(|part| &part.picks[part.row(dispute)]).map(|pick| usize::from(*pick));
    let mut sizes = vec![0.0; picks().max().map_or(0, |most| most + 1)];
    picks().for_each(|pick| sizes[pick] += 1.0);
    let (all, groups) = (sizes.iter().sum::<f64>(), sizes.iter().filter(|size| **size > 0.0).count());
    let of_item = |item: &usize| {
        let mut sums = vec![0.0; sizes.len()];
        let inside = draws.iter().flat_map(|part| &part.inside[part.row(*item)]);
        for (pick, _) in picks().zip(inside).filter(|(_, is_in)| **is_in) {
            sums[pick] += 1.0;
        }
        let chance = f64::from(chances[*item].inside);
        let group = |(size, sum): (&f64, &f64)| {
            if *size > 0.0 { size / all * (sum / size - chance).powi(2) } else { 0.0 }
        };
        let between: f64 = sizes.iter().zip(&sums).map(group).sum();
        between - spread(chance) * (groups as f64 - 1.0) / all
    };
    contested.iter().map(of_item).sum::<f64>().max(0.0)
}
