//! Charts: what follows from a workshop as pictures in SVG, each with its words beside it.
//!
//! ```text
//! svg        elements, numbers and text, written so that nothing in them is taken for markup
//! matrix     what items are worth over what they take, with the cutline as a curve
//! themes     effort by theme, in and out
//! health     technical health over the cycles, against its target
//! movement   the ranking before and after a session
//! meter      how far a goal has come
//! ```
//!
//! Colours are custom properties with a value to fall back on: on a page they follow its light, its dark and its
//! print. Colour never tells anything alone: there is a shape, a filling, a dash or a word with it.

pub mod health;
mod matrix;
pub mod meter;
pub mod movement;
mod svg;
pub mod themes;

pub use matrix::matrix;

/// The colours of charts and pages, in light, in dark and on paper.
pub const PALETTE: &str = include_str!("../../assets/report/palette.css");

/// How what charts are made of is drawn.
pub const STYLE: &str = include_str!("../../assets/report/chart.css");

/// Where a chart will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// In a file of its own, with its style.
    Alone,
    /// In a page that has [`PALETTE`] and [`STYLE`].
    OnPage,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How light a colour is, from `#rrggbb`, as the accessibility guidelines (WCAG 2) reckon it.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    #[test]
    fn everything_is_legible_on_every_ground() {
        let grounds: Vec<&str> = PALETTE.split(":root {").skip(1).collect();
        assert_eq!(grounds.len(), 3, "light, dark and paper");
        for ground in grounds {
            let colours =
                ground.split(';').filter_map(|rule| rule.trim().strip_prefix("--")?.split_once(": "));
            let colours: Vec<(&str, &str)> = colours.collect();
            let of = |name: &str| colours.iter().find(|(other, _)| *other == name).unwrap().1;
            let mut tried = 0;
            for (name, colour) in colours.iter().filter(|(name, _)| !["paper", "wash", "rule"].contains(name))
            {
                for under in ["paper", "wash"] {
                    let (one, other) = (luminance(colour), luminance(of(under)));
                    let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                    assert!(contrast >= 4.5, "{name} on {under}: {contrast:.1}");
                    tried += 1;
                }
            }
            assert_eq!(tried, 20, "{colours:?}");
        }
    }

    #[test]
    fn what_a_chart_falls_back_to_is_its_colour_in_the_light() {
        let light = PALETTE.split('}').next().unwrap();
        let mut tried = 0;
        for used in STYLE.split("var(--").skip(1).filter(|used| !used.starts_with("hue")) {
            let (name, colour) = used.split(')').next().unwrap().split_once(", ").unwrap();
            assert!(light.contains(&format!("--{name}: {colour};")), "{name} {colour}");
            tried += 1;
        }
        assert!(tried > 20);
    }
}
