//! What a filter shows: worked out once, followed gesture by gesture, read by every pane.

use super::{By, Filter, Lens};
use crate::app::rows::{Rows, Shown};
use crate::app::view::{Pane, Screen};
use crate::app::{App, triage};
use crate::domain::edition::Edition;
use crate::domain::framework::Side;
use crate::domain::id::Slot;
use crate::domain::item::Status;
use crate::domain::standing::list;

/// How many items are looked at one by one after a gesture. From more on, all are looked at once.
const FEW: usize = 64;

/// What a filter shows.
#[derive(Clone, Debug)]
pub(in crate::app) struct Found {
    /// The items, in the manual order of the file.
    candidates: Vec<Slot>,
    /// Those that each side has still to score, in the order of [`Side::ALL`].
    waiting: [Vec<Slot>; 2],
    /// Those with a rank, best first.
    ranked: Vec<Slot>,
    /// Those without, in the manual order of the file.
    unscored: Vec<Slot>,
    /// One that is among them whether the filter lets it through or not.
    kept: Option<Slot>,
    /// Which of all that a filter showed it is.
    edition: Edition,
    /// What it follows from: the workshop and, where it is asked for, the swing.
    basis: (Edition, Option<Edition>),
}

/// What a filter that is on follows from.
fn basis(app: &App) -> (Edition, Option<Edition>) {
    let asks_for_swing = app.filter.filter.groups().any(|group| group[0].by() == By::Swing);
    (app.workshop.edition(), asks_for_swing.then(|| app.swings.edition()))
}

impl Found {
    /// What the filter shows, and one item whether it does or not.
    fn new(app: &App, kept: Option<Slot>) -> Found {
        let (filter, lens, standing) = (&app.filter.filter, Lens::new(app), app.workshop.standing());
        let mut admits = vec![false; app.workspace().items().len()];
        let shown = |slot: &&Slot| kept == Some(**slot) || filter.admits(&lens, **slot);
        let candidates: Vec<Slot> = standing.candidates().iter().filter(shown).copied().collect();
        for slot in &candidates {
            admits[slot.index()] = true;
        }
        let shown = |slots: &[Slot]| slots.iter().copied().filter(|slot| admits[slot.index()]).collect();
        Found {
            waiting: [Side::Business, Side::Engineering].map(|side| shown(standing.waiting(side))),
            ranked: shown(standing.order()),
            unscored: shown(standing.unscored()),
            candidates,
            kept,
            edition: Edition::next(),
            basis: basis(app),
        }
    }

    /// What the filter shows after a gesture; none where that can be anything.
    fn followed(mut self, app: &App) -> Option<Found> {
        let (before, now) = (self.basis, basis(app));
        let mut stirred = app.workshop.stirred_since(before.0).filter(|_| before.1 == now.1)?;
        if stirred.len() > FEW {
            return None;
        }
        stirred.extend(self.kept.take());
        if !stirred.is_empty() {
            self.look_again(app, &stirred);
            self.edition = Edition::next();
        }
        self.basis = now;
        Some(self)
    }

    /// Puts a few items where they belong now. All of them leave the ranking first: it is in order without them.
    fn look_again(&mut self, app: &App, slots: &[Slot]) {
        let (filter, lens, standing) = (&app.filter.filter, Lens::new(app), app.workshop.standing());
        for slot in slots {
            if let Some(at) = self.ranked.iter().position(|other| other == slot) {
                self.ranked.remove(at);
            }
        }
        for slot in slots {
            let shown = app.workspace().item(*slot).is_candidate() && filter.admits(&lens, *slot);
            let place = standing.place(*slot);
            list(&mut self.candidates, *slot, shown);
            list(&mut self.unscored, *slot, shown && place.is_none());
            for (side, waiting) in Side::ALL.iter().zip(&mut self.waiting) {
                list(waiting, *slot, shown && standing.waiting(*side).binary_search(slot).is_ok());
            }
            if let Some(place) = place.filter(|_| shown) {
                self.ranked.insert(standing.before(&self.ranked, &place), *slot);
            }
        }
    }
}

impl App {
    /// Every item that the panes show, in the manual order of the file.
    pub fn listed(&self) -> &[Slot] {
        let found = self.filter.found.as_ref();
        found.map_or(self.workshop.standing().candidates(), |found| &found.candidates)
    }

    /// Which of all that a filter showed is shown; none while everything is.
    pub(in crate::app) fn found_edition(&self) -> Option<Edition> {
        self.filter.found.as_ref().map(|found| found.edition)
    }

    /// Whether the panes show an item.
    pub fn shows(&self, slot: Slot) -> bool {
        self.listed().binary_search(&slot).is_ok()
    }

    /// Whether an item can be selected where one looks: a filter is about the panes of the workshop. The roadmap and the
    /// triage show also what is set aside; cards and lists what is done, too.
    pub(in crate::app) fn may_select(&self, slot: Slot) -> bool {
        match self.view.screen {
            screen if screen.is_filtered() => self.shows(slot),
            Screen::Roadmap | Screen::Triage => self.workspace().item(slot).status == Status::Open,
            _ => matches!(self.workspace().item(slot).status, Status::Open | Status::Done),
        }
    }

    /// Selects what the cursor of a list is on: keys are meant for what can be seen.
    pub(in crate::app) fn select_listed(&mut self, slot: Option<Slot>) {
        if let Some(slot) = slot.filter(|slot| self.may_select(*slot)) {
            self.view.select(slot);
        }
    }

    /// The items shown that a side has still to score, in the manual order of the file.
    pub fn waiting(&self, side: Side) -> &[Slot] {
        let found = self.filter.found.as_ref();
        found.map_or(self.workshop.standing().waiting(side), |found| &found.waiting[side.index()])
    }

    /// How many of the items shown have no rank.
    pub fn unscored(&self) -> usize {
        let found = self.filter.found.as_ref();
        found.map_or(self.workshop.standing().unscored(), |found| &found.unscored).len()
    }

    /// The rows of the backlog that are shown.
    pub fn rows(&self) -> Rows<'_> {
        match &self.filter.found {
            Some(Found { ranked, unscored, .. }) => Rows::showing(&self.workshop, Shown { ranked, unscored }),
            None => Rows::new(&self.workshop),
        }
    }

    /// Why nothing is selected.
    pub(in crate::app) fn why_none(&self) -> &'static str {
        match self.filter.is_on() {
            _ if triage::is_done(self) => triage::DONE,
            true => "no item matches the filter",
            false => "the backlog is empty",
        }
    }

    /// Filters by something else.
    pub(in crate::app) fn filter_by(&mut self, filter: Filter) {
        self.filter.filter = filter;
        self.refilter();
    }

    /// Works out what another filter shows.
    pub(in crate::app) fn refilter(&mut self) {
        self.filter.found = self.filter.is_on().then(|| Found::new(self, None));
    }

    /// Follows a gesture with what the filter shows.
    pub(in crate::app) fn refilter_stirred(&mut self) {
        if let Some(found) = self.filter.found.take() {
            self.filter.found = found.followed(self).or_else(|| Some(Found::new(self, None)));
        }
    }

    /// Works out anew what the filter shows where it asks for the swing and that is known otherwise. Where it was drawn
    /// anew nobody pressed a key, so the selected item stays where it is: the next digit is meant for it.
    pub(in crate::app) fn refilter_by_swing(&mut self) {
        if self.filter.found.as_ref().is_some_and(|found| found.basis.1 != basis(self).1) {
            let drawn = self.swings.known().is_some();
            let selected = self.view.selected.filter(|slot| drawn && self.shows(*slot));
            self.filter.found = Some(Found::new(self, selected));
            self.select_near(self.view.selected);
        }
    }

    /// Goes to an item that somebody asked for: a filter that hides it is let go.
    pub(in crate::app) fn go_to(&mut self, slot: Slot) {
        if !self.shows(slot) {
            super::clear(self);
        }
        self.view.select(slot);
    }

    /// Selects an item, or the one that is shown nearest to where it would be.
    pub(in crate::app) fn select_near(&mut self, wanted: Option<Slot>) {
        let wanted = wanted.or(self.filter.anchor);
        let selected = wanted.filter(|slot| self.may_select(*slot)).or_else(|| self.nearest(wanted?));
        let selected = selected.or(self.listed().first().copied());
        if selected.is_none() {
            self.filter.anchor = wanted;
        }
        if self.view.selected != selected {
            self.view.selected = selected;
            self.view.backlog_row = None;
        }
    }

    /// The item that is shown nearest to where one would be: in the backlog by rows, elsewhere in the
    /// order of the file; of two as near the one below.
    fn nearest(&self, slot: Slot) -> Option<Slot> {
        let in_backlog = (self.view.screen, self.view.pane) == (Screen::Workshop, Pane::Backlog);
        if in_backlog && Rows::new(&self.workshop).of(slot).is_some() {
            return self.rows().nearest(slot);
        }
        let (above, below) = self.listed().split_at(self.listed().partition_point(|other| *other < slot));
        let distance = |other: &Slot| slot.index().abs_diff(other.index());
        match (above.last(), below.first()) {
            (Some(above), Some(below)) if distance(above) < distance(below) => Some(*above),
            (above, below) => below.or(above).copied(),
        }
    }
}
