//! Journeys through the app: before – keys – screen.
#![cfg(test)]
#![allow(missing_docs)]

mod agenda;
mod backups;
mod blind;
mod blockers;
mod brief;
mod card;
mod check;
mod cycles;
mod discuss;
mod explaining;
mod export;
mod filter;
mod finder;
mod fitting;
mod following;
mod importing;
mod layouts;
mod log;
mod looks;
mod matrix;
mod monkey;
mod moscow;
mod outside;
mod pointing;
mod presenting;
mod recap;
mod reshape;
mod roadmap;
mod room;
mod saving;
mod scoring;
mod screens;
mod second;
mod swing;
mod tie;
mod tools;
mod tradeoffs;
mod triage;
mod trial;

use room::Room;

const CLINIC: &str = include_str!("../fixtures/clinic.json");
