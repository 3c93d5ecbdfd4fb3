//! Calls: decisions written in the log by hand, alone or about an item or an earlier entry.

use super::command::{Decision, Rejection};
use super::event::Event;
use super::id::{ItemId, Slot};
use super::record::record;
use super::tradeoff::EntryKind;
use super::workspace::Workspace;

record! {
    /// A decision, who answers for it, and what it was preferred to.
    pub struct Call {
        /// What was decided.
        "what" what: String,
        /// Who answers for it.
        "owner" owner: String,
        /// Why.
        "reason" reason: String,
        /// What else was considered.
        "alternatives" alternatives: Vec<String>,
        /// Who hoped for something else.
        "disappointed" disappointed: Vec<String>,
    }
}

/// What a call is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Nothing in particular.
    Nothing,
    /// An item.
    Item(Slot),
    /// An entry of the log, by its number.
    Entry(u64),
}

/// Decides to write a call. Nothing moves by it; the log alone remembers it.
pub(super) fn make(ws: &Workspace, about: About, call: Call) -> Result<Decision, Rejection> {
    let filled = |text: &str, what| {
        let text = text.trim().to_owned();
        if text.is_empty() { Err(Rejection::Lacks("a call", what)) } else { Ok(text) }
    };
    let listed = |texts: Vec<String>| {
        let trimmed = texts.into_iter().map(|text| text.trim().to_owned());
        trimmed.filter(|text| !text.is_empty()).collect()
    };
    let call = Call {
        what: filled(&call.what, "to say what was decided")?,
        owner: filled(&call.owner, "an owner")?,
        reason: filled(&call.reason, "a reason")?,
        alternatives: listed(call.alternatives),
        disappointed: listed(call.disappointed),
        extra: call.extra,
    };
    let (item, side, entry) = match about {
        About::Nothing => (None, None, None),
        About::Item(slot) => (Some(ws.item(slot).id.clone()), None, None),
        About::Entry(seq) => {
            let index = ws.entry_index(seq).ok_or(Rejection::UnknownEntry(seq))?;
            let target = &ws.log()[index];
            (target.item.clone(), target.side, Some(seq))
        }
    };
    let reason = call.reason.clone();
    let event = Event::Called { item: item.clone(), entry, from: None, to: Some(Box::new(call)) };
    let mut decision = Decision::new(EntryKind::Call, vec![event]);
    (decision.entry.item, decision.entry.side) = (item, side);
    (decision.entry.about, decision.entry.reason) = (entry, Some(reason.into()));
    Ok(decision)
}

/// The call in words, `on` being what it is about: `call by Raj on SSO: not before the audit`.
pub(super) fn told(on: Option<String>, from: Option<&Call>, to: Option<&Call>) -> String {
    let Some(call) = to.or(from) else { return "call".to_owned() };
    let by = if call.owner.is_empty() { String::new() } else { format!(" by {}", call.owner) };
    let on = on.map(|on| format!(" on {on}")).unwrap_or_default();
    let taken_back = if to.is_none() { " taken back" } else { "" };
    format!("call{by}{on}{taken_back}: {}", call.what)
}

impl Call {
    /// What was considered instead, and who is disappointed, each under its word.
    pub fn rest(&self) -> Vec<(&'static str, String)> {
        let lists = [("instead of", &self.alternatives), ("disappointed", &self.disappointed)];
        let said = lists.into_iter().filter(|(_, list)| !list.is_empty());
        said.map(|(word, list)| (word, list.join(" · "))).collect()
    }
}

/// The item that a call is about, as those that name an event's items want it.
pub(super) fn items(item: Option<&ItemId>) -> &[ItemId] {
    item.map_or(&[], std::slice::from_ref)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::Command;
    use crate::domain::number::Num;
    use crate::domain::telling::tell;
    use crate::domain::tradeoff::Stamp;
    use crate::domain::workshop::Workshop;

    fn workshop() -> Workshop {
        let text = r#"{"framework":"value-effort","capacity":{"amount":4,"unit":"points"},
            "items":[{"id":"sso","title":"SSO","scores":{"impact":4,"effort":2}}]}"#;
        Workshop::new(Workspace::load(serde_json::from_str(text).unwrap()).unwrap().0)
    }

    fn call(text: &str) -> Call {
        serde_json::from_str(text).unwrap()
    }

    const WHOLE: &str = r#"{"what":" not before the audit ","owner":"Raj","reason":"the auditor asks",
        "alternatives":["ship half"," "],"disappointed":["Mia","Ops"]}"#;

    #[test]
    fn a_call_is_told_in_full_and_taken_back_like_any_gesture() {
        let mut workshop = workshop();
        let sso = Slot::new(0);
        let score = Command::Agree { item: sso, criterion: "effort".into(), to: Num::new(3.0) };
        workshop.perform(score, Stamp::default()).unwrap();
        let crossing = workshop.crossing().clone();
        for (about, cause) in [
            (About::Nothing, "call by Raj: not before the audit"),
            (About::Item(sso), "call by Raj on SSO: not before the audit"),
            (About::Entry(1), "call by Raj on effort of SSO 2 → 3: not before the audit"),
            (About::Entry(4), "call by Raj on the call not before the audit: not before the audit"),
        ] {
            let made = Command::Call { about, call: call(WHOLE) };
            let entry = workshop.perform(made, Stamp::default()).unwrap().entry;
            let told = tell(workshop.workspace(), &entry);
            assert_eq!((told.headline().as_str(), told.reason.as_deref()), (cause, Some("the auditor asks")));
            assert_eq!(
                told.rest,
                [("instead of", "ship half".to_owned()), ("disappointed", "Mia · Ops".to_owned())]
            );
            assert_eq!(*workshop.crossing(), crossing, "a call moves nobody");
        }
        let undone = workshop.perform(Command::Undo, Stamp::default()).unwrap().entry;
        let told = tell(workshop.workspace(), &undone);
        assert_eq!(
            told.headline(),
            "undo: call by Raj on the call not before the audit taken back: not before the audit"
        );
        assert_eq!((told.reason, told.rest), (None, Vec::new()));
    }

    #[test]
    fn a_call_says_what_by_whom_and_why() {
        let mut workshop = workshop();
        for (text, why) in [
            (r#"{"owner":"Raj","reason":"law"}"#, "a call needs to say what was decided"),
            (r#"{"what":"ship","reason":"law"}"#, "a call needs an owner"),
            (r#"{"what":"ship","owner":"Raj","reason":" "}"#, "a call needs a reason"),
            (WHOLE, "the log has no entry 9"),
        ] {
            let made = Command::Call { about: About::Entry(9), call: call(text) };
            assert_eq!(workshop.perform(made, Stamp::default()).unwrap_err().to_string(), why);
        }
    }
}
