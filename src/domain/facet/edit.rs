//! Deciding on an edit: what is written is tidied first, and refused where it cannot stand.

use super::{Facet, ItemId};
use crate::domain::command::{Decision, Rejection};
use crate::domain::delivery;
use crate::domain::event::Event;
use crate::domain::id::Slot;
use crate::domain::item::Item;
use crate::domain::limits;
use crate::domain::text::each_once;
use crate::domain::tradeoff::EntryKind;
use crate::domain::workspace::Workspace;

/// Decides on an edit; changes nothing.
pub(in crate::domain) fn edit(workspace: &Workspace, slot: Slot, to: Facet) -> Result<Decision, Rejection> {
    let item = workspace.item(slot);
    let to = to.tidied();
    let event = edited(item, to.clone()).ok_or(Rejection::Unchanged)?;
    allowed(workspace, item, &to)?;
    let mut decision = Decision::new(EntryKind::Edit, vec![event]);
    decision.entry.item = Some(item.id.clone());
    Ok(decision)
}

/// The edit that puts a facet on an item; none where it is there already.
pub(in crate::domain) fn edited(item: &Item, to: Facet) -> Option<Event> {
    let from = to.of(item);
    (from != to).then(|| Event::Edited { item: item.id.clone(), from, to })
}

/// A blocker that is not there may stay where a file brought it; nobody may add one.
fn allowed(workspace: &Workspace, item: &Item, to: &Facet) -> Result<(), Rejection> {
    match to {
        Facet::Title(title) if title.is_empty() => Err(Rejection::NoTitle),
        Facet::Title(title) => limits::check_title(title),
        Facet::ActualEffort(effort) => delivery::check_actual(*effort),
        Facet::DependsOn(ids) if ids.contains(&item.id) => Err(Rejection::OnItself(item.called())),
        Facet::DependsOn(ids) => {
            let unknown = |id: &&ItemId| workspace.slot(id).is_none() && !item.rare.depends_on.contains(id);
            ids.iter().find(unknown).map_or(Ok(()), |id| Err(Rejection::UnknownItem(id.clone())))
        }
        _ => Ok(()),
    }
}

impl Facet {
    /// The same without what nobody meant: space around it, entries that say nothing or stand twice.
    #[must_use]
    fn tidied(self) -> Facet {
        let one =
            |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let many = |list: Vec<String>| each_once(list.into_iter().filter_map(|text| one(Some(text))));
        match self {
            Facet::Title(title) => Facet::Title(title.trim().to_owned()),
            Facet::Theme(text) => Facet::Theme(one(text)),
            Facet::Goals(list) => Facet::Goals(many(list)),
            Facet::Outcome(text) => Facet::Outcome(one(text)),
            Facet::CostOfNotDoing(text) => Facet::CostOfNotDoing(one(text)),
            Facet::Unblocks(text) => Facet::Unblocks(one(text)),
            Facet::Hypothesis(text) => Facet::Hypothesis(one(text)),
            Facet::Description(text) => Facet::Description(one(text)),
            Facet::Acceptance(list) => Facet::Acceptance(many(list)),
            Facet::Risks(list) => Facet::Risks(many(list)),
            Facet::Source(text) => Facet::Source(one(text)),
            Facet::Owner(text) => Facet::Owner(one(text)),
            Facet::Tags(list) => Facet::Tags(many(list)),
            Facet::DependsOn(ids) => Facet::DependsOn(each_once(ids)),
            same @ (Facet::Kind(_) | Facet::Class(_) | Facet::ActualEffort(_)) => same,
        }
    }
}
