//! The contract between the interface and the backend.
//!
//! Each command is a type: its fields are the arguments, and [`Command`] gives its name and its reply. Arguments and
//! replies cross as bytes (JSON written and read by serde on both sides), so that 64-bit amounts survive. Facts about
//! the world come as one [`Event`] enum on one event name. Failures carry codes and arguments, never text.
//!
//! What this crate does **not** do: no I/O, no text for people, no types of the remote API. It builds for the browser.

mod command;
mod event;
mod failure;

pub mod aliases;
pub mod documents;
pub mod emoney;
pub mod exports;
pub mod forms;
pub mod lists;
pub mod notes;
pub mod outbox;
pub mod profiles;
pub mod quotes;
pub mod receipts;
pub mod reports;
pub mod schedules;
pub mod session;
pub mod sync;
pub mod tables;
pub mod uploads;
pub mod users;
pub mod wallets;

pub use command::{Bytes, COMMANDS, Command, Nothing, Reply, decode, encode};
pub use event::{Changed, Event};
pub use failure::{Code, Failure, FieldFailure, Retry};

/// A window of a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rows<R> {
    /// How many rows match in all.
    pub total: u32,
    /// The rows of the window asked for, in order.
    pub rows: Vec<R>,
    /// How complete the list's local copy is.
    pub freshness: sync::Freshness,
}
