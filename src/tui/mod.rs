//! The terminal: the only place that names ratatui or crossterm.
//!
//! ```text
//! terminal   taking the terminal over and giving it back, whatever happens
//! editor     a text handed to the editor of whoever sits here
//! input      terminal events → the app's keys
//! theme      what a meaning looks like
//! canvas     text into cells, cut by measured width and never outside its area
//! big        large letters, as rows of blocks
//! flow       pieces of text into rows
//! layout     the three shapes of the screen
//! screen/    one panel, one file, one `render`
//! ```

mod big;
mod canvas;
mod editor;
mod flow;
mod input;
pub mod layout;
pub mod screen;
mod terminal;
pub mod theme;

pub use terminal::run;
