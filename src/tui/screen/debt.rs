//! The debt register: technical work that was put off twice or more, and what not doing it costs.

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, folded, padded, width};
use super::super::flow::{Row, draw};
use super::super::theme::Theme;
use super::pane_title;
use crate::app::App;
use crate::app::action::Action;
use crate::app::pointer::Spot;
use crate::domain::cycle::estimate;
use crate::domain::debt::{Owed, cost, deferred, sum};
use crate::domain::explain::explain;
use crate::domain::id::Slot;
use crate::domain::stands::stands;

/// From this width on the facts about an item stand in columns beside its title.
const COLUMNS: usize = 110;

/// How wide the register is at most: the eye has to find the way from a title to its facts.
const WIDEST: usize = 136;

/// Where text begins, behind cursor and count.
const TEXT: usize = 18;

/// Where it begins where there is less room.
const NARROW_TEXT: usize = 3;

/// The columns of the facts: their heads and widths.
const FACTS: [(&str, usize); 5] = [("kind", 6), ("effort", 8), ("place", 15), ("owner", 12), ("since", 12)];

/// How wide its texts are at most, in cells.
const TOLD: usize = 110;

/// How many rows the cost of not doing an item takes at most.
const COST: usize = 3;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (title, frame) =
        pane_title(app, theme, "DEBT REGISTER", "tech and debt, deferred twice or more", theme.heading, true);
    let mut inner = canvas.frame(title, frame);
    let register = app.register.list();
    if register.is_empty() {
        return nothing(app, theme, inner);
    }
    inner.text(1, 0, &sum(app.workspace(), register), theme.strong);
    let (cells, height) = (inner.width().min(WIDEST), inner.height());
    if cells >= COLUMNS {
        heads(theme, &mut inner.part(0, 0, cells, 1));
    }
    let mut body = inner.part(0, 2, usize::MAX, height.saturating_sub(2));
    let selected = app.view.selected.and_then(|slot| register.iter().position(|owed| owed.slot == slot));
    let drawn = |at: usize| lines(app, theme, &register[at], (selected == Some(at), cells));
    let (mut y, height) = (0, body.height());
    let first = first(selected.unwrap_or(0), height, drawn);
    let mut end = first;
    for (at, owed) in register.iter().enumerate().skip(first) {
        if y >= height {
            break;
        }
        let rows = drawn(at);
        end += usize::from(y + rows.len() <= height);
        for (i, row) in rows.iter().enumerate() {
            let mut line = body.row(y + i);
            line.mark(Spot::Card(owed.slot));
            if i == 0 && selected == Some(at) {
                line.paint(theme.selected);
            }
            draw(row, &mut line, 0, 0);
        }
        y += rows.len() + 1;
    }
    body.scroll_bar(&(first..end), register.len());
}

/// The first entry in the window: as far up as leaves the selected one whole in it, with one before it.
fn first(selected: usize, height: usize, drawn: impl Fn(usize) -> Vec<Row>) -> usize {
    let mut used = drawn(selected).len();
    let mut first = selected;
    while first > 0 {
        used += drawn(first - 1).len() + 1;
        if used > height {
            break;
        }
        first -= 1;
    }
    first
}

/// Says when something will stand here.
fn nothing(app: &App, theme: &Theme, mut inner: Canvas<'_>) {
    let closed = match app.workspace().head().cycles.len() {
        0 => format!("No cycle was closed yet{}.", app.by_key(Action::EndCycle, "ends one")),
        1 => "One cycle was closed so far.".to_owned(),
        more => format!("{more} cycles were closed so far."),
    };
    let why = "A tech or debt item stands here once two closed cycles left it out, \
               with what not doing it costs, until it is done, parked or declined.";
    inner.text(1, 1, "No technical work was put off twice.", theme.strong);
    let room = inner.width().saturating_sub(2);
    for (i, line) in folded(&format!("{why} {closed}"), room.min(90)).iter().enumerate() {
        inner.text(1, 3 + i, line, theme.dim);
    }
}

fn heads(theme: &Theme, inner: &mut Canvas<'_>) {
    let mut x = inner.width().saturating_sub(FACTS.iter().map(|(_, cells)| cells).sum());
    for (head, cells) in FACTS {
        inner.text(x, 0, head, theme.dim);
        x += cells;
    }
}

/// An entry as the rows it takes.
fn lines(app: &App, theme: &Theme, owed: &Owed, (selected, cells): (bool, usize)) -> Vec<Row> {
    let item = app.workspace().item(owed.slot);
    let over = |style: Style| if selected { theme.selected.patch(style) } else { style };
    let mark = if selected { "▸" } else { " " };
    let tag = format!("{mark}⚠ {}", deferred(item.deferrals));
    let facts = facts(app, owed.slot);
    let wide = cells >= COLUMNS;
    let text = if wide { TEXT } else { NARROW_TEXT };
    let room = cells.saturating_sub(text + 1);
    let (plain, strong) = (over(theme.text), over(theme.strong));
    let mut rows: Vec<Row> = Vec::new();
    if wide {
        let columns: usize = FACTS.iter().map(|(_, cells)| cells).sum();
        let title = column(item.shown_title(), cells.saturating_sub(TEXT + columns + 1));
        let mut row = vec![(column(&tag, TEXT), over(theme.warn)), (format!("{title} "), strong)];
        let cell = |(fact, (_, cells)): (&String, &(&str, usize))| (column(fact, *cells), plain);
        row.extend(facts.iter().zip(&FACTS).map(cell));
        rows.push(row);
    } else {
        let title = fit(item.shown_title(), cells.saturating_sub(width(&tag) + 3)).into_owned();
        rows.push(vec![(format!("{tag}  "), over(theme.warn)), (title, strong)]);
        let told = facts.iter().zip(FACTS).filter(|(fact, _)| *fact != "–");
        let told: Vec<String> = told.map(|(fact, (head, _))| in_words(head, fact)).collect();
        rows.push(vec![(" ".repeat(text), theme.dim), (told.join(" · "), theme.dim)]);
    }
    let indented = |(line, style): (String, Style)| vec![(" ".repeat(text), style), (line, style)];
    rows.extend(not_doing(theme, cost(item), room).into_iter().map(indented));
    rows.extend(argued(app, theme, owed.slot, room).into_iter().map(indented));
    rows.extend(put_off_in(owed, item.deferrals, room).into_iter().map(|line| indented((line, theme.dim))));
    rows
}

fn not_doing(theme: &Theme, cost: Option<&str>, room: usize) -> Vec<(String, Style)> {
    let Some(cost) = cost else {
        return vec![("Not doing it: nobody wrote down what it costs".to_owned(), theme.warn)];
    };
    let lines = folded(&format!("Not doing it: {cost}"), room.min(TOLD)).into_iter().take(COST);
    lines.map(|line| (line, theme.text)).collect()
}

/// What doing it unblocks, and what would bring it in.
fn argued(app: &App, theme: &Theme, slot: Slot, room: usize) -> Vec<(String, Style)> {
    let details = app.workspace().item(slot).rare.details.as_deref();
    let unblocks = details.and_then(|details| details.unblocks.as_deref());
    let unblocks = unblocks.map(|unblocks| (format!("Unblocks: {unblocks}"), theme.text));
    let explanation = explain(&app.workshop, slot);
    let ways: Vec<String> = explanation.over.ways().iter().map(|way| explanation.way(way)).collect();
    let over = (!ways.is_empty()).then(|| (format!("In with {}", ways.join(", or ")), theme.gain));
    let told = unblocks.into_iter().chain(over);
    told.flat_map(|(text, style)| folded(&text, room.min(TOLD)).into_iter().map(move |line| (line, style)))
        .collect()
}

/// `deferred in 2025-Q2 · 2025-Q3 · 2025-Q4`; those that are only counted are told as such.
fn put_off_in(owed: &Owed, deferrals: u32, room: usize) -> Vec<String> {
    match owed.put_off_in(deferrals) {
        Some(cycles) => folded(&format!("deferred in {cycles}"), room.min(TOLD)),
        None => vec!["deferred in cycles that are not on record here".to_owned()],
    }
}

/// Kind, effort, place, owner and since when, as they stand in their columns.
fn facts(app: &App, slot: Slot) -> [String; 5] {
    let workspace = app.workspace();
    let item = workspace.item(slot);
    let details = item.rare.details.as_deref();
    let text =
        |text: Option<&String>| text.filter(|text| !text.is_empty()).map_or("–", String::as_str).to_owned();
    let effort = estimate(workspace, item).map_or_else(|| "–".to_owned(), |num| num.to_string());
    [
        item.kind.to_string(),
        effort,
        stands(&app.workshop, slot),
        text(details.and_then(|details| details.owner.as_ref())),
        text(details.and_then(|details| details.created.as_ref())),
    ]
}

/// A fact without a column over it.
fn in_words(head: &str, fact: &str) -> String {
    if matches!(head, "effort" | "since") { format!("{head} {fact}") } else { fact.to_owned() }
}

/// A text in exactly so many cells, the last of them empty.
fn column(text: &str, cells: usize) -> String {
    padded(&fit(text, cells.saturating_sub(1)), cells)
}
