//! The check screen: what is asked, where its cursor stands, and where its items are put right.

mod remedy;

use tui_input::Input;

use super::action::Ready;
use super::key::{Code, Key};
use super::moves::Go;
use super::overlay::{Next, Overlay};
use super::typing;
use super::view::Screen;
use super::{App, Now, Tone};
use crate::domain::check::{At, Check, Lead, Verdict, checklist};
use crate::domain::command::Command;
use crate::domain::edition::Edition;
use crate::domain::review::date;
use crate::domain::session::before_last;

pub(super) use remedy::look_into;

/// The state of the check screen.
#[derive(Clone, Debug, Default)]
pub struct Checklist {
    checks: Vec<Check>,
    /// The workshop that the checks were made for; none before they were first made.
    made_for: Option<Edition>,
    cursor: usize,
    /// Which of the selected check's leads the cursor is on; none while it is on the checks.
    lead: Option<usize>,
}

impl Checklist {
    /// Every check, in its order.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// The index of the selected check.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The selected check.
    pub fn selected(&self) -> Option<&Check> {
        self.checks.get(self.cursor)
    }

    /// The index of the selected lead; none while the cursor is on the checks.
    pub fn lead(&self) -> Option<usize> {
        self.lead
    }

    fn selected_lead(&self) -> Option<&Lead> {
        self.selected()?.leads.get(self.lead?)
    }

    /// The entry of the log that is looked at: that of the selected lead, else that of the first one.
    pub(super) fn entry(&self) -> Option<u64> {
        let lead = self.selected()?.leads.get(self.lead.unwrap_or(0))?;
        if let At::Entry(seq) = lead.at { Some(seq) } else { None }
    }

    fn put(&mut self, cursor: usize) {
        self.cursor = cursor;
        self.lead = None;
    }
}

/// Asks again where something has changed since, while the screen is looked at, and selects what the cursor is on.
pub(super) fn follow(app: &mut App) {
    if app.view.screen != Screen::Check {
        return;
    }
    if app.check.made_for != Some(app.workshop.edition()) {
        ask(app);
    }
    if let Some(lead) = app.check.lead.filter(|_| app.overlay.is_none()) {
        look_at(app, lead);
    }
}

fn ask(app: &mut App) {
    let is_first = app.check.made_for.is_none();
    let today = app.meeting.now.map(|now| now.date_naive());
    app.check.checks = checklist(&app.workshop, before_last(app.workspace().log()), today);
    app.check.made_for = Some(app.workshop.edition());
    if is_first {
        // What is fine comes second.
        let unmet = app.check.checks.iter().position(|check| check.verdict == Verdict::Unmet);
        app.check.put(unmet.unwrap_or(0));
    }
    let last = app.check.selected().and_then(|check| check.leads.len().checked_sub(1));
    app.check.lead = app.check.lead.zip(last).map(|(lead, last)| lead.min(last));
}

/// Moves through the checks, or through the items of one. What is clicked on is a check.
pub(super) fn go(app: &mut App, go: Go) {
    if let Go::To(_) = go {
        step_back(app);
    }
    let check = &mut app.check;
    match check.lead {
        None => check.put(go.from(check.cursor, check.checks.len())),
        Some(lead) => {
            let count = check.selected().map_or(0, |check| check.leads.len());
            look_at(app, go.from(lead, count));
        }
    }
}

/// Goes into the items of the selected check, or back out of them.
pub(super) fn sideways(app: &mut App, right: bool) {
    let has_leads = app.check.selected().is_some_and(|check| !check.leads.is_empty());
    match (right, app.check.lead) {
        (true, None) if has_leads => look_at(app, 0),
        (false, _) => step_back(app),
        _ => {}
    }
}

/// Goes out of the items.
pub(super) fn step_back(app: &mut App) {
    app.check.lead = None;
}

/// Puts the cursor on a lead, and the selection on its item.
fn look_at(app: &mut App, lead: usize) {
    app.check.lead = Some(lead);
    app.select_listed(app.check.selected_lead().map(|lead| lead.slot));
}

pub(super) fn any_unmet(app: &App) -> Ready {
    let unmet = app.check.checks.iter().any(|check| check.verdict == Verdict::Unmet);
    if unmet { Ok(()) } else { Err("no check is unmet") }
}

/// Moves to the next check that is unmet, from the last one to the first.
pub(super) fn next_unmet(app: &mut App) {
    let check = &mut app.check;
    let count = check.checks.len();
    let mut after = (1..=count).map(|step| (check.cursor + step) % count);
    if let Some(next) = after.find(|index| check.checks[*index].verdict == Verdict::Unmet) {
        check.put(next);
    }
}

/// Asks for the day on which the plan is looked at again.
pub(super) fn ask_review(app: &mut App) {
    let day = app.workspace().head().review.clone().unwrap_or_default();
    app.overlay = Some(Overlay::ReviewDate(Input::new(day)));
}

/// A date: enter sets it, or clears it where nothing is written; what is no date stays to be mended.
pub(super) fn review_key(app: &mut App, key: Key, input: &mut Input, now: Now) -> Next {
    match key.code {
        Code::Esc => return Next::CLOSE,
        Code::Enter => {
            let text = input.value().trim().to_owned();
            if text.is_empty() && app.workspace().head().review.is_none() {
                return Next::CLOSE;
            }
            if text.is_empty() || date(&text).is_some() {
                return Next::Close(app.perform(Command::SetReview(Some(text)), now));
            }
            app.say(Tone::Refused, format!("{text} is not a date: write it as in 2026-03-31"));
        }
        _ => typing::edit(input, key),
    }
    Next::STAY
}
