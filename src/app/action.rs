//! The one table of everything that can be done. Help, palette, footer and keymap are read from it.

use super::App;
use super::log::{self, Only, Sitting};
pub use super::place::Place;
use super::view::Screen;
use super::{brief, card, check, discuss, reshape, roadmap, screens};
use super::{people, recap, reveal, voting};
use crate::domain::framework::Side;
use crate::domain::item::Horizon;
use crate::domain::scale::Scale;

use super::ready::{
    any_selected, any_unscored, can_break_tie, can_classify, can_end_cycle, can_explain, can_filter,
    can_finish, can_pin, can_place, can_redo, can_reopen, can_score, can_shift, can_undo, can_write,
    is_filtered,
};

/// Something that can be done with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each one is described in the table below")]
pub enum Action {
    Score,
    StepUp,
    StepDown,
    Clear,
    NextPane,
    PreviousPane,
    NextUnscored,
    Reason,
    Undo,
    Redo,
    AddItem,
    Merge,
    Split,
    EditField,
    EditOutside,
    NextCard,
    PreviousCard,
    Framework,
    Weights,
    Capacity,
    Pin,
    Call,
    Explain,
    BreakTie,
    Class,
    Filter,
    ShowAll,
    Blockers,
    MarkDone,
    Reopen,
    EndCycle,
    EditPurpose,
    AddPurpose,
    RemovePurpose,
    NextUnlinked,
    Up,
    Down,
    Left,
    Right,
    Top,
    Bottom,
    PageUp,
    PageDown,
    AfterScore,
    AskReasons,
    Save,
    SaveCopy,
    Open(Screen),
    Back,
    Place(Horizon),
    MoveLeft,
    MoveRight,
    Group,
    NextAimless,
    ShowItem,
    Only(Only),
    WholeLog,
    LookInto,
    NextUnmet,
    ToScore,
    ToVotes,
    NextDeciding,
    FollowUp,
    ReviewDate,
    People,
    NextScorer,
    VoteBlind,
    Reveal,
    SettleAt,
    SettleBelow,
    SettleAbove,
    VoteAgain,
    OwnerDecides,
    ShowNames,
    DropRound,
    NextPending,
    Palette,
    Help,
    Redraw,
    Suspend,
    Quit,
}

/// Whether an action can be done now, and if not, why.
pub type Ready = Result<(), &'static str>;

/// What there is to know about an action.
pub struct Spec {
    /// The action.
    pub action: Action,
    /// Its name in the keymap.
    pub name: &'static str,
    /// Its title in the palette.
    pub title: &'static str,
    /// What it does, in a sentence.
    pub doc: &'static str,
    /// Where it applies.
    pub place: Place,
    /// Its word in the footer; none keeps it out.
    pub hint: Option<&'static str>,
    /// Whether it can be done now.
    pub ready: fn(&App) -> Ready,
}

const fn spec(
    action: Action,
    name: &'static str,
    place: Place,
    (title, doc): (&'static str, &'static str),
    hint: Option<&'static str>,
    ready: fn(&App) -> Ready,
) -> Spec {
    Spec { action, name, title, doc, place, hint, ready }
}

const ALWAYS: fn(&App) -> Ready = |_| Ok(());

/// Everything that can be done, in the order of footer and help.
#[rustfmt::skip]
pub static TABLE: &[Spec] = &[
    spec(Action::Score, "score", Place::Scoring,
        ("Score", "Gives the focused criterion the typed value: one digit at once, other numbers with enter."),
        Some("score"), can_score),
    spec(Action::StepUp, "step-up", Place::Scoring,
        ("One step up", "Raises the focused value by one step of its scale."), Some("step"), can_score),
    spec(Action::StepDown, "step-down", Place::Scoring,
        ("One step down", "Lowers the focused value by one step of its scale."), None, can_score),
    spec(Action::Clear, "clear", Place::Scoring,
        ("Clear the score", "Takes the agreed value away; votes are kept."), None, can_score),
    spec(Action::WholeLog, "whole-log", Place::LogScreen,
        ("Every entry", "Lists the whole log again."), Some("whole log"), log::can_show_whole),
    spec(Action::Only(Only::Side(Side::Business)), "business-only", Place::LogScreen,
        ("Only business", "Lists only the calls of the business side; once more takes it back."), Some("side"), ALWAYS),
    spec(Action::Only(Only::Side(Side::Engineering)), "engineering-only", Place::LogScreen,
        ("Only engineering", "Lists only the calls of the engineering side; once more takes it back."), None, ALWAYS),
    spec(Action::Only(Only::Item), "item-only", Place::LogScreen,
        ("Only this item", "Lists only what concerns the selected item; once more takes it back."),
        Some("item"), |app| log::can_confine(app, Only::Item)),
    spec(Action::Only(Only::Crossed), "crossings-only", Place::LogScreen,
        ("Only crossings", "Lists only what made somebody cross the line; once more takes it back."),
        Some("crossings"), ALWAYS),
    spec(Action::Only(Only::Unexplained), "unexplained-only", Place::LogScreen,
        ("Only without a reason", "Lists only what should have said why and did not; once more takes it back."),
        Some("no reason"), ALWAYS),
    spec(Action::Only(Only::Session(Sitting::This)), "this-session", Place::LogScreen,
        ("Only this session", "Lists only what was done since the workspace was opened, summed up; once more takes it back."),
        Some("this session"), |app| log::can_confine(app, Only::Session(Sitting::This))),
    spec(Action::Only(Only::Session(Sitting::Last)), "last-session", Place::LogScreen,
        ("Only the last session", "Lists only what was done in the session before this one, summed up; once more takes it back."),
        Some("last session"), |app| log::can_confine(app, Only::Session(Sitting::Last))),
    spec(Action::ShowItem, "show-item", Place::LogScreen,
        ("Go to the item", "Shows the item of the selected entry in the backlog."), Some("show"), log::can_show_item),
    spec(Action::EditField, "edit-field", Place::Card,
        ("Edit the field", "Changes the field under the cursor: as a line, or by choosing."), Some("edit"), card::can_edit),
    spec(Action::EditOutside, "edit-outside", Place::Card,
        ("Edit in your editor", "Opens the field under the cursor in $VISUAL, else $EDITOR, else vi."),
        Some("in your editor"), card::can_edit),
    spec(Action::NextCard, "next-card", Place::Card,
        ("Next card", "Shows the card of the item below in the backlog."), Some("next card"), any_selected),
    spec(Action::PreviousCard, "previous-card", Place::Card,
        ("Previous card", "Shows the card of the item above in the backlog."), None, any_selected),
    spec(Action::Merge, "merge", Place::Everywhere,
        ("Merge into another item", "Makes one of two: votes, lists and source keys are joined, the other is kept in the file."),
        Some("merge into"), reshape::can_merge),
    spec(Action::Split, "split", Place::Everywhere,
        ("Split into several items", "Makes several of one: the first keeps scores and votes, the others are to be scored."),
        Some("split"), reshape::can_reshape),
    spec(Action::LookInto, "look-into", Place::CheckScreen,
        ("Look into the check", "Goes into the items of the selected check, and from an item to where it is put right."),
        Some("look into it"), ALWAYS),
    spec(Action::EditPurpose, "edit-purpose", Place::BriefScreen,
        ("Open what is selected", "Edits the vision, a goal, a theme or the capacity, lists a name, opens the card of an item."),
        Some("open"), brief::can_enter),
    spec(Action::AddPurpose, "add-purpose", Place::Everywhere,
        ("Add a goal or a theme", "Lists a goal with its numbers, or a theme with the goal that it serves."),
        Some("new"), can_write),
    spec(Action::RemovePurpose, "remove-purpose", Place::BriefScreen,
        ("Remove the goal or theme", "Takes the selected one off its list; says first what is linked to it and keeps its link."),
        Some("remove"), brief::can_remove),
    spec(Action::NextUnlinked, "next-unlinked", Place::Everywhere,
        ("Next unlinked", "Leads to the next one that belongs to no theme and serves no goal."),
        Some("next without a link"), brief::any_unlinked),
    spec(Action::NextUnmet, "next-unmet", Place::CheckScreen,
        ("Next unmet", "Moves to the next check that is unmet."), Some("next unmet"), check::any_unmet),
    spec(Action::ToScore, "to-score", Place::Discuss,
        ("Go to the score", "Goes to the selected score in its pane, to agree on it."), Some("to the score"),
        discuss::any_point),
    spec(Action::ToVotes, "to-votes", Place::Discuss,
        ("Look at the votes", "Shows the votes of the selected disagreement, to vote again or to settle it; back leads here."),
        Some("votes"), discuss::any_point),
    spec(Action::NextDeciding, "next-deciding", Place::Discuss,
        ("Next that decides", "Moves to the next disagreement that decides who is in."), Some("next that decides"),
        discuss::any_deciding),
    spec(Action::FollowUp, "follow-up", Place::RecapScreen,
        ("Follow it up", "Leads on: to a reason, to the votes, to the entry of a call, to an item's card."),
        Some("follow up"), recap::can_follow_up),
    spec(Action::MoveLeft, "move-left", Place::Roadmap,
        ("Move the card left", "Moves the item to the column on the left; asks for what that takes."), Some("move"),
        can_shift),
    spec(Action::MoveRight, "move-right", Place::Roadmap,
        ("Move the card right", "Moves the item to the column on the right; asks for what that takes."), None,
        can_shift),
    spec(Action::Group, "group", Place::Roadmap,
        ("Group the columns", "Groups the columns by theme, by goal, or not at all, in turn."), Some("group"), ALWAYS),
    spec(Action::NextAimless, "next-aimless", Place::Roadmap,
        ("Next without a goal", "Goes to the next item that serves no goal, directly or through its theme."),
        Some("no goal"), roadmap::any_aimless),
    spec(Action::Reveal, "reveal", Place::RevealScreen,
        ("Reveal or accept", "Reveals the round where everybody has answered, asks first where not; then agrees on the median."),
        Some("reveal or accept"), reveal::can_reveal),
    spec(Action::SettleAt, "settle", Place::RevealScreen,
        ("Agree on a value", "Agrees on the typed value for the selected criterion."), Some("agree on"), reveal::any_votes),
    spec(Action::SettleBelow, "settle-below", Place::RevealScreen,
        ("Agree on the step below", "Agrees on the step below a median that lies between two."), Some("step beside"),
        reveal::any_votes),
    spec(Action::SettleAbove, "settle-above", Place::RevealScreen,
        ("Agree on the step above", "Agrees on the step above a median that lies between two."), None,
        reveal::any_votes),
    spec(Action::VoteAgain, "vote-again", Place::RevealScreen,
        ("Vote again", "Opens another round on the item, at most two after the first; goes on with an open one."),
        Some("vote again"), reveal::can_vote_again),
    spec(Action::OwnerDecides, "owner-decides", Place::RevealScreen,
        ("Let one decide", "Settles the value by the word of one, with a reason."), Some("one decides"),
        reveal::any_votes),
    spec(Action::ShowNames, "show-names", Place::RevealScreen,
        ("Show or hide names", "Shows who voted what, or only what was voted."), Some("names"), ALWAYS),
    spec(Action::NextPending, "next-pending", Place::RevealScreen,
        ("Next to settle", "Goes to the next round to reveal or value to settle."), Some("next"), reveal::any_pending),
    spec(Action::DropRound, "drop-round", Place::RevealScreen,
        ("Drop the round", "Gives the open round up: what was scored before stands again."), None, reveal::can_drop),
    spec(Action::NextPane, "next-pane", Place::Workshop,
        ("Next pane", "Moves the focus to the pane on the right: business, backlog, engineering, trade-offs."),
        Some("pane"), ALWAYS),
    spec(Action::PreviousPane, "previous-pane", Place::Workshop,
        ("Previous pane", "Moves the focus to the pane on the left."), None, ALWAYS),
    spec(Action::NextUnscored, "next-unscored", Place::Workshop,
        ("Next unscored", "Jumps to the next score that is missing, on this side first."), Some("next gap"), any_unscored),
    spec(Action::Reason, "reason", Place::Everywhere,
        ("Give a reason", "Writes down why: for the selected trade-off in the log, else for the last one."),
        Some("reason"), can_explain),
    spec(Action::Undo, "undo", Place::Everywhere,
        ("Undo", "Takes back the last change, as an entry of its own."), Some("undo"), can_undo),
    spec(Action::Redo, "redo", Place::Everywhere,
        ("Redo", "Does again what was taken back last."), None, can_redo),
    spec(Action::VoteBlind, "vote", Place::Everywhere,
        ("Vote blind", "Lets a side vote one after the other with nothing shown before the reveal; goes on with an open round."),
        Some("vote"), voting::can_vote),
    spec(Action::Open(Screen::Reveal), "votes", Place::Everywhere,
        ("Votes", "Shows what is to be revealed, what the votes say, and settles on a value; the same key goes back."), None,
        |app| screens::can_open(app, Screen::Reveal)),
    spec(Action::NextScorer, "next-scorer", Place::Everywhere,
        ("Hand the pane on", "Lets the next of the side's people score in its pane, each their own votes; behind the last the room."),
        None, people::any_voter),
    spec(Action::People, "people", Place::Everywhere,
        ("People", "Lists who is in the room: adds, renames and retires them, and hands a pane to one."), None, ALWAYS),
    spec(Action::Pin, "pin", Place::Everywhere,
        ("Pin the item, or let it go", "Holds the selected item in or out against its score, with an owner and a reason; shows the price."),
        Some("pin"), can_pin),
    spec(Action::Open(Screen::Card), "card", Place::Everywhere,
        ("Item card", "Shows all that is written about the selected item and lets it be edited; the same key closes it."),
        Some("item"), |app| any_selected(app).and_then(|()| screens::can_open(app, Screen::Card))),
    spec(Action::Open(Screen::Log), "log", Place::Everywhere,
        ("Log", "Shows the whole trade-off log over the full window; the same key goes back."), Some("log"),
        |app| screens::can_open(app, Screen::Log)),
    spec(Action::Open(Screen::Roadmap), "roadmap", Place::Everywhere,
        ("Roadmap", "Shows the backlog in columns: now is what the line holds, then next, later, parked and declined."),
        Some("roadmap"), |app| screens::can_open(app, Screen::Roadmap)),
    spec(Action::Open(Screen::Discuss), "discuss", Place::Everywhere,
        ("Discuss", "Lists what to talk about: votes that differ, those first that decide who is in."),
        Some("discuss"), |app| screens::can_open(app, Screen::Discuss)),
    spec(Action::Open(Screen::Check), "check", Place::Everywhere,
        ("Readiness check", "Shows whether the plan is ready, and what stands in the way; the same key goes back."),
        Some("check"), |app| screens::can_open(app, Screen::Check)),
    spec(Action::Capacity, "capacity", Place::Everywhere,
        ("Change the capacity", "Sets how much fits and how much of it should be technical; shows who would cross the line."),
        Some("capacity"), can_write),
    spec(Action::AddItem, "add-item", Place::Everywhere,
        ("Add an item", "Brings a new item into the backlog, by its title."), Some("add"), can_write),
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
    spec(Action::Filter, "filter", Place::Workshop,
        ("Filter", "Chooses which items the panes show, by kind, MoSCoW, theme, goal, owner and more; ranks stay."),
        None, can_filter),
    spec(Action::ShowAll, "show-all", Place::Workshop,
        ("Show all items", "Takes the filter away."), Some("show all"), is_filtered),
    spec(Action::MarkDone, "mark-done", Place::Everywhere,
        ("Mark as done", "Marks the selected item as done and asks what it took; its room stays taken until the cycle ends."),
        None, can_finish),
    spec(Action::Reopen, "reopen", Place::Everywhere,
        ("Open an item again", "Lists what was done since the last cycle was closed, to open one of it again."), None, can_reopen),
    spec(Action::EndCycle, "end-cycle", Place::Everywhere,
        ("End the cycle", "Shows what is committed, put off and done, takes what it took, and closes the cycle."),
        None, can_end_cycle),
    spec(Action::Up, "up", Place::Everywhere, ("Up", "Selects the item or entry above."), None, ALWAYS),
    spec(Action::Down, "down", Place::Everywhere, ("Down", "Selects the item or entry below."), None, ALWAYS),
    spec(Action::Left, "left", Place::Everywhere,
        ("Left", "Moves to the criterion on the left, or to the pane there."), None, ALWAYS),
    spec(Action::Right, "right", Place::Everywhere,
        ("Right", "Moves to the criterion on the right, or to the pane there."), None, ALWAYS),
    spec(Action::Top, "top", Place::Everywhere, ("First", "Selects the first item or entry."), None, ALWAYS),
    spec(Action::Bottom, "bottom", Place::Everywhere, ("Last", "Selects the last item or entry."), None, ALWAYS),
    spec(Action::PageUp, "page-up", Place::Everywhere, ("Page up", "Selects the item or entry ten above."), None, ALWAYS),
    spec(Action::PageDown, "page-down", Place::Everywhere, ("Page down", "Selects the item or entry ten below."), None, ALWAYS),
    spec(Action::AfterScore, "after-score", Place::Everywhere,
        ("After a score",
         "Chooses what happens after a score: advance to the next missing one, follow the item in the backlog, or stay."),
        None, ALWAYS),
    spec(Action::AskReasons, "ask-reasons", Place::Everywhere,
        ("Ask for reasons", "Turns asking why on or off; a crossed line without a reason says so either way."),
        None, ALWAYS),
    spec(Action::Save, "save", Place::Everywhere,
        ("Save now", "Writes the workspace file. Every change is on the disk before that: it says saved when it is."),
        None, can_write),
    spec(Action::SaveCopy, "save-copy", Place::Everywhere,
        ("Save a copy", "Writes the workspace as it is now to another file."), None, ALWAYS),
    spec(Action::ReviewDate, "review-date", Place::Everywhere,
        ("Review date", "Sets the day on which the plan is looked at again."), None, can_write),
    spec(Action::Place(Horizon::Now), "to-now", Place::Everywhere,
        ("Move to now", "Brings the item over the line: where its score does not, a pin does, with an owner and a reason."),
        None, |app| can_place(app, Horizon::Now)),
    spec(Action::Place(Horizon::Next), "to-next", Place::Everywhere,
        ("Move to next", "Puts the item on the next horizon; takes a pin where the line holds it in."),
        None, |app| can_place(app, Horizon::Next)),
    spec(Action::Place(Horizon::Later), "to-later", Place::Everywhere,
        ("Move to later", "Puts the item on the later horizon; takes a pin where the line holds it in."),
        None, |app| can_place(app, Horizon::Later)),
    spec(Action::Open(Screen::Debt), "debt", Place::Everywhere,
        ("Debt register", "Shows the technical work that was put off twice or more, and what that costs."), None,
        |app| screens::can_open(app, Screen::Debt)),
    spec(Action::Open(Screen::Recap), "recap", Place::Everywhere,
        ("Recap", "Shows what came of the session, what it leaves open, and how the meeting did."), None,
        |app| screens::can_open(app, Screen::Recap)),
    spec(Action::Open(Screen::Brief), "brief", Place::Everywhere,
        ("Brief", "Shows vision, goals and themes, what serves none of them, and how the last cycles went."), None,
        |app| screens::can_open(app, Screen::Brief)),
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
    spec(Action::Back, "back", Place::Everywhere,
        ("Back to the workshop", "Leaves a full screen for the three panes."), Some("back"), screens::can_go_back),
    spec(Action::Palette, "palette", Place::Everywhere,
        ("Commands", "Lists everything that can be done, to search and to run."), Some("commands"), ALWAYS),
    spec(Action::Help, "help", Place::Everywhere,
        ("Help", "Shows every key, those of the focused pane first."), Some("help"), ALWAYS),
    spec(Action::Redraw, "redraw", Place::Everywhere,
        ("Draw the screen anew", "Draws everything again, where another program has written over it."), None, ALWAYS),
    spec(Action::Suspend, "suspend", Place::Everywhere,
        ("Suspend", "Goes back to the shell; fg returns."), None, ALWAYS),
    spec(Action::Quit, "quit", Place::Everywhere,
        ("Quit", "Saves and ends."), Some("quit"), ALWAYS),
];

impl Action {
    /// What there is to know about it.
    pub fn spec(self) -> Option<&'static Spec> {
        TABLE.iter().find(|spec| spec.action == self)
    }

    /// The action with this name.
    pub fn named(name: &str) -> Option<Action> {
        TABLE.iter().find(|spec| spec.name == name).map(|spec| spec.action)
    }
}

impl Spec {
    /// Whether it can be done now where the focus is.
    ///
    /// # Errors
    /// Why not, in a few words.
    pub fn ready(&self, app: &App) -> Ready {
        if !Place::of(&app.view).around().any(|place| place == self.place) {
            return Err(self.place.refusal());
        }
        (self.ready)(app)
    }

    /// The action that shares its word in the footer.
    fn partner(&self) -> Option<Action> {
        match self.action {
            Action::StepUp => Some(Action::StepDown),
            Action::NextCard => Some(Action::PreviousCard),
            Action::SettleBelow => Some(Action::SettleAbove),
            Action::MoveLeft => Some(Action::MoveRight),
            Action::Only(Only::Side(Side::Business)) => Some(Action::Only(Only::Side(Side::Engineering))),
            _ => None,
        }
    }

    /// The first keys that do it in a place, as shown in the palette; a range of digits for scoring.
    pub fn own_keys(&self, app: &App, place: Place) -> String {
        if matches!(self.action, Action::Score | Action::SettleAt) {
            return digits(app);
        }
        let keys = app.keymap.keys_at(place, self.action).take(2).map(|key| key.to_string());
        keys.collect::<Vec<_>>().join(" ")
    }

    /// The keys that do it here, as shown in the footer; a range of digits for scoring.
    pub fn keys(&self, app: &App) -> String {
        if matches!(self.action, Action::Score | Action::SettleAt) {
            return digits(app);
        }
        let here = Place::of(&app.view);
        let keys: Vec<String> = app.keymap.keys_at(here, self.action).map(|key| key.to_string()).collect();
        let first = keys.into_iter().next().unwrap_or_default();
        match self.partner().and_then(|partner| app.keymap.keys_at(here, partner).next()) {
            Some(other) if !first.is_empty() => format!("{first}/{other}"),
            _ => first,
        }
    }
}

fn digits(app: &App) -> String {
    let focused = app.focused_side().and_then(|side| app.criterion(side)).or_else(|| app.voted_criterion());
    let scale = focused.map(|(_, criterion)| &criterion.scale);
    match scale {
        Some(Scale::Steps { steps, .. }) if scale.is_some_and(Scale::single_digits) => match steps.as_slice()
        {
            [first, .., last] => format!("{first}-{last}"),
            _ => "0-9".to_owned(),
        },
        _ => "0-9".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_action_stands_in_the_table_once_and_is_described() {
        let names: HashSet<_> = TABLE.iter().map(|spec| spec.name).collect();
        let actions: HashSet<_> = TABLE.iter().map(|spec| spec.action).collect();
        assert_eq!((names.len(), actions.len()), (TABLE.len(), TABLE.len()));
        for spec in TABLE {
            assert!(spec.doc.ends_with('.') && !spec.title.ends_with('.'), "{}", spec.name);
            assert!(!spec.doc.contains('!') && !spec.title.is_empty(), "{}", spec.name);
            assert_eq!(Action::named(spec.name), Some(spec.action));
        }
    }
}
