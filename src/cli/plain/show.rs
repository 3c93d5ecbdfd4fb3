//! What there is to read about one item, one entry, or the plan.

use std::borrow::Cow;

use super::answer::Answer;
use super::listing;
use super::session::{Now, Outcome, Session};
use crate::domain::check::{Verdict, checklist, tally};
use crate::domain::debt;
use crate::domain::excerpt::concerns;
use crate::domain::explain::{Explanation, Gap, Lift, Place, explain as explained, last_passage, text};
use crate::domain::facet::{Content, Facet};
use crate::domain::session::before_last;
use crate::domain::telling::{lacks_reason, tell};
use crate::domain::workspace::Workspace;
use crate::import::names::same;

/// How many entries of the log are read at once.
const ENTRIES: usize = 5;

/// Reads an item: where it stands, its scores with what they mean, what is written about it.
pub(super) fn show(session: &mut Session, rest: &str, answer: &mut Answer) -> Outcome {
    let slot = session.item(rest)?;
    let explanation = explained(&session.workshop, slot);
    let item = session.workspace().item(slot);
    answer.say(item.shown_title());
    answer.say(explanation.standing());
    answer.lines.extend(debt::sentence(item));
    for input in &explanation.inputs {
        let name = input.criterion.shown_name();
        let means = input.value.and_then(|value| input.criterion.means(value));
        let means = means.map(|means| format!(", {means}")).unwrap_or_default();
        match input.shown() {
            Some(value) => answer.say(format!("{name}: {value}{means}; {}", input.source(true))),
            None => answer.say(format!("{name}: {}", input.source(true))),
        }
    }
    answer.say(format!("id {}", item.id));
    for facet in Facet::all(item).iter().filter(|facet| !matches!(facet, Facet::Title(_))) {
        let told = match facet.content() {
            Content::Word(word) => word.map(Cow::into_owned),
            Content::Prose(prose) => prose.map(str::to_owned),
            Content::List(list) => Some(list.join("; ")).filter(|list| !list.is_empty()),
        };
        answer.lines.extend(told.map(|told| format!("{}: {told}", facet.name())));
    }
    Ok(())
}

/// Reads why an item ranks where it does.
pub(super) fn explain(session: &mut Session, rest: &str, answer: &mut Answer) -> Outcome {
    let slot = session.item(rest)?;
    let workspace = session.workspace();
    let explanation = explained(&session.workshop, slot);
    answer.say(workspace.item(slot).shown_title());
    answer.say(explanation.standing());
    answer.say(format!("score: {}", text(&explanation.names)));
    let label = explanation.label.map(|label| format!(", {label}")).unwrap_or_default();
    answer.say(format!("{}{label}", explanation.equation()));
    for input in &explanation.inputs {
        let (rule, value) = (input.criterion, input.shown().unwrap_or_else(|| "missing".to_owned()));
        answer.say(format!("{}: {}: {value}, {}", rule.side(), rule.shown_name(), input.source(true)));
    }
    if let Place::Ranked(ranked) = &explanation.place {
        for gap in [ranked.above, ranked.below].into_iter().flatten() {
            answer.say(neighbour(workspace, &gap));
        }
        answer.say(format!("one place up: {}", lift(&explanation, &explanation.up)));
        answer.say(format!("over the line: {}", lift(&explanation, &explanation.over)));
    }
    if let Some(passage) = last_passage(&session.workshop, slot) {
        let told = passage.told(workspace);
        let why = told.reason.map(|reason| format!("; why: {reason}")).unwrap_or_default();
        answer.say(format!("last crossed: {}: {}{why}", passage.headline(), told.cause));
    }
    Ok(())
}

fn neighbour(workspace: &Workspace, gap: &Gap) -> String {
    let way = if gap.ahead { "above" } else { "below" };
    format!("{way}: rank {}, {}, {}", gap.index + 1, workspace.item(gap.slot).shown_title(), gap.told())
}

fn lift(explanation: &Explanation<'_>, lift: &Lift) -> String {
    let way = |way: &crate::domain::whatif::Way| {
        let rule = explanation.inputs[way.criterion].criterion;
        format!("{} {}, then rank {}", rule.shown_name().to_lowercase(), way.reach(rule), way.index + 1)
    };
    match lift {
        Lift::Nothing(why) => (*why).to_owned(),
        Lift::Ways(ways) => ways.iter().map(way).collect::<Vec<_>>().join(", or "),
    }
}

/// Reads the log, newest first: the whole, what concerns an item, or what nobody explained.
pub(super) fn log(session: &mut Session, rest: &str, answer: &mut Answer) -> Outcome {
    let all = same(rest, "all");
    let unexplained = same(rest, "unexplained");
    let item = if rest.is_empty() || all || unexplained { None } else { Some(session.item(rest)?) };
    let workspace = session.workspace();
    let item = item.map(|slot| &workspace.item(slot).id);
    let shown = session.workshop.history().shown().iter().rev().map(|index| *index as usize);
    let entries: Vec<usize> = shown
        .filter(|index| {
            let entry = &workspace.log()[*index];
            item.is_none_or(|item| concerns(entry, item)) && (!unexplained || lacks_reason(entry))
        })
        .collect();
    session.read_entries(entries, if all { usize::MAX } else { ENTRIES }, answer);
    Ok(())
}

/// `#12, 2026-01-13 10:42, engineering: effort of X 5 → 2 · #4 → #1 · comes in; why: half is done`.
pub(super) fn entry(workspace: &Workspace, index: usize) -> String {
    let Some(entry) = workspace.log().get(index) else { return String::new() };
    let at = entry.at.map(|at| at.format(", %Y-%m-%d %H:%M").to_string()).unwrap_or_default();
    let side = entry.side.map(|side| format!(", {side}")).unwrap_or_default();
    let told = tell(workspace, entry);
    let head = format!("#{}{at}{side}: {}", entry.seq, told.headline());
    let why = told.reason.map(|why| ("why", why));
    let rest = why.into_iter().chain(told.rest).map(|(word, said)| format!("{word}: {said}"));
    std::iter::once(head).chain(rest).collect::<Vec<_>>().join("; ")
}

/// Says whether the plan is ready: what is unmet first.
pub(super) fn check(session: &Session, now: Now, answer: &mut Answer) {
    let checks = checklist(&session.workshop, before_last(session.workspace().log()), Some(now.date_naive()));
    let (met, of) = tally(&checks);
    answer.say(format!("{met} of {of} met"));
    for verdict in [Verdict::Unmet, Verdict::Met, Verdict::NotApplicable] {
        let word = if verdict == Verdict::NotApplicable { "does not apply" } else { verdict.name() };
        for check in checks.iter().filter(|check| check.verdict == verdict) {
            answer.say(format!("{word}: {}; {}", check.topic.title(), check.why));
            for lead in check.leads.iter().take(listing::PAGE) {
                let title = session.workspace().item(lead.slot).shown_title();
                let note = if lead.note.is_empty() { String::new() } else { format!(": {}", lead.note) };
                answer.say(format!("  {title}{note}"));
            }
        }
    }
}
