//! Whether it can be done: room, risks, order, technical health, horizons, and who looks after it.

use super::{Case, Check, HAS, Lead, Topic, Words, blockers_out, details, is_now, says};
use crate::domain::capacity::effort_unit;
use crate::domain::cutline::{Cutline, Measure};
use crate::domain::dependency::{inversions, missing};
use crate::domain::id::Slot;
use crate::domain::item::{Held, Horizon, Item};
use crate::domain::moscow::{self, Class, MOST_MUST, Rule};
use crate::domain::ranking::{Place, tidy_micro};
use crate::domain::share::{against, bound};
use crate::domain::text::counted;
use crate::domain::workspace::ITEMS;

/// How many technical items below the line are named.
const NAMED: usize = 10;

pub(super) fn capacity(case: &Case<'_>) -> Check {
    let unmet = |why: &str| Check::unmet(Topic::Capacity, why, Vec::new());
    let Some(capacity) = &case.head.capacity else { return unmet("no capacity is set") };
    match (capacity.amount, case.standing.line()) {
        (None, _) => unmet("the capacity has no amount"),
        (Some(amount), _) if amount.get() <= 0.0 => unmet("the capacity is 0"),
        (Some(_), None) => unmet("the framework has no effort that the capacity could be counted in"),
        (Some(_), Some(line)) if line.free() < 0 => {
            let over = line.told_over().unwrap_or_default();
            Check::unmet(Topic::Capacity, format!("{}, {over}", room(case, line)), held_in(case))
        }
        (Some(_), Some(line)) => Check::met(
            Topic::Capacity,
            format!("{} taken, {} free{}", room(case, line), tidy_micro(line.free()), case.for_now()),
        ),
    }
}

/// `18 of 20 points`.
fn room(case: &Case<'_>, line: &Cutline) -> String {
    let unit = if line.measure == Measure::Items { ITEMS } else { effort_unit(case.workspace) };
    format!("{} of {} {unit}", tidy_micro(line.load.used), tidy_micro(line.limit))
}

fn held_in(case: &Case<'_>) -> Vec<Lead> {
    let held = case.now.iter().filter(|slot| case.item(**slot).held() == Some(Held::In));
    held.map(|slot| Lead::new(*slot, "pinned in")).collect()
}

pub(super) fn risks(case: &Case<'_>) -> Check {
    let words = Words { verbs: HAS, met: "risks written down", unmet: "no risk written down" };
    case.each(Topic::Risks, &words, |item| {
        details(item).is_some_and(|details| details.risks.iter().any(|risk| says(Some(risk))))
    })
}

pub(super) fn owners(case: &Case<'_>) -> Check {
    let words = Words { verbs: HAS, met: "an owner", unmet: "no owner" };
    case.each(Topic::Owners, &words, |item| details(item).is_some_and(|details| says(details.owner.as_ref())))
}

pub(super) fn dependencies(case: &Case<'_>) -> Check {
    let title = |slot: Slot| case.item(slot).shown_title();
    let trouble = |slot: Slot, item: &Item| {
        let out = blockers_out(case.workshop, slot).map(|out| {
            let is = if case.item(out).in_round() { "is voted on" } else { "is not in" };
            format!("its blocker {} {is}", title(out))
        });
        // What is pulled in is done in this cycle, whatever its rank.
        let above = inversions(case.workshop, slot)
            .filter(|above| is_now(case.workshop, *above) && case.item(*above).held() != Some(Held::In));
        let above = above.map(|above| format!("above its blocker {}", title(above)));
        let gone = missing(case.workspace, item).map(|id| format!("its blocker {id} is not there"));
        let circle = case.workshop.dependencies().cycle_of(slot).map(|_| "waits for itself".to_owned());
        let told = out.chain(above).chain(gone).chain(circle).collect::<Vec<_>>().join(", ");
        (!told.is_empty()).then_some(told)
    };
    let words = Words {
        verbs: ["waits", "wait"],
        met: "for nothing that comes later",
        unmet: "for what comes later or never",
    };
    case.each_noted(Topic::Dependencies, &words, trouble)
}

pub(super) fn tech_health(case: &Case<'_>) -> Check {
    let topic = Topic::TechHealth;
    let Some(share) = case.standing.load().and_then(|load| load.tech_health()) else {
        return Check::not_applicable(topic, "no effort is in the line");
    };
    let target = case.workspace.tech_health_target();
    let aim = format!("target {}", bound(target));
    let technical =
        format!("{} of the effort in the line is technical, {aim}{}", against(share, target), case.for_now());
    if share > 0.0 && share >= target {
        return Check::met(topic, technical);
    }
    let nothing = || format!("nothing in the line is technical, {aim}{}", case.for_now());
    let why = if share > 0.0 { technical } else { nothing() };
    let leads = technical_out(case).into_iter();
    let leads = leads.map(|slot| Lead::new(slot, format!("{}, out", case.item(slot).kind))).collect();
    Check::unmet(topic, why, leads)
}

/// The best technical items that are out. Looked for in the order of the file, as items lie in memory: there may be none.
fn technical_out(case: &Case<'_>) -> Vec<Slot> {
    let technical = case.standing.candidates().iter().filter(|slot| case.item(**slot).kind.technical());
    let out = technical.filter(|slot| !case.standing.is_in(**slot));
    let mut out: Vec<(Place, Slot)> =
        out.filter_map(|slot| Some((case.standing.place(*slot)?, *slot))).collect();
    let best_first = |(one, _): &(Place, Slot), (other, _): &(Place, Slot)| one.order(other);
    if out.len() > NAMED {
        out.select_nth_unstable_by(NAMED, best_first);
        out.truncate(NAMED);
    }
    out.sort_by(best_first);
    out.into_iter().map(|(_, slot)| slot).collect()
}

pub(super) fn musts(case: &Case<'_>) -> Check {
    let topic = Topic::Musts;
    let told = |share: f64| {
        format!("musts take {} of the effort in the line, at most {}", moscow::told(share), bound(MOST_MUST))
    };
    match moscow::rule(case.standing) {
        Rule::NotApplicable if case.standing.classed().is_empty() => {
            Check::not_applicable(topic, "no item has a MoSCoW class")
        }
        Rule::NotApplicable => Check::not_applicable(topic, "no effort is in the line"),
        Rule::Met(share) => Check::met(topic, told(share)),
        Rule::Over(share) => {
            let musts = case.now.iter().filter(|slot| case.item(**slot).class == Some(Class::Must));
            Check::unmet(topic, told(share), musts.map(|slot| Lead::new(*slot, "")).collect())
        }
    }
}

pub(super) fn horizons(case: &Case<'_>) -> Check {
    let topic = Topic::Horizons;
    let Some(line) = case.standing.line() else {
        let now = case.now.len();
        if now == 0 {
            return Check::not_applicable(topic, "there is neither a line nor a horizon that says now");
        }
        let why = format!("no capacity says whether {} in now fit", counted(now, "item"));
        return Check::unmet(topic, why, Vec::new());
    };
    let mut leads = if line.free() < 0 { held_in(case) } else { Vec::new() };
    let over = (line.free() < 0).then(|| format!("what is in takes {}", room(case, line)));
    let vain: Vec<Lead> = case.standing.candidates().iter().filter_map(|slot| in_vain(case, *slot)).collect();
    let against = (!vain.is_empty()).then(|| {
        let verb = if vain.len() == 1 { "is" } else { "are" };
        format!("{} whose horizon is now {verb} out", counted(vain.len(), "item"))
    });
    if over.is_none() && against.is_none() {
        return Check::met(topic, "what is in fits, and nothing whose horizon is now is out");
    }
    leads.extend(vain);
    let why = over.into_iter().chain(against).collect::<Vec<_>>().join(", and ");
    Check::unmet(topic, why, leads)
}

/// Other horizons hold while an item is out, so that only now can be written in vain.
fn in_vain(case: &Case<'_>, slot: Slot) -> Option<Lead> {
    let in_vain = case.item(slot).horizon == Some(Horizon::Now) && !case.standing.is_in(slot);
    in_vain.then(|| Lead::new(slot, "its horizon is now, but it is out"))
}
