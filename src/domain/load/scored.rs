//! Whether scores can stand: on their scales, in the open and in blind rounds.

use crate::domain::criterion::Side;
use crate::domain::flaw::{Flaw, Notice, Path};
use crate::domain::framework::{Criterion, Framework};
use crate::domain::id::CriterionId;
use crate::domain::item::Item;
use crate::domain::number::Num;
use crate::domain::scores::Scores;
use crate::domain::vote::Score;

/// What is smaller is told by its exponent.
const SMALLEST_TOLD: f64 = 1e-6;

/// Checks the scores that wait in blind rounds. A seal that was damaged loses one answer, and no file.
pub(super) fn check_rounds(
    item: &Item,
    framework: &Framework,
    notices: &mut Vec<Notice>,
) -> Result<(), Flaw> {
    let rounds = item.open_rounds();
    for (i, round) in rounds.iter().enumerate() {
        let at = Path::default().index(i);
        if rounds[..i].iter().any(|other| other.side == round.side) || round.side.is_none() {
            return Err(Flaw::new(at.field("side"), "each side has at most one open round on an item"));
        }
        for (id, score) in round.aside.iter() {
            let Some(rule) = framework.criterion(id) else { continue };
            let place = at.clone().field("aside").field(id.as_str());
            check_score(score, rule).map_err(|flaw| flaw.under(place))?;
        }
        let side = round.side.map_or("", Side::name);
        notices.extend(round.astray(framework).into_iter().map(|criterion| {
            let text = format!(
                "{side} does not score {criterion}: what the round on {} has on it is left out",
                item.id
            );
            Notice::at(at.clone(), text)
        }));
        let damaged = round.papers.iter().filter(|paper| !paper.is_whole());
        notices.extend(damaged.map(|paper| {
            format!("a sealed answer of {} on {} is damaged and counts as a pass", paper.by, item.id).into()
        }));
    }
    Ok(())
}

/// Whether there is nothing to say of scores: nobody voted, and all of them are on their scales.
pub(super) fn are_plain(scores: &Scores, framework: &Framework) -> bool {
    let voted = scores.iter().any(|(_, score)| !score.votes().is_empty());
    !voted && check_scores(scores, framework).is_ok_and(|zeros| zeros.is_empty())
}

/// Checks every score of an item, and takes out those that say 0 where 0 would divide.
pub(in crate::domain) fn settle_scores(
    item: &mut Item,
    framework: &Framework,
) -> Result<Vec<CriterionId>, Flaw> {
    let zeros = check_scores(&item.scores, framework)?;
    for criterion in &zeros {
        item.scores.set(criterion, None);
    }
    Ok(zeros)
}

/// Checks every score against its scale. Returns the criteria that say 0 where 0 would divide.
pub(super) fn check_scores(scores: &Scores, framework: &Framework) -> Result<Vec<CriterionId>, Flaw> {
    let mut zeros = Vec::new();
    for (id, score) in scores.iter() {
        let Some(i) = framework.position(id) else { continue };
        let divides = framework.formula().divisors().any(|divisor| divisor == i);
        if *score == Score::Plain(Num::ZERO) && divides {
            zeros.push(id.clone());
            continue;
        }
        check_score(score, &framework.criteria()[i])
            .map_err(|flaw| flaw.under(Path::default().field(id.as_str())))?;
    }
    Ok(zeros)
}

fn check_score(score: &Score, criterion: &Criterion) -> Result<(), Flaw> {
    if let Score::Plain(value) = score {
        return on_scale(criterion, *value);
    }
    let votes = Path::default().field("votes");
    for (participant, vote) in score.votes() {
        on_scale(criterion, *vote).map_err(|flaw| flaw.under(votes.clone().field(participant.as_str())))?;
    }
    match score.agreed() {
        Some(agreed) if !criterion.admits(agreed, true) => {
            on_scale(criterion, agreed).map_err(|flaw| flaw.under(Path::default().field("agreed")))
        }
        _ => Ok(()),
    }
}

fn on_scale(criterion: &Criterion, value: Num) -> Result<(), Flaw> {
    if criterion.scale.contains(value) {
        return Ok(());
    }
    let allowed = criterion.scale.allowed();
    let fraction = value.get() / 100.0;
    let hint = match Num::new(fraction) {
        Some(meant) if criterion.percent() && value.get() > 1.0 => {
            format!(" (a percentage is written as a fraction: {value}% is {meant})")
        }
        _ => String::new(),
    };
    // Hundreds of zeros say nothing.
    let told = if value.get().abs() < SMALLEST_TOLD && value != Num::ZERO {
        format!("{:e}", value.get())
    } else {
        value.to_string()
    };
    let what = format!("{told} is not on the scale of {}: {allowed}{hint}", criterion.id);
    Err(Flaw::new(Path::default(), what))
}
