//! What a word on the command line means: an item, somebody, a criterion.

use super::error::CommandError;
use crate::domain::command::Rejection;
use crate::domain::criterion::Criterion;
use crate::domain::framework::Framework;
use crate::domain::id::{ItemId, ParticipantId, Slot};
use crate::domain::item::{Item, Status};
use crate::domain::workspace::{Participant, Workspace};
use crate::import::names::{nearest, same};

/// How many items a hint lists.
const LISTED: usize = 5;

/// From this many letters on the beginning of a criterion's name stands for it.
const BEGINNING: usize = 3;

/// Why a word does not name one item.
pub(super) enum Unclear {
    /// Each of these is called so.
    Several(Vec<Slot>),
    /// Nobody is, but these have it somewhere in their titles.
    Within(Vec<Slot>),
    /// Nobody is; these are spelt alike, if any.
    Nobody(Vec<Slot>),
}

/// Finds an item by its id, else its source key, else its title, else the beginning of a title or an
/// id. Case does not matter, except where ids differ by it alone.
///
/// # Errors
/// Nobody is meant, or several are: the hint lists who could be.
pub(super) fn item(workspace: &Workspace, word: &str) -> Result<Slot, CommandError> {
    if word.trim().is_empty() {
        return Err(CommandError::usage("which item is not said").hint("name it by its id or its title"));
    }
    let unknown = || CommandError::usage(format!("no item is called {word}"));
    meant(workspace, word).map_err(|unclear| match unclear {
        Unclear::Several(several) => {
            let error = CommandError::usage(format!("{word} could be any of {} items", several.len()));
            error.hint(format!("name one by its id: {}", listed(workspace, &several)))
        }
        Unclear::Nobody(near) if near.is_empty() => {
            unknown().hint("`cutline rank FILE --json` lists the items with their ids")
        }
        Unclear::Within(near) | Unclear::Nobody(near) => {
            unknown().hint(format!("did you mean {}?", listed(workspace, &near)))
        }
    })
}

/// The same for whoever can ask back.
///
/// # Errors
/// Nobody is meant, or several are.
pub(super) fn meant(workspace: &Workspace, word: &str) -> Result<Slot, Unclear> {
    if let Some(slot) = workspace.slot(&ItemId::from(word)) {
        return Ok(slot);
    }
    let wanted = word.to_lowercase();
    let begins = |text: &str| text.to_lowercase().starts_with(&wanted);
    let is = |text: &str| text.to_lowercase() == wanted;
    let ways: [&dyn Fn(&Item) -> bool; 4] = [
        &|item| is(item.id.as_str()),
        &|item| item.source().is_some_and(is),
        &|item| is(&item.title),
        &|item| begins(&item.title) || begins(item.id.as_str()),
    ];
    for way in ways {
        match matching(workspace, way).as_slice() {
            [] => {}
            [only] => return Ok(*only),
            several => return Err(Unclear::Several(several.to_vec())),
        }
    }
    let within = containing(workspace, word);
    if within.is_empty() {
        Err(Unclear::Nobody(misspelt(workspace, word)))
    } else {
        Err(Unclear::Within(within))
    }
}

/// The items that have a text somewhere in their titles, or each of its words, in whatever case.
pub(super) fn containing(workspace: &Workspace, text: &str) -> Vec<Slot> {
    let wanted = text.to_lowercase();
    let has_words = |title: &str| {
        wanted.split_whitespace().all(|word| title.split_whitespace().any(|known| known == word))
    };
    matching(workspace, |item| {
        let title = item.title.to_lowercase();
        title.contains(&wanted) || has_words(&title)
    })
}

fn matching(workspace: &Workspace, way: impl Fn(&Item) -> bool) -> Vec<Slot> {
    let items = workspace.items().iter().enumerate();
    let meant = items.filter(|(_, item)| item.status != Status::Withdrawn && way(item));
    meant.map(|(index, _)| Slot::new(index)).collect()
}

fn misspelt(workspace: &Workspace, word: &str) -> Vec<Slot> {
    let ids: Vec<String> = workspace.items().iter().map(|item| item.id.to_string()).collect();
    let titles: Vec<String> = workspace.items().iter().map(|item| item.title.to_string()).collect();
    let by_id = nearest(word, &ids).map(ItemId::from);
    let by_title = nearest(word, &titles);
    matching(workspace, |item| Some(&item.id) == by_id.as_ref() || Some(&*item.title) == by_title.as_deref())
}

fn listed(workspace: &Workspace, slots: &[Slot]) -> String {
    let items = slots.iter().take(LISTED).map(|slot| workspace.item(*slot));
    let mut list: Vec<String> = items.map(|item| format!("{} ({})", item.id, item.shown_title())).collect();
    if slots.len() > LISTED {
        list.push(format!("{} more", slots.len() - LISTED));
    }
    list.join(", ")
}

/// Finds a participant by id, else by a name that only one has.
///
/// # Errors
/// Nobody is meant, or several are: the hint lists who is there.
pub(super) fn participant(workspace: &Workspace, name: &str) -> Result<ParticipantId, CommandError> {
    let participants = &workspace.head().participants;
    let ways: [&dyn Fn(&Participant) -> bool; 3] =
        [&|person| person.id.as_str() == name, &|person| person.name == name, &|person| {
            same(&person.name, name)
        }];
    let mut found =
        ways.iter().map(|way| participants.iter().filter(|person| way(person)).collect::<Vec<_>>());
    let found = found.find(|found| !found.is_empty()).unwrap_or_default();
    let ids = |people: &mut dyn Iterator<Item = &Participant>| {
        people.map(|person| person.id.as_str()).collect::<Vec<_>>().join(", ")
    };
    match found.as_slice() {
        [only] => Ok(only.id.clone()),
        [] => {
            let error = CommandError::from(Rejection::UnknownParticipant(name.into()));
            Err(error.hint(match ids(&mut participants.iter()) {
                none if none.is_empty() => "the workspace lists no participants".to_owned(),
                known => format!("the participants are {known}"),
            }))
        }
        several => {
            let error = CommandError::usage(format!("{name} could be any of {}", several.len()));
            Err(error.hint(format!("name one by its id: {}", ids(&mut several.iter().copied()))))
        }
    }
}

/// The index of the criterion that is meant: by id, name, heading, or how one alone begins.
pub(super) fn criterion(framework: &Framework, text: &str) -> Option<usize> {
    let criteria = framework.criteria();
    let called = |rule: &Criterion| {
        [rule.id.as_str(), &rule.name, &rule.short].into_iter().any(|known| same(known, text))
    };
    let wanted = text.to_lowercase();
    let begins = |rule: &Criterion| {
        wanted.chars().count() >= BEGINNING
            && [rule.id.as_str(), &rule.name]
                .into_iter()
                .any(|known| known.to_lowercase().starts_with(&wanted))
    };
    let only = || {
        let mut found = (0..criteria.len()).filter(|i| begins(&criteria[*i]));
        found.next().filter(|_| found.next().is_none())
    };
    criteria.iter().position(called).or_else(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(word: &str) -> Result<String, String> {
        let text = r##"{"items":[
            {"id":"pay","title":"Fix payments","source":"#12"},
            {"id":"pay-2","title":"Fix payment page","source":"#13"},
            {"id":"dark","title":"Dark mode"},
            {"id":"twin-1","title":"Twin"}, {"id":"twin-2","title":"twin"},
            {"id":"old","title":"Dark age","status":"withdrawn"}
        ]}"##;
        let (workspace, _) = Workspace::load(serde_json::from_str(text).unwrap()).unwrap();
        item(&workspace, word)
            .map(|slot| workspace.item(slot).id.to_string())
            .map_err(|error| format!("{error}; {}", error.hint.as_deref().unwrap_or_default()))
    }

    #[test]
    fn the_surest_way_to_name_an_item_wins() {
        for (word, id) in [
            ("pay", "pay"),
            ("PAY", "pay"),
            ("#13", "pay-2"),
            ("fix payments", "pay"),
            ("fix payment p", "pay-2"),
            ("dar", "dark"),
            ("old", "old"),
        ] {
            assert_eq!(find(word).as_deref(), Ok(id), "{word}");
        }
    }

    #[test]
    fn who_is_not_found_is_answered_with_who_is_near() {
        for (word, answer) in [
            (
                "fix",
                "fix could be any of 2 items; name one by its id: pay (Fix payments), pay-2 (Fix payment page)",
            ),
            ("twin", "twin could be any of 2 items; name one by its id: twin-1 (Twin), twin-2 (twin)"),
            ("mode", "no item is called mode; did you mean dark (Dark mode)?"),
            ("drak", "no item is called drak; `cutline rank FILE --json` lists the items with their ids"),
            ("Dark moed", "no item is called Dark moed; did you mean dark (Dark mode)?"),
        ] {
            assert_eq!(find(word), Err(answer.to_owned()));
        }
    }

    #[test]
    fn whoever_is_called_exactly_so_is_meant_and_several_are_named() {
        let text = r#"{"participants":[
            {"id":"a","name":"Ana"}, {"id":"b","name":"ANA"}, {"id":"c","name":"Bo"}, {"id":"d","name":"Bo"}]}"#;
        let (workspace, _) = Workspace::load(serde_json::from_str(text).unwrap()).unwrap();
        let find =
            |name| participant(&workspace, name).map(|id| id.to_string()).map_err(|error| error.to_string());
        assert_eq!(find("Ana"), Ok("a".to_owned()));
        assert_eq!(find("d"), Ok("d".to_owned()));
        for several in ["ana", "Bo"] {
            assert_eq!(find(several), Err(format!("{several} could be any of 2")));
        }
    }
}
