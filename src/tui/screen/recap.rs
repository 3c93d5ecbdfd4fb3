//! The recap: what is in and how it went on the left; who fell out, what was decided and what is open on the right.
//!
//! ```text
//! ╭ RECAP ────────────────────────────────────────────────╮
//! │ SHORTLIST  rank, title, came in │▸FELL OUT            │
//! │ cutline                         │ CALLS               │
//! │                                 │ OPEN DISPUTES       │
//! │ HOW THE MEETING DID             │ none: parked        │
//! ╰───────────────────────────────────────────────────────╯
//! ```

use ratatui::style::Style;

use super::super::canvas::{Canvas, fit, folded, width};
use super::super::flow::{Row, cells_of};
use super::super::theme::Theme;
use super::columns::{self, SIDE_BY_SIDE, on, parted, plain};
use super::{cutline, pane_title};
use crate::app::App;
use crate::app::recap::{Part, SHOWN, Spot, fell_out};
use crate::domain::discuss;
use crate::domain::id::Slot;
use crate::domain::item::{Held, SetAside};
use crate::domain::telling::{Told, tell};
use crate::domain::tradeoff::Entry;

/// Where the text of a line that takes several rows goes on.
const INDENT: usize = 2;

/// Cells of a rank before its title.
const RANK: usize = 4;

type Marked = columns::Marked<Spot>;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (title, frame) = pane_title(app, theme, "RECAP", "what came of the session", theme.heading, true);
    let mut inner = canvas.frame(title, frame);
    let wide = inner.width() >= SIDE_BY_SIDE + 2;
    let page = Page { app, theme, room: columns::room(inner.width(), if wide { 2 } else { 1 }) };
    let shortlist = page.shortlist();
    let mut rest = page.parts();
    let columns = if wide {
        vec![parted(&[shortlist, page.meeting()]), parted(&rest)]
    } else {
        rest.insert(0, shortlist);
        rest.push(page.meeting());
        vec![parted(&rest)]
    };
    columns::render(theme, &mut inner, &columns, app.recap.spot());
}

/// What the parts are made of.
struct Page<'a> {
    app: &'a App,
    theme: &'a Theme,
    room: usize,
}

impl Page<'_> {
    /// `PARKED  3 · 2 before this session`.
    fn heading(&self, name: &str, told: &str, style: Style) -> Marked {
        plain(vec![(name.to_owned(), self.theme.strong), (format!("  {told}"), style)])
    }

    /// A line in as many rows as it takes, the first with a mark.
    fn line(&self, spot: Spot, text: &str, style: Style) -> Vec<Marked> {
        let rows = folded(text, self.room.saturating_sub(INDENT)).into_iter().enumerate();
        let rows = rows.map(|(i, line)| match i {
            0 => vec![("· ".to_owned(), self.theme.dim), (line, style)],
            // What goes on is no line of its own.
            _ => vec![("  ".to_owned(), self.theme.dim), (line.trim_start_matches("· ").to_owned(), style)],
        });
        on(spot, rows).collect()
    }

    fn more(&self, part: Part) -> Option<Marked> {
        let hidden = part.len(&self.app.recap.shown).checked_sub(SHOWN).filter(|hidden| *hidden > 0)?;
        Some(plain(vec![(format!("  and {hidden} more"), self.theme.dim)]))
    }

    fn shortlist(&self) -> Vec<Marked> {
        let (app, theme) = (self.app, self.theme);
        let recap = &app.recap.shown;
        let of = app.workshop.standing().candidates().len();
        let mut rows = vec![self.heading(
            Part::Shortlist.name(),
            &format!("{} of {of} items", recap.shortlist.len()),
            theme.dim,
        )];
        let items = recap.shortlist.iter().take(SHOWN).enumerate();
        rows.extend(items.map(|(at, slot)| (Some((Part::Shortlist, at)), self.ranked(*slot))));
        rows.extend(self.more(Part::Shortlist));
        if let Some(line) = app.workshop.standing().line() {
            let mut row = vec![("──".to_owned(), theme.line)];
            row.extend(cutline::told(app, theme, line, self.room.saturating_sub(4)));
            let rest = self.room.saturating_sub(cells_of(&row));
            row.push(("─".repeat(rest), theme.line));
            rows.push(plain(row));
        }
        rows
    }

    /// `  4  Rotate calendar keys   came in  ◆ pinned`.
    fn ranked(&self, slot: Slot) -> Row {
        let (app, theme) = (self.app, self.theme);
        let item = app.workspace().item(slot);
        let rank =
            app.workshop.standing().index(slot).map_or("–".to_owned(), |index| (index + 1).to_string());
        let came_in = app.recap.shown.session.net.entered.contains(&item.id);
        let mut marks: Vec<(&str, Style)> = Vec::new();
        marks.extend(came_in.then_some(("  came in", theme.gain)));
        marks.extend((item.held() == Some(Held::In)).then_some(("  ◆ pinned in", theme.line)));
        let taken = cells_of(&marks);
        let title = fit(item.shown_title(), self.room.saturating_sub(RANK + taken)).into_owned();
        let mut row = vec![(format!("{rank:>2}  "), theme.dim), (title, theme.text)];
        row.extend(marks.into_iter().map(|(text, style)| (text.to_owned(), style)));
        row
    }

    /// Everything behind the shortlist; what there is none of stands in one line.
    fn parts(&self) -> Vec<Vec<Marked>> {
        let parts =
            [Part::FellOut, Part::Calls, Part::Disputes, Part::Unexplained, Part::Parked, Part::Declined];
        let (empty, there): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|part| self.is_empty(*part));
        let names: Vec<String> = empty.iter().map(|part| part.name().to_lowercase()).collect();
        let none = format!("none: {}", names.join(" · "));
        let none = folded(&none, self.room).into_iter().map(|line| plain(vec![(line, self.theme.dim)]));
        let none = (!names.is_empty()).then(|| none.collect());
        there.into_iter().map(|part| self.part(part)).chain(none).collect()
    }

    /// Whether there is nothing at all to say of a part.
    fn is_empty(&self, part: Part) -> bool {
        let recap = &self.app.recap.shown;
        let beside = match part {
            Part::Disputes => recap.can_wait,
            Part::Parked => recap.aside_before[0],
            Part::Declined => recap.aside_before[1],
            _ => 0,
        };
        part.len(recap) + beside == 0
    }

    fn part(&self, part: Part) -> Vec<Marked> {
        let recap = &self.app.recap.shown;
        let before = |at: usize| match recap.aside_before[at] {
            0 => String::new(),
            before => format!(" · {before} before this session"),
        };
        let can_wait =
            if recap.can_wait > 0 { format!(" · {} more can wait", recap.can_wait) } else { String::new() };
        let for_a_while = match recap.came_and_went.len() {
            0 => String::new(),
            some => format!(" · {some} came in before"),
        };
        let rest = match part {
            Part::FellOut => for_a_while,
            Part::Disputes => can_wait,
            Part::Parked => before(0),
            Part::Declined => before(1),
            Part::Shortlist | Part::Calls | Part::Unexplained => String::new(),
        };
        let len = part.len(recap);
        // What is still to do is marked where it is counted, so that the mark stays one.
        let (counted, style) = match part {
            Part::FellOut => (self.theme.dim, self.theme.loss),
            Part::Disputes | Part::Unexplained if len > 0 => (self.theme.warn, self.theme.text),
            _ => (self.theme.dim, self.theme.text),
        };
        let mut rows = vec![self.heading(part.name(), &format!("{}{rest}", count(len)), counted)];
        for at in 0..len.min(SHOWN) {
            rows.extend(self.line((part, at), &self.told(part, at), style));
            // Whose call it was, and why, stands back behind who it was.
            let how = if part == Part::FellOut { self.how_lost(at) } else { String::new() };
            let how =
                folded(&how, self.room.saturating_sub(INDENT)).into_iter().filter(|row| !row.is_empty());
            rows.extend(on((part, at), how.map(|row| vec![(format!("  {row}"), self.theme.dim)])));
        }
        rows.extend(self.more(part));
        rows
    }

    /// One line of a part in words.
    fn told(&self, part: Part, at: usize) -> String {
        let (workspace, recap) = (self.app.workspace(), &self.app.recap.shown);
        let entry = |index: usize| workspace.log().get(index);
        match part {
            Part::Calls => entry(recap.calls[at]).map(|entry| self.called(entry)).unwrap_or_default(),
            Part::Unexplained => entry(recap.unexplained[at])
                .map(|entry| tell(workspace, entry).headline())
                .unwrap_or_default(),
            Part::Disputes => {
                let dispute = &recap.disputes[at];
                let title = workspace.item(dispute.over.slot).shown_title();
                format!("{title} · {}", discuss::told(&self.app.workshop, dispute.over))
            }
            Part::Parked => self.set_aside(recap.aside[0][at]),
            Part::Declined => self.set_aside(recap.aside[1][at]),
            Part::Shortlist => workspace.item(recap.shortlist[at]).shown_title().to_owned(),
            Part::FellOut => {
                let Some(id) = fell_out(recap).nth(at) else { return String::new() };
                let title = workspace.slot(id).map(|slot| workspace.item(slot).shown_title());
                title.unwrap_or(id.as_str()).to_owned()
            }
        }
    }

    /// `engineering: effort of Kiosk 3 → 2 · why: the vendor does half of it`.
    fn how_lost(&self, at: usize) -> String {
        let (workspace, recap) = (self.app.workspace(), &self.app.recap.shown);
        let Some(id) = fell_out(recap).nth(at) else { return String::new() };
        let mut told = Vec::new();
        if recap.came_and_went.contains(id) {
            told.push("came in, then fell out".to_owned());
        }
        let entries = recap.session.entries.clone().rev().filter_map(|index| workspace.log().get(index));
        let mut standing = entries.filter(|entry| self.app.workshop.history().holds(entry));
        if let Some(entry) = standing.find(|entry| entry.left.contains(id)) {
            let Told { cause, reason, .. } = tell(workspace, entry);
            let whose = entry.whose().map_or_else(String::new, |whose| format!("{}: ", whose.name()));
            told.push(format!("{whose}{cause}"));
            told.extend(reason.map(|reason| format!("why: {reason}")));
        }
        told.join(" · ")
    }

    /// `Single sign-on pinned in by Mia · comes in · why: the contract asks for it`.
    fn called(&self, entry: &Entry) -> String {
        let told = tell(self.app.workspace(), entry);
        let reason = told.reason.as_deref().map(|reason| format!(" · why: {reason}")).unwrap_or_default();
        format!("{}{reason}", told.headline())
    }

    /// `Check-in kiosk · why no budget · again when two clinics ask`, as far as it is written.
    fn set_aside(&self, slot: Slot) -> String {
        let item = self.app.workspace().item(slot);
        let line = item.rare.set_aside.as_deref().map(SetAside::line).unwrap_or_default();
        format!("{}{line}", item.shown_title())
    }

    fn meeting(&self) -> Vec<Marked> {
        let session = &self.app.recap.shown.session;
        let agenda = self.app.workspace().agenda().told(self.app.meeting.now).map(|told| ("agenda", told));
        let told: Vec<(&str, String)> =
            self.app.recap.shown.meeting.told().into_iter().chain(agenda).collect();
        let mut rows = vec![columns::heading(self.theme, "HOW THE MEETING DID")];
        let cells = told.iter().map(|(what, _)| width(what)).max().unwrap_or(0).max(width("changes"));
        let lines = |what: &str, told: &str| {
            let lines = folded(told, self.room.saturating_sub(cells + 2)).into_iter().enumerate();
            let what = |i: usize| if i == 0 { format!("{what:cells$}  ") } else { " ".repeat(cells + 2) };
            let row = |(i, line)| plain(vec![(what(i), self.theme.dim), (line, self.theme.text)]);
            lines.map(row).collect::<Vec<Marked>>()
        };
        rows.extend(lines("changes", &session.told()));
        rows.extend(told.into_iter().flat_map(|(what, told)| lines(what, &told)));
        rows
    }
}

fn count(len: usize) -> String {
    if len == 0 { "none".to_owned() } else { len.to_string() }
}
