//! One item of the backlog.

mod rare;

use super::id::ItemId;
use super::limits;
use super::moscow::Class;
use super::number::Num;
use super::record::{Absent, always_written, record, word};
use super::scores::Scores;
use super::text;

/// How many characters of a title tell which item is meant.
const CALLED: usize = 60;
pub use rare::{Rare, Seldom};

word! {
    /// What sort of work an item is. All of them stand in one list, under one formula.
    #[derive(Default)]
    pub enum Kind {
        /// Something customers get.
        #[default]
        Feature = "feature",
        /// Technical work that enables other work.
        Tech = "tech",
        /// Technical work that pays back a shortcut.
        Debt = "debt",
        /// Finding out before building.
        Discovery = "discovery",
        /// What a law, contract or audit asks for.
        Compliance = "compliance",
    }
}

impl Kind {
    /// Whether effort on it counts towards technical health.
    pub fn technical(self) -> bool {
        matches!(self, Kind::Tech | Kind::Debt)
    }
}

word! {
    /// Where an item stands in its life.
    #[derive(Default)]
    pub enum Status {
        /// To be decided on.
        #[default]
        Open = "open",
        /// Delivered.
        Done = "done",
        /// Merged into another; kept with its votes and its history.
        Merged = "merged",
        /// Taken back by undoing its arrival; kept so that redoing finds it.
        Withdrawn = "withdrawn",
    }
}

word! {
    /// When an item is to happen.
    pub enum Horizon {
        /// In this cycle.
        Now = "now",
        /// In the next cycle.
        Next = "next",
        /// Some day.
        Later = "later",
        /// Set aside until a condition holds.
        Parked = "parked",
        /// Decided against.
        Declined = "declined",
    }
}

impl Horizon {
    /// Whether it takes items out of the ranking.
    pub fn sets_aside(self) -> bool {
        matches!(self, Horizon::Parked | Horizon::Declined)
    }
}

word! {
    /// Which side of the line a pin holds an item on.
    pub enum Held {
        /// Above the line, whatever its score.
        In = "in",
        /// Below the line, whatever its score.
        Out = "out",
    }
}

record! {
    /// An override: an item held in or out against its score.
    pub struct Pin {
        /// On which side of the line.
        "held" held: Option<Held>,
        /// Who answers for it.
        "owner" owner: String,
        /// Why.
        "reason" reason: String,
    }
}

record! {
    /// Why an item is parked or declined, and what would bring it back.
    pub struct SetAside {
        /// Why.
        "reason" reason: String,
        /// What has to come true before it is looked at again.
        "revisit" revisit: String,
        /// When it was set aside, as a date.
        "at" at: Option<String>,
    }
}

record! {
    /// What is written about an item, beside what ranks it.
    pub struct Details {
        /// The theme it belongs to.
        "theme" theme: Option<String>,
        /// The goals it serves.
        "goals" goals: Vec<String>,
        /// The business outcome it advances.
        "outcome" outcome: Option<String>,
        /// What not doing it costs.
        "cost_of_not_doing" cost_of_not_doing: Option<String>,
        /// What it unblocks.
        "unblocks" unblocks: Option<String>,
        /// We believe that it changes what by how much.
        "hypothesis" hypothesis: Option<String>,
        /// More, in the words of the source.
        "description" description: Option<String>,
        /// How to see that it is done.
        "acceptance" acceptance: Vec<String>,
        /// What could go wrong.
        "risks" risks: Vec<String>,
        /// Its key in the tracker it came from.
        "source" source: Option<String>,
        /// Who looks after it.
        "owner" owner: Option<String>,
        /// Free labels.
        "tags" tags: Vec<String>,
        /// When it was written down, as a date.
        "created" created: Option<String>,
        /// When it was last changed, as a date.
        "updated" updated: Option<String>,
        /// What it took in the end, in the unit of effort.
        "actual_effort" actual_effort: Option<Num>,
        /// When it was marked as done here, as a date; absent where it came in done.
        "finished" finished: Option<String>,
        /// The closed cycle that it was done in.
        "finished_in" finished_in: Option<String>,
        /// The item that it was merged into.
        "merged_into" merged_into: Option<ItemId>,
        /// The item that it was split from.
        "split_from" split_from: Option<ItemId>,
    }
}

record! {
    // What ranks it lies in the item itself, everything else in boxes, so that a backlog of a million stays small.
    /// One item of the backlog.
    pub struct Item {
        /// Its id; empty until the workspace gives it one.
        "id" id: ItemId,
        /// Its title as written; one that shows nothing is shown as `(untitled)`.
        "title" title: Box<str>,
        /// What sort of work it is.
        "kind" kind: Kind,
        /// How much depends on it.
        "moscow" class: Option<Class>,
        /// Where it stands in its life.
        "status" status: Status,
        /// What was scored.
        "scores" scores: Scores,
        /// When it is to happen.
        "horizon" horizon: Option<Horizon>,
        /// How many closed cycles it was out of.
        "deferrals" deferrals: u32,
        .. /// What few items have.
        rare: Seldom
    }
}

always_written!(ItemId, Box<str>, Kind);

impl Absent for Status {
    fn absent(&self) -> bool {
        *self == Status::Open
    }
}

impl Item {
    /// The title as it is shown, or a word that says there is none. Of one in a file that is longer than any that
    /// comes in, the beginning.
    pub fn shown_title(&self) -> &str {
        if self.is_untitled() { text::UNTITLED } else { limits::beginning(&self.title) }
    }

    /// The title as it is handed on: whole, however long it is.
    pub fn full_title(&self) -> &str {
        if self.is_untitled() { text::UNTITLED } else { &self.title }
    }

    /// Whether the title shows nothing.
    pub fn is_untitled(&self) -> bool {
        let says = |c: char| !c.is_whitespace() && !text::harmful(c);
        !limits::beginning(&self.title).chars().any(says)
    }

    /// What it is called in a sentence about it alone: by the beginning of its title, by its id where it has none.
    pub fn called(&self) -> String {
        if self.is_untitled() {
            self.id.to_string()
        } else {
            text::brief(self.shown_title(), CALLED).into_owned()
        }
    }

    /// Whether it takes part in the ranking: open, and neither parked nor declined.
    pub fn is_candidate(&self) -> bool {
        self.status == Status::Open && !self.horizon.is_some_and(Horizon::sets_aside)
    }

    /// Whether it was marked as done since the last cycle was closed: what it takes is spent until the
    /// next one is.
    pub fn delivered(&self) -> bool {
        let details = self.rare.details.as_deref().filter(|_| self.status == Status::Done);
        details.is_some_and(|details| details.finished.is_some() && details.finished_in.is_none())
    }

    /// Which side of the line a pin holds it on.
    pub fn held(&self) -> Option<Held> {
        self.rare.pin.as_ref()?.held
    }

    /// Its key in the tracker it came from.
    pub fn source(&self) -> Option<&str> {
        self.rare.details.as_ref()?.source.as_deref()
    }

    /// The same item with other things written about it.
    #[must_use]
    pub fn with_details(mut self, details: Details) -> Item {
        self.rare.details = (details != Details::default()).then(|| Box::new(details));
        self
    }

    /// Changes what is written about it.
    pub(super) fn detail(&mut self, change: impl FnOnce(&mut Details)) {
        let mut details = self.rare.details.take().unwrap_or_default();
        change(&mut details);
        self.rare.details = Some(details).filter(|details| **details != Details::default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_written_as_it_was_read() {
        let text = concat!(
            r#"{"id":"pay","title":"Fix payments","kind":"debt","moscow":"must","scores":{"effort":{"votes":{"ana":2}},"impact":5},"#,
            r#""horizon":"now","deferrals":3,"pin":{"held":"in","owner":"Ana","reason":"law"},"depends_on":["ledger"],"#,
            r#""theme":"reliability","goals":["missed"],"source":"SHOP-118","actual_effort":2.5,"colour":1.10}"#
        );
        let item: Item = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&item).unwrap(), text);
        assert_eq!((item.held(), item.source()), (Some(Held::In), Some("SHOP-118")));
    }

    #[test]
    fn a_title_that_shows_nothing_is_shown_as_none() {
        for (title, shown) in [("", "(untitled)"), (" \u{200b}\u{1b}", "(untitled)"), (" a", " a")] {
            let item = Item { title: title.into(), ..Item::default() };
            assert_eq!(item.shown_title(), shown);
        }
    }

    #[test]
    fn a_field_of_either_half_may_stand_once() {
        for text in [r#"{"title":"a","title":"b"}"#, r#"{"owner":"a","owner":"b"}"#] {
            assert!(
                serde_json::from_str::<Item>(text).unwrap_err().to_string().contains("duplicate"),
                "{text}"
            );
        }
    }

    #[test]
    fn parked_declined_and_done_items_are_not_ranked() {
        for (text, ranked) in [
            ("{}", true),
            (r#"{"horizon":"later"}"#, true),
            (r#"{"horizon":"parked"}"#, false),
            (r#"{"horizon":"declined"}"#, false),
            (r#"{"status":"done"}"#, false),
        ] {
            assert_eq!(serde_json::from_str::<Item>(text).unwrap().is_candidate(), ranked, "{text}");
        }
    }
}
