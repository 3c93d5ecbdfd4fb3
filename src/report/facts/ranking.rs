//! The ranking as a page: every rank with the line among them, what has no score, and what is set aside.

use minijinja::Value;
use serde::Serialize;

use super::cover::Cover;
use super::item::Item;
use super::{Desk, Figure, List};
use crate::chart::matrix;
use crate::domain::id::Slot;
use crate::domain::item::Horizon;

/// How many rows the page has at most.
const RANKED: usize = 2_000;
const OTHERS: usize = 200;

/// Everything the page says.
#[derive(Debug, Serialize)]
pub(crate) struct Facts {
    #[serde(flatten)]
    cover: Cover,
    figures: Vec<Figure>,
    ranked: List<Item>,
    /// How many items stand before the line; none without one.
    boundary: Option<usize>,
    unscored: List<Item>,
    parked: List<Item>,
    declined: List<Item>,
    matrix: Option<Value>,
}

/// Reads off the ranking.
pub(crate) fn ranking(desk: &Desk<'_>) -> Facts {
    let standing = desk.workshop.standing();
    // A pinned item stands on the side that it is held on.
    let (above, below): (Vec<Slot>, Vec<Slot>) =
        standing.order().iter().partition(|slot| standing.line().is_none() || standing.is_in(**slot));
    let boundary = standing.line().map(|_| above.len());
    let item = |slot| Item::of(desk, slot);
    let count = Figure::new(standing.order().len().to_string(), "ranked", format!("{} in", desk.now.len()));
    Facts {
        cover: Cover::of(desk),
        figures: [Some(count), desk.room()].into_iter().flatten().collect(),
        ranked: List::of(above.into_iter().chain(below), RANKED, item),
        boundary,
        unscored: List::of(standing.unscored().iter().copied(), OTHERS, item),
        parked: List::of(desk.set_aside(Horizon::Parked), OTHERS, item),
        declined: List::of(desk.set_aside(Horizon::Declined), OTHERS, item),
        matrix: desk.chart(|look| (!standing.order().is_empty()).then(|| matrix(desk.workshop, look))),
    }
}
