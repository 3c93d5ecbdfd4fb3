//! A drawn screen as SVG: every cell where it is in the terminal, whatever font there is.

use std::collections::HashMap;
use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// The size of a cell, and of what stands around the screen, in pixels.
pub(crate) const CELL: (usize, usize) = (9, 19);
pub(crate) const MARGIN: usize = 14;
pub(crate) const BAR: usize = 30;

/// What a cell looks like.
#[derive(Clone, PartialEq, Eq)]
struct Look {
    ink: String,
    paper: String,
    bold: bool,
    underlined: bool,
}

fn hex(color: Color) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        _ => "#e4e7ec".to_owned(),
    }
}

impl Look {
    fn of(cell: &Cell) -> Look {
        let (mut ink, mut paper) = (hex(cell.fg), hex(cell.bg));
        if cell.modifier.contains(Modifier::REVERSED) {
            std::mem::swap(&mut ink, &mut paper);
        }
        let has = |modifier| cell.modifier.contains(modifier);
        Look { ink, paper, bold: has(Modifier::BOLD), underlined: has(Modifier::UNDERLINED) }
    }
}

/// Rows that are drawn once, however often they are shown.
#[derive(Default)]
pub(crate) struct Rows {
    known: HashMap<String, usize>,
    defined: String,
}

impl Rows {
    /// The rows of a screen as uses of those that are defined.
    pub(crate) fn screen(&mut self, buffer: &Buffer) -> String {
        let mut uses = String::new();
        for (y, cells) in buffer.content.chunks(usize::from(buffer.area.width)).enumerate() {
            let drawn = row(cells);
            let next = self.known.len();
            let id = *self.known.entry(drawn.clone()).or_insert(next);
            if id == next {
                let _ = writeln!(self.defined, "<g id=\"r{id}\">{drawn}</g>");
            }
            let _ = write!(uses, "<use href=\"#r{id}\" y=\"{}\"/>", y * CELL.1);
        }
        uses
    }

    /// Everything that is used.
    pub(crate) fn defined(&self) -> &str {
        &self.defined
    }
}

/// One row: grounds below, then lines and blocks as shapes that join, then runs of text that look alike.
fn row(cells: &[Cell]) -> String {
    let (mut grounds, mut shapes, mut texts) = (String::new(), String::new(), String::new());
    let ground = "#16191f";
    let mut x = 0;
    while x < cells.len() {
        let look = Look::of(&cells[x]);
        let run = cells[x..].iter().take_while(|cell| Look::of(cell) == look).count();
        if look.paper != ground {
            let (left, width) = (x * CELL.0, run * CELL.0);
            let _ = write!(
                grounds,
                "<path d=\"M{left} 0h{width}v{}h-{width}z\" fill=\"{}\"/>",
                CELL.1, look.paper
            );
        }
        text(&mut texts, &mut shapes, x, &cells[x..x + run], &look);
        x += run;
    }
    grounds + &shapes + &texts
}

fn text(texts: &mut String, shapes: &mut String, start: usize, cells: &[Cell], look: &Look) {
    let (mut at, mut word, mut from) = (0, String::new(), 0);
    let mut flush = |word: &mut String, from: usize, to: usize| {
        let shown = word.trim();
        if !shown.is_empty() {
            // Not every reader of SVG keeps spaces at either end.
            let before = word.len() - word.trim_start().len();
            let behind = word.len() - word.trim_end().len();
            let (x, length) = ((start + from + before) * CELL.0, (to - from - before - behind) * CELL.0);
            let weight = if look.bold { " font-weight=\"700\"" } else { "" };
            let line = if look.underlined { " text-decoration=\"underline\"" } else { "" };
            let _ = write!(
                texts,
                "<text x=\"{x}\" y=\"14\" textLength=\"{length}\" fill=\"{}\"{weight}{line}>{}</text>",
                look.ink,
                escaped(shown)
            );
        }
        word.clear();
    };
    while at < cells.len() {
        let symbol = cells[at].symbol();
        let drawn = symbol.chars().next().and_then(|c| shape(c, (start + at) * CELL.0));
        // A gap of its own, so that columns stay where they are.
        let gap = symbol == " " && cells.get(at + 1).is_none_or(|next| next.symbol() == " ");
        if drawn.is_some() || gap {
            flush(&mut word, from, at);
            from = at + 1;
            if let Some((path, filled)) = drawn {
                let style = if filled {
                    format!("fill=\"{}\"", look.ink)
                } else {
                    format!("stroke=\"{}\" fill=\"none\"", look.ink)
                };
                let _ = write!(shapes, "<path d=\"{path}\" {style}/>");
            }
        } else {
            if word.is_empty() {
                from = at;
            }
            word.push_str(symbol);
        }
        at += 1;
    }
    flush(&mut word, from, cells.len());
}

/// A character that joins its neighbours, as a path, and whether that is filled in.
fn shape(c: char, x: usize) -> Option<(String, bool)> {
    let (w, h) = CELL;
    let (mx, my) = (x as f64 + w as f64 / 2.0, h as f64 / 2.0);
    let rect = |left: f64, top: f64, width: f64, height: f64| {
        (format!("M{left} {top}h{width}v{height}h-{width}z"), true)
    };
    let (xf, wf, hf) = (x as f64, w as f64, h as f64);
    let arms = |up: bool, down: bool, left: bool, right: bool| {
        let mut path = String::new();
        let mut arm = |on: bool, to: String| {
            if on {
                let _ = write!(path, "M{mx} {my}{to}");
            }
        };
        arm(up, "V0".to_owned());
        arm(down, format!("V{h}"));
        arm(left, format!("H{x}"));
        arm(right, format!("H{}", x + w));
        (path, false)
    };
    Some(match c {
        '─' | '━' => arms(false, false, true, true),
        '│' | '┃' => arms(true, true, false, false),
        '╭' | '┏' | '┌' => arms(false, true, false, true),
        '╮' | '┓' | '┐' => arms(false, true, true, false),
        '╰' | '┗' | '└' => arms(true, false, false, true),
        '╯' | '┛' | '┘' => arms(true, false, true, false),
        '├' => arms(true, true, false, true),
        '┤' => arms(true, true, true, false),
        '┬' => arms(false, true, true, true),
        '┴' => arms(true, false, true, true),
        '┼' | '╂' => arms(true, true, true, true),
        '┊' => (format!("M{mx} 1v4M{mx} 8v4M{mx} 15v3"), false),
        '┈' => (format!("M{x} {my}h2M{} {my}h2M{} {my}h2", x + 3, x + 6), false),
        '█' => rect(xf, 0.0, wf, hf),
        '▀' => rect(xf, 0.0, wf, hf / 2.0),
        '▄' => rect(xf, hf / 2.0, wf, hf / 2.0),
        '▐' => rect(xf + wf / 2.0, 0.0, wf / 2.0, hf),
        '▌' => rect(xf, 0.0, wf / 2.0, hf),
        '▁'..='▇' => {
            let part = hf * f64::from(c as u32 - '▁' as u32 + 1) / 8.0;
            rect(xf, hf - part, wf, part)
        }
        '▉'..='▏' => rect(xf, 0.0, wf * f64::from('▐' as u32 - c as u32) / 8.0, hf),
        '░' => (format!("M{x} 4h2v2h-2zM{} 4h2v2h-2zM{x} 12h2v2h-2zM{} 12h2v2h-2z", x + 4, x + 4), true),
        '\u{2801}'..='\u{28ff}' => {
            // The bits of a braille sign, as columns and rows.
            let dots = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
            let set = (0..8).filter(|bit| (c as u32 - 0x2800) >> bit & 1 == 1).map(|bit| dots[bit]);
            let path = set.fold(String::new(), |path, (column, row)| {
                format!("{path}M{} {}h2v2h-2z", x + 2 + 4 * column, 2 + 5 * row)
            });
            (path, true)
        }
        _ => return None,
    })
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A window with something in it, as many cells wide and high, with what it shows in words.
pub(crate) fn window(
    (columns, rows): (u16, u16),
    title: &str,
    told: &str,
    styles: &str,
    defined: &str,
    body: &str,
) -> String {
    let (width, height) =
        (usize::from(columns) * CELL.0 + 2 * MARGIN, usize::from(rows) * CELL.1 + BAR + MARGIN);
    let font = "'DejaVu Sans Mono', ui-monospace, Menlo, Consolas, monospace";
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" role=\"img\">\n\
         <title>{title}</title>\n<desc>{}</desc>\n<style>text{{white-space:pre}}{styles}</style>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"#16191f\"/>\n\
         <g fill=\"#6b7586\"><circle cx=\"20\" cy=\"15\" r=\"5\"/><circle cx=\"38\" cy=\"15\" r=\"5\"/>\
         <circle cx=\"56\" cy=\"15\" r=\"5\"/></g>\n<defs>\n{defined}</defs>\n\
         <g transform=\"translate({MARGIN} {BAR})\" font-family=\"{font}\" font-size=\"15\" stroke-width=\"1.4\">\n\
         {body}</g>\n</svg>\n",
        escaped(told)
    )
}
