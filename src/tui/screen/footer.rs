//! The last row: the keys that apply here and now, or what the program has to say.

use super::super::canvas::{Canvas, width};
use super::super::theme::Theme;
use crate::app::action::TABLE;
use crate::app::{App, Tone};

pub(super) fn render(app: &App, theme: &Theme, mut canvas: Canvas<'_>) {
    if let Some(notice) = &app.notice {
        let style = match notice.tone {
            Tone::Plain => theme.strong,
            Tone::Refused => theme.warn,
        };
        canvas.text(1, 0, &notice.text, style);
        return;
    }
    let mut x = 1;
    for spec in TABLE.iter().filter(|spec| spec.ready(app).is_ok()) {
        let Some(hint) = spec.hint else { continue };
        let keys = spec.keys(app);
        if keys.is_empty() || x + width(&keys) + width(hint) + 1 > canvas.width() {
            continue;
        }
        x += canvas.pieces(x, 0, &[(&keys, theme.strong), (" ", theme.dim), (hint, theme.dim)]) + 3;
    }
}
