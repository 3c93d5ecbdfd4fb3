//! A small reader of pages: it knows only what our own templates may write, and stops at everything else.

use std::collections::BTreeSet;

/// What stands in a page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Every element as it opens, with its attributes, in order.
    pub(crate) elements: Vec<Element>,
    /// The text between elements, styles left out.
    pub(crate) text: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// The names of those that it stands in.
    pub(crate) inside: Vec<String>,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }
}

/// Reads a page, or says what is wrong with it and where.
pub(crate) fn read(text: &str) -> Result<Page, String> {
    let mut page = Page::default();
    let mut open: Vec<String> = Vec::new();
    let mut rest = text.strip_prefix("<!DOCTYPE html>").unwrap_or(text);
    while let Some(at) = rest.find('<') {
        let at_line = || text[..text.len() - rest.len()].matches('\n').count() + 1;
        said(&mut page, &rest[..at], &open).map_err(|what| format!("line {}: {what}", at_line()))?;
        let end =
            rest[at..].find('>').ok_or_else(|| format!("line {}: a tag that does not end", at_line()))?;
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop().as_deref() != Some(name) {
                return Err(format!("line {}: {name} is closed and not open", at_line()));
            }
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let element = element(tag, &open).map_err(|what| format!("line {}: {what}", at_line()))?;
        if element.name == "style" {
            let end = rest.find("</style>").ok_or("a style that does not end")?;
            rest = &rest[end..];
        }
        if !closed {
            open.push(element.name.clone());
        }
        page.elements.push(element);
    }
    said(&mut page, rest, &open)?;
    if open.is_empty() { Ok(page) } else { Err(format!("left open: {open:?}")) }
}

fn said(page: &mut Page, text: &str, open: &[String]) -> Result<(), String> {
    page.text.push_str(&plain(text)?);
    let outside = open.is_empty() && !text.trim().is_empty();
    if outside { Err(format!("text outside of everything: {text}")) } else { Ok(()) }
}

/// A text without its entities; there are no others than these.
fn plain(text: &str) -> Result<String, String> {
    let mut written = String::new();
    let mut parts = text.split('&');
    written.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (entity, rest) = part.split_once(';').ok_or_else(|| format!("a raw & before {part:?}"))?;
        written.push_str(match entity {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "#39" | "#x27" => "'",
            "#x2f" => "/",
            other => return Err(format!("the entity {other}")),
        });
        written.push_str(rest);
    }
    Ok(written)
}

fn element(tag: &str, open: &[String]) -> Result<Element, String> {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(format!("the tag <{tag}>"));
    }
    let mut attributes = Vec::new();
    while !rest.trim().is_empty() {
        let (name, value) =
            rest.trim_start().split_once("=\"").ok_or_else(|| format!("the attributes {rest:?}"))?;
        let (value, more) = value.split_once('"').ok_or_else(|| format!("the attributes {rest:?}"))?;
        attributes.push((name.to_owned(), plain(value)?));
        rest = more;
    }
    Ok(Element { name: name.to_owned(), attributes, inside: open.to_vec() })
}

/// What is wrong with a page beyond its tags: ids, headings, tables, pictures, and what would lead outside.
pub(crate) fn problems(page: &Page) -> Vec<String> {
    let mut problems = Vec::new();
    let mut ids = BTreeSet::new();
    let mut level = 0;
    for element in &page.elements {
        if let Some(id) = element.attribute("id")
            && !ids.insert(id)
        {
            problems.push(format!("the id {id} twice"));
        }
        if let Some(heading) = element.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) {
            if heading > level + 1 || heading == 1 && level > 0 {
                problems.push(format!("a heading {heading} behind {level}"));
            }
            level = heading;
        }
        let is_th = element.name == "th" && element.attribute("scope").is_none();
        let leads = ["href", "src", "action", "srcset", "data", "style"];
        let outside = element.attributes.iter().any(|(name, value)| {
            leads.contains(&name.as_str()) || name.starts_with("on") || value.contains("url(")
        });
        let forbidden =
            ["script", "link", "img", "iframe", "object", "a", "form", "image", "use", "foreignObject"];
        if is_th || outside || forbidden.contains(&element.name.as_str()) {
            problems.push(format!("{element:?}"));
        }
    }
    let count = |name: &str| page.elements.iter().filter(|element| element.name == name).count();
    for svg in page.elements.iter().filter(|element| element.name == "svg") {
        let labels = svg.attribute("aria-labelledby").unwrap_or_default();
        if svg.attribute("role") != Some("img")
            || labels.is_empty()
            || !labels.split(' ').all(|id| ids.contains(id))
        {
            problems.push(format!("a picture without words: {svg:?}"));
        }
    }
    if count("table") != count("thead") {
        problems.push("a table without a head".to_owned());
    }
    problems
}

#[test]
fn a_page_that_is_wrong_is_found_out() {
    for (page, told) in [
        ("<p>a", "left open"),
        ("<p><b>a</p></b>", "closed and not open"),
        ("<p>a & b</p>", "a raw &"),
        ("<p>&copy;</p>", "the entity copy"),
        ("<p class=x>a</p>", "the attributes"),
        ("<p class=\"a\"b\">a</p>", "the attributes"),
        ("<p>a</p> b", "outside of everything"),
        ("<p><!-- a --></p>", "the tag"),
    ] {
        assert!(read(page).unwrap_err().contains(told), "{page}");
    }
    for page in [
        "<p><h1>a</h1><h3>a</h3></p>",
        "<p><i id=\"a\"/><i id=\"a\"/></p>",
        "<p><a href=\"x\">a</a></p>",
        "<p onload=\"x\">a</p>",
        "<p><th>a</th></p>",
        "<p><svg role=\"img\"/></p>",
        "<p><table></table></p>",
        "<p><script>a</script></p>",
    ] {
        assert_ne!(problems(&read(page).unwrap()), Vec::<String>::new(), "{page}");
    }
}
