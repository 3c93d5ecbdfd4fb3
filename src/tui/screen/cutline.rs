//! The cutline as a row of the backlog: what is used, how much of it is technical, what is left.

use super::super::canvas::{Canvas, width};
use super::super::theme::Theme;
use crate::app::App;
use crate::domain::cutline::Cutline;
use crate::domain::number::Num;

/// The eighths of a bar, for technical health.
const BAR: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/// Draws `── cutline 18/20 points · tech 17% low ▂ · 2 free, #12 fits ──`, as much of it as fits.
pub(super) fn render(app: &App, theme: &Theme, mut row: Canvas<'_>) {
    let Some(line) = app.workshop.standing().line() else { return };
    let unit = app.workspace().head().capacity.as_ref().map_or("", |capacity| capacity.unit.as_str());
    let used = format!("cutline {}/{} {unit}", amount(line.load.used), amount(line.limit));
    let mut text = format!(" {} ", used.trim_end());
    for part in [health(app, line), room(app, line)].into_iter().flatten() {
        let longer = format!("{text}· {part} ");
        if width(&longer) + 3 <= row.width() {
            text = longer;
        }
    }
    row.rule(0, theme.line);
    row.text(2, 0, &text, theme.line);
}

/// Millionths as people write them.
fn amount(micro: i128) -> String {
    Num::new(micro as f64 / 1e6).map(|num| num.to_string()).unwrap_or_default()
}

/// The share of technical work: below its target and at zero it is told by a word, too.
fn health(app: &App, line: &Cutline) -> Option<String> {
    let health = line.load.tech_health()?;
    if health == 0.0 {
        return Some("tech 0% none".to_owned());
    }
    let word = if health < app.workspace().tech_health_target() { " low" } else { "" };
    let eighths = ((health * 8.0).ceil() as usize).clamp(1, BAR.len());
    Some(format!("tech {:.0}%{word} {}", health * 100.0, BAR[eighths - 1]))
}

/// The room left and who would fit it, or by how much pins overfill the line.
fn room(app: &App, line: &Cutline) -> Option<String> {
    let free = line.free();
    if free < 0 {
        return Some(format!("{} over by pins", amount(-free)));
    }
    let standing = app.workshop.standing();
    let fits = standing.first_that_fits().and_then(|slot| standing.index(slot));
    let fits = fits.map_or(String::new(), |index| format!(", #{} fits", index + 1));
    (free > 0).then(|| format!("{} free{fits}", amount(free)))
}
