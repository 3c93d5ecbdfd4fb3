//! What a meaning looks like. Every meaning also has a word or a shape of its own.
//!
//! The hues are those of Okabe and Ito (<https://jfly.uni-koeln.de/color/>), lightened where they
//! would be hard to read on a dark ground.

use ratatui::style::{Color, Modifier, Style};

use crate::domain::framework::Side;
use crate::domain::item::Kind;

/// A style for each meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// Ordinary text.
    pub text: Style,
    /// Text that steps back.
    pub dim: Style,
    /// Headings and whatever is to be seen first.
    pub strong: Style,
    /// The name of a pane without a hue of its own.
    pub heading: Style,
    /// The frame of a pane.
    pub border: Style,
    /// The business side.
    pub business: Style,
    /// The engineering side.
    pub engineering: Style,
    /// The cutline.
    pub line: Style,
    /// Coming in, going up.
    pub gain: Style,
    /// Falling out, going down.
    pub loss: Style,
    /// Worth a second look.
    pub warn: Style,
    /// It did not work.
    pub alarm: Style,
    /// The selected item.
    pub selected: Style,
    /// The focused cell.
    pub cursor: Style,
    /// The sorts of work, in the order of [`Kind::ALL`].
    pub kinds: [Option<Color>; 5],
    /// Whether what is drawn keeps to ASCII.
    pub ascii: bool,
}

/// How many colours a terminal has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// None, or none are wanted.
    Mono,
    /// The sixteen that the terminal itself chooses.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// Any.
    True,
}

impl Depth {
    /// What the environment says, `NO_COLOR` and `TERM=dumb` first.
    pub fn from_env(var: impl Fn(&str) -> Option<String>) -> Depth {
        let set = |name: &str| var(name).filter(|value| !value.is_empty());
        let term = set("TERM").unwrap_or_default();
        let truecolor = set("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit");
        if set("NO_COLOR").is_some() || term == "dumb" {
            Depth::Mono
        } else if truecolor {
            Depth::True
        } else if term.contains("256color") {
            Depth::Indexed
        } else {
            Depth::Sixteen
        }
    }
}

/// One hue at every depth.
struct Hue(u8, u8, u8, u8, Color);

const GREY: Hue = Hue(0x9a, 0xa3, 0xb2, 247, Color::Gray);
const FRAME: Hue = Hue(0x6b, 0x75, 0x86, 243, Color::DarkGray);
const ORANGE: Hue = Hue(0xf0, 0xb0, 0x3c, 214, Color::LightYellow);
const SKY: Hue = Hue(0x6c, 0xc0, 0xf0, 75, Color::LightCyan);
const YELLOW: Hue = Hue(0xf0, 0xe4, 0x42, 227, Color::Yellow);
const GREEN: Hue = Hue(0x3f, 0xd0, 0xa0, 79, Color::LightGreen);
const VERMILLION: Hue = Hue(0xff, 0x8a, 0x50, 209, Color::LightRed);
const PURPLE: Hue = Hue(0xea, 0x9f, 0xd0, 176, Color::LightMagenta);
const WHITE: Hue = Hue(0xff, 0xff, 0xff, 231, Color::White);
const NIGHT: Hue = Hue(0x2c, 0x38, 0x50, 237, Color::Blue);
const BLACK: Hue = Hue(0x00, 0x00, 0x00, 16, Color::Black);

impl Theme {
    /// The theme for so many colours.
    pub fn new(depth: Depth) -> Theme {
        let color = |hue: &Hue| match depth {
            Depth::Mono => None,
            Depth::Sixteen => Some(hue.4),
            Depth::Indexed => Some(Color::Indexed(hue.3)),
            Depth::True => Some(Color::Rgb(hue.0, hue.1, hue.2)),
        };
        let ink = |hue: &Hue| Style { fg: color(hue), ..Style::default() };
        let bold = Modifier::BOLD;
        let mono = depth == Depth::Mono;
        Theme {
            text: Style::default(),
            dim: if mono { Style::default().add_modifier(Modifier::DIM) } else { ink(&GREY) },
            strong: Style::default().add_modifier(bold),
            heading: ink(&WHITE).add_modifier(bold),
            border: ink(&FRAME),
            business: ink(&ORANGE),
            engineering: ink(&SKY),
            line: ink(&YELLOW).add_modifier(bold),
            gain: ink(&GREEN).add_modifier(bold),
            loss: ink(&VERMILLION).add_modifier(bold),
            warn: ink(&YELLOW),
            alarm: if mono {
                Style::default().add_modifier(bold | Modifier::REVERSED)
            } else {
                Style { bg: color(&VERMILLION), ..ink(&BLACK) }.add_modifier(bold)
            },
            selected: if mono {
                Style::default().add_modifier(bold | Modifier::UNDERLINED)
            } else {
                Style { bg: color(&NIGHT), ..ink(&WHITE) }.add_modifier(bold)
            },
            cursor: Style::default().add_modifier(Modifier::REVERSED | bold),
            kinds: [&WHITE, &SKY, &ORANGE, &GREEN, &PURPLE].map(color),
            ascii: false,
        }
    }

    /// The hue of a sort of work.
    pub fn kind(&self, kind: Kind) -> Style {
        let hue = Kind::ALL.iter().zip(self.kinds).find(|(other, _)| **other == kind);
        Style { fg: hue.and_then(|(_, hue)| hue), ..Style::default() }
    }

    /// The hue of a side.
    pub fn side(&self, side: Side) -> Style {
        match side {
            Side::Business => self.business,
            Side::Engineering => self.engineering,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_says_how_many_colours_there_are() {
        for (vars, depth) in [
            (&[("TERM", "xterm-256color")][..], Depth::Indexed),
            (&[("TERM", "xterm"), ("COLORTERM", "truecolor")], Depth::True),
            (&[("TERM", "xterm"), ("COLORTERM", "truecolor"), ("NO_COLOR", "1")], Depth::Mono),
            (&[("TERM", "xterm"), ("NO_COLOR", "")], Depth::Sixteen),
            (&[("TERM", "dumb")], Depth::Mono),
        ] {
            let var =
                |name: &str| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(Depth::from_env(var), depth, "{vars:?}");
        }
    }

    #[test]
    fn without_colours_no_style_sets_one() {
        let theme = Theme::new(Depth::Mono);
        for style in
            [theme.dim, theme.line, theme.gain, theme.loss, theme.alarm, theme.selected, theme.cursor]
        {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert_ne!(theme.selected, theme.text);
    }
}
