//! Scores: given for the room or for one of its people, and tried before they are given.

use super::answer::Answer;
use super::naming::criteria;
use super::session::{Now, Outcome, Refused, Session};
use super::speech::{allowed, would};
use crate::cli::find::{self, criterion};
use crate::domain::command::{Command, Rejection};
use crate::domain::criterion::Criterion;
use crate::domain::framework::{Framework, Side};
use crate::domain::id::Slot;
use crate::domain::number::{self, Mistyped, Num};
use crate::domain::stands::set_aside;
use crate::domain::vote::Score;
use crate::domain::whatif::what_if_given;
use crate::domain::workspace::Participant;
use crate::import::names::same;

/// What clears a score.
const NONE: [&str; 3] = ["none", "clear", "-"];

/// Scores one or several criteria of an item.
pub(super) fn score(session: &mut Session, rest: &str, now: Now, answer: &mut Answer) -> Outcome {
    let rest = rest.replace('=', " ");
    let tokens: Vec<&str> = rest.split_whitespace().collect();
    let framework = session.workspace().framework();
    let parted = (0..tokens.len()).find_map(|at| Some((at, assignments(framework, &tokens[at..])?)));
    let Some((at, assignments)) = parted else { return Err(how(session)) };
    let slot = session.item(&tokens[..at].join(" "))?;
    let mut wanted = Vec::new();
    for (index, text) in assignments {
        wanted.push((index, value(session, (slot, index), text)?));
    }
    for (index, to) in wanted {
        if let Err(Refused(why)) = give(session, (slot, index), to, now, answer) {
            answer.lines.extend(why);
        }
    }
    Ok(())
}

/// Whether what stands behind the word says what to score: no reason reads like that.
pub(super) fn reads_as_scores(session: &Session, rest: &str) -> bool {
    let rest = rest.replace('=', " ");
    let tokens: Vec<&str> = rest.split_whitespace().collect();
    let framework = session.workspace().framework();
    (0..tokens.len()).any(|at| assignments(framework, &tokens[at..]).is_some())
}

fn how(session: &Session) -> Refused {
    let criteria = criteria(session.workspace().framework());
    format!("say an item, a criterion and a value, as in score 3 effort 5. The criteria are {criteria}")
        .into()
}

/// `effort 5 business value 3`: each criterion with its value; nothing where the tokens are anything else.
fn assignments<'t>(framework: &Framework, tokens: &[&'t str]) -> Option<Vec<(usize, &'t str)>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let named = |end: &usize| Some((criterion(framework, &tokens[at..*end].join(" "))?, *end));
        let (index, end) = (at + 1..tokens.len())
            .rev()
            .find_map(|end| named(&end).filter(|(_, end)| is_value(tokens[*end])))?;
        found.push((index, tokens[end]));
        at = end + 1;
    }
    Some(found)
}

fn is_value(text: &str) -> bool {
    NONE.iter().any(|none| none.eq_ignore_ascii_case(text))
        || number::typed(text.trim_end_matches('%')) != Err(Mistyped::NoNumber)
}

/// A value as it is typed; none clears.
fn value(session: &Session, (slot, index): (Slot, usize), text: &str) -> Result<Option<Num>, Refused> {
    if NONE.iter().any(|none| none.eq_ignore_ascii_case(text)) {
        return Ok(None);
    }
    let workspace = session.workspace();
    let rule = &workspace.framework().criteria()[index];
    let score = workspace.item(slot).scores.get(&rule.id).filter(|_| session.voter.is_none());
    typed(rule, text, score).map(Some)
}

/// A value that can be voted, or agreed on where there is a score with votes.
pub(super) fn typed(rule: &Criterion, text: &str, score: Option<&Score>) -> Result<Num, Refused> {
    match rule.typed(text) {
        Ok(value) if rule.takes(value, score) => Ok(value),
        Err(why @ Mistyped::TwoWays) => Err(format!("{text} {why}").into()),
        _ => Err(format!("{text} is not on the scale of {}: {}", rule.shown_name(), allowed(rule)).into()),
    }
}

/// Gives one score, for whoever scores.
pub(super) fn give(
    session: &mut Session,
    (item, index): (Slot, usize),
    to: Option<Num>,
    now: Now,
    answer: &mut Answer,
) -> Outcome {
    let rule = &session.workspace().framework().criteria()[index];
    let (criterion, name) = (rule.id.clone(), rule.shown_name().to_lowercase());
    let command = Command::score(item, criterion, session.voter.clone(), to);
    session.perform(command, now, answer).map_err(|Refused(why)| match why.as_slice() {
        [only] if *only == Rejection::Unchanged.to_string() => format!("{name}: it is so already").into(),
        _ => Refused(why),
    })
}

/// Hands the scoring to somebody, or back to the room.
pub(super) fn score_as(session: &mut Session, rest: &str, answer: &mut Answer) -> Outcome {
    if rest.is_empty() {
        for side in Side::ALL.iter().copied() {
            let names: Vec<&str> = session.workspace().voters(side).map(Participant::shown_name).collect();
            let names = if names.is_empty() { "nobody is listed".to_owned() } else { names.join(", ") };
            answer.say(format!("{side}: {names}"));
        }
        let who = session.voter.as_ref().and_then(|id| session.workspace().participant(id));
        let who = who.map_or("the room scores".to_owned(), |who| format!("{} scores", who.shown_name()));
        answer.say(who);
        return Ok(());
    }
    if same(rest, "room") {
        session.voter = None;
        answer.say("the room scores: values are agreed on");
        return Ok(());
    }
    let id = find::participant(session.workspace(), rest)?;
    let of = |side: &&Side| session.workspace().voters(**side).any(|who| who.id == id);
    let Some(side) = Side::ALL.iter().find(of) else {
        return Err(format!("{rest} scores for no side").into());
    };
    let name = session.workspace().participant(&id).map(|who| who.shown_name().to_owned());
    answer.say(format!("{} votes for {side} from now on; as room ends that", name.unwrap_or_default()));
    session.voter = Some(id);
    Ok(())
}

/// Says what a score would do, or every step.
pub(super) fn try_out(session: &mut Session, rest: &str, answer: &mut Answer) -> Outcome {
    let rest = rest.replace('=', " ");
    let tokens: Vec<&str> = rest.split_whitespace().collect();
    let asked = session.walk.as_ref().and_then(super::walk::Walk::cell);
    if let Some(cell) = asked.filter(|_| tokens.is_empty()) {
        return tried(session, cell, None, answer);
    }
    let framework = session.workspace().framework();
    let valued = (0..tokens.len()).find_map(|at| match assignments(framework, &tokens[at..])?.as_slice() {
        [(index, text)] => Some((at, *index, Some(*text))),
        _ => None,
    });
    let bare =
        || (0..tokens.len()).find_map(|at| Some((at, criterion(framework, &tokens[at..].join(" "))?, None)));
    let Some((at, index, text)) = valued.or_else(bare) else {
        let criteria = criteria(framework);
        return Err(
            format!("say an item and a criterion, as in try 3 effort. The criteria are {criteria}").into()
        );
    };
    let slot = session.item(&tokens[..at].join(" "))?;
    tried(session, (slot, index), text, answer)
}

fn tried(
    session: &Session,
    (slot, index): (Slot, usize),
    text: Option<&str>,
    answer: &mut Answer,
) -> Outcome {
    let workshop = &session.workshop;
    let item = workshop.workspace().item(slot);
    let rule = &workshop.workspace().framework().criteria()[index];
    if let Some(what) = set_aside(item) {
        return Err(format!("{} takes no part in the ranking: {what}", item.shown_title()).into());
    }
    if item.in_round() {
        return Err(format!("{} is voted on blind", item.shown_title()).into());
    }
    answer.say(item.shown_title());
    let voter = session.voter.as_ref();
    let values = match text {
        None => rule.scale.steps().to_vec(),
        Some(text) => vec![typed(rule, text, item.scores.get(&rule.id).filter(|_| voter.is_none()))?],
    };
    if values.is_empty() {
        return Err(format!("say a value, too: {} takes {}", rule.shown_name(), allowed(rule)).into());
    }
    let current = item.scores.get(&rule.id).and_then(|score| score.by(voter));
    for value in values {
        let step = what_if_given(workshop, (slot, index), voter, value);
        let now = if current == Some(step.value) { ", as it is" } else { "" };
        let name = rule.shown_name().to_lowercase();
        let what = would(workshop, slot, &step.outcome);
        answer.say(format!("{name} {}{now}: {what}", rule.shown(step.value)));
    }
    Ok(())
}
