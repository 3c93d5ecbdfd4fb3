//! An item as reports that stay in the house tell of it.

use serde::Serialize;

use super::{Desk, TITLE, cut, said, some};
use crate::domain::check::blockers_out;
use crate::domain::criterion::tidy;
use crate::domain::cycle::estimate;
use crate::domain::debt;
use crate::domain::dependency::{missing, warnings, why_unranked};
use crate::domain::horizon::condition;
use crate::domain::id::Slot;
use crate::domain::item::{Details, Kind};
use crate::domain::stands::needs;

/// One item.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Item {
    title: String,
    kind: Kind,
    /// Its rank, 1 is the top.
    rank: Option<usize>,
    #[serde(rename = "in")]
    is_in: bool,
    score: Option<String>,
    effort: Option<String>,
    owner: Option<String>,
    theme: Option<String>,
    outcome: Option<String>,
    /// What not doing it costs.
    cost: Option<String>,
    unblocks: Option<String>,
    /// `deferred ×3`.
    deferred: Option<String>,
    /// Who holds it in or out against its score, and why.
    pinned: Option<String>,
    /// Why it is parked or declined, and what would bring it back.
    reason: Option<String>,
    revisit: Option<String>,
    /// What keeps it from a rank.
    needs: String,
    /// What there is to warn of.
    warnings: Vec<String>,
}

impl Item {
    pub(super) fn of(desk: &Desk<'_>, slot: Slot) -> Item {
        let (workspace, standing) = (desk.workspace(), desk.workshop.standing());
        let item = workspace.item(slot);
        let none = Details::default();
        let details = item.rare.details.as_deref().unwrap_or(&none);
        let effort = workspace.framework().effort().map(|at| &workspace.framework().criteria()[at]);
        let effort = effort.zip(estimate(workspace, item)).map(|(rule, value)| rule.shown(value));
        let aside = item.rare.set_aside.as_deref();
        Item {
            title: title(desk, slot),
            kind: item.kind,
            rank: standing.index(slot).map(|index| index + 1),
            is_in: standing.is_in(slot),
            score: standing.seat(slot).map(|seat| tidy((seat.score * 100.0).round() / 100.0)),
            effort,
            owner: some(details.owner.as_deref()),
            theme: desk.aims.theme(item).map(|theme| cut(theme.shown_title(), TITLE)),
            outcome: some(details.outcome.as_deref()),
            cost: debt::cost(item).map(said),
            unblocks: some(details.unblocks.as_deref()),
            deferred: debt::told(item).map(|told| told.trim_start_matches("⚠ ").to_owned()),
            pinned: item
                .rare
                .pin
                .as_deref()
                .map(|pin| pinned(pin.held.map_or("", |held| held.name()), &pin.owner, &pin.reason)),
            reason: some(aside.map(|aside| aside.reason.as_str())),
            revisit: some(aside.map(|aside| condition(&aside.revisit))),
            needs: needs(workspace, item).join(", "),
            warnings: warnings(desk.workshop, slot)
                .into_iter()
                .filter_map(|forms| Some(said(forms.first()?.trim_start_matches("⚠ "))))
                .collect(),
        }
    }
}

/// `pinned in by Ana: the audit is in March`.
fn pinned(held: &str, owner: &str, reason: &str) -> String {
    let by = if owner.trim().is_empty() { String::new() } else { format!(" by {}", said(owner)) };
    let why = if reason.trim().is_empty() { String::new() } else { format!(": {}", said(reason)) };
    format!("pinned {held}{by}{why}")
}

/// The title of an item.
pub(super) fn title(desk: &Desk<'_>, slot: Slot) -> String {
    cut(desk.workspace().item(slot).shown_title(), TITLE)
}

/// What an item waits for and is still to be done: each with where it stands.
pub(super) fn waits_for(desk: &Desk<'_>, slot: Slot) -> Vec<String> {
    let (standing, dependencies) = (desk.workshop.standing(), desk.workshop.dependencies());
    let open = dependencies.blockers_named(slot).filter(|blocker| dependencies.is_open(*blocker));
    let told = |blocker: Slot| {
        let stands = match standing.index(blocker) {
            None => why_unranked(desk.workshop, blocker).to_owned(),
            Some(index) => {
                let side = standing.side(blocker).map(|side| format!(", {side}")).unwrap_or_default();
                format!("#{}{side}", index + 1)
            }
        };
        format!("{} ({stands})", title(desk, blocker))
    };
    let item = desk.workspace().item(slot);
    let gone =
        missing(desk.workspace(), item).map(|id| format!("{} (not in the backlog)", said(id.as_str())));
    open.map(told).chain(gone).collect()
}

/// Whether an item waits for something that will not be done in this cycle.
pub(super) fn is_blocked(desk: &Desk<'_>, slot: Slot) -> bool {
    blockers_out(desk.workshop, slot).next().is_some()
        || missing(desk.workspace(), desk.workspace().item(slot)).next().is_some()
        || desk.workshop.dependencies().cycle_of(slot).is_some()
}
