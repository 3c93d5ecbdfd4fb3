//! Reports: what a workshop comes to, for people who were not in the room.
//!
//! ```text
//! facts      what a template may say, one shape for each audience
//! engine     templates, filled and escaped
//! error      what is wrong with a template
//! ```
//!
//! A report is made in two steps: facts are read off the workshop, and a template puts them on a page. Nothing that
//! an audience is not to know is among its facts, so that no template can tell it by mistake.

mod engine;
mod error;
mod facts;

use chrono::NaiveDate;

use crate::domain::document::{Audience, Dress};
use crate::domain::workshop::Workshop;
pub use error::ReportError;

/// What a report needs beside the workshop.
#[derive(Clone, Copy, Debug)]
pub struct Context<'c> {
    /// The day that stands on it.
    pub today: NaiveDate,
    /// A template to use in place of the built-in one.
    pub template: Option<Template<'c>>,
}

/// A template of somebody's own.
#[derive(Clone, Copy, Debug)]
pub struct Template<'c> {
    /// What it is called in errors.
    pub name: &'c str,
    /// What it says.
    pub text: &'c str,
}

/// Writes the report for an audience.
///
/// # Errors
/// A template that cannot be used; a built-in one always can.
pub fn write(
    audience: Audience,
    dress: Dress,
    workshop: &Workshop,
    context: &Context<'_>,
) -> Result<String, ReportError> {
    let own = engine::name(audience, dress);
    let built_in = Template { name: &own, text: engine::built_in(&own) };
    let Template { name, text } = context.template.unwrap_or(built_in);
    let desk = facts::Desk::new(workshop, dress, context.today);
    match audience {
        Audience::Founder => engine::fill(dress, name, text, facts::founder(&desk)),
        Audience::Engineering => engine::fill(dress, name, text, facts::engineering(&desk)),
        Audience::Customer => engine::fill(dress, name, text, facts::customer(&desk)),
        Audience::Board => engine::fill(dress, name, text, facts::board(&desk)),
        Audience::Minutes => engine::fill(dress, name, text, facts::minutes(&desk)),
    }
}

/// Writes the ranking as a page, with the line through it, what has no score, and what is set aside.
///
/// # Errors
/// None while the built-in template is sound; it is what [`write()`] says of others.
pub fn page(workshop: &Workshop, today: NaiveDate) -> Result<String, ReportError> {
    let desk = facts::Desk::new(workshop, Dress::Html, today);
    let name = "ranking.html";
    engine::fill(Dress::Html, name, engine::built_in(name), facts::ranking(&desk))
}

/// The built-in template for an audience in a dress, to start from.
pub fn built_in(audience: Audience, dress: Dress) -> &'static str {
    engine::built_in(&engine::name(audience, dress))
}
