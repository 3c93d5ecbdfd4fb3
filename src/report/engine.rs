//! Templates and what they may do: fill themselves with facts, and nothing else.
//!
//! There is no loader, so that a template reads no file: it may include and extend the built-in ones, which are known
//! by name. What it does is paid for with fuel, so that it ends. Whatever it writes is escaped for its dress.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior, escape_formatter};
use serde::Serialize;

use super::error::ReportError;
use crate::domain::document::{Audience, Dress};
use crate::domain::markdown;
use crate::domain::text::scrub;

/// What a template may take: some hundred times what a built-in one does.
const FUEL: u64 = 2_000_000;

/// The name of Markdown among the ways to escape.
const MARKDOWN: &str = "markdown";

/// What the built-in templates are called and what they say.
const BUILT_IN: [(&str, &str); 14] = [
    ("page.html", include_str!("../../assets/report/page.html")),
    ("parts.html", include_str!("../../assets/report/parts.html")),
    ("ranking.html", include_str!("../../assets/report/ranking.html")),
    ("founder.html", include_str!("../../assets/report/founder.html")),
    ("engineering.html", include_str!("../../assets/report/engineering.html")),
    ("customer.html", include_str!("../../assets/report/customer.html")),
    ("board.html", include_str!("../../assets/report/board.html")),
    ("minutes.html", include_str!("../../assets/report/minutes.html")),
    ("parts.md", include_str!("../../assets/report/parts.md")),
    ("founder.md", include_str!("../../assets/report/founder.md")),
    ("engineering.md", include_str!("../../assets/report/engineering.md")),
    ("customer.md", include_str!("../../assets/report/customer.md")),
    ("board.md", include_str!("../../assets/report/board.md")),
    ("minutes.md", include_str!("../../assets/report/minutes.md")),
];

/// The name of the built-in template for an audience in a dress: `founder.html`.
pub(super) fn name(audience: Audience, dress: Dress) -> String {
    format!("{audience}.{dress}")
}

/// What a built-in template says.
pub(super) fn built_in(name: &str) -> &'static str {
    BUILT_IN.iter().find(|(other, _)| *other == name).map_or("", |(_, text)| text)
}

/// Fills a template with facts. Its name is told in errors, whatever it ends in.
pub(super) fn fill(
    dress: Dress,
    name: &str,
    text: &str,
    facts: impl Serialize,
) -> Result<String, ReportError> {
    let told = |error: Error| ReportError::of(&error, name);
    let mut engine = engine(dress).map_err(told)?;
    engine.add_template(name, text).map_err(told)?;
    let template = engine.get_template(name).map_err(told)?;
    let text = template.render(Serde(facts)).map_err(told)?;
    Ok(if dress == Dress::Markdown { paragraphs(&text) } else { text })
}

/// The same text with at most one blank line in a row: what a block left out leaves none behind.
fn paragraphs(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() && blank {
            continue;
        }
        blank = line.is_empty();
        written.push_str(line);
        written.push('\n');
    }
    written.truncate(written.trim_end().len());
    written.push('\n');
    written
}

fn engine<'t>(dress: Dress) -> Result<Environment<'t>, Error> {
    let mut engine = Environment::new();
    engine.set_fuel(Some(FUEL));
    engine.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    engine.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    engine.set_auto_escape_callback(move |_| match dress {
        Dress::Html => AutoEscape::Html,
        Dress::Markdown => AutoEscape::Custom(MARKDOWN.into()),
    });
    engine.set_formatter(write);
    for (name, text) in BUILT_IN {
        engine.add_template(name, text)?;
    }
    Ok(engine)
}

/// Writes a value: text is made harmless, then escaped. What the program made itself, charts and styles, is written
/// as it is.
fn write(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_safe() || value.is_undefined() || value.is_none() {
        return if value.is_none() { Ok(()) } else { plain(out, state, value) };
    }
    match (state.auto_escape(), value.as_str()) {
        (AutoEscape::Custom(_), Some(text)) => Ok(out.write_str(&markdown::escaped(&scrub(text)))?),
        (AutoEscape::Custom(_), None) => Ok(out.write_str(&markdown::escaped(&scrub(&value.to_string())))?),
        (_, Some(text)) => escape_formatter(out, state, &Value::from(scrub(text).into_owned())),
        (_, None) => escape_formatter(out, state, value),
    }
}

/// Writes what needs no escaping, or is not there.
fn plain(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) => Ok(out.write_str(text)?),
        None => escape_formatter(out, state, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(dress: Dress, text: &str) -> Result<String, ReportError> {
        let facts = serde_json::json!({"title": "<b>&\u{202e}*x*", "count": -3, "list": ["<a>", "b|c"], "none": null});
        fill(dress, "mine", text, facts)
    }

    #[test]
    fn what_is_written_is_escaped_for_its_dress() {
        for (dress, text, expected) in [
            (Dress::Html, "{{ title }}", "&lt;b&gt;&amp;*x*"),
            (Dress::Markdown, "{{ title }}", "&lt;b&gt;&\\*x\\*"),
            (Dress::Html, "{{ count }}{{ none }}", "-3"),
            (Dress::Markdown, "{{ count }}{{ none }}", "\\-3"),
            (Dress::Html, "{{ list }}", "[&#x27;&lt;a&gt;&#x27;, &#x27;b|c&#x27;]"),
            (Dress::Html, "{{ list | join(' ') }}", "&lt;a&gt; b|c"),
            (
                Dress::Html,
                "{% macro m(t) %}<i>{{ t }}</i>{% endmacro %}{{ m(title) }}",
                "<i>&lt;b&gt;&amp;*x*</i>",
            ),
            (Dress::Markdown, "{% macro m(t) %}**{{ t }}**{% endmacro %}{{ m(list[1]) }}", "**b\\|c**"),
        ] {
            assert_eq!(filled(dress, text).unwrap().trim_end(), expected, "{text}");
        }
    }

    #[test]
    fn a_wrong_template_is_told_with_its_line() {
        for (text, told) in [
            ("a\n{% if %}", "mine: line 2: "),
            ("a\n\n{{ title | upside }}", "mine: line 3: unknown filter: "),
            ("{{ nothing.there }}", "mine: line 1: undefined value"),
            ("{{ nothing }}", "mine: line 1: undefined value"),
            ("{% include '/etc/passwd' %}", "mine: line 1: template not found: "),
            ("{% include 'mine2.html' %}", "mine: line 1: template not found: "),
            ("{% extends '../page.html' %}", "mine: line 1: template not found: "),
        ] {
            let error = filled(Dress::Html, text).unwrap_err();
            assert!(error.to_string().starts_with(told), "{text}: {error}");
        }
    }

    #[test]
    fn a_template_ends() {
        let loops = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}";
        let grows =
            "{% set ns = namespace(t='x') %}{% for a in range(64) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}";
        let calls = "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}";
        let includes = "{% include 'mine' %}";
        for text in [loops, grows, calls, includes] {
            let error = filled(Dress::Html, text).unwrap_err();
            assert!(matches!(error, ReportError::Endless { .. }), "{text}: {error:?}");
        }
    }
}
