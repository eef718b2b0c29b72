//! The application without its window, and the rules of the repository that no compiler checks.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod contract;
mod dependencies;
mod features;
mod repository;
mod sources;
mod users_api;
