//! What there is to talk about: every disagreement, those first that decide who is in.
//!
//! Working down the list is the agenda: whoever stops early has talked about what mattered most.

use std::cmp::Reverse;

use super::criterion::Criterion;
use super::decisive::{Disagreement, Stakes, end, every_disagreement};
use super::id::Slot;
use super::number::Num;
use super::standing::{Crossing, Goes};
use super::whatif::{Way, way_over, what_if};
use super::workshop::Workshop;
use super::workspace::Workspace;

/// Up to so many steps of a scale are looked at for how far from an end of the votes the same items cross.
const FARTHEST: usize = 20;

/// A disagreement with everything that tells whether it is worth the time of the room.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The votes at either end, and who would cross the line there.
    pub stakes: Stakes,
    /// The nearest value from which on the item itself changes sides, within the votes or beyond them; none where
    /// no value does that.
    pub break_even: Option<Way>,
    /// How far from the lowest and from the highest vote the same items cross.
    reach: [Num; 2],
    /// Whether whoever crosses the line beside the item does so from the break-even on.
    is_shared: bool,
    /// The share of what is open about who is in that it would settle, 0 to 1; none while that is not known.
    pub settles: Option<f32>,
}

/// Every disagreement, in the order in which it is worth talking about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Discussion {
    /// Those that make items change sides, the more the earlier, then by what they settle; behind them those that
    /// can wait, by what they settle.
    pub points: Vec<Point>,
    /// How many of them make items change sides.
    pub deciding: usize,
}

impl Discussion {
    /// What there is to talk about in a workshop, with what is known of how much a criterion of an item settles.
    /// Costs two previews for each disagreement, what the search for its break-even takes, and of one that decides a
    /// preview for each step on which the same items cross.
    pub fn of(workshop: &Workshop, settles: impl Fn(Slot, usize) -> Option<f32>) -> Discussion {
        let points = every_disagreement(workshop)
            .map(|over| Point::of(workshop, over, settles(over.slot, over.criterion)));
        let mut points: Vec<Point> = points.collect();
        points.sort_by_cached_key(|point| {
            let over = point.over();
            let index = workshop.standing().index(over.slot).unwrap_or(usize::MAX);
            // Of numbers from 0 up the bits ascend with them.
            let settles = point.settles.unwrap_or(0.0).to_bits();
            (Reverse(point.changes()), Reverse(settles), index, over.slot, over.criterion)
        });
        let deciding = points.partition_point(Point::decides);
        Discussion { points, deciding }
    }

    /// Those that make items change sides.
    pub fn deciding(&self) -> &[Point] {
        &self.points[..self.deciding]
    }
}

/// What votes are about, where they lie and what hangs on them: `effort, votes 2 to 5: at 4 or more it falls out`.
pub fn told(workshop: &Workshop, over: Disagreement) -> String {
    let point = Point::of(workshop, over, None);
    let (rule, Disagreement { lowest, highest, .. }) = (point.criterion(workshop.workspace()), over);
    let (about, told) = (rule.shown_name().to_lowercase(), point.told(workshop));
    format!("{about}, votes {} to {}: {told}", rule.shown(lowest), rule.shown(highest))
}

impl Point {
    fn of(workshop: &Workshop, over: Disagreement, settles: Option<f32>) -> Point {
        let stakes = Stakes::of(workshop, over);
        let found = way_over(workshop, over.slot, over.criterion);
        let own = stakes.ends().into_iter().find(|(_, crossing)| crossing.names(&over.slot));
        let break_even = match own {
            // A vote may lie between the steps that are searched.
            Some((vote, _)) if found.is_none_or(|way| (way.value > vote) == way.or_more) => {
                let index = what_if(workshop, over.slot, over.criterion, vote).outcome.index;
                index.map(|index| Way {
                    criterion: over.criterion,
                    value: vote,
                    or_more: vote == over.highest,
                    index,
                })
            }
            _ => found,
        };
        let reach = stakes.ends().map(|(vote, crossing)| reach(workshop, over, vote, crossing));
        let at = |way: Way| what_if(workshop, over.slot, over.criterion, way.value).outcome.crossing;
        let is_shared = break_even.zip(own).is_some_and(|(way, (_, crossing))| at(way) == *crossing);
        Point { stakes, break_even, reach, is_shared, settles }
    }

    /// The disagreement.
    pub fn over(&self) -> Disagreement {
        self.stakes.over
    }

    /// Whether settling it at either end makes anybody change sides.
    pub fn decides(&self) -> bool {
        self.stakes.is_decisive()
    }

    /// How many items change sides at one end or the other.
    pub fn changes(&self) -> usize {
        self.stakes.changes()
    }

    /// The criterion that it is about.
    pub fn criterion<'w>(&self, workspace: &'w Workspace) -> &'w Criterion {
        &workspace.framework().criteria()[self.over().criterion]
    }

    /// The ends of the votes: `votes run 3 to 13`.
    pub fn votes_run(&self, workspace: &Workspace) -> String {
        let (rule, over) = (self.criterion(workspace), self.over());
        format!("votes run {} to {}", rule.shown(over.lowest), rule.shown(over.highest))
    }

    /// What hangs on it, what the item itself does first: `at 8 or more it falls out, SSO comes in, at 2: Pay falls out`;
    /// of one that can wait, why it can.
    pub fn told(&self, workshop: &Workshop) -> String {
        self.words(workshop, true)
    }

    /// The same, and where others are told beside the item itself without them.
    pub fn told_shorter(&self, workshop: &Workshop) -> String {
        self.words(workshop, false)
    }

    fn words(&self, workshop: &Workshop, others: bool) -> String {
        if !self.decides() {
            return self.why_it_can_wait(workshop);
        }
        let (workspace, slot) = (workshop.workspace(), self.over().slot);
        let rule = self.criterion(workspace);
        let [lowest, highest] = self.stakes.ends();
        let mut ends = [(lowest, self.reach[0]), (highest, self.reach[1])];
        ends.sort_by_key(|((_, crossing), _)| !crossing.names(&slot));
        let crossed = ends.iter().filter(|((_, crossing), _)| !crossing.is_empty());
        let told = crossed.map(|((vote, crossing), reach)| {
            let own = self.break_even.filter(|_| crossing.names(&slot));
            // Who else crosses the line may be others further on.
            let alone = own.filter(|_| !(others && self.is_shared)).map(|_| crossing.only(&slot));
            let value = match own {
                Some(way) => way.reach(rule),
                None if vote == reach => rule.shown(*vote),
                None => format!("{}–{}", rule.shown(*vote.min(reach)), rule.shown(*vote.max(reach))),
            };
            end(workspace, slot, &value, alone.as_ref().unwrap_or(crossing))
        });
        told.collect::<Vec<_>>().join(", ")
    }

    fn why_it_can_wait(&self, workshop: &Workshop) -> String {
        let (workspace, standing) = (workshop.workspace(), workshop.standing());
        let slot = self.over().slot;
        let is_in = standing.is_in(slot);
        match (standing.line(), standing.seat(slot), workspace.item(slot).held(), self.break_even) {
            (None, ..) => "there is no line".to_owned(),
            (_, None, ..) => "it has no rank yet".to_owned(),
            (_, _, Some(side), _) => format!("a pin holds it {side}"),
            (.., Some(way)) => {
                let verb = Goes::from_side(is_in).verb(1);
                format!("only at {} it {verb}", way.reach(self.criterion(workspace)))
            }
            (.., None) => format!("it is {} at any value", if is_in { "in" } else { "out" }),
        }
    }
}

/// How far from one end of the votes towards the other the same items cross; where nobody does, no further than it.
fn reach(workshop: &Workshop, over: Disagreement, vote: Num, crossing: &Crossing<Slot>) -> Num {
    if crossing.is_empty() {
        return vote;
    }
    let rule = &workshop.workspace().framework().criteria()[over.criterion];
    let up = vote == over.lowest;
    let crosses_too =
        |value: &Num| what_if(workshop, over.slot, over.criterion, *value).outcome.crossing == *crossing;
    let within = |value: &Num| if up { *value < over.highest } else { *value > over.lowest };
    let steps = std::iter::successors(Some(vote), |value| rule.scale.next(Some(*value), up).filter(within));
    steps.skip(1).take(FARTHEST).take_while(crosses_too).last().unwrap_or(vote)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::crew::InTurn;
    use crate::domain::swing::Model;

    /// Ten points hold Pay, SSO and Dark mode, which just fits. Job sizes run from 1 to 20.
    const WORKSPACE: &str = r#"{
        "framework": "wsjf", "capacity": {"amount":10, "unit": "points"},
        "items": [
            {"id": "pay", "title": "Pay", "scores": {"user_business_value": 20, "time_criticality": 20,
             "risk_opportunity": 20, "job_size": {"votes": {"a": 1, "b": 2, "c": 2}}}},
            {"id": "sso", "title": "SSO", "scores": {"user_business_value": 13, "time_criticality": 13,
             "risk_opportunity": 13, "job_size": {"votes": {"a": 3, "b": 3, "c": 13}}}},
            {"id": "dark", "title": "Dark mode", "scores": {"user_business_value": {"votes": {"a": 8, "b": 13}},
             "time_criticality": 5, "risk_opportunity": 5, "job_size": {"votes": {"a": 5, "b": 8, "c": 2}}}},
            {"id": "kiosk", "title": "Kiosk", "scores": {"user_business_value": {"votes": {"a": 1, "b": 2}},
             "time_criticality": 1, "risk_opportunity": 1, "job_size": 3}},
            {"id": "held", "title": "Held", "pin": {"held": "out"}, "scores": {"user_business_value": 1,
             "time_criticality": 1, "risk_opportunity": 1, "job_size": {"votes": {"a": 1, "b": 2}}}},
            {"id": "bare", "title": "Bare", "scores": {"job_size": {"votes": {"a": 1, "b": 20}}}}
        ]
    }"#;

    fn workshop(text: &str) -> Workshop {
        Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0)
    }

    /// Item, criterion, how many change sides, and why it matters.
    fn told(workshop: &Workshop, discussion: &Discussion) -> Vec<String> {
        let workspace = workshop.workspace();
        let each = discussion.points.iter().map(|point| {
            let over = point.over();
            let id = &workspace.item(over.slot).id;
            format!("{id} {} {}: {}", over.criterion, point.changes(), point.told(workshop))
        });
        each.collect()
    }

    #[test]
    fn what_decides_most_comes_first_and_what_decides_nothing_can_wait() {
        let workshop = workshop(WORKSPACE);
        let discussion = Discussion::of(&workshop, |_, _| None);
        assert_eq!(
            told(&workshop, &discussion),
            [
                "dark 3 2: at 8 or more it falls out, at 2: Kiosk comes in",
                "sso 3 1: at 13 or more it falls out",
                "pay 3 0: only at 8 or more it falls out",
                "dark 0 0: it is in at any value",
                "held 3 0: a pin holds it out",
                "kiosk 0 0: only at 13 or more it comes in",
                "bare 3 0: it has no rank yet",
            ]
        );
        assert_eq!(discussion.deciding, 2);
    }

    #[test]
    fn without_a_line_everything_can_wait() {
        let workshop = workshop(&WORKSPACE.replace(r#""amount":10,"#, ""));
        let discussion = Discussion::of(&workshop, |_, _| None);
        assert_eq!((discussion.deciding, discussion.points.len()), (0, 7));
        assert!(discussion.points.iter().all(|point| point.told(&workshop) == "there is no line"));
    }

    #[test]
    fn what_settles_more_comes_first_among_those_that_change_as_many() {
        let workshop = workshop(WORKSPACE);
        let swing = Model::of(&workshop).unwrap().swing(&InTurn(1));
        let discussion = Discussion::of(&workshop, |slot, criterion| Some(swing.settled_by(slot, criterion)));
        let order: Vec<(usize, f32)> =
            discussion.points.iter().map(|point| (point.changes(), point.settles.unwrap())).collect();
        assert!(order.is_sorted_by(|(one, more), (next, less)| one > next || (one == next && more >= less)));
        assert!(discussion.deciding().iter().any(|point| point.settles > Some(0.2)), "{order:?}");
    }
}
