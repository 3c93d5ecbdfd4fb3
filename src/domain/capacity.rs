//! The capacity: setting it, telling it, and the line that another one would draw.

use super::command::{Decision, Rejection};
use super::criterion::tidy;
use super::cutline::{Cutline, Measure};
use super::event::Event;
use super::framework::Framework;
use super::id::Slot;
use super::item::Held;
use super::load::check_capacity;
use super::number::Num;
use super::ranking::Shifted;
use super::standing::{Crossing, NOWHERE, Standing};
use super::tradeoff::{Cause, Datum, EntryKind};
use super::workspace::{Capacity, ITEMS, Workspace};

/// What capacity is counted in where neither workspace nor framework names it.
const POINTS: &str = "points";

/// What stands for a capacity, or a target, that is not there.
const NOT_SET: &str = "not set";

/// Decides on another capacity. What the file says of the old one and is not known here stays.
pub(super) fn set(ws: &Workspace, to: Option<Capacity>) -> Result<Decision, Rejection> {
    let from = ws.head().capacity.clone();
    let unknown = from.as_ref().map(|from| from.extra.clone()).unwrap_or_default();
    let to = to.map(|to| Capacity { extra: unknown, ..to });
    if let Some(to) = &to {
        check_capacity(to).map_err(Rejection::Capacity)?;
    }
    if from == to {
        return Err(Rejection::Unchanged);
    }
    let event = Event::CapacitySet { from: from.map(Box::new), to: to.map(Box::new) };
    Ok(Decision::new(EntryKind::Capacity, vec![event]))
}

/// The word that effort is counted in: the workspace's, else the framework's.
pub fn effort_unit(workspace: &Workspace) -> &str {
    let written = workspace.head().capacity.as_ref().map_or("", |capacity| &capacity.unit);
    let of_framework = unit_of_effort(workspace.framework()).unwrap_or_default();
    [written, of_framework].into_iter().find(|unit| !unit.is_empty() && *unit != ITEMS).unwrap_or(POINTS)
}

/// The word that a framework counts effort in; none where it has no effort, or no word for it.
pub fn unit_of_effort(framework: &Framework) -> Option<&str> {
    let unit = framework.criteria()[framework.effort()?].unit.as_str();
    Some(unit).filter(|unit| !unit.is_empty())
}

/// What a change of the framework leaves counted in something else: `capacity stays 6 points, effort in person-months`; an amount that has no word of its own takes that of the framework. None where it means what it meant.
pub fn left_behind(before: &Framework, after: &Workspace) -> Option<String> {
    let capacity = after.head().capacity.as_ref()?;
    let amount = capacity.amount.filter(|_| capacity.unit != ITEMS)?;
    let (was, unit) = (unit_of_effort(before), unit_of_effort(after.framework())?);
    if was == Some(unit) || capacity.unit == unit {
        return None;
    }
    Some(match (capacity.unit.as_str(), was) {
        ("", None) => return None,
        ("", Some(was)) => format!("capacity {amount} {was} becomes {amount} {unit}"),
        (kept, _) => format!("capacity stays {amount} {kept}, effort in {unit}"),
    })
}

/// The field that changed, and its value on either side: numbers where they can be compared.
pub(super) fn cause(from: Option<&Capacity>, to: Option<&Capacity>) -> Cause {
    let sides = [from, to];
    let [amount, then] = sides.map(|capacity| capacity.and_then(|capacity| capacity.amount));
    let [unit, later] = sides.map(unit_of);
    if amount == then && unit == later {
        let [from, to] = sides.map(|capacity| capacity?.tech_health_target.map(Datum::Number));
        return Cause { field: "tech_health_target".to_owned(), from, to, ..Cause::default() };
    }
    let comparable = unit == later || amount.is_none() || then.is_none();
    let datum = |amount: Option<Num>, unit: &str| match amount? {
        amount if comparable => Some(Datum::Number(amount)),
        amount => Some(Datum::Text(counted(Some(amount), unit))),
    };
    let (from, to) = (datum(amount, unit), datum(then, later));
    Cause { field: "capacity".to_owned(), from, to, ..Cause::default() }
}

/// The change in words: `capacity 20 → 23 points`.
pub(super) fn told(from: Option<&Capacity>, to: Option<&Capacity>) -> String {
    let sides = [from, to];
    let [amount, then] = sides.map(|capacity| capacity.and_then(|capacity| capacity.amount));
    let [unit, later] = sides.map(unit_of);
    let mut parts = Vec::new();
    if let (Some(amount), Some(then), true) = (amount, then, unit == later) {
        if amount != then {
            parts.push(format!("capacity {amount} → {}", counted(Some(then), unit)));
        }
    } else if amount.is_some() || then.is_some() {
        parts.push(format!("capacity {} → {}", counted(amount, unit), counted(then, later)));
    }
    let [target, aim] = sides.map(|capacity| capacity?.tech_health_target);
    if target != aim {
        parts.push(format!("technical health target {} → {}", percent(target), percent(aim)));
    }
    if parts.is_empty() { "capacity written otherwise".to_owned() } else { parts.join(", ") }
}

fn unit_of(capacity: Option<&Capacity>) -> &str {
    capacity.map_or("", |capacity| &capacity.unit)
}

fn counted(amount: Option<Num>, unit: &str) -> String {
    let Some(amount) = amount else { return NOT_SET.to_owned() };
    let unit = if unit == ITEMS && amount == Num::from(1) { "item" } else { unit };
    format!("{amount} {unit}").trim_end().to_owned()
}

fn percent(share: Option<Num>) -> String {
    share.map_or_else(|| NOT_SET.to_owned(), |share| format!("{}%", tidy(share.get() * 100.0)))
}

/// The line that a capacity would draw, and who would cross it, best first.
#[derive(Clone, Debug)]
pub struct Redrawn {
    /// The line; none without a capacity.
    pub line: Option<Cutline>,
    /// Who would come in and who would fall out.
    pub crossing: Crossing<Slot>,
}

/// Draws the line of another capacity through a ranking, which stays as it is. The same unit costs
/// what crosses the line, another one what is above it.
pub fn redraw(standing: &Standing, limit: Option<(i128, Measure)>) -> Redrawn {
    let before = standing.line().copied();
    let line = limit.map(|(limit, measure)| {
        let mut line = match before {
            Some(line) if line.measure == measure => Cutline { limit, ..line },
            _ => standing.empty_line(limit, measure),
        };
        let seat = |slot| standing.seat(slot).unwrap_or(NOWHERE);
        line.settle(&Shifted::new(standing.order(), Vec::new(), Vec::new()), seat, |_, _| {});
        line
    });
    Redrawn { line, crossing: crossing(standing, before, line) }
}

fn crossing(standing: &Standing, before: Option<Cutline>, after: Option<Cutline>) -> Crossing<Slot> {
    let held = |slot: &Slot| standing.seat(*slot).and_then(|seat| seat.held);
    let order = standing.order();
    match (before, after) {
        (Some(before), Some(after)) => {
            let open = |from: usize, to: usize| {
                let between = order.get(from..to).unwrap_or_default().iter();
                between.copied().filter(|slot| held(slot).is_none()).collect()
            };
            Crossing {
                entered: open(before.boundary, after.boundary),
                left: open(after.boundary, before.boundary),
            }
        }
        (None, None) => Crossing::default(),
        (None, Some(line)) => Crossing { entered: above(order, held, line), left: Vec::new() },
        (Some(line), None) => Crossing { entered: Vec::new(), left: above(order, held, line) },
    }
}

fn above(order: &[Slot], held: impl Fn(&Slot) -> Option<Held>, line: Cutline) -> Vec<Slot> {
    let covered = order.iter().enumerate().filter(|(index, slot)| line.covers(*index, held(slot)));
    covered.map(|(_, slot)| *slot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::framework::FrameworkChoice;
    use crate::domain::telling::tell;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;

    fn workshop(capacity: &str) -> Workshop {
        let text = format!(
            r#"{{"framework":"value-effort","capacity":{capacity},"items":[
                {{"id":"a","title":"A","scores":{{"impact":5,"effort":1}}}},
                {{"id":"b","title":"B","scores":{{"impact":4,"effort":2}}}},
                {{"id":"c","title":"C","scores":{{"impact":3,"effort":3}},"pin":{{"held":"out"}}}},
                {{"id":"d","title":"D","scores":{{"impact":2,"effort":4}}}}]}}"#
        );
        Workshop::new(Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0)
    }

    fn capacity(text: &str) -> Option<Capacity> {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn another_capacity_is_told_with_who_crosses_the_line() {
        let points = r#"{"amount":3,"unit":"points","colour":1.10}"#;
        for (from, to, cause, headline) in [
            (
                points,
                r#"{"amount":7,"unit":"points"}"#,
                r#"{"field":"capacity","from":3,"to":7}"#,
                "capacity 3 → 7 points · D comes in",
            ),
            (
                points,
                r#"{"amount":1,"unit":"items"}"#,
                r#"{"field":"capacity","from":"3 points","to":"1 item"}"#,
                "capacity 3 points → 1 item · B falls out",
            ),
            (
                points,
                "null",
                r#"{"field":"capacity","from":3}"#,
                "capacity 3 points → not set · A falls out · B falls out",
            ),
            (
                "null",
                r#"{"amount":9}"#,
                r#"{"field":"capacity","to":9}"#,
                "capacity not set → 9 · A comes in · B comes in · D comes in",
            ),
            (
                points,
                r#"{"amount":3,"unit":"points","tech_health_target":0.25}"#,
                r#"{"field":"tech_health_target","to":0.25}"#,
                "technical health target not set → 25%",
            ),
        ] {
            let mut workshop = workshop(from);
            let before = workshop.workspace().head().capacity.clone();
            let promised = redraw(workshop.standing(), limit(&workshop, to)).crossing;
            let entry = workshop.perform(Command::SetCapacity(capacity(to)), Stamp::default()).unwrap().entry;
            assert_eq!(serde_json::to_string(&entry.cause).unwrap(), cause);
            assert_eq!(tell(workshop.workspace(), &entry).headline(), headline);
            assert_eq!(*workshop.crossing(), promised);
            workshop.perform(Command::Undo, Stamp::default()).unwrap();
            assert_eq!(workshop.workspace().head().capacity, before);
        }
    }

    /// The limit that a capacity sets in this workshop.
    fn limit(workshop: &Workshop, text: &str) -> Option<(i128, Measure)> {
        let mut copy = workshop.clone();
        copy.perform(Command::SetCapacity(capacity(text)), Stamp::default()).unwrap();
        copy.workspace().limit()
    }

    #[test]
    fn what_the_file_says_beside_it_stays() {
        let mut workshop = workshop(r#"{"amount":3,"unit":"points","colour":1.10}"#);
        let to = capacity(r#"{"amount":4,"unit":"points"}"#);
        workshop.perform(Command::SetCapacity(to), Stamp::default()).unwrap();
        let written = serde_json::to_string(&workshop.workspace().head().capacity).unwrap();
        assert_eq!(written, r#"{"amount":4,"unit":"points","colour":1.10}"#);
    }

    #[test]
    fn what_cannot_be_a_capacity_is_refused() {
        let mut workshop = workshop(r#"{"amount":3,"unit":"points"}"#);
        for (text, why) in [
            (r#"{"amount":-1}"#, "capacity: amount: must be 0 or more, up to 1e12"),
            (
                r#"{"tech_health_target":20}"#,
                "capacity: tech_health_target: is a fraction from 0 to 1: 20% is written 0.2",
            ),
            (r#"{"amount":3,"unit":"points"}"#, "nothing to change: it is so already"),
        ] {
            let refused = workshop.perform(Command::SetCapacity(capacity(text)), Stamp::default());
            assert_eq!(refused.unwrap_err().to_string(), why);
        }
    }

    #[test]
    fn a_capacity_that_another_framework_leaves_in_another_unit_is_told() {
        for (capacity, to, told) in [
            (
                r#"{"amount":3,"unit":"points"}"#,
                "rice",
                Some("capacity stays 3 points, effort in person-months"),
            ),
            (r#"{"amount":3}"#, "rice", Some("capacity 3 points becomes 3 person-months")),
            (r#"{"amount":3,"unit":"days"}"#, "cd3", Some("capacity stays 3 days, effort in weeks")),
            (r#"{"amount":3,"unit":"weeks"}"#, "cd3", None),
            (r#"{"amount":3,"unit":"days"}"#, "four-factor", None),
            (r#"{"amount":3,"unit":"items"}"#, "rice", None),
            (r#"{"unit":"points"}"#, "rice", None),
            (r#"{"amount":3,"unit":"points"}"#, "ice", None),
            ("null", "rice", None),
        ] {
            let mut workshop = workshop(capacity);
            let before = workshop.workspace().framework().clone();
            let to = FrameworkChoice::BuiltIn(to.to_owned());
            workshop.perform(Command::Reframe { to, carry: true }, Stamp::default()).unwrap();
            assert_eq!(left_behind(&before, workshop.workspace()).as_deref(), told, "{capacity}");
        }
    }

    #[test]
    fn effort_is_counted_in_the_words_of_the_workspace() {
        for (written, unit) in
            [(r#"{"unit":"days"}"#, "days"), (r#"{"unit":"items"}"#, "points"), ("null", "points")]
        {
            assert_eq!(effort_unit(workshop(written).workspace()), unit);
        }
    }
}
