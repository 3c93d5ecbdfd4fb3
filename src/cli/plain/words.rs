//! The words of plain mode: one table that the parser, the help and the refusals read.

use crate::import::names::nearest;

/// What a line can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Word {
    Help,
    List,
    More,
    Find,
    Filter,
    Line,
    Show,
    Explain,
    Try,
    Log,
    Check,
    Score,
    As,
    Triage,
    Reason,
    Undo,
    Redo,
    Capacity,
    Pin,
    Unpin,
    Park,
    Decline,
    Move,
    Call,
    Add,
    Kind,
    Class,
    Done,
    Save,
    Settle,
    TakeOver,
    Quit,
    Skip,
    Next,
    Back,
    Means,
    Stop,
}

/// When a word is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Always.
    Always,
    /// Always; it changes something.
    Change,
    /// While what is missing is asked for, one score after the other.
    Walk,
}

/// What there is to know about a word.
pub(super) struct Spec {
    /// What it asks for.
    pub(super) word: Word,
    /// How it is written; the first is its name.
    pub(super) names: &'static [&'static str],
    /// What stands behind it, in capitals where something else is meant.
    pub(super) usage: &'static str,
    /// What it does, in a sentence.
    pub(super) doc: &'static str,
    /// When it is understood.
    pub(super) when: When,
}

const fn spec(
    word: Word,
    names: &'static [&'static str],
    usage: &'static str,
    when: When,
    doc: &'static str,
) -> Spec {
    Spec { word, names, usage, doc, when }
}

/// Every word, in the order of the help.
#[rustfmt::skip]
pub(super) const TABLE: &[Spec] = &[
    spec(Word::List, &["list", "l", "ls"], "[in, out, unscored, aside, parked, declined or done] [NUMBER or all]", When::Always,
        "Reads the backlog, best first, with the line through it, ten at a time; the numbers name the items from then on."),
    spec(Word::More, &["more", "m"], "", When::Always, "Goes on with what was read last."),
    spec(Word::Find, &["find", "f"], "TEXT", When::Always, "Reads the items that have a text in their titles."),
    spec(Word::Filter, &["filter"], "[VALUES or off]", When::Always,
        "Lists only items of a kind, class, theme, goal, owner, tag, horizon, or unscored; alone it says what there is. Ranks stay."),
    spec(Word::Line, &["line", "cutline"], "", When::Always, "Reads the line: what is used, what is free, what is technical."),
    spec(Word::Show, &["show"], "ITEM", When::Always, "Reads an item: its place, its scores and what they mean, what is written about it."),
    spec(Word::Explain, &["explain", "e"], "ITEM", When::Always,
        "Reads why an item ranks where it does: the formula, where each number came from, the gaps, what would move it."),
    spec(Word::Try, &["try"], "ITEM CRITERION [VALUE]", When::Always,
        "Says what a score would do, or each step of the scale, and changes nothing."),
    spec(Word::Log, &["log"], "[ITEM, unexplained or all]", When::Always, "Reads the trade-offs, newest first."),
    spec(Word::Check, &["check"], "", When::Always, "Says whether the plan is ready, and what stands in the way."),
    spec(Word::Score, &["score", "set"], "ITEM CRITERION VALUE [CRITERION VALUE ...]", When::Change,
        "Scores one or several criteria of an item; none as a value clears it."),
    spec(Word::As, &["as"], "[NAME or room]", When::Always,
        "Scores as one of the people from then on, or as the room again; alone it says who is listed."),
    spec(Word::Triage, &["triage", "t"], "[business or engineering]", When::Change,
        "Asks for what is missing, one score after the other."),
    spec(Word::Reason, &["reason", "r"], "[#ENTRY] [TEXT]", When::Change, "Writes down why: for the last trade-off, or the one with that number."),
    spec(Word::Undo, &["undo", "u"], "", When::Change, "Takes back the last change, as an entry of its own."),
    spec(Word::Redo, &["redo"], "", When::Change, "Does again what was taken back last."),
    spec(Word::Capacity, &["capacity"], "[AMOUNT [UNIT], none, or health PERCENT]", When::Change,
        "Sets how much fits, or how much of it should be technical; alone it reads the line."),
    spec(Word::Pin, &["pin"], "ITEM in or out", When::Change, "Says what that would cost, asks who answers for it and why, and holds the item there."),
    spec(Word::Unpin, &["unpin"], "ITEM", When::Change, "Lets a pinned item go."),
    spec(Word::Park, &["park"], "ITEM", When::Change, "Asks why and until when, and takes the item out of the ranking."),
    spec(Word::Decline, &["decline"], "ITEM", When::Change, "Asks why and when to look at it again, and decides against the item."),
    spec(Word::Move, &["move"], "ITEM next or later", When::Change, "Puts an item on another horizon; brings back one that was parked or declined."),
    spec(Word::Call, &["call"], "[ITEM]", When::Change, "Writes down a decision: what, by whom, why, instead of what, who is disappointed."),
    spec(Word::Add, &["add"], "[TITLE]", When::Change, "Brings a new item into the backlog."),
    spec(Word::Kind, &["kind"], "ITEM KIND", When::Change, "Says what sort of work an item is: feature, tech, debt, discovery or compliance."),
    spec(Word::Class, &["class"], "ITEM CLASS", When::Change, "Says how much depends on an item: must, should, could, won't, or none."),
    spec(Word::Done, &["done"], "ITEM [EFFORT]", When::Change, "Marks an item as done, with what it took."),
    spec(Word::Save, &["save"], "[FILE]", When::Always, "Writes everything into the file at once, or a copy into another one."),
    spec(Word::Settle, &["settle"], "[merge, theirs, or FILE]", When::Always,
        "Says what another program made of the file; merges both, takes theirs with a copy of ours beside it, or goes on with ours in another file."),
    spec(Word::TakeOver, &["take"], "over", When::Always,
        "Goes on here with what another window had open, once that has ended."),
    spec(Word::Help, &["help", "h", "?"], "[WORD]", When::Always, "Lists the words, or says what one of them does."),
    spec(Word::Quit, &["quit", "q", "exit"], "", When::Always, "Says what was saved, and ends."),
    spec(Word::Skip, &["skip", "s"], "", When::Walk, "Leaves this score for later."),
    spec(Word::Next, &["next", "n"], "", When::Walk, "Leaves this item for later."),
    spec(Word::Back, &["back", "b"], "", When::Walk, "Goes back to the score before."),
    spec(Word::Means, &["means", "h", "?"], "", When::Walk, "Says what the values mean."),
    spec(Word::Stop, &["stop"], "", When::Walk, "Stops asking."),
];

/// A line that was understood: its word, and what stands behind it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request<'l> {
    pub(super) word: Word,
    pub(super) rest: &'l str,
}

impl Word {
    /// What there is to know about it.
    pub(super) fn spec(self) -> Option<&'static Spec> {
        TABLE.iter().find(|spec| spec.word == self)
    }
}

impl Spec {
    /// Its name.
    pub(super) fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or_default()
    }

    /// How it is written, and what it does: `more, or m: Goes on with what was read last.`
    pub(super) fn told(&self) -> String {
        let usage = format!("{} {}", self.name(), self.usage);
        let others = self.names.get(1..).unwrap_or_default().iter().copied();
        let names = std::iter::once(usage.trim_end()).chain(others).collect::<Vec<_>>().join(", or ");
        format!("{names}: {}", self.doc)
    }
}

/// The word that a text begins with, where it is one; those of a walk come first while there is one.
pub(super) fn word(text: &str, walking: bool) -> Option<Word> {
    let text = text.to_lowercase();
    let named = |spec: &&Spec| spec.names.contains(&text.as_str());
    let walk = TABLE.iter().filter(|spec| walking && spec.when == When::Walk).find(named);
    walk.or_else(|| TABLE.iter().filter(|spec| spec.when != When::Walk).find(named)).map(|spec| spec.word)
}

/// Reads a line. A number alone asks for its item.
///
/// # Errors
/// What is no word, and which one it may stand for.
pub(super) fn parse(line: &str, walking: bool) -> Result<Request<'_>, String> {
    let line = line.trim();
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    if let Some(word) = word(first, walking) {
        return Ok(Request { word, rest: rest.trim() });
    }
    if rest.is_empty() && !first.is_empty() && first.chars().all(|c| c.is_ascii_digit()) {
        return Ok(Request { word: Word::Show, rest: first });
    }
    let known: Vec<String> = TABLE
        .iter()
        .filter(|spec| walking || spec.when != When::Walk)
        .map(|spec| spec.name().to_owned())
        .collect();
    let meant = nearest(first, &known).map(|near| format!(" Did you mean {near}?")).unwrap_or_default();
    Err(format!("{first} is no word here.{meant} help lists the words."))
}

/// The whole table, or what one word does.
pub(super) fn help(about: &str, walking: bool) -> Vec<String> {
    if !about.is_empty() {
        let known = word(about, walking).or_else(|| word(about, true)).and_then(Word::spec);
        return match known {
            Some(spec) => vec![spec.told()],
            None => vec![format!("{about} is no word here. help lists the words.")],
        };
    }
    let of = |wanted: &'static [When]| TABLE.iter().filter(move |spec| wanted.contains(&spec.when));
    let mut lines = Vec::new();
    if walking {
        lines.push("A value scores. Beside that, while scores are asked for:".to_owned());
        lines.extend(of(&[When::Walk]).map(Spec::told));
    }
    lines.push(
        "ITEM is the number that was read out, an id, a part of a title, or it for the item of before."
            .to_owned(),
    );
    lines.extend(of(&[When::Always, When::Change]).map(Spec::told));
    if !walking {
        lines.push("While triage asks for scores, a value scores, and beside that:".to_owned());
        lines.extend(of(&[When::Walk]).map(Spec::told));
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_word_is_told_once_and_every_name_means_one_thing() {
        let words: HashSet<Word> = TABLE.iter().map(|spec| spec.word).collect();
        assert_eq!(words.len(), TABLE.len());
        for walk in [false, true] {
            let mut names = HashSet::new();
            for spec in TABLE.iter().filter(|spec| (spec.when == When::Walk) == walk) {
                assert!(spec.names.iter().all(|name| names.insert(*name)), "{}", spec.name());
                assert!(spec.doc.ends_with('.') && !spec.doc.contains('!'), "{}", spec.name());
            }
        }
        for walking in [false, true] {
            let help = help("", walking).join("\n");
            for spec in TABLE {
                assert!(help.contains(&spec.told()), "{}", spec.name());
                assert!(help.is_ascii());
            }
        }
    }

    #[test]
    fn a_line_is_a_word_and_what_stands_behind_it() {
        let request = |word, rest| Ok(Request { word, rest });
        for (line, walking, expected) in [
            ("list", false, request(Word::List, "")),
            ("  LIST   unscored  all ", false, request(Word::List, "unscored  all")),
            ("score 3 effort 5", false, request(Word::Score, "3 effort 5")),
            ("3", false, request(Word::Show, "3")),
            ("h", false, request(Word::Help, "")),
            ("h", true, request(Word::Means, "")),
            ("b", true, request(Word::Back, "")),
            ("help more", true, request(Word::Help, "more")),
        ] {
            assert_eq!(parse(line, walking), expected, "{line}");
        }
        for (line, why) in [
            ("skore 3 effort 5", "skore is no word here. Did you mean score? help lists the words."),
            ("b", "b is no word here. help lists the words."),
            ("3 4", "3 is no word here. help lists the words."),
            ("", " is no word here. help lists the words."),
        ] {
            assert_eq!(parse(line, false), Err(why.to_owned()), "{line}");
        }
    }

    #[test]
    fn help_tells_one_word_by_any_of_its_names() {
        assert_eq!(help("m", false), ["more, or m: Goes on with what was read last."]);
        assert_eq!(help("skip", false), ["skip, or s: Leaves this score for later."]);
        assert_eq!(help("dance", false), ["dance is no word here. help lists the words."]);
    }
}
