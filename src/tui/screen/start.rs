//! The start screen: what to open.

use std::path::Path;

use super::super::canvas::{Canvas, fit, folded, width, window};
use super::super::flow;
use super::super::sheet::Sheet;
use super::super::theme::Theme;
use super::super::zones::Zones;
use super::{finish, hints, prompt};
use crate::app::start::{Entry, Start};
use crate::domain::framework::Framework;
use crate::domain::text::{counted, scrub};

/// How wide it is at most, in cells.
const WIDTH: usize = 84;

/// Where it is told what a framework is about, behind the longest name of one.
const ABOUT: usize = 20;

/// From this height on there is air above.
const ROOMY: usize = 20;

/// What the keys do.
const CHOOSE: [hints::Hint<'_>; 5] =
    [("enter", "opens"), ("↑/↓", "choose"), ("n", "new"), ("d", "demo"), ("q", "quits")];
const NAME: [hints::Hint<'_>; 2] = [("enter", "makes it"), ("esc", "back")];

/// A row of the list: a heading, a gap, or something to choose.
enum Row {
    Heading(&'static str),
    Gap,
    Entry(usize, Entry),
}

/// Draws it.
pub fn draw(start: &Start, theme: &Theme, sheet: &mut Sheet) {
    let (mut zones, area) = (Zones::default(), sheet.area());
    drawn(start, theme, &mut Canvas::new(sheet, &mut zones, area));
    finish(theme, sheet);
}

fn drawn(start: &Start, theme: &Theme, canvas: &mut Canvas<'_>) {
    let (full, height) = (canvas.width(), canvas.height());
    let wide = WIDTH.min(full.saturating_sub(2));
    let top = if height >= ROOMY { 2 } else { 0 };
    let mut body = canvas.part((full - wide) / 2, top, wide, height.saturating_sub(top + 1));
    let name = body.text(0, 0, "Cutline", theme.line);
    body.text(name + 2, 0, "one backlog, two voices, every trade-off on record", theme.dim);

    let rows = rows(start);
    let room = body.height().saturating_sub(2);
    let at = |row: &Row| matches!(row, Row::Entry(index, _) if *index == start.cursor);
    let selected = rows.iter().position(at).unwrap_or(0);
    let shown = window(selected, rows.len(), room);
    let mut list = body.part(0, 2, usize::MAX, room);
    for (y, row) in rows[shown.clone()].iter().enumerate() {
        match row {
            Row::Heading(text) => {
                list.text(0, y, text, theme.heading);
            }
            Row::Gap => {}
            Row::Entry(index, entry) => choice(start, theme, *entry, *index == start.cursor, list.row(y)),
        }
    }
    list.scroll_bar(&shown, rows.len());
    // What a row cuts of the framework under the cursor stands below, where there is room.
    let below = 2 + shown.len() + 1;
    let lines = about(start).map(|about| folded(&about, wide.saturating_sub(4))).unwrap_or_default();
    for (y, line) in (below..body.height()).zip(&lines) {
        body.text(2, y, line, theme.text);
    }
    let y = height.saturating_sub(1);
    foot(start, theme, canvas.part((full - wide) / 2, y, wide, 1));
}

/// What the framework under the cursor is about.
fn about(start: &Start) -> Option<String> {
    match start.entries().into_iter().nth(start.cursor)? {
        Entry::New(id) => Framework::built_in(id).map(|framework| framework.spec().about.clone()),
        Entry::Recent(_) | Entry::Demo => None,
    }
}

fn rows(start: &Start) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, entry) in start.entries().into_iter().enumerate() {
        match entry {
            Entry::Recent(0) => rows.push(Row::Heading("Opened lately")),
            Entry::Demo if index > 0 => rows.push(Row::Gap),
            Entry::New(id) if id == Framework::BUILT_IN[0] => {
                rows.extend([Row::Gap, Row::Heading("A new workspace, ranked by")]);
            }
            _ => {}
        }
        rows.push(Row::Entry(index, entry));
    }
    rows
}

fn choice(start: &Start, theme: &Theme, entry: Entry, selected: bool, mut row: Canvas<'_>) {
    let (style, pale) = if selected { (theme.selected, theme.selected) } else { (theme.text, theme.dim) };
    if selected {
        row.paint(theme.selected);
        row.text(0, 0, "▸", style);
    }
    let end = row.width().saturating_sub(1);
    let at_right = |row: &mut Canvas<'_>, title: &str, told: &str| {
        let room = end.saturating_sub(2);
        let title = fit(title, room.saturating_sub(width(told).min(room / 2) + 2)).into_owned();
        let used = 2 + row.text(2, 0, &title, style);
        row.text_right(end, 0, &fit(told, end.saturating_sub(used + 2)), pale);
    };
    match entry {
        Entry::Recent(at) => {
            let recent = &start.recents[at];
            let place = place(&recent.path);
            let told = format!("{place} · {} · {}", counted(recent.items, "item"), start.age(recent));
            at_right(&mut row, &recent.title, &told);
        }
        Entry::Demo => at_right(&mut row, "The demo", "a clinic plans its quarter; nothing is kept"),
        Entry::New(id) => {
            let framework = Framework::built_in(id);
            let name = framework.as_ref().map_or(id, Framework::name);
            let about = framework.as_ref().map_or("", |framework| &framework.spec().about);
            row.text(2, 0, name, style);
            row.text(ABOUT, 0, &fit(about, end.saturating_sub(ABOUT)), pale);
        }
    }
}

/// A file by its name and the folder that it lies in: two of one title are told apart.
fn place(path: &Path) -> String {
    let names = [path.parent().and_then(Path::file_name), path.file_name()];
    let names: Vec<_> = names.into_iter().flatten().map(|name| name.to_string_lossy()).collect();
    scrub(&names.join("/")).into_owned()
}

/// The last row: what did not work, the name that is typed, or what the keys do.
fn foot(start: &Start, theme: &Theme, mut row: Canvas<'_>) {
    if let Some(trouble) = &start.trouble {
        row.text(0, 0, trouble, theme.warn);
        return;
    }
    let Some((_, input)) = &start.naming else {
        let told = hints::rows(theme, &CHOOSE, row.width());
        if let Some(told) = told.first() {
            flow::draw(told, &mut row, 0, 0);
        }
        return;
    };
    let used = row.text(0, 0, "Name of the file: ", theme.strong);
    let told = hints::row(theme, &NAME, hints::LEAST_GAP);
    let taken = flow::cells_of(&told);
    let room = row.width().saturating_sub(used + taken + 2);
    prompt::line(theme, input, row.part(used, 0, room, 1));
    flow::draw(&told, &mut row, used + room + 1, 0);
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use ratatui::layout::Rect;

    use super::*;

    #[test]
    fn what_a_row_cuts_of_a_framework_stands_below() {
        let mut start = Start::new(Vec::new(), DateTime::UNIX_EPOCH.fixed_offset());
        let shown = |start: &Start| {
            let mut sheet = Sheet::new(Rect::new(0, 0, 80, 24));
            draw(start, &Theme::default(), &mut sheet);
            format!("{:?}", sheet.to_buffer())
        };
        let ends = "divided by person-months of work.";
        assert!(!shown(&start).contains(ends));
        start.cursor = start.entries().iter().position(|entry| *entry == Entry::New("rice")).unwrap();
        assert!(shown(&start).contains(ends), "{}", shown(&start));
    }
}
