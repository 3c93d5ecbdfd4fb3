//! SVG, written by hand: elements that are closed, numbers that are numbers, text that is only text.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Look, PALETTE, STYLE};
use crate::domain::text::scrub;

/// About how wide a character cell is, as a share of the size of its font.
const CELL: f64 = 0.56;

/// The size of the font of charts, in pixels.
pub(super) const FONT: f64 = 13.0;

/// A picture on its way.
pub(super) struct Svg {
    text: String,
    open: Vec<&'static str>,
}

/// A number as it is written: to tenths, and never anything that is no number.
pub(super) struct N(pub(super) f64);

impl Display for N {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Adding 0 makes of -0 a 0.
        let tenths = if self.0.is_finite() { (self.0 * 10.0).round() / 10.0 + 0.0 } else { 0.0 };
        write!(f, "{tenths}")
    }
}

/// The attributes of an element, each with its name.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a dyn Display)];

/// Where a text stands beside its point.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Svg {
    /// Begins a picture of some size in pixels. `name` is its own on a page.
    pub(super) fn new(name: &str, (width, height): (f64, f64), told: (&str, &str), look: Look) -> Svg {
        let mut svg = Svg { text: String::new(), open: Vec::new() };
        let view = format!("0 0 {} {}", N(width), N(height));
        let labels = format!("{name}-title {name}-desc");
        let (width, height) = (N(width), N(height));
        let mut attributes: Vec<(&'static str, &dyn Display)> = vec![
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("class", &"chart"),
            ("viewBox", &view),
            ("role", &"img"),
            ("aria-labelledby", &labels),
        ];
        if look == Look::Alone {
            attributes.extend([("width", &width as &dyn Display), ("height", &height)]);
        }
        svg.open("svg", &attributes);
        svg.whole("title", &[("id", &format!("{name}-title"))], told.0);
        svg.whole("desc", &[("id", &format!("{name}-desc"))], told.1);
        if look == Look::Alone {
            // The style is our own, and has nothing that would end it.
            let _ = write!(svg.text, "<style>\n{PALETTE}{STYLE}</style>");
            svg.empty("rect", &[("width", &"100%"), ("height", &"100%"), ("class", &"paper")]);
        }
        svg
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>) {
        let _ = write!(self.text, "<{name}");
        for (name, value) in attributes {
            let _ = write!(self.text, " {name}=\"{}\"", escaped(&value.to_string()));
        }
    }

    /// Opens an element; what follows is in it.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.tag(name, attributes);
        self.text.push('>');
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            let _ = write!(self.text, "</{name}>");
        }
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.tag(name, attributes);
        self.text.push_str("/>");
    }

    /// An element with text in it.
    pub(super) fn whole(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.tag(name, attributes);
        let _ = write!(self.text, ">{}</{name}>", escaped(text));
    }

    /// A text at a point of its base line.
    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, class: &str, text: &str) {
        let (x, y) = (N(x), N(y));
        let mut attributes: Vec<(&'static str, &dyn Display)> = vec![("x", &x), ("y", &y)];
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => attributes.push(("text-anchor", &"middle")),
            Anchor::End => attributes.push(("text-anchor", &"end")),
        }
        if !class.is_empty() {
            attributes.push(("class", &class));
        }
        self.whole("text", &attributes, text);
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let ends = [from.0, from.1, to.0, to.1].map(N);
        let [x1, y1, x2, y2] = &ends;
        self.empty("line", &[("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("class", &class)]);
    }

    /// A rectangle: its corner, then its size.
    pub(super) fn rect(&mut self, at: (f64, f64), size: (f64, f64), class: &str) {
        let [x, y, width, height] = &[at.0, at.1, size.0.max(0.0), size.1.max(0.0)].map(N);
        self.empty("rect", &[("x", x), ("y", y), ("width", width), ("height", height), ("class", &class)]);
    }

    /// Straight lines from point to point.
    pub(super) fn path(&mut self, points: &[(f64, f64)], class: &str) {
        let to = |(i, (x, y)): (usize, &(f64, f64))| {
            format!("{}{} {}", if i == 0 { "M" } else { "L" }, N(*x), N(*y))
        };
        let d: String = points.iter().enumerate().map(to).collect();
        self.empty("path", &[("d", &d), ("class", &class)]);
    }

    /// The picture, with everything closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.push('\n');
        self.text
    }
}

/// A text in which nothing is taken for markup.
fn escaped(text: &str) -> Cow<'_, str> {
    let safe = scrub(text);
    // Two more that XML knows no way to write.
    if !safe.contains(['&', '<', '>', '"', '\'', '\u{fffe}', '\u{ffff}']) {
        return safe;
    }
    let mut written = String::with_capacity(safe.len() + 16);
    for c in safe.chars() {
        match c {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c => written.push(c),
        }
    }
    Cow::Owned(written)
}

/// About how many pixels a text takes.
pub(super) fn wide(text: &str) -> f64 {
    scrub(text).width() as f64 * CELL * FONT
}

/// As much of a text as so many pixels have room for.
pub(super) fn fit(text: &str, pixels: f64) -> String {
    let text = scrub(text);
    if wide(&text) <= pixels {
        return text.into_owned();
    }
    let room = pixels - wide("…");
    let mut fitting = String::new();
    let mut used = 0.0;
    for part in text.graphemes(true) {
        used += wide(part);
        if used > room {
            break;
        }
        fitting.push_str(part);
    }
    format!("{}…", fitting.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_always_numbers() {
        for (number, written) in
            [(1.0, "1"), (0.25, "0.3"), (-0.01, "0"), (f64::NAN, "0"), (f64::INFINITY, "0"), (-2.04, "-2")]
        {
            assert_eq!(N(number).to_string(), written);
        }
    }

    #[test]
    fn text_is_only_text() {
        let mut svg = Svg::new("a", (10.0, 10.0), ("<script>", "\"&'"), Look::OnPage);
        svg.text((1.0, 2.0), Anchor::Middle, "x\"y", "]]> \u{202e}\u{1b}\u{ffff}</text>");
        let written = svg.finish();
        assert!(written.contains("<title id=\"a-title\">&lt;script&gt;</title>"), "{written}");
        assert!(written.contains(
            "<text x=\"1\" y=\"2\" text-anchor=\"middle\" class=\"x&quot;y\">]]&gt; &lt;/text&gt;</text>"
        ));
        assert!(written.ends_with("</svg>\n"));
    }

    #[test]
    fn a_text_is_cut_where_the_room_ends() {
        assert_eq!(fit("short", 100.0), "short");
        assert_eq!(fit("a very long title", 60.0), "a very…");
        assert_eq!(fit("予約予約", 40.0), "予約…");
        assert_eq!(fit("long", 0.0), "…");
    }
}
