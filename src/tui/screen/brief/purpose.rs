//! The left half of the brief: vision, goals, themes, and what belongs to none of them.

use ratatui::style::Style;

use super::super::super::canvas::{fit, folded, width};
use super::super::super::flow::Row;
use super::super::super::theme::Theme;
use super::super::bar::bar;
use super::{counted, left, parted, right};
use crate::app::App;
use crate::domain::brief::{Progress, Share, progress};
use crate::domain::criterion::tidy;
use crate::domain::number::Num;
use crate::domain::share::against;
use crate::domain::workspace::Goal;

/// How many cells a bar takes at most.
const BAR: usize = 20;

/// How many items that are linked to nothing are named.
const NAMED: usize = 5;

pub(super) fn rows(app: &App, theme: &Theme, (room, roomy): (usize, bool)) -> Vec<Row> {
    parted(&[
        vision(app, theme, room),
        goals(app, theme, room, roomy),
        themes(app, theme, room),
        unlinked(app, theme, room),
    ])
}

fn heading(theme: &Theme, name: &str) -> Row {
    vec![(name.to_owned(), theme.strong)]
}

fn missing(theme: &Theme, text: &str) -> Row {
    vec![(text.to_owned(), theme.warn)]
}

fn vision(app: &App, theme: &Theme, room: usize) -> Vec<Row> {
    let mut rows = vec![heading(theme, "VISION")];
    match app.workspace().head().vision.as_deref().map(str::trim) {
        None | Some("") => {
            rows.push(missing(theme, "Nobody wrote one down: it is the field vision of the file."));
        }
        Some(vision) => rows.extend(folded(vision, room).into_iter().map(|line| vec![(line, theme.heading)])),
    }
    rows
}

/// Each goal with a bar from where it started to where it should be.
fn goals(app: &App, theme: &Theme, room: usize, roomy: bool) -> Vec<Row> {
    let mut rows = vec![heading(theme, "GOALS")];
    let head = app.workspace().head();
    if head.goals.is_empty() {
        rows.push(missing(theme, "There is none."));
    }
    for (i, (goal, share)) in head.goals.iter().zip(&app.boards.brief.goals).enumerate() {
        if roomy && i > 0 {
            rows.push(Row::new());
        }
        let told = told(share);
        let title = left(&goal.title, room.saturating_sub(width(&told) + 1));
        rows.push(vec![(format!("{title} "), theme.text), (told, theme.dim)]);
        rows.push(measure(theme, goal, room));
    }
    rows
}

/// `████░░░░   20 %  50 → 40, now 48 missed visits per week`, or what it lacks to be measured.
fn measure(theme: &Theme, goal: &Goal, room: usize) -> Row {
    let lacks = [
        ("a metric", goal.metric.is_none()),
        ("a baseline", goal.baseline.is_none()),
        ("a target", goal.target.is_none()),
    ];
    let lacks: Vec<&str> = lacks.iter().filter(|(_, lacks)| *lacks).map(|(what, _)| *what).collect();
    if !lacks.is_empty() {
        return missing(theme, &format!("  ⚠ not measurable: it lacks {}", lacks.join(", ")));
    }
    let shown = |num: Option<Num>| num.map_or_else(|| "?".to_owned(), |num| tidy(num.get()));
    let metric = goal.metric.as_deref().unwrap_or_default();
    let way = format!("{} → {}", shown(goal.baseline), shown(goal.target));
    let cells = BAR.min(room / 4);
    let Some(progress) = progress(goal) else {
        let text = format!("  ⚠ nobody says where it is now   {way} {metric}");
        return missing(theme, &fit(&text, room));
    };
    let (share, reached, style) = reached(theme, progress);
    let before = cells + 14;
    let told = format!("{way}, now {} {metric}", shown(goal.current));
    vec![
        (format!("  {}", bar(share, cells)), theme.gain),
        (format!("{}   ", right(&reached, 9)), style),
        (fit(&told, room.saturating_sub(before)).into_owned(), theme.dim),
    ]
}

/// How much of a bar is full, and the word behind it.
fn reached(theme: &Theme, progress: Progress) -> (f64, String, Style) {
    let (share, word, style) = match progress {
        Progress::Kept => (1.0, "kept", theme.gain),
        Progress::Moved => (0.0, "moved", theme.warn),
        Progress::Way(share) if share >= 1.0 => (share, "reached", theme.gain),
        Progress::Way(share) if share < 0.0 => (share, "lost", theme.loss),
        Progress::Way(share) => return (share, against(share, 1.0), theme.strong),
    };
    (share, word.to_owned(), style)
}

/// `8 items, 4 in`.
fn told(share: &Share) -> String {
    format!("{}, {} in", counted(share.items, "item"), share.inside)
}

/// Each theme with what of the line it takes.
fn themes(app: &App, theme: &Theme, room: usize) -> Vec<Row> {
    let head = app.workspace().head();
    let mut rows = vec![heading(theme, "THEMES")];
    if head.themes.is_empty() {
        rows.push(missing(theme, "There is none."));
        return rows;
    }
    let used = app.workshop.standing().load().map_or(0, |load| load.effort);
    let points = |share: &Share| tidy(share.effort as f64 / 1e6);
    let shares = &app.boards.brief.themes;
    let counts: Vec<String> = shares.iter().map(told).collect();
    let counts_width = counts.iter().map(|count| width(count)).max().unwrap_or(0);
    let points_width = shares.iter().map(|share| width(&points(share))).max().unwrap_or(0).max(3);
    let cells = BAR.min(room / 5);
    let titles = room.saturating_sub(counts_width + points_width + cells + 13);
    let titles = titles.min(head.themes.iter().map(|t| width(&fit(&t.title, room))).max().unwrap_or(0));
    for ((line, share), count) in head.themes.iter().zip(shares).zip(&counts) {
        let part = if used > 0 { share.effort as f64 / used as f64 } else { 0.0 };
        rows.push(vec![
            (left(&line.title, titles), theme.text),
            (format!("  {}", left(count, counts_width)), theme.dim),
            (format!("   effort {} ", right(&points(share), points_width)), theme.text),
            (bar(part, cells), theme.text),
        ]);
    }
    rows
}

/// What belongs to no theme and serves no goal, with the key that leads there.
fn unlinked(app: &App, theme: &Theme, room: usize) -> Vec<Row> {
    let slots = &app.boards.brief.unlinked;
    let mut rows = vec![heading(theme, "LINKED TO NOTHING")];
    if slots.is_empty() {
        rows.push(vec![("Every item belongs to a theme or serves a goal.".to_owned(), theme.gain)]);
        return rows;
    }
    let key = app.keymap.keys_of(crate::app::action::Action::NextUnlinked).next();
    let key = key.map(|key| format!(": {key} shows the next")).unwrap_or_default();
    let (verb, of) = if slots.len() == 1 { ("belongs", "serves") } else { ("belong", "serve") };
    let told = format!("{} {verb} to no theme and {of} no goal{key}", counted(slots.len(), "item"));
    rows.extend(folded(&told, room).into_iter().map(|line| vec![(line, theme.warn)]));
    let standing = app.workshop.standing();
    for slot in slots.iter().take(NAMED) {
        let rank = standing.index(*slot).map_or("–".to_owned(), |index| format!("#{}", index + 1));
        let side = if standing.is_in(*slot) { "in" } else { "" };
        let title = left(app.workspace().item(*slot).shown_title(), room.saturating_sub(12));
        let style: Style = if side.is_empty() { theme.dim } else { theme.text };
        rows.push(vec![(format!("  {}  {title} {side}", right(&rank, 4)), style)]);
    }
    if slots.len() > NAMED {
        rows.push(vec![(format!("        and {} more", slots.len() - NAMED), theme.dim)]);
    }
    rows
}
