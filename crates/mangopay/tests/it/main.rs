//! The client against servers that say what the reference sheets say, and against broken ones.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers outside of #[test] functions are not exempt")]

mod decode;
mod downloads;
mod errors;
mod every_call;
mod fault_matrix;
mod guard;
mod lists;
mod logging;
mod network;
mod objects;
mod pages;
mod raw;
mod responses;
mod retries;
mod simulator;
mod simulator_faults;
mod support;
mod tokens;
