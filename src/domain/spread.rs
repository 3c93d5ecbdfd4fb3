//! What votes on one criterion come to: the middle, half of them around it, how far apart they are, and who is to
//! speak first.

use super::criterion::Criterion;
use super::id::ParticipantId;
use super::number::Num;
use super::scale::Scale;
use super::vote::median;

/// Votes on one criterion, summed up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// How many there are.
    pub votes: usize,
    /// The middle one; of an even count the mean of the middle two.
    pub median: Num,
    /// Whether that lies between two votes that differ.
    pub is_between: bool,
    /// A quarter of the votes lie at or below this: the lower end of the interquartile range.
    pub lower: f64,
    /// A quarter of the votes lie at or above this: its upper end.
    pub upper: f64,
    /// The lowest vote.
    pub lowest: Num,
    /// The highest vote.
    pub highest: Num,
}

/// How far the lowest and the highest vote are apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distance {
    /// Steps of the scale.
    Steps(usize),
    /// How many times the lowest vote the highest is, on a free scale; none from zero.
    Times(Option<f64>),
}

impl Spread {
    /// What votes come to; none where nobody voted.
    ///
    /// Quartiles are interpolated between votes as spreadsheets do it: type 7 of Hyndman and Fan, Sample quantiles
    /// in statistical packages, The American Statistician 50 (1996).
    pub fn of(votes: &[(ParticipantId, Num)]) -> Option<Spread> {
        let mut sorted: Vec<Num> = votes.iter().map(|(_, vote)| *vote).collect();
        sorted.sort_unstable();
        if sorted.is_empty() {
            return None;
        }
        let quantile = |share: f64| {
            let place = share * (sorted.len() - 1) as f64;
            let (low, high) = (sorted[place.floor() as usize].get(), sorted[place.ceil() as usize].get());
            low + (high - low) * place.fract()
        };
        Some(Spread {
            votes: sorted.len(),
            median: median(votes)?,
            is_between: sorted[(sorted.len() - 1) / 2] < sorted[sorted.len() / 2],
            lower: quantile(0.25),
            upper: quantile(0.75),
            lowest: *sorted.first()?,
            highest: *sorted.last()?,
        })
    }

    /// How far apart the votes are on a scale.
    pub fn distance(&self, scale: &Scale) -> Distance {
        let steps = scale.steps();
        if steps.is_empty() {
            let lowest = self.lowest.get();
            return Distance::Times((lowest > 0.0).then(|| self.highest.get() / lowest));
        }
        let place = |vote: Num| steps.partition_point(|step| *step < vote);
        Distance::Steps(place(self.highest) - place(self.lowest))
    }

    /// What the room may settle on without a further word: the median, and where it lies between two votes, the steps
    /// of the scale on both sides of it.
    pub fn offers(&self, criterion: &Criterion) -> Vec<Num> {
        if !self.is_between {
            return vec![self.median];
        }
        let steps = criterion.scale.steps();
        let below = steps.partition_point(|step| *step < self.median).checked_sub(1);
        let above = steps.partition_point(|step| *step <= self.median);
        let beside = [below.and_then(|at| steps.get(at)), steps.get(above)];
        std::iter::once(self.median).chain(beside.into_iter().flatten().copied()).collect()
    }
}

/// The votes in the order in which they are to be spoken about: the furthest from the middle first, on a tie the
/// lower one. The second half says whether its voter is to speak first: it is an end of the range that is not the
/// middle.
pub fn speakers(votes: &[(ParticipantId, Num)]) -> Vec<(&ParticipantId, Num, bool)> {
    let Some(spread) = Spread::of(votes) else { return Vec::new() };
    let off = |vote: Num| (vote.get() - spread.median.get()).abs();
    let first = |vote: Num| vote != spread.median && (vote == spread.lowest || vote == spread.highest);
    let mut speakers: Vec<_> = votes.iter().map(|(by, vote)| (by, *vote, first(*vote))).collect();
    speakers.sort_by(|(_, a, _), (_, b, _)| off(*b).total_cmp(&off(*a)).then(a.cmp(b)));
    speakers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::framework::Framework;

    fn votes(values: &[f64]) -> Vec<(ParticipantId, Num)> {
        let voter = |(i, value): (usize, &f64)| (format!("v{i}").into(), Num::new(*value).unwrap());
        values.iter().enumerate().map(voter).collect()
    }

    #[test]
    fn medians_and_quartiles_are_those_of_a_spreadsheet() {
        for (values, median, lower, upper) in [
            (&[5.0][..], 5.0, 5.0, 5.0),
            (&[2.0, 5.0], 3.5, 2.75, 4.25),
            (&[3.0, 1.0, 2.0], 2.0, 1.5, 2.5),
            (&[1.0, 2.0, 3.0, 4.0], 2.5, 1.75, 3.25),
            (&[1.0, 1.0, 1.0, 1.0, 5.0], 1.0, 1.0, 1.0),
            (&[1.0, 2.0, 3.0, 4.0, 5.0], 3.0, 2.0, 4.0),
            (&[3.0, 5.0, 8.0, 8.0, 13.0, 20.0], 8.0, 5.75, 11.75),
        ] {
            let spread = Spread::of(&votes(values)).unwrap();
            assert_eq!(
                (spread.median.get(), spread.lower, spread.upper),
                (median, lower, upper),
                "{values:?}"
            );
        }
        assert_eq!(Spread::of(&[]), None);
    }

    #[test]
    fn distances_are_steps_of_the_scale_or_a_factor() {
        let wsjf = Framework::built_in("wsjf").unwrap();
        let size = &wsjf.criterion(&"job_size".into()).unwrap().scale;
        let cd3 = Framework::built_in("cd3").unwrap();
        let weeks = &cd3.criterion(&"duration".into()).unwrap().scale;
        for (values, scale, expected) in [
            (&[3.0, 13.0][..], size, Distance::Steps(3)),
            (&[8.0, 8.0], size, Distance::Steps(0)),
            (&[2.0, 3.0, 5.0], weeks, Distance::Times(Some(2.5))),
        ] {
            assert_eq!(Spread::of(&votes(values)).unwrap().distance(scale), expected, "{values:?}");
        }
    }

    #[test]
    fn a_median_between_two_steps_is_offered_with_both() {
        let wsjf = Framework::built_in("wsjf").unwrap();
        let size = wsjf.criterion(&"job_size".into()).unwrap();
        for (values, offers) in [
            (&[5.0, 8.0, 13.0][..], &[8.0][..]),
            (&[5.0, 8.0], &[6.5, 5.0, 8.0]),
            (&[3.0, 13.0], &[8.0, 5.0, 13.0]),
            (&[3.0, 8.0, 8.0, 13.0], &[8.0]),
            (&[1.0, 20.0], &[10.5, 8.0, 13.0]),
        ] {
            let offered = Spread::of(&votes(values)).unwrap().offers(size);
            assert_eq!(offered.iter().map(|num| num.get()).collect::<Vec<_>>(), offers, "{values:?}");
        }
    }

    #[test]
    fn the_furthest_from_the_middle_speak_first() {
        for (values, expected) in [
            (&[3.0, 3.0, 3.0][..], "3 3 3"),
            (&[3.0, 5.0, 13.0], "13* 3* 5"),
            (&[5.0, 1.0, 3.0], "1* 5* 3"),
            (&[2.0, 2.0, 5.0, 8.0], "8* 2* 2* 5"),
            // Who stands on the middle has nobody to convince.
            (&[5.0, 4.0, 4.0], "5* 4 4"),
            (&[1.0, 5.0], "1* 5*"),
        ] {
            let voted = votes(values);
            let told: Vec<String> = speakers(&voted)
                .iter()
                .map(|(_, vote, first)| format!("{vote}{}", if *first { "*" } else { "" }))
                .collect();
            assert_eq!(told.join(" "), expected, "{values:?}");
        }
    }
}
