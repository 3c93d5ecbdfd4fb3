//! Who changed sides of the line with a change.

/// Who came in and who fell out: the item that was changed first, then the others, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossing<T> {
    /// Out before, in now.
    pub entered: Vec<T>,
    /// In before, out now.
    pub left: Vec<T>,
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
