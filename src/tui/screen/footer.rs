//! The last row: the keys that apply here and now, or what the program has to say.

use std::borrow::Cow;

use ratatui::layout::Rect;

use super::super::canvas::Canvas;
use super::super::layout::{Layout, Shape};
use super::super::theme::Theme;
use super::hints::{GAP, Hint, LEAST_GAP, cells, draw, in_rows, row};
use super::session;
use crate::app::action::{Action, Keyed, Place};
use crate::app::overlay::Overlay;
use crate::app::saving::Filing;
use crate::app::{App, Notice, Tone};

/// What is told in any case: what somebody has to decide, the way back, and where everything else is told.
const CORE: [Action; 5] = [
    Action::File(Filing::TakeOver),
    Action::File(Filing::Settle),
    Action::ShowAll,
    Action::Back,
    Action::Help,
];

/// What is told before the keys that mean the same everywhere.
const NEXT: [Action; 2] = [Action::Palette, Action::Quit];

/// How many rows a notice takes at most.
const NOTICE: usize = 2;

/// The keys of a number, which is typed into its cell and has no panel to tell them.
const NUMBER: [Hint<'_>; 2] = [("enter", "scores it"), ("esc", "cancels")];

pub(super) fn render(app: &App, theme: &Theme, layout: &Layout, screen: &mut Canvas<'_>) {
    if let Some(notice) = &app.notice {
        return told(theme, notice, layout.footer, screen);
    }
    let mut canvas = screen.at(layout.footer);
    // What lies over the panes takes every key, and tells its own.
    if let Some(overlay) = &app.overlay {
        let hints = if matches!(overlay, Overlay::Number(_)) { &NUMBER[..] } else { &[] };
        draw(&row(theme, hints, GAP), &mut canvas, 1, 0);
        return;
    }
    if app.first_time && app.view.untouched {
        canvas.text(1, 0, &welcome(app), theme.strong);
        return;
    }
    if let Some((errand, _)) = app.outlet.making.front() {
        let end = canvas.text(1, 0, &errand.told(app.meeting.now), theme.strong);
        // On a screen that lies over the panes the key that leads back does that first.
        let stops = if app.view.screen.is_full() { Action::StopExport } else { Action::Back };
        let hint = [(&*keys_of(app, stops), "stops it")];
        // Whoever has left waits for it.
        let hints = if app.saving.is_leaving() { &[] } else { &hint[..] };
        draw(&row(theme, hints, GAP), &mut canvas, end + GAP, 0);
        return;
    }
    // Where there is no room for the log, the last session is told until the first key.
    if layout.shape == Shape::Narrow && app.view.untouched {
        let last = session::last(app);
        if let Some(text) = session::fitting(&last, canvas.width().saturating_sub(2)) {
            canvas.text(1, 0, text, theme.strong);
            return;
        }
    }
    keys(app, theme, &mut canvas);
}

/// What the program has to say: what to do about it mostly stands at its end, so that it takes a second row over what
/// stands above where one is too short.
fn told(theme: &Theme, notice: &Notice, footer: Rect, screen: &mut Canvas<'_>) {
    let style = match notice.tone {
        Tone::Plain => theme.strong,
        Tone::Refused => theme.warn,
    };
    let lines = in_rows(&notice.text, usize::from(footer.width).saturating_sub(2), NOTICE);
    let above = lines.len().saturating_sub(1) as u16;
    let mut canvas = screen.at(Rect { y: footer.y - above, height: footer.height + above, ..footer });
    canvas.clear();
    for (y, line) in lines.iter().enumerate() {
        canvas.text(1, y, line, style);
    }
}

/// What somebody needs who sees this for the first time.
fn welcome(app: &App) -> String {
    let told = [
        (Action::Score, "scores the marked cell"),
        (Action::NextUnscored, "goes to the next gap"),
        (Action::Undo, "takes back"),
        (Action::Help, "lists every key"),
    ];
    let told = told.map(|(action, does)| format!("{} {does}", keys_of(app, action)));
    format!("New here? {}", told.join(" · "))
}

fn keys_of(app: &App, action: Action) -> String {
    action.spec().map(|spec| spec.keys(app)).unwrap_or_default()
}

/// What is told first where there is no room for everything: a screen's own keys come before those of everywhere.
fn weight(hint: &Keyed) -> usize {
    match hint.spec.action {
        action if CORE.contains(&action) => 0,
        _ if hint.is_own => 1,
        action if NEXT.contains(&action) => 2,
        _ => 3,
    }
}

/// The keys of what has the focus, as many as there is room for: a screen's own ones first.
fn keys(app: &App, theme: &Theme, canvas: &mut Canvas<'_>) {
    let known = app.keymap.keyed(Place::of(&app.view));
    let ready: Vec<&Keyed> = known.iter().filter(|hint| hint.spec.ready(app).is_ok()).collect();
    let wanted = |hint: &Keyed, gap: usize| cells(theme, (&hint.keys(app), hint.word)) + gap;
    let core_cells: usize = ready.iter().filter(|hint| weight(hint) == 0).map(|hint| wanted(hint, GAP)).sum();
    let gap = if core_cells + 1 > canvas.width() + GAP { LEAST_GAP } else { GAP };
    let mut room = canvas.width().saturating_sub(core_cells);
    let mut by_weight: Vec<usize> = (0..ready.len()).collect();
    by_weight.sort_by_key(|at| weight(ready[*at]));
    let mut fits = |at: &usize| {
        let taken = if weight(ready[*at]) == 0 { 0 } else { wanted(ready[*at], gap) };
        let left = room.checked_sub(taken);
        room = left.unwrap_or(room);
        left.is_some()
    };
    by_weight.retain(&mut fits);
    by_weight.sort_unstable();
    let hints = by_weight.into_iter().map(|at| (ready[at].keys(app), ready[at].word)).collect();
    canvas.row(0).piece(&Told { hints, gap }, Told::draw);
}

/// Keys that are told, and the cells between them.
#[derive(Hash)]
struct Told<'a> {
    hints: Vec<(Cow<'a, str>, &'a str)>,
    gap: usize,
}

impl Told<'_> {
    fn draw(&self, theme: &Theme, mut canvas: Canvas<'_>) {
        let hints: Vec<Hint<'_>> = self.hints.iter().map(|(keys, word)| (&**keys, *word)).collect();
        draw(&row(theme, &hints, self.gap), &mut canvas, 1, 0);
    }
}
