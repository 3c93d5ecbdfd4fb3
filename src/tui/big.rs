//! Large letters, made of blocks: as rows of text that are drawn like any other.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};

/// How many pixels a letter is wide and high; the last column of most is empty.
const GLYPH: u16 = 8;

/// The last letter that there is a picture of.
const LAST: char = '\u{ff}';

/// How large a letter is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    /// So many cells wide and high for each pixel.
    Cells(u16, u16),
    /// Two pixels in a cell, one above the other.
    Half,
    /// Four pixels in a cell.
    Quarter,
}

impl Size {
    /// From large to small.
    pub(super) const ALL: [Size; 7] = [
        Size::Cells(6, 3),
        Size::Cells(4, 2),
        Size::Cells(3, 2),
        Size::Cells(2, 1),
        Size::Cells(1, 1),
        Size::Half,
        Size::Quarter,
    ];

    /// How many cells a text takes that is drawn so large: wide and high.
    pub(super) fn cells(self, text: &str) -> (usize, usize) {
        let pixels = text.chars().count() * usize::from(GLYPH);
        let high = usize::from(GLYPH);
        let wide = pixels.saturating_sub(1);
        match self {
            Size::Cells(x, y) => (wide * usize::from(x), high * usize::from(y)),
            Size::Half => (wide, high / 2),
            Size::Quarter => (pixels / 2, high / 2),
        }
    }
}

/// Whether there is a picture of each of its letters.
pub(super) fn can_show(text: &str) -> bool {
    text.chars().all(|letter| letter <= LAST && !letter.is_control())
}

/// A text as rows of blocks, each as wide as [`Size::cells`] says: so it stays where it is when a letter changes.
pub(super) fn rows(text: &str, size: Size) -> Vec<String> {
    let (pixels, (x, y)) = match size {
        Size::Cells(x, y) => (PixelSize::Full, (x, y)),
        Size::Half => (PixelSize::HalfHeight, (1, 1)),
        Size::Quarter => (PixelSize::Quadrant, (1, 1)),
    };
    let (across, _) = size.cells(text);
    let letters = u16::try_from(text.chars().count()).unwrap_or(u16::MAX / GLYPH);
    let (wide, high) = match size {
        Size::Cells(..) => (GLYPH, GLYPH),
        Size::Half => (GLYPH, GLYPH / 2),
        Size::Quarter => (GLYPH / 2, GLYPH / 2),
    };
    let mut buffer = Buffer::empty(Rect::new(0, 0, letters.saturating_mul(wide), high));
    BigText::builder().pixel_size(pixels).lines(vec![text.into()]).build().render(buffer.area, &mut buffer);
    let row = |y: u16| {
        let cells = (0..buffer.area.width).map(|x| &buffer[(x, y)]);
        let row: String = cells.map(|cell| cell.symbol().repeat(usize::from(x))).collect();
        row.chars().chain(std::iter::repeat(' ')).take(across).collect::<String>()
    };
    (0..high).flat_map(|line| std::iter::repeat_n(row(line), usize::from(y))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_takes_the_cells_that_it_says() {
        for text in ["07:42", "-0:30", "1:07:42", "Effort"] {
            for size in Size::ALL {
                let (wide, high) = size.cells(text);
                let rows = rows(text, size);
                assert_eq!(rows.len(), high, "{text} {size:?}");
                assert!(rows.iter().all(|row| row.chars().count() == wide), "{text} {size:?}");
                assert!(rows.iter().any(|row| row.contains(|c| c != ' ')), "{text} {size:?}");
            }
        }
        assert!(can_show("Trade-offs für alle") && !can_show("漢字"));
    }

    #[test]
    fn a_letter_is_made_of_blocks() {
        assert_eq!(
            rows(":", Size::Cells(2, 1)),
            [0, 1, 1, 0, 0, 1, 1, 0].map(|dot| if dot == 1 {
                "    ████      "
            } else {
                "              "
            })
        );
    }
}
