//! The left half of the brief: vision, goals, themes, and what belongs to none of them.

use ratatui::style::Style;

use super::super::super::canvas::{fit, folded, padded, width};
use super::super::super::flow::Row;
use super::super::super::theme::Theme;
use super::super::bar::bar;
use super::{Marked, gap, heading, on, parted, plain, right};
use crate::app::App;
use crate::app::action::Action;
use crate::app::brief::{NAMED, Spot};
use crate::domain::brief::{Progress, Share, Unlisted, progress};
use crate::domain::criterion::tidy;
use crate::domain::number::Num;
use crate::domain::ranking::tidy_micro;
use crate::domain::share::against;
use crate::domain::text::counted;
use crate::domain::workspace::Goal;

/// How many cells a bar takes at most.
const BAR: usize = 20;

/// The fewest cells that a title is worth.
const LEAST: usize = 12;

/// What stands before a name that nobody lists.
const NOT_LISTED: &str = "not listed: ";

pub(super) fn rows(app: &App, theme: &Theme, (room, roomy): (usize, bool)) -> Vec<Marked> {
    parted(&[
        vision(app, theme, room),
        goals(app, theme, room, roomy),
        themes(app, theme, room),
        unlinked(app, theme, room),
    ])
}

fn missing(theme: &Theme, text: &str) -> Row {
    vec![(text.to_owned(), theme.warn)]
}

fn vision(app: &App, theme: &Theme, room: usize) -> Vec<Marked> {
    let rows = match app.workspace().head().vision.as_deref().map(str::trim) {
        None | Some("") => {
            let text = format!("Nobody wrote one down{}", app.by_key(Action::EditPurpose, "does"));
            vec![missing(theme, &text)]
        }
        Some(vision) => folded(vision, room).into_iter().map(|line| vec![(line, theme.heading)]).collect(),
    };
    std::iter::once(heading(theme, "VISION")).chain(on(Spot::Vision, rows)).collect()
}

/// That nothing is listed, and the key that lists something.
fn none(app: &App, theme: &Theme) -> Row {
    missing(theme, &format!("There is none{}", app.by_key(Action::AddPurpose, "adds one")))
}

/// Each goal with a bar from where it started to where it should be, then the names that nobody lists.
fn goals(app: &App, theme: &Theme, room: usize, roomy: bool) -> Vec<Marked> {
    let mut rows = vec![heading(theme, "GOALS")];
    let (head, brief) = (app.workspace().head(), app.brief.told());
    if head.goals.is_empty() {
        rows.extend(on(Spot::Goal(None), [none(app, theme)]));
    }
    for (i, (goal, share)) in head.goals.iter().zip(&brief.goals).enumerate() {
        if roomy && i > 0 {
            rows.push(gap());
        }
        let told = told(share);
        let title = padded(goal.shown_title(), room.saturating_sub(width(&told) + 1));
        let title = vec![(format!("{title} "), theme.text), (told, theme.dim)];
        rows.extend(on(Spot::Goal(Some(i)), [title, measure(theme, goal, room)]));
    }
    if roomy && !brief.unlisted_goals.is_empty() {
        rows.push(gap());
    }
    rows.extend(unlisted(app, theme, (&brief.unlisted_goals, &Spot::UnlistedGoal), room));
    rows
}

/// `not listed: Delivery visibility · 4 items`: what items name and nobody lists.
fn unlisted<'a>(
    app: &'a App,
    theme: &'a Theme,
    (names, spot): (&'a [Unlisted], &'a dyn Fn(usize) -> Spot),
    room: usize,
) -> impl Iterator<Item = Marked> {
    let lists = format!("  {}", app.by_key(Action::EditPurpose, "lists it").trim_start_matches([':', ' ']));
    let row = move |(i, unlisted): (usize, &Unlisted)| {
        let told = format!(" · {}", counted(unlisted.items, "item"));
        let rest = room.saturating_sub(width(NOT_LISTED) + width(&told));
        let enough = rest >= LEAST + width(&lists);
        let lists = if enough && app.brief.spot() == Some(spot(i)) { lists.as_str() } else { "" };
        let name = fit(&unlisted.name, rest.saturating_sub(width(lists))).into_owned();
        let row = vec![
            (NOT_LISTED.to_owned(), theme.warn),
            (name, theme.text),
            (told, theme.dim),
            (lists.to_owned(), theme.dim),
        ];
        (Some(spot(i)), row)
    };
    let hidden = names.len().saturating_sub(NAMED);
    let more = (hidden > 0).then(|| plain(vec![(format!("        and {hidden} more"), theme.dim)]));
    names.iter().take(NAMED).enumerate().map(row).chain(more)
}

/// `████░░░░   20 %  50 → 40, now 48 missed visits per week`, or what it lacks to be measured.
fn measure(theme: &Theme, goal: &Goal, room: usize) -> Row {
    let lacks: Vec<String> = goal.lacks().into_iter().map(|what| format!("a {what}")).collect();
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

/// Each theme with what of the line it takes, then the names that nobody lists.
fn themes(app: &App, theme: &Theme, room: usize) -> Vec<Marked> {
    let head = app.workspace().head();
    let mut rows = vec![heading(theme, "THEMES")];
    if head.themes.is_empty() {
        rows.extend(on(Spot::Theme(None), [none(app, theme)]));
    }
    let used = app.workshop.standing().load().map_or(0, |load| load.effort);
    let points = |share: &Share| tidy_micro(share.effort);
    let shares = &app.brief.told().themes;
    let counts: Vec<String> = shares.iter().map(told).collect();
    let counts_width = counts.iter().map(|count| width(count)).max().unwrap_or(0);
    let points_width = shares.iter().map(|share| width(&points(share))).max().unwrap_or(0).max(3);
    let cells = BAR.min(room / 5);
    let titles = room.saturating_sub(counts_width + points_width + cells + 13);
    let longest = head.themes.iter().map(|line| width(&fit(line.shown_title(), room))).max();
    // With little room the title goes before what it takes.
    let tight = titles < LEAST;
    let titles = if tight { room.saturating_sub(counts_width + 2) } else { titles };
    let titles = titles.min(longest.unwrap_or(0));
    for (i, ((line, share), count)) in head.themes.iter().zip(shares).zip(&counts).enumerate() {
        let part = if used > 0 { share.effort as f64 / used as f64 } else { 0.0 };
        let mut row = vec![
            (padded(line.shown_title(), titles), theme.text),
            (format!("  {}", padded(count, counts_width)), theme.dim),
            (format!("   effort {} ", right(&points(share), points_width)), theme.text),
            (bar(part, cells), theme.text),
        ];
        row.truncate(if tight { 2 } else { 4 });
        rows.push((Some(Spot::Theme(Some(i))), row));
    }
    rows.extend(unlisted(app, theme, (&app.brief.told().unlisted_themes, &Spot::UnlistedTheme), room));
    rows
}

/// What belongs to no theme and serves no goal, with the key that leads there.
fn unlinked(app: &App, theme: &Theme, room: usize) -> Vec<Marked> {
    let slots = &app.brief.told().unlinked;
    let mut rows = vec![heading(theme, "LINKED TO NOTHING")];
    if slots.is_empty() {
        let (text, style) = if app.workshop.standing().candidates().is_empty() {
            ("There are no items yet.", theme.dim)
        } else {
            ("Every item belongs to a theme or serves a goal.", theme.gain)
        };
        rows.push(plain(vec![(text.to_owned(), style)]));
        return rows;
    }
    let key = app.by_key(Action::NextUnlinked, "shows the next");
    let (verb, of) = if slots.len() == 1 { ("belongs", "serves") } else { ("belong", "serve") };
    let told =
        format!("{} {verb} to no listed theme and {of} no listed goal{key}", counted(slots.len(), "item"));
    rows.extend(folded(&told, room).into_iter().map(|line| plain(vec![(line, theme.warn)])));
    let standing = app.workshop.standing();
    for slot in slots.iter().take(NAMED) {
        let rank = standing.index(*slot).map_or("–".to_owned(), |index| format!("#{}", index + 1));
        let side = if standing.is_in(*slot) { "in" } else { "" };
        let title = padded(app.workspace().item(*slot).shown_title(), room.saturating_sub(12));
        let style: Style = if side.is_empty() { theme.dim } else { theme.text };
        let row = vec![(format!("  {}  {title} {side}", right(&rank, 4)), style)];
        rows.push((Some(Spot::Unlinked(*slot)), row));
    }
    if slots.len() > NAMED {
        rows.push(plain(vec![(format!("        and {} more", slots.len() - NAMED), theme.dim)]));
    }
    rows
}
