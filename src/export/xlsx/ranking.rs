//! The sheet of the ranking: one row per item, the ranked ones first, and above them what the line is drawn with.

use rust_xlsxwriter::{Color, ConditionalFormatFormula, Format, FormatBorder, RowNum, Worksheet, XlsxError};

use super::columns::{
    CAPACITY, CRITERIA, Columns, FIRST, FORMULA, HEAD, ITEM, NOTE, RANK, TAKEN, TITLE, USED, class,
};
use super::formulas::{Formulas, MOST_LIVE};
use super::sheet::{Look, ROWS, Sheet};
use crate::domain::aim::Aims;
use crate::domain::cutline::{Measure, weight};
use crate::domain::horizon::horizon;
use crate::domain::id::Slot;
use crate::domain::item::{Held, Horizon, Item};
use crate::domain::number::Num;
use crate::domain::ranking::Place;
use crate::domain::text::counted;
use crate::domain::workshop::Workshop;
use crate::export::backlog::{self, formula, remarks};
use crate::export::shape::unit;

/// Writes the sheet.
pub(super) fn write(workshop: &Workshop, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
    let framework = workshop.workspace().framework();
    let columns = Columns::of(framework);
    let rows = rows(workshop);
    let fitting = rows.len().min(ROWS - FIRST as usize);
    let measure = measure(workshop);
    let formulas = Formulas::new(framework, columns, fitting, measure == Measure::Effort);
    let sheet = Sheet::new(worksheet, "Ranking")?;
    let mut page =
        Page { workshop, aims: Aims::new(workshop.workspace().head()), columns, formulas, measure, sheet };
    page.sheet.head(HEAD, &columns.names(framework))?;
    let mut running = page.taken();
    for (row, (slot, item)) in (FIRST..).zip(rows.iter().copied().take(fitting)) {
        page.row(row, slot, item, &mut running)?;
    }
    page.above(rows.len() - fitting)?;
    page.finish(fitting)
}

/// Everything that can be ranked, the ranked ones first, and what is set aside.
fn rows(workshop: &Workshop) -> Vec<(Slot, &Item)> {
    let ranked = backlog::ranked(workshop).map(|ranked| (ranked.slot, ranked.item));
    let aside = [Horizon::Parked, Horizon::Declined].into_iter();
    let aside = aside.flat_map(|horizon| backlog::set_aside(workshop, horizon));
    ranked.chain(backlog::unscored(workshop)).chain(aside).collect()
}

/// What capacity is counted in; without one what it would be.
fn measure(workshop: &Workshop) -> Measure {
    let has_effort = workshop.workspace().framework().effort().is_some();
    let without = if has_effort { Measure::Effort } else { Measure::Items };
    workshop.standing().line().map_or(without, |line| line.measure)
}

struct Page<'w, 's> {
    workshop: &'w Workshop,
    aims: Aims<'w>,
    columns: Columns,
    formulas: Formulas<'w>,
    measure: Measure,
    sheet: Sheet<'s>,
}

impl Page<'_, '_> {
    /// What is taken whatever the ranking says, in millionths.
    fn taken(&self) -> i128 {
        let standing = self.workshop.standing();
        let held = standing.held().iter().filter_map(|slot| standing.seat(*slot));
        let held = held.filter(|seat| seat.held == Some(Held::In)).map(|seat| weight(seat, self.measure));
        self.spent() + held.sum::<i128>()
    }

    /// What was done in this cycle, in millionths.
    fn spent(&self) -> i128 {
        self.workshop.standing().load().map_or(0, |load| load.spent)
    }

    fn row(&mut self, row: RowNum, slot: Slot, item: &Item, running: &mut i128) -> Result<(), XlsxError> {
        self.sheet.entry((row, ITEM), item.full_title())?;
        let framework = self.workshop.workspace().framework();
        for (column, criterion) in (CRITERIA..).zip(framework.criteria()) {
            let look = if criterion.percent() { Look::Percent } else { Look::Plain };
            self.sheet.value((row, column), item.scores.value(&criterion.id), look)?;
        }
        let score = framework.formula().score(|i| item.scores.value(&framework.criteria()[i].id));
        let complete = framework.criteria().iter().all(|rule| item.scores.value(&rule.id).is_some());
        let score = score.filter(|_| complete).map(|score| score.to_string()).unwrap_or_default();
        self.sheet.formula((row, self.columns.score()), &self.formulas.score(row), &score, Look::Score)?;
        if item.is_candidate() {
            self.standing(row, slot, item, running)?;
        } else {
            self.aside(row, item)?;
        }
        self.details(row, slot, item)
    }

    /// Where a candidate stands, as formulas.
    fn standing(
        &mut self,
        row: RowNum,
        slot: Slot,
        item: &Item,
        running: &mut i128,
    ) -> Result<(), XlsxError> {
        let standing = self.workshop.standing();
        let seat = standing.seat(slot);
        let rank = standing.index(slot).map(|index| (index + 1).to_string()).unwrap_or_default();
        self.keys(row, slot, item)?;
        if self.formulas.is_live() {
            self.sheet.formula((row, RANK), &self.formulas.rank(row), &rank, Look::Centred)?;
        } else if let Ok(rank) = rank.parse() {
            self.sheet.number((row, RANK), rank, Look::Centred)?;
        }
        let taking = seat.filter(|seat| seat.held.is_none()).map_or(0, |seat| weight(seat, self.measure));
        *running += taking;
        let so_far = seat.map(|_| told(*running)).unwrap_or_default();
        let side = standing.side(slot).unwrap_or_default();
        let [.., takes] = self.columns.keys();
        // What has no rank takes nothing yet; the formula says what it would.
        let would = if seat.is_some() { told(taking) } else { self.would_take(item) };
        self.sheet.formula((row, takes), &self.formulas.takes(row), &would, Look::Plain)?;
        self.sheet.formula(
            (row, self.columns.running()),
            &self.formulas.running(row),
            &so_far,
            Look::Plain,
        )?;
        self.sheet.formula((row, self.columns.side()), &self.formulas.side(row), side, Look::Centred)?;
        self.sheet.text((row, self.columns.pinned()), item.held().map_or("", Held::name), Look::Centred)
    }

    /// What an item takes that has no rank yet, once it has one.
    fn would_take(&self, item: &Item) -> String {
        let is_effort = self.measure == Measure::Effort;
        match item.held() {
            Some(_) => "0".to_owned(),
            None if is_effort => self.effort(item),
            None => "1".to_owned(),
        }
    }

    /// The effort of an item as a formula refers to it: an empty cell counts as 0.
    fn effort(&self, item: &Item) -> String {
        let framework = self.workshop.workspace().framework();
        let value = framework.effort().and_then(|effort| item.scores.value(&framework.criteria()[effort].id));
        value.unwrap_or(Num::ZERO).to_string()
    }

    /// What ranks an item. An order that was settled by hand is no formula: it is what it was.
    fn keys(&mut self, row: RowNum, slot: Slot, item: &Item) -> Result<(), XlsxError> {
        let seat = self.workshop.standing().seat(slot);
        let [score, effort, order, _] = self.columns.keys();
        let by_hand = self
            .workshop
            .standing()
            .place(slot)
            .filter(|place| seat.is_some_and(|seat| seat.place() != *place));
        if let Some(Place { score: dealt, effort: micro, position }) = by_hand {
            self.sheet.number((row, score), twelve_digits(dealt), Look::Plain)?;
            self.sheet.number((row, effort), micro as f64 / 1e6, Look::Plain)?;
            return self.sheet.number((row, order), f64::from(position), Look::Plain);
        }
        let key = seat.map(|seat| twelve_digits(seat.score).to_string()).unwrap_or_default();
        self.sheet.formula((row, score), &self.formulas.key(row), &key, Look::Plain)?;
        if let Some(cell) = self.formulas.effort(row) {
            self.sheet.formula((row, effort), &cell, &self.effort(item), Look::Plain)?;
        }
        self.sheet.number((row, order), slot.index() as f64, Look::Plain)
    }

    /// That an item is parked or declined: it is not ranked, whatever it would score.
    fn aside(&mut self, row: RowNum, item: &Item) -> Result<(), XlsxError> {
        let word = item.horizon.map_or("", Horizon::name);
        self.sheet.text((row, self.columns.side()), word, Look::Centred)?;
        // A text equals no score: an empty cell would equal a score of 0.
        self.sheet.text((row, self.columns.keys()[0]), word, Look::Plain)
    }

    fn details(&mut self, row: RowNum, slot: Slot, item: &Item) -> Result<(), XlsxError> {
        let (theme, details) = (self.aims.theme(item), item.rare.details.as_deref());
        let theme_link = details.and_then(|details| details.theme.as_deref()).unwrap_or_default();
        let owner = details.and_then(|details| details.owner.as_deref()).unwrap_or_default();
        let stands = horizon(self.workshop, slot).map_or("", Horizon::name);
        let told = [
            item.kind.name(),
            class(item.class),
            theme.map_or(theme_link, |theme| theme.title.as_str()),
            owner,
            item.source().unwrap_or_default(),
            stands,
            item.id.as_str(),
        ];
        self.sheet.entry((row, self.columns.notes()), &remarks(self.workshop, slot, item).join(" · "))?;
        for (column, text) in (self.columns.details()..).zip(told) {
            self.sheet.entry((row, column), text)?;
        }
        Ok(())
    }

    /// What stands above the table: the workshop, its formula, the room there is, and what to know.
    fn above(&mut self, left: usize) -> Result<(), XlsxError> {
        let workspace = self.workshop.workspace();
        let (title, framework) = (workspace.head().title.clone(), workspace.framework());
        self.sheet.text(TITLE, if title.is_empty() { "Ranking" } else { &title }, Look::Title)?;
        let how = format!("{}: {}", framework.name(), formula(framework));
        self.sheet.text(FORMULA, &how, Look::Plain)?;
        let unit = unit(workspace, self.measure);
        let unit = if unit.is_empty() { String::new() } else { format!(", in {unit}") };
        let line = self.workshop.standing().line().copied();
        let labels =
            [format!("Capacity{unit}"), "Taken by pins, and done in this cycle".into(), "In the line".into()];
        for ((row, _), label) in [CAPACITY, TAKEN, USED].into_iter().zip(labels) {
            self.sheet.text((row, ITEM), &label, Look::Label)?;
        }
        match line {
            Some(line) => self.sheet.number(CAPACITY, line.limit as f64 / 1e6, Look::Input)?,
            None => self.sheet.blank(CAPACITY, Look::Input)?,
        }
        let done = told(self.spent());
        self.sheet.formula(TAKEN, &self.formulas.taken(&done), &told(self.taken()), Look::Plain)?;
        let used = line.map_or_else(|| self.taken(), |line| line.load.used);
        self.sheet.formula(USED, &self.formulas.used(), &told(used), Look::Plain)?;
        self.sheet.text(NOTE, &self.note(left), Look::Note)
    }

    /// What the formulas follow, and what they cannot know.
    fn note(&self, left: usize) -> String {
        let follow = if self.formulas.is_live() {
            "Scores, ranks and the line are formulas: change a score, a pin or the capacity, then sort by rank.".to_owned()
        } else {
            format!(
                "Scores and the line are formulas. With more than {MOST_LIVE} rows ranks are numbers: leave the rows in this order."
            )
        };
        let mut parts =
            vec![follow, "What was settled by hand, parked or declined stays as it was exported.".to_owned()];
        if left > 0 {
            parts.push(format!("{} did not fit into the sheet.", counted(left, "row")));
        }
        if self.sheet.cut > 0 {
            parts.push(format!(
                "{} too long for a cell and cut.",
                if self.sheet.cut == 1 {
                    "1 text was".into()
                } else {
                    format!("{} texts were", self.sheet.cut)
                }
            ));
        }
        parts.join(" ")
    }

    /// Frozen head, filter, widths, and the line.
    fn finish(mut self, rows: usize) -> Result<(), XlsxError> {
        let last = FIRST + rows.max(1) as RowNum - 1;
        let behind = self.columns.keys()[0] - 1;
        self.sheet.fit()?;
        let [first, .., end] = self.columns.keys();
        let pale = || Format::new().set_font_color(Color::RGB(0x59_59_59));
        let line = pale().set_border_top(FormatBorder::Thin).set_border_top_color(Color::RGB(0xC0_39_2B));
        // The first rule that fits a row counts alone in some programs.
        let looks = [
            (self.formulas.is_first_out(), line),
            (self.formulas.is_side("in"), Format::new().set_background_color(Color::RGB(0xE6_F2_E6))),
            (self.formulas.is_side("out"), pale()),
            (Formulas::is_unranked(), pale().set_italic()),
        ];
        let sheet = self.sheet.raw;
        for (rule, format) in looks {
            let format = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
            sheet.add_conditional_format(FIRST, 0, last, behind, &format)?;
        }
        sheet.set_freeze_panes(FIRST, CRITERIA)?;
        sheet.autofilter(HEAD, 0, last, behind)?;
        sheet.group_columns_collapsed(first, end)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(HEAD, HEAD)?;
        Ok(())
    }
}

/// Millionths as a number.
fn told(millionths: i128) -> String {
    (millionths as f64 / 1e6).to_string()
}

/// A score as the sheet compares it.
fn twelve_digits(score: f64) -> f64 {
    format!("{score:.11e}").parse().unwrap_or(score)
}
