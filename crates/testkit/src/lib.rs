//! What tests share: a clock that stands still until it is moved, a key store in memory, windows that only listen, a
//! host on a temporary folder, and a simulator beside it.
//!
//! What this crate does **not** do: nothing of it is in the application; no helper hides an assertion.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests fail loudly")]

mod clock;
mod desk;
mod key_store;
pub mod pdf;
mod windows;

pub use clock::TestClock;
pub use desk::{API_KEY, CLIENT_ID, Desk, NoDemo, WINDOW, connection, host, large, run_with};
pub use key_store::MemoryKeyStore;
/// The simulator, for tests whose own crate may not name it.
pub use sandbox;
pub use windows::TestWindows;

/// Tuesday 24 November 2026, 10:42 in Paris: the moment the demo world is drawn at.
pub const DESIGN_MOMENT: i64 = 1_795_513_320;
