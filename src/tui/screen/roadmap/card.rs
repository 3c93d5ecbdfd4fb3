//! One card of the roadmap: what the item is, what it takes, and what there is to say of it.

use ratatui::style::Style;

use super::super::super::canvas::{Canvas, fit, folded, width};
use super::super::super::flow::{DOT, Row, draw, flow};
use super::super::backlog;
use super::super::tags::Tag;
use super::{Density, Sheet};
use crate::domain::aim::{Aims, theme_link};
use crate::domain::horizon::{SINCE, contradicts};
use crate::domain::id::Slot;
use crate::domain::item::{Horizon, Item};
use crate::domain::roadmap::Grouping;
use crate::domain::workspace::{Goal, Theme};

/// What stands under what is set aside without a word.
const UNTOLD: &str = "nobody wrote down why";

/// What a cut piece keeps at least, in cells.
const LEAST: usize = 6;

/// One item in its column.
pub(super) struct Card<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    pub(super) density: Density,
    pub(super) horizon: Horizon,
    pub(super) slot: Slot,
    /// How many cells it is wide.
    pub(super) cells: usize,
}

/// A text with its meaning.
type Piece = (String, Style);

impl Card<'_> {
    fn item(&self) -> &Item {
        self.sheet.app.workspace().item(self.slot)
    }

    fn selected(&self) -> bool {
        self.sheet.app.view.selected == Some(self.slot)
    }

    /// How many rows it takes.
    pub(super) fn height(&self) -> usize {
        match self.density {
            Density::Dense if !self.selected() => 1,
            density => self.rows() + usize::from(density == Density::Airy),
        }
    }

    fn rows(&self) -> usize {
        self.title().len() + self.facts().len() + self.aside().len()
    }

    /// Draws title and effort, what the item is, and under what is set aside also why and until when.
    pub(super) fn render(&self, mut canvas: Canvas<'_>) {
        let (app, theme) = (self.sheet.app, self.sheet.theme);
        let selected = self.selected();
        let base = match selected {
            true => theme.selected,
            // What nobody placed is not taken for what somebody did.
            false if self.horizon == Horizon::Next && self.item().horizon.is_none() => theme.dim,
            false => theme.text,
        };
        let over = |style: Style| if selected { base.patch(style) } else { style };
        let (title, facts, aside) = (self.title(), self.facts(), self.aside());
        if selected {
            canvas.part(0, 0, self.cells, self.rows()).paint(theme.selected);
            canvas.text(0, 0, "▸", base);
        }
        let emphasis = if app.subject == Some(self.slot) { base.patch(theme.strong) } else { base };
        for (y, line) in title.iter().enumerate() {
            canvas.text(1, y, line, emphasis);
        }
        canvas.text_right(self.cells.saturating_sub(1), 0, &self.effort(), base);
        for (y, row) in facts.iter().chain(&aside).enumerate() {
            row.iter().fold(1, |x, (text, style)| x + canvas.text(x, title.len() + y, text, over(*style)));
        }
    }

    /// The title in as many rows as there is room for.
    fn title(&self) -> Vec<String> {
        let room = self.cells.saturating_sub(width(&self.effort()) + 3);
        in_rows(self.item().shown_title(), room, self.most())
    }

    /// Whether everything takes as many rows as it needs.
    fn full(&self) -> bool {
        matches!(self.density, Density::Airy | Density::Full)
    }

    fn most(&self) -> usize {
        if self.full() { usize::MAX } else { 1 }
    }

    /// Why it is set aside and when to look at it again: a word before each text, which may go on below.
    fn aside(&self) -> Vec<Row> {
        let (theme, room) = (self.sheet.theme, self.cells.saturating_sub(2));
        if !self.horizon.sets_aside() {
            return Vec::new();
        }
        let Some(aside) = &self.item().rare.set_aside else {
            let rows = in_rows(UNTOLD, room, self.most()).into_iter();
            return rows.map(|row| vec![(row, theme.warn)]).collect();
        };
        let told = aside.told().into_iter().filter(|(word, _)| *word != SINCE);
        let rows = told.flat_map(|(word, text)| {
            let mut rows = in_rows(&format!("{word} {text}"), room, self.most()).into_iter();
            let first = rows.next().unwrap_or_default();
            let first = first.strip_prefix(word).unwrap_or(&first).to_owned();
            let first = vec![(word.to_owned(), theme.dim), (first, theme.text)];
            std::iter::once(first).chain(rows.map(|row| vec![(row, theme.text)]))
        });
        rows.collect()
    }

    fn effort(&self) -> String {
        let framework = self.sheet.app.workspace().framework();
        let Some(criterion) = framework.effort().map(|i| &framework.criteria()[i]) else {
            return String::new();
        };
        let value = self.item().scores.value(&criterion.id);
        value.map_or("·".to_owned(), |value| criterion.shown(value))
    }

    /// What the item is, what there is to say of it, and what it belongs to, in one row or in all that it takes.
    fn facts(&self) -> Vec<Row> {
        let (room, dot) = (self.cells.saturating_sub(2), (DOT.to_owned(), self.sheet.theme.dim));
        let pieces = self.pieces();
        if self.full() {
            let rows = flow(&pieces.join(&dot), room);
            return if rows.is_empty() { vec![Row::new()] } else { rows };
        }
        vec![in_one(&pieces, self.sheet.theme.dim, room)]
    }

    /// The pieces of that, each in the form that there is room for. The kind is told shorter, or not at all, rather
    /// than that there is no room for what matters.
    fn pieces(&self) -> Vec<Vec<Piece>> {
        let (app, theme) = (self.sheet.app, self.sheet.theme);
        let item = self.item();
        let mut tags = Vec::new();
        if contradicts(item, self.horizon) {
            tags.push(("⚠ now, but out".to_owned(), theme.warn));
        }
        let fitting = |(forms, style): Tag| {
            let form = if self.full() { forms.into_iter().next() } else { forms.into_iter().last() };
            Some((form?, style))
        };
        tags.extend(backlog::tags(app, theme, self.slot).into_iter().filter_map(fitting));
        let asked = !app.workspace().head().goals.is_empty() && !self.horizon.sets_aside();
        if asked && self.sheet.aims.goal(item).is_none() && app.roadmap.grouping != Grouping::Goal {
            tags.push(("no goal".to_owned(), theme.dim));
        }
        let rank = app.workshop.standing().index(self.slot);
        let rank = rank.map_or(String::new(), |index| format!("#{} ", index + 1));
        let kind = item.kind.name();
        let room = self.cells.saturating_sub(2);
        let taken: usize = tags.iter().map(|(tag, _)| width(tag) + 3).sum();
        let forms = [format!("{rank}{kind}"), format!("{rank}{}", &kind[..4]), rank.trim_end().to_owned()];
        let fits = |form: &&String| self.full() || width(form) + taken <= room;
        let what = forms.iter().find(fits).unwrap_or(&forms[2]).clone();
        let belongs = belongs(&self.sheet.aims, item, app.roadmap.grouping);
        let what = (!what.is_empty()).then_some((what, theme.dim));
        let pieces = what.into_iter().chain(tags).chain(belongs.map(|name| (name.to_owned(), theme.dim)));
        pieces.map(|piece| vec![piece]).collect()
    }
}

/// A text in at most so many rows; the last one is cut.
fn in_rows(text: &str, room: usize, most: usize) -> Vec<String> {
    let mut rows = folded(text, room);
    if rows.len() > most {
        let rest = rows.split_off(most - 1).join(" ");
        rows.push(rest);
    }
    rows.iter().map(|row| fit(row, room).into_owned()).collect()
}

/// The theme, or the goal where that is what is not told otherwise.
fn belongs<'a>(aims: &Aims<'a>, item: &'a Item, grouping: Grouping) -> Option<&'a str> {
    let theme = || aims.theme(item).map(Theme::shown_title).or_else(|| theme_link(item));
    let goal = || aims.goal(item).map(Goal::shown_title);
    match grouping {
        Grouping::None => theme().or_else(goal),
        Grouping::Theme => goal(),
        Grouping::Goal => theme(),
    }
}

/// Facts with dots between them, as many as fit; the last one may be cut.
fn in_one(facts: &[Vec<Piece>], dim: Style, room: usize) -> Row {
    let (mut row, mut used) = (Row::new(), 0);
    for (text, style) in facts.iter().flatten() {
        let dot = if row.is_empty() { "" } else { " · " };
        let left = room.saturating_sub(used + width(dot));
        if left < width(text).min(LEAST) {
            break;
        }
        let text = fit(text, left).into_owned();
        used += width(dot) + width(&text);
        row.extend([(dot.to_owned(), dim), (text, *style)]);
    }
    row
}

/// The selected item in full: its title, where it stands, what it belongs to, and why it is set aside.
pub(super) fn in_full(sheet: &Sheet<'_>, mut row: Canvas<'_>) {
    let (app, theme) = (sheet.app, sheet.theme);
    let (Some((slot, item)), Some(horizon)) = (app.selected(), app.selected_column()) else { return };
    // What stands among the next ones only because it has to stand somewhere.
    let is_placed = item.horizon.is_some() || app.workshop.standing().is_in(slot);
    let mut facts = vec![
        (format!("▸{}", item.shown_title()), theme.strong),
        (if is_placed { horizon.name() } else { "not placed" }.to_owned(), theme.text),
        (item.kind.name().to_owned(), theme.dim),
    ];
    let aside = item.rare.set_aside.as_deref().map(crate::domain::item::SetAside::told).unwrap_or_default();
    facts.extend(aside.into_iter().map(|(word, text)| (format!("{word} {text}"), theme.text)));
    let names =
        [sheet.aims.theme(item).map(Theme::shown_title), sheet.aims.goal(item).map(Goal::shown_title)];
    facts.extend(names.into_iter().flatten().map(|name| (name.to_owned(), theme.dim)));
    let facts: Vec<Vec<Piece>> = facts.into_iter().map(|fact| vec![fact]).collect();
    draw(&in_one(&facts, theme.dim, row.width().saturating_sub(2)), &mut row, 1, 0);
}
