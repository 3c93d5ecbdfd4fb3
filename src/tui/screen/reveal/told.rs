//! The votes in words: what is sealed, what they come to, who is to speak, what there is to agree on.

use super::super::super::canvas::{Canvas, fit, folded, width};
use super::super::super::flow::draw;
use super::super::super::theme::Theme;
use super::super::hints;
use crate::app::App;
use crate::app::action::Action;
use crate::domain::criterion::{Criterion, tidy};
use crate::domain::id::{ParticipantId, Slot};
use crate::domain::number::Num;
use crate::domain::round::{MOST_ROUNDS, Pending, Stage};
use crate::domain::spread::{Distance, Spread};
use crate::domain::text::counted;
use crate::domain::vote::{Round, Score, Slip};
use crate::domain::whatif::what_if;

/// How many cells of a name are told at most beside what its owner has answered.
const NAME: usize = 24;

/// From so many votes on it is told where half of them lie.
const QUARTERED: usize = 4;

/// What can be told of a round that nobody has seen: who has answered, and who not.
pub(super) fn sealed(app: &App, theme: &Theme, pending: Pending, mut canvas: Canvas<'_>) {
    let Some(round) = app.workspace().item(pending.slot).round(pending.side) else { return };
    let framework = app.workspace().framework();
    let asked = round.asked(framework).len();
    let title = match round.attempt {
        0 | 1 => "Sealed until the reveal".to_owned(),
        attempt => format!("Round {attempt} of {MOST_ROUNDS}, sealed until the reveal"),
    };
    canvas.text(0, 0, &title, theme.text);
    let name = |voter| fit(app.workspace().name_of(voter), NAME);
    let names = round.voters.iter().map(|voter| width(&name(voter))).max().unwrap_or(0);
    for (y, voter) in round.voters.iter().enumerate() {
        let missing = round.missing(app.workspace()).filter(|(by, _)| *by == voter).count();
        let (mark, told, style) = match missing {
            0 if app.workspace().participant(voter).is_none() => ("–", "is not listed".to_owned(), theme.dim),
            0 => ("●", "has answered".to_owned(), theme.gain),
            many if many == asked => ("○", "has still to answer".to_owned(), theme.warn),
            1 => ("◐", "has 1 answer left".to_owned(), theme.warn),
            many => ("◐", format!("has {many} answers left"), theme.warn),
        };
        canvas.text(1, 2 + y, mark, style);
        canvas.text(3, 2 + y, &name(voter), theme.text);
        canvas.text(5 + names, 2 + y, &told, style);
    }
    let next = match pending.stage {
        Stage::Complete => [("enter", "reveals"), ("x", "drops the round")],
        _ => [("v", "goes on"), ("enter", "reveals all the same")],
    };
    let y = (3 + round.voters.len()).min(canvas.height().saturating_sub(1));
    canvas.row(y).clear();
    draw(&hints::row(theme, &next, hints::GAP), &mut canvas, 0, y);
}

/// Where nobody voted with a value.
pub(super) fn nothing(
    app: &App,
    theme: &Theme,
    score: Option<&Score>,
    criterion: &Criterion,
    mut canvas: Canvas<'_>,
) {
    let (told, does) = match score.and_then(Score::agreed) {
        Some(agreed) => (format!("Set to {} without votes", criterion.shown(agreed)), "votes on it"),
        None => ("Nobody gave a value here".to_owned(), "votes again"),
    };
    canvas.text(0, 0, &format!("{told}{}.", app.by_key(Action::VoteAgain, does)), theme.text);
}

/// `median 4 · half of the votes 3 to 5 · 3 steps apart · 1 does not know`.
pub(super) fn summary(criterion: &Criterion, score: &Score, spread: &Spread, room: usize) -> Vec<String> {
    let shown = |value: f64| Num::computed(value).map_or_else(String::new, |num| criterion.shown(num));
    let half = match (shown(spread.lower), shown(spread.upper)) {
        // Of so few there is no half that lies between two numbers.
        _ if spread.votes < QUARTERED => None,
        (low, high) if low == high => Some(format!("half of the votes at {low}")),
        (low, high) => Some(format!("half of the votes {low} to {high}")),
    };
    let apart = match spread.distance(&criterion.scale) {
        Distance::Steps(0) => "all agree".to_owned(),
        Distance::Steps(1) => "1 step apart".to_owned(),
        Distance::Steps(steps) => format!("{steps} steps apart"),
        Distance::Times(Some(times)) if times <= 1.0 => "all agree".to_owned(),
        Distance::Times(Some(times)) => format!("×{} apart", tidy((times * 10.0).round() / 10.0)),
        Distance::Times(None) => format!("{} to {}", shown(spread.lowest.get()), shown(spread.highest.get())),
    };
    let count = counted(spread.votes, "vote");
    let unsure = match slips(score).filter(|slip| slip.unsure).count() {
        0 => None,
        1 => Some("1 does not know".to_owned()),
        many => Some(format!("{many} do not know")),
    };
    let median = format!("median {}", criterion.shown(spread.median));
    let told = [count, median]
        .into_iter()
        .chain(half)
        .chain((spread.votes > 1).then_some(apart))
        .chain(unsure)
        .collect::<Vec<_>>()
        .join(" · ");
    folded(&told, room)
}

/// What was answered in the last round.
fn slips(score: &Score) -> impl Iterator<Item = &Slip> {
    score.rounds().last().into_iter().flat_map(|round| &round.slips)
}

/// Everybody's vote with its reason, the ends of the range first, as far as there is room. Returns the rows that it took.
pub(super) fn speakers(
    app: &App,
    theme: &Theme,
    (criterion, score): (&Criterion, &Score),
    speakers: &[(&ParticipantId, Num, bool)],
    mut canvas: Canvas<'_>,
) -> usize {
    if canvas.height() == 0 {
        return 0;
    }
    let mut y = 0;
    let voters = if app.reveal.anonymous {
        None
    } else {
        speakers.iter().map(|(by, ..)| width(app.workspace().name_of(by))).max()
    };
    let names = voters.unwrap_or(0).min(24);
    let values = speakers.iter().map(|(_, vote, _)| width(&criterion.shown(*vote))).max().unwrap_or(1);
    let silent: Vec<&Slip> = slips(score).filter(|slip| slip.value.is_none()).collect();
    let all = speakers.len() + silent.len();
    let shown = if all > canvas.height() { canvas.height().saturating_sub(1) } else { all };
    for (by, vote, first) in &speakers[..speakers.len().min(shown)] {
        let slip = slips(score).find(|slip| slip.by == **by);
        let changed = slip.and_then(|slip| slip.value).filter(|before| before != vote);
        let mut x = 3;
        let style = if *first { theme.strong } else { theme.text };
        canvas.text_right(x + values, y, &criterion.shown(*vote), style);
        x += values + 2;
        if names > 0 {
            canvas.text(x, y, &fit(app.workspace().name_of(by), names), style);
            x += names + 2;
        }
        if let Some(before) = changed {
            x += canvas.text(x, y, &format!("changed from {} ", criterion.shown(before)), theme.warn) + 1;
        }
        let why = slip.and_then(|slip| slip.reason.as_deref());
        if *first {
            x += canvas.text(x, y, "speaks first", theme.line);
            x += if why.is_some() { canvas.text(x, y, " · ", theme.dim) } else { 0 };
        }
        canvas.text(x, y, why.unwrap_or_default(), theme.dim);
        y += 1;
    }
    for slip in silent.into_iter().take(shown.saturating_sub(speakers.len())) {
        let told = if slip.unsure { "does not know" } else { "passed" };
        let who = if app.reveal.anonymous { "somebody" } else { app.workspace().name_of(&slip.by) };
        let why = slip.reason.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        canvas.text(3, y, &format!("{who} {told}{why}"), theme.dim);
        y += 1;
    }
    if shown < all {
        canvas.text(3, y, &format!("and {} more", all - shown), theme.dim);
        y += 1;
    }
    y
}

/// How many rows [`offers`] takes.
pub(super) fn offer_rows(criterion: &Criterion, score: &Score) -> usize {
    match past(criterion, score).len() {
        0 => 1,
        rows => rows + 2,
    }
}

/// What was agreed on before, and what earlier rounds said, oldest first.
fn past(criterion: &Criterion, score: &Score) -> Vec<String> {
    let rounds = score.rounds();
    let last = rounds.len().saturating_sub(1);
    let told = rounds.iter().enumerate().flat_map(|(at, round)| {
        let agreed = round.before.map(|agreed| format!("agreed until then: {}", criterion.shown(agreed)));
        agreed.into_iter().chain((at < last).then(|| earlier(criterion, round)))
    });
    told.collect()
}

/// What there is to agree on, and what earlier rounds said.
pub(super) fn offers(
    app: &App,
    theme: &Theme,
    (slot, criterion, score): (Slot, &Criterion, &Score),
    spread: &Spread,
    mut canvas: Canvas<'_>,
) {
    let mut y = 0;
    if let Some(agreed) = score.agreed() {
        let rank =
            app.workshop.standing().index(slot).map(|index| format!(" · #{}", index + 1)).unwrap_or_default();
        canvas.text(0, y, &format!("✓ agreed on {}{rank}", criterion.shown(agreed)), theme.gain);
    } else {
        let offers = spread.offers(criterion);
        let mut told: Vec<String> =
            offers.iter().map(|offer| offered(app, (slot, criterion), *offer)).collect();
        if let Some(first) = told.first_mut() {
            *first = format!("agree on {first}");
        }
        let keys = ["enter", "<", ">"];
        let hints: Vec<(&str, &str)> = keys.into_iter().zip(told.iter().map(String::as_str)).collect();
        draw(&hints::row(theme, &hints, hints::GAP), &mut canvas, 0, y);
    }
    y += 1;
    for told in past(criterion, score) {
        y += 1;
        canvas.text(0, y, &told, theme.dim);
    }
}

/// A value and where it would lead: `3 → #7 in`.
fn offered(app: &App, (slot, criterion): (Slot, &Criterion), value: Num) -> String {
    let index = app.workspace().framework().position(&criterion.id);
    let place = index.and_then(|index| what_if(&app.workshop, slot, index, value).outcome.stands());
    let place = place.map(|stands| format!(" → {stands}")).unwrap_or_default();
    format!("{}{place}", criterion.shown(value))
}

/// `round 1: 2 · 5 · 8 · ? · pass`.
fn earlier(criterion: &Criterion, round: &Round) -> String {
    let mut votes: Vec<Num> = round.votes().into_iter().map(|(_, vote)| vote).collect();
    votes.sort_unstable();
    let unsure = round.slips.iter().filter(|slip| slip.unsure).map(|_| "?".to_owned());
    let passed = round.slips.iter().filter(|slip| slip.value.is_none() && !slip.unsure);
    let rest = unsure.chain(passed.map(|_| "pass".to_owned()));
    let votes: Vec<String> = votes.into_iter().map(|vote| criterion.shown(vote)).chain(rest).collect();
    let name = match round.attempt {
        0 => "before".to_owned(),
        attempt => format!("round {attempt}"),
    };
    format!("{name}: {}", votes.join(" · "))
}
