//! The form of a blind round: which side votes, and on what.

use super::price::{Mood, Piece};
use super::{Field, Form, Purpose};
use crate::app::App;
use crate::app::action::Action;
use crate::domain::command::Command;
use crate::domain::framework::Side;
use crate::domain::id::Slot;
use crate::domain::round::{Ask, can_begin};
use crate::domain::workspace::Participant;

const SIDE: usize = 0;
const ITEMS: usize = 1;

/// What a round that is begun here asks about.
const ASK: Ask = Ask::Everything;

/// Up to so many items are voted on at once: nobody sits through more.
const MOST: usize = 200;

/// What the options of the second field stand for, for each side.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    sides: Vec<Side>,
    items: [Vec<(String, Vec<Slot>)>; 2],
}

/// Opens the form. The side that was scoring comes first.
pub(in crate::app) fn open(app: &mut App) {
    let side = app.scoring_side();
    let sides = vec![side, side.other()];
    let items = [side, side.other()].map(|side| offered(app, side));
    let words = sides.iter().map(|side| side.name().to_owned()).collect();
    let fields = vec![
        Field::choice("Side", "who votes", words, 0).turned_by('s'),
        Field::choice("On", "on what", Vec::new(), 0),
    ];
    let opening = Opening { sides, items };
    super::open(app, Form::new(Purpose::Round(opening), "Vote blind", "begins", fields));
}

/// What a side can vote on: the selected item, what it has not scored, what the filter shows.
fn offered(app: &App, side: Side) -> Vec<(String, Vec<Slot>)> {
    let is_free = |slot: &Slot| app.workspace().item(*slot).round(side).is_none();
    // One that was voted on often enough does not keep the others from it.
    let can_begin = |slot: &Slot| can_begin(app.workspace(), app.workspace().item(*slot), side, ASK);
    let counted = |what: &str, slots: &[Slot]| {
        let free = slots.iter().copied().filter(can_begin);
        let (all, some) = (free.clone().count(), free.take(MOST).collect::<Vec<Slot>>());
        let told = if all > MOST { format!("the first {MOST} of {all}") } else { all.to_string() };
        (format!("{what} · {told}"), some)
    };
    let mut offered = Vec::new();
    if let Some((slot, item)) = app.selected().filter(|(slot, item)| item.is_candidate() && is_free(slot)) {
        offered.push((item.shown_title().to_owned(), vec![slot]));
    }
    offered.push(counted("what it has not scored", app.waiting(side)));
    let word = if app.filter.is_on() { "what the filter shows" } else { "everything" };
    offered.push(counted(word, app.listed()));
    offered.retain(|(_, slots)| !slots.is_empty());
    offered
}

impl Opening {
    fn side(&self, form: &Form) -> usize {
        form.chosen(SIDE).min(self.sides.len() - 1)
    }

    fn slots(&self, form: &Form) -> &[Slot] {
        self.items[self.side(form)].get(form.chosen(ITEMS)).map_or(&[], |(_, slots)| slots)
    }

    pub(super) fn consider(&self, app: &App, form: &mut Form) {
        let words = self.items[self.side(form)].iter().map(|(word, _)| word.clone()).collect();
        form.fields[ITEMS].set_options(words);
        let side = self.voting(form);
        let voters: Vec<&str> = app.workspace().voters(side).map(Participant::shown_name).collect();
        let slots = self.slots(form);
        form.facts = match (voters.as_slice(), slots.len()) {
            ([], _) => {
                vec![vec![Piece::new(
                    format!("nobody is listed for {side}{}", app.by_key(Action::People, "adds people")),
                    Mood::Warn,
                )]]
            }
            (_, 0) => vec![vec![Piece::new("there is nothing to vote on", Mood::Warn)]],
            (names, count) => {
                let turns = format!("{}, one after the other", names.join(", "));
                let items = if count == 1 { "it has" } else { "they have" };
                vec![
                    vec![Piece::new(turns, Mood::Plain)],
                    vec![Piece::new(
                        format!("until the reveal {items} no value, no score and no rank on any screen"),
                        Mood::Quiet,
                    )],
                ]
            }
        };
    }

    /// The side that is to vote.
    pub(super) fn voting(&self, form: &Form) -> Side {
        self.sides[self.side(form)]
    }

    pub(super) fn command(&self, form: &Form) -> Command {
        Command::OpenRounds { items: self.slots(form).to_vec(), side: self.voting(form), ask: ASK }
    }
}
