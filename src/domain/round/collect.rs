//! Collecting voting sheets: answers that were given alone go into blind rounds, which are opened where there is none.

use std::collections::HashSet;
use std::fmt;

use super::decide::begun;
use super::{Ask, OpenRound, Paper};
use crate::domain::command::{Decision, Rejection};
use crate::domain::criterion::{Criterion, Side};
use crate::domain::event::Event;
use crate::domain::id::{CriterionId, ItemId, ParticipantId, Slot};
use crate::domain::sheet::{Answer, Sheet};
use crate::domain::tradeoff::EntryKind;
use crate::domain::workspace::{Participant, Workspace};

/// An answer that can be taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Collected {
    /// On which item.
    pub slot: Slot,
    /// On which criterion, by whom, and what.
    pub paper: Paper,
}

/// Why an answer, or a whole sheet, is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nobody is listed under this id.
    Stranger(ParticipantId),
    /// The sheet is for a workspace of this title.
    Elsewhere(String),
    /// They do not take part any more, or only watch.
    NoVoter(String),
    /// The item is not there, or not in the backlog.
    NoItem(ItemId),
    /// The item had another title when they answered, or is another one.
    Renamed(ItemId),
    /// The room has agreed on a value meanwhile.
    Agreed(ItemId, CriterionId),
    /// The framework has no such criterion.
    NoCriterion(CriterionId),
    /// The criterion is scored by the other side.
    WrongSide(ItemId, CriterionId, Side),
    /// They answered on this before; the first answer stays.
    Twice(ItemId, CriterionId),
    /// The seal was damaged, or what is sealed is no answer of theirs on this scale.
    Broken(ItemId, CriterionId),
    /// The round that is open asks about the rest.
    NotAsked(ItemId, CriterionId),
    /// The item was voted on often enough.
    EnoughRounds(ItemId),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Stranger(id) => write!(f, "nobody is listed as {id}"),
            Problem::Elsewhere(title) => {
                write!(f, "this sheet is for {title}; if that is this workspace, change its votes_for")
            }
            Problem::NoVoter(name) => write!(f, "{name} votes for no side"),
            Problem::NoItem(id) => write!(f, "no item of the backlog has the id {id}"),
            Problem::Renamed(id) => write!(f, "{id} had another title when it was answered on"),
            Problem::Agreed(item, criterion) => {
                write!(f, "{criterion} of {item} is agreed on: --all takes the answer in all the same")
            }
            Problem::NotAsked(item, criterion) => {
                write!(f, "the round that is open on {item} does not ask about {criterion}")
            }
            Problem::NoCriterion(id) => write!(f, "the framework has no criterion {id}"),
            Problem::WrongSide(item, criterion, side) => {
                write!(f, "{criterion} of {item} is scored by {side}")
            }
            Problem::Twice(item, criterion) => {
                write!(f, "answered on {criterion} of {item} before: the first answer stays")
            }
            Problem::Broken(item, criterion) => {
                write!(f, "the answer on {criterion} of {item} cannot be read")
            }
            Problem::EnoughRounds(item) => write!(f, "{item} was voted on three times already"),
        }
    }
}

impl Problem {
    /// The item that it is about.
    pub fn item(&self) -> Option<&ItemId> {
        match self {
            Problem::NoItem(item)
            | Problem::Renamed(item)
            | Problem::Agreed(item, _)
            | Problem::NotAsked(item, _)
            | Problem::WrongSide(item, ..)
            | Problem::Twice(item, _)
            | Problem::Broken(item, _)
            | Problem::EnoughRounds(item) => Some(item),
            Problem::Stranger(_) | Problem::Elsewhere(_) | Problem::NoVoter(_) | Problem::NoCriterion(_) => {
                None
            }
        }
    }

    /// Many of its sort in words: `12 answers are on what is agreed on, --all takes them in all the same`.
    pub fn told(&self, count: usize) -> String {
        let (answers, them) = match count {
            1 => ("1 answer is".to_owned(), "it"),
            many => (format!("{many} answers are"), "them"),
        };
        match self {
            Problem::Stranger(_) | Problem::Elsewhere(_) | Problem::NoVoter(_) => self.to_string(),
            Problem::NoItem(_) => format!("{answers} on what is not in the backlog"),
            Problem::Renamed(_) => format!("{answers} on what had another title then"),
            Problem::Agreed(..) => {
                format!("{answers} on what is agreed on, --all takes {them} in all the same")
            }
            Problem::NotAsked(..) => format!("{answers} on what the open round does not ask about"),
            Problem::NoCriterion(_) => format!("{answers} on what the framework does not ask"),
            Problem::WrongSide(..) => format!("{answers} on what the other side scores"),
            Problem::Twice(..) => format!("{answers} there already, and the first one stays"),
            Problem::Broken(..) => format!("{answers} damaged"),
            Problem::EnoughRounds(_) => format!("{answers} on what was voted on three times already"),
        }
    }
}

/// What of some sheets can be taken in, and what not, each with the number of its sheet. Answers on what is agreed on
/// are taken in only where everything is asked.
pub fn sift(ws: &Workspace, sheets: &[Sheet], ask: Ask) -> (Vec<Collected>, Vec<(usize, Problem)>) {
    let (mut taken, mut problems) = (Vec::new(), Vec::new());
    let mut known: HashSet<(Slot, ParticipantId, CriterionId)> = HashSet::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let voter = match voter(ws, sheet) {
            Ok(voter) => voter,
            Err(problem) => {
                problems.push((at, problem));
                continue;
            }
        };
        for answer in &sheet.answers {
            match fits(ws, voter, answer, ask) {
                Err(problem) => problems.push((at, problem)),
                Ok(slot) if !known.insert((slot, sheet.by.clone(), answer.paper.criterion.clone())) => {
                    problems.push((at, Problem::Twice(answer.item.clone(), answer.paper.criterion.clone())));
                }
                Ok(slot) => taken.push(Collected { slot, paper: answer.paper.clone() }),
            }
        }
    }
    (taken, problems)
}

fn voter<'w>(ws: &'w Workspace, sheet: &Sheet) -> Result<&'w Participant, Problem> {
    if let Some(title) = sheet.is_for_another(&ws.head().title) {
        return Err(Problem::Elsewhere(title.to_owned()));
    }
    let who = ws.participant(&sheet.by).ok_or_else(|| Problem::Stranger(sheet.by.clone()))?;
    let votes = Side::ALL.iter().any(|side| ws.voters(*side).any(|voter| voter.id == who.id));
    if votes { Ok(who) } else { Err(Problem::NoVoter(who.shown_name().to_owned())) }
}

/// The item that an answer is on, if the answer can be taken in.
fn fits(ws: &Workspace, voter: &Participant, answer: &Answer, ask: Ask) -> Result<Slot, Problem> {
    let Answer { item: id, title, paper, .. } = answer;
    let slot = ws
        .slot(id)
        .filter(|slot| ws.item(*slot).is_candidate())
        .ok_or_else(|| Problem::NoItem(id.clone()))?;
    let item = ws.item(slot);
    if *title != *item.title {
        return Err(Problem::Renamed(id.clone()));
    }
    let rule = ws.framework().criterion(&paper.criterion);
    let rule: &Criterion = rule.ok_or_else(|| Problem::NoCriterion(paper.criterion.clone()))?;
    let about = |problem: fn(ItemId, CriterionId) -> Problem| problem(id.clone(), paper.criterion.clone());
    if !voter.scores(rule.side()) {
        return Err(Problem::WrongSide(id.clone(), paper.criterion.clone(), rule.side()));
    }
    let answered = paper.opened().filter(|slip| slip.by == voter.id && paper.by == voter.id);
    let readable = answered.is_some_and(|slip| slip.value.is_none_or(|value| rule.scale.contains(value)));
    if !readable {
        return Err(about(Problem::Broken));
    }
    let round = item.round(rule.side());
    if round.is_some_and(|round| round.has(&voter.id, &paper.criterion)) {
        return Err(about(Problem::Twice));
    }
    // What an open round asks about is voted on, whatever was agreed on before.
    let is_asked = round.is_some_and(|round| round.asks(&rule.id));
    let is_agreed = item.scores.get(&rule.id).is_some_and(|score| score.agreed().is_some());
    if ask == Ask::TheRest && is_agreed && !is_asked {
        return Err(about(Problem::Agreed));
    }
    match round {
        Some(round) if !round.asks(&rule.id) => Err(about(Problem::NotAsked)),
        Some(_) => Ok(slot),
        None => match begun(ws, item, rule.side(), ask) {
            Ok(_) => Ok(slot),
            Err(_) => Err(Problem::EnoughRounds(id.clone())),
        },
    }
}

/// Decides to take answers in that were sifted before.
pub(in crate::domain) fn collect(
    ws: &Workspace,
    collected: &[Collected],
    ask: Ask,
) -> Result<Decision, Rejection> {
    let mut events = Vec::new();
    let mut opened: HashSet<(Slot, Side)> = HashSet::new();
    let mut answers = Vec::new();
    for Collected { slot, paper } in collected {
        let rule = crate::domain::decide::criterion_of(ws, &paper.criterion)?;
        let (side, item) = (rule.side(), ws.item(*slot));
        if item.round(side).is_none() && opened.insert((*slot, side)) {
            let voters = ws.voters(side).map(|voter| voter.id.clone()).collect();
            let round = OpenRound { voters, ..begun(ws, item, side, ask)? };
            events.push(Event::RoundOpened { item: item.id.clone(), round: Box::new(round) });
        }
        answers.push(Event::Answered {
            item: item.id.clone(),
            side,
            by: paper.by.clone(),
            criterion: paper.criterion.clone(),
            from: None,
            to: Some(paper.clone()),
        });
    }
    events.extend(answers);
    if events.is_empty() {
        return Err(Rejection::Unchanged);
    }
    Ok(Decision::new(EntryKind::Round, events))
}
