//! The terminal: the only place that names ratatui, crossterm or rustix.
//!
//! ```text
//! terminal   taking the terminal over and giving it back, whatever happens
//! editor     a text handed to the editor of whoever sits here
//! listener   whoever reads what is typed
//! input      terminal events → the app's keys
//! theme      what a meaning looks like
//! ascii      the same screen in ASCII characters
//! canvas     text into cells, never outside its area
//! measure    how many cells a text takes, and as much of it as fits
//! cell       what stands in a cell, and how it looks
//! sheet      the cells, beside those that the terminal shows
//! pieces     what was drawn of which facts, to be drawn once
//! output     what is different from what is shown
//! pen        cells in as few bytes as they take
//! big        large letters, as rows of blocks
//! flow       pieces of text into rows
//! ground     what the terminal has behind its text
//! look       which theme: what somebody chose, what the terminal is
//! modes      the mouse, the title of the window, the clipboard
//! zones      what can be pointed at, and where it is
//! start      the start screen, before there is a workspace
//! layout     the three shapes of the screen
//! screen/    one panel, one file, one `render`
//! ```

mod ascii;
mod big;
mod canvas;
mod cell;
mod editor;
mod flow;
mod ground;
mod input;
pub mod layout;
mod listener;
mod look;
mod measure;
mod modes;
pub mod output;
mod pen;
mod pieces;
pub mod screen;
pub mod sheet;
mod start;
mod terminal;
pub mod theme;
pub mod zones;

pub use start::choose;
pub use terminal::run;
