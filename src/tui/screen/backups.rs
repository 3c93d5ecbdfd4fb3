//! The backups of the workspace: when each was made, what differs from now, and what restoring it would do.

use super::super::canvas::{Canvas, fit};
use super::super::theme::Theme;
use super::dialog;
use super::hints::{Hint, foot, height};
use crate::app::App;
use crate::app::backups::{Backups, Kept, Stage, made};
use crate::app::start::ago;
use crate::domain::text::counted;

/// How wide the panel is at most, in cells.
const WIDTH: usize = 78;

const HINTS: [Hint<'static>; 3] = [("enter", "restores it"), ("↑/↓", "choose"), ("esc", "closes")];

/// Where the hint stands that is left where there is none.
const CLOSE: usize = 2;

pub(super) fn render(app: &App, theme: &Theme, backups: &Backups, mut canvas: Canvas<'_>) {
    let kept = match &backups.stage {
        Stage::Listed(kept) => kept.as_slice(),
        _ => &[],
    };
    let full = WIDTH.min(canvas.width());
    let rows = kept.len().max(2) + 1 + if kept.is_empty() { 0 } else { most_changes(kept) + 2 };
    let hints = if kept.is_empty() { &HINTS[CLOSE..] } else { &HINTS[..] };
    let rows = (rows + height(theme, hints, full.saturating_sub(2)) + 2).min(canvas.height());
    let mut panel = canvas.centred(full, rows);
    let mut inner = dialog(theme, "Backups", &mut panel);
    let last = foot(app, theme, hints, &mut inner).saturating_sub(1);
    let told = match &backups.stage {
        Stage::Reading => "Reading them …",
        Stage::Restoring => "Restoring it; what is here now becomes a backup first …",
        Stage::Failed(why) => why.as_str(),
        Stage::Listed(kept) if kept.is_empty() => {
            "There are none yet: the first is made when the file is saved."
        }
        Stage::Listed(_) => "",
    };
    inner.text(1, 0, &fit(told, full.saturating_sub(4)), theme.text);
    for (y, one) in kept.iter().enumerate().take(last) {
        row(app, theme, one, y == backups.cursor, inner.row(y));
    }
    if let Some(selected) = kept.get(backups.cursor) {
        details(theme, selected, kept.len() + 1, last, &mut inner);
    }
}

/// How many rows it takes to say what restoring any of them would do.
fn most_changes(kept: &[Kept]) -> usize {
    let changes = |kept: &Kept| kept.content.as_ref().map_or(1, |content| content.changes.len());
    kept.iter().map(changes).max().unwrap_or_default()
}

/// `▸2026-01-20 10:42  12 minutes ago   24 items   2 gone, 1 scored`.
fn row(app: &App, theme: &Theme, kept: &Kept, selected: bool, mut row: Canvas<'_>) {
    let base = if selected { theme.selected } else { theme.text };
    let dim = if selected { base.patch(theme.dim) } else { theme.dim };
    if selected {
        row.paint(base);
        row.text(0, 0, "▸", base);
    }
    row.text(1, 0, &made(kept.at), base);
    let since = app.meeting.now.map(|now| ago(now, kept.at)).unwrap_or_default();
    row.text(19, 0, &since, dim);
    let (items, differs) = match &kept.content {
        Ok(content) if content.headline.is_empty() => (content.items, "as it is now".to_owned()),
        Ok(content) => (content.items, content.headline.clone()),
        Err(_) => {
            row.text(36, 0, "cannot be read", if selected { base } else { theme.warn });
            return;
        }
    };
    row.text(36, 0, &counted(items, "item"), base);
    let room = row.width().saturating_sub(50);
    row.text(49, 0, &fit(&differs, room), dim);
}

/// What restoring the selected one would do.
fn details(theme: &Theme, kept: &Kept, from: usize, to: usize, inner: &mut Canvas<'_>) {
    let room = inner.width().saturating_sub(4);
    let (title, lines): (&str, Vec<&str>) = match &kept.content {
        Err(why) => ("It cannot be read", vec![why.as_str()]),
        Ok(content) if content.changes.is_empty() => ("It says what is here now", Vec::new()),
        Ok(content) => ("Restoring it", content.changes.iter().map(String::as_str).collect()),
    };
    if from < to {
        inner.text(1, from, title, theme.strong);
    }
    for (y, line) in (from + 1..to).zip(lines) {
        inner.text(2, y, &fit(line, room), theme.text);
    }
}
