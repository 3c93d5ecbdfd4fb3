//! Effort by theme: what each line of work takes of what is in, and what of it stays out.

use std::collections::HashMap;

use super::Look;
use super::svg::{Anchor, Svg, fit};
use crate::domain::aim::{Aims, alike, theme_link};
use crate::domain::capacity::effort_unit;
use crate::domain::cutline::ONE_ITEM;
use crate::domain::ranking::tidy_micro;
use crate::domain::workshop::Workshop;
use crate::domain::workspace::{ITEMS, Theme};

/// What belongs to one theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// What it is called.
    pub title: String,
    /// The goal that it serves, by its index in the file.
    pub goal: Option<usize>,
    /// How many items are in, with what is done in this cycle, and how many out.
    pub items: [usize; 2],
    /// What those in and those out weigh, in millionths.
    pub weight: [i128; 2],
}

/// The themes that ranked items belong to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Themes {
    /// What weights are counted in.
    pub unit: String,
    /// Those with most in first; what belongs to none last.
    pub shares: Vec<Share>,
}

/// What is said of items without one.
const NO_THEME: &str = "No theme";

impl Themes {
    /// Adds up every ranked item and what was done in this cycle, once: in effort, or in items where the framework has
    /// none. Themes that items name and nobody lists, as an import brings them, count like those that are listed.
    pub fn of(workshop: &Workshop) -> Themes {
        let (workspace, standing) = (workshop.workspace(), workshop.standing());
        let head = workspace.head();
        let aims = Aims::new(head);
        let in_effort = workspace.framework().effort().is_some();
        let share =
            |title: &str, goal| Share { title: title.to_owned(), goal, items: [0; 2], weight: [0; 2] };
        let goal = |theme: &Theme| theme.goal.as_deref().and_then(|link| aims.goal_named(link));
        let mut shares: Vec<Share> =
            head.themes.iter().map(|theme| share(theme.shown_title(), goal(theme))).collect();
        let none = shares.len();
        shares.push(share(NO_THEME, None));
        let mut unlisted: HashMap<String, usize> = HashMap::new();
        for (slot, seat, is_in) in standing.taking() {
            let item = workspace.item(slot);
            let at = match theme_link(item) {
                None => none,
                Some(words) => aims.theme_named(words).unwrap_or_else(|| {
                    *unlisted.entry(alike(words)).or_insert_with(|| {
                        shares.push(share(words, None));
                        shares.len() - 1
                    })
                }),
            };
            let which = usize::from(!is_in);
            shares[at].items[which] += 1;
            shares[at].weight[which] += if in_effort { i128::from(seat.effort) } else { ONE_ITEM };
        }
        let rest = shares.remove(none);
        shares.sort_by_key(|share| std::cmp::Reverse((share.weight[0], share.weight[1])));
        shares.push(rest);
        shares.retain(|share| share.items != [0; 2]);
        let unit = if in_effort { effort_unit(workspace) } else { ITEMS };
        Themes { unit: unit.to_owned(), shares }
    }

    /// What everything in weighs, in millionths.
    pub fn inside(&self) -> i128 {
        self.shares.iter().map(|share| share.weight[0]).sum()
    }
}

/// A weight in words.
pub fn shown(weight: i128) -> String {
    tidy_micro(weight)
}

const WIDTH: f64 = 960.0;
const BARS: (f64, f64) = (270.0, 820.0);
const ROW: f64 = 30.0;

/// How many themes are drawn.
const DRAWN: usize = 12;

/// Draws the themes, or says nothing where there is nothing to draw.
pub fn themes(workshop: &Workshop, look: Look) -> Option<String> {
    let themes = Themes::of(workshop);
    let shares = &themes.shares[..themes.shares.len().min(DRAWN)];
    let most = shares.iter().map(|share| share.weight[0] + share.weight[1]).max().filter(|most| *most > 0)?;
    let unit = &themes.unit;
    let of = |share: &Share| {
        format!("{}: {} {unit} in, {} out", share.title, shown(share.weight[0]), shown(share.weight[1]))
    };
    let told = shares.iter().map(of).collect::<Vec<_>>().join("; ");
    let size = (WIDTH, ROW * shares.len() as f64 + 34.0);
    let mut svg = Svg::new("themes", size, ("Effort by theme", &told), look);
    for (row, share) in shares.iter().enumerate() {
        let top = ROW * row as f64 + 4.0;
        let wide = |weight: i128| weight as f64 / most as f64 * (BARS.1 - BARS.0);
        let [inside, outside] = share.weight.map(wide);
        svg.text((0.0, top + 15.0), Anchor::Start, "", &fit(&share.title, BARS.0 - 16.0));
        svg.rect((BARS.0, top), (inside, ROW - 10.0), "solid");
        svg.rect((BARS.0 + inside, top), (outside, ROW - 10.0), "hollow");
        let amounts = format!("{} in · {} out", shown(share.weight[0]), shown(share.weight[1]));
        svg.text((BARS.0 + inside + outside + 8.0, top + 15.0), Anchor::Start, "soft small", &amounts);
    }
    let y = size.1 - 8.0;
    svg.rect((BARS.0, y - 10.0), (16.0, 11.0), "solid");
    svg.text((BARS.0 + 22.0, y), Anchor::Start, "soft small", "in");
    svg.rect((BARS.0 + 48.0, y - 10.0), (16.0, 11.0), "hollow");
    svg.text((BARS.0 + 70.0, y), Anchor::Start, "soft small", &format!("out, in {unit}"));
    Some(svg.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::workspace::Workspace;

    fn workshop(framework: &str, items: &str) -> Workshop {
        let text = format!(
            r#"{{"framework": "{framework}", "capacity": {{"amount": 5, "unit": "points"}},
            "themes": [{{"id": "t1", "title": "Safe"}}, {{"id": "t2", "title": "<Fast>"}}, {{"id": "t3"}}],
            "items": [{items}]}}"#
        );
        Workshop::new(Workspace::load(serde_json::from_str(&text).unwrap()).unwrap().0)
    }

    #[test]
    fn every_ranked_item_counts_once_under_its_theme() {
        let workshop = workshop(
            "value-effort",
            r#"{"theme": "t1", "scores": {"impact": 5, "effort": 2}},
               {"theme": "<fast>", "scores": {"impact": 5, "effort": 3}},
               {"theme": "t1", "scores": {"impact": 1, "effort": 5}},
               {"theme": "elsewhere", "scores": {"impact": 1, "effort": 4}},
               {"theme": "t3"}"#,
        );
        let themes = Themes::of(&workshop);
        let told: Vec<String> = themes
            .shares
            .iter()
            .map(|share| format!("{} {} {}", share.title, shown(share.weight[0]), shown(share.weight[1])))
            .collect();
        assert_eq!(told, ["<Fast> 3 0", "Safe 2 5", "elsewhere 0 4"]);
        let with_done = r#"{"theme": "t1", "scores": {"impact": 5, "effort": 2}},
            {"theme": "t1", "status": "done", "finished": "2026-01-13", "scores": {"effort": 1}}"#;
        let share = &Themes::of(&self::workshop("value-effort", with_done)).shares[0];
        assert_eq!((share.items, share.weight), ([2, 0], [3_000_000, 0]), "what is done takes its room");
        assert_eq!((themes.unit.as_str(), themes.inside()), ("points", 5_000_000));
        assert!(super::themes(&workshop, Look::OnPage).unwrap().contains(">&lt;Fast&gt;</text>"));
    }

    #[test]
    fn without_effort_items_are_counted() {
        let workshop =
            workshop("ice", r#"{"theme": "t1", "scores": {"impact": 5, "confidence": 5, "ease": 5}}"#);
        let themes = Themes::of(&workshop);
        assert_eq!((themes.unit.as_str(), themes.shares[0].weight), ("items", [0, 1_000_000]));
    }

    #[test]
    fn where_nothing_is_ranked_nothing_is_drawn() {
        assert_eq!(themes(&workshop("ice", "{}"), Look::Alone), None);
    }
}
