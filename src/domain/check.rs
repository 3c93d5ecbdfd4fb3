//! The readiness check: whether a plan can be left alone until the next time it is looked at.
//!
//! Sixteen questions, each with a verdict, a sentence that says why, and the items that stand in the way.
//!
//! ```text
//! aims      vision  goals  linked  problem  cost          why it is done
//! plan      capacity  risks  dependencies  tech-health    whether it can be done
//!           musts  horizons  owners
//! record    review  removed  reasons  disagreements       whether it was decided
//! ```

mod aims;
mod plan;
mod recorded;

use chrono::NaiveDate;

use super::id::Slot;
use super::item::{Details, Horizon, Item};
use super::record::word;
use super::standing::Standing;
use super::workshop::Workshop;
use super::workspace::{Head, Workspace};

word! {
    /// What is asked.
    pub enum Topic {
        /// A vision is written down.
        Vision = "vision",
        /// Every goal has a metric, a baseline and a target.
        Goals = "goals",
        /// Every item in now serves a goal.
        Linked = "linked",
        /// Every item in now says which outcome it advances, or what it is believed to change.
        Problem = "problem",
        /// Every item in now says what not doing it costs.
        Cost = "cost",
        /// There is a capacity, and what is in does not exceed it.
        Capacity = "capacity",
        /// Every item in now has its risks written down.
        Risks = "risks",
        /// No item in now waits for one that comes later, for itself, or for one that nobody knows.
        Dependencies = "dependencies",
        /// Enough of the effort in the line is technical.
        TechHealth = "tech-health",
        /// The musts leave room for something to give.
        Musts = "musts",
        /// What is in fits, and nothing whose horizon is now is out.
        Horizons = "horizons",
        /// Every item in now has an owner.
        Owners = "owners",
        /// The plan has a day on which it is looked at again.
        Review = "review",
        /// Something was parked, declined or withdrawn since the last cycle was closed.
        Removed = "removed",
        /// Every crossing of the line in this session has a reason.
        Reasons = "reasons",
        /// No votes are open that would change who is in.
        Disagreements = "disagreements",
    }
}

impl Topic {
    /// What it is called, as it reads when it is met.
    pub fn title(self) -> &'static str {
        match self {
            Topic::Vision => "Vision clear",
            Topic::Goals => "Goals measurable",
            Topic::Linked => "Linked to goals",
            Topic::Problem => "Customer problem stated",
            Topic::Cost => "Cost of not doing stated",
            Topic::Capacity => "Capacity checked",
            Topic::Risks => "Risks included",
            Topic::Dependencies => "Dependencies understood",
            Topic::TechHealth => "Technical health on target",
            Topic::Musts => "Musts leave room",
            Topic::Horizons => "Horizons realistic",
            Topic::Owners => "Owners named",
            Topic::Review => "Review date set",
            Topic::Removed => "Low value removed",
            Topic::Reasons => "Crossings explained",
            Topic::Disagreements => "Disagreements settled",
        }
    }
}

word! {
    /// What a question comes to.
    pub enum Verdict {
        /// It is so.
        Met = "met",
        /// It is not.
        Unmet = "unmet",
        /// There is nothing to ask it of.
        NotApplicable = "n/a",
    }
}

impl Verdict {
    /// A shape that tells it from afar, without a colour.
    pub fn mark(self) -> &'static str {
        match self {
            Verdict::Met => "✓",
            Verdict::Unmet => "✗",
            Verdict::NotApplicable => "–",
        }
    }
}

/// One question and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What is asked.
    pub topic: Topic,
    /// What it comes to.
    pub verdict: Verdict,
    /// Why, in a sentence without a stop. Titles in it are spelt as in the file.
    pub why: String,
    /// What to look at while it is unmet; empty otherwise.
    pub leads: Vec<Lead>,
}

/// An item to look at, and what to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// The item.
    pub slot: Slot,
    /// What is the matter with it; empty where the question says it.
    pub note: String,
    /// Where it is put right.
    pub at: At,
}

/// Where something is put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// At the item as a whole.
    Item,
    /// At its score of a criterion, by index in the framework.
    Criterion(usize),
    /// At an entry of the log, by number.
    Entry(u64),
}

impl Lead {
    fn new(slot: Slot, note: impl Into<String>) -> Lead {
        Lead { slot, note: note.into(), at: At::Item }
    }
}

impl Check {
    fn met(topic: Topic, why: impl Into<String>) -> Check {
        Check { topic, verdict: Verdict::Met, why: why.into(), leads: Vec::new() }
    }

    fn unmet(topic: Topic, why: impl Into<String>, leads: Vec<Lead>) -> Check {
        Check { topic, verdict: Verdict::Unmet, why: why.into(), leads }
    }

    fn not_applicable(topic: Topic, why: impl Into<String>) -> Check {
        Check { topic, verdict: Verdict::NotApplicable, why: why.into(), leads: Vec::new() }
    }
}

/// Asks every question. The session is what was written to the log behind the entry with the number
/// `before`. Where the day is not known, what is past is told from the log. Costs what there are items, and two previews for each disagreement.
pub fn checklist(workshop: &Workshop, before: u64, today: Option<NaiveDate>) -> Vec<Check> {
    let case = Case { today, ..Case::of(workshop) };
    let answer = |topic: &Topic| match topic {
        Topic::Vision => aims::vision(&case),
        Topic::Goals => aims::goals(&case),
        Topic::Linked => aims::linked(&case),
        Topic::Problem => aims::problem(&case),
        Topic::Cost => aims::cost(&case),
        Topic::Capacity => plan::capacity(&case),
        Topic::Risks => plan::risks(&case),
        Topic::Dependencies => plan::dependencies(&case),
        Topic::TechHealth => plan::tech_health(&case),
        Topic::Musts => plan::musts(&case),
        Topic::Horizons => plan::horizons(&case),
        Topic::Owners => plan::owners(&case),
        Topic::Review => recorded::review(&case),
        Topic::Removed => recorded::removed(&case),
        Topic::Reasons => recorded::reasons(&case, before),
        Topic::Disagreements => recorded::disagreements(&case),
    };
    Topic::ALL.iter().map(answer).collect()
}

/// What is in now, best first: what is in the line. Where no capacity draws a line, it is what has the
/// horizon now, items without a rank last.
///
/// A horizon that is written on an item and says otherwise than the line is no second opinion: one that
/// says now in vain is what [`Topic::Horizons`] reports.
pub fn now(workshop: &Workshop) -> Vec<Slot> {
    let standing = workshop.standing();
    if standing.line().is_some() {
        return standing.inside().collect();
    }
    let mut slots: Vec<Slot> =
        standing.candidates().iter().copied().filter(|slot| is_now(workshop, *slot)).collect();
    slots.sort_by_cached_key(|slot| standing.index(*slot).unwrap_or(usize::MAX));
    slots
}

/// What an item waits for that is to be done and not in now.
pub fn blockers_out(workshop: &Workshop, slot: Slot) -> impl Iterator<Item = Slot> + '_ {
    let dependencies = workshop.dependencies();
    let open = dependencies.blockers_named(slot).filter(|blocker| dependencies.is_open(*blocker));
    open.filter(move |blocker| !is_now(workshop, *blocker))
}

/// Whether an item is one of [`now`].
pub fn is_now(workshop: &Workshop, slot: Slot) -> bool {
    match workshop.standing().line() {
        Some(_) => workshop.standing().is_in(slot),
        None => workshop.workspace().item(slot).horizon == Some(Horizon::Now),
    }
}

/// How many of how many checks are met; those that do not apply are not counted.
pub fn tally(checks: &[Check]) -> (usize, usize) {
    let count = |verdict| checks.iter().filter(|check| check.verdict == verdict).count();
    (count(Verdict::Met), checks.len() - count(Verdict::NotApplicable))
}

/// What every question is asked of.
struct Case<'w> {
    workshop: &'w Workshop,
    workspace: &'w Workspace,
    standing: &'w Standing,
    head: &'w Head,
    now: Vec<Slot>,
    today: Option<NaiveDate>,
}

impl<'w> Case<'w> {
    fn of(workshop: &'w Workshop) -> Case<'w> {
        let workspace = workshop.workspace();
        let (standing, head) = (workshop.standing(), workspace.head());
        Case { workshop, workspace, standing, head, now: now(workshop), today: None }
    }

    fn item(&self, slot: Slot) -> &'w Item {
        self.workspace.item(slot)
    }

    /// That it is so for the time being: `, without 2 voted on`.
    fn for_now(&self) -> String {
        self.workshop.told_voted().map(|told| format!(", {told}")).unwrap_or_default()
    }

    /// Asks the same of every item in now: it has to have something.
    fn each(&self, topic: Topic, words: &Words, has: impl Fn(&Item) -> bool) -> Check {
        self.each_noted(topic, words, |_, item| if has(item) { None } else { Some(String::new()) })
    }

    /// Asks the same of every item in now; who has not what is asked says what is the matter.
    fn each_noted(
        &self,
        topic: Topic,
        words: &Words,
        lacks: impl Fn(Slot, &'w Item) -> Option<String>,
    ) -> Check {
        let all = self.now.len();
        let lead = |slot: &Slot| Some(Lead::new(*slot, lacks(*slot, self.item(*slot))?));
        let leads: Vec<Lead> = self.now.iter().filter_map(lead).collect();
        let Words { verbs: [one, many], met, unmet } = words;
        match (all, leads.len()) {
            (0, _) => Check::not_applicable(topic, "nothing is in now"),
            (1, 0) => Check::met(topic, format!("the one item in now {one} {met}")),
            (_, 0) => Check::met(topic, format!("all {all} items in now {many} {met}")),
            (1, _) => Check::unmet(topic, format!("the one item in now {one} {unmet}"), leads),
            (_, 1) => Check::unmet(topic, format!("1 of {all} items in now {one} {unmet}"), leads),
            (_, lacking) => {
                Check::unmet(topic, format!("{lacking} of {all} items in now {many} {unmet}"), leads)
            }
        }
    }
}

/// How one of many items is told of: `has` or `have`, and what.
struct Words {
    verbs: [&'static str; 2],
    met: &'static str,
    unmet: &'static str,
}

const HAS: [&str; 2] = ["has", "have"];
const IS: [&str; 2] = ["is", "are"];

/// Whether a text says something.
fn says(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

/// What is written about an item, or nothing.
fn details(item: &Item) -> Option<&Details> {
    item.rare.details.as_deref()
}

#[cfg(test)]
mod tests;
