//! What a file says that is accepted and still worth knowing.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::domain::criterion::Criterion;
use crate::domain::flaw::{Notice, Path};
use crate::domain::framework::Framework;
use crate::domain::id::{CriterionId, ParticipantId, Slot};
use crate::domain::item::Item;
use crate::domain::slots::Slots;
use crate::domain::workspace::{Head, Participant, Role};

/// How many ids are told that look like others.
const MOST_ALIKE: usize = 5;

/// Takes out what says that an item waits for itself: nothing can, so nobody meant it.
pub(super) fn cut_loops(head: &mut Head, loops: &[usize], notices: &mut Vec<Notice>) {
    for i in loops.iter().copied() {
        let Some(at) = head.items[i].rare.depends_on.iter().position(|id| *id == head.items[i].id) else {
            continue;
        };
        if let Some(item) = head.items.get_mut(i) {
            let id = item.id.clone();
            item.rare.depends_on =
                item.rare.depends_on.iter().filter(|blocker| **blocker != id).cloned().collect();
            let path = Path::default().field("items").index(i).field("depends_on").index(at);
            notices.push(Notice::at(path, format!("{id} cannot wait for itself: left out")));
        }
    }
}

/// Tells ids that differ only by the case of letters or by how marks are put on them: people take them for one.
pub(super) fn note_look_alikes(head: &Head, slots: &Slots, capitals: &[usize], notices: &mut Vec<Notice>) {
    let mut folded: HashMap<String, usize> = HashMap::new();
    let mut alike = Vec::new();
    for i in capitals.iter().copied() {
        let Cow::Owned(fold) = folded_id(head.items[i].id.as_str()) else { continue };
        let other = slots.get(&head.items, &fold).map(Slot::index).or(folded.get(&fold).copied());
        match other {
            Some(other) => alike.push((other.min(i), other.max(i))),
            None => drop(folded.insert(fold, i)),
        }
    }
    for (first, second) in alike.iter().take(MOST_ALIKE) {
        let [first, id] = [first, second].map(|index| &head.items[*index].id);
        let path = Path::default().field("items").index(*second).field("id");
        notices.push(Notice::at(path, format!("{id} looks like the id {first} and is another one")));
    }
    if let Some(more @ 1..) = alike.len().checked_sub(MOST_ALIKE) {
        notices.push(format!("{more} more ids look like others").into());
    }
}

/// Whether an id is sure to be written without what the eye does not tell.
pub(super) fn is_folded(id: &str) -> bool {
    id.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

/// An id without what the eye does not tell; borrowed where it is written so.
fn folded_id(id: &str) -> Cow<'_, str> {
    if id.is_ascii() {
        return if is_folded(id) { Cow::Borrowed(id) } else { Cow::Owned(id.to_ascii_lowercase()) };
    }
    let fold: String = id.nfc().flat_map(char::to_lowercase).collect();
    if is_nfc(id) && fold == id { Cow::Borrowed(id) } else { Cow::Owned(fold) }
}

/// A pin that nobody answers for, or that says no reason, in words: it overrules the scores all the same.
pub(super) fn unexplained(item: &Item) -> Option<String> {
    let (pin, held) = (item.rare.pin.as_deref()?, item.held()?);
    let missing = [(pin.owner.trim(), "an owner"), (pin.reason.trim(), "a reason")];
    let missing: Vec<&str> =
        missing.into_iter().filter(|(text, _)| text.is_empty()).map(|(_, what)| what).collect();
    let without = Some(missing.join(" and ")).filter(|without| !without.is_empty())?;
    Some(format!("{} is pinned {} without {without}", item.id, held.name()))
}

/// Votes by people who are not listed are kept, and so are those by people of another side, because people change
/// sides; each is told once.
pub(super) fn note_voters(head: &Head, framework: &Framework, notices: &mut Vec<Notice>) {
    let listed: HashMap<&ParticipantId, &Participant> =
        head.participants.iter().map(|participant| (&participant.id, participant)).collect();
    let mut known: HashSet<(&ParticipantId, Option<&CriterionId>)> = HashSet::new();
    let (mut strangers, mut strays) = (Vec::new(), Vec::new());
    for (id, score) in head.items.iter().flat_map(|item| item.scores.iter()) {
        if score.votes().is_empty() {
            continue;
        }
        let rule = framework.criterion(id);
        for (voter, _) in score.votes() {
            match (listed.get(voter), rule) {
                (None, _) if known.insert((voter, None)) => strangers.push(voter),
                (Some(person), Some(rule)) if is_stray(person, rule) && known.insert((voter, Some(id))) => {
                    strays.push((*person, rule));
                }
                _ => {}
            }
        }
    }
    if !strangers.is_empty() {
        let names = strangers.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(", ");
        notices.push(format!("votes are kept of people who are not listed as participants: {names}").into());
    }
    for (voter, rule) in strays {
        let (name, criterion, side) = (voter.shown_name(), rule.shown_name(), rule.side());
        let what = format!("votes are kept of {name} on {criterion}, which {side} scores");
        notices.push(what.into());
    }
}

/// Whether somebody is listed with a side, and it is not the one that a criterion belongs to.
fn is_stray(voter: &Participant, rule: &Criterion) -> bool {
    matches!(voter.side, Some(Role::Business | Role::Engineering)) && !voter.scores(rule.side())
}

#[cfg(test)]
mod tests {
    use crate::domain::workspace::Workspace;

    fn notices(text: &str) -> Vec<String> {
        let (_, notices) = Workspace::load(serde_json::from_str(text).unwrap()).unwrap();
        notices.into_iter().map(|notice| notice.what).collect()
    }

    #[test]
    fn ids_that_people_take_for_one_are_told() {
        for (ids, told) in [
            (&["pay", "sso"][..], &[][..]),
            (&["PAY", "SSO"], &[]),
            (&["pay", "Pay"], &["Pay looks like the id pay and is another one"]),
            (&["PAY", "Pay"], &["Pay looks like the id PAY and is another one"]),
            (&["Pay", "pay"], &["pay looks like the id Pay and is another one"]),
            (&["caf\u{e9}", "cafe\u{301}"], &["cafe\u{301} looks like the id caf\u{e9} and is another one"]),
            (&["cafe", "caf\u{e9}"], &[]),
        ] {
            let items: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
            assert_eq!(notices(&format!(r#"{{"items":[{}]}}"#, items.join(","))), told, "{ids:?}");
        }
    }

    #[test]
    fn of_many_ids_that_look_alike_a_few_are_told() {
        let items: Vec<String> = (0..9).map(|i| format!(r#"{{"id":"a{i}"}},{{"id":"A{i}"}}"#)).collect();
        let told = notices(&format!(r#"{{"items":[{}]}}"#, items.join(",")));
        assert_eq!((told.len(), told[5].as_str()), (6, "4 more ids look like others"));
    }

    #[test]
    fn nobody_waits_for_itself() {
        let text = r#"{"items":[{"id":"a","depends_on":["b","a","a"]},{"id":"b"}]}"#;
        let (workspace, notices) = Workspace::load(serde_json::from_str(text).unwrap()).unwrap();
        assert_eq!(*workspace.items()[0].rare.depends_on, ["b".into()]);
        assert_eq!(notices[0].path.as_ref().unwrap().to_string(), "items[0].depends_on[1]");
        assert_eq!(notices[0].what, "a cannot wait for itself: left out");
    }

    #[test]
    fn votes_of_strangers_and_of_the_other_side_are_kept_and_told() {
        let votes =
            r#"{"customer_value":{"votes":{"raj":3,"zed":4,"eve":2}},"effort":{"votes":{"raj":3,"zed":1}}}"#;
        let text = format!(
            r#"{{"participants":[{{"id":"raj","name":"Raj","side":"business"}},{{"id":"eve"}}],
                 "items":[{{"id":"a","scores":{votes}}},{{"id":"b","scores":{votes}}}]}}"#
        );
        assert_eq!(
            notices(&text),
            [
                "votes are kept of people who are not listed as participants: zed",
                "votes are kept of Raj on Effort, which engineering scores",
            ]
        );
    }
}
