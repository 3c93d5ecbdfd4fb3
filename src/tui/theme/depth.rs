//! How many colours a terminal has.

use crate::app::settings::Colours;

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// The sixteen that the terminal itself chooses.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// Any.
    True,
}

impl Depth {
    /// What somebody chose, else what the environment says.
    pub fn new(chosen: Colours, var: impl Fn(&str) -> Option<String>) -> Depth {
        let truecolor = || var("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit");
        let indexed = || var("TERM").is_some_and(|term| term.contains("256color"));
        match chosen {
            Colours::Indexed => Depth::Indexed,
            Colours::True => Depth::True,
            Colours::Auto if truecolor() => Depth::True,
            Colours::Auto if indexed() => Depth::Indexed,
            Colours::Auto | Colours::Sixteen => Depth::Sixteen,
        }
    }
}

/// Whether the environment asks for no colours at all: `NO_COLOR` (<https://no-color.org>), `TERM=dumb`.
pub(in crate::tui) fn no_colours(var: impl Fn(&str) -> Option<String>) -> bool {
    var("NO_COLOR").is_some_and(|value| !value.is_empty()) || var("TERM").is_some_and(|term| term == "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn var<'a>(vars: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn the_environment_says_how_many_colours_there_are_unless_somebody_does() {
        for (vars, chosen, depth) in [
            (&[("TERM", "xterm-256color")][..], Colours::Auto, Depth::Indexed),
            (&[("TERM", "xterm"), ("COLORTERM", "truecolor")], Colours::Auto, Depth::True),
            (&[("TERM", "xterm"), ("COLORTERM", "1")], Colours::Auto, Depth::Sixteen),
            (&[], Colours::Auto, Depth::Sixteen),
            (&[("COLORTERM", "truecolor")], Colours::Sixteen, Depth::Sixteen),
            (&[], Colours::True, Depth::True),
        ] {
            assert_eq!(Depth::new(chosen, var(vars)), depth, "{vars:?}");
        }
    }

    #[test]
    fn the_environment_may_want_no_colours() {
        for (vars, none) in [
            (&[("TERM", "xterm"), ("NO_COLOR", "1")][..], true),
            (&[("TERM", "xterm"), ("NO_COLOR", "")], false),
            (&[("TERM", "dumb")], true),
            (&[], false),
        ] {
            assert_eq!(no_colours(var(vars)), none, "{vars:?}");
        }
    }
}
