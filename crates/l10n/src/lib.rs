//! The message catalogue for interface, menus, notifications and documents.
//!
//! Words live in `locales/<language>/*.ftl` (Fluent) and nowhere else; code names them by id. The catalogue is
//! embedded as a table of messages (by `build.rs`, which refuses what does not parse), and a message is parsed when it is
//! first shown. Two functions can be used inside messages: `BYTES($n)` ("21 KB", "3.1 MB") and the
//! built-in `NUMBER($n)`. Numbers are printed with groups ("12,400").
//!
//! What this crate does **not** do: no dates and no zones (the interface knows the zone), no I/O, no decision on
//! which message is right. It builds for the browser.

mod catalogue;
mod language;
mod measure;
mod message;
mod value;

pub use catalogue::{has, ids, text, text_args, text_with, word};
pub use language::{Language, language, set_language};
pub use measure::{amount, bytes, number};
pub use value::Value;
