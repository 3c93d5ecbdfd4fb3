//! A voting sheet: what one participant answered alone, beforehand, sealed in a file of their own.

use super::id::{CriterionId, ItemId, ParticipantId};
use super::item::Item;
use super::record::{always_written, record};
use super::round::Paper;
use super::vote::Slip;

always_written!(Paper);

record! {
    /// What one participant answered.
    pub struct Sheet {
        /// What the workspace is called: a sheet belongs to one.
        "votes_for" votes_for: String,
        /// Who answered.
        "by" by: ParticipantId,
        /// What they answered.
        "answers" answers: Vec<Answer>,
    }
}

record! {
    /// One answer.
    pub struct Answer {
        /// On which item.
        "item" item: ItemId,
        /// What the item was called then: the same id can be another item elsewhere.
        "title" title: String,
        /// On which criterion, and what.
        "paper" paper: Paper,
    }
}

impl Sheet {
    /// An empty sheet.
    pub fn new(votes_for: &str, by: ParticipantId) -> Sheet {
        Sheet { votes_for: votes_for.to_owned(), by, ..Sheet::default() }
    }

    /// Whether something was answered on a criterion of an item.
    pub fn has(&self, item: &ItemId, criterion: &CriterionId) -> bool {
        self.answers.iter().any(|answer| answer.item == *item && answer.paper.criterion == *criterion)
    }

    /// What the workspace is called that it is for, if that is another one. A workspace without a title takes any.
    pub fn is_for_another(&self, title: &str) -> Option<&str> {
        let known = !self.votes_for.is_empty() && !title.is_empty();
        (known && self.votes_for != title).then_some(self.votes_for.as_str())
    }

    /// Puts an answer in, in the place of the one there was. No `nonce` is to be used twice.
    pub fn put(&mut self, item: &Item, criterion: &CriterionId, slip: Slip, nonce: u64) {
        self.answers.retain(|answer| answer.item != item.id || answer.paper.criterion != *criterion);
        let slip = Slip { by: self.by.clone(), ..slip };
        let paper = Paper::sealed(criterion.clone(), &slip, nonce);
        let title = item.title.to_string();
        self.answers.push(Answer { item: item.id.clone(), title, paper, ..Answer::default() });
    }
}
