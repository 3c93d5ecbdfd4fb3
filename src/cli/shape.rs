//! What `--json` writes: shapes that others rely on, apart from the types within. That of the ranking is an export's.

use serde::{Serialize, Serializer};

use crate::domain::amounts::Amounts;
use crate::domain::dependency::Inversion;
use crate::domain::framework::Side;
use crate::domain::id::{ItemId, ParticipantId};
use crate::domain::number::Num;
use crate::domain::telling::told_crossing;
use crate::domain::tradeoff::{Datum, Entry, EntryKind};
use crate::domain::workspace::Workspace;

/// One entry of the trade-off log. Every field is there, empty or not.
#[derive(Serialize)]
pub(super) struct Logged<'w> {
    seq: u64,
    at: Option<String>,
    by: Option<&'w ParticipantId>,
    side: Option<Side>,
    kind: EntryKind,
    item: Option<&'w ItemId>,
    cause: Option<Cause<'w>>,
    rank: Move<u32>,
    score: Move<Num>,
    /// Whether rank, score and values are hidden because the item is voted on blind.
    hidden: bool,
    entered: Vec<&'w ItemId>,
    left: Vec<&'w ItemId>,
    /// Who came to stand above what it waits for.
    inversions: Vec<Inversion>,
    /// Which of those who fell out are technical and had been put off twice or more, and how often.
    put_off: &'w Amounts,
    reason: Option<&'w str>,
    /// The entry that this one takes back, does again, gives a reason for or is a call on.
    about: Option<u64>,
    /// Who answers for a pin or a call.
    owner: Option<&'w str>,
    /// What a call decided.
    what: Option<&'w str>,
    alternatives: &'w [String],
    disappointed: &'w [String],
}

#[derive(Serialize)]
struct Cause<'w> {
    field: &'w str,
    from: Option<&'w Datum>,
    to: Option<&'w Datum>,
}

#[derive(Serialize)]
struct Move<T> {
    from: Option<T>,
    to: Option<T>,
}

impl<'w> Logged<'w> {
    /// An entry as it is written for others.
    pub(super) fn of(workspace: &Workspace, entry: &'w Entry) -> Logged<'w> {
        let (cause, call) = (entry.cause.as_ref(), entry.call());
        let crossing = told_crossing(workspace, entry);
        // What is voted on blind is hidden here, too.
        let blind = entry.item.as_ref().is_some_and(|id| workspace.is_blind(id));
        let hides = |field: &str| entry.item.as_ref().is_some_and(|id| workspace.hides(id, &field.into()));
        let datum = |field: &str, datum: Option<&'w Datum>| datum.filter(|_| !hides(field));
        let known = |rank| if blind { None } else { rank };
        let scored = |score| if blind { None } else { score };
        Logged {
            seq: entry.seq,
            at: entry.at.map(|at| at.to_rfc3339()),
            by: entry.by.as_ref(),
            side: entry.side,
            kind: entry.kind,
            item: entry.item.as_ref(),
            cause: cause.map(|cause| {
                let first = cause.way().next().unwrap_or_default();
                Cause {
                    field: &cause.field,
                    from: datum(first, cause.from.as_ref()),
                    to: datum(first, cause.to.as_ref()),
                }
            }),
            rank: Move { from: known(entry.rank.from), to: known(entry.rank.to) },
            score: Move { from: scored(entry.score.from), to: scored(entry.score.to) },
            hidden: blind,
            entered: crossing.entered,
            left: crossing.left,
            inversions: entry.inversions.iter().map(|inversion| seen(workspace, inversion)).collect(),
            put_off: &entry.put_off,
            reason: entry.reason.as_deref(),
            about: entry.about,
            owner: entry.owner(),
            what: call.map(|call| call.what.as_str()),
            alternatives: call.map_or(&[], |call| &call.alternatives),
            disappointed: call.map_or(&[], |call| &call.disappointed),
        }
    }
}

/// An inversion without the rank of what is voted on blind.
fn seen(workspace: &Workspace, inversion: &Inversion) -> Inversion {
    let rank = inversion.rank.filter(|_| !workspace.is_blind(&inversion.blocker));
    Inversion { rank, ..inversion.clone() }
}

/// Names and what stands under them, as an object in their order.
pub(super) struct Object(pub(super) Vec<(String, String)>);

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
