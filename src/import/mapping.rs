//! Decides which columns of a table are read into which fields: by what the user says, by what is known of the tracker,
//! by what people call their columns, and where all that fails by what the columns hold.

use std::borrow::Cow;

use csv::StringRecord;

use super::content;
use super::field::{Field, Target};
use super::grid::Row;
use super::names::{self, key, wrapped};
use super::tracker::{ANY, Tracker, recognise};
use super::{CriterionName, ImportError, Options};
use crate::domain::cell;
use crate::domain::draft::Column;

/// Which columns go where. Several columns may go to one field: trackers repeat headers.
pub(super) struct Mapping<'a> {
    header: Vec<String>,
    /// The names of the header as they are compared.
    keys: Vec<String>,
    /// What each column is read into, and whether that was guessed.
    taken: Vec<Option<(Target<'a>, bool)>>,
    /// Of several columns that are read into one field, a cell of the lowest number counts that is filled.
    ranks: Vec<usize>,
    /// What is not read from anywhere, because the user said so.
    left_out: Vec<Target<'a>>,
    /// What is read from where the user said.
    told: Vec<Target<'a>>,
    criteria: &'a [CriterionName],
    tracker: &'a Tracker,
    /// Whether somebody sees what is read into what before it comes in.
    is_looked_at: bool,
    /// Whether cells hold what they say, without the signs that tables of text need.
    pub(super) verbatim: bool,
}

/// How many rows are looked at for what columns hold, and how many of them are shown.
const LOOKED_AT: usize = 200;
const SHOWN: usize = 3;

impl<'a> Mapping<'a> {
    /// Finds the columns under a header: first those the user maps, then the obvious ones.
    pub(super) fn find(header: &StringRecord, options: &'a Options<'a>) -> Result<Self, ImportError> {
        let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let keys: Vec<String> = header.iter().map(|name| key(name)).collect();
        let tracker = options.tracker().or_else(|| recognise(&keys, &options.presets)).unwrap_or(&ANY);
        let (taken, ranks) = (vec![None; header.len()], vec![0; header.len()]);
        let (left_out, told, criteria) = (Vec::new(), Vec::new(), options.criteria);
        let mut mapping = Self {
            header,
            keys,
            taken,
            ranks,
            left_out,
            told,
            criteria,
            tracker,
            is_looked_at: options.is_looked_at,
            verbatim: false,
        };
        for (field, column) in &options.map {
            mapping.take_mapped(field, column)?;
        }
        for target in Target::all(criteria) {
            mapping.take_obvious(target);
        }
        Ok(mapping)
    }

    /// Guesses from what the columns hold which one is the title, and which one the key, where no name tells.
    pub(super) fn guess<I: Iterator<Item = Row>>(&mut self, rows: impl Fn() -> I) -> Result<(), ImportError> {
        for (field, looks_so) in
            [(Field::Source, content::keys as fn(&[String]) -> u32), (Field::Title, content::titles)]
        {
            let target = Target::Field(field);
            if self.has(target) || self.left_out.contains(&target) || self.tracker.complete {
                continue;
            }
            // The first of those that look most like it.
            let best = |may_be: &dyn Fn(usize) -> bool| {
                let columns = (0..self.header.len()).filter(|column| may_be(*column));
                let rated = columns.map(|column| (looks_so(&self.held(column, rows(), LOOKED_AT)), column));
                rated.rev().max_by_key(|(rating, _)| *rating).filter(|(rating, _)| *rating > 0)
            };
            let free = best(&|column| self.taken[column].is_none());
            if let Some((_, column)) = free.or_else(|| best(&|column| self.may_turn(column, target))) {
                self.taken[column] = Some((target, true));
            }
        }
        if self.is_looked_at && !self.has_title() && !self.left_out.contains(&Target::Field(Field::Title)) {
            // Whoever looks at it says which one it is.
            let free = (0..self.header.len())
                .find(|column| self.taken[*column].is_none() && !self.header[*column].is_empty());
            free.inspect(|column| self.taken[*column] = Some((Target::Field(Field::Title), true)));
        }
        let columns = || self.header.clone();
        if self.has_title() { Ok(()) } else { Err(ImportError::NoTitleColumn { columns: columns() }) }
    }

    /// Whether a column may turn out to be something else: what some call a theme, as an initiative, others call an item.
    fn may_turn(&self, column: usize, target: Target) -> bool {
        let is_theme = |read: Target| read == Target::Field(Field::Theme) && !self.is_told(read);
        let may_be_title = self.tracker.source.is_none() && target == Target::Field(Field::Title);
        may_be_title && self.taken[column].is_some_and(|(read, _)| is_theme(read))
    }

    /// Whether something is read from where somebody said, now or when the mapping was saved.
    pub(super) fn is_told(&self, target: Target) -> bool {
        let is_saved = || self.tracker.headers(target.name()).next().is_some();
        self.told.contains(&target) || (self.tracker.complete && is_saved())
    }

    /// Reads a target from no column.
    pub(super) fn leave_out(&mut self, target: Target) {
        for taken in self.taken.iter_mut().filter(|taken| taken.is_some_and(|(read, _)| read == target)) {
            *taken = None;
        }
    }

    /// What the source was taken for.
    pub(super) fn tracker(&self) -> &'a Tracker {
        self.tracker
    }

    /// How many columns the header has, mapped or not.
    pub(super) fn width(&self) -> usize {
        self.header.len()
    }

    /// How many fields and criteria are read from some column.
    pub(super) fn targets(&self) -> usize {
        let mut taken: Vec<Target> = Vec::new();
        for (target, _) in self.taken.iter().flatten() {
            if !taken.contains(target) {
                taken.push(*target);
            }
        }
        taken.len()
    }

    /// Whether a column is read into the title.
    pub(super) fn has_title(&self) -> bool {
        self.has(Target::Field(Field::Title))
    }

    /// Whether that is a guess.
    pub(super) fn guessed_title(&self) -> bool {
        let title = Target::Field(Field::Title);
        self.taken.iter().flatten().any(|(target, guessed)| *target == title && *guessed)
    }

    /// Whether any column is read into the target.
    pub(super) fn has(&self, target: Target) -> bool {
        self.columns_of(target).next().is_some()
    }

    /// The header of the first column that is read into the target.
    pub(super) fn header_of(&self, target: Target) -> Option<&str> {
        self.columns_of(target).next().map(|column| self.header[column].as_str())
    }

    /// The filled cells of a row that are read into the target.
    pub(super) fn values<'r>(
        &self,
        target: Target,
        cells: &'r StringRecord,
    ) -> impl Iterator<Item = Cow<'r, str>> {
        let is_filled = |column: &usize| cells.get(*column).is_some_and(|cell| !cell.trim().is_empty());
        let rank = self.columns_of(target).filter(is_filled).map(|column| self.ranks[column]).min();
        self.columns_of(target)
            .filter(move |column| Some(self.ranks[*column]) == rank)
            .filter_map(|column| cells.get(column))
            .map(|cell| self.said(cell))
            .filter(|value| !value.is_empty())
    }

    /// The filled cells as one text.
    pub(super) fn joined(&self, target: Target, cells: &StringRecord) -> Option<String> {
        let values: Vec<_> = self.values(target, cells).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// What the author of a cell meant.
    fn said<'r>(&self, cell: &'r str) -> Cow<'r, str> {
        if self.verbatim { Cow::Borrowed(cell.trim()) } else { cell::read(cell) }
    }

    /// The place, among the columns of a tree, of the one that a row fills; from 0.
    pub(super) fn level(&self, cells: &StringRecord) -> Option<usize> {
        self.tracker.levels.as_ref()?;
        let filled = |column: usize| cells.get(column).is_some_and(|cell| !cell.trim().is_empty());
        self.columns_of(Target::Field(Field::Title)).position(filled)
    }

    /// Reads the columns of one target into another instead.
    pub(super) fn turn(&mut self, from: Target<'a>, to: Target<'a>) {
        for (target, _) in self.taken.iter_mut().flatten() {
            if *target == from {
                *target = to;
            }
        }
    }

    /// Every header once, with what it is read into and what its columns hold first.
    pub(super) fn columns<I: Iterator<Item = Row>>(&self, rows: impl Fn() -> I) -> Vec<Column> {
        let first_of_its_name = |column: &usize| !self.keys[..*column].contains(&self.keys[*column]);
        let named = (0..self.header.len()).filter(|column| !self.header[*column].is_empty());
        let column = |column: usize| {
            let read = self.taken[column];
            Column {
                header: self.header[column].clone(),
                field: read.map(|(target, _)| target.name().to_owned()),
                guessed: read.is_some_and(|(_, guessed)| guessed),
                sample: self.held(column, rows(), SHOWN),
            }
        };
        named.filter(first_of_its_name).map(column).collect()
    }

    /// The first things that a column holds.
    fn held(&self, column: usize, rows: impl Iterator<Item = Row>, most: usize) -> Vec<String> {
        let cells = rows.take(LOOKED_AT).filter_map(|row| {
            let cell = self.said(row.cells.get(column)?).into_owned();
            (!cell.is_empty()).then_some(cell)
        });
        cells.take(most).collect()
    }

    fn take_mapped(&mut self, field: &str, column: &str) -> Result<(), ImportError> {
        let target = Target::of_map(field, column, self.criteria)?;
        if column.trim().is_empty() {
            self.left_out.push(target);
            return Ok(());
        }
        let found: Vec<usize> = self.positions(&key(column)).collect();
        if found.is_empty() {
            return Err(ImportError::UnknownColumn {
                field: field.to_owned(),
                column: column.to_owned(),
                columns: self.header.clone(),
                nearest: names::nearest(column, &self.header),
            });
        }
        self.take(target, &found);
        self.told.push(target);
        Ok(())
    }

    /// Takes the columns of the surest header that is there, unless they are read into something else.
    fn take_obvious(&mut self, target: Target<'a>) {
        if self.has(target) || self.left_out.contains(&target) {
            return;
        }
        let tracker = self.tracker;
        if target == Target::Field(Field::Title)
            && let Some(level) = &tracker.levels
        {
            let found = self.numbered(&key(level));
            self.take(target, &found);
        }
        // Whoever saved a mapping meant all of these, and what is done is told in several places.
        if tracker.complete || target == Target::Field(Field::Status) {
            let found: Vec<usize> =
                tracker.headers(target.name()).flat_map(|name| self.free(name, target)).collect();
            self.take(target, &found);
        }
        if tracker.source.is_some() && matches!(target, Target::Field(Field::Theme | Field::Estimate)) {
            // Where one of them is empty the next one tells.
            for (rank, name) in tracker.headers(target.name()).enumerate() {
                let found = self.free(name, target);
                self.take(target, &found);
                for column in found {
                    self.ranks[column] = rank;
                }
            }
        }
        if self.has(target) {
            return;
        }
        // What was there when a mapping was saved and is not in it was left out.
        let is_new = |column: &usize| !tracker.knows(&self.keys[*column]);
        let names =
            tracker.headers(target.name()).chain(target.own_names()).chain(ANY.headers(target.name()));
        let mut found = names.map(|name| self.free(name, target).into_iter().filter(is_new).collect());
        let found = found.find(|found: &Vec<usize>| !found.is_empty());
        self.take(target, &found.unwrap_or_default());
    }

    fn take(&mut self, target: Target<'a>, columns: &[usize]) {
        for column in columns {
            self.taken[*column] = Some((target, false));
        }
    }

    /// The columns of a name that are read into nothing yet.
    fn free(&self, name: &str, target: Target) -> Vec<usize> {
        let key = key(name);
        let mut found: Vec<usize> = self.positions(&key).collect();
        if found.is_empty() && target.may_be_wrapped() {
            let inner = |header: &String| wrapped(header).is_some_and(|inner| names::key(inner) == key);
            found = (0..self.header.len()).filter(|column| inner(&self.header[*column])).collect();
        }
        found.retain(|column| self.taken[*column].is_none());
        found
    }

    /// The columns that are called so with a number behind: `Title 1`.
    fn numbered(&self, name: &str) -> Vec<usize> {
        let number = |key: &String| key.strip_prefix(name).is_some_and(|rest| rest.parse::<u8>().is_ok());
        (0..self.keys.len()).filter(|column| number(&self.keys[*column])).collect()
    }

    fn columns_of(&self, target: Target) -> impl Iterator<Item = usize> {
        let taken = self.taken.iter().enumerate();
        taken
            .filter(move |(_, taken)| taken.is_some_and(|(read, _)| read == target))
            .map(|(column, _)| column)
    }

    fn positions(&self, key: &str) -> impl Iterator<Item = usize> {
        self.keys.iter().enumerate().filter(move |(_, other)| *other == key).map(|(column, _)| column)
    }
}

#[cfg(test)]
mod tests;
