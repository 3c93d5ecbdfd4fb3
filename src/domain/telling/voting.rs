//! Blind rounds in words, and what of an older entry is told while one is open: nothing that it would give away.

use super::super::event::Event;
use super::super::framework::Side;
use super::super::id::{CriterionId, ItemId};
use super::super::round::OpenRound;
use super::super::tradeoff::Entry;
use super::super::workspace::Workspace;
use super::{Words, counted, subject, title};

/// `engineering votes on SSO blind`, `business votes on 6 items blind`.
pub(super) fn opened(words: Words<'_>, entry: &Entry, side: Option<Side>) -> String {
    let items = counted(words, &entry.items());
    let mut names: Vec<&str> = Vec::new();
    for event in &entry.events {
        if let Event::Answered { by, .. } = event {
            let name = super::voter(words, by);
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    if names.is_empty() {
        return format!("{} votes on {items} blind", named(side));
    }
    format!("sealed votes of {} on {items} collected", names.join(", "))
}

/// What a vote comes to beside a value that is agreed; nothing where votes count.
pub fn beside_agreed(workspace: &Workspace, entry: &Entry) -> Option<String> {
    let Event::Voted { item, criterion, to: Some(_), .. } = entry.main_event()? else { return None };
    let agreed = workspace.item(workspace.slot(item)?).scores.get(criterion)?.agreed()?;
    let agreed = super::shown(workspace.framework().criterion(criterion), agreed);
    Some(format!("{agreed} is agreed and stands until the room agrees on another"))
}

/// `the blind round on SSO is dropped`.
pub(super) fn dropped(words: Words<'_>, entry: &Entry) -> String {
    match entry.items().as_slice() {
        [only] => format!("the blind round on {} is dropped", title(words, only)),
        many => format!("{} blind rounds are dropped", many.len()),
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
        round.answers().map(|(criterion, slips)| told(words, criterion, &slips)).collect();
    format!("votes on {} revealed: {}", title(words, only), told.join(" · "))
}

/// `effort 3, 5, 8, 1 does not know`.
fn told(words: Words<'_>, criterion: &CriterionId, slips: &[super::super::vote::Slip]) -> String {
    let rule = words.workspace.framework().criterion(criterion);
    let mut votes: Vec<_> = slips.iter().filter_map(|slip| slip.value).collect();
    votes.sort_unstable();
    let mut parts: Vec<String> = votes.iter().map(|vote| super::shown(rule, *vote)).collect();
    match slips.iter().filter(|slip| slip.unsure).count() {
        0 => {}
        1 => parts.push("1 does not know".to_owned()),
        many => parts.push(format!("{many} do not know")),
    }
    if parts.is_empty() {
        parts.push("no votes".to_owned());
    }
    let name = rule.map_or_else(|| criterion.to_string(), |rule| rule.name.to_lowercase());
    format!("{name} {}", parts.join(", "))
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
