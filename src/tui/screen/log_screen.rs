//! The log over the full window: every trade-off, with its cursor.

use super::super::canvas::Canvas;
use super::super::theme::Theme;
use super::{log, pane_title};
use crate::app::App;

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    let (title, frame) = pane_title(theme, "LOG", "newest first", theme.heading, true);
    log::entries(app, theme, true, canvas.frame(title, frame));
}
