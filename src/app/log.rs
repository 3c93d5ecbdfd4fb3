//! The log screen: which entries are listed, where its cursor stands, and which session they belong to.

use super::action::Ready;
use super::moves::Go;
use super::view::{Pane, Screen};
use super::{App, Now, closed, screens};
use crate::domain::event::Event;
use crate::domain::excerpt::Excerpt;
use crate::domain::framework::Side;
use crate::domain::id::Slot;
use crate::domain::session::{PAUSE, Session, sessions};
use crate::domain::tradeoff::Entry;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;

/// A sitting, as seen from this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sitting {
    /// The one that goes on.
    This,
    /// The one before.
    Last,
}

/// What the listed entries can be confined to. The same once more takes it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Only {
    /// The calls of a side.
    Side(Side),
    /// What concerns the selected item.
    Item,
    /// What made somebody cross the line.
    Crossed,
    /// What lacks its reason.
    Unexplained,
    /// One sitting.
    Session(Sitting),
}

/// The state of the log screen.
#[derive(Clone, Debug)]
pub struct Log {
    /// Which entries are listed, apart from the sitting.
    excerpt: Excerpt,
    /// The only sitting that is listed, if it is only one.
    sitting: Option<Sitting>,
    /// The sessions before the workspace was opened, oldest first.
    past: Vec<Session>,
    /// How long the log was when the workspace was opened.
    opened: usize,
    /// What happened since then, as far as it is listed.
    this: Session,
    /// The entries that are listed, oldest first, by index in the log.
    listed: Vec<u32>,
    /// How much of the log is listed or left out.
    listed_of: usize,
    /// How much of the log the past sessions and the cursor know of.
    noted: usize,
    /// The entry that the cursor was put on, by index in the log; none for the newest.
    anchor: Option<u32>,
}

impl Log {
    /// The whole log, seen from the session that begins now, or goes on if the last one ended lately.
    pub(super) fn new(workshop: &Workshop, now: Option<Now>) -> Log {
        let log = workshop.workspace().log();
        let mut past = sessions(log);
        let goes_on =
            |last: &mut Session| now.zip(last.to).is_some_and(|(now, last)| (now - last).abs() <= PAUSE);
        let opened = past.pop_if(goes_on).map_or(log.len(), |last| last.entries.start);
        Log {
            excerpt: Excerpt::default(),
            sitting: None,
            past,
            opened,
            this: Session::of(log, opened..log.len()),
            listed: workshop.history().shown().to_vec(),
            listed_of: log.len(),
            noted: log.len(),
            anchor: None,
        }
    }

    /// Counts the newest entry to the session before this one, where it is the first since the workspace was opened.
    pub(super) fn leave_to_the_past(&mut self, workshop: &Workshop) {
        let log = workshop.workspace().log();
        if self.opened + 1 != log.len() {
            return;
        }
        if let Some(last) = self.past.last_mut() {
            self.opened = log.len();
            *last = Session::of(log, last.entries.start..log.len());
        }
    }

    /// Whether an entry was made since the workspace was opened.
    pub fn is_of_now(&self, workspace: &Workspace, entry: &Entry) -> bool {
        workspace.entry_index(entry.seq).is_some_and(|index| index >= self.opened)
    }

    /// How many entries are listed.
    pub fn len(&self) -> usize {
        self.listed.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// The index in the log of a listed entry, counted from the newest.
    pub fn at(&self, from_newest: usize) -> Option<usize> {
        let place = self.listed.len().checked_sub(from_newest + 1)?;
        Some(self.listed[place] as usize)
    }

    /// The listed entry under the cursor, counted from the newest: the one that it was put on or, where
    /// that is not listed, the next older one.
    pub fn cursor(&self) -> usize {
        let Some(anchor) = self.anchor else { return 0 };
        let up_to = self.listed.partition_point(|index| *index <= anchor);
        self.listed.len() - up_to.max(1).min(self.listed.len())
    }

    /// What entries have to be to be listed, apart from the sitting.
    pub fn excerpt(&self) -> &Excerpt {
        &self.excerpt
    }

    /// The only sitting that is listed, if it is only one.
    pub fn sitting(&self) -> Option<Sitting> {
        self.sitting
    }

    /// Whether some entries may be left out.
    pub fn is_filtered(&self) -> bool {
        self.sitting.is_some() || !self.excerpt.is_whole()
    }

    /// A sitting, summed up; none where nothing happened in it.
    pub fn session(&self, sitting: Sitting) -> Option<&Session> {
        match sitting {
            Sitting::This => Some(&self.this).filter(|this| !this.entries.is_empty()),
            Sitting::Last => self.past.last(),
        }
    }

    /// How many entries of the log are older than the last session before the workspace was opened.
    pub fn before_last(&self) -> usize {
        self.past.last().map_or(0, |last| last.entries.start)
    }

    /// The session of an entry, given by its index in the log, and which one that is if it is one of the
    /// last two.
    pub fn session_of(&self, index: usize) -> Option<(&Session, Option<Sitting>)> {
        if index >= self.opened {
            return Some((&self.this, Some(Sitting::This)));
        }
        let place = self.past_place(index);
        Some((self.past.get(place)?, (place + 1 == self.past.len()).then_some(Sitting::Last)))
    }

    /// How many of some entries of the log, ascending by index, were made since the workspace was opened.
    pub fn since_opened(&self, indices: &[u32]) -> usize {
        indices.len() - indices.partition_point(|index| (*index as usize) < self.opened)
    }

    fn past_place(&self, index: usize) -> usize {
        self.past.partition_point(|session| session.entries.end <= index)
    }

    /// Takes in what was added to the log. What is listed is worked out anew only when somebody looks.
    fn follow(&mut self, workshop: &Workshop, looked_at: bool) {
        let log = workshop.workspace().log();
        for entry in (self.noted..log.len()).map(|index| &log[index]) {
            if entry.is_listed() {
                self.anchor = None;
                continue;
            }
            // A reason that is given later is not missing any more.
            let about = entry.about.and_then(|seq| workshop.workspace().entry_index(seq));
            let place = about.map(|index| self.past_place(index));
            if let Some(session) = place.and_then(|place| self.past.get_mut(place)) {
                *session = Session::of(log, session.entries.clone());
            }
        }
        self.noted = log.len();
        if looked_at && self.listed_of != log.len() {
            self.extend(workshop);
        }
    }

    /// Lists what was added as well. A reason takes an older entry off the list of those that lack one.
    fn extend(&mut self, workshop: &Workshop) {
        if self.excerpt.unexplained || self.sitting.is_some() {
            return self.list(workshop);
        }
        let log = workshop.workspace().log();
        self.this = Session::of(log, self.opened..log.len());
        let shown = workshop.history().shown();
        let new = &shown[shown.partition_point(|index| (*index as usize) < self.listed_of)..];
        self.listed.extend(new.iter().filter(|index| self.excerpt.holds(&log[**index as usize])));
        self.listed_of = log.len();
    }

    fn list(&mut self, workshop: &Workshop) {
        let log = workshop.workspace().log();
        self.this = Session::of(log, self.opened..log.len());
        let range = match self.sitting {
            None => 0..log.len(),
            Some(sitting) => self.session(sitting).map_or(0..0, |session| session.entries.clone()),
        };
        let shown = workshop.history().shown();
        let place = |index: usize| shown.partition_point(|other| (*other as usize) < index);
        let within = shown[place(range.start)..place(range.end)].iter().copied();
        self.listed = within.filter(|index| self.excerpt.holds(&log[*index as usize])).collect();
        self.listed_of = log.len();
    }
}

/// Takes in what a message added to the log. Who follows another window goes on reading where they are.
pub(super) fn follow(app: &mut App) {
    let anchor = app.log.anchor.filter(|_| app.saving.read_only.is_some());
    app.log.follow(&app.workshop, app.view.screen == Screen::Log);
    app.log.anchor = app.log.anchor.or(anchor);
}

/// Confines the list to something, or takes that back.
pub(super) fn only(app: &mut App, only: Only) {
    let selected = app.selected().map(|(_, item)| item.id.clone());
    let log = &mut app.log;
    match only {
        Only::Side(side) => log.excerpt.side = Some(side).filter(|side| log.excerpt.side != Some(*side)),
        Only::Item => log.excerpt.item = if log.excerpt.item.is_some() { None } else { selected },
        Only::Crossed => log.excerpt.crossed = !log.excerpt.crossed,
        Only::Unexplained => log.excerpt.unexplained = !log.excerpt.unexplained,
        Only::Session(sitting) => log.sitting = Some(sitting).filter(|sitting| log.sitting != Some(*sitting)),
    }
    log.list(&app.workshop);
}

/// Lists the whole log again.
pub(super) fn whole(app: &mut App) {
    (app.log.excerpt, app.log.sitting) = (Excerpt::default(), None);
    app.log.list(&app.workshop);
}

/// Moves the cursor, and the selection with it where its entry is about an item.
pub(super) fn go(app: &mut App, go: Go) {
    let cursor = go.from(app.log.cursor(), app.log.len());
    app.log.anchor = app.log.at(cursor).map(|index| index as u32);
    app.select_listed(item(app));
}

/// Lists everything with the cursor on an entry, by index in the log.
pub(super) fn stand(app: &mut App, index: usize) {
    whole(app);
    app.log.anchor = Some(index as u32);
}

/// Goes to the workshop, to the item of the entry under the cursor; of a cycle that was closed it shows the items.
pub(super) fn show_item(app: &mut App) {
    if let Some(cycle) = cycle(app) {
        closed::open(app, cycle);
    } else if let Some(slot) = slot(app) {
        app.go_to(slot);
        app.view.focus(Pane::Backlog);
        screens::to_workshop(app);
    }
}

/// The item that the entry under the cursor is about.
fn item(app: &App) -> Option<Slot> {
    app.workspace().slot(app.entry_in_view()?.item.as_ref()?)
}

/// The same, if it is in the backlog.
fn slot(app: &App) -> Option<Slot> {
    item(app).filter(|slot| app.workspace().item(*slot).is_candidate())
}

/// The cycle that the entry under the cursor closed, by its index.
fn cycle(app: &App) -> Option<usize> {
    let closes = |event: &Event| match event {
        Event::CycleClosed { cycle } => Some(cycle.id.clone()),
        _ => None,
    };
    let id = app.entry_in_view()?.events.iter().find_map(closes)?;
    app.workspace().head().cycles.iter().position(|cycle| cycle.id == id)
}

pub(super) fn can_show_item(app: &App) -> Ready {
    match app.entry_in_view() {
        None => Err("no entry is selected"),
        Some(_) if cycle(app).is_some() => Ok(()),
        Some(entry) if entry.item.is_none() => Err("this entry is about no single item"),
        Some(_) => slot(app).map(|_| ()).ok_or("its item is not in the backlog any more"),
    }
}

pub(super) fn can_confine(app: &App, only: Only) -> Ready {
    match only {
        Only::Item if app.log.excerpt.item.is_none() => {
            app.selected().map(|_| ()).ok_or("no item is selected")
        }
        Only::Session(sitting) => app.log.session(sitting).map(|_| ()).ok_or(match sitting {
            Sitting::This => "nothing was changed yet in this session",
            Sitting::Last => "there is no session before this one",
        }),
        _ => Ok(()),
    }
}

pub(super) fn can_show_whole(app: &App) -> Ready {
    if app.log.is_filtered() { Ok(()) } else { Err("nothing is left out") }
}
