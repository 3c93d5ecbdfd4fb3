//! Three states of one value, and what comes of them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde_json::value::RawValue;

use super::conflict::{Outcome, Report};
use super::order::arrange;
use super::rule::{BALLOT, Rule};
use crate::domain::raw::{list, object, written_list, written_object};

/// One value as it was and as both sides have it, as JSON; none where it is not there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Three<'t> {
    /// What both sides began with.
    pub(super) base: Option<&'t str>,
    /// What we have.
    pub(super) ours: Option<&'t str>,
    /// What they have.
    pub(super) theirs: Option<&'t str>,
}

/// The entries of an object or of a list, by the names that they are known by.
type Entries<'t> = Vec<(String, &'t str)>;

/// Puts together what both sides made of a value.
pub(super) fn merge(rule: &Rule, three: Three<'_>, report: &mut Report) -> Option<String> {
    if let Some(settled) = three.settled() {
        return settled.map(str::to_owned);
    }
    let full = three.filled(rule.empty());
    let merged = match rule {
        Rule::Whole => None,
        Rule::Fields(_) | Rule::Any | Rule::Each(_) => {
            full.entries(object).map(|sides| fields(rule, &sides, report))
        }
        Rule::List(keys, _) => {
            let each = |text| known_by(keys, text).filter(|entries| are_apart(entries));
            full.entries(each).map(|sides| elements(rule, &sides, report))
        }
        Rule::Grown(keys, _) => {
            let each = |text| known_by(keys, text).map(numbered);
            full.entries(each).map(|sides| elements(rule, &sides, report))
        }
        Rule::Words => full.entries(counted).map(|sides| words(&sides)),
        Rule::Score => score(full, report),
        Rule::Count => full.largest(),
    };
    match merged {
        Some(merged) if Some(merged.as_str()) == rule.empty() => None,
        Some(merged) => Some(merged),
        None => {
            report.note(three, Outcome::Ours);
            three.ours.map(str::to_owned)
        }
    }
}

impl<'t> Three<'t> {
    /// The three texts of a value.
    pub(super) fn of(texts: &'t [Option<Box<RawValue>>; 3]) -> Three<'t> {
        let [base, ours, theirs] = texts.each_ref().map(|raw| raw.as_deref().map(RawValue::get));
        Three { base, ours, theirs }
    }

    /// What stands where no more than one side changed it, or both did alike.
    #[expect(clippy::option_option, reason = "that it is settled and that it is gone are two things")]
    fn settled(&self) -> Option<Option<&'t str>> {
        if self.ours == self.theirs || self.theirs == self.base {
            Some(self.ours)
        } else if self.ours == self.base {
            Some(self.theirs)
        } else {
            None
        }
    }

    /// The same with something in the place of what is absent.
    fn filled(self, empty: Option<&'t str>) -> Three<'t> {
        let Three { base, ours, theirs } = self;
        Three { base: base.or(empty), ours: ours.or(empty), theirs: theirs.or(empty) }
    }

    /// Opens all that is there; none where one of both sides is not there, or is nothing that can be opened.
    fn entries(self, open: impl Fn(&'t str) -> Option<Entries<'t>>) -> Option<[Entries<'t>; 3]> {
        let base = self.base.map_or_else(|| Some(Vec::new()), &open)?;
        Some([base, open(self.ours?)?, open(self.theirs?)?])
    }

    fn largest(self) -> Option<String> {
        let number = |text: Option<&'t str>| text.and_then(|text| text.parse::<u64>().ok());
        Some(number(self.ours)?.max(number(self.theirs)?).to_string())
    }
}

/// The elements of a list of objects by some of their fields.
fn known_by<'t>(keys: &[&str], text: &'t str) -> Option<Entries<'t>> {
    let name = |element: &'t str| {
        let fields = object(element)?;
        let value = |key: &&str| fields.iter().find(|(name, _)| name == key).map_or("", |(_, value)| *value);
        Some((keys.iter().map(value).collect::<Vec<_>>().join(" "), element))
    };
    list(text)?.into_iter().map(name).collect()
}

/// Whether no two entries have one name.
fn are_apart(entries: &Entries<'_>) -> bool {
    let mut known = HashSet::with_capacity(entries.len());
    entries.iter().all(|(name, _)| known.insert(name))
}

/// The elements of a list by what they are.
fn counted(text: &str) -> Option<Entries<'_>> {
    Some(numbered(list(text)?.into_iter().map(|element| (element.to_owned(), element)).collect()))
}

/// Entries of which the second of the same name is known by its number.
fn numbered(mut entries: Entries<'_>) -> Entries<'_> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (name, _) in &mut entries {
        let times = seen.entry(name.clone()).or_default();
        *times += 1;
        if *times > 1 {
            *name = format!("{name} {times}");
        }
    }
    entries
}

/// Words of which each stands there as often as one side changed it to, in their order.
fn words(sides: &[Entries<'_>; 3]) -> String {
    let times = sides.each_ref().map(|side| {
        let mut times: HashMap<&str, usize> = HashMap::new();
        for (_, word) in side {
            *times.entry(word).or_default() += 1;
        }
        times
    });
    let kept = |word: &str| match times.each_ref().map(|times| times.get(word).copied().unwrap_or(0)) {
        [base, ours, theirs] if theirs == base => ours,
        [base, ours, theirs] if ours == base => theirs,
        [_, ours, theirs] => ours.max(theirs),
    };
    let [base, ours, theirs] = sides.each_ref().map(|side| standing(side, &kept));
    let all: HashMap<&str, &str> = ours.iter().chain(&theirs).copied().collect();
    let [base, ours, theirs] =
        [base, ours, theirs].map(|side| side.into_iter().map(|(name, _)| name).collect::<Vec<&str>>());
    let order = arrange(&base, &ours, &theirs, |our, their| our <= their);
    written_list(order.iter().filter_map(|name| all.get(name).copied()))
}

/// The words of one side that stay, each as often as is kept of it.
fn standing<'s>(side: &'s Entries<'_>, kept: &impl Fn(&str) -> usize) -> Vec<(&'s str, &'s str)> {
    let mut left: HashMap<&str, usize> = HashMap::new();
    let mut standing = Vec::new();
    for (name, word) in side {
        let left = left.entry(word).or_insert_with(|| kept(word));
        if *left > 0 {
            *left -= 1;
            standing.push((name.as_str(), *word));
        }
    }
    standing
}

fn fields(rule: &Rule, sides: &[Entries<'_>; 3], report: &mut Report) -> String {
    let merged = entries(rule, sides, report);
    written_object(merged.iter().map(|(name, value)| (*name, value.as_str())))
}

fn elements(rule: &Rule, sides: &[Entries<'_>; 3], report: &mut Report) -> String {
    let merged = entries(rule, sides, report);
    written_list(merged.iter().map(|(_, value)| value.as_str()))
}

/// Merges each entry, and puts those that stay in their order.
fn entries<'s>(rule: &Rule, sides: &'s [Entries<'_>; 3], report: &mut Report) -> Vec<(&'s str, String)> {
    let [base, ours, theirs] = sides.each_ref().map(|side| {
        side.iter().map(|(name, value)| (name.as_str(), *value)).collect::<HashMap<&'s str, &str>>()
    });
    let names = |side: &'s Entries<'_>| side.iter().map(|(name, _)| name.as_str());
    let mut kept: HashMap<&'s str, String> = HashMap::new();
    for name in names(&sides[1]).chain(names(&sides[2]).filter(|name| !ours.contains_key(name))) {
        let at = |side: &HashMap<&'s str, &'s str>| side.get(name).copied();
        let three = Three { base: at(&base), ours: at(&ours), theirs: at(&theirs) };
        let step = shown(name);
        let merged = report.within(&step, |report| entry(rule, rule.of(name), three, report));
        kept.extend(merged.map(|merged| (name, merged)));
    }
    let [base, ours, theirs] =
        sides.each_ref().map(|side| names(side).filter(|name| kept.contains_key(name)).collect::<Vec<_>>());
    let order = arrange(&base, &ours, &theirs, |our, their| our <= their);
    order.into_iter().filter_map(|name| Some((name, kept.remove(name)?))).collect()
}

/// One entry of something. In an object with fields a value that is gone is a value; of a collection nothing is
/// lost that one side has changed.
fn entry(within: &Rule, rule: &Rule, three: Three<'_>, report: &mut Report) -> Option<String> {
    let collection = matches!(within, Rule::Each(_) | Rule::List(..) | Rule::Grown(..));
    let outcome = match (three.ours, three.theirs) {
        _ if !collection || three.base.is_none() || three.settled().is_some() => None,
        (None, Some(_)) => Some(Outcome::KeptTheirs),
        (Some(_), None) => Some(Outcome::KeptOurs),
        _ => None,
    };
    let Some(outcome) = outcome else { return merge(rule, three, report) };
    report.note(three, outcome);
    three.ours.or(three.theirs).map(str::to_owned)
}

/// A name as it is told: a text without its quotes, or several of them.
fn shown(name: &str) -> Cow<'_, str> {
    if !name.starts_with('"') {
        return Cow::Borrowed(name);
    }
    Cow::Owned(serde_json::from_str(name).unwrap_or_else(|_| name.replace('"', "")))
}

/// A number is a ballot that holds no more than what was agreed on, and comes out as a number where it came in as one.
fn score(three: Three<'_>, report: &mut Report) -> Option<String> {
    let ballot = |text: Option<&str>| {
        text.map(
            |text| {
                if text.starts_with('{') { text.to_owned() } else { format!(r#"{{"agreed":{text}}}"#) }
            },
        )
    };
    let [base, ours, theirs] = [three.base, three.ours, three.theirs].map(ballot);
    let ballots =
        Three { base: base.as_deref(), ours: Some(ours.as_deref()?), theirs: Some(theirs.as_deref()?) };
    let merged = merge(&BALLOT, ballots, report)?;
    let plain = [three.ours, three.theirs].into_iter().flatten();
    let plain = plain.into_iter().find(|text| merged == format!(r#"{{"agreed":{text}}}"#));
    Some(plain.map_or(merged, str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::super::rule::ITEM;
    use super::*;

    fn merged(rule: &Rule, [base, ours, theirs]: [&'static str; 3]) -> (String, Vec<String>) {
        let side = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        let three = Three { base: side(base), ours: side(ours), theirs: side(theirs) };
        let mut report = Report::default();
        let merged = merge(rule, three, &mut report).unwrap_or_default();
        let told = |conflict: &super::super::Conflict| {
            format!("{}: {}; {}", conflict.place(), conflict.values(), conflict.told())
        };
        (merged, report.into_conflicts().iter().map(told).collect())
    }

    #[test]
    fn fields_votes_and_words_are_put_together() {
        for (sides, expected) in [
            (
                [
                    r#"{"title":"a","kind":"tech"}"#,
                    r#"{"title":"b","kind":"tech"}"#,
                    r#"{"title":"a","kind":"debt"}"#,
                ],
                r#"{"title":"b","kind":"debt"}"#,
            ),
            (
                [
                    r#"{"scores":{"effort":{"votes":{"ana":2}}}}"#,
                    r#"{"scores":{"effort":{"votes":{"ana":3}}}}"#,
                    r#"{"scores":{"effort":{"votes":{"ana":2,"bo":5}}}}"#,
                ],
                r#"{"scores":{"effort":{"votes":{"ana":3,"bo":5}}}}"#,
            ),
            (
                [
                    r#"{"scores":{"effort":5}}"#,
                    r#"{"scores":{"effort":3}}"#,
                    r#"{"scores":{"effort":{"votes":{"bo":1},"agreed":5}}}"#,
                ],
                r#"{"scores":{"effort":{"votes":{"bo":1},"agreed":3}}}"#,
            ),
            (["{}", r#"{"scores":{"a":1}}"#, r#"{"scores":{"b":2}}"#], r#"{"scores":{"a":1,"b":2}}"#),
            (
                [r#"{"tags":["a","b"]}"#, r#"{"tags":["a","c"]}"#, r#"{"tags":["b","a","d"]}"#],
                r#"{"tags":["a","c","d"]}"#,
            ),
            (
                [r#"{"tags":["a"]}"#, r#"{"tags":["a","a"]}"#, r#"{"tags":["b","a"]}"#],
                r#"{"tags":["b","a","a"]}"#,
            ),
            ([r#"{"tags":["a"]}"#, "{}", r#"{"tags":["a","b"]}"#], r#"{"tags":["b"]}"#),
            ([r#"{"tags":["a","b"]}"#, r#"{"tags":["b"]}"#, r#"{"tags":["a"]}"#], "{}"),
            (
                [
                    r#"{"x":{"n":1.10,"m":1}}"#,
                    r#"{"x":{"n":1.20,"m":1}}"#,
                    r#"{"x":{"n":1.10,"m":2e0,"k":1e400}}"#,
                ],
                r#"{"x":{"n":1.20,"m":2e0,"k":1e400}}"#,
            ),
            ([r#"{"deferrals":1}"#, r#"{"deferrals":3}"#, r#"{"deferrals":2}"#], r#"{"deferrals":3}"#),
        ] {
            assert_eq!(merged(&ITEM, sides), (expected.to_owned(), Vec::new()));
            let [base, ours, theirs] = sides;
            assert_eq!(merged(&ITEM, [base, ours, ours]).0, ours);
            assert_eq!(merged(&ITEM, [base, base, theirs]).0, theirs);
            assert_eq!(merged(&ITEM, [base, ours, base]).0, ours);
        }
    }

    #[test]
    fn what_differs_is_told_and_ours_stands_or_what_was_changed() {
        for (sides, expected, told) in [
            (
                [r#"{"title":"a"}"#, r#"{"title":"b"}"#, r#"{"title":"c"}"#],
                r#"{"title":"b"}"#,
                "title: a → ours b, theirs c; ours stands",
            ),
            (
                [r#"{"owner":"a"}"#, "{}", r#"{"owner":"c"}"#],
                "{}",
                "owner: a → ours nothing, theirs c; ours stands",
            ),
            (
                [r#"{"scores":{"effort":3}}"#, r#"{"scores":{"effort":2}}"#, r#"{"scores":{"effort":5}}"#],
                r#"{"scores":{"effort":2}}"#,
                "effort, agreed: 3 → ours 2, theirs 5; ours stands",
            ),
            (
                [r#"{"scores":{"effort":3}}"#, "{}", r#"{"scores":{"effort":5}}"#],
                r#"{"scores":{"effort":5}}"#,
                "effort: 3 → ours nothing, theirs 5; gone in ours, changed in theirs: kept",
            ),
            (
                [
                    r#"{"scores":{"effort":{"votes":{"a":1}}}}"#,
                    r#"{"scores":{"effort":{"votes":{"a":2}}}}"#,
                    r#"{"scores":{"effort":{"votes":{"b":2}}}}"#,
                ],
                r#"{"scores":{"effort":{"votes":{"a":2,"b":2}}}}"#,
                "effort, vote of a: 1 → ours 2, theirs nothing; changed in ours, gone in theirs: kept",
            ),
        ] {
            assert_eq!(merged(&ITEM, sides), (expected.to_owned(), vec![told.to_owned()]));
        }
    }
}
