//! Which item, and which criterion, somebody means by a few words.

use super::listing;
use super::session::{Refused, Session};
use crate::cli::find::{self, Unclear};
use crate::domain::criterion::Criterion;
use crate::domain::framework::Framework;
use crate::domain::id::{ItemId, Slot};

/// What makes a word an id, whatever it looks like.
const ID: &str = "id:";

impl Session {
    /// The item that is meant: by its number in what was read last, an id, a key, a part of its title, or `it`.
    ///
    /// # Errors
    /// Nobody is meant, or several are: they are read out with numbers then.
    pub(super) fn item(&mut self, text: &str) -> Result<Slot, Refused> {
        let slot = match self.looked_up(text)? {
            Ok(slot) => slot,
            Err(several) => return Err(self.which(text, several)),
        };
        self.it = Some(slot);
        Ok(slot)
    }

    /// Whether one item alone is meant.
    pub(super) fn names_one(&self, text: &str) -> bool {
        matches!(self.looked_up(text), Ok(Ok(_)))
    }

    fn looked_up(&self, text: &str) -> Result<Result<Slot, Vec<Slot>>, Refused> {
        let workspace = self.workspace();
        if text.is_empty() || text.eq_ignore_ascii_case("it") {
            let none = "which item? Name it by its number, its id or a part of its title";
            return self.it.map(Ok).ok_or_else(|| none.into());
        }
        if let Some(id) = text.strip_prefix(ID) {
            let slot = workspace.slot(&ItemId::from(id.trim()));
            return slot.map(Ok).ok_or_else(|| format!("no item has the id {}", id.trim()).into());
        }
        if text.chars().all(|c| c.is_ascii_digit()) {
            let number: usize = text.parse().unwrap_or(usize::MAX);
            let named = number.checked_sub(1).and_then(|index| self.numbered.get(index));
            return named.copied().map(Ok).ok_or_else(|| {
                format!("there is no number {text}: what was read last goes up to {}", self.numbered.len())
                    .into()
            });
        }
        // Answers tell ranks like this; a key in a tracker may look the same and is meant first.
        let rank = text.strip_prefix('#').and_then(|rank| rank.parse::<usize>().ok()?.checked_sub(1));
        let ranked = || self.workshop.standing().order().get(rank?).copied();
        match find::meant(workspace, text) {
            Ok(slot) => Ok(Ok(slot)),
            Err(Unclear::Nobody(_)) if ranked().is_some() => Ok(ranked().ok_or_else(Vec::new)),
            Err(Unclear::Within(only)) if only.len() == 1 => Ok(Ok(only[0])),
            Err(Unclear::Several(several) | Unclear::Within(several)) => Ok(Err(several)),
            Err(Unclear::Nobody(near)) => Err(match near.as_slice() {
                [] => format!("no item is called {text}"),
                near => {
                    let titles = near.iter().map(|slot| workspace.item(*slot).shown_title());
                    let titles = titles.collect::<Vec<_>>().join(", or ");
                    format!("no item is called {text}. Did you mean {titles}?")
                }
            }
            .into()),
        }
    }

    /// Reads several out and lets the numbers name them from now on.
    fn which(&mut self, text: &str, several: Vec<Slot>) -> Refused {
        let mut lines =
            vec![format!("{text} could be any of {}. Say it again with a number:", several.len())];
        let rows = several.iter().take(listing::PAGE).enumerate();
        lines.extend(rows.map(|(index, slot)| listing::row(&self.workshop, index + 1, *slot, true)));
        if several.len() > listing::PAGE {
            lines.push(format!("and {} more", several.len() - listing::PAGE));
        }
        self.numbered = several;
        Refused(lines)
    }
}

/// What the criteria are called: `Customer value, Urgency and Effort`.
pub(super) fn criteria(framework: &Framework) -> String {
    let names: Vec<&str> = framework.criteria().iter().map(Criterion::shown_name).collect();
    match names.as_slice() {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        names => names.concat(),
    }
}
