//! A backlog that is about to come in: what each column becomes, what is new, and what is wrong with which row.

use super::super::canvas::{Canvas, fit, folded, width as cells, window};
use super::super::theme::Theme;
use super::dialog;
use super::hints::{Hint, foot};
use super::prompt;
use crate::app::App;
use crate::app::importing::{Importing, Page, Preview, Stage, becomes};
use crate::domain::draft::{Column, Problem};
use crate::domain::facet::Facet;
use crate::domain::intake::Update;
use crate::domain::item::{Item, Status};
use crate::domain::text::{counted, scrub};

/// How wide it is at most, and the rows beside those of a page, in cells.
const WIDTH: usize = 110;
const AROUND: usize = 10;

/// The rows below a page in which a note that is cut stands at length.
const AT_LENGTH: usize = 2;

/// Where a note begins behind its row and what it is.
const NOTE: usize = 22;

/// Where what a column becomes stands, and what it holds, where there is room.
const BECOMES: usize = 34;
const HOLDS: usize = 52;

const LOOK: [Hint<'_>; 3] = [("enter", "imports"), ("tab", "next part"), ("↑/↓", "moves")];
const MAP: [Hint<'_>; 2] = [("←/→", "reads it otherwise"), ("s", "saves the mapping")];
const DROP: Hint<'_> = ("esc", "cancels");

pub(super) fn render(app: &App, theme: &Theme, importing: &Importing, mut canvas: Canvas<'_>) {
    match &importing.stage {
        Stage::Asking(input) => {
            let about = "A backlog: a tracker's export, a CSV, a workbook or a list. Dropping a file here writes its path";
            let hints = [("enter", "reads it"), DROP];
            prompt::ask(app, theme, canvas, ("File", about), input, &hints);
        }
        Stage::Reading(None) => {
            prompt::wait(app, theme, canvas, &importing.errand.told(app.meeting.now), &[DROP]);
        }
        Stage::Reading(Some(preview)) | Stage::Looking(preview) => {
            panel(app, theme, preview, &mut canvas);
            let Some(input) = &preview.naming else { return };
            let about =
                format!("A name for the mapping of these {}", counted(preview.len(Page::Columns), "column"));
            let hints = [("enter", "saves it"), ("esc", "goes back")];
            prompt::ask(app, theme, canvas, ("Preset", &about), input, &hints);
        }
    }
}

fn panel(app: &App, theme: &Theme, preview: &Preview, canvas: &mut Canvas<'_>) {
    let (width, height) = (canvas.width(), canvas.height());
    let longest = Page::ALL.iter().map(|page| preview.len(*page)).max().unwrap_or(0);
    let (panel_width, panel_height) = (WIDTH.min(width), (longest.max(3) + AROUND).min(height));
    let (x, y) = ((width - panel_width) / 2, (height - panel_height) / 3);
    let mut panel = canvas.part(x, y, panel_width, panel_height);
    let batch = &preview.read.batch;
    // What was pasted is called by what it is.
    let kind = if preview.read.name == batch.kind { String::new() } else { format!(" · {}", batch.kind) };
    let title = format!("Import {}{} · {}", preview.read.name, kind, counted(batch.rows, "row"));
    let mut inner = dialog(theme, &fit(scrub(&title).as_ref(), panel_width.saturating_sub(8)), &mut panel);
    let mut hints: Vec<Hint<'_>> = Vec::new();
    // What brings nothing needs no key to bring it in.
    hints.extend(&LOOK[usize::from(!preview.brings_anything())..]);
    hints.extend(MAP.iter().filter(|_| preview.page == Page::Columns));
    hints.push(DROP);
    let above = foot(app, theme, &hints, &mut inner);
    counts(theme, preview, &mut inner);
    tabs(theme, preview, &mut inner);
    let note = preview.problems.get(preview.cursor).filter(|_| preview.page == Page::Notes);
    let note = note.map(note_text).filter(|text| cells(text) > note_room(&inner));
    let below = if note.is_some() { AT_LENGTH } else { 0 };
    let room = above.saturating_sub(4 + below);
    let len = preview.len(preview.page);
    let shown = window(preview.cursor, len, room);
    let mut list = inner.part(0, 3, usize::MAX, room);
    list.scroll_bar(&shown, len);
    if len == 0 {
        list.text(1, 0, nothing(preview.page), theme.dim);
    }
    for (y, at) in shown.enumerate() {
        match preview.page {
            Page::Columns => {
                let column = &batch.columns[at];
                self::column(theme, column, at == preview.cursor, list.row(y));
            }
            Page::Items => item(app, theme, preview, at, at == preview.cursor, list.row(y)),
            Page::Notes => problem(theme, &preview.problems[at], at == preview.cursor, list.row(y)),
        }
    }
    let width = inner.width().saturating_sub(2);
    let lines = note.map(|text| folded(&text, width)).unwrap_or_default();
    for (y, line) in lines.iter().take(AT_LENGTH).enumerate() {
        inner.text(1, above.saturating_sub(1 + AT_LENGTH) + y, line, theme.text);
    }
}

/// `1,980 new · 12 updated · 3 there already`: what would come of it, before anything else.
fn counts(theme: &Theme, preview: &Preview, inner: &mut Canvas<'_>) {
    let intake = &preview.read.intake;
    let [known, dropped] = preview.skipped;
    let counts = [
        (intake.items.len(), "new", theme.gain),
        (intake.updates.len(), "updated", theme.gain),
        (known, "there already", theme.dim),
        (dropped, "given up in the source", theme.dim),
        (preview.rejected, "left out", theme.loss),
        (intake.kept, "fields written here, kept", theme.dim),
        (intake.scores, "scores otherwise, not taken", theme.dim),
    ];
    let mut x = 1;
    for (count, what, style) in counts {
        if count == 0 && what != "new" {
            continue;
        }
        let gap = if x > 1 { " · " } else { "" };
        x += inner.text(x, 0, gap, theme.dim);
        x += inner.text(x, 0, &format!("{count} {what}"), style);
    }
}

fn tabs(theme: &Theme, preview: &Preview, inner: &mut Canvas<'_>) {
    let mut x = 1;
    for page in Page::ALL {
        let name = match page {
            Page::Columns => counted(preview.len(page), "column"),
            Page::Items => counted(preview.len(page), "item"),
            Page::Notes => counted(preview.len(page), "note"),
        };
        let style = if page == preview.page { theme.selected } else { theme.dim };
        x += inner.text(x, 2, &format!(" {name} "), style) + 1;
    }
}

fn nothing(page: Page) -> &'static str {
    match page {
        Page::Columns => "There are no columns.",
        Page::Items => "Nothing of it is new.",
        Page::Notes => "Every row can be read.",
    }
}

/// Lays the ground of a row. Returns the style of its text, and of what is pale beside it.
fn ground(theme: &Theme, selected: bool, row: &mut Canvas<'_>) -> [ratatui::style::Style; 2] {
    if !selected {
        return [theme.text, theme.dim];
    }
    row.select(theme);
    [theme.selected, theme.selected]
}

fn column(theme: &Theme, column: &Column, selected: bool, mut row: Canvas<'_>) {
    let [base, pale] = ground(theme, selected, &mut row);
    let width = row.width().saturating_sub(1);
    let [becomes_at, holds_at] = if width > 70 { [BECOMES, HOLDS] } else { [width / 2, width] };
    row.text(1, 0, &fit(scrub(&column.header).as_ref(), becomes_at.saturating_sub(3)), base);
    let guess = if column.guessed { " ?" } else { "" };
    let style = if column.field.is_some() { base } else { pale };
    row.text(becomes_at, 0, &fit(&format!("{}{guess}", becomes(column)), holds_at - becomes_at), style);
    let sample =
        column.sample.iter().map(|cell| scrub(cell).replace('\n', " ")).collect::<Vec<_>>().join(" · ");
    row.text(holds_at, 0, &fit(&sample, width.saturating_sub(holds_at)), pale);
}

fn item(app: &App, theme: &Theme, preview: &Preview, at: usize, selected: bool, mut row: Canvas<'_>) {
    let [base, pale] = ground(theme, selected, &mut row);
    let intake = &preview.read.intake;
    let (word, title, more) = match intake.items.get(at) {
        Some(item) => ("new", item.shown_title().to_owned(), arrives(app, item, intake.guessed[at])),
        None => match intake.updates.get(at - intake.items.len()) {
            Some(update) => {
                let item = app.workspace().item(update.item);
                ("updated", item.shown_title().to_owned(), said_anew(update))
            }
            None => return,
        },
    };
    let width = row.width().saturating_sub(1);
    let more_at = if width > 70 { width / 2 + 10 } else { width };
    row.text(1, 0, word, if selected { base } else { theme.gain });
    row.text(10, 0, &fit(scrub(&title).as_ref(), more_at.saturating_sub(12)), base);
    row.text(more_at, 0, &fit(scrub(&more).as_ref(), width.saturating_sub(more_at)), pale);
}

/// What a new item brings beside its title: `SHOP-1 · debt ? · done · effort 3`, its kind marked where it is a guess.
fn arrives(app: &App, item: &Item, guessed: bool) -> String {
    let mut parts: Vec<String> = item.source().map(str::to_owned).into_iter().collect();
    parts.push(format!("{}{}", item.kind, if guessed { " ?" } else { "" }));
    parts.extend((item.status == Status::Done).then(|| "done".to_owned()));
    for rule in app.workspace().framework().criteria() {
        let value = item.scores.value(&rule.id);
        parts
            .extend(value.map(|value| format!("{} {}", rule.shown_name().to_lowercase(), rule.shown(value))));
    }
    parts.join(" · ")
}

/// What is said anew about an item: `title, tags, done`.
fn said_anew(update: &Update) -> String {
    let done = update.done.map(|done| if done { "done" } else { "open again" });
    update.facets.iter().map(Facet::name).chain(done).collect::<Vec<_>>().join(", ")
}

fn problem(theme: &Theme, problem: &Problem, selected: bool, mut row: Canvas<'_>) {
    let [base, pale] = ground(theme, selected, &mut row);
    let what = if problem.rejected { "left out" } else { "note" };
    let style = match (selected, problem.rejected) {
        (true, _) => base,
        (false, true) => theme.loss,
        (false, false) => pale,
    };
    if problem.row > 0 {
        row.text(1, 0, &format!("row {}", problem.row), pale);
    }
    row.text(12, 0, what, style);
    row.text(NOTE, 0, &fit(&note_text(problem), note_room(&row)), base);
}

/// A note with the column that it is about.
fn note_text(problem: &Problem) -> String {
    let column = problem.column.as_ref().map(|column| format!("{column}: ")).unwrap_or_default();
    scrub(&format!("{column}{}", problem.message)).into_owned()
}

fn note_room(row: &Canvas<'_>) -> usize {
    row.width().saturating_sub(NOTE + 1)
}
