//! An edit in words: `kind of Fix payments feature → debt`.

use super::{Content, Facet};
use crate::domain::aim::Aims;
use crate::domain::moscow::Class;
use crate::domain::text::{UNTITLED, brief};
use crate::domain::tradeoff::Datum;
use crate::domain::workspace::Workspace;

/// How many characters of a text, and of an entry of a list, are told.
const PROSE: usize = 60;
const WORD: usize = 32;

/// How many entries of a list are named; of more only the number is told.
const NAMED: usize = 3;

/// What stands where there is nothing.
const NOTHING: &str = "none";

/// What a text says from the word on in which it differs from another one.
fn difference<'t>(other: &str, text: &'t str) -> &'t str {
    let same = text.char_indices().zip(other.chars()).take_while(|((_, one), other)| one == other);
    let end = same.last().map_or(0, |((at, c), _)| at + c.len_utf8());
    let start = text[..end].rfind(' ').map_or(0, |at| at + 1);
    &text[start..]
}

/// Tells an edit of the item with this title.
pub fn told(
    workspace: &Workspace,
    title: &str,
    (from, to): (&Facet, &Facet),
    shorten: &dyn Fn(&str) -> String,
) -> String {
    if let (Facet::Title(from), Facet::Title(to)) = (from, to) {
        let shown = |title: &str| shorten(if title.trim().is_empty() { UNTITLED } else { title });
        return match (shown(from), shown(to)) {
            // Where it is cut before they differ, the new one is told from there.
            (old, new) if old == new => format!("{old} renamed to …{}", shorten(difference(from, to))),
            (old, new) => format!("{old} renamed to {new}"),
        };
    }
    let subject = match to {
        Facet::Unblocks(_) => format!("what {} unblocks", shorten(title)),
        _ => format!("{} of {}", to.name(), shorten(title)),
    };
    let shown = |text: &str, most: usize| brief(&meant(workspace, to, text), most).into_owned();
    match (from.content(), to.content()) {
        (Content::List(from), Content::List(to)) => {
            format!("{subject}{}", listed(&from, &to, &|text| shown(text, WORD)))
        }
        (Content::Prose(_), Content::Prose(None)) => format!("{subject} cleared"),
        (Content::Prose(None), Content::Prose(Some(text))) => {
            format!("{subject} written: {}", shown(text, PROSE))
        }
        (Content::Prose(Some(_)), Content::Prose(Some(text))) => {
            format!("{subject} rewritten: {}", shown(text, PROSE))
        }
        (from, to) => {
            let word = |content: &Content<'_>| match content {
                Content::Word(Some(word)) => shown(word, WORD),
                _ => NOTHING.to_owned(),
            };
            format!("{subject} {} → {}", word(&from), word(&to))
        }
    }
}

/// `: checkout added, legacy removed`.
fn listed(from: &[&str], to: &[&str], shown: &dyn Fn(&str) -> String) -> String {
    let without = |list: &[&str], others: &[&str]| -> Vec<String> {
        list.iter().filter(|entry| !others.contains(entry)).map(|entry| shown(entry)).collect()
    };
    if to.is_empty() {
        return " cleared".to_owned();
    }
    let changes = [(without(to, from), "added"), (without(from, to), "removed")];
    let told: Vec<String> = changes
        .iter()
        .filter(|(entries, _)| !entries.is_empty())
        .map(|(entries, verb)| match entries.len() {
            few if few <= NAMED => format!("{} {verb}", entries.join(", ")),
            many => format!("{many} {verb}"),
        })
        .collect();
    if told.is_empty() { " put in another order".to_owned() } else { format!(": {}", told.join(", ")) }
}

/// The name of what an id in a facet stands for; anything else as it is.
fn meant(workspace: &Workspace, facet: &Facet, text: &str) -> String {
    let aims = Aims::new(workspace.head());
    let name = match facet {
        Facet::Class(_) => Class::parse(text).map(Class::shown),
        Facet::Theme(_) => aims.theme_named(text).map(|at| workspace.head().themes[at].shown_title()),
        Facet::Goals(_) => aims.goal_named(text).map(|at| workspace.head().goals[at].shown_title()),
        Facet::DependsOn(_) => workspace.slot(&text.into()).map(|slot| workspace.item(slot).shown_title()),
        _ => None,
    };
    name.filter(|name| !name.is_empty()).unwrap_or(text).to_owned()
}

/// A facet as the cause of an entry writes it; nothing where it holds nothing.
pub(in crate::domain) fn datum(facet: &Facet) -> Option<Datum> {
    if let Facet::ActualEffort(effort) = facet {
        return effort.map(Datum::Number);
    }
    let text = match facet.content() {
        Content::Word(word) => word?.into_owned(),
        Content::Prose(text) => text?.to_owned(),
        Content::List(entries) if entries.is_empty() => return None,
        Content::List(entries) => entries.join(", "),
    };
    Some(Datum::Text(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workspace::Head;

    #[test]
    fn a_new_title_is_told_from_where_it_differs() {
        let workspace = Workspace::load(Head::default()).unwrap().0;
        let shorten = |text: &str| brief(text, 16).into_owned();
        let title = |text: &str| Facet::Title(text.to_owned());
        let from = title("Insurance card check before the visit");
        for (to, told) in [
            ("Insurance card check after a visit", "Insurance card… renamed to …after a visit"),
            ("Insurance card check before the visits", "Insurance card… renamed to …visits"),
            ("Card check", "Insurance card… renamed to Card check"),
        ] {
            assert_eq!(super::told(&workspace, "", (&from, &title(to)), &shorten), told);
        }
    }
}
