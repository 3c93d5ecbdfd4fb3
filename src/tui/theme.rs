//! What a meaning looks like. Every meaning also has a word or a shape of its own.
//!
//! Themes are data, in `assets/themes/`: hues at three depths, and a style for each meaning.

mod depth;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

pub use depth::Depth;
pub(super) use depth::no_colours;

use crate::domain::framework::Side;
use crate::domain::item::Kind;
use crate::domain::standing::Goes;

/// A style for each meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    /// What everything stands on; none leaves the terminal its own.
    pub ground: Style,
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
    /// The letters of a name that it was found by.
    pub found: Style,
    /// What has just moved.
    pub moved: Style,
    /// The sorts of work, in the order of [`Kind::ALL`].
    pub kinds: [Option<Color>; 5],
    /// Whether lines and marks are drawn with ASCII characters alone.
    pub ascii: bool,
}

/// A built-in theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// For a dark ground.
    Dark,
    /// For a light ground.
    Light,
    /// White on black, nothing pale.
    Contrast,
    /// Without colours.
    Mono,
}

impl Palette {
    /// Every one.
    pub const ALL: [Palette; 4] = [Palette::Dark, Palette::Light, Palette::Contrast, Palette::Mono];

    fn source(self) -> &'static str {
        match self {
            Palette::Dark => include_str!("../../assets/themes/dark.toml"),
            Palette::Light => include_str!("../../assets/themes/light.toml"),
            Palette::Contrast => include_str!("../../assets/themes/contrast.toml"),
            Palette::Mono => include_str!("../../assets/themes/mono.toml"),
        }
    }
}

/// A theme as it is written down.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    /// What terminals have behind their text.
    #[cfg_attr(not(test), expect(dead_code, reason = "what legibility is tested on"))]
    grounds: Vec<String>,
    hues: HashMap<String, Hue>,
    styles: HashMap<String, Look>,
}

/// One hue at every depth.
#[derive(Deserialize)]
struct Hue(Color, u8, Color);

/// How a meaning is written down: its hues by their names.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "a style is a set of them")]
struct Look {
    ink: Option<String>,
    paper: Option<String>,
    bold: bool,
    dim: bool,
    underlined: bool,
    reversed: bool,
}

impl Sheet {
    fn read(palette: Palette) -> Result<Sheet, toml::de::Error> {
        toml::from_str(palette.source())
    }

    /// The style of a meaning.
    fn style(&self, meaning: &str, depth: Depth) -> Style {
        let Some(look) = self.styles.get(meaning) else { return Style::default() };
        let color = |name: &Option<String>| {
            let hue = self.hues.get(name.as_ref()?)?;
            Some(match depth {
                Depth::Sixteen => hue.2,
                Depth::Indexed => Color::Indexed(hue.1),
                Depth::True => hue.0,
            })
        };
        let modifiers = [
            (look.bold, Modifier::BOLD),
            (look.dim, Modifier::DIM),
            (look.underlined, Modifier::UNDERLINED),
            (look.reversed, Modifier::REVERSED),
        ];
        let add_modifier = modifiers.iter().filter(|(on, _)| *on).map(|(_, modifier)| *modifier).collect();
        Style { fg: color(&look.ink), bg: color(&look.paper), add_modifier, ..Style::default() }
    }
}

impl Theme {
    /// What crosses the line this way.
    pub fn goes(&self, goes: Goes) -> Style {
        match goes {
            Goes::In => self.gain,
            Goes::Out => self.loss,
        }
    }

    /// A built-in theme for so many colours, on the terminal's own ground.
    pub fn new(palette: Palette, depth: Depth) -> Theme {
        // A test reads every theme: what is built in is well formed.
        let sheet = Sheet::read(palette).unwrap_or_default();
        let style = |meaning| sheet.style(meaning, depth);
        Theme {
            ground: if palette == Palette::Contrast { style("ground") } else { Style::default() },
            text: style("text"),
            dim: style("dim"),
            strong: style("strong"),
            heading: style("heading"),
            border: style("border"),
            business: style("business"),
            engineering: style("engineering"),
            line: style("line"),
            gain: style("gain"),
            loss: style("loss"),
            warn: style("warn"),
            alarm: style("alarm"),
            selected: style("selected"),
            cursor: style("cursor"),
            found: style("found"),
            moved: style("moved"),
            kinds: std::array::from_fn(|at| style(Kind::ALL[at].name()).fg),
            ascii: false,
        }
    }

    /// The same on a ground of its own, for whoever wants a theme that their terminal is not made for.
    #[must_use]
    pub fn painted(self, palette: Palette, depth: Depth) -> Theme {
        Theme { ground: Sheet::read(palette).unwrap_or_default().style("ground", depth), ..self }
    }

    /// The same in ASCII characters alone, or not.
    #[must_use]
    pub fn ascii(self, ascii: bool) -> Theme {
        Theme { ascii, ..self }
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
