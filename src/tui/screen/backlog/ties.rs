//! Brackets around the near-ties in view.

use std::ops::Range;

use crate::app::App;
use crate::app::rows::{Row, Rows};
use crate::domain::band::{bands, by_hand};
use crate::domain::pin::deviates;

/// The near-ties in view, best first.
pub(super) struct Ties(Vec<(Range<usize>, bool)>);

impl Ties {
    pub(super) fn new(app: &App, rows: &Rows<'_>, shown: Range<usize>) -> Ties {
        let standing = app.workshop.standing();
        let boundary = standing.line().map_or(0, |line| line.boundary);
        let ranks = shown.flat_map(|at| match rows.at(at) {
            Some(Row::Ranked(_, index)) => index..index + 1,
            // What it parts stands on either side, in view or not.
            Some(Row::Line) => boundary.saturating_sub(1)..standing.order().len().min(boundary + 1),
            _ => 0..0,
        });
        let mut ranks: Vec<usize> = ranks.collect();
        // A pinned item can stand far from its rank.
        ranks.sort_unstable();
        ranks.dedup();
        let bands = ranks
            .chunk_by(|rank, next| rank + 1 == *next)
            .flat_map(|part| bands(&app.workshop, part[0]..part[part.len() - 1] + 1));
        // A bracket is drawn around the whole of a near-tie or not at all: one that a pin holds elsewhere would
        // draw it around others.
        let whole = |band: &Range<usize>| {
            let mut members = standing.order()[band.clone()].iter();
            members.all(|slot| app.shows(*slot) && !deviates(standing, *slot))
        };
        let bands = bands.filter(whole);
        Ties(bands.map(|band| (band.clone(), by_hand(&app.workshop, &band))).collect())
    }

    /// The stroke that carries the bracket of a near-tie through the line that parts it.
    pub(super) fn through_line(&self, app: &App) -> Option<&'static str> {
        let boundary = app.workshop.standing().line().map_or(0, |line| line.boundary);
        let parted = self.0.iter().find(|(band, _)| band.start < boundary && boundary < band.end);
        parted.map(|(_, by_hand)| if *by_hand { "╂" } else { "┼" })
    }

    /// The stroke that brackets a rank with those that it belongs together with; a heavier one where the room has put
    /// them in order.
    pub(super) fn bracket(&self, rank: usize) -> Option<&'static str> {
        let (band, by_hand) = self.0.iter().find(|(band, _)| band.contains(&rank))?;
        let [first, between, last] = if *by_hand { ["┏", "┃", "┗"] } else { ["╭", "│", "╰"] };
        Some(match rank {
            rank if rank == band.start => first,
            rank if rank + 1 == band.end => last,
            _ => between,
        })
    }
}
