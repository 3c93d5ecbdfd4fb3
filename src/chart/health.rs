//! Technical health over the cycles: the share of technical effort in each, what is in now behind them, the target.

use super::Look;
use super::svg::{Anchor, N, Svg, fit};
use crate::domain::brief::Past;
use crate::domain::cutline::Load;
use crate::domain::share::{against, bound};
use crate::domain::workshop::Workshop;

/// The share of technical effort in one cycle.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// What the cycle is called.
    pub name: String,
    /// The share, 0 to 1.
    pub share: f64,
    /// Whether it is what is in now, and not a closed cycle.
    pub now: bool,
}

/// What is in now.
pub const NOW: &str = "now";

/// The closed cycles whose share is known, oldest first, and what is in now behind them.
pub fn points(workshop: &Workshop, pasts: &[Past]) -> Vec<Point> {
    let closed = pasts
        .iter()
        .filter_map(|past| Some(Point { name: past.name.clone(), share: past.tech_share?, now: false }));
    let load = workshop.standing().load().and_then(|load: Load| load.tech_health());
    closed.chain(load.map(|share| Point { name: NOW.to_owned(), share, now: true })).collect()
}

const SIZE: (f64, f64) = (960.0, 230.0);
const LEFT: f64 = 44.0;
const RIGHT: f64 = 850.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 186.0;

/// Draws the shares of at least two cycles; of fewer a sentence says more.
pub fn health(workshop: &Workshop, points: &[Point], look: Look) -> Option<String> {
    if points.len() < 2 {
        return None;
    }
    let target = workshop.workspace().tech_health_target().clamp(0.0, 1.0);
    let highest = points.iter().map(|point| point.share).fold(target, f64::max);
    let top = ((highest * 10.0).ceil() / 10.0).clamp(0.2, 1.0);
    let at = |i: usize, share: f64| {
        let step = (RIGHT - LEFT) / points.len() as f64;
        (LEFT + step * (i as f64 + 0.5), BOTTOM - share.clamp(0.0, top) / top * (BOTTOM - TOP))
    };
    let told = points.iter().map(|point| format!("{} {}", point.name, against(point.share, target)));
    let told = format!("{}; target {}", told.collect::<Vec<_>>().join(", "), bound(target));
    let mut svg = Svg::new("health", SIZE, ("Technical health over the cycles", &told), look);
    for share in [0.0, top / 2.0, top] {
        let (_, y) = at(0, share);
        svg.line((LEFT, y), (RIGHT, y), "rule");
        svg.text((LEFT - 8.0, y + 4.0), Anchor::End, "soft small", &bound((share * 100.0).round() / 100.0));
    }
    let (_, y) = at(0, target);
    svg.line((LEFT, y), (RIGHT, y), "target");
    svg.text((RIGHT + 8.0, y + 4.0), Anchor::Start, "soft small", &format!("target {}", bound(target)));
    let way: Vec<(f64, f64)> = points.iter().enumerate().map(|(i, point)| at(i, point.share)).collect();
    svg.path(&way, "thread");
    let room = (RIGHT - LEFT) / points.len() as f64;
    for (point, (x, y)) in points.iter().zip(&way) {
        let class = if point.now { "hollow" } else { "solid" };
        svg.empty("circle", &[("cx", &N(*x)), ("cy", &N(*y)), ("r", &N(5.0)), ("class", &class)]);
        svg.text((*x, y - 10.0), Anchor::Middle, "strong halo", &against(point.share, target));
        svg.text((*x, BOTTOM + 22.0), Anchor::Middle, "soft", &fit(&point.name, room));
    }
    if points.iter().any(|point| point.now) {
        svg.text(
            (LEFT, SIZE.1 - 4.0),
            Anchor::Start,
            "soft small",
            "hollow: what is in now, not yet delivered",
        );
    }
    Some(svg.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::brief::Brief;
    use crate::domain::workspace::Workspace;

    fn workshop(cycles: &str, capacity: &str) -> Workshop {
        let text = format!(
            r#"{{"framework": "value-effort", {capacity} "cycles": [{cycles}],
            "items": [{{"kind": "debt", "scores": {{"impact": 5, "effort": 2}}}}]}}"#
        );
        Workshop::new(Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0)
    }

    #[test]
    fn a_trend_needs_two_points() {
        let line = r#""capacity": {"amount": 5, "unit": "points", "tech_health_target": 0.25},"#;
        for (cycles, capacity, count, drawn) in [
            ("", "", 0, false),
            ("", line, 1, false),
            (r#"{"id": "a"}, {"id": "b"}"#, "", 0, false),
            (r#"{"id": "a", "tech_share": 0.2}"#, line, 2, true),
            (r#"{"id": "a", "tech_share": 0.2}, {"id": "b", "tech_share": 0}"#, "", 2, true),
        ] {
            let workshop = workshop(cycles, capacity);
            let points = points(&workshop, &Brief::of(&workshop).cycles);
            let svg = health(&workshop, &points, Look::OnPage);
            assert_eq!((points.len(), svg.is_some()), (count, drawn), "{cycles}");
            assert!(svg.is_none_or(|svg| svg.contains("class=\"target\"") && svg.contains("<desc")));
        }
    }
}
