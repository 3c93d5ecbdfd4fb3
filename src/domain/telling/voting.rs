//! Blind rounds in words, and what of an older entry is told while one is open: nothing that it would give away.

use std::collections::HashSet;

use super::super::criterion::Criterion;
use super::super::event::Event;
use super::super::framework::Side;
use super::super::id::{CriterionId, ItemId};
use super::super::round::OpenRound;
use super::super::tradeoff::{Entry, EntryKind};
use super::super::vote::{Score, Slip};
use super::super::workspace::Workspace;
use super::{Words, counted, subject, title};

/// `engineering votes on SSO blind`, `business votes on 6 items blind`.
pub(super) fn opened(words: Words<'_>, entry: &Entry, side: Option<Side>) -> String {
    let again = if entry.kind == EntryKind::Undo { " again" } else { "" };
    let items = counted(words, &entry.items());
    format!("{} votes on {items} blind{again}", named(side))
}

/// `sealed votes of Ana, Bo on 6 items collected`; none of an entry that brings no answers in.
pub(super) fn collected(words: Words<'_>, entry: &Entry) -> Option<String> {
    let (mut names, mut items): (Vec<&str>, Vec<&ItemId>) = Default::default();
    let mut known = HashSet::new();
    for event in &entry.events {
        let Event::Answered { item, by, .. } = event else { continue };
        let name = super::voter(words, by);
        if !names.contains(&name) {
            names.push(name);
        }
        items.extend(known.insert(item).then_some(item));
    }
    // One answer alone is one on the keyboard.
    if entry.events.len() < 2 || items.is_empty() {
        return None;
    }
    let items = match items.as_slice() {
        [only] => title(words, only),
        items => format!("{} items", items.len()),
    };
    let end = if entry.kind == EntryKind::Undo { "taken back" } else { "collected" };
    Some(format!("sealed votes of {} on {items} {end}", names.join(", ")))
}

/// What a vote comes to beside a value that is agreed; nothing where votes count.
pub fn beside_agreed(workspace: &Workspace, entry: &Entry) -> Option<String> {
    let Event::Voted { item, criterion, to: Some(_), .. } = entry.main_event()? else { return None };
    let agreed = workspace.item(workspace.slot(item)?).scores.get(criterion)?.agreed()?;
    let agreed = super::shown(workspace.framework().criterion(criterion), agreed);
    Some(format!("{agreed} is agreed and stands until the room agrees on another"))
}

/// `the blind round on SSO is dropped`; one that was begun by mistake is none any more.
pub(super) fn dropped(words: Words<'_>, entry: &Entry) -> String {
    let ended = if entry.kind == EntryKind::Undo { "not begun" } else { "dropped" };
    match entry.items().as_slice() {
        [only] => format!("the blind round on {} is {ended}", title(words, only)),
        many => format!("{} blind rounds are {ended}", many.len()),
    }
}

/// `votes on SSO revealed: effort 3, 5, 8`; those of several items only by their number.
pub(super) fn revealed(words: Words<'_>, entry: &Entry, (item, round): (&ItemId, &OpenRound)) -> String {
    let items = entry.items();
    let [only] = items.as_slice() else { return format!("votes on {} items revealed", items.len()) };
    // While the same side votes on it, nothing is given away: neither by a round that was sealed again nor by an
    // earlier one.
    let slot = words.workspace.slot(item);
    let open = |side| slot.and_then(|slot| words.workspace.item(slot).round(side)).is_some();
    if round.side.is_some_and(open) {
        return format!("votes on {} revealed", title(words, only));
    }
    let told: Vec<String> =
        round.answers().map(|(criterion, slips)| told(words, round, (criterion, &slips))).collect();
    let told = if told.is_empty() { "nobody answered".to_owned() } else { told.join(" · ") };
    format!("votes on {} revealed: {told}", title(words, only))
}

/// `effort 3, 5, 8 (1 does not know)`, `effort 3, 5, 8 instead of 2` where something was agreed on before.
fn told(words: Words<'_>, round: &OpenRound, (criterion, slips): (&CriterionId, &[Slip])) -> String {
    let rule = words.workspace.framework().criterion(criterion);
    let mut votes: Vec<_> = slips.iter().filter_map(|slip| slip.value).collect();
    votes.sort_unstable();
    let votes: Vec<String> = votes.iter().map(|vote| super::shown(rule, *vote)).collect();
    let before = round.aside.get(criterion).and_then(Score::agreed).filter(|_| !votes.is_empty());
    let before = before.map(|value| format!(" instead of {}", super::shown(rule, value))).unwrap_or_default();
    let votes = if votes.is_empty() { "no votes".to_owned() } else { votes.join(", ") };
    let unsure = match slips.iter().filter(|slip| slip.unsure).count() {
        0 => String::new(),
        1 => " (1 does not know)".to_owned(),
        many => format!(" ({many} do not know)"),
    };
    let name = Criterion::in_words(rule, criterion);
    format!("{name} {votes}{unsure}{before}")
}

/// What is said of a fact about the value of an item that is voted on blind; none where nothing has to be hidden.
pub(super) fn veiled(words: Words<'_>, event: &Event) -> Option<String> {
    let (Event::Agreed { item, criterion, .. } | Event::Voted { item, criterion, .. }) = event else {
        return None;
    };
    words
        .workspace
        .hides(item, criterion)
        .then(|| format!("{}, hidden until the reveal", subject(words, criterion, item)))
}

fn named(side: Option<Side>) -> &'static str {
    side.map_or("nobody", Side::name)
}
