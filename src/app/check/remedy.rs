//! Where each check is put right: a form, a screen with the right thing selected, an item's card on the field
//! that is missing. What lies over the check, and what it sends to, leads back to it.

use super::look_at;
use crate::app::action::Action;
use crate::app::brief::{self, Spot};
use crate::app::card::Field;
use crate::app::view::Screen;
use crate::app::{App, Effect, Now, Tone, reveal, screens, update};
use crate::domain::check::{At, Lead, Topic, Verdict};
use crate::domain::item::Horizon;

/// Where something is put right.
#[derive(Clone, Copy, Debug)]
enum Remedy {
    /// By an action, on the selected item if it is about one.
    By(Action),
    /// On the card of the selected item.
    Card(Field),
    /// On the roadmap, where the selected item can be moved.
    Roadmap,
    /// On the brief, at what it is all for.
    Brief(Spot),
}

/// Goes where the selected check is put right: to its items, from an item to what it lacks, to the reason of an
/// entry, or to what the check itself asks for.
pub(in crate::app) fn look_into(app: &mut App, now: Now) -> Vec<Effect> {
    if let Some(lead) = app.check.selected_lead().cloned() {
        return put_right(app, &lead, now);
    }
    let Some(check) = app.check.selected() else { return Vec::new() };
    let (topic, verdict, has_leads) = (check.topic, check.verdict, !check.leads.is_empty());
    if let Some(remedy) = of_the_plan(app, topic) {
        return follow(app, remedy, now);
    }
    if has_leads {
        look_at(app, 0);
        return Vec::new();
    }
    let text = match verdict {
        Verdict::Unmet => return follow(app, without_items(topic), now),
        Verdict::Met => "nothing stands in the way",
        Verdict::NotApplicable => "there is nothing to ask this of",
    };
    app.say(Tone::Plain, text);
    Vec::new()
}

/// What is done about a check that asks something of the plan as a whole; it may be done anew, too.
fn of_the_plan(app: &App, topic: Topic) -> Option<Remedy> {
    match topic {
        Topic::Vision => Some(Remedy::Brief(Spot::Vision)),
        Topic::Goals => {
            let goals = &app.workspace().head().goals;
            let first = if goals.is_empty() { None } else { Some(0) };
            let lacking = goals.iter().position(|goal| !goal.lacks().is_empty());
            Some(Remedy::Brief(Spot::Goal(lacking.or(first))))
        }
        Topic::Capacity => Some(Remedy::By(Action::Capacity)),
        Topic::Review => Some(Remedy::By(Action::ReviewDate)),
        _ => None,
    }
}

/// What is done about a check that is unmet, and no item stands in its way.
fn without_items(topic: Topic) -> Remedy {
    match topic {
        Topic::Removed => Remedy::Roadmap,
        // Neither room nor a target is a matter of items.
        _ => Remedy::By(Action::Capacity),
    }
}

/// What is done about an item that stands in the way of a check.
fn of_an_item(topic: Topic) -> Remedy {
    match topic {
        Topic::Linked => Remedy::Card(Field::Goals),
        Topic::Problem => Remedy::Card(Field::Outcome),
        Topic::Cost => Remedy::Card(Field::CostOfNotDoing),
        Topic::Risks => Remedy::Card(Field::Risks),
        Topic::Owners => Remedy::Card(Field::Owner),
        Topic::Capacity => Remedy::By(Action::Pin),
        Topic::Dependencies => Remedy::By(Action::Blockers),
        Topic::TechHealth => Remedy::By(Action::Place(Horizon::Now)),
        Topic::Musts => Remedy::By(Action::Class),
        Topic::Removed => Remedy::By(Action::Place(Horizon::Parked)),
        Topic::Reasons => Remedy::By(Action::Reason),
        Topic::Vision | Topic::Goals | Topic::Horizons | Topic::Review | Topic::Disagreements => {
            Remedy::Roadmap
        }
    }
}

fn follow(app: &mut App, remedy: Remedy, now: Now) -> Vec<Effect> {
    match remedy {
        Remedy::By(action) => return update::run(app, action, None, now),
        Remedy::Card(field) => screens::open_card(app, field),
        Remedy::Roadmap => screens::send(app, Screen::Roadmap),
        Remedy::Brief(spot) => {
            screens::send(app, Screen::Brief);
            brief::stand(app, Some(spot));
        }
    }
    Vec::new()
}

fn put_right(app: &mut App, lead: &Lead, now: Now) -> Vec<Effect> {
    app.select_listed(Some(lead.slot));
    match lead.at {
        At::Criterion(index) => reveal::show(app, lead.slot, index),
        At::Entry(_) | At::Item => {
            let topic = app.check.selected().map(|check| check.topic);
            if let Some(topic) = topic {
                return follow(app, of_an_item(topic), now);
            }
        }
    }
    Vec::new()
}
