//! The interface as people see it: mounted in WebKitGTK, with canned replies in the backend's place.
//!
//! Every test mounts anew and states the replies that matter to it; [`backend`] has the rest.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests fail by panicking")]

mod actions;
mod backend;
mod beside;
mod dispute;
mod export;
mod forms;
mod home;
mod keyboard;
mod lists;
mod locked;
mod page;
mod palette;
mod quotes;
mod receipt;
mod samples;
mod schedules;
mod start;
mod sync;
mod tables;
mod user;
mod wallets;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
