//! Journeys in the real window. Run by `cargo xtask test` on a virtual desktop; see `support`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "helpers of tests"
)]

mod crawl;
mod day;
mod export;
mod home;
mod killed;
mod lists;
mod looks;
mod offline;
mod pages;
mod refused;
mod shut;
mod slow;
mod support;
mod upload;
