//! An edit from outside, as a panel over the middle: what happened, what each way would do, and where both sides differ.
//!
//! ```text
//! ╭ Another program changed clinic.json ───────────────────╮
//! │ Theirs  2 items changed, 1 new       written 11:42     │
//! │ Ours   3 items changed, 4 entries in the log          │
//! │                                                        │
//! │ m  Merge: both go into the file, with 1 conflict …     │
//! │ t  Theirs: the file stays as they left it …            │
//! │ s  Elsewhere: ours goes into another file …           │
//! │ ────────────────────────────────────────────────────── │
//! │ Fix payments   effort   3 → ours 5, theirs 2           │
//! │ keys                                                   │
//! ╰────────────────────────────────────────────────────────╯
//! ```

use super::super::canvas::{Canvas, fit, folded, width};
use super::super::theme::Theme;
use super::hints::{self, Hint, foot_or};
use super::{dialog as frame, prompt};
use crate::app::outside::Dialog;
use crate::app::scroll::Scroll;
use crate::app::{App, Tone};
use crate::domain::reconcile::{Conflict, Outcome};
use crate::domain::text::{counted, scrub};
use crate::keeping::{Edit, Theirs, then};

/// How wide the panel is at most, in cells.
const WIDTH: usize = 96;

/// How many conflicts are listed at most without going through them.
const LISTED: usize = 8;

/// How wide the place of a conflict is at most, in cells.
const PLACE: usize = 24;

/// Where what is told of a side or a way begins, in cells.
const TOLD: usize = 9;

/// A piece of the panel: what stands at the left, and what is told, folded into rows.
struct Part {
    label: &'static str,
    key: bool,
    rows: Vec<String>,
}

pub(super) fn render(app: &App, theme: &Theme, dialog: &Dialog, mut canvas: Canvas<'_>) {
    let full = WIDTH.min(canvas.width());
    let room = full.saturating_sub(TOLD + 4);
    let parts = dialog.edit.as_ref().map(|edit| parts(app, edit, room)).unwrap_or_default();
    let rows: usize = parts.iter().map(|part| part.rows.len()).sum();
    let conflicts = dialog.edit.as_ref().map_or(&[][..], conflicts);
    let listed = if conflicts.is_empty() { 0 } else { conflicts.len().min(LISTED) + 1 };
    let hints = keys(app, dialog);
    let typing = usize::from(dialog.file.is_some());
    let wanted = rows.max(1) + 1 + listed + typing + hints::height(theme, &hints, full.saturating_sub(2)) + 2;
    let height = wanted.min(canvas.height());
    let mut panel = canvas.centred(full, height);
    let mut inner = frame(theme, &format!("Another program changed {}", scrub(&app.file)), &mut panel);

    let told = dialog.problem.as_deref().map(|problem| (Tone::Refused, problem));
    let last = foot_or(theme, told, &hints, &mut inner).saturating_sub(typing);
    if dialog.edit.is_none() {
        inner.text(1, 0, "Looking what they made of it …", theme.dim);
    }
    let below = draw_parts(theme, &parts, last, &mut inner);
    if listed > 0 && below + 1 < last {
        inner.row(below).rule(0, theme.border);
        let cells = inner.width();
        let rows = inner.part(0, below + 1, cells, last - below - 1);
        draw_conflicts(theme, conflicts, &dialog.scroll, rows);
    }
    if let Some(input) = &dialog.file {
        let x = 1 + inner.text(1, last, "File", theme.line) + 1;
        prompt::line(theme, input, inner.part(x, last, usize::MAX, 1));
    }
}

fn keys(app: &App, dialog: &Dialog) -> Vec<Hint<'static>> {
    if app.saving.is_settling() {
        return vec![("…", "this takes a moment")];
    }
    if dialog.file.is_some() {
        return vec![("enter", "saves ours there and goes on"), ("esc", "back")];
    }
    let mut hints = Vec::new();
    if dialog.can_merge() {
        hints.push(("m", "merge both"));
    }
    if dialog.can_take() {
        hints.push(("t", "take theirs"));
    }
    hints.push(("s", "save ours elsewhere"));
    hints.push(("esc", "later"));
    if dialog.leaving {
        hints.push(("q", "quit, settle it next time"));
    }
    hints
}

/// What happened, and what each way would do.
fn parts(app: &App, edit: &Edit, room: usize) -> Vec<Part> {
    let part = |label, key, told: &str| Part { label, key, rows: folded(told, room) };
    let when = edit.at.map_or_else(String::new, |at| {
        let today = app.meeting.now.is_some_and(|now| now.date_naive() == at.date_naive());
        let form = if today { "%H:%M" } else { "%Y-%m-%d %H:%M" };
        format!(", written {}", at.format(form))
    });
    let mut parts = Vec::new();
    match &edit.theirs {
        Ok(theirs) => {
            parts.push(part("Theirs", false, &format!("{}{when}", theirs.told())));
        }
        Err(why) => parts.push(part("Theirs", false, &format!("{}{when}", scrub(why)))),
    }
    parts.push(part("Ours", false, &edit.ours.told()));
    parts.push(part("", false, ""));
    match &edit.theirs {
        Ok(theirs) => {
            let [merged, taken] = theirs.then.each_ref().map(then);
            parts.push(part("m", true, &format!("{} {merged}", merging(theirs))));
            let take = "Theirs: the file stays as they left it, ours goes into a copy beside it.";
            parts.push(part("t", true, &format!("{take} {taken}")));
        }
        Err(_) => parts.push(part(
            "",
            false,
            "There is nothing to merge with as it is: it can be put right first, where it was written.",
        )),
    }
    let elsewhere = "Elsewhere: ours goes into another file and you go on there, this one is theirs.";
    parts.push(part("s", true, elsewhere));
    parts
}

fn merging(theirs: &Theirs) -> String {
    match &theirs.conflicts {
        Ok(conflicts) if conflicts.is_empty() => {
            "Merge: both go into the file, nothing is in conflict.".to_owned()
        }
        Ok(conflicts) => {
            format!("Merge: both go into the file; ours stands in {}.", counted(conflicts.len(), "conflict"))
        }
        Err(why) => format!("Both cannot be merged: {}", scrub(why)),
    }
}

fn conflicts(edit: &Edit) -> &[Conflict] {
    edit.theirs.as_ref().ok().and_then(|theirs| theirs.conflicts.as_deref().ok()).unwrap_or_default()
}

/// Draws the parts above a row, and returns the row behind them.
fn draw_parts(theme: &Theme, parts: &[Part], last: usize, inner: &mut Canvas<'_>) -> usize {
    let mut y = 0;
    for part in parts {
        inner.text(1, y, part.label, if part.key { theme.strong } else { theme.line });
        let indent = if part.key { 1 + width(part.label) + 2 } else { TOLD };
        for row in &part.rows {
            if y >= last {
                return y;
            }
            inner.text(indent, y, row, theme.text);
            y += 1;
        }
    }
    y
}

fn draw_conflicts(theme: &Theme, conflicts: &[Conflict], scroll: &Scroll, mut list: Canvas<'_>) {
    let room = list.height();
    let first = scroll.within(conflicts.len().saturating_sub(room));
    let shown = first..conflicts.len().min(first + room);
    list.scroll_bar(&shown, conflicts.len());
    let title = list.width() * 3 / 10;
    let place = PLACE.min(list.width() / 3);
    for (y, conflict) in conflicts[shown].iter().enumerate() {
        let about = conflict.title.as_deref().unwrap_or("workspace");
        list.text(1, y, &fit(about, title), theme.text);
        list.text(title + 3, y, &fit(&conflict.place(), place), theme.dim);
        let what = match conflict.outcome {
            Outcome::Ours => conflict.values(),
            _ => conflict.told().to_owned(),
        };
        let x = title + place + 5;
        let room = list.width().saturating_sub(x + 1);
        list.text(x, y, &fit(&what, room), theme.text);
    }
}
