//! What plain mode says, as it can be listened to: signs become words, in this one place.

use crate::domain::criterion::Criterion;
use crate::domain::id::Slot;
use crate::domain::scale::Scale;
use crate::domain::standing::{Crossing, Outcome};
use crate::domain::text::scrub;
use crate::domain::workshop::Workshop;

/// How many are named on each side of the line.
const NAMED: usize = 3;

/// A line that can be sent to a terminal and read aloud. The signs of the screen become words, also where a text of
/// the file has them; all else that it says stays as it is.
pub(super) fn spoken(text: &str) -> String {
    let text = scrub(text);
    let mut said = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let words = match c {
            '·' | '⏎' => {
                let end = said.trim_end().len();
                said.truncate(end);
                ";"
            }
            '→' => "to",
            '⚠' => "warning:",
            '÷' => "divided by",
            '≥' => "at least",
            '≤' => "at most",
            '…' => "...",
            '–' | '−' => "-",
            '×' => {
                let mut count = String::new();
                while let Some(digit) = rest.next_if(char::is_ascii_digit) {
                    count.push(digit);
                }
                match count.as_str() {
                    "1" => "once",
                    "" => "times",
                    count => {
                        said.push_str(count);
                        " times"
                    }
                }
            }
            c => {
                said.push(c);
                continue;
            }
        };
        let parted = said.chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        said.push_str(if parted || !words.starts_with(char::is_alphabetic) { "" } else { " " });
        said.push_str(words);
        let glued = rest.peek().is_some_and(|next| next.is_alphanumeric());
        said.push_str(if glued && !matches!(c, '…' | '–' | '−') { " " } else { "" });
    }
    said.truncate(said.trim_end().len());
    said
}

/// What would become of an item: `rank 2, in; SSO would fall out`.
pub(super) fn would(workshop: &Workshop, slot: Slot, outcome: &Outcome) -> String {
    let Some(index) = outcome.index else { return "no rank yet".to_owned() };
    let side = match (outcome.line(), outcome.is_in) {
        (None, _) => "",
        (Some(_), true) => ", in",
        (Some(_), false) => ", out",
    };
    let others = crossing(workshop, &outcome.crossing, Some(slot));
    let others = if others.is_empty() { others } else { format!("; {others}") };
    format!("rank {}{side}{others}", index + 1)
}

/// Who would cross the line beside one item: `SSO would come in; Billing and 2 more would fall out`.
pub(super) fn crossing(workshop: &Workshop, crossing: &Crossing<Slot>, but: Option<Slot>) -> String {
    let told = crossing.ways().into_iter().filter_map(|(goes, slots)| {
        let others: Vec<Slot> = slots.iter().copied().filter(|slot| Some(*slot) != but).collect();
        // Behind `would` one does what many do.
        let verb = goes.verb(2);
        (!others.is_empty()).then(|| format!("{} would {verb}", named(workshop, &others)))
    });
    told.collect::<Vec<_>>().join("; ")
}

/// `SSO, Billing, Refunds and 2 more`.
fn named(workshop: &Workshop, slots: &[Slot]) -> String {
    let titles = slots.iter().take(NAMED).map(|slot| workshop.workspace().item(*slot).shown_title());
    let titles = titles.collect::<Vec<_>>().join(", ");
    match slots.len().saturating_sub(NAMED) {
        0 => titles,
        more => format!("{titles} and {more} more"),
    }
}

/// What may be scored, short enough to be heard: `1 to 5` where those are all the steps.
pub(super) fn allowed(criterion: &Criterion) -> String {
    let whole = |steps: &[_]| {
        steps.windows(2).all(|two: &[crate::domain::number::Num]| {
            (two[1].get() - two[0].get() - 1.0).abs() < f64::EPSILON
        })
    };
    match &criterion.scale {
        Scale::Steps { steps, .. } if steps.len() > 2 && whole(steps) && !criterion.percent() => {
            format!("{} to {}", criterion.shown(steps[0]), criterion.shown(steps[steps.len() - 1]))
        }
        _ => criterion.allowed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::framework::Framework;

    #[test]
    fn signs_become_words() {
        for (text, said) in [
            ("effort of X 3 → 8 · #2 → #7 · falls out", "effort of X 3 to 8; #2 to #7; falls out"),
            ("⚠ deferred ×3: a day", "warning: deferred 3 times: a day"),
            ("(5 + 5) ÷ 2 = 5", "(5 + 5) divided by 2 = 5"),
            ("a × b", "a times b"),
            ("effort ≤3", "effort at most 3"),
            ("one\ntwo…", "one; two..."),
            ("\u{1b}[31mred\u{202e}", "[31mred"),
            ("Größe für München", "Größe für München"),
            ("a→b, a×b", "a to b, a times b"),
            ("deferred ×1", "deferred once"),
            ("·", ";"),
        ] {
            assert_eq!(spoken(text), said, "{text}");
        }
    }

    #[test]
    fn scales_are_short_to_hear() {
        let of = |id: &str, criterion: &str| {
            allowed(Framework::built_in(id).unwrap().criterion(&criterion.into()).unwrap())
        };
        assert_eq!(of("four-factor", "effort"), "1 to 5");
        assert_eq!(of("rice", "confidence"), "20%, 50%, 80%, 100%");
        assert_eq!(of("rice", "effort"), "0.5 or more");
    }
}
