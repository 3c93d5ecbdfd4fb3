//! What knowing a value would settle: how much of what is open about who is in hangs on one disagreement.

use std::ops::Range;

use super::bits::Bits;
use super::draw::Draws;
use super::model::Model;
use super::{Chance, Information};

/// An item whose side of the line is open: the probability that it is in, and in which samples it is.
struct Open {
    chance: f64,
    inside: Bits,
}

/// The items whose side of the line is open, and how much is.
pub(super) struct Contest {
    items: Vec<Open>,
    spread: f64,
}

impl Contest {
    pub(super) fn new(draws: &[Draws], chances: &[Chance]) -> Contest {
        let contested = chances.iter().enumerate().filter(|(_, chance)| chance.is_contested());
        let items: Vec<Open> = contested
            .map(|(item, chance)| Open {
                chance: f64::from(chance.inside),
                inside: Bits::of(draws.iter().flat_map(|part| part.inside[item].iter())),
            })
            .collect();
        let spread = items.iter().map(|item| spread(item.chance)).sum();
        Contest { items, spread }
    }

    /// What some of the disagreements would settle.
    pub(super) fn information(
        &self,
        model: &Model,
        draws: &[Draws],
        disputes: Range<usize>,
    ) -> Vec<Information> {
        let each = disputes.map(|dispute| {
            let (item, criterion) = model.disputes[dispute];
            let groups = groups(model, draws, dispute);
            let settled = if self.spread > 0.0 { self.settled(&groups) / self.spread } else { 0.0 };
            let slot = model.items[item].slot;
            Information { slot, criterion, settles: settled.clamp(0.0, 1.0) as f32 }
        });
        each.collect()
    }

    /// How much the chances of contested items differ between the values of one disagreement: the variance of their
    /// means, without the part that chance alone puts between groups of samples.
    fn settled(&self, groups: &[Bits]) -> f64 {
        let sizes: Vec<f64> = groups.iter().map(|group| f64::from(group.count())).collect();
        let all: f64 = sizes.iter().sum();
        let of_item = |item: &Open| {
            let apart = |(group, size): (&Bits, &f64)| {
                size / all * (f64::from(group.shared(&item.inside)) / size - item.chance).powi(2)
            };
            let between: f64 = groups.iter().zip(&sizes).map(apart).sum();
            between - spread(item.chance) * (groups.len() as f64 - 1.0) / all
        };
        self.items.iter().map(of_item).sum::<f64>().max(0.0)
    }
}

/// The variance of being in or out.
fn spread(chance: f64) -> f64 {
    chance * (1.0 - chance)
}

/// The samples in which each value of a disagreement was drawn, whoever voted it; none that never was.
fn groups(model: &Model, draws: &[Draws], dispute: usize) -> Vec<Bits> {
    let (item, criterion) = model.disputes[dispute];
    let values = &model.values[model.items[item].dice[criterion].clone()];
    let picks: Vec<usize> =
        draws.iter().flat_map(|part| part.picks(dispute)).map(|pick| usize::from(*pick)).collect();
    let mut different = values.to_vec();
    different.sort_unstable();
    different.dedup();
    let group = |value| Bits::of(picks.iter().map(|pick| values.get(*pick) == Some(value)));
    different.iter().map(group).filter(|group| group.count() > 0).collect()
}
