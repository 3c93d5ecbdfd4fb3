//! The form of a blind round: which side votes, and on what.

use super::price::{Mood, Piece};
use super::{Field, Form, Purpose};
use crate::app::App;
use crate::app::action::Action;
use crate::app::view::Screen;
use crate::domain::command::Command;
use crate::domain::decisive::{Disagreement, decisive};
use crate::domain::framework::Side;
use crate::domain::id::Slot;
use crate::domain::round::{Ask, can_begin};
use crate::domain::text::each_once;
use crate::domain::workspace::Participant;

const SIDE: usize = 0;
const ITEMS: usize = 1;

/// Up to so many items are voted on at once: nobody sits through more.
const MOST: usize = 200;

/// What the options of the second field stand for, for each side.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    sides: Vec<Side>,
    offers: [Vec<Offer>; 2],
}

/// What a round may be begun on, and what it asks about there.
#[derive(Clone, Debug)]
struct Offer {
    told: String,
    slots: Vec<Slot>,
    ask: Ask,
}

/// Opens the form. The side of the disagreement that is looked at comes first, else the one that was scoring.
pub(in crate::app) fn open(app: &mut App) {
    let disputed = app.discuss.selected().filter(|_| app.view.screen == Screen::Discuss);
    let side = disputed.map_or(app.scoring_side(), |point| point.criterion(app.workspace()).side());
    let sides = vec![side, side.other()];
    let deciding: Vec<Disagreement> = decisive(&app.workshop).into_iter().map(|stakes| stakes.over).collect();
    let offers = [side, side.other()].map(|side| offered(app, side, &deciding));
    let words = sides.iter().map(|side| side.name().to_owned()).collect();
    let fields = vec![
        Field::choice("Side", "who votes", words, 0).turned_by('s'),
        Field::choice("On", "on what", Vec::new(), 0),
    ];
    let opening = Opening { sides, offers };
    super::open(app, Form::new(Purpose::Round(opening), "Vote blind", "begins", fields));
}

/// What a side can vote on: the selected item, what its disagreements decide, what it has not scored, what the filter
/// shows.
fn offered(app: &App, side: Side, deciding: &[Disagreement]) -> Vec<Offer> {
    let is_free = |slot: &Slot| app.workspace().item(*slot).round(side).is_none();
    // One that was voted on often enough does not keep the others from it.
    let counted = |what: &str, slots: &[Slot], ask: Ask| {
        let can_begin = |slot: &Slot| can_begin(app.workspace(), app.workspace().item(*slot), side, ask);
        let free = slots.iter().copied().filter(can_begin);
        let (all, some) = (free.clone().count(), free.take(MOST).collect::<Vec<Slot>>());
        let told = if all > MOST { format!("the first {MOST} of {all}") } else { all.to_string() };
        Offer { told: format!("{what} · {told}"), slots: some, ask }
    };
    let mut offered = Vec::new();
    if let Some((slot, item)) = app.selected().filter(|(slot, item)| item.is_candidate() && is_free(slot)) {
        offered.push(Offer { told: item.shown_title().to_owned(), slots: vec![slot], ask: Ask::Everything });
    }
    let framework = app.workspace().framework();
    let disputes = deciding.iter().filter(|over| framework.criteria()[over.criterion].side() == side);
    // What is agreed on there is no matter of dispute, and no gap.
    offered.push(counted("what decides who is in", &each_once(disputes.map(|over| over.slot)), Ask::TheRest));
    offered.push(counted("what it has not scored", app.waiting(side), Ask::TheRest));
    let word = if app.filter.is_on() { "what the filter shows" } else { "everything" };
    offered.push(counted(word, app.listed(), Ask::Everything));
    offered.retain(|offer| !offer.slots.is_empty());
    offered
}

impl Opening {
    fn side(&self, form: &Form) -> usize {
        form.chosen(SIDE).min(self.sides.len() - 1)
    }

    fn offer(&self, form: &Form) -> Option<&Offer> {
        self.offers[self.side(form)].get(form.chosen(ITEMS))
    }

    pub(super) fn consider(&self, app: &App, form: &mut Form) {
        let words = self.offers[self.side(form)].iter().map(|offer| offer.told.clone()).collect();
        form.fields[ITEMS].set_options(words);
        let side = self.voting(form);
        let voters: Vec<&str> = app.workspace().voters(side).map(Participant::shown_name).collect();
        let count = self.offer(form).map_or(0, |offer| offer.slots.len());
        form.facts = match (voters.as_slice(), count) {
            ([], _) => {
                vec![vec![Piece::new(
                    format!("nobody is listed for {side}{}", app.by_key(Action::People, "adds people")),
                    Mood::Warn,
                )]]
            }
            (_, 0) => vec![vec![Piece::new("there is nothing to vote on", Mood::Warn)]],
            (names, _) => {
                let turns = format!("{}, one after the other", names.join(", "));
                let hidden = "score, rank and what is voted on are on no screen until the reveal";
                let mut facts =
                    vec![vec![Piece::new(turns, Mood::Plain)], vec![Piece::new(hidden, Mood::Quiet)]];
                facts.extend(self.agreed(app, form).map(|told| vec![told]));
                facts
            }
        };
    }

    /// How many values are agreed on, and what becomes of them; nothing where there is none.
    fn agreed(&self, app: &App, form: &Form) -> Option<Piece> {
        let offer = self.offer(form)?;
        let workspace = app.workspace();
        let agreed = |slot: &Slot| {
            let scores = &workspace.item(*slot).scores;
            let rules = workspace.framework().criteria_of(self.voting(form));
            rules.filter(|rule| scores.get(&rule.id).is_some_and(|score| score.agreed().is_some())).count()
        };
        let (count, anew) = (offer.slots.iter().map(agreed).sum::<usize>(), offer.ask == Ask::Everything);
        let told = match (count, anew) {
            (0, _) => return None,
            (1, true) => "1 value that is agreed on is voted on anew".to_owned(),
            (1, false) => "1 value that is agreed on stays, and is shown".to_owned(),
            (many, true) => format!("{many} values that are agreed on are voted on anew"),
            (many, false) => format!("{many} values that are agreed on stay, and are shown"),
        };
        Some(Piece::new(told, if anew { Mood::Warn } else { Mood::Quiet }))
    }

    /// The side that is to vote.
    pub(super) fn voting(&self, form: &Form) -> Side {
        self.sides[self.side(form)]
    }

    pub(super) fn command(&self, form: &Form) -> Command {
        let offer = self.offer(form);
        Command::OpenRounds {
            items: offer.map(|offer| offer.slots.clone()).unwrap_or_default(),
            side: self.voting(form),
            ask: offer.map_or(Ask::Everything, |offer| offer.ask),
        }
    }
}
