//! Cells of a sheet: their formats, and texts that are cut to what one holds.

use rust_xlsxwriter::{
    ColNum, Color, Format, FormatAlign, FormatBorder, Formula, RowNum, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use crate::domain::number::Num;

/// The most that a cell holds, in UTF-16 units.
const LONGEST: usize = 32_767;

/// The rows that a sheet has.
pub(super) const ROWS: usize = 1_048_576;

/// What a column of text is at most wide, in characters.
const WIDEST: usize = 48;

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Title,
    Head,
    /// A number over the columns of which people type.
    Input,
    Label,
    Note,
    Score,
    Percent,
    Time,
    /// A short word or number between two columns that it would run into.
    Centred,
}

const ACCENT: Color = Color::RGB(0x1F_3A_5F);
const PAPER: Color = Color::RGB(0xFF_F8_DC);
const DIM: Color = Color::RGB(0x6B_6B_6B);

/// A sheet that is being written, and how many of its texts were cut.
pub(super) struct Sheet<'s> {
    /// The sheet itself.
    pub(super) raw: &'s mut Worksheet,
    looks: Vec<(Look, Format)>,
    widths: Vec<usize>,
    pub(super) cut: usize,
}

impl<'s> Sheet<'s> {
    pub(super) fn new(sheet: &'s mut Worksheet, name: &str) -> Result<Sheet<'s>, XlsxError> {
        sheet.set_name(name)?;
        // What comes to nothing shows nothing.
        sheet.set_formula_result_default("");
        let looks = [
            Look::Plain,
            Look::Title,
            Look::Head,
            Look::Input,
            Look::Label,
            Look::Note,
            Look::Score,
            Look::Percent,
            Look::Time,
            Look::Centred,
        ];
        let looks = looks.into_iter().map(|look| (look, format(look))).collect();
        Ok(Sheet { raw: sheet, looks, widths: Vec::new(), cut: 0 })
    }

    fn look(looks: &[(Look, Format)], look: Look) -> Option<&Format> {
        let found = looks.iter().find(|(other, _)| *other == look);
        found.filter(|_| look != Look::Plain).map(|(_, format)| format)
    }

    /// Writes a text as text: never a formula, never a link. What does not fit is cut and counted.
    pub(super) fn text(&mut self, (row, column): Cell, text: &str, look: Look) -> Result<(), XlsxError> {
        if text.is_empty() && look == Look::Plain {
            return Ok(());
        }
        let whole = fitting(text);
        self.cut += usize::from(whole.len() < text.len());
        let text = if whole.len() < text.len() { format!("{whole}…") } else { whole.to_owned() };
        match Self::look(&self.looks, look) {
            None => self.raw.write_string(row, column, text)?,
            Some(format) => self.raw.write_string_with_format(row, column, text, format)?,
        };
        Ok(())
    }

    /// Writes a text of the table, whose column is to be wide enough for it.
    pub(super) fn entry(&mut self, cell: Cell, text: &str) -> Result<(), XlsxError> {
        self.widen(cell.1, text);
        self.text(cell, text, Look::Plain)
    }

    pub(super) fn number(&mut self, (row, column): Cell, number: f64, look: Look) -> Result<(), XlsxError> {
        match Self::look(&self.looks, look) {
            None => self.raw.write_number(row, column, number)?,
            Some(format) => self.raw.write_number_with_format(row, column, number, format)?,
        };
        Ok(())
    }

    /// Writes what was scored; nothing where nothing was.
    pub(super) fn value(&mut self, cell: Cell, value: Option<Num>, look: Look) -> Result<(), XlsxError> {
        value.map_or(Ok(()), |value| self.number(cell, value.get(), look))
    }

    /// Writes a formula, and what it comes to for whoever does not calculate.
    pub(super) fn formula(
        &mut self,
        (row, column): Cell,
        formula: &str,
        result: &str,
        look: Look,
    ) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(result);
        match Self::look(&self.looks, look) {
            None => self.raw.write_formula(row, column, formula)?,
            Some(format) => self.raw.write_formula_with_format(row, column, formula, format)?,
        };
        Ok(())
    }

    /// Writes an empty cell that is to be filled in.
    pub(super) fn blank(&mut self, (row, column): Cell, look: Look) -> Result<(), XlsxError> {
        if let Some(format) = Self::look(&self.looks, look) {
            self.raw.write_blank(row, column, format)?;
        }
        Ok(())
    }

    /// Writes the head of a table, whose columns are to be wide enough for their names.
    pub(super) fn head(&mut self, row: RowNum, names: &[String]) -> Result<(), XlsxError> {
        for (column, name) in (0..).zip(names) {
            self.text((row, column), name, Look::Head)?;
            // The arrow of the filter stands beside the name.
            self.widen(column, &format!("{name}   "));
        }
        Ok(())
    }

    /// Makes a column wide enough for a text.
    pub(super) fn widen(&mut self, column: ColNum, text: &str) {
        let column = usize::from(column);
        if self.widths.len() <= column {
            self.widths.resize(column + 1, 0);
        }
        if self.widths[column] < WIDEST {
            self.widths[column] = self.widths[column].max(text.width().min(WIDEST));
        }
    }

    /// Gives every column the width that it needs.
    pub(super) fn fit(&mut self) -> Result<(), XlsxError> {
        for (column, width) in (0..).zip(&self.widths) {
            self.raw.set_column_width(column, (*width).max(6) as f64 + 1.5)?;
        }
        Ok(())
    }
}

/// Row and column, from 0.
pub(super) type Cell = (RowNum, ColNum);

/// As much of a text as a cell holds, with a mark behind it.
fn fitting(text: &str) -> &str {
    // No text has more units than bytes.
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text;
    }
    let mut units = 0;
    let fits = |(_, c): &(usize, char)| {
        units += c.len_utf16();
        units < LONGEST
    };
    let end = text.char_indices().take_while(fits).last().map_or(0, |(at, c)| at + c.len_utf8());
    &text[..end]
}

fn format(look: Look) -> Format {
    let format = Format::new();
    match look {
        Look::Plain => format,
        Look::Title => format.set_bold().set_font_size(14),
        Look::Head => format
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(ACCENT)
            .set_align(FormatAlign::VerticalCenter),
        Look::Input => format.set_bold().set_background_color(PAPER).set_border(FormatBorder::Thin),
        Look::Label => format.set_align(FormatAlign::Right),
        Look::Note => format.set_italic().set_font_color(DIM),
        Look::Score => format.set_num_format("0.00"),
        Look::Percent => format.set_num_format("0%"),
        Look::Time => format.set_num_format("yyyy-mm-dd hh:mm").set_align(FormatAlign::Left),
        Look::Centred => format.set_align(FormatAlign::Center),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_to_what_a_cell_holds() {
        let long = |unit: &str, count: usize| unit.repeat(count);
        for (text, kept) in [
            (long("a", LONGEST), LONGEST),
            (long("a", LONGEST + 1), LONGEST - 1),
            (long("é", LONGEST), LONGEST),
            (long("🙂", 16_384), 16_383),
        ] {
            let whole = fitting(&text);
            assert_eq!(whole.chars().count(), kept);
            assert!(whole == text || whole.encode_utf16().count() < LONGEST);
        }
    }
}
