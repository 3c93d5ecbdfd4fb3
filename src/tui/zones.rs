//! Where on the screen everything is, as far as it can be pointed at.
//!
//! Whatever draws something says what it is. So what a click means is what was on the screen when it was made, and no
//! second place works out where things are.

use ratatui::layout::Rect;

use crate::app::pointer::Spot;

/// What stands where; what was drawn later lies over what was drawn before.
#[derive(Debug, Default, PartialEq)]
pub struct Zones(Vec<(Rect, Spot)>);

impl Zones {
    /// Notes what stands in an area.
    pub(super) fn mark(&mut self, area: Rect, spot: Spot) {
        if !area.is_empty() {
            self.0.push((area, spot));
        }
    }

    /// What stands in an area, counted from its corner.
    pub(super) fn counted_in(&self, area: Rect) -> impl Iterator<Item = (Rect, Spot)> {
        let moved = move |(zone, spot): &(Rect, Spot)| {
            (Rect { x: zone.x - area.x, y: zone.y - area.y, ..*zone }, *spot)
        };
        self.0.iter().map(moved)
    }

    /// Takes in what was drawn beside.
    pub(super) fn append(&mut self, mut drawn: Zones) {
        self.0.append(&mut drawn.0);
    }

    /// Takes in what stands in an area, counted from its corner.
    pub(super) fn extend(&mut self, marks: &[(Rect, Spot)], area: Rect) {
        let moved =
            |(zone, spot): &(Rect, Spot)| (Rect { x: zone.x + area.x, y: zone.y + area.y, ..*zone }, *spot);
        self.0.extend(marks.iter().map(moved));
    }

    /// Takes in what was drawn somewhere else, as far as it is shown: moved so that the row `skip` comes to lie at the
    /// top of an area.
    pub(super) fn take_in(&mut self, drawn: Zones, skip: u16, shown: Rect) {
        for (area, spot) in drawn.0 {
            let top = area.y.max(skip);
            let height = area.bottom().saturating_sub(top);
            let moved = Rect {
                x: area.x.saturating_add(shown.x),
                y: (top - skip).saturating_add(shown.y),
                height,
                ..area
            };
            self.mark(moved.intersection(shown), spot);
        }
    }

    /// What stands in a cell, by its column and row.
    pub fn at(&self, (x, y): (u16, u16)) -> Option<Spot> {
        self.0.iter().rev().find(|(area, _)| area.contains((x, y).into())).map(|(_, spot)| *spot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_on_top_is_pointed_at() {
        let mut zones = Zones::default();
        zones.mark(Rect::new(0, 0, 10, 10), Spot::Row(1));
        zones.mark(Rect::new(2, 2, 3, 1), Spot::Row(2));
        zones.mark(Rect::new(0, 0, 0, 5), Spot::Row(3));
        for (cell, spot) in [((0, 0), Some(1)), ((2, 2), Some(2)), ((5, 2), Some(1)), ((10, 0), None)] {
            assert_eq!(zones.at(cell), spot.map(Spot::Row), "{cell:?}");
        }
    }

    #[test]
    fn what_is_scrolled_is_where_it_is_shown() {
        let mut drawn = Zones::default();
        for y in 0..5 {
            drawn.mark(Rect::new(0, y, 8, 1), Spot::Row(usize::from(y)));
        }
        let mut zones = Zones::default();
        zones.take_in(drawn, 3, Rect::new(4, 10, 6, 2));
        for (cell, spot) in
            [((4, 10), Some(3)), ((9, 11), Some(4)), ((10, 10), None), ((4, 9), None), ((4, 12), None)]
        {
            assert_eq!(zones.at(cell), spot.map(Spot::Row), "{cell:?}");
        }
    }
}
