//! What an event changed, as an entry tells it to other programs.

use super::{Cause, Datum};
use crate::domain::call::Call;
use crate::domain::delivery::Delivery;
use crate::domain::event::Event;
use crate::domain::facet::datum;
use crate::domain::framework::FrameworkChoice;
use crate::domain::id::ItemId;
use crate::domain::item::Pin;
use crate::domain::number::Num;
use crate::domain::tie::TieBreak;
use crate::domain::workspace::Participant;
use crate::domain::{agenda, capacity, purpose};

/// The field that an event changed, from what to what.
pub(super) fn of(event: &Event) -> Cause {
    let number = |num: &Option<Num>| num.map(Datum::Number);
    let text = |text: &Option<String>| text.clone().map(Datum::Text);
    let name = |choice: &FrameworkChoice| Some(Datum::Text(choice.id().to_owned()));
    let held = |pin: &Option<Box<Pin>>| Some(Datum::Text(pin.as_ref()?.held?.name().to_owned()));
    let what = |call: &Option<Box<Call>>| Some(Datum::Text(call.as_ref()?.what.clone()));
    let named = |who: &Option<Box<Participant>>| Some(Datum::Text(who.as_ref()?.shown_name().to_owned()));
    let count = |items: &Vec<ItemId>| Some(Datum::Number(Num::from(items.len() as u32)));
    let (field, from, to) = match event {
        Event::Agreed { criterion, from, to, .. } | Event::Voted { criterion, from, to, .. } => {
            (criterion.as_str(), number(from), number(to))
        }
        Event::Added { items, .. } => ("items", None, count(items)),
        Event::Withdrawn { items, .. } => ("items", count(items), None),
        Event::Reframed { from, to } => ("framework", name(from), name(to)),
        Event::CarriedOver { criterion, values } => {
            (criterion.as_str(), None, Some(Datum::Number(Num::from(values.len() as u32))))
        }
        Event::CarriedBack { criterion, values } => {
            (criterion.as_str(), Some(Datum::Number(Num::from(values.len() as u32))), None)
        }
        Event::Delivered { from, to, .. } => ("status", Some(status(from)), Some(status(to))),
        Event::CycleClosed { cycle } => ("cycles", None, Some(Datum::Text(cycle.id.clone()))),
        Event::CycleReopened { cycle } => ("cycles", Some(Datum::Text(cycle.id.clone())), None),
        Event::TieBroken { from, to } => ("tie_breaks", settled(from, to), settled(to, from)),
        Event::Edited { from, to, .. } => (to.field(), datum(from), datum(to)),
        Event::Merged { item, into, .. } => {
            ("merged_into", None, Some(Datum::Text(format!("{item} > {into}"))))
        }
        Event::Parted { item, into, .. } => {
            ("merged_into", Some(Datum::Text(format!("{item} > {into}"))), None)
        }
        Event::Split { items, .. } => ("split", None, count(items)),
        Event::Rejoined { items, .. } => ("split", count(items), None),
        Event::AgendaSet { from, to } => return agenda::cause_of_plan(from.as_deref(), to.as_deref()),
        Event::StageTimed { stage, minutes, from, to } => {
            return agenda::cause_of_timing(stage.as_str(), *minutes, from, to);
        }
        Event::CapacitySet { from, to } => return capacity::cause(from.as_deref(), to.as_deref()),
        Event::Pinned { from, to, .. } => ("pin", held(from), held(to)),
        Event::Placed { from, to, .. } => ("horizon", from.datum(), to.datum()),
        Event::Called { from, to, .. } => ("call", what(from), what(to)),
        Event::VisionSet { from, to } => ("vision", text(from), text(to)),
        Event::GoalSet { from, to, .. } => {
            ("goals", purpose::datum(from.as_deref()), purpose::datum(to.as_deref()))
        }
        Event::ThemeSet { from, to, .. } => {
            ("themes", purpose::datum(from.as_deref()), purpose::datum(to.as_deref()))
        }
        Event::ReviewSet { from, to } => ("review", text(from), text(to)),
        Event::RoundOpened { .. } => ("rounds", None, Some(Datum::Text("open".to_owned()))),
        Event::RoundDropped { .. } => ("rounds", Some(Datum::Text("open".to_owned())), None),
        Event::Answered { criterion, .. } => (criterion.as_str(), None, None),
        Event::Revealed { .. } => {
            ("rounds", Some(Datum::Text("open".to_owned())), Some(Datum::Text("revealed".to_owned())))
        }
        Event::Concealed { .. } => {
            ("rounds", Some(Datum::Text("revealed".to_owned())), Some(Datum::Text("open".to_owned())))
        }
        Event::ParticipantSet { from, to } => ("participants", named(from), named(to)),
        Event::Reasoned { from, to, .. } => ("reason", text(from), text(to)),
    };
    Cause { field: field.to_owned(), from, to, ..Cause::default() }
}

fn status(delivery: &Delivery) -> Datum {
    Datum::Text(delivery.status().name().to_owned())
}

/// The ties that the others do not have: `sso > pay`.
fn settled(ties: &[TieBreak], others: &[TieBreak]) -> Option<Datum> {
    let told = TieBreak::without(ties, others).map(|tie| {
        let ids: Vec<&str> = tie.order.iter().map(|judged| judged.item.as_str()).collect();
        ids.join(" > ")
    });
    let told = told.collect::<Vec<_>>().join(", ");
    (!told.is_empty()).then_some(Datum::Text(told))
}
