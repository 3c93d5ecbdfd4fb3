//! Lists: the backlog with its line, what was found, and going on where the last page ended.

use std::collections::VecDeque;

use super::answer::Answer;
use super::session::{Outcome, Session};
use super::show;
use crate::app::filter::{self, Filter, Test};
use crate::cli::find;
use crate::domain::capacity::effort_unit;
use crate::domain::criterion::tidy;
use crate::domain::cutline::Measure;
use crate::domain::debt;
use crate::domain::dependency::warnings;
use crate::domain::id::Slot;
use crate::domain::item::{Held, Item, SetAside, Status};
use crate::domain::ranking::tidy_micro;
use crate::domain::share::{against, bound};
use crate::domain::stands::{needs, set_aside};
use crate::domain::text::counted;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::ITEMS;
use crate::import::names::same;

/// How many rows are read at once.
pub(super) const PAGE: usize = 10;

/// One row of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// An item with its number.
    Item(usize, Slot),
    /// The line.
    Line,
    /// What follows has no rank; how many there are.
    Unscored(usize),
    /// An entry of the log, by its index.
    Entry(usize),
}

/// What is still to be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Rest {
    rows: VecDeque<Row>,
    /// How many items or entries were there at the beginning.
    of: usize,
    /// Whether each row tells its rank, because its number does not.
    ranks: bool,
}

/// Every item: by rank, then those without one, then those set aside.
pub(super) fn everything(workshop: &Workshop) -> Vec<Slot> {
    let standing = workshop.standing();
    let others = aside(workshop);
    standing.order().iter().chain(standing.unscored()).copied().chain(others).collect()
}

/// The items that are parked, declined or done, in the order of the file.
fn aside(workshop: &Workshop) -> Vec<Slot> {
    let items = workshop.workspace().items().iter().enumerate();
    let aside = items.filter(|(_, item)| {
        !item.is_candidate() && !matches!(item.status, Status::Withdrawn | Status::Merged)
    });
    aside.map(|(index, _)| Slot::new(index)).collect()
}

/// `Bookings; Four-factor; 18 items with a rank, 4 without`.
pub(super) fn heading(workshop: &Workshop) -> String {
    let workspace = workshop.workspace();
    let standing = workshop.standing();
    let ranked = counted(standing.order().len(), "item");
    let unscored = match standing.unscored().len() {
        0 => String::new(),
        without => format!(", {without} without"),
    };
    let counts = format!("{ranked} with a rank{unscored}");
    let parts = [workspace.head().title.as_str(), workspace.framework().name(), &counts];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// The line in words, with the first item that would fit: `the line: 18 of 20 points, 2 free, ...`.
pub(super) fn line(workshop: &Workshop) -> String {
    let fits =
        workshop.standing().first_that_fits().map(|slot| workshop.workspace().item(slot).shown_title());
    let fits = fits.map(|title| format!("; first that fits: {title}")).unwrap_or_default();
    format!("{}{fits}", short_line(workshop))
}

/// `the line: 18 of 20 points, 2 free, technical health 15%, target 20%`.
fn short_line(workshop: &Workshop) -> String {
    let workspace = workshop.workspace();
    let Some(line) = workshop.standing().line() else {
        return "there is no line: capacity draws one".to_owned();
    };
    let unit = if line.measure == Measure::Items { ITEMS } else { effort_unit(workspace) };
    let mut parts =
        vec![format!("the line: {} of {} {unit}", tidy_micro(line.load.used), tidy_micro(line.limit))];
    if line.load.spent > 0 {
        parts.push(format!("{} of them done", tidy_micro(line.load.spent)));
    }
    parts.push(line.told_over().unwrap_or_else(|| format!("{} free", tidy_micro(line.free()))));
    if let Some(health) = line.load.tech_health() {
        let target = workspace.tech_health_target();
        parts.push(format!("technical health {}, target {}", against(health, target), bound(target)));
    }
    parts.extend(workshop.told_voted());
    parts.join(", ")
}

/// One item: its number, what it is called, and where it stands, in words.
pub(super) fn row(workshop: &Workshop, number: usize, slot: Slot, ranks: bool) -> String {
    let item = workshop.workspace().item(slot);
    let mut parts = vec![format!("{number}: {}", item.shown_title())];
    let standing = workshop.standing();
    match (set_aside(item), standing.index(slot), standing.seat(slot)) {
        (Some(what), ..) => {
            let why = item.rare.set_aside.as_deref().map_or(String::new(), SetAside::line);
            parts.push(format!("{what}{why}"));
        }
        (None, Some(index), Some(seat)) => {
            if ranks || index + 1 != number {
                parts.push(format!("rank {}", index + 1));
            }
            parts.push(format!("score {}", tidy(seat.score)));
            parts.extend(side(workshop, slot, item));
        }
        (None, ..) => parts.push(format!("no rank: {}", needs(workshop.workspace(), item).join(", "))),
    }
    parts.extend(warnings(workshop, slot).into_iter().filter_map(|forms| forms.into_iter().next()));
    parts.extend(debt::told(item));
    parts.join("; ")
}

/// `in`, `out`, or what a pin makes of it; nothing without a line.
fn side(workshop: &Workshop, slot: Slot, item: &Item) -> Option<String> {
    let side = workshop.standing().side(slot)?;
    let pinned = match item.held() {
        Some(Held::In | Held::Out) => ", pinned",
        None => "",
    };
    Some(format!("{side}{pinned}"))
}

/// Reads a part of the backlog from its beginning.
pub(super) fn list(session: &mut Session, rest: &str, answer: &mut Answer) -> Outcome {
    let mut part = None;
    let mut page = PAGE;
    for word in rest.split_whitespace().map(str::to_lowercase) {
        match word.as_str() {
            "all" => page = usize::MAX,
            "in" | "out" | "unscored" | "aside" | "parked" | "declined" | "done" => part = Some(word),
            word => match word.parse() {
                Ok(number @ 1..) => page = number,
                _ => {
                    return Err(format!(
                        "list knows no {word}: there are in, out, unscored, aside, parked, \
                         declined and done, a number and all"
                    )
                    .into());
                }
            },
        }
    }
    if let Some(told) = filtered(session) {
        answer.say(told);
    }
    let found = session.filter.is_on().then(|| session.filter.found(&session.workshop));
    let shows = |slot: &Slot| found.as_ref().is_none_or(|found| found.binary_search(slot).is_ok());
    let mut lists = lists(&session.workshop, part.as_deref());
    // A filter is about what can be decided on.
    lists[..2].iter_mut().for_each(|list| list.retain(shows));
    let whole = part.is_none() && found.is_none();
    session.read(lists, part.is_none(), !whole, page, answer);
    Ok(())
}

/// What is ranked, what has no rank, and what is set aside, as far as a part of the backlog has it.
fn lists(workshop: &Workshop, part: Option<&str>) -> [Vec<Slot>; 3] {
    let standing = workshop.standing();
    let ranked =
        |is_in: bool| standing.order().iter().copied().filter(move |slot| standing.is_in(*slot) == is_in);
    let asides = |wanted: &dyn Fn(&'static str) -> bool| {
        let what = |slot: &Slot| set_aside(workshop.workspace().item(*slot));
        aside(workshop).into_iter().filter(|slot| what(slot).is_some_and(wanted)).collect()
    };
    match part {
        None => [standing.order().to_vec(), standing.unscored().to_vec(), Vec::new()],
        Some("in") => [ranked(true).collect(), Vec::new(), Vec::new()],
        Some("out") => [ranked(false).collect(), Vec::new(), Vec::new()],
        Some("unscored") => [Vec::new(), standing.unscored().to_vec(), Vec::new()],
        Some("aside") => [Vec::new(), Vec::new(), asides(&|what| what != Status::Done.name())],
        Some(part) => [Vec::new(), Vec::new(), asides(&|what| what == part)],
    }
}

/// Says which filter is on, if one is.
fn filtered(session: &Session) -> Option<String> {
    let told = session.filter.told(session.workspace());
    session.filter.is_on().then(|| format!("only {told}; filter off lists all"))
}

/// Reads what has a text in its title.
pub(super) fn find(session: &mut Session, rest: &str, answer: &mut Answer) -> Outcome {
    if rest.is_empty() {
        return Err("find what? Say a part of a title".into());
    }
    let found = find::containing(session.workspace(), rest);
    if found.is_empty() {
        return Err(format!("no title has {rest} in it").into());
    }
    session.read([Vec::new(), Vec::new(), found], false, true, PAGE, answer);
    Ok(())
}

/// Chooses which items are listed.
pub(super) fn filter(session: &mut Session, rest: &str, answer: &mut Answer) -> Outcome {
    if same(rest, "off") || same(rest, "all") {
        session.filter = Filter::default();
        answer.say("all items are listed");
        return Ok(());
    }
    let known = filter::occurring(&session.workshop);
    let workspace = session.workspace();
    // A value alone, or with what it is about before it: `debt`, `kind debt`.
    let names = |test: &Test| {
        let value = test.value(workspace);
        [format!("{} {value}", test.by().name()), value]
    };
    if rest.is_empty() {
        answer.say(filtered(session).unwrap_or_else(|| "all items are listed".to_owned()));
        for group in known.chunk_by(|one, next| one.by() == next.by()) {
            let values: Vec<String> = group.iter().map(|test| test.value(workspace)).collect();
            answer.say(format!("{}: {}", group[0].by().name(), values.join(", ")));
        }
        return Ok(());
    }
    let mut tests = Vec::new();
    for wanted in rest.split(',').flat_map(|part| part.split(" or ")).map(str::trim) {
        let Some(test) = known.iter().find(|test| names(test).iter().any(|name| same(name, wanted))) else {
            return Err(format!("no item is {wanted}: filter alone says what there is").into());
        };
        tests.push(test.clone());
    }
    session.filter = Filter::of(tests);
    list(session, "", answer)
}

impl Session {
    /// Begins to read a list: what is ranked, with the line through it, what is not, and anything else.
    fn read(
        &mut self,
        lists: [Vec<Slot>; 3],
        with_line: bool,
        ranks: bool,
        page: usize,
        answer: &mut Answer,
    ) {
        let [ranked, unscored, others] = lists;
        let standing = self.workshop.standing();
        let line = standing.line().filter(|_| with_line).map(|_| Row::Line);
        // A pinned item stands on the side that it is held on.
        let (above, below): (Vec<Slot>, Vec<Slot>) =
            ranked.into_iter().partition(|slot| line.is_none() || standing.is_in(*slot));
        let mut rows = VecDeque::new();
        let mut number = 0;
        let mut item = |slot: Slot| {
            number += 1;
            Row::Item(number, slot)
        };
        rows.extend(above.iter().copied().map(&mut item));
        rows.extend(line);
        rows.extend(below.iter().copied().map(&mut item));
        rows.extend((!unscored.is_empty()).then_some(Row::Unscored(unscored.len())));
        rows.extend(unscored.iter().chain(&others).copied().map(&mut item));
        self.numbered = [above, below, unscored, others].concat();
        self.rest = Rest { rows, of: self.numbered.len(), ranks };
        self.read_page(page, answer);
    }

    /// Begins to read entries of the log, by their indices.
    pub(super) fn read_entries(&mut self, entries: Vec<usize>, page: usize, answer: &mut Answer) {
        let rows: VecDeque<Row> = entries.into_iter().map(Row::Entry).collect();
        self.rest = Rest { of: rows.len(), rows, ranks: false };
        self.read_page(page, answer);
    }

    /// Goes on with what was read last.
    pub(super) fn read_on(&mut self, answer: &mut Answer) {
        if self.rest.rows.is_empty() {
            answer.say("there is no more");
            return;
        }
        self.read_page(PAGE, answer);
    }

    fn read_page(&mut self, page: usize, answer: &mut Answer) {
        if self.rest.of == 0 {
            answer.say("nothing to read");
        }
        let mut read = 0;
        // What heads or parts rows is no row of its own.
        while let Some(row) = self.rest.rows.front().copied() {
            let counts = matches!(row, Row::Item(..) | Row::Entry(_));
            if counts && read == page {
                break;
            }
            self.rest.rows.pop_front();
            read += usize::from(counts);
            answer.say(match row {
                Row::Item(number, slot) => self::row(&self.workshop, number, slot, self.rest.ranks),
                Row::Line => format!("-- {} --", short_line(&self.workshop)),
                Row::Unscored(count) => format!("-- no rank yet: {count} --"),
                Row::Entry(index) => show::entry(self.workspace(), index),
            });
        }
        let left = self.rest.rows.iter().filter(|row| matches!(row, Row::Item(..) | Row::Entry(_))).count();
        if left > 0 {
            answer.say(format!("{} of {}; more goes on", self.rest.of - left, self.rest.of));
        }
    }
}
