//! Entry points for fuzzing: any bytes in, no panic and no promise broken. Nothing here is called by the application.

mod heads;
mod objects;
mod reply;
mod values;

pub use objects::read_page;

/// A target: its name and its entry.
pub type Target = (&'static str, fn(&[u8]));

/// Every parser of bytes that come from the network.
///
/// An entry panics if a promise of this crate is broken.
pub const TARGETS: &[Target] = &[
    ("people", objects::people),
    ("verification", objects::verification),
    ("accounts", objects::accounts),
    ("payments", objects::payments),
    ("operations", objects::operations),
    ("platform", objects::platform),
    ("lists", objects::lists),
    ("recorded", objects::recorded),
    ("refusals", heads::refusals),
    ("headers", heads::headers),
    ("tokens", heads::tokens),
    ("values", values::values),
    ("links", values::links),
];
