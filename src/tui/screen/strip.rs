//! The what-if strip: for each value of the focused criterion what it means, where the item would
//! land, and who would cross the line for it.

use std::ops::RangeInclusive;

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, folded, width};
use super::super::flow::{Row, cells_of, draw};
use super::super::theme::Theme;
use crate::app::App;
use crate::app::preview::Preview;
use crate::domain::framework::Criterion;
use crate::domain::id::{ParticipantId, Slot};
use crate::domain::number::Num;
use crate::domain::standing::Goes;
use crate::domain::text::listed;
use crate::domain::whatif::{Way, WhatIf};

/// Rows below the steps: the votes, and up to two for what would bring the item in.
const BELOW: usize = 3;

/// What stands around the meaning of a value, in cells: the mark, gaps, and where an item would land.
const AROUND: usize = 13;

/// What the meaning of a value keeps at least, in cells.
const MEANING: usize = 14;

/// How many cells of a title tell who would cross the line.
const NAME: usize = 14;

/// How many rows the strip takes of so many: all steps, or one row where what stands above would not keep what it needs.
/// Up to half of them it takes the rows that meanings go on in. What is left when that above has all it can use goes to
/// those who would cross the line.
pub(super) fn height(
    preview: &Preview<'_>,
    room: usize,
    above: RangeInclusive<usize>,
    further: usize,
) -> usize {
    let steps = preview.steps.len() + usize::from(preview.typed.is_some());
    let full = with_steps(steps);
    if full + above.start() > room {
        return 2.min(room.saturating_sub(1));
    }
    let full = full + further.min((room / 2).saturating_sub(full));
    full + room.saturating_sub(full + above.end()).min(steps)
}

/// How many rows so many steps take, with what stands around them.
pub(super) fn with_steps(steps: usize) -> usize {
    1 + steps + BELOW
}

/// How many rows more than one each the meanings of a criterion's values take.
pub(super) fn further(criterion: &Criterion, full: usize) -> usize {
    let steps = criterion.scale.steps();
    let room = full.saturating_sub(widest(criterion, steps.iter().copied()) + AROUND);
    steps.iter().filter_map(|step| criterion.means(*step)).map(|means| rows(means, room) - 1).sum()
}

/// How many cells values take that stand below each other.
fn widest(criterion: &Criterion, values: impl Iterator<Item = Num>) -> usize {
    values.map(|value| width(&criterion.shown(value))).max().unwrap_or(0)
}

/// How many rows a meaning takes.
fn rows(means: &str, room: usize) -> usize {
    if width(means) <= room { 1 } else { folded(means, room).len() }
}

pub(super) fn render(app: &App, theme: &Theme, preview: &Preview<'_>, hue: Style, mut canvas: Canvas<'_>) {
    head(theme, preview.criterion, hue, canvas.row(0));
    if canvas.height() <= 2 {
        return compact(app, theme, preview, canvas.row(1));
    }
    let below = below(app, theme, preview, canvas.width().saturating_sub(2));
    let left = canvas.height().saturating_sub(1 + below.len());
    let used = 1 + steps(app, theme, preview, canvas.part(0, 1, usize::MAX, left));
    for (i, (line, style)) in below.iter().enumerate() {
        canvas.text(1, used + i, line, *style);
    }
}

/// What each value means and what it would do. Returns how many rows that takes.
pub(super) fn steps(app: &App, theme: &Theme, preview: &Preview<'_>, mut canvas: Canvas<'_>) -> usize {
    let left = canvas.height();
    let steps = || preview.typed.iter().chain(&preview.steps);
    let touches_others = |step: &&WhatIf| {
        let crossing = &step.outcome.crossing;
        crossing.left.iter().chain(&crossing.entered).any(|other| *other != preview.slot)
    };
    // Whoever else would cross the line has a row of their own as long as there are rows, from the first value on.
    let mut spare = left.saturating_sub(steps().count());
    let mut has_row = |step: &&WhatIf| {
        let has_row = spare > 0 && touches_others(step);
        spare -= usize::from(has_row);
        has_row
    };
    let ends = 1 + widest(preview.criterion, steps().map(|step| step.value));
    let room = (ends, canvas.width());
    let told: Vec<Step<'_>> =
        steps().map(|what_if| Step::new(app, theme, (preview, what_if), has_row(&what_if), room)).collect();
    // So has what does not fit a row of what a value means.
    let taken = |step: &Step<'_>| rows(step.means, step.room()) + usize::from(step.apart);
    let whole = told.iter().map(taken).sum::<usize>() <= left;
    let room = canvas.width().saturating_sub(6);
    let mut y = 0;
    for (step, what_if) in told.iter().zip(steps()) {
        y += step.draw(theme, whole, canvas.part(0, y, usize::MAX, usize::MAX));
        let named = || named(app, theme, (preview.slot, what_if), room);
        if let Some((told, style)) = step.apart.then(named).flatten() {
            canvas.text(4, y, &told, style);
            y += 1;
        }
    }
    y
}

/// `── Effort: How much of the team does it take? ──`.
pub(super) fn head(theme: &Theme, criterion: &Criterion, hue: Style, mut row: Canvas<'_>) {
    let question = heading(criterion, row.width().saturating_sub(4));
    row.rule(0, theme.border);
    row.text(1, 0, &format!(" {question} "), hue);
}

/// What stands under the steps: the votes, and what would bring the item in or what it waits for.
fn below(app: &App, theme: &Theme, preview: &Preview<'_>, room: usize) -> Vec<(String, Style)> {
    let votes = votes(app, preview).map(|votes| (votes, theme.dim));
    let ways = if preview.ways_in.is_empty() { Vec::new() } else { ways(app, &preview.ways_in, room) };
    let waits = waits(app, preview).filter(|_| ways.is_empty()).map(|waits| (waits, theme.dim));
    votes.into_iter().chain(ways.into_iter().map(|way| (way, theme.gain))).chain(waits).collect()
}

/// The criterion and its question, or what of it there is room for.
fn heading(criterion: &Criterion, room: usize) -> String {
    let both = format!("{}: {}", criterion.heading(), criterion.question);
    match &criterion.question {
        none if none.is_empty() => criterion.shown_name().to_owned(),
        _ if width(&both) <= room => both,
        question => question.clone(),
    }
}

/// One value: the rubric on the left, what it would do on the right; who else would cross the line may stand below.
struct Step<'p> {
    marker: &'static str,
    value: String,
    /// Where the value ends and where its meaning begins.
    ends: usize,
    effect: Row,
    /// Where the effect begins.
    start: usize,
    /// What it means.
    means: &'p str,
    is_chosen: bool,
    /// Whether who else would cross the line stands in a row below.
    apart: bool,
}

impl<'p> Step<'p> {
    fn new(
        app: &App,
        theme: &Theme,
        (preview, what_if): (&'p Preview<'_>, &WhatIf),
        apart: bool,
        (ends, full): (usize, usize),
    ) -> Step<'p> {
        let typed = preview.typed.as_ref().is_some_and(|typed| std::ptr::eq(typed, what_if));
        let current = preview.value == Some(what_if.value);
        let marker = match (typed, current) {
            (true, _) => "›",
            (_, true) => "▸",
            _ => " ",
        };
        let effect = if apart {
            own(app, theme, (preview.slot, what_if))
        } else {
            effect(app, theme, (preview.slot, what_if), full.saturating_sub(ends + MEANING + 4))
        };
        let start = full.saturating_sub(cells_of(&effect) + 1);
        let value = preview.criterion.shown(what_if.value);
        let means = preview.criterion.means(what_if.value).unwrap_or_default();
        Step { marker, value, ends, effect, start, means, is_chosen: typed || current, apart }
    }

    /// How many cells there are for what it means.
    fn room(&self) -> usize {
        self.start.saturating_sub(self.ends + 3)
    }

    /// Draws it, all that it means or as much as fits a row, and says how many rows it takes.
    fn draw(&self, theme: &Theme, whole: bool, mut canvas: Canvas<'_>) -> usize {
        let [style, means] = if self.is_chosen { [theme.strong; 2] } else { [theme.text, theme.dim] };
        canvas.text(0, 0, self.marker, style);
        canvas.text_right(self.ends, 0, &self.value, style);
        draw(&self.effect, &mut canvas, self.start, 0);
        let (from, room) = (self.ends + 2, self.room());
        if !whole || width(self.means) <= room {
            canvas.text(from, 0, &fit(self.means, room), means);
            return 1;
        }
        let lines = folded(self.means, room);
        for (y, line) in lines.iter().enumerate() {
            canvas.text(from, y, line, means);
        }
        lines.len()
    }
}

/// `#4 in · SSO out`: where the item would land, and who else would cross the line. With less room
/// the others are counted, with still less they are left out. Each crossing has the colour of its own direction.
fn effect(app: &App, theme: &Theme, (slot, what_if): (Slot, &WhatIf), room: usize) -> Row {
    let own = own(app, theme, (slot, what_if));
    if own.is_empty() {
        return own;
    }
    let with = |name: &dyn Fn(&[Slot]) -> String| {
        let crossed = others(slot, what_if).filter(|(_, slots)| !slots.is_empty());
        let pieces = crossed.flat_map(|(goes, slots)| {
            [(" · ".to_owned(), theme.dim), (format!("{} {}", name(&slots), goes.side()), theme.goes(goes))]
        });
        own.iter().cloned().chain(pieces).collect::<Row>()
    };
    let named = with(&|slots| {
        let first = fit(app.workspace().item(slots[0]).shown_title(), NAME).into_owned();
        if slots.len() > 1 { format!("{first} +{}", slots.len() - 1) } else { first }
    });
    let counted = with(&|slots| format!("+{}", slots.len()));
    [named, counted].into_iter().find(|row| cells_of(row) <= room).unwrap_or(own)
}

/// Where the item itself would land: `#4 in`; nothing where it would have no rank.
fn own(app: &App, theme: &Theme, (slot, what_if): (Slot, &WhatIf)) -> Row {
    let own = what_if.outcome.stands().map(|own| (own, direction(app, theme, slot, what_if)));
    own.into_iter().collect()
}

/// Who else would cross the line, first those who would fall out.
fn others(slot: Slot, what_if: &WhatIf) -> impl Iterator<Item = (Goes, Vec<Slot>)> {
    let ways = what_if.outcome.crossing.ways().into_iter().rev();
    ways.map(move |(goes, slots)| (goes, slots.iter().copied().filter(|other| *other != slot).collect()))
}

/// The same in a row of its own: `SSO falls out`, `Dark mode and 2 more fall out`. One value moves one item, so that all
/// others who cross the line cross it the same way.
fn named(app: &App, theme: &Theme, (slot, what_if): (Slot, &WhatIf), room: usize) -> Option<(String, Style)> {
    let (goes, slots) = others(slot, what_if).find(|(_, slots)| !slots.is_empty())?;
    let verb = goes.verb(slots.len());
    let ends = match slots.len() {
        1 => format!(" {verb}"),
        many => format!(" and {} more {verb}", many - 1),
    };
    let title = app.workspace().item(slots[0]).shown_title();
    Some((format!("{}{ends}", fit(title, room.saturating_sub(width(&ends)))), theme.goes(goes)))
}

fn direction(app: &App, theme: &Theme, slot: Slot, what_if: &WhatIf) -> Style {
    let goes = Goes::between(app.workshop.standing().is_in(slot), what_if.outcome.is_in);
    goes.map_or(theme.text, |goes| theme.goes(goes))
}

/// Everything in one row: `1 #9 out  2 #7  ▸4 #3`.
fn compact(app: &App, theme: &Theme, preview: &Preview<'_>, mut row: Canvas<'_>) {
    let steps = preview.typed.iter().chain(&preview.steps);
    let told = |others| -> Vec<Row> {
        steps.clone().map(|what_if| part(app, theme, preview, what_if, others)).collect()
    };
    let needed = |parts: &[Row]| -> usize { parts.iter().map(|part| cells_of(part) + 1).sum() };
    let parts = Some(told(true)).filter(|parts| needed(parts) < row.width()).unwrap_or_else(|| told(false));
    let needed = needed(&parts) + parts.len();
    let gap = if needed < row.width() { "  " } else { "·" };
    let mut x = 1;
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            x += row.text(x, 0, gap, theme.dim);
        }
        draw(part, &mut row, x, 0);
        x += cells_of(part);
    }
}

/// One value with its rank, and where it would take the item if that is across the line; else, if that is wanted, how
/// many others would cross it.
fn part(app: &App, theme: &Theme, preview: &Preview<'_>, what_if: &WhatIf, others: bool) -> Row {
    let current = preview.value == Some(what_if.value);
    let value = preview.criterion.shown(what_if.value).replace(' ', "");
    let rank = what_if.outcome.index.map_or("–".to_owned(), |index| format!("#{}", index + 1));
    let (was_in, outcome) = (app.workshop.standing().is_in(preview.slot), &what_if.outcome);
    let crosses = match (was_in, outcome.is_in, outcome.crossing.left.len(), outcome.crossing.entered.len()) {
        (false, true, ..) => " in".to_owned(),
        (true, false, ..) => " out".to_owned(),
        _ if !others => String::new(),
        (_, _, 0, 0) => String::new(),
        (_, _, 0, others) => format!(" +{others} in"),
        (_, _, others, _) => format!(" +{others} out"),
    };
    let style = if current { theme.strong } else { theme.text };
    let step = format!("{}{value} {rank}", if current { "▸" } else { "" });
    vec![(step, style), (crosses, direction(app, theme, preview.slot, what_if))]
}

/// `median 3.5: Ana 2 · Bo 5`.
fn votes(app: &App, preview: &Preview<'_>) -> Option<String> {
    let score = app.workspace().item(preview.slot).scores.get(&preview.criterion.id)?;
    if score.votes().is_empty() {
        return None;
    }
    let told = |(id, vote): &(ParticipantId, Num)| {
        let (name, value) = (app.voter_name(id), preview.criterion.shown(*vote));
        if name.is_empty() { value } else { format!("{name} {value}") }
    };
    let mut votes = score.votes().to_vec();
    if app.reveal.anonymous {
        // The order of the list would tell whose they are.
        votes.sort_unstable_by_key(|(_, vote)| *vote);
    }
    let votes: Vec<String> = votes.iter().map(told).collect();
    let how = if score.agreed().is_some() { "agreed" } else { "median" };
    let value = score.value().map(|value| preview.criterion.shown(value)).unwrap_or_default();
    // Of many votes the end is cut.
    Some(format!("{how} {value}: {}", votes.join(" · ")))
}

/// `no rank before Bus and Urg are scored`: what else is missing, where the steps lead nowhere yet.
fn waits(app: &App, preview: &Preview<'_>) -> Option<String> {
    let item = app.workspace().item(preview.slot);
    let others = app.workspace().gaps(item).filter(|other| other.id != preview.criterion.id);
    let others: Vec<&str> = others.map(Criterion::heading).collect();
    let verb = if others.len() == 1 { "is" } else { "are" };
    (!others.is_empty()).then(|| format!("no rank before {} {verb} scored", listed(&others)))
}

/// `in with effort ≤ 3, or urgency ≥ 4`, broken into lines that fit.
fn ways(app: &App, ways: &[Way], room: usize) -> Vec<String> {
    let criteria = app.workspace().framework().criteria();
    let mut lines = vec!["in with".to_owned()];
    for (i, way) in ways.iter().enumerate() {
        let criterion = &criteria[way.criterion];
        let comma = if i + 1 < ways.len() { "," } else { "" };
        let or = if i > 0 { "or " } else { "" };
        let name = criterion.heading().to_lowercase();
        let way = format!("{or}{name} {}{comma}", way.bound(criterion));
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(&way) <= room => *line = format!("{line} {way}"),
            _ => lines.push(format!("  {way}")),
        }
    }
    lines
}
