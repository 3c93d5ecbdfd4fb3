//! What items lead to: their theme, and the goal that they serve directly or through it.
//!
//! A link is the id of a goal or a theme, or its title: other programs know no ids, and whoever lists a theme
//! later does not have to touch the items that name it.

use std::collections::HashMap;

use super::item::{Details, Item};
use super::workspace::{Goal, Head, Theme};

/// The goals and themes of a workspace, ready to be looked up.
#[derive(Debug)]
pub struct Aims<'w> {
    head: &'w Head,
    goals: Names<'w>,
    themes: Names<'w>,
}

/// What a link is looked up in. Of two with one id, or one title, the first counts.
#[derive(Debug)]
struct Names<'w> {
    ids: HashMap<&'w str, usize>,
    /// Titles, and ids as somebody may spell them who takes them for titles.
    spellings: HashMap<String, usize>,
}

impl<'w> Names<'w> {
    fn new(listed: impl DoubleEndedIterator<Item = (&'w str, &'w str)> + ExactSizeIterator) -> Names<'w> {
        let mut ids = HashMap::new();
        let [mut spelt, mut titles] = [HashMap::new(), HashMap::new()];
        for (at, (id, title)) in listed.enumerate().rev() {
            ids.insert(id, at);
            spelt.insert(alike(id), at);
            titles.insert(alike(title), at);
        }
        spelt.extend(titles);
        // What has no name is nothing that a link could mean.
        ids.remove("");
        spelt.remove("");
        Names { ids, spellings: spelt }
    }

    /// The place in the list of what a link means: ids go before titles, and titles before ids that are spelt
    /// otherwise.
    fn find(&self, link: &str) -> Option<usize> {
        self.ids.get(link).or_else(|| self.spellings.get(&alike(link))).copied()
    }
}

/// What two spellings of a title have in common.
pub fn alike(title: &str) -> String {
    title.trim().to_lowercase()
}

impl<'w> Aims<'w> {
    /// The goals and themes that a file lists.
    pub fn new(head: &'w Head) -> Aims<'w> {
        let goals = Names::new(head.goals.iter().map(|goal| (goal.id.as_str(), goal.title.as_str())));
        let themes = Names::new(head.themes.iter().map(|theme| (theme.id.as_str(), theme.title.as_str())));
        Aims { head, goals, themes }
    }

    /// The listed theme that a link means, by its index in the file.
    pub fn theme_named(&self, link: &str) -> Option<usize> {
        self.themes.find(link)
    }

    /// The listed goal that a link means, by its index in the file.
    pub fn goal_named(&self, link: &str) -> Option<usize> {
        self.goals.find(link)
    }

    /// The listed theme of an item, by its index in the file.
    pub fn theme_at(&self, item: &Item) -> Option<usize> {
        self.theme_named(theme_link(item)?)
    }

    /// The listed theme of an item.
    pub fn theme(&self, item: &Item) -> Option<&'w Theme> {
        self.head.themes.get(self.theme_at(item)?)
    }

    /// The goals that an item serves, each once and by its index in the file: those that it names, in its own
    /// order, then that of its theme. A link that leads nowhere is none.
    pub fn goals_at(&self, item: &Item) -> Vec<usize> {
        let mut goals: Vec<usize> = Vec::new();
        for index in self.goal_links(item).filter_map(|link| self.goal_named(link)) {
            if !goals.contains(&index) {
                goals.push(index);
            }
        }
        goals
    }

    /// The links that an item has to goals, as they are written: its own, then that of its theme.
    pub fn goal_links<'i>(&self, item: &'i Item) -> impl Iterator<Item = &'i str>
    where
        'w: 'i,
    {
        let named = details(item).into_iter().flat_map(|details| &details.goals).map(String::as_str);
        named.chain(self.theme(item).and_then(|theme| theme.goal.as_deref()))
    }

    /// The goal that an item serves through its theme alone.
    pub fn goal_through_theme(&self, item: &Item) -> Option<&'w Goal> {
        let goal = self.goal_named(self.theme(item)?.goal.as_deref()?)?;
        let own = details(item).into_iter().flat_map(|details| &details.goals);
        let named = own.filter_map(|link| self.goal_named(link)).any(|named| named == goal);
        if named { None } else { self.head.goals.get(goal) }
    }

    /// The first goal that an item serves, by its index in the file.
    pub fn goal_at(&self, item: &Item) -> Option<usize> {
        self.goals_at(item).first().copied()
    }

    /// The first goal that an item serves.
    pub fn goal(&self, item: &Item) -> Option<&'w Goal> {
        self.head.goals.get(self.goal_at(item)?)
    }
}

/// What an item says of its theme, as it is written; none where that is nothing.
pub fn theme_link(item: &Item) -> Option<&str> {
    details(item)?.theme.as_deref().filter(|link| !link.trim().is_empty())
}

fn details(item: &Item) -> Option<&Details> {
    item.rare.details.as_deref()
}

impl Goal {
    /// What it is called, or its id where it is called nothing.
    pub fn shown_title(&self) -> &str {
        if self.title.trim().is_empty() { &self.id } else { &self.title }
    }
}

impl Goal {
    /// What it needs to be measured and does not say.
    pub fn lacks(&self) -> Vec<&'static str> {
        let metric = self.metric.as_deref().is_some_and(|metric| !metric.trim().is_empty());
        let needs =
            [("metric", metric), ("baseline", self.baseline.is_some()), ("target", self.target.is_some())];
        needs.into_iter().filter(|(_, there)| !there).map(|(what, _)| what).collect()
    }
}

impl Theme {
    /// What it is called, or its id where it is called nothing.
    pub fn shown_title(&self) -> &str {
        if self.title.trim().is_empty() { &self.id } else { &self.title }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_served_by_name_or_through_a_theme_and_never_by_a_name_that_is_not_listed() {
        let head: Head = serde_json::from_str(
            r#"{
                "goals": [{"id": "missed", "title": "Fewer missed visits"}, {"id": "setup"}],
                "themes": [{"id": "rel", "goal": "missed"}, {"id": "trust", "title": "Trust"},
                           {"id": "gone", "goal": "sold"}],
                "items": []
            }"#,
        )
        .unwrap();
        let aims = Aims::new(&head);
        for (item, theme, goal, goals) in [
            ("{}", None, None, 0),
            (r#"{"goals": ["setup", "missed"]}"#, None, Some("setup"), 2),
            (r#"{"goals": ["sold", "missed"]}"#, None, Some("Fewer missed visits"), 1),
            (r#"{"goals": ["sold"]}"#, None, None, 0),
            (r#"{"theme": "rel"}"#, Some("rel"), Some("Fewer missed visits"), 1),
            (r#"{"theme": "rel", "goals": ["setup"]}"#, Some("rel"), Some("setup"), 2),
            (r#"{"theme": "trust"}"#, Some("Trust"), None, 0),
            (r#"{"theme": "gone"}"#, Some("gone"), None, 0),
            (r#"{"theme": "Growth"}"#, None, None, 0),
        ] {
            let item: Item = serde_json::from_str(item).unwrap();
            assert_eq!(aims.theme(&item).map(Theme::shown_title), theme);
            assert_eq!(aims.goal(&item).map(Goal::shown_title), goal);
            assert_eq!(aims.goals_at(&item).len(), goals);
        }
    }

    #[test]
    fn a_link_is_an_id_or_else_a_title_however_it_is_spelt() {
        let head: Head = serde_json::from_str(
            r#"{
                "goals": [{"id": "g1", "title": "Fewer calls"}, {"id": "Fewer calls", "title": "Another"}],
                "themes": [{"id": "seen", "title": " Delivery visibility ", "goal": "FEWER CALLS"},
                           {"id": "twice", "title": "delivery Visibility"}, {"title": ""}, {"id": "trust"}],
                "items": []
            }"#,
        )
        .unwrap();
        let aims = Aims::new(&head);
        for (link, theme) in [
            ("seen", Some(0)),
            ("Seen", Some(0)),
            ("Delivery visibility", Some(0)),
            ("  DELIVERY visibility", Some(0)),
            ("Delivery  visibility", None),
            ("twice", Some(1)),
            ("trust", Some(3)),
            ("", None),
            (" ", None),
        ] {
            assert_eq!(aims.theme_named(link), theme, "{link:?}");
        }
        assert_eq!(aims.goal_named("Fewer calls"), Some(1), "ids go before titles");
        assert_eq!(aims.goal_named("fewer calls"), Some(0));
        let item = |text: &str| serde_json::from_str::<Item>(text).unwrap();
        let through =
            |text: &str| aims.goal_through_theme(&item(text)).map(Goal::shown_title).map(str::to_owned);
        assert_eq!(through(r#"{"theme": "seen"}"#).as_deref(), Some("Fewer calls"));
        assert_eq!(through(r#"{"theme": "seen", "goals": ["g1"]}"#), None, "it names that goal itself");
        assert_eq!(through(r#"{"theme": "trust"}"#), None);
    }
}
