//! The lowest of many numbers, without keeping them all.

/// Of each of many rows the lowest numbers that were put into it, and some more.
pub(super) struct Lowest {
    keep: usize,
    /// How many there is room for in a row: more than are kept, so that the highest are rarely looked for.
    room: usize,
    numbers: Vec<u16>,
    /// How many there are in each row.
    taken: Vec<usize>,
    /// From which number on none is among the lowest of a row.
    bounds: Vec<u16>,
}

impl Lowest {
    /// One that keeps so many of each row.
    pub(super) fn new(rows: usize, keep: usize) -> Lowest {
        let room = keep + keep.div_ceil(2);
        let (numbers, taken, bounds) = (vec![0; rows * room], vec![0; rows], vec![u16::MAX; rows]);
        Lowest { keep, room, numbers, taken, bounds }
    }

    /// Puts a number below 65,535 into a row.
    pub(super) fn put(&mut self, row: usize, number: u16) {
        if number >= self.bounds[row] {
            return;
        }
        let numbers = &mut self.numbers[row * self.room..][..self.room];
        numbers[self.taken[row]] = number;
        self.taken[row] += 1;
        if self.taken[row] == self.room {
            let (_, bound, _) = numbers.select_nth_unstable(self.keep - 1);
            (self.bounds[row], self.taken[row]) = (*bound, self.keep);
        }
    }

    /// The lowest numbers of a row in any order, others among them.
    pub(super) fn row(&self, row: usize) -> &[u16] {
        &self.numbers[row * self.room..][..self.taken[row]]
    }
}

#[cfg(test)]
mod tests {
    use oorandom::Rand32;

    use super::*;

    #[test]
    fn the_lowest_of_a_row_are_among_those_that_are_kept() {
        let mut random = Rand32::new(7);
        for (keep, many, up_to) in [(1, 0, 1), (1, 50, 9), (3, 2, 5), (5, 400, 20), (101, 1_000, 2_000)] {
            let mut lowest = Lowest::new(2, keep);
            let mut all = [Vec::new(), Vec::new()];
            for at in 0..many {
                let number = random.rand_range(0..up_to) as u16;
                lowest.put(at % 2, number);
                all[at % 2].push(number);
            }
            for (row, mut all) in all.into_iter().enumerate() {
                all.sort_unstable();
                let mut kept = lowest.row(row).to_vec();
                kept.sort_unstable();
                assert!(kept.len() <= keep + keep.div_ceil(2));
                assert!(kept.iter().zip(&all).take(keep).all(|(kept, all)| kept == all), "{keep} of {many}");
                assert!(kept.len() >= keep.min(all.len()));
            }
        }
    }
}
