//! How far a goal has come, as a bar from its baseline to its target.

use super::Look;
use super::svg::Svg;

const SIZE: (f64, f64) = (160.0, 14.0);

/// Draws a share of the way, 0 to 1; less and more is drawn as nothing and all. `name` is its own on a page.
pub fn meter(name: &str, share: f64, told: &str, look: Look) -> String {
    let mut svg = Svg::new(name, SIZE, ("Progress", told), look);
    svg.rect((0.5, 1.5), (SIZE.0 - 1.0, SIZE.1 - 3.0), "hollow");
    svg.rect((0.5, 1.5), ((SIZE.0 - 1.0) * share.clamp(0.0, 1.0), SIZE.1 - 3.0), "solid");
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_beyond_either_end_is_drawn_at_it() {
        for (share, wide) in [(-1.0, "0"), (0.5, "79.5"), (3.0, "159"), (f64::NAN, "0")] {
            let drawn = meter("goal-1", share, "half", Look::OnPage);
            let bar = format!("width=\"{wide}\" height=\"11\" class=\"solid\"");
            assert!(drawn.contains(&bar), "{share}: {drawn}");
        }
    }
}
