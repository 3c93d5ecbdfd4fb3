//! An entry of the log in words: what was changed, where it led, who came in and who fell out.
//!
//! The texts hold titles and names as the file spells them: whoever shows them scrubs them.

mod ending;
mod reconciled;
mod reshaping;
mod scoring;
mod voting;

pub use voting::beside_agreed;

use std::fmt;

use super::agenda;
use super::call::Call;
use super::dependency;
use super::event::Event;
use super::facet;
use super::framework::{Criterion, FrameworkChoice};
use super::id::{CriterionId, ItemId, ParticipantId};
use super::number::Num;
use super::review;
use super::standing::{Crossing, Goes};
use super::tie::TieBreak;
use super::tradeoff::{Cause, Datum, Entry, EntryKind};
use super::workspace::Workspace;
use super::{call, capacity, horizon, people, pin, pull, purpose, restore};

/// What stands in the place of a reason that nobody gave.
pub const NO_REASON: &str = "no reason given";

/// How many of the others who came in, or fell out, are named.
pub const NAMED: usize = 3;

/// The parts of one entry, each ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What was changed: `effort of Fix payments 5 → 2`.
    pub cause: String,
    /// Where its item went: `#4 → #1`; none where no rank is involved.
    pub rank: Option<String>,
    /// Who crossed the line, the item itself first: `comes in`, `SSO falls out`.
    pub crossing: Vec<Crossed>,
    /// Who came to stand above what it waits for: `⚠ above its blocker #14 Ledger split`.
    pub inversions: Vec<String>,
    /// Why; [`NO_REASON`] when a change made somebody cross the line without one.
    pub reason: Option<String>,
    /// What else there is to it, each under its word: of a call `instead of` and `disappointed`, of an import whom it
    /// brought and changed.
    pub rest: Vec<(&'static str, String)>,
}

/// One crossing of the line in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossed {
    /// Who, or how many more; none for the item itself.
    pub who: Option<String>,
    /// Which way.
    pub goes: Goes,
    /// How many that are.
    pub count: usize,
    /// What there is to say of it behind that: `, put off for the third time`.
    pub after: String,
}

impl fmt::Display for Crossed {
    /// `comes in`, `SSO falls out`, `and 2 more fall out`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.who.iter().try_for_each(|who| write!(f, "{who} "))?;
        write!(f, "{}{}", self.goes.verb(self.count), self.after)
    }
}

impl Told {
    /// Everything but the reason, in one line.
    pub fn headline(&self) -> String {
        let told = [self.cause.clone()].into_iter().chain(self.outcome());
        told.chain(self.inversions.iter().cloned()).collect::<Vec<_>>().join(" · ")
    }

    /// What came of it: the rank, then who crossed the line.
    pub fn outcome(&self) -> impl Iterator<Item = String> {
        self.rank.iter().cloned().chain(self.crossing.iter().map(Crossed::to_string))
    }
}

/// Puts an entry of the workspace's log into words.
pub fn tell(workspace: &Workspace, entry: &Entry) -> Told {
    tell_at_length(workspace, entry, NAMED)
}

/// The same, with titles that are made to fit, and so many named of the others who came in, and fell out.
pub fn tell_short(
    workspace: &Workspace,
    entry: &Entry,
    named: usize,
    shorten: &dyn Fn(&str) -> String,
) -> Told {
    told(Words { workspace, shorten, named }, entry)
}

/// The same at length: up to so many of the others who came in, and fell out, are named.
pub fn tell_at_length(workspace: &Workspace, entry: &Entry, named: usize) -> Told {
    tell_short(workspace, entry, named, &str::to_owned)
}

fn told(words: Words<'_>, entry: &Entry) -> Told {
    Told {
        cause: cause(words, entry),
        rank: rank(words, entry),
        crossing: crossing(words, entry),
        inversions: dependency::told(entry, &|id| title(words, id), &|id| words.workspace.is_blind(id)),
        reason: entry
            .reason
            .as_deref()
            .or_else(|| lacks_reason(entry).then_some(NO_REASON))
            .map(str::to_owned),
        rest: entry.call().map_or_else(|| reshaping::whom(words, entry), Call::rest),
    }
}

/// Whether somebody should have said why.
pub fn lacks_reason(entry: &Entry) -> bool {
    entry.calls_for_reason() && entry.reason.is_none()
}

/// Where names are looked up, how long titles may be, and how many of the others are named.
#[derive(Clone, Copy)]
struct Words<'a> {
    workspace: &'a Workspace,
    shorten: &'a dyn Fn(&str) -> String,
    named: usize,
}

fn cause(words: Words<'_>, entry: &Entry) -> String {
    let several = pull::told(entry, words.named, &|id| title(words, id))
        .or_else(|| voting::collected(words, entry))
        .or_else(|| agenda::told_timings(words.workspace, entry));
    let told = match (entry.main_event(), &entry.cause) {
        _ if several.is_some() => several.unwrap_or_default(),
        _ if entry.kind == EntryKind::Reconcile => reconciled::told(words, entry),
        _ if entry.kind == EntryKind::Restore => restore::told(entry.cause.as_deref()),
        (Some(event), _) => fact(words, entry, event),
        (None, Some(cause)) => bare(words, entry, cause),
        (None, None) => return entry.kind.to_string(),
    };
    match entry.kind {
        EntryKind::Undo | EntryKind::Redo => format!("{}: {told}", entry.kind),
        _ => told,
    }
}

fn fact(words: Words<'_>, entry: &Entry, event: &Event) -> String {
    if let Some(veiled) = voting::veiled(words, event) {
        return veiled;
    }
    match event {
        Event::Agreed { item, criterion, from, to } => {
            scoring::agreed(words, entry, (item, criterion), (*from, *to))
        }
        Event::Voted { item, criterion, participant, from, to } => {
            scoring::voted(words, participant, (*from, *to), criterion, item)
        }
        Event::Edited { item, from, to } => {
            facet::told(words.workspace, full_title(words, item), (from, to), words.shorten)
        }
        Event::Added { source: Some(source), .. } => reshaping::imported(entry, source),
        Event::Added { items, .. } => format!("{} added", counted(words, items)),
        Event::Withdrawn { source: Some(source), .. } => {
            format!("{} taken back", reshaping::imported(entry, source))
        }
        Event::Withdrawn { items, .. } => format!("{} taken back", counted(words, items)),
        Event::Reframed { from, to } if from.id() == to.id() => {
            format!("weights of {} changed", framework_name(to))
        }
        Event::Reframed { from, to } => {
            format!("framework {} → {}", framework_name(from), framework_name(to))
        }
        Event::CarriedOver { criterion, values } => {
            format!("{} of {} items carried over", criterion, values.len())
        }
        Event::CarriedBack { criterion, values } => {
            format!("{} of {} items cleared", criterion, values.len())
        }
        Event::Merged { item, into, .. } => reshaping::merged(words, item, into, true),
        Event::Parted { item, into, .. } => reshaping::merged(words, item, into, false),
        Event::Split { item, items } => reshaping::split(words, entry, (item, items), true),
        Event::Rejoined { item, items } => reshaping::split(words, entry, (item, items), false),
        Event::Delivered { item, from, to } => ending::delivered(words, item, from, to),
        Event::CycleClosed { cycle } => ending::closed(cycle),
        Event::CycleReopened { cycle } => format!("cycle {} open again", cycle.id),
        Event::TieBroken { from, to } => tie(words, from, to),
        Event::CapacitySet { from, to } => capacity::told(from.as_deref(), to.as_deref()),
        Event::Pinned { item, from, to } => pin::told(&title(words, item), from.as_deref(), to.as_deref()),
        Event::Placed { item, from, to } => {
            horizon::told(&title(words, item), from, to, horizon::repinned(&entry.events))
        }
        Event::Called { item, entry, from, to } => {
            let on_item = item.as_ref().map(|item| title(words, item));
            let on = entry.map(|entry| target(words, entry)).or(on_item);
            call::told(on, from.as_deref(), to.as_deref())
        }
        Event::VisionSet { from, to } => purpose::vision_told(from.as_deref(), to.as_deref()),
        Event::GoalSet { from, to, .. } => {
            purpose::told(words.workspace, (from.as_deref(), to.as_deref()), words.shorten)
        }
        Event::ThemeSet { from, to, .. } => {
            purpose::told(words.workspace, (from.as_deref(), to.as_deref()), words.shorten)
        }
        Event::ReviewSet { from, to } => review::told(from.as_deref(), to.as_deref()),
        Event::RoundOpened { round, .. } => voting::opened(words, entry, round.side),
        Event::RoundDropped { .. } => voting::dropped(words, entry),
        Event::Answered { item, by, criterion, .. } => {
            format!("{} answers on {}", voter(words, by), subject(words, criterion, item))
        }
        Event::Revealed { item, round, .. } => voting::revealed(words, entry, (item, round)),
        Event::Concealed { .. } => {
            format!("votes on {} sealed again, after they were seen", counted(words, &entry.items()))
        }
        Event::ParticipantSet { from, to } => people::told(from.as_deref(), to.as_deref()),
        Event::AgendaSet { from, to } => agenda::told_plan(from.as_deref(), to.as_deref()),
        Event::StageTimed { stage, .. } => stage.to_string(),
        Event::Reasoned { entry, to: Some(reason), .. } => {
            format!("reason for {}: {reason}", target(words, *entry))
        }
        Event::Reasoned { entry, to: None, .. } => {
            format!("reason for {} taken back", target(words, *entry))
        }
    }
}

fn framework_name(choice: &FrameworkChoice) -> String {
    choice.resolve().map_or_else(|_| choice.id().to_owned(), |framework| framework.name().to_owned())
}

fn voter<'a>(words: Words<'a>, id: &'a ParticipantId) -> &'a str {
    words.workspace.name_of(id)
}

/// `tie settled: SSO before Dark mode`; a tie that is only left to the scores again is named by its items.
fn tie(words: Words<'_>, from: &[TieBreak], to: &[TieBreak]) -> String {
    let told = |tie: &TieBreak, between: &str| {
        let titles: Vec<String> = tie.order.iter().map(|judged| title(words, &judged.item)).collect();
        titles.join(between)
    };
    match (TieBreak::without(to, from).last(), TieBreak::without(from, to).last()) {
        (Some(settled), _) => format!("tie settled: {}", told(settled, " before ")),
        (None, Some(left)) => format!("tie left to the scores: {}", told(left, ", ")),
        (None, None) => "ties settled".to_owned(),
    }
}

/// `effort of Fix payments`.
fn subject(words: Words<'_>, criterion: &CriterionId, item: &ItemId) -> String {
    let rule = words.workspace.framework().criterion(criterion);
    format!("{} of {}", Criterion::in_words(rule, criterion), title(words, item))
}

/// The one item, or how many.
fn counted(words: Words<'_>, items: &[ItemId]) -> String {
    match items {
        [only] => title(words, only),
        items => format!("{} items", items.len()),
    }
}

/// What an earlier entry was about. Reasons and calls are not followed further: a file that was edited
/// by hand may lead round in circles.
fn target(words: Words<'_>, seq: u64) -> String {
    let found = words.workspace.entry_index(seq).map(|index| &words.workspace.log()[index]);
    match found.map(|entry| (entry, entry.events.first())) {
        None | Some((_, Some(Event::Reasoned { .. }))) => format!("entry {seq}"),
        Some((_, Some(Event::Called { from, to, .. }))) => {
            let what = to.as_ref().or(from.as_ref()).map_or("", |call| call.what.as_str());
            format!("the call {what}").trim_end().to_owned()
        }
        Some((entry, _)) => cause(words, entry),
    }
}

/// A cause without the facts behind it, as other programs may write one.
fn bare(words: Words<'_>, entry: &Entry, cause: &Cause) -> String {
    let datum = |datum: &Option<Datum>| match datum {
        Some(Datum::Number(number)) => number.to_string(),
        Some(Datum::Text(text)) => text.clone(),
        None => "–".to_owned(),
    };
    let change = format!("{} → {}", datum(&cause.from), datum(&cause.to));
    match &entry.item {
        Some(item) => format!("{} {change}", subject(words, &cause.field.as_str().into(), item)),
        None => format!("{} {change}", cause.field),
    }
}

fn rank(words: Words<'_>, entry: &Entry) -> Option<String> {
    if tells_no_rank(words, entry) {
        return None;
    }
    match (entry.rank.from, entry.rank.to) {
        (None, None) => None,
        (Some(from), Some(to)) if from == to => match entry.main_event() {
            Some(Event::Pinned { .. }) => Some(format!("#{to} by score")),
            _ => Some(format!("stays #{to}")),
        },
        (Some(from), Some(to)) => Some(format!("#{from} → #{to}")),
        (None, Some(to)) => Some(format!("no rank → #{to}")),
        (Some(from), None) => Some(format!("#{from} → no rank")),
    }
}

/// Whether where its item stands is no matter of an entry, or is told by something else.
fn tells_no_rank(words: Words<'_>, entry: &Entry) -> bool {
    let item = entry.item.as_ref();
    let leaves_it_alone = match entry.main_event() {
        // Whoever is voted on has no rank, and the one that was before until it is over; what is only written down leaves
        // every rank alone.
        Some(
            Event::RoundOpened { .. }
            | Event::RoundDropped { .. }
            | Event::Reasoned { .. }
            | Event::Called { .. }
            | Event::Edited { .. },
        ) => true,
        // What is pulled in leaves the rank of the item that waits for it alone.
        Some(Event::Pinned { item: pinned, .. }) => item != Some(pinned),
        _ => entry.kind == EntryKind::Reason,
    };
    // Nobody is to be anchored by where it stood.
    let is_blind = item.is_some_and(|id| words.workspace.is_blind(id));
    leaves_it_alone || is_blind || item.is_some_and(|id| entry.delivered().contains(id))
}

/// Who fell out with an entry and who came in, by their whole titles: those who lost come first.
pub fn crossed_by_name(workspace: &Workspace, entry: &Entry) -> Vec<(Goes, String)> {
    let title = |id: &ItemId| {
        let slot = workspace.slot(id);
        slot.map_or(id.as_str(), |slot| workspace.item(slot).shown_title()).to_owned()
    };
    told_crossing(workspace, entry).losers_first().map(|(goes, id)| (goes, title(id))).collect()
}

/// Who crossed the line, of whom it is to be told: not of whoever is voted on, and what is done fell out of nothing.
pub fn told_crossing<'e>(workspace: &Workspace, entry: &'e Entry) -> Crossing<&'e ItemId> {
    let delivered = entry.delivered();
    let told = |ids| workspace.in_the_open(ids).filter(|id| !delivered.contains(id)).collect();
    Crossing { entered: told(&entry.entered), left: told(&entry.left) }
}

fn crossing(words: Words<'_>, entry: &Entry) -> Vec<Crossed> {
    let is_subject = |id: &&&ItemId| entry.item.as_ref() == Some(**id);
    let crossing = told_crossing(words.workspace, entry);
    let again = |id: &ItemId| ending::put_off(words, entry, id).unwrap_or_default();
    let mut told: Vec<Crossed> = Vec::new();
    for (goes, ids) in crossing.ways() {
        let subject = ids.iter().find(is_subject);
        told.extend(subject.map(|id| Crossed { who: None, goes, count: 1, after: again(id) }));
    }
    for (goes, ids) in crossing.ways() {
        let mut others = ids.iter().filter(|id| !is_subject(id));
        for id in others.by_ref().take(words.named) {
            told.push(Crossed { who: Some(title(words, id)), goes, count: 1, after: again(id) });
        }
        let count = others.count();
        let more = (count > 0).then(|| format!("and {count} more"));
        told.extend(more.map(|more| Crossed { who: Some(more), goes, count, after: String::new() }));
    }
    told
}

fn shown(rule: Option<&Criterion>, value: Num) -> String {
    rule.map_or_else(|| value.to_string(), |rule| rule.shown(value))
}

/// The title of an item that fits, or its id where it is not there any more.
fn title(words: Words<'_>, id: &ItemId) -> String {
    (words.shorten)(full_title(words, id))
}

fn full_title<'a>(words: Words<'a>, id: &'a ItemId) -> &'a str {
    let workspace = words.workspace;
    workspace.slot(id).map_or(id.as_str(), |slot| workspace.item(slot).shown_title())
}

#[cfg(test)]
mod tests;
