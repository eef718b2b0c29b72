//! The use cases of Mangrove: profiles, sign-in, lock and unlock, sync, queries, uploads. Runs without a window.
//!
//! A [`Host`] holds what the process has: the profiles, the windows and which profile each shows. An open profile has
//! one `Engine`, which reads from the local copy; the network is touched by its sync and by its uploads only.
//!
//! What this crate does **not** do: it knows no window system (that is the shell, behind [`ports::Shell`]), makes no
//! text for people (codes and arguments only), and starts no simulator itself ([`ports::Demo`]).

pub mod advice;
mod aliases;
mod api;
mod check;
#[cfg(feature = "crash-points")]
pub mod crash;
#[cfg(not(feature = "crash-points"))]
mod crash;
mod demo;
mod documents;
mod drafts;
mod emoney;
mod engine;
mod exports;
mod failure;
mod forms;
mod host;
mod links;
mod lists;
mod lookup;
mod notes;
mod ongoing;
mod parts;
pub mod ports;
mod profile;
mod quotes;
mod receipts;
mod reports;
mod schedules;
mod sync;
mod tables;
pub mod uploads;
mod users;
mod visit;

use std::sync::Arc;

pub use drafts::intake::Refused;
pub use host::{Caller, Host, HostParts, OnMark};
pub use model::UnixSeconds;
pub use parts::Parts;
pub use vault::KeyStore;

/// The label of the Demo profile: the invented marketplace.
const DEMO_LABEL: &str = "Halle Verte";

/// The key store of the operating system, under the application's service name.
pub fn os_key_store(service: &str) -> Arc<dyn KeyStore> {
    Arc::new(vault::OsKeyStore::new(service))
}
