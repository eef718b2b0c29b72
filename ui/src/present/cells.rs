//! What a table cell shows.

use super::StatusWord;
use crate::components::IconName;

/// What a table cell shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A person or company: icon and name; quiet while the name is not known.
    User {
        /// Natural or legal.
        icon: IconName,
        /// The name, or the id.
        name: String,
        /// Whether it is only an id.
        quiet: bool,
    },
    /// A kind of thing: icon and word.
    Kind {
        /// What tells kinds apart at a glance.
        icon: IconName,
        /// The word.
        text: String,
    },
    /// An amount with its currency.
    Money {
        /// The number, with its sign.
        amount: String,
        /// ISO 4217.
        currency: String,
    },
    /// Text in the body colour.
    Text(String),
    /// Second-level text.
    Quiet(String),
    /// Quiet words, and more of them where there is room for both.
    Detailed(String, String),
    /// A date.
    Date(String),
    /// Lowest-level text.
    Faint(String),
    /// A status.
    Status(StatusWord),
    /// An id that can be copied.
    Id(String),
    /// A date, and a time that goes where there is no room.
    DateTime {
        /// The date.
        date: String,
        /// The time.
        time: String,
    },
}
