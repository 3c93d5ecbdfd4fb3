//! Drawing: ranking the items again and again, and counting what came of it.

use std::ops::Range;
use std::thread;

use oorandom::Rand32;

use super::model::Model;
use super::{Chance, Information, Swing};
use crate::domain::item::Held;
use crate::domain::number::Num;
use crate::domain::ranking::micro;

/// Of how many samples one is cut off at either end of a rank interval.
const TAIL: usize = 20;

/// What some samples came to, sample by sample.
#[derive(Default)]
struct Draws {
    /// Of each item its rank among those that are drawn for, from 0.
    ranks: Vec<u32>,
    /// Of each item whether it is in.
    inside: Vec<bool>,
    /// Of each disagreement which of its values was drawn.
    picks: Vec<u8>,
}

/// What ranks an item in a sample, best first: the score, then the effort, then the manual order.
type Key = (i64, i64, u32);

pub(super) fn swing(model: &Model, samples: u32, threads: usize) -> Swing {
    let parts = parts(samples as usize, threads.max(1));
    let draws: Vec<Draws> = together(parts, |part| draw(model, part));
    let parts = self::parts(model.items.len(), threads.max(1));
    let chances = together(parts, |part| part.map(|item| chance(model, &draws, item)).collect::<Vec<_>>());
    let chances: Vec<_> = chances.into_iter().flatten().collect();
    let information = information(model, &draws, &chances);
    let chances = model.items.iter().map(|item| item.slot).zip(chances).collect();
    Swing { chances, information, partial: model.partial }
}

/// As many stretches of about one length.
fn parts(of: usize, count: usize) -> Vec<Range<usize>> {
    (0..count).map(|part| of * part / count..of * (part + 1) / count).collect()
}

/// Does each part on a thread of its own.
fn together<T: Send>(parts: Vec<Range<usize>>, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let threads: Vec<_> = parts.into_iter().map(|part| scope.spawn(|| work(part))).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    })
}

fn draw(model: &Model, samples: Range<usize>) -> Draws {
    let count = model.items.len();
    let mut draws = Draws {
        ranks: vec![0; samples.len() * count],
        inside: vec![false; samples.len() * count],
        picks: vec![0; samples.len() * model.disputes.len()],
    };
    let mut keys: Vec<Key> = Vec::with_capacity(count);
    let mut weights = vec![0; count];
    let criteria = model.items.first().map_or(0, |item| item.dice.len());
    let mut values: Vec<Option<Num>> = vec![None; criteria];
    for (at, sample) in samples.enumerate() {
        let mut chance = Rand32::new_inc(model.seed, sample as u64);
        keys.clear();
        let mut disputes =
            model.disputes.iter().zip(&mut draws.picks[at * model.disputes.len()..]).peekable();
        for (i, item) in model.items.iter().enumerate() {
            for (criterion, die) in item.dice.iter().enumerate() {
                let pick = roll(&mut chance, die.len());
                values[criterion] = model.values.get(die.start + pick).copied().filter(|_| !die.is_empty());
                if let Some((_, noted)) = disputes.next_if(|(dispute, _)| **dispute == (i, criterion)) {
                    *noted = pick.min(usize::from(u8::MAX)) as u8;
                }
            }
            let effort = model.effort.and_then(|effort| values[effort]);
            weights[i] = model.weight(effort);
            let score = model.formula.score(|criterion| values[criterion]).unwrap_or(0.0);
            keys.push((descending(score), effort.map_or(0, micro), i as u32));
        }
        keys.sort_unstable();
        let row = at * count..(at + 1) * count;
        for (rank, (.., item)) in keys.iter().enumerate() {
            draws.ranks[row.start + *item as usize] = rank as u32;
        }
        fill(model, &keys, &weights, &mut draws.inside[row]);
    }
    draws
}

/// One of so many, each as likely.
fn roll(chance: &mut Rand32, sides: usize) -> usize {
    if sides < 2 { 0 } else { (u64::from(chance.rand_u32()) * sides as u64 >> 32) as usize }
}

/// Whole numbers that ascend as scores descend.
fn descending(score: f64) -> i64 {
    let bits = score.to_bits() as i64;
    !(bits ^ (((bits >> 63) as u64) >> 1) as i64)
}

/// Walks down the ranking until something does not fit any more; what is held in has its room already.
fn fill(model: &Model, keys: &[Key], weights: &[i128], inside: &mut [bool]) {
    let mut room = model.room;
    for (item, drawn) in model.items.iter().enumerate().filter(|(_, drawn)| drawn.held == Some(Held::In)) {
        debug_assert_eq!(drawn.held, Some(Held::In));
        inside[item] = true;
        room -= weights[item];
    }
    for (.., item) in keys {
        let item = *item as usize;
        if model.items[item].held.is_some() {
            continue;
        }
        if weights[item] > room {
            break;
        }
        room -= weights[item];
        inside[item] = true;
    }
}

/// How often an item is in, and where it mostly ranks.
fn chance(model: &Model, draws: &[Draws], item: usize) -> Chance {
    let count = model.items.len();
    let mut ranks: Vec<u32> =
        draws.iter().flat_map(|part| part.ranks.iter().skip(item).step_by(count)).copied().collect();
    let inside =
        draws.iter().flat_map(|part| part.inside.iter().skip(item).step_by(count)).filter(|is_in| **is_in);
    let inside = inside.count() as f32 / ranks.len().max(1) as f32;
    let tail = ranks.len() / TAIL;
    let last = ranks.len().saturating_sub(1);
    let mut at = |place: usize| *ranks.select_nth_unstable(place.min(last)).1;
    let (best, worst) = (at(tail), at(last.saturating_sub(tail)));
    Chance { inside, best: model.above + best + 1, worst: model.above + worst + 1 }
}

/// What each disagreement would settle, over the contested items.
fn information(model: &Model, draws: &[Draws], chances: &[Chance]) -> Vec<Information> {
    let contested: Vec<usize> = (0..chances.len()).filter(|item| chances[*item].is_contested()).collect();
    let open: f64 = contested.iter().map(|item| spread(f64::from(chances[*item].inside))).sum();
    let each = model.disputes.iter().enumerate().map(|(dispute, (item, criterion))| {
        let settled =
            if open > 0.0 { settled(model, draws, (dispute, &contested, chances)) / open } else { 0.0 };
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
fn settled(
    model: &Model,
    draws: &[Draws],
    (dispute, contested, chances): (usize, &[usize], &[Chance]),
) -> f64 {
    let (disputes, count) = (model.disputes.len(), model.items.len());
    let mut groups: Vec<(f64, Vec<f64>)> = Vec::new();
    for part in draws {
        let picks = part.picks.iter().skip(dispute).step_by(disputes);
        for (pick, inside) in picks.zip(part.inside.chunks(count)) {
            let pick = usize::from(*pick);
            if groups.len() <= pick {
                groups.resize(pick + 1, (0.0, vec![0.0; contested.len()]));
            }
            let (size, sums) = &mut groups[pick];
            *size += 1.0;
            for (sum, item) in sums.iter_mut().zip(contested) {
                *sum += f64::from(u8::from(inside[*item]));
            }
        }
    }
    groups.retain(|(size, _)| *size > 0.0);
    let all: f64 = groups.iter().map(|(size, _)| size).sum();
    let of_item = |at: usize| {
        let chance = f64::from(chances[contested[at]].inside);
        let between: f64 =
            groups.iter().map(|(size, sums)| size / all * (sums[at] / size - chance).powi(2)).sum();
        between - spread(chance) * (groups.len() as f64 - 1.0) / all
    };
    (0..contested.len()).map(of_item).sum::<f64>().max(0.0)
}
