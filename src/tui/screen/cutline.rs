//! The cutline as a row of the backlog: what is used, how much of it is technical, what is left.

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit};
use super::super::flow::{Row, cells_of, draw};
use super::super::theme::Theme;
use crate::app::App;
use crate::domain::capacity::effort_unit;
use crate::domain::cutline::{Cutline, Measure};
use crate::domain::moscow::{self, MOST_MUST, Rule, rule};
use crate::domain::ranking::tidy_micro;
use crate::domain::share::{against, bound};

/// Eighths of a cell, for the bar of technical health.
const EIGHTHS: [&str; 9] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"];

/// Cells of the bar on either side of the target, from little room to much.
const BARS: [usize; 3] = [1, 2, 5];

/// Where the target of technical health is in its bar.
const TARGET: &str = "┃";

/// How many cells of a title tell who would fit the room left.
const NAME: usize = 24;

/// Text and how it is meant.
type Part = Vec<(String, Style)>;

/// The parts of the line, in their order.
const USED: usize = 0;
const OVER: usize = 1;
const VOTED: usize = 2;
const HEALTH: usize = 3;
const MUSTS: usize = 4;
const ROOM: usize = 5;
const MET: usize = 6;
const DONE: usize = 7;

/// Which part is told, or told more fully, while there is room for it.
const STEPS: [usize; 19] = [
    USED, OVER, OVER, VOTED, HEALTH, USED, VOTED, MUSTS, MUSTS, HEALTH, DONE, ROOM, ROOM, MET, USED, HEALTH,
    ROOM, HEALTH, HEALTH,
];

/// Draws the line across a row.
pub(super) fn render(app: &App, theme: &Theme, mut row: Canvas<'_>) {
    Across::new(app, theme, row.width()).draw(theme, &mut row);
}

/// The line across a row: `── cutline 18/20 · tech █▋┃░░ 17% low · 2 free, #12 fits ──`, as much of it as fits.
#[derive(Hash)]
pub(super) struct Across(Row);

impl Across {
    pub(super) fn new(app: &App, theme: &Theme, width: usize) -> Across {
        let line = app.workshop.standing().line();
        Across(line.map(|line| told(app, theme, line, width.saturating_sub(3))).unwrap_or_default())
    }

    pub(super) fn draw(&self, theme: &Theme, row: &mut Canvas<'_>) {
        if !self.0.is_empty() {
            row.rule(0, theme.line);
            draw(&self.0, row, 2, 0);
        }
    }
}

/// As much as fits of what there is to tell of the line.
pub(super) fn told(app: &App, theme: &Theme, line: &Cutline, cells: usize) -> Row {
    let [musts, met] = musts(app, theme);
    let (used, over, room) = (used(app, theme, line), over(theme, line), left(app, theme, line));
    let parts =
        [used, over, voted(app, theme), health(app, theme, line), musts, room, met, done(app, theme, line)];
    // Each part has forms from short to long; at first none is told.
    let mut told = [0; 8];
    let pieces = |told: &[usize; 8]| {
        let forms = parts.iter().zip(told).filter_map(|(forms, told)| forms.get(told.checked_sub(1)?));
        let mut pieces: Part = Vec::new();
        for form in forms {
            let gap = if pieces.is_empty() { " " } else { " · " };
            pieces.push((gap.to_owned(), theme.line));
            pieces.extend(form.iter().cloned());
        }
        pieces.push((" ".to_owned(), theme.line));
        pieces
    };
    for part in STEPS {
        let mut more = told;
        more[part] += 1;
        if more[part] <= parts[part].len() && cells_of(&pieces(&more)) <= cells {
            told = more;
        }
    }
    pieces(&told)
}

/// What is used of the capacity; that items are counted is always told.
fn used(app: &App, theme: &Theme, line: &Cutline) -> Vec<Part> {
    let unit = app.workspace().head().capacity.as_ref().map_or("", |capacity| capacity.unit.as_str());
    let numbers = format!("{}/{}", tidy_micro(line.load.used), tidy_micro(line.limit));
    let counted = format!("{numbers} {unit}").trim_end().to_owned();
    let named = |text: &str| format!("cutline {text}");
    let forms = match line.measure {
        Measure::Items => vec![counted.clone(), named(&counted)],
        Measure::Effort => vec![numbers.clone(), named(&numbers), named(&counted)],
    };
    forms.into_iter().map(|form| vec![(form, theme.line)]).collect()
}

/// That pins, or what is done already, fill the line over its capacity, and by how much.
fn over(theme: &Theme, line: &Cutline) -> Vec<Part> {
    let short = line.over().map(|over| format!("over by {}", tidy_micro(over)));
    let forms = short.into_iter().chain(line.told_over());
    forms.map(|form| vec![(form, theme.loss)]).collect()
}

/// That the line is where it is for the time being: without those on whom a side votes blind.
fn voted(app: &App, theme: &Theme) -> Vec<Part> {
    let short = || format!("{} voted on", app.workshop.voted_on().len());
    let forms = app.workshop.told_voted().map(|told| [short(), told]);
    forms.into_iter().flatten().map(|form| vec![(form, theme.warn)]).collect()
}

/// What of it was done since the last cycle was closed.
fn done(app: &App, theme: &Theme, line: &Cutline) -> Vec<Part> {
    if line.load.spent <= 0 {
        return Vec::new();
    }
    let spent = tidy_micro(line.load.spent);
    let unit = match line.measure {
        Measure::Items => "",
        Measure::Effort => effort_unit(app.workspace()),
    };
    let long = format!("{spent} {unit}").trim_end().to_owned();
    [spent, long].into_iter().map(|told| vec![(format!("{told} done"), theme.line)]).collect()
}

/// The share of technical work as a bar against its target, which stands in the middle: the bar goes
/// past it, ends before it, or does not begin.
fn health(app: &App, theme: &Theme, line: &Cutline) -> Vec<Part> {
    let Some(health) = line.load.tech_health() else { return Vec::new() };
    let target = app.workspace().tech_health_target();
    let (word, style) = if health == 0.0 {
        (" none", theme.alarm)
    } else if health < target {
        (" low", theme.loss)
    } else {
        ("", theme.line)
    };
    let told = |cells: usize, word: &str| {
        let (below, above) = bar(health, target, cells);
        let reached = format!("{above} {}{word}", against(health, target));
        let plain = |text: &str| (text.to_owned(), theme.line);
        vec![plain("tech "), (below, style), plain(TARGET), (reached, style)]
    };
    // Where there is little room the bar alone says that it ends before its target.
    let mut forms: Vec<Part> = vec![told(BARS[0], "")];
    forms.extend(BARS.iter().map(|cells| told(*cells, word)));
    let mut longest = told(BARS[BARS.len() - 1], word);
    longest.push((format!(", target {}", bound(target)), theme.line));
    forms.push(longest);
    forms
}

/// So many cells up to the target, and as many behind it for twice as much.
fn bar(health: f64, target: f64, cells: usize) -> (String, String) {
    let share = if target > 0.0 { health / target } else { 2.0 };
    let eighths = (share * cells as f64 * 8.0).round() as usize;
    // What is below the target must not look as if it reached it, nor something as if it were nothing.
    let filled = match share {
        _ if health == 0.0 => 0,
        low if low < 1.0 => eighths.clamp(1, cells * 8 - 1),
        _ => eighths.max(cells * 8),
    };
    let cell = |i: usize| match filled.saturating_sub(i * 8).min(8) {
        0 if health == 0.0 && i == 0 => "✗",
        0 => "░",
        eighths => EIGHTHS[eighths],
    };
    let half = |from: usize| (from..from + cells).map(cell).collect::<String>();
    (half(0), half(cells))
}

/// The share of the musts: over the limit it is told before the room left and by a shape, too, else behind.
fn musts(app: &App, theme: &Theme) -> [Vec<Part>; 2] {
    let told = |share: f64| format!("must {}", moscow::told(share));
    let most = bound(MOST_MUST);
    match rule(app.workshop.standing()) {
        Rule::NotApplicable => [Vec::new(), Vec::new()],
        Rule::Met(share) => [Vec::new(), vec![vec![(format!("{} of {most}", told(share)), theme.line)]]],
        Rule::Over(share) => {
            let forms = [format!("⚠ {}", told(share)), format!("⚠ {} of {most}", told(share))];
            [forms.map(|form| vec![(form, theme.loss)]).to_vec(), Vec::new()]
        }
    }
}

/// The room left and who would fit it.
fn left(app: &App, theme: &Theme, line: &Cutline) -> Vec<Part> {
    let free = line.free();
    if free < 0 {
        return Vec::new();
    }
    let standing = app.workshop.standing();
    let free = if free == 0 { "full".to_owned() } else { format!("{} free", tidy_micro(free)) };
    let mut forms = vec![free.clone()];
    let fits = standing.first_that_fits().and_then(|slot| Some((slot, standing.index(slot)? + 1)));
    if let Some((slot, rank)) = fits {
        let title = fit(app.workspace().item(slot).shown_title(), NAME).into_owned();
        forms.push(format!("{free}, #{rank} fits"));
        forms.push(format!("{free}: #{rank} {title} fits"));
    }
    forms.into_iter().map(|form| vec![(form, theme.line)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_says_by_its_shape_whether_the_target_is_met() {
        for (health, target, cells, drawn) in [
            (0.0, 0.2, 1, "✗┃░"),
            (0.0, 0.2, 5, "✗░░░░┃░░░░░"),
            (0.001, 0.2, 2, "▏░┃░░"),
            (0.17, 0.2, 1, "▉┃░"),
            (0.17, 0.2, 5, "████▎┃░░░░░"),
            (0.199, 0.2, 1, "▉┃░"),
            (0.2, 0.2, 1, "█┃░"),
            (0.3, 0.2, 1, "█┃▌"),
            (0.3, 0.2, 2, "██┃█░"),
            (1.0, 0.2, 2, "██┃██"),
            (0.1, 0.0, 1, "█┃█"),
            (0.0, 0.0, 1, "✗┃░"),
        ] {
            let (below, above) = bar(health, target, cells);
            assert_eq!(format!("{below}{TARGET}{above}"), drawn, "{health} of {target} in {cells}");
        }
    }
}
