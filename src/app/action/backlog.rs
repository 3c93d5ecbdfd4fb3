//! What changes the backlog: items, the line, the framework, and taking it back.

use super::{Action, Place, Spec, spec};
use crate::app::closed;
use crate::app::ready::{
    any_selected, can_break_tie, can_classify, can_end_cycle, can_filter, can_finish, can_pin, can_place,
    can_reason, can_redo, can_reopen, can_undo, can_write, is_filtered,
};
use crate::domain::item::Horizon;

/// About the last change.
#[rustfmt::skip]
pub(super) const LAST: &[Spec] = &[
    spec(Action::Reason, "reason", Place::Everywhere,
        ("Give a reason", "Writes down why: for the selected trade-off in the log, else for the last one."),
        Some("reason"), can_reason),
    spec(Action::Undo, "undo", Place::Everywhere,
        ("Undo", "Takes back the last change, as an entry of its own."), Some("undo"), can_undo),
    spec(Action::Redo, "redo", Place::Everywhere,
        ("Redo", "Does again what was taken back last."), None, can_redo),
];

/// Overruling the scores.
#[rustfmt::skip]
pub(super) const HOLD: &[Spec] = &[
    spec(Action::Pin, "pin", Place::Everywhere,
        ("Pin the item, or let it go", "Holds the selected item in or out against its score, with an owner and a reason; shows the price."),
        Some("pin"), can_pin),
];

/// The backlog as a whole, from its capacity to the end of its cycle.
#[rustfmt::skip]
pub(super) const PLAN: &[Spec] = &[
    spec(Action::Capacity, "capacity", Place::Everywhere,
        ("Change the capacity", "Sets how much fits and how much of it should be technical; shows who would cross the line."),
        Some("capacity"), can_write),
    spec(Action::AddItem, "add-item", Place::Everywhere,
        ("Add an item", "Brings a new item into the backlog, by its title."), Some("add"), can_write),
    spec(Action::Import, "import", Place::Everywhere,
        ("Import a backlog", "Reads a tracker's export, a table, a workbook or a list, and shows what would come of it first."),
        None, can_write),
    spec(Action::Framework, "framework", Place::Everywhere,
        ("Change the framework", "Shows what another framework would do to every rank, before it is applied."),
        Some("framework"), can_write),
    spec(Action::Weights, "weights", Place::Everywhere,
        ("Change the weights", "Shows what other weights would do to every rank, before they are applied."),
        None, can_write),
    spec(Action::BreakTie, "break-tie", Place::Everywhere,
        ("Settle a near-tie", "Asks which of two comes first until the near-tie around the selected item is in order."),
        Some("this or that"), can_break_tie),
    spec(Action::Call, "call", Place::Everywhere,
        ("Make a call", "Writes down a decision: what, by whom, why, instead of what, who is disappointed."),
        None, can_write),
    spec(Action::Class, "class", Place::Everywhere,
        ("MoSCoW class", "Says how much depends on the selected item: must, should, could or won't."), None, can_classify),
    spec(Action::Filter, "filter", Place::Everywhere,
        ("Filter", "Chooses which items the panes show, by kind, MoSCoW, theme, goal, owner and more; ranks stay."),
        None, can_filter),
    spec(Action::ShowAll, "show-all", Place::Everywhere,
        ("Show all items", "Takes the filter away."), Some("show all"), is_filtered),
    spec(Action::MarkDone, "mark-done", Place::Everywhere,
        ("Mark as done", "Marks the selected item as done and asks what it took; its room stays taken until the cycle ends."),
        None, can_finish),
    spec(Action::Reopen, "reopen", Place::Everywhere,
        ("Open an item again", "Lists what was done since the last cycle was closed, to open one of it again."), None, can_reopen),
    spec(Action::EndCycle, "end-cycle", Place::Everywhere,
        ("End the cycle", "Shows what is committed, put off and done, takes what it took, and closes the cycle."),
        None, can_end_cycle),
    spec(Action::ClosedCycle, "closed-cycle", Place::Everywhere,
        ("The last cycle", "Lists what was done in the last cycle that was closed, what stayed and what was put off; ← goes further back."),
        None, closed::any_closed),
];

/// The selected item: where it is put, why it stands where it does.
#[rustfmt::skip]
pub(super) const ITEM: &[Spec] = &[
    spec(Action::Place(Horizon::Now), "to-now", Place::Everywhere,
        ("Move to now", "Brings the item over the line: where its score does not, a pin does, with an owner and a reason."),
        None, |app| can_place(app, Horizon::Now)),
    spec(Action::Place(Horizon::Next), "to-next", Place::Everywhere,
        ("Move to next", "Puts the item on the next horizon; takes a pin where the line holds it in."),
        None, |app| can_place(app, Horizon::Next)),
    spec(Action::Place(Horizon::Later), "to-later", Place::Everywhere,
        ("Move to later", "Puts the item on the later horizon; takes a pin where the line holds it in."),
        None, |app| can_place(app, Horizon::Later)),
    spec(Action::Explain, "explain", Place::Everywhere,
        ("Explain this rank", "Shows the selected item's formula with its numbers, the gaps around it, and what would move it."),
        Some("explain"), any_selected),
    spec(Action::Place(Horizon::Parked), "park", Place::Everywhere,
        ("Park the item", "Takes the item out of the ranking until something comes true; asks why, and until when."),
        Some("park"), |app| can_place(app, Horizon::Parked)),
    spec(Action::Place(Horizon::Declined), "decline", Place::Everywhere,
        ("Decline the item", "Decides against the item; asks why, and when to look at it again."),
        Some("decline"), |app| can_place(app, Horizon::Declined)),
    spec(Action::Blockers, "blockers", Place::Everywhere,
        ("Blockers", "Shows what the selected item waits for and what waits for it; pulls blockers in, adds them, takes them away."),
        None, any_selected),
];
