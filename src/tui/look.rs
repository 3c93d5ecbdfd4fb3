//! Which theme is drawn with: what somebody chose, else what the environment and the terminal say.

use std::env;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::crossterm::style::force_color_output;

use super::ground;
use super::theme::{Depth, Palette, Theme, no_colours};
use crate::app::settings::{Colours, Settings, ThemeChoice};

/// What a theme follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wish {
    theme: ThemeChoice,
    colours: Colours,
    ascii: bool,
    on_light: bool,
}

/// The theme that is drawn with, and what the terminal is known to be.
#[derive(Debug, Default)]
pub(super) struct Looks {
    /// Whether the terminal said that its ground is light.
    on_light: Arc<AtomicBool>,
    current: Option<(Wish, Theme)>,
}

impl Looks {
    /// The theme for these settings, made anew only when something has changed.
    pub(super) fn theme(&mut self, settings: Settings) -> &Theme {
        let Settings { theme, colors: colours, ascii, .. } = settings;
        let wish = Wish { theme, colours, ascii, on_light: self.on_light.load(Ordering::Relaxed) };
        if self.current.is_none_or(|(made_for, _)| made_for != wish) {
            self.current = None;
        }
        &self.current.get_or_insert_with(|| (wish, made(wish))).1
    }

    /// Whether the terminal is to be asked what it has behind its text: only if that makes a difference.
    pub(super) fn want_ground(settings: Settings) -> bool {
        settings.theme == ThemeChoice::Auto
            && !no_colours(from_env)
            && ground::may_be_asked(from_env("TERM").as_deref())
    }

    /// Where it is noted whether the ground is light.
    pub(super) fn on_light(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.on_light)
    }
}

fn from_env(name: &str) -> Option<String> {
    env::var(name).ok()
}

fn made(wish: Wish) -> Theme {
    let depth = Depth::new(wish.colours, from_env);
    let palette = palette(wish, no_colours(from_env));
    // The library turns colours off by itself where NO_COLOR is set, and wipes bold and reverse with them. Here the
    // theme decides, and one without colours sets none.
    force_color_output(true);
    let theme = Theme::new(palette, depth).ascii(wish.ascii);
    if wish.theme == ThemeChoice::Auto { theme } else { theme.painted(palette, depth) }
}

/// Somebody's choice comes before the environment, and the environment before the terminal.
fn palette(wish: Wish, no_colours: bool) -> Palette {
    match wish.theme {
        ThemeChoice::Light => Palette::Light,
        ThemeChoice::Contrast => Palette::Contrast,
        ThemeChoice::Mono => Palette::Mono,
        ThemeChoice::Auto if no_colours => Palette::Mono,
        ThemeChoice::Auto if wish.on_light => Palette::Light,
        ThemeChoice::Dark | ThemeChoice::Auto => Palette::Dark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_comes_before_the_environment_and_that_before_the_terminal() {
        for (theme, no_colours, on_light, expected) in [
            (ThemeChoice::Auto, false, false, Palette::Dark),
            (ThemeChoice::Auto, false, true, Palette::Light),
            (ThemeChoice::Auto, true, true, Palette::Mono),
            (ThemeChoice::Light, true, false, Palette::Light),
            (ThemeChoice::Dark, false, true, Palette::Dark),
            (ThemeChoice::Contrast, false, true, Palette::Contrast),
            (ThemeChoice::Mono, false, true, Palette::Mono),
        ] {
            let wish = Wish { theme, colours: Colours::True, ascii: false, on_light };
            assert_eq!(palette(wish, no_colours), expected, "{theme} {no_colours} {on_light}");
        }
    }

    #[test]
    fn a_theme_is_made_anew_only_for_another_wish() {
        let mut looks = Looks::default();
        let mut settings =
            Settings { theme: ThemeChoice::Light, colors: Colours::True, ..Settings::default() };
        assert!(looks.theme(settings).ground.bg.is_some() && !looks.theme(settings).ascii);
        settings.ascii = true;
        assert!(looks.theme(settings).ascii);
    }
}
