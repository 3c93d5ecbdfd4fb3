//! A blind answer: who is asked what, and dots in the place of what is typed.

use super::super::canvas::{Canvas, fit, folded, width};
use super::super::theme::Theme;
use super::dialog;
use super::hints::{Hint, foot, height};
use crate::app::App;
use crate::app::voting::{Step, Voting, prompts};

/// How wide and how high the panel is at most, in cells.
const WIDTH: usize = 76;
const HEIGHT: usize = 22;

/// What stands for an answer, whatever it is.
const MASK: &str = "●";

pub(super) fn render(app: &App, theme: &Theme, voting: &Voting, mut canvas: Canvas<'_>) {
    let (full, rows) = (WIDTH.min(canvas.width()), HEIGHT.min(canvas.height()));
    let mut panel = canvas.centred(full, rows);
    let left = prompts(app, voting.course).len();
    let answers = if left == 1 { "the last answer".to_owned() } else { format!("{left} answers to go") };
    let mut inner = dialog(theme, &format!("Blind round · {} · {answers}", voting.course.side), &mut panel);
    let hints = hints(app, voting);
    let room = foot(app, theme, &hints, &mut inner);
    let waiting = folded(&waiting(app, voting), inner.width().saturating_sub(2));
    let below = room.saturating_sub(waiting.len().min(2));
    for (y, line) in waiting.iter().take(2).enumerate() {
        inner.text(1, below + y, line, theme.dim);
    }
    let body = inner.part(1, 0, inner.width().saturating_sub(2), below);
    match voting.at {
        Step::Handover => handover(app, theme, voting, body),
        Step::Value | Step::Reason => question(app, theme, voting, body),
    }
    debug_assert!(height(theme, &hints, full) <= rows);
}

/// The name of who is to sit down, and what they may rely on.
fn handover(app: &App, theme: &Theme, voting: &Voting, mut canvas: Canvas<'_>) {
    let name = name(app, voting);
    let middle = canvas.height() / 3;
    let x = canvas.width().saturating_sub(width(&name)) / 2;
    canvas.text(x, middle, &name, theme.strong.patch(theme.side(voting.course.side)));
    let told =
        "The keyboard is yours. What you answer is hidden from everybody, you among them, until the reveal.";
    for (y, line) in folded(told, canvas.width()).iter().enumerate() {
        canvas.text(0, middle + 2 + y, line, theme.text);
    }
}

fn question(app: &App, theme: &Theme, voting: &Voting, mut canvas: Canvas<'_>) {
    let criterion = voting.criterion(app.workspace());
    let title = app.workspace().item(voting.prompt.slot).shown_title();
    let hue = theme.side(voting.course.side);
    let asked = format!("{}, {} of", name(app, voting), criterion.shown_name().to_lowercase());
    canvas.text(0, 0, &asked, hue);
    let room = canvas.width();
    canvas.text(0, 1, &fit(title, room), theme.strong);
    // The answer keeps its rows: what the steps mean takes those that are left.
    let answer = canvas.height().saturating_sub(2);
    let question = Some(criterion.question.as_str()).filter(|question| !question.is_empty());
    let scale = (question.is_none() || criterion.rubric.is_empty()).then(|| criterion.allowed());
    let steps = || criterion.rubric.iter().map(|line| criterion.shown(line.at));
    let widest = steps().map(|step| width(&step)).max().unwrap_or_default();
    let meanings =
        steps().zip(&criterion.rubric).map(|(step, line)| format!(" {step:>widest$}  {}", line.means));
    let asked = question.into_iter().map(str::to_owned).chain(scale).flat_map(|text| folded(&text, room));
    for (y, line) in (3..answer.saturating_sub(1)).zip(asked.chain(meanings)) {
        canvas.text(0, y, &fit(&line, room), theme.dim);
    }
    let value = if voting.is_answered() { MASK.to_owned() } else { String::new() };
    // Not even how long it is.
    let why = if voting.reason.value().is_empty() { String::new() } else { MASK.repeat(3) };
    for (row, (label, masked, here)) in
        [("Answer", value, Step::Value), ("Why", why, Step::Reason)].into_iter().enumerate()
    {
        let focused = voting.at == here;
        let style = if focused { theme.line } else { theme.dim };
        canvas.text(0, answer + row, if focused { "▸" } else { " " }, style);
        canvas.text(1, answer + row, label, style);
        let shown = fit(&masked, room.saturating_sub(10)).into_owned();
        let x = 9 + canvas.text(9, answer + row, &shown, theme.strong);
        if focused {
            canvas.text(x, answer + row, " ", theme.cursor);
        }
    }
}

fn name(app: &App, voting: &Voting) -> String {
    app.workspace().name_of(&voting.prompt.by).to_owned()
}

/// Who has still to answer how much.
fn waiting(app: &App, voting: &Voting) -> String {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for prompt in prompts(app, voting.course) {
        let name = app.workspace().name_of(&prompt.by).to_owned();
        match counts.last_mut() {
            Some((last, count)) if *last == name => *count += 1,
            _ => counts.push((name, 1)),
        }
    }
    let told: Vec<String> = counts.iter().map(|(name, count)| format!("{name} {count}")).collect();
    format!("Still to answer: {}", told.join(" · "))
}

fn hints(app: &App, voting: &Voting) -> Vec<Hint<'static>> {
    let single = voting.criterion(app.workspace()).scale.single_digits();
    match voting.at {
        Step::Handover => vec![("enter", "begins"), ("esc", "later")],
        Step::Value => vec![
            (if single { "digit" } else { "number" }, "answers"),
            ("?", "don't know"),
            ("enter", "next"),
            ("-", "passes"),
            ("tab", "why"),
            ("esc", "later"),
            ("backspace", "back"),
        ],
        Step::Reason => vec![("enter", "next"), ("esc", "back to the answer")],
    }
}
