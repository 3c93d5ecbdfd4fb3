//! Flags in words, each from its longest form to its shortest: a row of the backlog takes what it has room for.

use super::{Flag, Inversion, flags, inversions, left_behind};
use crate::domain::id::{ItemId, Slot};
use crate::domain::item::Horizon;
use crate::domain::tradeoff::Entry;
use crate::domain::workshop::Workshop;

/// How many blockers are named by their ranks.
const NAMED: usize = 2;

/// How many inversions of an entry are told.
const TOLD: usize = 3;

/// Circles of more items than these are told by their number.
const CIRCLE: usize = 8;

/// What there is to warn of about an item: each warning in full first, then shorter and shorter.
pub fn warnings(workshop: &Workshop, slot: Slot) -> Vec<Vec<String>> {
    let mut missing: Vec<ItemId> = Vec::new();
    let mut warnings = Vec::new();
    let (mut above, mut out) = (false, false);
    for flag in flags(workshop, slot) {
        match flag {
            Flag::Untitled | Flag::Voting | Flag::UnlistedVoter(_) => {}
            Flag::InCycle => warnings.push(waits_for_itself(workshop, slot)),
            Flag::AboveBlocker(_) => above = true,
            Flag::BlockerOut(_) => out = true,
            Flag::MissingDependency(id) => missing.push(id),
        }
    }
    if above {
        warnings.push(above_blockers(workshop, slot));
    }
    if out {
        warnings.push(blockers_out(workshop, slot));
    }
    match missing.as_slice() {
        [] => {}
        [only] => warnings.push(
            [format!("⚠ needs {only}, not here"), "⚠ blocker missing".to_owned(), "⚠ blocker".to_owned()]
                .into(),
        ),
        many => {
            let many = many.len();
            let long = format!("⚠ needs {many} that are not here");
            warnings.push([long, format!("⚠ {many} missing")].into());
        }
    }
    warnings
}

/// `⚠ blocks itself: SSO → Ledger → SSO`.
fn waits_for_itself(workshop: &Workshop, slot: Slot) -> Vec<String> {
    let short = ["⚠ blocks itself", "⚠ cycle"].map(str::to_owned);
    let dependencies = workshop.dependencies();
    let long = match dependencies.cycle_of(slot).map_or(0, <[Slot]>::len) {
        many if many > CIRCLE => format!("⚠ blocks itself, with {} others", many - 1),
        _ => format!("⚠ blocks itself: {}", circle(workshop, &dependencies.way_round(slot))),
    };
    std::iter::once(long).chain(short).collect()
}

/// A way round in titles, back to where it began: `SSO → Ledger → SSO`.
pub fn circle(workshop: &Workshop, way: &[Slot]) -> String {
    let title = |slot: &Slot| workshop.workspace().item(*slot).shown_title();
    let titles: Vec<&str> = way.iter().chain(way.first()).map(title).collect();
    titles.join(" → ")
}

/// `⚠ above its blocker #14`.
fn above_blockers(workshop: &Workshop, slot: Slot) -> Vec<String> {
    let index = |blocker: &Slot| workshop.standing().index(*blocker);
    let mut blockers: Vec<Slot> = inversions(workshop, slot).collect();
    blockers.sort_by_cached_key(|blocker| (index(blocker).is_none(), index(blocker)));
    let ranks: Option<Vec<String>> = blockers.iter().map(|blocker| rank(workshop, *blocker)).collect();
    let many = blockers.len();
    let first = blockers.first().and_then(|first| rank(workshop, *first)).filter(|_| many > 1);
    let shortest = first.map_or(String::new(), |first| format!("{first} +{}", many - 1));
    let forms = match (ranks, blockers.as_slice()) {
        (Some(ranks), [_]) => {
            vec![format!("above its blocker {}", ranks[0]), format!("blocker {}", ranks[0]), ranks[0].clone()]
        }
        (Some(ranks), _) if many <= NAMED => {
            let ranks = ranks.join(", ");
            vec![format!("above its blockers {ranks}"), format!("blockers {ranks}"), ranks, shortest]
        }
        (None, [only]) => {
            let why = why_unranked(workshop, *only);
            vec![format!("above its blocker, which is {why}"), format!("blocker {why}"), "blocker".to_owned()]
        }
        _ if shortest.is_empty() => vec![format!("above {many} of its blockers"), format!("{many} blockers")],
        _ => vec![format!("above {many} of its blockers"), format!("{many} blockers"), shortest],
    };
    // The sign never stands without what it means: beside another word it would seem to belong to that.
    forms.into_iter().map(|form| format!("⚠ {form}")).collect()
}

/// `⚠ its blocker #25 is out`, of one that ranks above it.
fn blockers_out(workshop: &Workshop, slot: Slot) -> Vec<String> {
    let blockers: Vec<Slot> = left_behind(workshop, slot).collect();
    let forms = match blockers.as_slice() {
        [only] => {
            let rank = rank(workshop, *only).unwrap_or_default();
            // Shorter still it is the same sign as above: look at that one.
            vec![
                format!("its blocker {rank} is out"),
                format!("blocker {rank} out"),
                format!("{rank} out"),
                rank,
            ]
        }
        many => {
            let many = many.len();
            vec![
                format!("{many} of its blockers are out"),
                format!("{many} blockers out"),
                format!("{many} out"),
            ]
        }
    };
    forms.into_iter().map(|form| format!("⚠ {form}")).collect()
}

fn rank(workshop: &Workshop, slot: Slot) -> Option<String> {
    workshop.standing().index(slot).map(|index| format!("#{}", index + 1))
}

/// Why an item that is still to be done has no rank, in a word.
pub fn why_unranked(workshop: &Workshop, slot: Slot) -> &'static str {
    let item = workshop.workspace().item(slot);
    match item.horizon {
        _ if item.in_round() => "voted on",
        Some(Horizon::Parked) => "parked",
        Some(Horizon::Declined) => "declined",
        _ => "unscored",
    }
}

/// Who came to stand above what it waits for by an entry of the log, the item that was changed first:
/// `⚠ above its blocker #14 Ledger split`.
pub(in crate::domain) fn told(
    entry: &Entry,
    title: &dyn Fn(&ItemId) -> String,
    is_blind: &dyn Fn(&ItemId) -> bool,
) -> Vec<String> {
    let is_subject = |inversion: &&Inversion| entry.item.as_ref() == Some(&inversion.item);
    let (own, others): (Vec<&Inversion>, Vec<&Inversion>) = entry.inversions.iter().partition(is_subject);
    let told = |inversion: &&Inversion| {
        let who = if is_subject(inversion) { String::new() } else { title(&inversion.item) + " " };
        let rank = match inversion.rank {
            // Nobody is to be anchored by where it stood.
            _ if is_blind(&inversion.blocker) => String::new(),
            Some(rank) => format!("#{rank} "),
            None => "without a rank: ".to_owned(),
        };
        format!("⚠ {who}above its blocker {rank}{}", title(&inversion.blocker))
    };
    let mut all: Vec<String> = own.iter().chain(&others).take(TOLD).map(told).collect();
    if entry.inversions.len() > TOLD {
        all.push(format!("⚠ {} more above a blocker", entry.inversions.len() - TOLD));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workspace::Workspace;

    /// Ranked a, b, c, d, e; the others are not.
    fn workshop(blockers: &str) -> Workshop {
        let item = |(i, id): (usize, char)| {
            let depends_on = if id == 'a' { blockers } else { "" };
            format!(
                r#"{{"id":"{id}","title":"{}","scores":{{"impact":{},"effort":1}},"depends_on":[{depends_on}]}}"#,
                id.to_uppercase(),
                5 - i
            )
        };
        let items: Vec<String> = "abcde".chars().enumerate().map(item).collect();
        let more = r#"{"id":"new"},{"id":"parked","horizon":"parked"},{"id":"no","horizon":"declined"},
            {"id":"done","status":"done"},{"id":"gone","status":"withdrawn"},
            {"id":"x","title":"X","depends_on":["y"]},{"id":"y","title":"Y","depends_on":["x"]},
            {"id":"x1","depends_on":["x2"]},{"id":"x2","depends_on":["x3"]},{"id":"x3","depends_on":["x4"]},
            {"id":"x4","depends_on":["x5"]},{"id":"x5","depends_on":["x6"]},{"id":"x6","depends_on":["x7"]},
            {"id":"x7","depends_on":["x8"]},{"id":"x8","depends_on":["x9"]},{"id":"x9","depends_on":["x1"]}"#;
        let text = format!(r#"{{"framework":"value-effort","items":[{},{more}]}}"#, items.join(","));
        Workshop::new(Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0)
    }

    fn said(workshop: &Workshop, id: &str) -> Vec<String> {
        let slot = workshop.workspace().slot(&id.into()).unwrap();
        warnings(workshop, slot).into_iter().map(|forms| forms.join(" | ")).collect()
    }

    #[test]
    fn who_is_pinned_in_while_a_blocker_above_is_out_is_warned_of() {
        let items = |blockers: &str| {
            format!(
                r#"{{"framework":"value-effort","capacity":{{"amount":3,"unit":"points"}},"items":[
                    {{"id":"a","scores":{{"impact":5,"effort":1}}}},{{"id":"b","scores":{{"impact":5,"effort":2}}}},
                    {{"id":"c","scores":{{"impact":4,"effort":2}}}},
                    {{"id":"d","scores":{{"impact":1,"effort":1}},"depends_on":[{blockers}],
                      "pin":{{"held":"in","owner":"Ana","reason":"sold"}}}}]}}"#
            )
        };
        for (blockers, told) in [
            (r#""a""#, &[][..]),
            (r#""b""#, &["⚠ its blocker #2 is out | ⚠ blocker #2 out | ⚠ #2 out | ⚠ #2"]),
            (r#""a","b","c""#, &["⚠ 2 of its blockers are out | ⚠ 2 blockers out | ⚠ 2 out"]),
        ] {
            let head = serde_json::from_str(&items(blockers)).unwrap();
            let workshop = Workshop::new(Workspace::load(head).unwrap().0);
            assert_eq!(said(&workshop, "d"), told, "{blockers}");
        }
    }

    #[test]
    fn warnings_have_a_form_for_every_room() {
        for (blockers, told) in [
            ("", &[][..]),
            (r#""done""#, &[]),
            (r#""c""#, &["⚠ above its blocker #3 | ⚠ blocker #3 | ⚠ #3"]),
            (r#""c","c""#, &["⚠ above its blocker #3 | ⚠ blocker #3 | ⚠ #3"]),
            (r#""d","b""#, &["⚠ above its blockers #2, #4 | ⚠ blockers #2, #4 | ⚠ #2, #4 | ⚠ #2 +1"]),
            (r#""b","c","d","done""#, &["⚠ above 3 of its blockers | ⚠ 3 blockers | ⚠ #2 +2"]),
            (r#""new""#, &["⚠ above its blocker, which is unscored | ⚠ blocker unscored | ⚠ blocker"]),
            (r#""parked""#, &["⚠ above its blocker, which is parked | ⚠ blocker parked | ⚠ blocker"]),
            (r#""no","b""#, &["⚠ above 2 of its blockers | ⚠ 2 blockers | ⚠ #2 +1"]),
            (r#""gone""#, &["⚠ needs gone, not here | ⚠ blocker missing | ⚠ blocker"]),
            (r#""gone","away""#, &["⚠ needs 2 that are not here | ⚠ 2 missing"]),
            (
                r#""b","nowhere""#,
                &[
                    "⚠ above its blocker #2 | ⚠ blocker #2 | ⚠ #2",
                    "⚠ needs nowhere, not here | ⚠ blocker missing | ⚠ blocker",
                ],
            ),
        ] {
            assert_eq!(said(&workshop(blockers), "a"), told, "{blockers}");
        }
        let workshop = workshop("");
        assert_eq!(said(&workshop, "y"), ["⚠ blocks itself: Y → X → Y | ⚠ blocks itself | ⚠ cycle"]);
        assert_eq!(said(&workshop, "x4"), ["⚠ blocks itself, with 8 others | ⚠ blocks itself | ⚠ cycle"]);
    }
}
