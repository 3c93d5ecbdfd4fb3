//! An agenda as files bring it: what cannot stand is named with its field, what is missing is added.

use super::super::flaw::{Flaw, Notice, Path};
use super::super::load::Mint;
use super::{Agenda, LONGEST, Phase};

/// Gives each stage without an id one made of its title, and finds what cannot stand.
pub(in crate::domain) fn settle(agenda: &mut Agenda, notices: &mut Vec<Notice>) -> Result<(), Flaw> {
    let at = |index: usize, field: &str| Path::default().field("stages").index(index).field(field);
    for (index, stage) in agenda.stages.iter().enumerate() {
        if !(1..=LONGEST).contains(&stage.minutes) {
            return Err(Flaw::new(at(index, "minutes"), format!("a stage takes 1 to {LONGEST} minutes")));
        }
        if stage.timing.extended > LONGEST {
            return Err(Flaw::new(at(index, "extended"), format!("up to {LONGEST} minutes are added")));
        }
        let earlier = agenda.stages[..index].iter().position(|other| other.id == stage.id);
        if let Some(first) = earlier.filter(|_| !stage.id.as_str().is_empty()) {
            let what = format!("{} is already the id of stages[{first}]", stage.id);
            return Err(Flaw::new(at(index, "id"), what));
        }
    }
    name(agenda);
    stop_others(agenda, notices);
    Ok(())
}

fn name(agenda: &mut Agenda) {
    let mut mint = Mint::default();
    for index in 0..agenda.stages.len() {
        if agenda.stages[index].id.as_str().is_empty() {
            let id = mint.id(&agenda.stages[index].title, |id| agenda.place(&id.into()).is_some());
            agenda.stages[index].id = id.as_str().into();
        }
    }
}

/// The clock is on one stage at most, and either runs or stands.
fn stop_others(agenda: &mut Agenda, notices: &mut Vec<Notice>) {
    let Some(current) = agenda.current() else { return };
    for (index, stage) in agenda.stages.iter_mut().enumerate() {
        stage.timing.paused &= stage.timing.since.is_none();
        if index != current && stage.phase() != Phase::Away {
            (stage.timing.since, stage.timing.paused) = (None, false);
            let what = format!("the clock is on one stage at a time: it is not on {}", stage.shown_title());
            notices.push(what.into());
        }
    }
}
