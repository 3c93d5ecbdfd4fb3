//! Behind the last card: what came of it all, who is in now, and what comes next.

use ratatui::style::Style;

use super::super::super::canvas::{Canvas, fit, folded};
use super::super::super::flow::Row;
use super::super::super::flow::draw;
use super::super::super::theme::Theme;
use super::super::pane_title;
use crate::app::App;
use crate::app::action::{Action, Place};
use crate::app::triage::Tally;
use crate::app::view::Screen;
use crate::domain::id::Slot;
use crate::domain::item::Held;
use crate::domain::text::counted;

/// From this width on, who is in stands beside the rest.
const BESIDE: usize = 100;

/// Below this height there is one frame less, and parts are not parted.
const LOW: usize = 14;

/// How many are named of those who crossed.
const NAMED: usize = 12;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (full, height) = (canvas.width(), canvas.height());
    let low = height < LOW;
    let (_, of) = app.triage.number();
    let queue = app.triage.queue();
    let told = if of == 0 { String::new() } else { format!("{} · {}", queue.name(), counted(of, "card")) };
    let (title, frame) = pane_title(app, theme, "DONE", &told, theme.heading, true);
    let mut inner = if low { canvas.part(0, 0, full, height) } else { canvas.frame(title, frame) };
    let (full, height) = (inner.width(), inner.height());
    let nothing = Tally::default();
    let tally = app.triage.tally().unwrap_or(&nothing);
    let beside = full >= BESIDE;
    let room = if beside { full / 2 } else { full }.saturating_sub(3);
    let page = Page { app, theme, room, gap: !low };
    let next = page.next();
    let mut rows = page.head(tally, of);
    rows.extend(page.crossed(tally));
    if beside {
        let inside = page.inside(tally, height.saturating_sub(1));
        for (y, row) in inside.iter().skip_while(|row| row.is_empty()).enumerate() {
            draw(row, &mut inner, full / 2 + 1, y);
        }
    } else {
        rows.extend(page.inside(tally, height.saturating_sub(rows.len() + next.len() + 1)));
    }
    // What comes next is never what has to go.
    rows.truncate(height.saturating_sub(next.len()));
    rows.extend(next);
    for (y, row) in rows.iter().enumerate() {
        draw(row, &mut inner, 1, y);
    }
}

struct Page<'a> {
    app: &'a App,
    theme: &'a Theme,
    room: usize,
    /// Whether parts are parted by an empty row.
    gap: bool,
}

impl Page<'_> {
    fn lines(&self, text: &str, style: Style) -> Vec<Row> {
        folded(text, self.room).into_iter().map(|line| vec![(line, style)]).collect()
    }

    fn heading(&self, name: &str, told: &str) -> Vec<Row> {
        let row = vec![(name.to_owned(), self.theme.strong), (format!("  {told}"), self.theme.dim)];
        if self.gap { vec![Row::new(), row] } else { vec![row] }
    }

    /// What became of the cards.
    fn head(&self, tally: &Tally, of: usize) -> Vec<Row> {
        if of == 0 {
            return self.lines(self.app.triage.queue().nothing(self.app), self.theme.strong);
        }
        let mut rows = self.lines(&tally.told(), self.theme.strong);
        let minutes = self.app.triage.minutes();
        if self.gap && minutes > 0 {
            rows.extend(self.lines(&format!("in {minutes} min"), self.theme.dim));
        }
        rows
    }

    /// Who crossed the line since the triage began.
    fn crossed(&self, tally: &Tally) -> Vec<Row> {
        let theme = self.theme;
        let ways =
            [(&tally.came_in, "CAME IN", "+", theme.gain), (&tally.fell_out, "FELL OUT", "−", theme.loss)];
        let mut rows = Vec::new();
        for (slots, name, sign, style) in ways.into_iter().filter(|(slots, ..)| !slots.is_empty()) {
            rows.extend(self.heading(name, &format!("{} since the triage began", slots.len())));
            if !self.gap {
                continue;
            }
            let title = |slot: &Slot| {
                let title = self.app.workspace().item(*slot).shown_title();
                vec![
                    (format!("{sign} "), style),
                    (fit(title, self.room.saturating_sub(2)).into_owned(), theme.text),
                ]
            };
            rows.extend(slots.iter().take(NAMED).map(title));
            if slots.len() > NAMED {
                rows.push(vec![(format!("  and {} more", slots.len() - NAMED), theme.dim)]);
            }
        }
        if rows.is_empty() && self.app.workshop.standing().line().is_some() {
            let nobody = self.lines("Nobody crossed the line since the triage began.", theme.dim);
            rows = self.gap.then(Row::new).into_iter().chain(nobody).collect();
        }
        rows
    }

    /// Who is in now, as many as go into so many rows.
    fn inside(&self, tally: &Tally, height: usize) -> Vec<Row> {
        let (theme, standing) = (self.theme, self.app.workshop.standing());
        if standing.line().is_none() {
            return Vec::new();
        }
        let told = format!("{} of {}", tally.inside, counted(standing.candidates().len(), "item"));
        let mut rows = self.heading("IN NOW", &told);
        let Some(left) = height.checked_sub(rows.len()) else { return Vec::new() };
        // In a row or two nobody is named: that there are more says the count.
        if left < 3 {
            return rows;
        }
        let ranked = |slot: Slot| {
            let item = self.app.workspace().item(slot);
            let rank = standing.index(slot).map_or("–".to_owned(), |index| (index + 1).to_string());
            let title = fit(item.shown_title(), self.room.saturating_sub(6)).into_owned();
            let pinned = (item.held() == Some(Held::In)).then(|| (" ◆".to_owned(), theme.line));
            let row = [(format!("{rank:>3}  "), theme.dim), (title, theme.text)];
            row.into_iter().chain(pinned).collect::<Row>()
        };
        let mut named: Vec<Row> = standing.inside().take(left + 1).map(ranked).collect();
        if named.len() > left {
            named.truncate(left - 1);
            named.push(vec![("     and more: the roadmap has all".to_owned(), theme.dim)]);
        }
        if named.is_empty() {
            named.push(vec![("     nobody".to_owned(), theme.dim)]);
        }
        rows.extend(named);
        rows
    }

    /// What there is to do now, each with its key.
    fn next(&self) -> Vec<Row> {
        let (app, theme) = (self.app, self.theme);
        let key =
            |action| app.keymap.keys_at(Place::On(Screen::Triage), action).next().map(|key| key.to_string());
        let queue = app.triage.next_queue();
        let queue = queue.map(|(queue, count)| match queue.name() {
            "all" => format!("goes through all {}", counted(count, "item")),
            name => format!("goes on with {count} {name}"),
        });
        let ways = [
            queue.and_then(|told| Some((key(Action::NextQueue)?, told))),
            key(Action::Open(Screen::Check)).map(|key| (key, "asks whether the plan is ready".to_owned())),
            key(Action::Open(Screen::Recap)).map(|key| (key, "tells what came of the session".to_owned())),
            key(Action::Back).map(|key| (key, "goes to the workshop".to_owned())),
        ];
        let mut rows = if self.gap { self.heading("NEXT", "") } else { Vec::new() };
        let rest = if self.gap { ways.len() } else { 2 };
        rows.extend(
            ways.into_iter()
                .flatten()
                .take(rest)
                .map(|(key, told)| vec![(format!("{key:<6}"), theme.strong), (told, theme.text)]),
        );
        rows
    }
}
