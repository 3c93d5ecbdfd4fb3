//! The help: every key from the one table, those of the focused place first.

use super::super::canvas::{Canvas, width};
use super::super::theme::Theme;
use crate::app::App;
use crate::app::action::{Place, TABLE};

/// Where titles begin.
const TITLE: usize = 24;

/// From this width on, titles and sentences stand in one row.
const WIDE: usize = 120;

/// A row of the help: text at a cell, and how it is meant.
enum Row {
    Heading(&'static str),
    Action { keys: String, title: &'static str },
    Doc(&'static str),
    Gap,
}

pub(super) fn render(app: &App, theme: &Theme, scroll: usize, mut canvas: Canvas<'_>) {
    canvas.clear();
    let title =
        ratatui::text::Line::styled(" Help: any other key closes it, up and down scroll ", theme.strong);
    let mut inner = canvas.frame(title, theme.line);
    let wide = inner.width() >= WIDE;
    let longest = TABLE.iter().map(|spec| width(spec.title)).max().unwrap_or(0);
    let doc_column = if wide { TITLE + longest + 3 } else { TITLE };
    let mut y = 0;
    let rows = rows(app);
    let height: usize = rows.iter().filter(|row| !(wide && matches!(row, Row::Doc(_)))).count();
    let skip = scroll.min(height.saturating_sub(inner.height()));
    for row in rows {
        // On a wide screen a sentence stands behind the title above it.
        if wide && matches!(row, Row::Doc(_)) {
            y -= 1;
        }
        if let Some(y) = usize::checked_sub(y, skip) {
            match row {
                Row::Heading(name) => inner.text(1, y, name, theme.line),
                Row::Action { keys, title } => {
                    inner.text(2, y, &keys, theme.strong);
                    inner.text(TITLE, y, title, theme.text)
                }
                Row::Doc(doc) => inner.text(doc_column, y, doc, theme.dim),
                Row::Gap => 0,
            };
        }
        y += 1;
    }
}

fn rows(app: &App) -> Vec<Row> {
    // Where the focus is, and what that is a part of; then the other places.
    let mut places: Vec<Place> = Place::of(&app.view).around().collect();
    places.extend(Place::ALL.iter().filter(|place| !places.contains(place)).collect::<Vec<_>>());
    let mut rows = Vec::new();
    for place in places {
        let section = app.keymap.section(place);
        if section.is_empty() {
            continue;
        }
        rows.push(Row::Heading(place.heading()));
        for (spec, keys) in section {
            let told = keys.iter().map(ToString::to_string).collect::<Vec<_>>().join("  ");
            let keys = if keys.len() > 4 { spec.keys(app) } else { told };
            rows.push(Row::Action { keys, title: spec.title });
            rows.push(Row::Doc(spec.doc));
        }
        rows.push(Row::Gap);
    }
    rows
}
