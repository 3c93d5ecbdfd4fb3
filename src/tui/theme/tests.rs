//! That every theme is complete, legible, and what it says.

use super::*;
use crate::tui::ground;

/// What a text has to differ from its ground by, at least (WCAG 2.2, success criterion 1.4.3), and for the theme of
/// high contrast (1.4.6).
const LEGIBLE: f64 = 4.5;
const HIGH: f64 = 7.0;

/// What is drawn and not read has to differ by (1.4.11).
const VISIBLE: f64 = 2.0;

const MEANINGS: [&str; 22] = [
    "ground",
    "text",
    "dim",
    "strong",
    "heading",
    "border",
    "business",
    "engineering",
    "line",
    "gain",
    "loss",
    "warn",
    "alarm",
    "selected",
    "cursor",
    "found",
    "moved",
    "feature",
    "tech",
    "debt",
    "discovery",
    "compliance",
];

/// The relative luminance of a colour that is the same everywhere.
fn luminance(color: Color) -> f64 {
    let (r, g, b) = rgb(color);
    ground::luminance([r, g, b].map(|channel| f64::from(channel) / 255.0))
}

/// The colours of xterm from 16 on: a cube of six steps, then 24 greys.
fn rgb(color: Color) -> (u8, u8, u8) {
    let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    match color {
        Color::Rgb(r, g, b) => (r, g, b),
        Color::Indexed(n @ 16..232) => {
            let n = n - 16;
            (step(n / 36), step(n / 6 % 6), step(n % 6))
        }
        Color::Indexed(n @ 232..) => {
            let grey = 8 + 10 * (n - 232);
            (grey, grey, grey)
        }
        other => panic!("nobody knows what {other} looks like"),
    }
}

fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_measured_as_it_is_defined() {
    let (black, white) = (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255));
    assert!((contrast(black, white) - 21.0).abs() < 1e-9);
    assert!((contrast(Color::Rgb(0x76, 0x76, 0x76), white) - 4.54).abs() < 0.01);
    assert!((contrast(Color::Indexed(16), Color::Indexed(231)) - 21.0).abs() < 1e-9);
}

#[test]
fn every_theme_says_what_each_meaning_looks_like_and_nothing_else() {
    for palette in Palette::ALL {
        let sheet = Sheet::read(palette).unwrap();
        let mut named: Vec<&str> = sheet.styles.keys().map(String::as_str).collect();
        let mut meanings = MEANINGS;
        named.sort_unstable();
        meanings.sort_unstable();
        assert_eq!(named, meanings, "{palette:?}");
        let used = |name: &Option<String>| name.as_ref().is_none_or(|name| sheet.hues.contains_key(name));
        assert!(sheet.styles.values().all(|look| used(&look.ink) && used(&look.paper)), "{palette:?}");
        for name in sheet.hues.keys() {
            let has = |look: &Look| [&look.ink, &look.paper].contains(&&Some(name.clone()));
            assert!(sheet.styles.values().any(has), "{palette:?} has {name} for nothing");
        }
    }
}

#[test]
fn every_text_is_legible_on_every_ground_that_it_may_stand_on() {
    for palette in [Palette::Dark, Palette::Light, Palette::Contrast] {
        let least = if palette == Palette::Contrast { HIGH } else { LEGIBLE };
        let sheet = Sheet::read(palette).unwrap();
        for depth in [Depth::True, Depth::Indexed] {
            let style = |meaning| sheet.style(meaning, depth);
            let selected = style("selected");
            let mut grounds: Vec<Color> = sheet.grounds.iter().map(|text| text.parse().unwrap()).collect();
            grounds.extend(style("ground").bg);
            grounds.extend([selected.bg, style("moved").bg].into_iter().flatten());
            for meaning in MEANINGS {
                let Style { fg: Some(ink), bg: paper, .. } = style(meaning) else { continue };
                let (least, grounds) = match meaning {
                    // No row that is selected or has moved has a frame.
                    "border" => (VISIBLE, &grounds[..grounds.len() - 2]),
                    _ => (least, &grounds[..]),
                };
                for under in paper.map_or_else(|| grounds.to_vec(), |paper| vec![paper]) {
                    let measured = contrast(ink, under);
                    assert!(measured >= least, "{palette:?} {depth:?} {meaning} on {under}: {measured:.2}");
                }
            }
            let own = style("ground").fg.unwrap();
            assert!(grounds.iter().all(|under| contrast(own, *under) >= least), "{palette:?} {depth:?}");
            assert!(contrast(selected.fg.unwrap(), selected.bg.unwrap()) >= HIGH, "{palette:?} {depth:?}");
        }
    }
}

#[test]
fn sides_and_directions_differ_without_their_hue_being_the_only_difference() {
    for palette in [Palette::Dark, Palette::Light, Palette::Contrast] {
        for depth in [Depth::Sixteen, Depth::Indexed, Depth::True] {
            let theme = Theme::new(palette, depth);
            assert_ne!(theme.business, theme.engineering, "{palette:?} {depth:?}");
            assert_ne!(theme.gain, theme.loss, "{palette:?} {depth:?}");
            assert_ne!(theme.selected, theme.text, "{palette:?} {depth:?}");
        }
    }
}

#[test]
fn without_colours_no_style_sets_one() {
    for depth in [Depth::Sixteen, Depth::Indexed, Depth::True] {
        let theme = Theme::new(Palette::Mono, depth).painted(Palette::Mono, depth);
        let sheet = Sheet::read(Palette::Mono).unwrap();
        for meaning in MEANINGS {
            let style = sheet.style(meaning, depth);
            assert_eq!((style.fg, style.bg), (None, None), "{meaning}");
        }
        assert_ne!(theme.selected, theme.text);
        assert_ne!(theme.cursor, theme.selected);
    }
}

#[test]
fn only_a_theme_that_was_chosen_paints_the_ground() {
    for palette in [Palette::Dark, Palette::Light] {
        let theme = Theme::new(palette, Depth::True);
        assert_eq!(theme.ground, Style::default());
        assert!(theme.painted(palette, Depth::True).ground.bg.is_some());
    }
    assert!(Theme::new(Palette::Contrast, Depth::True).ground.bg.is_some());
}
