//! The right half of the brief: what the capacity is worth, and how the last cycles went.

use super::super::super::canvas::{folded, padded, width};
use super::super::super::theme::Theme;
use super::super::bar::{bar, bar_with_mark, height};
use super::{Marked, heading, on, parted, plain, right};
use crate::app::App;
use crate::app::brief::Spot;
use crate::domain::cutline::Measure;
use crate::domain::ranking::tidy_micro;
use crate::domain::share::{against, bound, percent};
use crate::domain::text::counted;
use crate::domain::workspace::ITEMS;

/// How many cells a bar takes at most.
const BAR: usize = 24;

/// The ratio at the end of a bar of estimates, at least: as estimated is its middle.
const RATIO: f64 = 2.0;

pub(super) fn rows(app: &App, theme: &Theme, room: usize) -> Vec<Marked> {
    parted(&[
        capacity(app, theme, room),
        estimates(app, theme, room),
        health(app, theme, room),
        scope(app, theme, room),
    ])
}

/// `20 points · 18 used, 5 of them done · 2 free`.
fn capacity(app: &App, theme: &Theme, room: usize) -> Vec<Marked> {
    let heading = heading(theme, "CAPACITY");
    let Some(line) = app.workshop.standing().line() else {
        let row = vec![("There is none: without it there is no line.".to_owned(), theme.warn)];
        return vec![heading, (Some(Spot::Capacity), row)];
    };
    let head = app.workspace().head().capacity.as_ref();
    let unit = match line.measure {
        Measure::Items => ITEMS,
        Measure::Effort => head.map_or("", |capacity| capacity.unit.as_str()),
    };
    let spent = match line.load.spent {
        0 => String::new(),
        spent => format!(", {} of it done", tidy_micro(spent)),
    };
    let free = match line.free() {
        over if over < 0 => format!("{} over", tidy_micro(-over)),
        free => format!("{} free", tidy_micro(free)),
    };
    let total = format!("{} {unit}", tidy_micro(line.limit));
    let told = format!("{} · {} used{spent} · {free}", total.trim_end(), tidy_micro(line.load.used));
    let rows = folded(&told, room).into_iter().map(|line| vec![(line, theme.text)]);
    std::iter::once(heading).chain(on(Spot::Capacity, rows)).collect()
}

/// The sentence, and a bar for each kind: its middle is as estimated.
fn estimates(app: &App, theme: &Theme, room: usize) -> Vec<Marked> {
    let mut rows = vec![heading(theme, "ESTIMATES AGAINST ACTUALS")];
    let Some(estimates) = &app.brief.told().estimates else {
        let text = "Nothing to compare yet: mark items as done, say what they took, end the cycle.";
        let lines = folded(text, room).into_iter().map(|line| vec![(line, theme.dim)]);
        rows.extend(on(Spot::Estimate(0), lines));
        return rows;
    };
    let told = estimates.told(app.workspace());
    rows.extend(folded(&told, room).into_iter().map(|line| plain(vec![(line, theme.heading)])));
    let all = estimates.kinds.iter().map(|(kind, account)| (kind.name(), account));
    let all: Vec<_> = all.chain([("together", &estimates.total)]).collect();
    let most = all.iter().map(|(_, account)| account.ratio()).fold(RATIO, f64::max);
    let items = |items: usize| counted(items, "item");
    let names = all.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    let counts = all.iter().map(|(_, account)| width(&items(account.items))).max().unwrap_or(0);
    for (i, (name, account)) in all.into_iter().enumerate() {
        let told = format!("est. {}, took {}", tidy_micro(account.estimated), tidy_micro(account.actual));
        let ratio = account.ratio();
        let style = if ratio >= 1.05 { theme.warn } else { theme.text };
        let before = names + counts + 4;
        let cells = BAR.min(room.saturating_sub(before + 27)) / 2 * 2;
        let row = vec![
            (format!("{}  ", padded(name, names)), theme.text),
            (format!("{}  ", padded(&items(account.items), counts)), theme.dim),
            (padded(&told, 18), theme.dim),
            (format!("{}× ", right(&format!("{ratio:.1}"), 5)), style),
            (bar_with_mark(ratio / most, 1.0 / most, cells), style),
        ];
        rows.push((Some(Spot::Estimate(i)), row));
    }
    rows
}

/// The share of technical work in each closed cycle and now, against the target.
fn health(app: &App, theme: &Theme, room: usize) -> Vec<Marked> {
    let target = app.workspace().tech_health_target();
    let now = app.workshop.standing().load().and_then(|load| load.tech_health());
    let past = app.brief.told().cycles.iter().map(|past| (past.name.as_str(), past.tech_share));
    let all: Vec<(&str, Option<f64>)> = past.chain([("now", now)]).collect();
    // One height alone tells nothing.
    let told = if all.iter().filter(|(_, share)| share.is_some()).count() > 1 { all.as_slice() } else { &[] };
    let line: String = told.iter().map(|(_, share)| share.map_or(" ", height)).collect();
    let heading = vec![
        ("TECHNICAL HEALTH".to_owned(), theme.strong),
        (format!("  target {}  ", bound(target)), theme.dim),
        (line, theme.text),
    ];
    let most = all.iter().filter_map(|(_, share)| *share).fold(target * 2.0, f64::max).clamp(0.1, 1.0);
    let names = all.iter().map(|(name, _)| width(name)).max().unwrap_or(0).min(room / 3);
    let cells = BAR.min(room.saturating_sub(names + 16));
    let row = |(name, share): &(&str, Option<f64>)| {
        let Some(share) = share else {
            return vec![(format!("{}  not on record", padded(name, names)), theme.dim)];
        };
        let (word, style) = match share {
            none if *none == 0.0 => ("  none", theme.loss),
            low if *low < target => ("  low", theme.warn),
            _ => ("  met", theme.gain),
        };
        vec![
            (format!("{}  ", padded(name, names)), theme.text),
            (format!("{}  ", right(&against(*share, target), 5)), style),
            (bar_with_mark(share / most, target / most, cells), style),
            (word.to_owned(), style),
        ]
    };
    let rows = all.iter().enumerate().map(|(i, one)| (Some(Spot::Health(i)), row(one)));
    std::iter::once(plain(heading)).chain(rows).collect()
}

/// How much of what each closed cycle began with it ended with.
fn scope(app: &App, theme: &Theme, room: usize) -> Vec<Marked> {
    let mut rows = vec![plain(vec![
        ("SCOPE".to_owned(), theme.strong),
        ("  what stayed as it was planned".to_owned(), theme.dim),
    ])];
    let cycles = &app.brief.told().cycles;
    if cycles.is_empty() {
        let text = "Not known yet: it takes a cycle that was planned in a workshop and closed later.";
        let lines = folded(text, room).into_iter().map(|line| vec![(line, theme.dim)]);
        rows.extend(on(Spot::Scope(0), lines));
        return rows;
    }
    let names = cycles.iter().map(|past| width(&past.name)).max().unwrap_or(0).min(room / 3);
    let cells = BAR.min(room.saturating_sub(names + 42).max(4));
    for (i, past) in cycles.iter().enumerate() {
        let name = format!("{}  ", padded(&past.name, names));
        let row = match past.scope {
            Some(scope) => {
                let told =
                    format!("  {} planned, {} added, {} dropped", scope.planned, scope.added, scope.dropped);
                vec![
                    (name, theme.text),
                    (format!("{}  ", right(&percent(scope.stability()), 5)), theme.text),
                    (bar(scope.stability(), cells), theme.text),
                    (told, theme.dim),
                ]
            }
            None if past.at_once => vec![(format!("{name}closed in the sitting that planned it"), theme.dim)],
            None => vec![(format!("{name}not on record"), theme.dim)],
        };
        rows.push((Some(Spot::Scope(i)), row));
    }
    rows
}
