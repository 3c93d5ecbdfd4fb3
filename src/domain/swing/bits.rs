//! In which samples something is so.

/// One bit for each sample. Counting what two of them share is what takes the time where everything is in dispute.
#[derive(Clone)]
pub(super) struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// So many samples in which it is not.
    pub(super) fn none(len: usize) -> Bits {
        Bits { words: vec![0; len.div_ceil(64)], len }
    }

    /// It is so in the samples that say so.
    pub(super) fn of(samples: impl Iterator<Item = bool>) -> Bits {
        let mut bits = Bits::none(0);
        for is_so in samples {
            bits.len += 1;
            bits.words.resize(bits.len.div_ceil(64), 0);
            if is_so {
                bits.set(bits.len - 1);
            }
        }
        bits
    }

    /// It is so in this sample.
    pub(super) fn set(&mut self, sample: usize) {
        self.words[sample / 64] |= 1 << (sample % 64);
    }

    /// Whether it is so, sample by sample.
    pub(super) fn iter(&self) -> impl Iterator<Item = bool> + '_ {
        (0..self.len).map(|sample| self.words[sample / 64] >> (sample % 64) & 1 == 1)
    }

    /// In how many samples it is so.
    pub(super) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// In how many of the same samples both are so.
    pub(super) fn shared(&self, other: &Bits) -> u32 {
        self.words.iter().zip(&other.words).map(|(one, other)| (one & other).count_ones()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_comes_out_and_is_counted() {
        for len in [0, 1, 63, 64, 65, 200] {
            let (thirds, fifths) = (|at: usize| at.is_multiple_of(3), |at: usize| at.is_multiple_of(5));
            let (one, mut other) = (Bits::of((0..len).map(thirds)), Bits::none(len));
            (0..len).filter(|at| fifths(*at)).for_each(|at| other.set(at));
            assert!(one.iter().eq((0..len).map(thirds)) && other.iter().eq((0..len).map(fifths)), "{len}");
            let count = |is_so: &dyn Fn(usize) -> bool| (0..len).filter(|at| is_so(*at)).count();
            assert_eq!((one.count() as usize, other.count() as usize), (count(&thirds), count(&fifths)));
            assert_eq!(one.shared(&other) as usize, count(&|at| thirds(at) && fifths(at)), "{len}");
        }
    }
}
