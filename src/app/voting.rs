//! Voting blind on one keyboard: one after the other, each answer masked, nothing shown before the reveal.

use std::mem;

use tui_input::Input;

use super::action::{Action, Ready};
use super::key::{Code, Key};
use super::log::Sitting;
use super::overlay::{Next, Overlay};
use super::typing;
use super::view::Screen;
use super::{App, Now, Tone, form, reveal, screens};
use crate::domain::command::Command;
use crate::domain::criterion::Criterion;
use crate::domain::event::Event;
use crate::domain::framework::Side;
use crate::domain::id::{CriterionId, ParticipantId, Slot};
use crate::domain::number::Num;
use crate::domain::vote::Slip;
use crate::domain::workspace::Workspace;

/// Which rounds are gone through: all of a side, or that on one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// The side that votes.
    pub side: Side,
    /// The item, where it is about one.
    pub only: Option<Slot>,
}

/// An answer that is being given.
#[derive(Clone, Debug)]
pub struct Voting {
    /// What it is a part of.
    pub course: Course,
    /// Who is asked what.
    pub prompt: Prompt,
    /// What is typed; nobody gets to see it.
    pub typed: Input,
    /// Whether they do not know.
    pub unsure: bool,
    /// Why; nobody gets to see that either.
    pub reason: Input,
    /// Where what is typed goes.
    pub at: Step,
    /// What this voter answered just before, to go back to.
    before: Vec<Prompt>,
}

/// Where a voter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Not here yet: the keyboard is handed to them.
    Handover,
    /// At the value.
    Value,
    /// At the reason.
    Reason,
}

/// Who is asked what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// Who.
    pub by: ParticipantId,
    /// About which item.
    pub slot: Slot,
    /// On which criterion, by index in the framework.
    pub criterion: usize,
}

/// Everything that there is still to answer: one voter after the other, so that the keyboard goes round once.
pub fn prompts(app: &App, Course { side, only }: Course) -> Vec<Prompt> {
    let workspace = app.workspace();
    let framework = workspace.framework();
    let criteria: Vec<(usize, &CriterionId)> =
        framework.of_side(side).map(|i| (i, &framework.criteria()[i].id)).collect();
    let rounds = app.workshop.standing().unscored().iter();
    let rounds = rounds.filter(|slot| only.is_none_or(|only| only == **slot));
    let rounds: Vec<_> =
        rounds.filter_map(|slot| Some((*slot, workspace.item(*slot).round(side)?))).collect();
    let mut prompts = Vec::new();
    for voter in &workspace.head().participants {
        for (slot, round) in rounds.iter().filter(|(_, round)| round.voters.contains(&voter.id)) {
            let open = criteria.iter().filter(|(_, id)| round.asks(id) && !round.has(&voter.id, id));
            prompts.extend(open.map(|(criterion, _)| Prompt {
                by: voter.id.clone(),
                slot: *slot,
                criterion: *criterion,
            }));
        }
    }
    prompts
}

/// Goes on with what a side votes on, begins something new, or shows what is complete.
pub(super) fn open(app: &mut App) {
    let here = app.scoring_side();
    let courses = [here, here.other()].map(|side| Course { side, only: None });
    match courses.into_iter().find(|course| !prompts(app, *course).is_empty()) {
        Some(course) => go_on(app, course),
        None => form::open_round(app),
    }
}

/// What is said of rounds that are open when a workshop is opened.
pub(super) fn told_open(app: &App) -> Option<String> {
    let are = match app.workshop.voted_on().len() {
        // Whoever only looks on goes on with nothing.
        0 => return None,
        _ if app.saving.read_only.is_some() => return None,
        1 => "1 item is".to_owned(),
        many => format!("{many} items are"),
    };
    Some(format!("{are} voted on blind{}", app.by_key(Action::VoteBlind, "goes on")))
}

/// What is said where somebody voted in a pane of theirs when the session stopped: whoever goes on with it has the room's.
pub(super) fn told_handed(app: &App) -> Option<String> {
    let session = app.log.session(Sitting::This).filter(|_| app.saving.read_only.is_none())?;
    let mut entries = session.entries.clone().rev().filter_map(|index| app.workspace().log().get(index));
    let last = entries.find(|entry| entry.is_listed())?;
    let Event::Voted { participant, .. } = last.main_event()? else { return None };
    let name = app.workspace().name_of(participant);
    let hands = app.by_key(Action::NextScorer, "hands one over");
    Some(format!("{name} voted last, and the panes are the room's{hands}"))
}

/// Asks the next voter, or shows the rounds where everybody has answered.
pub(super) fn go_on(app: &mut App, course: Course) {
    if let Some(prompt) = prompts(app, course).into_iter().next() {
        return ask(app, course, prompt, Step::Handover, Vec::new());
    }
    screens::send(app, Screen::Reveal);
    reveal::stand_on(app, course);
    let reveals = app.by_key(Action::Reveal, "reveals");
    app.say(Tone::Plain, format!("everybody has answered{reveals}"));
}

fn ask(app: &mut App, course: Course, prompt: Prompt, at: Step, before: Vec<Prompt>) {
    let (typed, reason) = (Input::default(), Input::default());
    app.view.select(prompt.slot);
    app.overlay =
        Some(Overlay::Voting(Box::new(Voting { course, prompt, typed, unsure: false, reason, at, before })));
}

impl Voting {
    /// What is asked about.
    pub fn criterion<'w>(&self, workspace: &'w Workspace) -> &'w Criterion {
        &workspace.framework().criteria()[self.prompt.criterion]
    }

    /// The value that is typed, if it is one that can be scored.
    fn value(&self, workspace: &Workspace) -> Option<Num> {
        let criterion = self.criterion(workspace);
        criterion.read(self.typed.value(), None).ok()
    }

    /// Whether an answer is there, whatever it is.
    pub fn is_answered(&self) -> bool {
        self.unsure || !self.typed.value().is_empty()
    }
}

/// Takes a key while somebody answers.
pub(super) fn key(app: &mut App, key: Key, voting: &mut Voting, now: Now) -> Next {
    match voting.at {
        Step::Handover => match key.code {
            Code::Enter => voting.at = Step::Value,
            Code::Esc | Code::Char('q') => return later(app),
            _ => {}
        },
        Step::Value => match key.code {
            Code::Char('-') => return answer(app, voting, Slip::default(), now),
            Code::Enter => return commit(app, voting, now),
            Code::Esc | Code::Char('q') => return later(app),
            Code::Tab | Code::Down | Code::Char('r') => voting.at = Step::Reason,
            Code::Backspace if !voting.is_answered() => return back(app, voting),
            Code::Char('?') => (voting.unsure, voting.typed) = (true, Input::default()),
            _ => type_value(app, voting, key),
        },
        Step::Reason => match key.code {
            Code::Esc | Code::Up | Code::BackTab | Code::Tab => voting.at = Step::Value,
            Code::Enter => return commit(app, voting, now),
            _ => typing::edit(&mut voting.reason, key),
        },
    }
    Next::STAY
}

/// One digit is the whole answer where it says everything; else a number is typed.
fn type_value(app: &App, voting: &mut Voting, key: Key) {
    let single = voting.criterion(app.workspace()).scale.single_digits();
    match key.code {
        Code::Char(c) if !key.ctrl && (c.is_ascii_digit() || (!single && ".,%".contains(c))) => {
            let fresh = single || voting.unsure;
            voting.unsure = false;
            if fresh {
                voting.typed = Input::new(c.to_string());
            } else {
                typing::edit_number(&mut voting.typed, key);
            }
        }
        Code::Backspace => {
            voting.unsure = false;
            typing::edit_number(&mut voting.typed, key);
        }
        _ => {}
    }
}

/// Leaves the round for later: what was answered is kept.
fn later(app: &mut App) -> Next {
    // Whoever was asked about may be hidden by a filter.
    app.select_near(app.view.selected);
    let goes_on = app.by_key(Action::VoteBlind, "goes on with it");
    app.say(Tone::Plain, format!("the round waits{goes_on}"));
    Next::CLOSE
}

/// Goes back to what the voter answered before, to answer again.
fn back(app: &mut App, voting: &mut Voting) -> Next {
    if let Some(prompt) = voting.before.pop() {
        ask(app, voting.course, prompt, Step::Value, mem::take(&mut voting.before));
    }
    Next::STAY
}

/// Takes the answer that is typed. What cannot be one is refused without being repeated.
fn commit(app: &mut App, voting: &mut Voting, now: Now) -> Next {
    let value = voting.value(app.workspace());
    if value.is_none() && !voting.unsure {
        let criterion = voting.criterion(app.workspace());
        let text = format!("type {}, ? or pass with -", criterion.allowed());
        app.say(Tone::Refused, text);
        (voting.typed, voting.at) = (Input::default(), Step::Value);
        return Next::STAY;
    }
    let reason = Some(voting.reason.value().trim().to_owned()).filter(|reason| !reason.is_empty());
    answer(app, voting, Slip { value, unsure: voting.unsure, reason, ..Slip::default() }, now)
}

fn answer(app: &mut App, voting: &Voting, slip: Slip, now: Now) -> Next {
    let Prompt { by, slot, criterion } = voting.prompt.clone();
    // The number of the gesture is never used twice; the time makes that of another file another one.
    let nonce = now.timestamp() as u64 ^ (app.workspace().last_seq() + 1).rotate_left(40);
    let command = Command::Answer {
        item: slot,
        criterion: app.workspace().framework().criteria()[criterion].id.clone(),
        slip: Slip { by: by.clone(), ..slip },
        nonce,
    };
    let next = Next::once_done(app, command, now);
    if matches!(next, Next::Stay(_)) {
        return next;
    }
    match prompts(app, voting.course).into_iter().next() {
        Some(next) if next.by == by => {
            let before = voting.before.iter().cloned().chain([voting.prompt.clone()]).collect();
            ask(app, voting.course, next, Step::Value, before);
        }
        Some(next) => ask(app, voting.course, next, Step::Handover, Vec::new()),
        None => go_on(app, voting.course),
    }
    next
}

pub(super) fn can_vote(app: &App) -> Ready {
    super::ready::can_write(app)?;
    super::ready::any_selected(app)
}
