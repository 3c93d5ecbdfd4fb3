//! Blind rounds, what is done with the votes, and who is in the room.

use super::{ALWAYS, Action, Place, Spec, spec};
use crate::app::view::Screen;
use crate::app::{people, reveal, voting};

/// On the screen of votes.
#[rustfmt::skip]
pub(super) const SCREEN: &[Spec] = &[
    spec(Action::Reveal, "reveal", Place::On(Screen::Reveal),
        ("Reveal or accept", "Reveals the round where everybody has answered, asks first where not; then agrees on the median."),
        Some("reveal, agree"), reveal::can_reveal),
    spec(Action::SettleAt, "settle", Place::On(Screen::Reveal),
        ("Agree on a value", "Agrees on the typed value for the selected criterion."), Some("agree on"), reveal::any_votes),
    spec(Action::VoteAgain, "vote-again", Place::On(Screen::Reveal),
        ("Vote again", "Opens another round on the item, at most two after the first; goes on with an open one, begins one where none is."),
        Some("vote again"), reveal::can_vote_again),
    spec(Action::OwnerDecides, "owner-decides", Place::On(Screen::Reveal),
        ("Let one decide", "Settles the value by the word of one, with a reason."), Some("one decides"),
        reveal::any_votes),
    spec(Action::NextPending, "next-pending", Place::On(Screen::Reveal),
        ("Next to settle", "Goes to the next round to reveal or value to settle."), Some("next"), reveal::any_pending),
    spec(Action::SettleBelow, "settle-below", Place::On(Screen::Reveal),
        ("Agree on the step below", "Agrees on the step below a median that lies between two."), Some("step beside"),
        reveal::any_votes),
    spec(Action::SettleAbove, "settle-above", Place::On(Screen::Reveal),
        ("Agree on the step above", "Agrees on the step above a median that lies between two."), None,
        reveal::any_votes),
    spec(Action::ShowNames, "show-names", Place::On(Screen::Reveal),
        ("Show or hide names", "Shows who voted what, or only what was voted."), Some("names"), ALWAYS),
    spec(Action::DropRound, "drop-round", Place::On(Screen::Reveal),
        ("Drop the round", "Gives the open round up: what was scored before stands again."), None, reveal::can_drop),
];

/// From anywhere.
#[rustfmt::skip]
pub(super) const EVERYWHERE: &[Spec] = &[
    spec(Action::VoteBlind, "vote", Place::Everywhere,
        ("Vote blind", "Lets a side vote one after the other with nothing shown before the reveal; goes on with an open round."),
        Some("vote"), voting::can_vote),
    spec(Action::Open(Screen::Reveal), "votes", Place::Everywhere,
        ("Votes", "Shows what is to be revealed, what the votes say, and settles on a value; the same key goes back."), None,
        ALWAYS),
    spec(Action::NextScorer, "next-scorer", Place::Everywhere,
        ("Hand the pane on", "Lets the next of the side's people score in its pane, each their own votes; behind the last the room."),
        None, people::any_voter),
    spec(Action::People, "people", Place::Everywhere,
        ("People", "Lists who is in the room: adds, renames and retires them, and hands a pane to one."), None, ALWAYS),
];
