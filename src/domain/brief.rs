//! The brief: what the backlog is for, how much of it serves that, and how the last cycles went.

use std::collections::{HashMap, HashSet};

use super::aim::{Aims, alike, theme_link};
use super::cycle::closed_at_once;
use super::estimates::{Estimates, estimates};
use super::id::Slot;
use super::number::Num;
use super::scope::Scope;
use super::workshop::Workshop;
use super::workspace::{Cycle, Goal};

/// How many closed cycles the trends go back.
pub const CYCLES: usize = 6;

/// Everything that the brief says, beside what stands in the file as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brief {
    /// What serves each goal, in their order: by its own link or by that of its theme.
    pub goals: Vec<Share>,
    /// What belongs to each theme, in their order.
    pub themes: Vec<Share>,
    /// What items name as goals, by themselves or through their theme, and nobody lists.
    pub unlisted_goals: Vec<Unlisted>,
    /// What items name as themes and nobody lists.
    pub unlisted_themes: Vec<Unlisted>,
    /// The candidates that belong to no theme and serve no goal, in the order of the file.
    pub unlinked: Vec<Slot>,
    /// How the last closed cycles went, oldest first.
    pub cycles: Vec<Past>,
    /// Estimates against actuals; none where there is nothing to compare.
    pub estimates: Option<Estimates>,
}

/// A part of the backlog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many candidates.
    pub items: usize,
    /// How many of them are in.
    pub inside: usize,
    /// What those take, in millionths of the unit of effort.
    pub effort: i128,
}

/// A name that items use and nobody lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlisted {
    /// The name, as the first item spells it.
    pub name: String,
    /// How many candidates use it.
    pub items: usize,
}

/// One closed cycle in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// What it is called.
    pub name: String,
    /// The share of technical effort, 0 to 1; none where it was not recorded.
    pub tech_share: Option<f64>,
    /// What became of its plan; none where it was not recorded.
    pub scope: Option<Scope>,
    /// Whether it was closed in the sitting in which it began: then there is no plan that could have changed.
    pub at_once: bool,
}

impl Brief {
    /// Costs what there is of items, closed cycles and entries of the log.
    pub fn of(workshop: &Workshop) -> Brief {
        let (workspace, standing) = (workshop.workspace(), workshop.standing());
        let head = workspace.head();
        let aims = Aims::new(head);
        let mut brief = Brief {
            goals: vec![Share::default(); head.goals.len()],
            themes: vec![Share::default(); head.themes.len()],
            estimates: estimates(workspace),
            cycles: pasts(workshop),
            ..Brief::default()
        };
        let [mut unlisted_goals, mut unlisted_themes] = [Census::default(), Census::default()];
        for slot in standing.candidates() {
            let item = workspace.item(*slot);
            let effort = standing.seat(*slot).filter(|_| standing.is_in(*slot));
            let effort = effort.map(|seat| i128::from(seat.effort));
            let (theme, goals) = (aims.theme_at(item), aims.goals_at(item));
            if theme.is_none() && goals.is_empty() {
                brief.unlinked.push(*slot);
            }
            if let Some(theme) = theme {
                brief.themes[theme].add(effort);
            } else {
                unlisted_themes.count(theme_link(item));
            }
            unlisted_goals.count(aims.goal_links(item).filter(|link| aims.goal_named(link).is_none()));
            for goal in goals {
                brief.goals[goal].add(effort);
            }
        }
        brief.unlisted_goals = unlisted_goals.most_used();
        brief.unlisted_themes = unlisted_themes.most_used();
        brief
    }
}

/// Who uses which name, however it is spelt.
#[derive(Default)]
struct Census {
    places: HashMap<String, usize>,
    names: Vec<Unlisted>,
}

impl Census {
    /// Counts the names that one item uses, each once.
    fn count<'i>(&mut self, names: impl IntoIterator<Item = &'i str>) {
        let mut seen = HashSet::new();
        for name in names.into_iter().map(str::trim).filter(|name| !name.is_empty()) {
            let at = *self.places.entry(alike(name)).or_insert_with(|| {
                self.names.push(Unlisted { name: name.to_owned(), items: 0 });
                self.names.len() - 1
            });
            if seen.insert(at) {
                self.names[at].items += 1;
            }
        }
    }

    /// The names, those first that most items use, else in the order of their first use.
    fn most_used(mut self) -> Vec<Unlisted> {
        self.names.sort_by_key(|name| std::cmp::Reverse(name.items));
        self.names
    }
}

impl Share {
    fn add(&mut self, effort: Option<i128>) {
        self.items += 1;
        self.inside += usize::from(effort.is_some());
        self.effort += effort.unwrap_or(0);
    }
}

/// The last closed cycles, oldest first.
fn pasts(workshop: &Workshop) -> Vec<Past> {
    let cycles = &workshop.workspace().head().cycles;
    let cycles = &cycles[cycles.len().saturating_sub(CYCLES)..];
    let unplanned = cycles.iter().any(|cycle| cycle.planned.is_empty());
    let at_once = if unplanned { closed_at_once(workshop) } else { HashSet::new() };
    let past = |cycle: &Cycle| Past {
        name: cycle.id.clone(),
        tech_share: cycle.tech_share.map(|share| share.get().clamp(0.0, 1.0)),
        scope: Scope::of(cycle),
        at_once: at_once.contains(cycle.id.as_str()),
    };
    cycles.iter().map(past).collect()
}

/// How far a goal has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// The share of the way from its baseline to its target that lies behind it: 0 to 1, and up or down from
    /// there.
    Way(f64),
    /// It is to stay where it started, and it is still there.
    Kept,
    /// It is to stay where it started, and it is somewhere else.
    Moved,
}

/// How far a goal has come; none while one of its three numbers is missing.
pub fn progress(goal: &Goal) -> Option<Progress> {
    let (baseline, target, current) = (goal.baseline?, goal.target?, goal.current?);
    if baseline == target {
        return Some(if current == target { Progress::Kept } else { Progress::Moved });
    }
    let [baseline, target, current] = [baseline, target, current].map(Num::get);
    // Nothing of a way downwards is -0 of it, which reads as if something was lost.
    Some(Progress::Way((current - baseline) / (target - baseline) + 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workspace::{Head, Workspace};

    const WORKSPACE: &str = r#"{
        "framework": "value-effort", "capacity": {"amount": 5, "unit": "points"},
        "goals": [{"id": "g1", "title": "One"}, {"id": "g2", "title": "Two"}],
        "themes": [{"id": "t1", "title": "Led", "goal": "g1"}, {"id": "t2", "title": "Free", "goal": "gone"}],
        "cycles": [
            {"id": "0", "tech_share": 9}, {"id": "1"}, {"id": "2"}, {"id": "3"}, {"id": "4"}, {"id": "5"},
            {"id": "6", "planned": ["a", "b"], "committed": ["a"], "tech_share": 0.25}
        ],
        "items": [
            {"id": "a", "theme": "t1", "goals": ["g1", "g2"], "scores": {"impact": 5, "effort": 2}},
            {"id": "b", "theme": "t2", "scores": {"impact": 4, "effort": 3}},
            {"id": "c", "theme": "t1", "scores": {"impact": 1, "effort": 5}},
            {"id": "d", "goals": ["gone"], "theme": "gone"},
            {"id": "e"},
            {"id": "f", "theme": "t1", "horizon": "parked"},
            {"id": "g", "status": "done"}
        ]
    }"#;

    #[test]
    fn items_are_counted_where_they_are_linked() {
        let head: Head = serde_json::from_str(WORKSPACE).unwrap();
        let workshop = Workshop::new(Workspace::load(head).unwrap().0);
        let brief = Brief::of(&workshop);
        let share = |items, inside, points: i128| Share { items, inside, effort: points * 1_000_000 };
        assert_eq!(brief.goals, [share(2, 1, 2), share(1, 1, 2)], "a theme leads to its goal");
        assert_eq!(brief.themes, [share(2, 1, 2), share(1, 1, 3)]);
        assert_eq!(brief.unlinked, [Slot::new(3), Slot::new(4)], "a link that leads nowhere is none");
        let names: Vec<&str> = brief.cycles.iter().map(|past| past.name.as_str()).collect();
        assert_eq!(names, ["1", "2", "3", "4", "5", "6"]);
        let newest = &brief.cycles[5];
        assert_eq!((newest.tech_share, newest.scope.map(|scope| scope.dropped)), (Some(0.25), Some(1)));
        assert_eq!(brief.cycles[0].tech_share, None);
    }

    #[test]
    fn names_that_nobody_lists_are_counted_however_they_are_spelt() {
        let head: Head = serde_json::from_str(
            r#"{
                "goals": [{"id": "g1", "title": "One"}],
                "themes": [{"id": "t1", "title": "Led", "goal": "sold"}],
                "items": [
                    {"id": "a", "theme": "Growth"}, {"id": "b", "theme": "led", "goals": ["ONE", "Sold", "new"]},
                    {"id": "c", "theme": " growth"}, {"id": "d", "theme": "Trust", "goals": ["new", "New "]},
                    {"id": "e", "theme": " "}, {"id": "f", "theme": "Trust", "status": "done"}
                ]
            }"#,
        )
        .unwrap();
        let brief = Brief::of(&Workshop::new(Workspace::load(head).unwrap().0));
        let told = |names: &[Unlisted]| {
            names.iter().map(|name| format!("{} {}", name.name, name.items)).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(told(&brief.unlisted_themes), "Growth 2, Trust 1");
        assert_eq!(told(&brief.unlisted_goals), "new 2, Sold 1", "sold is named twice by one item");
        assert_eq!((brief.themes[0].items, brief.goals[0].items), (1, 1), "a title is as good as an id");
        assert_eq!(brief.unlinked.len(), 4, "a name that nobody lists is no link");
    }

    #[test]
    fn progress_goes_from_the_baseline_to_the_target_whichever_way_that_is() {
        let num = |raw: Option<f64>| raw.and_then(Num::new);
        let way = |share| Some(Progress::Way(share));
        for (baseline, target, current, expected) in [
            (Some(50.0), Some(40.0), Some(48.0), way(0.2)),
            (Some(0.0), Some(10.0), Some(5.0), way(0.5)),
            (Some(10.0), Some(20.0), Some(5.0), way(-0.5)),
            (Some(10.0), Some(20.0), Some(25.0), way(1.5)),
            (Some(-10.0), Some(20.0), Some(5.0), way(0.5)),
            (Some(10.0), Some(10.0), Some(10.0), Some(Progress::Kept)),
            (Some(10.0), Some(10.0), Some(12.0), Some(Progress::Moved)),
            (Some(0.0), Some(0.0), Some(-0.0), Some(Progress::Kept)),
            (None, Some(10.0), Some(5.0), None),
            (Some(10.0), None, Some(5.0), None),
            (Some(10.0), Some(20.0), None, None),
            (Some(10.0), Some(10.0), None, None),
        ] {
            let goal = Goal {
                baseline: num(baseline),
                target: num(target),
                current: num(current),
                ..Goal::default()
            };
            assert_eq!(progress(&goal), expected, "{baseline:?} → {target:?}, {current:?}");
        }
    }

    #[test]
    fn who_has_not_moved_has_come_none_of_the_way_in_either_direction() {
        for (baseline, target) in [(40.0, 20.0), (20.0, 40.0)] {
            let [baseline, target] = [baseline, target].map(Num::new);
            let goal = Goal { baseline, target, current: baseline, ..Goal::default() };
            let Some(Progress::Way(share)) = progress(&goal) else { panic!("{goal:?}") };
            assert_eq!(crate::domain::share::percent(share), "0%");
        }
    }
}
