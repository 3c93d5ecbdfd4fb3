//! Why it is done: vision, goals, and what each item in now says of itself.

use super::{Case, Check, HAS, IS, Topic, Words, details, says};
use crate::domain::item::Item;
use crate::domain::workspace::{Goal, Workspace};

pub(super) fn vision(case: &Case<'_>) -> Check {
    match case.head.vision.as_ref().map(|vision| vision.trim()) {
        Some(vision) if !vision.is_empty() => Check::met(Topic::Vision, vision),
        _ => Check::unmet(Topic::Vision, "no vision is written down", Vec::new()),
    }
}

pub(super) fn goals(case: &Case<'_>) -> Check {
    let goals = &case.head.goals;
    let lacking: Vec<(&Goal, Vec<&str>)> =
        goals.iter().map(|goal| (goal, missing(goal))).filter(|(_, missing)| !missing.is_empty()).collect();
    let title = |goal: &Goal| if goal.title.trim().is_empty() { goal.id.clone() } else { goal.title.clone() };
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
            format!("1 of {all} goals lacks something: {} has {}", title(goal), missing.join(" and "))
        }
        (all, [(goal, missing), ..]) => {
            let lack = lacking.len();
            format!("{lack} of {all} goals lack something: {} has {}", title(goal), missing.join(" and "))
        }
    };
    Check::unmet(Topic::Goals, why, Vec::new())
}

/// What a goal needs to be measured and does not say.
fn missing(goal: &Goal) -> Vec<&'static str> {
    let needs = [
        ("no metric", says(goal.metric.as_ref())),
        ("no baseline", goal.baseline.is_some()),
        ("no target", goal.target.is_some()),
    ];
    needs.into_iter().filter(|(_, there)| !there).map(|(what, _)| what).collect()
}

pub(super) fn linked(case: &Case<'_>) -> Check {
    let words = Words { verbs: IS, met: "linked to a goal", unmet: "linked to no goal" };
    case.each(Topic::Linked, &words, |item| serves_a_goal(case.workspace, item))
}

/// Whether an item names a goal of the workspace, or a theme that serves one.
fn serves_a_goal(workspace: &Workspace, item: &Item) -> bool {
    let head = workspace.head();
    let goal = |id: &String| head.goals.iter().any(|goal| goal.id == *id);
    let Some(details) = details(item) else { return false };
    let theme = details.theme.as_ref().and_then(|id| head.themes.iter().find(|theme| theme.id == *id));
    details.goals.iter().any(goal) || theme.and_then(|theme| theme.goal.as_ref()).is_some_and(goal)
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
