//! The roadmap: five columns over the one selection, and the ways through them.

use super::App;
use super::action::Ready;
use super::moves::Go;
use super::view::Screen;
use crate::domain::edition::Edition;
use crate::domain::id::Slot;
use crate::domain::item::Horizon;
use crate::domain::roadmap::{Board, Grouping, Row, Spot};

/// What the roadmap shows, as long as nothing changes.
#[derive(Clone, Debug, Default)]
pub struct Roadmap {
    /// What its columns are grouped by.
    pub grouping: Grouping,
    board: Board,
    /// The workshop and the grouping that the board was made for.
    made_for: Option<(Edition, Grouping)>,
    /// The item that was selected last in each column.
    last: [Option<Slot>; 5],
}

impl Roadmap {
    /// The columns.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// The row of a column that its window stands around: that of the item that was selected there last.
    pub fn row(&self, column: usize) -> usize {
        let spot = self.last[column].and_then(|slot| self.board.spot(slot));
        spot.filter(|spot| spot.column == column).map_or(0, |spot| spot.row)
    }
}

impl App {
    /// The column of the roadmap that the selected item stands in.
    pub fn selected_column(&self) -> Option<Horizon> {
        self.roadmap.board.horizon(self.view.selected?)
    }
}

/// Keeps the board up to date while it is looked at, and an item of it selected.
pub(super) fn follow(app: &mut App) {
    if app.view.screen != Screen::Roadmap {
        return;
    }
    let made_for = (app.workshop.edition(), app.roadmap.grouping);
    if app.roadmap.made_for != Some(made_for) {
        app.roadmap.board = Board::new(&app.workshop, app.roadmap.grouping);
        app.roadmap.made_for = Some(made_for);
    }
    if spot(app).is_none() {
        app.view.selected = (0..Horizon::ALL.len()).find_map(|column| first(app, column));
    }
    if let Some(spot) = spot(app) {
        app.roadmap.last[spot.column] = app.view.selected;
    }
}

/// Where the selected item stands.
fn spot(app: &App) -> Option<Spot> {
    app.roadmap.board.spot(app.view.selected?)
}

fn card(app: &App, column: usize, row: usize) -> Option<Slot> {
    match app.roadmap.board.column(Horizon::ALL[column]).row(row)? {
        Row::Card(slot) => Some(slot),
        Row::Head(_) => None,
    }
}

/// The first item of a column.
fn first(app: &App, column: usize) -> Option<Slot> {
    let rows = app.roadmap.board.column(Horizon::ALL[column]).len();
    (0..rows).find_map(|row| card(app, column, row))
}

/// The item that is gone to in the column of the selected one; headings are stepped over.
pub(super) fn go(app: &App, go: Go) -> Option<Slot> {
    let spot = spot(app)?;
    let rows = app.roadmap.board.column(Horizon::ALL[spot.column]).len();
    let target = go.from(spot.row, rows);
    let item = |row: usize| card(app, spot.column, row);
    if target > spot.row {
        (target..rows).find_map(item)
    } else {
        (0..=target).rev().find_map(item).or_else(|| (target..rows).find_map(item))
    }
}

/// Goes to the next column on a side in which there is anything: to the item that was selected there last,
/// else to its first.
pub(super) fn sideways(app: &mut App, right: bool) {
    let Some(from) = spot(app).map(|spot| spot.column) else { return };
    let mut columns: Vec<usize> = (0..Horizon::ALL.len()).collect();
    columns.retain(|column| if right { *column > from } else { *column < from });
    if !right {
        columns.reverse();
    }
    let last = |column: &usize| card(app, *column, app.roadmap.row(*column)).or_else(|| first(app, *column));
    if let Some(slot) = columns.iter().find_map(last) {
        app.view.select(slot);
    }
}

/// Groups the columns by something else.
pub(super) fn regroup(app: &mut App) {
    app.roadmap.grouping = app.roadmap.grouping.next();
}

/// Whether there is an item that serves no goal.
pub(super) fn any_aimless(app: &App) -> Ready {
    if app.workspace().head().goals.is_empty() {
        return Err("the workspace lists no goals");
    }
    let board = &app.roadmap.board;
    board.aimless().first().map(|_| ()).ok_or("every item serves a goal")
}

/// Selects the next item that serves no goal.
pub(super) fn next_aimless(app: &mut App) {
    if let Some(slot) = app.roadmap.board.next_aimless(app.view.selected) {
        app.view.select(slot);
    }
}
