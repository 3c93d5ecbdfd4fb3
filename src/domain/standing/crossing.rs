//! Who changed sides of the line with a change.

/// Who came in and who fell out: the item that was changed first, then the others, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossing<T> {
    /// Out before, in now.
    pub entered: Vec<T>,
    /// In before, out now.
    pub left: Vec<T>,
}

/// Which way somebody crosses the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Goes {
    /// Out of what there is room for.
    Out,
    /// Into it.
    In,
}

impl Goes {
    /// The way of whoever leaves the side that they are on.
    pub fn from_side(is_in: bool) -> Goes {
        if is_in { Goes::Out } else { Goes::In }
    }

    /// The way of whoever was on one side and is on another.
    pub fn between(was_in: bool, is_in: bool) -> Option<Goes> {
        (was_in != is_in).then(|| Goes::from_side(was_in))
    }

    /// What so many do: `comes in`, `fall out`.
    pub fn verb(self, count: usize) -> &'static str {
        match (self, count) {
            (Goes::In, 1) => "comes in",
            (Goes::In, _) => "come in",
            (Goes::Out, 1) => "falls out",
            (Goes::Out, _) => "fall out",
        }
    }

    /// Where they are then: `in`, `out`.
    pub fn side(self) -> &'static str {
        match self {
            Goes::In => "in",
            Goes::Out => "out",
        }
    }
}

impl<T> Default for Crossing<T> {
    fn default() -> Self {
        Crossing { entered: Vec::new(), left: Vec::new() }
    }
}

impl<T> Crossing<T> {
    /// Whether nobody crossed the line.
    pub fn is_empty(&self) -> bool {
        self.entered.is_empty() && self.left.is_empty()
    }

    /// Either way with whoever goes it, those who come in first.
    pub fn ways(&self) -> [(Goes, &[T]); 2] {
        [(Goes::In, &self.entered), (Goes::Out, &self.left)]
    }

    /// Everybody with the way they go, those who lose first.
    pub fn losers_first(&self) -> impl Iterator<Item = (Goes, &T)> {
        let left = self.left.iter().map(|who| (Goes::Out, who));
        left.chain(self.entered.iter().map(|who| (Goes::In, who)))
    }

    /// Which way somebody went, if any.
    pub fn way_of(&self, who: &T) -> Option<Goes>
    where
        T: PartialEq,
    {
        self.losers_first().find(|(_, one)| *one == who).map(|(goes, _)| goes)
    }

    /// Whether somebody is among those who crossed it.
    pub fn names(&self, who: &T) -> bool
    where
        T: PartialEq,
    {
        self.entered.contains(who) || self.left.contains(who)
    }

    /// What of it is about somebody.
    #[must_use]
    pub fn only(&self, who: &T) -> Crossing<T>
    where
        T: Clone + PartialEq,
    {
        let own = |all: &[T]| all.iter().filter(|one| *one == who).cloned().collect();
        Crossing { entered: own(&self.entered), left: own(&self.left) }
    }

    /// The same crossing, told otherwise.
    pub fn map<U>(&self, mut f: impl FnMut(&T) -> U) -> Crossing<U> {
        Crossing {
            entered: self.entered.iter().map(&mut f).collect(),
            left: self.left.iter().map(f).collect(),
        }
    }
}
