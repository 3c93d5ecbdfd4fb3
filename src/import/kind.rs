//! Finds out what kind of work an item is, from its type and its labels.

use crate::domain::item::Kind;

/// Words that give a kind away, as [`spaced_words`] writes them. The first that fits wins, so that technical debt
/// is debt, not tech.
const SIGNS: [(&str, Kind); 25] = [
    (" tech debt ", Kind::Debt),
    (" techdebt ", Kind::Debt),
    (" technical debt ", Kind::Debt),
    (" debt ", Kind::Debt),
    (" refactor ", Kind::Debt),
    (" refactoring ", Kind::Debt),
    (" chore ", Kind::Debt),
    (" cleanup ", Kind::Debt),
    (" clean up ", Kind::Debt),
    (" security audit ", Kind::Compliance),
    (" gdpr ", Kind::Compliance),
    (" legal ", Kind::Compliance),
    (" compliance ", Kind::Compliance),
    (" regulatory ", Kind::Compliance),
    (" spike ", Kind::Discovery),
    (" research ", Kind::Discovery),
    (" discovery ", Kind::Discovery),
    (" infrastructure ", Kind::Tech),
    (" infra ", Kind::Tech),
    (" platform ", Kind::Tech),
    (" tech ", Kind::Tech),
    (" technical ", Kind::Tech),
    (" enabler ", Kind::Tech),
    (" bug ", Kind::Feature),
    (" defect ", Kind::Feature),
];

/// What a source lets us know about a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KindReading {
    /// The source uses one of Cutline's own names.
    Stated(Kind),
    /// The words of its type or labels suggest one.
    Guessed(Kind),
    Unknown,
}

impl KindReading {
    /// Reads the type of an item, if it has one, and its labels.
    pub(super) fn of(stated: Option<&str>, labels: &[String]) -> Self {
        if let Some(kind) = stated.and_then(own_name) {
            return Self::Stated(kind);
        }
        let texts = stated.into_iter().chain(labels.iter().map(String::as_str));
        // A bug is customer work, unless another word says that it is not.
        let guesses: Vec<Kind> = texts.filter_map(guess).collect();
        let telling = guesses.iter().find(|kind| **kind != Kind::Feature);
        telling.or(guesses.first()).map_or(Self::Unknown, |kind| Self::Guessed(*kind))
    }

    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            Self::Stated(kind) | Self::Guessed(kind) => Some(kind),
            Self::Unknown => None,
        }
    }

    pub(super) fn is_guess(self) -> bool {
        matches!(self, Self::Guessed(_))
    }
}

fn own_name(text: &str) -> Option<Kind> {
    Kind::parse(&text.trim().to_lowercase())
}

fn guess(text: &str) -> Option<Kind> {
    let words = spaced_words(text);
    SIGNS.iter().find(|(sign, _)| words.contains(sign)).map(|(_, kind)| *kind)
}

/// The words of a text, lower case, each with a space before and after, so that `tech` is not found in `biotech`.
fn spaced_words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::KindReading::{Guessed, Stated, Unknown};
    use super::*;

    #[test]
    fn own_names_are_stated_and_the_rest_is_guessed() {
        for (stated, labels, expected) in [
            (Some("Tech"), &[][..], Stated(Kind::Tech)),
            (Some(" compliance "), &["debt"], Stated(Kind::Compliance)),
            (Some("Bug"), &[], Guessed(Kind::Feature)),
            (Some("Bug"), &["tech-debt"], Guessed(Kind::Debt)),
            (None, &["bug", "type: tech_debt"], Guessed(Kind::Debt)),
            (None, &["kind/defect"], Guessed(Kind::Feature)),
            (Some("Technical Debt"), &[], Guessed(Kind::Debt)),
            (Some("Task - technical"), &[], Guessed(Kind::Tech)),
            (Some("Chore"), &[], Guessed(Kind::Debt)),
            (None, &["Refactor"], Guessed(Kind::Debt)),
            (None, &["clean-up"], Guessed(Kind::Debt)),
            (Some("Infrastructure"), &[], Guessed(Kind::Tech)),
            (None, &["area: platform"], Guessed(Kind::Tech)),
            (Some("Spike"), &[], Guessed(Kind::Discovery)),
            (None, &["user research"], Guessed(Kind::Discovery)),
            (Some("Security audit"), &[], Guessed(Kind::Compliance)),
            (Some("Story"), &["GDPR"], Guessed(Kind::Compliance)),
            (None, &["legal"], Guessed(Kind::Compliance)),
            (Some("Story"), &["biotech"], Unknown),
            (None, &[], Unknown),
        ] {
            let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
            let reading = KindReading::of(stated, &labels);
            assert_eq!(reading, expected, "{stated:?} {labels:?}");
            assert_eq!(reading.is_guess(), matches!(expected, Guessed(_)));
        }
        assert_eq!((Stated(Kind::Tech).kind(), Unknown.kind()), (Some(Kind::Tech), None));
    }
}
