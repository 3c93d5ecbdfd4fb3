//! Why it is done: vision, goals, and what each item in now says of itself.

use super::{Case, Check, HAS, IS, Topic, Words, details, says};
use crate::domain::aim::Aims;
use crate::domain::workspace::Goal;

pub(super) fn vision(case: &Case<'_>) -> Check {
    match case.head.vision.as_ref().map(|vision| vision.trim()) {
        Some(vision) if !vision.is_empty() => Check::met(Topic::Vision, vision),
        _ => Check::unmet(Topic::Vision, "no vision is written down", Vec::new()),
    }
}

pub(super) fn goals(case: &Case<'_>) -> Check {
    let goals = &case.head.goals;
    let lacking: Vec<(&Goal, Vec<String>)> =
        goals.iter().map(|goal| (goal, missing(goal))).filter(|(_, missing)| !missing.is_empty()).collect();
    let why = match (goals.len(), lacking.as_slice()) {
        (0, _) => "no goal is written down".to_owned(),
        (1, []) => return Check::met(Topic::Goals, "the one goal has a metric, a baseline and a target"),
        (all, []) => {
            return Check::met(
                Topic::Goals,
                format!("all {all} goals have a metric, a baseline and a target"),
            );
        }
        (1, [(_, missing)]) => format!("the one goal has {}", missing.join(" and ")),
        (all, [(goal, missing)]) => {
            format!("1 of {all} goals lacks something: {} has {}", goal.shown_title(), missing.join(" and "))
        }
        (all, [(goal, missing), ..]) => {
            let lack = lacking.len();
            format!(
                "{lack} of {all} goals lack something: {} has {}",
                goal.shown_title(),
                missing.join(" and ")
            )
        }
    };
    Check::unmet(Topic::Goals, why, Vec::new())
}

/// `no metric`, and whatever else a goal needs to be measured and does not say.
fn missing(goal: &Goal) -> Vec<String> {
    goal.lacks().into_iter().map(|what| format!("no {what}")).collect()
}

pub(super) fn linked(case: &Case<'_>) -> Check {
    let words = Words { verbs: IS, met: "linked to a goal", unmet: "linked to no goal" };
    let aims = Aims::new(case.head);
    case.each(Topic::Linked, &words, |item| aims.goal_at(item).is_some())
}

pub(super) fn problem(case: &Case<'_>) -> Check {
    let words =
        Words { verbs: HAS, met: "an outcome or a hypothesis", unmet: "neither an outcome nor a hypothesis" };
    case.each(Topic::Problem, &words, |item| {
        details(item)
            .is_some_and(|details| says(details.outcome.as_ref()) || says(details.hypothesis.as_ref()))
    })
}

pub(super) fn cost(case: &Case<'_>) -> Check {
    let words = Words { verbs: HAS, met: "a cost of not doing it", unmet: "no cost of not doing it" };
    case.each(Topic::Cost, &words, |item| {
        details(item).is_some_and(|details| says(details.cost_of_not_doing.as_ref()))
    })
}
