//! What a filter shows: worked out once after each change, read by every pane.

use super::{By, Lens};
use crate::app::rows::{Row, Rows};
use crate::app::view::{Pane, Screen};
use crate::app::{App, triage};
use crate::domain::edition::Edition;
use crate::domain::framework::Side;
use crate::domain::id::Slot;
use crate::domain::item::Status;

/// What a filter shows.
#[derive(Clone, Debug)]
pub(in crate::app) struct Found {
    /// The items, in the manual order of the file.
    candidates: Vec<Slot>,
    /// Those that each side has still to score, in the order of [`Side::ALL`].
    waiting: [Vec<Slot>; 2],
    /// How many have no rank.
    unscored: usize,
    /// The rows of the backlog, by their numbers among all rows, ascending.
    rows: Vec<u32>,
    edition: Edition,
}

impl Found {
    /// What the filter shows, and one item whether it does or not.
    fn new(app: &App, kept: Option<Slot>) -> Found {
        let (workshop, filter, lens) = (&app.workshop, &app.filter.filter, Lens::new(app));
        let standing = workshop.standing();
        let mut admits = vec![false; workshop.workspace().items().len()];
        let shown = |slot: &&Slot| kept == Some(**slot) || filter.admits(&lens, **slot);
        let admitted = standing.candidates().iter().filter(shown);
        let candidates: Vec<Slot> = admitted.copied().collect();
        for slot in &candidates {
            admits[slot.index()] = true;
        }
        let kept = |slots: &[Slot]| slots.iter().copied().filter(|slot| admits[slot.index()]).collect();
        let unscored = standing.unscored().iter().filter(|slot| admits[slot.index()]).count();
        let rows = Rows::new(workshop);
        let shown = |row: &usize| match rows.at(*row) {
            Some(Row::Line) => true,
            Some(Row::UnscoredHead) => unscored > 0,
            Some(Row::Ranked(slot, _) | Row::Unscored(slot)) => admits[slot.index()],
            None => false,
        };
        let rows = (0..rows.len()).filter(shown).map(|row| row as u32).collect();
        let waiting = [Side::Business, Side::Engineering].map(|side| kept(standing.waiting(side)));
        Found { candidates, waiting, unscored, rows, edition: Edition::next() }
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
        found.map_or(self.workshop.standing().unscored().len(), |found| found.unscored)
    }

    /// The rows of the backlog that are shown.
    pub fn rows(&self) -> Rows<'_> {
        Rows::filtered(&self.workshop, self.filter.found.as_ref().map(|found| found.rows.as_slice()))
    }

    /// Why nothing is selected.
    pub(in crate::app) fn why_none(&self) -> &'static str {
        match self.filter.is_on() {
            _ if triage::is_done(self) => triage::DONE,
            true => "no item matches the filter",
            false => "the backlog is empty",
        }
    }

    /// Works out anew what the filter shows.
    pub(in crate::app) fn refilter(&mut self) {
        self.filter.found = self.filter.is_on().then(|| Found::new(self, None));
    }

    /// The same after the swing was drawn, if the filter asks for it. Nobody pressed a key, so the selected item
    /// stays where it is: the next digit is meant for it.
    pub(in crate::app) fn refilter_by_swing(&mut self) {
        if self.filter.filter.groups().any(|group| group[0].by() == By::Swing) {
            let selected = self.view.selected.filter(|slot| self.shows(*slot));
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
        let places = |slot: &Slot| Some((slot.index(), *slot));
        let Some(found) = self.filter.found.as_ref() else {
            return closest(self.listed(), |other| *other < slot, slot.index(), places);
        };
        let row = match (self.view.screen, self.view.pane) {
            (Screen::Workshop, Pane::Backlog) => Rows::new(&self.workshop).of(slot),
            _ => None,
        };
        let Some(row) = row else {
            return closest(&found.candidates, |other| *other < slot, slot.index(), places);
        };
        let all = Rows::new(&self.workshop);
        let places = |row: &u32| Some((*row as usize, all.at(*row as usize)?.slot()?));
        closest(&found.rows, |other| (*other as usize) < row, row, places)
    }
}

/// The item nearest to a place in an ascending list in which some entries carry none.
fn closest<T>(
    list: &[T],
    is_before: impl Fn(&T) -> bool,
    place: usize,
    item: impl Fn(&T) -> Option<(usize, Slot)>,
) -> Option<Slot> {
    let (above, below) = list.split_at(list.partition_point(is_before));
    let above = above.iter().rev().find_map(&item);
    let below = below.iter().find_map(&item);
    match (above, below) {
        (Some((over, above)), Some((under, below))) => {
            Some(if place - over < under - place { above } else { below })
        }
        (above, below) => below.or(above).map(|(_, slot)| slot),
    }
}
