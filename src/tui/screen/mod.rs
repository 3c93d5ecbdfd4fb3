//! The screen. Drawing changes nothing: the same app gives the same cells.
//!
//! ```text
//! ┌ header ───────────────────────────────────────────────┐
//! │ bar: tabs, or a banner while something is wrong        │
//! ├ scoring ─────────┬ backlog ────────┬ scoring ──────────┤
//! │ business         │ ranking, line   │ engineering       │
//! │ strip: what each │ and what cannot │                   │
//! │ value would do   │ be ranked yet   │                   │
//! ├ log ─────────────┴─────────────────┴───────────────────┤
//! │ trade-offs                                             │
//! └ footer ────────────────────────────────────────────────┘
//! ```
//!
//! A full screen has the same header, bar and footer around one body.

mod agenda;
mod backlog;
mod backups;
mod bar;
mod blockers;
mod brief;
mod card;
mod check;
mod clock;
mod closed;
mod columns;
#[cfg(test)]
mod counted;
mod cutline;
mod debt;
mod discuss;
mod dots;
mod dragging;
mod ending;
mod explain;
mod filter;
mod finder;
mod footer;
mod form;
mod header;
mod help;
mod hints;
mod importing;
mod log;
mod log_screen;
mod matrix;
mod outside;
mod people;
mod present;
mod prompt;
mod recap;
mod reshape;
mod reveal;
mod roadmap;
mod scoring;
mod session;
pub mod start;
mod strip;
mod tags;
mod tie;
mod triage;
mod trial;
mod voting;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::ascii;
use super::canvas::{Canvas, Edge, Strokes};
use super::cell::{Ink, Look};
use super::layout::{Layout, SMALLEST, Shape};
use super::sheet::Sheet;
use super::theme::Theme;
use super::zones::Zones;
use crate::app::App;
use crate::app::overlay::Overlay;
use crate::app::pointer::Spot;
use crate::app::preview::preview;
use crate::app::view::{Pane, Screen};

/// Draws everything. Returns what can be pointed at.
pub fn draw(app: &App, theme: &Theme, sheet: &mut Sheet) -> Zones {
    let (mut zones, area) = (Zones::default(), sheet.area());
    sheet.begin(theme, app.basis());
    drawn(app, theme, area, &mut Canvas::new(sheet, &mut zones, area));
    finish(theme, sheet);
    zones
}

/// What a theme does to everything that is drawn.
fn finish(theme: &Theme, sheet: &mut Sheet) {
    if theme.ground != Style::default() {
        stand_on(theme.ground, sheet);
    }
    if theme.ascii {
        ascii::spell(sheet.cells_mut());
    }
}

/// The same in a buffer of ratatui's, for whoever has one.
pub fn render(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) -> Zones {
    let mut sheet = Sheet::new(area);
    let zones = draw(app, theme, &mut sheet);
    *buffer = sheet.to_buffer();
    zones
}

/// Puts a ground under whatever has no colours of its own.
fn stand_on(ground: Style, sheet: &mut Sheet) {
    let [none, fg, bg] = [None, ground.fg, ground.bg].map(|color| Ink::from(color.unwrap_or_default()));
    let or = |ink: Ink, own: Ink| if own == none { ink } else { own };
    sheet.change_looks(|look| Look { fg: or(fg, look.fg), bg: or(bg, look.bg), ..look });
}

fn drawn(app: &App, theme: &Theme, area: Rect, screen: &mut Canvas<'_>) {
    let banner = header::banner(app, theme).is_some();
    let layout = if app.view.screen.is_full() {
        Layout::full(area, banner)
    } else {
        Layout::new(area, app.view.pane, app.scoring_side(), banner)
    };
    if layout.shape == Shape::TooSmall {
        let text = format!("Cutline needs {} × {} cells", SMALLEST.0, SMALLEST.1);
        screen.at(area).text(0, 0, &text, theme.text);
        return;
    }
    header::render(app, theme, screen.at(layout.header));
    header::render_bar(app, theme, layout.shape, screen.at(layout.bar));
    match app.view.screen {
        Screen::Workshop => workshop(app, theme, &layout, screen),
        Screen::Card => card::render(app, theme, screen.at(layout.body)),
        Screen::Log => log_screen::render(app, theme, screen.at(layout.body)),
        Screen::Check => check::render(app, theme, screen.at(layout.body)),
        Screen::Discuss => discuss::render(app, theme, screen.at(layout.body)),
        Screen::Roadmap => roadmap::render(app, theme, screen.at(layout.body)),
        Screen::Matrix => matrix::render(app, theme, screen.at(layout.body)),
        Screen::Debt => debt::render(app, theme, screen.at(layout.body)),
        Screen::Reveal => reveal::render(app, theme, screen.at(layout.body)),
        Screen::Present => present::render(app, theme, screen.at(layout.body)),
        Screen::Recap => recap::render(app, theme, screen.at(layout.body)),
        Screen::Brief => brief::render(app, theme, screen.at(layout.body)),
        Screen::Agenda => agenda::render(app, theme, screen.at(layout.body)),
        Screen::Triage => triage::render(app, theme, screen.at(layout.body)),
    }
    footer::render(app, theme, &layout, screen);
    if let Some(overlay) = &app.overlay {
        over(app, theme, overlay, screen.at(area));
    }
}

/// Draws what lies over the panes.
fn over(app: &App, theme: &Theme, overlay: &Overlay, canvas: Canvas<'_>) {
    match overlay {
        Overlay::Proposal(proposal) => dragging::render(app, theme, proposal, canvas),
        Overlay::Importing(importing) => importing::render(app, theme, importing, canvas),
        Overlay::Finder(search) => finder::render(app, theme, search, canvas),
        Overlay::People { cursor } => people::render(app, theme, *cursor, canvas),
        Overlay::Backups(list) => backups::render(app, theme, list, canvas),
        Overlay::Voting(voting) => voting::render(app, theme, voting, canvas),
        Overlay::Form(open) => form::render(app, theme, open, canvas),
        Overlay::Filter(chooser) => filter::render(app, theme, chooser, canvas),
        Overlay::Trial(on_trial) => trial::render(app, theme, on_trial, canvas),
        Overlay::Reshape(dialog) => reshape::render(app, theme, dialog, canvas),
        Overlay::Closed(past) => closed::render(app, theme, past, canvas),
        Overlay::Ending(end) => ending::render(app, theme, end, canvas),
        Overlay::TieBreak(tie) => tie::render(app, theme, tie, canvas),
        Overlay::Blockers(panel) => blockers::render(app, theme, panel, canvas),
        Overlay::Explain { crossed, scroll } => explain::render(app, theme, (*crossed, scroll), canvas),
        Overlay::Outside(dialog) => outside::render(app, theme, dialog, canvas),
        Overlay::Clock => clock::render(app, theme, canvas),
        Overlay::Help { scroll } => help::render(app, theme, scroll, canvas),
        Overlay::Reason { entry, input, .. } => prompt::why(app, theme, canvas, *entry, input),
        Overlay::NewItem(input) => prompt::new_item(app, theme, canvas, input),
        Overlay::CopyTo(input) => prompt::copy_to(app, theme, canvas, input),
        Overlay::ReviewDate(input) => prompt::review_date(app, theme, canvas, input),
        Overlay::Class => prompt::class(app, theme, canvas),
        Overlay::Reopen { cursor } => prompt::reopen(app, theme, canvas, *cursor),
        Overlay::RevealEarly(pending) => prompt::reveal_early(app, theme, canvas, *pending),
        Overlay::DropRound(pending) => prompt::drop_round(app, theme, canvas, *pending),
        Overlay::Settle(input) => prompt::settle(app, theme, canvas, input),
        Overlay::LeaveUnsaved => prompt::leave_unsaved(app, theme, canvas),
        // The cell or the field that it is typed into draws it.
        Overlay::Number(_) | Overlay::Card(_) => {}
    }
}

fn workshop(app: &App, theme: &Theme, layout: &Layout, screen: &mut Canvas<'_>) {
    let strip = preview(app);
    for (pane, area) in &layout.panes {
        screen.at(*area).mark(Spot::Pane(*pane));
        match pane {
            Pane::Scoring(side) => scoring::render(app, theme, *side, strip.as_ref(), screen.at(*area)),
            Pane::Backlog => backlog::render(app, theme, screen.at(*area)),
            Pane::Log => log::render(app, theme, screen.at(*area)),
        }
    }
}

/// The title and the frame of a pane: the focused one is drawn in its own hue, and in heavy strokes.
fn pane_title<'a>(
    app: &App,
    theme: &Theme,
    name: &'a str,
    rest: &str,
    hue: Style,
    focused: bool,
) -> (Line<'a>, Edge) {
    let name = Span::styled(format!(" {name} "), theme.strong.patch(hue));
    let rest = Span::styled(if rest.is_empty() { String::new() } else { format!("{rest} ") }, theme.dim);
    (Line::from(vec![name, rest]), edge(app, theme, hue, focused))
}

/// The frame of a pane with and without the focus, which goes over to what lies over the panes.
fn edge(app: &App, theme: &Theme, hue: Style, focused: bool) -> Edge {
    let covered = app.overlay.as_ref().is_some_and(|overlay| !overlay.is_in_place());
    if focused && !covered { (hue, Strokes::Heavy) } else { (theme.border, Strokes::Light) }
}

/// Draws the frame of what lies over the panes, and returns what is inside.
fn dialog<'c>(theme: &Theme, title: &str, panel: &'c mut Canvas<'_>) -> Canvas<'c> {
    panel.clear();
    panel.mark(Spot::Over);
    panel.frame(Line::styled(format!(" {title} "), theme.strong), (theme.line, Strokes::Heavy))
}
