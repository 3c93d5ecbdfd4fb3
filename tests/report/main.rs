//! Reports: what stands in them, what never does, and whether a browser takes them.
#![cfg(test)]

mod browser;
mod hostile;
mod markup;
mod pages;
mod sentinel;
mod snapshots;
mod templates;

use chrono::NaiveDate;
use cutline::domain::document::{Audience, Dress};
use cutline::domain::workshop::Workshop;
use cutline::domain::workspace::Workspace;
use cutline::report::{self, Context};
use serde_json::Value;

const DEMO: &str = include_str!("../../assets/demo.json");

fn open(file: &str) -> Workshop {
    Workshop::new(Workspace::load(serde_json::from_str(file).unwrap()).unwrap().0)
}

fn open_value(file: &Value) -> Workshop {
    open(&file.to_string())
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 20).unwrap()
}

fn written(workshop: &Workshop, audience: Audience, dress: Dress) -> String {
    report::write(audience, dress, workshop, &Context { today: today(), template: None }).unwrap()
}

/// Every report in HTML, and the ranking, each with its name.
fn every_page(workshop: &Workshop) -> Vec<(&'static str, String)> {
    let reports =
        Audience::ALL.iter().map(|audience| (audience.name(), written(workshop, *audience, Dress::Html)));
    reports.chain([("ranking", report::page(workshop, today()).unwrap())]).collect()
}
