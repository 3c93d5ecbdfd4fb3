//! Goals: where they started, where they are, how far that is, and what is done for them.

use std::cmp::Ordering;

use minijinja::Value;
use serde::Serialize;

use super::{Desk, TITLE, cut, some};
use crate::chart::meter::meter;
use crate::domain::brief::{Brief, Progress, Share, progress};
use crate::domain::ranking::tidy_micro;
use crate::domain::share::percent;
use crate::domain::workspace;

/// One goal.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Goal {
    title: String,
    metric: Option<String>,
    baseline: Option<String>,
    current: Option<String>,
    target: Option<String>,
    /// `up` or `down`: where it is to go; none where that is not known.
    direction: Option<&'static str>,
    /// How far it has come, in words.
    pub(super) progress: String,
    /// The same as a bar; none in Markdown, or where it is not known.
    meter: Option<Value>,
    /// How many items serve it, and how many of them are in.
    items: usize,
    inside: usize,
    /// What those that are in take.
    effort: String,
}

/// The goals of the file, in its order.
pub(super) fn goals(desk: &Desk<'_>, brief: &Brief) -> Vec<Goal> {
    let listed = desk.workspace().head().goals.iter().zip(&brief.goals).enumerate();
    let goal = |(at, (goal, share)): (usize, (&workspace::Goal, &Share))| {
        let way = progress(goal);
        let told = told(goal);
        let meter = match way {
            Some(Progress::Way(share)) => {
                desk.chart(|look| Some(meter(&format!("goal-{at}"), share, &told, look)))
            }
            _ => None,
        };
        Goal {
            title: cut(goal.shown_title(), TITLE),
            metric: some(goal.metric.as_deref()),
            baseline: goal.baseline.map(|num| num.to_string()),
            current: goal.current.map(|num| num.to_string()),
            target: goal.target.map(|num| num.to_string()),
            direction: goal.baseline.zip(goal.target).and_then(|(from, to)| match from.cmp(&to) {
                Ordering::Less => Some("up"),
                Ordering::Greater => Some("down"),
                Ordering::Equal => None,
            }),
            progress: told,
            meter,
            items: share.items,
            inside: share.inside,
            effort: tidy_micro(share.effort),
        }
    };
    listed.map(goal).collect()
}

/// How far a goal has come, whichever way it goes: `20% of the way`, `reached`, `further away by 10%`.
pub(super) fn told(goal: &workspace::Goal) -> String {
    match progress(goal) {
        Some(Progress::Way(share)) if share >= 1.0 => "reached".to_owned(),
        // Nor is some told as nothing.
        Some(Progress::Way(share)) if share < 0.0 => {
            format!("further away by {}", percent((-share).max(0.01)))
        }
        // Less than all is never told as all.
        Some(Progress::Way(share)) => format!("{} of the way", percent(share.min(0.994))),
        Some(Progress::Kept) => "kept".to_owned(),
        Some(Progress::Moved) => "not kept".to_owned(),
        None => match goal.lacks().as_slice() {
            [] => "not measured yet".to_owned(),
            [one] => format!("{one} missing"),
            [first @ .., last] => format!("{} and {last} missing", first.join(", ")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_knows_which_way_a_goal_goes() {
        for (goal, expected) in [
            (r#"{"baseline": 50, "target": 40, "current": 48}"#, "20% of the way"),
            (r#"{"baseline": 40, "target": 50, "current": 48}"#, "80% of the way"),
            (r#"{"baseline": 50, "target": 40, "current": 52}"#, "further away by 20%"),
            (r#"{"baseline": 50, "target": 40, "current": 40}"#, "reached"),
            (r#"{"baseline": 50, "target": 40, "current": 30}"#, "reached"),
            (r#"{"baseline": 0, "target": 1000, "current": 999}"#, "99% of the way"),
            (r#"{"baseline": 50, "target": 40, "current": 50}"#, "0% of the way"),
            (r#"{"baseline": 5, "target": 5, "current": 5}"#, "kept"),
            (r#"{"baseline": 5, "target": 5, "current": 6}"#, "not kept"),
            (r#"{"metric": "a", "baseline": 5, "target": 6}"#, "not measured yet"),
            (r#"{"baseline": 5}"#, "metric and target missing"),
            ("{}", "metric, baseline and target missing"),
        ] {
            assert_eq!(told(&serde_json::from_str(goal).unwrap()), expected, "{goal}");
        }
    }
}
