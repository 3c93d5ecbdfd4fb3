//! The recap's cursor: what it can stand on, and where each of that leads.

use super::action::Ready;
use super::card::Field;
use super::moves::Go;
use super::ready::can_reason;
use super::view::Screen;
use super::{App, log, reveal, screens, update};
use crate::domain::edition::Edition;
use crate::domain::id::{ItemId, Slot};
use crate::domain::recap::Recap;

/// How many of one part are shown.
pub const SHOWN: usize = 40;

/// A part of the recap that lists something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is in.
    Shortlist,
    /// What fell out in the session, and behind it what had come in there first.
    FellOut,
    /// Calls, pins and values by the word of one.
    Calls,
    /// Disagreements that decide who is in.
    Disputes,
    /// Crossings without a reason.
    Unexplained,
    /// What was parked.
    Parked,
    /// What was declined.
    Declined,
}

/// A line of a part, counted from 0.
pub type Spot = (Part, usize);

/// The state of the screen.
#[derive(Clone, Debug, Default)]
pub struct Minutes {
    /// What it shows.
    pub shown: Recap,
    /// The workshop that it was made for; none before it was first made.
    made_for: Option<Edition>,
    cursor: usize,
}

impl Part {
    /// Every one, in the order in which the cursor goes through them.
    const ALL: [Part; 7] = [
        Part::Shortlist,
        Part::FellOut,
        Part::Calls,
        Part::Disputes,
        Part::Unexplained,
        Part::Parked,
        Part::Declined,
    ];

    /// What stands over it.
    pub fn name(self) -> &'static str {
        match self {
            Part::Shortlist => "SHORTLIST",
            Part::FellOut => "FELL OUT",
            Part::Calls => "CALLS",
            Part::Disputes => "DISAGREEMENTS THAT DECIDE",
            Part::Unexplained => "CROSSINGS WITHOUT A REASON",
            Part::Parked => "PARKED",
            Part::Declined => "DECLINED",
        }
    }

    /// How many lines there are of it, shown or not.
    pub fn len(self, recap: &Recap) -> usize {
        match self {
            Part::Shortlist => recap.shortlist.len(),
            Part::FellOut => fell_out(recap).count(),
            Part::Calls => recap.calls.len(),
            Part::Disputes => recap.disputes.len(),
            Part::Unexplained => recap.unexplained.len(),
            Part::Parked => recap.aside[0].len(),
            Part::Declined => recap.aside[1].len(),
        }
    }

    /// Whether it stands in the first column, where there are two.
    fn is_first(self) -> bool {
        self == Part::Shortlist
    }
}

impl Minutes {
    fn spots(&self) -> impl Iterator<Item = Spot> {
        Part::ALL.into_iter().flat_map(|part| (0..part.len(&self.shown).min(SHOWN)).map(move |at| (part, at)))
    }

    /// What the cursor is on; none where nothing is listed.
    pub fn spot(&self) -> Option<Spot> {
        self.spots().nth(self.cursor)
    }

    /// The entry of the log under the cursor, by index.
    pub(super) fn entry(&self) -> Option<usize> {
        match self.spot()? {
            (Part::Calls, at) => self.shown.calls.get(at).copied(),
            (Part::Unexplained, at) => self.shown.unexplained.get(at).copied(),
            _ => None,
        }
    }
}

/// Who is listed as fallen out.
pub fn fell_out(recap: &Recap) -> impl Iterator<Item = &ItemId> {
    recap.session.net.left.iter().chain(&recap.came_and_went)
}

/// The item under the cursor.
fn slot(app: &App) -> Option<Slot> {
    let recap = &app.recap.shown;
    let (part, at) = app.recap.spot()?;
    match part {
        Part::Shortlist => recap.shortlist.get(at).copied(),
        Part::FellOut => app.workspace().slot(fell_out(recap).nth(at)?),
        Part::Disputes => Some(recap.disputes.get(at)?.over.slot),
        Part::Parked => recap.aside[0].get(at).copied(),
        Part::Declined => recap.aside[1].get(at).copied(),
        Part::Calls | Part::Unexplained => {
            let entry = app.workspace().log().get(app.recap.entry()?)?;
            app.workspace().slot(entry.item.as_ref()?)
        }
    }
}

/// Opens the screen, with the cursor on the first who fell out, else at its top.
pub(super) fn enter(app: &mut App) {
    follow(app);
    let fell_out = app.recap.spots().position(|(part, _)| part == Part::FellOut);
    put(app, fell_out.unwrap_or(0));
}

/// Makes it anew where something has changed since, while the screen is looked at. The cursor stays about where it
/// was.
pub(super) fn follow(app: &mut App) {
    let now = app.workshop.edition();
    if app.view.screen != Screen::Recap || app.recap.made_for == Some(now) {
        return;
    }
    app.recap.shown = Recap::of(&app.workshop);
    app.recap.made_for = Some(now);
    let last = app.recap.spots().count().saturating_sub(1);
    put(app, app.recap.cursor.min(last));
}

/// Puts the cursor on a line, and the selection on its item.
fn put(app: &mut App, cursor: usize) {
    app.recap.cursor = cursor;
    app.select_listed(slot(app));
}

/// Moves the cursor.
pub(super) fn go(app: &mut App, go: Go) {
    let count = app.recap.spots().count();
    put(app, go.from(app.recap.cursor, count));
}

/// Goes over to what was decided and is open, or back to what is in.
pub(super) fn sideways(app: &mut App, right: bool) {
    let there = app.recap.spots().position(|(part, _)| part.is_first() != right);
    if let Some(there) = there {
        put(app, there);
    }
}

pub(super) fn can_follow_up(app: &App) -> Ready {
    match app.recap.spot() {
        None => Err("nothing is listed"),
        Some((Part::Unexplained, _)) => can_reason(app),
        Some(_) => Ok(()),
    }
}

/// Goes on with what the cursor is on: to a reason, to the votes, to the entry of a call, to the item's card.
pub(super) fn follow_up(app: &mut App) {
    match app.recap.spot() {
        Some((Part::Unexplained, _)) => update::ask_reason(app),
        Some((Part::Calls, _)) => {
            if let Some(index) = app.recap.entry() {
                screens::send(app, Screen::Log);
                log::stand(app, index);
            }
        }
        Some((Part::Disputes, at)) => {
            let over = app.recap.shown.disputes.get(at).map(|dispute| dispute.over);
            over.inspect(|over| reveal::show(app, over.slot, over.criterion));
        }
        Some(_) => screens::open_card(app, Field::Outcome),
        None => {}
    }
}
