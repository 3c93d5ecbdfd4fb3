//! An item with a rank: what its row follows from, and how it is drawn.

use super::super::super::canvas::{Canvas, fit, width};
use super::super::super::theme::Theme;
use super::super::tags::{self, Tag};
use super::{Columns, Ground, KIND_FULL, KIND_SHORT, Moved, PINNED, TITLE, weight};
use crate::app::App;
use crate::app::pointer::Spot;
use crate::app::view::Pane;
use crate::domain::framework::fixed;
use crate::domain::id::Slot;
use crate::domain::item::Kind;
use crate::domain::moscow::Class;
use crate::domain::ranking::tidy_micro;
use crate::domain::swing::Chance;

/// Everything that the row of an item with a rank follows from.
#[derive(Hash)]
#[expect(clippy::struct_excessive_bools, reason = "each one is a fact of its own")]
pub(super) struct Ranked<'a> {
    columns: &'a Columns,
    slot: Slot,
    index: usize,
    title: &'a str,
    kind: Kind,
    class: Option<Class>,
    pinned: bool,
    is_in: bool,
    ground: Ground,
    /// Whether it is what is talked about.
    subject: bool,
    moved: Option<Moved>,
    /// The score, in bits.
    score: u64,
    total: Option<i128>,
    /// The probability to be in, where it is contested.
    chance: Option<String>,
    /// Whether it crossed the line: then its first tag says so.
    crossed: bool,
    tags: Vec<Tag>,
    /// A stroke of the bracket around a near-tie.
    bracket: Option<&'static str>,
}

impl<'a> Ranked<'a> {
    pub(super) fn of(
        app: &'a App,
        theme: &Theme,
        columns: &'a Columns,
        (slot, index): (Slot, usize),
        total: Option<i128>,
        bracket: Option<&'static str>,
    ) -> Ranked<'a> {
        let standing = app.workshop.standing();
        let item = app.workspace().item(slot);
        let mut tags = super::tags(app, theme, slot);
        if columns.fits == Some(slot) {
            tags.push((vec!["fits".to_owned()], theme.gain));
        }
        Ranked {
            columns,
            slot,
            index,
            title: item.shown_title(),
            kind: item.kind,
            class: item.class,
            pinned: item.held().is_some(),
            is_in: standing.is_in_at(slot, index) || standing.line().is_none(),
            ground: Ground::of(app, slot),
            subject: app.subject == Some(slot),
            moved: Moved::of(app, slot, index),
            score: standing.seat(slot).map_or(0.0, |seat| seat.score).to_bits(),
            total,
            chance: app.chance(slot).filter(Chance::is_contested).map(|chance| chance.shown()),
            crossed: app.workshop.crossing().names(&slot),
            tags,
            bracket,
        }
    }

    pub(super) fn draw(&self, theme: &Theme, mut row: Canvas<'_>) {
        row.mark(Spot::Item(Pane::Backlog, self.slot));
        let columns = self.columns;
        let base = match (self.crossed, self.is_in) {
            (true, _) => theme.strong,
            (_, true) => theme.text,
            (_, false) => theme.dim,
        };
        let base = self.ground.lay(theme, base, &mut row);
        let over = |style| self.ground.over(base, style);

        row.text_right(columns.rank, 0, &(self.index + 1).to_string(), base);
        if self.pinned {
            row.text(1, 0, PINNED, over(theme.line));
        }
        if let Some(moved) = self.moved {
            row.text(columns.arrow, 0, &moved.arrow(), over(moved.style(theme, self.subject)));
        }
        row.text_right(columns.score, 0, &fixed(f64::from_bits(self.score), columns.decimals), base);
        if let (Some(end), Some(total)) = (columns.total, self.total) {
            row.text_right(end, 0, &tidy_micro(total), over(theme.dim));
        }
        if let (Some(end), Some(chance)) = (columns.chance, &self.chance) {
            row.text_right(end, 0, chance, over(theme.text));
        }
        // Most are features: what is not is to stand out.
        let kind = if self.kind == Kind::Feature { "" } else { self.kind.name() };
        match row.width() {
            KIND_FULL.. => row.text(columns.kind, 0, kind, over(theme.dim)),
            KIND_SHORT.. => row.text(columns.kind, 0, kind.get(..4).unwrap_or_default(), over(theme.dim)),
            _ => 0,
        };
        if let Some((at, class)) = columns.class.zip(self.class) {
            row.text(at, 0, class.letter(), over(weight(theme, class)));
        }

        let room = columns.ends[usize::from(kind.is_empty())].saturating_sub(columns.title + 1);
        // Who came in and who fell out is what everybody looks for after a change.
        let tags = tags::beside(self.tags.clone(), self.crossed, (width(self.title), TITLE), room);
        let taken = tags::cells(tags.iter().map(|(tag, _)| &**tag));
        let emphasis = if self.subject { base.patch(theme.strong) } else { base };
        let title = fit(self.title, room.saturating_sub(taken));
        let end = columns.title + row.text(columns.title, 0, &title, emphasis);
        tags::draw(&tags, theme.dim, &over, end, &mut row);
        if let Some(stroke) = self.bracket {
            row.text(0, 0, stroke, if self.ground == Ground::Plain { theme.dim } else { base });
        }
    }
}
