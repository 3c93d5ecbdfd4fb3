//! What a step of a session comes to in a workshop: the command, where there is something that it could be about.

use cutline::domain::band::band_at;
use cutline::domain::call::{About, Call};
use cutline::domain::command::Command;
use cutline::domain::cycle::Closing;
use cutline::domain::facet::Facet;
use cutline::domain::framework::Criterion;
use cutline::domain::id::Slot;
use cutline::domain::item::{Pin, SetAside};
use cutline::domain::number::Num;
use cutline::domain::purpose::Listing;
use cutline::domain::round::Ask;
use cutline::domain::vote::Slip;
use cutline::domain::workshop::Workshop;
use cutline::domain::workspace::{Capacity, Participant, Workspace};
use proptest::sample::Index;

use super::sessions::{Step, item_from, read, values};

impl Step {
    /// What the step means in this workshop; nothing where there is no item or entry to mean.
    #[expect(clippy::too_many_lines, reason = "one arm for each step")]
    pub(crate) fn command(&self, workshop: &Workshop) -> Option<Command> {
        let workspace = workshop.workspace();
        let target = |item: &Index, criterion: &Index| {
            let items = workspace.items().len();
            let rule = criterion.get(workspace.framework().criteria()).clone();
            (items > 0).then(|| (Slot::new(item.index(items)), rule))
        };
        Some(match self {
            Step::Agree { item, criterion, to } => {
                let (item, rule) = target(item, criterion)?;
                Command::Agree {
                    item,
                    criterion: rule.id.clone(),
                    to: to.as_ref().map(|to| *to.get(&values(&rule))),
                }
            }
            Step::Vote { item, criterion, participant, to } => {
                let (item, rule) = target(item, criterion)?;
                let participants = &workspace.head().participants;
                let voters: Vec<_> =
                    participants.iter().filter(|person| person.scores(rule.side())).collect();
                Command::Vote {
                    item,
                    criterion: rule.id.clone(),
                    participant: participant.get(&voters).id.clone(),
                    to: to.as_ref().map(|to| *to.get(&values(&rule))),
                }
            }
            Step::Add(items) => Command::Add(items.iter().map(item_from).collect()),
            Step::Edit { item, to } => {
                let items = workspace.items().len();
                let to: Facet = serde_json::from_value(to.clone()).unwrap();
                (items > 0).then(|| Command::Edit { item: Slot::new(item.index(items)), to })?
            }
            Step::SetCapacity(capacity) => Command::SetCapacity(read::<Option<Capacity>>(capacity)),
            Step::Pin { item, pin } => {
                let items = workspace.items().len();
                let item = (items > 0).then(|| Slot::new(item.index(items)))?;
                Command::Pin { item, to: read::<Option<Pin>>(pin) }
            }
            Step::Call { on, about, call } => {
                let (items, log) = (workspace.items().len(), workspace.log());
                let about = match about {
                    1 if items > 0 => About::Item(Slot::new(on.index(items))),
                    2 if !log.is_empty() => About::Entry(log[on.index(log.len())].seq),
                    _ => About::Nothing,
                };
                Command::Call { about, call: read::<Call>(call) }
            }
            Step::Merge { item, into } => {
                let items = workspace.items().len();
                let slot = |index: &Index| Slot::new(index.index(items));
                (items > 0).then(|| Command::Merge { item: slot(item), into: slot(into) })?
            }
            Step::Split { item, titles } => {
                let items = workspace.items().len();
                let titles = titles.iter().map(|title| (*title).to_owned()).collect();
                (items > 0).then(|| Command::Split { item: Slot::new(item.index(items)), titles })?
            }
            Step::Reason { entry, text } => {
                let log = workspace.log();
                let entry = (!log.is_empty()).then(|| log[entry.index(log.len())].seq)?;
                Command::Reason { entry, text: text.map(str::to_owned) }
            }
            Step::BreakTie { rank, order } => {
                let ranked = workshop.standing().order();
                let band = (!ranked.is_empty()).then(|| band_at(workshop, rank.index(ranked.len())))??;
                let mut left: Vec<Slot> = ranked[band].to_vec();
                let by_hand = order
                    .iter()
                    .map_while(|next| (!left.is_empty()).then(|| left.remove(next.index(left.len()))));
                Command::BreakTie(by_hand.collect())
            }
            Step::Untie(item) => Command::BreakTie(vec![any_slot(workspace, *item)?]),
            Step::Finish(item, halves) => Command::Finish {
                item: any_slot(workspace, *item)?,
                actual: in_halves(*halves),
                date: "2026-01-20".to_owned(),
            },
            Step::Reopen(item) => Command::Reopen(any_slot(workspace, *item)?),
            Step::Close(done) => {
                let mut done: Vec<(Slot, Option<Num>)> = done
                    .iter()
                    .filter_map(|(item, halves)| Some((any_slot(workspace, *item)?, in_halves(*halves))))
                    .collect();
                done.sort_by_key(|(slot, _)| *slot);
                done.dedup_by_key(|(slot, _)| *slot);
                let id = format!("cycle {}", workspace.head().cycles.len());
                Command::CloseCycle(Closing { id, date: "2026-01-20".to_owned(), done })
            }
            Step::Round(what, items, side) => {
                let mut items: Vec<Slot> =
                    items.iter().filter_map(|item| any_slot(workspace, *item)).collect();
                items.sort_unstable();
                items.dedup();
                let open = |slot: &Slot| workspace.item(*slot).round(*side).is_some();
                match what {
                    0 => Command::OpenRounds { items, side: *side, ask: Ask::Everything },
                    1 => Command::OpenRounds { items, side: *side, ask: Ask::TheRest },
                    2 | 3 => {
                        // Mostly what is open: nothing else can be revealed.
                        let slots = (0..workspace.items().len()).map(Slot::new);
                        let all: Vec<Slot> = slots.filter(open).collect();
                        Command::Reveal { items: if all.is_empty() { items } else { all }, side: *side }
                    }
                    _ => Command::DropRounds { items, side: *side },
                }
            }
            Step::Answer { item, criterion, participant, to, unsure } => {
                let slots = (0..workspace.items().len()).map(Slot::new);
                let open: Vec<Slot> = slots.filter(|slot| workspace.item(*slot).in_round()).collect();
                let item = if open.is_empty() { any_slot(workspace, *item)? } else { *item.get(&open) };
                let rules: Vec<&Criterion> = workspace.framework().criteria().iter().collect();
                let within: Vec<&Criterion> = rules
                    .iter()
                    .copied()
                    .filter(|rule| workspace.item(item).round(rule.side()).is_some())
                    .collect();
                let rule = criterion.get(if within.is_empty() { &rules } else { &within });
                let by = participant.get(&workspace.head().participants).id.clone();
                let value = to.as_ref().map(|to| *to.get(&values(rule)));
                let slip = Slip { by, value, unsure: *unsure && value.is_none(), ..Slip::default() };
                Command::Answer { item, criterion: rule.id.clone(), slip, nonce: workspace.last_seq() }
            }
            Step::Decide(item, criterion, to) => {
                let (item, rule) = target(item, criterion)?;
                let to = *to.get(&values(&rule));
                let (owner, reason) = ("Raj".to_owned(), "no time".to_owned());
                Command::Decide { item, criterion: rule.id.clone(), to, owner, reason }
            }
            Step::Person(who, to) => {
                let mut to: Participant = read(to);
                let known = &workspace.head().participants;
                // Now and then somebody new.
                if who.index(3) > 0 {
                    to.id = who.get(known).id.clone();
                }
                Command::SetParticipant(to)
            }
            Step::SetVision(to) => Command::SetVision(to.map(str::to_owned)),
            Step::ListGoal(what, at, to) => {
                Command::ListGoal(listing(*what, *at, workspace.head().goals.len(), read(to)))
            }
            Step::ListTheme(what, at, to) => {
                Command::ListTheme(listing(*what, *at, workspace.head().themes.len(), read(to)))
            }
            Step::Place { item, to, until, hold } => {
                let items = workspace.items().len();
                let item = (items > 0).then(|| Slot::new(item.index(items)))?;
                let aside = until.map(|until| SetAside {
                    reason: "not worth it".to_owned(),
                    revisit: until.to_owned(),
                    at: Some("2026-01-20".to_owned()),
                    ..SetAside::default()
                });
                Command::Place { item, to: *to, aside, hold: hold.clone() }
            }
            Step::Undo => Command::Undo,
            Step::Redo => Command::Redo,
        })
    }
}

/// Something is done to a list of so many; to an empty one, an entry is added.
fn listing<T>(what: u8, at: Index, len: usize, to: T) -> Listing<T> {
    match what {
        2 if len > 0 => Listing::Change(at.index(len), to),
        3 if len > 0 => Listing::Remove(at.index(len)),
        _ => Listing::Add(to),
    }
}

fn any_slot(workspace: &Workspace, item: Index) -> Option<Slot> {
    let items = workspace.items().len();
    (items > 0).then(|| Slot::new(item.index(items)))
}

fn in_halves(halves: Option<u8>) -> Option<Num> {
    Num::new(f64::from(halves?) / 2.0)
}
