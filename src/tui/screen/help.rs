//! The help: every key from the one table, those of the focused place first.

use ratatui::style::Style;

use super::super::canvas::{Canvas, folded, width};
use super::super::theme::Theme;
use super::dialog;
use super::hints::{Hint, foot};
use crate::app::App;
use crate::app::action::{Place, TABLE};
use crate::app::key::Key;
use crate::app::scroll::Scroll;

/// Where keys begin, and titles behind them.
const KEYS: usize = 2;
const TITLE: usize = 24;

/// Below this width titles follow their keys more closely, and sentences stand below both.
const NARROW: usize = 60;
const NARROW_TITLE: usize = 12;
const NARROW_DOC: usize = 4;

/// From this width on, titles and sentences stand in one row.
const WIDE: usize = 120;

/// What the keys do.
const HINTS: [Hint<'_>; 2] = [("↑/↓", "scroll"), ("any other key", "closes it")];

/// A row of the help: texts, each from a cell on, and how they are meant.
type Row = Vec<(usize, String, Style)>;

pub(super) fn render(app: &App, theme: &Theme, scroll: &Scroll, mut canvas: Canvas<'_>) {
    let mut inner = dialog(theme, "Help", &mut canvas);
    let height = foot(app, theme, &HINTS, &mut inner);
    let mut list = inner.part(0, 0, usize::MAX, height);
    let rows = rows(app, theme, list.width());
    let skip = scroll.within(rows.len().saturating_sub(height));
    for (y, row) in rows.iter().skip(skip).take(height).enumerate() {
        for (x, text, style) in row {
            list.text(*x, y, text, *style);
        }
    }
    list.scroll_bar(&(skip..rows.len().min(skip + height)), rows.len());
}

fn rows(app: &App, theme: &Theme, full: usize) -> Vec<Row> {
    // Where the focus is, and what that is a part of; then the other places.
    let mut places: Vec<Place> = Place::of(&app.view).around().collect();
    let here = places.len();
    places.extend(Place::ALL.iter().filter(|place| !places.contains(place)).collect::<Vec<_>>());
    let mut taken: Vec<Key> = Vec::new();
    let mut rows = Vec::new();
    for (at, place) in places.into_iter().enumerate() {
        let mut section = app.keymap.section(place);
        // A key that means something closer by means nothing else here.
        if at < here {
            section.retain_mut(|(_, keys)| {
                let is_unbound = keys.is_empty();
                keys.retain(|key| !taken.contains(key));
                is_unbound || !keys.is_empty()
            });
            taken.extend(section.iter().flat_map(|(_, keys)| keys));
        }
        if section.is_empty() {
            continue;
        }
        rows.push(vec![(1, place.heading().to_owned(), theme.line)]);
        for (spec, keys) in section {
            let told = keys.iter().map(ToString::to_string).collect::<Vec<_>>().join("  ");
            let keys = if keys.len() > 4 { spec.keys(app) } else { told };
            rows.extend(action(theme, &keys, (spec.title, spec.doc), full));
        }
        rows.push(Row::new());
    }
    rows
}

/// An action in as many rows as its sentence takes: behind its title where there is room, else below it.
fn action(theme: &Theme, keys: &str, (title, doc): (&str, &str), full: usize) -> Vec<Row> {
    let longest = TABLE.iter().map(|spec| width(spec.title)).max().unwrap_or(0);
    let behind_keys = KEYS + width(keys) + 2;
    let (title_at, doc_at) = match full {
        WIDE.. => (TITLE, TITLE + longest + 3),
        NARROW.. => (TITLE, TITLE),
        _ => (NARROW_TITLE.max(behind_keys), NARROW_DOC),
    };
    let mut rows =
        vec![vec![(KEYS, keys.to_owned(), theme.strong), (title_at, title.to_owned(), theme.text)]];
    let docs = folded(doc, full.saturating_sub(doc_at + 1));
    let mut docs = docs.into_iter().map(|line| (doc_at, line, theme.dim));
    if full >= WIDE {
        rows[0].extend(docs.next());
    }
    rows.extend(docs.map(|doc| vec![doc]));
    rows
}
