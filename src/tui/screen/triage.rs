//! The triage: one card over the window, with its scores, and how far one is in the queue.
//!
//! ```text
//!  [Unscored 28]  Stale 3  Contested 2  All 44      12 of 40 · about 6 min left  ▆▆▆▁▁▁▁
//!
//!  the title, large
//!
//! ╭ ITEM ─────────────────╮┏ SCORES ━━━━━━━━━━━━━━━━━━┓
//! │ kind, theme, goal     │┃▸Impact   business   4  … ┃
//! │ what it costs not to  │┃ Effort   engineering ·   ┃
//! │ do it, what it is     │┃ what each value would do ┃
//! ╰───────────────────────╯┗━━━━━━━━━━━━━━━━━━━━━━━━━━┛
//! ╭ TRADE-OFFS ─────────────────────────────────────────╮
//! ╰─────────────────────────────────────────────────────╯
//! ```
//!
//! With less room the log becomes one row, and everything stands in one frame.

mod done;
mod item;
mod scores;

use super::super::big::{Size, can_show, rows};
use super::super::canvas::{Canvas, fit, folded, width};
use super::super::theme::Theme;
use super::bar::draw_to;
use super::{log, pane_title};
use crate::app::App;
use crate::app::preview::{Preview, preview};
use crate::app::triage::Queue;
use crate::domain::id::Slot;
use crate::domain::stands::stands_among;
use crate::domain::telling::{NAMED, tell_short};

/// From this width on, what is written stands beside the scores.
const BESIDE: usize = 110;

/// From this height on, the title is large, and below it there is one frame at least.
const LARGE: usize = 34;
const LOW: usize = 14;

/// How many rows a large title may take, and how many cells stay free on either side.
const TITLE: usize = 2;
const MARGIN: usize = 1;

/// From this height of the body on, the log stands under the card.
const LOGGED: usize = 26;

/// How many rows the card keeps at least then, and the log, both with their frames.
const CARD: usize = 18;
const LEAST_LOG: usize = 5;

/// How wide the bar of progress is, in cells, beside the queues and below them at most.
const BAR: usize = 24;
const WIDE_BAR: usize = 48;

/// What stands before the last change.
const LAST: &str = "last: ";

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (full, height) = (canvas.width(), canvas.height());
    let top = head(app, theme, &mut canvas);
    let mut body = canvas.part(0, top, full, height.saturating_sub(top));
    let Some(slot) = app.triage.card() else {
        return done::render(app, theme, body);
    };
    let strip = preview(app);
    if full < BESIDE {
        return stacked(app, theme, slot, strip.as_ref(), body);
    }
    let above = if height >= LARGE { large(app, theme, slot, &mut body) } else { 0 };
    let rest = body.height() - above;
    // The scores keep the rows that they may need, so that nothing moves from card to card.
    let needed = scores::most(app) + 3;
    let logged = if height >= LOGGED { rest.saturating_sub(needed.max(CARD)).max(LEAST_LOG) } else { 0 };
    let (left, panels) = (full / 2, rest - logged);
    item::render(app, theme, slot, above == 0, body.part(0, above, left, panels));
    let stands = stands_among(&app.workshop, slot);
    let (title, frame) = pane_title(app, theme, "SCORES", &stands, theme.heading, true);
    let mut right = body.part(left, above, full - left, panels);
    scores::render(app, theme, slot, strip.as_ref(), right.frame(title, frame));
    let mut below = body.part(0, above + panels, full, logged);
    let (title, frame) = pane_title(app, theme, "TRADE-OFFS", "newest first", theme.heading, false);
    if logged > 0 {
        log::newest(app, theme, below.frame(title, frame));
    }
}

/// The queues, and how far one is. Returns the rows it took.
fn head(app: &App, theme: &Theme, canvas: &mut Canvas<'_>) -> usize {
    let (full, height) = (canvas.width(), canvas.height());
    let tabs = tabs(app);
    let taken: usize = tabs.iter().map(|(tab, _)| width(tab) + 1).sum::<usize>() + 1;
    let told = progress(app);
    let longest = width(&told[0]) + BAR + 4;
    let hues = [theme.line, theme.border];
    let draw_tabs = |canvas: &mut Canvas<'_>, tabs: &[(String, bool)]| {
        tabs.iter().fold(1, |x, (tab, chosen)| {
            x + canvas.text(x, 0, tab, if *chosen { theme.heading } else { theme.dim }) + 1
        })
    };
    if taken + longest <= full {
        draw_tabs(canvas, &tabs);
        draw_to(canvas, (full - 1, 0), (app.triage.share(), BAR), hues);
        canvas.text_right(full.saturating_sub(BAR + 3), 0, &told[0], theme.strong);
        return if height >= LOW { 2 } else { 1 };
    }
    if height >= LOW {
        draw_tabs(canvas, &tabs);
        let text = &told[0];
        canvas.text(1, 1, text, theme.strong);
        let cells = full.saturating_sub(width(text) + 4).min(WIDE_BAR);
        draw_to(canvas, (full - 1, 1), (app.triage.share(), cells), hues);
        return 2;
    }
    let chosen: Vec<_> = tabs.into_iter().filter(|(_, chosen)| *chosen).collect();
    let x = draw_tabs(canvas, &chosen);
    let room = full.saturating_sub(x + 2);
    let text = told.iter().find(|text| width(text) <= room).or(told.last());
    canvas.text_right(full - 1, 0, &fit(text.map_or("", String::as_str), room), theme.strong);
    1
}

/// `[Unscored 28]`, `Stale 3`: each queue with how many are in it now, and whether it is gone through.
fn tabs(app: &App) -> Vec<(String, bool)> {
    let tab = |(queue, count): (Queue, usize)| {
        let mut name = queue.name().to_owned();
        name[..1].make_ascii_uppercase();
        let chosen = queue == app.triage.queue();
        (if chosen { format!("[{name} {count}]") } else { format!(" {name} {count} ") }, chosen)
    };
    app.triage.queues().map(tab).collect()
}

/// `12 of 40 · about 6 min left`, and shorter.
fn progress(app: &App) -> Vec<String> {
    let (number, of) = app.triage.number();
    if app.triage.card().is_none() {
        return vec![if of == 0 { String::new() } else { format!("{of} of {of}") }];
    }
    let short = format!("{number} of {of}");
    match app.triage.left() {
        Some(left) => {
            let brief = left.replace("about ", "~").replace(" left", "").replace("under a minute", "<1 min");
            vec![format!("{short} · {left}"), format!("{short} · {brief}"), short]
        }
        None => vec![short],
    }
}

/// The title in large letters where they go into its rows, else in plain ones. Returns the rows that it takes in any
/// case, so that nothing below it moves from card to card.
fn large(app: &App, theme: &Theme, slot: Slot, canvas: &mut Canvas<'_>) -> usize {
    let title = app.workspace().item(slot).shown_title();
    let (glyph, high) = Size::Quarter.cells("M");
    let lines = folded(title, canvas.width().saturating_sub(2 * MARGIN) / glyph);
    let fits = lines.len() <= TITLE
        && lines.iter().all(|line| can_show(line) && width(line) * glyph + 2 * MARGIN <= canvas.width());
    let drawn = if fits {
        lines.iter().flat_map(|line| rows(line, Size::Quarter)).collect()
    } else {
        folded(title, canvas.width().saturating_sub(2 * MARGIN + 2))
    };
    let taken = TITLE * high + 1;
    let top = taken.saturating_sub(drawn.len()) / 2;
    for (y, row) in drawn.iter().enumerate().take(taken) {
        canvas.text(MARGIN, top + y, row, theme.heading);
    }
    taken
}

/// Everything below each other: the title, what is written, the scores with what they would do, and the last change.
fn stacked(app: &App, theme: &Theme, slot: Slot, strip: Option<&Preview<'_>>, mut canvas: Canvas<'_>) {
    let low = canvas.height() < LOW;
    let told = stands_among(&app.workshop, slot);
    let (title, frame) = pane_title(app, theme, "ITEM", &told, theme.heading, true);
    let mut inner = if low { canvas.part(0, 0, usize::MAX, usize::MAX) } else { canvas.frame(title, frame) };
    let (full, height) = (inner.width(), inner.height());
    let room = full.saturating_sub(2);
    let title = app.workspace().item(slot).shown_title();
    let lines = if low { vec![fit(title, room).into_owned()] } else { folded(title, room) };
    let lines = &lines[..lines.len().min(2)];
    for (y, line) in lines.iter().enumerate() {
        inner.text(1, y, line, theme.heading);
    }
    let last = last(app, room).filter(|_| !low);
    let below = usize::from(last.is_some());
    let above = lines.len();
    let scores = scores::height(app, strip, height.saturating_sub(above + below));
    let middle = height.saturating_sub(above + below + scores);
    item::written(app, theme, slot, inner.part(0, above, full, middle));
    scores::render(app, theme, slot, strip, inner.part(0, above + middle, full, scores));
    if let Some(last) = last {
        inner.text(1, height - 1, &last, theme.dim);
    }
}

/// The last change since the triage began, in a row.
fn last(app: &App, room: usize) -> Option<String> {
    let log = app.workspace().log();
    let since = app.triage.since();
    let index = app.workshop.history().shown().last().map(|index| *index as usize)?;
    let entry = log.get(index).filter(|_| index >= since)?;
    let telling =
        |title: usize| tell_short(app.workspace(), entry, NAMED, &|text| fit(text, title).into_owned());
    // Where there is no room for what was changed, what came of it is told.
    let outcome = |title: usize| {
        let told = telling(title);
        let item = entry.item.as_ref().and_then(|id| app.workspace().slot(id));
        let item = item.map(|slot| fit(app.workspace().item(slot).shown_title(), title).into_owned());
        item.into_iter().chain(told.outcome()).collect::<Vec<_>>().join(" · ")
    };
    let room = room.saturating_sub(LAST.len());
    let whole = [200, 36].into_iter().map(|title| telling(title).headline());
    let mut forms = whole.chain([36, 24, 16].into_iter().map(outcome));
    let told = forms.find(|told| width(told) <= room).unwrap_or_else(|| outcome(16));
    Some(format!("{LAST}{}", fit(&told, room)))
}
