//! Technical health: the share of technical effort, now and over the cycles, against its target.

use minijinja::Value;
use serde::Serialize;

use super::{Desk, Figure, said};
use crate::chart::health::{Point, health, points};
use crate::domain::brief::Brief;
use crate::domain::share::{against, bound};

/// Technical health against its target.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Health {
    /// The share of technical effort of what is in: `15%`; none while nothing is.
    share: Option<String>,
    target: String,
    met: bool,
    /// The shares of closed cycles, oldest first, and of what is in.
    cycles: Vec<InCycle>,
    /// Drawn from two cycles on.
    chart: Option<Value>,
}

/// The technical share of a cycle.
#[derive(Clone, Debug, Serialize)]
struct InCycle {
    name: String,
    share: String,
    met: bool,
}

impl Health {
    pub(super) fn of(desk: &Desk<'_>, brief: &Brief) -> Health {
        let target = desk.workspace().tech_health_target();
        let known = points(desk.workshop, &brief.cycles);
        let share = desk.workshop.standing().load().and_then(|load| load.tech_health());
        let cycle = |point: &Point| InCycle {
            name: said(&point.name),
            share: against(point.share, target),
            met: point.share >= target,
        };
        Health {
            share: share.map(|share| against(share, target)),
            target: bound(target),
            met: share.is_some_and(|share| share >= target),
            cycles: known.iter().map(cycle).collect(),
            chart: desk.chart(|look| health(desk.workshop, &known, look)),
        }
    }

    /// The share as a figure.
    pub(super) fn figure(&self) -> Figure {
        let (share, stands) = match &self.share {
            None => ("–".to_owned(), "nothing is in"),
            Some(share) => (share.clone(), if self.met { "met" } else { "short of it" }),
        };
        Figure::new(share, "technical health", format!("target {}, {stands}", self.target))
    }
}
