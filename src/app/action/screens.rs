//! What is done on the full screens, and what opens them.

use super::{ALWAYS, Action, Place, Spec, spec};
use crate::app::log::{self, Only, Sitting};
use crate::app::ready::{any_selected, can_shift, can_write};
use crate::app::view::Screen;
use crate::app::{brief, card, check, discuss, matrix, recap, reshape, roadmap, triage};
use crate::domain::framework::Side;

/// On the log.
#[rustfmt::skip]
pub(super) const LOG: &[Spec] = &[
    spec(Action::WholeLog, "whole-log", Place::On(Screen::Log),
        ("Every entry", "Lists the whole log again."), Some("whole log"), log::can_show_whole),
    spec(Action::Only(Only::Side(Side::Business)), "business-only", Place::On(Screen::Log),
        ("Only business", "Lists only what the business side changed; once more takes it back."), Some("side"), ALWAYS),
    spec(Action::Only(Only::Side(Side::Engineering)), "engineering-only", Place::On(Screen::Log),
        ("Only engineering", "Lists only what the engineering side changed; once more takes it back."), None, ALWAYS),
    spec(Action::Only(Only::Item), "item-only", Place::On(Screen::Log),
        ("Only this item", "Lists only what concerns the selected item; once more takes it back."),
        Some("item"), |app| log::can_confine(app, Only::Item)),
    spec(Action::Only(Only::Crossed), "crossings-only", Place::On(Screen::Log),
        ("Only crossings", "Lists only what made somebody cross the line; once more takes it back."),
        Some("crossings"), ALWAYS),
    spec(Action::Only(Only::Unexplained), "unexplained-only", Place::On(Screen::Log),
        ("Only without a reason", "Lists only what should have said why and did not; once more takes it back."),
        Some("no reason"), ALWAYS),
    spec(Action::Only(Only::Session(Sitting::This)), "this-session", Place::On(Screen::Log),
        ("Only this session", "Lists only what was done since the workspace was opened, summed up; once more takes it back."),
        Some("this session"), |app| log::can_confine(app, Only::Session(Sitting::This))),
    spec(Action::Only(Only::Session(Sitting::Last)), "last-session", Place::On(Screen::Log),
        ("Only the last session", "Lists only what was done in the session before this one, summed up; once more takes it back."),
        Some("last session"), |app| log::can_confine(app, Only::Session(Sitting::Last))),
    spec(Action::ShowItem, "show-item", Place::On(Screen::Log),
        ("Go to the item", "Shows the item of the selected entry in the backlog."), Some("show"), log::can_show_item),
];

/// On an item card.
#[rustfmt::skip]
pub(super) const CARD: &[Spec] = &[
    spec(Action::EditField, "edit-field", Place::On(Screen::Card),
        ("Edit the field", "Changes the field under the cursor: as a line, or by choosing."), Some("edit"), card::can_edit),
    spec(Action::EditOutside, "edit-outside", Place::On(Screen::Card),
        ("Edit in your editor", "Opens the field under the cursor in $VISUAL, else $EDITOR, else vi."),
        Some("in your editor"), card::can_edit),
    spec(Action::NextCard, "next-card", Place::On(Screen::Card),
        ("Next card", "Shows the card of the item below in the backlog."), Some("next card"), any_selected),
    spec(Action::PreviousCard, "previous-card", Place::On(Screen::Card),
        ("Previous card", "Shows the card of the item above in the backlog."), None, any_selected),
    spec(Action::Merge, "merge", Place::Everywhere,
        ("Merge into another item", "Makes one of two: votes, lists and source keys are joined, the other is kept in the file."),
        Some("merge into"), reshape::can_merge),
    spec(Action::Split, "split", Place::Everywhere,
        ("Split into several items", "Makes several of one: the first keeps scores and votes, the others are to be scored."),
        Some("split"), reshape::can_reshape),
];

/// On the readiness check.
#[rustfmt::skip]
pub(super) const CHECK: &[Spec] = &[
    spec(Action::LookInto, "look-into", Place::On(Screen::Check),
        ("Look into the check", "Goes into the items of the selected check, and from an item to where it is put right."),
        Some("look into it"), ALWAYS),
    spec(Action::NextUnmet, "next-unmet", Place::On(Screen::Check),
        ("Next unmet", "Moves to the next check that is unmet."), Some("next unmet"), check::any_unmet),
];

/// On the discuss screen.
#[rustfmt::skip]
pub(super) const DISCUSS: &[Spec] = &[
    spec(Action::ToVotes, "to-votes", Place::On(Screen::Discuss),
        ("Settle the disagreement", "Shows the votes, to settle on a value or to vote again; esc comes back."),
        Some("settle it"), discuss::any_point),
    spec(Action::NextDeciding, "next-deciding", Place::On(Screen::Discuss),
        ("Next that decides", "Moves to the next disagreement that decides who is in."), Some("next that decides"),
        discuss::any_deciding),
];

/// In the triage.
#[rustfmt::skip]
pub(super) const TRIAGE: &[Spec] = &[
    spec(Action::NextInQueue, "next-in-queue", Place::On(Screen::Triage),
        ("Next in the queue", "Goes to the next card and leaves this one as it is; behind the last one stands what came of it all."),
        Some("card"), triage::on_card),
    spec(Action::PreviousInQueue, "previous-in-queue", Place::On(Screen::Triage),
        ("Back in the queue", "Goes back to the card before, as it stands now."), None, ALWAYS),
    spec(Action::NextQueue, "next-queue", Place::On(Screen::Triage),
        ("Next queue", "Begins the next queue: unscored, stale, contested, all."), Some("queue"), ALWAYS),
    spec(Action::PreviousQueue, "previous-queue", Place::On(Screen::Triage),
        ("Previous queue", "Begins the queue before."), None, ALWAYS),
];

/// On the brief.
#[rustfmt::skip]
pub(super) const BRIEF: &[Spec] = &[
    spec(Action::EditPurpose, "edit-purpose", Place::On(Screen::Brief),
        ("Open what is selected", "Edits the vision, a goal, a theme or the capacity, lists a name, opens the card of an item."),
        Some("open"), brief::can_enter),
    spec(Action::AddPurpose, "add-purpose", Place::Everywhere,
        ("Add a goal or a theme", "Lists a goal with its numbers, or a theme with the goal that it serves."),
        Some("new"), can_write),
    spec(Action::RemovePurpose, "remove-purpose", Place::On(Screen::Brief),
        ("Remove the goal or theme", "Takes the selected one off its list; says first what is linked to it and keeps its link."),
        Some("remove"), brief::can_remove),
    spec(Action::NextUnlinked, "next-unlinked", Place::Everywhere,
        ("Next unlinked", "Leads to the next one that belongs to no theme and serves no goal."),
        Some("next without a link"), brief::any_unlinked),
];

/// On the recap.
#[rustfmt::skip]
pub(super) const RECAP: &[Spec] = &[
    spec(Action::FollowUp, "follow-up", Place::On(Screen::Recap),
        ("Follow it up", "Leads on: to a reason, to the votes, to the entry of a call, to an item's card."),
        Some("follow up"), recap::can_follow_up),
];

/// On the roadmap.
#[rustfmt::skip]
pub(super) const ROADMAP: &[Spec] = &[
    spec(Action::MoveLeft, "move-left", Place::On(Screen::Roadmap),
        ("Move the card left", "Moves the item to the column on the left; asks for what that takes."), Some("move"),
        can_shift),
    spec(Action::MoveRight, "move-right", Place::On(Screen::Roadmap),
        ("Move the card right", "Moves the item to the column on the right; asks for what that takes."), None,
        can_shift),
    spec(Action::Group, "group", Place::On(Screen::Roadmap),
        ("Group the columns", "Groups the columns by theme, by goal, or not at all, in turn."), Some("group"), ALWAYS),
    spec(Action::NextAimless, "next-aimless", Place::On(Screen::Roadmap),
        ("Next without a goal", "Goes to the next item that serves no goal, directly or through its theme."),
        Some("no goal"), roadmap::any_aimless),
];

/// On the matrix.
#[rustfmt::skip]
pub(super) const MATRIX: &[Spec] = &[
    spec(Action::NearestLeft, "nearest-left", Place::On(Screen::Matrix),
        ("Nearest that takes less", "Selects the item that lies nearest on the left; up and down go through the ranking."),
        Some("nearest"), matrix::any_placed),
    spec(Action::NearestRight, "nearest-right", Place::On(Screen::Matrix),
        ("Nearest that takes more", "Selects the item that lies nearest on the right."), None, matrix::any_placed),
];

/// From anywhere to a screen.
#[rustfmt::skip]
pub(super) const OPEN: &[Spec] = &[
    spec(Action::Open(Screen::Card), "card", Place::Everywhere,
        ("Item card", "Shows all that is written about the selected item and lets it be edited; the same key closes it."),
        Some("item"), any_selected),
    spec(Action::Open(Screen::Log), "log", Place::Everywhere,
        ("Log", "Shows the whole trade-off log over the full window; the same key goes back."), Some("log"),
        ALWAYS),
    spec(Action::Open(Screen::Roadmap), "roadmap", Place::Everywhere,
        ("Roadmap", "Shows the backlog in columns: now is what the line holds, then next, later, parked and declined."),
        Some("roadmap"), ALWAYS),
    spec(Action::Open(Screen::Matrix), "matrix", Place::Everywhere,
        ("Matrix", "Shows what items are worth over what they take: four quadrants, and the cutline as a curve."),
        Some("matrix"), ALWAYS),
    spec(Action::Open(Screen::Discuss), "discuss", Place::Everywhere,
        ("Discuss", "Lists what to talk about: votes that differ, those first that decide who is in."),
        Some("discuss"), ALWAYS),
    spec(Action::Open(Screen::Check), "check", Place::Everywhere,
        ("Readiness check", "Shows whether the plan is ready, and what stands in the way; the same key goes back."),
        Some("check"), ALWAYS),
    spec(Action::Open(Screen::Triage), "triage", Place::Everywhere,
        ("Triage alone", "Shows one by one what waits in a queue, to score, park or decline it; the same key leaves."),
        None, ALWAYS),
    spec(Action::Open(Screen::Debt), "debt", Place::Everywhere,
        ("Debt register", "Shows the technical work that was put off twice or more, and what that costs."), None,
        ALWAYS),
    spec(Action::Open(Screen::Present), "presentation", Place::Everywhere,
        ("Presentation", "Shows the ranking and the last trade-off with rows that are read from afar; the same key goes back."),
        None, ALWAYS),
    spec(Action::Open(Screen::Recap), "recap", Place::Everywhere,
        ("Recap", "Shows what came of the session, what it leaves open, and how the meeting did."), None,
        ALWAYS),
    spec(Action::Open(Screen::Brief), "brief", Place::Everywhere,
        ("Brief", "Shows vision, goals and themes, what serves none of them, and how the last cycles went."), None,
        ALWAYS),
];
