//! The walk through what is missing: one score is asked for after the other, in the order of the file.

use std::collections::HashSet;

use super::answer::Answer;
use super::scoring::{give, typed as value};
use super::session::{Now, Outcome, Refused, Session};
use super::speech::allowed;
use super::words::{self, Word};
use crate::domain::command::Command;
use crate::domain::criterion::Criterion;
use crate::domain::event::Event;
use crate::domain::framework::Side;
use crate::domain::id::Slot;
use crate::domain::number::Mistyped;
use crate::domain::number::Num;
use crate::domain::text::counted;

/// A walk under way.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk {
    /// Each missing score: its item and the index of its criterion.
    cells: Vec<(Slot, usize)>,
    at: usize,
    /// Whether a score is asked for that is there already.
    again: bool,
    /// The item that was named last.
    named: Option<Slot>,
    /// The criteria whose values were explained.
    heard: HashSet<usize>,
}

impl Walk {
    /// The score that is asked for.
    pub(super) fn cell(&self) -> Option<(Slot, usize)> {
        self.cells.get(self.at).copied()
    }

    fn go(&mut self, at: usize, again: bool) {
        (self.at, self.again) = (at, again);
    }
}

/// What whoever scores has scored: the room's value, or one's own vote.
fn scored(session: &Session, slot: Slot, rule: &Criterion) -> Option<Num> {
    session.workspace().item(slot).scores.get(&rule.id)?.by(session.voter.as_ref())
}

/// Begins to ask for what is missing, on one side or on both.
pub(super) fn begin(session: &mut Session, rest: &str, answer: &mut Answer) -> Outcome {
    let side = match rest {
        "" => None,
        side => Some(
            Side::parse(&side.to_lowercase())
                .ok_or("triage asks business, engineering, or both without a word")?,
        ),
    };
    let workspace = session.workspace();
    let scores = |rule: &Criterion| {
        let voter = session.voter.as_ref().and_then(|id| workspace.participant(id));
        side.is_none_or(|side| rule.side() == side) && voter.is_none_or(|voter| voter.scores(rule.side()))
    };
    let criteria: Vec<usize> = (0..workspace.framework().criteria().len())
        .filter(|i| scores(&workspace.framework().criteria()[*i]))
        .collect();
    let slots = if session.filter.is_on() {
        session.filter.found(&session.workshop)
    } else {
        session.workshop.standing().candidates().to_vec()
    };
    let each = slots.iter().flat_map(|slot| criteria.iter().map(move |i| (*slot, *i)));
    let cells: Vec<(Slot, usize)> = each.filter(|cell| asks(session, *cell)).collect();
    let items: HashSet<Slot> = cells.iter().map(|(slot, _)| *slot).collect();
    if cells.is_empty() {
        session.walk = None;
        return Err("nothing is missing".into());
    }
    answer.say(format!(
        "{} missing on {}. A value scores, s skips, b goes back, help tells the rest",
        counted(cells.len(), "score"),
        counted(items.len(), "item")
    ));
    session.walk = Some(Walk { cells, ..Walk::default() });
    Ok(())
}

/// Whether a score can be given and is missing.
fn asks(session: &Session, (slot, index): (Slot, usize)) -> bool {
    let rule = &session.workspace().framework().criteria()[index];
    open(session, (slot, index)) && scored(session, slot, rule).is_none()
}

/// Whether a score can be given.
fn open(session: &Session, (slot, index): (Slot, usize)) -> bool {
    let rule = &session.workspace().framework().criteria()[index];
    let item = session.workspace().item(slot);
    item.is_candidate() && !item.is_asked(rule)
}

/// Asks for the next score; ends the walk where there is none.
pub(super) fn question(session: &mut Session, answer: &mut Answer) -> Option<String> {
    let mut walk = session.walk.take()?;
    while let Some(cell) = walk.cell() {
        if if walk.again { open(session, cell) } else { asks(session, cell) } {
            break;
        }
        walk.go(walk.at + 1, false);
    }
    let Some((slot, index)) = walk.cell() else {
        let missing = session.workshop.standing().unscored().len();
        answer.say(match missing {
            0 => "that was the last one: everything has a rank".to_owned(),
            missing => format!("that was the last one: {} without a rank", counted(missing, "item")),
        });
        return None;
    };
    session.it = Some(slot);
    let rule = &session.workspace().framework().criteria()[index];
    if walk.named != Some(slot) {
        walk.named = Some(slot);
        answer.say(format!("Item: {}", session.workspace().item(slot).shown_title()));
    }
    if walk.heard.insert(index) {
        means(rule, answer);
    }
    let now = scored(session, slot, rule).map(|value| format!(", now {}", rule.shown(value)));
    let text = format!("{}{}, {}:", rule.shown_name(), now.unwrap_or_default(), allowed(rule));
    session.walk = Some(walk);
    Some(text)
}

/// What the values of a criterion mean.
fn means(rule: &Criterion, answer: &mut Answer) {
    if !rule.question.is_empty() {
        answer.say(format!("{}: {}", rule.shown_name(), rule.question));
    }
    for line in &rule.rubric {
        answer.say(format!("{}: {}", rule.shown(line.at), line.means));
    }
}

/// Takes a line while scores are asked for. Returns whether it was about that.
pub(super) fn typed(
    session: &mut Session,
    line: &str,
    now: Now,
    answer: &mut Answer,
) -> Result<bool, Refused> {
    let Some(mut walk) = session.walk.take() else { return Ok(false) };
    let Some((slot, index)) = walk.cell() else { return Ok(false) };
    let rule = &session.workspace().framework().criteria()[index];
    match words::word(line, true) {
        Some(Word::Skip) => walk.go(walk.at + 1, false),
        Some(Word::Next) => {
            let next = walk.cells[walk.at..].iter().position(|(other, _)| *other != slot);
            walk.go(next.map_or(walk.cells.len(), |ahead| walk.at + ahead), false);
        }
        Some(Word::Back) if walk.at == 0 => answer.say("this is the first one"),
        Some(Word::Back) => walk.go(walk.at - 1, true),
        Some(Word::Means) => means(rule, answer),
        Some(Word::Stop) => {
            let left = walk.cells.iter().filter(|cell| asks(session, **cell)).count();
            answer.say(format!("stopped, {} still missing", counted(left, "score")));
            return Ok(true);
        }
        Some(Word::Undo) => {
            session.walk = Some(walk);
            undo(session, now, answer)?;
            return Ok(true);
        }
        None if line.is_empty() => {}
        None if rule.typed(line) != Err(Mistyped::NoNumber) => {
            let to = value(rule, line, None);
            session.walk = Some(walk);
            return fill(session, (slot, index), to?, now, answer).map(|()| true);
        }
        _ => {
            session.walk = Some(walk);
            return Ok(false);
        }
    }
    session.walk = Some(walk);
    Ok(true)
}

/// Gives the score that is asked for, and goes on.
fn fill(session: &mut Session, cell: (Slot, usize), to: Num, now: Now, answer: &mut Answer) -> Outcome {
    let rule = &session.workspace().framework().criteria()[cell.1];
    let short = format!("{} {}", rule.shown_name().to_lowercase(), rule.shown(to));
    if scored(session, cell.0, rule) != Some(to) {
        give(session, cell, Some(to), now, answer)?;
        // Who moves nobody is told in two words: the item was just named.
        let entry = answer.gestures.last().map(|gesture| &gesture.entry);
        let moves = entry.is_some_and(|entry| entry.crossed() || entry.rank.from.or(entry.rank.to).is_some());
        if let Some(told) = answer.done.last_mut().filter(|_| !moves) {
            *told = short;
        }
    }
    if let Some(walk) = &mut session.walk {
        walk.go(walk.at + 1, false);
    }
    Ok(())
}

/// Takes back the last change, and asks again for the score that it was.
fn undo(session: &mut Session, now: Now, answer: &mut Answer) -> Outcome {
    session.perform(Command::Undo, now, answer)?;
    let event = answer.gestures.last().and_then(|gesture| gesture.entry.main_event());
    let Some(Event::Agreed { item, criterion, .. } | Event::Voted { item, criterion, .. }) = event else {
        return Ok(());
    };
    let workspace = session.workshop.workspace();
    let cell = workspace.slot(item).zip(workspace.framework().position(criterion));
    if let Some(walk) = &mut session.walk
        && let Some(at) = walk.cells.iter().position(|other| Some(*other) == cell)
    {
        walk.go(at, true);
    }
    Ok(())
}
