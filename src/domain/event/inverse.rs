//! What takes a fact back.

use super::Event;

impl Event {
    /// The fact that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Event {
        let mut event = self.clone();
        match &mut event {
            Event::Agreed { from, to, .. } | Event::Voted { from, to, .. } => std::mem::swap(from, to),
            Event::Reasoned { from, to, .. }
            | Event::ReviewSet { from, to }
            | Event::VisionSet { from, to } => std::mem::swap(from, to),
            Event::GoalSet { from, to, .. } => std::mem::swap(from, to),
            Event::ThemeSet { from, to, .. } => std::mem::swap(from, to),
            Event::CapacitySet { from, to } => std::mem::swap(from, to),
            Event::Pinned { from, to, .. } => std::mem::swap(from, to),
            Event::Answered { from, to, .. } => std::mem::swap(from, to),
            Event::ParticipantSet { from, to } => std::mem::swap(from, to),
            Event::AgendaSet { from, to } => std::mem::swap(from, to),
            Event::StageTimed { from, to, .. } => std::mem::swap(from, to),
            Event::Called { from, to, .. } => std::mem::swap(from, to),
            Event::Reframed { from, to } => std::mem::swap(from, to),
            Event::TieBroken { from, to } => std::mem::swap(from, to),
            Event::Edited { from, to, .. } => std::mem::swap(from, to),
            Event::Delivered { from, to, .. } => std::mem::swap(from, to),
            Event::Placed { from, to, .. } => std::mem::swap(from, to),
            Event::RoundOpened { item, round } => {
                return Event::RoundDropped { item: item.clone(), round: std::mem::take(round) };
            }
            Event::RoundDropped { item, round } => {
                return Event::RoundOpened { item: item.clone(), round: std::mem::take(round) };
            }
            Event::Revealed { item, round, scores } => {
                let (item, round, scores) = (item.clone(), std::mem::take(round), std::mem::take(scores));
                return Event::Concealed { item, round, scores };
            }
            Event::Concealed { item, round, scores } => {
                let (item, round, scores) = (item.clone(), std::mem::take(round), std::mem::take(scores));
                return Event::Revealed { item, round, scores };
            }
            Event::CycleClosed { cycle } => {
                return Event::CycleReopened { cycle: std::mem::take(cycle) };
            }
            Event::CycleReopened { cycle } => {
                return Event::CycleClosed { cycle: std::mem::take(cycle) };
            }
            Event::Merged { item, into, deferrals } => {
                return Event::Parted { item: item.clone(), into: into.clone(), deferrals: *deferrals };
            }
            Event::Parted { item, into, deferrals } => {
                return Event::Merged { item: item.clone(), into: into.clone(), deferrals: *deferrals };
            }
            Event::Split { item, items } => {
                return Event::Rejoined { item: item.clone(), items: std::mem::take(items) };
            }
            Event::Rejoined { item, items } => {
                return Event::Split { item: item.clone(), items: std::mem::take(items) };
            }
            Event::CarriedOver { criterion, values } => {
                return Event::CarriedBack { criterion: criterion.clone(), values: std::mem::take(values) };
            }
            Event::CarriedBack { criterion, values } => {
                return Event::CarriedOver { criterion: criterion.clone(), values: std::mem::take(values) };
            }
            Event::Added { items, done, source } => {
                let (items, done) = (std::mem::take(items), std::mem::take(done));
                return Event::Withdrawn { items, done, source: source.take() };
            }
            Event::Withdrawn { items, done, source } => {
                let (items, done) = (std::mem::take(items), std::mem::take(done));
                return Event::Added { items, done, source: source.take() };
            }
        }
        event
    }
}
