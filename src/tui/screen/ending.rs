//! The end of a cycle: what was promised and what was put off, with what is done to be marked.
//!
//! ```text
//! ╭ End the cycle ──────────────────────────────────────╮
//! │ Name  2026-Q1                       closed 2026-03-31│
//! │ IN · 8 items                  est.  took             │
//! │ ▸[x]  #1  Fix payment failures   2     3             │
//! │  [ ]  #2  Send text reminders    2                   │
//! │ OUT · 12 items                                       │
//! │  [ ] #11  Calendar sync          4     ⚠ deferred ×4 │
//! │ 1 done · 7 stay in · 12 put off                      │
//! ╰ keys ───────────────────────────────────────────────╯
//! ```

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, width, window};
use super::super::theme::Theme;
use super::hints::{self, Hint, foot};
use super::{dialog, prompt};
use crate::app::App;
use crate::app::ending::{Ending, Part};
use crate::domain::cycle::estimate;
use crate::domain::debt::{cost, deferred, put_off_again};
use crate::domain::id::Slot;
use crate::domain::text::{brief, counted};

/// How wide the panel is at most, in cells.
const WIDTH: usize = 138;

/// From this width on the numbers follow the titles, and what is said of an item stands behind them; else they
/// stand at the end of the row.
const WIDE: usize = 108;

/// How wide titles are at most then: the eye has to find the way from one to its numbers.
const LONGEST_TITLE: usize = 56;

/// Below this width everything is closer together.
const NARROW: usize = 60;

/// How many cells tell how often an item was put off.
const TAG: usize = 16;

/// How many cells of what not doing an item costs are worth telling.
const LEAST_COST: usize = 24;

/// Where everything stands in a row.
struct Columns {
    /// The cell behind the rank.
    rank: usize,
    /// The first cell of the title.
    title: usize,
    /// The cell behind a title alone, and behind one that a tag follows.
    ends: [usize; 2],
    /// The first cell of the tag.
    tag: usize,
    /// The cell behind the estimate, and behind what it took.
    numbers: [usize; 2],
    /// The first cell of what not doing it costs, where there is room for that.
    cost: Option<usize>,
}

impl Columns {
    fn new(width: usize) -> Columns {
        let (rank, title, number) = if width < NARROW { (9, 10, 6) } else { (11, 13, 8) };
        let end = width.saturating_sub(1);
        if width < WIDE {
            let titles = end.saturating_sub(2 * number);
            let tag = titles.saturating_sub(TAG - 1);
            let numbers = [end.saturating_sub(number), end];
            return Columns { rank, title, ends: [titles, tag.saturating_sub(1)], tag, numbers, cost: None };
        }
        let titles = title + LONGEST_TITLE;
        let took = titles + 2 * number;
        let tag = took + 3;
        Columns {
            rank,
            title,
            ends: [titles; 2],
            tag,
            numbers: [titles + number, took],
            cost: Some(tag + TAG).filter(|cost| cost + LEAST_COST <= end),
        }
    }
}

/// How many characters are told of the name of another cycle.
const OTHER: usize = 24;

/// From this height on there is air around the list.
const ROOMY: usize = 30;

/// A row of the list.
enum Row {
    Head(Part, usize),
    Item(usize),
}

pub(super) fn render(app: &App, theme: &Theme, ending: &Ending, mut canvas: Canvas<'_>) {
    let roomy = usize::from(canvas.height() >= ROOMY);
    let full = WIDTH.min(canvas.width());
    let parts: Vec<(Part, usize)> = ending.sizes().into_iter().filter(|(_, size)| *size > 0).collect();
    let rows: usize = parts.iter().map(|(_, size)| size + 1).sum();
    let hints = keys(ending);
    let foot_height = hints::height(theme, &hints, full.saturating_sub(2));
    let wanted = rows + 4 + foot_height + 3 * roomy;
    let height = wanted.min(canvas.height().saturating_sub(2 * roomy));
    let mut panel = canvas.centred(full, height);
    let mut inner = dialog(theme, "End the cycle", &mut panel);

    let last = foot(app, theme, &hints, &mut inner);
    let cells = inner.width();
    let columns = Columns::new(cells);
    name(theme, ending, inner.part(0, roomy, cells, 1));
    let list_top = 1 + 2 * roomy;
    let room = last.saturating_sub(list_top + 1 + roomy);
    let shown = window(row_of(&parts, ending), rows, room);
    inner.part(0, list_top, cells, room).scroll_bar(&shown, rows);
    for (y, row) in shown.clone().filter_map(|at| row_at(&parts, at)).enumerate() {
        let row_canvas = inner.part(0, list_top + y, cells, 1);
        match row {
            Row::Head(part, size) => head(theme, &columns, (part, size), row_canvas),
            Row::Item(at) => item(app, theme, ending, (at, &columns), row_canvas),
        }
    }
    if shown.is_empty() {
        inner.text(1, list_top, "The backlog is empty: nothing is committed and nothing put off.", theme.dim);
    }
    outcome(app, theme, ending, inner.part(1, last.saturating_sub(1), cells.saturating_sub(2), 1));
}

fn keys(ending: &Ending) -> Vec<Hint<'static>> {
    let here = if ending.naming {
        vec![("↓", "the items")]
    } else {
        vec![("space", "done"), ("0-9", "what it took")]
    };
    [vec![("enter", "ends the cycle"), ("esc", "cancels")], here].concat()
}

/// The row of the list that the cursor is on.
fn row_of(parts: &[(Part, usize)], ending: &Ending) -> usize {
    if ending.naming {
        return 0;
    }
    let mut before = 0;
    for (heads, (_, size)) in parts.iter().enumerate() {
        if ending.cursor < before + size {
            return ending.cursor + heads + 1;
        }
        before += size;
    }
    0
}

fn row_at(parts: &[(Part, usize)], mut row: usize) -> Option<Row> {
    let mut before = 0;
    for (part, size) in parts {
        if row == 0 {
            return Some(Row::Head(*part, *size));
        }
        if row <= *size {
            return Some(Row::Item(before + row - 1));
        }
        row -= size + 1;
        before += size;
    }
    None
}

fn name(theme: &Theme, ending: &Ending, mut canvas: Canvas<'_>) {
    // Who ends two on one day may not mean to put everything off twice.
    let (date, style) = match &ending.closed_today {
        Some(other) => (format!("{} was closed today", brief(other, OTHER)), theme.warn),
        None => (format!("closes {}", ending.date), theme.dim),
    };
    let end = canvas.width().saturating_sub(1);
    canvas.text_right(end, 0, &date, style);
    let x = 1 + canvas.text(1, 0, "Name", if ending.naming { theme.line } else { theme.dim }) + 2;
    let room = end.saturating_sub(x + width(&date) + 2);
    if ending.naming {
        prompt::line(theme, &ending.name, canvas.part(x, 0, room, 1));
    } else {
        canvas.text(x, 0, &fit(ending.name.value(), room), theme.strong);
    }
}

fn head(theme: &Theme, columns: &Columns, (part, size): (Part, usize), mut canvas: Canvas<'_>) {
    let (word, means, style) = match part {
        Part::Done => ("DONE BEFORE", "", theme.strong),
        Part::In => ("IN", "committed; what is not done stays open", theme.gain),
        Part::Out => ("OUT", "put off, unless it is done", theme.loss),
    };
    let items = counted(size, "item");
    let x = 1 + canvas.pieces(1, 0, &[(word, style), (" · ", theme.dim), (&items, theme.strong)]);
    let room = columns.ends[usize::from(part == Part::Out)].saturating_sub(x + 3);
    if part == Part::Out {
        canvas.text(columns.tag, 0, "if put off", theme.dim);
    }
    if !means.is_empty() && room >= 12 {
        canvas.text(x + 3, 0, &fit(means, room), theme.dim);
    }
    canvas.text_right(columns.numbers[0], 0, "est.", theme.dim);
    canvas.text_right(columns.numbers[1], 0, "took", theme.dim);
}

fn item(app: &App, theme: &Theme, ending: &Ending, (at, columns): (usize, &Columns), mut row: Canvas<'_>) {
    let Some((slot, part)) = ending.at(at) else { return };
    let under = !ending.naming && ending.cursor == at;
    let marked = ending.marked(slot);
    let base = match (under, marked, part) {
        (true, ..) => theme.selected,
        (false, Some(_), _) | (false, None, Part::In | Part::Done) => theme.text,
        (false, None, Part::Out) => theme.dim,
    };
    if under {
        row.paint(theme.selected);
        row.text(0, 0, "▸", base);
    }
    let over = |style: Style| if under { base.patch(style) } else { style };
    row.text(1, 0, if marked.is_some() { "[x]" } else { "[ ]" }, over(theme.strong));
    let rank = app.workshop.standing().index(slot).map(|index| format!("#{}", index + 1));
    row.text_right(columns.rank, 0, rank.as_deref().unwrap_or("–"), base);

    let work = app.workspace().item(slot);
    let estimated = estimate(app.workspace(), work).map_or_else(|| "–".to_owned(), |num| num.to_string());
    row.text_right(columns.numbers[0], 0, &estimated, base);
    took(theme, marked, under, base, (columns.numbers[1], &mut row));
    let put_off = part == Part::Out && marked.is_none();
    title(app, theme, (slot, put_off, columns), (base, &over), &mut row);
}

/// What it took, as it is typed; a cell to type in where the cursor is.
fn took(theme: &Theme, marked: Option<&str>, under: bool, base: Style, (end, row): (usize, &mut Canvas<'_>)) {
    let text = match marked {
        Some("") if !under => "?",
        Some(text) => text,
        None => "",
    };
    let ends = if under && marked.is_some() { end - 1 } else { end };
    row.text_right(ends, 0, text, if text == "?" { theme.dim } else { base });
    if ends < end {
        row.text(ends, 0, " ", theme.cursor);
    }
}

/// The title, and of one that is put off how often that is then, and what not doing it costs.
fn title(
    app: &App,
    theme: &Theme,
    (slot, put_off, columns): (Slot, bool, &Columns),
    (base, over): (Style, &dyn Fn(Style) -> Style),
    row: &mut Canvas<'_>,
) {
    let item = app.workspace().item(slot);
    let room = columns.ends[usize::from(put_off)].saturating_sub(columns.title);
    row.text(columns.title, 0, &fit(item.shown_title(), room), base);
    if !put_off {
        return;
    }
    let deferrals = item.deferrals.saturating_add(1);
    let often = put_off_again(item);
    let (sign, style) = if often { ("⚠ ", theme.warn) } else { ("", theme.dim) };
    row.text(columns.tag, 0, &format!("{sign}{}", deferred(deferrals)), over(style));
    if let Some((at, cost)) = columns.cost.zip(cost(item).filter(|_| often)) {
        let room = row.width().saturating_sub(at + 1);
        row.text(at, 0, &fit(cost, room), over(theme.dim));
    }
}

/// `3 done · 5 stay in · 12 put off, 2 of them in the debt register`, or what keeps it from being closed.
fn outcome(app: &App, theme: &Theme, ending: &Ending, mut row: Canvas<'_>) {
    if let Some(problem) = &ending.problem {
        row.text(0, 0, problem, theme.warn);
        return;
    }
    let outcome = ending.outcome(app);
    let done = format!("{} done", outcome.done);
    let stay = format!("{} {} in", outcome.stay, if outcome.stay == 1 { "stays" } else { "stay" });
    let deferred = format!("{} put off", outcome.deferred);
    let taken = width(&format!("{done} · {stay} · {deferred}"));
    let forms = match outcome.register {
        0 => Vec::new(),
        count => vec![format!(", {count} of them in the debt register"), format!(", {count} debt")],
    };
    let register = forms.into_iter().find(|form| taken + width(form) <= row.width()).unwrap_or_default();
    let dot = (" · ", theme.dim);
    let pieces = [
        (done.as_str(), theme.strong),
        dot,
        (&stay, theme.gain),
        dot,
        (&deferred, theme.loss),
        (&register, theme.warn),
    ];
    row.pieces(0, 0, &pieces);
}
