//! The ranking before and after a session: who moved, who crossed the line, and the line on both sides.

use std::cmp::Reverse;

use super::Look;
use super::svg::{Anchor, Svg, fit};
use crate::domain::id::Slot;
use crate::domain::item::Status;
use crate::domain::rewind::Past;
use crate::domain::text::counted;
use crate::domain::workshop::Workshop;

/// Where an item stood on either side of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The item.
    pub slot: Slot,
    /// Its rank before and after, 1 is the top; none where it had none.
    pub rank: [Option<usize>; 2],
    /// Whether it was in, before and after.
    pub is_in: [bool; 2],
    /// Whether it got done, or went into another item: it left the line, and fell out of nothing.
    pub is_gone: bool,
}

impl Movement {
    /// Whether it crossed the line.
    pub fn crossed(&self) -> bool {
        !self.is_gone && self.is_in[0] != self.is_in[1]
    }

    /// How many places it went, where it had a rank on both sides.
    fn distance(&self) -> usize {
        match self.rank {
            [Some(before), Some(after)] => before.abs_diff(after),
            _ => usize::MAX,
        }
    }
}

/// Everybody whose rank or side of the line is another one, by the rank after, those without one last.
pub fn movements(workshop: &Workshop, past: &Past) -> Vec<Movement> {
    let (now, then) = (workshop.standing(), past.standing());
    let mut places = vec![[None, None]; workshop.workspace().items().len()];
    for (side, standing) in [then, now].into_iter().enumerate() {
        for (index, slot) in standing.order().iter().enumerate() {
            if let Some(place) = places.get_mut(slot.index()) {
                place[side] = Some(index + 1);
            }
        }
    }
    let movement = |(at, rank): (usize, [Option<usize>; 2])| {
        let slot = Slot::new(at);
        let is_gone = matches!(workshop.workspace().item(slot).status, Status::Done | Status::Merged);
        Movement { slot, rank, is_in: [then.is_in(slot), now.is_in(slot)], is_gone }
    };
    let all = places.into_iter().enumerate().filter(|(_, rank)| *rank != [None, None]).map(movement);
    let mut moved: Vec<Movement> = all.filter(|it| it.rank[0] != it.rank[1] || it.crossed()).collect();
    moved.sort_by_key(|it| (it.rank[1].unwrap_or(usize::MAX), it.rank[0], it.slot));
    moved
}

/// Those that tell most, up to so many: who crossed the line first, then who went furthest. In the order of [`movements`].
pub fn telling(movements: &[Movement], most: usize) -> Vec<Movement> {
    let mut chosen: Vec<usize> = (0..movements.len()).collect();
    chosen.sort_by_key(|i| (!movements[*i].crossed(), Reverse(movements[*i].distance()), *i));
    chosen.truncate(most);
    chosen.sort_unstable();
    chosen.into_iter().map(|i| movements[i]).collect()
}

/// How many items are drawn.
const DRAWN: usize = 20;

const WIDTH: f64 = 960.0;
const ROW: f64 = 24.0;
const TOP: f64 = 44.0;
/// Where the labels of either side end and begin.
const SIDES: [f64; 2] = [360.0, 600.0];

/// One place in a column of the picture.
#[derive(Clone, Copy, PartialEq)]
enum Row {
    Item(Slot),
    Line,
}

/// Draws who moved; nothing where nobody did.
pub fn movement(workshop: &Workshop, past: &Past, look: Look) -> Option<String> {
    let shown = telling(&movements(workshop, past), DRAWN);
    if shown.is_empty() {
        return None;
    }
    let columns = [0, 1]
        .map(|side| column(&shown, side, [past.standing(), workshop.standing()][side].line().is_some()));
    let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
    let size = (WIDTH, TOP + ROW * rows as f64 + 22.0);
    let count = |way: bool| shown.iter().filter(|it| it.crossed() && it.is_in[1] == way).count();
    let told = format!(
        "{} drawn by their ranks before and after. {} came in, {} fell out. The table has the same in words.",
        counted(shown.len(), "item"),
        count(true),
        count(false)
    );
    let mut svg = Svg::new("movement", size, ("Ranking before and after the session", &told), look);
    svg.text((SIDES[0], 20.0), Anchor::End, "strong", "before");
    svg.text((SIDES[1], 20.0), Anchor::Start, "strong", "after");
    let y = |side: usize, row: Row| {
        let at = columns[side].iter().position(|other| *other == row);
        at.map(|at| TOP + ROW * at as f64)
    };
    cutline(&mut svg, [y(0, Row::Line), y(1, Row::Line)]);
    // What crossed lies over what only moved.
    let (crossed, moved): (Vec<&Movement>, Vec<&Movement>) = shown.iter().partition(|it| it.crossed());
    for it in moved.into_iter().chain(crossed) {
        if let [Some(before), Some(after)] = [0, 1].map(|side| y(side, Row::Item(it.slot))) {
            thread(&mut svg, workshop, it, [before, after]);
        }
    }
    let key = "heavy: comes in · dashed: falls out · thin: moves on its side of the line";
    svg.text((WIDTH / 2.0, size.1 - 6.0), Anchor::Middle, "soft small", key);
    Some(svg.finish())
}

/// The items of one side from the top down, with the line among them; those without a rank last.
fn column(shown: &[Movement], side: usize, has_line: bool) -> Vec<Row> {
    let mut order: Vec<&Movement> = shown.iter().collect();
    // A pin holds an item on its side, wherever it ranks.
    order.sort_by_key(|it| (it.rank[side].is_none(), has_line && !it.is_in[side], it.rank[side], it.slot));
    let mut rows: Vec<Row> = order.iter().map(|it| Row::Item(it.slot)).collect();
    if has_line {
        rows.insert(order.iter().take_while(|it| it.is_in[side]).count(), Row::Line);
    }
    rows
}

/// The line on both sides, joined where both have one.
fn cutline(svg: &mut Svg, at: [Option<f64>; 2]) {
    let ends = [(0.0, SIDES[0] + 16.0), (SIDES[1] - 16.0, WIDTH)];
    for (y, (left, right)) in at.into_iter().zip(ends) {
        if let Some(y) = y {
            svg.line((left, y), (right, y), "cutline");
        }
    }
    if let [Some(before), Some(after)] = at {
        svg.line((ends[0].1, before), (ends[1].0, after), "target");
    }
    let label = |y: f64| y - 5.0;
    match at {
        [Some(y), _] => svg.text((0.0, label(y)), Anchor::Start, "soft small", "cutline"),
        [None, Some(y)] => svg.text((WIDTH, label(y)), Anchor::End, "soft small", "cutline"),
        [None, None] => {}
    }
}

/// One item: its name on both sides and the way between.
fn thread(svg: &mut Svg, workshop: &Workshop, it: &Movement, [before, after]: [f64; 2]) {
    let line = match it.is_in {
        [false, true] => "enters",
        [true, false] => "leaves",
        _ => "pale",
    };
    svg.path(&[(SIDES[0] + 10.0, before), (SIDES[1] - 10.0, after)], line);
    let class = if it.crossed() { "strong" } else { "" };
    let title = workshop.workspace().item(it.slot).shown_title();
    let rank = |rank: Option<usize>| rank.map_or_else(|| "–".to_owned(), |rank| format!("#{rank}"));
    let way = match it.is_in {
        [false, true] => " ▲ in",
        [true, false] => " ▼ out",
        _ => "",
    };
    let [from, to] = it.rank.map(rank);
    svg.text((SIDES[0], before + 4.5), Anchor::End, class, &from);
    svg.text((SIDES[0] - 36.0, before + 4.5), Anchor::End, class, &fit(title, SIDES[0] - 44.0));
    svg.text((SIDES[1], after + 4.5), Anchor::Start, class, &to);
    let room = WIDTH - SIDES[1] - 40.0 - if it.crossed() { 66.0 } else { 0.0 };
    svg.text((SIDES[1] + 36.0, after + 4.5), Anchor::Start, class, &format!("{}{way}", fit(title, room)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workspace::Workspace;

    fn it(slot: usize, rank: [usize; 2], is_in: [bool; 2]) -> Movement {
        let rank = rank.map(|rank| (rank > 0).then_some(rank));
        Movement { slot: Slot::new(slot), rank, is_in, is_gone: false }
    }

    #[test]
    fn who_crossed_tells_more_than_who_went_far() {
        let all = [
            it(0, [9, 1], [true, true]),
            it(1, [2, 3], [true, true]),
            it(2, [5, 4], [false, true]),
            it(3, [0, 5], [false, false]),
            it(4, [4, 6], [true, false]),
        ];
        let chosen = |most| telling(&all, most).iter().map(|it| it.slot.index()).collect::<Vec<_>>();
        assert_eq!(chosen(2), [2, 4]);
        assert_eq!(chosen(3), [2, 3, 4]);
        assert_eq!(chosen(4), [0, 2, 3, 4]);
        assert_eq!(chosen(9), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn each_side_has_its_own_order_and_its_line() {
        let all = [it(0, [3, 1], [false, true]), it(1, [1, 2], [true, false]), it(2, [0, 3], [false, false])];
        let rows = |side, line| {
            let name = |row: &Row| match row {
                Row::Item(slot) => slot.index().to_string(),
                Row::Line => "|".to_owned(),
            };
            column(&all, side, line).iter().map(name).collect::<String>()
        };
        assert_eq!([rows(0, true), rows(1, true), rows(0, false)], ["1|02", "0|12", "102"]);
    }

    #[test]
    fn who_crosses_is_drawn_otherwise_than_who_moves() {
        let text = include_str!("../../assets/demo.json");
        let workspace = Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0;
        let workshop = Workshop::new(workspace);
        let past = Past::before_last_session(workshop.workspace());
        let svg = movement(&workshop, &past, Look::OnPage).unwrap();
        let count = |class: &str| svg.matches(&format!("class=\"{class}\"")).count();
        assert_eq!([count("enters"), count("leaves"), count("pale"), count("cutline")], [2, 1, 7, 2]);
        assert!(svg.contains("2 came in, 1 fell out."), "{svg}");
        assert!(svg.contains(">Improve mobile booking flow ▲ in</text>"), "{svg}");
        let nothing_happened = Workshop::new(past.workspace().clone());
        assert_eq!(movement(&nothing_happened, &past, Look::OnPage), None);
    }
}
