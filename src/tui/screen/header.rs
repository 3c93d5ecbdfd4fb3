//! The first row: what is being decided, under which framework, and whether it is saved. Below it,
//! tabs on a narrow screen, or a banner that stays while something cannot be saved or waits for somebody.

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, width};
use super::super::flow::{cells_of, draw};
use super::super::layout::Shape;
use super::super::theme::Theme;
use super::clock;
use crate::app::App;
use crate::app::action::Action;
use crate::app::pointer::Spot;
use crate::app::saving::{Filing, SaveState};
use crate::app::view::Pane;
use crate::domain::framework::Side;
use crate::domain::text::scrub;

/// What a title keeps at least, in cells: less of it says nothing.
const LEAST: usize = 6;

/// What it keeps before facts are left out, also beside the clock.
const NAME: usize = 28;
const TITLE: usize = 14;

/// Cells that the clock may take in any case, and those that part it from the facts.
const TIMER: usize = 20;
const GAP: usize = 5;

/// How many cells of a filter are told, the most that fit.
const CUT: [usize; 4] = [usize::MAX, 60, 40, 20];

/// From this width on, a full screen tells the name of the program beside the clock.
const BRAND: usize = 60;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (save, style) = match app.saving.state() {
        SaveState::Saved => ("✓ saved", theme.gain),
        SaveState::Saving => ("… saving", theme.warn),
        SaveState::Failed => (" not saved ", theme.alarm),
        SaveState::ReadOnly => (" read-only ", theme.alarm),
    };
    let end = canvas.width() - 1;
    canvas.text_right(end, 0, save, style);

    let timers = clock::timer(app, theme);
    // Where there is little room, where one is and what time it is come before who tells it.
    let brand =
        timers.is_empty() && !is_filtered(app) || !app.view.screen.is_full() || canvas.width() >= BRAND;
    let mut used = if brand { canvas.text(1, 0, "Cutline", theme.line) + 3 } else { 2 };
    if app.view.screen.is_full() {
        used += canvas.pieces(used - 1, 0, &[("› ", theme.line), (app.view.screen.title(), theme.line)]) + 1;
    }
    // Where one is comes before what there is.
    let facts_end = end.saturating_sub(width(save) + 3);
    let room = facts_end.saturating_sub(used);
    // What time it is comes before what there is, but not all of it has to be told.
    let timer = timers.iter().find(|form| cells_of(form) <= (room / 2).max(room.min(TIMER)));
    let taken = timer.map_or(0, |timer| cells_of(timer) + GAP);
    let facts = facts(app, canvas.width());
    // What it is called comes before how it is counted.
    let named = width(title(app)).min(if taken > 0 || is_filtered(app) { TITLE } else { NAME });
    let fits = |form: &&String, named: usize| used + width(form) + taken + named + 2 <= facts_end;
    // That not everything is shown comes before that.
    let least = facts.iter().find(|form| is_filtered(app) && fits(form, 0));
    let facts = facts.iter().find(|form| fits(form, named)).or(least).map_or("", String::as_str);
    let mut start = facts_end.saturating_sub(width(facts));
    canvas.text(start, 0, facts, if is_filtered(app) { theme.warn } else { theme.dim });
    if let Some(timer) = timer {
        start = start.saturating_sub(if facts.is_empty() { taken - GAP } else { taken });
        draw(timer, &mut canvas, start, 0);
    }

    let title = title(app);
    let room = start.saturating_sub(used + 2);
    if room >= LEAST.min(width(title)) {
        canvas.text(used, 0, &fit(title, room), theme.strong);
    }
}

fn title(app: &App) -> &str {
    let title = app.workspace().head().title.as_str();
    if title.is_empty() { &app.file } else { title }
}

fn is_filtered(app: &App) -> bool {
    app.filter.is_on() && app.view.screen.is_filtered()
}

/// `four-factor · 24 items · 5 unscored`, then shorter and shorter, at first as short as the whole row asks for;
/// `filter: must · 7 of 24 items` under a filter.
fn facts(app: &App, room: usize) -> Vec<String> {
    let standing = app.workshop.standing();
    let (items, unscored) = (standing.candidates().len(), standing.unscored().len());
    let count = format!("{items} {}", if items == 1 { "item" } else { "items" });
    if is_filtered(app) {
        let (told, shown) = (app.filter.filter().told(app.workspace()), app.listed().len());
        let in_words = CUT.map(|cells| format!("filter: {} · {shown} of {count}", fit(&told, cells)));
        let shorter = [format!("filter · {shown} of {items}"), format!("{shown} of {items}")];
        return in_words.into_iter().chain(shorter).collect();
    }
    let mut forms = vec![count.clone()];
    if room >= 60 && unscored > 0 {
        forms.insert(0, format!("{count} · {unscored} unscored"));
    }
    if room >= 60 {
        let name = scrub(app.workspace().framework().name()).to_lowercase();
        forms.insert(0, format!("{name} · {}", forms[0]));
    }
    forms
}

/// What stays below the header as long as it is so: what is wrong, and what somebody has to decide.
pub(super) fn banner(app: &App, theme: &Theme) -> Option<(String, Style)> {
    let keys = |action: Action| action.spec().map(|spec| spec.keys(app)).unwrap_or_default();
    if let Some(trouble) = &app.saving.trouble {
        let way = if trouble.changed_outside {
            format!(": {} settles both", keys(Action::File(Filing::Settle)))
        } else {
            String::new()
        };
        return Some((trouble.told() + &way, theme.alarm));
    }
    let told = app.following.told(|| keys(Action::File(Filing::TakeOver)));
    told.map(|told| (told, theme.cursor))
}

pub(super) fn render_bar(app: &App, theme: &Theme, shape: Shape, mut canvas: Canvas<'_>) {
    if let Some((told, style)) = banner(app, theme) {
        canvas.paint(style);
        canvas.text(1, 0, &told, style);
    } else if shape == Shape::Narrow && !app.view.screen.is_full() {
        tabs(app, theme, canvas);
    }
}

fn tabs(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let mut x = 1;
    for pane in Pane::ALL {
        let (name, hue) = match pane {
            Pane::Scoring(Side::Business) => ("Business", theme.business),
            Pane::Scoring(Side::Engineering) => ("Engineering", theme.engineering),
            Pane::Backlog => ("Backlog", theme.strong),
            Pane::Log => ("Log", theme.strong),
        };
        let focused = pane == app.view.pane;
        let label = if focused { format!("[{name}]") } else { name.to_owned() };
        let used = canvas.text(x, 0, &label, if focused { hue.patch(theme.strong) } else { theme.dim });
        canvas.part(x, 0, used, 1).mark(Spot::Pane(pane));
        x += used + 1;
    }
}
