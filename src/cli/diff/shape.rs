//! What `cutline diff --json` writes. Every key is there, whether there is something to say or not.

use serde::Serialize;

use crate::domain::compare::{Comparison, End, Place, Rescored};
use crate::domain::facet::{Content, Facet};
use crate::domain::id::{CriterionId, ItemId, ParticipantId};
use crate::domain::item::{Held, Horizon, Item, Status};
use crate::domain::number::Num;
use crate::domain::workshop::Workshop;

/// What lies between two workspaces.
#[derive(Serialize)]
pub(super) struct Difference<'w> {
    /// Whether there is any.
    differ: bool,
    title: Move<&'w str>,
    settings: Vec<Setting<'w>>,
    new: Vec<Stand<'w>>,
    gone: Vec<Gone<'w>>,
    /// The items that came in, best first.
    entered: Vec<Stand<'w>>,
    /// The items that fell out.
    left: Vec<Stand<'w>>,
    /// The others whose rank or score is another, those that moved furthest first.
    moved: Vec<Stand<'w>>,
    rescored: Vec<Score<'w>>,
    edited: Vec<Edit<'w>>,
    placed: Vec<Put<'w>>,
    log: Log,
}

/// A value before and after; null where there is none.
#[derive(Serialize)]
struct Move<T> {
    from: T,
    to: T,
}

#[derive(Serialize)]
struct Setting<'w> {
    field: &'w str,
    /// Which entry of a list.
    id: Option<&'w str>,
    what: &'w str,
}

/// Where an item stands on either side.
#[derive(Serialize)]
struct Stand<'w> {
    id: &'w ItemId,
    title: &'w str,
    rank: Move<Option<usize>>,
    score: Move<Option<Num>>,
    /// Whether it is above the line; null without one or without a rank.
    #[serde(rename = "in")]
    is_in: Move<Option<bool>>,
}

#[derive(Serialize)]
struct Gone<'w> {
    #[serde(flatten)]
    stand: Stand<'w>,
    /// `missing`, `withdrawn` or `merged`.
    how: &'static str,
    /// The item that it was merged into.
    into: Option<&'w ItemId>,
}

/// One criterion of one item that is scored otherwise.
#[derive(Serialize)]
struct Score<'w> {
    id: &'w ItemId,
    title: &'w str,
    criterion: &'w CriterionId,
    value: Move<Option<Num>>,
    agreed: Move<Option<Num>>,
    votes: Vec<Vote<'w>>,
    /// Whether everything about it is hidden because it is voted on blind.
    hidden: bool,
}

#[derive(Serialize)]
struct Vote<'w> {
    by: &'w ParticipantId,
    from: Option<Num>,
    to: Option<Num>,
}

/// One field of one item that says something else; `null` on both sides where it is none that is known.
#[derive(Serialize)]
struct Edit<'w> {
    id: &'w ItemId,
    title: &'w str,
    fields: Vec<Field<'w>>,
}

#[derive(Serialize)]
struct Field<'w> {
    #[serde(rename = "field")]
    name: &'w str,
    from: Option<Value<'w>>,
    to: Option<Value<'w>>,
}

/// A facet by its value alone.
struct Value<'w>(&'w Facet);

#[derive(Serialize)]
struct Put<'w> {
    id: &'w ItemId,
    title: &'w str,
    status: Move<Status>,
    horizon: Move<Option<Horizon>>,
    pinned: Move<Option<Held>>,
}

/// How many entries only one of both logs has.
#[derive(Serialize)]
struct Log {
    only_before: usize,
    only_after: usize,
}

impl Serialize for Value<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Facet::ActualEffort(effort) = self.0 {
            return effort.serialize(serializer);
        }
        match self.0.content() {
            Content::Word(word) => word.serialize(serializer),
            Content::Prose(text) => text.serialize(serializer),
            Content::List(list) => list.serialize(serializer),
        }
    }
}

impl<'w> Difference<'w> {
    /// A comparison as it is written for others.
    pub(super) fn of(before: &'w Workshop, after: &'w Workshop, found: &'w Comparison<'w>) -> Difference<'w> {
        let stands = |places: &'w [Place<'w>]| places.iter().map(Stand::of).collect();
        let [was, is] = [before, after].map(|workshop| workshop.workspace().head().title.as_str());
        Difference {
            differ: !found.is_empty(),
            title: Move { from: was, to: is },
            settings: found
                .settings
                .iter()
                .map(|setting| Setting {
                    field: &setting.field,
                    id: setting.id.as_deref(),
                    what: &setting.told,
                })
                .collect(),
            new: stands(&found.new),
            gone: found.gone.iter().map(|gone| Gone::of(&gone.place, gone.how)).collect(),
            entered: stands(&found.entered),
            left: stands(&found.left),
            moved: stands(&found.moved),
            rescored: found
                .rescored
                .iter()
                .flat_map(|scored| scored.scores.iter().map(|score| Score::of(scored.item, score)))
                .collect(),
            edited: found.edited.iter().map(|edit| Edit::of(edit.item, &edit.facets, &edit.others)).collect(),
            placed: found.placed.iter().map(|placed| Put::of(placed.items)).collect(),
            log: Log { only_before: found.log[0], only_after: found.log[1] },
        }
    }
}

impl<'w> Stand<'w> {
    fn of(place: &Place<'w>) -> Stand<'w> {
        let (rank, score, is_in) = (place.rank, place.score, place.is_in);
        Stand {
            id: &place.item.id,
            title: place.item.full_title(),
            rank: Move { from: rank[0], to: rank[1] },
            score: Move { from: score[0], to: score[1] },
            is_in: Move { from: is_in[0], to: is_in[1] },
        }
    }
}

impl<'w> Gone<'w> {
    fn of(place: &Place<'w>, how: End<'w>) -> Gone<'w> {
        let (how, into) = match how {
            End::Missing => ("missing", None),
            End::Withdrawn => ("withdrawn", None),
            End::Merged(into) => ("merged", into),
        };
        Gone { stand: Stand::of(place), how, into }
    }
}

impl<'w> Score<'w> {
    fn of(item: &'w Item, score: &'w Rescored<'w>) -> Score<'w> {
        let votes =
            score.votes.iter().map(|vote| Vote { by: vote.by, from: vote.value[0], to: vote.value[1] });
        Score {
            id: &item.id,
            title: item.full_title(),
            criterion: score.criterion,
            value: Move { from: score.value[0], to: score.value[1] },
            agreed: Move { from: score.agreed[0], to: score.agreed[1] },
            votes: votes.collect(),
            hidden: score.hidden,
        }
    }
}

impl<'w> Edit<'w> {
    fn of(item: &'w Item, facets: &'w [(Facet, Facet)], others: &'w [String]) -> Edit<'w> {
        let known = facets.iter().map(|(from, to)| Field {
            name: to.field(),
            from: Some(Value(from)),
            to: Some(Value(to)),
        });
        let unknown = others.iter().map(|name| Field { name, from: None, to: None });
        Edit { id: &item.id, title: item.full_title(), fields: known.chain(unknown).collect() }
    }
}

impl<'w> Put<'w> {
    fn of([was, is]: [&'w Item; 2]) -> Put<'w> {
        Put {
            id: &is.id,
            title: is.full_title(),
            status: Move { from: was.status, to: is.status },
            horizon: Move { from: was.horizon, to: is.horizon },
            pinned: Move { from: was.held(), to: is.held() },
        }
    }
}
