//! What a merge adds to the log, as nobody made a gesture that tells of it: what stands where both sides differ, and
//! who stands on another side of the line than the logs say.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, FixedOffset};

use super::Merged;
use super::common;
use super::conflict::{Conflict, Outcome};
use crate::domain::apply;
use crate::domain::id::ItemId;
use crate::domain::item::Item;
use crate::domain::limits;
use crate::domain::raw;
use crate::domain::text::brief;
use crate::domain::tradeoff::{Cause, Datum, Entry, EntryKind, PARTED};
use crate::domain::workshop::Workshop;
use crate::domain::workspace::Workspace;

/// What stands for the field where an entry is about an item as a whole; no field is called so.
pub(in crate::domain) const WHOLE: &str = "";

/// The longest value that the log keeps, in characters.
const LONGEST: usize = 200;

/// What was merged, with an entry for each conflict, and one more where somebody crossed the line that no entry tells
/// of. Ours is what it was before; what is voted on blind is left out.
pub fn noted(ours: &Workspace, mut merged: Merged, at: Option<DateTime<FixedOffset>>) -> Merged {
    let crossing = crossing(ours, &merged);
    let settled = merged.conflicts.iter().filter_map(settled).filter(|entry| !is_said(ours, entry));
    // A log that is at its last number takes no more.
    let free = limits::GESTURE.saturating_sub(merged.workspace.last_seq());
    for entry in settled.chain(crossing).take(usize::try_from(free).unwrap_or(usize::MAX)).collect::<Vec<_>>()
    {
        let entry = Entry { seq: merged.workspace.last_seq() + 1, at, kind: EntryKind::Reconcile, ..entry };
        apply::record(&mut merged.workspace, entry);
    }
    merged
}

/// Whether our log says already what stands here against what, since the last word on it: merging again adds nothing.
fn is_said(ours: &Workspace, entry: &Entry) -> bool {
    let field = |entry: &Entry| entry.cause.as_ref().map(|cause| cause.field.clone());
    let same = |other: &&Entry| {
        other.kind == EntryKind::Reconcile && other.item == entry.item && field(other) == field(entry)
    };
    ours.log().iter().rfind(same).is_some_and(|said| said.cause == entry.cause)
}

/// What stands where both sides differ, from what does not to what does.
fn settled(conflict: &Conflict) -> Option<Entry> {
    let path: Vec<&str> = conflict.path.iter().map(String::as_str).collect();
    let field = match path.as_slice() {
        _ if conflict.hidden => return None,
        // What is on the shelf may be what is voted on, and what the log differs in but for reasons is said nowhere.
        ["shelf", ..] => return None,
        ["log", _, field, ..] if *field != "reason" => return None,
        [] => WHOLE.to_owned(),
        // What was agreed on is the value of the criterion, whose id comes first in any case: whoever votes on it later
        // hides what was said of it.
        ["scores", criterion, "agreed"] => (*criterion).to_owned(),
        ["scores", path @ ..] | path => path.join(PARTED),
    };
    let [ours, theirs] = [&conflict.ours, &conflict.theirs].map(|json| json.as_deref().and_then(datum));
    let kept = || Some(Datum::Text("kept".to_owned()));
    let (from, to) = match conflict.outcome {
        // Told so shortly both say the same.
        Outcome::Ours | Outcome::Theirs if ours == theirs => (None, None),
        Outcome::Ours => (theirs, ours),
        Outcome::Theirs => (ours, theirs),
        Outcome::KeptOurs => (None, ours.or_else(kept)),
        // What stands is what the other version has.
        Outcome::KeptTheirs => {
            let kept = theirs.or_else(kept);
            (kept.clone(), kept)
        }
    };
    let cause = Cause { field, from, to, ..Cause::default() };
    Some(Entry { item: conflict.item.clone(), cause: Some(Box::new(cause)), ..Entry::default() })
}

/// A value of a conflict as the log has it: of an object what it is called, and nothing for an empty text.
fn datum(json: &str) -> Option<Datum> {
    match serde_json::from_str(json) {
        Ok(Datum::Text(text)) if text.is_empty() => None,
        Ok(Datum::Text(text)) => Some(Datum::Text(brief(&text, LONGEST).into_owned())),
        Ok(number) => Some(number),
        Err(_) => {
            let fields = raw::object(json).unwrap_or_default();
            let named = ["title", "name", "id"]
                .iter()
                .find_map(|wanted| fields.iter().find(|(name, _)| name == wanted));
            let named = named.and_then(|(_, name)| serde_json::from_str::<String>(name).ok());
            Some(Datum::Text(brief(&named.unwrap_or_else(|| json.to_owned()), LONGEST).into_owned()))
        }
    }
}

/// Who crossed the line by merging alone.
fn crossing(ours: &Workspace, Merged { workspace: merged, conflicts }: &Merged) -> Option<Entry> {
    // What entries say of an item that both changed may be what does not stand.
    let unsure: HashSet<&ItemId> = conflicts.iter().filter_map(|conflict| conflict.item.as_ref()).collect();
    let [before, after] = [ours, merged].map(|side| Workshop::new(side.clone()));
    let is_in = |side: &Workshop, id: &ItemId| {
        side.workspace().slot(id).is_some_and(|slot| side.standing().is_in(slot))
    };
    // What ended with the rounds was told as if nobody had been voted on.
    let was_in = |id: &ItemId| match before.workspace().slot(id) {
        Some(slot) if after.voted_on().len() == 0 => before.is_in_by_the_log(slot),
        _ => is_in(&before, id),
    };
    // Of whom our own entries tell they tell what was so here.
    let mut said: HashMap<&ItemId, bool> = HashMap::new();
    for entry in merged.log().iter().skip(common(&[ours.log(), merged.log()])) {
        said.extend(entry.entered.iter().map(|id| (id, true)));
        said.extend(entry.left.iter().map(|id| (id, false)));
    }
    let crossed = |came_in: bool| {
        let crossed = |item: &&Item| {
            let was_in = was_in(&item.id);
            let told = said.get(&item.id).copied().unwrap_or(was_in);
            let differs = told != came_in || unsure.contains(&item.id) && was_in != came_in;
            !item.in_round() && is_in(&after, &item.id) == came_in && differs
        };
        merged.items().iter().filter(crossed).map(|item| item.id.clone()).collect::<Box<[ItemId]>>()
    };
    let (entered, left) = (crossed(true), crossed(false));
    let told = !(entered.is_empty() && left.is_empty());
    told.then(|| Entry { entered, left, ..Entry::default() })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::merge;
    use super::super::tests::{base, open, papers};
    use super::*;
    use crate::domain::telling::tell;

    #[test]
    fn the_log_says_what_stands_where_both_differ_and_nothing_of_what_is_voted_on_blind() {
        type Change = fn(&mut Value, bool);
        let sides = |change: fn(&mut Value, bool)| {
            let side = |is_ours| {
                let mut file = base();
                change(&mut file, is_ours);
                open(&file)
            };
            let (base, ours, theirs) = (open(&base()), side(true), side(false));
            let noted = noted(&ours, merge(Some(&base), &ours, &theirs).unwrap(), None).workspace;
            let fresh = noted.log().iter().filter(|entry| entry.kind == EntryKind::Reconcile);
            fresh.map(|entry| tell(&noted, entry).cause).collect::<Vec<String>>()
        };
        let cases: [(Change, &[&str]); 12] = [
            (
                |file, ours| {
                    if ours {
                        file["goals"] = json!([]);
                    } else {
                        file["goals"][0]["target"] = json!(30);
                    }
                },
                &["goals, g: Fewer calls stands as the other version has it"],
            ),
            (
                |file, ours| file["vision"] = if ours { json!("") } else { json!("Calm mornings") },
                &["vision: nothing stands, the other version had Calm mornings"],
            ),
            (|file, ours| file["log"][0]["mine"] = json!({"x": if ours { 1 } else { 2 }}), &[]),
            (
                |file, ours| file["items"][0]["scores"]["urgency"] = json!(if ours { 5 } else { 2 }),
                &["urgency of Pay: 5 stands, the other version had 2"],
            ),
            (
                |file, ours| {
                    file["items"][0]["scores"]["effort"]["votes"]["ana"] = json!(if ours { 5 } else { 1 });
                },
                &["effort of Pay, vote of ana: 5 stands, the other version had 1"],
            ),
            (
                |file, ours| file["vision"] = json!(if ours { "Calm\nmornings" } else { "Calm\nnights" }),
                &["vision stands as it was here"],
            ),
            (
                |file, ours| file["title"] = json!(if ours { "Q2" } else { "Q3" }),
                &["title: Q2 stands, the other version had Q3"],
            ),
            (
                |file, ours| {
                    if ours {
                        file["items"][1]["status"] = json!("withdrawn");
                    } else {
                        file["items"][1]["scores"]["effort"] = json!(5);
                    }
                },
                &["SSO is kept as the other version has it"],
            ),
            (
                |file, ours| {
                    if ours {
                        file["items"][1]["scores"]["effort"] = json!(5);
                    } else {
                        file["items"][1]["status"] = json!("withdrawn");
                    }
                },
                &["SSO is kept, the other version had taken it out"],
            ),
            (
                |file, ours| {
                    if ours {
                        file["goals"][0]["target"] = json!(30);
                    } else {
                        file["goals"] = json!([]);
                    }
                },
                &["goals, g: Fewer calls stands, the other version had nothing"],
            ),
            (
                |file, ours| file["log"][0]["reason"] = json!(if ours { "mine" } else { "yours" }),
                &["log, #1, reason: mine stands, the other version had yours"],
            ),
            (
                |file, ours| {
                    let papers = papers(&[("ana", if ours { 4 } else { 2 })]);
                    let voters = json!(["ana", "bo"]);
                    file["items"][0]["rounds"] =
                        json!([{"side": "engineering", "voters": voters, "papers": papers}]);
                },
                &[],
            ),
        ];
        for (change, told) in cases {
            assert_eq!(sides(change), told);
        }
    }
}
