//! This or that: putting a few things in order by asking which of two comes first, with as few questions as
//! are needed.
//!
//! The questions are those of merge insertion: Ford and Johnson, "A Tournament Problem", The American
//! Mathematical Monthly 66 (1959). Up to 11 things no way of asking needs fewer in the worst case. What was
//! answered is gone through again each time, so that the last answer can be taken back.

/// Where a contest stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contest {
    /// Which of these two comes first?
    Ask(usize, usize),
    /// The order, best first.
    Settled(Vec<usize>),
}

/// What comes after these answers: each says whether the first of the two that were asked about comes first.
/// Things are numbered from 0 in the order that they stand in now.
pub fn after(count: usize, answers: &[bool]) -> Contest {
    let mut answers = answers.iter().copied();
    let mut first_wins = |a: usize, b: usize| answers.next().ok_or(Contest::Ask(a, b));
    match settle((0..count).collect(), &mut first_wins) {
        Ok(order) => Contest::Settled(order),
        Err(question) => question,
    }
}

/// How many questions it takes at most: the sum of ⌈log₂(3k ÷ 4)⌉ for k from 1 to the count.
pub fn at_most(count: usize) -> usize {
    let questions = |k: usize| (3 * k).div_ceil(4).next_power_of_two().trailing_zeros() as usize;
    (1..=count).map(questions).sum()
}

type Ask<'a> = dyn FnMut(usize, usize) -> Result<bool, Contest> + 'a;

/// Orders things best first: pairs compete, the winners are ordered the same way, and the losers are put in
/// between, in such groups that each search among them is a whole number of halvings.
fn settle(things: Vec<usize>, first_wins: &mut Ask<'_>) -> Result<Vec<usize>, Contest> {
    if things.len() < 2 {
        return Ok(things);
    }
    let mut loser_to = Vec::new();
    let mut winners = Vec::new();
    for pair in things.chunks_exact(2) {
        let (winner, loser) =
            if first_wins(pair[0], pair[1])? { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
        winners.push(winner);
        loser_to.push((winner, loser));
    }
    // From the worst winner on: what is known of a loser is that it stands below its winner.
    let mut pending: Vec<(Option<usize>, usize)> = Vec::new();
    let mut order = settle(winners, first_wins)?;
    for winner in order.iter().rev() {
        let loser = loser_to.iter().find(|(known, _)| known == winner).map(|(_, loser)| *loser);
        pending.extend(loser.map(|loser| (Some(*winner), loser)));
    }
    pending.extend(things.chunks_exact(2).remainder().iter().map(|odd| (None, *odd)));

    // Each group ends at the next Jacobsthal number, 1, 3, 5, 11, 21 …, and is put in from its end on.
    let (mut done, mut before, mut end) = (0, 1, 1);
    while done < pending.len() {
        let group = &pending[done..end.min(pending.len())];
        for (winner, thing) in group.iter().rev() {
            let above = winner.and_then(|winner| order.iter().position(|known| *known == winner));
            let at = search(&order, above.map_or(0, |above| above + 1), *thing, first_wins)?;
            order.insert(at, *thing);
        }
        (done, before, end) = (end, end, end + 2 * before);
    }
    Ok(order)
}

/// Where a thing belongs in an order, at or below `from`, by halving.
fn search(order: &[usize], from: usize, thing: usize, first_wins: &mut Ask<'_>) -> Result<usize, Contest> {
    let (mut low, mut high) = (from, order.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        if first_wins(order[middle], thing)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks about things whose true ranks are given, and counts the questions.
    fn ask(ranks: &[usize]) -> (Vec<usize>, usize) {
        let mut answers = Vec::new();
        loop {
            match after(ranks.len(), &answers) {
                Contest::Ask(a, b) => answers.push(ranks[a] < ranks[b]),
                Contest::Settled(order) => return (order, answers.len()),
            }
        }
    }

    /// Every order of the numbers below `count`.
    fn permutations(count: usize) -> Vec<Vec<usize>> {
        (0..count).fold(vec![Vec::new()], |shorter, new| {
            let longer = |order: &Vec<usize>| {
                let order = order.clone();
                (0..=order.len()).map(move |at| {
                    let mut order = order.clone();
                    order.insert(at, new);
                    order
                })
            };
            shorter.iter().flat_map(longer).collect()
        })
    }

    #[test]
    fn every_order_is_found_with_the_fewest_questions() {
        // The fewest that suffice in the worst case, for as many things: Knuth, volume 3, section 5.3.1.
        for (count, fewest) in [0, 0, 1, 3, 5, 7, 10, 13].into_iter().enumerate() {
            let mut most = 0;
            for ranks in permutations(count) {
                let (order, asked) = ask(&ranks);
                let found: Vec<usize> = order.iter().map(|thing| ranks[*thing]).collect();
                assert_eq!(found, (0..count).collect::<Vec<_>>(), "{ranks:?}");
                most = most.max(asked);
            }
            assert_eq!((most, at_most(count)), (fewest, fewest), "{count}");
        }
        assert_eq!([8, 9, 10, 11, 12, 21].map(at_most), [16, 19, 22, 26, 30, 66]);
    }

    #[test]
    fn more_things_are_put_in_order_too() {
        for count in [13, 22, 50] {
            let ranks: Vec<usize> = (0..count).map(|i| i * 29 % count).collect();
            let (order, asked) = ask(&ranks);
            let found: Vec<usize> = order.iter().map(|thing| ranks[*thing]).collect();
            assert_eq!(found, (0..count).collect::<Vec<_>>());
            assert!(asked <= at_most(count));
        }
    }
}
