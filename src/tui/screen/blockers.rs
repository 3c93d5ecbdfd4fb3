//! What the selected item waits for and what waits for it, as a panel over the middle.
//!
//! ```text
//! ╭ Blockers of Billing export ─────────────────────────────────────────────╮
//! │ #3 · score 4.33 · in                                                    │
//! │ ⚠ blocks itself: Billing export → Ledger → Billing export               │
//! │ WAITS FOR  2 to be done, 1 in          effort 8                         │
//! │ ▸ #14  Ledger                                  5  out   ⚠ below it      │
//! │   #20  Event bus                               3  in    through Ledger  │
//! │ UNBLOCKS  1 to be done, all in         effort 2  score 5                │
//! │    #2  Refunds                                 2  in    ⚠ above it      │
//! ╰ keys ───────────────────────────────────────────────────────────────────╯
//! ```

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, folded, width, window};
use super::super::theme::Theme;
use super::hints::{self, Hint, foot_or};
use super::{dialog, prompt};
use crate::app::App;
use crate::app::blockers::{Blockers, Listed, Picking, Sum};
use crate::domain::dependency::{circle, inversions, why_unranked};
use crate::domain::id::Slot;
use crate::domain::ranking::tidy_micro;

/// How wide the panel is at most, in cells.
const WIDTH: usize = 112;

/// From this height on, groups are parted by an empty row.
const ROOMY: usize = 30;

/// How many rows a way round takes at most.
const CIRCLE: usize = 3;

/// Where a title begins, behind the rank.
const TITLE: usize = 9;

/// Where everything behind the title stands in a row.
#[derive(Clone, Copy)]
struct Columns {
    /// The cell behind the title.
    title: usize,
    /// The cell behind the effort.
    effort: usize,
    /// The first cell of where it stands.
    state: usize,
    /// The first cell of how it is reached.
    remark: usize,
}

/// Cells for a number where there is much room and where there is little, for where an item stands, and for
/// how it is reached.
const EFFORT: [usize; 2] = [8, 4];
const STATE: usize = 11;
const REMARK: [usize; 3] = [32, 20, 0];

/// Below this width titles matter more than air.
const NARROW: usize = 60;

impl Columns {
    fn new(width: usize) -> Columns {
        let remark = match width {
            96.. => REMARK[0],
            70.. => REMARK[1],
            _ => REMARK[2],
        };
        let remark = width.saturating_sub(remark);
        let state = remark.saturating_sub(STATE);
        let effort = state.saturating_sub(2);
        let title = effort.saturating_sub(EFFORT[usize::from(width < NARROW)]);
        Columns { title, effort, state, remark }
    }
}

/// One row of the two lists.
enum Part {
    WaitsFor,
    Unblocks,
    Gap,
    Nobody(&'static str),
    Listed(usize),
}

/// The rows of the two lists: counted, never made before they are drawn.
struct Parts<'b>(&'b Blockers);

impl Parts<'_> {
    /// The rows of the first list under its heading.
    fn above(&self) -> usize {
        self.0.waits_for().max(1)
    }

    fn len(&self) -> usize {
        self.above() + 3 + self.0.dependents.slots.len().max(1)
    }

    fn at(&self, row: usize) -> Part {
        let (above, waits_for) = (self.above(), self.0.waits_for());
        match row {
            0 => Part::WaitsFor,
            row if row <= above && waits_for == 0 => Part::Nobody("nothing: it can begin at once"),
            row if row <= above => Part::Listed(row - 1),
            row if row == above + 1 => Part::Gap,
            row if row == above + 2 => Part::Unblocks,
            _ if self.0.dependents.slots.is_empty() => Part::Nobody("nothing waits for it"),
            row => Part::Listed(waits_for + row - above - 3),
        }
    }

    /// The row of the selected one.
    fn selected(&self) -> usize {
        match self.0.cursor.checked_sub(self.0.waits_for()) {
            None => self.0.cursor + 1,
            Some(below) => self.above() + 3 + below,
        }
    }
}

pub(super) fn render(app: &App, theme: &Theme, blockers: &Blockers, mut canvas: Canvas<'_>) {
    let panel_width = WIDTH.min(canvas.width());
    let roomy = canvas.height() >= ROOMY;
    let inner_width = panel_width.saturating_sub(2);
    let head = head(app, theme, blockers, inner_width.saturating_sub(2));
    let parts = Parts(blockers);

    let gap = usize::from(roomy);
    let pulls = format!("pulls {} in", blockers.pull.blockers.len());
    let hints = keys(blockers, &pulls);
    let frame = 2 + hints::height(theme, &hints, inner_width) + 2 * gap;
    let wanted = head.len() + gap + parts.len() + frame;
    let panel_height = wanted.clamp(12, canvas.height().saturating_sub(2 * gap).max(12));
    let mut panel = canvas.centred(panel_width, panel_height);
    let item = app.workspace().item(blockers.slot);
    let mut inner = dialog(theme, &format!("Blockers of {}", item.shown_title()), &mut panel);

    let note = blockers.note.as_ref().map(|(tone, text)| (*tone, text.as_str()));
    let last = foot_or(theme, note, &hints, &mut inner);
    for (y, (text, style)) in head.iter().take(last).enumerate() {
        inner.text(1, gap + y, text, *style);
    }
    let top = head.len() + 2 * gap;
    let height = last.saturating_sub(top + gap);
    let body = inner.part(0, top, inner_width, height);
    match &blockers.picking {
        Some(picking) => pick(app, theme, picking, body),
        None => lists(app, theme, &parts, body),
    }
}

/// Where the item stands, and the way round if it waits for itself.
fn head(app: &App, theme: &Theme, blockers: &Blockers, room: usize) -> Vec<(String, Style)> {
    let standing = app.workshop.standing();
    let slot = blockers.slot;
    let place = match standing.index(slot).zip(standing.seat(slot)) {
        Some((index, seat)) => {
            let side = standing.side(slot).map(|side| format!(" · {side}")).unwrap_or_default();
            format!("#{} · score {}{side}", index + 1, standing.shown_score(seat.score))
        }
        None => format!("no rank: {}", why_unranked(&app.workshop, slot)),
    };
    let mut rows = vec![(place, theme.dim)];
    if !blockers.circle.is_empty() {
        let others = match blockers.knot.saturating_sub(blockers.circle.len()) {
            0 => String::new(),
            more => format!(", and {more} more with them"),
        };
        let way = match blockers.circle.len() {
            long if long > MANY => format!("⚠ blocks itself by way of {} others{others}", long - 1),
            _ => format!("⚠ blocks itself: {}{others}", circle(&app.workshop, &blockers.circle)),
        };
        let mut lines = folded(&way, room);
        if lines.len() > CIRCLE {
            lines.truncate(CIRCLE);
            lines[CIRCLE - 1].push('…');
        }
        rows.extend(lines.into_iter().map(|line| (line, theme.warn)));
    }
    rows
}

/// A way round of more items than these is told by their number.
const MANY: usize = 12;

fn lists(app: &App, theme: &Theme, parts: &Parts<'_>, mut body: Canvas<'_>) {
    let columns = Columns::new(body.width());
    let blockers = parts.0;
    let shown = window(parts.selected(), parts.len(), body.height());
    body.scroll_bar(&shown, parts.len());
    for (y, at) in shown.enumerate() {
        let mut row = body.row(y);
        match parts.at(at) {
            Part::WaitsFor => heading(app, theme, columns, ("WAITS FOR", &blockers.sums[0]), false, row),
            Part::Unblocks => heading(app, theme, columns, ("UNBLOCKS", &blockers.sums[1]), true, row),
            Part::Gap => {}
            Part::Nobody(text) => {
                row.text(TITLE, 0, text, theme.dim);
            }
            Part::Listed(index) => listed(app, theme, columns, blockers, index, row),
        }
    }
}

/// What a list is, how many of it are to be done, and what they come to, above the column that it sums up.
fn heading(
    app: &App,
    theme: &Theme,
    columns: Columns,
    (name, sum): (&str, &Sum),
    scores: bool,
    mut row: Canvas<'_>,
) {
    let x = 1 + row.text(1, 0, name, theme.heading);
    if sum.open == 0 {
        return;
    }
    let inside = match (app.workshop.standing().line(), sum.inside) {
        (None, _) => String::new(),
        (_, 0) => ", none in".to_owned(),
        (_, inside) if inside == sum.open => ", all in".to_owned(),
        (_, inside) => format!(", {inside} in"),
    };
    let effort = format!("effort {}", tidy_micro(sum.effort));
    let room = columns.effort.saturating_sub(width(&effort) + 2 + x + 2);
    let open = sum.open;
    let counts = [format!("{open} to be done{inside}"), format!("{open} to be done"), open.to_string()];
    if let Some(count) = counts.iter().find(|count| width(count) <= room) {
        row.text(x + 2, 0, count, theme.dim);
    }
    row.text_right(columns.effort, 0, &effort, theme.dim);
    if scores {
        row.text(
            columns.state,
            0,
            &format!("score {}", app.workshop.standing().shown_score(sum.score)),
            theme.dim,
        );
    }
}

fn listed(
    app: &App,
    theme: &Theme,
    columns: Columns,
    blockers: &Blockers,
    index: usize,
    mut row: Canvas<'_>,
) {
    let selected = index == blockers.cursor;
    if selected {
        row.select(theme);
    }
    let over = |style: Style| if selected { theme.selected.patch(style) } else { style };
    let room = columns.title.saturating_sub(TITLE);
    let (slot, remark) = match blockers.at(index) {
        None => return,
        Some(Listed::Missing(id)) => {
            row.text_right(TITLE - 2, 0, "–", over(theme.dim));
            row.text(TITLE, 0, &fit(id.as_str(), room), over(theme.text));
            row.text(columns.state, 0, "not here", over(theme.warn));
            return;
        }
        Some(Listed::Blocker(slot, through)) => (slot, remark(app, blockers, slot, through, true)),
        Some(Listed::Dependent(slot, through)) => (slot, remark(app, blockers, slot, through, false)),
    };
    let item = app.workspace().item(slot);
    let standing = app.workshop.standing();
    let is_open = app.workshop.dependencies().is_open(slot);
    let base = over(if is_open { theme.text } else { theme.dim });
    let rank = standing.index(slot).map_or("–".to_owned(), |index| format!("#{}", index + 1));
    row.text_right(TITLE - 2, 0, &rank, base);
    row.text(TITLE, 0, &fit(item.shown_title(), room), base);
    if let Some(effort) = app.workspace().framework().effort() {
        let criterion = &app.workspace().framework().criteria()[effort];
        let value = item.scores.value(&criterion.id).map(|value| criterion.shown(value));
        row.text_right(columns.effort, 0, &value.unwrap_or_default(), base);
    }
    let (state, style) = match standing.index(slot) {
        _ if !is_open => ("done", theme.dim),
        None => (why_unranked(&app.workshop, slot), theme.warn),
        Some(_) if standing.line().is_none() => ("", theme.dim),
        Some(_) if standing.is_in(slot) => ("in", theme.gain),
        Some(_) => ("out", theme.loss),
    };
    row.text(columns.state, 0, state, over(style));
    let (text, style) = remark.map_or((String::new(), theme.dim), |(text, turned)| {
        (text, if turned { theme.warn } else { theme.dim })
    });
    let room = row.width().saturating_sub(columns.remark + 1);
    row.text(columns.remark, 0, &fit(&text, room), over(style));
}

/// By what it is reached, or that it ranks on the wrong side of the item.
fn remark(
    app: &App,
    blockers: &Blockers,
    slot: Slot,
    through: Slot,
    is_blocker: bool,
) -> Option<(String, bool)> {
    if through != blockers.slot {
        return Some((format!("through {}", app.workspace().item(through).shown_title()), false));
    }
    let (item, blocker) = if is_blocker { (blockers.slot, slot) } else { (slot, blockers.slot) };
    let turned = inversions(&app.workshop, item).any(|other| other == blocker);
    let word = if is_blocker { "⚠ ranks below it" } else { "⚠ ranks above it" };
    turned.then(|| (word.to_owned(), true))
}

fn pick(app: &App, theme: &Theme, picking: &Picking, mut body: Canvas<'_>) {
    let (full, height) = (body.width(), body.height());
    let x = 2 + body.text(1, 0, "What has to be done before it?", theme.line);
    prompt::line(theme, &picking.input, body.part(x, 0, full.saturating_sub(x), 1));
    if picking.found.is_empty() {
        body.text(TITLE, 1, "nothing to be done is called that", theme.dim);
    }
    let standing = app.workshop.standing();
    let shown = window(picking.cursor, picking.found.len(), height.saturating_sub(1));
    body.part(0, 1, full, height).scroll_bar(&shown, picking.found.len());
    for (y, at) in shown.enumerate() {
        let slot = picking.found[at];
        let mut row = body.row(1 + y);
        let selected = at == picking.cursor;
        if selected {
            row.select(theme);
        }
        let over = |style: Style| if selected { theme.selected.patch(style) } else { style };
        let rank = standing.index(slot).map_or("–".to_owned(), |index| format!("#{}", index + 1));
        row.text_right(TITLE - 2, 0, &rank, over(theme.text));
        let warning = if picking.closes_circle(slot) { "⚠ waits for it already" } else { "" };
        let end = full.saturating_sub(1);
        row.text_right(end, 0, warning, over(theme.warn));
        let item = app.workspace().item(slot);
        let room = end.saturating_sub(TITLE + width(warning) + 1);
        let x = TITLE + row.text(TITLE, 0, &fit(item.shown_title(), room), over(theme.text));
        let left = room.saturating_sub(x - TITLE + 2);
        row.text(x + 2, 0, &fit(item.id.as_str(), left), over(theme.dim));
    }
}

/// The keys that do something here.
fn keys<'a>(blockers: &Blockers, pulls: &'a str) -> Vec<Hint<'a>> {
    if blockers.picking.is_some() {
        return vec![("enter", "adds it as a blocker"), ("↑/↓", "choose"), ("esc", "goes back")];
    }
    let all = [
        (!blockers.is_empty(), ("enter", "goes there")),
        (!blockers.pull.blockers.is_empty(), ("i", pulls)),
        (true, ("a", "adds one")),
        (blockers.waits_for() > 0, ("x", "removes")),
        (true, ("esc", "closes")),
    ];
    all.into_iter().filter_map(|(useful, hint)| useful.then_some(hint)).collect()
}
